//! Adds ops to a functional program; each is checked by the type inference as it is added.

use tricast_dialects::{
    Argument, Arguments, BaseKind, Dim, InferError, OpDef, Scalar, TensorType, ValueType, infer,
    lookup,
};

use crate::ir::{Body, Int, Location, Number, Op, OpKind, Operand, ValueId};

/// A program under construction.
#[derive(Default)]
pub struct Builder {
    /// The types of the values so far.
    pub types: Vec<ValueType>,
    /// Where the ops that are added come from.
    pub location: Location,
    /// Results that the inference did not find exactly as they were recorded.
    pub differences: Vec<String>,
    ops: Vec<Op>,
}

impl Builder {
    /// The type of a value.
    pub fn type_of(&self, value: ValueId) -> &ValueType {
        &self.types[value.0 as usize]
    }

    /// The type of a tensor.
    ///
    /// # Errors
    /// If it is none.
    pub fn tensor_type(&self, value: ValueId) -> Result<&TensorType, InferError> {
        match self.type_of(value) {
            ValueType::Tensor(tensor) => Ok(tensor),
            other => Err(InferError(format!("expected a tensor, but got a value of type {other}"))),
        }
    }

    /// A new value, of an argument.
    pub fn value(&mut self, ty: ValueType) -> ValueId {
        self.types.push(ty);
        ValueId(u32::try_from(self.types.len() - 1).expect("a program has fewer values"))
    }

    /// Adds an op with results of these types.
    pub fn push(&mut self, kind: OpKind, types: Vec<ValueType>) -> Vec<ValueId> {
        let results: Vec<ValueId> = types.into_iter().map(|ty| self.value(ty)).collect();
        let location = self.location.clone();
        self.ops.push(Op { kind, results: results.clone(), location });
        results
    }

    /// Begins a nested body; the ops so far are handed out, for [`Builder::end_body`].
    pub fn begin_body(&mut self) -> Vec<Op> {
        std::mem::take(&mut self.ops)
    }

    /// Ends a body and goes on with the one around it.
    pub fn end_body(
        &mut self,
        outer: Vec<Op>,
        arguments: Vec<ValueId>,
        results: Vec<ValueId>,
    ) -> Body {
        let ops = std::mem::replace(&mut self.ops, outer);
        Body { arguments, ops, results }
    }

    /// A number as a value.
    pub fn constant(&mut self, number: Number) -> ValueId {
        let ty = match number {
            Number::Index(value) => ValueType::SymInt(Dim::Static(value)),
            Number::Float(_) => ValueType::SymFloat,
            Number::Bool(_) => ValueType::SymBool,
        };
        self.push(OpKind::Constant(number), vec![ty])[0]
    }

    /// An integer as a value.
    pub fn int_value(&mut self, int: Int) -> ValueId {
        match int {
            Int::Static(number) => self.constant(Number::Index(number)),
            Int::Value(value) => value,
        }
    }

    /// Adds an op of `arith`.
    pub fn arith(
        &mut self,
        name: &'static str,
        operands: Vec<ValueId>,
        predicate: Option<i64>,
        ty: ValueType,
    ) -> ValueId {
        self.push(OpKind::Arith { name, operands, predicate }, vec![ty])[0]
    }

    /// Adds an op of tricast's dialects by name, giving its first parameters.
    ///
    /// # Errors
    /// If it does not take them.
    pub fn op(&mut self, name: &str, operands: Vec<Operand>) -> Result<ValueId, InferError> {
        let op = lookup(name)
            .ok_or_else(|| InferError(format!("the dialects have no op called '{name}'")))?;
        let results = self.call(op, operands, &[])?;
        results.first().copied().ok_or_else(|| InferError(format!("'{name}' has no result")))
    }

