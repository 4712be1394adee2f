//! Programs for the tests, written in LLVM IR.

use std::{
    collections::HashMap,
    ffi::{CStr, c_char},
    ptr,
};

use llvm_sys::{
    core::*,
    ir_reader::LLVMParseIRInContext2,
    target::{LLVM_InitializeNativeAsmPrinter, LLVM_InitializeNativeTarget},
    target_machine::*,
};
use tricast_dialects::DType;
use tricast_runtime::{
    Argument, ArgumentSource, Cpu, Executable, Function, HostTensor, Options, Program, Result,
    ResultTarget, Size, WeightError, WeightSource, WeightType,
};

/// What every program starts with.
const PRELUDE: &str = r"
declare ptr @_mlir_memref_to_llvm_alloc(i64)
declare ptr @_mlir_memref_to_llvm_aligned_alloc(i64, i64)
declare void @_mlir_memref_to_llvm_free(ptr)
declare void @tricast_parallel_for(ptr, ptr, i64, i64)
declare void @tricast_fail(ptr, i64)
declare i64 @tricast_random_seed()

; Fills a descriptor of rank 1.
define internal void @describe(ptr %at, ptr %data, i64 %size) {
  store ptr %data, ptr %at
  %aligned = getelementptr i64, ptr %at, i64 1
  store ptr %data, ptr %aligned
  %offset = getelementptr i64, ptr %at, i64 2
  store i64 0, ptr %offset
  %sizes = getelementptr i64, ptr %at, i64 3
  store i64 %size, ptr %sizes
  %strides = getelementptr i64, ptr %at, i64 4
  store i64 1, ptr %strides
  ret void
}

; An argument by its place.
define internal ptr @argument(ptr %arguments, i64 %index) {
  %place = getelementptr ptr, ptr %arguments, i64 %index
  %argument = load ptr, ptr %place
  ret ptr %argument
}

; The data of an argument of rank 1, and its size.
define internal ptr @data(ptr %arguments, i64 %index) {
  %descriptor = call ptr @argument(ptr %arguments, i64 %index)
  %place = getelementptr i64, ptr %descriptor, i64 1
  %data = load ptr, ptr %place
  ret ptr %data
}
define internal i64 @size(ptr %arguments, i64 %index) {
  %descriptor = call ptr @argument(ptr %arguments, i64 %index)
  %place = getelementptr i64, ptr %descriptor, i64 3
  %size = load i64, ptr %place
  ret i64 %size
}
";

/// Object code for any machine of this kind.
pub fn object(ir: &str) -> Vec<u8> {
    let text = format!("{PRELUDE}{ir}");
    // SAFETY: as LLVM's C API documents each of them; a test may leak.
    unsafe {
        LLVM_InitializeNativeTarget();
        LLVM_InitializeNativeAsmPrinter();
        let context = LLVMContextCreate();
        let (start, length) = (text.as_ptr().cast::<c_char>(), text.len());
        let buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(start, length, c"ir".as_ptr());
        let (mut module, mut message) = (ptr::null_mut(), ptr::null_mut());
        let failed = LLVMParseIRInContext2(context, buffer, &mut module, &mut message);
        assert_eq!(failed, 0, "{:?}", (!message.is_null()).then(|| CStr::from_ptr(message)));
        let triple = LLVMGetDefaultTargetTriple();
        let mut target = ptr::null_mut();
        assert_eq!(LLVMGetTargetFromTriple(triple, &mut target, &mut message), 0);
        let machine = LLVMCreateTargetMachine(
            target,
            triple,
            c"".as_ptr(),
            c"".as_ptr(),
            LLVMCodeGenOptLevel::LLVMCodeGenLevelDefault,
            LLVMRelocMode::LLVMRelocPIC,
            LLVMCodeModel::LLVMCodeModelDefault,
        );
        let kind = LLVMCodeGenFileType::LLVMObjectFile;
        let mut object = ptr::null_mut();
        let failed =
            LLVMTargetMachineEmitToMemoryBuffer(machine, module, kind, &mut message, &mut object);
        assert_eq!(failed, 0, "{:?}", (!message.is_null()).then(|| CStr::from_ptr(message)));
        let start = LLVMGetBufferStart(object).cast::<u8>();
        std::slice::from_raw_parts(start, LLVMGetBufferSize(object)).to_vec()
    }
}

pub fn input(number: usize, dtype: DType, shape: Option<Vec<Size>>) -> Argument {
    Argument { source: ArgumentSource::Input(number, format!("x{number}")), dtype, shape }
}

pub fn global(name: &str, size: i64) -> Argument {
    let source = ArgumentSource::Global(name.into());
    Argument { source, dtype: DType::F32, shape: Some(vec![Size::Static(size)]) }
}

pub fn dynamic(name: &str) -> Option<Vec<Size>> {
    Some(vec![Size::Dynamic { name: name.into(), min: Some(1), max: Some(1000) }])
}

pub fn result(target: ResultTarget, dtype: DType, rank: Option<usize>) -> Result {
    Result { target, dtype, rank }
}

pub fn program(arguments: Vec<Argument>, results: Vec<Result>, ir: &str) -> Program {
    let main = Function { name: "main".into(), arguments, results };
    let cpu = Cpu::host().for_code();
    Program { main, initializers: vec![], dispatches: 1, cpu, object: object(ir) }
}

pub fn floats(values: &[f32]) -> HostTensor {
    HostTensor::from_slice(&[values.len()], values).unwrap()
}

/// Weights by name.
pub struct Weights(pub HashMap<String, HostTensor>);

impl Weights {
    pub fn new(weights: &[(&str, &[f32])]) -> Self {
        let weights = weights.iter().map(|(name, values)| ((*name).to_string(), floats(values)));
        Weights(weights.collect())
    }
}

impl WeightSource for Weights {
    fn weight(
        &self,
        name: &str,
        _: &WeightType,
    ) -> std::result::Result<Option<HostTensor>, WeightError> {
        Ok(self.0.get(name).cloned())
    }
}

/// Ready to run, on four threads.
pub fn load(program: Program, weights: &[(&str, &[f32])]) -> Executable {
    let threads = std::num::NonZeroUsize::new(4);
    let options = Options { threads, seed: 10, ..Options::default() };
    Executable::load(program, &Weights::new(weights), &options).unwrap()
}
