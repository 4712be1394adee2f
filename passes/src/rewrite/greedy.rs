//! Rules as MLIR's own driver applies them.

use std::collections::BTreeSet;

use melior::{
    Context,
    ir::{
        Attribute, Identifier, Location, OperationRef, Value, ValueLike,
        operation::{OperationBuilder, OperationLike},
    },
};
use tricast_egraph::rule::Numerics;
use tricast_mlir::{
    ir::{attribute, attribute_names, definition, name_is},
    pdl::{Argument, Made, Native, Rewriter, apply_greedily},
    rewrite::{defining_op, value_id},
};

use super::{
    block::WEIGHT,
    cost::Model,
    natives::{
        At, Builder, FUNCTIONS, Function, Given, Item, OpItem, Rehearsal, known_by_type, op_types,
    },
    ranges::Weights,
    rules,
};

/// At how many values it is looked whether one follows from weights alone.
const MOST_VALUES: usize = 256;

/// Applies rules to the ops in a module until none applies.
///
/// # Errors
/// If there are no such rules, or they come to no end.
pub fn apply<'c>(
    context: &'c Context,
    module: OperationRef<'c, 'c>,
    names: &str,
    numerics: Numerics,
    model: &Model,
) -> Result<(), String> {
    let weights = Weights::new(module);
    let call = |entry: &(&str, Function)| caller(context, entry.1, numerics, &weights);
    let calls: Vec<_> = FUNCTIONS.iter().map(call).collect();
    let named = FUNCTIONS.iter().zip(&calls);
    let natives: Vec<Native> = named
        .map(|((name, function), call)| Native {
            name,
            is_constraint: function.is_constraint(),
            call,
        })
        .collect();
    for rules in rules::modules(context, names, model)? {
        if !apply_greedily(module, rules, &natives) {
            return Err("the rules come to no end: each is to make the program simpler".into());
        }
    }
    Ok(())
}

/// A function as MLIR's driver calls it.
fn caller<'c>(
    context: &'c Context,
    function: Function,
    bound: Numerics,
    weights: &Weights,
) -> impl Fn(Rewriter, &[Argument<'c>]) -> Option<Vec<Made<'c>>> {
    move |rewriter, arguments| {
        let location = arguments.iter().find_map(place).unwrap_or(Location::unknown(context));
        let builder = ValueBuilder { context, rewriter, location, weights, values: vec![] };
        native(builder, function, bound, arguments)
    }
}

/// Calls a function.
fn native<'c>(
    mut builder: ValueBuilder<'_, 'c>,
    function: Function,
    bound: Numerics,
    arguments: &[Argument<'c>],
) -> Option<Vec<Made<'c>>> {
    if let Function::Numerics(numerics) = function {
        return (numerics <= bound).then(Vec::new);
    }
    let context = builder.context;
    let ops: Vec<Option<OpItem>> = arguments
        .iter()
        .map(|argument| match argument {
            Argument::Operation(op) => Some(builder.op_item(*op)),
            _ => None,
        })
        .collect();
    let given: Vec<Given> = arguments
        .iter()
        .zip(&ops)
        .map(|(argument, op)| match argument {
            Argument::Attribute(attribute) => Given::Attribute(*attribute),
            Argument::Type(_) => Given::Type,
            Argument::Value(value) => Given::Value(builder.item(*value)),
            Argument::Operation(_) => Given::Op(op.as_ref().expect("made above")),
        })
        .collect();
    match function {
        Function::Numerics(_) => None,
        Function::Constraint(holds) => holds(&given)?.then(Vec::new),
        Function::Rewrite(make) => Some(vec![Made::Attribute(make(context, &given)?)]),
        Function::CanBuild(build) => build(&mut Rehearsal(context), &given).map(|_| vec![]),
        Function::Build(build) => {
            let item = build(&mut builder, &given)?;
            Some(vec![Made::Value(builder.values[item.number])])
        }
        Function::CanBuildAll(build) => build(&mut Rehearsal(context), &given).map(|_| vec![]),
        Function::BuildAll(build) => {
            let items = build(&mut builder, &given)?;
            let values = items.into_iter().map(|item| builder.values[item.number]);
            Some(vec![Made::Values(values.collect())])
        }
    }
}

/// Where an argument is in the source.
fn place<'c>(argument: &Argument<'c>) -> Option<Location<'c>> {
    match argument {
        Argument::Operation(op) => Some(op.location()),
        Argument::Value(value) => Some(defining_op(*value)?.location()),
        _ => None,
    }
}

/// Makes ops for a function.
struct ValueBuilder<'r, 'c> {
    context: &'c Context,
    rewriter: Rewriter<'r>,
    location: Location<'c>,
    weights: &'r Weights,
    /// What items stand for.
    values: Vec<Value<'c, 'c>>,
}

impl<'c> ValueBuilder<'_, 'c> {
    fn item(&mut self, value: Value<'c, 'c>) -> Item<'c> {
        // The same value is the same item.
        let place = self.values.iter().position(|own| value_id(*own) == value_id(value));
        let number = place.unwrap_or_else(|| {
            self.values.push(value);
            self.values.len() - 1
        });
        let is_constant = is_constant(value);
        let is_weight = defining_op(value).is_some_and(|op| name_is(op, WEIGHT));
        let ty = value.r#type();
        // Of this engine, sizes that are not in the type are not known.
        let known = known_by_type(ty);
        let range = self.weights.of_value(value);
        Item { number, ty, known, is_constant, is_weight, range }
    }

    fn op_item(&mut self, op: OperationRef<'c, 'c>) -> OpItem<'c> {
        let names = definition(op).map(attribute_names).unwrap_or_default();
        let named = |name: String| attribute(op, &name).map(|value| (name, value));
        OpItem {
            at: At::Block(op),
            def: definition(op),
            results: op.results().map(|result| result.r#type()).collect(),
            operands: op.operands().map(|value| self.item(value)).collect(),
            attributes: names.into_iter().filter_map(named).collect(),
        }
    }
}

/// Whether a value follows from the weights alone, as far as that is seen from so many values.
fn is_constant(value: Value) -> bool {
    // What is shared is looked at once.
    let mut seen = BTreeSet::from([value_id(value)]);
    let mut stack = vec![value];
    while let Some(value) = stack.pop() {
        let Some(op) = defining_op(value) else { return false };
        if name_is(op, WEIGHT) {
            continue;
        }
        if seen.len() > MOST_VALUES || !definition(op).is_some_and(|def| def.is_pure) {
            return false;
        }
        stack.extend(op.operands().filter(|operand| seen.insert(value_id(*operand))));
    }
    true
}

impl<'c> Builder<'c> for ValueBuilder<'_, 'c> {
    fn context(&self) -> &'c Context {
        self.context
    }

    fn op(
        &mut self,
        name: &str,
        operands: &[Item<'c>],
        attributes: &[(&str, Attribute<'c>)],
    ) -> Option<Vec<Item<'c>>> {
        let (named, types) = op_types(self.context, name, operands, attributes)?;
        let values: Vec<Value> = operands.iter().map(|item| self.values[item.number]).collect();
        let named: Vec<_> = named
            .iter()
            .map(|(name, value)| (Identifier::new(self.context, name), *value))
            .collect();
        let op = OperationBuilder::new(name, self.location)
            .add_operands(&values)
            .add_attributes(&named)
            .add_results(&types)
            .build()
            .ok()?;
        let op = self.rewriter.insert(op);
        let results: Vec<Value> = op.results().map(Value::from).collect();
        Some(results.into_iter().map(|value| self.item(value)).collect())
    }
}
