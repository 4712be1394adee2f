//! Images at other sizes, as sums of their elements along one dimension after the other.

use tricast_dialects::DType;

use super::{
    super::make::{Arg, Make, dtype, sizes},
    Item, One, OpItem,
    creation::space,
};

pub const ONES: &[(&str, One)] = &[
    ("_upsample_nearest_exact1d", |m, op| nearest(m, op, &["scales"])),
    ("_upsample_nearest_exact1d.vec", |m, op| nearest(m, op, &[])),
    ("_upsample_nearest_exact2d", |m, op| nearest(m, op, &["scales_h", "scales_w"])),
    ("_upsample_nearest_exact2d.vec", |m, op| nearest(m, op, &[])),
    ("_upsample_nearest_exact3d", |m, op| nearest(m, op, &["scales_d", "scales_h", "scales_w"])),
    ("_upsample_nearest_exact3d.vec", |m, op| nearest(m, op, &[])),
    ("upsample_bicubic2d", |m, op| cubic(m, op, &["scales_h", "scales_w"])),
    ("upsample_bicubic2d.vec", |m, op| cubic(m, op, &[])),
    ("affine_grid_generator", affine_grid),
];

/// A dimension that is resized.
struct Axis {
    dim: i64,
    from: i64,
    to: i64,
    scale: Option<f64>,
}

fn axes(op: &OpItem, scales: &[&str]) -> Option<Vec<Axis>> {
    let (from, to) = (sizes(op.first()?)?, op.sizes()?);
    let factors = op.floats("scale_factors");
    let dims = from.iter().zip(&to).enumerate().skip(2);
    let axis = |(dim, (&from, &to)): (usize, _)| {
        let scale = match &factors {
            Some(factors) => Some(*factors.get(dim - 2)?),
            None => scales.get(dim - 2).and_then(|scale| op.number(scale)),
        };
        (from > 0 && to > 0).then_some(Axis { dim: dim as i64, from, to, scale })
    };
    dims.map(axis).collect()
}

impl Axis {
    /// How many elements of the image one of the result stands for.
    fn ratio(&self) -> Ratio {
        match self.scale {
            Some(scale) if scale > 0.0 => Ratio(1.0, scale),
            _ => Ratio(self.from as f64, self.to as f64),
        }
    }

    /// What is computed of 0, 1, ..., for each element of the result.
    fn numbers<'c>(&self, m: &mut Make<'_, 'c>, dtype: DType) -> Option<Item<'c>> {
        let numbers = m.arange(0, self.to, DType::I64)?;
        m.cast(numbers, dtype)
    }

    /// The elements of the image at these places, which are floats.
    fn taken<'c>(&self, m: &mut Make<'_, 'c>, x: Item<'c>, places: Item<'c>) -> Option<Item<'c>> {
        let places = m.cast(places, DType::I64)?;
        let bounds = [("min", Arg::Int(0)), ("max", Arg::Int(self.from - 1))];
        let places = m.op("clamp", &[places], &bounds)?;
        m.op("index_select", &[x, places], &[("dim", Arg::Int(self.dim))])
    }
}

/// A quotient, which is rounded to the dtype it is used in.
struct Ratio(f64, f64);

impl Ratio {
    fn rounded(&self, dtype: DType) -> f64 {
        let Ratio(above, below) = *self;
        match dtype {
            // 1 / scale is computed as a double.
            DType::F32 if above == 1.0 => f64::from((above / below) as f32),
            DType::F32 => f64::from(above as f32 / below as f32),
            _ => above / below,
        }
    }
}

/// The element whose middle is the nearest, computed in single precision.
fn nearest<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, scales: &[&str]) -> Option<Item<'c>> {
    let mut made = op.first()?;
    for axis in axes(op, scales)? {
        let numbers = axis.numbers(m, DType::F32)?;
        let middles = m.with("add", numbers, 0.5)?;
        let places = m.with("mul", middles, axis.ratio().rounded(DType::F32))?;
        let places = m.unary("floor", places)?;
        made = axis.taken(m, made, places)?;
    }
    Some(made)
}

/// Sums of four neighbours, with the weights of the cubic convolution.
fn cubic<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, scales: &[&str]) -> Option<Item<'c>> {
    let x = op.first()?;
    let own = dtype(x).filter(|own| own.is_float())?;
    let mut made = m.wide(x)?;
    for axis in axes(op, scales)? {
        let (first, rest) = neighbour(m, &axis, op.flag("align_corners")?, dtype(made)?)?;
        let mut sum: Option<Item> = None;
        for (tap, weight) in (-1..).zip(cubic_weights(m, rest)?) {
            let places = if tap == 0 { first } else { m.with("add", first, f64::from(tap))? };
            let element = axis.taken(m, made, places)?;
            let weight = if axis.dim == 3 { weight } else { m.unsqueeze(weight, 1)? };
            let product = m.mul(element, weight)?;
            sum = Some(match sum {
                Some(sum) => m.add(sum, product)?,
                None => product,
            });
        }
        made = sum?;
    }
    m.cast(made, own)
}

