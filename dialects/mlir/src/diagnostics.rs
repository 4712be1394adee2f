//! What MLIR says while something is done.

use std::{cell::RefCell, rc::Rc};

use melior::Context;

/// Does something, and gives what MLIR said meanwhile, instead of printing it: each with its
/// location, `a.mlir:3:8: ...`.
pub fn collect<T>(context: &Context, run: impl FnOnce() -> T) -> (T, Vec<String>) {
    let diagnostics = Rc::new(RefCell::new(vec![]));
    let handler = {
        let diagnostics = diagnostics.clone();
        context.attach_diagnostic_handler(move |diagnostic| {
            diagnostics.borrow_mut().push(format!("{}: {diagnostic}", diagnostic.location()));
            true
        })
    };
    let result = run();
    context.detach_diagnostic_handler(handler);
    (result, diagnostics.take())
}
