//! Drafts in an e-graph.

use melior::ir::{Attribute, Type};
use tricast_egraph::{
    Id,
    node::{Graph, Kind, Node},
    rule::Step,
};
use tricast_mlir::ranges::Range;

use super::{Draft, DraftOp, Slot};
use crate::rewrite::host::Host;

/// A program in an e-graph.
pub struct Inserted {
    /// Its nodes in order, with the identifiers by which they name each other.
    pub nodes: Vec<(Id, Node)>,
    /// What the ops that the rule replaces give.
    pub results: Vec<Id>,
}

/// Adds an op to an e-graph: the classes of its results.
pub fn insert_op<'c>(
    graph: &mut Graph,
    host: &mut Host<'c>,
    name: &str,
    attributes: &[(String, Attribute<'c>)],
    operands: &[Id],
    types: &[Type<'c>],
    nodes: &mut Vec<(Id, Node)>,
) -> Vec<Id> {
    let tables = &mut graph.analysis.tables;
    let entries = attributes.iter();
    let entries: Vec<_> =
        entries.map(|(name, value)| (tables.name(name), host.number(*value))).collect();
    let attributes = tables.dictionary(&entries);
    let numbers: Vec<_> = types.iter().map(|ty| host.type_number(*ty)).collect();
    let kind = Kind::Op { name: tables.name(name), attributes, types: tables.types(&numbers) };
    let node = Node { kind, operands: operands.iter().copied().collect() };
    let id = graph.add(node.clone());
    nodes.push((id, node));
    let result = |index: usize| {
        if types.len() == 1 {
            return id;
        }
        let kind = Kind::Result(index as u32);
        let node = Node { kind, operands: [id].into_iter().collect() };
        let result = graph.add(node.clone());
        nodes.push((result, node));
        result
    };
    (0..types.len()).map(result).collect()
}

/// Adds an input to an e-graph.
pub fn insert_input<'c>(
    graph: &mut Graph,
    host: &mut Host<'c>,
    number: usize,
    ty: Type<'c>,
    is_constant: bool,
    range: Option<Range>,
    nodes: &mut Vec<(Id, Node)>,
) -> Id {
    let ty = host.type_number(ty);
    let types = graph.analysis.tables.types(&[ty]);
    let constants = &mut graph.analysis.constants;
    if constants.len() <= number {
        constants.resize(number + 1, false);
    }
    constants[number] = is_constant;
    let ranges = &mut graph.analysis.ranges;
    if ranges.len() <= number {
        ranges.resize(number + 1, None);
    }
    ranges[number] = range;
    let kind = Kind::Leaf(number as u32, types);
    let node = Node { kind, operands: [].into_iter().collect() };
    let id = graph.add(node.clone());
    nodes.push((id, node));
    id
}

impl<'c> Draft<'_, 'c> {
    /// Puts the program into an e-graph.
    pub fn insert(&self, graph: &mut Graph, host: &mut Host<'c>) -> Inserted {
        let mut ids: Vec<Option<Id>> = vec![None; self.state.values.len()];
        let mut nodes = vec![];
        for (number, value) in self.state.values.iter().enumerate() {
            if value.from.is_none() {
                let (ty, range) = (self.mlir_type(number), self.state.inputs[value.input].range());
                let (input, is_constant) = (value.input, value.is_constant);
                let id = insert_input(graph, host, input, ty, is_constant, range, &mut nodes);
                ids[number] = Some(id);
            }
        }
        for op in &self.state.ops {
            let operands = op.operands.iter().map(|value| ids[*value].expect("made before"));
            let operands: Vec<Id> = operands.collect();
            let types = op.results.iter().map(|value| self.mlir_type(*value));
            let types: Vec<Type> = types.collect();
            let made =
                insert_op(graph, host, op.def.name, &op.attributes, &operands, &types, &mut nodes);
            for (value, id) in op.results.iter().zip(made) {
                ids[*value] = Some(id);
            }
        }
        let results = self.replaced().flat_map(|op| op.results.iter());
        let results = results.map(|value| ids[*value].expect("every value is there")).collect();
        Inserted { nodes, results }
    }

    /// The ops that the rule replaces.
    fn replaced(&self) -> impl Iterator<Item = &DraftOp<'c>> {
        self.rule.steps.iter().filter_map(|step| {
            let (Step::ReplaceByOp(old, _) | Step::ReplaceByValues(old, _)) = step else {
                return None;
            };
            let Some(Slot::Op(number)) = &self.state.slots[*old] else { return None };
            Some(&self.state.ops[*number])
        })
    }
}
