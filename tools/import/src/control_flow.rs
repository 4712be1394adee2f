//! Higher-order ops: `cond`, `while_loop`, and modes around a body.

use std::collections::HashMap;

use tricast_dialects::ValueType;

use crate::{
    alias::Layout,
    arguments::kind_of,
    functionalize::{Binding, Functionalizer, Scope, result_names},
    ir::{Body, Int, Op, OpKind, Operand, ValueId},
    schema::{Argument, Graph, Node, SymBoolArgument, SymFloatArgument, SymIntArgument},
};

const NO_WRITE: &str = "a tensor from outside of the body of a control-flow op";

impl<'p> Functionalizer<'p> {
    /// `cond(predicate, true_graph, false_graph, operands)`.
    pub fn cond(&mut self, node: &'p Node) -> Result<(), String> {
        let [predicate, then, otherwise, operands @ ..] = node.inputs.as_slice() else {
            return Err("expected a condition and two graphs".into());
        };
        let condition = self.condition(&predicate.arg)?;
        let bindings = self.flatten(operands.iter().map(|input| &input.arg))?;
        let types = self.recorded_results(node)?;
        let (then, then_types) = self.branch(graph(&then.arg)?, &bindings)?;
        let (otherwise, else_types) = self.branch(graph(&otherwise.arg)?, &bindings)?;
        if then_types.len() != types.len() || else_types.len() != types.len() {
            return Err(format!(
                "the branches have {} and {} results, PyTorch's node has {}",
                then_types.len(),
                else_types.len(),
                types.len()
            ));
        }
        let types = types.into_iter().zip(then_types).map(|(ty, then)| ty.unwrap_or(then));
        let kind = OpKind::If { condition, then, otherwise };
        let values = self.builder.push(kind, types.collect());
        self.bind_results(node, &values)
    }

    /// `while_loop(cond_graph, body_graph, carried, additional)`.
    pub fn while_loop(&mut self, node: &'p Node) -> Result<(), String> {
        let [condition, body, operands @ ..] = node.inputs.as_slice() else {
            return Err("expected two graphs".into());
        };
        let (condition, body) = (graph(&condition.arg)?, graph(&body.arg)?);
        let bindings = self.flatten(operands.iter().map(|input| &input.arg))?;
        let count = body.outputs.len();
        let types = self.recorded_results(node)?;
        let Some((carried, additional)) = bindings.split_at_checked(count) else {
            return Err(format!("carries {} values, its body gives {count}", bindings.len()));
        };
        if types.len() != count {
            return Err(format!("has {} results, its body gives {count}", types.len()));
        }
        let mut init = vec![];
        for binding in carried {
            init.push(self.value_of(binding)?);
        }
        let types: Vec<ValueType> = types
            .into_iter()
            .zip(&init)
            .map(|(ty, value)| ty.unwrap_or_else(|| self.builder.type_of(*value).clone()))
            .collect();
        let condition = self.loop_body(condition, &types, additional, true)?;
        let body = self.loop_body(body, &types, additional, false)?;
        let values = self.builder.push(OpKind::While { init, condition, body }, types);
        self.bind_results(node, &values)
    }

    /// The body of a mode: its nodes, as if they stood here.
    pub fn inlined(&mut self, node: &'p Node) -> Result<(), String> {
        let place = node.inputs.iter().position(|input| matches!(input.arg, Argument::AsGraph(_)));
        let place = place.ok_or("expected a graph")?;
        let body = graph(&node.inputs[place].arg)?;
        let bindings = self.flatten(node.inputs[place + 1..].iter().map(|input| &input.arg))?;
        self.enter(body, &bindings)?;
        let result = self.body(body);
        let outputs = match result {
            Ok(()) => self.flatten(body.outputs.iter()),
            Err(error) => Err(error),
        };
        self.scopes.pop();
        let (outputs, names) = (outputs?, result_names(node));
        if outputs.len() != names.len() {
            return Err(format!("has {} results, its body gives {}", names.len(), outputs.len()));
        }
        for (name, binding) in names.into_iter().zip(outputs) {
            if let Some(name) = name {
                self.bind(name, binding);
            }
        }
        Ok(())
    }

