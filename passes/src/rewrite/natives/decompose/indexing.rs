//! Reading and writing by index.

use tricast_dialects::DType;
use tricast_mlir::ir::shape_of;

use super::{
    super::make::{Arg, Make, dtype, from_front, rank, sizes},
    Item, One, OpItem, matmul,
};

pub const ONES: &[(&str, One)] = &[
    ("narrow", narrow),
    ("narrow_copy", narrow),
    ("take", take),
    ("take_along_dim", take_along_dim),
    ("masked_select", masked_select),
    ("repeat_interleave.self_int", repeat_interleave),
    ("masked_fill.Scalar", |m, op| {
        let (x, mask) = (op.operand("self")?, op.operand("mask")?);
        let args = [
            ("size", Arg::Ints(vec![])),
            ("fill_value", op.own("value")?),
            ("dtype", Arg::DType(dtype(x)?)),
        ];
        let value = m.op("full", &[], &args)?;
        m.select(mask, value, x)
    }),
    ("masked_fill.Tensor", |m, op| {
        let (x, mask) = (op.operand("self")?, op.operand("mask")?);
        let value = m.cast(op.operand("value")?, dtype(x)?)?;
        m.select(mask, value, x)
    }),
    ("index_fill.int_Scalar", |m, op| {
        let args = [
            ("size", Arg::Ints(vec![])),
            ("fill_value", op.own("value")?),
            ("dtype", Arg::DType(op.dtype()?)),
        ];
        let value = m.op("full", &[], &args)?;
        put_along(m, op, value, false)
    }),
    ("index_fill.int_Tensor", |m, op| {
        let value = m.cast(op.operand("value")?, op.dtype()?)?;
        put_along(m, op, value, false)
    }),
    ("index_copy", |m, op| put_along(m, op, op.operand("source")?, false)),
    ("index_add", |m, op| {
        let mut source = op.operand("source")?;
        let alpha = op.number("alpha")?;
        if alpha != 1.0 {
            source = m.op("mul.Scalar", &[source], &[("other", op.own("alpha")?)])?;
        }
        let source = m.cast(source, op.dtype()?)?;
        put_along(m, op, source, true)
    }),
    ("_unsafe_masked_index", masked_index),
    ("_unsafe_masked_index_put_accumulate", masked_index_put),
    ("diagonal_scatter", diagonal_scatter),
    ("index_reduce", index_reduce),
    ("put", put),
    ("scatter.reduce", |m, op| scatter(m, op, op.operand("src")?)),
    ("scatter.value_reduce", |m, op| {
        let value = op.number("value")?;
        let source = m.full(&sizes(op.operand("index")?)?, value, op.dtype()?)?;
        scatter(m, op, source)
    }),
];

fn narrow<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.operand("self")?;
    let dim = from_front(op.int("dim")?, rank(x))?;
    let (mut start, length) = (op.int("start")?, op.int("length")?);
    if start < 0 {
        start += (*shape_of(x.ty).get(dim)?)?;
    }
    m.slice(x, dim as i64, start, start + length)
}

fn flat<'c>(m: &mut Make<'_, 'c>, x: Item<'c>) -> Option<Item<'c>> {
    m.view(x, &[sizes(x)?.iter().product()])
}

/// The elements at some places along a dimension; of all dimensions but it, all.
fn at<'c>(m: &mut Make<'_, 'c>, x: Item<'c>, places: Item<'c>) -> Option<Item<'c>> {
    m.op("index.Tensor", &[x, places], &[("present_indices", Arg::Flags(vec![true]))])
}

fn take<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = flat(m, op.operand("self")?)?;
    at(m, x, op.operand("index")?)
}

