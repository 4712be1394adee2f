//! `cpu-hoist-constants`: what follows from the weights alone is computed before the first call.

use std::collections::{BTreeMap, HashMap, HashSet};

use melior::ir::{
    Attribute, BlockRef, Identifier, OperationRef, Type, Value, ValueLike,
    attribute::{ArrayAttribute, DictionaryAttribute, StringAttribute, TypeAttribute},
    operation::OperationLike,
    r#type::FunctionType,
};
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{
        block_arguments, block_ops, body, context_of, erase, function, name_is, nested_ops,
        outlive_op, result_types, set_attribute, shape_of,
    },
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
    rewrite::{
        bit_width, defining_op, element_type, erase_argument, insert_argument, is_used, op_id,
        replace_uses, value_id,
    },
};

use super::{
    builder::Builder,
    constants::Constants,
    signature::{CONSTANT, ENTRY, arguments, string_entry},
};
use crate::linalg::GLOBAL;

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "cpu-hoist-constants",
    summary: "Compute what follows from the weights alone before the first call",
    description: "Tensors that `@main` computes from arguments with the attribute \
        `tricast.global` alone, and so the same in every call, are computed by functions of their \
        own, `@initialize_0` and so on, with the attribute `tricast.entry`: weights transposed, \
        packed or dequantized, masks. Each has one result, but for one that has all results of \
        at most 64 KiB; a result is named by its attribute `tricast.constant`; `@main` takes it as an argument with the same attribute, and no \
        longer the globals that only it used.\n\n\
        Globals that `@main` has a new value for (a result with the attribute `aten.mutates`) \
        are not constant. Views and fills, which are cheap, stay where they are; and so does \
        what would take much more memory than what it is computed from: more than 8 times, \
        the most that dequantization takes, and more than 1 MiB.",
    anchor: "builtin.module",
    dependent_dialects: &[DependentDialect::FUNC],
    options: &[],
    statistics: &[StatisticDeclaration {
        name: "constants",
        description: "Number of tensors computed before the first call",
    }],
    run,
};

/// How much more memory than its sources a constant may take.
const MOST_GROWTH: i64 = 8;
/// What a constant may take in any case, in bytes.
const SMALL_GROWN: i64 = 1 << 20;
/// What is so small, in bytes, that one function computes all that is.
const SMALL: i64 = 1 << 16;

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let module = outlive_op(pass.operation());
    let Some(top) = body(module) else {
        return Ok(());
    };
    let Some(main) = function(module, "main") else {
        return Ok(());
    };
    let mut hoist = Hoist::new(main);
    hoist.find();
    let end = Builder::at_end(context_of(module), main.location(), top);
    // All functions come first: one may compute again what another one does, from the same ops.
    let numbers = 0..hoist.found.len();
    let (small, large): (Vec<usize>, Vec<usize>) = numbers
        .partition(|number| bytes(hoist.found[*number].r#type()).is_some_and(|it| it <= SMALL));
    let groups = large.into_iter().map(|number| vec![number]);
    let groups = groups.chain([small]).filter(|group| !group.is_empty());
    for (number, group) in groups.enumerate() {
        hoist.initializer(end, number, &group);
        pass.count("constants", group.len() as u64);
    }
    for (number, value) in hoist.found.clone().into_iter().enumerate() {
        hoist.take_argument(value, constant(end, number));
    }
    hoist.clean_up();
    Ok(())
}

/// A function from which constants are taken.
struct Hoist<'c> {
    function: OperationRef<'c, 'c>,
    block: Option<BlockRef<'c, 'c>>,
    constants: Constants<'c>,
    seen: HashSet<usize>,
    /// The values to compute before.
    found: Vec<Value<'c, 'c>>,
    /// What each op of the function takes, with what is nested in it.
    operands: HashMap<usize, Vec<Value<'c, 'c>>>,
}

/// What a value is computed from.
#[derive(Default)]
struct Slice<'c> {
    /// Arguments of the function, by number.
    arguments: BTreeMap<usize, Value<'c, 'c>>,
    /// Ops of the function.
    ops: HashSet<usize>,
    /// Whether there is more to it than views and fills.
    is_work: bool,
}

