//! Which core does which part of an op.

use std::collections::{BTreeSet, HashMap};

use tricast_opspec::{
    Arg, Dim, OpSpec, Place,
    cost::op_seconds,
    division::{CORES, Rules},
    layout::ceil_div,
    opfunc::{Kind, OpFunc},
    scratchpad,
    view::View,
};

use super::cycles::{self, Time};

/// How products of matrices are divided among cores.
#[derive(Clone, Copy, Debug)]
pub(super) enum Products {
    /// As a model of their cost says that was fitted to the device.
    Modelled,
    /// By their sizes, so that cores have whole rows of what they write, where that is possible.
    Sized,
    /// As makes each fastest.
    Fastest,
}

impl Products {
    /// The others than [`Products::Modelled`], which knows the device.
    pub(super) const OTHERS: [Products; 2] = [Products::Sized, Products::Fastest];
}

/// Divides an iteration space among the cores.
pub(super) fn divide(spec: &mut OpSpec, products: Products) {
    let rules = Rules { partial: false, ..Rules::default() };
    let whole = Rules { inner: false, ..rules };
    match products {
        Products::Sized => _ = divide_by(spec, &Rules { model: false, ..whole }),
        // Where cores cannot have parts of the inner dimension it is whole from the start, so that
        // other dimensions are divided instead.
        _ if divide_by(spec, &rules) || !spec.is_matmul() => {}
        _ => _ = divide_by(spec, &whole),
    }
    if spec.is_matmul() && matches!(products, Products::Fastest) {
        *spec = fastest(spec);
    }
}

/// An op divided such that it takes the least time, of all divisions.
fn fastest(spec: &OpSpec) -> OpSpec {
    let mut all = vec![OpSpec {
        dims: spec.dims.iter().map(|dim| Dim { slices: 1, ..*dim }).collect(),
        ..spec.clone()
    }];
    for dim in 0..spec.dims.len() {
        let more = |op: OpSpec| {
            let parts = op.parts(dim);
            let most = parts.min(CORES / op.cores());
            (1..=most).filter(move |slices| parts % slices == 0).filter_map(move |slices| {
                let mut divided = op.clone();
                divided.dims[dim].slices = slices;
                divides(&divided, dim).then_some(divided)
            })
        };
        all = all.into_iter().flat_map(more).collect();
    }
    let time = |op: &OpSpec| {
        // Fewer cores read more slowly, which neither count knows.
        let idle = (spec.cores() as f64 / op.cores() as f64).max(1.0);
        Time { seconds: op_seconds(op), cycles: cycles::of_op(op, &|_| true) * idle }
    };
    let first = time(spec);
    let timed = all.into_iter().map(|op| (time(&op), op));
    let no_slower =
        timed.filter(|(own, _)| own.seconds <= first.seconds && own.cycles <= first.cycles);
    Time::least((first, spec.clone()), no_slower)
}

/// Divides an op by rules; whether it could be as they say.
fn divide_by(spec: &mut OpSpec, rules: &Rules) -> bool {
    if rules.divide(spec).is_err() {
        spec.dims.iter_mut().for_each(|dim| dim.slices = 1);
    }
    // Fewer cores where digits of coordinates would be cut in two.
    let mut is_so = true;
    for dim in 0..spec.dims.len() {
        let most = spec.dims[dim].slices;
        let fit = (1..=most).rev().find(|slices| {
            spec.dims[dim].slices = *slices;
            divides(spec, dim)
        });
        spec.dims[dim].slices = fit.unwrap_or(1);
        is_so &= spec.dims[dim].slices == most;
    }
    is_so
}

