//! Pools over windows.

use super::{
    super::make::{Arg, Make, rank, sizes},
    Item, One, OpItem, Parts,
};

pub const ONES: &[(&str, One)] = &[
    ("max_unpool2d", |m, op| max_unpool(m, op, 2)),
    ("max_unpool3d", |m, op| max_unpool(m, op, 3)),
    ("max_pool1d", |m, op| Some(max_pool1d(m, op)?[0])),
];

pub const PARTS: &[(&str, Parts)] = &[
    ("max_pool1d_with_indices", max_pool1d),
    ("adaptive_max_pool1d", |m, op| adaptive_max_pool(m, op, 1)),
    ("adaptive_max_pool2d", |m, op| adaptive_max_pool(m, op, 2)),
    ("adaptive_max_pool3d", |m, op| adaptive_max_pool(m, op, 3)),
];

/// A pool of an image of one row.
fn max_pool1d<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    let x = m.unsqueeze(op.first()?, -2)?;
    let one = |list: Vec<i64>, of_row: i64| match list.as_slice() {
        &[one] => Some(vec![of_row, one]),
        _ => None,
    };
    let kernel = op.ints("kernel_size")?;
    let stride = Some(op.ints("stride")?).filter(|stride| !stride.is_empty());
    let args = [
        ("stride", Arg::Ints(one(stride.unwrap_or_else(|| kernel.clone()), 1)?)),
        ("kernel_size", Arg::Ints(one(kernel, 1)?)),
        ("padding", Arg::Ints(one(op.ints("padding")?, 0)?)),
        ("dilation", Arg::Ints(one(op.ints("dilation")?, 1)?)),
        ("ceil_mode", op.own("ceil_mode")?),
    ];
    let made = m.ops("max_pool2d_with_indices", &[x], &args)?;
    made.into_iter().map(|item| m.squeeze(item, &[-2])).collect()
}

/// A pool with windows of one size, where all have it.
fn adaptive_max_pool<'c>(
    m: &mut Make<'_, 'c>,
    op: &OpItem<'c>,
    count: usize,
) -> Option<Vec<Item<'c>>> {
    let x = op.first()?;
    let shape = sizes(x)?;
    let whole = &shape[rank(x).checked_sub(count)?..];
    let parts = op.ints("output_size")?;
    let fits = whole.iter().zip(&parts).all(|(size, part)| *part > 0 && size % part == 0);
    if parts.len() != count || !fits || whole.contains(&0) {
        return None;
    }
    let mut kernel: Vec<i64> = whole.iter().zip(&parts).map(|(size, part)| size / part).collect();
    let mut x = x;
    if count == 1 {
        kernel.insert(0, 1);
        x = m.unsqueeze(x, -2)?;
    }
    let name = if count == 3 { "max_pool3d_with_indices" } else { "max_pool2d_with_indices" };
    let args = [("kernel_size", Arg::Ints(kernel.clone())), ("stride", Arg::Ints(kernel))];
    let made = m.ops(name, &[x], &args)?;
    match count {
        1 => made.into_iter().map(|item| m.squeeze(item, &[-2])).collect(),
        _ => Some(made),
    }
}

/// Zeros, with each element at its index within the last dimensions.
fn max_unpool<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, spatial: usize) -> Option<Item<'c>> {
    let (x, places) = (op.operand("self")?, op.operand("indices")?);
    let (shape, result) = (sizes(x)?, op.sizes()?);
    let leading = &shape[..shape.len().checked_sub(spatial)?];
    let flat = |shape: &[i64]| -> Vec<i64> {
        let count = shape[leading.len()..].iter().product();
        leading.iter().copied().chain([count]).collect()
    };
    let zeros = m.full(&flat(&result), 0.0, op.dtype()?)?;
    let (x, places) = (m.view(x, &flat(&shape))?, m.view(places, &flat(&shape))?);
    let made = m.op("scatter.src", &[zeros, places, x], &[("dim", Arg::Int(-1))])?;
    m.view(made, &result)
}
