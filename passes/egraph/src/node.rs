//! E-nodes: ops of a program.

use std::{collections::HashSet, sync::Arc};

use egg::{Analysis, DidMerge, EGraph, Id, Language};
use smallvec::SmallVec;

use crate::tables::{Dictionary, Name, Tables, Types};

/// What an e-node is besides its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// An op without effects. Its class is its result, or the tuple of its results if it has not
    /// exactly one.
    Op {
        /// Its name.
        name: Name,
        /// Its attributes.
        attributes: Dictionary,
        /// The types of its results.
        types: Types,
    },
    /// One of the results of an op that has several: of the only operand.
    Result(u32),
    /// A value that comes from elsewhere: an argument, a result of an op that is no e-node. The
    /// number is the owner's; the types are one.
    Leaf(u32, Types),
}

/// An e-node.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The classes of its operands.
    pub operands: SmallVec<[Id; 4]>,
}

/// What all e-nodes have in common that a pattern may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Head {
    /// Ops of a name.
    Op(Name),
    /// Results.
    Result(u32),
    /// A value from elsewhere.
    Leaf(u32),
}

impl Language for Node {
    type Discriminant = Head;

    fn discriminant(&self) -> Head {
        match self.kind {
            Kind::Op { name, .. } => Head::Op(name),
            Kind::Result(index) => Head::Result(index),
            Kind::Leaf(number, _) => Head::Leaf(number),
        }
    }

    fn matches(&self, other: &Self) -> bool {
        self.kind == other.kind && self.operands.len() == other.operands.len()
    }

    fn children(&self) -> &[Id] {
        &self.operands
    }

    fn children_mut(&mut self) -> &mut [Id] {
        &mut self.operands
    }
}

/// What is known of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The types of its results, with all that is known of their sizes.
    pub types: Types,
    /// Whether it is the tuple of the results of an op that has not exactly one.
    pub is_tuple: bool,
    /// Whether it follows from the weights alone, and so is computed before the first call.
    pub is_constant: bool,
    /// The least and the largest of its elements, as far as that is known.
    pub range: Option<[i64; 2]>,
}

/// Finds the facts of classes; has the tables.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// What the numbers in e-nodes stand for.
    pub tables: Tables,
    /// Which leaves are weights.
    pub constants: Vec<bool>,
    /// The ranges of the leaves' elements.
    pub ranges: Vec<Option<[i64; 2]>>,
    /// Ops whose result has no elements but those of the first operand.
    pub moves: HashSet<Name>,
    /// Types of classes that were merged although they differ.
    pub conflict: Option<[Types; 2]>,
    /// The ops that rules made, with the name of the rule; kept with explanations only.
    pub made: Vec<(Id, Arc<str>)>,
}

/// An e-graph over ops.
pub type Graph = EGraph<Node, Context>;

impl Analysis<Node> for Context {
    type Data = Facts;

    fn make(graph: &mut Graph, node: &Node, _: Id) -> Facts {
        match node.kind {
            Kind::Op { name, types, .. } => Facts {
                types,
                is_tuple: graph.analysis.tables.list(types).len() != 1,
                is_constant: node.operands.iter().all(|class| graph[*class].data.is_constant),
                range: match graph.analysis.moves.contains(&name) {
                    true => node.operands.first().and_then(|class| graph[*class].data.range),
                    false => None,
                },
            },
            Kind::Result(index) => {
                let tuple = graph[node.operands[0]].data;
                let ty = graph.analysis.tables.list(tuple.types)[index as usize];
                let types = graph.analysis.tables.types(&[ty]);
                Facts { types, is_tuple: false, is_constant: tuple.is_constant, range: None }
            }
            Kind::Leaf(number, types) => {
                let is_constant = graph.analysis.constants.get(number as usize) == Some(&true);
                let range = graph.analysis.ranges.get(number as usize).copied().flatten();
                Facts { types, is_tuple: false, is_constant, range }
            }
        }
    }

    fn merge(&mut self, into: &mut Facts, from: Facts) -> DidMerge {
        if !self.tables.are_alike(into.types, from.types) || into.is_tuple != from.is_tuple {
            self.conflict.get_or_insert([into.types, from.types]);
        }
        let before = *into;
        if self.tables.is_finer(from.types, into.types) {
            into.types = from.types;
        }
        into.is_constant |= from.is_constant;
        // What holds of one holds of both, for they are equal.
        into.range = match (into.range, from.range) {
            (Some([a, b]), Some([c, d])) => Some([a.max(c), b.min(d)]),
            (own, other) => own.or(other),
        };
        DidMerge(before != *into, from != *into)
    }
}
