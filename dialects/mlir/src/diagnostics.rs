//! What MLIR says while something is done.

use std::{cell::RefCell, rc::Rc};

use melior::{Context, diagnostic::Diagnostic, ir::Location};
use mlir_sys::{
    MlirLocation, mlirIdentifierStr, mlirLocationFileLineColRangeGetFilename,
    mlirLocationFileLineColRangeGetStartColumn, mlirLocationFileLineColRangeGetStartLine,
    mlirLocationIsAFileLineColRange, mlirLocationIsAName, mlirLocationNameGetChildLoc,
    mlirLocationNameGetName,
};

use crate::convert::str_of;

/// Does something, and gives what MLIR said meanwhile, instead of printing it: each with its
/// location, `a.mlir:3:8: ...`.
pub fn collect<T>(context: &Context, run: impl FnOnce() -> T) -> (T, Vec<String>) {
    let diagnostics = Rc::new(RefCell::new(vec![]));
    let handler = {
        let diagnostics = diagnostics.clone();
        context.attach_diagnostic_handler(move |diagnostic| {
            diagnostics.borrow_mut().push(text(&diagnostic));
            true
        })
    };
    let result = run();
    context.detach_diagnostic_handler(handler);
    (result, diagnostics.take())
}

fn text(diagnostic: &Diagnostic) -> String {
    match place(diagnostic.location()) {
        Some(place) => format!("{place}: {diagnostic}"),
        None => diagnostic.to_string(),
    }
}

/// A location as compilers write it, `model.py:3:8`, or the name of a node in a graph; None if it
/// is not known.
pub fn place(location: Location) -> Option<String> {
    // SAFETY: the location is live, and of the kind that each getter is for; its strings live as
    // long as its context.
    unsafe {
        let raw = location.to_raw();
        if mlirLocationIsAFileLineColRange(raw) {
            return Some(in_file(raw));
        }
        if mlirLocationIsAName(raw) {
            let name = str_of(mlirIdentifierStr(mlirLocationNameGetName(raw)));
            let inner = place(Location::from_raw(mlirLocationNameGetChildLoc(raw)));
            return Some(inner.map_or(name.to_string(), |inner| format!("{inner}: {name}")));
        }
    }
    let text = location.to_string();
    (text != "loc(unknown)").then_some(text)
}

/// `model.py:3:8`, or `model.py:3` where the column is not known.
///
/// # Safety
/// The location is live, and one in a file.
unsafe fn in_file(raw: MlirLocation) -> String {
    // SAFETY: by contract.
    let (file, line, column) = unsafe {
        (
            str_of(mlirIdentifierStr(mlirLocationFileLineColRangeGetFilename(raw))),
            mlirLocationFileLineColRangeGetStartLine(raw),
            mlirLocationFileLineColRangeGetStartColumn(raw),
        )
    };
    if column == 0 { format!("{file}:{line}") } else { format!("{file}:{line}:{column}") }
}

#[cfg(test)]
mod tests {
    use melior::ir::Module;

    use super::*;

    #[test]
    fn locations_are_as_compilers_write_them() {
        let context = Context::new();
        let unknown = Location::unknown(&context);
        let file = |column| Location::new(&context, "a.py", 3, column);
        assert_eq!(place(file(8)).as_deref(), Some("a.py:3:8"));
        assert_eq!(place(file(0)).as_deref(), Some("a.py:3"));
        assert_eq!(place(Location::name(&context, "add", file(8))).unwrap(), "a.py:3:8: add");
        assert_eq!(place(Location::name(&context, "add", unknown)).unwrap(), "add");
        assert_eq!(place(unknown), None);
        let call = place(Location::call_site(file(8), file(9))).unwrap();
        assert_eq!(call, "loc(callsite(\"a.py\":3:8 at \"a.py\":3:9))");
    }

    #[test]
    fn what_is_said_is_collected() {
        let context = Context::new();
        let (module, said) = collect(&context, || Module::parse(&context, "module {\n  x"));
        assert!(module.is_none());
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("-:2:3: "), "{}", said[0]);
    }
}
