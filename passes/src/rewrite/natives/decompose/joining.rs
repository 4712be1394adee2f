//! Tensors joined, and split.

use tricast_mlir::ir::shape_of;

use super::{
    super::make::{Arg, Make, from_front, rank, sizes},
    Item, One, OpItem, Parts, matmul,
};

pub const ONES: &[(&str, One)] = &[
    ("stack", stack),
    ("hstack", |m, op| {
        let dim = i64::from(rank(op.first()?) > 1);
        joined(m, op, 1, dim)
    }),
    ("vstack", |m, op| joined(m, op, 2, 0)),
    ("row_stack", |m, op| joined(m, op, 2, 0)),
    ("dstack", |m, op| joined(m, op, 3, 2)),
    ("column_stack", column_stack),
    ("block_diag", block_diag),
    ("cartesian_prod", cartesian_prod),
    ("pad_sequence", pad_sequence),
];

pub const PARTS: &[(&str, Parts)] = &[
    ("chunk", split),
    ("unsafe_chunk", split),
    ("split.Tensor", split),
    ("split.sizes", split),
    ("split_copy.Tensor", split),
    ("split_with_sizes_copy", split),
    ("unsafe_split.Tensor", split),
    ("unsafe_split_with_sizes", split),
    ("tensor_split.sections", split),
    ("tensor_split.indices", split),
    ("hsplit.int", hsplit),
    ("hsplit.array", hsplit),
    ("vsplit.int", |m, op| split_along(m, op, 0)),
    ("vsplit.array", |m, op| split_along(m, op, 0)),
    ("dsplit.int", |m, op| split_along(m, op, 2)),
    ("dsplit.array", |m, op| split_along(m, op, 2)),
    ("unbind.int", unbind),
    ("unbind_copy.int", unbind),
    ("broadcast_tensors", broadcast_tensors),
    ("atleast_1d.Sequence", |m, op| each(op, |x| at_least(m, x, 1))),
    ("atleast_2d.Sequence", |m, op| each(op, |x| at_least(m, x, 2))),
    ("atleast_3d.Sequence", |m, op| each(op, |x| at_least(m, x, 3))),
    ("meshgrid", |m, op| meshgrid(m, op, false)),
    ("meshgrid.indexing", |m, op| meshgrid(m, op, op.text("indexing")? == "xy")),
];

fn each<'c>(
    op: &OpItem<'c>,
    make: impl FnMut(Item<'c>) -> Option<Item<'c>>,
) -> Option<Vec<Item<'c>>> {
    op.operands.iter().copied().map(make).collect()
}

/// PyTorch's `atleast_1d` and so on.
fn at_least<'c>(m: &mut Make<'_, 'c>, x: Item<'c>, count: usize) -> Option<Item<'c>> {
    let dims: &[i64] = match (count, rank(x)) {
        (1, 0) => &[0],
        (2, 0) => &[0, 0],
        (3, 0) => &[0, 0, 0],
        (2, 1) => &[0],
        (3, 1) => &[0, 2],
        (3, 2) => &[2],
        _ => &[],
    };
    dims.iter().try_fold(x, |x, dim| m.unsqueeze(x, *dim))
}

fn stack<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let dim = from_front(op.int("dim")?, rank(op.first()?) + 1)? as i64;
    let parts = each(op, |x| m.unsqueeze(x, dim))?;
    m.cat(&parts, dim)
}

fn joined<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, count: usize, dim: i64) -> Option<Item<'c>> {
    let parts = each(op, |x| at_least(m, x, count))?;
    m.cat(&parts, dim)
}

fn column_stack<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let parts = each(op, |x| match rank(x) {
        0 | 1 => {
            let count: i64 = sizes(x)?.iter().product();
            m.view(x, &[count, 1])
        }
        _ => Some(x),
    })?;
    m.cat(&parts, 1)
}

