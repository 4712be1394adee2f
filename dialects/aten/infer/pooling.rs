//! Pools: means and maxima of windows and of cells.
//!
//! Source of the semantics: `aten/src/ATen/native/Pool.h`, `AdaptivePooling.h`.

use super::window::{
    batched, by, check_at_least, expand, extent, is_below, spatial_in_name, windows, with_spatial,
};
use crate::{
    arguments::Arguments,
    dim::Dim,
    dtype::DType,
    types::{InferError, Results, Shape, SizeList, TensorType, ensure, fail, tensor_results},
};

/// How the windows of a pool lie, in each spatial dimension.
pub(crate) struct Pool {
    kernel: Vec<i64>,
    stride: Vec<i64>,
    padding: Vec<i64>,
    dilation: Vec<i64>,
    ceil: bool,
}

impl Pool {
    /// The arguments of a pool; it has a `dilation` if it is a maximum.
    pub(crate) fn read(arguments: &Arguments, is_max: bool) -> Result<Self, InferError> {
        let (name, count) = (arguments.op().base_name(), spatial_in_name(arguments));
        let list = |param: &str, values: Vec<i64>| -> Result<Vec<i64>, InferError> {
            match expand(values.clone(), count) {
                Some(values) => Ok(values),
                None => fail!(
                    "{name}: {param} must either be a single int, or a tuple of {count} ints, but \
                     got {values:?}"
                ),
            }
        };
        let kernel = list("kernel_size", arguments.ints("kernel_size")?)?;
        let stride = match arguments.ints("stride")? {
            stride if stride.is_empty() => kernel.clone(),
            stride => list("stride", stride)?,
        };
        let padding = list("padding", arguments.ints("padding")?)?;
        let dilation =
            if is_max { list("dilation", arguments.ints("dilation")?)? } else { vec![1; count] };
        let pool = Pool { kernel, stride, padding, dilation, ceil: arguments.bool("ceil_mode")? };
        pool.check()?;
        Ok(pool)
    }

    fn check(&self) -> Result<(), InferError> {
        for (what, values) in
            [("kernel size", &self.kernel), ("stride", &self.stride), ("dilation", &self.dilation)]
        {
            let message = format!("{what} should be greater than zero, but got {values:?}");
            check_at_least(values, 1, &message)?;
        }
        for (i, &padding) in self.padding.iter().enumerate() {
            ensure!(padding >= 0, "pad must be non-negative, but got pad: {padding}");
            let size = extent(&Dim::Static(self.kernel[i]), self.dilation[i]);
            ensure!(
                size.as_static().is_none_or(|size| padding <= size / 2),
                "pad should be at most half of effective kernel size, but got pad={padding}, \
                 kernel_size={} and dilation={}",
                self.kernel[i],
                self.dilation[i]
            );
        }
        Ok(())
    }

    /// How many windows there are over dimension `i`, of this size.
    fn windows(&self, i: usize, size: &Dim) -> Dim {
        let (stride, padding) = (self.stride[i], self.padding[i]);
        let extent = extent(&Dim::Static(self.kernel[i]), self.dilation[i]);
        let padded = size + &(&Dim::Static(padding) * 2);
        if !self.ceil {
            return windows(&padded, &extent, stride);
        }
        let count = windows(&(&padded + (stride - 1)), &extent, stride);
        // The last window must start within the input or its first padding. It does
        // wherever the kernel reaches far enough.
        let reach = &extent - stride;
        if reach.as_static().is_some_and(|reach| reach >= padding) {
            return count;
        }
        count.minimum(&(size + padding).ceil_div(&Dim::Static(stride)))
    }

