//! Programs for tests, of kernels that `spirv-as` assembles.

#![allow(dead_code)]

use std::{
    collections::HashMap,
    io::Write,
    process::{Command, Stdio},
};

use tricast_dialects::{DType, Dim};
use tricast_runtime::{
    Argument, ArgumentSource, Function, HostTensor, Result as ProgramResult, ResultTarget, Size,
    WeightError, WeightSource, WeightType,
};
use tricast_vulkan::{
    Access, Binding, Buffer, Contents, DeviceError, Dispatch, Executable, Expression, Kernel,
    Module, Options, PushConstant, PushValue, ResultBuffer, Step, VulkanProgram, devices,
};

/// Whether there is a device; if not, says so.
pub fn has_device() -> bool {
    match devices() {
        Ok(devices) if !devices.is_empty() => true,
        Ok(_) | Err(DeviceError::NoLibrary(_) | DeviceError::NoDevice) => {
            eprintln!("skipped: there is no Vulkan device on this machine");
            false
        }
        Err(error) => panic!("{error}"),
    }
}

/// Tests are validated.
pub fn options() -> Options {
    Options { validate: true, ..Options::default() }
}

/// Both ways of moving data, for every test that does.
pub fn both_ways() -> [Options; 2] {
    [options(), Options { staging: true, ..options() }]
}

