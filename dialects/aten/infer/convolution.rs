//! Convolutions, and the blocks that slide over an image.
//!
//! Source of the semantics: `aten/src/ATen/native/Convolution.cpp`, `im2col_shape_check.h`.

use super::window::{
    batched, by, check_at_least, expand, extent, is_below, spatial_in_name, unbatched, windows,
};
use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    types::{InferError, Results, SizeList, TensorType, ensure, fail, numel},
};

/// How a kernel moves, in each spatial dimension.
#[derive(Debug)]
pub(crate) struct Geometry {
    stride: Vec<i64>,
    /// What is added at both ends together.
    padding: Vec<Dim>,
    dilation: Vec<i64>,
    output_padding: Vec<i64>,
    groups: i64,
    transposed: bool,
}

impl Geometry {
    /// The arguments of a convolution over as many dimensions as the weight has.
    pub(crate) fn read(arguments: &Arguments, transposed: bool) -> Result<Self, InferError> {
        let weight = arguments.tensor("weight")?;
        ensure!(weight.rank() > 2, "weight should have at least three dimensions");
        let kernel = &weight.shape[2..];
        let list = |name: &str| -> Result<Vec<i64>, InferError> {
            let values = arguments.ints(name)?;
            match expand(values.clone(), kernel.len()) {
                Some(values) => Ok(values),
                None => fail!(
                    "expected {name} to be a single integer value or a list of {} values to \
                     match the convolution dimensions, but got {name}={values:?}",
                    kernel.len()
                ),
            }
        };
        let (stride, dilation) = (list("stride")?, list("dilation")?);
        let groups = arguments.int("groups")?;
        let output_padding =
            if transposed { list("output_padding")? } else { vec![0; kernel.len()] };
        let padding = match arguments.get("padding") {
            Argument::Str(mode) if mode == "valid" => vec![Dim::Static(0); kernel.len()],
            Argument::Str(_) => {
                ensure!(
                    stride.iter().all(|&stride| stride == 1),
                    "padding='same' is not supported for strided convolutions"
                );
                kernel.iter().zip(&dilation).map(|(k, &d)| &extent(k, d) - 1).collect()
            }
            _ => {
                let padding = list("padding")?;
                check_at_least(&padding, 0, "negative padding is not supported")?;
                padding.iter().map(|&padding| &Dim::Static(padding) * 2).collect()
            }
        };
        check_at_least(&output_padding, 0, "negative output_padding is not supported")?;
        check_at_least(&stride, 1, "non-positive stride is not supported")?;
        check_at_least(&dilation, 1, "dilation should be greater than zero")?;
        ensure!(groups > 0, "non-positive groups is not supported");
        ensure!(
            !kernel.iter().any(|size| is_below(size, 1)),
            "kernel size should be greater than zero, but got kernel_size: {}",
            by(kernel, " x ")
        );
        Ok(Geometry { stride, padding, dilation, output_padding, groups, transposed })
    }

    /// The sizes after the batch and the channels.
    fn spatial(&self, input: &[Dim], kernel: &[Dim]) -> Result<Vec<Dim>, InferError> {
        let sizes: Vec<Dim> = (0..kernel.len())
            .map(|i| {
                let extent = extent(&kernel[i], self.dilation[i]);
                if self.transposed {
                    let first = &(&(&input[i] - 1) * self.stride[i]) - &self.padding[i];
                    &(&first + &extent) + self.output_padding[i]
                } else {
                    windows(&(&input[i] + &self.padding[i]), &extent, self.stride[i])
                }
            })
            .collect();
        if sizes.iter().any(|size| is_below(size, 1)) {
            return Err(self.too_small(input, kernel, &sizes));
        }
        Ok(sizes)
    }

    fn too_small(&self, input: &[Dim], kernel: &[Dim], sizes: &[Dim]) -> InferError {
        if self.transposed {
            return InferError(format!(
                "Given input size per channel: ({}). Calculated output size per channel: ({}). \
                 Output size is too small",
                by(input, " x "),
                by(sizes, " x ")
            ));
        }
        let padded: Vec<Dim> = input.iter().zip(&self.padding).map(|(s, p)| s + p).collect();
        let extents: Vec<Dim> =
            kernel.iter().zip(&self.dilation).map(|(k, &d)| extent(k, d)).collect();
        InferError(format!(
            "Calculated padded input size per channel: ({}). Kernel size: ({}). Kernel size \
             can't be greater than actual input size",
            by(&padded, " x "),
            by(&extents, " x ")
        ))
    }

    fn check_output_padding(&self) -> Result<(), InferError> {
        for (&padding, (&stride, &dilation)) in
            self.output_padding.iter().zip(self.stride.iter().zip(&self.dilation))
        {
            ensure!(
                padding < stride || padding < dilation,
                "output padding must be smaller than either stride or dilation, but got \
                 output_padding: {padding}, stride: {stride}, dilation: {dilation}"
            );
        }
        Ok(())
    }
}

