//! Which rules say that two terms are equal, from egg's proofs.

use std::{collections::HashSet, rc::Rc};

use egg::{Id, TreeTerm};
use indexmap::IndexSet;

use crate::node::{Graph, Node};

/// The rules by which a term is equal to another of its class, each once, in the order of the
/// proof. Proofs of operands are a part of it where `is_inside` says so of their class: others,
/// which are values of their own, have proofs of their own.
///
/// # Panics
/// If the graph was made without explanations, or the two are not equal.
pub fn rules_between(
    graph: &mut Graph,
    from: Id,
    to: &Node,
    is_inside: impl Fn(&Graph, Id) -> bool,
) -> Vec<String> {
    let to = graph.add_uncanonical(to.clone());
    let proof = graph.explain_id_equivalence(from, to);
    let mut rules = IndexSet::new();
    let mut seen = HashSet::new();
    let mut stack: Vec<Rc<TreeTerm<Node>>> =
        proof.explanation_trees.iter().rev().cloned().collect();
    while let Some(term) = stack.pop() {
        if !seen.insert(Rc::as_ptr(&term)) {
            continue;
        }
        for rule in [term.backward_rule, term.forward_rule].into_iter().flatten() {
            rules.insert(rule.to_string());
        }
        for (operand, proof) in term.node.operands.iter().zip(&term.child_proofs).rev() {
            if is_inside(graph, graph.find(*operand)) {
                stack.extend(proof.iter().rev().cloned());
            }
        }
    }
    rules.into_iter().collect()
}
