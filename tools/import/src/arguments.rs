//! The arguments of a node as operands of an op.

use tricast_dialects::{
    Argument as Known, BaseKind, Category, DType, Dim, OpDef, Param, Scalar, ValueType,
};

use crate::{
    functionalize::{Binding, Functionalizer},
    ir::{Int, Operand, ValueId},
    schema::{
        Argument, NamedArgument, Node, OptionalTensorArgument, SymBoolArgument, SymFloatArgument,
        SymIntArgument, TensorArgument,
    },
    targets::by_torch_name,
};

/// Arguments that say where a tensor lives or how it is copied.
const PLACEMENT: [&str; 5] = ["layout", "device", "pin_memory", "non_blocking", "generator"];

/// An argument of a node, by the name of its parameter.
pub fn argument<'p>(node: &'p Node, name: &str) -> Option<&'p Argument> {
    node.inputs.iter().find(|input| input.name == name).map(|input| &input.arg)
}

fn is_number(argument: &Argument) -> bool {
    matches!(
        argument,
        Argument::AsInt(_)
            | Argument::AsFloat(_)
            | Argument::AsBool(_)
            | Argument::AsComplex(_)
            | Argument::AsSymInt(_)
            | Argument::AsSymFloat(_)
            | Argument::AsSymBool(_)
    )
}

/// An op that is given a number for a tensor, as the overload that takes the number, if there
/// is one.
pub fn overload(op: &'static OpDef, node: &Node) -> &'static OpDef {
    let takes_numbers = |op: &OpDef| {
        op.params.iter().any(|param| {
            param.kind.base == BaseKind::Tensor && argument(node, param.name).is_some_and(is_number)
        })
    };
    if !takes_numbers(op) {
        return op;
    }
    let base = op.torch_name.split('.').next().unwrap_or_default();
    let candidates = [op.torch_name.replace("Tensor", "Scalar"), format!("{base}.Scalar")];
    let fits = |candidate: &&OpDef| {
        let known = |input: &NamedArgument| {
            PLACEMENT.contains(&input.name.as_str())
                || candidate.params.iter().any(|param| param.name == input.name)
        };
        !takes_numbers(candidate) && node.inputs.iter().all(known)
    };
    candidates.iter().find_map(|name| by_torch_name(name).filter(fits)).unwrap_or(op)
}

/// What an op calls the parameter that a node names: of an op in place, `self` may be another name for
/// the first one, as for `dropout_(self, ...)`, which is `dropout(input, ...)`.
fn own_name<'n>(op: &OpDef, name: &'n str) -> &'n str {
    match op.params.first() {
        Some(first) if name == "self" && op.params.iter().all(|own| own.name != "self") => {
            first.name
        }
        _ => name,
    }
}

