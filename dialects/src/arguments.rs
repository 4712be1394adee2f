//! The arguments of an op, by the names of its schema.

use crate::{
    dim::Dim,
    dtype::{Category, DType},
    op::{BaseKind, Default, OpDef, lookup},
    types::{InferError, TensorType, ensure, fail},
};

/// What one parameter of an op is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Nothing: `None`, or the default.
    None,
    /// A tensor.
    Tensor(TensorType),
    /// A list of tensors.
    Tensors(Vec<TensorType>),
    /// A list of tensors with holes.
    OptTensors(Vec<Option<TensorType>>),
    /// An integer, symbolic or not.
    SymInt(Dim),
    /// A list of integers, symbolic or not.
    SymInts(Vec<Dim>),
    /// A Python number or bool.
    Scalar(Scalar),
    /// A list of floats.
    Floats(Vec<f64>),
    /// A list of bools.
    Bools(Vec<bool>),
    /// A string.
    Str(String),
    /// A dtype.
    DType(DType),
}

/// A Python number or bool; a symbolic one is known by its category alone.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Scalar {
    Bool(bool),
    Int(i64),
    Float(f64),
    /// The real part, and the imaginary one.
    Complex(f64, f64),
    /// A symbolic int.
    SymInt(Dim),
    SymFloat,
    SymBool,
}

impl Scalar {
    /// What it counts for in promotion.
    pub fn category(&self) -> Category {
        match self {
            Scalar::Bool(_) | Scalar::SymBool => Category::Bool,
            Scalar::Int(_) | Scalar::SymInt(_) => Category::Integer,
            Scalar::Float(_) | Scalar::SymFloat => Category::Float,
            Scalar::Complex(..) => Category::Complex,
        }
    }

    /// The number, if it is known and real.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Scalar::Bool(value) => Some(f64::from(u8::from(*value))),
            Scalar::Int(value) => Some(*value as f64),
            Scalar::Float(value) => Some(*value),
            Scalar::SymInt(dim) => dim.as_static().map(|value| value as f64),
            Scalar::Complex(..) | Scalar::SymFloat | Scalar::SymBool => None,
        }
    }
}

/// The arguments of one op, one for each parameter of its schema.
#[derive(Clone, Debug)]
pub struct Arguments {
    op: &'static OpDef,
    values: Vec<Argument>,
    result_count: Option<usize>,
}

impl Arguments {
    /// No arguments yet: each parameter has its default, or `None`.
    pub fn new(op: &'static OpDef) -> Self {
        let values = op.params.iter().map(|param| match param.default {
            None => Argument::None,
            Some(Default::Int(value)) if param.kind.base == BaseKind::Scalar => {
                Argument::Scalar(Scalar::Int(value))
            }
            Some(Default::Int(value)) => Argument::SymInt(Dim::Static(value)),
            Some(Default::Float(value)) => Argument::Scalar(Scalar::Float(value)),
            Some(Default::Bool(value)) => Argument::Scalar(Scalar::Bool(value)),
            Some(Default::Str(value)) => Argument::Str(value.into()),
            Some(Default::DType(value)) => Argument::DType(value),
            Some(Default::Ints(values)) => {
                Argument::SymInts(values.iter().map(|&value| Dim::Static(value)).collect())
            }
        });
        Arguments { op, values: values.collect(), result_count: None }
    }