fn take_along_dim<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (mut x, mut places) = (op.operand("self")?, op.operand("indices")?);
    let dim = match op.lacks("dim") {
        true => {
            x = flat(m, x)?;
            places = flat(m, places)?;
            0
        }
        false => {
            if rank(x) == 0 || rank(x) != rank(places) {
                return None;
            }
            let dim = from_front(op.int("dim")?, rank(x))?;
            let mut own = sizes(x)?;
            let mut of_places = sizes(places)?;
            let (size, count) = (own[dim], of_places[dim]);
            own[dim] = 1;
            of_places[dim] = 1;
            let known = |sizes: &[i64]| sizes.iter().copied().map(Some).collect::<Vec<_>>();
            let mut shape = matmul::broadcast(&known(&own), &known(&of_places))?;
            shape[dim] = size;
            x = m.expand(x, &shape)?;
            shape[dim] = count;
            places = m.expand(places, &shape)?;
            dim as i64
        }
    };
    m.op("gather", &[x, places], &[("dim", Arg::Int(dim))])
}

fn masked_select<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, mask) = (op.operand("self")?, op.operand("mask")?);
    let shape = matmul::broadcast(&shape_of(x.ty), &shape_of(mask.ty))?;
    if shape.is_empty() {
        return None;
    }
    let (x, mask) = (m.expand(x, &shape)?, m.expand(mask, &shape)?);
    at(m, x, mask)
}

fn repeat_interleave<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (mut x, times) = (op.operand("self")?, op.int("repeats")?);
    let mut dim = 0;
    match op.lacks("dim") {
        true => x = flat(m, x)?,
        false => dim = from_front(op.int("dim")?, rank(x))?,
    }
    let mut shape = sizes(x)?;
    let row = m.unsqueeze(x, dim as i64 + 1)?;
    shape.insert(dim + 1, times);
    let made = m.expand(row, &shape)?;
    let times = shape.remove(dim + 1);
    *shape.get_mut(dim)? *= times;
    let made = m.view(made, &shape)?;
    m.unary("clone", made)
}

/// Values at some places along a dimension.
fn put_along<'c>(
    m: &mut Make<'_, 'c>,
    op: &OpItem<'c>,
    values: Item<'c>,
    accumulates: bool,
) -> Option<Item<'c>> {
    let (x, places) = (op.operand("self")?, op.operand("index")?);
    if rank(x) == 0 || rank(places) != 1 {
        return None;
    }
    let dim = from_front(op.int("dim")?, rank(x))?;
    let mut present = vec![false; dim];
    present.push(true);
    let args = [("present_indices", Arg::Flags(present)), ("accumulate", Arg::Flag(accumulates))];
    put_at(m, x, places, values, &args)
}

fn put_at<'c>(
    m: &mut Make<'_, 'c>,
    x: Item<'c>,
    places: Item<'c>,
    values: Item<'c>,
    args: &[(&str, Arg<'c>)],
) -> Option<Item<'c>> {
    m.op("index_put", &[x, places, values], args)
}

fn put<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.operand("self")?;
    let shape = sizes(x)?;
    let flat_x = flat(m, x)?;
    let places = flat(m, op.operand("index")?)?;
    let values = flat(m, op.operand("source")?)?;
    let args = [("present_indices", Arg::Flags(vec![true])), ("accumulate", op.own("accumulate")?)];
    let made = put_at(m, flat_x, places, values, &args)?;
    m.view(made, &shape)
}

/// Combined with what is there, at some places along a dimension.
fn index_reduce<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, places, source) = (op.operand("self")?, op.operand("index")?, op.operand("source")?);
    if rank(x) == 0 || rank(places) != 1 {
        return None;
    }
    let dim = from_front(op.int("dim")?, rank(x))?;
    let mut own = vec![1; rank(x)];
    own[dim] = sizes(places)?[0];
    let places = m.view(places, &own)?;
    let places = m.expand(places, &sizes(source)?)?;
    let args = [
        ("dim", Arg::Int(dim as i64)),
        ("reduce", op.own("reduce")?),
        ("include_self", op.own("include_self")?),
    ];
    m.op("scatter_reduce.two", &[x, places, source], &args)
}

