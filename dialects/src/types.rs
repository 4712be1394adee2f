//! The types of values: what the inference takes and gives.

use std::{
    collections::HashSet,
    fmt,
    sync::{LazyLock, Mutex, PoisonError},
};

use smallvec::SmallVec;

use crate::{dim::Dim, dtype::DType};

/// The sizes of a tensor, outermost first.
pub type Shape = SmallVec<[Dim; 6]>;

/// The result types of an op, in order; a tensor list is several.
pub type Results = SmallVec<[ValueType; 2]>;

/// A ranked tensor.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TensorType {
    /// The sizes, outermost first.
    pub shape: Shape,
    /// The element type.
    pub dtype: DType,
}

/// The type of one result.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ValueType {
    /// A tensor.
    Tensor(TensorType),
    /// A symbolic integer (MLIR `index`) with its value, as far as known.
    SymInt(Dim),
    /// A symbolic float (MLIR `f64`).
    SymFloat,
    /// A symbolic bool (MLIR `i1`).
    SymBool,
}

/// Why an op has no type: what was expected, in PyTorch's words where it has them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InferError(pub String);

/// Returns an [`InferError`] with a formatted message.
macro_rules! fail {
    ($($argument:tt)*) => {
        return Err($crate::types::InferError(format!($($argument)*)))
    };
}
pub(crate) use fail;

/// [`fail!`]s unless the condition holds.
macro_rules! ensure {
    ($condition:expr, $($argument:tt)*) => {
        // Bound first: a comparison of floats is false of NaN, and negated as it is meant.
        let holds: bool = $condition;
        if !holds {
            $crate::types::fail!($($argument)*);
        }
    };
}
pub(crate) use ensure;

impl TensorType {
    /// A tensor of these sizes.
    pub fn new(shape: impl IntoIterator<Item = Dim>, dtype: DType) -> Self {
        TensorType { shape: shape.into_iter().collect(), dtype }
    }

    /// The number of dimensions.
    pub fn rank(&self) -> usize {
        self.shape.len()
    }

    /// The number of elements.
    pub fn numel(&self) -> Dim {
        numel(&self.shape)
    }

    /// The same sizes with another dtype.
    pub fn with_dtype(&self, dtype: DType) -> Self {
        TensorType { shape: self.shape.clone(), dtype }
    }

    /// The same dtype with other sizes.
    pub fn with_shape(&self, shape: impl IntoIterator<Item = Dim>) -> Self {
        TensorType { shape: shape.into_iter().collect(), dtype: self.dtype }
    }

    /// As the only result of an op.
    pub fn into_results(self) -> Results {
        smallvec::smallvec![ValueType::Tensor(self)]
    }
}

/// One value type for all that are equal, for the life of the process: a program has few.
pub fn intern(ty: ValueType) -> &'static ValueType {
    static TYPES: LazyLock<Mutex<HashSet<&'static ValueType>>> = LazyLock::new(Mutex::default);
    let mut types = TYPES.lock().unwrap_or_else(PoisonError::into_inner);
    match types.get(&ty) {
        Some(same) => same,
        None => {
            let ty: &'static ValueType = Box::leak(Box::new(ty));
            types.insert(ty);
            ty
        }
    }
}

/// The number of elements of a shape.
pub fn numel(shape: &[Dim]) -> Dim {
    // An empty dimension makes the product 0 however little is known of the others.
    if shape.contains(&Dim::Static(0)) {
        return Dim::Static(0);
    }
    shape.iter().fold(Dim::Static(1), |product, dim| &product * dim)
}

/// Several tensors as the results of an op.
pub fn tensor_results(tensors: impl IntoIterator<Item = TensorType>) -> Results {
    tensors.into_iter().map(ValueType::Tensor).collect()
}

/// A shape as PyTorch's messages write it in a list: `[2, 3]`.
pub struct SizeList<'a>(pub &'a [Dim]);

impl fmt::Display for SizeList<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        for (index, dim) in self.0.iter().enumerate() {
            write!(f, "{}{dim}", if index == 0 { "" } else { ", " })?;
        }
        f.write_str("]")
    }
}

impl fmt::Display for TensorType {
    /// As MLIR writes it: `tensor<2x3xf32>`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tensor<")?;
        for dim in &self.shape {
            match dim {
                Dim::Static(size) => write!(f, "{size}x")?,
                _ => f.write_str("?x")?,
            }
        }
        write!(f, "{}>", self.dtype.mlir_name())
    }
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ValueType::Tensor(tensor) => write!(f, "{tensor}"),
            ValueType::SymInt(_) => f.write_str("index"),
            ValueType::SymFloat => f.write_str("f64"),
            ValueType::SymBool => f.write_str("i1"),
        }
    }
}
