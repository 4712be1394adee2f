//! Random programs against what a processor computes: whether memory that is shared, barriers and
//! offsets are right. The validation layer looks for steps that should wait for each other too.

mod common;

use common::*;
use tricast_dialects::{DType, Dim};
use tricast_runtime::HostTensor;
use tricast_vulkan::{Binding, Options, Step};

/// Elements of a buffer for each of `s0`.
const SCALE: i64 = 64;

/// A step on numbers of 32 bits: `buffers[to][at..] = buffers[a] + buffers[b]`, in units of a
/// workgroup.
#[derive(Clone, Copy, Debug)]
enum Do {
    Add { a: (usize, i64), b: (usize, i64), to: (usize, i64), groups: i64 },
    Copy { from: (usize, i64), to: (usize, i64), groups: i64 },
    Fill { to: (usize, i64), groups: i64, value: u32 },
}

/// A program, and the same for a processor.
struct Case {
    builder: Builder,
    /// The sizes of all buffers, in units of a workgroup.
    sizes: Vec<i64>,
    inputs: usize,
    steps: Vec<Do>,
    outputs: Vec<usize>,
}

fn range(buffer: usize, at: i64, groups: i64) -> Binding {
    // A unit is a workgroup for each of s0.
    let unit = &Dim::symbol("s0") * (SCALE * 4);
    Binding { buffer, offset: (&unit * at).into(), bytes: (&unit * groups).into() }
}

fn random_case(random: &mut fastrand::Rng) -> Case {
    let mut builder = Builder::new();
    let unit = &Dim::symbol("s0") * SCALE;
    let inputs = random.usize(1..4);
    let mut sizes = vec![];
    for number in 0..inputs {
        // Inputs are written to as well.
        sizes.push(random.i64(1..6));
        builder.input(number, DType::U32, &(&unit * sizes[number]));
    }
    // The first says what s0 is.
    sizes[0] = 1;
    builder.0.buffers[0].bytes = (&unit * 4).into();
    builder.0.main.arguments[0].shape =
        Some(vec![tricast_runtime::Size::Dynamic { name: unit.to_string(), min: None, max: None }]);
    let body = "%result = OpIAdd %u32 %x0 %x1";
    let add = builder.kernel("add", elementwise("", "OpTypeInt 32 0", 4, 2, body), 2);
    let mut case = Case { builder, sizes, inputs, steps: vec![], outputs: vec![] };
    let mut written: Vec<usize> = (0..inputs).collect();
    for step in 0..random.usize(1..30) {
        // A new temporary, or one that was there; all of it, so that no byte is undefined.
        let is_new = random.f32() < 0.6;
        let to = if is_new {
            let size = random.i64(1..6);
            case.sizes.push(size);
            case.builder.temporary(&format!("t{step}"), &(&unit * (4 * size)));
            case.sizes.len() - 1
        } else {
            written[random.usize(..written.len())]
        };
        let (at, groups) = match is_new {
            true => (0, case.sizes[to]),
            false => {
                let at = random.i64(0..case.sizes[to]);
                (at, random.i64(1..=case.sizes[to] - at))
            }
        };
        // Where so much can be read; not what is written, but for the same range.
        let sources: Vec<(usize, i64)> = written
            .iter()
            .filter(|from| **from != to && case.sizes[**from] >= groups)
            .map(|from| (*from, random.i64(0..=case.sizes[*from] - groups)))
            .chain((!is_new).then_some((to, at)))
            .collect();
        let value = random.u32(..);
        let chosen = match (sources.is_empty(), random.usize(0..6)) {
            (true, _) | (_, 0) => Do::Fill { to: (to, at), groups, value },
            (_, 1) if sources.iter().any(|from| from.0 != to) => {
                let others: Vec<_> = sources.iter().filter(|from| from.0 != to).collect();
                Do::Copy { from: *others[random.usize(..others.len())], to: (to, at), groups }
            }
            _ => {
                let (a, b) = (random.usize(..sources.len()), random.usize(..sources.len()));
                Do::Add { a: sources[a], b: sources[b], to: (to, at), groups }
            }
        };
        case.push(chosen, add);
        if is_new {
            written.push(to);
        }
    }
    for number in 0..random.usize(1..4).min(written.len()) {
        let buffer = written.swap_remove(random.usize(..written.len()));
        case.outputs.push(buffer);
        let size = &unit * case.sizes[buffer];
        case.builder.output(number, DType::U32, buffer, &size);
    }
    case
}