    /// Arguments of the op of this name, by the names of its parameters; the others have their
    /// defaults.
    ///
    /// # Panics
    /// If there is no such op or parameter: a mistake in what makes one op of others.
    pub fn of<'a>(name: &str, given: impl IntoIterator<Item = (&'a str, Argument)>) -> Self {
        let op = lookup(name).unwrap_or_else(|| panic!("there is no op {name}"));
        let mut arguments = Arguments::new(op);
        for (param, value) in given {
            let index = op.params.iter().position(|own| own.name == param);
            arguments
                .set(index.unwrap_or_else(|| panic!("{name} has no parameter {param}")), value);
        }
        arguments
    }

    /// Says how many results the op is known to have. Where the sizes do not tell into how
    /// many parts a tensor is split, that decides.
    pub fn set_result_count(&mut self, count: usize) {
        self.result_count = Some(count);
    }

    /// How many results the op is known to have; None if the rule has to tell.
    pub fn result_count(&self) -> Option<usize> {
        self.result_count
    }

    /// The op they are for.
    pub fn op(&self) -> &'static OpDef {
        self.op
    }

    /// The same for another op, whose parameters are the same.
    pub(crate) fn with_op(self, op: &'static OpDef) -> Self {
        Arguments { op, ..self }
    }

    /// Gives the parameter at `index` of the schema a value.
    pub fn set(&mut self, index: usize, value: Argument) {
        self.values[index] = value;
    }

    /// What the parameter `name` was given.
    ///
    /// # Panics
    /// If the op has no such parameter: a mistake in the rule that asks.
    pub fn get(&self, name: &str) -> &Argument {
        let index = self.op.params.iter().position(|param| param.name == name);
        &self.values[index.unwrap_or_else(|| panic!("{} has no parameter {name}", self.op.name))]
    }

    /// The parameters with what each was given, in the order of the schema.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Argument)> {
        self.op.params.iter().map(|param| param.name).zip(&self.values)
    }

    /// Checks that every parameter that must be given is, and has a value of its kind.
    pub(crate) fn check(&self) -> Result<(), InferError> {
        for (param, value) in self.op.params.iter().zip(&self.values) {
            let fits = match (param.kind.base, value) {
                (_, Argument::None) => param.kind.optional,
                (BaseKind::Float, Argument::Scalar(Scalar::Complex(..))) => false,
                (BaseKind::Tensor, Argument::Tensor(_))
                | (BaseKind::Tensors, Argument::Tensors(_))
                | (BaseKind::OptTensors, Argument::OptTensors(_))
                | (BaseKind::Int | BaseKind::SymInt, Argument::SymInt(_))
                | (BaseKind::Ints | BaseKind::SymInts, Argument::SymInts(_))
                | (BaseKind::Scalar | BaseKind::Float, Argument::Scalar(_))
                | (BaseKind::Bool, Argument::Scalar(Scalar::Bool(_)))
                | (BaseKind::Floats, Argument::Floats(_))
                | (BaseKind::Bools, Argument::Bools(_))
                | (BaseKind::DType, Argument::DType(_))
                | (BaseKind::Str | BaseKind::MemoryFormat, Argument::Str(_)) => true,
                _ => false,
            };
            ensure!(fits, "expected argument '{}' of type {:?}", param.name, param.kind.base);
        }
        Ok(())
    }

    fn mistaken(&self, name: &str, kind: &str) -> InferError {
        InferError(format!("expected argument '{name}' to be {kind}, but got {:?}", self.get(name)))
    }

    /// A tensor that must be there.
    pub fn tensor(&self, name: &str) -> Result<&TensorType, InferError> {
        self.opt_tensor(name)?.ok_or_else(|| self.mistaken(name, "a tensor"))
    }

    /// A tensor that may be `None`.
    pub fn opt_tensor(&self, name: &str) -> Result<Option<&TensorType>, InferError> {
        match self.get(name) {
            Argument::None => Ok(None),
            Argument::Tensor(tensor) => Ok(Some(tensor)),
            _ => Err(self.mistaken(name, "a tensor")),
        }
    }

    /// Every tensor among the arguments, lists included, in the order of the schema.
    pub fn tensors_given(&self) -> impl Iterator<Item = &TensorType> {
        self.values.iter().flat_map(|value| -> Box<dyn Iterator<Item = &TensorType>> {
            match value {
                Argument::Tensor(tensor) => Box::new(std::iter::once(tensor)),
                Argument::Tensors(tensors) => Box::new(tensors.iter()),
                Argument::OptTensors(tensors) => Box::new(tensors.iter().flatten()),
                _ => Box::new(std::iter::empty()),
            }
        })
    }

    /// A list of tensors.
    pub fn tensors(&self, name: &str) -> Result<&[TensorType], InferError> {
        match self.get(name) {
            Argument::Tensors(tensors) => Ok(tensors),
            _ => Err(self.mistaken(name, "a list of tensors")),
        }
    }

    /// A list of tensors with holes.
    pub fn opt_tensors(&self, name: &str) -> Result<&[Option<TensorType>], InferError> {
        match self.get(name) {
            Argument::OptTensors(tensors) => Ok(tensors),
            _ => Err(self.mistaken(name, "a list of optional tensors")),
        }
    }

    /// An integer that must be known.
    pub fn int(&self, name: &str) -> Result<i64, InferError> {
        self.opt_int(name)?.ok_or_else(|| self.mistaken(name, "an integer"))
    }

    /// An integer that must be known, or `None`.
    pub fn opt_int(&self, name: &str) -> Result<Option<i64>, InferError> {
        match self.get(name) {
            Argument::None => Ok(None),
            Argument::SymInt(Dim::Static(value)) => Ok(Some(*value)),
            _ => Err(self.mistaken(name, "a static integer")),
        }
    }

    /// An integer that may be symbolic.
    pub fn sym_int(&self, name: &str) -> Result<&Dim, InferError> {
        self.opt_sym_int(name)?.ok_or_else(|| self.mistaken(name, "an integer"))
    }

    /// An integer that may be symbolic, or `None`.
    pub fn opt_sym_int(&self, name: &str) -> Result<Option<&Dim>, InferError> {
        match self.get(name) {
            Argument::None => Ok(None),
            Argument::SymInt(dim) => Ok(Some(dim)),
            _ => Err(self.mistaken(name, "an integer")),
        }
    }

    /// Integers that must be known.
    pub fn ints(&self, name: &str) -> Result<Vec<i64>, InferError> {
        self.opt_ints(name)?.ok_or_else(|| self.mistaken(name, "a list of integers"))
    }

    /// Integers that must be known, or `None`.
    pub fn opt_ints(&self, name: &str) -> Result<Option<Vec<i64>>, InferError> {
        let Some(dims) = self.opt_sym_ints(name)? else {
            return Ok(None);
        };
        let ints: Option<Vec<i64>> = dims.iter().map(Dim::as_static).collect();
        match ints {
            Some(ints) => Ok(Some(ints)),
            None => Err(self.mistaken(name, "a list of static integers")),
        }
    }

    /// Integers that may be symbolic.
    pub fn sym_ints(&self, name: &str) -> Result<&[Dim], InferError> {
        self.opt_sym_ints(name)?.ok_or_else(|| self.mistaken(name, "a list of integers"))
    }

    /// Integers that may be symbolic, or `None`.
    pub fn opt_sym_ints(&self, name: &str) -> Result<Option<&[Dim]>, InferError> {
        match self.get(name) {
            Argument::None => Ok(None),
            Argument::SymInts(dims) => Ok(Some(dims)),
            _ => Err(self.mistaken(name, "a list of integers")),
        }
    }

    /// A number or bool.
    pub fn scalar(&self, name: &str) -> Result<&Scalar, InferError> {
        self.opt_scalar(name)?.ok_or_else(|| self.mistaken(name, "a number"))
    }

    /// A number or bool, or `None`.
    pub fn opt_scalar(&self, name: &str) -> Result<Option<&Scalar>, InferError> {
        match self.get(name) {
            Argument::None => Ok(None),
            Argument::Scalar(scalar) => Ok(Some(scalar)),
            _ => Err(self.mistaken(name, "a number")),
        }
    }

    /// A float that is known.
    pub fn float(&self, name: &str) -> Result<f64, InferError> {
        match (self.scalar(name)?, self.scalar(name)?.as_f64()) {
            (_, Some(value)) => Ok(value),
            (Scalar::Complex(..), None) => Err(self.mistaken(name, "a real number")),
            _ => fail!("expected argument '{name}' to be known"),
        }
    }

    /// A bool.
    pub fn bool(&self, name: &str) -> Result<bool, InferError> {
        match self.get(name) {
            Argument::Scalar(Scalar::Bool(value)) => Ok(*value),
            _ => Err(self.mistaken(name, "a bool")),
        }
    }

    /// A list of bools.
    pub fn bools(&self, name: &str) -> Result<&[bool], InferError> {
        match self.get(name) {
            Argument::Bools(values) => Ok(values),
            _ => Err(self.mistaken(name, "a list of bools")),
        }
    }

    /// A list of floats, or `None`.
    pub fn opt_floats(&self, name: &str) -> Result<Option<&[f64]>, InferError> {
        match self.get(name) {
            Argument::None => Ok(None),
            Argument::Floats(values) => Ok(Some(values)),
            _ => Err(self.mistaken(name, "a list of floats")),
        }
    }

    /// A string, or `None`.
    pub fn opt_str(&self, name: &str) -> Result<Option<&str>, InferError> {
        match self.get(name) {
            Argument::None => Ok(None),
            Argument::Str(value) => Ok(Some(value)),
            _ => Err(self.mistaken(name, "a string")),
        }
    }

    /// A string.
    pub fn str(&self, name: &str) -> Result<&str, InferError> {
        self.opt_str(name)?.ok_or_else(|| self.mistaken(name, "a string"))
    }

    /// A dtype, or `None`.
    pub fn opt_dtype(&self, name: &str) -> Result<Option<DType>, InferError> {
        match self.get(name) {
            Argument::None => Ok(None),
            Argument::DType(dtype) => Ok(Some(*dtype)),
            _ => Err(self.mistaken(name, "a dtype")),
        }
    }

    /// A dtype.
    pub fn dtype(&self, name: &str) -> Result<DType, InferError> {
        self.opt_dtype(name)?.ok_or_else(|| self.mistaken(name, "a dtype"))
    }
}
