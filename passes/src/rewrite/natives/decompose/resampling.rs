//! Images at other sizes and places, and padding.

use super::{
    super::make::{Arg, Make, rank, sizes},
    Item, One, OpItem,
};

pub const ONES: &[(&str, One)] = &[
    ("pad", pad),
    ("_pad_circular", circular),
    ("replication_pad1d", |m, op| replicated(m, op.first()?, op.ints("padding")?)),
    ("pixel_shuffle", pixel_shuffle),
    ("pixel_unshuffle", pixel_unshuffle),
    ("channel_shuffle", channel_shuffle),
    ("native_channel_shuffle", channel_shuffle),
    ("upsample_nearest1d", |m, op| nearest(m, op, &["scales"])),
    ("upsample_nearest1d.vec", |m, op| nearest(m, op, &[])),
    ("upsample_nearest2d", |m, op| nearest(m, op, &["scales_h", "scales_w"])),
    ("upsample_nearest3d", |m, op| nearest(m, op, &["scales_d", "scales_h", "scales_w"])),
    ("upsample_nearest3d.vec", |m, op| nearest(m, op, &[])),
    ("upsample_linear1d", |m, op| linear(m, op, &["scales"])),
    ("upsample_linear1d.vec", |m, op| linear(m, op, &[])),
    ("upsample_bilinear2d", |m, op| linear(m, op, &["scales_h", "scales_w"])),
    ("upsample_trilinear3d", |m, op| linear(m, op, &["scales_d", "scales_h", "scales_w"])),
    ("upsample_trilinear3d.vec", |m, op| linear(m, op, &[])),
];

fn pad<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, list) = (op.first()?, op.ints("pad")?);
    let padding = [("padding", Arg::Ints(list.clone()))];
    match (op.text("mode")?, list.len() / 2) {
        ("constant", _) => {
            let value = Arg::Float(op.number("value").unwrap_or(0.0));
            m.op("constant_pad_nd", &[x], &[("pad", Arg::Ints(list)), ("value", value)])
        }
        ("reflect", 1) => m.op("reflection_pad1d", &[x], &padding),
        ("reflect", 2) => m.op("reflection_pad2d", &[x], &padding),
        ("reflect", 3) => m.op("reflection_pad3d", &[x], &padding),
        ("replicate", 1) => replicated(m, x, list),
        ("replicate", 2) => m.op("replication_pad2d", &[x], &padding),
        ("replicate", 3) => m.op("replication_pad3d", &[x], &padding),
        ("circular", _) => around(m, x, &list),
        _ => None,
    }
}

/// Of an image of one row.
fn replicated<'c>(m: &mut Make<'_, 'c>, x: Item<'c>, mut pad: Vec<i64>) -> Option<Item<'c>> {
    let row = m.unsqueeze(x, -2)?;
    pad.extend([0, 0]);
    let made = m.op("replication_pad2d", &[row], &[("padding", Arg::Ints(pad))])?;
    m.squeeze(made, &[-2])
}

fn circular<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    around(m, op.first()?, &op.ints("pad")?)
}

/// Dimensions from the last on, continued from their other end.
fn around<'c>(m: &mut Make<'_, 'c>, x: Item<'c>, pad: &[i64]) -> Option<Item<'c>> {
    let mut made = x;
    for (index, ends) in pad.chunks(2).enumerate() {
        let &[before, after] = ends else { return None };
        let dim = rank(x).checked_sub(index + 1)?;
        let size = sizes(made)?[dim];
        let dim = dim as i64;
        let (start, end) = (before.min(0).abs(), size - after.min(0).abs());
        let mut parts = vec![];
        if before > 0 {
            parts.push(m.slice(made, dim, end - before, end)?);
        }
        parts.push(m.slice(made, dim, start, end)?);
        if after > 0 {
            parts.push(m.slice(made, dim, start, start + after)?);
        }
        made = m.cat(&parts, dim)?;
    }
    Some(made)
}

/// Sizes before the last three, and those.
fn image(x: Item) -> Option<(Vec<i64>, [i64; 3])> {
    let shape = sizes(x)?;
    let (leading, image) = shape.split_at(shape.len().checked_sub(3)?);
    Some((leading.to_vec(), image.try_into().ok()?))
}

/// The order of dimensions after the leading ones.
fn order(leading: &[i64], dims: &[i64]) -> Vec<i64> {
    let count = leading.len() as i64;
    (0..count).chain(dims.iter().map(|dim| dim + count)).collect()
}

