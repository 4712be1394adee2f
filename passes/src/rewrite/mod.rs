//! `tricast-rewrite`: rules, greedily or by equality saturation.

mod block;
mod cost;
mod greedy;
mod host;
mod natives;
mod pdl;
mod ranges;
pub mod reference;
mod rules;
pub mod sample;

use std::rc::Rc;

use melior::{
    Context,
    ir::{BlockRef, OperationRef, operation::OperationLike},
};
use tricast_egraph::{
    choose::{Choices, Chosen},
    extract::{self, ExactOptions},
    rule::{Numerics, Rule},
    saturate::{Limits, Stop, saturate},
    tables::Tables,
};
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{blocks, context_of, emit_error, name_is, nested_ops, outlive_op, set_attribute, strings},
    pass::{
        OptionDeclaration, OptionDefault, PassDeclaration, PassFailed, PassRun,
        StatisticDeclaration,
    },
};

use crate::known::Known;

use self::{
    block::Program,
    cost::{Costs, Model},
    host::Host,
    ranges::Weights,
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "tricast-rewrite",
    summary: "Rewrite ops by rules, greedily or by equality saturation",
    description: "Applies the rules of `passes/rules/*.pdll`, or of a user's own file, to all \
        functions.\n\n\
        `engine=eqsat` puts the ops of every block that have no effects into an e-graph, where a \
        rule adds what it says and takes nothing away, applies the rules until they say nothing \
        new or a limit is reached, and builds the program that costs least under a model of the \
        target. All other ops stay as they are. What is computed from weights alone costs next to \
        nothing. `engine=greedy` is MLIR's own driver, which replaces ops one by one.\n\n\
        Every rule says whether it is exact, changes the order of sums (`reassociates`) or \
        approximates; `numerics` bounds what may be used.",
    anchor: "builtin.module",
    dependent_dialects: &[
        DependentDialect::ET_VK,
        DependentDialect::PDL,
        DependentDialect::PDL_INTERP,
    ],
    options: &[
        OptionDeclaration {
            name: "engine",
            description: "'eqsat' or 'greedy'",
            default: OptionDefault::Str("eqsat"),
        },
        OptionDeclaration {
            name: "rules",
            description: "Themes of the library, 'all' that the target can do, or files that end with \
                .pdll, by commas",
            default: OptionDefault::Str("all"),
        },
        OptionDeclaration {
            name: "numerics",
            description: "The least exact rules: 'exact', 'reassociates' or 'approximates'",
            default: OptionDefault::Str("reassociates"),
        },
        OptionDeclaration {
            name: "iterations",
            description: "How often the rules are searched at most",
            default: OptionDefault::Int(30),
        },
        OptionDeclaration {
            name: "nodes",
            description: "With more e-nodes, no rule is applied any more",
            default: OptionDefault::Int(100_000),
        },
        OptionDeclaration {
            name: "matches",
            description: "With more matches in an iteration, a rule rests for some",
            default: OptionDefault::Int(1_000),
        },
        OptionDeclaration {
            name: "extract",
            description: "'default': greedy, then a short search for a cheaper program; 'greedy', or \
                 'exact' to search on for the cheapest there is",
            default: OptionDefault::Str("default"),
        },
        OptionDeclaration {
            name: "explain",
            description: "Say on each new op, as 'tricast.rules', the rules that led to it",
            default: OptionDefault::Bool(false),
        },
        OptionDeclaration {
            name: "cost",
            description: "A file with a cost model; empty for that of the CPU",
            default: OptionDefault::Str(""),
        },
    ],
    statistics: &[
        StatisticDeclaration { name: "iterations", description: "Number of iterations" },
        StatisticDeclaration { name: "matched", description: "Number of matches of rules" },
        StatisticDeclaration {
            name: "applied",
            description: "Number of matches that said something new",
        },
        StatisticDeclaration {
            name: "limited",
            description: "Number of blocks in which a limit ended the rewriting",
        },
        StatisticDeclaration { name: "nodes", description: "Number of e-nodes at the end" },
        StatisticDeclaration { name: "classes", description: "Number of e-classes at the end" },
        StatisticDeclaration {
            name: "unproven",
            description: "Number of blocks for which the search met its limit of work",
        },
        StatisticDeclaration {
            name: "cost-before",
            description: "Cost of the ops under the model, in nanoseconds",
        },
        StatisticDeclaration { name: "cost", description: "Their cost after the rewriting" },
    ],
    run,
};

/// The attribute of a new op that names the rules that led to it.
const RULES: &str = "tricast.rules";

/// The names of the option `numerics`.
const NUMERICS: [(&str, Numerics); 3] = [
    ("exact", Numerics::Exact),
    ("reassociates", Numerics::Reassociates),
    ("approximates", Numerics::Approximates),
];

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let module = outlive_op(pass.operation());
    match rewrite(pass, module) {
        Ok(true) => Ok(()),
        Ok(false) => {
            pass.set_unchanged();
            Ok(())
        }
        Err(reason) => {
            emit_error(module, &format!("tricast-rewrite: {reason}"));
            Err(PassFailed)
        }
    }
}