impl<'c> Hoist<'c> {
    fn new(function: OperationRef<'c, 'c>) -> Self {
        let block = body(function);
        let operands = block.into_iter().flat_map(block_ops).map(|op| {
            let inner = nested_ops(op).into_iter().map(outlive_op);
            let all =
                std::iter::once(op).chain(inner).flat_map(|op| op.operands().collect::<Vec<_>>());
            (op_id(op), all.collect())
        });
        Hoist {
            function,
            block,
            constants: Constants::new(function),
            seen: HashSet::new(),
            found: vec![],
            operands: operands.collect(),
        }
    }

    /// Finds the values to compute before: the last constant ones, that are worth it.
    fn find(&mut self) {
        for op in self.block.into_iter().flat_map(block_ops) {
            let results: Vec<Value> = op.results().map(Value::from).collect();
            let is_constant = results.iter().any(|result| self.constants.is_constant(*result));
            if !is_constant {
                self.find_in(op);
            }
        }
    }

    fn find_in(&mut self, op: OperationRef<'c, 'c>) {
        for operand in self.operands[&op_id(op)].clone() {
            if !self.constants.is_constant(operand) || !self.seen.insert(value_id(operand)) {
                continue;
            }
            let Some(op) = defining_op(operand) else { continue };
            if self.is_worth_it(op, operand) {
                self.found.push(operand);
            } else {
                self.find_in(op);
            }
        }
    }

