//! Convolutions.

use super::{
    super::make::{Arg, Make, from_front, rank, sizes},
    Item, One, OpItem,
};

pub const ONES: &[(&str, One)] = &[
    ("conv1d", |m, op| convolution(m, op, 1)),
    ("conv2d", |m, op| convolution(m, op, 2)),
    ("conv3d", |m, op| convolution(m, op, 3)),
    ("conv1d.padding", |m, op| padded(m, op, 1)),
    ("conv2d.padding", |m, op| padded(m, op, 2)),
    ("conv3d.padding", |m, op| padded(m, op, 3)),
    ("conv_transpose1d", |m, op| transposed(m, op, 1)),
    ("conv_transpose2d.input", |m, op| transposed(m, op, 2)),
    ("conv_transpose3d.input", |m, op| transposed(m, op, 3)),
    ("im2col", im2col),
];

/// A list with an entry for each dimension of space, of which one may stand for all.
fn each(list: Vec<i64>, count: usize) -> Option<Vec<i64>> {
    match list.as_slice() {
        &[one] => Some(vec![one; count]),
        list => (list.len() == count).then(|| list.to_vec()),
    }
}

struct Convolution {
    count: usize,
    padding: Vec<i64>,
    transposed: bool,
    output_padding: Vec<i64>,
}

impl Convolution {
    /// Of the input, which has a batch or is one element of it.
    fn make<'c>(self, m: &mut Make<'_, 'c>, op: &OpItem<'c>, x: Item<'c>) -> Option<Item<'c>> {
        if rank(op.operand("weight")?) != self.count + 2 {
            return None;
        }
        let is_batch = rank(x) == self.count + 2;
        let x = if is_batch { x } else { m.unsqueeze(x, 0)? };
        let mut operands = vec![x, op.operand("weight")?];
        operands.extend(op.operand("bias"));
        let args = [
            ("stride", Arg::Ints(each(op.ints("stride")?, self.count)?)),
            ("padding", Arg::Ints(self.padding)),
            ("dilation", Arg::Ints(each(op.ints("dilation")?, self.count)?)),
            ("transposed", Arg::Flag(self.transposed)),
            ("output_padding", Arg::Ints(self.output_padding)),
            ("groups", op.own("groups")?),
        ];
        let made = m.op("convolution", &operands, &args)?;
        if is_batch { Some(made) } else { m.squeeze(made, &[0]) }
    }
}

fn convolution<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, count: usize) -> Option<Item<'c>> {
    let padding = each(op.ints("padding")?, count)?;
    let convolution =
        Convolution { count, padding, transposed: false, output_padding: vec![0; count] };
    convolution.make(m, op, op.operand("input")?)
}

fn transposed<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, count: usize) -> Option<Item<'c>> {
    let convolution = Convolution {
        count,
        padding: each(op.ints("padding")?, count)?,
        transposed: true,
        output_padding: each(op.ints("output_padding")?, count)?,
    };
    convolution.make(m, op, op.operand("input")?)
}

/// With as much padding as leaves the size, more of it behind where it is odd; or none.
fn padded<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, count: usize) -> Option<Item<'c>> {
    let (mut x, weight) = (op.operand("input")?, op.operand("weight")?);
    let mut padding = vec![0; count];
    if op.text("padding")? == "same" {
        let kernel = sizes(weight).filter(|kernel| kernel.len() == count + 2)?;
        let dilation = each(op.ints("dilation")?, count)?;
        let totals: Vec<i64> =
            (0..count).map(|dim| dilation[dim] * (kernel[dim + 2] - 1)).collect();
        if totals.iter().any(|total| *total < 0) || op.ints("stride")?.iter().any(|step| *step != 1)
        {
            return None;
        }
        padding = totals.iter().map(|total| total / 2).collect();
        if totals.iter().any(|total| total % 2 != 0) {
            let behind = totals.iter().rev().flat_map(|total| [0, total % 2]);
            x = m.op("constant_pad_nd", &[x], &[("pad", Arg::Ints(behind.collect()))])?;
        }
    }
    let convolution =
        Convolution { count, padding, transposed: false, output_padding: vec![0; count] };
    convolution.make(m, op, x)
}

/// Every window of an image as a column.
fn im2col<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.first()?;
    let is_batch = rank(x) == 4;
    let result = op.sizes()?;
    let list = |param| each(op.ints(param)?, 2);
    let (kernel, dilation) = (list("kernel_size")?, list("dilation")?);
    let (padding, stride) = (list("padding")?, list("stride")?);
    let x = if is_batch { x } else { m.unsqueeze(x, 0)? };
    let pad = vec![padding[1], padding[1], padding[0], padding[0]];
    let padded = m.op("constant_pad_nd", &[x], &[("pad", Arg::Ints(pad))])?;
    let shape = sizes(padded)?;
    let mut made = padded;
    let mut split = vec![shape[0], shape[1]];
    for axis in 0..2 {
        let size = shape[axis + 2];
        let windows = (size - dilation[axis] * (kernel[axis] - 1) - 1) / stride[axis] + 1;
        let mut places = m.arange(0, kernel[axis], tricast_dialects::DType::I64)?;
        places = m.with("mul", places, dilation[axis] as f64)?;
        places = m.unsqueeze(places, 1)?;
        let starts = m.arange(0, windows, tricast_dialects::DType::I64)?;
        let starts = m.with("mul", starts, stride[axis] as f64)?;
        let places = m.add(places, starts)?;
        let places = m.view(places, &[kernel[axis] * windows])?;
        let dim = from_front(axis as i64 + 2, 4)? as i64;
        made = m.op("index_select", &[made, places], &[("dim", Arg::Int(dim))])?;
        split.extend([kernel[axis], windows]);
    }
    let made = m.view(made, &split)?;
    let made = m.permute(made, &[0, 1, 2, 4, 3, 5])?;
    m.view(made, &result)
}
