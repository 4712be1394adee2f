//! Gradients of other ops.
//!
//! Source of the semantics: `torch/_decomp/decompositions.py` of PyTorch, and `layer_norm.cpp`,
//! `group_norm.cpp`, `AveragePool2d.cpp`, `AdaptiveAveragePooling.cpp`, `DilatedMaxPool2d.cpp`
//! and `Embedding.cpp` in `aten/src/ATen/native`.

use melior::ir::{AffineExpr, Value};
use tricast_dialects::DType;

use super::{
    Builder, Call, Comparison, Element, Loop, LowerError, Outputs, Size, Sizes, Table, Tensor,
    compute_dtype, convolution::Geometry, normalization::normalized_dims, reduction::divide,
    transposed_convolution, window::spread,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.convolution_backward", convolution),
    ("aten._adaptive_avg_pool2d_backward", adaptive_avg_pool),
    ("aten.avg_pool2d_backward", avg_pool),
    ("aten.max_pool2d_with_indices_backward", max_pool),
    ("aten.native_group_norm_backward", group_norm),
    ("aten.native_layer_norm_backward", layer_norm),
    ("aten.embedding_dense_backward", embedding),
];

/// The gradients that are asked for, as what the results are, and nothing in the place of others.
fn masked<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    gradients: [&dyn Fn() -> Option<Tensor<'c>>; 3],
) -> Result<Outputs<'c>, LowerError> {
    let mask = call.arguments.bools("output_mask")?;
    let results = gradients.into_iter().zip(mask).enumerate();
    let results = results.map(|(index, (gradient, &is_asked))| {
        let dtype = call.result(index).dtype;
        match is_asked.then(gradient).flatten() {
            Some(gradient) => b.cast_tensor(&gradient, dtype),
            None => b.empty(&[Size::Static(0)], dtype),
        }
    });
    Ok(results.collect::<Vec<_>>().into())
}

/// The gradients of input, weight and bias.
fn convolution<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let weight = call.tensor("weight");
    let count = weight.rank() - 2;
    let list = |name: &str| Ok::<_, LowerError>(spread(call.ints(name)?, count));
    let (given, grad) = (call.tensor("input"), call.tensor("grad_output"));
    let input = b.with_batch(&given, count);
    let grad = b.with_batch(&grad, count);
    let padding = list("padding")?;
    let geometry = Geometry {
        stride: list("stride")?,
        low: padding.clone(),
        high: padding,
        dilation: list("dilation")?,
        groups: call.int("groups")?,
    };
    let is_transposed = call.bool("transposed")?;
    let of_input = || {
        let gradient = if is_transposed {
            b.convolve(&grad, &weight, &geometry)
        } else {
            // As much as there can be; what the last windows did not reach is cut off.
            let more: Vec<i64> = geometry.stride.iter().map(|stride| stride - 1).collect();
            transposed_convolution::convolve(b, &grad, &weight, &geometry, &more)
        };
        let zeros = vec![Size::Static(0); input.rank()];
        let cut = b.slice(&gradient, &zeros, &input.shape, &vec![1; input.rank()]);
        Some(b.without_batch(&cut, given.rank() < input.rank()))
    };
    let of_weight = || {
        let (small, large) = if is_transposed { (&input, &grad) } else { (&grad, &input) };
        Some(weight_gradient(b, small, large, &weight.shape, &geometry))
    };
    let of_bias = || {
        let dims: Vec<usize> = (0..grad.rank()).filter(|&dim| dim != 1).collect();
        Some(b.sum(&grad, &dims, compute_dtype(grad.dtype)))
    };
    masked(b, call, [&of_input, &of_weight, &of_bias])
}