    /// The type of the pooled input.
    pub(crate) fn pooled(
        &self,
        arguments: &Arguments,
        input: &TensorType,
    ) -> Result<TensorType, InferError> {
        let count = self.kernel.len();
        let Some((batch, _)) =
            batched(input, count).filter(|(batch, _)| !batch.shape[1..].contains(&Dim::Static(0)))
        else {
            fail!(
                "{}: Expected {}D or {}D (batch mode) tensor with optional 0 dim batch size for \
                 input, but got: {}",
                arguments.op().base_name(),
                count + 1,
                count + 2,
                SizeList(&input.shape)
            )
        };
        let sizes = &batch.shape[2..];
        let results: Vec<Dim> =
            sizes.iter().enumerate().map(|(i, size)| self.windows(i, size)).collect();
        let channels = &batch.shape[1];
        ensure!(
            !results.iter().any(|size| is_below(size, 1)),
            "Given input size: ({channels}x{}). Calculated output size: ({channels}x{}). Output \
             size is too small",
            by(sizes, "x"),
            by(&results, "x")
        );
        Ok(input.with_shape(with_spatial(&input.shape, count, &results)))
    }
}

/// Values and their int64 indices.
fn with_indices(values: TensorType) -> Results {
    let indices = values.with_dtype(DType::I64);
    tensor_results([values, indices])
}

/// The pooled `self` of a maximum.
fn maxima(arguments: &Arguments) -> Result<TensorType, InferError> {
    let input = arguments.tensor("self")?;
    ensure!(
        input.dtype.is_float() || input.dtype.is_integral(false),
        "\"{}\" not implemented for '{}'",
        arguments.op().base_name(),
        input.dtype
    );
    Pool::read(arguments, true)?.pooled(arguments, input)
}

/// The maxima of windows.
pub fn max_pool(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(maxima(arguments)?.into_results())
}

/// The maxima of windows, with their indices.
pub fn max_pool_with_indices(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(with_indices(maxima(arguments)?))
}

/// The means of windows.
pub fn avg_pool(arguments: &Arguments) -> Result<Results, InferError> {
    let input = arguments.tensor("self")?;
    ensure!(
        input.dtype.is_float() || input.dtype == DType::I64,
        "\"{}\" not implemented for '{}'",
        arguments.op().base_name(),
        input.dtype
    );
    check_divisor(arguments)?;
    Ok(Pool::read(arguments, false)?.pooled(arguments, input)?.into_results())
}

/// `divisor_override`, if the op has one, is not 0.
pub(crate) fn check_divisor(arguments: &Arguments) -> Result<(), InferError> {
    if arguments.op().params.iter().any(|param| param.name == "divisor_override") {
        let divisor = arguments.opt_int("divisor_override")?;
        ensure!(divisor != Some(0), "divisor must be not zero");
    }
    Ok(())
}

/// The type of `self` cut into `output_size` cells.
fn cells(arguments: &Arguments) -> Result<TensorType, InferError> {
    let (name, count) =
        (arguments.op().base_name().trim_start_matches('_'), spatial_in_name(arguments));
    let (input, sizes) = (arguments.tensor("self")?, arguments.sym_ints("output_size")?);
    ensure!(sizes.len() == count, "{name}: output_size must be {count}");
    ensure!(
        !sizes.iter().any(|size| is_below(size, 0)),
        "elements of output_size must be greater than or equal to 0 but received {}",
        SizeList(sizes)
    );
    check_cells_input(name, count, input)?;
    Ok(input.with_shape(with_spatial(&input.shape, count, sizes)))
}

/// An input of `count` spatial dimensions, none of them empty.
pub(crate) fn check_cells_input(
    name: &str,
    count: usize,
    input: &TensorType,
) -> Result<(), InferError> {
    let rank = input.rank();
    ensure!(
        rank == count + 1 || rank == count + 2,
        "{name}(): Expected {}D or {}D tensor, but got {}",
        count + 1,
        count + 2,
        SizeList(&input.shape)
    );
    let empty = (rank - count..rank).find(|&dim| input.shape[dim] == Dim::Static(0));
    if let Some(dim) = empty {
        fail!(
            "{name}(): Expected input to have non-zero size for non-batch dimensions, but input \
             has sizes {} with dimension {dim} being empty",
            SizeList(&input.shape)
        );
    }
    Ok(())
}

