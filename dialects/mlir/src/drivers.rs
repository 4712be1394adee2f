//! MLIR's tools, with tricast's dialects and passes.

use std::ffi::{CString, c_char, c_int};

use melior::{ir::Module, pass::PassManager, utility::parse_pass_pipeline};
use mlir_sys::MlirDialectRegistry;

use crate::{
    diagnostics, dialects::Registry, guard::report_panics_as_errors, ir::context_of,
    pass::statistics_report,
};

unsafe extern "C" {
    // cpp/Drivers.cpp
    fn tricastRegisterAllMlirPasses();
    fn tricastOptMain(argc: c_int, argv: *mut *mut c_char, registry: MlirDialectRegistry) -> c_int;
    fn tricastLspServerMain(
        argc: c_int,
        argv: *mut *mut c_char,
        registry: MlirDialectRegistry,
    ) -> c_int;
    fn tricastReduceMain(
        argc: c_int,
        argv: *mut *mut c_char,
        registry: MlirDialectRegistry,
    ) -> c_int;
}

/// Makes MLIR's own passes known by name, as a pipeline in text wants them. To be called once.
pub fn register_mlir_passes() {
    // SAFETY: a function without preconditions.
    unsafe { tricastRegisterAllMlirPasses() }
}

/// Which of MLIR's tools to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// `mlir-opt`
    Opt,
    /// `mlir-lsp-server`
    LspServer,
    /// `mlir-reduce`
    Reduce,
}

/// Runs a tool on command line arguments, of which the first is the program's name,
/// and gives its exit status. tricast's passes must have been registered.
///
/// # Errors
/// If an argument has a NUL in it.
pub fn run(tool: Tool, arguments: Vec<String>) -> Result<i32, std::ffi::NulError> {
    let arguments = arguments.into_iter().map(CString::new).collect::<Result<Vec<_>, _>>()?;
    // LLVM's command line library does not write to them, for all its signature.
    let mut pointers: Vec<*mut c_char> =
        arguments.iter().map(|argument| argument.as_ptr().cast_mut()).collect();
    pointers.push(std::ptr::null_mut());
    report_panics_as_errors();
    let registry = Registry::new();
    let main = match tool {
        Tool::Opt => tricastOptMain,
        Tool::LspServer => tricastLspServerMain,
        Tool::Reduce => tricastReduceMain,
    };
    let wants_statistics = arguments.iter().any(|argument| {
        matches!(argument.to_str(), Ok(text) if text.trim_start_matches('-') == "mlir-pass-statistics")
    });
    // SAFETY: `pointers` is a C argument vector that, with the registry, outlives the call.
    let status = unsafe {
        tricastRegisterAllMlirPasses();
        main(arguments.len() as c_int, pointers.as_mut_ptr(), registry.to_raw())
    };
    if wants_statistics {
        // MLIR's own report has only its title where LLVM was built without statistics.
        eprint!("{}", statistics_report());
    }
    Ok(status)
}

/// Runs a pipeline, as text, on a module. Gives what MLIR says: warnings, a line or more each.
///
/// # Errors
/// What MLIR says if it fails.
pub fn run_pipeline(module: &mut Module, pipeline: &str) -> Result<Vec<String>, String> {
    let context = context_of(module.as_operation());
    let (result, mut said) = diagnostics::collect(context, || {
        let manager = PassManager::new(context);
        parse_pass_pipeline(manager.as_operation_pass_manager(), pipeline)
            .and_then(|()| manager.run(module))
    });
    match result {
        Ok(()) => Ok(said),
        Err(error) => {
            if said.is_empty() {
                said.push(error.to_string());
            }
            Err(said.join("\n"))
        }
    }
}
