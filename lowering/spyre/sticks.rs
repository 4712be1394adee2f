//! Along which dimension the sticks of each tensor go.
//!
//! An op wants the sticks of its operands along one dimension of its iteration space; a tensor whose
//! sticks go along another one is restickified first, which moves all of it through memory. What is
//! chosen for one op decides what others cost, so a beam search goes over the whole program: its
//! states are the sticks of the tensors that are still needed, and what it took so far.

use std::{collections::BTreeMap, rc::Rc};

use tricast_opspec::{Arrangement, Coordinate, Format, StickLayout, Term, layout::ceil_div};

use super::steps::{Access, Buffer, BufferId, Program, Source, Step, View, identity};

/// How many states are kept after each step.
const BEAM: usize = 200;

/// The dimension of a tensor that its sticks go along; None if each has one element.
pub type Stick = Option<usize>;

/// A program whose tensors are in sticks.
#[derive(Clone, Debug)]
pub struct Laid {
    /// The program; steps `ReStickifyOpHBM` are new.
    pub program: Program,
    /// The layout of each of its tensors.
    pub layouts: Vec<StickLayout>,
    /// How many elements are moved by restickifying, those of what is made.
    pub moved: i64,
}

/// Where an access is along the lanes of sticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// At the first of each.
    First,
    /// Along this dimension of the iteration space.
    Along(usize),
    /// At other lanes than those of a whole stick.
    Broken,
}

/// How an element of a tensor is stored.
pub fn format(buffer: &Buffer) -> Format {
    match buffer.source {
        Source::Indices(..) => Format::IeeeInt32,
        _ => Format::Sen169Fp16,
    }
}

/// The layout of a tensor with its sticks along a dimension.
pub fn layout(buffer: &Buffer, stick: Stick) -> StickLayout {
    let others: Vec<usize> = (0..buffer.sizes.len()).filter(|dim| Some(*dim) != stick).collect();
    let layout = StickLayout::new(&buffer.sizes, &others, stick, format(buffer));
    match buffer.source {
        Source::Moments => StickLayout { arrangement: Arrangement::Exx2, ..layout },
        _ => layout,
    }
}

/// Where an access is along the lanes, if the sticks of its tensor go along a dimension.
pub fn lane(access: &Access, stick: Stick, lanes: i64) -> Lane {
    let Some(own) = stick.map(|dim| &access.coordinates[dim]) else { return Lane::First };
    if own.indirect.is_some() || own.offset % lanes != 0 {
        return Lane::Broken;
    }
    let mut inner = own.terms.iter().filter(|term| term.factor % lanes != 0);
    match (inner.next(), inner.next()) {
        (None, _) => Lane::First,
        (Some(term), None) => {
            let whole = term.factor == 1
                && term.divisor == 1
                && term.modulus.is_none_or(|modulus| modulus % lanes == 0);
            if whole { Lane::Along(term.dim) } else { Lane::Broken }
        }
        _ => Lane::Broken,
    }
}

/// Whether a step that writes whole sticks writes nothing but what it means to.
pub(super) fn writes_alone(access: &Access, stick: Stick, buffer: &Buffer, dims: &[i64]) -> bool {
    let lanes = format(buffer).lanes();
    let Some(dim) = stick else { return true };
    match lane(access, stick, lanes) {
        Lane::First => buffer.sizes[dim] == 1,
        Lane::Along(along) => {
            let end = access.coordinates[dim].offset + dims[along];
            dims[along] % lanes == 0 || end == buffer.sizes[dim]
        }
        Lane::Broken => false,
    }
}

/// What a step asks of its operands.
enum Wish {
    /// The sticks of all along one dimension, or broadcast over it.
    Same,
    /// Those of each input and of the output along these.
    Each(Vec<Stick>, usize),
    /// That lanes are whole, whichever dimension they go along.
    Whole,
}

fn wish(step: &Step) -> Wish {
    let last = step.dims.len().saturating_sub(1);
    match step.func {
        "batchmatmul" => Wish::Each(vec![Some(last), Some(last - 1)], last - 1),
        "conv2d" => Wish::Each(vec![Some(4), Some(3)], 3),
        "exx2" => Wish::Each(vec![Some(last)], last),
        "identity" | "ReStickifyOpHBM" if step.inputs.len() == 1 => Wish::Whole,
        _ => Wish::Same,
    }
}

