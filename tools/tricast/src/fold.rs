//! What follows from weights alone is computed when a program is compiled, on the CPU, whatever the
//! program is for.

use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use indexmap::{IndexMap, IndexSet};
use melior::{
    Context,
    ir::{
        BlockLike, Module, OperationRef, ValueLike,
        attribute::{ArrayAttribute, StringAttribute},
        operation::OperationLike,
    },
};
use tricast_dialects::ValueType;
use tricast_lowering::cpu;
use tricast_mlir::{
    drivers::run_pipeline,
    entries::{CONSTANT, ENTRY},
    ir::{
        attribute, block_ops, body, definition, entry, erase, nested_ops, outlive_op,
        string_attribute, symbol_attribute, type_attribute, value_type,
    },
    ranges::globals,
    rewrite::{clone, detach, value_id},
};
use tricast_runtime::{
    ArgumentSource, ComputedWeights, Function, Program, ResultTarget, WeightSource,
};

/// The options of `fold-weights` for the CPU, which packs weights by itself.
pub const CPU: &str = "";

/// Weights, wherever they come from.
pub type Weights = Vec<Box<dyn WeightSource>>;

/// What was folded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Ops that the program has no longer.
    pub ops: usize,
    /// New weights, and what they take in bytes.
    pub weights: (usize, u64),
    /// Weights that the program needs no longer, and what they take in bytes.
    pub dropped: (usize, u64),
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((new, bytes), (old, dropped)) = (self.weights, self.dropped);
        let ops = self.ops;
        write!(f, "{ops} ops folded: {new} weights of {bytes} bytes instead of {old} of {dropped}")
    }
}

/// Has a program load, as weights, what it computes from weights alone, and drops the weights that it
/// needs no longer. Gives the weights that it needs instead: those that are given, and the new ones,
/// which are computed when they are asked for. The program may then be compiled for any target, whose
/// `options` of the pass `fold-weights` are given: `views`, where it wants weights transposed.
///
/// # Errors
/// If what the weights are computed by cannot be compiled.
pub fn fold_weights<'c>(
    context: &'c Context,
    module: &mut Module<'c>,
    weights: Weights,
    options: &str,
) -> anyhow::Result<(Weights, Summary)> {
    let (mut functions, summary) = split(context, module, options)?;
    if summary.weights.0 == 0 {
        return Ok((weights, summary));
    }
    let alike = merge_alike(&functions);
    let mut program = cpu::compile(&mut functions)?;
    program.initializers = alike.iter().flat_map(|group| group.functions(&program)).collect();
    Ok((vec![Box::new(ComputedWeights::new(program, weights)?)], summary))
}

/// Functions that do the same with other weights.
struct Alike {
    /// The name of the one that is compiled.
    name: String,
    /// The weights that each takes and gives, in the same order; of the one that is compiled first.
    weights: Vec<Vec<String>>,
}

impl Alike {
    /// All of them, by the code of the one that was compiled.
    fn functions(&self, program: &Program) -> Vec<Function> {
        let compiled = program.initializers.iter().find(|function| function.name == self.name);
        let rename = |own: &[String], name: &mut String| {
            if let Some(place) = self.weights[0].iter().position(|first| first == name) {
                name.clone_from(&own[place]);
            }
        };
        let function = |own: &Vec<String>| {
            let mut function = compiled?.clone();
            for argument in &mut function.arguments {
                if let ArgumentSource::Global(name) = &mut argument.source {
                    rename(own, name);
                }
            }
            for result in &mut function.results {
                if let ResultTarget::Constant(name) = &mut result.target {
                    rename(own, name);
                }
            }
            Some(function)
        };
        self.weights.iter().filter_map(function).collect()
    }
}

/// Erases functions that do the same as others with other weights, as those of the layers of a model
/// do: the code of one is enough.
fn merge_alike(functions: &Module) -> Vec<Alike> {
    let mut groups: IndexMap<String, Alike> = IndexMap::new();
    let top = body(functions.as_operation());
    let entries = top.into_iter().flat_map(block_ops).filter(|op| attribute(*op, ENTRY).is_some());
    for function in entries.collect::<Vec<_>>() {
        let (text, weights) = anonymous(function);
        let name = string_attribute(function, "sym_name").unwrap_or_default().to_owned();
        let group = groups.entry(text).or_insert_with(|| Alike { name, weights: vec![] });
        if !group.weights.is_empty() {
            erase(function);
        }
        group.weights.push(weights);
    }
    groups.into_values().collect()
}