/// The second of the four neighbours of each element, and how far behind it the element is.
fn neighbour<'c>(
    m: &mut Make<'_, 'c>,
    axis: &Axis,
    align_corners: bool,
    dtype: DType,
) -> Option<(Item<'c>, Item<'c>)> {
    let numbers = axis.numbers(m, dtype)?;
    let real = if align_corners {
        let ratio = match axis.to {
            1 => 0.0,
            to => Ratio((axis.from - 1) as f64, (to - 1) as f64).rounded(dtype),
        };
        m.with("mul", numbers, ratio)?
    } else {
        let middles = m.with("add", numbers, 0.5)?;
        let places = m.with("mul", middles, axis.ratio().rounded(dtype))?;
        m.with("sub", places, 0.5)?
    };
    let first = m.unary("floor", real)?;
    let first = m.op("clamp", &[first], &[("max", Arg::Int(axis.from - 1))])?;
    let rest = m.sub(real, first)?;
    let bounds = [("min", Arg::Int(0)), ("max", Arg::Int(1))];
    Some((first, m.op("clamp", &[rest], &bounds)?))
}

/// Of the neighbours from the one before on, with a = -3/4.
fn cubic_weights<'c>(m: &mut Make<'_, 'c>, rest: Item<'c>) -> Option<[Item<'c>; 4]> {
    const A: f64 = -0.75;
    let negated = m.unary("neg", rest)?;
    let before = m.with("add", negated, 1.0)?;
    let near = |m: &mut Make<'_, 'c>, x: Item<'c>| polynomial(m, x, &[A + 2.0, -A - 3.0, 0.0, 1.0]);
    let far = |m: &mut Make<'_, 'c>, x: Item<'c>| {
        let x = m.with("add", x, 1.0)?;
        polynomial(m, x, &[A, -5.0 * A, 8.0 * A, -4.0 * A])
    };
    Some([far(m, rest)?, near(m, rest)?, near(m, before)?, far(m, before)?])
}

/// With the highest power first.
fn polynomial<'c>(m: &mut Make<'_, 'c>, x: Item<'c>, factors: &[f64]) -> Option<Item<'c>> {
    let (first, others) = factors.split_first()?;
    let (second, others) = others.split_first()?;
    let made = m.with("mul", x, *first)?;
    let mut made = m.with("add", made, *second)?;
    for factor in others {
        made = m.mul(made, x)?;
        if *factor != 0.0 {
            made = m.with("add", made, *factor)?;
        }
    }
    Some(made)
}

/// θ of the place of each element, (x, y, 1) or (x, y, z, 1).
fn affine_grid<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (theta, size) = (op.operand("theta")?, op.ints("size")?);
    let own = dtype(theta).filter(|own| own.is_float() && *own == own.to_opmath())?;
    let spatial = size.get(2..)?;
    let column = |m: &mut Make<'_, 'c>, index: usize| {
        let column = m.at(theta, 2, index as i64)?;
        let mut shape = vec![1; spatial.len() + 2];
        (shape[0], shape[spatial.len() + 1]) = (size[0], spatial.len() as i64);
        m.view(column, &shape)
    };
    let mut sum: Option<Item> = None;
    // In the order of the matrix: the last dimension first.
    for (index, &count) in spatial.iter().rev().enumerate() {
        let places = places(m, count, op.flag("align_corners")?, own)?;
        let mut shape = vec![1; spatial.len() + 2];
        shape[spatial.len() - index] = count;
        let places = m.view(places, &shape)?;
        let factor = column(m, index)?;
        let product = m.mul(places, factor)?;
        sum = Some(match sum {
            Some(sum) => m.add(sum, product)?,
            None => product,
        });
    }
    let last = column(m, spatial.len())?;
    m.add(sum?, last)
}

/// The places of as many elements, from -1 to 1.
fn places<'c>(
    m: &mut Make<'_, 'c>,
    count: i64,
    align_corners: bool,
    dtype: DType,
) -> Option<Item<'c>> {
    if count < 2 {
        return m.full(&[count], 0.0, dtype);
    }
    let places = space(m, -1.0, 1.0, count, dtype)?;
    if align_corners {
        return Some(places);
    }
    let places = m.with("mul", places, (count - 1) as f64)?;
    m.with("div", places, count as f64)
}
