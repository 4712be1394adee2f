//! What ops cost: a model of a target, as data.

use std::collections::HashMap;

use super::host::Host;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::{Map, Value};
use smallvec::SmallVec;
use tricast_dialects::{Dim, ValueType, counterpart, lookup};
use tricast_egraph::{
    choose::counted,
    node::{Graph, Kind, Node},
    tables::{Dictionary, Name, Type},
};

use crate::convert_to_target::is_of_sizes;

/// The models that are known by name; the first is taken where none is named.
const MODELS: [(&str, &str); 5] = [
    ("cpu", include_str!("../../costs/cpu.json")),
    ("core", include_str!("../../costs/core.json")),
    ("mlx", include_str!("../../costs/mlx.json")),
    ("spyre", include_str!("../../costs/spyre.json")),
    ("vulkan", include_str!("../../costs/vulkan.json")),
];

/// What a model refuses with all ops of PyTorch that are not tagged core.
const NON_CORE: &str = "non-core";

/// Costs of ops, in microseconds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Of starting an op.
    dispatch: f64,
    /// Of reading or writing a byte.
    byte: f64,
    /// How large a symbol of dynamic sizes is thought to be, and a size of which nothing is known.
    dynamic_size: i64,
    /// What names of ops begin with that the target cannot do; [`NON_CORE`] besides.
    #[serde(default)]
    refuses: Vec<String>,
    /// Themes of rules that `all` leaves out, as they save nothing on the target.
    #[serde(default)]
    without: Vec<String>,
    /// What ops cost that differ, by name.
    #[serde(default)]
    ops: HashMap<String, OpCost>,
    /// What the target can do, if it is not the CPU: an op of this dialect, and one whose
    /// counterpart there verifies.
    #[serde(default)]
    dialect: Option<String>,
    /// What it costs besides to do an op on the CPU that the target cannot do.
    #[serde(default)]
    fallback: Fallback,
}

/// What an op costs besides that is done on the CPU instead of the target.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fallback {
    /// Of waiting for the other.
    dispatch: f64,
    /// Of a byte that is copied between their memories.
    byte: f64,
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
    /// A model of this name, or in this file; that of the CPU if the name is empty.
    ///
    /// # Errors
    /// If it cannot be read, or is none; with its name.
    pub fn named(name: &str) -> Result<Self, String> {
        let known = MODELS.iter().find(|(own, _)| *own == name || name.is_empty());
        match known {
            Some((_, text)) => Self::parse(text),
            None => std::fs::read_to_string(name)
                .map_err(|error| error.to_string())
                .and_then(|text| Self::parse(&text)),
        }
        .map_err(|reason| format!("{name}: {reason}"))
    }

    /// A model in JSON: what it says, and the rest as in the one that it is `like`.
    fn parse(text: &str) -> Result<Self, String> {
        let read = |text: &str| serde_json::from_str::<Map<String, Value>>(text);
        let mut model = read(text).map_err(|error| error.to_string())?;
        if let Some(base) = model.remove("like") {
            let base = MODELS.iter().find(|(name, _)| base == *name);
            let (_, base) = base.ok_or_else(|| {
                let names: Vec<_> = MODELS.iter().map(|(name, _)| *name).collect();
                format!("expected 'like' to be one of {}", names.join(", "))
            })?;
            let mut all = read(base).map_err(|error| error.to_string())?;
            all.append(&mut model);
            model = all;
        }
        serde_json::from_value(Value::Object(model)).map_err(|error| error.to_string())
    }

    /// Whether the target cannot do ops of this name.
    pub fn refuses(&self, name: &str) -> bool {
        let is_outside = || lookup(name).is_some_and(|op| op.dialect == "aten" && !op.is_core);
        self.refuses.iter().any(|prefix| match prefix.as_str() {
            NON_CORE => is_outside(),
            prefix => name.starts_with(prefix),
        })
    }

    /// Whether rules of a theme are of use to the target: it can do the ops of the dialect of this
    /// name, and does not leave the theme out.
    pub fn takes(&self, theme: &str) -> bool {
        !self.refuses(&format!("{theme}.")) && !self.without.iter().any(|own| own == theme)
    }

    /// One that refuses nothing.
    pub fn anything() -> Result<Self, String> {
        Ok(Model { refuses: vec![], without: vec![], ..Model::named("")? })
    }

    /// What is said of an op.
    fn op(&self, name: &str) -> OpCost {
        match self.refuses(name) {
            true => OpCost { dispatch: Some(REFUSED), byte: None },
            false => self.ops.get(name).copied().unwrap_or_default(),
        }
    }

    /// The bytes of a value.
    fn bytes(&self, known: &ValueType) -> f64 {
        let ValueType::Tensor(tensor) = known else { return 0.0 };
        let symbol = |_: &str| Some(self.dynamic_size);
        let size = |dim: &Dim| dim.evaluate(&symbol).unwrap_or(self.dynamic_size).max(1) as f64;
        tensor.shape.iter().map(size).product::<f64>() * tensor.dtype.size() as f64
    }
}

