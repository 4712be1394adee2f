//! Arithmetic on symbolic numbers: sizes, and what is computed of them.

use tricast_dialects::{Argument as Known, DType, Dim, Scalar, ValueType};

use crate::{
    functionalize::{Binding, Functionalizer},
    ir::{Int, Number, Operand, ValueId},
    schema::{Argument, Node, SymBoolArgument, SymFloatArgument, SymIntArgument},
    symexpr::Expr,
};

/// What the importer knows of Python's arithmetic.
const FUNCTIONS: [&str; 33] = [
    "add",
    "sub",
    "mul",
    "floordiv",
    "mod",
    "truediv",
    "pow",
    "neg",
    "pos",
    "abs",
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "and_",
    "or_",
    "not_",
    "sym_max",
    "sym_min",
    "sym_not",
    "sym_int",
    "sym_float",
    "sym_ite",
    "trunc",
    "floor",
    "ceil",
    "_sym_sqrt",
    "int",
    "float",
    "index",
    "max",
];

/// `add` of `_operator.add`, `sym_max` of `torch.sym_max`.
fn function(target: &str) -> Option<&str> {
    let (module, name) = target.rsplit_once('.')?;
    ["_operator", "operator", "math", "torch", "builtins"].contains(&module).then_some(name)
}

/// Whether a target is arithmetic on symbolic numbers.
pub fn is_symbolic(target: &str) -> bool {
    function(target).is_some_and(|name| FUNCTIONS.contains(&name))
}

/// The predicates of `arith.cmpi` and `arith.cmpf`.
fn predicate(name: &str) -> Option<(i64, i64)> {
    Some(match name {
        "eq" => (0, 1),
        "ne" => (1, 13),
        "lt" => (2, 4),
        "le" => (3, 5),
        "gt" => (4, 2),
        "ge" => (5, 3),
        _ => return None,
    })
}

/// The ops for ints and for floats, and what the first gives of sizes.
type Arithmetic = (&'static str, &'static str, fn(&Dim, &Dim) -> Dim);

/// The arithmetic of two numbers by name.
fn arithmetic(name: &str) -> Option<Arithmetic> {
    Some(match name {
        "add" => ("arith.addi", "arith.addf", |a, b| a + b),
        "sub" => ("arith.subi", "arith.subf", |a, b| a - b),
        "mul" => ("arith.muli", "arith.mulf", |a, b| a * b),
        "sym_max" | "max" => ("arith.maxsi", "arith.maximumf", Dim::maximum),
        "sym_min" => ("arith.minsi", "arith.minimumf", Dim::minimum),
        _ => return None,
    })
}

