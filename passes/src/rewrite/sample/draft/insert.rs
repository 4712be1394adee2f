//! Drafts in an e-graph.

use tricast_egraph::{
    Id,
    node::{Graph, Kind, Node},
    rule::Step,
};

use super::{Draft, DraftOp, Slot};
use crate::rewrite::host::Host;

/// A program in an e-graph.
pub struct Inserted {
    /// Its nodes in order, with the identifiers by which they name each other.
    pub nodes: Vec<(Id, Node)>,
    /// What the ops that the rule replaces give.
    pub results: Vec<Id>,
}

impl<'c> Draft<'_, 'c> {
    /// Puts the program into an e-graph.
    pub fn insert(&self, graph: &mut Graph, host: &mut Host<'c>) -> Inserted {
        let mut ids: Vec<Option<Id>> = vec![None; self.state.values.len()];
        let mut nodes = vec![];
        for (number, value) in self.state.values.iter().enumerate() {
            if value.from.is_none() {
                let ty = host.type_number(self.mlir_type(number));
                let types = graph.analysis.tables.types(&[ty]);
                let constants = &mut graph.analysis.constants;
                if constants.len() <= value.input {
                    constants.resize(value.input + 1, false);
                }
                constants[value.input] = value.is_constant;
                let ranges = &mut graph.analysis.ranges;
                if ranges.len() <= value.input {
                    ranges.resize(value.input + 1, None);
                }
                ranges[value.input] = self.state.inputs[value.input].range();
                let kind = Kind::Leaf(value.input as u32, types);
                let node = Node { kind, operands: [].into_iter().collect() };
                let id = graph.add(node.clone());
                ids[number] = Some(id);
                nodes.push((id, node));
            }
        }
        for op in &self.state.ops {
            self.insert_op(op, graph, host, &mut ids, &mut nodes);
        }
        let results = self.replaced().flat_map(|op| op.results.iter());
        let results = results.map(|value| ids[*value].expect("every value is there")).collect();
        Inserted { nodes, results }
    }

    fn insert_op(
        &self,
        op: &DraftOp<'c>,
        graph: &mut Graph,
        host: &mut Host<'c>,
        ids: &mut [Option<Id>],
        nodes: &mut Vec<(Id, Node)>,
    ) {
        let tables = &mut graph.analysis.tables;
        let entries = op.attributes.iter();
        let entries: Vec<_> =
            entries.map(|(name, value)| (tables.name(name), host.number(*value))).collect();
        let attributes = tables.dictionary(&entries);
        let types = op.results.iter().map(|value| host.type_number(self.mlir_type(*value)));
        let types: Vec<_> = types.collect();
        let types = tables.types(&types);
        let name = tables.name(op.def.name);
        let operands = op.operands.iter().map(|value| ids[*value].expect("made before")).collect();
        let node = Node { kind: Kind::Op { name, attributes, types }, operands };
        let id = graph.add(node.clone());
        nodes.push((id, node));
        for (index, value) in op.results.iter().enumerate() {
            ids[*value] = Some(match op.results.len() {
                1 => id,
                _ => {
                    let kind = Kind::Result(index as u32);
                    let node = Node { kind, operands: [id].into_iter().collect() };
                    let result = graph.add(node.clone());
                    nodes.push((result, node));
                    result
                }
            });
        }
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
