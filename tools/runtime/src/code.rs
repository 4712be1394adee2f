//! Object code in memory, linked against its host by LLVM's JIT linker.
//!
//! The one place of this crate that calls LLVM.

use std::{
    ffi::{CStr, CString, c_char, c_void},
    ptr,
    sync::{Mutex, Once, PoisonError},
};

use llvm_sys::{
    core::LLVMCreateMemoryBufferWithMemoryRangeCopy,
    error::{LLVMDisposeErrorMessage, LLVMErrorRef, LLVMGetErrorMessage},
    orc2::{
        LLVMJITEvaluatedSymbol, LLVMJITSymbolFlags, LLVMJITSymbolGenericFlags,
        LLVMOrcAbsoluteSymbols, LLVMOrcCSymbolMapPair,
        LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess, LLVMOrcExecutionSessionIntern,
        LLVMOrcExecutionSessionSetErrorReporter, LLVMOrcJITDylibAddGenerator,
        LLVMOrcJITDylibDefine,
        lljit::{
            LLVMOrcCreateLLJIT, LLVMOrcDisposeLLJIT, LLVMOrcLLJITAddObjectFile,
            LLVMOrcLLJITGetExecutionSession, LLVMOrcLLJITGetGlobalPrefix,
            LLVMOrcLLJITGetMainJITDylib, LLVMOrcLLJITLookup, LLVMOrcLLJITRef,
        },
    },
    target::{LLVM_InitializeNativeAsmPrinter, LLVM_InitializeNativeTarget},
};
// LLVM's static libraries come with it.
use mlir_sys as _;

/// An entry point of a program, see [`crate::program::Program`].
pub(crate) type Entry = unsafe extern "C-unwind" fn(arguments: *mut *mut c_void);

