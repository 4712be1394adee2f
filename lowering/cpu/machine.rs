//! Object code for the host, by LLVM.

use std::{
    ffi::{CStr, CString, c_char},
    ptr, slice,
};

use llvm_sys::{
    LLVMAttributeFunctionIndex, LLVMContext, LLVMModule,
    core::{
        LLVMAddAttributeAtIndex, LLVMContextCreate, LLVMContextDispose, LLVMCreateStringAttribute,
        LLVMDisposeMemoryBuffer, LLVMDisposeMessage, LLVMDisposeModule, LLVMGetBufferSize,
        LLVMGetBufferStart, LLVMGetFirstFunction, LLVMGetNextFunction, LLVMPrintModuleToString,
        LLVMSetTarget,
    },
    error::{LLVMDisposeErrorMessage, LLVMGetErrorMessage},
    target::{LLVMDisposeTargetData, LLVMSetModuleDataLayout},
    target_machine::{
        LLVMCodeGenFileType, LLVMCodeGenOptLevel, LLVMCodeModel, LLVMCreateTargetDataLayout,
        LLVMCreateTargetMachine, LLVMDisposeTargetMachine, LLVMGetTargetFromTriple, LLVMRelocMode,
        LLVMTargetMachineEmitToMemoryBuffer, LLVMTargetMachineRef,
    },
    transforms::pass_builder::{
        LLVMCreatePassBuilderOptions, LLVMDisposePassBuilderOptions,
        LLVMPassBuilderOptionsSetLoopUnrolling, LLVMRunPasses,
    },
};
use melior::ir::Module;
use mlir_sys::{
    mlirModuleGetContext, mlirRegisterAllLLVMTranslations, mlirTranslateModuleToLLVMIR,
};
use tricast_runtime::Cpu;

/// What code is generated for: every processor of this architecture, but for the features that are
/// given. It is scheduled for the host's own, see [`TUNED`].
#[cfg(target_arch = "x86_64")]
const BASELINE: &CStr = c"x86-64";
#[cfg(not(target_arch = "x86_64"))]
const BASELINE: &CStr = c"generic";

/// How much is done for code that is fast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// What pays.
    Full,
    /// As little as can be: for code that runs once.
    Least,
}

impl Effort {
    /// What LLVM does to the code. Loops are vectorized and unrolled before, where it pays: LLVM
    /// doing it again, or looking whether it could, costs more time than it saves.
    fn passes(self) -> &'static CStr {
        match self {
            Effort::Full => c"default<O1>",
            Effort::Least => c"default<O0>",
        }
    }

    fn level(self) -> LLVMCodeGenOptLevel {
        match self {
            Effort::Full => LLVMCodeGenOptLevel::LLVMCodeGenLevelDefault,
            Effort::Least => LLVMCodeGenOptLevel::LLVMCodeGenLevelNone,
        }
    }
}

/// The attribute of a function that names the processor that its code is scheduled for.
const TUNED: &str = "tune-cpu";

/// LLVM's code generator for the machine that this runs on.
pub struct Machine {
    raw: LLVMTargetMachineRef,
    triple: CString,
    cpu: Cpu,
    effort: Effort,
}

/// A message of LLVM's, freed.
///
/// # Safety
/// `message` is a string that LLVM has given away.
unsafe fn take(message: *mut c_char) -> CString {
    // SAFETY: by contract.
    unsafe {
        let text = CStr::from_ptr(message).to_owned();
        LLVMDisposeMessage(message);
        text
    }
}

/// Makes LLVM's code generator of this architecture known.
fn initialize_target() {
    // SAFETY: functions without preconditions, which may be called again.
    #[cfg(target_arch = "x86_64")]
    unsafe {
        use llvm_sys::target::*;
        LLVMInitializeX86TargetInfo();
        LLVMInitializeX86Target();
        LLVMInitializeX86TargetMC();
        LLVMInitializeX86AsmPrinter();
        LLVMInitializeX86AsmParser();
    }
    #[cfg(target_arch = "aarch64")]
    unsafe {
        use llvm_sys::target::*;
        LLVMInitializeAArch64TargetInfo();
        LLVMInitializeAArch64Target();
        LLVMInitializeAArch64TargetMC();
        LLVMInitializeAArch64AsmPrinter();
        LLVMInitializeAArch64AsmParser();
    }
}

impl Machine {
    /// The machine that this runs on, with all of its CPU that code may use.
    ///
    /// # Errors
    /// If LLVM does not know it.
    pub fn host(effort: Effort) -> Result<Self, String> {
        initialize_target();
        let cpu = Cpu::host().for_code();
        let features: Vec<String> =
            cpu.features.iter().map(|feature| format!("+{feature}")).collect();
        let text = |text: &str| CString::new(text).map_err(|error| error.to_string());
        let (triple, features) = (text(&cpu.triple)?, text(&features.join(","))?);
        // SAFETY: LLVM writes the error, which it gives away, or the target, which is static.
        unsafe {
            let (mut target, mut error) = (ptr::null_mut(), ptr::null_mut());
            if LLVMGetTargetFromTriple(triple.as_ptr(), &mut target, &mut error) != 0 {
                return Err(take(error).to_string_lossy().into_owned());
            }
            let raw = LLVMCreateTargetMachine(
                target,
                triple.as_ptr(),
                BASELINE.as_ptr(),
                features.as_ptr(),
                effort.level(),
                LLVMRelocMode::LLVMRelocPIC,
                LLVMCodeModel::LLVMCodeModelDefault,
            );
            Ok(Machine { raw, triple, cpu, effort })
        }
    }

