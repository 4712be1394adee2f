//! Panics end where C++ begins.

use std::{
    cell::RefCell,
    panic::{self, AssertUnwindSafe, catch_unwind},
};

thread_local! {
    /// What the last panic of this thread said, and where it was.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps what a panic says for [`guard`] instead of printing it.
pub(crate) fn report_panics_as_errors() {
    panic::set_hook(Box::new(|information| {
        LAST_PANIC.set(Some(information.to_string()));
    }));
}

/// Runs a function that MLIR called; a panic becomes an error message.
pub(crate) fn guard<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|payload| {
        let message = LAST_PANIC.take().unwrap_or_else(|| {
            let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
            text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
        });
        format!(
            "internal error (please report it): {}",
            message.replace(":\n", ": ").replace('\n', " ")
        )
    })
}
