//! The inputs and outputs of a program.

use serde_json::Value;
use tricast_dialects::{Dim, Scalar, ValueType};

use crate::{
    alias::TensorId,
    functionalize::{Binding, Functionalizer, tensor_type},
    ir::{Global, Input, OpKind, Output, ValueId},
    schema::{
        Argument, ExportedProgram, InputSpec, OutputSpec, SymFloatArgument, SymInt, SymIntArgument,
        TensorArgument,
    },
    symexpr::Expr,
};

/// A tensor that outlives the program: what it is, and the number of its global.
pub struct Persistent {
    tensor: TensorId,
    role: Output,
    global: Option<usize>,
}

impl<'p> Functionalizer<'p> {
    /// Takes the inputs of the program; gives those that a write would outlive.
    pub fn inputs(&mut self, program: &'p ExportedProgram) -> Result<Vec<Persistent>, String> {
        let mut persistent = vec![];
        for spec in &program.graph_module.signature.input_specs {
            let (arg, name) = match spec {
                InputSpec::Parameter { arg, parameter_name } => (arg, parameter_name),
                InputSpec::Buffer { arg, buffer_name, .. } => (arg, buffer_name),
                InputSpec::TensorConstant { arg, tensor_constant_name } => {
                    (arg, tensor_constant_name)
                }
                InputSpec::UserInput { arg } => {
                    persistent.extend(self.user_input(arg, program)?);
                    continue;
                }
                InputSpec::ConstantInput { name, value } => {
                    let binding = constant(value);
                    self.bind(name, binding);
                    continue;
                }
                InputSpec::CustomObj { custom_obj_name, .. } => {
                    return Err(format!(
                        "input '{custom_obj_name}' is a custom object, which is not supported"
                    ));
                }
                InputSpec::Token { .. } => {
                    return Err("an input is a token, which is not supported".into());
                }
            };
            persistent.push(self.global(arg, name)?);
        }
        Ok(persistent)
    }

    fn global(&mut self, arg: &TensorArgument, name: &str) -> Result<Persistent, String> {
        let ty = self.input_type(arg)?;
        if ty.shape.iter().any(|dim| !dim.is_static()) {
            return Err(format!("'{name}' has a size that is not known: {ty}"));
        }
        let globals = &mut self.program.globals;
        if globals.iter().any(|global| global.name == name) {
            return Err(format!("two parameters, buffers or constants are called '{name}'"));
        }
        globals.push(Global { name: name.to_owned(), ty: ty.clone(), mutated: false });
        let number = globals.len() - 1;
        self.builder.location.node.clone_from(&arg.name);
        let value = self.builder.push(OpKind::Load(number), vec![ValueType::Tensor(ty)])[0];
        let tensor = self.bind_input(&arg.name, value);
        Ok(Persistent { tensor, role: Output::Global(name.to_owned()), global: Some(number) })
    }

    fn input_type(&mut self, arg: &TensorArgument) -> Result<tricast_dialects::TensorType, String> {
        let meta = self.scope().graph.tensor_values.get(&arg.name);
        let meta = meta.ok_or_else(|| format!("no type is recorded for input '{}'", arg.name))?;
        tensor_type(meta).map_err(|error| format!("input '{}': {error}", arg.name))
    }

    fn bind_input(&mut self, name: &str, value: ValueId) -> TensorId {
        let layout = self.recorded_layout(name);
        let tensor = self.aliases.root(value, layout);
        self.bind(name, Binding::Tensor(tensor));
        tensor
    }

    fn user_input(
        &mut self,
        arg: &Argument,
        program: &ExportedProgram,
    ) -> Result<Option<Persistent>, String> {
        let number = match arg {
            Argument::AsTensor(tensor) => {
                return self.tensor_input(tensor, program).map(Some);
            }
            Argument::AsSymInt(SymIntArgument::AsName(name)) => {
                let dim = self.recorded_int(name).unwrap_or(Dim::Dynamic);
                (name, ValueType::SymInt(dim))
            }
            Argument::AsSymFloat(SymFloatArgument::AsName(name)) => (name, ValueType::SymFloat),
            // The program was made for this very value.
            Argument::AsNone(_)
            | Argument::AsInt(_)
            | Argument::AsFloat(_)
            | Argument::AsBool(_)
            | Argument::AsString(_) => return Ok(None),
            other => {
                let kind = crate::arguments::kind_of(other);
                return Err(format!("expected an input to be a tensor or number, got {kind}"));
            }
        };
        let (name, ty) = number;
        let value = self.builder.value(ty);
        self.bind(name, Binding::Number(value));
        self.program.inputs.push(Input { name: name.clone(), value, bounds: vec![] });
        Ok(None)
    }