/// A symbol that the host gives: its name and address.
pub(crate) type HostSymbol = (&'static CStr, *const c_void);

/// Linked object code, executable until it is dropped.
pub(crate) struct Code {
    jit: LLVMOrcLLJITRef,
    /// What the linker reported since it was asked last. On the heap, as LLVM points to it.
    reported: Box<Mutex<Vec<String>>>,
}

// SAFETY: LLJIT is made for use from several threads, one after the other here.
unsafe impl Send for Code {}

/// Why object code cannot be linked, in LLVM's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the object code cannot be linked: {0}")]
pub struct LinkError(String);

impl Code {
    /// Links relocatable object code.
    pub fn link(object: &[u8], symbols: &[HostSymbol]) -> Result<Code, LinkError> {
        initialize();
        let mut jit = ptr::null_mut();
        // SAFETY: the default builder, and a place for the result.
        message(unsafe { LLVMOrcCreateLLJIT(&mut jit, ptr::null_mut()) }).map_err(LinkError)?;
        let mut code = Code { jit, reported: Box::default() };
        // SAFETY: `jit` is live, and ended before `reported` is.
        unsafe {
            let context: *mut Mutex<Vec<String>> = &mut *code.reported;
            let session = LLVMOrcLLJITGetExecutionSession(jit);
            LLVMOrcExecutionSessionSetErrorReporter(session, report, context.cast());
        }
        code.define(symbols).and_then(|()| code.add(object)).map_err(|error| code.error(error))?;
        Ok(code)
    }

    /// Defines the symbols of the host, and lets the object find those of the process: libm and
    /// the like.
    fn define(&self, symbols: &[HostSymbol]) -> Result<(), String> {
        // SAFETY: `jit` is live; a name is handed to the map, the map to the unit, the unit and
        // the generator to the library.
        unsafe {
            let session = LLVMOrcLLJITGetExecutionSession(self.jit);
            let library = LLVMOrcLLJITGetMainJITDylib(self.jit);
            let flags = || LLVMJITSymbolFlags {
                GenericFlags: LLVMJITSymbolGenericFlags::LLVMJITSymbolGenericFlagsExported as u8
                    | LLVMJITSymbolGenericFlags::LLVMJITSymbolGenericFlagsCallable as u8,
                TargetFlags: 0,
            };
            let pair = |(name, address): &HostSymbol| LLVMOrcCSymbolMapPair {
                Name: LLVMOrcExecutionSessionIntern(session, name.as_ptr()),
                Sym: LLVMJITEvaluatedSymbol {
                    Address: address.expose_provenance() as u64,
                    Flags: flags(),
                },
            };
            let mut pairs: Vec<_> = symbols.iter().map(pair).collect();
            let unit = LLVMOrcAbsoluteSymbols(pairs.as_mut_ptr(), pairs.len());
            message(LLVMOrcJITDylibDefine(library, unit))?;
            let prefix = LLVMOrcLLJITGetGlobalPrefix(self.jit);
            let mut generator = ptr::null_mut();
            message(LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess(
                &mut generator,
                prefix,
                None,
                ptr::null_mut(),
            ))?;
            LLVMOrcJITDylibAddGenerator(library, generator);
        }
        Ok(())
    }

    fn add(&self, object: &[u8]) -> Result<(), String> {
        // SAFETY: the buffer is a copy, and handed over.
        unsafe {
            let start = object.as_ptr().cast::<c_char>();
            let name = c"program.o".as_ptr();
            let buffer = LLVMCreateMemoryBufferWithMemoryRangeCopy(start, object.len(), name);
            let library = LLVMOrcLLJITGetMainJITDylib(self.jit);
            message(LLVMOrcLLJITAddObjectFile(self.jit, library, buffer))
        }
    }

    /// An entry point.
    pub fn entry(&self, symbol: &str) -> Result<Entry, LinkError> {
        let name = CString::new(symbol).map_err(|error| LinkError(error.to_string()))?;
        let mut address = 0;
        // SAFETY: `jit` is live, and there is a place for the result.
        message(unsafe { LLVMOrcLLJITLookup(self.jit, &mut address, name.as_ptr()) })
            .map_err(|error| self.error(error))?;
        let address = ptr::with_exposed_provenance::<c_void>(address as usize);
        // SAFETY: every symbol that the runtime looks up is an entry point, by the contract with
        // the compiler.
        Ok(unsafe { std::mem::transmute::<*const c_void, Entry>(address) })
    }

    /// An error, and what was reported on the way to it.
    fn error(&self, error: String) -> LinkError {
        let mut reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        let mut messages = std::mem::take(&mut *reported);
        messages.push(error);
        messages.dedup();
        LinkError(messages.join("; "))
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        // SAFETY: live until here; nobody calls the code any more.
        // An error while memory is freed helps nobody.
        let _ = message(unsafe { LLVMOrcDisposeLLJIT(self.jit) });
    }
}

/// Keeps what LLVM would print to standard error.
extern "C" fn report(context: *mut c_void, error: LLVMErrorRef) {
    let Err(text) = message(error) else { return };
    // SAFETY: `Code::link` gave this context, which lives as long as the session.
    let reported = unsafe { &*context.cast::<Mutex<Vec<String>>>() };
    reported.lock().unwrap_or_else(PoisonError::into_inner).push(text);
}

/// Takes an error of LLVM.
fn message(error: LLVMErrorRef) -> Result<(), String> {
    if error.is_null() {
        return Ok(());
    }
    // SAFETY: an error is handed over, its message with it.
    unsafe {
        let text = LLVMGetErrorMessage(error);
        let message = CStr::from_ptr(text).to_string_lossy().into_owned();
        LLVMDisposeErrorMessage(text);
        Err(message)
    }
}

/// Tells LLVM about the machine, once.
fn initialize() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: functions without preconditions. They fail where LLVM was built without the
        // machine it runs on, which linking then reports.
        unsafe {
            LLVM_InitializeNativeTarget();
            LLVM_InitializeNativeAsmPrinter();
        }
    });
}
