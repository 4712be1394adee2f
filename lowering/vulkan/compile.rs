//! From a program in the dialect `et_vk` to a program for Vulkan.

use melior::{
    Context,
    ir::{Attribute, Location, Module},
};
use tricast_mlir::{
    drivers::run_pipeline,
    ir::{block_ops, context_of, function, name_is, outlive_op, set_attribute},
    spirv::serialize,
};
use tricast_runtime::{
    Executor, Function, HostTensor, KernelTime, LoadError, Measures, Options, Outputs,
    Result as Given, ResultTarget, RunError, Signature, WeightSource,
};
use tricast_vulkan::{Executable, Module as SpirvModule, Step, StepTime, VulkanProgram};

use super::{
    schedule::Schedule,
    simplify::{keep_sums, simplify},
};
use crate::{
    cpu::{builder::Builder, entry::mark_entries, signature::Source},
    register_once,
    target::{CompileError, Compiled, Target},
};

/// `canonicalize` without the pattern that takes apart loops of one iteration.
macro_rules! keep_loops {
    () => {
        "canonicalize{disable-patterns=\"(anonymous namespace)::SimplifyTrivialLoops\"}"
    };
}

/// Devices with Vulkan.
pub struct Vulkan;

impl Target for Vulkan {
    fn name(&self) -> &'static str {
        "vulkan"
    }

    fn summary(&self) -> &'static str {
        "A device with Vulkan, in the ops of ExecuTorch's backend"
    }

    fn dialect(&self) -> Option<&'static str> {
        Some("et_vk")
    }

    fn has_devices(&self) -> bool {
        true
    }

    fn compile(&self, module: &mut Module) -> Result<Box<dyn Compiled>, CompileError> {
        Ok(Box::new(compile(module)?))
    }
}

/// A program for Vulkan, and what it checks when it has run.
pub struct Checked {
    /// The program. Its last results are what is checked.
    pub program: VulkanProgram,
    /// What the program says is wrong if a check is 0: the errors, in the order of those results.
    pub checks: Vec<String>,
    /// Where the ops of each kernel come from.
    pub places: Vec<Vec<String>>,
}

/// `et_vk` to `linalg` on memrefs. Loops of one iteration stay loops: what is in them is then a kernel,
/// like that of other loops.
const PIPELINE: &str = concat!(
    "builtin.module(convert-aten-to-linalg,",
    keep_loops!(),
    ",cse,func.func(linalg-fuse-cheaply),",
    keep_loops!(),
    ",cse,func.func(vulkan-own-fills),eliminate-empty-tensors,empty-tensor-to-alloc-tensor,\
     one-shot-bufferize{allow-return-allocs-from-loops=1 bufferize-function-boundaries=1 \
     function-boundary-type-conversion=identity-layout-map},cse,",
    keep_loops!(),
    ",linalg-generalize-named-ops)"
);

/// Kernels to SPIR-V.
const SPIRV_PIPELINE: &str = "builtin.module(gpu.module(gpu.func(cpu-lower-arithmetic)),\
    lower-affine,arith-expand,canonicalize,cse,convert-math-to-spirv,convert-gpu-to-spirv,\
    spirv.module(spirv-lower-abi-attrs,spirv-update-vce))";

/// What SPIR-V may use; a module declares what it does use.
const ENVIRONMENT: &str = "#spirv.target_env<#spirv.vce<v1.3, [Shader, Int8, Int16, Int64, \
    Float16, Float64, SampledBuffer, StorageBuffer8BitAccess, StorageBuffer16BitAccess], \
    [SPV_KHR_storage_buffer_storage_class, SPV_KHR_8bit_storage, SPV_KHR_16bit_storage]>, \
    #spirv.resource_limits<>>";

/// Compiles a program whose ops are all of `et_vk`.
///
/// # Errors
/// If it has no `@main`, or an op that Vulkan cannot do, with MLIR's diagnostics.
pub fn compile(module: &mut Module) -> Result<Checked, CompileError> {
    register_once();
    let source = Source::read(module.as_operation()).map_err(CompileError)?;
    run_pipeline(module, PIPELINE).map_err(CompileError)?;
    mark_entries(module.as_operation());
    let mut functions = source.functions(module.as_operation()).map_err(CompileError)?;
    if functions.is_empty() {
        return Err(CompileError("no @main".into()));
    }
    let mut main = functions.swap_remove(0);
    let op = outlive_op(module.as_operation());
    let context = context_of(op);
    let function = function(op, "main").ok_or_else(|| CompileError("no @main".into()))?;
    let mut kernels = kernel_module(context);
    let builder = Builder::at_end(
        context,
        Location::unknown(context),
        tricast_mlir::ir::outlive(kernels.body()),
    );
    let (schedule, said) =
        tricast_mlir::diagnostics::collect(context, || Schedule::read(function, &main, builder));
    let schedule = schedule
        .map_err(|reason| CompileError(if said.is_empty() { reason } else { said.join("\n") }))?;
    let checks: Vec<String> = schedule.checks.iter().map(|(_, message)| message.clone()).collect();
    check_outputs(&mut main, &schedule);
    simplify(kernels.as_operation());
    run_pipeline(&mut kernels, SPIRV_PIPELINE).map_err(CompileError)?;
    keep_sums(kernels.as_operation());
    let modules = spirv(&kernels)?;
    let places = schedule.places;
    let program = VulkanProgram {
        main,
        scalars: schedule.scalars,
        modules: modules.into_iter().map(|words| SpirvModule { words }).collect(),
        kernels: schedule.kernels,
        buffers: schedule.buffers,
        steps: schedule.steps,
        results: schedule.results,
        residents: vec![],
    };
    Ok(Checked { program, checks, places })
}