/// Whether an operand fits sticks along a dimension of the iteration space.
fn fits(access: &Access, stick: Stick, along: Stick, dims: &[i64], lanes: i64) -> bool {
    match (lane(access, stick, lanes), along) {
        (Lane::Along(own), Some(dim)) => own == dim,
        (Lane::First, Some(dim)) => {
            dims[dim] == 1 || !access.coordinates.iter().any(|own| own.uses(dim))
        }
        (Lane::First, None) => true,
        _ => false,
    }
}

/// Whether the sticks of the tensors of a step are such that the cores can do it.
///
/// # Errors
/// If not: the operand, and what is expected of it.
pub fn check(step: &Step, buffers: &[Buffer], layouts: &[StickLayout]) -> Result<(), String> {
    let lanes = Format::Sen169Fp16.lanes();
    let stick = |access: &Access| layouts[access.buffer].stick();
    let is_index = |access: &&Access| matches!(buffers[access.buffer].source, Source::Indices(..));
    let fits = |access: &Access, along| fits(access, stick(access), along, &step.dims, lanes);
    let output = &step.output;
    let wrong = |operand: &str, expected: &str| {
        Err(format!("the sticks of {operand} do not fit, expected {expected}"))
    };
    if !writes_alone(output, stick(output), &buffers[output.buffer], &step.dims) {
        return wrong("the result", "sticks that are written whole");
    }
    match wish(step) {
        Wish::Each(along, last) => {
            for (number, (access, along)) in step.inputs.iter().zip(along).enumerate() {
                if !fits(access, along) {
                    let expected = along.map_or("one element in each".into(), |dim| {
                        format!("them along d{dim} of the iteration space")
                    });
                    return wrong(&format!("input #{number}"), &expected);
                }
            }
            if step.func != "exx2" && !fits(output, Some(last)) {
                return wrong("the result", &format!("them along d{last} of the iteration space"));
            }
        }
        Wish::Same => {
            let all = || step.inputs.iter().chain([output]).filter(|access| !is_index(access));
            let mut orders = (0..step.dims.len()).map(Some).chain([None]);
            if !orders.any(|along| all().all(|access| fits(access, along))) {
                return wrong("the operands", "them along one dimension of the iteration space");
            }
        }
        Wish::Whole => {
            if lane(&step.inputs[0], stick(&step.inputs[0]), lanes) == Lane::Broken {
                return wrong("input #0", "whole sticks");
            }
        }
    }
    Ok(())
}

/// What an input of a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Given {
    /// The tensor, with these sticks.
    Tensor(Stick),
    /// What the step sees of the tensor, as a tensor of its own with the sticks `to`, from the tensor
    /// with the sticks `from`.
    Copy { from: Stick, to: Stick },
}

impl Given {
    /// The sticks of the tensor that is read.
    fn of_tensor(self) -> Stick {
        match self {
            Given::Tensor(stick) | Given::Copy { from: stick, .. } => stick,
        }
    }
}

/// What a step is given and gives in one way.
#[derive(Clone, Debug)]
struct Choice {
    inputs: Vec<Given>,
    /// Those of the output.
    output: Stick,
    cost: i64,
}

/// What was chosen for the steps so far, the last first.
struct Link {
    choice: Choice,
    before: Option<Rc<Link>>,
}

#[derive(Clone)]
struct State {
    /// The sticks of the tensors that are needed, in the order in which they were made.
    sticks: BTreeMap<BufferId, Vec<Stick>>,
    cost: i64,
    chosen: Option<Rc<Link>>,
}

