//! Padding.
//!
//! Source of the semantics: `aten/src/ATen/native/PadNd.cpp`,
//! `aten/src/ATen/native/ReflectionPad.cpp`, `aten/src/ATen/native/Padding.h`.

use crate::{
    arguments::Arguments,
    dim::Dim,
    shape::{check_sizes, unify_dim},
    types::{InferError, Results, Shape, SizeList, TensorType, ensure, fail},
};

/// The sizes of `tensor` with `padding` added: pairs, of the last dimension first.
fn padded(tensor: &TensorType, padding: &[Dim]) -> Shape {
    let mut shape = tensor.shape.clone();
    for (size, pair) in shape.iter_mut().rev().zip(padding.chunks(2)) {
        *size = pair.iter().fold(size.clone(), |sum, pad| &sum + pad);
    }
    shape
}

/// `tensor` padded with a number; negative padding crops.
fn constant(tensor: &TensorType, pad: &[Dim]) -> Result<Results, InferError> {
    ensure!(
        pad.len().is_multiple_of(2),
        "Length of pad must be even but instead it equals {}",
        pad.len()
    );
    ensure!(
        pad.len() / 2 <= tensor.rank(),
        "Length of pad should be no more than twice the number of dimensions of the input. Pad \
         length is {} while the input has {} dimensions.",
        pad.len(),
        tensor.rank()
    );
    let shape = padded(tensor, pad);
    let zero = Dim::Static(0);
    for (index, pair) in pad.chunks(2).enumerate() {
        let dim = tensor.rank() - 1 - index;
        let size = &tensor.shape[dim];
        let cropped = pair.iter().filter(|pad| zero.is_more_than(pad));
        let left = cropped.fold(size.clone(), |left, pad| &left + pad);
        ensure!(
            !zero.is_more_than(&shape[dim]) && !zero.is_more_than(&left),
            "The input size {size}, plus negative padding {} and {} resulted in a negative output \
             size, which is invalid. Check dimension {dim} of your input.",
            pair[0],
            pair[1]
        );
    }
    Ok(tensor.with_shape(shape).into_results())
}

/// `self` padded with a number.
pub fn constant_pad(arguments: &Arguments) -> Result<Results, InferError> {
    constant(arguments.tensor("self")?, arguments.sym_ints("pad")?)
}

/// The last `count` dimensions padded with what is in `tensor`.
fn check_input(tensor: &TensorType, padding: &[Dim], count: usize) -> Result<(), InferError> {
    ensure!(
        padding.len() == 2 * count,
        "padding size is expected to be {}, but got: {}",
        2 * count,
        padding.len()
    );
    let batched = tensor.rank() == count + 2;
    let sizes = tensor.shape.iter().skip(usize::from(batched));
    ensure!(
        (batched || tensor.rank() == count + 1)
            && sizes.into_iter().all(|size| *size != Dim::Static(0)),
        "Expected {}D or {}D (batch mode) tensor with possibly 0 batch size and other non-zero \
         dimensions for input, but got: {}",
        count + 1,
        count + 2,
        SizeList(&tensor.shape)
    );
    Ok(())
}

/// The last `count` dimensions padded; something must be left in one of them.
fn from_input(tensor: &TensorType, padding: &[Dim], count: usize) -> Result<Results, InferError> {
    let shape = padded(tensor, padding);
    let first = tensor.rank() - count;
    let too_small = shape[first..].iter().all(|size| Dim::Static(1).is_more_than(size));
    let listed = |sizes: &[Dim]| {
        let names = &["D", "H", "W"][3 - count..];
        let pairs = names.iter().zip(&sizes[first..]);
        pairs.map(|(name, size)| format!("{name}: {size}")).collect::<Vec<_>>().join(" ")
    };
    ensure!(
        !too_small,
        "input ({}) is too small. Calculated output {}",
        listed(&tensor.shape),
        listed(&shape)
    );
    check_sizes(&shape)?;
    Ok(tensor.with_shape(shape).into_results())
}

fn reflection(tensor: &TensorType, padding: &[Dim], count: usize) -> Result<Results, InferError> {
    check_input(tensor, padding, count)?;
    for (index, pair) in padding.chunks(2).enumerate() {
        let dim = tensor.rank() - 1 - index;
        let size = &tensor.shape[dim];
        ensure!(
            !pair.iter().any(|pad| (pad + 1).is_more_than(size)),
            "Argument #{}: Padding size should be less than the corresponding input dimension, \
             but got: padding ({}, {}) at dimension {dim} of input {}",
            4 + 2 * index,
            pair[0],
            pair[1],
            SizeList(&tensor.shape)
        );
    }
    from_input(tensor, padding, count)
}

fn replication(tensor: &TensorType, padding: &[Dim], count: usize) -> Result<Results, InferError> {
    check_input(tensor, padding, count)?;
    from_input(tensor, padding, count)
}

