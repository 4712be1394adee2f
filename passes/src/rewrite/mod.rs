//! `tricast-rewrite`: rules, greedily or by equality saturation.

pub(crate) mod block;
mod cost;
mod eqsat;
mod greedy;
mod host;
mod natives;
mod pdl;
pub(crate) mod ranges;
pub mod reference;
mod report;
mod rules;
pub mod sample;
mod undecomposed;

use std::rc::Rc;

use melior::{
    Context,
    ir::{BlockRef, OperationRef, operation::OperationLike},
};
use tricast_egraph::{rule::Numerics, tables::Tables};
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{blocks, context_of, emit_error, name_is, nested_ops, outlive_op},
    pass::{
        OptionDeclaration, OptionDefault, PassDeclaration, PassFailed, PassRun,
        StatisticDeclaration,
    },
};

use crate::known::Known;

use self::{block::Program, cost::Model, host::Host, ranges::Weights};

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
        DependentDialect::MLX,
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
            description: "With more matches in an iteration for each 1,000 e-classes that there are at \
                 first, a rule rests for some",
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
            name: "scheduler",
            description: "'backoff': see 'matches'; 'simple': no rule ever rests",
            default: OptionDefault::Str("backoff"),
        },
        OptionDeclaration {
            name: "report",
            description: "A file to write as JSON what each rule did, and which led to each new op",
            default: OptionDefault::Str(""),
        },
        OptionDeclaration {
            name: "dump-egraph",
            description: "A file to write each e-graph to: .dot for GraphViz, .json as \
                extraction-gym reads it",
            default: OptionDefault::Str(""),
        },
        OptionDeclaration {
            name: "cost",
            description: "A cost model: 'cpu', 'core' (no op that PyTorch does not tag core, where \
                a rule says it otherwise), or a file; empty for 'cpu'",
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
pub const RULES: &str = "tricast.rules";

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
    let model = Model::named(pass.str("cost"))?;
    match pass.str("engine") {
        "greedy" => {
            count_cost(pass, "cost-before", context, module, &model);
            greedy::apply(context, module, pass.str("rules"), numerics, &model)?;
            count_cost(pass, "cost", context, module, &model);
            Ok(true)
        }
        "eqsat" => eqsat::apply(pass, context, module, numerics, &model),
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
    for (block, _) in blocks_in(module, |_| Known::default()) {
        let (tables, host) = (Tables::default(), Host::new(context));
        let mut program = Program::new(context, tables, host, &weights, false);
        program.read(block, &Rc::default());
        pass.count(statistic, program.cost(model));
    }
}

/// The blocks of functions, at any depth, with what is known of the values of each function.
fn blocks_in<'c>(
    module: OperationRef<'c, 'c>,
    known: impl Fn(OperationRef) -> Known,
) -> Vec<(BlockRef<'c, 'c>, Rc<Known>)> {
    let functions = nested_ops(module).into_iter().map(outlive_op);
    let functions = functions.filter(|op| name_is(*op, "func.func"));
    let mut found = vec![];
    for function in functions {
        let known = Rc::new(known(function));
        let nested = nested_ops(function).into_iter().map(outlive_op);
        let ops = std::iter::once(function).chain(nested);
        let regions = ops.flat_map(|op| op.regions().collect::<Vec<_>>());
        found.extend(regions.flat_map(blocks).map(|block| (block, known.clone())));
    }
    found
}
