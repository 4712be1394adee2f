//! A block as an e-graph, and back.

use std::rc::Rc;

use melior::{
    Context,
    ir::{
        BlockLike, BlockRef, Identifier, OperationRef, Type, Value, ValueLike,
        attribute::BoolAttribute,
        operation::{OperationBuilder, OperationLike},
    },
};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use tricast_dialects::{OpDef, ValueType, types::SizeList};
use tricast_egraph::{
    Id, Language,
    choose::{Chosen, by_class},
    explain::rules_between,
    node::{Facts, Graph, Kind, Node},
    tables::{self, Dictionary, Name, Tables, Types},
};
use tricast_mlir::{
    ir::{
        attribute, attribute_names, block_ops, definition, erase, name_is, nested_ops, outlive_op,
        set_operand,
    },
    rewrite::{defining_op, move_before, op_id, value_id},
};

use crate::known::Known;

use super::{
    cost::{Costs, Model},
    host::Host,
    ranges::{MOVES, Weights, of_constant},
};

/// The op by which a program reads a weight that it does not change.
pub const WEIGHT: &str = "ml_program.global_load_const";

/// What is known of all ops of a name.
struct Named {
    def: &'static OpDef,
    name: Name,
    /// The attributes that they may have.
    attributes: Vec<(Name, String)>,
}

impl Named {
    fn new(def: &'static OpDef, tables: &mut Tables) -> Self {
        let attributes = attribute_names(def);
        let attributes = attributes.into_iter().map(|name| (tables.name(&name), name)).collect();
        Named { def, name: tables.name(def.name), attributes }
    }
}

/// The ops of a block that have no effects, as an e-graph; all others stay as they are.
pub struct Program<'p, 'c> {
    context: &'c Context,
    /// The ops.
    pub graph: Graph,
    /// Their attributes and types.
    pub host: Host<'c>,
    /// What the leaves are.
    leaves: Vec<Value<'c, 'c>>,
    /// What is known of weights.
    weights: &'p Weights,
    /// The class of a value.
    classes: FxHashMap<usize, Id>,
    /// The ops of the block in order, those that are e-nodes with the number of the node.
    ops: Vec<(OperationRef<'c, 'c>, Option<Id>)>,
    /// What is known of values beyond their types.
    sizes: Rc<Known>,
    /// By the address of the name of an op; None of those of other dialects.
    known: FxHashMap<usize, Option<Rc<Named>>>,
}

/// A block with the ops that were chosen.
pub struct Written<'c> {
    /// The new ops, with their classes.
    pub built: Vec<(OperationRef<'c, 'c>, Id)>,
    /// Whether anything is not as it was.
    pub is_changed: bool,
}

impl<'p, 'c> Program<'p, 'c> {
    /// Without ops; with proofs if it is to be explained.
    pub fn new(
        context: &'c Context,
        tables: Tables,
        host: Host<'c>,
        weights: &'p Weights,
        with_proofs: bool,
    ) -> Self {
        let mut graph = Graph::default();
        if with_proofs {
            graph = graph.with_explanations_enabled().without_explanation_length_optimization();
        }
        graph.analysis.tables = tables;
        graph.analysis.moves = MOVES.iter().map(|name| graph.analysis.tables.name(name)).collect();
        Program {
            context,
            graph,
            host,
            leaves: vec![],
            weights,
            classes: FxHashMap::default(),
            ops: vec![],
            sizes: Rc::default(),
            known: FxHashMap::default(),
        }
    }

    /// Adds the ops of a block, of whose values that is known.
    pub fn read(&mut self, block: BlockRef<'c, 'c>, sizes: &Rc<Known>) {
        self.sizes = sizes.clone();
        for op in block_ops(block).map(outlive_op) {
            let known = self.known(op);
            let pure = known.filter(|known| op.region_count() == 0 && is_pure(op, known.def));
            let node = pure.map(|known| self.add(op, &known));
            self.ops.push((op, node));
        }
    }

    fn known(&mut self, op: OperationRef<'c, 'c>) -> Option<Rc<Named>> {
        let tables = &mut self.graph.analysis.tables;
        let known = self.known.entry(op.name().to_raw().ptr as usize);
        known.or_insert_with(|| Some(Rc::new(Named::new(definition(op)?, tables)))).clone()
    }