/// The gradient, of sizes `shape`, of the weight of a convolution from `large` to `small`: element
/// `k` is the sum of what `small` has at a place times what `large` has where the kernel's element
/// is then.
fn weight_gradient<'c>(
    b: &Builder<'c>,
    small: &Tensor<'c>,
    large: &Tensor<'c>,
    shape: &[Size<'c>],
    geometry: &Geometry,
) -> Tensor<'c> {
    let count = shape.len() - 2;
    let compute = compute_dtype(small.dtype);
    let zero = b.int(large.dtype, 0);
    let large = b.pad_last(large, &geometry.low, &geometry.high, zero);
    let groups = Size::Static(geometry.groups);
    let grouped = |tensor: &Tensor<'c>, dim: usize| {
        let mut shape = tensor.shape.clone();
        shape[dim] = b.size_floor_div(shape[dim], geometry.groups);
        shape.insert(dim, groups);
        b.reshape(tensor, &shape)
    };
    let (small, large) = (grouped(small, 1), grouped(&large, 1));
    // The loops: groups, channels of both, elements of the kernel, the batch, places.
    let (kernel, batch, places) = (3, 3 + count, 4 + count);
    let loops = 4 + 2 * count;
    let dims = |dims: &[usize]| dims.iter().map(|&dim| b.loop_dim(dim)).collect::<Vec<_>>();
    let mut of_small: Vec<AffineExpr> = dims(&[batch, 0, 1]);
    of_small.extend((0..count).map(|dim| b.loop_dim(places + dim)));
    let mut of_large: Vec<AffineExpr> = dims(&[batch, 0, 2]);
    of_large.extend((0..count).map(|dim| {
        let (stride, dilation) = (geometry.stride[dim], geometry.dilation[dim]);
        b.window_place((places + dim, stride), (kernel + dim, dilation))
    }));
    let outer = [groups, b.size_floor_div(shape[0], geometry.groups), shape[1]];
    let sizes: Sizes = outer.into_iter().chain(shape[2..].iter().copied()).collect();
    let zeros = b.full(&sizes, b.int(compute, 0));
    let kept: Vec<usize> = (0..batch).collect();
    let mut kinds = vec![Loop::Parallel; batch];
    kinds.resize(loops, Loop::Reduction);
    let inputs = [(&small, b.map(loops, &of_small)), (&large, b.map(loops, &of_large))];
    let output = (&zeros, b.projection(loops, &kept));
    let results = b.generic(&inputs, &[output], &kinds, |ins, outs| {
        let [x, y] = [0, 1].map(|index| b.cast(ins[index], compute));
        vec![b.add(outs[0], b.mul(x, y))]
    });
    b.reshape(&results[0], shape)
}

/// The sum over the indices from `start` to before `end`, in each of two dimensions.
fn sum_over<'c>(
    b: &Builder<'c>,
    [rows, columns]: [[Size<'c>; 2]; 2],
    dtype: DType,
    element: impl FnOnce([Value<'c, 'c>; 2]) -> Element<'c>,
) -> Element<'c> {
    let zero = b.int(dtype, 0);
    let one = b.index(1);
    let [[top, bottom], [left, right]] = [rows, columns].map(|range| range.map(|end| b.size(end)));
    let results = b.for_range(top, bottom, one, &[zero.value], |row, carried| {
        b.for_range(left, right, one, carried, |column, carried| {
            let sum = Element { value: carried[0], dtype };
            vec![b.add(sum, element([row, column])).value]
        })
    });
    Element { value: results[0], dtype }
}

/// Each element of the gradient spread over its cell.
fn adaptive_avg_pool<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (grad, x) = (call.tensor("grad_output"), call.tensor("self"));
    let compute = compute_dtype(x.dtype);
    let first = x.rank() - 2;
    let result = b.generate(&x.shape, x.dtype, |indices| {
        let (outer, places) = indices.split_at(first);
        let ranges = [0, 1].map(|dim| {
            let (size, cells) = (x.shape[first + dim], grad.shape[first + dim]);
            let place = Size::Value(places[dim]);
            let start = b.size_floor_div(b.size_mul(place, cells), size);
            let end = b.size_ceil_div(b.size_mul(b.size_add(place, 1), cells), size);
            [start, end]
        });
        sum_over(b, ranges, compute, |cell| {
            let lengths = [0, 1].map(|dim| {
                let (size, cells) = (x.shape[first + dim], grad.shape[first + dim]);
                let cell = Size::Value(cell[dim]);
                let start = b.size_floor_div(b.size_mul(cell, size), cells);
                let end = b.size_ceil_div(b.size_mul(b.size_add(cell, 1), size), cells);
                b.size_sub(end, start)
            });
            let area = b.size_element(b.size_mul(lengths[0], lengths[1]), compute);
            let place: Vec<Value> = outer.iter().chain(&cell).copied().collect();
            b.div(b.cast(b.extract(&grad, &place), compute), area)
        })
    });
    Ok(result.into())
}