/// Makes what is checked results of the program.
fn check_outputs(main: &mut Function, schedule: &Schedule) {
    let outputs = main.results.iter().filter_map(|result| match result.target {
        ResultTarget::Output(number) => Some(number + 1),
        _ => None,
    });
    let first = outputs.max().unwrap_or(0);
    for (number, (view, _)) in schedule.checks.iter().enumerate() {
        let target = ResultTarget::Output(first + number);
        main.results.push(Given { target, dtype: view.dtype, rank: Some(0) });
    }
}

/// A module for kernels.
pub(super) fn kernel_module(context: &Context) -> Module<'_> {
    for dialect in ["gpu", "spirv", "affine", "scf", "arith", "memref"] {
        context.get_or_load_dialect(dialect);
    }
    let module = Module::new(Location::unknown(context));
    let environment = Attribute::parse(context, ENVIRONMENT).expect("it is an attribute");
    set_attribute(module.as_operation(), "spirv.target_env", environment);
    set_attribute(module.as_operation(), "gpu.container_module", Attribute::unit(context));
    module
}

/// The words of each `spirv.module` in a module, in order.
///
/// # Errors
/// If MLIR cannot write one.
pub fn spirv(module: &Module) -> Result<Vec<Vec<u32>>, CompileError> {
    let ops = block_ops(module.body()).filter(|op| name_is(*op, "spirv.module"));
    let words = ops.map(|op| {
        serialize(op).ok_or_else(|| CompileError("internal error: a kernel is no SPIR-V".into()))
    });
    words.collect()
}

impl Compiled for Checked {
    fn load(
        self: Box<Self>,
        weights: &dyn WeightSource,
        options: &Options,
    ) -> Result<Box<dyn Executor>, LoadError> {
        let options = tricast_vulkan::Options {
            device: options.device.clone(),
            profile: options.profile,
            ..tricast_vulkan::Options::default()
        };
        let Checked { program, checks, places } = *self;
        let executable = Executable::load(program, weights, &options)
            .map_err(|error| LoadError::Target(error.to_string()))?;
        Ok(Box::new(Running { executable, checks, places, transferred: 0 }))
    }
}

fn failed(error: tricast_vulkan::RunError) -> RunError {
    match error {
        tricast_vulkan::RunError::Input(error) => error.into(),
        other => RunError::Failed(other.to_string()),
    }
}

/// A program on a device.
struct Running {
    executable: Executable,
    checks: Vec<String>,
    /// Where the ops of each kernel come from.
    places: Vec<Vec<String>>,
    /// The bytes of inputs and outputs of the last run.
    transferred: u64,
}

impl Executor for Running {
    fn signature(&self) -> &Signature {
        self.executable.signature()
    }

    fn run(&mut self, inputs: &[HostTensor]) -> Result<Outputs, RunError> {
        let mut outputs = self.executable.run(inputs).map_err(failed)?;
        let bytes = |tensor: &HostTensor| tensor.bytes().len() as u64;
        self.transferred = inputs.iter().map(bytes).sum::<u64>()
            + outputs.values.iter().flatten().map(bytes).sum::<u64>();
        let count = outputs.values.len().saturating_sub(self.checks.len());
        let found = outputs.values.split_off(count);
        for (message, value) in self.checks.iter().zip(found) {
            if value.is_some_and(|value| value.bytes().iter().all(|byte| *byte == 0)) {
                return Err(RunError::Failed(message.clone()));
            }
        }
        Ok(outputs)
    }

    fn reset(&mut self) -> Result<(), RunError> {
        self.executable.reset().map_err(failed)
    }

    fn buffer_names(&self) -> Vec<String> {
        self.executable.buffer_names().map(str::to_owned).collect()
    }

    fn buffer(&self, name: &str) -> Result<Option<HostTensor>, RunError> {
        self.executable.buffer(name).map_err(failed)
    }

    fn measures(&self) -> Measures {
        let dispatches = self.executable.program().dispatches();
        Measures { dispatches, transferred: self.transferred, simulated: None }
    }

    fn kernel_times(&self) -> Option<Vec<KernelTime>> {
        let time = |time: &StepTime| {
            let ops = match self.executable.program().steps.get(time.step) {
                Some(Step::Dispatch(dispatch)) => self.places.get(dispatch.kernel).cloned(),
                _ => None,
            };
            KernelTime {
                name: time.name.clone(),
                ops: ops.unwrap_or_default(),
                seconds: time.nanoseconds * 1e-9,
                simulated: false,
            }
        };
        Some(self.executable.times().iter().map(time).collect())
    }
}
