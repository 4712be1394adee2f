//! A program in the dialect `spyre` as data.

use std::collections::HashMap;

use melior::ir::{
    OperationRef,
    attribute::{ArrayAttribute, IntegerAttribute},
    operation::OperationLike,
};
use tricast_dialects::{Arguments, OpDef, TensorType, ValueType, lookup};
use tricast_mlir::{
    diagnostics::place,
    ir::{
        self, arguments, attribute, block_arguments, block_ops, dense_bytes, entry, name_is,
        type_of,
    },
    rewrite::{is_used, value_id},
};
use tricast_runtime::{ArgumentSource, Function};

use crate::{cpu::signature::Source, parts::OVERWRITES};

/// A tensor of a program, by its number.
pub type ValueId = usize;

/// A program.
#[derive(Clone, Debug)]
pub struct Graph {
    /// What it takes and gives: inputs first, then weights and buffers.
    pub main: Function,
    /// The type of each tensor.
    pub types: Vec<TensorType>,
    /// The tensor of each argument of `main`; None for one that nobody reads, or a number.
    pub arguments: Vec<Option<ValueId>>,
    /// Tensors that are written in the program, with their bytes.
    pub constants: Vec<(ValueId, Vec<u8>)>,
    /// What it does, in order.
    pub nodes: Vec<Node>,
    /// The tensor of each result of `main`.
    pub results: Vec<ValueId>,
    /// For each argument whose memory a result may be in the result: its new value.
    pub changed: HashMap<usize, usize>,
}

/// An op.
#[derive(Clone, Debug)]
pub struct Node {
    /// Which.
    pub op: &'static OpDef,
    /// What it is given; tensors by their types.
    pub arguments: Arguments,
    /// The tensors that it is given, those of each parameter.
    pub operands: Vec<Vec<ValueId>>,
    /// What it gives.
    pub results: Vec<ValueId>,
    /// Where it comes from, as far as that is known.
    pub place: Option<String>,
}

impl Node {
    /// The op of `aten` that it does, without the dialect: `add.Tensor`.
    pub fn name(&self) -> &'static str {
        let name = self.op.source.unwrap_or(self.op.name);
        name.strip_prefix("aten.").unwrap_or(name)
    }

    /// The tensors that a parameter is given.
    pub fn tensors(&self, name: &str) -> &[ValueId] {
        let index = self.op.params.iter().position(|param| param.name == name);
        index.and_then(|index| self.operands.get(index)).map_or(&[], Vec::as_slice)
    }

    /// The tensor that a parameter is given, if it is given one.
    pub fn tensor(&self, name: &str) -> Option<ValueId> {
        self.tensors(name).first().copied()
    }
}

impl Graph {
    /// Reads `@main` of a module.
    ///
    /// # Errors
    /// If it is not what this target compiles.
    pub fn read(module: OperationRef) -> Result<Graph, String> {
        Graph::read_with_values(module).map(|(graph, _)| graph)
    }

    /// The same with the number of each tensor, by [`value_id`].
    ///
    /// # Errors
    /// As [`Graph::read`].
    pub fn read_with_values(
        module: OperationRef,
    ) -> Result<(Graph, HashMap<usize, ValueId>), String> {
        let module = ir::outlive_op(module);
        let source = Source::read(module)?;
        let main = ir::function(module, "main").ok_or("the module has no function @main")?;
        let block = ir::body(main).ok_or("@main has no body")?;
        let mut reader = Reader::default();
        for argument in block_arguments(block) {
            let ty = type_of(argument);
            let number = reader.add(value_id(argument), ty);
            reader.arguments.push(number);
        }
        let mut globals = vec![];
        for op in block_ops(block) {
            let loads = ["ml_program.global_load_const", "ml_program.global_load"];
            if loads.iter().any(|name| name_is(op, name)) {
                reader.global(op, &mut globals)?;
            } else if name_is(op, "func.return") {
                let all = op.operands().map(|value| reader.values.get(&value_id(value)).copied());
                reader.results = all.collect::<Option<_>>().ok_or("a result is no tensor")?;
            } else {
                reader.op(op).map_err(|error| match place(op.location()) {
                    Some(place) => format!("{place}: {error}"),
                    None => error,
                })?;
            }
        }
        let Reader { types, arguments, constants, nodes, results, values, .. } = reader;
        let function = main;
        let main = source.with_globals(globals.iter())?;
        let changed = changed(function, &main);
        Ok((Graph { main, types, arguments, constants, nodes, results, changed }, values))
    }

