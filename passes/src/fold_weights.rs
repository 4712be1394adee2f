//! `fold-weights`: what follows from weights alone becomes weights.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use melior::ir::{
    Attribute, Block, BlockLike, BlockRef, Identifier, Location, OperationRef, Region, RegionLike,
    Type, Value, ValueLike,
    attribute::{
        ArrayAttribute, DictionaryAttribute, FlatSymbolRefAttribute, StringAttribute, TypeAttribute,
    },
    operation::{OperationBuilder, OperationLike},
    r#type::FunctionType,
};
use tricast_dialects::ValueType;
use tricast_mlir::{
    build::weight,
    dialects::DependentDialect,
    entries::{CONSTANT, ENTRY, MUTATES},
    ir::{
        attribute, block_ops, body, context_of, definition, entry, erase, name_is, nested_ops,
        outlive, outlive_op, symbol_attribute, type_of,
    },
    pass::{
        OptionDeclaration, OptionDefault, PassDeclaration, PassFailed, PassRun,
        StatisticDeclaration,
    },
    rewrite::{clone_with, defining_op, is_used, op_id, replace_uses, value_id},
};

use crate::{
    rewrite::{
        block::{WEIGHT, is_pure},
        ranges::{CONSTANTS, MOVES},
    },
    symbols::symbol_name,
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "fold-weights",
    summary: "Make weights of what follows from weights alone",
    description: "Tensors that a function computes from weights and constants alone are computed by \
        functions of their own, `@fold_weights_0` and so on, with the attribute `tricast.entry`. \
        Each of their results is a new weight, which the function loads instead. It is named after \
        the largest weight that it is computed from, `conv1.weight.folded0`, and the result says \
        so by the attribute `tricast.constant`. Who runs the program computes the new weights \
        once, before or when it is compiled.\n\n\
        Only what no call changes is folded: weights that are loaded by \
        `ml_program.global_load_const`, and that no function has a new value for. Ops with effects \
        or regions, random ones, and what has no static shape stay.\n\n\
        A result of more than 64 KiB is folded only if all that are named after its largest weight \
        take at most `growth` times as many bytes as the weights that it is computed from: \
        matrices that are scaled or joined are, and those that are dequantized or expanded stay, \
        with the ops that do so. A view of a weight (transposed, sliced, expanded) stays \
        where it is, unless `views` is set, and so does one of several views of something that is \
        computed.\n\n\
        Results that are computed by the same large ops are computed by one function, and so are \
        all small ones.",
    anchor: "builtin.module",
    dependent_dialects: &[DependentDialect::FUNC],
    options: &[
        OptionDeclaration {
            name: "growth",
            description: "How many times more memory than its sources a new weight may take",
            default: OptionDefault::Int(1),
        },
        OptionDeclaration {
            name: "views",
            description: "Fold what only moves the elements of a weight, too: for targets that want \
                them in another order",
            default: OptionDefault::Bool(false),
        },
    ],
    statistics: &[
        StatisticDeclaration { name: "ops", description: "Number of ops that are folded" },
        StatisticDeclaration { name: "weights", description: "Number of new weights" },
        StatisticDeclaration { name: "bytes", description: "What the new weights take, in bytes" },
    ],
    run,
};

/// What is so small, in bytes, that it is folded in any case, and with all else that is.
const SMALL: i64 = 1 << 16;

/// What is folded.
#[derive(Clone, Copy)]
struct Rule {
    /// How many times more bytes than its sources a result may take.
    growth: i64,
    /// Whether views are.
    views: bool,
}

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let module = outlive_op(pass.operation());
    let rule = Rule { growth: pass.int("growth"), views: pass.bool("views") };
    let Some(top) = body(module) else { return Ok(()) };
    let mut names = Names(block_ops(top).filter_map(symbol_name).collect());
    let changed = changed(top);
    let functions = block_ops(top).filter(|op| name_is(*op, "func.func"));
    let functions = functions.filter(|op| attribute(*op, ENTRY).is_none());
    let mut is_changed = false;
    for function in functions.collect::<Vec<_>>() {
        let Some(block) = body(function) else { continue };
        let mut fold = Fold::new(block, rule, &changed);
        fold.find(&mut names);
        if fold.found.is_empty() {
            continue;
        }
        is_changed = true;
        for group in fold.groups() {
            let name = names.free("fold_weights_");
            top.append_operation(fold.function(&name, &group).ok_or(PassFailed)?);
        }
        fold.load_all(function).ok_or(PassFailed)?;
        pass.count("weights", fold.found.len() as u64);
        pass.count("bytes", fold.found.iter().map(|found| found.bytes as u64).sum());
        pass.count("ops", fold.clean_up());
    }
    if !is_changed {
        pass.set_unchanged();
    }
    Ok(())
}

