//! E-graphs in the JSON of the crate `egraph-serialize`, which extraction-gym reads.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::problem::{self, Node, Problem};

/// An e-graph as a file has it.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct EGraph {
    /// By name, in the order of the file.
    pub nodes: IndexMap<String, GymNode>,
    /// The names of the classes that are wanted.
    pub root_eclasses: Vec<String>,
}

/// A node as a file has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GymNode {
    /// What it computes, for readers.
    pub op: String,
    /// Nodes, each of which stands for its class.
    #[serde(default)]
    pub children: Vec<String>,
    /// The name of its class.
    pub eclass: String,
    /// None for one that must not be chosen, as JSON has no infinity.
    #[serde(default = "one")]
    pub cost: Option<f64>,
}

fn one() -> Option<f64> {
    Some(1.0)
}

/// Why a file has no problem.
#[derive(Debug, Error)]
pub enum GymError {
    /// It is not of the format.
    #[error("no e-graph: {0}")]
    Json(#[from] serde_json::Error),
    /// A node that is not there.
    #[error("node `{0}` needs node `{1}`, which does not exist")]
    NoNode(String, String),
    /// A root that is not there.
    #[error("root class `{0}` does not exist")]
    NoRoot(String),
    /// Bad costs.
    #[error(transparent)]
    Problem(#[from] problem::Error),
}

impl EGraph {
    /// From the text of a file.
    pub fn parse(json: &str) -> Result<EGraph, GymError> {
        Ok(serde_json::from_str(json)?)
    }

    /// The text of a file.
    pub fn to_json(&self) -> Result<String, GymError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// The names of the classes, in the order in which the problem has them.
    pub fn classes(&self) -> IndexSet<&str> {
        self.nodes.values().map(|node| &*node.eclass).collect()
    }

    /// What to extract from it.
    ///
    /// ```
    /// use tricast_egraph::extract::{greedy, gym::EGraph};
    ///
    /// let graph = EGraph::parse(
    ///     r#"{
    ///         "nodes": {
    ///             "x": { "op": "x", "eclass": "0", "cost": 1.0, "children": [] },
    ///             "neg": { "op": "neg", "eclass": "1", "cost": 2.0, "children": ["x"] }
    ///         },
    ///         "root_eclasses": ["1"]
    ///     }"#,
    /// )?;
    /// let problem = graph.problem()?;
    /// assert_eq!(greedy(&problem)?.cost(), 3.0);
    /// assert_eq!(EGraph::parse(&graph.to_json()?)?, graph);
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    pub fn problem(&self) -> Result<Problem, GymError> {
        let names = self.classes();
        let class_of = |name: &str| names.get_index_of(name);
        let mut classes = vec![Vec::new(); names.len()];
        for (name, node) in &self.nodes {
            let children = node.children.iter().map(|child| {
                let node = self.nodes.get(child);
                node.and_then(|node| class_of(&node.eclass))
                    .ok_or_else(|| GymError::NoNode(name.clone(), child.clone()))
            });
            let children = children.collect::<Result<BTreeSet<_>, _>>()?;
            let class = class_of(&node.eclass).expect("it is the class of a node");
            let cost = node.cost.unwrap_or(f64::INFINITY);
            classes[class].push(Node::new(cost, Vec::from_iter(children)));
        }
        let roots = self.root_eclasses.iter();
        let roots = roots.map(|root| class_of(root).ok_or_else(|| GymError::NoRoot(root.clone())));
        Ok(Problem::new(classes, roots.collect::<Result<_, _>>()?)?)
    }
}