    fn is_worth_it(&self, op: OperationRef<'c, 'c>, value: Value<'c, 'c>) -> bool {
        let Some(bytes) = bytes(value.r#type()) else {
            return false;
        };
        if is_view(op) {
            return false;
        }
        let slice = self.slice(&[value]);
        let sources = slice.arguments.values().filter_map(|source| self::bytes(source.r#type()));
        let most = sources.sum::<i64>().saturating_mul(MOST_GROWTH).max(SMALL_GROWN);
        slice.is_work && bytes <= most
    }

    /// What constants are computed from.
    fn slice(&self, values: &[Value<'c, 'c>]) -> Slice<'c> {
        let numbers: HashMap<usize, usize> = (self.block.map(block_arguments).unwrap_or_default())
            .into_iter()
            .enumerate()
            .map(|(number, argument)| (value_id(argument), number))
            .collect();
        let mut slice = Slice::default();
        let mut pending = values.to_vec();
        while let Some(value) = pending.pop() {
            if let Some(number) = numbers.get(&value_id(value)) {
                slice.arguments.insert(*number, value);
            }
            let Some(op) = defining_op(value).filter(|op| op.block() == self.block) else {
                continue;
            };
            if slice.ops.insert(op_id(op)) {
                slice.is_work |= is_work(op);
                pending.extend(&self.operands[&op_id(op)]);
            }
        }
        slice
    }
}

/// Whether an op on tensors gives another view of its operand.
fn is_view(op: OperationRef) -> bool {
    const VIEWS: [&str; 4] =
        ["tensor.cast", "tensor.collapse_shape", "tensor.expand_shape", "tensor.extract_slice"];
    VIEWS.iter().any(|name| name_is(op, name))
}

/// Whether an op takes time.
fn is_work(op: OperationRef) -> bool {
    const WORK: [&str; 5] =
        ["tensor.concat", "tensor.gather", "tensor.generate", "tensor.insert_slice", "tensor.pad"];
    let name = op.name();
    let name = name.as_string_ref().as_str().unwrap_or_default();
    (name.starts_with("linalg.") && name != "linalg.fill")
        || name.starts_with("scf.")
        || WORK.contains(&name)
}

/// How much memory a tensor takes; None for a type that is none, or of sizes not known.
fn bytes(ty: Type) -> Option<i64> {
    let bits = i64::from(bit_width(element_type(ty)?)?);
    shape_of(ty).into_iter().try_fold((bits + 7) / 8, |bytes, size| Some(bytes * size?))
}

impl<'c> Hoist<'c> {
    /// Makes the function that computes a value.
    fn initializer(&self, module: Builder<'c>, number: usize, constants: &[usize]) {
        let values: Vec<Value> = constants.iter().map(|constant| self.found[*constant]).collect();
        let slice = self.slice(&values);
        let types: Vec<Type> = slice.arguments.values().map(|value| value.r#type()).collect();
        let given = arguments(self.function);
        let attributes = slice.arguments.keys().map(|number| given[*number].1);
        let attributes = attributes.map(|it| it.unwrap_or_else(|| dictionary(module, None)));
        let constants = constants.iter().map(|number| constant(module, *number));
        let constants: Vec<Attribute> = constants.collect();
        let all = [
            (
                "arg_attrs",
                ArrayAttribute::new(module.context, &attributes.collect::<Vec<_>>()).into(),
            ),
            ("res_attrs", ArrayAttribute::new(module.context, &constants).into()),
            (ENTRY, Attribute::unit(module.context)),
        ];
        let function = module.function(&format!("initialize_{number}"), &types, &all);
        let results: Vec<Type> = values.iter().map(|value| value.r#type()).collect();
        let ty = FunctionType::new(module.context, &types, &results);
        set_attribute(function, "function_type", TypeAttribute::new(ty.into()).into());
        let block = body(function).expect("the function has a body");
        let inside = Builder::at_end(module.context, module.location, block);
        let mut known: HashMap<usize, Value> = (slice.arguments.values())
            .zip(block_arguments(block))
            .map(|(outside, inside)| (value_id(*outside), inside))
            .collect();
        for op in self.block.into_iter().flat_map(block_ops) {
            if slice.ops.contains(&op_id(op)) {
                inside.copy_with(op, &mut known);
            }
        }
        let values: Vec<Value> = values.iter().map(|value| known[&value_id(*value)]).collect();
        inside.op("func.return", &values, &[], &[]);
    }

    /// Has the function take what a value is as an argument.
    fn take_argument(&self, value: Value<'c, 'c>, attributes: Attribute<'c>) {
        let Some(block) = self.block else { return };
        let count = block_arguments(block).len();
        let argument = insert_argument(block, count, value.r#type(), self.function.location());
        replace_uses(value, argument);
        let mut all: Vec<_> = arguments(self.function).into_iter().map(|(_, it)| it).collect();
        all[count] = Some(attributes);
        self.set_arguments(&all);
    }

    /// Makes the type and the attributes of the function those of its block's arguments.
    fn set_arguments(&self, attributes: &[Option<Attribute<'c>>]) {
        let builder = Builder::before(self.function);
        let attributes = attributes.iter();
        let attributes = attributes.map(|it| it.unwrap_or_else(|| dictionary(builder, None)));
        let attributes = attributes.collect::<Vec<_>>();
        let all = ArrayAttribute::new(builder.context, &attributes).into();
        set_attribute(self.function, "arg_attrs", all);
        let values = self.block.map(block_arguments).unwrap_or_default();
        let inputs: Vec<Type> = values.iter().map(|value| value.r#type()).collect();
        let results = result_types(self.function);
        let ty = FunctionType::new(builder.context, &inputs, &results).into();
        set_attribute(self.function, "function_type", TypeAttribute::new(ty).into());
    }

    /// Erases what is no longer used: ops, and globals.
    fn clean_up(&self) {
        let Some(block) = self.block.filter(|_| !self.found.is_empty()) else {
            return;
        };
        let ops: Vec<OperationRef> = block_ops(block).collect();
        for op in ops.into_iter().rev() {
            let is_known = op.results().all(|result| self.constants.is_known(result.into()));
            if op.result_count() > 0 && is_known && op.results().all(|it| !is_used(it.into())) {
                erase(op);
            }
        }
        let mut given = arguments(self.function);
        for number in (0..given.len()).rev() {
            let (value, attributes) = given[number];
            if string_entry(attributes, GLOBAL).is_some() && !is_used(value) {
                erase_argument(block, number);
                given.remove(number);
            }
        }
        self.set_arguments(&given.into_iter().map(|(_, it)| it).collect::<Vec<_>>());
    }
}

/// The attributes of a constant.
fn constant<'c>(builder: Builder<'c>, number: usize) -> Attribute<'c> {
    let name = StringAttribute::new(builder.context, &format!("constant_{number}")).into();
    dictionary(builder, Some((CONSTANT, name)))
}

/// A dictionary of one entry or none.
fn dictionary<'c>(builder: Builder<'c>, entry: Option<(&str, Attribute<'c>)>) -> Attribute<'c> {
    let entry = entry.map(|(name, value)| (Identifier::new(builder.context, name), value));
    DictionaryAttribute::new(builder.context, entry.as_slice()).into()
}
