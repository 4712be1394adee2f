//! Which core does what, and where tensors are: steps as ops of the cores, in kernels.

mod cycles;
mod divide;
mod kernels;

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use tricast_opspec::{
    Arg, Coordinate, Dim, OpSpec, Place, StickLayout, Term,
    scratchpad::{self, Rules},
};

pub use self::divide::{digits, extent};
use self::{
    cycles::Time,
    divide::{Products, divide, harmonize},
    kernels::kernels,
};
use super::{
    steps::{Access, Buffer, BufferId, Program, Source, Step, identity},
    sticks::Laid,
};

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

impl Plan {
    /// How many cycles its kernels take, about as the simulator counts.
    pub fn cycles(&self) -> f64 {
        Time::of(self).cycles
    }
}

/// Plans a program.
///
/// # Errors
/// If its tensors do not fit the memory of the device.
pub fn plan(laid: &Laid, name: &str) -> Result<Plan, String> {
    let planned = |products: Products| {
        let mut plan = with_copies(laid, name, products)?;
        kernels(&mut plan);
        Ok::<_, String>((Time::of(&plan), plan))
    };
    let first = planned(Products::Modelled)?;
    if !laid.program.steps.iter().any(|step| step.func == "batchmatmul") {
        return Ok(first.1);
    }
    let others = Products::OTHERS.map(planned).into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(Time::least(first, others.into_iter()))
}

/// The steps that read or write each tensor, in order.
fn users(program: &Program) -> Vec<Vec<usize>> {
    let mut users: Vec<Vec<usize>> = vec![vec![]; program.buffers.len()];
    for (number, step) in program.steps.iter().enumerate() {
        for access in step.inputs.iter().chain([&step.output]) {
            let own = &mut users[access.buffer];
            if own.last() != Some(&number) {
                own.push(number);
            }
        }
    }
    users
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

/// Inputs that several steps read and none writes.
fn cloned(laid: &Laid) -> Vec<BufferId> {
    let Program { buffers, steps, .. } = &laid.program;
    let written: BTreeSet<BufferId> = steps.iter().map(|step| step.output.buffer).collect();
    let all = users(&laid.program).into_iter().enumerate().zip(buffers);
    let given = all.filter(|((id, users), buffer)| {
        matches!(buffer.source, Source::Argument(_)) && users.len() > 1 && !written.contains(id)
    });
    given.map(|((id, _), _)| id).collect()
}

/// The program with a copy of each of these tensors, which is read instead.
fn with_clones(laid: &Laid, clones: &[BufferId]) -> Laid {
    let mut laid = laid.clone();
    let mut copies: HashMap<BufferId, BufferId> = HashMap::new();
    for &id in clones {
        let Buffer { sizes, .. } = laid.program.buffers[id].clone();
        copies.insert(id, laid.program.buffers.len());
        laid.layouts.push(laid.layouts[id].clone());
        laid.program.buffers.push(Buffer { sizes, source: Source::Computed });
    }
    let (mut steps, mut made) = (vec![], BTreeSet::new());
    for mut step in std::mem::take(&mut laid.program.steps) {
        for access in &mut step.inputs {
            let Some(&copy) = copies.get(&access.buffer) else { continue };
            // The copy is made before what reads it first.
            let id = std::mem::replace(&mut access.buffer, copy);
            let sizes = &laid.program.buffers[id].sizes;
            let access = |buffer| Access { buffer, coordinates: identity(sizes) };
            if made.insert(id) {
                steps.push(Step {
                    func: "identity",
                    dims: sizes.clone(),
                    inputs: vec![access(id)],
                    output: access(copy),
                    constants: vec![],
                    source: step.source.clone(),
                });
            }
        }
        steps.push(step);
    }
    laid.program.steps = steps;
    laid
}

/// A program divided among cores, with places for its tensors.
fn placed(laid: Laid, name: &str, products: Products) -> Result<(Plan, scratchpad::Plan), String> {
    let results: BTreeSet<BufferId> = laid.program.results.iter().map(|view| view.buffer).collect();
    let mut arguments: Vec<BufferId> = vec![];
    let mut places: HashMap<BufferId, Place> = HashMap::new();
    for step in &laid.program.steps {
        for access in step.inputs.iter().chain([&step.output]) {
            let id = access.buffer;
            let own = laid.program.buffers[id].source.is_computed() && !results.contains(&id);
            places.entry(id).or_insert_with(|| {
                if own {
                    return Place::Buffer(id);
                }
                arguments.push(id);
                Place::Hbm(arguments.len() - 1)
            });
        }
    }
    let place = |buffer: BufferId| places[&buffer];
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