/// Divides ops alike that hand on a tensor, so that it can stay in scratchpads: what reads it as what
/// wrote it, if that costs no core, or a copy of an input as what reads it.
pub(super) fn harmonize(ops: &mut [OpSpec]) {
    // The ops that read a tensor, each with the first of its inputs that is it.
    let mut all: HashMap<Place, Vec<(usize, usize)>> = HashMap::new();
    for (reader, op) in ops.iter().enumerate() {
        for (input, arg) in op.inputs.iter().enumerate() {
            let own = all.entry(arg.place).or_default();
            if own.last().is_none_or(|(last, _)| *last != reader) {
                own.push((reader, input));
            }
        }
    }
    let mut settled: BTreeSet<usize> = BTreeSet::new();
    for writer in 0..ops.len() {
        let place @ Place::Buffer(_) = ops[writer].output.place else { continue };
        if !scratchpad::allowed(&ops[writer]) {
            continue;
        }
        let readers = all.get(&place).map_or(&[][..], Vec::as_slice);
        let readers = &readers[readers.partition_point(|(reader, _)| *reader <= writer)..];
        let by = &ops[writer];
        let view = View::of(by, &by.output);
        let like = |&(reader, input): &(usize, usize)| {
            let of = &ops[reader];
            if View::of(of, &of.inputs[input]) == view {
                return Some(of.clone());
            }
            let kind = OpFunc::of(&of.op).map(|func| func.kind);
            let may = matches!(kind, Some(Kind::Pointwise | Kind::Reduction));
            let like = divided_like(of, &of.inputs[input], by, &by.output)?;
            (may && !settled.contains(&reader) && like.cores() >= of.cores()).then_some(like)
        };
        let alike: Option<Vec<OpSpec>> = readers.iter().map(like).collect();
        if let Some(alike) = alike {
            for ((reader, _), like) in readers.iter().zip(alike) {
                settled.insert(*reader);
                ops[*reader] = like;
            }
            continue;
        }
        // A copy of an input is nothing but what is read.
        let is_copy = by.op == "identity" && matches!(by.inputs[0].place, Place::Hbm(_));
        let first = readers.first().filter(|_| is_copy);
        let like = first.and_then(|&(reader, input)| {
            divided_like(by, &by.output, &ops[reader], &ops[reader].inputs[input])
        });
        if let Some(like) = like {
            ops[writer] = like;
        }
    }
}

/// An op divided such that cores have of a tensor what they have of it in another op.
fn divided_like(op: &OpSpec, arg: &Arg, other: &OpSpec, same: &Arg) -> Option<OpSpec> {
    let mut like = op.clone();
    like.dims.iter_mut().for_each(|dim| dim.slices = 1);
    for (own, its) in arg.coordinates.iter().zip(&same.coordinates) {
        if let ([own], [its]) = (own.terms.as_slice(), its.terms.as_slice()) {
            like.dims[own.dim].slices = other.dims[its.dim].slices;
        }
    }
    let fits = (0..like.dims.len()).all(|dim| divides(&like, dim));
    (fits && View::of(&like, arg) == View::of(other, same)).then_some(like)
}

/// Whether each core has as much of a dimension, in whole digits.
fn divides(spec: &OpSpec, dim: usize) -> bool {
    let Dim { slices, .. } = spec.dims[dim];
    let extent = extent(spec, dim);
    // What cores have of a product's inner dimension is added; nothing adds what else they reduce.
    let may = spec.output.uses(dim) || spec.is_matmul();
    slices == 1
        || (may
            && extent % slices == 0
            && spec.args().all(|arg| digits(arg, dim, &[extent / slices], extent).is_some()))
}

/// How many elements of a dimension are computed: those of whole sticks, where it is the lanes of all
/// that has it, and is not reduced.
pub fn extent(spec: &OpSpec, dim: usize) -> i64 {
    let size = spec.dims[dim].size;
    let using = || spec.args().filter(|arg| arg.uses(dim));
    let lanes = using().map(|arg| arg.format.lanes()).max().unwrap_or(1);
    let is_lane = |arg: &Arg| arg.coordinates.last().is_some_and(|own| own.uses(dim));
    let rounded = ceil_div(size, lanes) * lanes;
    if spec.output.uses(dim) && using().all(is_lane) { rounded } else { size }
}

/// The places of the digits of a dimension that a tensor's coordinates have, and of more; None if one
/// is no multiple of the one before. The first is 1.
pub fn digits(arg: &Arg, dim: usize, more: &[i64], extent: i64) -> Option<Vec<i64>> {
    let mut places = vec![1];
    places.extend(more);
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
