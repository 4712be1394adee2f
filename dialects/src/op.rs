//! The table of ops, generated from TableGen.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    arguments::{Argument, Arguments, Scalar},
    condition::Condition,
    dim::Dim,
    dtype::DType,
    types::{InferError, Results, SizeList, ValueType, ensure, fail},
};

/// One op (one overload, in PyTorch's terms).
#[derive(Debug)]
pub struct OpDef {
    /// The MLIR name: `aten.add.Tensor`.
    pub name: &'static str,
    /// The dialect: `aten`.
    pub dialect: &'static str,
    /// The TableGen file it is declared in: `Pointwise`.
    pub theme: &'static str,
    /// PyTorch's name: `aten::add.Tensor`.
    pub torch_name: &'static str,
    /// The schema as declared here; arguments that say where a tensor lives or how
    /// it is copied (layout, device, pin_memory, non_blocking, generator) are left out.
    pub schema: &'static str,
    /// Where PyTorch declares it.
    pub schema_url: &'static str,
    /// One line on what it computes.
    pub summary: &'static str,
    /// More on what it computes, where the summary does not say all: Markdown.
    pub semantics: &'static str,
    /// Whether it has no effect but its results.
    pub is_pure: bool,
    /// Whether PyTorch tags it core: what `run_decompositions()` leaves.
    pub is_core: bool,
    /// The parameters, in the order of the schema.
    pub params: &'static [Param],
    /// The results.
    pub results: &'static [ResultDef],
    /// The rule that gives the result types.
    pub infer: InferFn,
    /// Of a target's op, the op that it does what it does: `aten.add.Tensor`. It takes the same
    /// arguments and gives the same results.
    pub source: Option<&'static str>,
    /// What the target asks besides.
    pub conditions: &'static [Condition],
    /// How the target's own language says it, if that is a matter of a line.
    pub spelling: &'static str,
}

impl OpDef {
    /// PyTorch's name without namespace and overload, as its messages have it: `add`.
    pub fn base_name(&self) -> &'static str {
        let name = self.torch_name.rsplit("::").next().unwrap_or(self.torch_name);
        name.split('.').next().unwrap_or(name)
    }
}

/// A rule of the type inference.
pub type InferFn = fn(&Arguments) -> Result<Results, InferError>;

/// A parameter of an op.
#[derive(Debug)]
pub struct Param {
    /// PyTorch's name of it.
    pub name: &'static str,
    /// Its type.
    pub kind: ParamKind,
    /// Its default, if the schema has one.
    pub default: Option<Default>,
}

impl Param {
    /// Whether it is given operands of variable number.
    pub fn varies(&self) -> bool {
        self.kind.symbolic
            || matches!(self.kind.base, BaseKind::Tensors | BaseKind::OptTensors)
            || (self.kind.base == BaseKind::Tensor && self.kind.optional)
    }

    /// Whether it is given operands: one tensor, or a number of them that varies.
    pub fn is_operand(&self) -> bool {
        self.kind.base == BaseKind::Tensor || self.varies()
    }
}

/// The schema type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParamKind {
    /// The type without `?`.
    pub base: BaseKind,
    /// Whether `None` may be given.
    pub optional: bool,
    /// Whether it may be a run-time value: an operand where it is, and an attribute
    /// called `static_<name>` where it is not.
    pub symbolic: bool,
    /// Whether the op writes to it.
    pub mutated: bool,
}

/// A type of PyTorch's schema language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // The names say all.
pub enum BaseKind {
    Tensor,
    Tensors,
    OptTensors,
    Int,
    SymInt,
    Float,
    Bool,
    Scalar,
    DType,
    Str,
    MemoryFormat,
    Ints,
    SymInts,
    Floats,
    Bools,
}

/// The default of a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Default {
    Int(i64),
    Float(f64),
    Bool(bool),
    Str(&'static str),
    DType(DType),
    Ints(&'static [i64]),
}

/// A result of an op.
#[derive(Debug)]
pub struct ResultDef {
    /// PyTorch's name of it, or `result`.
    pub name: &'static str,
    /// What it is.
    pub kind: ResultKind,
}

/// The schema type of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultKind {
    /// A tensor.
    Tensor,
    /// A list of tensors: as many results as the arguments ask for.
    Tensors,
    /// A symbolic integer, `index`.
    SymInt,
    /// A symbolic bool, `i1`.
    SymBool,
    /// A number of the element type: `index`, `f64` or `i1`.
    Scalar,
}

