//! Rules in an e-graph.

use std::rc::Rc;

use melior::{
    Context,
    ir::{BlockLike, BlockRef, OperationRef, operation::OperationLike},
};
use tricast_egraph::{
    choose::{Choices, Chosen},
    extract::{self, ExactOptions},
    rule::{Numerics, Rule},
    saturate::{Limits, Stop, saturate},
    tables::Tables,
};
use tricast_mlir::{
    ir::{definition, emit_warning, nested_ops, set_attribute, strings},
    pass::PassRun,
};

use crate::known::Known;

use super::{
    RULES,
    block::Program,
    blocks_in,
    cost::{Costs, Model},
    host::Host,
    ranges::Weights,
    report::{Dump, Report},
    rules,
};

/// Rewrites the blocks of a module, each in an e-graph: whether anything is not as it was.
///
/// # Errors
/// If an option is wrong, a rule is, or a file cannot be read or written.
pub fn apply<'c>(
    pass: &PassRun,
    context: &'c Context,
    module: OperationRef<'c, 'c>,
    numerics: Numerics,
    model: &Model,
) -> Result<bool, String> {
    let modules = rules::modules(context, pass.str("rules"), model)?;
    let (mut tables, mut host) = (Tables::default(), Host::new(context));
    let rules = rules::read(&modules, &mut tables, &mut host)?;
    let dump = Some(pass.str("dump-egraph")).filter(|path| !path.is_empty());
    let mut run = Run {
        pass,
        rules: &rules,
        limits: limits(pass, numerics)?,
        model,
        search: search(pass)?,
        explain: pass.bool("explain"),
        report: (!pass.str("report").is_empty()).then(|| Report::new(&rules)),
        dump: dump.map(Dump::new).transpose()?,
    };
    let weights = Weights::new(module);
    let mut is_changed = false;
    // Without rules nobody asks.
    let known = |function: OperationRef| match rules.is_empty() {
        true => Known::default(),
        false => Known::of(function),
    };
    for (block, sizes) in blocks_in(module, known) {
        let with_proofs = run.explain || run.report.is_some();
        let (tables, host) = (tables.clone(), host.clone());
        let program = Program::new(context, tables, host, &weights, with_proofs);
        is_changed |= run.block(program, block, &sizes)?;
    }
    if let Some(report) = &run.report {
        report.write(pass.str("report"))?;
    }
    for op in nested_ops(module) {
        if definition(op).is_some_and(|def| model.refuses(def.name)) {
            emit_warning(op, "is refused by the cost model, and no rule says it otherwise");
        }
    }
    Ok(is_changed)
}

/// When saturation is to end.
fn limits(pass: &PassRun, numerics: Numerics) -> Result<Limits, String> {
    let count = |name: &str| {
        let value = pass.int(name);
        usize::try_from(value).map_err(|_| format!("expected {name} to be 0 or more, got {value}"))
    };
    let matches = match pass.str("scheduler") {
        "backoff" => count("matches")?,
        "simple" => usize::MAX,
        other => {
            return Err(format!(
                "expected scheduler to be 'backoff' or 'simple', but got '{other}'"
            ));
        }
    };
    Ok(Limits { iterations: count("iterations")?, nodes: count("nodes")?, matches, numerics })
}

/// How far to search for a program that is cheaper than the greedy one; None if not at all.
fn search(pass: &PassRun) -> Result<Option<ExactOptions>, String> {
    match pass.str("extract") {
        "default" => Ok(Some(ExactOptions::short())),
        "greedy" => Ok(None),
        "exact" => Ok(Some(ExactOptions::default())),
        other => {
            Err(format!("expected extract to be 'default', 'greedy' or 'exact', but got '{other}'"))
        }
    }
}

/// A run of the pass.
struct Run<'a> {
    pass: &'a PassRun<'a>,
    rules: &'a [Rule],
    limits: Limits,
    model: &'a Model,
    search: Option<ExactOptions>,
    explain: bool,
    report: Option<Report>,
    dump: Option<Dump<'a>>,
}

impl Run<'_> {
    /// Rewrites a block: whether anything is not as it was.
    fn block<'c>(
        &mut self,
        mut program: Program<'_, 'c>,
        block: BlockRef<'c, 'c>,
        sizes: &Rc<Known>,
    ) -> Result<bool, String> {
        let pass = self.pass;
        program.read(block, sizes);
        let before = program.cost(self.model);
        let saturation = saturate(&mut program.graph, &mut program.host, self.rules, &self.limits);
        let saturation = saturation.map_err(|error| error.to_string())?;
        if let Some(dump) = &mut self.dump {
            dump.write(&program, &program.roots(), self.model)?;
        }
        let chosen = self.choose(&program)?;
        let mut costs = Costs::new(self.model, &program.graph, &program.host);
        let after = costs.sum(chosen.nodes(&program.graph));
        pass.count("iterations", saturation.iterations as u64);
        for counts in &saturation.rules {
            pass.count("matched", counts.matched as u64);
            pass.count("applied", counts.applied as u64);
        }
        pass.count("limited", u64::from(saturation.stop != Stop::Saturated));
        pass.count("nodes", program.graph.total_size() as u64);
        pass.count("classes", program.graph.number_of_classes() as u64);
        pass.count("cost-before", before);
        pass.count("cost", after);
        if let Some(report) = &mut self.report {
            let location = block.parent_operation().map(|op| op.location().to_string());
            report.block(location.unwrap_or_default(), &saturation, &program, [before, after]);
        }
        let written = program.write(&chosen);
        if self.explain || self.report.is_some() {
            let classes = written.built.iter().map(|(_, class)| *class);
            let rules = program.rules(classes, &chosen);
            for ((op, _), rules) in written.built.iter().zip(rules) {
                if self.explain {
                    set_attribute(*op, RULES, strings(op.context(), &rules));
                }
                if let Some(report) = &mut self.report {
                    report.op(*op, &rules);
                }
            }
        }
        Ok(written.is_changed)
    }

    /// The nodes of the program that costs least.
    fn choose(&self, program: &Program) -> Result<Chosen, String> {
        let graph = &program.graph;
        let roots = program.roots();
        if let Some(chosen) = Chosen::without_choice(graph, &roots) {
            return Ok(chosen);
        }
        let mut costs = Costs::new(self.model, graph, &program.host);
        let choices = Choices::new(graph, &roots, |node| costs.of(node));
        let choices = choices.map_err(|error| error.to_string())?;
        let solution = match &self.search {
            None => extract::greedy(&choices.problem),
            Some(options) => extract::exact(&choices.problem, options).map(|(solution, report)| {
                self.pass.count("unproven", u64::from(!report.is_optimal()));
                solution
            }),
        };
        Ok(choices.chosen(&solution.map_err(|error| error.to_string())?))
    }
}
