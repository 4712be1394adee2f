//! From a program at the level of `aten` to object code.

use melior::ir::Module;
use tricast_mlir::drivers::run_pipeline;
use tricast_runtime::{Executable, Executor, LoadError, Options, Program, WeightSource};

use super::{
    kernel,
    machine::{Effort, Machine},
    signature::Source,
};
use crate::{
    register_once,
    target::{CompileError, Compiled, Target},
};

/// The processor of this machine.
pub struct Cpu;

impl Target for Cpu {
    fn name(&self) -> &'static str {
        "cpu"
    }

    fn summary(&self) -> &'static str {
        "The processor of this machine"
    }

    fn dialect(&self) -> Option<&'static str> {
        None
    }

    fn compile(&self, module: &mut Module) -> Result<Box<dyn Compiled>, CompileError> {
        Ok(Box::new(compile(module)?))
    }
}

impl Compiled for Program {
    fn load(
        self: Box<Self>,
        weights: &dyn WeightSource,
        options: &Options,
    ) -> Result<Box<dyn Executor>, LoadError> {
        Ok(Box::new(Executable::load(*self, weights, options)?))
    }
}

/// How far a program is lowered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// `linalg` on tensors.
    Linalg,
    /// The LLVM dialect.
    Llvm,
}

/// `aten` to `linalg`, and what is done on tensors.
fn tensor_pipeline(machine: &Machine) -> String {
    let bits = machine.vector_bits();
    format!(
        "builtin.module(convert-aten-to-linalg,canonicalize,cse,\
         func.func(linalg-fuse-cheaply),canonicalize,cse,\
         func.func(cpu-channels-last),canonicalize,cse,\
         func.func(cpu-split-contractions,\
         cpu-pack-weights{{vector-bits={bits}}}),canonicalize,cse,cpu-hoist-constants)"
    )
}

/// `linalg` on tensors to kernels, and functions that call them.
fn buffer_pipeline(machine: &Machine) -> String {
    let bits = machine.vector_bits();
    format!(
        "builtin.module(cpu-lower-contractions{{vector-bits={bits}}},canonicalize,\
         eliminate-empty-tensors,empty-tensor-to-alloc-tensor,\
         one-shot-bufferize{{allow-return-allocs-from-loops=1 \
         bufferize-function-boundaries=1 \
         function-boundary-type-conversion=identity-layout-map}},\
         func.func(cpu-copy-strided),cse,canonicalize,linalg-generalize-named-ops,cpu-outline-kernels,\
         func.func(cpu-lower-kernels{{vector-bits={bits}}},cpu-lower-arithmetic,\
         cpu-deallocate))"
    )
}

/// Kernels, and functions that call them, to the LLVM dialect.
const CODE_PIPELINE: &str = "builtin.module(cpu-parallelize,cpu-lower-asserts,\
    func.func(cpu-expand-shapes),expand-strided-metadata,lower-affine,arith-expand{include-bf16=1},\
    convert-complex-to-standard,convert-scf-to-cf,convert-vector-to-llvm,convert-to-llvm,\
    convert-math-to-libm,convert-to-llvm,reconcile-unrealized-casts)";

/// Lowers a module at the level of `aten` in place.
///
/// # Errors
/// If it cannot be lowered, with MLIR's diagnostics.
pub fn lower(module: &mut Module, stage: Stage) -> Result<(), CompileError> {
    let machine = Machine::host(Effort::Full).map_err(CompileError)?;
    run(module, &tensor_pipeline(&machine))?;
    if stage == Stage::Llvm {
        super::entry::mark_entries(module.as_operation());
        run(module, &buffer_pipeline(&machine))?;
        run(module, CODE_PIPELINE)?;
    }
    Ok(())
}

/// Runs a pipeline.
fn run(module: &mut Module, pipeline: &str) -> Result<(), CompileError> {
    register_once();
    run_pipeline(module, pipeline).map(drop).map_err(CompileError)
}

/// Compiles a program for the machine that this runs on. The module is lowered in place.
///
/// # Errors
/// If it has no `@main`, or cannot be lowered.
pub fn compile(module: &mut Module) -> Result<Program, CompileError> {
    compile_with(module, Effort::Full)
}

/// [`compile`], with this much work on the code.
///
/// # Errors
/// As [`compile`].
pub fn compile_with(module: &mut Module, effort: Effort) -> Result<Program, CompileError> {
    let source = Source::read(module.as_operation()).map_err(CompileError)?;
    let machine = Machine::host(effort).map_err(CompileError)?;
    run(module, &tensor_pipeline(&machine))?;
    super::entry::mark_entries(module.as_operation());
    let mut functions = source.functions(module.as_operation()).map_err(CompileError)?.into_iter();
    let main = functions.next().ok_or_else(|| CompileError("no @main".into()))?;
    let initializers: Vec<_> = functions.collect();
    run(module, &buffer_pipeline(&machine))?;
    let dispatches = kernel::call_count(module.as_operation(), &main.name);
    run(module, CODE_PIPELINE)?;
    let object = machine.object(module).map_err(CompileError)?;
    Ok(Program { main, initializers, dispatches, cpu: machine.cpu().clone(), object })
}
