//! Which ops follow each other in a kernel, and which tensors are values there.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use tricast_opspec::{Coordinate, Place, Term};

use super::{Plan, divide::extent, users};
use crate::spyre::{ktir::tiling, steps::BufferId};

/// The bytes of a scratchpad that tensors may take from one op to another, beside those of an op.
const HELD: i64 = 640 * 1024;

/// Divides the ops into kernels, and says which tensors are values in them.
pub(super) fn kernels(plan: &mut Plan) {
    let users = users(&plan.laid.program);
    plan.values = held(plan, &users);
    loop {
        plan.kernels = runs(plan);
        let whole = |buffer: &BufferId| {
            let (Some(first), Some(last)) = (users[*buffer].first(), users[*buffer].last()) else {
                return false;
            };
            let run = plan.kernels.partition_point(|run| run.end <= *first);
            plan.kernels.get(run).is_some_and(|run| run.contains(last))
        };
        let (keep, lost): (BTreeSet<_>, BTreeSet<_>) = plan.values.iter().copied().partition(whole);
        plan.values = keep;
        if lost.is_empty() {
            return;
        }
    }
}

/// The tensors that can stay in scratchpads as values: those that the plan has there, if all that has
/// them has its whole part at once.
fn held(plan: &Plan, users: &[Vec<usize>]) -> BTreeSet<BufferId> {
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
    fitting(plan.bundle.ops.len(), users, &held)
}

/// Those of which so few are needed at a time that they fit beside the tensors of an op.
fn fitting(
    count: usize,
    users: &[Vec<usize>],
    bytes: &HashMap<BufferId, i64>,
) -> BTreeSet<BufferId> {
    let mut taken = vec![0; count];
    let mut fitting = BTreeSet::new();
    let mut all: Vec<(BufferId, Range<usize>)> = bytes
        .keys()
        .filter_map(|buffer| {
            let (first, last) = (users[*buffer].first()?, users[*buffer].last()?);
            Some((*buffer, *first..last + 1))
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
