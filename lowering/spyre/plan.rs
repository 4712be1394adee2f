//! Which core does what, and where tensors are: steps as ops of the cores, in kernels.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use tricast_opspec::{
    Arg, Coordinate, Dim, OpSpec, Place, StickLayout, Term,
    cost::{kernel_seconds, op_seconds},
    division::{CORES, Rules as Division},
    layout::ceil_div,
    opfunc::{Kind, OpFunc},
    scratchpad::{self, Rules},
    view::View,
};

use super::{
    ktir::tiling,
    steps::{Access, Buffer, BufferId, Source, Step, identity},
    sticks::Laid,
};

/// The bytes of a scratchpad that tensors may take from one op to another, beside those of an op.
const HELD: i64 = 640 * 1024;

/// A program as the cores run it.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its tensors and steps.
    pub laid: Laid,
    /// The steps as ops of the cores, whose tensors have places.
    pub bundle: tricast_opspec::Kernel,
    /// The tensors that a bundle is given, by the number that its ops have for them.
    pub arguments: Vec<BufferId>,
    /// The ops of each kernel of KTIR. A core reads nothing there that another one writes.
    pub kernels: Vec<Range<usize>>,
    /// The tensors that are values of a kernel, never in memory.
    pub values: BTreeSet<BufferId>,
}

/// Plans a program.
///
/// # Errors
/// If its tensors do not fit the memory of the device.
pub fn plan(laid: Laid, name: &str) -> Result<Plan, String> {
    let has_products = laid.program.steps.iter().any(|step| step.func == "batchmatmul");
    let all = [Products::Modelled, Products::Sized, Products::Fastest];
    let mut best: Option<(f64, Plan)> = None;
    for products in &all[..if has_products { 3 } else { 1 }] {
        let plan = with_copies(&laid, name, *products)?;
        let seconds = kernel_seconds(&plan.bundle);
        if best.as_ref().is_none_or(|(least, _)| seconds < *least) {
            best = Some((seconds, plan));
        }
    }
    let (_, mut plan) = best.ok_or("internal error: there is no plan")?;
    kernels(&mut plan);
    Ok(plan)
}

/// A plan with copies of inputs in scratchpads, if several steps read them there.
fn with_copies(laid: &Laid, name: &str, products: Products) -> Result<Plan, String> {
    let clones = cloned(laid);
    let (with, places) = placed(with_clones(laid, &clones), name, products)?;
    // What is not in scratchpads then is read from where it was.
    let useful: Vec<BufferId> = (clones.iter().enumerate())
        .filter(|(number, _)| {
            places.scratchpads.contains_key(&(laid.program.buffers.len() + number))
        })
        .map(|(_, buffer)| *buffer)
        .collect();
    match useful.len() == clones.len() {
        true => Ok(with),
        false => Ok(placed(with_clones(laid, &useful), name, products)?.0),
    }
}

/// Inputs that several steps read.
fn cloned(laid: &Laid) -> Vec<BufferId> {
    let reads = |buffer: BufferId| {
        let steps = laid.program.steps.iter();
        steps.filter(|step| step.inputs.iter().any(|access| access.buffer == buffer)).count()
    };
    let buffers = laid.program.buffers.iter().enumerate();
    let given = buffers.filter(|(_, buffer)| matches!(buffer.source, Source::Argument(_)));
    given.map(|(buffer, _)| buffer).filter(|buffer| reads(*buffer) > 1).collect()
}

/// The program with a copy of each of these tensors, which is read instead.
fn with_clones(laid: &Laid, clones: &[BufferId]) -> Laid {
    let mut laid = laid.clone();
    for &id in clones {
        let copy = laid.program.buffers.len();
        let Buffer { sizes, .. } = laid.program.buffers[id].clone();
        laid.layouts.push(laid.layouts[id].clone());
        laid.program.buffers.push(Buffer { sizes: sizes.clone(), source: Source::Computed });
        let mut first = None;
        for (number, step) in laid.program.steps.iter_mut().enumerate() {
            for access in step.inputs.iter_mut().filter(|access| access.buffer == id) {
                access.buffer = copy;
                first = first.or(Some(number));
            }
        }
        let access = |buffer| Access { buffer, coordinates: identity(&sizes) };
        let Some(first) = first else { continue };
        let step = Step {
            func: "identity",
            dims: sizes.clone(),
            inputs: vec![access(id)],
            output: access(copy),
            constants: vec![],
            source: laid.program.steps[first].source.clone(),
        };
        laid.program.steps.insert(first, step);
    }
    laid
}

