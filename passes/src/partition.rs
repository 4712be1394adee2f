//! `partition`: a program as a sequence of parts, each for one target.

use std::collections::{BTreeMap, HashMap, HashSet};

use melior::{
    Context,
    ir::{
        Attribute, Block, BlockLike, BlockRef, Identifier, Location, OperationRef, Region,
        RegionLike, Type, Value, ValueLike,
        attribute::{
            ArrayAttribute, DictionaryAttribute, FlatSymbolRefAttribute, StringAttribute,
            TypeAttribute,
        },
        operation::{OperationBuilder, OperationLike},
        r#type::FunctionType,
    },
};
use tricast_dialects::{Dim, ValueType};
use tricast_mlir::{
    dialects::DependentDialect,
    dims,
    ir::{
        block_ops, body, context_of, emit_error, erase, function, name_is, outlive, outlive_op,
        set_operand,
    },
    pass::{
        OptionDeclaration, OptionDefault, PassDeclaration, PassFailed, PassRun,
        StatisticDeclaration,
    },
    rewrite::{captured, clone_with, defining_op, insert_argument, op_id, value_id},
};

use crate::{
    convert_to_target::{Place, place},
    known::Known,
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "partition",
    summary: "Divide @main into functions that are each for one target",
    description: "Ops of the target's dialect and all others, which are for the CPU, are moved \
        into functions of their own that say in `tricast.target` where they run, as few of them as \
        there can be: targets take turns, and a part has all that can be done by its turn. `@main` \
        calls them one after the other. Weights, and what is computed of sizes, are repeated \
        wherever they are needed; buffers that the program changes are read by `@main` and passed \
        on. A program that one target does alone stays as it is, and `@main` says which.",
    anchor: "builtin.module",
    dependent_dialects: &[DependentDialect::FUNC],
    options: &[OptionDeclaration {
        name: "target",
        description: "The dialect of the target",
        default: OptionDefault::Str(""),
    }],
    statistics: &[StatisticDeclaration { name: "parts", description: "Number of parts" }],
    run,
};

/// The attribute of a function that says which target it is for: `cpu`, or a dialect.
pub const TARGET: &str = "tricast.target";

/// The target of what no other does.
pub const CPU: &str = "cpu";

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let module = outlive_op(pass.operation());
    let main = function(module, "main");
    let Some((main, block)) = main.and_then(|main| Some((main, body(main)?))) else {
        emit_error(module, "partition: the module has no function @main");
        return Err(PassFailed);
    };
    let partition = Partition::new(main, block, pass.str("target"));
    pass.count("parts", partition.parts.len().max(1) as u64);
    let context = context_of(module);
    match partition.parts.len() {
        0 => set_target(context, main, CPU),
        1 if partition.is_whole => {
            set_target(context, main, partition.target_of(partition.parts[0].0))
        }
        _ => partition.outline(context, main),
    }
    Ok(())
}

fn set_target(context: &Context, function: OperationRef, target: &str) {
    let target = StringAttribute::new(context, target).into();
    tricast_mlir::ir::set_attribute(function, TARGET, target);
}

/// The least turn at which a value can be used: on the target, and on the CPU.
#[derive(Clone, Copy, Default)]
struct Since([usize; 2]);

impl Since {
    fn max(self, other: Since) -> Since {
        Since([self.0[0].max(other.0[0]), self.0[1].max(other.0[1])])
    }
}

/// Who does an op.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Target = 0,
    Cpu = 1,
    /// Whoever needs it.
    Anyone,
    /// `@main` itself: what reads a buffer that the program changes, and `return`.
    Main,
}

/// Which ops of `@main` make a part.
struct Partition<'c, 't> {
    location: Location<'c>,
    block: BlockRef<'c, 'c>,
    target: &'t str,
    /// The ops of each part, by the turn at which it is done.
    parts: Vec<(usize, Vec<OperationRef<'c, 'c>>)>,
    /// Whose turn is first.
    first: Side,
    /// What anyone may do.
    free: HashSet<usize>,
    /// Whether all that is not free is in one part.
    is_whole: bool,
    known: Known,
}

