//! `aten-infer-types`: result types from the function's arguments down.

use std::collections::HashMap;

use melior::ir::{
    BlockLike, OperationRef, RegionLike, Type, Value, ValueLike,
    attribute::{ArrayAttribute, IntegerAttribute, TypeAttribute},
    operation::{OperationBuilder, OperationLike},
    r#type::FunctionType,
};
use tricast_dialects::{Dim, TensorType, ValueType, types::SizeList};
use tricast_mlir::{
    dialects::DependentDialect,
    dims,
    ir::{
        attribute, definition, emit_error, function_type, infer, mlir_type, name_is, nested_ops,
        set_attribute, set_operand, strings, type_of,
    },
    pass::{
        OptionDeclaration, OptionDefault, PassDeclaration, PassFailed, PassRun,
        StatisticDeclaration,
    },
};

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
            known: HashMap::new(),
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
    /// What is known of a value beyond its type.
    known: HashMap<ValueId, ValueType>,
    /// The type of a value before it was refined.
    before: HashMap<ValueId, Type<'c>>,
    annotate: bool,
    failed: bool,
    /// Ops inferred, types refined, casts inserted.
    counts: [u64; 3],
}

/// A value's identity.
type ValueId = usize;

fn id(value: Value) -> ValueId {
    value.to_raw().ptr as usize
}

impl<'c> Refiner<'c> {
    fn function<'a>(&mut self, function: OperationRef<'c, 'a>, may_change_type: bool) {
        let Some(entry) = function.regions().next().and_then(|region| region.first_block()) else {
            return;
        };
        let arguments = (0..entry.argument_count()).filter_map(|index| entry.argument(index).ok());
        self.arguments(function, arguments.map(Value::from));
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

    /// Takes the sizes of the arguments from their `aten.dims`.
    fn arguments<'a>(
        &mut self,
        function: OperationRef<'c, 'a>,
        arguments: impl Iterator<Item = Value<'c, 'a>>,
    ) {
        let attributes = attribute(function, "arg_attrs");
        let attributes = attributes.and_then(|attribute| ArrayAttribute::try_from(attribute).ok());
        for (index, argument) in arguments.enumerate() {
            let Some(ValueType::Tensor(mut tensor)) = type_of(argument) else {
                continue;
            };
            let dictionary = attributes.and_then(|all| all.element(index).ok());
            let Some(ranges) = dictionary.and_then(|all| dims::of_argument(all, &tensor)) else {
                continue;
            };
            let dynamic = tensor.shape.iter_mut().filter(|dim| !dim.is_static());
            for (dim, range) in dynamic.zip(ranges) {
                *dim = range.dim;
            }
            self.known.insert(id(argument), ValueType::Tensor(tensor));
        }
    }

    fn type_of(&self, value: Value) -> Option<ValueType> {
        self.known.get(&id(value)).cloned().or_else(|| type_of(value))
    }

    /// An op of another dialect: gives it its operands in the types it knew, and takes
    /// from it what it says of sizes.
    fn foreign_op<'a>(&mut self, op: OperationRef<'c, 'a>, takes_any_type: bool) {
        let result = op.results().next().map(Value::from);
        if let Some((result, ty)) = result.and_then(|result| Some((result, self.value_of(op)?))) {
            self.known.insert(id(result), ty);
        }
        // A cast takes any type; where it has become one from a type to itself,
        // canonicalization removes it.
        if !takes_any_type && !name_is(op, "tensor.cast") {
            self.cast_operands(op);
        }
    }

    fn infer<'a>(&mut self, op: OperationRef<'c, 'a>) {
        self.counts[0] += 1;
        let inferred = match infer(op, |value| self.type_of(value)) {
            Ok(inferred) => inferred,
            Err(error) => {
                emit_error(op, &error.0);
                self.failed = true;
                return;
            }
        };
        let mut sizes = vec![];
        for (result, inferred) in op.results().zip(inferred) {
            let Some(before) = type_of(result.into()) else {
                continue;
            };
            let now = merge(inferred, &before);
            if self.annotate {
                sizes.push(sizes_text(&now));
            }
            let ty = mlir_type(op.context(), &now);
            if ty != result.r#type() {
                self.before.insert(id(result.into()), result.r#type());
                result.set_type(ty);
                self.counts[1] += 1;
            }
            self.known.insert(id(result.into()), now);
        }
        if self.annotate && !sizes.is_empty() {
            set_attribute(op, "aten.sizes", strings(op.context(), &sizes));
        }
    }

    /// Gives an op outside our dialects its operands in the types it knew.
    fn cast_operands<'a>(&mut self, op: OperationRef<'c, 'a>) {
        for (index, operand) in op.operands().enumerate() {
            let Some(before) = self.before.get(&id(operand)) else {
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

    /// What is known of the result of a cast, or of arithmetic on indices.
    fn value_of(&self, op: OperationRef) -> Option<ValueType> {
        let result = op.results().next()?;
        let name = op.name();
        let name = name.as_string_ref().as_str().ok()?;
        if name == "tensor.cast" {
            let (Some(ValueType::Tensor(source)), Some(target)) =
                (self.type_of(op.operands().next()?), type_of(result.into()))
            else {
                return None;
            };
            return Some(merge(ValueType::Tensor(source), &target));
        }
        if !matches!(type_of(result.into())?, ValueType::SymInt(_)) {
            return None;
        }
        let operand = |index: usize| match self.type_of(op.operands().nth(index)?)? {
            ValueType::SymInt(dim) => Some(dim),
            _ => None,
        };
        let binary = |apply: fn(&Dim, &Dim) -> Dim| Some(apply(&operand(0)?, &operand(1)?));
        let value = match name {
            "arith.constant" => {
                let value = attribute(op, "value")?;
                let value = IntegerAttribute::try_from(value).ok()?;
                Some(Dim::Static(value.value()))
            }
            "arith.addi" => binary(|a, b| a + b),
            "arith.subi" => binary(|a, b| a - b),
            "arith.muli" => binary(|a, b| a * b),
            "arith.floordivsi" => binary(Dim::floor_div),
            "arith.ceildivsi" => binary(Dim::ceil_div),
            "arith.maxsi" => binary(Dim::maximum),
            "arith.minsi" => binary(Dim::minimum),
            _ => None,
        };
        value.map(ValueType::SymInt)
    }
}

/// The more precise of what was inferred and what the type says, size by size.
fn merge(inferred: ValueType, actual: &ValueType) -> ValueType {
    let (ValueType::Tensor(inferred), ValueType::Tensor(actual)) = (&inferred, actual) else {
        return inferred;
    };
    let shape = inferred.shape.iter().zip(&actual.shape).map(|(inferred, actual)| {
        if actual.is_static() { actual.clone() } else { inferred.clone() }
    });
    ValueType::Tensor(TensorType::new(shape, actual.dtype))
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