/// Chooses sticks, and restickifies. Of a tensor that is `free` the host makes each layout that is
/// asked for.
///
/// # Errors
/// If a step cannot be done whatever the sticks.
pub fn choose(program: &Program, free: &dyn Fn(BufferId) -> bool) -> Result<Laid, String> {
    let search = Search { program, free };
    let last_uses = search.last_uses();
    let mut beam = vec![State { sticks: BTreeMap::new(), cost: 0, chosen: None }];
    for (number, step) in program.steps.iter().enumerate() {
        let mut next: Vec<State> = vec![];
        let mut places: BTreeMap<BTreeMap<BufferId, Vec<Stick>>, usize> = BTreeMap::new();
        for state in &beam {
            for choice in search.choices(step, state) {
                let mut state = search.after(state, step, choice);
                state.sticks.retain(|buffer, _| last_uses[*buffer] > number);
                match places.get(&state.sticks) {
                    Some(place) if next[*place].cost <= state.cost => {}
                    Some(place) => next[*place] = state,
                    None => {
                        places.insert(state.sticks.clone(), next.len());
                        next.push(state);
                    }
                }
            }
        }
        next.sort_by_key(|state| state.cost);
        next.truncate(BEAM);
        if next.is_empty() {
            return Err(format!("'{}' has no sticks that fit: {step:?}", step.source));
        }
        beam = next;
    }
    let mut chosen = vec![];
    let mut link = beam.first().and_then(|state| state.chosen.clone());
    while let Some(own) = link {
        chosen.push(own.choice.clone());
        link = own.before.clone();
    }
    chosen.reverse();
    Ok(search.lay(&chosen))
}

struct Search<'a> {
    program: &'a Program,
    free: &'a dyn Fn(BufferId) -> bool,
}

