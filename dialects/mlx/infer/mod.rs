//! What the ops of the `mlx` dialect ask beyond what their sources take.

pub mod channels_last;
pub mod fast;

use crate::{
    arguments::{Argument, Arguments, Scalar},
    dtype::DType,
    types::{InferError, TensorType, ensure, fail},
};

fn indices(arguments: &Arguments) -> Result<impl Iterator<Item = &TensorType>, InferError> {
    Ok(arguments.opt_tensors("indices")?.iter().flatten())
}

/// MLX has no result whose sizes depend on the elements.
pub fn integer_indices(arguments: &Arguments) -> Result<(), InferError> {
    for index in indices(arguments)? {
        ensure!(!is_mask(index), "an index is of {}, expected integers", index.dtype.torch_name());
    }
    Ok(())
}

fn is_mask(index: &TensorType) -> bool {
    matches!(index.dtype, DType::Bool | DType::U8)
}

/// A mask with a value is a choice, element by element.
pub fn indices_or_mask(arguments: &Arguments) -> Result<(), InferError> {
    let masks = indices(arguments)?.filter(|index| is_mask(index)).count();
    if masks == 0 {
        return Ok(());
    }
    let places = arguments.opt_tensors("indices")?.len();
    let one = arguments.tensor("values")?.numel().as_static() == Some(1);
    ensure!(
        masks == 1 && places == 1 && one && !arguments.bool("accumulate")?,
        "a mask is among the indices, expected integers, or one mask with a single value"
    );
    Ok(())
}

/// The number of classes, if it is not given, is that of the largest element.
pub fn known_classes(arguments: &Arguments) -> Result<(), InferError> {
    let classes = arguments.int("num_classes")?;
    ensure!(classes >= 0, "'num_classes' is {classes}, expected how many there are");
    Ok(())
}

/// From the end, the length alone does not say where it is.
pub fn start_not_negative(arguments: &Arguments) -> Result<(), InferError> {
    let start = arguments.sym_int("start")?;
    if let Some(start) = start.as_static() {
        ensure!(start >= 0, "'start' is {start}, expected it not to be negative");
    }
    Ok(())
}

/// PyTorch leaves out a tensor of the size 0 among others of more dimensions.
pub fn same_ranks(arguments: &Arguments) -> Result<(), InferError> {
    let ranks = arguments.tensors("tensors")?.iter().map(TensorType::rank);
    let (least, most) = (ranks.clone().min().unwrap_or(0), ranks.max().unwrap_or(0));
    ensure!(
        least == most,
        "the tensors have {least} to {most} dimensions, expected as many in each"
    );
    Ok(())
}

/// PyTorch looks for the first dimension of the size 3.
pub fn dim_given(arguments: &Arguments) -> Result<(), InferError> {
    ensure!(*arguments.get("dim") != Argument::None, "'dim' is none, expected a dimension");
    Ok(())
}

/// MLX takes no dimensions for all of them.
pub fn some_dims(arguments: &Arguments) -> Result<(), InferError> {
    ensure!(!arguments.ints("dims")?.is_empty(), "'dims' is [], expected at least one");
    Ok(())
}

/// MLX keeps a bool in a byte too, but does not look at it as one.
pub fn no_bool(arguments: &Arguments) -> Result<(), InferError> {
    let (from, to) = (arguments.tensor("self")?.dtype, arguments.dtype("dtype")?);
    ensure!(from != DType::Bool && to != DType::Bool, "a bool is looked at as another dtype");
    Ok(())
}

/// The pairs of rows are counted when the program is written.
pub fn known_rows(arguments: &Arguments) -> Result<(), InferError> {
    let tensor = arguments.tensor("self")?;
    match tensor.shape.first().map(|size| size.as_static()) {
        Some(None) => fail!("'self' has a number of rows that is not known"),
        _ => Ok(()),
    }
}

/// PyTorch counts the elements of floats, and then makes integers of them.
pub fn arange_of_integers(arguments: &Arguments) -> Result<(), InferError> {
    let dtype = arguments.opt_dtype("dtype")?;
    if !dtype.is_some_and(|dtype| dtype.is_integral(true)) {
        return Ok(());
    }
    for (name, value) in arguments.iter() {
        ensure!(
            !matches!(value, Argument::Scalar(Scalar::Float(_) | Scalar::SymFloat)),
            "'{name}' is a float, expected integers as the result is"
        );
    }
    Ok(())
}