/// One dimension of a pool.
struct Window<'c> {
    kernel: i64,
    stride: i64,
    padding: i64,
    /// Of the input.
    size: Size<'c>,
    /// How many windows there are.
    count: Size<'c>,
}

impl<'c> Window<'c> {
    /// The windows that a place is in.
    fn around(&self, b: &Builder<'c>, place: Size<'c>) -> [Size<'c>; 2] {
        let padded = b.size_add(place, self.padding);
        let before = b.size_max(b.size_sub(padded, self.kernel - 1), 0);
        let start = b.size_ceil_div(before, self.stride);
        let end = b.size_add(b.size_floor_div(padded, self.stride), 1);
        [start, b.size_min(end, self.count)]
    }

    /// How many places a window has, with or without those of the padding.
    fn length(&self, b: &Builder<'c>, window: Size<'c>, with_padding: bool) -> Size<'c> {
        let start = b.size_sub(b.size_mul(window, self.stride), self.padding);
        let limit = b.size_add(self.size, self.padding);
        let end = b.size_min(b.size_add(start, self.kernel), limit);
        if with_padding {
            return b.size_sub(end, start);
        }
        b.size_sub(b.size_min(end, self.size), b.size_max(start, 0))
    }
}

/// Each element of the gradient spread over its window.
fn avg_pool<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (grad, x) = (call.tensor("grad_output"), call.tensor("self"));
    let compute = compute_dtype(x.dtype);
    let first = x.rank() - 2;
    let kernel = spread(call.ints("kernel_size")?, 2);
    let stride = call.ints("stride")?;
    let stride = if stride.is_empty() { kernel.clone() } else { spread(stride, 2) };
    let padding = spread(call.ints("padding")?, 2);
    let with_padding = call.bool("count_include_pad")?;
    let divisor = call.opt_int("divisor_override")?;
    let windows = [0, 1].map(|dim| Window {
        kernel: kernel[dim],
        stride: stride[dim],
        padding: padding[dim],
        size: x.shape[first + dim],
        count: grad.shape[first + dim],
    });
    let result = b.generate(&x.shape, x.dtype, |indices| {
        let (outer, places) = indices.split_at(first);
        let ranges = [0, 1].map(|dim| windows[dim].around(b, Size::Value(places[dim])));
        sum_over(b, ranges, compute, |window| {
            let divisor = divisor.map(Size::Static).unwrap_or_else(|| {
                let [rows, columns] = [0, 1]
                    .map(|dim| windows[dim].length(b, Size::Value(window[dim]), with_padding));
                b.size_mul(rows, columns)
            });
            let place: Vec<Value> = outer.iter().chain(&window).copied().collect();
            let grad = b.cast(b.extract(&grad, &place), compute);
            b.div(grad, b.size_element(divisor, compute))
        })
    });
    Ok(result.into())
}