    fn add(&mut self, op: OperationRef<'c, 'c>, known: &Named) -> Id {
        let operands = op.operands().map(|value| self.class(value)).collect();
        let mut entries: SmallVec<[_; 8]> = SmallVec::new();
        for (name, text) in &known.attributes {
            if let Some(value) = attribute(op, text) {
                entries.push((*name, self.host.number(value)));
            }
        }
        let types: SmallVec<[_; 4]> =
            op.results().map(|result| self.type_number(result.into())).collect();
        let tables = &mut self.graph.analysis.tables;
        let attributes = tables.dictionary(&entries);
        let kind = Kind::Op { name: known.name, attributes, types: tables.types(&types) };
        let node = self.graph.add_uncanonical(Node { kind, operands });
        if let Some(range) = of_constant(op, known.def) {
            let facts = Facts { range: Some(range), ..self.graph[node].data };
            self.graph.set_analysis_data(node, facts);
        }
        for (index, result) in op.results().enumerate() {
            let class = match types.len() {
                1 => node,
                _ => {
                    let operands = [node].into_iter().collect();
                    self.graph.add(Node { kind: Kind::Result(index as u32), operands })
                }
            };
            self.classes.insert(value_id(result.into()), class);
        }
        node
    }

    /// The type of a value, with what is known of it.
    fn type_number(&mut self, value: Value<'c, 'c>) -> tables::Type {
        match self.sizes.get(value) {
            Some(known) => self.host.known_type(&mut self.graph.analysis.tables, known),
            None => self.host.type_number(value.r#type()),
        }
    }

    /// The class of a value; a leaf if it is no result of an e-node.
    fn class(&mut self, value: Value<'c, 'c>) -> Id {
        if let Some(class) = self.classes.get(&value_id(value)) {
            return *class;
        }
        let ty = self.type_number(value);
        let types = self.graph.analysis.tables.types(&[ty]);
        let number = self.leaves.len() as u32;
        self.leaves.push(value);
        let weight = defining_op(value).is_some_and(|op| name_is(op, WEIGHT));
        self.graph.analysis.constants.push(weight);
        let range = defining_op(value).and_then(|op| self.weights.of_weight(op));
        self.graph.analysis.ranges.push(range);
        let kind = Kind::Leaf(number, types);
        let class = self.graph.add(Node { kind, operands: [].into_iter().collect() });
        self.classes.insert(value_id(value), class);
        class
    }

    /// What is known of a class: its types with their sizes, and whether it follows from weights.
    pub fn describe(&self, class: Id) -> String {
        let facts = self.graph[class].data;
        let types = self.graph.analysis.tables.list(facts.types).iter();
        let types = types.map(|ty| match self.host.known(*ty) {
            ValueType::Tensor(tensor) => {
                format!("{}{}", tensor.dtype.mlir_name(), SizeList(&tensor.shape))
            }
            other => other.to_string(),
        });
        let types: Vec<String> = types.collect();
        format!("{}{}", types.join(", "), if facts.is_constant { ", constant" } else { "" })
    }

    /// The classes of values that other ops use.
    pub fn roots(&self) -> Vec<Id> {
        let mut roots = vec![];
        for (op, node) in &self.ops {
            if node.is_none() {
                for (user, index) in uses_within(*op) {
                    let value = operand(user, index);
                    roots.extend(self.classes.get(&value_id(value)).map(|id| self.graph.find(*id)));
                }
            }
        }
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    /// What the ops cost, in nanoseconds.
    pub fn cost(&self, model: &Model) -> u64 {
        let nodes = self.ops.iter().filter_map(|(_, node)| *node);
        let nodes = nodes.map(|node| self.graph.id_to_node(node));
        Costs::new(model, &self.graph, &self.host).sum(nodes)
    }

    /// Makes the block compute what was chosen for each class. An op that was chosen stays where it
    /// is, or moves up to where it is needed first.
    pub fn write(&self, chosen: &Chosen) -> Written<'c> {
        let graph = &self.graph;
        let mut writer = Writer {
            program: self,
            chosen,
            originals: by_class(graph, None),
            firsts: by_class(graph, None),
            placed: by_class(graph, None),
            stack: vec![],
            written: Written { built: vec![], is_changed: false },
        };
        for (op, node) in &self.ops {
            if let Some(node) = node {
                let class = graph.find(*node);
                writer.firsts[usize::from(class)].get_or_insert(*op);
                if self.is_chosen(chosen, *node) {
                    writer.originals[usize::from(class)].get_or_insert(*op);
                }
            }
        }
        for (op, node) in &self.ops {
            match node {
                Some(node) if writer.is_original(*node, *op) => writer.place(*node, *op),
                Some(_) => {}
                None => writer.rewire(*op),
            }
        }
        for (op, node) in self.ops.iter().rev() {
            if node.is_some_and(|node| !writer.is_kept(node, *op)) {
                erase(*op);
                writer.written.is_changed = true;
            }
        }
        writer.written
    }

    /// Whether a node was chosen for its class.
    fn is_chosen(&self, chosen: &Chosen, node: Id) -> bool {
        let Some(chosen) = chosen.node(&self.graph, node) else { return false };
        let node = self.graph.id_to_node(node);
        let mut operands = node.operands.iter().zip(&chosen.operands);
        node.matches(chosen) && operands.all(|(a, b)| self.graph.find(*a) == self.graph.find(*b))
    }

    /// The rules that led to new ops, with their classes, from the ops that were there.
    pub fn rules(
        &mut self,
        classes: impl Iterator<Item = Id>,
        chosen: &Chosen,
    ) -> Vec<Vec<String>> {
        let mut originals = by_class(&self.graph, None);
        for node in self.ops.iter().filter_map(|(_, node)| *node) {
            originals[usize::from(self.graph.find(node))].get_or_insert(node);
        }
        let mut makers = by_class(&self.graph, None);
        for (class, rule) in &self.graph.analysis.made {
            makers[usize::from(self.graph.find(*class))].get_or_insert(rule.clone());
        }
        // What is not there any more is a step on the way.
        let is_inside = |graph: &Graph, class: Id| chosen.node(graph, class).is_none();
        classes
            .map(|class| match originals[usize::from(class)] {
                Some(original) => {
                    let node = chosen.node(&self.graph, class).cloned();
                    let node = node.expect("a class of a new op has a node");
                    rules_between(&mut self.graph, original, &node, is_inside)
                }
                None => makers[usize::from(class)].iter().map(|rule| rule.to_string()).collect(),
            })
            .collect()
    }
}

/// Whether an op has no effect but its results. Those of PyTorch that are random in training only
/// have an argument that says whether it is.
pub fn is_pure(op: OperationRef, def: &OpDef) -> bool {
    let trains = || BoolAttribute::try_from(attribute(op, "train")?).ok();
    def.is_pure || trains().is_some_and(|trains| !trains.value())
}

/// Every use of a value in an op or in its regions: the op, and the number of its operand.
fn uses_within<'c>(op: OperationRef<'c, 'c>) -> Vec<(OperationRef<'c, 'c>, usize)> {
    let inner = match op.region_count() {
        0 => vec![],
        _ => nested_ops(op),
    };
    let ops = std::iter::once(op).chain(inner.into_iter().map(outlive_op));
    ops.flat_map(|op| (0..op.operand_count()).map(move |index| (op, index))).collect()
}

