//! Convolutions.
//!
//! Source of the semantics: `aten/src/ATen/native/Convolution.cpp` of PyTorch.

use melior::ir::AffineExpr;
use tricast_dialects::Argument;

use super::{
    Builder, Call, Loop, LowerError, Outputs, Size, Sizes, Table, Tensor, blocks, compute_dtype,
    transposed_convolution,
    window::{extent, spread},
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.convolution", |b, call| convolution(b, call, call.bool("transposed")?)),
    ("aten.conv1d", |b, call| convolution(b, call, false)),
    ("aten.conv2d", |b, call| convolution(b, call, false)),
    ("aten.conv3d", |b, call| convolution(b, call, false)),
    ("aten.conv1d.padding", |b, call| convolution(b, call, false)),
    ("aten.conv2d.padding", |b, call| convolution(b, call, false)),
    ("aten.conv3d.padding", |b, call| convolution(b, call, false)),
    ("aten.conv_transpose1d", |b, call| convolution(b, call, true)),
    ("aten.conv_transpose2d.input", |b, call| convolution(b, call, true)),
    ("aten.conv_transpose3d.input", |b, call| convolution(b, call, true)),
    ("aten.im2col", blocks::im2col),
    ("aten.col2im", blocks::col2im),
];

/// How a kernel moves in each spatial dimension.
pub struct Geometry {
    /// How far it moves.
    pub stride: Vec<i64>,
    /// What is added before the input; negative where some of it is not used.
    pub low: Vec<i64>,
    /// What is added after the input.
    pub high: Vec<i64>,
    /// How far its elements are apart.
    pub dilation: Vec<i64>,
    /// Into how many groups channels are divided.
    pub groups: i64,
}

impl Geometry {
    /// The arguments of a convolution with a kernel of these sizes.
    fn read(call: &Call, kernel: &[i64]) -> Result<Self, LowerError> {
        let list = |name: &str| Ok::<_, LowerError>(spread(call.ints(name)?, kernel.len()));
        let dilation = list("dilation")?;
        let (low, high) = match call.arguments.get("padding") {
            Argument::Str(mode) if mode == "valid" => {
                (vec![0; kernel.len()], vec![0; kernel.len()])
            }
            Argument::Str(_) => {
                let all = kernel.iter().zip(&dilation).map(|(k, d)| extent(*k, *d) - 1);
                all.map(|all| (all / 2, all - all / 2)).unzip()
            }
            _ => (list("padding")?, list("padding")?),
        };
        Ok(Geometry { stride: list("stride")?, low, high, dilation, groups: call.int("groups")? })
    }
}

/// The sizes of a weight's kernel.
fn kernel_of(weight: &Tensor) -> Result<Vec<i64>, LowerError> {
    let sizes: Option<Vec<i64>> = weight.shape[2..].iter().map(|size| size.as_static()).collect();
    sizes.ok_or_else(|| LowerError("a kernel of dynamic size is not supported".into()))
}

fn convolution<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    is_transposed: bool,
) -> Result<Outputs<'c>, LowerError> {
    let (given, weight) = (call.tensor("input"), call.tensor("weight"));
    let kernel = kernel_of(&weight)?;
    let input = b.with_batch(&given, kernel.len());
    let geometry = Geometry::read(call, &kernel)?;
    let sums = if is_transposed {
        let more = spread(call.ints("output_padding")?, kernel.len());
        transposed_convolution::convolve(b, &input, &weight, &geometry, &more)
    } else {
        b.convolve(&input, &weight, &geometry)
    };
    let result = match call.opt_tensor("bias") {
        None => b.cast_tensor(&sums, call.dtype()),
        Some(bias) => {
            let ones = std::iter::repeat_n(Size::Static(1), kernel.len());
            let shape: Sizes = std::iter::once(bias.shape[0]).chain(ones).collect();
            let bias = b.reshape(&bias, &shape);
            b.pointwise(&[&sums, &bias], call.dtype(), |elements| {
                b.add(elements[0], b.cast(elements[1], sums.dtype))
            })
        }
    };
    Ok(b.without_batch(&result, given.rank() < input.rank()).into())
}

