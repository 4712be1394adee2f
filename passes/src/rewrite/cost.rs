//! What ops cost: a model of a target, as data.

use std::collections::HashMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use tricast_egraph::{
    choose::counted,
    node::{Graph, Kind, Node},
    tables::{Name, Type},
};
use tricast_mlir::{
    ir::shape_of,
    rewrite::{bit_width, element_type},
};

use super::host::Host;

/// The model of the CPU.
const CPU: &str = include_str!("../../costs/cpu.json");

/// Costs of ops, in microseconds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Of starting an op.
    dispatch: f64,
    /// Of reading or writing a byte.
    byte: f64,
    /// How large a dynamic dimension is thought to be.
    dynamic_size: i64,
    /// What names of ops begin with that the target cannot do.
    #[serde(default)]
    refuses: Vec<String>,
    /// What ops cost that differ, by name.
    #[serde(default)]
    ops: HashMap<String, OpCost>,
}

/// What one op costs; what is not said is as for all.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct OpCost {
    /// Of starting it.
    dispatch: Option<f64>,
    /// Of a byte that it reads or writes.
    byte: Option<f64>,
}

/// What an op costs that the target cannot do: it stays only where nothing else is there.
const REFUSED: f64 = 1e9;

impl Model {
    /// Whether the target cannot do ops of this name.
    pub fn refuses(&self, name: &str) -> bool {
        self.refuses.iter().any(|prefix| name.starts_with(prefix))
    }

    /// The model of the CPU.
    pub fn cpu() -> Self {
        serde_json::from_str(CPU).expect("costs/cpu.json is a model")
    }

    /// One that refuses nothing.
    pub fn anything() -> Self {
        Model { refuses: vec![], ..Model::cpu() }
    }

    /// Reads a model from a file.
    ///
    /// # Errors
    /// If it cannot be read, or is none; with its name.
    pub fn read(path: &str) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))
    }

    /// What is said of an op.
    fn op(&self, name: &str) -> OpCost {
        match self.refuses(name) {
            true => OpCost { dispatch: Some(REFUSED), byte: None },
            false => self.ops.get(name).copied().unwrap_or_default(),
        }
    }

    /// The bytes of a value of a type.
    fn bytes(&self, ty: melior::ir::Type) -> f64 {
        let Some(bits) = element_type(ty).and_then(bit_width) else { return 0.0 };
        let sizes = shape_of(ty).into_iter().map(|size| size.unwrap_or(self.dynamic_size) as f64);
        sizes.product::<f64>() * f64::from(bits) / 8.0
    }
}

/// What the nodes of an e-graph cost under a model, each type and op looked up once.
pub struct Costs<'a, 'c> {
    model: &'a Model,
    graph: &'a Graph,
    host: &'a Host<'c>,
    bytes: FxHashMap<Type, f64>,
    ops: FxHashMap<Name, OpCost>,
}

impl<'a, 'c> Costs<'a, 'c> {
    /// Of an e-graph whose types this host has.
    pub fn new(model: &'a Model, graph: &'a Graph, host: &'a Host<'c>) -> Self {
        Costs { model, graph, host, bytes: FxHashMap::default(), ops: FxHashMap::default() }
    }

    /// What a node costs: of ops that are not listed, what it takes to start them and to read
    /// and write their operands and results.
    pub fn of(&mut self, node: &Node) -> f64 {
        let Kind::Op { name, types, .. } = node.kind else { return 0.0 };
        let Costs { model, graph, host, bytes, ops } = self;
        let tables = &graph.analysis.tables;
        let find = || model.op(tables.text(name));
        let own = *ops.entry(name).or_insert_with(find);
        let operands = node.operands.iter();
        let operands = operands.filter_map(|id| tables.list(graph[*id].data.types).first());
        let types = tables.list(types).iter().chain(operands);
        let bytes = types.map(|ty| *bytes.entry(*ty).or_insert_with(|| model.bytes(host.ty(*ty))));
        let bytes: f64 = bytes.sum();
        own.dispatch.unwrap_or(model.dispatch) + bytes * own.byte.unwrap_or(model.byte)
    }

    /// What nodes cost in sum, as it counts in extraction; in nanoseconds.
    pub fn sum<'n>(&mut self, nodes: impl Iterator<Item = &'n Node>) -> u64 {
        let costs = nodes.map(|node| counted(self.graph, node, self.of(node)));
        (1000.0 * costs.sum::<f64>()).round() as u64
    }
}