    /// Adds an op of tricast's dialects. `recorded` are the types that its results are known
    /// to have, as far as they are; operands that are not given are absent.
    ///
    /// # Errors
    /// If the op does not take the operands, or gives other types than were recorded.
    pub fn call(
        &mut self,
        op: &'static OpDef,
        mut operands: Vec<Operand>,
        recorded: &[Option<ValueType>],
    ) -> Result<Vec<ValueId>, InferError> {
        operands.resize(op.params.len(), Operand::Absent);
        let mut arguments = Arguments::new(op);
        if !recorded.is_empty() {
            arguments.set_result_count(recorded.len());
        }
        for (index, (param, operand)) in op.params.iter().zip(&operands).enumerate() {
            if let Some(argument) = self.argument(operand, param.kind.base)? {
                arguments.set(index, argument);
            }
        }
        let mut types: Vec<ValueType> = infer(op, &arguments)?.into_iter().collect();
        if !recorded.is_empty() && recorded.len() != types.len() {
            return Err(InferError(format!(
                "{} results, but PyTorch recorded {}",
                types.len(),
                recorded.len()
            )));
        }
        for (index, (ty, recorded)) in types.iter_mut().zip(recorded).enumerate() {
            let Some(recorded) = recorded else { continue };
            if !is_exact(ty, recorded) {
                let node = &self.location.node;
                self.differences.push(format!("{node}: {}: {ty:?}, not {recorded:?}", op.name));
            }
            *ty = merge(ty, recorded).ok_or_else(|| {
                InferError(format!("result #{index} is {ty}, but PyTorch recorded {recorded}"))
            })?;
        }
        Ok(self.push(OpKind::Call { op, operands }, types))
    }

    fn tensors(&self, values: &[ValueId]) -> Result<Vec<TensorType>, InferError> {
        values.iter().map(|value| self.tensor_type(*value).cloned()).collect()
    }

    /// What the inference is told of an operand; None where the default stands.
    fn argument(&self, operand: &Operand, base: BaseKind) -> Result<Option<Argument>, InferError> {
        Ok(Some(match operand {
            Operand::Absent => return Ok(None),
            Operand::Constant(argument) => argument.clone(),
            Operand::Values(values) => Argument::Tensors(self.tensors(values)?),
            Operand::OptValues(values) => {
                let types = values
                    .iter()
                    .map(|value| value.map(|value| self.tensor_type(value).cloned()).transpose());
                Argument::OptTensors(types.collect::<Result<_, _>>()?)
            }
            Operand::Ints(ints) => {
                Argument::SymInts(ints.iter().map(|int| self.dim(*int)).collect())
            }
            Operand::Value(value) => match self.type_of(*value) {
                ValueType::Tensor(tensor) => Argument::Tensor(tensor.clone()),
                ValueType::SymInt(dim) if base == BaseKind::Scalar => {
                    Argument::Scalar(Scalar::SymInt(dim.clone()))
                }
                ValueType::SymInt(dim) => Argument::SymInt(dim.clone()),
                ValueType::SymFloat => Argument::Scalar(Scalar::SymFloat),
                ValueType::SymBool => Argument::Scalar(Scalar::SymBool),
            },
        }))
    }

    /// What is known of an integer.
    pub fn dim(&self, int: Int) -> Dim {
        match int {
            Int::Static(value) => Dim::Static(value),
            Int::Value(value) => match self.type_of(value) {
                ValueType::SymInt(dim) => dim.clone(),
                _ => Dim::Dynamic,
            },
        }
    }
}

/// What the inference and PyTorch say of a type together; None where they cannot both be.
pub fn merge(inferred: &ValueType, recorded: &ValueType) -> Option<ValueType> {
    match (inferred, recorded) {
        (ValueType::Tensor(a), ValueType::Tensor(b)) => {
            let agree = a.dtype == b.dtype
                && a.rank() == b.rank()
                && a.shape.iter().zip(&b.shape).all(|(a, b)| a.may_equal(b));
            let shape = a.shape.iter().zip(&b.shape).map(|(a, b)| merge_dim(a, b));
            agree.then(|| ValueType::Tensor(TensorType::new(shape, a.dtype)))
        }
        (ValueType::SymInt(a), ValueType::SymInt(b)) => {
            a.may_equal(b).then(|| ValueType::SymInt(merge_dim(a, b)))
        }
        _ => (inferred == recorded).then(|| inferred.clone()),
    }
}

/// Exactly equal, but for sizes that PyTorch knows only at run time (`u0`).
fn is_exact(inferred: &ValueType, recorded: &ValueType) -> bool {
    let same = |inferred: &Dim, recorded: &Dim| match inferred {
        Dim::Dynamic => !recorded.is_static() && recorded.to_string().contains('u'),
        _ => inferred == recorded,
    };
    match (inferred, recorded) {
        (ValueType::Tensor(a), ValueType::Tensor(b)) => {
            a.dtype == b.dtype
                && a.rank() == b.rank()
                && a.shape.iter().zip(&b.shape).all(|(a, b)| same(a, b))
        }
        (ValueType::SymInt(a), ValueType::SymInt(b)) => same(a, b),
        _ => inferred == recorded,
    }
}

fn merge_dim(inferred: &Dim, recorded: &Dim) -> Dim {
    if inferred.is_static() || *recorded == Dim::Dynamic { inferred } else { recorded }.clone()
}
