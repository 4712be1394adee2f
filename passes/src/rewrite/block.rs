//! A block as an e-graph, and back.

use melior::{
    Context,
    ir::{
        BlockLike, BlockRef, Identifier, OperationRef, Type, Value, ValueLike,
        attribute::BoolAttribute,
        operation::{OperationBuilder, OperationLike},
    },
};
use rustc_hash::{FxHashMap, FxHashSet};
use tricast_dialects::OpDef;
use tricast_egraph::{
    Id,
    explain::rules_between,
    node::{Graph, Kind, Node},
    tables::{Dictionary, Name, Tables, Types},
};
use tricast_mlir::{
    ir::{
        attribute, attribute_names, block_ops, definition, erase, name_is, nested_ops, outlive_op,
        set_operand,
    },
    rewrite::{defining_op, move_before, op_id, value_id},
};

use super::host::Host;

/// The op by which a program reads a weight that it does not change.
pub const WEIGHT: &str = "ml_program.global_load_const";

/// The attributes that an op of ours may have, as they are named.
struct Names {
    op: Name,
    attributes: Vec<(Name, String)>,
}

impl Names {
    fn new(op: &OpDef, tables: &mut Tables) -> Self {
        let attributes = attribute_names(op);
        let attributes = attributes.into_iter().map(|name| (tables.name(&name), name)).collect();
        Names { op: tables.name(op.name), attributes }
    }
}

/// The ops of a block that have no effects, as an e-graph; all others stay as they are.
pub struct Program<'c> {
    context: &'c Context,
    /// The ops.
    pub graph: Graph,
    /// Their attributes and types.
    pub host: Host<'c>,
    /// What the leaves are.
    leaves: Vec<Value<'c, 'c>>,
    /// The class of a value.
    classes: FxHashMap<usize, Id>,
    /// The ops of the block in order, those that are e-nodes with class and node.
    ops: Vec<(OperationRef<'c, 'c>, Option<(Id, Node)>)>,
    names: FxHashMap<&'static str, Names>,
}

impl<'c> Program<'c> {
    /// Without ops; with proofs if it is to be explained.
    pub fn new(context: &'c Context, tables: Tables, host: Host<'c>, with_proofs: bool) -> Self {
        let mut graph = Graph::default();
        if with_proofs {
            graph = graph.with_explanations_enabled();
        }
        graph.analysis.tables = tables;
        Program {
            context,
            graph,
            host,
            leaves: vec![],
            classes: FxHashMap::default(),
            ops: vec![],
            names: FxHashMap::default(),
        }
    }

    /// Adds the ops of a block.
    pub fn read(&mut self, block: BlockRef<'c, 'c>) {
        for op in block_ops(block).map(outlive_op) {
            let pure = definition(op).filter(|def| op.region_count() == 0 && is_pure(op, def));
            let node = pure.map(|def| self.add(op, def));
            self.ops.push((op, node));
        }
    }