    /// The processor: what the code may use of it.
    pub fn cpu(&self) -> &Cpu {
        &self.cpu
    }

    /// Whether the code may use this: `avx512f`.
    pub fn has(&self, feature: &str) -> bool {
        self.cpu.features.contains(feature)
    }

    /// The width of its vectors, in bits.
    pub fn vector_bits(&self) -> i64 {
        match () {
            () if self.has("avx512f") => 512,
            () if self.has("avx2") => 256,
            () => 128,
        }
    }

    /// LLVM IR of a module of the LLVM dialect, as text, optimized as for the object code.
    ///
    /// # Errors
    /// If it cannot be translated.
    pub fn llvm_ir(&self, module: &Module) -> Result<String, String> {
        let module = LlvmModule::translate(module)?;
        self.optimize(&module)?;
        // SAFETY: the module is live; LLVM gives the string away.
        let text = unsafe { take(LLVMPrintModuleToString(module.raw)) };
        Ok(text.to_string_lossy().into_owned())
    }

    /// The object code of a module of the LLVM dialect.
    ///
    /// # Errors
    /// If it cannot be translated.
    pub fn object(&self, module: &Module) -> Result<Vec<u8>, String> {
        let module = LlvmModule::translate(module)?;
        self.optimize(&module)?;
        // SAFETY: module and machine are live; LLVM writes an error or a buffer, which is copied
        // before it is freed.
        unsafe {
            let (mut error, mut buffer) = (ptr::null_mut(), ptr::null_mut());
            let kind = LLVMCodeGenFileType::LLVMObjectFile;
            if LLVMTargetMachineEmitToMemoryBuffer(
                self.raw,
                module.raw,
                kind,
                &mut error,
                &mut buffer,
            ) != 0
            {
                return Err(take(error).to_string_lossy().into_owned());
            }
            let start = LLVMGetBufferStart(buffer).cast::<u8>();
            let bytes = slice::from_raw_parts(start, LLVMGetBufferSize(buffer)).to_vec();
            LLVMDisposeMemoryBuffer(buffer);
            Ok(bytes)
        }
    }

    fn optimize(&self, module: &LlvmModule) -> Result<(), String> {
        module.tune(&self.cpu.name);
        // SAFETY: module and machine are live; options and error are freed.
        unsafe {
            LLVMSetTarget(module.raw, self.triple.as_ptr());
            let layout = LLVMCreateTargetDataLayout(self.raw);
            LLVMSetModuleDataLayout(module.raw, layout);
            LLVMDisposeTargetData(layout);
            let options = LLVMCreatePassBuilderOptions();
            LLVMPassBuilderOptionsSetLoopUnrolling(options, 0);
            let error = LLVMRunPasses(module.raw, self.effort.passes().as_ptr(), self.raw, options);
            LLVMDisposePassBuilderOptions(options);
            if error.is_null() {
                return Ok(());
            }
            let message = LLVMGetErrorMessage(error);
            let text = CStr::from_ptr(message).to_string_lossy().into_owned();
            LLVMDisposeErrorMessage(message);
            Err(text)
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        // SAFETY: created by `host`, freed once.
        unsafe { LLVMDisposeTargetMachine(self.raw) }
    }
}

/// A module of LLVM IR in a context of its own.
struct LlvmModule {
    context: *mut LLVMContext,
    raw: *mut LLVMModule,
}

impl LlvmModule {
    fn translate(module: &Module) -> Result<Self, String> {
        // SAFETY: the module and its context are live; both crates bind the same C types.
        unsafe {
            mlirRegisterAllLLVMTranslations(mlirModuleGetContext(module.to_raw()));
            let context = LLVMContextCreate();
            let raw = mlirTranslateModuleToLLVMIR(module.as_operation().to_raw(), context.cast());
            if raw.is_null() {
                LLVMContextDispose(context);
                return Err("the program cannot be translated to LLVM IR".into());
            }
            Ok(LlvmModule { context, raw: raw.cast() })
        }
    }

    /// Has the code of all functions scheduled for a processor.
    fn tune(&self, cpu: &str) {
        let (name, name_length) = (TUNED.as_ptr().cast(), TUNED.len() as u32);
        let (value, value_length) = (cpu.as_ptr().cast(), cpu.len() as u32);
        // SAFETY: module and context are live; the attribute is a copy of the strings.
        unsafe {
            let tuned =
                LLVMCreateStringAttribute(self.context, name, name_length, value, value_length);
            let mut function = LLVMGetFirstFunction(self.raw);
            while !function.is_null() {
                LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex, tuned);
                function = LLVMGetNextFunction(function);
            }
        }
    }
}

impl Drop for LlvmModule {
    fn drop(&mut self) {
        // SAFETY: created by `translate`, freed once, the module before its context.
        unsafe {
            LLVMDisposeModule(self.raw);
            LLVMContextDispose(self.context);
        }
    }
}