/// A program divided among cores, with places for its tensors.
fn placed(laid: Laid, name: &str, products: Products) -> Result<(Plan, scratchpad::Plan), String> {
    let results: BTreeSet<BufferId> = laid.program.results.iter().map(|view| view.buffer).collect();
    let mut arguments: Vec<BufferId> = vec![];
    for step in &laid.program.steps {
        for access in step.inputs.iter().chain([&step.output]) {
            let id = access.buffer;
            let own = laid.program.buffers[id].source.is_computed() && !results.contains(&id);
            if !own && !arguments.contains(&id) {
                arguments.push(id);
            }
        }
    }
    let place = |buffer: BufferId| match arguments.iter().position(|own| *own == buffer) {
        Some(number) => Place::Hbm(number),
        None => Place::Buffer(buffer),
    };
    let ops = laid.program.steps.iter().map(|step| {
        let mut spec = spec(step, &laid.layouts, &place);
        divide(&mut spec, products);
        spec
    });
    let ops = ops.collect();
    let mut bundle = tricast_opspec::Kernel { name: name.to_owned(), ops };
    harmonize(&mut bundle.ops);
    let places =
        scratchpad::plan(&mut bundle, &Rules::default()).map_err(|error| error.to_string())?;
    let plan = Plan { laid, bundle, arguments, kernels: vec![], values: BTreeSet::new() };
    Ok((plan, places))
}

/// A step on tensors in sticks.
fn spec(step: &Step, layouts: &[StickLayout], place: &dyn Fn(BufferId) -> Place) -> OpSpec {
    let arg =
        |access: &Access| arg(access, &layouts[access.buffer], &step.dims, place(access.buffer));
    let output = arg(&step.output);
    let kept = |dim: usize| step.output.coordinates.iter().any(|own| own.uses(dim));
    OpSpec {
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
    }
}

/// A tensor of a step as the device has it.
fn arg(access: &Access, layout: &StickLayout, sizes: &[i64], place: Place) -> Arg {
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
        place,
    }
}

fn along(
    own: &Coordinate,
    part: impl Fn(&Term) -> Option<Term>,
    offset: i64,
    sizes: &[i64],
) -> Coordinate {
    let terms = own.terms.iter().filter_map(part).filter(|term| term.range(sizes[term.dim]) > 1);
    Coordinate { terms: terms.collect(), offset, indirect: own.indirect }
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

/// How products of matrices are divided among cores.
#[derive(Clone, Copy, Debug)]
enum Products {
    /// As a model of their cost says.
    Modelled,
    /// By their sizes, so that cores have whole rows of what they write, where that is possible.
    Sized,
    /// As makes each fastest.
    Fastest,
}

/// Divides an iteration space among the cores.
fn divide(spec: &mut OpSpec, products: Products) {
    let rules = Division { partial: false, inner: false, ..Division::default() };
    let sized = Division { model: false, ..rules };
    match products {
        Products::Sized => return divide_by(spec, &sized),
        _ => divide_by(spec, &rules),
    }
    if spec.is_matmul() && matches!(products, Products::Fastest) {
        let fastest = fastest(spec);
        // The model of division knows more than that of time.
        if op_seconds(&fastest) < 0.95 * op_seconds(spec) {
            *spec = fastest;
        }
    }
}

/// An op divided such that it takes the least time, of all divisions of what it writes.
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
    let first = spec.clone();
    all.into_iter()
        .min_by(|one, other| op_seconds(one).total_cmp(&op_seconds(other)))
        .unwrap_or(first)
}

fn divide_by(spec: &mut OpSpec, rules: &Division) {
    if rules.divide(spec).is_err() {
        spec.dims.iter_mut().for_each(|dim| dim.slices = 1);
    }
    // Fewer cores where digits of coordinates would be cut in two.
    for dim in 0..spec.dims.len() {
        let most = spec.dims[dim].slices;
        let fit = (1..=most).rev().find(|slices| {
            spec.dims[dim].slices = *slices;
            divides(spec, dim)
        });
        spec.dims[dim].slices = fit.unwrap_or(1);
    }
}

