//! The same elements under another shape.

use tricast_dialects::DType;
use tricast_mlir::ir::shape_of;

use super::{
    super::make::{Arg, Make, dtype, from_front, number_of, rank, sizes},
    Item, One, OpItem, matmul,
};

pub const ONES: &[(&str, One)] = &[
    ("reshape", reshape),
    ("flatten.using_ints", viewed),
    ("unflatten.int", viewed),
    ("view_as", viewed),
    ("reshape_as", viewed),
    ("ravel", viewed),
    ("_reshape_alias", strided),
    ("_reshape_alias_copy", strided),
    ("squeeze", viewed),
    ("squeeze_copy", viewed),
    ("atleast_1d", viewed),
    ("atleast_2d", viewed),
    ("atleast_3d", viewed),
    ("expand_as", expand_as),
    ("t", t),
    ("t_copy", t),
    ("numpy_T", reversed),
    ("mT", |m, op| swapped(m, op, -2, -1)),
    ("mH", adjoint),
    ("matrix_H", adjoint),
    ("adjoint", adjoint),
    ("transpose.int", |m, op| swapped(m, op, op.int("dim0")?, op.int("dim1")?)),
    ("transpose_copy.int", |m, op| swapped(m, op, op.int("dim0")?, op.int("dim1")?)),
    ("swapdims", |m, op| swapped(m, op, op.int("dim0")?, op.int("dim1")?)),
    ("swapaxes", |m, op| swapped(m, op, op.int("axis0")?, op.int("axis1")?)),
    ("movedim.int", moved),
    ("movedim.intlist", moved),
    ("moveaxis.int", moved),
    ("moveaxis.intlist", moved),
    ("rot90", rot90),
    ("tile", tile),
    ("roll", roll),
    ("diag", diag),
    ("diagflat", diagflat),
    ("diag_embed", diag_embed),
    ("tril", |m, op| triangle(m, op, "le")),
    ("triu", |m, op| triangle(m, op, "ge")),
    ("unfold", unfold),
    ("unfold_copy", unfold),
];

/// A view of the sizes of the result.
fn viewed<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    matmul::view(m, op.first()?, &shape_of(*op.results.first()?))
}

/// The same where the elements lie one after the other.
fn strided<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let mut step = 1;
    for (size, stride) in op.sizes()?.iter().zip(op.ints("stride")?).rev() {
        if stride != step {
            return None;
        }
        step *= size;
    }
    viewed(m, op)
}

fn reshape<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    m.op("view", &op.operands, &[("size", op.own("shape")?)])
}

fn expand_as<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let sizes: Option<Vec<i64>> = shape_of(*op.results.first()?).into_iter().collect();
    m.expand(op.first()?, &sizes?)
}

fn swapped<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, left: i64, right: i64) -> Option<Item<'c>> {
    let x = op.first()?;
    if rank(x) == 0 {
        return m.unary("alias", x);
    }
    m.transpose(x, from_front(left, rank(x))?, from_front(right, rank(x))?)
}

fn t<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    match rank(op.first()?) {
        2 => swapped(m, op, 0, 1),
        _ => m.unary("alias", op.first()?),
    }
}

fn reversed<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    m.permute(x, &(0..rank(x) as i64).rev().collect::<Vec<_>>())
}

fn adjoint<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    if dtype(op.first()?)?.is_complex() {
        return None;
    }
    swapped(m, op, -2, -1)
}

fn moved<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    let dims = |param: &str| {
        let dims = op.ints(param).or_else(|| Some(vec![op.int(param)?]))?;
        dims.into_iter().map(|dim| from_front(dim, rank(x))).collect::<Option<Vec<_>>>()
    };
    let (from, to) = (dims("source")?, dims("destination")?);
    if rank(x) == 0 {
        return m.unary("alias", x);
    }
    let mut left = (0..rank(x)).filter(|dim| !from.contains(dim));
    let order = (0..rank(x)).map(|place| match to.iter().position(|dim| *dim == place) {
        Some(at) => from.get(at).copied(),
        None => left.next(),
    });
    let order: Option<Vec<i64>> = order.map(|dim| dim.map(|dim| dim as i64)).collect();
    m.permute(x, &order?)
}

fn rot90<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    let dims = op.ints("dims")?;
    let &[first, second] = dims.as_slice() else { return None };
    let [a, b] = [from_front(first, rank(x))?, from_front(second, rank(x))?];
    let flip = |m: &mut Make<'_, 'c>, x: Item<'c>, dims: &[usize]| {
        let dims = dims.iter().map(|dim| *dim as i64).collect();
        m.op("flip", &[x], &[("dims", Arg::Ints(dims))])
    };
    match op.int("k")?.rem_euclid(4) {
        0 => m.unary("clone", x),
        1 => {
            let flipped = flip(m, x, &[b])?;
            m.transpose(flipped, a, b)
        }
        2 => flip(m, x, &[a, b]),
        _ => {
            let flipped = flip(m, x, &[a])?;
            m.transpose(flipped, a, b)
        }
    }
}

fn tile<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    let dims = op.ints("dims")?;
    let mut repeats = vec![1; rank(x).saturating_sub(dims.len())];
    repeats.extend(dims);
    m.op("repeat", &[x], &[("repeats", Arg::Ints(repeats))])
}

