//! An op to be lowered: its arguments, with tensors as they are by now.

use melior::ir::Value;
use tricast_dialects::{
    Argument, Arguments, DType, Dim, InferError, OpDef, Scalar, TensorType, ValueType,
    aten::pointwise::promoted, infer,
};

use super::{Builder, Element, Size, Sizes, Tensor, lowering};

/// Why an op cannot be lowered: what it would need.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct LowerError(pub String);

impl From<InferError> for LowerError {
    fn from(error: InferError) -> Self {
        LowerError(error.0)
    }
}

/// What an op gives.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Output<'c> {
    Tensor(Tensor<'c>),
    /// A symbolic int (`index`), float (`f64`) or bool (`i1`).
    Number(Value<'c, 'c>),
}

/// The results of an op, in order.
#[derive(Clone, Debug)]
pub struct Outputs<'c>(pub Vec<Output<'c>>);

impl<'c> From<Tensor<'c>> for Outputs<'c> {
    fn from(tensor: Tensor<'c>) -> Self {
        Outputs(vec![Output::Tensor(tensor)])
    }
}

impl<'c> From<Vec<Tensor<'c>>> for Outputs<'c> {
    fn from(tensors: Vec<Tensor<'c>>) -> Self {
        Outputs(tensors.into_iter().map(Output::Tensor).collect())
    }
}

impl<'c> From<Value<'c, 'c>> for Outputs<'c> {
    fn from(value: Value<'c, 'c>) -> Self {
        Outputs(vec![Output::Number(value)])
    }
}

impl<'c> Outputs<'c> {
    /// The first, a tensor.
    ///
    /// # Errors
    /// If there is none.
    pub fn tensor(self) -> Result<Tensor<'c>, LowerError> {
        match self.0.into_iter().next() {
            Some(Output::Tensor(tensor)) => Ok(tensor),
            _ => Err(LowerError("internal error: not a tensor".into())),
        }
    }
}

/// What makes an op of `linalg`: given the builder and the op, its results.
pub type Lowering = for<'c> fn(&Builder<'c>, &Call<'c>) -> Result<Outputs<'c>, LowerError>;

/// An op to be lowered. The arguments are asked for by the names of the schema.
pub struct Call<'c> {
    /// The op.
    pub op: &'static OpDef,
    /// Its arguments; tensors only by their types.
    pub arguments: Arguments,
    /// The operands of each parameter.
    pub operands: Vec<Vec<Output<'c>>>,
    /// The types of its results.
    pub results: Vec<ValueType>,
}

