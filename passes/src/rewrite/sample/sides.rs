//! The two sides of a rule as text.

use std::fmt::Write;

use rustc_hash::FxHashMap;
use tricast_egraph::{
    Id,
    choose::Chosen,
    node::{Graph, Kind, Node},
};

use super::{super::host::Host, Input, Instance};

/// A value in a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reference {
    /// An input, by its number.
    Input(usize),
    /// A result of an op, by the number of the op.
    Result(usize, usize),
}

/// An op in a side.
#[derive(Clone, Debug)]
struct Op {
    name: String,
    operands: Vec<Reference>,
    /// As MLIR writes them; nothing if there are none.
    attributes: String,
    operand_types: Vec<String>,
    result_types: Vec<String>,
}

/// A program without inputs.
#[derive(Clone, Debug, Default)]
pub struct Side {
    ops: Vec<Op>,
    results: Vec<(Reference, String)>,
}

impl Side {
    /// How many results it has.
    pub fn result_count(&self) -> usize {
        self.results.len()
    }

    /// The ops as lines of a function whose next input is `first`, and the next op `ops`: the
    /// names of the results, which are tensors.
    fn print(&self, text: &mut String, inputs: &[Input], first: usize, ops: usize) -> Vec<String> {
        let name = |reference: &Reference| match *reference {
            Reference::Input(number) if inputs[number].is_number => {
                format!("%number{}", first + number)
            }
            Reference::Input(number) => format!("%arg{}", first + number),
            Reference::Result(op, 0) if self.ops[op].result_types.len() == 1 => {
                format!("%{}", ops + op)
            }
            Reference::Result(op, index) => format!("%{}#{index}", ops + op),
        };
        let mut line = |line: String| writeln!(text, "  {line}").expect("writing to a string");
        for (number, input) in inputs.iter().enumerate().filter(|(_, input)| input.is_number) {
            let number = first + number;
            line(format!(
                "%number{number} = \"aten.item\"(%arg{number}) : ({}) -> index",
                input.ty
            ));
        }
        for (number, op) in self.ops.iter().enumerate() {
            let results = match op.result_types.len() {
                0 => String::new(),
                1 => format!("%{} = ", ops + number),
                count => format!("%{}:{count} = ", ops + number),
            };
            let operands: Vec<String> = op.operands.iter().map(name).collect();
            line(format!(
                "{results}\"{}\"({}){} : ({}) -> ({})",
                op.name,
                operands.join(", "),
                op.attributes,
                op.operand_types.join(", "),
                op.result_types.join(", ")
            ));
        }
        let mut names = vec![];
        for (number, (reference, ty)) in self.results.iter().enumerate() {
            let (own, tensor) = (name(reference), as_tensor(ty));
            if tensor == *ty {
                names.push(own);
                continue;
            }
            let element = tensor.trim_start_matches("tensor<").trim_end_matches('>');
            let mut element_name = own.clone();
            if ty == "index" {
                element_name = format!("%cast{ops}_{number}");
                line(format!(
                    "{element_name} = \"arith.index_cast\"({own}) : (index) -> {element}"
                ));
            }
            let name = format!("%tensor{ops}_{number}");
            line(format!(
                "{name} = \"tensor.from_elements\"({element_name}) : ({element}) -> {tensor}"
            ));
            names.push(name);
        }
        names
    }
}

/// The type of the result of a program that gives a value of this type: a number is given as a
/// tensor without dimensions.
fn as_tensor(ty: &str) -> String {
    match ty {
        "index" => "tensor<i64>".to_owned(),
        _ if ty.starts_with("tensor") => ty.to_owned(),
        number => format!("tensor<{number}>"),
    }
}

