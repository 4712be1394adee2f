//! Does what a rule says with a match.

use egg::Id;

use crate::{
    host::{Binding, Host},
    matcher::Match,
    node::{Graph, Kind, Node},
    rule::{Native, Operands, Rule, RuleOp, Step, Variable},
    tables::{Attribute, Name, Type},
};

/// Why a rule cannot be applied anywhere.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("rule {rule}: {reason}")]
pub struct RuleError {
    /// The rule.
    pub rule: String,
    /// What is wrong with it.
    pub reason: String,
}

/// A rule with one match of it.
pub struct Application<'a, H> {
    /// What is rewritten.
    pub graph: &'a mut Graph,
    /// Who owns attributes and types.
    pub host: &'a mut H,
    /// The rule.
    pub rule: &'a Rule,
    /// What its variables stand for.
    pub bound: Match,
}

impl<H: Host> Application<'_, H> {
    /// Applies the rule: whether it says something new. Where a constraint does not hold, or an op
    /// cannot be made of these operands, nothing happens.
    ///
    /// # Errors
    /// If the rule is wrong: it calls what is not there, or merges values of different types.
    pub fn run(mut self) -> Result<bool, RuleError> {
        for constraint in &self.rule.constraints {
            if !self.native(constraint)? {
                return Ok(false);
            }
        }
        let mut is_new = false;
        for step in &self.rule.steps {
            match step {
                Step::Native(native) => {
                    if !self.native(native)? {
                        return Ok(is_new);
                    }
                }
                Step::Op(op) => {
                    if !self.op(op)? {
                        return Ok(is_new);
                    }
                }
                Step::ReplaceByOp(old, new) => {
                    let (old, new) = (self.op_class(*old)?, self.op_class(*new)?);
                    is_new |= self.union(old, new)?;
                }
                Step::ReplaceByValues(old, values) => {
                    let old = self.op_class(*old)?;
                    let values = self.values(values)?;
                    if values.len()
                        != self.graph.analysis.tables.list(self.graph[old].data.types).len()
                    {
                        return Err(self.error("replaces results by values of another number"));
                    }
                    for (index, value) in values.into_iter().enumerate() {
                        let result = result(self.graph, old, index as u32);
                        is_new |= self.union(result, value)?;
                    }
                }
            }
        }
        Ok(is_new)
    }

    fn error(&self, reason: impl Into<String>) -> RuleError {
        RuleError { rule: self.rule.name.to_string(), reason: reason.into() }
    }

    /// Calls a native function: whether it holds.
    fn native(&mut self, native: &Native) -> Result<bool, RuleError> {
        let mut arguments = vec![];
        for variable in &native.arguments {
            let binding = self.bound[*variable].as_ref();
            arguments.push(binding.ok_or_else(|| self.error("uses what it never sets"))?);
        }
        let called = self.host.call(self.graph, self.rule, native.number, &arguments);
        let called = called.map_err(|reason| self.error(format!("{} {reason}", native.name)));
        let results = match called? {
            Some(_) if native.is_negated => return Ok(false),
            None => return Ok(native.is_negated),
            Some(results) => results,
        };
        if results.len() != native.results.len() {
            let (given, expected) = (results.len(), native.results.len());
            let name = &native.name;
            return Err(self.error(format!("{name} gives {given} results, not {expected}")));
        }
        for (variable, result) in native.results.iter().zip(results) {
            self.bound[*variable] = Some(result);
        }
        Ok(true)
    }

    /// Adds an op: whether it can be made of its operands.
    fn op(&mut self, op: &RuleOp) -> Result<bool, RuleError> {
        let Operands { each, rest } = &op.operands;
        let each = each.iter().map(|variable| self.value(*variable));
        let mut operands = each.collect::<Result<Vec<Id>, _>>()?;
        if let Some(variable) = rest {
            match &self.bound[*variable] {
                Some(Binding::Values(values)) => operands.extend(values),
                _ => return Err(self.error("uses what is no list of values as operands")),
            }
        }
        let mut entries: Vec<(Name, _)> = vec![];
        for (name, variable) in &op.attributes {
            match self.bound[*variable] {
                Some(Binding::Attribute(attribute)) => entries.push((*name, attribute)),
                _ => return Err(self.error("uses what is no attribute as one")),
            }
        }
        let Some((class, node)) =
            make(self.graph, self.host, self.rule, op.name, &operands, entries)
        else {
            return Ok(false);
        };
        self.bound[op.variable] = Some(Binding::Op(class, node));
        for (index, variable) in &op.results {
            let result = result(self.graph, class, *index);
            self.bound[*variable] = Some(Binding::Value(result));
        }
        Ok(true)
    }

    fn value(&self, variable: Variable) -> Result<Id, RuleError> {
        match self.bound[variable] {
            Some(Binding::Value(class)) => Ok(class),
            _ => Err(self.error("uses what is no value as one")),
        }
    }

    /// The values of variables, of which some stand for several.
    fn values(&self, variables: &[Variable]) -> Result<Vec<Id>, RuleError> {
        let mut values = vec![];
        for variable in variables {
            match &self.bound[*variable] {
                Some(Binding::Values(several)) => values.extend(several),
                _ => values.push(self.value(*variable)?),
            }
        }
        Ok(values)
    }

    /// The class of an op; for a proof the very term that was matched.
    fn op_class(&mut self, variable: Variable) -> Result<Id, RuleError> {
        let matched = self.rule.ops.iter().position(|op| op.variable == variable);
        match (&self.bound[variable], matched) {
            (Some(Binding::Op(..)), Some(number)) if self.graph.are_explanations_enabled() => {
                Ok(self.term(number))
            }
            (Some(Binding::Op(class, _)), _) => Ok(*class),
            _ => Err(self.error("uses what is no op as one")),
        }
    }

    /// The term that an op of the pattern was matched with.
    fn term(&mut self, number: usize) -> Id {
        let rule = self.rule;
        let pattern = &rule.ops[number];
        let Some(Binding::Op(_, node)) = &self.bound[pattern.variable] else {
            unreachable!("every op of the pattern is matched")
        };
        let mut node = node.clone();
        for (operand, variable) in pattern.operands.each.iter().enumerate() {
            let made = |op: &RuleOp| {
                op.results.iter().find(|(_, own)| own == variable).map(|(index, _)| *index)
            };
            let maker = rule.ops.iter().enumerate().find_map(|(at, op)| Some((at, made(op)?)));
            if let Some((maker, index)) = maker {
                let term = self.term(maker);
                node.operands[operand] = result(self.graph, term, index);
            }
        }
        self.graph.add_uncanonical(node)
    }

    /// Says that two classes are equal: whether that is new.
    fn union(&mut self, old: Id, new: Id) -> Result<bool, RuleError> {
        let (left, right) = (self.graph[old].data, self.graph[new].data);
        let is_alike = self.graph.analysis.tables.are_alike(left.types, right.types);
        if !is_alike || left.is_tuple != right.is_tuple {
            return Err(self.error("its two sides have different types"));
        }
        Ok(self.graph.union_trusted(old, new, &*self.rule.name))
    }
}