impl<'c, 't> Partition<'c, 't> {
    fn new(main: OperationRef<'c, 'c>, block: BlockRef<'c, 'c>, target: &'t str) -> Self {
        let ops: Vec<OperationRef> = block_ops(block).collect();
        let mut sides: Vec<Side> = ops.iter().map(|op| side(*op, target)).collect();
        let returned: HashSet<usize> =
            ops.last().into_iter().flat_map(|op| op.operands()).map(value_id).collect();
        for (op, side) in ops.iter().zip(&mut sides) {
            // Somebody must compute what is returned.
            if *side == Side::Anyone
                && op.results().any(|result| returned.contains(&value_id(result.into())))
            {
                *side = Side::Cpu;
            }
        }
        let [target_first, cpu_first] =
            [Side::Target, Side::Cpu].map(|first| turns(&ops, &sides, first));
        let count = |turns: &[Option<usize>]| turns.iter().flatten().collect::<HashSet<_>>().len();
        let (first, turns) = match count(&cpu_first) < count(&target_first) {
            true => (Side::Cpu, cpu_first),
            false => (Side::Target, target_first),
        };
        let mut parts: BTreeMap<usize, Vec<OperationRef>> = BTreeMap::new();
        for (op, turn) in ops.iter().zip(&turns) {
            parts.entry(turn.unwrap_or(usize::MAX)).or_default().push(*op);
        }
        parts.remove(&usize::MAX);
        let free = ops.iter().zip(&sides).filter(|(_, side)| **side == Side::Anyone);
        let free = free.map(|(op, _)| op_id(*op)).collect();
        let is_whole = parts.len() <= 1;
        let parts = parts.into_iter().collect();
        Partition {
            location: main.location(),
            block,
            target,
            parts,
            first,
            free,
            is_whole,
            known: Known::of(main),
        }
    }

    /// For which target the part of a turn is.
    fn target_of(&self, turn: usize) -> &'t str {
        match (self.first == Side::Target) == turn.is_multiple_of(2) {
            true => self.target,
            false => CPU,
        }
    }

    /// Moves each part into a function of its own.
    fn outline(&self, context: &'c Context, main: OperationRef<'c, 'c>) {
        let Some(top) = main.block() else { return };
        let old: Vec<OperationRef> = block_ops(self.block).collect();
        let Some(end) = old.last().copied() else { return };
        let home = self.homes();
        let used = self.used_outside(&home, end);
        // Where each value is in the new body of `@main`.
        let mut values: HashMap<usize, Value> = HashMap::new();
        for (number, (turn, ops)) in self.parts.iter().enumerate() {
            let target = self.target_of(*turn);
            let name = format!("main.{number}.{target}");
            let mut part = Part::new(self);
            let results = part.fill(ops, &used);
            let types: Vec<Type> = results.iter().map(|value| value.r#type()).collect();
            let call = OperationBuilder::new("func.call", end.location())
                .add_attributes(&[(
                    Identifier::new(context, "callee"),
                    FlatSymbolRefAttribute::new(context, &name).into(),
                )])
                .add_operands(
                    &part.inputs.iter().map(|value| map(&values, *value)).collect::<Vec<_>>(),
                )
                .add_results(&types)
                .build();
            let function = part.function(context, &name, target, &types, main.location());
            top.insert_operation_before(main, function);
            let Ok(call) = call else { return };
            let call = outlive_op(self.block.insert_operation_before(end, call));
            for (old, new) in results.iter().zip(call.results()) {
                values.insert(value_id(*old), new.into());
            }
        }
        for (index, operand) in end.operands().enumerate().collect::<Vec<_>>() {
            set_operand(end, index, map(&values, operand));
        }
        let stays = |op: &OperationRef| side(*op, self.target) == Side::Main;
        for op in old.into_iter().rev().filter(|op| !stays(op)) {
            erase(op);
        }
    }

    /// The part in which each op is, by its number.
    fn homes(&self) -> HashMap<usize, usize> {
        let parts = self.parts.iter().enumerate();
        parts
            .flat_map(|(number, (_, ops))| ops.iter().map(move |op| (op_id(*op), number)))
            .collect()
    }

    /// The values that are needed outside of the part that computes them.
    fn used_outside(
        &self,
        home: &HashMap<usize, usize>,
        end: OperationRef<'c, 'c>,
    ) -> HashSet<usize> {
        let mut used = HashSet::new();
        for (number, (_, ops)) in self.parts.iter().enumerate() {
            let mut todo: Vec<Value> = ops.iter().flat_map(|op| taken(*op)).collect();
            let mut seen = HashSet::new();
            while let Some(value) = todo.pop() {
                let Some(op) = defining_op(value).filter(|_| seen.insert(value_id(value))) else {
                    continue;
                };
                match home.get(&op_id(op)) {
                    Some(other) if *other != number => {
                        used.insert(value_id(value));
                    }
                    None if self.free.contains(&op_id(op)) => todo.extend(taken(op)),
                    _ => {}
                }
            }
        }
        used.extend(end.operands().map(value_id));
        used
    }
}

