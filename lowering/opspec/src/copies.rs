//! Copies that let tensors stay in scratchpads: of an argument that several ops read, and of a tensor
//! that one op reads on other cores than have written it.

use std::collections::BTreeSet;

use crate::scratchpad::{Buffer, Plan, PlanError, Planner, Rules, Stay, is_partial, plan};
use crate::spec::{Arg, Dim, Kernel, OpSpec, Place};
use crate::view::View;

/// What is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Argument(usize),
    Buffer(usize),
}

/// A copy: before which op, of what it reads there.
#[derive(Clone, Copy, Debug)]
struct Copied {
    source: Source,
    op: usize,
    input: usize,
}

/// Gives each buffer of a kernel a place, with copies of what can be in scratchpads then.
pub fn place(kernel: &mut Kernel, rules: &Rules) -> Result<Plan, PlanError> {
    let mut useless = BTreeSet::new();
    loop {
        let mut with = kernel.clone();
        let copies = copy(&mut with, rules, &useless)?;
        let planned = plan(&mut with, rules)?;
        let lost = copies.iter().filter(|(_, buffer)| !planned.scratchpads.contains_key(buffer));
        let lost: Vec<Source> = lost.map(|(source, _)| *source).collect();
        if lost.is_empty() {
            *kernel = with;
            return Ok(planned);
        }
        // A copy for which there is no room is only more to do.
        useless.extend(lost);
    }
}

/// Puts copies into a kernel. Returns what they copy, and to which buffer.
fn copy(
    kernel: &mut Kernel,
    rules: &Rules,
    useless: &BTreeSet<Source>,
) -> Result<Vec<(Source, usize)>, PlanError> {
    let planner = Planner::new(kernel, rules)?;
    let moves = planner.buffers.iter().filter_map(|buffer| moved(&planner, buffer));
    let mut copies: Vec<Copied> = arguments(kernel).into_iter().chain(moves).collect();
    copies.retain(|copied| !useless.contains(&copied.source));
    copies.sort_by_key(|copied| (copied.op, copied.input));
    let first = planner.buffers.iter().map(|buffer| buffer.id + 1).max().unwrap_or(0);
    let mut done = vec![];
    // From the last on, so that the numbers of ops before stay; the op itself follows what is copied
    // for it.
    for (index, copied) in copies.iter().enumerate().rev() {
        let more = copies[index + 1..].iter().filter(|other| other.op == copied.op).count();
        let reader = copied.op + more;
        let next = first + done.len();
        let op = copy_of(&kernel.ops[reader], copied.input, next);
        let from = op.inputs[0].place;
        for reader in &mut kernel.ops[reader..] {
            for input in reader.inputs.iter_mut().filter(|input| input.place == from) {
                input.place = Place::Buffer(next);
            }
        }
        kernel.ops.insert(copied.op, op);
        done.push((copied.source, next));
    }
    Ok(done)
}

/// The arguments that several ops read, all on the same cores, each of which has a part of its own.
fn arguments(kernel: &Kernel) -> Vec<Copied> {
    let mut copies = vec![];
    let places = |op: &OpSpec| op.inputs.iter().map(|input| input.place).collect::<Vec<_>>();
    let arguments: BTreeSet<usize> = kernel
        .ops
        .iter()
        .flat_map(places)
        .filter_map(|place| if let Place::Hbm(number) = place { Some(number) } else { None })
        .collect();
    for number in arguments {
        let is = |arg: &Arg| arg.place == Place::Hbm(number);
        if kernel.ops.iter().any(|op| is(&op.output)) {
            continue;
        }
        let reads = || {
            let ops = kernel.ops.iter().enumerate();
            ops.flat_map(|(at, op)| {
                let inputs = op.inputs.iter().enumerate().filter(|(_, input)| is(input));
                inputs.map(move |(input, arg)| (at, op, input, arg))
            })
        };
        let ops: BTreeSet<usize> = reads().map(|(at, ..)| at).collect();
        let Some((op, first, input, arg)) = reads().next() else { continue };
        let view = View::of(first, arg);
        let stays = reads().all(|(_, op, input, arg)| {
            let from_memory = op.op == "ReStickifyOpHBM" || op.is_index(input);
            !from_memory && owns(op, arg) && !is_partial(op, arg) && View::of(op, arg) == view
        });
        if ops.len() > 1 && stays {
            copies.push(Copied { source: Source::Argument(number), op, input });
        }
    }
    copies
}

/// The move of a buffer to the cores that read it, if one op does and each core has a part of its own.
fn moved(planner: &Planner, buffer: &Buffer) -> Option<Copied> {
    let &[(op, input)] = buffer.readers.as_slice() else { return None };
    let stay = planner.stay(buffer);
    if !matches!(stay, None | Some(Stay::Restickified)) || planner.moves(op) {
        return None;
    }
    let (writer, reader) = (&planner.kernel.ops[buffer.writers[0]], &planner.kernel.ops[op]);
    let (written, read) = (&writer.output, &reader.inputs[input]);
    let apart = owns(writer, written) && owns(reader, read) && writer.cores() == reader.cores();
    let other = View::of(writer, written) != View::of(reader, read);
    let same = written.device_size == read.device_size;
    // Torch-Spyre moves to cores that are divided along one dimension.
    let divided = (0..reader.dims.len()).filter(|&dim| reader.dims[dim].slices > 1).count();
    (apart && other && same && divided == 1).then_some(Copied {
        source: Source::Buffer(buffer.id),
        op,
        input,
    })
}

/// Whether each core that an op is divided among has a part of a tensor that no other has.
fn owns(op: &OpSpec, arg: &Arg) -> bool {
    let used = (0..op.dims.len()).filter(|&dim| arg.uses(dim));
    used.map(|dim| op.dims[dim].slices).product::<i64>() == op.cores()
}

/// A copy of an input of an op to a buffer, on the cores that read it.
fn copy_of(op: &OpSpec, input: usize, buffer: usize) -> OpSpec {
    let arg = &op.inputs[input];
    let used: Vec<usize> = (0..op.dims.len()).filter(|&dim| arg.uses(dim)).collect();
    let dims: Vec<Dim> = used.iter().map(|&dim| op.dims[dim]).collect();
    let mut numbers = vec![0; op.dims.len()];
    for (number, &dim) in used.iter().enumerate() {
        numbers[dim] = number;
    }
    let places = arg.coordinates.iter().map(|place| place.clone().renamed(&numbers));
    let from = Arg { coordinates: places.collect(), ..arg.clone() };
    let to = Arg { place: Place::Buffer(buffer), ..from.clone() };
    OpSpec {
        op: "identity".to_owned(),
        reduction: false,
        dims,
        inputs: vec![from],
        output: to,
        constants: vec![],
        source: String::new(),
    }
}
