//! Tensors and their sizes.

use melior::ir::{
    Attribute, Type, Value, ValueLike, attribute::DenseI64ArrayAttribute, operation::OperationLike,
};
use smallvec::SmallVec;
use tricast_dialects::DType;
use tricast_mlir::{
    convert::DYNAMIC,
    ir::{self, ranked_tensor},
};

use super::{Builder, Comparison, Element};

/// The sizes of a tensor, outermost first.
pub type Sizes<'c> = SmallVec<[Size<'c>; 6]>;

/// A size or an index: a number, or an `index` that is known when the program runs.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Size<'c> {
    Static(i64),
    Value(Value<'c, 'c>),
}

impl Size<'_> {
    /// The number, if it is known.
    pub fn as_static(self) -> Option<i64> {
        match self {
            Size::Static(value) => Some(value),
            Size::Value(_) => None,
        }
    }

    /// Whether it is known to be this.
    pub fn is(self, value: i64) -> bool {
        self.as_static() == Some(value)
    }
}

impl From<i64> for Size<'_> {
    fn from(value: i64) -> Self {
        Size::Static(value)
    }
}

/// A tensor as it is in memory, and what PyTorch takes it for.
#[derive(Clone, Debug)]
pub struct Tensor<'c> {
    /// A ranked tensor of signless elements, bool as bytes.
    pub value: Value<'c, 'c>,
    /// PyTorch's dtype of it.
    pub dtype: DType,
    /// Its sizes; those that the type has are static.
    pub shape: Sizes<'c>,
}

impl<'c> Tensor<'c> {
    /// The number of dimensions.
    pub fn rank(&self) -> usize {
        self.shape.len()
    }

    /// A dimension as PyTorch's arguments say it, negative from the end; of a tensor of
    /// rank 0 it is 0.
    pub fn dim(&self, dim: i64) -> usize {
        wrap_dim(dim, self.rank())
    }

    /// Dimensions as PyTorch's arguments say them; all, if none are given.
    pub fn dims(&self, dims: &[i64]) -> Vec<usize> {
        if dims.is_empty() {
            return (0..self.rank()).collect();
        }
        let mut dims: Vec<usize> = dims.iter().map(|&dim| self.dim(dim)).collect();
        dims.retain(|&dim| dim < self.rank());
        dims
    }
}

/// A dimension as PyTorch's arguments say it, negative from the end.
pub fn wrap_dim(dim: i64, rank: usize) -> usize {
    (if dim < 0 { dim + rank.max(1) as i64 } else { dim }) as usize
}

/// The operands that say sizes, and the list that marks their places with `kDynamic`.
pub(super) fn split_sizes<'c>(sizes: &[Size<'c>]) -> (Vec<Value<'c, 'c>>, Vec<i64>) {
    let mut operands = vec![];
    let numbers = sizes.iter().map(|size| match size {
        Size::Static(value) => *value,
        Size::Value(value) => {
            operands.push(*value);
            DYNAMIC
        }
    });
    let numbers = numbers.collect();
    (operands, numbers)
}

/// Where a tensor of these sizes has the place `index` of `dim`, and of what sizes that is.
fn place<'c>(shape: &[Size<'c>], dim: usize, index: Size<'c>) -> (Sizes<'c>, Sizes<'c>) {
    let mut offsets: Sizes = shape.iter().map(|_| Size::Static(0)).collect();
    let mut sizes: Sizes = shape.iter().copied().collect();
    (offsets[dim], sizes[dim]) = (index, Size::Static(1));
    (offsets, sizes)
}