impl Functionalizer<'_> {
    /// The operands of a node, one for each parameter of the op. Arguments called `except`
    /// are not read.
    pub fn operands(
        &mut self,
        op: &'static OpDef,
        node: &Node,
        except: &[&str],
    ) -> Result<Vec<Operand>, String> {
        for input in &node.inputs {
            let name = input.name.as_str();
            let is_known = op.params.iter().any(|param| param.name == own_name(op, name));
            if !is_known && !PLACEMENT.contains(&name) && !except.contains(&name) {
                return Err(format!("the op has no parameter '{name}'"));
            }
        }
        let mut operands = vec![];
        for param in op.params {
            let given = node.inputs.iter().find(|input| own_name(op, &input.name) == param.name);
            operands.push(match given.map(|input| &input.arg) {
                None => Operand::Absent,
                Some(argument) => self
                    .operand(argument, param, node)
                    .map_err(|error| format!("argument '{}': {error}", param.name))?,
            });
        }
        Ok(operands)
    }

    fn operand(
        &mut self,
        argument: &Argument,
        param: &Param,
        node: &Node,
    ) -> Result<Operand, String> {
        match param.kind.base {
            BaseKind::Tensor if is_number(argument) => self.number_as_tensor(argument, node),
            BaseKind::Tensor | BaseKind::Tensors | BaseKind::OptTensors => {
                self.tensors(argument, param.kind.base)
            }
            BaseKind::Int | BaseKind::SymInt => match argument {
                Argument::AsInt(_) | Argument::AsSymInt(_) => {
                    let int = self.int(argument)?;
                    int_operand(int, param)
                }
                // A float that stands for an int.
                Argument::AsFloat(value) if value.0.fract() == 0.0 => {
                    Ok(int_constant(value.0 as i64))
                }
                Argument::AsBool(value) => Ok(int_constant(i64::from(*value))),
                other => self.other(other, param),
            },
            BaseKind::Ints | BaseKind::SymInts => self.ints(argument, param),
            BaseKind::Scalar | BaseKind::Float | BaseKind::Bool => self.scalar(argument, param),
            _ => self.other(argument, param),
        }
    }

    fn tensors(&mut self, argument: &Argument, base: BaseKind) -> Result<Operand, String> {
        let list = |list: &[TensorArgument], this: &mut Self| {
            list.iter().map(|tensor| this.read_tensor(&tensor.name)).collect::<Result<Vec<_>, _>>()
        };
        Ok(match argument {
            Argument::AsNone(_) => Operand::Absent,
            Argument::AsOptionalTensor(OptionalTensorArgument::AsNone(_)) => Operand::Absent,
            Argument::AsTensor(tensor)
            | Argument::AsOptionalTensor(OptionalTensorArgument::AsTensor(tensor)) => {
                match self.binding(&tensor.name)? {
                    Binding::None => Operand::Absent,
                    _ => Operand::Value(self.read_tensor(&tensor.name)?),
                }
            }
            Argument::AsTensors(tensors) if base == BaseKind::OptTensors => {
                Operand::OptValues(list(tensors, self)?.into_iter().map(Some).collect())
            }
            Argument::AsTensors(tensors) => Operand::Values(list(tensors, self)?),
            Argument::AsOptionalTensors(tensors) => {
                let values = tensors.iter().map(|tensor| match tensor {
                    OptionalTensorArgument::AsNone(_) => Ok(None),
                    OptionalTensorArgument::AsTensor(tensor) => {
                        self.read_tensor(&tensor.name).map(Some)
                    }
                });
                Operand::OptValues(values.collect::<Result<_, String>>()?)
            }
            // An empty list has no kind of its own.
            Argument::AsInts(ints) if ints.is_empty() => Operand::Values(vec![]),
            other => return Err(format!("expected a tensor, got {}", kind_of(other))),
        })
    }

    /// A number as a 0-d tensor. Its dtype is that of the other tensor where a number would
    /// not change that dtype, and the default of its kind elsewhere.
    fn number_as_tensor(&mut self, argument: &Argument, node: &Node) -> Result<Operand, String> {
        let number = self.number(argument)?;
        let category = match &number {
            Operand::Constant(Known::Scalar(scalar)) => scalar.category(),
            Operand::Value(value) => match self.builder.type_of(*value) {
                ValueType::SymInt(_) => Scalar::Int(0).category(),
                ValueType::SymBool => Scalar::SymBool.category(),
                _ => Scalar::SymFloat.category(),
            },
            _ => return Err("expected a number".into()),
        };
        let other = node.inputs.iter().find_map(|input| match &input.arg {
            Argument::AsTensor(tensor) => self.recorded_tensor(&tensor.name),
            _ => None,
        });
        let dtype = match other {
            Some(tensor) if tensor.dtype.category() >= category => tensor.dtype,
            Some(tensor) if category == Category::Complex => tensor.dtype.to_complex(),
            _ if category == Category::Bool => DType::Bool,
            _ if category == Category::Integer => DType::I64,
            _ if category == Category::Complex => DType::C64,
            _ => DType::F32,
        };
        let operands = vec![number, Operand::Constant(Known::DType(dtype))];
        let tensor = self.builder.op("aten.scalar_tensor", operands);
        tensor.map(Operand::Value).map_err(|error| error.to_string())
    }

    /// A number: a constant, or a value.
    pub fn number(&mut self, argument: &Argument) -> Result<Operand, String> {
        let scalar = |scalar| Operand::Constant(Known::Scalar(scalar));
        Ok(match argument {
            Argument::AsInt(value) => scalar(Scalar::Int(*value)),
            Argument::AsBool(value) => scalar(Scalar::Bool(*value)),
            Argument::AsFloat(value) => scalar(Scalar::Float(value.0)),
            Argument::AsComplex(value) => scalar(Scalar::Complex(value.real.0, value.imag.0)),
            Argument::AsSymInt(_) => match self.int(argument)? {
                Int::Static(value) => scalar(Scalar::Int(value)),
                Int::Value(value) => Operand::Value(value),
            },
            Argument::AsSymFloat(SymFloatArgument::AsFloat(value)) => {
                scalar(Scalar::Float(value.0))
            }
            Argument::AsSymBool(SymBoolArgument::AsBool(value)) => scalar(Scalar::Bool(*value)),
            Argument::AsSymFloat(SymFloatArgument::AsName(name))
            | Argument::AsSymBool(SymBoolArgument::AsName(name)) => match self.binding(name)? {
                Binding::Number(value) => Operand::Value(value),
                Binding::Constant(value) => scalar(value),
                _ => return Err(format!("expected '{name}' to be a number")),
            },
            other => return Err(format!("expected a number, got {}", kind_of(other))),
        })
    }

    fn scalar(&mut self, argument: &Argument, param: &Param) -> Result<Operand, String> {
        let operand = match argument {
            Argument::AsNone(_) => return Ok(Operand::Absent),
            // A 0-d tensor where a number is expected.
            Argument::AsTensor(tensor) if param.kind.symbolic => {
                let value = self.read_tensor(&tensor.name)?;
                let item = self.builder.op("aten.item", vec![Operand::Value(value)]);
                Operand::Value(item.map_err(|error| error.to_string())?)
            }
            // complex128 of an imaginary part of 0 is written so.
            Argument::AsComplex(value) if value.imag.0 == 0.0 => {
                Operand::Constant(Known::Scalar(Scalar::Float(value.real.0)))
            }
            other => self.number(other)?,
        };
        let scalar = |scalar| Ok(Operand::Constant(Known::Scalar(scalar)));
        match (param.kind.base, &operand) {
            (_, Operand::Value(_)) if !param.kind.symbolic => {
                Err("expected a number known at compile time".into())
            }
            (BaseKind::Bool, Operand::Constant(Known::Scalar(Scalar::Int(value)))) => {
                scalar(Scalar::Bool(*value != 0))
            }
            (
                BaseKind::Bool | BaseKind::Float,
                Operand::Constant(Known::Scalar(Scalar::Complex(..))),
            ) => Err("expected a real number".into()),
            (BaseKind::Float, Operand::Constant(Known::Scalar(Scalar::Int(value)))) => {
                scalar(Scalar::Float(*value as f64))
            }
            _ => Ok(operand),
        }
    }

    /// An integer argument.
    pub fn int(&mut self, argument: &Argument) -> Result<Int, String> {
        match argument {
            Argument::AsInt(value) | Argument::AsSymInt(SymIntArgument::AsInt(value)) => {
                Ok(Int::Static(*value))
            }
            Argument::AsSymInt(SymIntArgument::AsName(name)) => self.named_int(name),
            other => Err(format!("expected an integer, got {}", kind_of(other))),
        }
    }

    fn ints(&mut self, argument: &Argument, param: &Param) -> Result<Operand, String> {
        let ints = match argument {
            Argument::AsNone(_) => return Ok(Operand::Absent),
            Argument::AsInts(values) => values.iter().copied().map(Int::Static).collect(),
            Argument::AsSymInts(values) => {
                let mut ints = vec![];
                for value in values {
                    ints.push(match value {
                        SymIntArgument::AsInt(value) => Int::Static(*value),
                        SymIntArgument::AsName(name) => self.named_int(name)?,
                    });
                }
                ints
            }
            // One number for all of them.
            Argument::AsInt(_) | Argument::AsSymInt(_) => vec![self.int(argument)?],
            // Sizes that are 0-d tensors.
            Argument::AsTensors(tensors) if param.kind.symbolic => {
                let mut ints = vec![];
                for tensor in tensors {
                    let value = self.read_tensor(&tensor.name)?;
                    let item = self.builder.op("aten.item", vec![Operand::Value(value)]);
                    ints.push(Int::Value(item.map_err(|error| error.to_string())?));
                }
                ints
            }
            other => return Err(format!("expected a list of integers, got {}", kind_of(other))),
        };
        let is_static = ints.iter().all(|int| matches!(int, Int::Static(_)));
        if !param.kind.symbolic && !is_static {
            return Err("expected integers known at compile time".into());
        }
        Ok(Operand::Ints(ints))
    }

    /// What is always known at compile time.
    fn other(&mut self, argument: &Argument, param: &Param) -> Result<Operand, String> {
        let known = match (argument, param.kind.base) {
            (Argument::AsNone(_), _) => return Ok(Operand::Absent),
            (Argument::AsString(text), BaseKind::Str) => Known::Str(text.clone()),
            (Argument::AsScalarType(code), BaseKind::DType) => Known::DType(
                DType::from_pt2_code(*code)
                    .ok_or_else(|| format!("the dtype code {code} is not known"))?,
            ),
            (Argument::AsMemoryFormat(code), BaseKind::MemoryFormat) => {
                Known::Str(memory_format(*code)?.into())
            }
            (Argument::AsFloats(values), BaseKind::Floats) => {
                Known::Floats(values.iter().map(|value| value.0).collect())
            }
            (Argument::AsInts(values), BaseKind::Floats) => {
                Known::Floats(values.iter().map(|&value| value as f64).collect())
            }
            (Argument::AsBools(values), BaseKind::Bools) => Known::Bools(values.clone()),
            (other, kind) => {
                return Err(format!("expected a value of kind {kind:?}, got {}", kind_of(other)));
            }
        };
        Ok(Operand::Constant(known))
    }
}