/// The weights that a program gives new values.
fn changed(top: BlockRef) -> HashSet<String> {
    let mut changed = HashSet::new();
    for op in block_ops(top) {
        if attribute(op, "is_mutable").is_some() {
            changed.extend(symbol_name(op));
        }
        let results = attribute(op, "res_attrs").and_then(|all| ArrayAttribute::try_from(all).ok());
        let results = results
            .iter()
            .flat_map(|all| (0..all.len()).filter_map(|index| all.element(index).ok()));
        let name = |result| StringAttribute::try_from(entry(result, MUTATES)?).ok();
        changed.extend(results.filter_map(name).map(|name| name.value().to_owned()));
    }
    changed
}

/// The names of the symbols of a module.
struct Names(HashSet<String>);

impl Names {
    /// A name that nothing has: what it begins with, and the least number that makes it one.
    fn free(&mut self, start: &str) -> String {
        let names = (0..).map(|number: usize| format!("{start}{number}"));
        let free = names.into_iter().find(|name| !self.0.contains(name)).unwrap_or_default();
        self.0.insert(free.clone());
        free
    }
}

/// What is computed from weights in a function.
struct Fold<'c> {
    block: BlockRef<'c, 'c>,
    rule: Rule,
    /// The ops of the function in order.
    ops: Vec<OperationRef<'c, 'c>>,
    /// Those that compute the same in every call: their numbers.
    constant: HashMap<usize, usize>,
    /// What has been decided on, by value.
    seen: HashSet<usize>,
    /// How many values that are used are views of a value, or it itself.
    viewed: HashMap<usize, usize>,
    /// How many bytes are named after a weight.
    spent: HashMap<String, i64>,
    /// The new weights.
    found: Vec<Found<'c>>,
}

/// A new weight.
struct Found<'c> {
    value: Value<'c, 'c>,
    name: String,
    bytes: i64,
    /// The ops that compute it, by their numbers.
    ops: BTreeSet<usize>,
}

/// What a value is computed from.
#[derive(Default)]
struct Slice {
    /// Ops, by their numbers.
    ops: BTreeSet<usize>,
    /// The sizes of the weights, by their name.
    sources: BTreeMap<String, i64>,
    /// Whether there is more to it than views and fills.
    is_work: bool,
}

impl Slice {
    /// The largest weight; the first by name of those.
    fn largest(&self) -> Option<&str> {
        let largest = self.sources.iter().rev().max_by_key(|(_, bytes)| **bytes);
        largest.map(|(name, _)| name.as_str())
    }
}

/// How many bytes a tensor takes; None for what is none, or of sizes not known.
fn bytes(value: Value) -> Option<i64> {
    let ValueType::Tensor(tensor) = type_of(value)? else { return None };
    let size = tensor.dtype.size() as i64;
    tensor.shape.iter().try_fold(size, |bytes, dim| bytes.checked_mul(dim.as_static()?))
}

/// Whether the result of an op has no elements but those of its first operand.
fn is_view(op: OperationRef) -> bool {
    name_is(op, "tensor.cast") || definition(op).is_some_and(|def| MOVES.contains(&def.name))
}

/// Whether an op makes the same number all over.
fn is_fill(op: OperationRef) -> bool {
    let fills = |name| CONSTANTS.iter().any(|(fill, _)| *fill == name);
    name_is(op, "arith.constant") || definition(op).is_some_and(|def| fills(def.name))
}

/// What an op takes, with what is nested in it.
fn operands<'c>(op: OperationRef<'c, 'c>) -> Vec<Value<'c, 'c>> {
    let inner = match op.region_count() {
        0 => vec![],
        _ => nested_ops(op).into_iter().map(outlive_op).collect(),
    };
    std::iter::once(op).chain(inner).flat_map(|op| op.operands().collect::<Vec<_>>()).collect()
}