fn pixel_shuffle<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, r) = (op.first()?, op.int("upscale_factor")?);
    let (leading, [c, h, w]) = image(x)?;
    let split = m.view(x, &[leading.as_slice(), &[c / (r * r), r, r, h, w]].concat())?;
    let made = m.permute(split, &order(&leading, &[0, 3, 1, 4, 2]))?;
    m.view(made, &op.sizes()?)
}

fn pixel_unshuffle<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, r) = (op.first()?, op.int("downscale_factor")?);
    let (leading, [c, h, w]) = image(x)?;
    let split = m.view(x, &[leading.as_slice(), &[c, h / r, r, w / r, r]].concat())?;
    let made = m.permute(split, &order(&leading, &[0, 2, 4, 1, 3]))?;
    m.view(made, &op.sizes()?)
}

fn channel_shuffle<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, groups) = (op.first()?, op.int("groups")?);
    let shape = sizes(x)?;
    let &[n, c, ref others @ ..] = shape.as_slice() else { return None };
    let split = m.view(x, &[n, groups, c / groups, others.iter().product()])?;
    let made = m.permute(split, &[0, 2, 1, 3])?;
    m.view(made, &shape)
}

/// Whether an op gives no factors, but sizes alone: then only they decide.
fn has_no_scales(op: &OpItem, scales: &[&str]) -> bool {
    scales.iter().all(|scale| op.lacks(scale)) && op.lacks("scale_factors")
}

/// A dimension at a time: what is nearest in an image is nearest in each.
fn nearest<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, scales: &[&str]) -> Option<Item<'c>> {
    let x = op.first()?;
    let (shape, result) = (sizes(x)?, op.sizes()?);
    if !has_no_scales(op, scales) && !is_whole(op, scales, &shape, &result) {
        return None;
    }
    let made = match *shape.as_slice() {
        [_, _, _] => m.unsqueeze(x, 2)?,
        [_, _, _, _] => x,
        [n, c, d, h, w] => m.view(x, &[n, c * d, h, w])?,
        _ => return None,
    };
    let at = |m: &mut Make<'_, 'c>, x: Item<'c>, sizes: &[i64]| {
        m.op("upsample_nearest2d.vec", &[x], &[("output_size", Arg::Ints(sizes.to_vec()))])
    };
    match *result.as_slice() {
        [_, _, w] => {
            let made = at(m, made, &[1, w])?;
            m.squeeze(made, &[2])
        }
        [_, _, h, w] => at(m, made, &[h, w]),
        [n, c, d, h, w] => {
            let made = at(m, made, &[h, w])?;
            let made = m.view(made, &[n, c, shape[2], h * w])?;
            let made = at(m, made, &[d, h * w])?;
            m.view(made, &result)
        }
        _ => None,
    }
}

/// Whether the factors are what the sizes say, so that either may decide.
fn is_whole(op: &OpItem, scales: &[&str], shape: &[i64], result: &[i64]) -> bool {
    let factors = match op.floats("scale_factors") {
        Some(factors) => Some(factors),
        None => scales.iter().map(|scale| op.number(scale)).collect(),
    };
    let dims = shape.iter().zip(result).skip(2);
    factors.is_some_and(|factors: Vec<f64>| {
        dims.zip(factors).all(|((from, to), factor)| *from as f64 * factor == *to as f64)
    })
}

fn linear<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, scales: &[&str]) -> Option<Item<'c>> {
    let x = op.first()?;
    let (shape, result) = (sizes(x)?, op.sizes()?);
    if !has_no_scales(op, scales) && !is_whole(op, scales, &shape, &result) {
        return None;
    }
    let align_corners = op.own("align_corners")?;
    let at = |m: &mut Make<'_, 'c>, x: Item<'c>, sizes: &[i64]| {
        let to = Arg::Ints(sizes.to_vec());
        let args = [("output_size", to), ("align_corners", align_corners.clone())];
        m.op("upsample_bilinear2d.vec", &[x], &args)
    };
    match *result.as_slice() {
        [_, _, w] => {
            let row = m.unsqueeze(x, 2)?;
            let made = at(m, row, &[1, w])?;
            m.squeeze(made, &[2])
        }
        [_, _, h, w] => at(m, x, &[h, w]),
        [n, c, d, h, w] => {
            let depth = shape[2];
            let planes = m.view(x, &[n, c * depth, shape[3], shape[4]])?;
            let made = at(m, planes, &[h, w])?;
            // A size that stays is left as it is.
            let made = m.view(made, &[n, c, depth, h * w])?;
            let made = at(m, made, &[d, h * w])?;
            m.view(made, &result)
        }
        _ => None,
    }
}