/// Each element of the gradient added where the maximum was.
fn max_pool<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let [grad, x, indices] = ["grad_output", "self", "indices"].map(|name| call.tensor(name));
    let compute = compute_dtype(x.dtype);
    let planes = |tensor: &Tensor<'c>| {
        let (outer, plane) = tensor.shape.split_at(tensor.rank() - 2);
        [b.numel(outer), b.numel(plane)]
    };
    let sizes = planes(&x);
    b.check_indices(&indices, sizes[1], "max_pool2d_with_indices_backward");
    let [grad, indices] = [&grad, &indices].map(|tensor| b.reshape(tensor, &planes(tensor)));
    let zeros = b.full(&sizes, b.int(compute, 0));
    let sums = b.update(grad.shape[0], &zeros, |plane, sums| {
        b.update(grad.shape[1], sums, |window, sums| {
            let index = b.wrap_index(b.extract(&indices, &[plane, window]), sizes[1]);
            let grad = b.cast(b.extract(&grad, &[plane, window]), compute);
            b.insert(b.add(b.extract(sums, &[plane, index]), grad), sums, &[plane, index])
        })
    });
    Ok(b.cast_tensor(&b.reshape(&sums, &x.shape), x.dtype).into())
}

/// A normalization whose gradients are looked for. All tensors broadcast to the gradient.
struct Normalization<'c> {
    grad: Tensor<'c>,
    x: Tensor<'c>,
    /// With size 1 in the dimensions that are normalized.
    mean: Tensor<'c>,
    /// 1 / standard deviation.
    rstd: Tensor<'c>,
    weight: Option<Tensor<'c>>,
    /// The dimensions that are normalized.
    dims: Vec<usize>,
    /// Those along which the weight is the same.
    rest: Vec<usize>,
    compute: DType,
}

impl<'c> Normalization<'c> {
    fn tensors(&self) -> Vec<&Tensor<'c>> {
        let tensors = [&self.grad, &self.x, &self.mean, &self.rstd];
        tensors.into_iter().chain(&self.weight).collect()
    }

    /// The gradient of the normalized input, before the weight.
    fn scaled(&self, b: &Builder<'c>, elements: &[Element<'c>]) -> Element<'c> {
        match self.weight {
            Some(_) => b.mul(elements[0], elements[4]),
            None => elements[0],
        }
    }

    /// The normalized input.
    fn normalized(&self, b: &Builder<'c>, elements: &[Element<'c>]) -> Element<'c> {
        b.mul(b.sub(elements[1], elements[2]), elements[3])
    }

    /// The sums over dimensions of what `term` makes of an element of each tensor.
    fn sum(
        &self,
        b: &Builder<'c>,
        dims: &[usize],
        term: impl FnOnce(&[Element<'c>]) -> Element<'c>,
    ) -> Tensor<'c> {
        let zero = b.int(self.compute, 0);
        let results = b.reduce(&self.tensors(), dims, &[zero], |sum, elements, _| {
            vec![b.add(sum[0], term(&self.cast(b, elements)))]
        });
        results.into_iter().next().expect("one output")
    }

    fn cast(&self, b: &Builder<'c>, elements: &[Element<'c>]) -> Vec<Element<'c>> {
        elements.iter().map(|&element| b.cast(element, self.compute)).collect()
    }

    /// The gradient of the input: what the mean and the variance do with it is taken away.
    fn of_input(&self, b: &Builder<'c>) -> Tensor<'c> {
        let count = b.count(&self.x, &self.dims);
        let mean_of = |sums: &Tensor<'c>| b.keep_dims(&divide(b, sums, count), &self.dims);
        let first = self.sum(b, &self.dims, |elements| self.scaled(b, elements));
        let second = self.sum(b, &self.dims, |elements| {
            b.mul(self.scaled(b, elements), self.normalized(b, elements))
        });
        let (first, second) = (mean_of(&first), mean_of(&second));
        let mut tensors = self.tensors();
        tensors.extend([&first, &second]);
        b.pointwise(&tensors, self.compute, |elements| {
            let elements = self.cast(b, elements);
            let [first, second] = [2, 1].map(|from_end| elements[elements.len() - from_end]);
            let known = b.add(first, b.mul(self.normalized(b, &elements), second));
            b.mul(elements[3], b.sub(self.scaled(b, &elements), known))
        })
    }

    fn of_weight(&self, b: &Builder<'c>) -> Tensor<'c> {
        self.sum(b, &self.rest, |elements| b.mul(elements[0], self.normalized(b, elements)))
    }

    fn of_bias(&self, b: &Builder<'c>) -> Tensor<'c> {
        b.sum(&self.grad, &self.rest, self.compute)
    }
}

fn group_norm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("input");
    let groups = call.int("group")?;
    let [batch, channels, rest] = ["N", "C", "HxW"].map(|name| call.size(name));
    let one = Size::Static(1);
    let per_group = b.size_floor_div(channels, groups);
    let shape = [batch, Size::Static(groups), per_group, rest];
    let of_groups = [batch, Size::Static(groups), one, one];
    let norm = Normalization {
        grad: b.reshape(&call.tensor("grad_out"), &shape),
        mean: b.reshape(&call.tensor("mean"), &of_groups),
        rstd: b.reshape(&call.tensor("rstd"), &of_groups),
        weight: call
            .opt_tensor("weight")
            .map(|weight| b.reshape(&weight, &[one, shape[1], per_group, one])),
        dims: vec![2, 3],
        rest: vec![0, 3],
        compute: compute_dtype(x.dtype),
        x: b.reshape(&x, &shape),
    };
    masked(
        b,
        call,
        [
            &|| Some(b.reshape(&norm.of_input(b), &x.shape)),
            &|| Some(b.reshape(&norm.of_weight(b), &[channels])),
            &|| Some(b.reshape(&norm.of_bias(b), &[channels])),
        ],
    )
}

/// There is no gradient of a weight or bias that is not there.
fn layer_norm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let x = call.tensor("input");
    let dims = normalized_dims(call, &x);
    let weight = call.opt_tensor("weight");
    let has_weight = weight.is_some();
    let has_bias = call.opt_tensor("bias").is_some();
    let norm = Normalization {
        grad: call.tensor("grad_out"),
        mean: call.tensor("mean"),
        rstd: call.tensor("rstd"),
        weight,
        rest: (0..x.rank() - dims.len()).collect(),
        dims,
        compute: compute_dtype(x.dtype),
        x,
    };
    masked(
        b,
        call,
        [&|| Some(norm.of_input(b)), &|| has_weight.then(|| norm.of_weight(b)), &|| {
            has_bias.then(|| norm.of_bias(b))
        }],
    )
}

