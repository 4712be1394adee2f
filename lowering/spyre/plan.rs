//! Which core does what: steps as ops of the cores.

use tricast_opspec::{Arg, Coordinate, Dim, OpSpec, Place, StickLayout, Term};

use super::{
    steps::{Access, BufferId, Step},
    sticks::Laid,
};

/// The cores of a device.
pub const CORES: i64 = 32;

/// An op of the cores, and which tensors it has.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The op.
    pub spec: OpSpec,
    /// The tensors that it reads.
    pub inputs: Vec<BufferId>,
    /// The tensor that it writes.
    pub output: BufferId,
}

/// The ops of a program, in order, divided among cores.
pub fn plan(laid: &Laid) -> Vec<Planned> {
    let steps = laid.program.steps.iter();
    steps
        .map(|step| Planned {
            spec: spec(step, &laid.layouts),
            inputs: step.inputs.iter().map(|access| access.buffer).collect(),
            output: step.output.buffer,
        })
        .collect()
}

/// A step on tensors in sticks.
fn spec(step: &Step, layouts: &[StickLayout]) -> OpSpec {
    let arg = |access: &Access| arg(access, &layouts[access.buffer], &step.dims);
    let output = arg(&step.output);
    let kept = |dim: usize| step.output.coordinates.iter().any(|own| own.uses(dim));
    let mut spec = OpSpec {
        op: step.func.to_owned(),
        reduction: (0..step.dims.len()).any(|dim| step.dims[dim] > 1 && !kept(dim)),
        dims: step.dims.iter().map(|size| Dim { size: *size, slices: 1 }).collect(),
        inputs: step.inputs.iter().map(arg).collect(),
        output,
        constants: step
            .constants
            .iter()
            .map(|(name, value)| ((*name).to_owned(), *value))
            .collect(),
        source: step.source.clone(),
    };
    divide(&mut spec);
    spec
}

/// A tensor of a step as the device has it.
fn arg(access: &Access, layout: &StickLayout, sizes: &[i64]) -> Arg {
    let lanes = layout.format.lanes();
    let last = layout.dims.len() - 1;
    let own = |(place, dim): (usize, &Option<usize>)| {
        let Some(dim) = *dim else { return Coordinate::zero() };
        let own = &access.coordinates[dim];
        match (layout.stick() == Some(dim), place == last) {
            (false, _) => own.clone(),
            (true, false) => along(own, |term| quotient(term, lanes), own.offset / lanes, sizes),
            (true, true) => along(own, |term| rest(term, lanes), own.offset % lanes, sizes),
        }
    };
    Arg {
        format: layout.format,
        arrangement: layout.arrangement,
        device_size: layout.device_size.clone(),
        coordinates: layout.dims.iter().enumerate().map(own).collect(),
        place: Place::Hbm(access.buffer),
    }
}

fn along(
    own: &Coordinate,
    part: impl Fn(&Term) -> Option<Term>,
    offset: i64,
    sizes: &[i64],
) -> Coordinate {
    let terms = own.terms.iter().filter_map(part).collect();
    Coordinate { terms, offset, indirect: own.indirect }.simplified(sizes)
}

/// What a term says of the stick.
fn quotient(term: &Term, lanes: i64) -> Option<Term> {
    if term.factor % lanes == 0 {
        return Some(Term { factor: term.factor / lanes, ..*term });
    }
    let modulus = term.modulus.map(|modulus| modulus / lanes);
    Some(Term { divisor: lanes, modulus, ..*term })
}

/// What a term says of the lane.
fn rest(term: &Term, lanes: i64) -> Option<Term> {
    (term.factor % lanes != 0).then_some(Term { modulus: Some(lanes), ..*term })
}

/// Divides the iteration space among the cores: the largest dimensions of the output first.
fn divide(spec: &mut OpSpec) {
    let mut left = CORES;
    let indirect = |arg: &Arg| arg.coordinates.iter().any(|own| own.indirect.is_some());
    if spec.inputs.iter().chain([&spec.output]).any(indirect) {
        return;
    }
    let mut order: Vec<usize> = (0..spec.dims.len()).collect();
    order.retain(|dim| spec.output.coordinates.iter().any(|own| own.uses(*dim)));
    order.sort_by_key(|dim| -spec.dims[*dim].size);
    for dim in order {
        let best = (1..=left).rev().find(|slices| {
            spec.dims[dim].slices = *slices;
            divides(spec, dim)
        });
        spec.dims[dim].slices = best.unwrap_or(1);
        left /= spec.dims[dim].slices;
    }
}

/// Whether each core has as much of a dimension, in whole digits.
pub fn divides(spec: &OpSpec, dim: usize) -> bool {
    let Dim { slices, .. } = spec.dims[dim];
    let extent = extent(spec, dim);
    let own = extent / slices;
    extent % slices == 0
        && spec.inputs.iter().chain([&spec.output]).all(|arg| fits(arg, dim, own, extent))
}

/// How many elements of a dimension are computed: those of whole sticks, where it is the lanes of all
/// that has it, and is not reduced.
pub fn extent(spec: &OpSpec, dim: usize) -> i64 {
    let size = spec.dims[dim].size;
    let is_kept = spec.output.coordinates.iter().any(|own| own.uses(dim));
    let using = spec.inputs.iter().chain([&spec.output]);
    let mut using = using.filter(|arg| arg.coordinates.iter().any(|own| own.uses(dim)));
    let lanes = using.clone().map(|arg| arg.format.lanes()).max().unwrap_or(1);
    let is_lane = |arg: &Arg| arg.coordinates.last().is_some_and(|own| own.uses(dim));
    let rounded = (size + lanes - 1) / lanes * lanes;
    if is_kept && using.all(is_lane) { rounded } else { size }
}

/// Whether pieces of a dimension are whole digits of a tensor's coordinates.
pub fn fits(arg: &Arg, dim: usize, piece: i64, extent: i64) -> bool {
    digits(arg, dim, &[piece], extent).is_some()
}

/// The places of the digits of a dimension that a tensor's coordinates have, and of more; None if one
/// is no multiple of the one before. The first is 1.
pub fn digits(arg: &Arg, dim: usize, more: &[i64], extent: i64) -> Option<Vec<i64>> {
    let mut places = vec![1];
    places.extend(more.iter().copied().filter(|place| *place < extent));
    for term in arg.coordinates.iter().flat_map(|own| &own.terms).filter(|term| term.dim == dim) {
        places.push(term.divisor);
        places.extend(term.modulus.map(|modulus| term.divisor * modulus));
    }
    places.retain(|place| *place == 1 || *place < extent);
    places.sort_unstable();
    places.dedup();
    let follow = places.windows(2).all(|pair| pair[1] % pair[0] == 0);
    follow.then_some(places)
}
