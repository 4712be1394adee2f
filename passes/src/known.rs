//! What is known of the values of a function beyond their types: sizes in terms of symbols.

use std::collections::HashMap;

use melior::ir::{
    BlockLike, OperationRef, RegionLike, Value,
    attribute::{ArrayAttribute, IntegerAttribute},
    operation::OperationLike,
};
use tricast_dialects::{Dim, InferError, TensorType, ValueType};
use tricast_mlir::{
    dims,
    ir::{attribute, definition, infer, nested_ops, type_of},
    rewrite::value_id,
};

/// What is known of values.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    values: HashMap<usize, ValueType>,
}

impl Known {
    /// All that follows from the sizes of the arguments of a function. An op that does not take
    /// what reaches it is none of this' business.
    pub(crate) fn of(function: OperationRef) -> Self {
        let mut known = Known::default();
        known.arguments(function);
        if known.values.is_empty() {
            return known;
        }
        for op in nested_ops(function) {
            match definition(op) {
                Some(_) => {
                    for (result, ty) in known.inferred(op).unwrap_or_default() {
                        known.insert(result, ty);
                    }
                }
                None => {
                    let result = op.results().next().map(Value::from);
                    if let Some((result, ty)) = result.zip(known.value_of(op)) {
                        known.insert(result, ty);
                    }
                }
            }
        }
        known
    }

    /// What is known of a value beyond its type.
    pub(crate) fn get(&self, value: Value) -> Option<&ValueType> {
        self.values.get(&value_id(value))
    }

    /// Says what a value is.
    pub(crate) fn insert(&mut self, value: Value, ty: ValueType) {
        self.values.insert(value_id(value), ty);
    }

    /// All that is known of a value.
    pub(crate) fn type_of(&self, value: Value) -> Option<ValueType> {
        self.get(value).cloned().or_else(|| type_of(value))
    }

    /// The results of an op of ours, with what is known of them.
    ///
    /// # Errors
    /// If the op does not take its operands.
    pub(crate) fn inferred<'c, 'a>(
        &self,
        op: OperationRef<'c, 'a>,
    ) -> Result<Vec<(Value<'c, 'a>, ValueType)>, InferError> {
        let inferred = infer(op, |value| self.type_of(value))?;
        let results = op.results().map(Value::from).zip(inferred);
        Ok(results
            .filter_map(|(result, inferred)| Some((result, merge(inferred, &type_of(result)?))))
            .collect())
    }

    /// Takes the sizes of the arguments of a function from their `aten.dims`.
    pub(crate) fn arguments(&mut self, function: OperationRef) {
        let Some(entry) = function.regions().next().and_then(|region| region.first_block()) else {
            return;
        };
        let arguments = (0..entry.argument_count()).filter_map(|index| entry.argument(index).ok());
        let attributes = attribute(function, "arg_attrs");
        let attributes = attributes.and_then(|attribute| ArrayAttribute::try_from(attribute).ok());
        for (index, argument) in arguments.map(Value::from).enumerate() {
            let Some(ValueType::Tensor(mut tensor)) = type_of(argument) else {
                continue;
            };
            let dictionary = attributes.and_then(|all| all.element(index).ok());
            let Some(ranges) = dictionary.and_then(|all| dims::of_argument(all, &tensor)) else {
                continue;
            };
            let dynamic = tensor.shape.iter_mut().filter(|dim| !dim.is_static());
            for (dim, range) in dynamic.zip(ranges) {
                *dim = range.dim;
            }
            self.insert(argument, ValueType::Tensor(tensor));
        }
    }

    /// What is known of the result of a cast, or of arithmetic on indices.
    pub(crate) fn value_of(&self, op: OperationRef) -> Option<ValueType> {
        let result = op.results().next()?;
        let name = op.name();
        let name = name.as_string_ref().as_str().ok()?;
        if name == "tensor.cast" {
            let (Some(ValueType::Tensor(source)), Some(target)) =
                (self.type_of(op.operands().next()?), type_of(result.into()))
            else {
                return None;
            };
            return Some(merge(ValueType::Tensor(source), &target));
        }
        if !matches!(type_of(result.into())?, ValueType::SymInt(_)) {
            return None;
        }
        let operand = |index: usize| match self.type_of(op.operands().nth(index)?)? {
            ValueType::SymInt(dim) => Some(dim),
            _ => None,
        };
        let binary = |apply: fn(&Dim, &Dim) -> Dim| Some(apply(&operand(0)?, &operand(1)?));
        let value = match name {
            "arith.constant" => {
                let value = attribute(op, "value")?;
                let value = IntegerAttribute::try_from(value).ok()?;
                Some(Dim::Static(value.value()))
            }
            "arith.addi" => binary(|a, b| a + b),
            "arith.subi" => binary(|a, b| a - b),
            "arith.muli" => binary(|a, b| a * b),
            "arith.floordivsi" => binary(Dim::floor_div),
            "arith.ceildivsi" => binary(Dim::ceil_div),
            "arith.maxsi" => binary(Dim::maximum),
            "arith.minsi" => binary(Dim::minimum),
            _ => None,
        };
        value.map(ValueType::SymInt)
    }
}

/// The more precise of what was inferred and what the type says, size by size.
fn merge(inferred: ValueType, actual: &ValueType) -> ValueType {
    let (ValueType::Tensor(inferred), ValueType::Tensor(actual)) = (&inferred, actual) else {
        return inferred;
    };
    let shape = inferred.shape.iter().zip(&actual.shape).map(|(inferred, actual)| {
        if actual.is_static() { actual.clone() } else { inferred.clone() }
    });
    ValueType::Tensor(TensorType::new(shape, actual.dtype))
}
