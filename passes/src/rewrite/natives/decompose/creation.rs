//! Tensors of known values.

use tricast_dialects::DType;

use super::{
    super::make::{Arg, Make, dtype, number_of},
    Item, One, OpItem,
};

pub const ONES: &[(&str, One)] = &[
    ("arange", arange),
    ("arange.start", arange),
    ("zeros", |m, op| full(m, op, 0.0)),
    ("ones", |m, op| full(m, op, 1.0)),
    ("new_zeros", |m, op| full(m, op, 0.0)),
    ("new_ones", |m, op| full(m, op, 1.0)),
    ("new_full", new_full),
    ("zeros_like", |m, op| full_like(m, op, 0.0)),
    ("ones_like", |m, op| full_like(m, op, 1.0)),
    ("empty_like", empty),
    ("new_empty", empty),
    ("new_empty_strided", empty),
    ("empty_permuted", empty),
    ("eye", eye),
    ("eye.m", eye),
    ("linspace", linspace),
    ("linspace.Scalar_Tensor", linspace_of_tensors),
    ("linspace.Tensor_Scalar", linspace_of_tensors),
    ("linspace.Tensor_Tensor", linspace_of_tensors),
    ("logspace", |m, op| powers(m, op, linspace)),
    ("logspace.Scalar_Tensor", |m, op| powers(m, op, linspace_of_tensors)),
    ("logspace.Tensor_Scalar", |m, op| powers(m, op, linspace_of_tensors)),
    ("logspace.Tensor_Tensor", |m, op| powers(m, op, linspace_of_tensors)),
    ("one_hot", one_hot),
];

fn arange<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let args = [
        ("start", op.own("start").unwrap_or(Arg::Int(0))),
        ("end", op.own("end")?),
        ("step", Arg::Int(1)),
        ("dtype", Arg::DType(op.dtype()?)),
    ];
    m.op("arange.start_step", &[], &args)
}

fn full<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, number: f64) -> Option<Item<'c>> {
    m.full(&op.ints("size")?, number, op.dtype()?)
}

fn new_full<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let args = [
        ("size", Arg::Ints(op.ints("size")?)),
        ("fill_value", op.own("fill_value")?),
        ("dtype", Arg::DType(op.dtype()?)),
    ];
    m.op("full", &[], &args)
}

fn full_like<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, number: f64) -> Option<Item<'c>> {
    let dtype = op.dtype()?;
    let args = [("fill_value", number_of(dtype, number)), ("dtype", Arg::DType(dtype))];
    m.op("full_like", &[op.first()?], &args)
}

/// Whatever is in memory: that of another op with the sizes.
fn empty<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let args = [("size", Arg::Ints(op.sizes()?)), ("dtype", Arg::DType(op.dtype()?))];
    m.op("empty.memory_format", &[], &args)
}

fn eye<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let shape = op.sizes()?;
    let rows = m.arange(0, shape[0], DType::I64)?;
    let rows = m.unsqueeze(rows, 1)?;
    let columns = m.arange(0, shape[1], DType::I64)?;
    let is_diagonal = m.binary("eq.Tensor", rows, columns)?;
    m.cast(is_diagonal, op.dtype()?)
}

fn linspace<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    space(m, op.number("start")?, op.number("end")?, op.int("steps")?, op.dtype()?)
}

/// From the start in the first half, and from the end in the second.
pub fn space<'c>(
    m: &mut Make<'_, 'c>,
    start: f64,
    end: f64,
    steps: i64,
    dtype: DType,
) -> Option<Item<'c>> {
    if !dtype.is_float() || dtype != dtype.to_opmath() {
        return None;
    }
    if steps < 2 {
        return m.full(&[steps], start, dtype);
    }
    // As PyTorch computes it, in the dtype of the result.
    let step = match dtype {
        DType::F32 => f64::from((end as f32 - start as f32) / (steps - 1) as f32),
        _ => (end - start) / (steps - 1) as f64,
    };
    let places = m.arange(0, steps, DType::I64)?;
    let numbers = m.cast(places, dtype)?;
    let ahead = m.with("mul", numbers, step)?;
    let ahead = m.with("add", ahead, start)?;
    let left = m.with("mul", numbers, -1.0)?;
    let left = m.with("add", left, (steps - 1) as f64)?;
    let behind = m.with("mul", left, -step)?;
    let behind = m.with("add", behind, end)?;
    let is_first = m.with("lt", places, (steps / 2) as f64)?;
    m.select(is_first, ahead, behind)
}

/// As [`space`], where a bound is a tensor of one number.
fn linspace_of_tensors<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (steps, dtype) = (op.int("steps")?, op.dtype()?);
    if !dtype.is_float() || dtype != dtype.to_opmath() {
        return None;
    }
    let start = bound(m, op, "start", dtype)?;
    if steps < 2 {
        return m.expand(start, &[steps]);
    }
    let end = bound(m, op, "end", dtype)?;
    let distance = m.sub(end, start)?;
    let step = m.with("div", distance, (steps - 1) as f64)?;
    let places = m.arange(0, steps, DType::I64)?;
    let numbers = m.cast(places, dtype)?;
    let ahead = m.mul(numbers, step)?;
    let ahead = m.add(ahead, start)?;
    let left = m.with("mul", numbers, -1.0)?;
    let left = m.with("add", left, (steps - 1) as f64)?;
    let behind = m.mul(left, step)?;
    let behind = m.sub(end, behind)?;
    let is_first = m.with("lt", places, (steps / 2) as f64)?;
    m.select(is_first, ahead, behind)
}

/// A bound as a tensor of one number.
fn bound<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, name: &str, dtype: DType) -> Option<Item<'c>> {
    match op.operand(name) {
        Some(number) => m.cast(number, dtype),
        None => m.full(&[], op.number(name)?, dtype),
    }
}

fn powers<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, exponents: One) -> Option<Item<'c>> {
    let exponents = exponents(m, op)?;
    m.op("pow.Scalar", &[exponents], &[("self", op.own("base")?)])
}

fn one_hot<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let count = op.int("num_classes")?;
    if count < 1 || dtype(op.first()?)? != DType::I64 {
        return None;
    }
    let x = m.unsqueeze(op.first()?, -1)?;
    let classes = m.arange(0, count, DType::I64)?;
    let is_class = m.binary("eq.Tensor", x, classes)?;
    m.cast(is_class, DType::I64)
}
