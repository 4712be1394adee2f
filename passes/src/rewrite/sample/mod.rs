//! Random programs that a rule applies to, with what it makes of them: to be run, both, and
//! compared.
//!
//! The ops of the pattern are made one after the other, operands first. What is free in one, types
//! of inputs and attributes, is drawn until the op takes it and the constraints that can be asked
//! by then hold; where that does not succeed, all begins anew. For a pattern that chance hardly ever
//! meets there is a sketch ([`sketch`]), in which sizes, dtypes and attributes are drawn.

mod draft;
mod elements;
mod operands;
mod propose;
mod sides;
mod sketch;

use fastrand::Rng;
use melior::Context;
use tricast_dialects::TensorType;
use tricast_egraph::{
    apply::{Application, RuleError},
    choose::Choices,
    extract,
    matcher::search,
    node::{Graph, Kind, Node},
    rule::{Rule, Step},
    tables::Tables,
};
use tricast_mlir::ranges::Range;

use self::{
    draft::{Draft, insert::Inserted},
    sides::Writer,
    sketch::Sketch,
};
use super::{
    cost::Model,
    host::Host,
    natives::{FUNCTIONS, Function, Given, Rehearsal},
    rules,
};

pub use self::{
    elements::Elements,
    sides::{Side, module},
};

/// How many matches of a rule are tried in a program made for it.
const MOST_MATCHES: usize = 16;

/// An input of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Its type; all sizes are known.
    pub ty: TensorType,
    /// Whether it is the number that a tensor without dimensions has, and not that tensor.
    pub is_number: bool,
    /// What it holds.
    pub elements: Elements,
}

/// A program that a rule applies to.
#[derive(Clone, Debug)]
pub struct Instance {
    /// What both sides are given.
    pub inputs: Vec<Input>,
    /// The program.
    pub before: Side,
    /// What the rule makes of it.
    pub after: Side,
}

impl Input {
    /// The least and the largest of its elements, if they are integers.
    pub fn range(&self) -> Option<Range> {
        self.elements.range(self.ty.dtype)
    }
}

/// Makes programs for rules.
pub struct Sampler<'c> {
    context: &'c Context,
    tables: Tables,
    host: Host<'c>,
    rules: Vec<Rule>,
}

impl<'c> Sampler<'c> {
    /// For the rules of these themes and files, as the option `rules` of the pass has them.
    ///
    /// # Errors
    /// If there are no such rules, or one cannot be read.
    pub fn new(context: &'c Context, names: &str) -> Result<Self, String> {
        let modules = rules::modules(context, names, &Model::anything()?)?;
        let (mut tables, mut host) = (Tables::default(), Host::new(context));
        let rules = rules::read(&modules, &mut tables, &mut host)?;
        Ok(Sampler { context, tables, host, rules })
    }

    /// The rules.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// A program that a rule applies to; None if none is found before so many ops were tried, of
    /// which those that were are taken.
    ///
    /// # Errors
    /// If the rule is wrong.
    pub fn instance(
        &self,
        rule: &Rule,
        rng: &mut Rng,
        tries: &mut usize,
    ) -> Result<Option<Instance>, RuleError> {
        if let Some(sketch) = Sketch::of(&rule.name) {
            return self.sketched(rule, &sketch, rng, tries);
        }
        while *tries > 0 {
            let draft = Draft::new(self.context, &self.tables, &self.host, rule, rng);
            let draft = draft.make(rng, tries);
            if let Some(draft) = draft
                && let Some(instance) =
                    self.apply(rule, draft.inputs(), |graph, host| draft.insert(graph, host))?
            {
                return Ok(Some(instance));
            }
        }
        Ok(None)
    }

    /// The same from a sketch.
    fn sketched(
        &self,
        rule: &Rule,
        sketch: &Sketch,
        rng: &mut Rng,
        tries: &mut usize,
    ) -> Result<Option<Instance>, RuleError> {
        while *tries > 0 {
            *tries = tries.saturating_sub(sketch::TRIES);
            if let Some(drawn) = sketch.draw(self.context, rng)
                && let Some(instance) =
                    self.apply(rule, &drawn.inputs, |graph, host| drawn.insert(graph, host))?
            {
                return Ok(Some(instance));
            }
        }
        Ok(None)
    }

    /// Both sides of a program with these inputs; None if the rule does not apply after all.
    fn apply(
        &self,
        rule: &Rule,
        inputs: &[Input],
        insert: impl FnOnce(&mut Graph, &mut Host<'c>) -> Inserted,
    ) -> Result<Option<Instance>, RuleError> {
        let mut host = self.host.clone();
        let mut graph = Graph::default();
        graph.analysis.tables = self.tables.clone();
        let program = insert(&mut graph, &mut host);
        graph.rebuild();
        let mut matches = search(&graph, rule, MOST_MATCHES).into_iter();
        let mut bound = loop {
            let Some(bound) = matches.next() else { return Ok(None) };
            let (graph, host, bound) = (&mut graph, &mut host, bound);
            let given = bound.clone();
            if (Application { graph, host, rule, bound }).run()? {
                break given;
            }
        };
        graph.rebuild();
        let replaced: Vec<Node> = rule
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::ReplaceByOp(old, _) | Step::ReplaceByValues(old, _) => bound[*old].take(),
                _ => None,
            })
            .filter_map(|binding| match binding {
                tricast_egraph::host::Binding::Op(_, node) => Some(canonical(&graph, &node)),
                _ => None,
            })
            .collect();
        let cost = |node: &Node| match &node.kind {
            Kind::Op { .. } if replaced.contains(&canonical(&graph, node)) => f64::INFINITY,
            Kind::Op { .. } => 1.0,
            Kind::Result(_) | Kind::Leaf(..) => 0.0,
        };
        let mut roots: Vec<_> = program.results.iter().map(|class| graph.find(*class)).collect();
        roots.sort_unstable();
        roots.dedup();
        let Ok(choices) = Choices::new(&graph, &roots, cost) else { return Ok(None) };
        let Ok(solution) = extract::greedy(&choices.problem) else { return Ok(None) };
        let chosen = choices.chosen(&solution);
        let after = Writer::new(&graph, &host).chosen(&chosen, &program.results);
        let before = Writer::new(&graph, &host).in_order(&program.nodes, &program.results);
        Ok(Some(Instance { inputs: inputs.to_vec(), before, after }))
    }
}

/// A node with the classes that its operands are in by now.
fn canonical(graph: &Graph, node: &Node) -> Node {
    let operands = node.operands.iter().map(|id| graph.find(*id)).collect();
    Node { kind: node.kind, operands }
}

/// Whether a constraint holds of values and attributes; None if it is none.
fn holds<'c>(context: &'c Context, number: usize, given: &[Given<'_, 'c>]) -> Option<bool> {
    match FUNCTIONS[number].1 {
        Function::Constraint(holds) => holds(given),
        Function::CanBuild(build) => Some(build(&mut Rehearsal(context), given).is_some()),
        Function::CanBuildAll(build) => Some(build(&mut Rehearsal(context), given).is_some()),
        _ => None,
    }
}
