//! The blocks that slide over an image, as columns of a matrix.
//!
//! Source of the semantics: `aten/src/ATen/native/im2col.h` of PyTorch.

use melior::ir::Value;

use super::{
    Builder, Call, Loop, LowerError, Outputs, Size, Sizes, Tensor, compute_dtype, window::extent,
};

/// The arguments of an op on blocks.
struct Blocks {
    kernel: Vec<i64>,
    dilation: Vec<i64>,
    padding: Vec<i64>,
    stride: Vec<i64>,
}

impl Blocks {
    fn read(call: &Call) -> Result<Self, LowerError> {
        Ok(Blocks {
            kernel: call.ints("kernel_size")?,
            dilation: call.ints("dilation")?,
            padding: call.ints("padding")?,
            stride: call.ints("stride")?,
        })
    }

    /// How many blocks there are in each dimension of an image with these padded sizes.
    fn counts<'c>(&self, b: &Builder<'c>, padded: &[Size<'c>]) -> [Size<'c>; 2] {
        [0, 1].map(|dim| {
            let extent = extent(self.kernel[dim], self.dilation[dim]);
            b.windows(padded[dim], extent, self.stride[dim])
        })
    }
}

/// An image `[N, C, H, W]` to `[N, C * kh * kw, blocks]`.
pub fn im2col<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let given = call.tensor("self");
    let blocks = Blocks::read(call)?;
    let image = b.with_batch(&given, 2);
    let zero = b.int(image.dtype, 0);
    let padded = b.pad_last(&image, &blocks.padding, &blocks.padding, zero);
    let [rows, columns] = blocks.counts(b, &padded.shape[2..]);
    let (batch, channels) = (padded.shape[0], padded.shape[1]);
    let kernel = [0, 1].map(|dim| Size::Static(blocks.kernel[dim]));
    let shape = [batch, channels, kernel[0], kernel[1], rows, columns];
    let place =
        |dim: usize| b.window_place((4 + dim, blocks.stride[dim]), (2 + dim, blocks.dilation[dim]));
    let places = b.map(6, &[b.loop_dim(0), b.loop_dim(1), place(0), place(1)]);
    let empty = b.empty(&shape, image.dtype);
    let output = (&empty, b.projection(6, &[0, 1, 2, 3, 4, 5]));
    let all =
        b.generic(&[(&padded, places)], &[output], &[Loop::Parallel; 6], |ins, _| ins.to_vec());
    let rows_of_columns = b.numel(&shape[1..4]);
    let columns = b.reshape(&all[0], &[batch, rows_of_columns, b.size_mul(rows, columns)]);
    Ok(b.without_batch(&columns, given.rank() == 3).into())
}

/// Columns `[N, C * kh * kw, blocks]` added up to an image.
pub fn col2im<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let given = call.tensor("self");
    let blocks = Blocks::read(call)?;
    let columns = b.with_batch(&given, 1);
    let compute = compute_dtype(columns.dtype);
    let size = call.sizes("output_size");
    let padded: Vec<Size> =
        (0..2).map(|dim| b.size_add(size[dim], 2 * blocks.padding[dim])).collect();
    let [rows, row_length] = blocks.counts(b, &padded);
    let elements = blocks.kernel[0] * blocks.kernel[1];
    let (batch, channels) = (columns.shape[0], b.size_floor_div(columns.shape[1], elements));
    let shape = [batch, channels, Size::Static(elements), rows, row_length];
    let columns = b.reshape(&columns, &shape);
    let image = b.full(&[batch, channels, padded[0], padded[1]], b.int(compute, 0));
    // One element of all blocks after the other: those of one element do not overlap.
    let sums = b.for_each(Size::Static(elements), &[image.value], |element, carried| {
        let image = Tensor { value: carried[0], ..image.clone() };
        vec![blocks.add_element(b, &columns, element, &image).value]
    });
    let image = Tensor { value: sums[0], ..image };
    let offsets: Sizes =
        [0, 0].iter().chain(&blocks.padding).map(|&offset| Size::Static(offset)).collect();
    let image = b.slice(&image, &offsets, &[batch, channels, size[0], size[1]], &[1; 4]);
    let image = b.cast_tensor(&image, call.dtype());
    Ok(b.without_batch(&image, given.rank() == 2).into())
}

impl Blocks {
    /// The image with one element of each block added where it lies.
    fn add_element<'c>(
        &self,
        b: &Builder<'c>,
        columns: &Tensor<'c>,
        element: Value<'c, 'c>,
        image: &Tensor<'c>,
    ) -> Tensor<'c> {
        let part = b.squeeze(&b.narrow(columns, 2, Size::Value(element), 1), &[2]);
        let row = b.size_floor_div(Size::Value(element), self.kernel[1]);
        let column = b.size_rem(Size::Value(element), self.kernel[1]);
        let offsets = [
            Size::Static(0),
            Size::Static(0),
            b.size_mul(row, self.dilation[0]),
            b.size_mul(column, self.dilation[1]),
        ];
        let strides = [1, 1, self.stride[0], self.stride[1]];
        let before = b.slice(image, &offsets, &part.shape, &strides);
        let sum = b.pointwise(&[&before, &part], image.dtype, |elements| {
            b.add(elements[0], b.cast(elements[1], image.dtype))
        });
        b.insert_slice(&sum, image, &offsets, &strides)
    }
}
