//! Which core does what, and where tensors are: steps as ops of the cores, in kernels.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use tricast_opspec::{
    Arg, Coordinate, Dim, OpSpec, Place, StickLayout, Term,
    division::Rules as Division,
    layout::ceil_div,
    scratchpad::{self, Rules},
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
    let clones = cloned(&laid);
    let (with, places) = placed(with_clones(&laid, &clones), name)?;
    // What is not in scratchpads then is read from where it was.
    let useful: Vec<BufferId> = (clones.iter().enumerate())
        .filter(|(number, _)| {
            places.scratchpads.contains_key(&(laid.program.buffers.len() + number))
        })
        .map(|(_, buffer)| *buffer)
        .collect();
    let mut plan = match useful.len() == clones.len() {
        true => with,
        false => placed(with_clones(&laid, &useful), name)?.0,
    };
    kernels(&mut plan);
    Ok(plan)
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
fn placed(laid: Laid, name: &str) -> Result<(Plan, scratchpad::Plan), String> {
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
    let ops = laid.program.steps.iter().map(|step| spec(step, &laid.layouts, &place)).collect();
    let mut bundle = tricast_opspec::Kernel { name: name.to_owned(), ops };
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

/// Divides an iteration space among the cores.
fn divide(spec: &mut OpSpec) {
    let rules = Division { partial: false, ..Division::default() };
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