fn result<'c>(op: OperationRef<'c, 'c>, index: usize) -> Value<'c, 'c> {
    op.result(index).expect("the op has this result").into()
}

fn operand<'c>(op: OperationRef<'c, 'c>, index: usize) -> Value<'c, 'c> {
    op.operand(index).expect("the op has this operand")
}

/// What computes a class.
#[derive(Clone, Copy)]
enum Place<'c> {
    Value(Value<'c, 'c>),
    /// An op that has not exactly one result.
    Tuple(OperationRef<'c, 'c>),
}

/// Puts chosen ops into a block. The tables have an entry for each class.
struct Writer<'p, 'c> {
    program: &'p Program<'p, 'c>,
    chosen: &'p Chosen,
    /// The first op of the block that is the node chosen for the class.
    originals: Vec<Option<OperationRef<'c, 'c>>>,
    /// The first op of the block that computes the class.
    firsts: Vec<Option<OperationRef<'c, 'c>>>,
    /// What computes the class by now.
    placed: Vec<Option<Place<'c>>>,
    /// What is to be placed; empty between two calls.
    stack: Vec<Id>,
    written: Written<'c>,
}

impl<'c> Writer<'_, 'c> {
    fn class(&self, id: Id) -> usize {
        usize::from(self.program.graph.find(id))
    }

    /// Whether an op is the one of the block that computes its class, if that is needed.
    fn is_original(&self, class: Id, op: OperationRef<'c, 'c>) -> bool {
        self.originals[self.class(class)].is_some_and(|original| op_id(original) == op_id(op))
    }

    fn is_kept(&self, class: Id, op: OperationRef<'c, 'c>) -> bool {
        self.placed[self.class(class)].is_some() && self.is_original(class, op)
    }

    /// The value of a class that is placed.
    fn value(&self, id: Id) -> Value<'c, 'c> {
        match self.placed[self.class(id)] {
            Some(Place::Value(value)) => value,
            _ => unreachable!("what is used is placed, and no tuple"),
        }
    }

    /// Has an op use another value, if it is another.
    fn set(&mut self, user: OperationRef<'c, 'c>, index: usize, value: Value<'c, 'c>) {
        if value_id(operand(user, index)) != value_id(value) {
            set_operand(user, index, value);
            self.written.is_changed = true;
        }
    }

    /// Has an op, and the ops in its regions, use the chosen values.
    fn rewire(&mut self, op: OperationRef<'c, 'c>) {
        for (user, index) in uses_within(op) {
            let class = self.program.classes.get(&value_id(operand(user, index)));
            if let Some(class) = class.copied() {
                self.place(class, op);
                self.set(user, index, self.value(class));
            }
        }
    }

    /// Has a class, and whatever it needs, computed before an op.
    fn place(&mut self, class: Id, before: OperationRef<'c, 'c>) {
        let graph = &self.program.graph;
        self.stack.push(class);
        while let Some(class) = self.stack.last().copied() {
            let number = self.class(class);
            if self.placed[number].is_some() {
                self.stack.pop();
                continue;
            }
            let node = self.chosen.node(graph, class).expect("what is needed is chosen");
            let waiting = self.stack.len();
            for operand in &node.operands {
                if self.placed[self.class(*operand)].is_none() {
                    self.stack.push(*operand);
                }
            }
            if self.stack.len() == waiting {
                self.placed[number] = Some(self.compute(number, node, before));
                self.stack.pop();
            }
        }
    }

    /// What computes a node whose operands are computed.
    fn compute(&mut self, class: usize, node: &Node, before: OperationRef<'c, 'c>) -> Place<'c> {
        let op = match node.kind {
            Kind::Leaf(number, _) => return Place::Value(self.program.leaves[number as usize]),
            Kind::Result(index) => match self.placed[self.class(node.operands[0])] {
                Some(Place::Tuple(op)) => return Place::Value(result(op, index as usize)),
                _ => unreachable!("a result is one of a tuple"),
            },
            Kind::Op { name, attributes, types } => match self.originals[class] {
                Some(original) => {
                    if op_id(original) != op_id(before) {
                        move_before(original, before);
                        self.written.is_changed = true;
                    }
                    for (index, operand) in node.operands.iter().enumerate() {
                        self.set(original, index, self.value(*operand));
                    }
                    original
                }
                None => {
                    let operands: Vec<Value> =
                        node.operands.iter().map(|operand| self.value(*operand)).collect();
                    let op = self.build(class, (name, attributes, types), &operands, before);
                    self.written.built.push((op, Id::from(class)));
                    self.written.is_changed = true;
                    op
                }
            },
        };
        match op.result_count() {
            1 => Place::Value(result(op, 0)),
            _ => Place::Tuple(op),
        }
    }

    /// A new op before another.
    fn build(
        &self,
        class: usize,
        (name, attributes, types): (Name, Dictionary, Types),
        operands: &[Value<'c, 'c>],
        before: OperationRef<'c, 'c>,
    ) -> OperationRef<'c, 'c> {
        let Program { context, graph, host, .. } = self.program;
        let tables = &graph.analysis.tables;
        let attributes: Vec<_> = tables
            .entries(attributes)
            .iter()
            .map(|(name, value)| {
                (Identifier::new(context, tables.text(*name)), host.attribute(*value))
            })
            .collect();
        let types: Vec<Type> = tables.list(types).iter().map(|ty| host.ty(*ty)).collect();
        let location = self.firsts[class].unwrap_or(before).location();
        let op = OperationBuilder::new(tables.text(name), location)
            .add_operands(operands)
            .add_attributes(&attributes)
            .add_results(&types)
            .build()
            .expect("an op with its result types is built");
        let block = before.block().expect("an op of a block is in it");
        outlive_op(block.insert_operation_before(before, op))
    }
}
