//! Several ops on floats as one.

use smallvec::smallvec;

use super::{check_float, check_multiple, check_rank, check_sizes, tensor_of};
use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::Category,
    types::{InferError, Results, SizeList, TensorType, ValueType, ensure, tensor_results},
};

/// Queries and keys, of the same positions and head size, and tables of one size.
fn rotary(arguments: &Arguments) -> Result<[&TensorType; 3], InferError> {
    let [xq, xk, cos, sin] =
        [0, 1, 2, 3].map(|index| arguments.tensor(["xq", "xk", "freqs_cos", "freqs_sin"][index]));
    let (xq, xk, cos, sin) = (xq?, xk?, cos?, sin?);
    for (name, tensor) in [("xq", xq), ("xk", xk)] {
        check_rank(name, tensor, 4)?;
        check_float(name, tensor)?;
    }
    let sizes =
        [xq.shape[0].clone(), xq.shape[1].clone(), xk.shape[2].clone(), xq.shape[3].clone()];
    check_sizes("xk", xk, &sizes)?;
    check_rank("freqs_cos", cos, 2)?;
    check_sizes("freqs_sin", sin, &cos.shape)?;
    for (name, tensor) in [("xk", xk), ("freqs_cos", cos), ("freqs_sin", sin)] {
        ensure!(
            tensor.dtype == xq.dtype,
            "Expecting {name} to have the dtype of xq, torch.{}, but got torch.{}",
            xq.dtype.torch_name(),
            tensor.dtype.torch_name()
        );
    }
    Ok([xq, xk, cos])
}

/// Pairs of neighbours.
pub fn apply_rotary_emb(arguments: &Arguments) -> Result<Results, InferError> {
    let [xq, xk, cos] = rotary(arguments)?;
    check_multiple("the head size", &xq.shape[3], 2)?;
    let half = xq.shape[3].floor_div(&Dim::Static(2));
    check_sizes("freqs_cos", cos, &[xq.shape[1].clone(), half])?;
    Ok(tensor_results([xq.clone(), xk.clone()]))
}

/// Pairs that are half a head apart.
pub fn apply_rotary_emb_hf(arguments: &Arguments) -> Result<Results, InferError> {
    let [xq, xk, cos] = rotary(arguments)?;
    let (batch, rotated, size) = (&xq.shape[0], &cos.shape[1], &xq.shape[3]);
    ensure!(batch.may_equal(&Dim::Static(1)), "Expecting a batch of 1, but got {batch}");
    check_multiple("the columns of freqs_cos", rotated, 8)?;
    ensure!(
        !rotated.is_more_than(size),
        "Expecting freqs_cos to have at most {size} columns, but got {rotated}"
    );
    let start = arguments.sym_int("start_pos")?;
    ensure!(
        start.as_static().is_none_or(|start| start >= 0),
        "Expecting start_pos not to be negative, but got {start}"
    );
    let end = start + &xq.shape[1];
    ensure!(
        !end.is_more_than(&cos.shape[0]),
        "Expecting freqs_cos to have {end} rows, but got {}",
        cos.shape[0]
    );
    Ok(tensor_results([xq.clone(), xk.clone()]))
}

/// By the root of the mean square.
pub fn rms_norm(arguments: &Arguments) -> Result<Results, InferError> {
    let (x, weight) = (arguments.tensor("x")?, arguments.tensor("weight")?);
    check_float("x", x)?;
    check_float("weight", weight)?;
    let Some(last) = x.shape.last() else {
        return Err(InferError("Expecting x to have a dimension".into()));
    };
    check_sizes("weight", weight, std::slice::from_ref(last))?;
    Ok(x.clone().into_results())
}

/// Attention to all positions.
pub fn sdpa(arguments: &Arguments) -> Result<Results, InferError> {
    let [q, k, v] = [0, 1, 2].map(|index| arguments.tensor(["q", "k", "v"][index]));
    let (q, k, v) = (q?, k?, v?);
    for (name, tensor) in [("q", q), ("k", k), ("v", v)] {
        check_rank(name, tensor, 4)?;
        check_float(name, tensor)?;
    }
    let mask = arguments.opt_tensor("attn_mask")?;
    if let Some(mask) = mask {
        check_float("attn_mask", mask)?;
    }
    let [batch, heads, _, size] = [0, 1, 2, 3].map(|dim| q.shape[dim].clone());
    let sizes = [batch, heads, k.shape[2].clone(), size];
    check_sizes("k", k, &sizes)?;
    check_sizes("v", v, &sizes)?;
    let mask = mask.map_or(Argument::None, |mask| Argument::Tensor(mask.clone()));
    let tensor = |tensor: &TensorType| Argument::Tensor(tensor.clone());
    let given =
        [("query", tensor(q)), ("key", tensor(k)), ("value", tensor(v)), ("attn_mask", mask)];
    Ok(tensor_of("aten.scaled_dot_product_attention", given)?.into_results())
}

/// One of a vector's integers.
pub fn select_as_symint(arguments: &Arguments) -> Result<Results, InferError> {
    let x = arguments.tensor("x")?;
    ensure!(
        x.dtype.category() == Category::Integer,
        "Expecting x to be of integers, but got torch.{}",
        x.dtype.torch_name()
    );
    let given = [
        ("self", Argument::Tensor(x.clone())),
        ("dim", Argument::SymInt(Dim::Static(arguments.int("dim")?))),
        ("index", Argument::SymInt(Dim::Static(arguments.int("index")?))),
    ];
    let element = tensor_of("aten.select.int", given)?;
    ensure!(
        element.numel().may_equal(&Dim::Static(1)),
        "Expecting one element, but got size {}",
        SizeList(&element.shape)
    );
    Ok(smallvec![ValueType::SymInt(Dim::Dynamic)])
}