impl<'c> Fold<'c> {
    fn new(block: BlockRef<'c, 'c>, rule: Rule, changed: &HashSet<String>) -> Self {
        let ops: Vec<_> = block_ops(block).collect();
        let mut constant: HashMap<usize, usize> = HashMap::new();
        for (number, op) in ops.iter().enumerate() {
            let from_constants = || {
                op.operands()
                    .all(|it| defining_op(it).is_some_and(|op| constant.contains_key(&op_id(op))))
            };
            let is_constant = match symbol_attribute(*op, "global") {
                Some(name) => name_is(*op, WEIGHT) && !changed.contains(name),
                None => computes_the_same(*op) && from_constants(),
            };
            if is_constant {
                constant.insert(op_id(*op), number);
            }
        }
        Fold {
            block,
            rule,
            ops,
            constant,
            seen: HashSet::new(),
            viewed: HashMap::new(),
            spent: HashMap::new(),
            found: vec![],
        }
    }

    /// The number of the op that a value comes from, if that computes the same in every call.
    fn number(&self, value: Value<'c, 'c>) -> Option<usize> {
        self.constant.get(&op_id(defining_op(value)?)).copied()
    }

    /// Finds what to fold: what other ops use of what is constant, or what that is computed from.
    fn find(&mut self, names: &mut Names) {
        let users = self.ops.iter().filter(|op| !self.constant.contains_key(&op_id(**op)));
        let mut used: Vec<Value> = users.flat_map(|op| operands(*op)).collect();
        used.retain(|value| self.number(*value).is_some() && self.seen.insert(value_id(*value)));
        for value in &used {
            *self.viewed.entry(value_id(self.base(*value))).or_default() += 1;
        }
        used.reverse();
        while let Some(value) = used.pop() {
            match self.decide(value, names) {
                Some(found) => self.found.push(found),
                None => {
                    let mut inner = defining_op(value).map(operands).unwrap_or_default();
                    inner.retain(|value| self.seen.insert(value_id(*value)));
                    used.extend(inner.into_iter().rev());
                }
            }
        }
    }

    /// What a value is a view of.
    fn base(&self, mut value: Value<'c, 'c>) -> Value<'c, 'c> {
        while let Some(op) = defining_op(value).filter(|op| is_view(*op))
            && let Some(source) = op.operands().next()
        {
            value = source;
        }
        value
    }

    /// The new weight that a value is to be; None if it is not.
    fn decide(&mut self, value: Value<'c, 'c>, names: &mut Names) -> Option<Found<'c>> {
        let bytes = bytes(value).filter(|bytes| *bytes > 0)?;
        let is_shared = || self.viewed.get(&value_id(self.base(value))).is_some_and(|it| *it > 1);
        if !self.rule.views && is_view(defining_op(value)?) && is_shared() {
            return None;
        }
        let slice = self.slice(value);
        let after = slice.largest().unwrap_or("constant").to_owned();
        let spent = self.spent.entry(after.clone()).or_default();
        let most = slice.sources.values().sum::<i64>().saturating_mul(self.rule.growth);
        let fits = bytes <= SMALL || spent.saturating_add(bytes) <= most;
        if !slice.is_work || !fits {
            return None;
        }
        *spent += bytes;
        let name = names.free(&format!("{after}.folded"));
        Some(Found { value, name, bytes, ops: slice.ops })
    }

    /// What a value is computed from.
    fn slice(&self, value: Value<'c, 'c>) -> Slice {
        let mut slice = Slice::default();
        let mut pending = vec![value];
        while let Some(value) = pending.pop() {
            let Some(number) = self.number(value) else { continue };
            if !slice.ops.insert(number) {
                continue;
            }
            let op = self.ops[number];
            match symbol_attribute(op, "global") {
                Some(name) => {
                    slice.sources.insert(name.to_owned(), bytes(value).unwrap_or(0));
                }
                None => slice.is_work |= self.is_work(op),
            }
            pending.extend(op.operands());
        }
        slice
    }

    /// Whether it is worth something not to run an op.
    fn is_work(&self, op: OperationRef) -> bool {
        !is_fill(op) && (self.rule.views || !is_view(op))
    }

    /// What is computed by one function each, by the numbers of the new weights.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<usize> = (0..self.found.len()).collect();
        let mut owners: HashMap<usize, usize> = HashMap::new();
        let small = self.found.iter().position(|found| found.bytes <= SMALL);
        for (number, found) in self.found.iter().enumerate() {
            let large = found.ops.iter().filter(|op| self.is_large(**op));
            let same = large.map(|op| *owners.entry(*op).or_insert(number));
            let same = same.chain(small.filter(|_| found.bytes <= SMALL));
            let same: BTreeSet<usize> = same.chain([number]).map(|it| groups[it]).collect();
            let least = same.first().copied().unwrap_or(number);
            groups.iter_mut().filter(|group| same.contains(group)).for_each(|it| *it = least);
        }
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, group) in groups.into_iter().enumerate() {
            members.entry(group).or_default().push(number);
        }
        members.into_values().collect()
    }

    /// Whether an op takes so long that it should run once only.
    fn is_large(&self, number: usize) -> bool {
        let op = self.ops[number];
        let is_load = symbol_attribute(op, "global").is_some();
        let mut results = op.results().map(Value::from);
        !is_load && self.is_work(op) && results.any(|it| bytes(it).is_none_or(|it| it > SMALL))
    }
}