fn int_constant(value: i64) -> Operand {
    Operand::Constant(Known::SymInt(Dim::Static(value)))
}

fn int_operand(int: Int, param: &Param) -> Result<Operand, String> {
    match int {
        Int::Static(value) => Ok(int_constant(value)),
        Int::Value(value) if param.kind.symbolic => Ok(Operand::Value(value)),
        Int::Value(_) => Err("expected an integer known at compile time".into()),
    }
}

fn memory_format(code: u8) -> Result<&'static str, String> {
    match code {
        1 => Ok("contiguous_format"),
        2 => Ok("channels_last"),
        3 => Ok("channels_last_3d"),
        4 => Ok("preserve_format"),
        _ => Err(format!("the memory format {code} is not known")),
    }
}

/// What an argument is, for messages.
pub fn kind_of(argument: &Argument) -> String {
    match argument {
        Argument::Unknown(value) => format!(
            "an argument of unknown kind '{}'",
            value.as_object().and_then(|map| map.keys().next()).map_or("", String::as_str)
        ),
        known => {
            let text = format!("{known:?}");
            let kind = text.split(['(', ' ']).next().unwrap_or_default();
            kind.strip_prefix("As").unwrap_or(kind).to_owned()
        }
    }
}

/// A value of a number.
impl Functionalizer<'_> {
    /// A number as a value.
    pub fn number_value(&mut self, operand: &Operand) -> Result<ValueId, String> {
        use crate::ir::Number;
        let number = match operand {
            Operand::Value(value) => return Ok(*value),
            Operand::Constant(Known::Scalar(Scalar::Int(value))) => Number::Index(*value),
            Operand::Constant(Known::Scalar(Scalar::Float(value))) => Number::Float(*value),
            Operand::Constant(Known::Scalar(Scalar::Bool(value))) => Number::Bool(*value),
            _ => return Err("expected a number".into()),
        };
        Ok(self.builder.constant(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn self_of_an_op_in_place_is_the_first_parameter() {
        let dropout = by_torch_name("aten::dropout").unwrap();
        assert_eq!(own_name(dropout, "self"), "input");
        assert_eq!(own_name(dropout, "p"), "p");
        let add = by_torch_name("aten::add.Tensor").unwrap();
        assert_eq!(own_name(add, "self"), "self");
    }
}
