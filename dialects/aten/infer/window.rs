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

#[cfg(test)]
mod tests {
    use crate::{Argument, Arguments, DType, Dim, TensorType, infer, lookup};

    /// The result of `op` on float tensors, positional in the schema's order, and ints
    /// lists by name; printed.
    fn result(op: &str, tensors: &[&[Dim]], lists: &[(&str, &[i64])]) -> String {
        let op = lookup(op).unwrap();
        let mut arguments = Arguments::new(op);
        for (index, sizes) in tensors.iter().enumerate() {
            let tensor = TensorType::new(sizes.iter().cloned(), DType::F32);
            arguments.set(index, Argument::Tensor(tensor));
        }
        for (name, values) in lists {
            let index = op.params.iter().position(|param| param.name == *name).unwrap();
            let values = values.iter().map(|&value| Dim::Static(value)).collect();
            arguments.set(index, Argument::SymInts(values));
        }
        match infer(op, &arguments) {
            Ok(results) => format!("{:?}", results[0]),
            Err(error) => error.to_string(),
        }
    }

    fn dims(sizes: &[i64]) -> Vec<Dim> {
        sizes.iter().map(|&size| Dim::Static(size)).collect()
    }

    #[test]
    fn symbolic_sizes_stay_expressions() {
        let s = Dim::symbol("s0");
        let input = [s.clone(), Dim::Static(3), &s * 2, Dim::Static(9)];
        let weight = dims(&[4, 3, 3, 3]);
        let same = result("aten.conv2d", &[&input, &weight], &[("padding", &[1, 1])]);
        assert!(same.contains("[s0, 4, 2*s0, 9]"), "{same}");
        let half = [("stride", &[2i64][..]), ("padding", &[1])];
        let halved = result("aten.conv2d", &[&input, &weight], &half);
        assert!(halved.contains("[s0, 4, ((2*s0 - 1) // (2)) + 1, 5]"), "{halved}");
        let pooled = result("aten.avg_pool2d", &[&input], &[("kernel_size", &[2])]);
        assert!(pooled.contains("[s0, 3, s0, 4]"), "{pooled}");
    }

    #[test]
    fn a_rounded_up_pool_starts_its_windows_within_the_input() {
        // By counting: window starts up to the first that reaches the end.
        for size in 1..20i64 {
            for (kernel, stride, padding) in [(2, 2, 0), (3, 2, 1), (2, 3, 0), (2, 5, 1), (1, 3, 0)]
            {
                let reaches = |start: i64| start - padding + kernel >= size + padding;
                let mut starts = (0..).step_by(stride as usize);
                let mut count =
                    1 + starts.by_ref().take_while(|&start| !reaches(start)).count() as i64;
                if (count - 1) * stride >= size + padding {
                    count -= 1;
                }
                let op = lookup("aten.avg_pool1d").unwrap();
                let mut arguments = Arguments::new(op);
                let list = |value: i64| Argument::SymInts(vec![Dim::Static(value)]);
                let input = TensorType::new(dims(&[1, size]), DType::F32);
                arguments.set(0, Argument::Tensor(input));
                arguments.set(1, list(kernel));
                arguments.set(2, list(stride));
                arguments.set(3, list(padding));
                arguments.set(4, Argument::Scalar(crate::Scalar::Bool(true)));
                let expected = TensorType::new(dims(&[1, count]), DType::F32).into_results();
                assert_eq!(infer(op, &arguments).unwrap(), expected, "{size} {kernel} {stride}");
            }
        }
    }

    #[test]
    fn sizes_too_large_for_an_integer_are_unknown() {
        let huge = result(
            "aten.conv_transpose1d",
            &[&dims(&[1, 1, i64::MAX]), &dims(&[1, 1, 3])],
            &[("stride", &[i64::MAX])],
        );
        assert!(huge.contains("[1, 1, ?]"), "{huge}");
    }
}
