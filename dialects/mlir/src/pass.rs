//! Passes written in Rust.
//!
//! A pass is one [`PassDeclaration`]: its name, what `--help` and the reference say of
//! it, its options, its statistics and its function.

use std::{
    fmt,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use melior::ir::OperationRef;
use mlir_sys::{MlirDialectRegistry, MlirOperation, MlirStringRef};

use crate::{
    convert::{str_of, string_ref},
    dialects::DependentDialect,
    guard::guard,
    inference::emit_op_error,
};

/// A pass.
#[derive(Debug)]
pub struct PassDeclaration {
    /// The name in a pipeline: `aten-infer-types`.
    pub name: &'static str,
    /// What it does, in one line for `--help`.
    pub summary: &'static str,
    /// What it does, for the reference: Markdown.
    pub description: &'static str,
    /// The op it runs on, `builtin.module`; empty for any op.
    pub anchor: &'static str,
    /// The dialects of the ops it makes that may not be in the program before.
    pub dependent_dialects: &'static [DependentDialect],
    /// Its options.
    pub options: &'static [OptionDeclaration],
    /// What it counts.
    pub statistics: &'static [StatisticDeclaration],
    /// What it does.
    pub run: fn(&mut PassRun) -> Result<(), PassFailed>,
}

/// An option of a pass.
#[derive(Debug)]
pub struct OptionDeclaration {
    /// The name: `by` in `print-op-histogram{by=dialect}`.
    pub name: &'static str,
    /// What it changes, in one line.
    pub description: &'static str,
    /// Its value where it is not given, which is also its type.
    pub default: OptionDefault,
}

/// The type of an option, and its default.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub enum OptionDefault {
    Bool(bool),
    Int(i64),
    Str(&'static str),
}

impl fmt::Display for OptionDefault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OptionDefault::Bool(value) => write!(f, "{value}"),
            OptionDefault::Int(value) => write!(f, "{value}"),
            OptionDefault::Str(value) => f.write_str(value),
        }
    }
}

/// A number that a pass adds up, shown by `--mlir-pass-statistics`.
#[derive(Debug)]
pub struct StatisticDeclaration {
    /// The name.
    pub name: &'static str,
    /// What is counted.
    pub description: &'static str,
}

/// The pass has failed, and has said why in a diagnostic.
#[derive(Debug)]
pub struct PassFailed;

/// One run of a pass on an op.
pub struct PassRun<'a> {
    operation: MlirOperation,
    declaration: &'static PassDeclaration,
    options: &'a [RawOptionValue],
    counts: &'a [AtomicU64],
    is_unchanged: bool,
}

impl PassRun<'_> {
    /// The op to work on.
    pub fn operation(&self) -> OperationRef<'_, '_> {
        // SAFETY: the op lives as long as the pass runs on it, and so does `self`.
        unsafe { OperationRef::from_raw(self.operation) }
    }

    /// The value of a bool option.
    pub fn bool(&self, name: &str) -> bool {
        self.value(name).integer != 0
    }

    /// The value of an integer option.
    pub fn int(&self, name: &str) -> i64 {
        self.value(name).integer
    }

    /// The value of a string option.
    pub fn str(&self, name: &str) -> &str {
        // SAFETY: MLIR keeps the value as long as the pass, which outlives its run.
        unsafe { str_of(self.value(name).text) }
    }

    fn value(&self, name: &str) -> &RawOptionValue {
        let index = self.declaration.options.iter().position(|option| option.name == name);
        &self.options
            [index.unwrap_or_else(|| panic!("{} has no option {name}", self.declaration.name))]
    }

    /// Says that the op is as it was: MLIR need not verify it again.
    pub fn set_unchanged(&mut self) {
        self.is_unchanged = true;
    }

    /// Adds to a statistic.
    pub fn count(&self, name: &str, amount: u64) {
        let index = self.declaration.statistics.iter().position(|entry| entry.name == name);
        let index =
            index.unwrap_or_else(|| panic!("{} has no statistic {name}", self.declaration.name));
        self.counts[index].fetch_add(amount, Ordering::Relaxed);
    }
}

// The structs of cpp/RustPass.cpp.

#[repr(C)]
struct RawOption {
    name: MlirStringRef,
    description: MlirStringRef,
    default_text: MlirStringRef,
    kind: u32,
    default_integer: i64,
}

#[repr(C)]
struct RawOptionValue {
    integer: i64,
    text: MlirStringRef,
}

#[repr(C)]
struct RawPass {
    argument: MlirStringRef,
    summary: MlirStringRef,
    anchor: MlirStringRef,
    options: *const RawOption,
    option_count: isize,
}

/// What became of a run.
#[repr(u32)]
enum Outcome {
    Failed,
    Changed,
    Unchanged,
}

/// A registered pass; C++ knows its first field, and hands it back by its address.
#[repr(C)]
struct RegisteredPass {
    raw: RawPass,
    declaration: &'static PassDeclaration,
    /// How often it has run, in all threads.
    runs: AtomicU64,
    /// Its statistics, summed over all runs.
    counts: Vec<AtomicU64>,
}