impl Case {
    fn push(&mut self, step: Do, add: usize) {
        self.steps.push(step);
        let program = &mut self.builder;
        match step {
            Do::Fill { to, groups, value } => {
                program.0.steps.push(Step::Fill { to: range(to.0, to.1, groups), value });
            }
            Do::Copy { from, to, groups } => {
                let (from, to) = (range(from.0, from.1, groups), range(to.0, to.1, groups));
                program.0.steps.push(Step::Copy { from, to });
            }
            Do::Add { a, b, to, groups } => {
                let count = &Dim::symbol("s0") * (SCALE * groups);
                program.dispatch(add, &[a.0, b.0, to.0], &count);
                let Some(Step::Dispatch(dispatch)) = program.0.steps.last_mut() else { return };
                dispatch.bindings = [a, b, to].map(|(buffer, at)| range(buffer, at, groups)).into();
            }
        }
    }

    /// What a processor computes.
    fn expected(&self, inputs: &[Vec<u32>], s0: usize) -> Vec<Vec<u32>> {
        let unit = s0 * SCALE as usize;
        let mut memory: Vec<Vec<u32>> = inputs.to_vec();
        memory.extend(self.sizes[self.inputs..].iter().map(|size| vec![0; unit * *size as usize]));
        let place = |at: (usize, i64), groups: i64| {
            let start = unit * at.1 as usize;
            (at.0, start..start + unit * groups as usize)
        };
        for step in &self.steps {
            match *step {
                Do::Fill { to, groups, value } => {
                    let (to, bytes) = place(to, groups);
                    memory[to][bytes].fill(value);
                }
                Do::Copy { from, to, groups } => {
                    let ((from, source), (to, target)) = (place(from, groups), place(to, groups));
                    let values = memory[from][source].to_vec();
                    memory[to][target].copy_from_slice(&values);
                }
                Do::Add { a, b, to, groups } => {
                    let ((a, x), (b, y)) = (place(a, groups), place(b, groups));
                    let sums = memory[a][x].iter().zip(&memory[b][y]);
                    let sums: Vec<u32> = sums.map(|(x, y)| x.wrapping_add(*y)).collect();
                    let (to, target) = place(to, groups);
                    memory[to][target].copy_from_slice(&sums);
                }
            }
        }
        self.outputs.iter().map(|buffer| memory[*buffer].clone()).collect()
    }
}

#[test]
fn random_programs_compute_what_a_processor_does() {
    if !has_device() {
        return;
    }
    let mut random = fastrand::Rng::with_seed(20);
    let (mut barriers, mut shared) = (0, 0);
    for number in 0..40 {
        let case = random_case(&mut random);
        let options =
            Options { staging: random.bool(), profile: random.u8(0..4) == 0, ..options() };
        let program = case.builder.0.clone();
        let copy = Builder(program);
        let mut executable = copy.load(&Weights::default(), &options);
        for s0 in [2usize, 5, 2] {
            let inputs: Vec<Vec<u32>> = case.sizes[..case.inputs]
                .iter()
                .map(|size| (0..s0 * (SCALE * size) as usize).map(|_| random.u32(..)).collect())
                .collect();
            let tensors: Vec<HostTensor> = inputs
                .iter()
                .map(|values| HostTensor::from_slice(&[values.len()], values).unwrap())
                .collect();
            let outputs = executable.run(&tensors).unwrap_or_else(|error| panic!("{error}"));
            let found = outputs.values.iter().flatten().map(|value| value.to_vec().unwrap());
            let found: Vec<Vec<u32>> = found.collect();
            assert!(found == case.expected(&inputs, s0), "case {number}: {:?}", case.steps);
        }
        barriers += executable.commands().unwrap().barriers;
        let memory = executable.memory().unwrap();
        shared += u32::from(memory.arenas < memory.unshared);
    }
    // They say something of what is tested.
    assert!(barriers > 100 && shared > 10, "{barriers} {shared}");
}