/// The rows of the gradient summed by their index.
fn embedding<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (grad, indices) = (call.tensor("grad_output"), call.tensor("indices"));
    let compute = compute_dtype(grad.dtype);
    let (rows, padding) = (call.size("num_weights"), call.int("padding_idx")?);
    b.check_indices(&indices, rows, "embedding_dense_backward");
    let indices = b.cast_tensor(&b.flatten(&indices), DType::I64);
    let (count, size) = (indices.shape[0], grad.shape[grad.rank() - 1]);
    let grad = b.reshape(&grad, &[count, size]);
    let row_of = |place: Value<'c, 'c>| {
        let index = b.extract(&indices, &[place]);
        (b.compare(Comparison::Ne, index, b.int(DType::I64, padding)), b.wrap_index(index, rows))
    };
    let counts = match call.bool("scale_grad_by_freq")? {
        true => {
            let zeros = b.full(&[rows], b.int(compute, 0));
            Some(b.update(count, &zeros, |place, counts| {
                let (_, row) = row_of(place);
                let more = b.add(b.extract(counts, &[row]), b.int(compute, 1));
                b.insert(more, counts, &[row])
            }))
        }
        false => None,
    };
    let zeros = b.full(&[rows, size], b.int(compute, 0));
    let sums = b.update(count, &zeros, |place, sums| {
        let (is_used, row) = row_of(place);
        b.update(size, sums, |column, sums| {
            let mut more = b.cast(b.extract(&grad, &[place, column]), compute);
            if let Some(counts) = &counts {
                more = b.div(more, b.extract(counts, &[row]));
            }
            let more = b.select(is_used, more, b.int(compute, 0));
            b.insert(b.add(b.extract(sums, &[row, column]), more), sums, &[row, column])
        })
    });
    Ok(b.cast_tensor(&sums, grad.dtype).into())
}
