//! What ops cost: a model of a target, as data.

use std::collections::HashMap;

use serde::Deserialize;
use tricast_egraph::{
    node::{Graph, Kind, Node},
    tables::Type,
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

impl Model {
    /// The model of the CPU.
    pub fn cpu() -> Self {
        serde_json::from_str(CPU).expect("costs/cpu.json is a model")
    }

    /// Reads a model from a file.
    ///
    /// # Errors
    /// If it cannot be read, or is none; with its name.
    pub fn read(path: &str) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))
    }

    /// What a node costs: of ops that are not listed, what it takes to start them and to read
    /// and write their operands and results.
    pub fn cost(&self, graph: &Graph, host: &Host, node: &Node) -> f64 {
        let Kind::Op { name, types, .. } = node.kind else { return 0.0 };
        let tables = &graph.analysis.tables;
        let own = self.ops.get(tables.text(name)).copied().unwrap_or_default();
        let results = tables.list(types).iter().map(|ty| self.bytes(host, *ty));
        let operands = node.operands.iter().map(|operand| {
            let types = tables.list(graph[*operand].data.types);
            types.first().map_or(0.0, |ty| self.bytes(host, *ty))
        });
        let bytes: f64 = results.chain(operands).sum();
        own.dispatch.unwrap_or(self.dispatch) + bytes * own.byte.unwrap_or(self.byte)
    }

    /// The bytes of a value of a type.
    fn bytes(&self, host: &Host, ty: Type) -> f64 {
        let ty = host.ty(ty);
        let Some(bits) = element_type(ty).and_then(bit_width) else { return 0.0 };
        let sizes = shape_of(ty).into_iter().map(|size| size.unwrap_or(self.dynamic_size) as f64);
        sizes.product::<f64>() * f64::from(bits) / 8.0
    }
}
