//! Sums of products: the named ops of `linalg` that kernels are made of, and what leads to them.

use melior::ir::{AffineMap, Attribute, operation::OperationLike};
use tricast_dialects::DType;

use super::{Builder, Element, Loop, Size, Sizes, Tensor, compute_dtype, is_unsigned};

/// A tensor with a label for each of its dimensions, as the letters of `einsum`: dimensions of
/// one label run together.
#[derive(Clone, Debug)]
pub struct Labelled<'c> {
    /// The tensor.
    pub tensor: Tensor<'c>,
    /// A label for each dimension, each at most once.
    pub labels: Vec<usize>,
}

impl<'c> Labelled<'c> {
    /// The size of the dimension with a label.
    pub fn size(&self, label: usize) -> Option<Size<'c>> {
        let dim = self.labels.iter().position(|&own| own == label)?;
        Some(self.tensor.shape[dim])
    }

    /// Whether a dimension has this label.
    pub fn has(&self, label: usize) -> bool {
        self.labels.contains(&label)
    }

    /// The labels that `belongs` is true of, in order.
    pub fn only(&self, belongs: impl Fn(usize) -> bool) -> Vec<usize> {
        self.labels.iter().copied().filter(|&label| belongs(label)).collect()
    }
}

impl<'c> Builder<'c> {
    /// The matrix product of `[..., M, K]` and `[..., K, N]`, whose leading dimensions broadcast,
    /// as `dtype`. The sums are in the dtype that `dtype` is computed in; the factors are
    /// converted to it one by one.
    pub fn matmul(&self, a: &Tensor<'c>, b: &Tensor<'c>, dtype: DType) -> Tensor<'c> {
        self.cast_tensor(&self.matmul_sums(a, b, compute_dtype(dtype)), dtype)
    }

    /// [`Builder::matmul`] in the dtype that it is summed in, for what is yet to be done to it
    /// before it is rounded.
    pub fn matmul_sums(&self, a: &Tensor<'c>, b: &Tensor<'c>, dtype: DType) -> Tensor<'c> {
        let split = |tensor: &Tensor<'c>| {
            let (batch, matrix) = tensor.shape.split_at(tensor.rank() - 2);
            (batch.to_vec(), [matrix[0], matrix[1]])
        };
        let ((a_batch, [m, k]), (b_batch, [_, n])) = (split(a), split(b));
        let batch = self.broadcast_shape(&[&a_batch, &b_batch]);
        let count = self.numel(&batch);
        let shape: Sizes = batch.iter().copied().chain([m, n]).collect();
        let product = if self.numel(&b_batch).is(1) {
            // One matrix on the right: the rows of all batches are those of one matrix.
            let rows = self.size_mul(count, m);
            let left = self.reshape(a, &[rows, k]);
            let right = self.reshape(b, &[k, n]);
            self.product("linalg.matmul", [&left, &right], &[rows, n], dtype)
        } else {
            let all = |tensor: &Tensor<'c>, rows: Size<'c>, columns: Size<'c>| {
                let full: Sizes = batch.iter().copied().chain([rows, columns]).collect();
                self.reshape(&self.broadcast_to(tensor, &full), &[count, rows, columns])
            };
            let (left, right) = (all(a, m, k), all(b, k, n));
            self.product("linalg.batch_matmul", [&left, &right], &[count, m, n], dtype)
        };
        self.reshape(&product, &shape)
    }

    /// A named op that adds products of elements, on zeros.
    fn product(
        &self,
        name: &str,
        inputs: [&Tensor<'c>; 2],
        shape: &[Size<'c>],
        dtype: DType,
    ) -> Tensor<'c> {
        let zeros = self.full(shape, self.int(dtype, 0));
        self.named_product(name, inputs, &zeros, &[])
    }

    /// An op of `linalg` by its name that adds products of elements of two tensors to what
    /// `output` holds: a matrix product or a convolution.
    pub fn named_product(
        &self,
        name: &str,
        inputs: [&Tensor<'c>; 2],
        output: &Tensor<'c>,
        attributes: &[(&str, Attribute<'c>)],
    ) -> Tensor<'c> {
        let dtype = output.dtype;
        // The named ops extend integers by their sign.
        let inputs = inputs.map(|input| {
            if is_unsigned(input.dtype) && input.dtype != dtype {
                self.cast_tensor(input, dtype)
            } else {
                input.clone()
            }
        });
        let [left, right] = &inputs;
        let tensors = [left, right, output];
        let types = tensors.map(|tensor| self.storage_type(tensor.dtype));
        let region = self.inside(&types, "linalg.yield", |arguments| {
            let [x, y, sum] = [0, 1, 2].map(|index| {
                let element = self.from_storage(arguments[index], tensors[index].dtype);
                self.cast(element, dtype)
            });
            // The verifiers of named ops know complex products and sums by their ops.
            let next = match dtype.is_complex() {
                true => self.same("complex.add", &[sum, self.same("complex.mul", &[x, y])]),
                false => self.add(sum, self.mul(x, y)),
            };
            vec![self.to_storage(next)]
        });
        let segments = self.attribute("array<i32: 2, 1>");
        let mut attributes = attributes.to_vec();
        attributes.push(("operandSegmentSizes", segments));
        let operands = tensors.map(|tensor| tensor.value);
        let ty = self.tensor_type(&output.shape, dtype);
        let op = self.op_with(name, &operands, &attributes, vec![region], &[ty]);
        let value = op.results().next().expect("it has a result").into();
        Tensor { value, ..output.clone() }
    }

    /// The products of elements of two tensors, whose dimensions of one label run together, summed
    /// over the labels that are not in `labels`, which has those of the result in order. A
    /// dimension of size 1 broadcasts. Summed as `dtype`, which is the result's.
    ///
    /// What has rows, columns and a sum becomes a matrix product.
    ///
    /// # Panics
    /// If a label of the result is in neither.
    pub fn contract(
        &self,
        a: &Labelled<'c>,
        b: &Labelled<'c>,
        labels: &[usize],
        dtype: DType,
    ) -> Tensor<'c> {
        let a = &self.without_broadcast(a, b);
        let b = &self.without_broadcast(b, a);
        let is_kept = |label: usize| labels.contains(&label);
        let rows = a.only(|label| !b.has(label) && is_kept(label));
        let columns = b.only(|label| !a.has(label) && is_kept(label));
        let summed = a.only(|label| b.has(label) && !is_kept(label));
        if rows.is_empty() || columns.is_empty() || summed.is_empty() {
            return self.sum_of_products(a, b, labels, dtype);
        }
        // What only one of them has is summed first.
        let a = &self.sum_labels(a, dtype, |label| is_kept(label) || b.has(label));
        let b = &self.sum_labels(b, dtype, |label| is_kept(label) || a.has(label));
        let batch = a.only(|label| b.has(label) && is_kept(label));
        let left = self.matrix(a, &batch, &rows, &summed);
        let right = self.matrix(b, &batch, &summed, &columns);
        let product = self.matmul_sums(&left, &right, dtype);
        let order: Vec<usize> = [batch, rows, columns].concat();
        let sizes = order.iter().map(|&label| a.size(label).or(b.size(label)));
        let shape: Sizes = sizes.map(|size| size.expect("a label of one of them")).collect();
        let tensor = self.reshape(&product, &shape);
        self.order(&Labelled { tensor, labels: order }, labels)
    }

    /// The tensor with its dimensions in the order of `labels`.
    pub fn order(&self, a: &Labelled<'c>, labels: &[usize]) -> Tensor<'c> {
        self.permute(&a.tensor, &places(labels, &a.labels))
    }

    /// Without the dimensions of size 1 that stand for more of the other tensor.
    fn without_broadcast(&self, a: &Labelled<'c>, b: &Labelled<'c>) -> Labelled<'c> {
        let stands_for_more = |label: usize| {
            a.size(label).is_some_and(|size| size.is(1))
                && b.size(label).is_some_and(|size| !size.is(1))
        };
        let dims = 0..a.labels.len();
        let dims: Vec<usize> = dims.filter(|&dim| stands_for_more(a.labels[dim])).collect();
        Labelled {
            tensor: self.squeeze(&a.tensor, &dims),
            labels: a.only(|label| !stands_for_more(label)),
        }
    }

    /// Summed over the labels that are not kept, as `dtype`; where all are, in its own dtype.
    pub fn sum_labels(
        &self,
        a: &Labelled<'c>,
        dtype: DType,
        is_kept: impl Fn(usize) -> bool,
    ) -> Labelled<'c> {
        let dims = 0..a.labels.len();
        let dims: Vec<usize> = dims.filter(|&dim| !is_kept(a.labels[dim])).collect();
        if dims.is_empty() {
            return a.clone();
        }
        Labelled { tensor: self.sum(&a.tensor, &dims, dtype), labels: a.only(is_kept) }
    }

    /// `[batch..., rows, columns]` of a tensor, several labels as one dimension.
    fn matrix(
        &self,
        a: &Labelled<'c>,
        batch: &[usize],
        rows: &[usize],
        columns: &[usize],
    ) -> Tensor<'c> {
        let order = [batch, rows, columns].concat();
        let tensor = self.order(a, &order);
        let (batch_sizes, rest) = tensor.shape.split_at(batch.len());
        let (row_sizes, column_sizes) = rest.split_at(rows.len());
        let mut shape: Sizes = batch_sizes.iter().copied().collect();
        shape.extend([self.numel(row_sizes), self.numel(column_sizes)]);
        self.reshape(&tensor, &shape)
    }

    /// A `linalg.generic` over all labels at once.
    fn sum_of_products(
        &self,
        a: &Labelled<'c>,
        b: &Labelled<'c>,
        labels: &[usize],
        dtype: DType,
    ) -> Tensor<'c> {
        let is_summed = |label: usize| !labels.contains(&label);
        let mut loops: Vec<usize> = [labels, &a.only(is_summed)].concat();
        loops.extend(b.only(|label| is_summed(label) && !a.has(label)));
        let count = loops.len();
        let map =
            |labels: &[usize]| -> AffineMap<'c> { self.projection(count, &places(labels, &loops)) };
        let sizes = labels.iter().map(|&label| a.size(label).or(b.size(label)));
        let shape: Sizes = sizes.map(|size| size.expect("a label of one of them")).collect();
        let has_sum = count > labels.len();
        let output =
            if has_sum { self.full(&shape, self.int(dtype, 0)) } else { self.empty(&shape, dtype) };
        let kinds: Vec<Loop> = loops
            .iter()
            .map(|&label| if is_summed(label) { Loop::Reduction } else { Loop::Parallel })
            .collect();
        let inputs = [(&a.tensor, map(&a.labels)), (&b.tensor, map(&b.labels))];
        let results = self.generic(&inputs, &[(&output, map(labels))], &kinds, |ins, outs| {
            let [x, y] = [ins[0], ins[1]].map(|element: Element| self.cast(element, dtype));
            let product = self.mul(x, y);
            vec![if has_sum { self.add(outs[0], product) } else { product }]
        });
        results.into_iter().next().expect("one output")
    }
}

/// Where each of `labels` is in `order`.
fn places(labels: &[usize], order: &[usize]) -> Vec<usize> {
    let place = |label: &usize| order.iter().position(|other| other == label);
    labels.iter().map(|label| place(label).expect("a label of the other")).collect()
}
