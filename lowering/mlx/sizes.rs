//! What is computed of sizes: numbers of Python.

use melior::ir::{
    OperationRef, Value, ValueLike,
    attribute::{BoolAttribute, FloatAttribute, IntegerAttribute},
    operation::OperationLike,
};
use tricast_mlir::ir::attribute;

use super::spelling::{float, python_bool};

/// Ops of two numbers, as Python has them.
const BINARY: [(&str, &str); 17] = [
    ("arith.addi", "{} + {}"),
    ("arith.subi", "{} - {}"),
    ("arith.muli", "{} * {}"),
    ("arith.floordivsi", "{} // {}"),
    ("arith.ceildivsi", "-(-{} // {})"),
    ("arith.divsi", "int({} / {})"),
    ("arith.remsi", "int(math.fmod({}, {}))"),
    ("arith.maxsi", "max({}, {})"),
    ("arith.minsi", "min({}, {})"),
    ("arith.addf", "{} + {}"),
    ("arith.subf", "{} - {}"),
    ("arith.mulf", "{} * {}"),
    ("arith.divf", "{} / {}"),
    ("arith.maximumf", "max({}, {})"),
    ("arith.minimumf", "min({}, {})"),
    ("arith.andi", "{} & {}"),
    ("arith.ori", "{} | {}"),
];

/// Ops of one number.
const UNARY: [(&str, &str); 12] = [
    ("arith.index_cast", "{}"),
    ("arith.extsi", "{}"),
    ("arith.extui", "int({})"),
    ("arith.trunci", "{}"),
    ("arith.sitofp", "float({})"),
    ("arith.uitofp", "float({})"),
    ("arith.fptosi", "int({})"),
    ("arith.negf", "-{}"),
    ("math.floor", "math.floor({})"),
    ("math.ceil", "math.ceil({})"),
    ("math.sqrt", "math.sqrt({})"),
    ("tensor.cast", "{}"),
];

/// `arith.cmpi` by the number of its predicate.
const COMPARE_INTEGERS: [&str; 6] = ["==", "!=", "<", "<=", ">", ">="];

/// `arith.cmpf`, the ordered predicates and then the others.
const COMPARE_FLOATS: [Option<&str>; 16] = [
    None,
    Some("=="),
    Some(">"),
    Some(">="),
    Some("<"),
    Some("<="),
    Some("!="),
    None,
    Some("=="),
    Some(">"),
    Some(">="),
    Some("<"),
    Some("<="),
    Some("!="),
    None,
    None,
];

/// An op of numbers as a Python expression, given its operands; None if it is another op.
pub fn expression(op: OperationRef, operands: &[String]) -> Option<String> {
    let name = op.name();
    let name = name.as_string_ref().as_str().ok()?;
    let predicate = || -> Option<usize> {
        let given = IntegerAttribute::try_from(attribute(op, "predicate")?).ok()?;
        usize::try_from(given.value()).ok()
    };
    let table = match operands.len() {
        1 => UNARY.as_slice(),
        _ => BINARY.as_slice(),
    };
    if let Some((_, form)) = table.iter().find(|(known, _)| *known == name) {
        return Some(
            operands
                .iter()
                .fold((*form).to_owned(), |text, operand| text.replacen("{}", operand, 1)),
        );
    }
    match (name, operands) {
        ("arith.constant", []) => constant(op),
        ("arith.xori", [a, b]) => Some(format!("{a} ^ {b}")),
        ("arith.select", [condition, a, b]) => Some(format!("{a} if {condition} else {b}")),
        ("arith.cmpi", [a, b]) => Some(format!("{a} {} {b}", COMPARE_INTEGERS.get(predicate()?)?)),
        ("arith.cmpf", [a, b]) => {
            Some(format!("{a} {} {b}", COMPARE_FLOATS.get(predicate()?).copied()??))
        }
        ("tensor.dim", [tensor, dim]) => Some(format!("{tensor}.shape[{dim}]")),
        ("aten.sym_size.int", [tensor]) => {
            let dim = IntegerAttribute::try_from(attribute(op, "dim")?).ok()?.value();
            Some(format!("{tensor}.shape[{dim}]"))
        }
        ("aten.sym_numel" | "aten.numel", [tensor]) => Some(format!("{tensor}.size")),
        ("aten.sym_storage_offset", [_]) => Some("0".into()),
        _ => None,
    }
}

fn constant(op: OperationRef) -> Option<String> {
    let value = attribute(op, "value")?;
    let result: Value = op.results().next()?.into();
    if result.r#type().to_string() == "i1" {
        return Some(python_bool(BoolAttribute::try_from(value).ok()?.value()).into());
    }
    if let Ok(number) = IntegerAttribute::try_from(value) {
        return Some(number.value().to_string());
    }
    Some(float(FloatAttribute::try_from(value).ok()?.value()))
}