impl<'c> Call<'c> {
    /// A call of another op, for what is made of it: with these tensors and other arguments by
    /// name.
    ///
    /// # Errors
    /// If the op does not take them.
    pub fn of(
        name: &str,
        tensors: &[(&str, Option<&Tensor<'c>>)],
        others: Vec<(&str, Argument)>,
    ) -> Result<Self, LowerError> {
        let types = tensors.iter().filter_map(|(name, tensor)| {
            let tensor = tensor.as_ref()?;
            let dim = |size: &Size| size.as_static().map_or(Dim::Dynamic, Dim::Static);
            let ty = TensorType::new(tensor.shape.iter().map(dim), tensor.dtype);
            Some((*name, Argument::Tensor(ty)))
        });
        let arguments = Arguments::of(name, types.chain(others));
        let op = arguments.op();
        let results = infer(op, &arguments)?.into_vec();
        let operands = op.params.iter().map(|param| {
            let given = tensors.iter().filter(|(name, _)| *name == param.name);
            given.filter_map(|(_, tensor)| Some(Output::Tensor((*tensor)?.clone()))).collect()
        });
        Ok(Call { op, operands: operands.collect(), arguments, results })
    }

    /// What its lowering gives.
    ///
    /// # Errors
    /// If there is none, or it cannot be lowered.
    pub fn lower(&self, b: &Builder<'c>) -> Result<Outputs<'c>, LowerError> {
        let lower = lowering(self.op.name)
            .ok_or_else(|| LowerError(format!("{} has no lowering to linalg", self.op.name)))?;
        lower(b, self)
    }

    fn operands(&self, name: &str) -> &[Output<'c>] {
        let index = self.op.params.iter().position(|param| param.name == name);
        &self.operands[index.unwrap_or_else(|| panic!("{} has no parameter {name}", self.op.name))]
    }

    fn tensors_of(&self, name: &str) -> impl Iterator<Item = Tensor<'c>> {
        self.operands(name).iter().filter_map(|operand| match operand {
            Output::Tensor(tensor) => Some(tensor.clone()),
            Output::Number(_) => None,
        })
    }

    fn values_of(&self, name: &str) -> impl Iterator<Item = Value<'c, 'c>> {
        self.operands(name).iter().filter_map(|operand| match operand {
            Output::Number(value) => Some(*value),
            Output::Tensor(_) => None,
        })
    }

    /// Whether the op has a parameter of this name.
    pub fn has(&self, name: &str) -> bool {
        self.op.params.iter().any(|param| param.name == name)
    }

    /// A tensor that must be there.
    ///
    /// # Panics
    /// If the parameter is not a tensor: the verifier has made sure that it is given.
    pub fn tensor(&self, name: &str) -> Tensor<'c> {
        self.opt_tensor(name).unwrap_or_else(|| panic!("{} has no {name}", self.op.name))
    }

    /// A tensor that may be `None`, or that the op may not have.
    pub fn opt_tensor(&self, name: &str) -> Option<Tensor<'c>> {
        if self.has(name) { self.tensors_of(name).next() } else { None }
    }

