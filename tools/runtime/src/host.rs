//! What object code asks of its host: the symbols it is linked against.
//!
//! | symbol | what it does |
//! |---|---|
//! | `_mlir_memref_to_llvm_alloc(i64 bytes) -> ptr` | memory, aligned to 64 bytes |
//! | `_mlir_memref_to_llvm_aligned_alloc(i64 alignment, i64 bytes) -> ptr` | the same; at most 64 |
//! | `_mlir_memref_to_llvm_free(ptr)` | frees it |
//! | `tricast_parallel_for(task, ctx, i64 n, i64 grain)` | `task(ctx, from, to)` over parts of `[0, n)` |
//! | `tricast_fail(ptr text, i64 length)` | ends the run with an error; does not return |
//! | `tricast_random_seed() -> i64` | the number of the next stream of random numbers |
//! | `__truncsfhf2` and the like | conversions of 16-bit floats, for machines that lack them |
//!
//! Everything else comes from the process: libm, `memcpy`, ...
//!
//! A failure unwinds through the object code, so its functions must not be `nounwind`; LLVM then
//! writes the tables that unwinding needs by itself.

use std::{
    cell::Cell,
    ffi::c_void,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    ptr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering::Relaxed},
    },
};

use tricast_dialects::DType;

use crate::{
    code::{Entry, HostSymbol},
    floats,
    heap::Heap,
    memory::ALIGNMENT,
    pool::Pool,
};

/// What a running program uses.
pub(crate) struct Host {
    pub heap: Arc<Heap>,
    pub pool: Arc<Pool>,
    /// The next stream of random numbers.
    pub stream: AtomicI64,
}

/// Why a run ended early: the payload that unwinds.
struct Failure(String);

thread_local! {
    /// The host of the program that runs on this thread.
    static HOST: Cell<*const Host> = const { Cell::new(ptr::null()) };
}

impl Host {
    /// Calls an entry point.
    ///
    /// # Safety
    /// `arguments` are those of the entry point.
    pub unsafe fn call(&self, entry: Entry, arguments: *mut *mut c_void) -> Result<(), String> {
        // SAFETY: by contract.
        let run = || self.enter(|| unsafe { entry(arguments) });
        // What the run leaves behind is freed; nothing else outlives it.
        let result = catch_unwind(AssertUnwindSafe(run));
        result.map_err(|panic| match panic.downcast::<Failure>() {
            Ok(failure) => failure.0,
            Err(_) => "internal error: the runtime panicked".to_string(),
        })
    }

    /// Lets the functions below find this host while `run` runs.
    fn enter<R>(&self, run: impl FnOnce() -> R) -> R {
        struct Restore(*const Host);
        impl Drop for Restore {
            fn drop(&mut self) {
                HOST.set(self.0);
            }
        }
        let _restore = Restore(HOST.replace(self));
        run()
    }
}

/// The host of the program that calls.
fn host<'a>() -> &'a Host {
    // SAFETY: only programs call this, from within `Host::enter`, which borrows the host.
    unsafe { HOST.get().as_ref() }.unwrap_or_else(|| fail("internal error: no program runs".into()))
}

fn fail(message: String) -> ! {
    resume_unwind(Box::new(Failure(message)))
}

extern "C-unwind" fn allocate(bytes: i64) -> *mut c_void {
    allocate_aligned(ALIGNMENT as i64, bytes)
}

extern "C-unwind" fn allocate_aligned(alignment: i64, bytes: i64) -> *mut c_void {
    let block = usize::try_from(bytes)
        .ok()
        .zip(usize::try_from(alignment).ok())
        .and_then(|(bytes, alignment)| host().heap.allocate(bytes, alignment));
    let Some(block) = block else {
        fail(format!("cannot allocate {bytes} bytes, aligned to {alignment}"));
    };
    block.cast()
}

extern "C-unwind" fn free(pointer: *mut c_void) {
    if !pointer.is_null() && !host().heap.free(pointer.addr()) {
        fail("internal error: the program frees memory that it did not allocate".into());
    }
}

/// A kernel: its context, and the iterations from and to.
type Task = unsafe extern "C-unwind" fn(*mut c_void, i64, i64);

/// A pointer that the threads of the pool may have.
struct Shared(*mut c_void);
// SAFETY: the compiler shares only contexts that kernels read.
unsafe impl Sync for Shared {}

impl Shared {
    fn get(&self) -> *mut c_void {
        self.0
    }
}

extern "C-unwind" fn parallel_for(task: Task, context: *mut c_void, count: i64, grain: i64) {
    let (host, context) = (host(), Shared(context));
    host.pool.run(count, grain, &|from, to| {
        // SAFETY: the compiler calls this with a kernel and its context.
        host.enter(|| unsafe { task(context.get(), from, to) });
    });
}

extern "C-unwind" fn fail_with(text: *const u8, length: i64) {
    let text = match usize::try_from(length) {
        // SAFETY: the compiler calls this with a message and its length.
        Ok(length) if !text.is_null() => unsafe { std::slice::from_raw_parts(text, length) },
        _ => &[],
    };
    fail(String::from_utf8_lossy(text).into_owned());
}

extern "C-unwind" fn random_seed() -> i64 {
    host().stream.fetch_add(1, Relaxed)
}

/// A 16-bit float where the C ABI has it: in the low bits of a vector register.
fn in_register(bits: Option<u16>) -> f32 {
    f32::from_bits(bits.unwrap_or(0).into())
}

macro_rules! truncations {
    ($($name:ident: $wide:ty => $dtype:ident),*) => {$(
        extern "C" fn $name(value: $wide) -> f32 {
            in_register(floats::encode(DType::$dtype, value.into()))
        }
    )*};
}
truncations!(
    truncate_f32_to_f16: f32 => F16,
    truncate_f64_to_f16: f64 => F16,
    truncate_f32_to_bf16: f32 => BF16,
    truncate_f64_to_bf16: f64 => BF16
);

extern "C" fn extend_f16_to_f32(value: f32) -> f32 {
    floats::decode(DType::F16, value.to_bits() as u16).unwrap_or(0.0) as f32
}

/// The symbols.
pub(crate) fn symbols() -> [HostSymbol; 11] {
    [
        (c"_mlir_memref_to_llvm_alloc", allocate as *const c_void),
        (c"_mlir_memref_to_llvm_aligned_alloc", allocate_aligned as *const c_void),
        (c"_mlir_memref_to_llvm_free", free as *const c_void),
        (c"tricast_parallel_for", parallel_for as *const c_void),
        (c"tricast_fail", fail_with as *const c_void),
        (c"tricast_random_seed", random_seed as *const c_void),
        (c"__truncsfhf2", truncate_f32_to_f16 as *const c_void),
        (c"__truncdfhf2", truncate_f64_to_f16 as *const c_void),
        (c"__truncsfbf2", truncate_f32_to_bf16 as *const c_void),
        (c"__truncdfbf2", truncate_f64_to_bf16 as *const c_void),
        (c"__extendhfsf2", extend_f16_to_f32 as *const c_void),
    ]
}
