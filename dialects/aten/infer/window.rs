//! What slides over spatial dimensions: the sizes that convolutions and pools share.

use crate::{
    arguments::Arguments,
    dim::Dim,
    types::{InferError, Shape, TensorType, ensure},
};

/// The number of spatial dimensions in an op's name: 2 for `aten.conv2d.padding`.
pub(crate) fn spatial_in_name(arguments: &Arguments) -> usize {
    let name = arguments.op().name.as_bytes();
    let digit = name.windows(2).find(|pair| pair[0].is_ascii_digit() && pair[1] == b'd');
    digit.map_or(0, |pair| usize::from(pair[0] - b'0'))
}

/// One number for each of `count` dimensions, where a list of one stands for all.
pub(crate) fn expand(values: Vec<i64>, count: usize) -> Option<Vec<i64>> {
    match values.as_slice() {
        [value] => Some(vec![*value; count]),
        _ => (values.len() == count).then_some(values),
    }
}

/// Whether a size is known to be below `bound`.
pub(crate) fn is_below(dim: &Dim, bound: i64) -> bool {
    dim.as_static().is_some_and(|size| size < bound)
}

/// The extent of a dilated kernel: `dilation * (kernel - 1) + 1`.
pub(crate) fn extent(kernel: &Dim, dilation: i64) -> Dim {
    &(&(kernel - 1) * dilation) + 1
}

/// How many windows of this extent fit in `padded`, `stride` apart.
pub(crate) fn windows(padded: &Dim, extent: &Dim, stride: i64) -> Dim {
    &(padded - extent).floor_div(&Dim::Static(stride)) + 1
}

/// `2 x 3`, as PyTorch's messages write sizes in parentheses.
pub(crate) fn by<T: ToString>(sizes: &[T], separator: &str) -> String {
    sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(separator)
}

/// The tensor with a batch of 1 where it has none, for an op of `count` spatial
/// dimensions and channels, and whether it had none. None if its rank fits neither.
pub(crate) fn batched(tensor: &TensorType, count: usize) -> Option<(TensorType, bool)> {
    let missing = (count + 2).checked_sub(tensor.rank()).filter(|&missing| missing <= 1)?;
    let batch = std::iter::repeat_n(Dim::Static(1), missing);
    Some((tensor.with_shape(batch.chain(tensor.shape.iter().cloned())), missing == 1))
}

/// Takes the batch away again that [`batched`] added.
pub(crate) fn unbatched(tensor: TensorType, added: bool) -> TensorType {
    if added { tensor.with_shape(tensor.shape[1..].iter().cloned()) } else { tensor }
}

/// The shape but for its last `count` sizes, which become `sizes`.
pub(crate) fn with_spatial(shape: &[Dim], count: usize, sizes: &[Dim]) -> Shape {
    shape[..shape.len() - count].iter().chain(sizes).cloned().collect()
}

/// Every number at least `bound`, or `message`.
pub(crate) fn check_at_least(values: &[i64], bound: i64, message: &str) -> Result<(), InferError> {
    ensure!(values.iter().all(|&value| value >= bound), "{message}");
    Ok(())
}