    fn add(&mut self, op: OperationRef<'c, 'c>, def: &'static OpDef) -> (Id, Node) {
        let operands = op.operands().map(|value| self.class(value)).collect();
        let tables = &mut self.graph.analysis.tables;
        let names = self.names.entry(def.name).or_insert_with(|| Names::new(def, tables));
        let mut entries = Vec::with_capacity(names.attributes.len());
        for (name, text) in &names.attributes {
            if let Some(value) = attribute(op, text) {
                entries.push((*name, self.host.number(value)));
            }
        }
        let attributes = tables.dictionary(&entries);
        let types: Vec<_> =
            op.results().map(|result| self.host.type_number(result.r#type())).collect();
        let types = tables.types(&types);
        let kind = Kind::Op { name: names.op, attributes, types };
        let node = Node { kind, operands };
        let class = self.graph.add_uncanonical(node.clone());
        let results: Vec<Value> = op.results().map(Value::from).collect();
        for (index, result) in results.iter().enumerate() {
            let class = match results.len() {
                1 => class,
                _ => {
                    let operands = [class].into_iter().collect();
                    self.graph.add(Node { kind: Kind::Result(index as u32), operands })
                }
            };
            self.classes.insert(value_id(*result), class);
        }
        (class, node)
    }

    /// The class of a value; a leaf if it is no result of an e-node.
    fn class(&mut self, value: Value<'c, 'c>) -> Id {
        if let Some(class) = self.classes.get(&value_id(value)) {
            return *class;
        }
        let ty = self.host.type_number(value.r#type());
        let types = self.graph.analysis.tables.types(&[ty]);
        let number = self.leaves.len() as u32;
        self.leaves.push(value);
        let weight = defining_op(value).is_some_and(|op| name_is(op, WEIGHT));
        self.graph.analysis.constants.push(weight);
        let kind = Kind::Leaf(number, types);
        let class = self.graph.add(Node { kind, operands: [].into_iter().collect() });
        self.classes.insert(value_id(value), class);
        class
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

    /// Makes the block compute what was chosen for each class. An op that was chosen stays where it
    /// is, or moves up to where it is needed first. Gives the new ops, with their classes.
    pub fn write(&self, chosen: &FxHashMap<Id, Node>) -> Vec<(OperationRef<'c, 'c>, Id)> {
        let mut writer = Writer {
            program: self,
            chosen,
            originals: FxHashMap::default(),
            firsts: FxHashMap::default(),
            placed: FxHashMap::default(),
            kept: FxHashSet::default(),
            built: vec![],
        };
        for (op, entry) in &self.ops {
            if let Some((class, node)) = entry {
                writer.originals.entry(self.canonical(node)).or_insert(*op);
                writer.firsts.entry(self.graph.find(*class)).or_insert(*op);
            }
        }
        for (op, entry) in &self.ops {
            match entry {
                Some((class, node)) => {
                    let (class, node) = (self.graph.find(*class), self.canonical(node));
                    let is_it = chosen.get(&class) == Some(&node);
                    let is_first = writer.originals.get(&node) == Some(op);
                    if is_it && is_first && !writer.placed.contains_key(&class) {
                        writer.place(class, *op);
                    }
                }
                None => writer.rewire(*op),
            }
        }
        let Writer { kept, built, .. } = writer;
        for (op, entry) in self.ops.iter().rev() {
            if entry.is_some() && !kept.contains(&op_id(*op)) {
                erase(*op);
            }
        }
        built
    }

    /// The rules that led to a new op of a class from the ops that were there.
    pub fn rules(&mut self, class: Id, chosen: &FxHashMap<Id, Node>) -> Vec<String> {
        let node = &chosen[&class];
        let same = |graph: &Graph, id: Id| graph.find(id) == class;
        let mut entries = self.ops.iter().filter_map(|(_, entry)| entry.as_ref());
        match entries.find(|(own, _)| same(&self.graph, *own)) {
            Some((original, _)) => {
                let original = *original;
                // What is not there any more is a step on the way.
                let is_inside = |_: &Graph, operand: Id| !chosen.contains_key(&operand);
                rules_between(&mut self.graph, original, node, is_inside)
            }
            None => {
                let made = self.graph.analysis.made.iter();
                let mut made = made.filter(|(own, _)| same(&self.graph, *own));
                made.next().map(|(_, rule)| rule.to_string()).into_iter().collect()
            }
        }
    }

    fn canonical(&self, node: &Node) -> Node {
        let operands = node.operands.iter().map(|id| self.graph.find(*id)).collect();
        Node { kind: node.kind, operands }
    }
}

/// Whether an op has no effect but its results. Those of PyTorch that are random in training only
/// have an argument that says whether it is.
fn is_pure(op: OperationRef, def: &OpDef) -> bool {
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

fn operand<'c>(op: OperationRef<'c, 'c>, index: usize) -> Value<'c, 'c> {
    op.operands().nth(index).expect("the op has this operand")
}

/// Puts chosen ops into a block.
struct Writer<'p, 'c> {
    program: &'p Program<'c>,
    chosen: &'p FxHashMap<Id, Node>,
    /// The first op of the block for a node.
    originals: FxHashMap<Node, OperationRef<'c, 'c>>,
    /// The first op of the block that computes a class.
    firsts: FxHashMap<Id, OperationRef<'c, 'c>>,
    /// The results of the classes that are computed by now.
    placed: FxHashMap<Id, Vec<Value<'c, 'c>>>,
    /// The ops of the block that stay.
    kept: FxHashSet<usize>,
    /// The new ops, with their classes.
    built: Vec<(OperationRef<'c, 'c>, Id)>,
}

impl<'c> Writer<'_, 'c> {
    /// Has an op, and the ops in its regions, use the chosen values.
    fn rewire(&mut self, op: OperationRef<'c, 'c>) {
        for (user, index) in uses_within(op) {
            let value = operand(user, index);
            let Some(class) = self.program.classes.get(&value_id(value)) else { continue };
            let class = self.program.graph.find(*class);
            self.place(class, op);
            let new = self.placed[&class][0];
            if value_id(new) != value_id(value) {
                set_operand(user, index, new);
            }
        }
    }

    /// Has a class, and whatever it needs, computed before an op.
    fn place(&mut self, class: Id, before: OperationRef<'c, 'c>) {
        let mut stack = vec![class];
        while let Some(class) = stack.last().copied() {
            if self.placed.contains_key(&class) {
                stack.pop();
                continue;
            }
            let node = &self.chosen[&class];
            let waiting = stack.len();
            let operands = node.operands.iter().map(|id| self.program.graph.find(*id));
            stack.extend(operands.filter(|operand| !self.placed.contains_key(operand)));
            if stack.len() == waiting {
                let values = self.compute(class, node, before);
                self.placed.insert(class, values);
                stack.pop();
            }
        }
    }

    /// The results of a node whose operands are computed.
    fn compute(
        &mut self,
        class: Id,
        node: &Node,
        before: OperationRef<'c, 'c>,
    ) -> Vec<Value<'c, 'c>> {
        let placed = &self.placed;
        let results = |id: &Id| &placed[&self.program.graph.find(*id)];
        match node.kind {
            Kind::Leaf(number, _) => vec![self.program.leaves[number as usize]],
            Kind::Result(index) => vec![results(&node.operands[0])[index as usize]],
            Kind::Op { name, attributes, types } => {
                let operands: Vec<Value> =
                    node.operands.iter().map(|operand| results(operand)[0]).collect();
                let op = match self.originals.get(node) {
                    Some(original) => {
                        if op_id(*original) != op_id(before) {
                            move_before(*original, before);
                        }
                        for (index, value) in operands.iter().enumerate() {
                            if value_id(operand(*original, index)) != value_id(*value) {
                                set_operand(*original, index, *value);
                            }
                        }
                        self.kept.insert(op_id(*original));
                        *original
                    }
                    None => {
                        let op = self.build(class, (name, attributes, types), &operands, before);
                        self.built.push((op, class));
                        op
                    }
                };
                op.results().map(Value::from).collect()
            }
        }
    }

    /// A new op before another.
    fn build(
        &self,
        class: Id,
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
        let location = self.firsts.get(&class).unwrap_or(&before).location();
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
