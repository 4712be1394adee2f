//! Programs over tensors in sticks as MLIR: `spyre.exec` and the types with a layout,
//! `#spyre.stl<...>` (`dialects/spyre/ops/Scheduled.td`).
//!
//! `spyre-assign-sticks` ([`assign_sticks`]) gives a program in the dialect `spyre` this form, and
//! `spyre-plan` ([`plan`]) says in it which core does what and where tensors are. What a person
//! changes in the layouts between the two is planned as it is.

pub mod assign_sticks;
pub mod plan;
pub mod read;
pub mod write;

use melior::{
    Context,
    ir::{AffineExpr, AffineMap, Attribute, OperationRef, Value, operation::OperationLike},
};
use tricast_mlir::{ir::erase, rewrite::is_used, spyre as attribute};
use tricast_opspec::{Arrangement, Coordinate, Format, StickLayout, Term};

/// The values that the tensors of a program come from: those of its arguments, and of tensors that are
/// written in it.
#[derive(Clone, Debug, Default)]
pub struct Sources<'c> {
    /// By the number of the argument; None for one that is not used.
    pub arguments: Vec<Option<Value<'c, 'c>>>,
    /// By the number of the constant.
    pub constants: Vec<Value<'c, 'c>>,
}

/// All formats, and all arrangements by their names in `#spyre.stl`.
const FORMATS: [Format; 4] =
    [Format::Sen169Fp16, Format::IeeeFp32, Format::IeeeInt32, Format::Sen143Fp8];
const ARRANGEMENTS: [(Arrangement, &str); 4] = [
    (Arrangement::Standard, attribute::STANDARD),
    (Arrangement::Dl16ToFp32, "dl16_to_fp32"),
    (Arrangement::Fp32ToDl16, "fp32_to_dl16"),
    (Arrangement::Exx2, "exx2"),
];

/// A layout as the attribute says it.
fn layout_attribute(layout: &StickLayout) -> attribute::StickLayout {
    let dim = |dim: &Option<usize>| dim.map_or(-1, |dim| dim as i64);
    let arrangement = ARRANGEMENTS.iter().find(|(own, _)| *own == layout.arrangement);
    attribute::StickLayout {
        device_size: layout.device_size.clone(),
        dim_map: layout.dims.iter().map(dim).collect(),
        format: layout.format.name().to_owned(),
        arrangement: arrangement.map_or(attribute::STANDARD, |(_, name)| name).to_owned(),
    }
}

/// The layout that an attribute says, which its verifier has seen.
fn layout_of(attribute: &attribute::StickLayout) -> Result<StickLayout, String> {
    let format = FORMATS.into_iter().find(|format| format.name() == attribute.format);
    let format = format.ok_or_else(|| format!("the format {} is unknown", attribute.format))?;
    let lanes = attribute.device_size.last().copied().unwrap_or_default();
    if lanes != format.lanes() {
        let (name, want) = (&attribute.format, format.lanes());
        return Err(format!("a stick of {name} has {want} elements, not {lanes}"));
    }
    let arrangement = ARRANGEMENTS.iter().find(|(_, name)| *name == attribute.arrangement);
    Ok(StickLayout {
        device_size: attribute.device_size.clone(),
        dims: attribute.dim_map.iter().map(|dim| usize::try_from(*dim).ok()).collect(),
        format,
        arrangement: arrangement.map_or(Arrangement::Standard, |(own, _)| *own),
    })
}

/// Coordinates as a map from so many dimensions; the symbol `s1` is the value of the second input.
fn map_of<'c>(context: &'c Context, coordinates: &[Coordinate], dims: usize) -> AffineMap<'c> {
    let symbols = coordinates.iter().filter_map(|own| own.indirect).max();
    let exprs: Vec<AffineExpr> = coordinates.iter().map(|own| expr_of(context, own)).collect();
    AffineMap::new(context, dims, symbols.map_or(0, |last| last + 1), &exprs)
}

fn expr_of<'c>(context: &'c Context, coordinate: &Coordinate) -> AffineExpr<'c> {
    let constant = |value: i64| AffineExpr::constant(context, value);
    let term = |term: &Term| {
        let quotient =
            AffineExpr::floor_div(AffineExpr::dim(context, term.dim), constant(term.divisor));
        let digit = match term.modulus {
            Some(modulus) => AffineExpr::modulo(quotient, constant(modulus)),
            None => quotient,
        };
        digit * constant(term.factor)
    };
    let symbol = coordinate.indirect.map(|input| AffineExpr::symbol(context, input));
    let terms = coordinate.terms.iter().map(term).chain(symbol);
    terms.fold(constant(coordinate.offset), |sum, term| sum + term)
}

/// The coordinates of a map; None if it is no sum of digits.
fn coordinates_of(map: &AffineMap) -> Option<Vec<Coordinate>> {
    (0..map.result_count()).map(|index| coordinate_of(map.result(index).ok()?)).collect()
}

fn coordinate_of(expr: AffineExpr) -> Option<Coordinate> {
    if expr.is_add() {
        let (mut sum, more) = (coordinate_of(expr.lhs())?, coordinate_of(expr.rhs())?);
        sum.terms.extend(more.terms);
        sum.offset += more.offset;
        let both = sum.indirect.is_some() && more.indirect.is_some();
        sum.indirect = sum.indirect.or(more.indirect);
        return (!both).then_some(sum);
    }
    if expr.is_constant() {
        return Some(Coordinate::constant(expr.constant_value()));
    }
    if expr.is_symbol() {
        return Some(Coordinate { indirect: Some(expr.symbol_position()), ..Coordinate::zero() });
    }
    let (digit, factor) = match expr.is_mul() {
        true => (expr.lhs(), expr.rhs().is_constant().then(|| expr.rhs().constant_value())?),
        false => (expr, 1),
    };
    let (quotient, modulus) = match digit.is_mod() {
        true => {
            (digit.lhs(), Some(digit.rhs().is_constant().then(|| digit.rhs().constant_value())?))
        }
        false => (digit, None),
    };
    let (dim, divisor) = match quotient.is_floor_div() {
        true => {
            (quotient.lhs(), quotient.rhs().is_constant().then(|| quotient.rhs().constant_value())?)
        }
        false => (quotient, 1),
    };
    let term = dim.is_dim().then(|| Term { dim: dim.dim_position(), factor, divisor, modulus })?;
    Some(Coordinate { terms: vec![term], ..Coordinate::zero() })
}

/// The attribute of this text, which is one of ours.
fn parsed<'c>(context: &'c Context, text: &str) -> Result<Attribute<'c>, String> {
    Attribute::parse(context, text).ok_or_else(|| format!("internal error: {text} is no attribute"))
}

/// Erases those of these ops, the last first, that a program is not made of any more.
fn erase_unused(ops: &[OperationRef], is_old: impl Fn(&str) -> bool) {
    for op in ops.iter().rev() {
        let name = op.name();
        let is_old = name.as_string_ref().as_str().is_ok_and(&is_old);
        if is_old && !op.results().any(|result| is_used(result.into())) {
            erase(*op);
        }
    }
}