/// Divides ops alike that hand on a tensor, so that it can stay in scratchpads: what reads it as what
/// wrote it, if that costs no core, or a copy of an input as what reads it.
fn harmonize(ops: &mut [OpSpec]) {
    let mut settled: BTreeSet<usize> = BTreeSet::new();
    for writer in 0..ops.len() {
        let place @ Place::Buffer(_) = ops[writer].output.place else { continue };
        if !scratchpad::allowed(&ops[writer]) {
            continue;
        }
        let uses = |op: &OpSpec| op.inputs.iter().position(|input| input.place == place);
        let readers = (writer + 1..ops.len()).filter_map(|at| Some((at, uses(&ops[at])?)));
        let readers: Vec<(usize, usize)> = readers.collect();
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
    let is_kept = spec.output.uses(dim);
    slices == 1
        || (is_kept
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

/// Divides the ops into kernels, and says which tensors are values in them.
fn kernels(plan: &mut Plan) {
    plan.values = held(plan);
    loop {
        plan.kernels = runs(plan);
        let whole = |buffer: &BufferId| {
            let inside = |run: &&Range<usize>| (*run).clone().any(|op| touches(plan, op, *buffer));
            plan.kernels.iter().filter(inside).count() == 1
        };
        let (keep, lost): (BTreeSet<_>, BTreeSet<_>) = plan.values.iter().copied().partition(whole);
        plan.values = keep;
        if lost.is_empty() {
            return;
        }
    }
}

fn touches(plan: &Plan, op: usize, buffer: BufferId) -> bool {
    let step = &plan.laid.program.steps[op];
    step.inputs.iter().chain([&step.output]).any(|access| access.buffer == buffer)
}

/// The tensors that can stay in scratchpads as values: those that the plan has there, if all that has
/// them has its whole part at once.
fn held(plan: &Plan) -> BTreeSet<BufferId> {
    let mut held: HashMap<BufferId, i64> = HashMap::new();
    let mut not = BTreeSet::new();
    for (spec, step) in plan.bundle.ops.iter().zip(&plan.laid.program.steps) {
        let is_whole = tiling::tiles(spec).is_some_and(|tiles| {
            let core = |dim: usize| extent(spec, dim) / spec.dims[dim].slices;
            (0..tiles.len()).all(|dim| tiles[dim] == core(dim))
        });
        let accesses = step.inputs.iter().chain([&step.output]);
        for (access, arg) in accesses.zip(spec.args()) {
            let plain =
                access.coordinates.iter().zip(&plan.laid.program.buffers[access.buffer].sizes);
            let plain = plain.into_iter().all(|(own, size)| match own.terms.as_slice() {
                [term] => {
                    own.offset == 0 && *term == Term::of(term.dim) && step.dims[term.dim] == *size
                }
                _ => *own == Coordinate::zero() && *size == 1,
            });
            let is_kept = matches!(arg.place, Place::Lx(_)) && is_whole && plain;
            if is_kept {
                held.insert(access.buffer, arg.bytes() / spec.cores().max(1));
            } else {
                not.insert(access.buffer);
            }
        }
    }
    held.retain(|buffer, _| !not.contains(buffer));
    fitting(plan, &held)
}

/// Those of which so few are needed at a time that they fit beside the tensors of an op.
fn fitting(plan: &Plan, bytes: &HashMap<BufferId, i64>) -> BTreeSet<BufferId> {
    let count = plan.bundle.ops.len();
    let mut taken = vec![0; count];
    let mut fitting = BTreeSet::new();
    let mut all: Vec<(BufferId, Range<usize>)> = bytes
        .keys()
        .filter_map(|buffer| {
            let mut uses = (0..count).filter(|op| touches(plan, *op, *buffer));
            let first = uses.next()?;
            Some((*buffer, first..uses.next_back().unwrap_or(first) + 1))
        })
        .collect();
    all.sort_by_key(|(buffer, life)| (life.len(), *buffer));
    for (buffer, life) in all {
        let own = bytes[&buffer];
        if life.clone().all(|op| taken[op] + own <= HELD) {
            taken[life].iter_mut().for_each(|taken| *taken += own);
            fitting.insert(buffer);
        }
    }
    fitting
}

/// Ops one after the other, up to where one needs what others have written to memory before it.
fn runs(plan: &Plan) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = vec![];
    let (mut read, mut written) = (BTreeSet::new(), BTreeSet::new());
    for (op, step) in plan.laid.program.steps.iter().enumerate() {
        let in_memory = |buffer: &BufferId| !plan.values.contains(buffer);
        let reads: Vec<BufferId> =
            step.inputs.iter().map(|access| access.buffer).filter(in_memory).collect();
        let writes = Some(step.output.buffer).filter(in_memory);
        let waits = reads.iter().chain(&writes).any(|buffer| written.contains(buffer))
            || writes.is_some_and(|buffer| read.contains(&buffer));
        // The cores of one kernel are those of all its ops.
        let cores = plan.bundle.ops[op].cores();
        let other = runs.last().is_some_and(|run| plan.bundle.ops[run.start].cores() != cores);
        match runs.last_mut() {
            Some(run) if !waits && !other => run.end = op + 1,
            _ => {
                runs.push(op..op + 1);
                read.clear();
                written.clear();
            }
        }
        read.extend(reads);
        written.extend(writes);
    }
    runs
}