fn scatter<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, source: Item<'c>) -> Option<Item<'c>> {
    let reduce = match op.text("reduce")? {
        "add" => "sum",
        "multiply" => "prod",
        _ => return None,
    };
    let args = [("dim", op.own("dim")?), ("reduce", Arg::Text(reduce))];
    let operands = [op.operand("self")?, op.operand("index")?, source];
    m.op("scatter_reduce.two", &operands, &args)
}

/// The indices of an op, from `low` on within the sizes, and which dimensions they are of: those
/// that are out of range are of what is masked.
fn bounded<'c>(
    m: &mut Make<'_, 'c>,
    op: &OpItem<'c>,
    low: fn(i64) -> i64,
) -> Option<(Vec<Item<'c>>, Vec<bool>)> {
    let (shape, present) = (sizes(op.operand("self")?)?, op.present("indices")?);
    if shape.contains(&0) {
        return None;
    }
    let of_present = shape.iter().zip(&present).filter(|(_, is_there)| **is_there);
    let given = op.operands("indices")?.iter().zip(of_present);
    let indices = given.map(|(&places, (&size, _))| {
        let bounds = [("min", Arg::Int(low(size))), ("max", Arg::Int(size - 1))];
        m.op("clamp", &[places], &bounds)
    });
    Some((indices.collect::<Option<_>>()?, present))
}

fn masked_index<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, mask) = (op.operand("self")?, op.operand("mask")?);
    let (indices, present) = bounded(m, op, |_| 0)?;
    let operands = [&[x], indices.as_slice()].concat();
    let made = m.op("index.Tensor", &operands, &[("present_indices", Arg::Flags(present))])?;
    let args = [
        ("size", Arg::Ints(vec![])),
        ("fill_value", op.own("fill")?),
        ("dtype", Arg::DType(dtype(x)?)),
    ];
    let fill = m.op("full", &[], &args)?;
    m.select(mask, made, fill)
}

fn masked_index_put<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, values) = (op.operand("self")?, op.operand("values")?);
    let (indices, present) = bounded(m, op, |size| -size)?;
    let zero = m.full(&[], 0.0, dtype(values)?)?;
    let values = m.select(op.operand("mask")?, values, zero)?;
    let operands = [&[x], indices.as_slice(), &[values]].concat();
    let args = [("present_indices", Arg::Flags(present)), ("accumulate", Arg::Flag(true))];
    m.op("index_put", &operands, &args)
}

/// With the two dimensions first, so that a row and a column index what the diagonal has.
fn diagonal_scatter<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, source) = (op.operand("self")?, op.operand("src")?);
    let count = rank(x);
    let dims = [from_front(op.int("dim1")?, count)?, from_front(op.int("dim2")?, count)?];
    let offset = op.int("offset")?;
    let others = (0..count).filter(|dim| !dims.contains(dim));
    let order: Vec<usize> = dims.into_iter().chain(others).collect();
    let mut back = vec![0; count];
    for (place, &dim) in order.iter().enumerate() {
        back[dim] = place as i64;
    }
    let order: Vec<i64> = order.into_iter().map(|dim| dim as i64).collect();
    let front = m.permute(x, &order)?;
    let last = rank(source).checked_sub(1)?;
    let length = *sizes(source)?.last()?;
    let first: Vec<i64> = [last].into_iter().chain(0..last).map(|dim| dim as i64).collect();
    let source = m.permute(source, &first)?;
    let mut from = |start: i64| m.arange(start, start + length, DType::I64);
    let (rows, columns) = (from((-offset).max(0))?, from(offset.max(0))?);
    let args = [("present_indices", Arg::Flags(vec![true; 2])), ("accumulate", Arg::Flag(false))];
    let made = m.op("index_put", &[front, rows, columns, source], &args)?;
    m.permute(made, &back)
}