impl<'c> Builder<'c> {
    /// The convolution of `[N, C, ...]` with `[O, C / groups, ...]`, not transposed, in the dtype
    /// that it is summed in.
    ///
    /// # Panics
    /// If a size of the kernel is not known.
    pub fn convolve(
        &self,
        input: &Tensor<'c>,
        weight: &Tensor<'c>,
        geometry: &Geometry,
    ) -> Tensor<'c> {
        let zero = self.int(input.dtype, 0);
        let input = self.pad_last(input, &geometry.low, &geometry.high, zero);
        let count = input.rank() - 2;
        let spatial = (0..count).map(|dim| {
            let kernel = weight.shape[2 + dim].as_static().expect("a kernel of known size");
            let extent = extent(kernel, geometry.dilation[dim]);
            self.windows(input.shape[2 + dim], extent, geometry.stride[dim])
        });
        let shape: Sizes = [input.shape[0], weight.shape[0]].into_iter().chain(spatial).collect();
        let output = self.full(&shape, self.int(compute_dtype(input.dtype), 0));
        let (stride, dilation) = (&geometry.stride, &geometry.dilation);
        if count == 1 {
            // Of one row.
            let parts = [&input, weight, &output].map(|tensor| self.unsqueeze(tensor, 2));
            let one = |values: &[i64]| vec![1, values[0]];
            let result = self.padded(&parts, &one(stride), &one(dilation), geometry.groups);
            return self.squeeze(&result, &[2]);
        }
        self.padded(&[input, weight.clone(), output], stride, dilation, geometry.groups)
    }

    /// The convolution of what is padded already, of two or three dimensions, added to an output.
    fn padded(
        &self,
        [input, weight, output]: &[Tensor<'c>; 3],
        stride: &[i64],
        dilation: &[i64],
        groups: i64,
    ) -> Tensor<'c> {
        let count = input.rank() - 2;
        let dense =
            |values: &[i64]| self.attribute(&format!("dense<{values:?}> : tensor<{count}xi64>"));
        let attributes = [("strides", dense(stride)), ("dilations", dense(dilation))];
        let named = |name: &str, input: &Tensor<'c>, weight: &Tensor<'c>, output: &Tensor<'c>| {
            self.named_product(name, [input, weight], output, &attributes)
        };
        let is_depthwise = weight.shape[1].is(1) && weight.shape[0].is(groups);
        match (count, groups) {
            (2, 1) => named("linalg.conv_2d_nchw_fchw", input, weight, output),
            (3, 1) => named("linalg.conv_3d_ncdhw_fcdhw", input, weight, output),
            (2, _) if is_depthwise => {
                let weight = self.squeeze(weight, &[1]);
                named("linalg.depthwise_conv_2d_nchw_chw", input, &weight, output)
            }
            _ => {
                let parts = [
                    self.split_dim(input, 1, groups),
                    self.split_dim(weight, 0, groups),
                    self.split_dim(output, 1, groups),
                ];
                let [input, weight, grouped] = &parts;
                let result = if count == 2 {
                    named("linalg.conv_2d_ngchw_gfchw", input, weight, grouped)
                } else {
                    self.grouped(&parts, stride, dilation)
                };
                self.reshape(&result, &output.shape)
            }
        }
    }

    /// A dimension as two, of which the first has this size.
    fn split_dim(&self, tensor: &Tensor<'c>, dim: usize, size: i64) -> Tensor<'c> {
        let mut shape = tensor.shape.clone();
        shape[dim] = self.size_floor_div(shape[dim], size);
        shape.insert(dim, Size::Static(size));
        self.reshape(tensor, &shape)
    }

    /// The convolution of `[N, G, C, ...]` with `[G, F, C, ...]` added to `[N, G, F, ...]`, for
    /// which there is no named op.
    fn grouped(
        &self,
        [input, weight, output]: &[Tensor<'c>; 3],
        stride: &[i64],
        dilation: &[i64],
    ) -> Tensor<'c> {
        let count = stride.len();
        // Loops: n, g, f, the places of the output, c, those of the kernel.
        let (first, channel, kernel) = (3, 3 + count, 4 + count);
        let loops = kernel + count;
        let place = |dim: usize| {
            self.window_place((first + dim, stride[dim]), (kernel + dim, dilation[dim]))
        };
        let mut places: Vec<AffineExpr> =
            [0, 1, channel].iter().map(|&dim| self.loop_dim(dim)).collect();
        places.extend((0..count).map(place));
        let weight_dims: Vec<usize> = [1, 2, channel].into_iter().chain(kernel..loops).collect();
        let output_dims: Vec<usize> = (0..channel).collect();
        let kinds: Vec<Loop> = (0..loops)
            .map(|dim| if dim < channel { Loop::Parallel } else { Loop::Reduction })
            .collect();
        let inputs =
            [(input, self.map(loops, &places)), (weight, self.projection(loops, &weight_dims))];
        let outputs = [(output, self.projection(loops, &output_dims))];
        let results = self.generic(&inputs, &outputs, &kinds, |ins, outs| {
            let [x, y] = [ins[0], ins[1]].map(|element| self.cast(element, output.dtype));
            vec![self.add(outs[0], self.mul(x, y))]
        });
        results.into_iter().next().expect("one output")
    }
}