/// Assembles a module.
pub fn assemble(text: &str) -> Module {
    let mut child = Command::new("spirv-as")
        .args(["--target-env", "vulkan1.1", "-o", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("spirv-as of Debian's package spirv-tools");
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{text}");
    let words = output.stdout.chunks_exact(4);
    Module { words: words.map(|word| u32::from_le_bytes(word.try_into().unwrap())).collect() }
}

/// How many invocations a workgroup has.
pub const WORKGROUP: i64 = 64;

/// A kernel for `element` (`OpTypeFloat 32`) of so many bytes: `last[i] = body(...)` for i below
/// the number in the first push constant. The body defines `%result` of `%x0`, `%x1`, ... which the
/// other bindings have at i, of `%i` and `%first`, the second push constant.
pub fn elementwise(
    capabilities: &str,
    element: &str,
    size: u32,
    inputs: usize,
    body: &str,
) -> Module {
    let buffers: Vec<String> = (0..=inputs).map(|index| format!("%b{index}")).collect();
    let mut text = format!(
        "OpCapability Shader\n{capabilities}\n\
         OpExtension \"SPV_KHR_storage_buffer_storage_class\"\n\
         OpMemoryModel Logical GLSL450\n\
         OpEntryPoint GLCompute %main \"main\" %id\n\
         OpExecutionMode %main LocalSize {WORKGROUP} 1 1\n\
         OpDecorate %id BuiltIn GlobalInvocationId\n\
         OpDecorate %array ArrayStride {size}\n\
         OpDecorate %block Block\n\
         OpMemberDecorate %block 0 Offset 0\n\
         OpDecorate %push Block\n\
         OpMemberDecorate %push 0 Offset 0\n\
         OpMemberDecorate %push 1 Offset 4\n"
    );
    for (binding, buffer) in buffers.iter().enumerate() {
        text += &format!(
            "OpDecorate {buffer} DescriptorSet 0\nOpDecorate {buffer} Binding {binding}\n"
        );
    }
    text += "%void = OpTypeVoid\n%function = OpTypeFunction %void\n%bool = OpTypeBool\n\
             %u32 = OpTypeInt 32 0\n%u32x3 = OpTypeVector %u32 3\n\
             %zero = OpConstant %u32 0\n%one = OpConstant %u32 1\n%group = OpConstant %u32 64\n\
             %id_pointer = OpTypePointer Input %u32x3\n%id = OpVariable %id_pointer Input\n\
             %push = OpTypeStruct %u32 %u32\n%push_pointer = OpTypePointer PushConstant %push\n\
             %constants = OpVariable %push_pointer PushConstant\n\
             %constant_pointer = OpTypePointer PushConstant %u32\n";
    // A type is declared once.
    let element = if element == "OpTypeInt 32 0" {
        "%u32".to_string()
    } else {
        text += &format!("%element = {element}\n");
        "%element".to_string()
    };
    text += &format!(
        "%array = OpTypeRuntimeArray {element}\n%block = OpTypeStruct %array\n\
         %block_pointer = OpTypePointer StorageBuffer %block\n\
         %pointer = OpTypePointer StorageBuffer {element}\n"
    );
    for buffer in &buffers {
        text += &format!("{buffer} = OpVariable %block_pointer StorageBuffer\n");
    }
    text += "%main = OpFunction %void None %function\n%entry = OpLabel\n\
             %ids = OpLoad %u32x3 %id\n%i = OpCompositeExtract %u32 %ids 0\n\
             %count_at = OpAccessChain %constant_pointer %constants %zero\n\
             %count = OpLoad %u32 %count_at\n\
             %first_at = OpAccessChain %constant_pointer %constants %one\n\
             %first = OpLoad %u32 %first_at\n\
             %before = OpIMul %u32 %first %group\n%at = OpIAdd %u32 %before %i\n\
             %inside = OpULessThan %bool %at %count\n\
             OpSelectionMerge %end None\nOpBranchConditional %inside %then %end\n%then = OpLabel\n";
    for (index, buffer) in buffers[..inputs].iter().enumerate() {
        text += &format!(
            "%p{index} = OpAccessChain %pointer {buffer} %zero %i\n\
             %x{index} = OpLoad {element} %p{index}\n"
        );
    }
    text += &format!(
        "{body}\n%out = OpAccessChain %pointer {} %zero %i\nOpStore %out %result\n\
         OpBranch %end\n%end = OpLabel\nOpReturn\nOpFunctionEnd\n",
        buffers[inputs]
    );
    assemble(&text)
}

/// `b2 = b0 + b1` of float32.
pub fn add() -> Module {
    elementwise("", "OpTypeFloat 32", 4, 2, "%result = OpFAdd %element %x0 %x1")
}

/// `b1 = b0 * b0` of float32.
pub fn square() -> Module {
    elementwise("", "OpTypeFloat 32", 4, 1, "%result = OpFMul %element %x0 %x0")
}

/// A program that is put together.
pub struct Builder(pub VulkanProgram);

impl Builder {
    pub fn new() -> Self {
        let main = Function { name: "main".into(), arguments: vec![], results: vec![] };
        Builder(VulkanProgram {
            main,
            scalars: vec![],
            modules: vec![],
            kernels: vec![],
            buffers: vec![],
            steps: vec![],
            results: vec![],
            residents: vec![],
        })
    }

    /// A kernel of [`elementwise`], by its number.
    pub fn kernel(&mut self, name: &str, module: Module, inputs: usize) -> usize {
        let mut bindings = vec![Access::Read; inputs];
        bindings.push(Access::Write);
        self.0.modules.push(module);
        self.0.kernels.push(Kernel {
            name: name.into(),
            module: self.0.modules.len() - 1,
            entry_point: "main".into(),
            bindings,
            push_constants: 8,
            specialization: vec![],
        });
        self.0.kernels.len() - 1
    }

    pub fn buffer(&mut self, name: &str, bytes: &Dim, contents: Contents) -> usize {
        let bytes = bytes.clone().into();
        self.0.buffers.push(Buffer { name: name.into(), bytes, contents });
        self.0.buffers.len() - 1
    }

    /// An argument of one dimension, and its buffer.
    pub fn argument(&mut self, source: ArgumentSource, dtype: DType, size: &Dim) -> usize {
        let name = match &source {
            ArgumentSource::Input(_, name) => name.clone(),
            ArgumentSource::Global(name) | ArgumentSource::Constant(name) => name.clone(),
        };
        let shape = Some(vec![match size.as_static() {
            Some(size) => Size::Static(size),
            None => Size::Dynamic { name: size.to_string(), min: Some(0), max: None },
        }]);
        self.0.main.arguments.push(Argument { source, dtype, shape });
        let contents = Contents::Argument(self.0.main.arguments.len() - 1);
        self.buffer(&name, &(size * dtype.size() as i64), contents)
    }

    pub fn input(&mut self, number: usize, dtype: DType, size: &Dim) -> usize {
        self.argument(ArgumentSource::Input(number, format!("x{number}")), dtype, size)
    }

    pub fn temporary(&mut self, name: &str, bytes: &Dim) -> usize {
        self.buffer(name, bytes, Contents::Temporary)
    }

    pub fn result(&mut self, target: ResultTarget, dtype: DType, buffer: usize, size: &Dim) {
        self.0.main.results.push(ProgramResult { target, dtype, rank: Some(1) });
        self.0.results.push(ResultBuffer { buffer, sizes: vec![size.clone().into()] });
    }

    pub fn output(&mut self, number: usize, dtype: DType, buffer: usize, size: &Dim) {
        self.result(ResultTarget::Output(number), dtype, buffer, size);
    }

    /// Runs a kernel of [`elementwise`] on whole buffers.
    pub fn dispatch(&mut self, kernel: usize, buffers: &[usize], count: &Dim) {
        let bindings = buffers.iter().map(|buffer| self.whole(*buffer)).collect();
        let groups = count.ceil_div(&Dim::Static(WORKGROUP));
        self.0.steps.push(Step::Dispatch(Dispatch {
            kernel,
            workgroups: [groups.into(), 1.into(), 1.into()],
            bindings,
            push_constants: vec![
                PushConstant { offset: 0, value: PushValue::I32(count.clone().into()) },
                PushConstant { offset: 4, value: PushValue::FirstWorkgroup },
            ],
            split: None,
        }));
    }

    pub fn whole(&self, buffer: usize) -> Binding {
        Binding { buffer, offset: 0.into(), bytes: self.0.buffers[buffer].bytes.clone() }
    }

    pub fn load(self, weights: &Weights, options: &Options) -> Executable {
        // As the compiler's programs come: written, and read again.
        let json = serde_json::to_string(&self.0).unwrap();
        let program = serde_json::from_str(&json).unwrap();
        Executable::load(program, weights, options).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Why it cannot be loaded.
    pub fn refused(self) -> String {
        match Executable::load(self.0, &Weights::default(), &options()) {
            Ok(_) => panic!("it was loaded"),
            Err(error) => error.to_string(),
        }
    }
}

/// Weights by name; what was computed of them as `constant:NAME`.
#[derive(Default)]
pub struct Weights(pub HashMap<String, HostTensor>);

impl WeightSource for Weights {
    fn weight(&self, name: &str, _: &WeightType) -> Result<Option<HostTensor>, WeightError> {
        Ok(self.0.get(name).cloned())
    }

    fn constant(&self, name: &str) -> Result<Option<HostTensor>, WeightError> {
        Ok(self.0.get(&format!("constant:{name}")).cloned())
    }
}

pub fn number(value: i64) -> Dim {
    Dim::Static(value)
}

pub fn expression(value: &Dim) -> Expression {
    value.clone().into()
}

pub fn floats(values: impl IntoIterator<Item = f32>) -> HostTensor {
    let values: Vec<f32> = values.into_iter().collect();
    HostTensor::from_slice(&[values.len()], &values).unwrap()
}
