//! Ops whose tensors lie along whole dimensions.
//!
//! Where a view splits or merges dimensions, coordinates are sums of digits. The cores are told which
//! dimension a tensor lies along, so that [`align`] makes a dimension of each digit that some tensor
//! has, of the iteration space and of the device. What is read and written stays the same: the
//! elements of a tensor are dense and row-major on the device, however its dimensions are split.

use std::collections::BTreeSet;

use thiserror::Error;

use crate::spec::{Arg, Coordinate, Dim, Kernel, OpSpec, Term};

/// Why an op cannot be aligned.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AlignError {
    /// Digits of a dimension overlap.
    #[error(
        "{op}: dimension {dim} of {size} is cut at {cut}, which does not divide what is around it"
    )]
    Cut {
        /// The OpFunc.
        op: String,
        /// The dimension.
        dim: usize,
        /// Its size.
        size: i64,
        /// The cut.
        cut: i64,
    },
    /// Slices are not whole digits.
    #[error("{op}: {slices} slices of dimension {dim} are not whole digits of it")]
    Slices {
        /// The OpFunc.
        op: String,
        /// The dimension.
        dim: usize,
        /// The slices.
        slices: i64,
    },
    /// The lanes of a stick are of several dimensions.
    #[error("{op}: the lanes of operand {operand} go along more than one dimension")]
    Lanes {
        /// The OpFunc.
        op: String,
        /// The number of the tensor; the output's comes after the inputs'.
        operand: usize,
    },
    /// The device's dimension cannot be split as coordinates are.
    #[error("{op}: dimension {dim} of operand {operand} cannot be split as it is read or written")]
    Device {
        /// The OpFunc.
        op: String,
        /// The number of the tensor; the output's comes after the inputs'.
        operand: usize,
        /// The dimension of the device.
        dim: usize,
    },
}

/// The op with a dimension for each digit that some tensor has.
pub fn align(op: &OpSpec) -> Result<OpSpec, AlignError> {
    let pieces = pieces(op)?;
    let dims = pieces.iter().flatten().map(|piece| piece.dim);
    let arg = |operand: usize, arg: &Arg| aligned(op, operand, arg, &pieces);
    let inputs = op.inputs.iter().enumerate().map(|(operand, input)| arg(operand, input));
    Ok(OpSpec {
        dims: dims.collect(),
        inputs: inputs.collect::<Result<_, _>>()?,
        output: arg(op.inputs.len(), &op.output)?,
        ..op.clone()
    })
}

/// The kernel with each op along whole dimensions of more than one element.
pub fn kernel(kernel: &Kernel) -> Result<Kernel, AlignError> {
    let ops = kernel.ops.iter().map(|op| align(op).map(|op| squeeze(&op)));
    Ok(Kernel { name: kernel.name.clone(), ops: ops.collect::<Result<_, _>>()? })
}

/// The op without dimensions of one element, but for those of windows, whose places have names.
pub fn squeeze(op: &OpSpec) -> OpSpec {
    if op.has_windows() {
        return op.clone();
    }
    let kept: Vec<usize> = (0..op.dims.len()).filter(|&dim| op.dims[dim].size > 1).collect();
    let number = |dim: usize| kept.iter().position(|&other| other == dim);
    let place = |place: &Coordinate| {
        let terms = place.terms.iter();
        let terms = terms.filter_map(|term| Some(Term { dim: number(term.dim)?, ..*term }));
        Coordinate { terms: terms.collect(), ..place.clone() }
    };
    let arg =
        |arg: &Arg| Arg { coordinates: arg.coordinates.iter().map(place).collect(), ..arg.clone() };
    OpSpec {
        dims: kept.iter().map(|&dim| op.dims[dim]).collect(),
        inputs: op.inputs.iter().map(arg).collect(),
        output: arg(&op.output),
        ..op.clone()
    }
}

/// A digit of a dimension, as a dimension.
#[derive(Clone, Copy, Debug)]
struct Piece {
    number: usize,
    /// What one step is in the dimension.
    base: i64,
    dim: Dim,
}

/// The digits of each dimension, outermost first.
fn pieces(op: &OpSpec) -> Result<Vec<Vec<Piece>>, AlignError> {
    let mut number = 0;
    let mut all = vec![];
    for (dim, of) in op.dims.iter().enumerate() {
        let size = of.size;
        let cuts: Vec<i64> = cuts(op, dim).into_iter().chain([size]).collect();
        let wrong = cuts.windows(2).find(|pair| pair[1] % pair[0] != 0).map(|pair| pair[0]);
        if let Some(cut) = wrong {
            return Err(AlignError::Cut { op: op.op.clone(), dim, size, cut });
        }
        let bases = std::iter::once(1).chain(cuts[..cuts.len() - 1].iter().copied());
        let mut own: Vec<(i64, i64)> =
            bases.zip(&cuts).map(|(base, end)| (base, end / base)).collect();
        own.reverse();
        let mut slices = of.slices;
        let mut pieces = vec![];
        for (base, size) in own {
            // Slices are of what follows, so that outer digits are divided first, and wholly.
            let part = if slices % size == 0 { size } else { slices };
            if size % part != 0 {
                return Err(AlignError::Slices { op: op.op.clone(), dim, slices: of.slices });
            }
            slices /= part;
            pieces.push(Piece { number, base, dim: Dim { size, slices: part } });
            number += 1;
        }
        all.push(pieces);
    }
    Ok(all)
}

