//! A model of how long kernels take, to compare plans.
//!
//! Memory is what costs: it is read or written at [`PEAK`], and a kernel that does both pays for the
//! turns. What is in scratchpads is free, and so is arithmetic but for products of matrices, which
//! take the longer of the time of the matrix unit and of the memory. Some patterns of access have
//! rates of their own.
//!
//! The form of the model and its constants are those of Torch-Spyre's `cost_model.py`, which were
//! fitted to times measured on the device; it states errors of 6 to 11 %. Its terms for loops over
//! tiles and for copies between layouts other than [`RESTICKIFY`] are left out, and so is the rate of
//! a batch of matrices with the batches outermost, which it has measured but does not use.

use crate::division::CORES;
use crate::opfunc::{Kind, OpFunc};
use crate::spec::{Arg, Kernel, OpSpec, Place};

/// Bytes a nanosecond that memory is read with, or written.
pub const PEAK: f64 = 150.0;
/// Nanoseconds for each byte that is written besides one that is read: a copy has 105 bytes a
/// nanosecond.
const TURN: f64 = 0.005_74;
/// The rate of a tensor whose sticks turn to another dimension.
pub const RESTICKIFY: f64 = 116.0;
/// The rate of an op with one tensor of the size of the output and others that are broadcast.
const BROADCAST: f64 = 118.0;
/// The rate of a reduction of rows, each with its own lanes.
const REDUCE_ROWS: f64 = 113.0;
/// The rate of a reduction of lanes falls with the number of rows, from the sum of these to the
/// first.
const REDUCE_LANES: (f64, f64, f64) = (114.0, 61.0, 3700.0);
/// What share of the rate reductions have on fewer cores.
const REDUCE_CORES: [(i64, f64); 5] = [(1, 0.11), (2, 0.22), (4, 0.43), (16, 0.54), (32, 1.0)];

/// Multiplications with an addition that a core does in a nanosecond.
const MACS: f64 = 1140.0;
/// With a batch of matrices as each factor whose batches are next to the lanes.
const BATCH_MACS: f64 = 160.0;
/// With batches of one factor only: with 4 at most, and with more.
const SHARED_MACS: (f64, f64) = (705.0, 470.0);
/// How many batches are slower, and on how many cores.
const FEW_BATCHES: i64 = 4;
const FEW_CORES: i64 = 8;
/// The unit is full with so many rows; with fewer it slows down with a power of them.
const FULL_ROWS: f64 = 64.0;
const UNDERFILL: f64 = 0.35;
/// Elements of the output of a core from which on factors are read again, how much more with each
/// doubling, and at most.
const SPILL: (f64, f64, f64) = (65_536.0, 0.45, 1.5);
/// Elements of the output of a core from which on many slices cost more, and nanoseconds for each
/// element more and doubling of slices: of the longer side from 8 slices on, of the other from 16.
const SPLIT: f64 = 131_072.0;
const SPLIT_LONG: (f64, f64) = (8.0, 2.62);
const SPLIT_SHORT: (f64, f64) = (16.0, 2.88);

/// A move among scratchpads: nanoseconds for a run of bytes that stay together, more with each
/// doubling of the slices, and bytes a nanosecond of a core that walks over what others have.
const MOVE: (f64, f64, f64) = (-1.14, 3.92, 547.0);

/// What an op costs.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    /// Bytes that are read and written at [`PEAK`].
    read: f64,
    written: f64,
    /// Nanoseconds besides.
    other: f64,
}

/// Seconds that an op takes as a kernel of its own.
pub fn op_seconds(op: &OpSpec) -> f64 {
    seconds([Cost::of(op)])
}

/// Seconds that a kernel takes.
pub fn kernel_seconds(kernel: &Kernel) -> f64 {
    seconds(kernel.ops.iter().map(Cost::of))
}

fn seconds(costs: impl IntoIterator<Item = Cost>) -> f64 {
    let add = |sum: Cost, cost: Cost| Cost {
        read: sum.read + cost.read,
        written: sum.written + cost.written,
        other: sum.other + cost.other,
    };
    let sum = costs.into_iter().fold(Cost::default(), add);
    (memory(sum.read, sum.written) + sum.other) * 1e-9
}

/// Nanoseconds to read and write so many bytes.
fn memory(read: f64, written: f64) -> f64 {
    (read + written) / PEAK + TURN * read.min(written)
}

/// `max(0, log2(ratio))`.
fn doublings(ratio: f64) -> f64 {
    ratio.log2().max(0.0)
}

/// Bytes of memory that an op reads or writes of a tensor: each once, whatever core does; none in
/// scratchpads.
fn bytes(op: &OpSpec, arg: &Arg) -> f64 {
    if matches!(arg.place, Place::Lx(_)) {
        return 0.0;
    }
    let whole = |dim: usize| op.sticks(dim) * op.lanes(dim);
    let places = arg.coordinates.iter().rev().skip(1).map(|coordinate| {
        let index = coordinate.indirect.and_then(|index| op.inputs.get(index));
        let indices = |index: &Arg| {
            let dims = (0..op.dims.len()).filter(|&dim| index.uses(dim));
            dims.map(|dim| op.dims[dim].size).product::<i64>()
        };
        index.map_or(coordinate.extent(whole), indices)
    });
    (places.product::<i64>() * arg.lanes() * arg.format.bytes()) as f64
}