fn roll<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    let (shifts, dims) = (op.ints("shifts")?, op.ints("dims")?);
    let shape = sizes(x)?;
    if dims.is_empty() {
        let &[shift] = shifts.as_slice() else { return None };
        let flat = m.view(x, &[shape.iter().product()])?;
        let rolled = rolled(m, flat, 0, shift)?;
        return m.view(rolled, &shape);
    }
    let mut made = x;
    for (shift, dim) in shifts.iter().zip(dims) {
        made = rolled(m, made, from_front(dim, shape.len())?, *shift)?;
    }
    match made == x {
        true => m.unary("clone", x),
        false => Some(made),
    }
}

/// With the last `shift` elements first.
fn rolled<'c>(m: &mut Make<'_, 'c>, x: Item<'c>, dim: usize, shift: i64) -> Option<Item<'c>> {
    let size = *sizes(x)?.get(dim)?;
    let start = match size {
        0 => 0,
        _ => (-shift).rem_euclid(size),
    };
    if start == 0 {
        return Some(x);
    }
    let dim = dim as i64;
    let (back, front) = (m.slice(x, dim, start, size)?, m.slice(x, dim, 0, start)?);
    m.cat(&[back, front], dim)
}

fn diag<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, offset) = (op.first()?, op.int("diagonal")?);
    match rank(x) {
        1 => embed(m, x, offset, 0, 1),
        _ => m.op("diagonal", &[x], &[("offset", Arg::Int(offset))]),
    }
}

fn diagflat<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    let count = sizes(x)?.iter().product();
    let flat = m.view(x, &[count])?;
    embed(m, flat, op.int("offset")?, 0, 1)
}

fn diag_embed<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    let [a, b] = [op.int("dim1")?, op.int("dim2")?].map(|dim| from_front(dim, rank(x) + 1));
    embed(m, x, op.int("offset")?, a?, b?)
}

/// The last dimension of a tensor as a diagonal of zeros in two new dimensions.
fn embed<'c>(
    m: &mut Make<'_, 'c>,
    x: Item<'c>,
    offset: i64,
    row: usize,
    column: usize,
) -> Option<Item<'c>> {
    let (row, column, offset) = match row < column {
        true => (row, column, offset),
        false => (column, row, -offset),
    };
    let size = sizes(x)?.last()? + offset.abs();
    let (before, after) = (offset.max(0), (-offset).max(0));
    // What a row has is where its number and the offset say.
    let zero = number_of(DType::F32, 0.0);
    let pad = [("pad", Arg::Ints(vec![before, after])), ("value", zero)];
    let padded = m.op("constant_pad_nd", &[x], &pad)?;
    let rows = m.arange(0, size, DType::I64)?;
    let rows = m.unsqueeze(rows, 1)?;
    let columns = m.arange(0, size, DType::I64)?;
    let columns = m.with("sub", columns, offset as f64)?;
    let is_diagonal = m.binary("eq.Tensor", columns, rows)?;
    let values = m.unsqueeze(padded, -2)?;
    let zeros = m.full(&[], 0.0, dtype(x)?)?;
    let made = m.select(is_diagonal, values, zeros)?;
    // The two dimensions are the last ones; they go where they belong.
    let rank = rank(made);
    let mut others = 0..rank as i64 - 2;
    let order = (0..rank).map(|place| match place {
        _ if place == row => Some(rank as i64 - 2),
        _ if place == column => Some(rank as i64 - 1),
        _ => others.next(),
    });
    let order: Option<Vec<i64>> = order.collect();
    m.permute(made, &order?)
}

/// Where column - row compares with the number of the diagonal, the elements; zeros elsewhere.
fn triangle<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, compare: &str) -> Option<Item<'c>> {
    let x = op.first()?;
    let shape = sizes(x)?;
    let &[.., rows, columns] = shape.as_slice() else { return None };
    let rows = m.arange(0, rows, DType::I64)?;
    let rows = m.unsqueeze(rows, 1)?;
    let columns = m.arange(0, columns, DType::I64)?;
    let distance = m.sub(columns, rows)?;
    let is_kept = m.with(compare, distance, op.int("diagonal")? as f64)?;
    let zeros = m.full(&[], 0.0, dtype(x)?)?;
    m.select(is_kept, x, zeros)
}

/// Windows of a dimension: each, one after the other, then as a dimension of their own.
fn unfold<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    let (size, step) = (op.int("size")?, op.int("step")?);
    let shape = sizes(x)?;
    if shape.is_empty() {
        return None;
    }
    let dim = from_front(op.int("dimension")?, shape.len())?;
    let windows = op.sizes()?[dim];
    let starts = m.arange(0, windows, DType::I64)?;
    let starts = m.with("mul", starts, step as f64)?;
    let starts = m.unsqueeze(starts, 1)?;
    let places = m.arange(0, size, DType::I64)?;
    let places = m.add(starts, places)?;
    let places = m.view(places, &[windows * size])?;
    let made = m.op("index_select", &[x, places], &[("dim", Arg::Int(dim as i64))])?;
    let mut split = shape.clone();
    split.splice(dim..=dim, [windows, size]);
    let made = m.view(made, &split)?;
    let mut order: Vec<i64> = (0..split.len() as i64).collect();
    let last = order.remove(dim + 1);
    order.push(last);
    m.permute(made, &order)
}