/// A program that computes one side of each instance, one after the other.
pub fn module<'i>(
    instances: impl IntoIterator<Item = &'i Instance>,
    side: impl Fn(&Instance) -> &Side,
) -> String {
    let (mut body, mut ops) = (String::new(), 0);
    let (mut inputs, mut results, mut types): (Vec<String>, Vec<String>, Vec<String>) =
        Default::default();
    for instance in instances {
        let own = side(instance);
        results.extend(own.print(&mut body, &instance.inputs, inputs.len(), ops));
        types.extend(own.results.iter().map(|(_, ty)| as_tensor(ty)));
        let input = |(number, input): (usize, &Input)| {
            format!("%arg{}: {}", inputs.len() + number, input.ty)
        };
        let own_inputs: Vec<String> = instance.inputs.iter().enumerate().map(input).collect();
        inputs.extend(own_inputs);
        ops += own.ops.len();
    }
    let (inputs, results, types) = (inputs.join(", "), results.join(", "), types.join(", "));
    format!("func.func @main({inputs}) -> ({types}) {{\n{body}  return {results} : {types}\n}}\n")
}

/// Puts e-nodes into a side.
pub struct Writer<'a, 'c> {
    graph: &'a Graph,
    host: &'a Host<'c>,
    side: Side,
    /// The values of the classes that are there, by class as the nodes name it.
    values: FxHashMap<Id, Vec<Reference>>,
}

impl<'a, 'c> Writer<'a, 'c> {
    /// Without any.
    pub fn new(graph: &'a Graph, host: &'a Host<'c>) -> Self {
        Writer { graph, host, side: Side::default(), values: FxHashMap::default() }
    }

    /// These nodes, with the identifiers by which others name them, in this order.
    pub fn in_order(mut self, nodes: &[(Id, Node)], results: &[Id]) -> Side {
        for (id, node) in nodes {
            self.add(*id, node);
        }
        self.finish(results)
    }

    /// What was chosen for each class.
    pub fn chosen(mut self, chosen: &Chosen, results: &[Id]) -> Side {
        let results: Vec<Id> = results.iter().map(|id| self.graph.find(*id)).collect();
        let mut stack = results.clone();
        while let Some(class) = stack.last().copied() {
            if self.values.contains_key(&class) {
                stack.pop();
                continue;
            }
            let node = chosen.node(self.graph, class).expect("what is needed is chosen");
            let node = super::canonical(self.graph, node);
            let waiting = stack.len();
            stack.extend(node.operands.iter().filter(|id| !self.values.contains_key(id)));
            if stack.len() == waiting {
                self.add(class, &node);
                stack.pop();
            }
        }
        self.finish(&results)
    }

    fn add(&mut self, id: Id, node: &Node) {
        let values = match node.kind {
            Kind::Leaf(number, _) => vec![Reference::Input(number as usize)],
            Kind::Result(index) => vec![self.values[&node.operands[0]][index as usize]],
            Kind::Op { name, attributes, types } => {
                let tables = &self.graph.analysis.tables;
                let entries = tables.entries(attributes).iter().map(|(name, value)| {
                    format!("{} = {}", tables.text(*name), self.host.attribute(*value))
                });
                let ty = |id: &Id| {
                    let types = self.graph[*id].data.types;
                    self.host.ty(tables.list(types)[0]).to_string()
                };
                let results = tables.list(types);
                let entries = entries.collect::<Vec<_>>().join(", ");
                let op = Op {
                    name: tables.text(name).to_owned(),
                    operands: node.operands.iter().map(|id| self.values[id][0]).collect(),
                    attributes: match entries.is_empty() {
                        true => String::new(),
                        false => format!(" <{{{entries}}}>"),
                    },
                    operand_types: node.operands.iter().map(ty).collect(),
                    result_types: results.iter().map(|ty| self.host.ty(*ty).to_string()).collect(),
                };
                self.side.ops.push(op);
                let number = self.side.ops.len() - 1;
                (0..results.len()).map(|index| Reference::Result(number, index)).collect()
            }
        };
        self.values.insert(id, values);
    }

    fn finish(mut self, results: &[Id]) -> Side {
        let tables = &self.graph.analysis.tables;
        for id in results {
            let ty = self.host.ty(tables.list(self.graph[*id].data.types)[0]);
            self.side.results.push((self.values[id][0], ty.to_string()));
        }
        self.side
    }
}