impl Search<'_> {
    /// The step after which a tensor is not needed any more.
    fn last_uses(&self) -> Vec<usize> {
        let mut last = vec![0; self.program.buffers.len()];
        for (number, step) in self.program.steps.iter().enumerate() {
            for access in step.inputs.iter().chain([&step.output]) {
                last[access.buffer] = number;
            }
        }
        for view in &self.program.results {
            last[view.buffer] = usize::MAX;
        }
        last
    }

    fn buffer(&self, id: BufferId) -> &Buffer {
        &self.program.buffers[id]
    }

    /// The sticks that a tensor has in a state.
    fn known(&self, state: &State, id: BufferId) -> Vec<Stick> {
        let rank = self.buffer(id).sizes.len();
        let default = || match self.buffer(id).source {
            Source::Computed | Source::Moments => vec![],
            _ if (self.free)(id) => vec![],
            _ => vec![rank.checked_sub(1)],
        };
        state.sticks.get(&id).cloned().unwrap_or_else(default)
    }

    /// The sticks that the output of a step has already: those that it was made with.
    fn given(&self, state: &State, step: &Step) -> Option<Stick> {
        self.known(state, step.output.buffer).first().copied()
    }

    fn choices(&self, step: &Step, state: &State) -> Vec<Choice> {
        match wish(step) {
            Wish::Each(along, output) => {
                let output = self.outputs(step, state, Some(output));
                let choices = output.into_iter().filter_map(|output| {
                    let wishes = along.iter().copied().map(Some);
                    self.choice(step, state, wishes, output)
                });
                choices.collect()
            }
            Wish::Same => {
                let mut all: Vec<Choice> = vec![];
                for along in self.orders(step, state) {
                    for output in self.outputs(step, state, along) {
                        let wishes = step.inputs.iter().map(|_| Some(along));
                        all.extend(self.choice(step, state, wishes, output));
                    }
                }
                all
            }
            Wish::Whole => {
                let rank = self.buffer(step.output.buffer).sizes.len();
                let outputs = match self.given(state, step) {
                    Some(own) => vec![own],
                    None => (0..rank).rev().map(Some).chain([None]).collect(),
                };
                let buffer = self.buffer(step.output.buffer);
                let whole = |stick: &Stick| writes_alone(&step.output, *stick, buffer, &step.dims);
                let choices = outputs.into_iter().filter(whole);
                let choices = choices
                    .filter_map(|output| self.choice(step, state, std::iter::once(None), output));
                choices.collect()
            }
        }
    }

    /// Along which dimensions the sticks of a step may go, that of its first operand first.
    fn orders(&self, step: &Step, state: &State) -> Vec<Stick> {
        let lanes = Format::Sen169Fp16.lanes();
        let mut first = step.inputs.iter().filter_map(|access| {
            let stick = *self.known(state, access.buffer).first()?;
            match lane(access, stick, lanes) {
                Lane::Along(dim) => Some(Some(dim)),
                _ => None,
            }
        });
        let first: Vec<Stick> = first.next().into_iter().collect();
        let others = (0..step.dims.len()).rev().filter(|dim| step.dims[*dim] > 1).map(Some);
        let others = others.filter(|dim| !first.contains(dim)).chain([None]);
        first.iter().copied().chain(others).collect()
    }

    /// The sticks that the output has, if those of the step go along a dimension: along the one that
    /// the output has there, or none if it has not.
    fn outputs(&self, step: &Step, state: &State, along: Stick) -> Vec<Stick> {
        let lanes = Format::Sen169Fp16.lanes();
        if let Some(own) = self.given(state, step) {
            let buffer = self.buffer(step.output.buffer);
            let fit = |stick: &Stick| {
                fits(&step.output, *stick, along, &step.dims, lanes)
                    && writes_alone(&step.output, *stick, buffer, &step.dims)
            };
            return Some(own).into_iter().filter(fit).collect();
        }
        if step.func == "exx2" {
            return vec![Some(step.output.coordinates.len() - 1)];
        }
        let own = along.map(|dim| {
            let mut own = step.output.coordinates.iter();
            own.position(|own| own.terms.len() == 1 && own.uses(dim))
        });
        vec![own.flatten()]
    }

    /// A choice with the cheapest sticks for each input; None if one has none that fit.
    fn choice(
        &self,
        step: &Step,
        state: &State,
        wishes: impl Iterator<Item = Option<Stick>>,
        output: Stick,
    ) -> Option<Choice> {
        let mut cost = 0;
        let mut inputs = vec![];
        for (access, wish) in step.inputs.iter().zip(wishes) {
            let (stick, more) = self.input(step, state, access, wish)?;
            cost += more;
            inputs.push(stick);
        }
        let buffer = self.buffer(step.output.buffer);
        if self.given(state, step).is_none() {
            // What takes more sticks than elements fill is slower to read and write.
            let dense = StickLayout::row_major(&buffer.sizes, format(buffer));
            let excess = elements(&layout(buffer, output)) - elements(&dense);
            cost += excess.max(0) / 2;
        }
        Some(Choice { inputs, output, cost })
    }

    /// What an input is and what that costs.
    fn input(
        &self,
        step: &Step,
        state: &State,
        access: &Access,
        wish: Option<Stick>,
    ) -> Option<(Given, i64)> {
        let buffer = self.buffer(access.buffer);
        if matches!(buffer.source, Source::Indices(..)) {
            return Some((Given::Tensor(buffer.sizes.len().checked_sub(1)), 0));
        }
        if let Some((stick, cost)) = self.tensor(step, state, access, wish) {
            return Some((Given::Tensor(stick), cost));
        }
        // No sticks of the tensor do: what the step sees of it becomes a tensor.
        let along = wish?;
        let (from, cost) = self.tensor(step, state, access, None)?;
        let (copy, dims) = seen(access, &step.dims);
        let own = View::whole(0, &copy).coordinates;
        let own = own.into_iter().map(|own| own.renamed(&dims)).collect();
        let own = Access { buffer: 0, coordinates: own };
        let buffer = Buffer { sizes: copy, source: Source::Computed };
        let fit = |stick: &Stick| fits(&own, *stick, along, &step.dims, format(&buffer).lanes());
        let all = (0..buffer.sizes.len()).rev().map(Some).chain([None]).filter(fit);
        let of = |stick: Stick| elements(&layout(&buffer, stick));
        let to = all.min_by_key(|stick| of(*stick))?;
        let dense = StickLayout::row_major(&buffer.sizes, format(&buffer));
        Some((Given::Copy { from, to }, cost + turned(elements(&dense), of(to))))
    }

    /// The sticks of a tensor for an input and what they cost.
    fn tensor(
        &self,
        step: &Step,
        state: &State,
        access: &Access,
        wish: Option<Stick>,
    ) -> Option<(Stick, i64)> {
        let buffer = self.buffer(access.buffer);
        let known = self.known(state, access.buffer);
        let lanes = format(buffer).lanes();
        let fit = |stick: &Stick| match wish {
            Some(along) => fits(access, *stick, along, &step.dims, lanes),
            None => lane(access, *stick, lanes) != Lane::Broken,
        };
        if let Some(stick) = known.iter().copied().find(fit) {
            return Some((stick, 0));
        }
        let all = (0..buffer.sizes.len()).rev().map(Some).chain([None]).filter(fit);
        let cost = |stick: Stick| elements(&layout(buffer, stick));
        let best = all.min_by_key(|stick| cost(*stick))?;
        let is_free = known.is_empty() && (self.free)(access.buffer);
        let from = known.first().map_or(0, |stick| cost(*stick));
        Some((best, if is_free { 0 } else { turned(from, cost(best)) }))
    }

    fn after(&self, state: &State, step: &Step, choice: Choice) -> State {
        let mut new = state.clone();
        for (access, given) in step.inputs.iter().zip(&choice.inputs) {
            let mut known = self.known(state, access.buffer);
            if !known.contains(&given.of_tensor()) {
                known.push(given.of_tensor());
            }
            new.sticks.insert(access.buffer, known);
        }
        // What was made of it with other sticks is old now.
        let own = self.given(&new, step).unwrap_or(choice.output);
        new.sticks.insert(step.output.buffer, vec![own]);
        new.cost += choice.cost;
        new.chosen = Some(Rc::new(Link { choice, before: state.chosen.clone() }));
        new
    }

    /// The program with the sticks that were chosen.
    fn lay(&self, chosen: &[Choice]) -> Laid {
        let mut laid = Laid {
            program: Program {
                buffers: self.program.buffers.clone(),
                steps: vec![],
                results: self.program.results.clone(),
            },
            layouts: vec![],
            moved: 0,
        };
        let mut sticks: Vec<Option<Stick>> = vec![None; self.program.buffers.len()];
        for (id, buffer) in self.program.buffers.iter().enumerate() {
            if !buffer.source.is_computed() && !(self.free)(id) {
                sticks[id] = Some(buffer.sizes.len().checked_sub(1));
            }
        }
        let mut others: BTreeMap<(BufferId, Stick), BufferId> = BTreeMap::new();
        for (step, choice) in self.program.steps.iter().zip(chosen) {
            let mut step = step.clone();
            for (access, given) in step.inputs.iter_mut().zip(&choice.inputs) {
                let stick = given.of_tensor();
                let own = *sticks[access.buffer].get_or_insert(stick);
                if own != stick {
                    let key = (access.buffer, stick);
                    let other = others.entry(key).or_insert_with(|| {
                        let other = self.other(&mut laid, access.buffer, stick, &step.source);
                        sticks.push(Some(stick));
                        other
                    });
                    access.buffer = *other;
                }
                if let Given::Copy { to, .. } = given {
                    let (sizes, dims) = seen(access, &step.dims);
                    let copy = laid.program.buffers.len();
                    let source = Source::Computed;
                    laid.program.buffers.push(Buffer { sizes: sizes.clone(), source });
                    sticks.push(Some(*to));
                    let from = access.coordinates.iter().map(|own| {
                        let place = |dim: &usize| dims.iter().position(|own| own == dim);
                        let terms = own.terms.iter().map(|term| Term {
                            dim: place(&term.dim).unwrap_or_default(),
                            ..*term
                        });
                        Coordinate { terms: terms.collect(), ..own.clone() }
                    });
                    let from = Access { buffer: access.buffer, coordinates: from.collect() };
                    let step = Step {
                        func: "ReStickifyOpHBM",
                        dims: sizes.clone(),
                        inputs: vec![from],
                        output: Access { buffer: copy, coordinates: identity(&sizes) },
                        constants: vec![],
                        source: step.source.clone(),
                    };
                    laid.moved += step.dims.iter().product::<i64>();
                    laid.program.steps.push(step);
                    let own = identity(&sizes).into_iter().map(|own| own.renamed(&dims));
                    *access = Access { buffer: copy, coordinates: own.collect() };
                }
            }
            sticks[step.output.buffer].get_or_insert(choice.output);
            others.retain(|(buffer, _), _| *buffer != step.output.buffer);
            if step.func == "identity" && step.inputs.len() == 1 {
                let lanes = Format::Sen169Fp16.lanes();
                let from = lane(&step.inputs[0], sticks[step.inputs[0].buffer].flatten(), lanes);
                let to = lane(&step.output, sticks[step.output.buffer].flatten(), lanes);
                if from != to && from != Lane::First {
                    step.func = "ReStickifyOpHBM";
                    laid.moved += step.dims.iter().product::<i64>();
                }
            }
            laid.program.steps.push(step);
        }
        let layouts = laid.program.buffers.iter().zip(&sticks).map(|(buffer, stick)| {
            layout(buffer, stick.unwrap_or(buffer.sizes.len().checked_sub(1)))
        });
        laid.layouts = layouts.collect();
        self.suit(&mut laid);
        laid
    }

    /// What ops ask of tensors besides, where the host lays them out and it costs nothing: the second
    /// factor of a product has as many rows as the sticks of the first have lanes, and rows that
    /// indices say are outermost.
    fn suit(&self, laid: &mut Laid) {
        let Laid { program, layouts, .. } = laid;
        for step in &program.steps {
            for (number, access) in step.inputs.iter().chain([&step.output]).enumerate() {
                let source = &program.buffers[access.buffer].source;
                if !matches!(source, Source::Argument(_) | Source::Constant(_)) {
                    continue;
                }
                let layout = &mut layouts[access.buffer];
                let find = |is_it: &dyn Fn(&Coordinate) -> bool| {
                    let dim = access.coordinates.iter().position(is_it)?;
                    let is_rows = layout.stick() != Some(dim);
                    is_rows.then(|| layout.dims.iter().position(|own| *own == Some(dim))).flatten()
                };
                let rows = match (step.func, number) {
                    ("batchmatmul", 1) => find(&|own| *own == Coordinate::of(step.dims.len() - 1)),
                    _ => None,
                };
                let indexed = find(&|own| own.indirect.is_some());
                if let Some(place) = rows {
                    let lanes = layout.format.lanes();
                    layout.device_size[place] = ceil_div(layout.device_size[place], lanes) * lanes;
                }
                if let Some(place) = indexed {
                    layout.device_size[..=place].rotate_right(1);
                    layout.dims[..=place].rotate_right(1);
                }
            }
        }
    }

    /// A tensor again with other sticks: what the host makes if it is free, or restickified.
    fn other(&self, laid: &mut Laid, id: BufferId, stick: Stick, source: &str) -> BufferId {
        let buffer = self.buffer(id);
        let other = laid.program.buffers.len();
        if (self.free)(id) {
            laid.program.buffers.push(buffer.clone());
            return other;
        }
        laid.program.buffers.push(Buffer { source: Source::Computed, ..buffer.clone() });
        let access = |buffer_id: BufferId| {
            let coordinates: Vec<Coordinate> = identity(&buffer.sizes);
            Access { buffer: buffer_id, coordinates }
        };
        laid.program.steps.push(Step {
            func: "ReStickifyOpHBM",
            dims: buffer.sizes.clone(),
            inputs: vec![access(id)],
            output: access(other),
            constants: vec![],
            source: source.to_owned(),
        });
        laid.moved += elements(&layout(buffer, stick));
        other
    }
}

/// The dimensions of an iteration space that an access uses, and their sizes before them.
fn seen(access: &Access, dims: &[i64]) -> (Vec<i64>, Vec<usize>) {
    let uses = |dim: &usize| access.coordinates.iter().any(|own| own.uses(*dim));
    let own: Vec<usize> = (0..dims.len()).filter(uses).collect();
    (own.iter().map(|dim| dims[*dim]).collect(), own)
}

/// What it costs to restickify so many elements to so many, in elements that are read or written:
/// it is slower than those.
fn turned(from: i64, to: i64) -> i64 {
    (from + to) * 4 / 3
}

fn elements(layout: &StickLayout) -> i64 {
    layout.device_size.iter().product()
}