impl<'c> Builder<'c> {
    /// The type of a tensor in memory.
    pub fn tensor_type(&self, shape: &[Size<'c>], dtype: DType) -> Type<'c> {
        ranked_tensor(&split_sizes(shape).1, self.storage_type(dtype))
    }

    /// A tensor of a value whose sizes that its type does not have are asked when it runs.
    pub fn tensor(&self, value: Value<'c, 'c>, dtype: DType) -> Tensor<'c> {
        let sizes = ir::shape_of(value.r#type());
        let shape = sizes.into_iter().enumerate().map(|(dim, size)| match size {
            Some(size) => Size::Static(size),
            None => {
                let dim = self.index(dim as i64);
                Size::Value(self.op("tensor.dim", &[value, dim], Type::index(self.context)))
            }
        });
        Tensor { value, dtype, shape: shape.collect() }
    }

    /// The same memory taken for another dtype of the same storage type: int8 for bool.
    pub fn retag(&self, tensor: &Tensor<'c>, dtype: DType) -> Tensor<'c> {
        Tensor { dtype, ..tensor.clone() }
    }

    // Sizes.

    /// A size as an `index`.
    pub fn size(&self, size: Size<'c>) -> Value<'c, 'c> {
        match size {
            Size::Static(value) => self.index(value),
            Size::Value(value) => value,
        }
    }

    /// A size as a number of a dtype.
    pub fn size_element(&self, size: Size<'c>, dtype: DType) -> Element<'c> {
        match size {
            Size::Static(value) => self.int(dtype, value),
            Size::Value(value) => self.cast(self.from_index(value), dtype),
        }
    }

    fn size_op(
        &self,
        name: &str,
        fold: impl Fn(i64, i64) -> Option<i64>,
        a: Size<'c>,
        b: Size<'c>,
    ) -> Size<'c> {
        if let (Size::Static(a), Size::Static(b)) = (a, b)
            && let Some(value) = fold(a, b)
        {
            return Size::Static(value);
        }
        let values = [self.size(a), self.size(b)];
        Size::Value(self.op(name, &values, Type::index(self.context)))
    }

    /// The sum.
    pub fn size_add(&self, a: impl Into<Size<'c>>, b: impl Into<Size<'c>>) -> Size<'c> {
        match (a.into(), b.into()) {
            (a, Size::Static(0)) | (Size::Static(0), a) => a,
            (a, b) => self.size_op("arith.addi", i64::checked_add, a, b),
        }
    }

    /// The difference.
    pub fn size_sub(&self, a: impl Into<Size<'c>>, b: impl Into<Size<'c>>) -> Size<'c> {
        match (a.into(), b.into()) {
            (a, Size::Static(0)) => a,
            (a, b) if a == b => Size::Static(0),
            (a, b) => self.size_op("arith.subi", i64::checked_sub, a, b),
        }
    }

    /// The product.
    pub fn size_mul(&self, a: impl Into<Size<'c>>, b: impl Into<Size<'c>>) -> Size<'c> {
        match (a.into(), b.into()) {
            (a, Size::Static(1)) | (Size::Static(1), a) => a,
            (_, Size::Static(0)) | (Size::Static(0), _) => Size::Static(0),
            (a, b) => self.size_op("arith.muli", i64::checked_mul, a, b),
        }
    }

