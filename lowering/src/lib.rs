//! From `aten` to the kernels of a target, one folder a target; `linalg` is what all share.

#[path = "../cpu/mod.rs"]
pub mod cpu;
#[path = "../linalg/mod.rs"]
pub mod linalg;
#[path = "../mlx/mod.rs"]
pub mod mlx;
pub mod parts;
#[path = "../spyre/mod.rs"]
pub mod spyre;
pub mod target;
#[path = "../vulkan/mod.rs"]
pub mod vulkan;

use std::sync::Once;

use tricast_mlir::pass::{PassDeclaration, register};

/// Every pass, by name.
pub fn passes() -> impl Iterator<Item = &'static PassDeclaration> {
    let targets = [cpu::PASSES, mlx::PASSES, spyre::PASSES, vulkan::PASSES];
    linalg::PASSES.into_iter().chain(targets.into_iter().flatten().copied())
}

/// Makes every pass known to MLIR. To be called once.
pub fn register_all() {
    for pass in passes() {
        register(pass);
    }
}

/// Makes every pass, and MLIR's own, known to it, if they are not yet.
pub(crate) fn register_once() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tricast_mlir::drivers::register_mlir_passes();
        register_all();
    });
}
