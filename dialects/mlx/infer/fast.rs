//! What MLX has kernels of its own for.

use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::DType,
    op::{infer, lookup},
    shape::may_equal,
    types::{InferError, Results, SizeList, TensorType, ensure},
};

fn check_float(name: &str, tensor: &TensorType) -> Result<(), InferError> {
    ensure!(
        matches!(tensor.dtype, DType::F16 | DType::BF16 | DType::F32),
        "'{name}' is of {}, expected floats of at most 32 bits",
        tensor.dtype.torch_name()
    );
    Ok(())
}

fn check_sizes(name: &str, tensor: &TensorType, sizes: &[Dim]) -> Result<(), InferError> {
    ensure!(
        may_equal(&tensor.shape, sizes),
        "'{name}' has size {}, expected {}",
        SizeList(&tensor.shape),
        SizeList(sizes)
    );
    Ok(())
}

/// Turned elements: those that are given.
pub fn rope(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, frequencies) = (arguments.tensor("input")?, arguments.tensor("frequencies")?);
    check_float("input", input)?;
    ensure!(
        input.rank() >= 3,
        "'input' has {} dimensions, expected a batch, positions and those of a head",
        input.rank()
    );
    let size = &input.shape[input.rank() - 1];
    ensure!(
        size.modulo(&Dim::Static(2)).may_equal(&Dim::Static(0)),
        "a head has the size {size}, expected an even one"
    );
    ensure!(
        frequencies.dtype == DType::F32,
        "'frequencies' is of {}, expected float32",
        frequencies.dtype.torch_name()
    );
    check_sizes("frequencies", frequencies, &[size.floor_div(&Dim::Static(2))])?;
    if let Some(start) = arguments.opt_tensor("start")? {
        ensure!(
            start.dtype.is_integral(false) && start.numel().may_equal(&Dim::Static(1)),
            "'start' is of {} and size {}, expected one integer",
            start.dtype.torch_name(),
            SizeList(&start.shape)
        );
    }
    Ok(input.clone().into_results())
}

/// A product with a weight in groups.
pub fn quantized_linear(arguments: &Arguments) -> Result<Results, InferError> {
    let [input, weight, scales] =
        [arguments.tensor("input")?, arguments.tensor("weight")?, arguments.tensor("scales")?];
    let group = arguments.int("group_size")?;
    check_float("input", input)?;
    check_float("scales", scales)?;
    ensure!([32, 64, 128].contains(&group), "'group_size' is {group}, expected 32, 64 or 128");
    ensure!(
        weight.dtype == DType::I8 && weight.rank() == 2,
        "'weight' is of {} and size {}, expected a matrix of int8",
        weight.dtype.torch_name(),
        SizeList(&weight.shape)
    );
    let columns = &weight.shape[1];
    ensure!(
        columns.modulo(&Dim::Static(group)).may_equal(&Dim::Static(0)),
        "'weight' has {columns} columns, expected a multiple of {group}"
    );
    let groups = [weight.shape[0].clone(), columns.floor_div(&Dim::Static(group))];
    check_sizes("scales", scales, &groups)?;
    if let Some(zero_points) = arguments.opt_tensor("zero_points")? {
        ensure!(zero_points.dtype.is_integral(false), "'zero_points' are no integers");
        check_sizes("zero_points", zero_points, &groups)?;
    }
    let given = [
        ("input", Argument::Tensor(input.clone())),
        ("weight", Argument::Tensor(weight.with_dtype(input.dtype))),
        ("bias", arguments.get("bias").clone()),
    ];
    let linear = lookup("aten.linear").ok_or_else(|| InferError("no aten.linear".into()))?;
    infer(linear, &Arguments::of(linear.name, given))
}