/// Adds an op for a rule, with its defaults beside the attributes that are given: its class, and
/// itself. None if it does not take these operands.
pub fn make<H: Host>(
    graph: &mut Graph,
    host: &mut H,
    rule: &Rule,
    name: Name,
    operands: &[Id],
    mut entries: Vec<(Name, Attribute)>,
) -> Option<(Id, Node)> {
    entries.extend(host.defaults(graph, name, &entries));
    let attributes = graph.analysis.tables.dictionary(&entries);
    let type_of = |class: &Id| graph.analysis.tables.list(graph[*class].data.types)[0];
    let types: Vec<Type> = operands.iter().map(type_of).collect();
    // What a target or a verifier refuses is not there to be chosen.
    let types = host.infer(graph, name, attributes, &types).ok()?;
    let types = graph.analysis.tables.types(&types);
    let kind = Kind::Op { name, attributes, types };
    let node = Node { kind, operands: operands.into() };
    let class = graph.add_uncanonical(node.clone());
    if graph.are_explanations_enabled() {
        graph.analysis.made.push((class, rule.name.clone()));
    }
    Some((class, node))
}

/// The class of a result of the op in a class.
pub fn result(graph: &mut Graph, class: Id, index: u32) -> Id {
    match graph[class].data.is_tuple {
        false => class,
        true => {
            let operands = [class].into_iter().collect();
            graph.add_uncanonical(Node { kind: Kind::Result(index), operands })
        }
    }
}