/// The means of cells.
pub fn adaptive_avg_pool(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(cells(arguments)?.into_results())
}

/// The maxima of cells, with their indices.
pub fn adaptive_max_pool(arguments: &Arguments) -> Result<Results, InferError> {
    Ok(with_indices(cells(arguments)?))
}

/// The maxima of windows at places that samples give, with their indices.
pub fn fractional_max_pool(arguments: &Arguments) -> Result<Results, InferError> {
    let (name, count) = (arguments.op().base_name(), spatial_in_name(arguments));
    let (input, samples) = (arguments.tensor("self")?, arguments.tensor("random_samples")?);
    let kernel = arguments.ints("kernel_size")?;
    let sizes = arguments.ints("output_size")?;
    ensure!(
        kernel.len() == count && sizes.len() == count,
        "{name}: kernel_size and output_size must be {count} ints"
    );
    check_at_least(&kernel, 1, "kernel size should be greater than zero")?;
    check_at_least(&sizes, 1, "output size should be greater than zero")?;
    check_cells_input(name, count, input)?;
    let Some((batch, _)) = batched(input, count) else {
        fail!("{name}: unexpected rank {}", input.rank())
    };
    for (i, size) in batch.shape[2..].iter().enumerate() {
        let window = &Dim::Static(sizes[i]) + (kernel[i] - 1);
        ensure!(
            !matches!((&window, size), (Dim::Static(a), Dim::Static(b)) if a > b),
            "{name}(): pool of size {} and output size {} is too large relative to input size \
             {size}",
            kernel[i],
            sizes[i]
        );
    }
    let expected = [batch.shape[0].clone(), batch.shape[1].clone(), Dim::from(count)];
    ensure!(
        samples.rank() == 3 && samples.shape.iter().zip(&expected).all(|(a, b)| a.may_equal(b)),
        "Expect _random_samples to have size {}, but got {}",
        SizeList(&expected),
        SizeList(&samples.shape)
    );
    ensure!(samples.dtype == input.dtype, "Expect _random_samples to have the same dtype as input");
    let sizes: Shape = sizes.into_iter().map(Dim::Static).collect();
    Ok(with_indices(input.with_shape(with_spatial(&input.shape, count, &sizes))))
}

/// Zeros but for the elements at their indices.
pub fn max_unpool(arguments: &Arguments) -> Result<Results, InferError> {
    let count = spatial_in_name(arguments);
    let (input, indices) = (arguments.tensor("self")?, arguments.tensor("indices")?);
    let sizes = arguments.sym_ints("output_size")?;
    ensure!(
        indices.dtype == DType::I64,
        "elements in indices should be type int64 but got: {}",
        indices.dtype
    );
    ensure!(
        sizes.len() == count,
        "There should be exactly {count} elements in output_size, but got {} elements.",
        sizes.len()
    );
    ensure!(
        !sizes.iter().any(|size| is_below(size, 0)),
        "output_size should not be negative, but got {}",
        SizeList(sizes)
    );
    if count == 3 {
        let (stride, padding) = (arguments.ints("stride")?, arguments.ints("padding")?);
        for (name, values) in [("stride", &stride), ("padding", &padding)] {
            ensure!(
                values.len() == 3,
                "There should be exactly three elements (depth, height, width) in {name}, but \
                 got: {} elements.",
                values.len()
            );
        }
        let message = format!("strides should be greater than zero, but got stride: {stride:?}");
        check_at_least(&stride, 1, &message)?;
    }
    check_cells_input(&format!("max_unpooling{count}d_forward"), count, input)?;
    ensure!(
        input.rank() == indices.rank()
            && input.shape.iter().zip(&indices.shape).all(|(a, b)| a.may_equal(b)),
        "Expected shape of indices to be same as that of the input tensor ({}) but got indices \
         tensor with shape: {}",
        SizeList(&input.shape),
        SizeList(&indices.shape)
    );
    Ok(input.with_shape(with_spatial(&input.shape, count, sizes)).into_results())
}
