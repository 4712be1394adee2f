//! What the ops of the `spyre` dialect ask beyond what their sources take.

use crate::{
    arguments::{Argument, Arguments, Scalar},
    dim::Dim,
    types::{InferError, ensure},
};

pub use crate::mlx::{dim_given, same_ranks};

/// A number that the program computes is no constant.
pub fn known_numbers(arguments: &Arguments) -> Result<(), InferError> {
    for (name, value) in arguments.iter() {
        if let Argument::Scalar(scalar) = value {
            ensure!(scalar.as_f64().is_some(), "'{name}' is computed, expected a known number");
        }
    }
    Ok(())
}

/// Sticks are along the channels, all of them or each by itself.
pub fn groups_one_or_all(arguments: &Arguments) -> Result<(), InferError> {
    let groups = match arguments.get("groups") {
        Argument::SymInt(groups) => groups.as_static(),
        Argument::Scalar(Scalar::Int(groups)) => Some(*groups),
        _ => arguments.int("groups").ok(),
    };
    let (image, weight) = (arguments.tensor("input")?, arguments.tensor("weight")?);
    let rank = weight.rank();
    ensure!(
        (rank == 3 || rank == 4) && image.rank() == rank,
        "'input' has {} dimensions and 'weight' {rank}, expected a batch of signals or images",
        image.rank()
    );
    let outputs = weight.shape[0].as_static();
    let channels = image.shape[1].as_static();
    ensure!(
        groups == Some(1) || (groups == channels && groups == outputs),
        "'groups' is {}, expected 1, or as many as channels and outputs",
        groups.map_or("not known".into(), |groups| groups.to_string())
    );
    Ok(())
}

/// The last argument of transposed convolutions.
pub fn no_output_padding(arguments: &Arguments) -> Result<(), InferError> {
    let padding = arguments.sym_ints("output_padding")?;
    ensure!(padding.iter().all(|size| *size == Dim::Static(0)), "'output_padding' is not 0");
    Ok(())
}

/// A window over the edge is divided by its whole size.
pub fn counts_padding(arguments: &Arguments) -> Result<(), InferError> {
    let padding = arguments.ints("padding")?;
    ensure!(
        arguments.bool("count_include_pad")? || padding.iter().all(|size| *size == 0),
        "'count_include_pad' is false with the padding {padding:?}, expected it to be counted"
    );
    Ok(())
}

/// Then they are windows.
pub fn equal_cells(arguments: &Arguments) -> Result<(), InferError> {
    let image = arguments.tensor("self")?;
    let sizes = arguments.sym_ints("output_size")?;
    let inner = image.shape.iter().rev().take(2).rev();
    for (whole, cells) in inner.zip(sizes) {
        let (whole, cells) = (whole.as_static(), cells.as_static());
        let equal =
            matches!((whole, cells), (Some(whole), Some(cells)) if cells > 0 && whole % cells == 0);
        ensure!(equal || cells == Some(1), "the cells are not all of the same size");
    }
    Ok(())
}

/// The sums are over one dimension.
pub fn last_dim(arguments: &Arguments) -> Result<(), InferError> {
    let shape = arguments.sym_ints("normalized_shape")?;
    ensure!(shape.len() == 1, "'normalized_shape' has {} dimensions, expected 1", shape.len());
    Ok(())
}

/// The rows are found by one number each.
pub fn one_index(arguments: &Arguments) -> Result<(), InferError> {
    let given = arguments.opt_tensors("indices")?;
    let indices = given.iter().flatten().count();
    ensure!(indices == 1, "there are {indices} tensors of indices, expected 1");
    Ok(())
}
