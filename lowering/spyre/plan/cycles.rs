//! How long a plan takes: as the simulator counts, and by the model of `opspec/src/cost.rs`.
//!
//! The simulator counts what a core reads for each core that reads it, and again for each turn of a
//! loop. The model was fitted to the device, where cores that read the same take it once, but knows
//! little of products that are read again. Neither is right alone.

use tricast_opspec::{
    Arg, OpSpec,
    cost::kernel_seconds,
    layout::{STICK, ceil_div},
    opfunc::OpFunc,
};
use tricast_spyre::Hardware;

use super::{Plan, divide::extent};
use crate::spyre::{ktir::tiling::tiles, steps::Source};

/// What share of the time another plan takes at most to be the faster one for sure: the model states
/// errors of about 10 %.
const SURE: f64 = 0.9;

/// How long something takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    /// By the model.
    pub(super) seconds: f64,
    /// As the simulator counts.
    pub(super) cycles: f64,
}

impl Time {
    /// The time of a plan.
    pub(super) fn of(plan: &Plan) -> Time {
        Time { seconds: kernel_seconds(&plan.bundle), cycles: of_plan(plan) }
    }

    /// What takes the least time by both counts: their product is the least. The first, if the
    /// counts are not sure enough that another is faster.
    pub(super) fn least<T>(first: (Time, T), others: impl Iterator<Item = (Time, T)>) -> T {
        let both = |time: &Time| time.seconds * time.cycles;
        let enough = SURE * both(&first.0);
        let faster = others.filter(|(time, _)| both(time) < enough);
        let least =
            faster.reduce(|best, next| if both(&next.0) < both(&best.0) { next } else { best });
        least.unwrap_or(first).1
    }
}

/// The cycles of all kernels of a plan.
fn of_plan(plan: &Plan) -> f64 {
    let program = &plan.laid.program;
    let ops = program.steps.iter().zip(&plan.bundle.ops).map(|(step, spec)| {
        let in_memory = |operand: usize| {
            let buffer = step.inputs.get(operand).unwrap_or(&step.output).buffer;
            let is_number = matches!(program.buffers[buffer].source, Source::Number(_));
            !is_number && !plan.values.contains(&buffer)
        };
        of_op(spec, &in_memory)
    });
    ops.sum()
}

/// The cycles of an op, of whose tensors some are in memory: inputs by their numbers, the output
/// after them.
pub(super) fn of_op(spec: &OpSpec, in_memory: &dyn Fn(usize) -> bool) -> f64 {
    let Some(tiles) = tiles(spec) else { return f64::INFINITY };
    let hardware = Hardware::default();
    let dims = || 0..tiles.len();
    let turns = |dim: usize| extent(spec, dim) / spec.dims[dim].slices / tiles[dim];
    let is_kept = |dim: &usize| spec.output.uses(*dim);
    let all: i64 = dims().map(turns).product();
    let kept: i64 = dims().filter(is_kept).map(turns).product();
    let moved = spec.args().enumerate().filter(|(operand, _)| in_memory(*operand));
    let moved = moved.map(|(operand, arg)| {
        let times = if operand == spec.inputs.len() { kept } else { all };
        times * bytes(arg, &tiles)
    });
    let memory = (moved.sum::<i64>() * spec.cores()) as f64 / hardware.memory_bandwidth;
    // Each core sends its part of a sum, which is of single precision, around the whole ring.
    let is_shared = dims().any(|dim| !is_kept(&dim) && spec.dims[dim].slices > 1);
    let part: i64 = dims().filter(is_kept).map(|dim| tiles[dim]).product();
    let sent = if is_shared { 4 * part * kept * (spec.cores() - 1) } else { 0 };
    let ring = sent as f64 / hardware.ring_bandwidth;
    let points = (tiles.iter().product::<i64>() * all) as f64 / hardware.lanes;
    let is_matrix = OpFunc::of(&spec.op).is_some_and(OpFunc::is_matrix);
    memory + ring + if is_matrix { points / hardware.rows } else { points }
}

/// The bytes of the sticks of a tile.
fn bytes(arg: &Arg, tiles: &[i64]) -> i64 {
    let along = |(dim, tile): (usize, &i64)| match arg.stick() == Some(dim) {
        true => ceil_div(*tile, arg.lanes()),
        false if arg.uses(dim) => *tile,
        false => 1,
    };
    tiles.iter().enumerate().map(along).product::<i64>() * STICK
}