include!(concat!(env!("OUT_DIR"), "/ops.rs"));

/// A dialect.
#[derive(Debug)]
pub struct DialectDef {
    /// Its namespace: `aten`.
    pub name: &'static str,
    /// One line on what it is.
    pub summary: &'static str,
    /// More on it: Markdown.
    pub description: &'static str,
    /// The TableGen files of its ops, each with its title.
    pub themes: &'static [(&'static str, &'static str)],
    /// Its ops that no op of PyTorch is like, which are MLIR's alone: they are not in the table.
    pub plain_ops: &'static [PlainOpDef],
}

/// An op that is declared as any of MLIR is, for the reference.
#[derive(Debug)]
pub struct PlainOpDef {
    /// Its full name: `spyre.exec`.
    pub name: &'static str,
    /// The TableGen file that it is declared in.
    pub theme: &'static str,
    /// One line on what it is.
    pub summary: &'static str,
    /// More on it: Markdown.
    pub description: &'static str,
    /// How it is written, as in its declaration.
    pub assembly: &'static str,
}

/// The dialects whose ops are in the table.
pub fn dialects() -> &'static [DialectDef] {
    DIALECTS
}

/// Every op, sorted by name.
pub fn ops() -> &'static [OpDef] {
    OPS
}

/// The op of an MLIR name.
pub fn lookup(name: &str) -> Option<&'static OpDef> {
    static BY_NAME: LazyLock<HashMap<&str, &OpDef>> =
        LazyLock::new(|| OPS.iter().map(|op| (op.name, op)).collect());
    BY_NAME.get(name).copied()
}

/// The op of `dialect`, a target's, that does what the op called `source` does.
pub fn counterpart(dialect: &str, source: &str) -> Option<&'static OpDef> {
    static BY_SOURCE: LazyLock<HashMap<(&str, &str), &OpDef>> = LazyLock::new(|| {
        OPS.iter().filter_map(|op| Some(((op.dialect, op.source?), op))).collect()
    });
    BY_SOURCE.get(&(dialect, source)).copied()
}

/// The result types of `op` on these arguments.
///
/// # Errors
/// If the op does not take them, with the reason in PyTorch's words where it has them.
pub fn infer(op: &OpDef, arguments: &Arguments) -> Result<Results, InferError> {
    arguments.check()?;
    let results = match op.source.and_then(lookup) {
        // Its rule knows the source by name.
        Some(source) => (op.infer)(&arguments.clone().with_op(source))?,
        None => (op.infer)(arguments)?,
    };
    debug_assert!(
        results.len() == op.results.len()
            || op.results.iter().any(|result| result.kind == ResultKind::Tensors),
        "{}: {} results inferred",
        op.name,
        results.len()
    );
    for (index, result) in results.iter().enumerate() {
        let ValueType::Tensor(tensor) = result else { continue };
        let negative = |dim: &Dim| dim.as_static().is_some_and(|size| size < 0);
        ensure!(
            !tensor.shape.iter().any(negative),
            "result #{index} would have a negative size: {}",
            SizeList(&tensor.shape)
        );
    }
    check_complex(op, arguments, &results)?;
    for condition in op.conditions {
        condition.check(arguments, &results)?;
    }
    Ok(results)
}

/// Whether complex numbers that are no tensors go with the results. No op of a target takes one.
fn check_complex(op: &OpDef, arguments: &Arguments, results: &Results) -> Result<(), InferError> {
    let is_complex =
        |argument: &Argument| matches!(argument, Argument::Scalar(Scalar::Complex(..)));
    let Some((name, _)) = arguments.iter().find(|(_, argument)| is_complex(argument)) else {
        return Ok(());
    };
    ensure!(op.source.is_none(), "'{name}' is a complex number, expected a real one");
    let dtypes = results.iter().filter_map(|result| match result {
        ValueType::Tensor(tensor) => Some(tensor.dtype),
        _ => None,
    });
    // Comparisons promote, and give bools.
    let real = dtypes.into_iter().find(|dtype| !dtype.is_complex() && *dtype != DType::Bool);
    match real {
        Some(dtype) => fail!("value cannot be converted to type {dtype} without overflow"),
        None => Ok(()),
    }
}