    /// What arguments stand for, lists one by one.
    fn flatten<'a>(
        &mut self,
        arguments: impl Iterator<Item = &'a Argument>,
    ) -> Result<Vec<Binding>, String> {
        let mut bindings = vec![];
        for argument in arguments {
            match argument {
                Argument::AsTensor(tensor) => bindings.push(self.binding(&tensor.name)?),
                Argument::AsTensors(tensors) => {
                    for tensor in tensors {
                        bindings.push(self.binding(&tensor.name)?);
                    }
                }
                Argument::AsNone(_) => bindings.push(Binding::None),
                Argument::AsInts(ints) => {
                    for int in ints {
                        bindings.push(self.int_binding(Int::Static(*int)));
                    }
                }
                Argument::AsSymInts(ints) => {
                    for int in ints {
                        let int = self.int(&Argument::AsSymInt(int.clone()))?;
                        bindings.push(self.int_binding(int));
                    }
                }
                Argument::AsSymInt(_) => {
                    let int = self.int(argument)?;
                    bindings.push(self.int_binding(int));
                }
                other => bindings.push(match self.number(other)? {
                    Operand::Value(value) => Binding::Number(value),
                    Operand::Constant(tricast_dialects::Argument::Scalar(scalar)) => {
                        Binding::Constant(scalar)
                    }
                    _ => return Err(format!("expected an operand, got {}", kind_of(other))),
                }),
            }
        }
        Ok(bindings)
    }

    fn int_binding(&self, int: Int) -> Binding {
        match int {
            Int::Static(value) => Binding::Constant(tricast_dialects::Scalar::Int(value)),
            Int::Value(value) => Binding::Number(value),
        }
    }

    fn value_of(&mut self, binding: &Binding) -> Result<ValueId, String> {
        match binding {
            Binding::Tensor(tensor) => self.read(*tensor),
            Binding::Number(value) => Ok(*value),
            Binding::Constant(scalar) => {
                let scalar = tricast_dialects::Argument::Scalar(scalar.clone());
                self.number_value(&Operand::Constant(scalar))
            }
            Binding::None => Err("expected a value, got None".into()),
        }
    }

    /// Enters a graph with these inputs.
    fn enter(&mut self, graph: &'p Graph, bindings: &[Binding]) -> Result<(), String> {
        if graph.inputs.len() != bindings.len() {
            return Err(format!(
                "a graph with {} inputs is given {}",
                graph.inputs.len(),
                bindings.len()
            ));
        }
        let mut names = HashMap::new();
        for (input, binding) in graph.inputs.iter().zip(bindings) {
            if let Some(name) = input_name(input) {
                names.insert(name.to_owned(), binding.clone());
            }
        }
        self.scopes.push(Scope { graph, names });
        Ok(())
    }

    fn body(&mut self, graph: &'p Graph) -> Result<(), String> {
        self.nodes(graph).map_err(|error| {
            let message = error.to_string();
            self.error = Some(error);
            message
        })
    }

    /// Tensors from outside, as tensors of a body that must not be written to.
    fn frozen(&mut self, bindings: &[Binding]) -> Result<Vec<Binding>, String> {
        let mut frozen = vec![];
        for binding in bindings {
            frozen.push(match binding {
                Binding::Tensor(tensor) => {
                    let layout = self.aliases.layout(*tensor).clone();
                    let value = self.read(*tensor)?;
                    Binding::Tensor(self.aliases.frozen(value, layout, NO_WRITE))
                }
                other => other.clone(),
            });
        }
        Ok(frozen)
    }

    /// The nodes of a graph as a body of its own, and the types of its results.
    fn nested(
        &mut self,
        graph: &'p Graph,
        bindings: &[Binding],
        arguments: Vec<ValueId>,
        outer: Vec<Op>,
        is_condition: bool,
    ) -> Result<(Body, Vec<ValueType>), String> {
        self.enter(graph, bindings)?;
        let result = self.body(graph).and_then(|()| {
            let outputs = self.flatten(graph.outputs.iter())?;
            let mut values = vec![];
            for output in &outputs {
                let value = self.value_of(output)?;
                let is_tensor = matches!(self.builder.type_of(value), ValueType::Tensor(_));
                let is_bare = is_condition && is_tensor;
                values.push(if is_bare { self.tensor_condition(value)? } else { value });
            }
            Ok(values)
        });
        self.scopes.pop();
        let results = result?;
        let types = results.iter().map(|value| self.builder.type_of(*value).clone()).collect();
        Ok((self.builder.end_body(outer, arguments, results), types))
    }

    fn branch(
        &mut self,
        graph: &'p Graph,
        bindings: &[Binding],
    ) -> Result<(Body, Vec<ValueType>), String> {
        let bindings = self.frozen(bindings)?;
        let outer = self.builder.begin_body();
        self.nested(graph, &bindings, vec![], outer, false)
    }

    fn loop_body(
        &mut self,
        graph: &'p Graph,
        types: &[ValueType],
        additional: &[Binding],
        is_condition: bool,
    ) -> Result<Body, String> {
        let additional = self.frozen(additional)?;
        let arguments: Vec<ValueId> =
            types.iter().map(|ty| self.builder.value(ty.clone())).collect();
        let mut bindings = vec![];
        for (value, ty) in arguments.iter().zip(types) {
            bindings.push(match ty {
                ValueType::Tensor(_) => {
                    Binding::Tensor(self.aliases.frozen(*value, Layout::default(), NO_WRITE))
                }
                _ => Binding::Number(*value),
            });
        }
        bindings.extend(additional);
        let outer = self.builder.begin_body();
        let (body, results) = self.nested(graph, &bindings, arguments, outer, is_condition)?;
        let expected = if is_condition { 1 } else { types.len() };
        if results.len() != expected || (is_condition && results[0] != ValueType::SymBool) {
            return Err(format!("a body of the loop must give {expected} results of its types"));
        }
        Ok(body)
    }
}

fn graph(argument: &Argument) -> Result<&Graph, String> {
    match argument {
        Argument::AsGraph(graph) => Ok(&graph.graph),
        other => Err(format!("expected a graph, got {}", kind_of(other))),
    }
}

fn input_name(input: &Argument) -> Option<&str> {
    match input {
        Argument::AsTensor(tensor) => Some(&tensor.name),
        Argument::AsSymInt(SymIntArgument::AsName(name))
        | Argument::AsSymFloat(SymFloatArgument::AsName(name))
        | Argument::AsSymBool(SymBoolArgument::AsName(name)) => Some(name),
        _ => None,
    }
}