fn circular(tensor: &TensorType, padding: &[Dim]) -> Result<Results, InferError> {
    ensure!(
        padding.len() + 4 == tensor.rank() * 2,
        "Invalid padding size, expected {} but got {}",
        tensor.rank() as i64 * 2 - 4,
        padding.len()
    );
    let shape = padded(tensor, padding);
    for (index, pair) in padding.chunks(2).enumerate() {
        let dim = tensor.rank() - 1 - index;
        ensure!(
            !pair.iter().any(|pad| pad.is_more_than(&tensor.shape[dim])),
            "Padding value causes wrapping around more than once."
        );
        ensure!(
            !Dim::Static(0).is_more_than(&shape[dim]),
            "Negative padding value is resulting in an empty dimension"
        );
    }
    Ok(tensor.with_shape(shape).into_results())
}

/// How many dimensions the op's name says it pads: `reflection_pad2d`.
fn dims_in_name(arguments: &Arguments) -> usize {
    let name = arguments.op().base_name();
    (1..=3).find(|count| name.ends_with(&format!("{count}d"))).unwrap_or(1)
}

/// `self` mirrored at its first and last elements.
pub fn reflection_pad(arguments: &Arguments) -> Result<Results, InferError> {
    let padding = arguments.sym_ints("padding")?;
    reflection(arguments.tensor("self")?, padding, dims_in_name(arguments))
}

/// The first and last elements of `self` repeated.
pub fn replication_pad(arguments: &Arguments) -> Result<Results, InferError> {
    let padding = arguments.sym_ints("padding")?;
    replication(arguments.tensor("self")?, padding, dims_in_name(arguments))
}

/// `self` going on as if it were periodic.
pub fn circular_pad(arguments: &Arguments) -> Result<Results, InferError> {
    circular(arguments.tensor("self")?, arguments.sym_ints("pad")?)
}

/// The padding of `mode`.
pub fn pad(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, padding) = (arguments.tensor("self")?, arguments.sym_ints("pad")?);
    let mode = arguments.str("mode")?;
    ensure!(padding.len().is_multiple_of(2), "Padding length must be divisible by 2");
    ensure!(padding.len() <= tensor.rank() * 2, "Padding length too large");
    if mode == "constant" {
        return constant(tensor, padding);
    }
    let value = arguments.opt_scalar("value")?.and_then(|value| value.as_f64());
    ensure!(
        value.is_none_or(|value| value == 0.0),
        "Padding mode \"{mode}\" doesn't take in value argument"
    );
    let count = padding.len() / 2;
    ensure!(
        (1..=3).contains(&count) && (count + 1..=count + 2).contains(&tensor.rank()),
        "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now"
    );
    match mode {
        "reflect" => reflection(tensor, padding, count),
        "replicate" => replication(tensor, padding, count),
        _ => circular(tensor, padding),
    }
}

/// The tensors padded to one length and stacked.
pub fn pad_sequence(arguments: &Arguments) -> Result<Results, InferError> {
    let sequences = arguments.tensors("sequences")?;
    let Some((first, rest)) = sequences.split_first() else {
        fail!("received an empty list of sequences")
    };
    ensure!(first.rank() > 0, "expected sequences with at least one dimension");
    let mut shape = first.shape.clone();
    for sequence in rest {
        ensure!(
            sequence.rank() == shape.len(),
            "expected sequences of equal rank, but got {} and {}",
            shape.len(),
            sequence.rank()
        );
        shape[0] = shape[0].maximum(&sequence.shape[0]);
        for (known, size) in shape.iter_mut().zip(&sequence.shape).skip(1) {
            let Some(both) = unify_dim(known, size) else {
                fail!(
                    "The size of tensor a ({known}) must match the size of tensor b ({size}) \
                     of the sequences"
                )
            };
            *known = both;
        }
    }
    let batch = if arguments.bool("batch_first")? { 0 } else { 1 };
    shape.insert(batch, sequences.len().into());
    Ok(first.with_shape(shape).into_results())
}

#[cfg(test)]
mod tests {
    use crate::aten::view::tests::{ints, named, of, sizes};

    #[test]
    fn symbolic_padding_is_refused_only_if_it_is_certainly_too_large() {
        let pad =
            |from, pad| named("reflection_pad1d", &[("self", of(from)), ("padding", ints(pad))]);
        assert!(pad("3, s0", "s0 - 1, 100").is_ok());
        assert!(pad("3, s0", "0, s0").is_err());
        assert!(pad("3, ?", "?, s0").is_ok());
        let padded = [("self", of("s0, 4")), ("pad", ints("1, s1, -1, -1"))];
        assert_eq!(sizes("constant_pad_nd", &padded), "[s0 - 2, s1 + 5]");
        let cropped = named("constant_pad_nd", &[("self", of("3")), ("pad", ints("-4, 2"))]);
        assert!(cropped.is_err(), "what is left must not be negative before it grows");
    }
}