/// The checks of `at::native::check_shape_forward` on the channels; gives how many
/// the result has.
fn output_channels(
    input: &TensorType,
    weight: &TensorType,
    bias: Option<&[Dim]>,
    geometry: &Geometry,
) -> Result<Dim, InferError> {
    let (groups, sizes) = (geometry.groups, SizeList(&weight.shape));
    ensure!(
        !is_below(&weight.shape[0], groups),
        "Given groups={groups}, expected weight to be at least {groups} at dimension 0, but got \
         weight of size {sizes} instead"
    );
    ensure!(
        weight.shape[0].modulo(&Dim::Static(groups)).may_equal(&Dim::Static(0)),
        "Given groups={groups}, expected weight to be divisible by {groups} at dimension 0, but \
         got weight of size {sizes} instead"
    );
    let per_group = &weight.shape[1] * groups;
    let (given, expected, channels) = if geometry.transposed {
        (String::from("transposed=1"), weight.shape[0].clone(), per_group)
    } else {
        (format!("groups={groups}"), per_group, weight.shape[0].clone())
    };
    ensure!(
        input.shape[1].may_equal(&expected),
        "Given {given}, weight of size {sizes}, expected input{} to have {expected} channels, but \
         got {} channels instead",
        SizeList(&input.shape),
        input.shape[1]
    );
    if let Some(bias) = bias {
        ensure!(
            bias.len() == 1 && bias[0].may_equal(&channels),
            "Given {}weight of size {sizes}, expected bias to be 1-dimensional with {channels} \
             elements, but got bias of size {} instead",
            if geometry.transposed { "transposed=1, " } else { "" },
            SizeList(bias)
        );
    }
    Ok(channels)
}

/// The result of a convolution of a batch; `bias` is the bias's sizes.
pub(crate) fn convolved(
    input: &TensorType,
    weight: &TensorType,
    bias: Option<&[Dim]>,
    geometry: &Geometry,
) -> Result<TensorType, InferError> {
    let rank = weight.rank();
    ensure!(
        input.rank() == rank,
        "Expected {rank}-dimensional input for {rank}-dimensional weight {}, but got \
         {}-dimensional input of size {} instead",
        SizeList(&weight.shape),
        input.rank(),
        SizeList(&input.shape)
    );
    ensure!(
        input.dtype == weight.dtype,
        "Input type ({}) and weight type ({}) should be the same",
        input.dtype,
        weight.dtype
    );
    let channels = output_channels(input, weight, bias, geometry)?;
    geometry.check_output_padding()?;
    let spatial = geometry.spatial(&input.shape[2..], &weight.shape[2..])?;
    Ok(input.with_shape([input.shape[0].clone(), channels].into_iter().chain(spatial)))
}

/// The convolution of `input`, a batch, with the arguments' weight and bias.
fn with_arguments(
    arguments: &Arguments,
    input: &TensorType,
    transposed: bool,
) -> Result<TensorType, InferError> {
    let bias = arguments.opt_tensor("bias")?;
    if let Some(bias) = bias {
        ensure!(
            bias.dtype == input.dtype,
            "Input type ({}) and bias type ({}) should be the same",
            input.dtype,
            bias.dtype
        );
    }
    let geometry = Geometry::read(arguments, transposed)?;
    let bias = bias.map(|bias| bias.shape.as_slice());
    convolved(input, arguments.tensor("weight")?, bias, &geometry)
}

/// Any convolution of a batch.
pub fn convolution(arguments: &Arguments) -> Result<Results, InferError> {
    let transposed = arguments.bool("transposed")?;
    Ok(with_arguments(arguments, arguments.tensor("input")?, transposed)?.into_results())
}

fn maybe_unbatched(arguments: &Arguments, transposed: bool) -> Result<Results, InferError> {
    let (input, count) = (arguments.tensor("input")?, spatial_in_name(arguments));
    let Some((input, added)) = batched(input, count) else {
        let kind = if transposed { "conv_transpose" } else { "conv" };
        fail!(
            "Expected {}D (unbatched) or {}D (batched) input to {kind}{count}d, but got input of \
             size: {}",
            count + 1,
            count + 2,
            SizeList(&input.shape)
        )
    };
    Ok(unbatched(with_arguments(arguments, &input, transposed)?, added).into_results())
}

/// A convolution of a batch or of one input.
pub fn conv(arguments: &Arguments) -> Result<Results, InferError> {
    maybe_unbatched(arguments, false)
}