/// Whether an op computes the same of the same, and does nothing else.
fn computes_the_same(op: OperationRef) -> bool {
    let foreign = || name_is(op, "arith.constant") || name_is(op, "tensor.cast");
    let known = definition(op).map(|def| is_pure(op, def));
    op.region_count() == 0 && op.result_count() > 0 && known.unwrap_or_else(foreign)
}

impl<'c> Fold<'c> {
    /// The function that computes some of the new weights.
    fn function(&self, name: &str, group: &[usize]) -> Option<melior::ir::Operation<'c>> {
        let found: Vec<&Found> = group.iter().map(|number| &self.found[*number]).collect();
        let context = context_of(self.ops[0]);
        let region = Region::new();
        let block = outlive(region.append_block(Block::new(&[])));
        let mut known = HashMap::new();
        let ops: BTreeSet<usize> =
            found.iter().flat_map(|found| found.ops.iter().copied()).collect();
        for number in ops {
            block.append_operation(clone_with(self.ops[number], &mut known));
        }
        let values: Vec<Value> = found.iter().map(|found| known[&value_id(found.value)]).collect();
        let unknown = Location::unknown(context);
        let end = OperationBuilder::new("func.return", unknown).add_operands(&values);
        block.append_operation(end.build().ok()?);
        let text = |text: &str| Attribute::from(StringAttribute::new(context, text));
        let results = found.iter().map(|found| {
            let named = [(Identifier::new(context, CONSTANT), text(&found.name))];
            DictionaryAttribute::new(context, &named).into()
        });
        let results: Vec<Attribute> = results.collect();
        let types: Vec<Type> = values.iter().map(|value| value.r#type()).collect();
        let ty = FunctionType::new(context, &[], &types);
        let attributes = [
            ("sym_name", text(name)),
            ("function_type", TypeAttribute::new(ty.into()).into()),
            ("res_attrs", ArrayAttribute::new(context, &results).into()),
            (ENTRY, Attribute::unit(context)),
        ];
        let named = attributes.map(|(name, value)| (Identifier::new(context, name), value));
        let function = OperationBuilder::new("func.func", unknown).add_attributes(&named);
        function.add_regions([region]).build().ok()
    }

    /// Declares the new weights before the function, and has it load them.
    fn load_all(&self, function: OperationRef<'c, 'c>) -> Option<()> {
        let context = context_of(function);
        let top = function.block()?;
        for found in &self.found {
            let ty = found.value.r#type();
            let op = defining_op(found.value)?;
            let named = Location::name(context, &found.name, Location::unknown(context));
            top.insert_operation_before(function, weight(context, &found.name, ty, named)?);
            let name = FlatSymbolRefAttribute::new(context, &found.name).into();
            let load = OperationBuilder::new(WEIGHT, op.location())
                .add_attributes(&[(Identifier::new(context, "global"), name)])
                .add_results(&[ty]);
            let load = self.block.insert_operation_before(op, load.build().ok()?);
            replace_uses(found.value, load.result(0).ok()?.into());
        }
        Some(())
    }

    /// Erases what nobody uses any more: how many ops of ours that is.
    fn clean_up(&self) -> u64 {
        let mut count = 0;
        for op in self.ops.iter().rev() {
            let is_constant = self.constant.contains_key(&op_id(*op));
            if is_constant && op.results().all(|result| !is_used(result.into())) {
                count += u64::from(definition(*op).is_some());
                erase(*op);
            }
        }
        count
    }
}
