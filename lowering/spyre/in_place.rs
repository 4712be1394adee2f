//! Writes to a part of a tensor, in the tensor's own memory.
//!
//! A program writes to a part of a tensor by a copy of it, as tensors of `aten` do not change. Where
//! nobody reads the tensor after that, the copy is not needed: the part is written where the tensor
//! is. That may be the memory of an argument, if its new value is what is written.

use std::collections::{HashMap, HashSet};

use super::{
    steps::{BufferId, Program, Source, Step, View},
    sticks::writes_alone,
};

/// The program with parts written in place, where that can be; None if there are none. Of arguments
/// that may be changed the result that is the new value is known.
pub fn in_place(program: &Program, changed: &HashMap<usize, usize>) -> Option<Program> {
    let mut merger = Merger { program: program.clone(), changed, merged: HashSet::new() };
    // From the last on, so that what is written several times is found from its last value back.
    for number in (0..program.steps.len()).rev() {
        if let Some((from, to)) = merger.copied(number) {
            merger.merge(number, from, to);
        }
    }
    (!merger.merged.is_empty()).then(|| merger.finished())
}

struct Merger<'a> {
    /// The program so far.
    program: Program,
    changed: &'a HashMap<usize, usize>,
    /// The tensors that are gone.
    merged: HashSet<BufferId>,
}

impl Merger<'_> {
    /// What a step copies and to where, if the copy can be what it copies.
    fn copied(&self, number: usize) -> Option<(BufferId, BufferId)> {
        let Program { buffers, steps, results } = &self.program;
        let Step { func: "identity", inputs, output, .. } = &steps[number] else { return None };
        let [input] = inputs.as_slice() else { return None };
        let (from, to) = (input.buffer, output.buffer);
        let whole = |buffer: BufferId| View::whole(buffer, &buffers[buffer].sizes);
        let is_whole = *input == whole(from).access() && *output == whole(to).access();
        if !is_whole || buffers[from].sizes != buffers[to].sizes || from == to {
            return None;
        }
        let has = |step: &Step, buffer: BufferId| {
            step.inputs.iter().chain([&step.output]).any(|access| access.buffer == buffer)
        };
        let old_is_read = steps[number + 1..].iter().any(|step| has(step, from))
            || results.iter().any(|view| view.buffer == from);
        let is_first = !steps[..number].iter().any(|step| has(step, to));
        let is_own = match buffers[from].source {
            Source::Computed => true,
            Source::Argument(argument) => {
                let result = self.changed.get(&argument).map(|result| &results[*result]);
                result.is_some_and(|view| *view == whole(to))
            }
            _ => false,
        };
        // The sticks of an argument go along the last dimension.
        let stick = buffers[to].sizes.len().checked_sub(1);
        let mut writers = steps[number + 1..].iter().filter(|step| step.output.buffer == to);
        let alone = |step: &Step| writes_alone(&step.output, stick, &buffers[to], &step.dims);
        let is_written = writers.clone().next().is_some() && writers.all(alone);
        (!old_is_read && is_first && is_own && is_written).then_some((from, to))
    }

    fn merge(&mut self, number: usize, from: BufferId, to: BufferId) {
        let Program { steps, results, .. } = &mut self.program;
        steps.remove(number);
        for step in &mut steps[number..] {
            let accesses = step.inputs.iter_mut().chain([&mut step.output]);
            accesses.filter(|own| own.buffer == to).for_each(|own| own.buffer = from);
        }
        results.iter_mut().filter(|own| own.buffer == to).for_each(|own| own.buffer = from);
        self.merged.insert(to);
    }

    /// The program without the tensors that are gone.
    fn finished(self) -> Program {
        let Merger { mut program, merged, .. } = self;
        let mut numbers = vec![];
        let mut count = 0;
        for id in 0..program.buffers.len() {
            numbers.push(count);
            count += usize::from(!merged.contains(&id));
        }
        let mut id = 0;
        program.buffers.retain(|_| {
            id += 1;
            !merged.contains(&(id - 1))
        });
        for step in &mut program.steps {
            for access in step.inputs.iter_mut().chain([&mut step.output]) {
                access.buffer = numbers[access.buffer];
            }
        }
        program.results.iter_mut().for_each(|own| own.buffer = numbers[own.buffer]);
        program
    }
}
