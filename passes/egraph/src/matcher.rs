//! Finds where a rule applies.

use egg::Id;

use crate::{
    host::Binding,
    node::{Graph, Head, Kind, Node},
    rule::{Constant, Operands, Rule, RuleOp, Variable},
};

/// What the variables of a rule stand for; None for those that the rewrite sets.
pub type Match = Vec<Option<Binding>>;

/// All matches of a rule, but at most `limit + 1`, without its constraints.
pub fn search(graph: &Graph, rule: &Rule, limit: usize) -> Vec<Match> {
    let mut search = Search { graph, rule, limit, found: vec![] };
    let mut start: Match = vec![None; rule.variables];
    for (variable, constant) in &rule.constants {
        start[*variable] = Some(match constant {
            Constant::Attribute(attribute) => Binding::Attribute(*attribute),
            Constant::Type(ty) => Binding::Type(*ty),
        });
    }
    let mut roots: Vec<Id> = graph
        .classes_for_op(&Head::Op(rule.ops[0].name))
        .map(|classes| classes.collect())
        .unwrap_or_default();
    roots.sort_unstable();
    for class in roots {
        search.op(0, class, &start);
    }
    search.found
}

struct Search<'a> {
    graph: &'a Graph,
    rule: &'a Rule,
    limit: usize,
    found: Vec<Match>,
}

impl Search<'_> {
    /// Matches the op pattern of this number, and all after it, with the nodes of a class.
    fn op(&mut self, number: usize, class: Id, bound: &Match) {
        let pattern = &self.rule.ops[number];
        let graph = self.graph;
        for node in &graph[class].nodes {
            if self.found.len() > self.limit {
                return;
            }
            if let Some(bound) = self.node(pattern, class, node, bound) {
                self.next(number + 1, &bound);
            }
        }
    }

    /// What variables stand for if a node of a class is this op.
    fn node(&self, pattern: &RuleOp, class: Id, node: &Node, bound: &Match) -> Option<Match> {
        let Kind::Op { name, attributes, .. } = node.kind else { return None };
        if name != pattern.name {
            return None;
        }
        let mut bound = bound.clone();
        let tables = &self.graph.analysis.tables;
        for (name, variable) in &pattern.attributes {
            let attribute = tables.entry(attributes, *name)?;
            self.bind(&mut bound, *variable, Binding::Attribute(attribute))?;
        }
        match &pattern.operands {
            Operands::All(variable) => {
                self.bind(&mut bound, *variable, Binding::Values(node.operands.to_vec()))?;
            }
            Operands::Each(variables) => {
                if variables.len() != node.operands.len() {
                    return None;
                }
                for (variable, operand) in variables.iter().zip(&node.operands) {
                    self.bind(&mut bound, *variable, Binding::Value(self.graph.find(*operand)))?;
                }
            }
        }
        for (index, variable) in &pattern.results {
            let result = self.result(class, *index)?;
            self.bind(&mut bound, *variable, Binding::Value(result))?;
        }
        bound[pattern.variable] = Some(Binding::Op(class, node.clone()));
        Some(bound)
    }

    /// The class of a result of an op; None if nothing uses it.
    fn result(&self, class: Id, index: u32) -> Option<Id> {
        result_of(self.graph, class, index)
    }

    fn bind(&self, bound: &mut Match, variable: Variable, binding: Binding) -> Option<()> {
        match &bound[variable] {
            Some(own) if *own == binding => Some(()),
            Some(_) => None,
            None => {
                bound[variable] = Some(binding);
                Some(())
            }
        }
    }

    /// Matches what is left of a rule from the op pattern of this number on.
    fn next(&mut self, number: usize, bound: &Match) {
        let Some(pattern) = self.rule.ops.get(number) else {
            self.found.push(bound.clone());
            return;
        };
        let value = |variable: &Variable| match &bound[*variable] {
            Some(Binding::Value(class)) => Some(*class),
            _ => None,
        };
        // An op whose result is known ...
        let known = pattern.results.iter().find_map(|(index, own)| Some((*index, value(own)?)));
        if let Some((index, class)) = known {
            for op in self.ops_of(class, index) {
                self.op(number, op, bound);
            }
            return;
        }
        // ... or one that has a known operand.
        let Operands::Each(operands) = &pattern.operands else { return };
        let Some(operand) = operands.iter().find_map(value) else { return };
        let mut users: Vec<Id> =
            self.graph[operand].parents().map(|parent| self.graph.find(parent)).collect();
        users.sort_unstable();
        users.dedup();
        for user in users {
            self.op(number, user, bound);
        }
    }

    /// The classes of ops of which a class is the result of this number.
    fn ops_of(&self, class: Id, index: u32) -> Vec<Id> {
        let mut ops = vec![];
        if index == 0 {
            ops.push(class);
        }
        for node in &self.graph[class].nodes {
            if node.kind == Kind::Result(index) {
                ops.push(self.graph.find(node.operands[0]));
            }
        }
        ops
    }
}

/// The class of a result of the op in a class; None if it is an op with several results, of which
/// nothing uses this one.
pub fn result_of(graph: &Graph, class: Id, index: u32) -> Option<Id> {
    if !graph[class].data.is_tuple {
        return (index == 0).then_some(class);
    }
    let node = Node { kind: Kind::Result(index), operands: [class].into_iter().collect() };
    graph.lookup(node)
}
