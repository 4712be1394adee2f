//! What a compiled program consists of: the contract between the compiler and the runtime.

use serde::{Deserialize, Serialize};
use tricast_dialects::DType;

use crate::cpu::Cpu;

/// A compiled program.
///
/// Every function is exported from the object as `tricast_entry_<name>`, a
/// `void (void **arguments)`. `arguments[0]` points to where the results go (one MLIR memref
/// descriptor, or scalar, after the other, as the fields of a C struct), `arguments[1..]` each to
/// a memref descriptor, or to a scalar: `i64` for an int, `f64` for a float, one byte for a bool.
/// A function without results has no place for them: `arguments[0]` is its first argument.
///
/// What the object asks of its host is listed in the runtime's `symbols`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Program {
    /// The program itself.
    pub main: Function,
    /// What is computed once, from the weights alone, before the first call of `main`. Each has
    /// one result or more, all [`ResultTarget::Constant`], and may use those of earlier ones.
    pub initializers: Vec<Function>,
    /// How many calls of kernels `main` has. Those in a loop, which are made each time around, and
    /// those in the branches of a condition, of which one is taken, count once each.
    pub dispatches: usize,
    /// The processor that the object code is for: it has these features, or more.
    pub cpu: Cpu,
    /// Relocatable object code (ELF) for the host.
    #[serde(skip)]
    pub object: Vec<u8>,
}

/// A function of a program.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Function {
    /// Its name; the symbol is `tricast_entry_<name>`.
    pub name: String,
    /// What it takes, in order.
    pub arguments: Vec<Argument>,
    /// What it gives, in order.
    pub results: Vec<Result>,
}

/// An argument of a function.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Argument {
    /// Where it comes from.
    pub source: ArgumentSource,
    /// Its dtype.
    #[serde(with = "dtype_name")]
    pub dtype: DType,
    /// Its sizes; None for a number that is not in a tensor (int64, float64 or bool).
    pub shape: Option<Vec<Size>>,
}

/// Where an argument comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ArgumentSource {
    /// The user's input of this number, and its name in the Python signature.
    Input(usize, String),
    /// A parameter, buffer or constant of the model, by its fully qualified name; of a buffer
    /// that the program changes, its present value.
    Global(String),
    /// A result of an initializer.
    Constant(String),
}

/// A result of a function.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Result {
    /// What becomes of it.
    pub target: ResultTarget,
    /// Its dtype.
    #[serde(with = "dtype_name")]
    pub dtype: DType,
    /// Its rank; None for a number that is not in a tensor.
    pub rank: Option<usize>,
}

/// What becomes of a result.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum ResultTarget {
    /// The user's output of this number (outputs that are None take a number too).
    Output(usize),
    /// The new value of a buffer of the model.
    Global(String),
    /// The new value of an input, by its name.
    Input(String),
    /// A constant for later functions.
    Constant(String),
}

impl ResultTarget {
    /// Whether a result is the new value of such an argument.
    pub fn changes(&self, source: &ArgumentSource) -> bool {
        match (self, source) {
            (ResultTarget::Global(name), ArgumentSource::Global(own))
            | (ResultTarget::Input(name), ArgumentSource::Input(_, own)) => name == own,
            _ => false,
        }
    }
}

/// A size of an argument.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Size {
    /// Known.
    Static(i64),
    /// Known when called.
    Dynamic {
        /// Its symbol or expression, `s0` or `2*s0 + 1`; the same wherever the size is the same.
        name: String,
        /// The least it may be.
        min: Option<i64>,
        /// The most it may be.
        max: Option<i64>,
    },
}

/// Dtypes by PyTorch's names: `float32`.
mod dtype_name {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use tricast_dialects::DType;

    pub fn serialize<S: Serializer>(dtype: &DType, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(dtype.torch_name())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DType, D::Error> {
        let name = String::deserialize(deserializer)?;
        let dtype = DType::all().find(|dtype| dtype.torch_name() == name);
        dtype.ok_or_else(|| D::Error::custom(format!("no dtype is called '{name}'")))
    }
}