fn block_diag<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let total = op.sizes()?;
    let mut before = 0;
    let mut rows = vec![];
    for x in &op.operands {
        let x = at_least(m, *x, 2)?;
        let columns = sizes(x)?[1];
        let pad = Arg::Ints(vec![before, total[1] - before - columns]);
        rows.push(m.op("constant_pad_nd", &[x], &[("pad", pad), ("value", Arg::Int(0))])?);
        before += columns;
    }
    m.cat(&rows, 0)
}

fn cartesian_prod<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    if op.operands.len() == 1 {
        return m.unary("alias", op.first()?);
    }
    let columns = meshgrid(m, op, false)?;
    let rows = op.sizes()?[0];
    let columns: Option<Vec<Item>> = columns.into_iter().map(|x| m.view(x, &[rows, 1])).collect();
    m.cat(&columns?, 1)
}

fn pad_sequence<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let lengths = op.operands.iter().map(|x| sizes(*x)?.first().copied());
    let lengths: Vec<i64> = lengths.collect::<Option<_>>()?;
    let longest = *lengths.iter().max()?;
    let dim = i64::from(!op.flag("batch_first")?);
    let is_before = op.text("padding_side")? == "left";
    let mut parts = vec![];
    for (x, length) in op.operands.iter().zip(lengths) {
        let mut padded = *x;
        if length < longest {
            let mut pad = vec![0; 2 * rank(*x)];
            let place = pad.len() - if is_before { 2 } else { 1 };
            pad[place] = longest - length;
            let args = [("pad", Arg::Ints(pad)), ("value", op.own("padding_value")?)];
            padded = m.op("constant_pad_nd", &[*x], &args)?;
        }
        parts.push(m.unsqueeze(padded, dim)?);
    }
    m.cat(&parts, dim)
}

/// The parts of the first operand that the results are.
fn split<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    split_along(m, op, op.int("dim")?)
}

fn hsplit<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    split_along(m, op, i64::from(rank(op.first()?) > 1))
}

fn split_along<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, dim: i64) -> Option<Vec<Item<'c>>> {
    let x = op.first()?;
    let dim = from_front(dim, rank(x))?;
    let parts = op.results.iter().map(|ty| *shape_of(*ty).get(dim)?);
    let parts: Vec<i64> = parts.collect::<Option<_>>()?;
    let whole = (*shape_of(x.ty).get(dim)?)?;
    if parts.iter().sum::<i64>() != whole {
        return None;
    }
    let args = [("split_sizes", Arg::Ints(parts)), ("dim", Arg::Int(dim as i64))];
    m.ops("split_with_sizes", &[x], &args)
}

fn unbind<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    let x = op.first()?;
    let dim = from_front(op.int("dim")?, rank(x))? as i64;
    (0..op.results.len() as i64).map(|index| m.at(x, dim, index)).collect()
}

fn broadcast_tensors<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    let shape = op.operands.iter().try_fold(vec![], |shape: Vec<i64>, x| {
        let known: Vec<Option<i64>> = shape.into_iter().map(Some).collect();
        matmul::broadcast(&known, &shape_of(x.ty))
    })?;
    each(op, |x| m.expand(x, &shape))
}

fn meshgrid<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, swaps: bool) -> Option<Vec<Item<'c>>> {
    let count = op.operands.len();
    let lengths = op.operands.iter().map(|x| Some(sizes(*x)?.iter().product::<i64>()));
    let lengths: Vec<i64> = lengths.collect::<Option<_>>()?;
    let swaps = swaps && count >= 2;
    // With x before y the first two tensors change places.
    let place = |index: usize| match index {
        0 | 1 if swaps => 1 - index,
        _ => index,
    };
    let mut shape = lengths.clone();
    if swaps {
        shape.swap(0, 1);
    }
    let mut index = 0;
    each(op, |x| {
        let mut own = vec![1; count];
        own[place(index)] = lengths[index];
        index += 1;
        let x = m.view(x, &own)?;
        m.expand(x, &shape)
    })
}
