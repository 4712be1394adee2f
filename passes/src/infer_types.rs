//! `aten-infer-types`: result types from the function's arguments down.

use std::collections::HashMap;

use melior::ir::{
    BlockLike, OperationRef, Type, Value, ValueLike,
    attribute::TypeAttribute,
    operation::{OperationBuilder, OperationLike},
    r#type::FunctionType,
};
use tricast_dialects::{ValueType, types::SizeList};
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{
        attribute, definition, emit_error, function_type, mlir_type, name_is, nested_ops,
        set_attribute, set_operand, set_type, strings,
    },
    pass::{
        OptionDeclaration, OptionDefault, PassDeclaration, PassFailed, PassRun,
        StatisticDeclaration,
    },
    rewrite::value_id,
};

use crate::known::Known;
use crate::symbols::{referenced_symbols, symbol_name};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "aten-infer-types",
    summary: "Refine result types from the function arguments down",
    description: "Infers the result types of every op of tricast's dialects anew, in order, with \
        what is known of the sizes at that point: static sizes, the symbols of `aten.dims` on the \
        function's arguments, and index arithmetic on them. A size that turns out to be a number \
        becomes static in the type. Where a user outside these dialects expects the old type, a \
        `tensor.cast` stands between; the result types of a function that nothing refers to are \
        refined with what it returns.\n\n\
        Fails where an op does not take what now reaches it.",
    anchor: "builtin.module",
    dependent_dialects: &[DependentDialect::TENSOR],
    options: &[OptionDeclaration {
        name: "annotate",
        description: "Attach the inferred sizes to each op, symbols included, as 'aten.sizes'",
        default: OptionDefault::Bool(false),
    }],
    statistics: &[
        StatisticDeclaration { name: "inferred", description: "Number of ops inferred" },
        StatisticDeclaration { name: "refined", description: "Number of result types refined" },
        StatisticDeclaration { name: "casts", description: "Number of casts inserted" },
    ],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let module = pass.operation();
    let annotate = pass.bool("annotate");
    let referenced = referenced_symbols(module);
    let mut failed = false;
    for function in nested_ops(module).into_iter().filter(|op| name_is(*op, "func.func")) {
        let may_change_type = symbol_name(function).is_some_and(|name| !referenced.contains(&name));
        let mut refiner = Refiner {
            known: Known::default(),
            before: HashMap::new(),
            annotate,
            failed: false,
            counts: [0; 3],
        };
        refiner.function(function, may_change_type);
        for (name, count) in ["inferred", "refined", "casts"].into_iter().zip(refiner.counts) {
            pass.count(name, count);
        }
        failed |= refiner.failed;
    }
    if failed { Err(PassFailed) } else { Ok(()) }
}

/// The refinement of one function.
struct Refiner<'c> {
    /// What is known of values beyond their types.
    known: Known,
    /// The type of a value before it was refined.
    before: HashMap<usize, Type<'c>>,
    annotate: bool,
    failed: bool,
    /// Ops inferred, types refined, casts inserted.
    counts: [u64; 3],
}

impl<'c> Refiner<'c> {
    fn function<'a>(&mut self, function: OperationRef<'c, 'a>, may_change_type: bool) {
        self.known.arguments(function);
        let ops = nested_ops(function);
        let returns: Vec<_> =
            ops.iter().copied().filter(|op| name_is(*op, "func.return")).collect();
        // With several returns one type would have to do for all.
        let free_return = match returns.as_slice() {
            [only] if may_change_type => Some(*only),
            _ => None,
        };
        for op in ops {
            match definition(op) {
                Some(_) => self.infer(op),
                None => self.foreign_op(op, free_return == Some(op)),
            }
        }
        if let Some(free_return) = free_return {
            set_result_types(function, free_return.operands().map(|value| value.r#type()));
        }
    }

    /// An op of another dialect: gives it its operands in the types it knew, and takes
    /// from it what it says of sizes.
    fn foreign_op<'a>(&mut self, op: OperationRef<'c, 'a>, takes_any_type: bool) {
        let result = op.results().next().map(Value::from);
        if let Some((result, ty)) = result.zip(self.known.value_of(op)) {
            self.known.insert(result, ty);
        }
        // A cast takes any type; where it has become one from a type to itself,
        // canonicalization removes it.
        if !takes_any_type && !name_is(op, "tensor.cast") {
            self.cast_operands(op);
        }
    }

    fn infer<'a>(&mut self, op: OperationRef<'c, 'a>) {
        self.counts[0] += 1;
        let inferred = match self.known.inferred(op) {
            Ok(inferred) => inferred,
            Err(error) => {
                emit_error(op, &error.0);
                self.failed = true;
                return;
            }
        };
        let mut sizes = vec![];
        for (result, now) in inferred {
            if self.annotate {
                sizes.push(sizes_text(&now));
            }
            let ty = mlir_type(op.context(), &now);
            if ty != result.r#type() {
                self.before.insert(value_id(result), result.r#type());
                set_type(result, ty);
                self.counts[1] += 1;
            }
            self.known.insert(result, now);
        }
        if self.annotate && !sizes.is_empty() {
            set_attribute(op, "aten.sizes", strings(op.context(), &sizes));
        }
    }

    /// Gives an op outside our dialects its operands in the types it knew.
    fn cast_operands<'a>(&mut self, op: OperationRef<'c, 'a>) {
        for (index, operand) in op.operands().enumerate() {
            let Some(before) = self.before.get(&value_id(operand)) else {
                continue;
            };
            let cast = OperationBuilder::new("tensor.cast", op.location())
                .add_operands(&[operand])
                .add_results(&[*before])
                .build()
                .expect("tensor.cast is registered");
            let block = op.block().expect("an op in a function is in a block");
            let cast = block.insert_operation_before(op, cast);
            set_operand(op, index, cast.result(0).expect("a cast has a result").into());
            self.counts[2] += 1;
        }
    }
}

fn sizes_text(ty: &ValueType) -> String {
    match ty {
        ValueType::Tensor(tensor) => SizeList(&tensor.shape).to_string(),
        ValueType::SymInt(dim) => dim.to_string(),
        other => other.to_string(),
    }
}

/// Changes what a function returns.
fn set_result_types<'c: 'a, 'a>(
    function: OperationRef<'c, 'a>,
    results: impl Iterator<Item = Type<'c>>,
) {
    let ty = attribute(function, "function_type");
    let ty = ty.and_then(|attribute| TypeAttribute::try_from(attribute).ok());
    let Some(ty) = ty.and_then(|attribute| FunctionType::try_from(attribute.value()).ok()) else {
        return;
    };
    let inputs: Vec<Type> =
        (0..ty.input_count()).filter_map(|index| ty.input(index).ok()).collect();
    let results: Vec<Type> = results.collect();
    let ty = function_type(function.context(), &inputs, &results);
    set_attribute(function, "function_type", TypeAttribute::new(ty.into()).into());
}