    /// A list of tensors.
    pub fn tensors(&self, name: &str) -> Vec<Tensor<'c>> {
        self.tensors_of(name).collect()
    }

    /// A list of tensors with holes.
    pub fn opt_tensors(&self, name: &str) -> Vec<Option<Tensor<'c>>> {
        let mut tensors = self.tensors_of(name);
        let Argument::OptTensors(present) = self.arguments.get(name) else {
            return tensors.map(Some).collect();
        };
        let holes = present.iter().map(|tensor| tensor.as_ref().and_then(|_| tensors.next()));
        holes.collect()
    }

    /// An integer that is known.
    pub fn int(&self, name: &str) -> Result<i64, LowerError> {
        Ok(self.arguments.int(name)?)
    }

    /// An integer that is known, or `None`.
    pub fn opt_int(&self, name: &str) -> Result<Option<i64>, LowerError> {
        Ok(self.arguments.opt_int(name)?)
    }

    /// Integers that are known.
    pub fn ints(&self, name: &str) -> Result<Vec<i64>, LowerError> {
        Ok(self.arguments.ints(name)?)
    }

    /// Integers that are known, or `None`.
    pub fn opt_ints(&self, name: &str) -> Result<Option<Vec<i64>>, LowerError> {
        Ok(self.arguments.opt_ints(name)?)
    }

    /// A bool.
    pub fn bool(&self, name: &str) -> Result<bool, LowerError> {
        Ok(self.arguments.bool(name)?)
    }

    /// A float that is known.
    pub fn float(&self, name: &str) -> Result<f64, LowerError> {
        Ok(self.arguments.float(name)?)
    }

    /// A float that is known, or `None`.
    pub fn opt_float(&self, name: &str) -> Result<Option<f64>, LowerError> {
        match self.arguments.opt_scalar(name)? {
            None => Ok(None),
            Some(_) => self.float(name).map(Some),
        }
    }

    /// A string, or `None`.
    pub fn opt_str(&self, name: &str) -> Result<Option<&str>, LowerError> {
        Ok(self.arguments.opt_str(name)?)
    }

    /// A string.
    pub fn str(&self, name: &str) -> Result<&str, LowerError> {
        Ok(self.arguments.str(name)?)
    }

    /// A dtype, or `None`.
    pub fn opt_dtype(&self, name: &str) -> Result<Option<DType>, LowerError> {
        Ok(self.arguments.opt_dtype(name)?)
    }

    /// An integer that may be symbolic.
    ///
    /// # Panics
    /// If it is `None`; see [`Call::opt_size`].
    pub fn size(&self, name: &str) -> Size<'c> {
        self.opt_size(name).unwrap_or_else(|| panic!("{} has no {name}", self.op.name))
    }

    /// An integer that may be symbolic, or `None`.
    pub fn opt_size(&self, name: &str) -> Option<Size<'c>> {
        match self.arguments.get(name) {
            Argument::SymInt(Dim::Static(value)) => Some(Size::Static(*value)),
            Argument::SymInt(_) => self.values_of(name).next().map(Size::Value),
            _ => None,
        }
    }

    /// Integers that may be symbolic; none, if it is `None`.
    pub fn sizes(&self, name: &str) -> Sizes<'c> {
        self.opt_sizes(name).unwrap_or_default()
    }

    /// Integers that may be symbolic, or `None`.
    pub fn opt_sizes(&self, name: &str) -> Option<Sizes<'c>> {
        let Argument::SymInts(dims) = self.arguments.get(name) else {
            return None;
        };
        let mut values = self.values_of(name);
        let sizes = dims.iter().map(|dim| match dim {
            Dim::Static(value) => Size::Static(*value),
            _ => Size::Value(values.next().expect("the verifier has counted the operands")),
        });
        Some(sizes.collect())
    }

    /// A number that is known when the program runs; None if it is known now, or `None`.
    pub fn symbolic(&self, name: &str) -> Option<Value<'c, 'c>> {
        self.values_of(name).next()
    }

    /// A number as an element of a dtype; None if it is `None`.
    pub fn opt_number(&self, b: &Builder<'c>, name: &str, dtype: DType) -> Option<Element<'c>> {
        match self.arguments.get(name) {
            Argument::Scalar(Scalar::Bool(value)) => Some(b.int(dtype, i64::from(*value))),
            Argument::Scalar(Scalar::Int(value)) => Some(b.int(dtype, *value)),
            Argument::Scalar(Scalar::Float(value)) => Some(b.float(dtype, *value)),
            Argument::Scalar(Scalar::Complex(real, imaginary)) => {
                let part = dtype.to_complex().to_real();
                let number = b.complex(b.float(part, *real), b.float(part, *imaginary));
                Some(b.cast(number, dtype))
            }
            Argument::SymInt(Dim::Static(value)) => Some(b.int(dtype, *value)),
            _ => self.values_of(name).next().map(|value| b.cast(b.number(value), dtype)),
        }
    }

    /// A number as an element of a dtype.
    ///
    /// # Panics
    /// If it is `None`; see [`Call::opt_number`].
    pub fn number(&self, b: &Builder<'c>, name: &str, dtype: DType) -> Element<'c> {
        self.opt_number(b, name, dtype).unwrap_or_else(|| panic!("{} has no {name}", self.op.name))
    }

    /// The dtype that the parameters `names` promote to.
    pub fn promoted(&self, names: &[&str]) -> Result<DType, LowerError> {
        Ok(promoted(&self.arguments, names)?)
    }

    /// The type of a result that is a tensor.
    ///
    /// # Panics
    /// If it is none.
    pub fn result(&self, index: usize) -> &TensorType {
        match &self.results[index] {
            ValueType::Tensor(tensor) => tensor,
            other => panic!("result {index} of {} is {other}", self.op.name),
        }
    }

    /// The dtype of the first result.
    pub fn dtype(&self) -> DType {
        self.result(0).dtype
    }

    /// Sizes that the type of a result knows, in place of those that are computed.
    pub fn refine(&self, index: usize, sizes: &[Size<'c>]) -> Sizes<'c> {
        let known = self.result(index).shape.iter();
        let refined = known.zip(sizes).map(|(known, &size)| match known.as_static() {
            Some(known) => Size::Static(known),
            None => size,
        });
        refined.collect()
    }
}
