//! Ops of `arith` and `math` as steps of the simulator's kernels.

use melior::ir::{OperationRef, attribute::IntegerAttribute};
use tricast_mlir::ir::attribute;
use tricast_spyre::{
    Element,
    kernel::{Binary, Class, Integer, Operation, Relation, Unary},
};

const UNARY: [(&str, Unary, Class); 21] = [
    ("arith.negf", Unary::Neg, Class::Float),
    ("math.absf", Unary::Abs, Class::Float),
    ("math.ceil", Unary::Ceil, Class::Float),
    ("math.floor", Unary::Floor, Class::Float),
    ("math.trunc", Unary::Trunc, Class::Float),
    ("math.round", Unary::Round, Class::Float),
    ("math.roundeven", Unary::RoundEven, Class::Float),
    ("math.exp", Unary::Exp, Class::Transcendental),
    ("math.exp2", Unary::Exp2, Class::Transcendental),
    ("math.expm1", Unary::ExpM1, Class::Transcendental),
    ("math.log", Unary::Log, Class::Transcendental),
    ("math.log2", Unary::Log2, Class::Transcendental),
    ("math.log10", Unary::Log10, Class::Transcendental),
    ("math.log1p", Unary::Log1p, Class::Transcendental),
    ("math.sqrt", Unary::Sqrt, Class::Transcendental),
    ("math.rsqrt", Unary::Rsqrt, Class::Transcendental),
    ("math.tanh", Unary::Tanh, Class::Transcendental),
    ("math.sin", Unary::Sin, Class::Transcendental),
    ("math.cos", Unary::Cos, Class::Transcendental),
    ("math.tan", Unary::Tan, Class::Transcendental),
    ("math.erf", Unary::Erf, Class::Transcendental),
];

const BINARY: [(&str, Binary, Class); 12] = [
    ("arith.addf", Binary::Add, Class::Float),
    ("arith.subf", Binary::Sub, Class::Float),
    ("arith.mulf", Binary::Mul, Class::Float),
    ("arith.divf", Binary::Div, Class::Float),
    ("arith.remf", Binary::Rem, Class::Float),
    ("arith.maximumf", Binary::Maximum, Class::Float),
    ("arith.minimumf", Binary::Minimum, Class::Float),
    ("arith.maxnumf", Binary::MaxNum, Class::Float),
    ("arith.minnumf", Binary::MinNum, Class::Float),
    ("math.powf", Binary::Pow, Class::Transcendental),
    ("math.atan2", Binary::Atan2, Class::Transcendental),
    ("math.copysign", Binary::CopySign, Class::Float),
];

const INTEGER: [(&str, Integer); 19] = [
    ("arith.addi", Integer::Add),
    ("arith.subi", Integer::Sub),
    ("arith.muli", Integer::Mul),
    ("arith.divsi", Integer::DivS),
    ("arith.divui", Integer::DivU),
    ("arith.ceildivsi", Integer::CeilDivS),
    ("arith.floordivsi", Integer::FloorDivS),
    ("arith.remsi", Integer::RemS),
    ("arith.remui", Integer::RemU),
    ("arith.andi", Integer::And),
    ("arith.ori", Integer::Or),
    ("arith.xori", Integer::Xor),
    ("arith.shli", Integer::Shl),
    ("arith.shrsi", Integer::ShrS),
    ("arith.shrui", Integer::ShrU),
    ("arith.maxsi", Integer::MaxS),
    ("arith.maxui", Integer::MaxU),
    ("arith.minsi", Integer::MinS),
    ("arith.minui", Integer::MinU),
];

/// Conversions, and whether the integers they are of have no sign.
const CONVERSIONS: [(&str, bool); 11] = [
    ("arith.extf", false),
    ("arith.truncf", false),
    ("arith.sitofp", false),
    ("arith.uitofp", true),
    ("arith.fptosi", false),
    ("arith.fptoui", false),
    ("arith.extsi", false),
    ("arith.extui", true),
    ("arith.trunci", false),
    ("arith.index_cast", false),
    ("arith.index_castui", true),
];

/// `arith.cmpf`'s predicates in their order.
const FLOAT_RELATIONS: [(Relation, bool); 16] = [
    (Relation::Never, false),
    (Relation::Equal, false),
    (Relation::Greater, false),
    (Relation::GreaterEqual, false),
    (Relation::Less, false),
    (Relation::LessEqual, false),
    (Relation::NotEqual, false),
    (Relation::Ordered, false),
    (Relation::Equal, true),
    (Relation::Greater, true),
    (Relation::GreaterEqual, true),
    (Relation::Less, true),
    (Relation::LessEqual, true),
    (Relation::NotEqual, true),
    (Relation::Never, true),
    (Relation::Always, true),
];

/// `arith.cmpi`'s predicates in their order, and whether they see no sign.
const INTEGER_RELATIONS: [(Relation, bool); 10] = [
    (Relation::Equal, false),
    (Relation::NotEqual, false),
    (Relation::Less, false),
    (Relation::LessEqual, false),
    (Relation::Greater, false),
    (Relation::GreaterEqual, false),
    (Relation::Less, true),
    (Relation::LessEqual, true),
    (Relation::Greater, true),
    (Relation::GreaterEqual, true),
];

fn find<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == name).map(|(_, found)| *found)
}

/// What an op does to elements, and what it costs; None for an op that is none of these. `from`
/// is the type of its first operand.
pub fn operation(op: OperationRef, name: &str, from: Element) -> Option<(Operation, Class)> {
    let named = |known: &str| known == name;
    if let Some((_, unary, class)) = UNARY.iter().find(|(known, ..)| named(known)) {
        return Some((Operation::Unary(*unary), *class));
    }
    if let Some((_, binary, class)) = BINARY.iter().find(|(known, ..)| named(known)) {
        return Some((Operation::Binary(*binary), *class));
    }
    if let Some(integer) = find(&INTEGER, name) {
        return Some((Operation::IntegerBinary(integer), Class::Integer));
    }
    if let Some(unsigned) = find(&CONVERSIONS, name) {
        return Some((Operation::Convert { from, unsigned }, Class::Free));
    }
    let predicate = || {
        let predicate = IntegerAttribute::try_from(attribute(op, "predicate")?).ok()?;
        usize::try_from(predicate.value()).ok()
    };
    match name {
        "math.fma" => Some((Operation::Fma, Class::Float)),
        "arith.select" => Some((Operation::Select, Class::Float)),
        "arith.bitcast" => Some((Operation::Bitcast { from }, Class::Free)),
        "arith.cmpf" => {
            let (relation, unordered) = *FLOAT_RELATIONS.get(predicate()?)?;
            Some((Operation::CompareFloats { relation, unordered }, Class::Float))
        }
        "arith.cmpi" => {
            let (relation, unsigned) = *INTEGER_RELATIONS.get(predicate()?)?;
            Some((Operation::CompareIntegers { relation, unsigned, of: from }, Class::Integer))
        }
        _ => None,
    }
}