/// The turn at which each op is done: as early as what it needs is there; None for what has no turn.
fn turns(ops: &[OperationRef], sides: &[Side], first: Side) -> Vec<Option<usize>> {
    // Where the other side is first, a side waits for its first turn.
    let start = |side: Side| usize::from(side != first);
    let mut since: HashMap<usize, Since> = HashMap::new();
    let mut effects = Since([0, 0]);
    let mut turns = vec![];
    for (op, side) in ops.iter().zip(sides) {
        let needs = taken(*op).into_iter().filter_map(|value| since.get(&value_id(value)));
        let mut needs = needs.fold(Since::default(), |all, own| all.max(*own));
        let is_pure = tricast_mlir::ir::definition(*op).is_some_and(|op| op.is_pure);
        let (turn, after) = match side {
            Side::Anyone | Side::Main => (None, needs),
            Side::Target | Side::Cpu => {
                if !is_pure {
                    needs = needs.max(effects);
                }
                let turn = needs.0[*side as usize].max(start(*side));
                let after = match side {
                    Side::Target => Since([turn, turn + 1]),
                    _ => Since([turn + 1, turn]),
                };
                if !is_pure {
                    effects = effects.max(after);
                }
                (Some(turn), after)
            }
        };
        for result in op.results() {
            since.insert(value_id(result.into()), after);
        }
        turns.push(turn);
    }
    turns
}

fn side(op: OperationRef, target: &str) -> Side {
    if name_is(op, "ml_program.global_load") || name_is(op, "func.return") {
        return Side::Main;
    }
    match place(op, target) {
        Place::Anywhere => Side::Anyone,
        Place::Target => Side::Target,
        Place::Counterpart(_) | Place::Cpu(_) => Side::Cpu,
    }
}

/// What an op takes from outside, for itself or what is nested in it.
fn taken<'c>(op: OperationRef<'c, 'c>) -> Vec<Value<'c, 'c>> {
    op.operands().chain(captured(op)).collect()
}

fn map<'c>(values: &HashMap<usize, Value<'c, 'c>>, value: Value<'c, 'c>) -> Value<'c, 'c> {
    values.get(&value_id(value)).copied().unwrap_or(value)
}

/// A function in the making.
struct Part<'a, 'c, 't> {
    partition: &'a Partition<'c, 't>,
    /// What it takes, as the values that stand for it in the old body.
    inputs: Vec<Value<'c, 'c>>,
    region: Region<'c>,
    block: BlockRef<'c, 'c>,
}

impl<'a, 'c, 't> Part<'a, 'c, 't> {
    fn new(partition: &'a Partition<'c, 't>) -> Self {
        let region = Region::new();
        let block = outlive(region.append_block(Block::new(&[])));
        Part { partition, inputs: vec![], region, block }
    }

