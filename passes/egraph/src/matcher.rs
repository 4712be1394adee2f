//! Finds where a rule applies.

use egg::Id;
use smallvec::SmallVec;

use crate::{
    host::Binding,
    node::{Graph, Head, Kind, Node},
    rule::{Constant, Native, Operands, Rule, RuleOp, Variable},
};

/// What the variables of a rule stand for; None for those that the rewrite sets.
pub type Match = Vec<Option<Binding>>;

/// All matches of a rule, but at most `limit + 1`, without its constraints.
pub fn search(graph: &Graph, rule: &Rule, limit: usize) -> Vec<Match> {
    let plan = Plan { early: vec![vec![]; rule.ops.len()] };
    let (_, found) = search_new(graph, rule, &plan, limit, |_, _| true, |_| true);
    found
}

/// When the constraints of a rule are asked.
pub struct Plan {
    /// By the op pattern after which they are: those that may save the search for further ops. All
    /// others are asked as the rule is applied, once for each match.
    early: Vec<Vec<usize>>,
}

impl Plan {
    /// Of a rule.
    pub fn new(rule: &Rule) -> Self {
        // After which op each variable is known.
        let mut known = vec![usize::MAX; rule.variables];
        for (variable, _) in &rule.constants {
            known[*variable] = 0;
        }
        for (number, op) in rule.ops.iter().enumerate() {
            let operands = op.operands.each.iter().chain(&op.operands.rest);
            let attributes = op.attributes.iter().map(|(_, variable)| variable);
            let results = op.results.iter().map(|(_, variable)| variable);
            for variable in attributes.chain(results).chain(operands).chain([&op.variable]) {
                known[*variable] = known[*variable].min(number);
            }
        }
        let mut early = vec![vec![]; rule.ops.len()];
        for (number, constraint) in rule.constraints.iter().enumerate() {
            let after = constraint.arguments.iter().map(|variable| known[*variable]).max();
            let after = after.unwrap_or(0);
            if constraint.results.is_empty() && after < rule.ops.len() - 1 {
                early[after].push(number);
            }
        }
        Plan { early }
    }
}

/// How many matches a rule has, but at most `limit + 1`, and those that are new. Where an early
/// constraint does not hold, there is no match.
pub fn search_new(
    graph: &Graph,
    rule: &Rule,
    plan: &Plan,
    limit: usize,
    holds: impl FnMut(&Native, &[&Binding]) -> bool,
    is_new: impl FnMut(&Match) -> bool,
) -> (usize, Vec<Match>) {
    let mut bound: Match = vec![None; rule.variables];
    for (variable, constant) in &rule.constants {
        bound[*variable] = Some(match constant {
            Constant::Attribute(attribute) => Binding::Attribute(*attribute),
            Constant::Type(ty) => Binding::Type(*ty),
        });
    }
    let (set, count, found) = (vec![], 0, vec![]);
    let mut search = Search { graph, rule, plan, limit, holds, is_new, bound, set, count, found };
    let mut roots: Vec<Id> = graph
        .classes_for_op(&Head::Op(rule.ops[0].name))
        .map(|classes| classes.collect())
        .unwrap_or_default();
    roots.sort_unstable();
    for class in roots {
        search.op(0, class);
    }
    (search.count, search.found)
}

struct Search<'a, H, F> {
    graph: &'a Graph,
    rule: &'a Rule,
    plan: &'a Plan,
    limit: usize,
    holds: H,
    is_new: F,
    /// What the variables stand for in what is matched so far.
    bound: Match,
    /// The variables that were set, in order: to go back, they are cleared from the end.
    set: Vec<Variable>,
    count: usize,
    found: Vec<Match>,
}

impl<H, F> Search<'_, H, F>
where
    H: FnMut(&Native, &[&Binding]) -> bool,
    F: FnMut(&Match) -> bool,
{
    /// Matches the op pattern of this number, and all after it, with the nodes of a class.
    fn op(&mut self, number: usize, class: Id) {
        let pattern = &self.rule.ops[number];
        for node in &self.graph[class].nodes {
            if self.count > self.limit {
                return;
            }
            let before = self.set.len();
            if self.node(pattern, class, node).is_some() && self.may_match(number) {
                self.next(number + 1);
            }
            for variable in self.set.drain(before..) {
                self.bound[variable] = None;
            }
        }
    }

    /// Sets the variables of an op pattern; None if a node of a class is no such op, with some of
    /// them set.
    fn node(&mut self, pattern: &RuleOp, class: Id, node: &Node) -> Option<()> {
        let Kind::Op { name, attributes, .. } = node.kind else { return None };
        if name != pattern.name {
            return None;
        }
        let graph = self.graph;
        for (name, variable) in &pattern.attributes {
            let attribute = graph.analysis.tables.entry(attributes, *name)?;
            self.bind(*variable, Binding::Attribute(attribute))?;
        }
        let Operands { each, rest } = &pattern.operands;
        let (first, others) = node.operands.split_at_checked(each.len())?;
        for (variable, operand) in each.iter().zip(first) {
            self.bind(*variable, Binding::Value(graph.find(*operand)))?;
        }
        match rest {
            Some(variable) => {
                let others = others.iter().map(|operand| graph.find(*operand)).collect();
                self.bind(*variable, Binding::Values(others))?;
            }
            None if others.is_empty() => {}
            None => return None,
        }
        for (index, variable) in &pattern.results {
            let result = result_of(graph, class, *index)?;
            self.bind(*variable, Binding::Value(result))?;
        }
        self.bind(pattern.variable, Binding::Op(class, node.clone()))
    }

    /// Whether the constraints hold that are asked after the op pattern of this number.
    fn may_match(&mut self, number: usize) -> bool {
        self.plan.early[number].iter().all(|constraint| {
            let constraint = &self.rule.constraints[*constraint];
            let arguments = constraint.arguments.iter();
            let arguments: SmallVec<[_; 4]> =
                arguments.filter_map(|variable| self.bound[*variable].as_ref()).collect();
            (self.holds)(constraint, &arguments)
        })
    }

    /// Sets a variable; None if it stands for something else already.
    fn bind(&mut self, variable: Variable, binding: Binding) -> Option<()> {
        match &self.bound[variable] {
            Some(own) => (*own == binding).then_some(()),
            None => {
                self.bound[variable] = Some(binding);
                self.set.push(variable);
                Some(())
            }
        }
    }

    /// Matches what is left of a rule from the op pattern of this number on.
    fn next(&mut self, number: usize) {
        let Some(pattern) = self.rule.ops.get(number) else {
            self.count += 1;
            if (self.is_new)(&self.bound) {
                self.found.push(self.bound.clone());
            }
            return;
        };
        let value = |variable: &Variable| match &self.bound[*variable] {
            Some(Binding::Value(class)) => Some(*class),
            _ => None,
        };
        // An op whose result is known ...
        let known = pattern.results.iter().find_map(|(index, own)| Some((*index, value(own)?)));
        if let Some((index, class)) = known {
            for op in self.ops_of(class, index) {
                self.op(number, op);
            }
            return;
        }
        // ... or one that has a known operand.
        let Some(operand) = pattern.operands.each.iter().find_map(value) else { return };
        let mut users: Vec<Id> =
            self.graph[operand].parents().map(|parent| self.graph.find(parent)).collect();
        users.sort_unstable();
        users.dedup();
        for user in users {
            self.op(number, user);
        }
    }

    /// The classes of ops of which a class is the result of this number.
    fn ops_of(&self, class: Id, index: u32) -> SmallVec<[Id; 2]> {
        let mut ops = SmallVec::new();
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