impl Functionalizer<'_> {
    /// A node that computes a symbolic number.
    pub fn symbolic(&mut self, node: &Node) -> Result<(), String> {
        let name = function(&node.target).unwrap_or_default();
        let result = match node.outputs.as_slice() {
            [
                Argument::AsSymInt(SymIntArgument::AsName(name))
                | Argument::AsSymFloat(SymFloatArgument::AsName(name))
                | Argument::AsSymBool(SymBoolArgument::AsName(name)),
            ] => name,
            _ => return Err("expected one result, a symbolic number".into()),
        };
        let mut values = vec![];
        for input in &node.inputs {
            let operand = self.number(&input.arg)?;
            values.push(self.number_value(&operand)?);
        }
        let value = self.compute(name, &values)?;
        let recorded = self.recorded_int(result);
        if let (ValueType::SymInt(dim), Some(recorded)) =
            (&mut self.builder.types[value.0 as usize], recorded)
            && *dim == Dim::Dynamic
        {
            *dim = recorded;
        }
        self.bind(result, Binding::Number(value));
        Ok(())
    }

    fn dim_of(&self, value: ValueId) -> Dim {
        self.builder.dim(Int::Value(value))
    }

    fn compute(&mut self, name: &str, values: &[ValueId]) -> Result<ValueId, String> {
        let is_float =
            |this: &Self, value: &ValueId| *this.builder.type_of(*value) == ValueType::SymFloat;
        match (name, values) {
            ("pos" | "index", [value]) => Ok(*value),
            ("neg", [value]) => {
                let zero = self.builder.constant(Number::Index(0));
                self.compute("sub", &[zero, *value])
            }
            ("abs", [value]) => {
                let negated = self.compute("neg", &[*value])?;
                self.compute("sym_max", &[*value, negated])
            }
            ("sym_not" | "not_", [value]) => {
                let yes = self.builder.constant(Number::Bool(true));
                Ok(self.builder.arith("arith.xori", vec![*value, yes], None, ValueType::SymBool))
            }
            ("and_", [a, b]) => self.logical("arith.andi", *a, *b),
            ("or_", [a, b]) => self.logical("arith.ori", *a, *b),
            ("sym_ite", [condition, a, b]) => {
                let mut ty = self.builder.type_of(*a).clone();
                if let ValueType::SymInt(dim) = &mut ty {
                    *dim = Dim::Dynamic;
                }
                Ok(self.builder.arith("arith.select", vec![*condition, *a, *b], None, ty))
            }
            ("sym_float" | "float", [value]) => self.float_of(*value),
            ("sym_int" | "int" | "trunc", [value]) if is_float(self, value) => {
                self.through_tensor(*value, "aten.trunc")
            }
            ("floor", [value]) if is_float(self, value) => {
                self.through_tensor(*value, "aten.floor")
            }
            ("ceil", [value]) if is_float(self, value) => self.through_tensor(*value, "aten.ceil"),
            ("sym_int" | "int" | "trunc" | "floor" | "ceil", [value]) => Ok(*value),
            ("_sym_sqrt", [value]) => {
                let value = self.float_of(*value)?;
                self.item_of(value, DType::F64, &["aten.sqrt"])
            }
            ("truediv", [a, b]) => {
                let operands = vec![self.float_of(*a)?, self.float_of(*b)?];
                Ok(self.builder.arith("arith.divf", operands, None, ValueType::SymFloat))
            }
            ("pow", [base, exponent]) => self.power(*base, *exponent),
            ("floordiv" | "mod", [a, b]) if !is_float(self, a) && !is_float(self, b) => {
                self.divide(name, *a, *b)
            }
            (_, [a, b]) => self.binary(name, *a, *b),
            _ => Err(format!("does not take {} numbers", values.len())),
        }
    }

    fn logical(&mut self, op: &'static str, a: ValueId, b: ValueId) -> Result<ValueId, String> {
        let is_bool = |value| *self.builder.type_of(value) == ValueType::SymBool;
        if !is_bool(a) || !is_bool(b) {
            return Err("expected symbolic bools".into());
        }
        Ok(self.builder.arith(op, vec![a, b], None, ValueType::SymBool))
    }

    /// An op of two numbers: on floats if one of them is.
    fn binary(&mut self, name: &str, a: ValueId, b: ValueId) -> Result<ValueId, String> {
        let types = [a, b].map(|value| self.builder.type_of(value).clone());
        let is_float = types.contains(&ValueType::SymFloat);
        let operands = match is_float {
            true => vec![self.float_of(a)?, self.float_of(b)?],
            false if types.contains(&ValueType::SymBool) && types[0] != types[1] => {
                return Err("expected numbers of one kind".into());
            }
            false => vec![a, b],
        };
        if let Some((ints, floats)) = predicate(name) {
            let (op, predicate) =
                if is_float { ("arith.cmpf", floats) } else { ("arith.cmpi", ints) };
            return Ok(self.builder.arith(op, operands, Some(predicate), ValueType::SymBool));
        }
        let (ints, floats, apply) = arithmetic(name).ok_or("is not supported on these numbers")?;
        if is_float {
            return Ok(self.builder.arith(floats, operands, None, ValueType::SymFloat));
        }
        if types.contains(&ValueType::SymBool) {
            return Err("expected ints or floats".into());
        }
        let ty = ValueType::SymInt(apply(&self.dim_of(a), &self.dim_of(b)));
        Ok(self.builder.arith(ints, operands, None, ty))
    }

    /// Python's division: the quotient is rounded down, the remainder has the sign of `b`.
    fn divide(&mut self, name: &str, a: ValueId, b: ValueId) -> Result<ValueId, String> {
        let (x, y) = (self.dim_of(a), self.dim_of(b));
        let ty = ValueType::SymInt(x.floor_div(&y));
        let quotient = self.builder.arith("arith.floordivsi", vec![a, b], None, ty);
        if name == "floordiv" {
            return Ok(quotient);
        }
        let product = self.compute("mul", &[quotient, b])?;
        let ty = ValueType::SymInt(x.modulo(&y));
        Ok(self.builder.arith("arith.subi", vec![a, product], None, ty))
    }

    fn power(&mut self, base: ValueId, exponent: ValueId) -> Result<ValueId, String> {
        match self.dim_of(exponent) {
            Dim::Static(0) => Ok(self.builder.constant(Number::Index(1))),
            Dim::Static(exponent @ 1..=16) => {
                (1..exponent).try_fold(base, |power, _| self.compute("mul", &[power, base]))
            }
            _ => Err("expected an exponent that is a number from 0 to 16".into()),
        }
    }

    fn float_of(&mut self, value: ValueId) -> Result<ValueId, String> {
        match self.builder.type_of(value) {
            ValueType::SymFloat => Ok(value),
            ValueType::SymInt(Dim::Static(number)) => {
                let number = *number as f64;
                Ok(self.builder.constant(Number::Float(number)))
            }
            _ => self.item_of(value, DType::F64, &[]),
        }
    }

    /// The float as an int after a function on tensors.
    fn through_tensor(&mut self, value: ValueId, round: &'static str) -> Result<ValueId, String> {
        self.item_of(value, DType::F64, &[round, "aten._to_copy"])
    }

    /// A number as a tensor of `dtype`, through functions, as a number again.
    fn item_of(
        &mut self,
        value: ValueId,
        dtype: DType,
        functions: &[&str],
    ) -> Result<ValueId, String> {
        let dtype = Operand::Constant(Known::DType(dtype));
        let convert = || {
            let mut tensor =
                self.builder.op("aten.scalar_tensor", vec![Operand::Value(value), dtype])?;
            for function in functions {
                let mut operands = vec![Operand::Value(tensor)];
                if *function == "aten._to_copy" {
                    operands.push(Operand::Constant(Known::DType(DType::I64)));
                }
                tensor = self.builder.op(function, operands)?;
            }
            self.builder.op("aten.item", vec![Operand::Value(tensor)])
        };
        convert().map_err(|error: tricast_dialects::InferError| error.to_string())
    }

    /// The value of an expression: symbols are read from the inputs that have them.
    pub fn expression(&mut self, expr: &Expr) -> Result<Int, String> {
        if let Dim::Static(value) = expr.dim() {
            return Ok(Int::Static(value));
        }
        match expr {
            Expr::Int(value) => Ok(Int::Static(*value)),
            Expr::Symbol(name) => {
                let (tensor, dim) =
                    self.symbols.get(name).copied().ok_or_else(|| {
                        format!("the symbol '{name}' is not the size of any input")
                    })?;
                let value = self.read(tensor)?;
                let dim = Operand::Constant(Known::SymInt(Dim::Static(dim as i64)));
                let size = self.builder.op("aten.sym_size.int", vec![Operand::Value(value), dim]);
                size.map(Int::Value).map_err(|error| error.to_string())
            }
            Expr::Call(name, operands) => {
                let function = match name.as_str() {
                    "Add" => "add",
                    "Mul" => "mul",
                    "Max" => "sym_max",
                    "Min" => "sym_min",
                    "Pow" | "PowByNatural" => "pow",
                    "FloorDiv" | "CleanDiv" => "floordiv",
                    "Mod" | "PythonMod" => "mod",
                    _ => return Err(format!("the function {name} of sizes is not supported")),
                };
                let mut values = vec![];
                for operand in operands {
                    let int = self.expression(operand)?;
                    values.push(self.builder.int_value(int));
                }
                let mut values = values.into_iter();
                let first = values.next().ok_or("an expression without operands")?;
                values
                    .try_fold(first, |sum, value| self.compute(function, &[sum, value]))
                    .map(Int::Value)
            }
        }
    }

    /// A symbolic bool that says whether a tensor or number is true.
    pub fn condition(&mut self, argument: &Argument) -> Result<ValueId, String> {
        match argument {
            Argument::AsTensor(tensor) => {
                let value = self.read_tensor(&tensor.name)?;
                self.tensor_condition(value)
            }
            other => match self.number(other)? {
                Operand::Constant(Known::Scalar(Scalar::Bool(value))) => {
                    Ok(self.builder.constant(Number::Bool(value)))
                }
                Operand::Value(value) if *self.builder.type_of(value) == ValueType::SymBool => {
                    Ok(value)
                }
                _ => Err("expected a condition to be a bool".into()),
            },
        }
    }

    /// The only element of a tensor of bools.
    pub fn tensor_condition(&mut self, value: ValueId) -> Result<ValueId, String> {
        let item = self.builder.op("aten.item", vec![Operand::Value(value)]);
        let item = item.map_err(|error| error.to_string())?;
        match self.builder.type_of(item) {
            ValueType::SymBool => Ok(item),
            other => Err(format!("expected a condition to be a bool, got {other}")),
        }
    }
}