    fn tensor_input(
        &mut self,
        arg: &TensorArgument,
        program: &ExportedProgram,
    ) -> Result<Persistent, String> {
        let mut ty = self.input_type(arg)?;
        let sizes = &self.scope().graph.tensor_values[&arg.name].sizes;
        let mut bounds = vec![];
        for (index, (dim, size)) in ty.shape.iter_mut().zip(sizes).enumerate() {
            let SymInt::AsExpr(expr) = size else { continue };
            let expr = Expr::parse(&expr.expr_str).map_err(|error| error.to_string())?;
            if dim.is_static() {
                continue;
            }
            // Sizes must have names; one in a form that sizes do not have gets its own.
            if *dim == Dim::Dynamic {
                *dim = Dim::symbol(&format!("{}_{index}", arg.name));
            }
            let ranges = &program.range_constraints;
            let min = expr.at(ranges, |range| range.min_val);
            let max = expr.at(ranges, |range| range.max_val);
            // PyTorch's infinity is near the largest number.
            bounds.push((min.filter(|&min| min >= 0), max.filter(|&max| max < i64::MAX / 2)));
        }
        let value = self.builder.value(ValueType::Tensor(ty.clone()));
        let tensor = self.bind_input(&arg.name, value);
        for (index, size) in sizes_with_symbols(sizes) {
            self.symbols.entry(size).or_insert((tensor, index));
        }
        self.program.inputs.push(Input { name: arg.name.clone(), value, bounds });
        Ok(Persistent { tensor, role: Output::Input(arg.name.clone()), global: None })
    }

    /// The results of the program: the user's outputs, then what else it changed.
    pub fn outputs(
        &mut self,
        program: &'p ExportedProgram,
        persistent: &[Persistent],
    ) -> Result<Vec<ValueId>, String> {
        let (mut results, mut mutations) = (vec![], vec![]);
        let mut number = 0;
        for spec in &program.graph_module.signature.output_specs {
            let (arg, role) = match spec {
                OutputSpec::UserOutput { arg } => {
                    self.user_output(arg, &mut number, &mut results)?;
                    continue;
                }
                OutputSpec::LossOutput { arg } => {
                    let arg = Argument::AsTensor(arg.clone());
                    self.user_output(&arg, &mut number, &mut results)?;
                    continue;
                }
                OutputSpec::BufferMutation { arg, buffer_name } => {
                    (arg, Output::Global(buffer_name.clone()))
                }
                OutputSpec::ParameterMutation { arg, parameter_name } => {
                    (arg, Output::Global(parameter_name.clone()))
                }
                OutputSpec::UserInputMutation { arg, user_input_name } => {
                    (arg, Output::Input(user_input_name.clone()))
                }
                other => return Err(format!("an output is {other:?}, which is not supported")),
            };
            let value = self.read_tensor(&arg.name)?;
            mutations.push((role, value));
        }
        // What was written to in place is changed, whether the signature says so or not.
        for entry in persistent {
            let is_said = mutations.iter().any(|(role, _)| *role == entry.role);
            if self.aliases.is_written(entry.tensor) && !is_said {
                let value = self.read(entry.tensor)?;
                mutations.push((entry.role.clone(), value));
            }
        }
        for (role, value) in mutations {
            let entry = persistent.iter().find(|entry| entry.role == role);
            let entry = entry.ok_or_else(|| format!("{role:?} is mutated, but is no input"))?;
            if let Some(global) = entry.global {
                self.program.globals[global].mutated = true;
            }
            self.program.outputs.push(role);
            results.push(value);
        }
        Ok(results)
    }

    /// Adds an output of the user; `None` has a number, but no result.
    fn user_output(
        &mut self,
        arg: &Argument,
        number: &mut usize,
        results: &mut Vec<ValueId>,
    ) -> Result<(), String> {
        let values = match arg {
            Argument::AsNone(_) => vec![None],
            Argument::AsTensor(tensor) => match self.binding(&tensor.name)? {
                Binding::None => vec![None],
                _ => vec![Some(self.read_tensor(&tensor.name)?)],
            },
            Argument::AsTensors(tensors) => {
                let values = tensors.iter().map(|tensor| self.read_tensor(&tensor.name).map(Some));
                values.collect::<Result<_, _>>()?
            }
            Argument::AsSymInts(ints) => {
                let mut values = vec![];
                for int in ints {
                    let int = self.int(&Argument::AsSymInt(int.clone()))?;
                    values.push(Some(self.builder.int_value(int)));
                }
                values
            }
            Argument::AsString(_) => {
                return Err(format!("output {number} is a string, which is not supported"));
            }
            number => {
                let operand = self.number(number)?;
                vec![Some(self.number_value(&operand)?)]
            }
        };
        for value in values {
            if let Some(value) = value {
                results.push(value);
                self.program.outputs.push(Output::User(*number));
            }
            *number += 1;
        }
        Ok(())
    }
}

/// The places of the sizes that are a symbol alone.
fn sizes_with_symbols(sizes: &[SymInt]) -> Vec<(usize, String)> {
    let symbol = |size: &SymInt| match size {
        SymInt::AsExpr(expr) => match Expr::parse(&expr.expr_str) {
            Ok(Expr::Symbol(name)) => Some(name),
            _ => None,
        },
        SymInt::AsInt(_) => None,
    };
    let sizes = sizes.iter().enumerate();
    sizes.filter_map(|(index, size)| Some((index, symbol(size)?))).collect()
}

/// The value of a constant input: a union, such as `{"as_int": 3}`.
fn constant(value: &Value) -> Binding {
    let Some((kind, value)) = value.as_object().and_then(|map| map.iter().next()) else {
        return Binding::None;
    };
    let scalar = match kind.as_str() {
        "as_int" => value.as_i64().map(Scalar::Int),
        "as_float" => value.as_f64().map(Scalar::Float),
        "as_bool" => value.as_bool().map(Scalar::Bool),
        _ => None,
    };
    scalar.map_or(Binding::None, Binding::Constant)
}