/// A transposed convolution of a batch or of one input.
pub fn conv_transpose(arguments: &Arguments) -> Result<Results, InferError> {
    maybe_unbatched(arguments, true)
}

/// A block that slides over an image of two dimensions.
struct Block {
    kernel: Vec<i64>,
    dilation: Vec<i64>,
    padding: Vec<i64>,
    stride: Vec<i64>,
}

impl Block {
    fn read(arguments: &Arguments) -> Result<Self, InferError> {
        let pair = |name: &str, bound: i64| -> Result<Vec<i64>, InferError> {
            let values = arguments.ints(name)?;
            ensure!(
                values.len() == 2,
                "It is expected {name} equals to 2, but got size {}",
                values.len()
            );
            let kind = if bound == 0 { "non-negative" } else { "greater than zero" };
            let message = format!("{name} should be {kind}, but got {name}: {values:?}");
            check_at_least(&values, bound, &message)?;
            Ok(values)
        };
        Ok(Block {
            kernel: pair("kernel_size", 1)?,
            dilation: pair("dilation", 1)?,
            padding: pair("padding", 0)?,
            stride: pair("stride", 1)?,
        })
    }

    /// How many elements it has.
    fn numel(&self) -> Dim {
        numel(&self.kernel.iter().map(|&size| Dim::Static(size)).collect::<Vec<_>>())
    }

    /// How many places it has in each dimension of an image.
    fn places(&self, image: &[Dim]) -> Result<Vec<Dim>, InferError> {
        let places: Vec<Dim> = (0..2)
            .map(|i| {
                let padded = &image[i] + &(&Dim::Static(self.padding[i]) * 2);
                let extent = extent(&Dim::Static(self.kernel[i]), self.dilation[i]);
                windows(&padded, &extent, self.stride[i])
            })
            .collect();
        ensure!(
            !places.iter().any(|count| is_below(count, 1)),
            "Given an image of spatial size ({}), {self}, calculated shape of the array of \
             sliding blocks as ({}), but its components must be at least one.",
            by(image, ", "),
            by(&places, ", ")
        );
        Ok(places)
    }
}

impl std::fmt::Display for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |values: &[i64]| by(values, ", ");
        write!(
            f,
            "kernel_size=({}), dilation=({}), padding=({}), stride=({})",
            list(&self.kernel),
            list(&self.dilation),
            list(&self.padding),
            list(&self.stride)
        )
    }
}

/// An image to columns of blocks.
pub fn im2col(arguments: &Arguments) -> Result<Results, InferError> {
    let given = arguments.tensor("self")?;
    let block = Block::read(arguments)?;
    let Some((image, added)) =
        batched(given, 2).filter(|(image, _)| !image.shape[1..].contains(&Dim::Static(0)))
    else {
        fail!(
            "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero \
             dimensions for input, but got: {}",
            SizeList(&given.shape)
        )
    };
    let columns = numel(&block.places(&image.shape[2..])?);
    let rows = &image.shape[1] * &block.numel();
    let result = image.with_shape([image.shape[0].clone(), rows, columns]);
    Ok(unbatched(result, added).into_results())
}

/// Columns of blocks to an image.
pub fn col2im(arguments: &Arguments) -> Result<Results, InferError> {
    let given = arguments.tensor("self")?;
    let block = Block::read(arguments)?;
    let image = arguments.sym_ints("output_size")?;
    ensure!(
        image.len() == 2,
        "It is expected output_size equals to 2, but got size {}",
        image.len()
    );
    ensure!(
        !image.iter().any(|size| is_below(size, 1)),
        "output_size should be greater than zero, but got output_size: {}",
        SizeList(image)
    );
    let Some((columns, added)) =
        batched(given, 1).filter(|(columns, _)| !columns.shape[1..].contains(&Dim::Static(0)))
    else {
        fail!(
            "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and \
             non-zero dimensions for input, but got: {}",
            SizeList(&given.shape)
        )
    };
    let (rows, numel_of_block) = (&columns.shape[1], block.numel());
    ensure!(
        rows.modulo(&numel_of_block).may_equal(&Dim::Static(0)),
        "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but \
         got input.size(1)={rows} and kernel_size=({}).",
        by(&block.kernel, ", ")
    );
    let places = block.places(image)?;
    ensure!(
        columns.shape[2].may_equal(&numel(&places)),
        "Given output_size=({}), {block}, expected size of input's dimension 2 to match the \
         calculated number of sliding blocks {} = {}, but got input.size(2)={}.",
        by(image, ", "),
        by(&places, " * "),
        numel(&places),
        columns.shape[2]
    );
    let channels = rows.floor_div(&numel_of_block);
    let shape = [columns.shape[0].clone(), channels].into_iter().chain(image.iter().cloned());
    Ok(unbatched(columns.with_shape(shape), added).into_results())
}