/// What a function does, with weights by numbers, and their names: those that it takes, then those
/// that it gives.
fn anonymous(function: OperationRef) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut weights: IndexSet<String> = IndexSet::new();
    let mut values: HashMap<usize, usize> = HashMap::new();
    for op in body(function).into_iter().flat_map(block_ops) {
        text += op.name().as_string_ref().as_str().unwrap_or_default();
        if let Some(name) = symbol_attribute(op, "global") {
            text += &format!(" @{}", weights.insert_full(name.to_owned()).0);
        } else {
            for (name, attribute) in op.attributes() {
                let name = name.as_string_ref();
                text += &format!(" {} = {attribute}", name.as_str().unwrap_or_default());
            }
        }
        for operand in op.operands() {
            text += &format!(" %{}", values.get(&value_id(operand)).copied().unwrap_or_default());
        }
        for result in op.results() {
            values.insert(value_id(result.into()), values.len());
            text += &format!(" : {}", result.r#type());
        }
        text += "\n";
    }
    let given = attribute(function, "res_attrs").and_then(|all| ArrayAttribute::try_from(all).ok());
    let given = given.iter().flat_map(|all| (0..all.len()).filter_map(|at| all.element(at).ok()));
    let name = |result| StringAttribute::try_from(entry(result, CONSTANT)?).ok();
    let given = given.filter_map(name).map(|name| name.value().to_owned());
    (text, weights.into_iter().chain(given).collect())
}

/// Takes what a program computes from weights alone out of it: a module of its own, whose functions
/// are initializers.
///
/// # Errors
/// If a pass fails.
pub fn split<'c>(
    context: &'c Context,
    module: &mut Module<'c>,
    options: &str,
) -> anyhow::Result<(Module<'c>, Summary)> {
    tricast_passes::register_once();
    let old = Counted::of(module);
    let pipeline = format!("builtin.module(fold-weights{{{options}}})");
    run_pipeline(module, &pipeline).map_err(anyhow::Error::msg)?;
    // Nobody calls its @main.
    let functions = Module::parse(context, "func.func @main() { return }");
    let functions = functions.ok_or_else(|| anyhow::anyhow!("internal error: no empty module"))?;
    let top = body(module.as_operation());
    let ops: Vec<_> = top.into_iter().flat_map(block_ops).map(outlive_op).collect();
    let entries = ops.iter().filter(|op| attribute(**op, ENTRY).is_some());
    for entry in entries {
        functions.body().append_operation(detach(*entry));
    }
    let (folded, needed) = (loaded(&functions), loaded(module));
    for global in globals(module.as_operation()).collect::<Vec<_>>() {
        let name = string_attribute(global, "sym_name").unwrap_or_default();
        let is_source = folded.contains(name);
        if is_source {
            functions.body().append_operation(clone(global));
        }
        if is_source && !needed.contains(name) {
            erase(global);
        }
    }
    Ok((functions, old.to(&Counted::of(module))))
}

/// The weights that the functions of a module load or change.
fn loaded(module: &Module) -> HashSet<String> {
    let ops = nested_ops(module.as_operation()).into_iter();
    ops.filter_map(|op| symbol_attribute(op, "global").map(str::to_owned)).collect()
}

/// What a module has.
struct Counted {
    /// Ops of our dialects.
    ops: usize,
    /// The weights and what they take, in bytes.
    weights: Vec<(String, u64)>,
}

impl Counted {
    fn of(module: &Module) -> Self {
        let top = module.as_operation();
        let ops = nested_ops(top).into_iter().filter(|op| definition(*op).is_some()).count();
        let weights = globals(top).filter_map(|global| {
            let name = string_attribute(global, "sym_name")?.to_owned();
            let ValueType::Tensor(ty) = type_attribute(global, "type").and_then(value_type)? else {
                return None;
            };
            let sizes = ty.shape.iter().map(|size| u64::try_from(size.as_static()?).ok());
            let size = sizes.product::<Option<u64>>()?;
            Some((name, size * ty.dtype.size() as u64))
        });
        Counted { ops, weights: weights.collect() }
    }

    /// How a module became another.
    fn to(&self, other: &Counted) -> Summary {
        let beyond = |one: &Counted, other: &Counted| {
            let names: HashSet<&String> = other.weights.iter().map(|(name, _)| name).collect();
            let more = one.weights.iter().filter(|(name, _)| !names.contains(name));
            more.fold((0, 0), |(count, sum), (_, bytes)| (count + 1, sum + bytes))
        };
        let ops = self.ops.saturating_sub(other.ops);
        Summary { ops, weights: beyond(other, self), dropped: beyond(self, other) }
    }
}