impl Cost {
    fn of(op: &OpSpec) -> Cost {
        let read: f64 = op.inputs.iter().map(|input| bytes(op, input)).sum();
        let written = bytes(op, &op.output);
        let at = |rate: f64| Cost { other: (read + written) / rate, ..Cost::default() };
        match OpFunc::of(&op.op).map(|func| func.kind) {
            Some(Kind::Matmul) => {
                Cost { other: product(op, read, written).unwrap_or_default(), ..Cost::default() }
            }
            Some(Kind::Restickify) => at(RESTICKIFY),
            Some(Kind::Reduction) => at(reduction(op)),
            Some(Kind::Pointwise) if is_move(op) => Cost { other: moved(op), ..Cost::default() },
            Some(Kind::Pointwise) if is_broadcast(op) => at(BROADCAST),
            _ => Cost { read, written, other: 0.0 },
        }
    }
}

/// The rate of a reduction.
fn reduction(op: &OpSpec) -> f64 {
    let stick = op.inputs.first().and_then(Arg::stick);
    let Some(stick) = stick.filter(|&stick| !op.output.uses(stick)) else { return REDUCE_ROWS };
    let dims = op.dims.iter().enumerate();
    let rows = dims.filter(|(dim, _)| *dim != stick).map(|(_, dim)| dim.size).product::<i64>();
    let (least, more, scale) = REDUCE_LANES;
    let rate = (least + more * (-rows as f64 / scale).exp()).min(PEAK);
    let cores = op.cores().min(CORES);
    let share = REDUCE_CORES.iter().rev().find(|(from, _)| *from <= cores);
    rate * share.map_or(1.0, |(_, share)| *share)
}

/// Whether one input has all of what is written, and the others are broadcast.
fn is_broadcast(op: &OpSpec) -> bool {
    let whole = bytes(op, &op.output);
    let full = op.inputs.iter().filter(|input| bytes(op, input) >= whole).count();
    whole > 0.0 && op.inputs.len() > 1 && full == 1
}

fn is_move(op: &OpSpec) -> bool {
    let lies = |arg: &Arg| matches!(arg.place, Place::Lx(_));
    op.op == "identity" && op.inputs.len() == 1 && lies(&op.inputs[0]) && lies(&op.output)
}

/// Nanoseconds to move a tensor among scratchpads: of the innermost dimension that is divided, a core
/// has a run, and it walks over those of others.
fn moved(op: &OpSpec) -> f64 {
    let output = &op.output;
    let slices = |dim: &usize| {
        let dims = output.coordinates[*dim].terms.iter().map(|term| op.dims[term.dim].slices);
        dims.product::<i64>()
    };
    let inner = (0..output.device_size.len()).rev().find(|dim| slices(dim) > 1);
    let Some(inner) = inner else { return 0.0 };
    let (first, doubled, walk) = MOVE;
    let split = (slices(&inner) as f64).clamp(2.0, 8.0);
    let own = output.bytes() as f64 / op.cores() as f64;
    let run = (output.device_size[inner] / slices(&inner) * output.stride(inner)) as f64;
    let runs = own / (run * output.format.bytes() as f64);
    runs * (first + doubled * split.log2()) + own * split / walk
}

/// Nanoseconds of a product of matrices, which reads and writes so many bytes.
fn product(op: &OpSpec, read: f64, written: f64) -> Option<f64> {
    let [left, right] = op.inputs.as_slice() else { return None };
    let columns = op.output.stick()?;
    let side = |dims: &dyn Fn(usize) -> bool| {
        let dims = (0..op.dims.len()).filter(|&dim| dims(dim));
        let dims = dims.map(|dim| (op.dims[dim].size, op.dims[dim].slices));
        dims.fold((1.0, 1.0), |(size, slices), (more, by)| (size * more as f64, slices * by as f64))
    };
    // The innermost of the rows is what a core takes at once, the others are batches.
    let only_left = |dim: usize| left.uses(dim) && !right.uses(dim) && op.output.uses(dim);
    let row = (0..op.dims.len()).rfind(|&dim| only_left(dim));
    let (rows, m) = side(&|dim| Some(dim) == row);
    let (width, n) = side(&|dim| dim == columns);
    let (batches, _) = side(&|dim| dim != columns && Some(dim) != row && op.output.uses(dim));
    let (area, tile_rows) = (rows / m * (width / n), rows / m);

    let both = |dim: usize| left.uses(dim) && right.uses(dim) && op.output.uses(dim);
    let batched = (0..op.dims.len()).any(both);
    let rate = unit_rate(op, batched, batches as i64, &both);
    let full = (tile_rows / FULL_ROWS).min(1.0).powf(UNDERFILL);
    let macs = op.dims.iter().map(|dim| dim.size as f64).product::<f64>();
    let compute = macs / op.cores() as f64 / (rate * full);

    let (knee, slope, most) = SPILL;
    let again = (slope * doublings(area / knee)).min(most) * read;
    let (long, short) = if rows >= width { (m, n) } else { (n, m) };
    let over = (area - SPLIT).max(0.0);
    let split = over
        * (SPLIT_LONG.1 * doublings(long / SPLIT_LONG.0)
            + SPLIT_SHORT.1 * doublings(short / SPLIT_SHORT.0));
    Some(compute.max(memory(read + again, written)) + split)
}

/// How many multiplications a core does in a nanosecond.
fn unit_rate(op: &OpSpec, batched: bool, batches: i64, both: &dyn Fn(usize) -> bool) -> f64 {
    let next = |arg: &Arg| {
        let inner = arg.coordinates.iter().rev().nth(1);
        inner.is_some_and(|place| place.terms.iter().any(|term| both(term.dim)))
    };
    if batched {
        let slow = batches >= FEW_BATCHES && op.cores() >= FEW_CORES && op.inputs.iter().all(next);
        return if slow { BATCH_MACS } else { MACS };
    }
    match batches {
        ..=1 => MACS,
        2..=FEW_BATCHES => SHARED_MACS.0,
        _ => SHARED_MACS.1,
    }
}
