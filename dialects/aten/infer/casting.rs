//! Conversions and copies.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorConversions.cpp`,
//! `TensorProperties.cpp` and `Copy.cpp` of PyTorch.

use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    shape::broadcast_dim,
    types::{InferError, Results, SizeList, ensure},
};

/// Checks the argument `memory_format` against the rank of the tensor that is made.
pub(crate) fn check_memory_format(arguments: &Arguments, rank: usize) -> Result<(), InferError> {
    let format = arguments.opt_str("memory_format")?;
    let needed = match format {
        Some("channels_last") => 4,
        Some("channels_last_3d") => 5,
        _ => return Ok(()),
    };
    ensure!(
        rank == needed,
        "required rank {needed} tensor to use {} format",
        format.unwrap_or_default()
    );
    Ok(())
}

/// `self` in the dtype that is asked for, by `dtype` or as that of `other`.
pub fn to(arguments: &Arguments) -> Result<Results, InferError> {
    let tensor = arguments.tensor("self")?;
    let mut dtype = tensor.dtype;
    for (name, argument) in arguments.iter() {
        match (name, argument) {
            (_, Argument::DType(given)) => dtype = *given,
            ("other", Argument::Tensor(other)) => dtype = other.dtype,
            ("memory_format", _) => check_memory_format(arguments, tensor.rank())?,
            _ => {}
        }
    }
    Ok(tensor.with_dtype(dtype).into_results())
}

/// `self` in an order in memory, which must be one.
pub fn contiguous(arguments: &Arguments) -> Result<Results, InferError> {
    ensure!(
        arguments.str("memory_format")? != "preserve_format",
        "preserve memory format is unsupported by the contiguous operator"
    );
    to(arguments)
}

/// `src` in the type of `self`.
pub fn copy(arguments: &Arguments) -> Result<Results, InferError> {
    let (tensor, src) = (arguments.tensor("self")?, arguments.tensor("src")?);
    ensure!(
        src.rank() <= tensor.rank(),
        "expand: the number of sizes provided ({}) must be greater or equal to the number of \
         dimensions in the tensor ({})",
        tensor.rank(),
        src.rank()
    );
    let offset = tensor.rank() - src.rank();
    for (index, size) in src.shape.iter().enumerate() {
        let target = &tensor.shape[offset + index];
        // A target of 1 takes no other size.
        let fits = *size == Dim::Static(1) || target.may_equal(size);
        ensure!(
            fits && broadcast_dim(size, target).is_some(),
            "The expanded size of the tensor ({target}) must match the existing size ({size}) at \
             non-singleton dimension {}. Target sizes: {}. Tensor sizes: {}",
            offset + index,
            SizeList(&tensor.shape),
            SizeList(&src.shape)
        );
    }
    Ok(tensor.clone().into_results())
}

#[cfg(test)]
mod tests {
    use crate::{
        Argument, DType,
        aten::pointwise::tests::{refusal, result, tensor},
    };

    #[test]
    fn conversions_take_the_dtype_asked_for() {
        let floats = tensor(&[2], DType::F32);
        let ints = tensor(&[], DType::I8);
        assert_eq!(result("type_as", &[floats.clone(), ints.clone()]), "tensor<2xi8>");
        assert_eq!(result("to.other", &[floats.clone(), ints]), "tensor<2xi8>");
        assert_eq!(result("to.dtype_layout", std::slice::from_ref(&floats)), "tensor<2xf32>");
        let dtype = Argument::DType(DType::Bool);
        assert_eq!(result("_to_copy", &[floats.clone(), dtype]), "tensor<2xi1>");
        assert_eq!(
            refusal("clone", &[floats, Argument::Str("channels_last".into())]),
            "required rank 4 tensor to use channels_last format"
        );
    }

    #[test]
    fn copies_broadcast_one_way() {
        let target = tensor(&[2, 3], DType::F16);
        assert_eq!(result("copy", &[target.clone(), tensor(&[3], DType::I64)]), "tensor<2x3xf16>");
        assert_eq!(
            refusal("copy", &[target.clone(), tensor(&[2], DType::F16)]),
            "The expanded size of the tensor (3) must match the existing size (2) at \
             non-singleton dimension 1. Target sizes: [2, 3]. Tensor sizes: [2]"
        );
        let one = tensor(&[1], DType::F32);
        assert!(refusal("copy", &[one, tensor(&[3], DType::F32)]).contains("expanded size"));
    }
}