/// Rewrites a module: whether anything is not as it was.
fn rewrite<'c>(pass: &PassRun, module: OperationRef<'c, 'c>) -> Result<bool, String> {
    let context = context_of(module);
    let numerics = NUMERICS.iter().find(|(name, _)| *name == pass.str("numerics"));
    let numerics = numerics.map(|(_, numerics)| *numerics).ok_or_else(|| {
        format!(
            "expected numerics to be 'exact', 'reassociates' or 'approximates', but got '{}'",
            pass.str("numerics")
        )
    })?;
    let model = match pass.str("cost") {
        "" => Model::cpu(),
        file => Model::read(file)?,
    };
    match pass.str("engine") {
        "greedy" => {
            count_cost(pass, "cost-before", context, module, &model);
            greedy::apply(context, module, pass.str("rules"), numerics, &model)?;
            count_cost(pass, "cost", context, module, &model);
            Ok(true)
        }
        "eqsat" => eqsat(pass, context, module, numerics, &model),
        other => Err(format!("expected engine to be 'eqsat' or 'greedy', but got '{other}'")),
    }
}

/// Counts what the ops of a module cost.
fn count_cost<'c>(
    pass: &PassRun,
    statistic: &str,
    context: &'c Context,
    module: OperationRef<'c, 'c>,
    model: &Model,
) {
    let weights = Weights::default();
    for (block, _) in blocks_in(module) {
        let (tables, host) = (Tables::default(), Host::new(context));
        let mut program = Program::new(context, tables, host, &weights, false);
        program.read(block, &Rc::default());
        pass.count(statistic, program.cost(model));
    }
}

/// The blocks of functions, at any depth, with what is known of the values of each function.
fn blocks_in<'c>(module: OperationRef<'c, 'c>) -> Vec<(BlockRef<'c, 'c>, Rc<Known>)> {
    let functions = nested_ops(module).into_iter().map(outlive_op);
    let functions = functions.filter(|op| name_is(*op, "func.func"));
    let mut found = vec![];
    for function in functions {
        let known = Rc::new(Known::of(function));
        let nested = nested_ops(function).into_iter().map(outlive_op);
        let ops = std::iter::once(function).chain(nested);
        let regions = ops.flat_map(|op| op.regions().collect::<Vec<_>>());
        found.extend(regions.flat_map(blocks).map(|block| (block, known.clone())));
    }
    found
}

fn eqsat<'c>(
    pass: &PassRun,
    context: &'c Context,
    module: OperationRef<'c, 'c>,
    numerics: Numerics,
    model: &Model,
) -> Result<bool, String> {
    let count = |name: &str| {
        let value = pass.int(name);
        usize::try_from(value).map_err(|_| format!("expected {name} to be 0 or more, got {value}"))
    };
    let limits = Limits {
        iterations: count("iterations")?,
        nodes: count("nodes")?,
        matches: count("matches")?,
        numerics,
    };
    let modules = rules::modules(context, pass.str("rules"), model)?;
    let (mut tables, mut host) = (Tables::default(), Host::new(context));
    let rules = rules::read(&modules, &mut tables, &mut host)?;
    let weights = Weights::new(module);
    let mut is_changed = false;
    for (block, sizes) in blocks_in(module) {
        let with_proofs = pass.bool("explain");
        let (tables, host) = (tables.clone(), host.clone());
        let program = Program::new(context, tables, host, &weights, with_proofs);
        is_changed |= saturate_block(pass, program, (block, &sizes), &rules, &limits, model)?;
    }
    Ok(is_changed)
}

/// Rewrites a block: whether anything is not as it was.
fn saturate_block<'c>(
    pass: &PassRun,
    mut program: Program<'_, 'c>,
    (block, sizes): (BlockRef<'c, 'c>, &Rc<Known>),
    rules: &[Rule],
    limits: &Limits,
    model: &Model,
) -> Result<bool, String> {
    program.read(block, sizes);
    pass.count("cost-before", program.cost(model));
    let report = saturate(&mut program.graph, &mut program.host, rules, limits);
    let report = report.map_err(|error| error.to_string())?;
    pass.count("iterations", report.iterations as u64);
    for counts in &report.rules {
        pass.count("matched", counts.matched as u64);
        pass.count("applied", counts.applied as u64);
    }
    pass.count("limited", u64::from(report.stop != Stop::Saturated));
    pass.count("nodes", program.graph.total_size() as u64);
    pass.count("classes", program.graph.number_of_classes() as u64);
    let chosen = choose(pass, &program, model)?;
    let mut costs = Costs::new(model, &program.graph, &program.host);
    pass.count("cost", costs.sum(chosen.nodes(&program.graph)));
    let written = program.write(&chosen);
    if pass.bool("explain") {
        let classes = written.built.iter().map(|(_, class)| *class);
        let rules = program.rules(classes, &chosen);
        for ((op, _), rules) in written.built.iter().zip(rules) {
            set_attribute(*op, RULES, strings(op.context(), &rules));
        }
    }
    Ok(written.is_changed)
}

/// The nodes of the program that costs least.
fn choose(pass: &PassRun, program: &Program, model: &Model) -> Result<Chosen, String> {
    let search = match pass.str("extract") {
        "default" => Some(ExactOptions::short()),
        "greedy" => None,
        "exact" => Some(ExactOptions::default()),
        other => {
            return Err(format!(
                "expected extract to be 'default', 'greedy' or 'exact', but got '{other}'"
            ));
        }
    };
    let graph = &program.graph;
    let roots = program.roots();
    if let Some(chosen) = Chosen::without_choice(graph, &roots) {
        return Ok(chosen);
    }
    let mut costs = Costs::new(model, graph, &program.host);
    let choices =
        Choices::new(graph, &roots, |node| costs.of(node)).map_err(|error| error.to_string())?;
    let solution = match search {
        None => extract::greedy(&choices.problem),
        Some(options) => extract::exact(&choices.problem, &options).map(|(solution, report)| {
            pass.count("unproven", u64::from(!report.is_optimal()));
            solution
        }),
    };
    Ok(choices.chosen(&solution.map_err(|error| error.to_string())?))
}