/// Where the digits of a dimension start and end that coordinates have, but for the sticks of lanes.
fn cuts(op: &OpSpec, dim: usize) -> BTreeSet<i64> {
    let size = op.dims[dim].size;
    let mut cuts = BTreeSet::new();
    for arg in op.args() {
        let lanes = arg.coordinates.last().filter(|lane| is_lane(lane, dim)).map(|_| arg.lanes());
        for term in arg.coordinates.iter().flat_map(|place| &place.terms) {
            if term.dim != dim {
                continue;
            }
            let end = term.modulus.map(|modulus| term.divisor * modulus);
            cuts.extend(
                [Some(term.divisor), end].into_iter().flatten().filter(|&cut| Some(cut) != lanes),
            );
        }
    }
    cuts.retain(|&cut| 1 < cut && cut < size);
    cuts
}

/// Whether lanes are those of a dimension alone.
fn is_lane(lane: &Coordinate, dim: usize) -> bool {
    matches!(lane.terms.as_slice(), [term] if term.dim == dim && term.divisor == 1 && term.factor == 1)
}

fn aligned(
    op: &OpSpec,
    operand: usize,
    arg: &Arg,
    pieces: &[Vec<Piece>],
) -> Result<Arg, AlignError> {
    let last = arg.coordinates.len().saturating_sub(1);
    let (mut device_size, mut coordinates) = (vec![], vec![]);
    for (dim, (&size, place)) in arg.device_size.iter().zip(&arg.coordinates).enumerate() {
        // A window has two terms where it goes along an image, which stays whole.
        let window = op.window(place).is_some();
        let terms = place.terms.iter().flat_map(|term| digits(term, &pieces[term.dim]));
        let place = Coordinate { terms: terms.collect(), ..place.clone() };
        if dim == last || window {
            if dim == last && place.terms.len() > 1 {
                return Err(AlignError::Lanes { op: op.op.clone(), operand });
            }
            device_size.push(size);
            coordinates.push(place);
            continue;
        }
        let split = split(size, &place, pieces);
        let split = split.ok_or_else(|| AlignError::Device { op: op.op.clone(), operand, dim })?;
        for (size, place) in split {
            device_size.push(size);
            coordinates.push(place);
        }
    }
    Ok(Arg { device_size, coordinates, ..arg.clone() })
}

/// A digit of a dimension in the digits of its pieces; those that are always 0 are left out.
fn digits(term: &Term, pieces: &[Piece]) -> Vec<Term> {
    if let [piece] = pieces {
        return vec![Term { dim: piece.number, ..*term }];
    }
    let end = term.modulus.map_or(i64::MAX, |modulus| term.divisor.saturating_mul(modulus));
    let mut digits = vec![];
    for piece in pieces {
        let (start, stop) = (piece.base, piece.base * piece.dim.size);
        let (from, to) = (term.divisor.max(start), end.min(stop));
        if from >= to || piece.dim.size == 1 {
            continue;
        }
        // Only the sticks of lanes start or end within a piece.
        let modulus = (to < stop).then_some(to / from);
        let factor = term.factor * from / term.divisor;
        digits.push(Term { dim: piece.number, factor, divisor: from / start, modulus });
    }
    digits
}

/// A dimension of the device for each term of a coordinate, and for what lies between.
fn split(size: i64, place: &Coordinate, pieces: &[Vec<Piece>]) -> Option<Vec<(i64, Coordinate)>> {
    if place.indirect.is_some() || place.terms.is_empty() {
        return Some(vec![(size, place.clone())]);
    }
    let dims: Vec<Dim> = pieces.iter().flatten().map(|piece| piece.dim).collect();
    let mut terms = place.terms.clone();
    terms.sort_by_key(|term| std::cmp::Reverse(term.factor));
    let (mut above, mut offset) = (size, place.offset);
    let mut split = vec![];
    for term in &terms {
        let factor = term.factor;
        if factor < 1 || above % factor != 0 {
            return None;
        }
        let own = Coordinate {
            terms: vec![Term { factor: 1, ..*term }],
            offset: offset.div_euclid(factor),
            indirect: None,
        };
        let size = above / factor;
        if own.offset < 0 || own.offset + own.extent(|dim| dims[dim].size) > size {
            return None;
        }
        offset = offset.rem_euclid(factor);
        above = factor;
        split.push((size, own));
    }
    if above > 1 {
        split.push((above, Coordinate::constant(offset)));
    }
    Some(split)
}