    /// Copies ops into the body, with what they need that anyone may do. Gives which of their
    /// results are needed outside.
    fn fill(&mut self, ops: &[OperationRef<'c, 'c>], used: &HashSet<usize>) -> Vec<Value<'c, 'c>> {
        let mut values = HashMap::new();
        for op in ops {
            self.copy(*op, &mut values);
        }
        let results = ops.iter().flat_map(|op| op.results().map(Value::from).collect::<Vec<_>>());
        let results: Vec<Value> =
            results.filter(|value| used.contains(&value_id(*value))).collect();
        let location = ops.first().map(|op| op.location());
        if let Some(location) = location {
            let operands: Vec<Value> = results.iter().map(|value| map(&values, *value)).collect();
            let end = OperationBuilder::new("func.return", location).add_operands(&operands);
            self.block.append_operation(end.build().expect("a return is built"));
        }
        results
    }

    fn copy(&mut self, op: OperationRef<'c, 'c>, values: &mut HashMap<usize, Value<'c, 'c>>) {
        for value in taken(op) {
            self.provide(value, values);
        }
        self.block.append_operation(clone_with(op, values));
    }

    /// Sees to it that a value of the old body is there.
    fn provide(&mut self, value: Value<'c, 'c>, values: &mut HashMap<usize, Value<'c, 'c>>) {
        if values.contains_key(&value_id(value)) {
            return;
        }
        let free = defining_op(value).filter(|op| self.partition.free.contains(&op_id(*op)));
        if let Some(op) = free {
            return self.copy(op, values);
        }
        let argument =
            insert_argument(self.block, self.inputs.len(), value.r#type(), self.partition.location);
        self.inputs.push(value);
        values.insert(value_id(value), argument);
    }

    fn function(
        self,
        context: &'c Context,
        name: &str,
        target: &str,
        results: &[Type<'c>],
        location: Location<'c>,
    ) -> melior::ir::Operation<'c> {
        let inputs: Vec<Type> = self.inputs.iter().map(|value| value.r#type()).collect();
        let known = &self.partition.known;
        let arguments = self.inputs.iter().map(|value| sizes(context, known.get(*value)));
        let arguments: Vec<Attribute> = arguments.collect();
        let text = |text: &str| StringAttribute::new(context, text).into();
        let ty = TypeAttribute::new(FunctionType::new(context, &inputs, results).into());
        let attribute = |name: &str, value| (Identifier::new(context, name), value);
        OperationBuilder::new("func.func", location)
            .add_attributes(&[
                attribute("sym_name", text(name)),
                attribute("sym_visibility", text("private")),
                attribute("function_type", ty.into()),
                attribute("arg_attrs", ArrayAttribute::new(context, &arguments).into()),
                attribute(TARGET, text(target)),
            ])
            .add_regions([self.region])
            .build()
            .expect("a function is built")
    }
}

/// The attributes of an argument: what its dynamic sizes are, where that is known.
fn sizes<'c>(context: &'c Context, known: Option<&ValueType>) -> Attribute<'c> {
    let mut entries = vec![];
    if let Some(ValueType::Tensor(tensor)) = known {
        let dynamic: Vec<&Dim> = tensor.shape.iter().filter(|dim| !dim.is_static()).collect();
        if !dynamic.is_empty() && dynamic.iter().all(|dim| matches!(dim, Dim::Symbolic(_))) {
            let named = dynamic.iter().map(|dim| {
                let name = StringAttribute::new(context, &dim.to_string()).into();
                let entry = (Identifier::new(context, "name"), name);
                DictionaryAttribute::new(context, &[entry]).into()
            });
            let named: Vec<Attribute> = named.collect();
            let list = ArrayAttribute::new(context, &named).into();
            entries.push((Identifier::new(context, dims::ATTRIBUTE), list));
        }
    }
    DictionaryAttribute::new(context, &entries).into()
}