/// What the nodes of an e-graph cost under a model, each type and op looked up once.
pub struct Costs<'a, 'c> {
    model: &'a Model,
    graph: &'a Graph,
    host: &'a Host<'c>,
    bytes: FxHashMap<Type, f64>,
    ops: FxHashMap<Name, OpCost>,
    /// Whether the target can do an op with these attributes on operands of these types.
    takes: FxHashMap<(Name, Dictionary, SmallVec<[Type; 4]>), bool>,
}

impl<'a, 'c> Costs<'a, 'c> {
    /// Of an e-graph whose types this host has.
    pub fn new(model: &'a Model, graph: &'a Graph, host: &'a Host<'c>) -> Self {
        let (bytes, ops, takes) = Default::default();
        Costs { model, graph, host, bytes, ops, takes }
    }

    /// What a node costs: of ops that are not listed, what it takes to start them and to read
    /// and write their operands and results.
    pub fn of(&mut self, node: &Node) -> f64 {
        let Kind::Op { name, attributes, types } = node.kind else { return 0.0 };
        let fallback = match self.takes(node, name, attributes) {
            true => Fallback::default(),
            false => self.model.fallback,
        };
        let Costs { model, graph, host, bytes, ops, .. } = self;
        let tables = &graph.analysis.tables;
        let find = || model.op(tables.text(name));
        let own = *ops.entry(name).or_insert_with(find);
        let operands = node.operands.iter();
        let operands = operands.filter_map(|id| tables.list(graph[*id].data.types).first());
        let types = tables.list(types).iter().chain(operands);
        let bytes =
            types.map(|ty| *bytes.entry(*ty).or_insert_with(|| model.bytes(host.known(*ty))));
        let bytes: f64 = bytes.sum();
        own.dispatch.unwrap_or(model.dispatch)
            + fallback.dispatch
            + bytes * (own.byte.unwrap_or(model.byte) + fallback.byte)
    }

    /// Whether the target can do a node: whether its counterpart verifies.
    fn takes(&mut self, node: &Node, name: Name, attributes: Dictionary) -> bool {
        let Some(dialect) = &self.model.dialect else { return true };
        let tables = &self.graph.analysis.tables;
        let Some(own) = lookup(tables.text(name)) else { return true };
        if own.dialect == dialect || is_of_sizes(own) {
            return true;
        }
        let Some(counterpart) = counterpart(dialect, own.name) else { return false };
        let operands = node.operands.iter();
        let operands: Option<SmallVec<_>> =
            operands.map(|id| tables.list(self.graph[*id].data.types).first().copied()).collect();
        let Some(operands) = operands else { return false };
        let host = self.host;
        let call = (name, attributes, operands);
        if let Some(known) = self.takes.get(&call) {
            return *known;
        }
        let takes = host.infer_as(tables, counterpart, attributes, &call.2).is_ok();
        self.takes.insert(call, takes);
        takes
    }

    /// What nodes cost in sum, as it counts in extraction; in nanoseconds.
    pub fn sum<'n>(&mut self, nodes: impl Iterator<Item = &'n Node>) -> u64 {
        let costs = nodes.map(|node| counted(self.graph, node, self.of(node)));
        (1000.0 * costs.sum::<f64>()).round() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_models_are_read() {
        for (name, _) in MODELS {
            Model::named(name).unwrap();
        }
    }

    #[test]
    fn core_refuses_what_is_not_core() {
        let model = Model::named("core").unwrap();
        let refuses = |name| model.refuses(name);
        assert!(!refuses("aten.mm"));
        assert!(refuses("aten.linear"));
        assert!(!refuses("quantized.quantize_per_tensor"));
        assert!(refuses("et_vk.linear_qcs4w"));
        assert!(!Model::named("").unwrap().refuses("aten.linear"));
    }

    #[test]
    fn a_model_may_leave_themes_out() {
        let model = Model::parse(r#"{"like": "cpu", "without": ["fold"]}"#).unwrap();
        assert!(!model.takes("fold"));
        assert!(model.takes("fuse"));
        assert!(Model::named("cpu").unwrap().takes("fold"));
    }

    #[test]
    fn what_is_no_model_is_an_error() {
        let error = |text| Model::parse(text).unwrap_err();
        assert!(error("[]").contains("invalid type"));
        assert!(error("{}").contains("dispatch"));
        assert!(error(r#"{"like": "gpu"}"#).contains("one of cpu, core, mlx, spyre, vulkan"));
        assert!(error(r#"{"like": "cpu", "refuses": "all"}"#).contains("a sequence"));
    }
}