    /// The names of the weights and buffers that it reads, by the number of their argument.
    pub fn globals(&self) -> impl Iterator<Item = (usize, &str)> {
        let arguments = self.main.arguments.iter().enumerate();
        arguments.filter_map(|(index, argument)| match &argument.source {
            ArgumentSource::Global(name) => Some((index, name.as_str())),
            _ => None,
        })
    }
}

/// The arguments that a program changes, each with the result that is its new value.
fn changed(function: OperationRef, main: &Function) -> HashMap<usize, usize> {
    let attributes = attribute(function, "res_attrs");
    let attributes = attributes.and_then(|attribute| ArrayAttribute::try_from(attribute).ok());
    let overwritten = |result: usize| {
        let entries = attributes?.element(result).ok()?;
        let argument = IntegerAttribute::try_from(entry(entries, OVERWRITES)?).ok()?;
        usize::try_from(argument.value()).ok()
    };
    let changed = main.results.iter().enumerate().filter_map(|(number, result)| {
        let mut sources = main.arguments.iter().map(|argument| &argument.source);
        let changed = sources.position(|source| result.target.changes(source));
        Some((changed.or_else(|| overwritten(number))?, number))
    });
    changed.collect()
}

#[derive(Default)]
struct Reader {
    values: HashMap<usize, ValueId>,
    types: Vec<TensorType>,
    arguments: Vec<Option<ValueId>>,
    constants: Vec<(ValueId, Vec<u8>)>,
    nodes: Vec<Node>,
    results: Vec<ValueId>,
    /// The tensor of each global that was read.
    loaded: HashMap<String, ValueId>,
}

impl Reader {
    /// Another tensor; None for what is none.
    fn add(&mut self, value: usize, ty: Option<ValueType>) -> Option<ValueId> {
        let Some(ValueType::Tensor(ty)) = ty else { return None };
        self.types.push(ty);
        self.values.insert(value, self.types.len() - 1);
        Some(self.types.len() - 1)
    }

    fn global<'c>(
        &mut self,
        op: OperationRef<'c, 'c>,
        globals: &mut Vec<String>,
    ) -> Result<(), String> {
        let name = ir::symbol_attribute(op, "global").ok_or("a load of no global")?.to_owned();
        let Some(result) = op.results().next() else { return Ok(()) };
        if !is_used(result.into()) {
            return Ok(());
        }
        let value = value_id(result.into());
        if let Some(known) = self.loaded.get(&name) {
            self.values.insert(value, *known);
            return Ok(());
        }
        let number = self.add(value, type_of(result.into())).ok_or("a global is no tensor")?;
        self.arguments.push(Some(number));
        self.loaded.insert(name.clone(), number);
        globals.push(name);
        Ok(())
    }

    fn op<'c>(&mut self, op: OperationRef<'c, 'c>) -> Result<(), String> {
        let results: Vec<_> = op.results().collect();
        let name = op.name();
        let name = name.as_string_ref().as_str().unwrap_or_default().to_owned();
        let Some(definition) = lookup(&name).filter(|op| op.dialect == "spyre") else {
            return self.other(op, &name);
        };
        let (arguments, counts) = arguments(op).map_err(|error| error.0)?;
        let mut operands = op.operands();
        let mut groups = vec![];
        for count in counts {
            let group = operands.by_ref().take(count);
            groups.push(
                group.filter_map(|value| self.values.get(&value_id(value)).copied()).collect(),
            );
        }
        let numbers = results.iter().map(|result| {
            let value = (*result).into();
            self.add(value_id(value), type_of(value))
        });
        let numbers: Option<Vec<_>> = numbers.collect();
        self.nodes.push(Node {
            op: definition,
            arguments,
            operands: groups,
            results: numbers.ok_or("a result is no tensor")?,
            place: place(op.location()),
        });
        Ok(())
    }

    /// What is computed of sizes is not needed: types and arguments have it. A tensor that is
    /// written in the program is.
    fn other<'c>(&mut self, op: OperationRef<'c, 'c>, name: &str) -> Result<(), String> {
        for result in op.results() {
            let value = result.into();
            if !is_used(value) || !matches!(type_of(value), Some(ValueType::Tensor(_))) {
                continue;
            }
            let bytes = attribute(op, "value").and_then(dense_bytes);
            let number = self.add(value_id(value), type_of(value));
            match (name, bytes, number) {
                ("arith.constant", Some(bytes), Some(number)) => {
                    self.constants.push((number, bytes))
                }
                _ => return Err(format!("'{name}' is no op of Spyre")),
            }
        }
        Ok(())
    }
}
