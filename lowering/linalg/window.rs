//! What slides over spatial dimensions: what convolutions and pools share.

use melior::ir::AffineExpr;

use super::{Builder, Call, Element, Size, Sizes, Tensor};

/// The number of spatial dimensions in an op's name: 2 of `aten.conv2d.padding`.
pub fn spatial_in_name(call: &Call) -> usize {
    let name = call.op.name.as_bytes();
    let digit = name.windows(2).find(|pair| pair[0].is_ascii_digit() && pair[1] == b'd');
    digit.map_or(0, |pair| usize::from(pair[0] - b'0'))
}

/// One number for each of `count` dimensions, where a list of one stands for all.
pub fn spread(values: Vec<i64>, count: usize) -> Vec<i64> {
    match values.as_slice() {
        [value] => vec![*value; count],
        _ => values,
    }
}

/// How far a dilated kernel reaches.
pub fn extent(kernel: i64, dilation: i64) -> i64 {
    dilation * (kernel - 1) + 1
}

impl<'c> Builder<'c> {
    /// Where an element of a window is: `window * stride + element * dilation` of two loops.
    pub fn window_place(
        &self,
        (window, stride): (usize, i64),
        (element, dilation): (usize, i64),
    ) -> AffineExpr<'c> {
        let factor = |value| AffineExpr::constant(self.context, value);
        self.loop_dim(window) * factor(stride) + self.loop_dim(element) * factor(dilation)
    }

    /// How many windows of this extent fit in `padded`, `stride` apart.
    pub fn windows(&self, padded: Size<'c>, extent: i64, stride: i64) -> Size<'c> {
        let last = self.size_sub(padded, extent);
        self.size_add(self.size_floor_div(last, stride), 1)
    }

    /// The tensor with a batch of 1 where it has none, for `count` spatial dimensions.
    pub fn with_batch(&self, tensor: &Tensor<'c>, count: usize) -> Tensor<'c> {
        if tensor.rank() == count + 1 { self.unsqueeze(tensor, 0) } else { tensor.clone() }
    }

    /// Takes the batch away again where [`Builder::with_batch`] added one before.
    pub fn without_batch(&self, tensor: &Tensor<'c>, is_added: bool) -> Tensor<'c> {
        if is_added { self.squeeze(tensor, &[0]) } else { tensor.clone() }
    }

    /// [`Builder::pad`] of the last dimensions by numbers; where one is negative, what is beyond
    /// is cut off after the rest is there.
    pub fn pad_last(
        &self,
        tensor: &Tensor<'c>,
        low: &[i64],
        high: &[i64],
        element: Element<'c>,
    ) -> Tensor<'c> {
        let first = tensor.rank() - low.len();
        let sizes = |pads: &[i64]| -> Sizes<'c> {
            let zeros = std::iter::repeat_n(0, first);
            zeros.chain(pads.iter().map(|&pad| pad.max(0))).map(Size::Static).collect()
        };
        let mut padded = self.pad(tensor, &sizes(low), &sizes(high), element);
        for (place, (&low, &high)) in low.iter().zip(high).enumerate() {
            if low.min(high) < 0 {
                let dim = first + place;
                let length = self.size_sub(padded.shape[dim], -(low.min(0) + high.min(0)));
                padded = self.narrow(&padded, dim, -low.min(0), length);
            }
        }
        padded
    }
}