    /// The quotient towards minus infinity.
    pub fn size_floor_div(&self, a: impl Into<Size<'c>>, b: impl Into<Size<'c>>) -> Size<'c> {
        match (a.into(), b.into()) {
            (a, Size::Static(1)) => a,
            (a, b) => {
                let fold = |a: i64, b: i64| (b > 0).then(|| a.div_euclid(b));
                self.size_op("arith.floordivsi", fold, a, b)
            }
        }
    }

    /// The quotient towards infinity.
    pub fn size_ceil_div(&self, a: impl Into<Size<'c>>, b: impl Into<Size<'c>>) -> Size<'c> {
        match (a.into(), b.into()) {
            (a, Size::Static(1)) => a,
            (a, b) => {
                let fold = |a: i64, b: i64| (b > 0).then(|| -(-a).div_euclid(b));
                self.size_op("arith.ceildivsi", fold, a, b)
            }
        }
    }

    /// The remainder of a division of numbers that are not negative.
    pub fn size_rem(&self, a: impl Into<Size<'c>>, b: impl Into<Size<'c>>) -> Size<'c> {
        let fold = |a: i64, b: i64| (b > 0).then(|| a.rem_euclid(b));
        self.size_op("arith.remsi", fold, a.into(), b.into())
    }

    /// The lesser.
    pub fn size_min(&self, a: impl Into<Size<'c>>, b: impl Into<Size<'c>>) -> Size<'c> {
        self.size_op("arith.minsi", |a, b| Some(a.min(b)), a.into(), b.into())
    }

    /// The greater.
    pub fn size_max(&self, a: impl Into<Size<'c>>, b: impl Into<Size<'c>>) -> Size<'c> {
        self.size_op("arith.maxsi", |a, b| Some(a.max(b)), a.into(), b.into())
    }

    /// How two sizes or indices compare.
    pub fn compare_sizes(
        &self,
        how: Comparison,
        a: impl Into<Size<'c>>,
        b: impl Into<Size<'c>>,
    ) -> Element<'c> {
        let [a, b] = [a.into(), b.into()].map(|size| self.from_index(self.size(size)));
        self.compare(how, a, b)
    }

    /// One size or the other.
    pub fn select_size(
        &self,
        condition: Element<'c>,
        then: impl Into<Size<'c>>,
        otherwise: impl Into<Size<'c>>,
    ) -> Size<'c> {
        let values = [condition.value, self.size(then.into()), self.size(otherwise.into())];
        Size::Value(self.op("arith.select", &values, Type::index(self.context)))
    }

    /// The number of elements.
    pub fn numel(&self, shape: &[Size<'c>]) -> Size<'c> {
        shape.iter().fold(Size::Static(1), |product, &size| self.size_mul(product, size))
    }

    /// The number of elements along some dimensions.
    pub fn count(&self, tensor: &Tensor<'c>, dims: &[usize]) -> Size<'c> {
        dims.iter().fold(Size::Static(1), |count, &dim| self.size_mul(count, tensor.shape[dim]))
    }

    // Making tensors.

    /// A tensor whose elements are yet to be written.
    pub fn empty(&self, shape: &[Size<'c>], dtype: DType) -> Tensor<'c> {
        let (dynamic, _) = split_sizes(shape);
        let value = self.op("tensor.empty", &dynamic, self.tensor_type(shape, dtype));
        Tensor { value, dtype, shape: shape.iter().copied().collect() }
    }

    /// A tensor of one number.
    pub fn full(&self, shape: &[Size<'c>], element: Element<'c>) -> Tensor<'c> {
        let empty = self.empty(shape, element.dtype);
        let stored = self.to_storage(element);
        let ty = empty.value.r#type();
        let types = [stored.r#type(), stored.r#type()];
        let region = self.inside(&types, "linalg.yield", |arguments| vec![arguments[0]]);
        let segments = self.attribute("array<i32: 1, 1>");
        let op = self.op_with(
            "linalg.fill",
            &[stored, empty.value],
            &[("operandSegmentSizes", segments)],
            vec![region],
            &[ty],
        );
        Tensor { value: op.results().next().expect("a fill has a result").into(), ..empty }
    }

    /// A tensor of rank 0.
    pub fn scalar_tensor(&self, element: Element<'c>) -> Tensor<'c> {
        self.from_elements(&[element], &[])
    }

    /// A tensor of these elements, in row-major order.
    pub fn from_elements(&self, elements: &[Element<'c>], shape: &[i64]) -> Tensor<'c> {
        let dtype = elements.first().expect("from_elements takes one or more").dtype;
        let shape: Sizes = shape.iter().map(|&size| Size::Static(size)).collect();
        let values: Vec<Value> = elements.iter().map(|&element| self.to_storage(element)).collect();
        let value = self.op("tensor.from_elements", &values, self.tensor_type(&shape, dtype));
        Tensor { value, dtype, shape }
    }

    // Elements.

    /// The element at `indices`.
    pub fn extract(&self, tensor: &Tensor<'c>, indices: &[Value<'c, 'c>]) -> Element<'c> {
        let operands: Vec<Value> = std::iter::once(tensor.value).chain(indices.to_vec()).collect();
        let value = self.op("tensor.extract", &operands, self.storage_type(tensor.dtype));
        self.from_storage(value, tensor.dtype)
    }

    /// The one element of a tensor that has one.
    pub fn item(&self, tensor: &Tensor<'c>) -> Element<'c> {
        let zeros: Vec<Value> = tensor.shape.iter().map(|_| self.index(0)).collect();
        self.extract(tensor, &zeros)
    }

    /// The tensor with another element at `indices`.
    pub fn insert(
        &self,
        element: Element<'c>,
        tensor: &Tensor<'c>,
        indices: &[Value<'c, 'c>],
    ) -> Tensor<'c> {
        let element = self.to_storage(self.cast(element, tensor.dtype));
        let operands: Vec<Value> =
            [element, tensor.value].into_iter().chain(indices.to_vec()).collect();
        let value = self.op("tensor.insert", &operands, tensor.value.r#type());
        Tensor { value, ..tensor.clone() }
    }

    // Other shapes of the same elements.

    /// The part of a tensor that starts at `offsets`, of `sizes`, every `strides`-th element.
    pub fn slice(
        &self,
        tensor: &Tensor<'c>,
        offsets: &[Size<'c>],
        sizes: &[Size<'c>],
        strides: &[i64],
    ) -> Tensor<'c> {
        self.extract_part(tensor, offsets, sizes, strides, sizes.iter().copied().collect())
    }

    /// As [`Builder::slice`], as a tensor of sizes `shape`, which may lack dimensions of size 1.
    pub fn extract_part(
        &self,
        tensor: &Tensor<'c>,
        offsets: &[Size<'c>],
        sizes: &[Size<'c>],
        strides: &[i64],
        shape: Sizes<'c>,
    ) -> Tensor<'c> {
        // MLIR has no slice of nothing where there is nothing.
        if sizes.iter().any(|size| size.is(0)) {
            return self.empty(&shape, tensor.dtype);
        }
        if is_ambiguous(&shape, sizes) {
            return self.reshape(&self.slice(tensor, offsets, sizes, strides), &shape);
        }
        let (operands, attributes) = self.subset(&[tensor.value], offsets, sizes, strides);
        let ty = self.tensor_type(&shape, tensor.dtype);
        let value = self.op_with_attributes("tensor.extract_slice", &operands, &attributes, ty);
        Tensor { value, dtype: tensor.dtype, shape }
    }

    /// The part of a tensor at the place `index` of `dim`, without that dimension.
    pub fn slice_at(
        &self,
        tensor: &Tensor<'c>,
        dim: usize,
        index: impl Into<Size<'c>>,
    ) -> Tensor<'c> {
        let (offsets, sizes) = place(&tensor.shape, dim, index.into());
        let mut shape = sizes.clone();
        shape.remove(dim);
        self.extract_part(tensor, &offsets, &sizes, &vec![1; tensor.rank()], shape)
    }

    /// `target` with `source`, which has a dimension less, at the place `index` of `dim`.
    pub fn insert_at(
        &self,
        source: &Tensor<'c>,
        target: &Tensor<'c>,
        dim: usize,
        index: impl Into<Size<'c>>,
    ) -> Tensor<'c> {
        let (offsets, sizes) = place(&target.shape, dim, index.into());
        let mut shape = target.shape.clone();
        shape.remove(dim);
        let source = &self.with_sizes(source, &shape);
        self.insert_part(source, target, &offsets, &sizes, &vec![1; target.rank()])
    }

    /// The slice of one dimension: `length` places of `dim` from `start`.
    pub fn narrow(
        &self,
        tensor: &Tensor<'c>,
        dim: usize,
        start: impl Into<Size<'c>>,
        length: impl Into<Size<'c>>,
    ) -> Tensor<'c> {
        let mut offsets = vec![Size::Static(0); tensor.rank()];
        let mut sizes = tensor.shape.clone();
        offsets[dim] = start.into();
        sizes[dim] = length.into();
        self.slice(tensor, &offsets, &sizes, &vec![1; tensor.rank()])
    }

    /// `target` with `source` written over the places that start at `offsets`, `strides` apart.
    pub fn insert_slice(
        &self,
        source: &Tensor<'c>,
        target: &Tensor<'c>,
        offsets: &[Size<'c>],
        strides: &[i64],
    ) -> Tensor<'c> {
        self.insert_part(source, target, offsets, &source.shape, strides)
    }

    /// As [`Builder::insert_slice`], of a `source` that may lack dimensions where `sizes` has 1.
    pub fn insert_part(
        &self,
        source: &Tensor<'c>,
        target: &Tensor<'c>,
        offsets: &[Size<'c>],
        sizes: &[Size<'c>],
        strides: &[i64],
    ) -> Tensor<'c> {
        if sizes.iter().any(|size| size.is(0)) {
            return target.clone();
        }
        if is_ambiguous(&source.shape, sizes) {
            let source = self.reshape(source, sizes);
            return self.insert_part(&source, target, offsets, sizes, strides);
        }
        let kept: Sizes = match source.rank() == sizes.len() {
            true => sizes.iter().copied().collect(),
            false => source.shape.clone(),
        };
        let source = self.with_sizes(source, &kept);
        let values = [source.value, target.value];
        let (operands, attributes) = self.subset(&values, offsets, sizes, strides);
        let ty = target.value.r#type();
        let value = self.op_with_attributes("tensor.insert_slice", &operands, &attributes, ty);
        Tensor { value, ..target.clone() }
    }

    /// The operands and attributes of a slice.
    fn subset(
        &self,
        tensors: &[Value<'c, 'c>],
        offsets: &[Size<'c>],
        sizes: &[Size<'c>],
        strides: &[i64],
    ) -> (Vec<Value<'c, 'c>>, Vec<(&'static str, Attribute<'c>)>) {
        let strides: Vec<Size> = strides.iter().map(|&stride| Size::Static(stride)).collect();
        let mut operands = tensors.to_vec();
        let mut segments = vec![1; tensors.len()];
        let mut attributes = vec![];
        let parts =
            [("static_offsets", offsets), ("static_sizes", sizes), ("static_strides", &strides)];
        for (name, part) in parts {
            let (dynamic, numbers) = split_sizes(part);
            segments.push(dynamic.len() as i32);
            operands.extend(dynamic);
            attributes.push((name, DenseI64ArrayAttribute::new(self.context, &numbers).into()));
        }
        attributes.push(("operandSegmentSizes", ir::dense_i32_array(self.context, &segments)));
        (operands, attributes)
    }

    /// The tensors one after the other along `dim`; all of one dtype, with the same other sizes.
    pub fn concat(&self, tensors: &[Tensor<'c>], dim: usize) -> Tensor<'c> {
        let mut shape = tensors[0].shape.clone();
        let sizes = tensors.iter().map(|tensor| tensor.shape[dim]);
        shape[dim] = sizes.fold(Size::Static(0), |sum, size| self.size_add(sum, size));
        let mut result = self.empty(&shape, tensors[0].dtype);
        let mut offsets = vec![Size::Static(0); shape.len()];
        for tensor in tensors {
            result = self.insert_slice(tensor, &result, &offsets, &vec![1; shape.len()]);
            offsets[dim] = self.size_add(offsets[dim], tensor.shape[dim]);
        }
        result
    }

    /// The tensor with `low` and `high` more elements on each side of every dimension; cut off
    /// where they are negative.
    pub fn pad(
        &self,
        tensor: &Tensor<'c>,
        low: &[Size<'c>],
        high: &[Size<'c>],
        element: Element<'c>,
    ) -> Tensor<'c> {
        let rank = tensor.rank();
        let mut source = tensor.clone();
        let mut offsets = low.to_vec();
        for dim in 0..rank {
            let cut =
                |size: Size| size.as_static().filter(|&size| size < 0).map_or(0, |size| -size);
            let (first, last) = (cut(low[dim]), cut(high[dim]));
            if first + last > 0 {
                let length = self.size_sub(source.shape[dim], first + last);
                source = self.narrow(&source, dim, first, length);
            }
            if first > 0 {
                offsets[dim] = Size::Static(0);
            }
        }
        let shape: Sizes = (0..rank)
            .map(|dim| {
                let size = self.size_add(tensor.shape[dim], low[dim]);
                self.size_add(size, high[dim])
            })
            .collect();
        if shape == source.shape {
            return source;
        }
        let full = self.full(&shape, self.cast(element, tensor.dtype));
        self.insert_slice(&source, &full, &offsets, &vec![1; rank])
    }
}

/// Whether a part of `sizes` as a tensor of `shape` may lack one or another dimension of size 1. MLIR
/// takes the one for the other when it makes slices simpler.
fn is_ambiguous(shape: &[Size], sizes: &[Size]) -> bool {
    shape.len() < sizes.len() && shape.iter().any(|size| size.is(1))
}