// SAFETY: the pointers are to immutable data that is never freed.
unsafe impl Sync for RegisteredPass {}

static REGISTERED: Mutex<Vec<&'static RegisteredPass>> = Mutex::new(vec![]);

unsafe extern "C" {
    fn tricastRegisterPass(declaration: *const RawPass);
}

/// Makes a pass known to MLIR by its name. To be called once a pass and process.
pub fn register(declaration: &'static PassDeclaration) {
    let options = declaration.options.iter().map(|option| {
        let (kind, default_integer, default_text) = match option.default {
            OptionDefault::Bool(value) => (0, i64::from(value), ""),
            OptionDefault::Int(value) => (1, value, ""),
            OptionDefault::Str(value) => (2, 0, value),
        };
        // `--help` does not show defaults by itself.
        let description = format!("{} (default: {})", option.description, option.default);
        RawOption {
            name: string_ref(option.name),
            description: string_ref(String::leak(description)),
            default_text: string_ref(default_text),
            kind,
            default_integer,
        }
    });
    // The registry lives as long as the process.
    let options: &[RawOption] = Vec::leak(options.collect());
    let pass: &RegisteredPass = Box::leak(Box::new(RegisteredPass {
        raw: RawPass {
            argument: string_ref(declaration.name),
            summary: string_ref(declaration.summary),
            anchor: string_ref(declaration.anchor),
            options: options.as_ptr(),
            option_count: options.len() as isize,
        },
        declaration,
        runs: AtomicU64::new(0),
        counts: declaration.statistics.iter().map(|_| AtomicU64::new(0)).collect(),
    }));
    REGISTERED.lock().expect("no code panics with the lock held").push(pass);
    // SAFETY: all that `pass` points to is never freed.
    unsafe { tricastRegisterPass((&raw const *pass).cast()) }
}

/// The statistics of all passes that have run, in the format of MLIR's report.
pub fn statistics_report() -> String {
    let mut passes = REGISTERED.lock().expect("no code panics with the lock held").clone();
    passes.retain(|pass| pass.runs.load(Ordering::Relaxed) > 0 && !pass.counts.is_empty());
    passes.sort_by_key(|pass| pass.declaration.name);
    let mut report = String::new();
    for pass in passes {
        report += &format!("  {}\n", pass.declaration.name);
        let values = pass.counts.iter().map(|count| count.load(Ordering::Relaxed).to_string());
        let values: Vec<String> = values.collect();
        let statistics = pass.declaration.statistics;
        let name_width = statistics.iter().map(|entry| entry.name.len()).max().unwrap_or(0);
        let value_width = values.iter().map(String::len).max().unwrap_or(0);
        for (entry, value) in statistics.iter().zip(values) {
            report += &format!(
                "    (S) {value:>value_width$} {:name_width$} - {}\n",
                entry.name, entry.description
            );
        }
    }
    report
}

/// Called by `RustPass::getDependentDialects` (cpp/RustPass.cpp).
///
/// # Safety
/// `pass` was given to `tricastRegisterPass`; `registry` is live.
#[unsafe(no_mangle)]
unsafe extern "C" fn tricastInsertDependentDialects(
    pass: *const RawPass,
    registry: MlirDialectRegistry,
) {
    // SAFETY: by contract: `register` made the pass.
    unsafe {
        for dialect in (*pass.cast::<RegisteredPass>()).declaration.dependent_dialects {
            dialect.insert_into(registry);
        }
    }
}

/// Called by `RustPass::runOnOperation` (cpp/RustPass.cpp).
///
/// # Safety
/// `pass` was given to `tricastRegisterPass`; `op` is live; there are as many values
/// as the pass has options.
#[unsafe(no_mangle)]
unsafe extern "C" fn tricastRunPass(
    pass: *const RawPass,
    op: MlirOperation,
    options: *const RawOptionValue,
) -> Outcome {
    // SAFETY: by contract: `register` made the pass; an empty vector may be null in C++.
    let (pass, options) = unsafe {
        let pass = &*pass.cast::<RegisteredPass>();
        match pass.declaration.options.len() {
            0 => (pass, &[] as &[RawOptionValue]),
            count => (pass, std::slice::from_raw_parts(options, count)),
        }
    };
    let declaration = pass.declaration;
    pass.runs.fetch_add(1, Ordering::Relaxed);
    let mut run =
        PassRun { operation: op, declaration, options, counts: &pass.counts, is_unchanged: false };
    match guard(|| (declaration.run)(&mut run)) {
        Ok(Err(PassFailed)) => Outcome::Failed,
        Ok(Ok(())) if run.is_unchanged => Outcome::Unchanged,
        Ok(Ok(())) => Outcome::Changed,
        Err(panic) => {
            // SAFETY: by contract.
            unsafe { emit_op_error(op, &format!("{}: {panic}", declaration.name)) };
            Outcome::Failed
        }
    }
}
