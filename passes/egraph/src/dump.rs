//! An e-graph as text: for GraphViz, and as extraction-gym reads it.

use std::fmt::Write;

use egg::Id;
use indexmap::IndexMap;

use crate::{
    choose::counted,
    extract::gym::{EGraph, GymNode},
    node::{Graph, Kind, Node},
};

/// What a node is called: the name of its op.
fn label(graph: &Graph, node: &Node) -> String {
    match node.kind {
        Kind::Op { name, .. } => graph.analysis.tables.text(name).to_owned(),
        Kind::Result(index) => format!("result {index}"),
        Kind::Leaf(number, _) => format!("leaf {number}"),
    }
}

/// The classes in order.
fn classes(graph: &Graph) -> Vec<Id> {
    let mut classes: Vec<Id> = graph.classes().map(|class| class.id).collect();
    classes.sort_unstable();
    classes
}

/// For GraphViz: a box for each class, with its nodes, each of which points to the classes of its
/// operands. What `describe` says of a class stands above its nodes.
pub fn dot(graph: &Graph, describe: impl Fn(Id) -> String) -> String {
    let mut text = String::from(
        "digraph egraph {\n  compound=true\n  clusterrank=local\n  node [shape=box, style=rounded]\n",
    );
    let name = |class: Id, node: usize| format!("\"{class}.{node}\"");
    for class in classes(graph) {
        let title = describe(class).replace('"', "'");
        writeln!(text, "  subgraph cluster_{class} {{\n    label=\"{title}\"\n    style=dotted")
            .expect("writing to a string");
        for (number, node) in graph[class].nodes.iter().enumerate() {
            let label = label(graph, node);
            writeln!(text, "    {} [label=\"{label}\"]", name(class, number))
                .expect("writing to a string");
        }
        text.push_str("  }\n");
    }
    for class in classes(graph) {
        for (number, node) in graph[class].nodes.iter().enumerate() {
            for (index, operand) in node.operands.iter().enumerate() {
                let operand = graph.find(*operand);
                let (from, to) = (name(class, number), name(operand, 0));
                writeln!(text, "  {from} -> {to} [lhead=cluster_{operand}, label=\"{index}\"]")
                    .expect("writing to a string");
            }
        }
    }
    text.push_str("}\n");
    text
}

/// As extraction-gym reads it, with costs as they count in extraction.
pub fn serialized(graph: &Graph, roots: &[Id], mut cost: impl FnMut(&Node) -> f64) -> EGraph {
    let mut nodes = IndexMap::new();
    for class in classes(graph) {
        for (number, node) in graph[class].nodes.iter().enumerate() {
            let cost = counted(graph, node, cost(node));
            let entry = GymNode {
                op: label(graph, node),
                children: node
                    .operands
                    .iter()
                    .map(|operand| format!("{}.0", graph.find(*operand)))
                    .collect(),
                eclass: class.to_string(),
                cost: cost.is_finite().then_some(cost),
            };
            nodes.insert(format!("{class}.{number}"), entry);
        }
    }
    let root_eclasses = roots.iter().map(|root| graph.find(*root).to_string()).collect();
    EGraph { nodes, root_eclasses }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        choose::Choices,
        extract::greedy,
        tables::{Name, Type},
    };

    #[test]
    fn what_is_written_is_the_problem_that_is_solved() {
        let mut graph = Graph::default();
        let types = graph.analysis.tables.types(&[Type(0)]);
        let attributes = graph.analysis.tables.dictionary(&[]);
        let add = |graph: &mut Graph, name: &str, operands: &[Id]| {
            let name: Name = graph.analysis.tables.name(name);
            let kind = Kind::Op { name, attributes, types };
            graph.add(Node { kind, operands: operands.into() })
        };
        let leaf = Node { kind: Kind::Leaf(0, types), operands: [].into_iter().collect() };
        let x = graph.add(leaf);
        let slow = add(&mut graph, "slow", &[x]);
        let fast = add(&mut graph, "fast", &[x]);
        let root = add(&mut graph, "root", &[slow, x]);
        graph.union(slow, fast);
        graph.rebuild();
        let cost = |node: &Node| match node.kind {
            Kind::Op { name: Name(0), .. } => 5.0,
            Kind::Op { .. } => 1.0,
            _ => 0.0,
        };
        let written = serialized(&graph, &[root], cost);
        let own = Choices::new(&graph, &[root], cost).unwrap();
        let read = EGraph::parse(&written.to_json().unwrap()).unwrap().problem().unwrap();
        assert_eq!(greedy(&read).unwrap().cost(), 2.0);
        assert_eq!(greedy(&own.problem).unwrap().cost(), 2.0);
        let dot = dot(&graph, |class| format!("class \"{class}\""));
        assert_eq!(dot.matches("subgraph").count(), 3);
        assert!(dot.contains("label=\"class '"), "{dot}");
    }
}
