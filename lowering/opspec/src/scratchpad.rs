//! What stays in the scratchpads of cores, and where the rest is in the pool.
//!
//! A kernel's own tensors are [`Place::Buffer`]s before. One stays in scratchpads if every core
//! reads what it has written itself, and if there is room: [`Stay`] has the reasons against. Ops are
//! taken in order. An output takes the place of an input that is not read again and lies alike, or
//! else the start of the scratchpads, what follows all that is there, or the first gap.
//!
//! The tests and the order of places are those of Torch-Spyre's default, so that plans compare.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use thiserror::Error;

use crate::layout::STICK;
use crate::opfunc::{Kind, OpFunc};
use crate::spec::{Arg, Coordinate, Kernel, OpSpec, Place};
use crate::view::{View, footprint};

/// Bytes of a core's scratchpad that kernels can use: 2 MiB without 64 KiB, and without the fifth
/// that the compiler of the cores takes.
pub const CAPACITY: i64 = 1_625_344;

/// Bytes of the pool: a segment of the address space.
pub const POOL: i64 = 1 << 34;

/// What stays in scratchpads.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Bytes of a scratchpad.
    pub capacity: i64,
    /// Whether what an op writes may stay there.
    pub allowed: fn(&OpSpec) -> bool,
    /// Buffers that must be in memory for reasons that ops do not show.
    pub memory: BTreeSet<usize>,
}

impl Default for Rules {
    fn default() -> Self {
        Rules { capacity: CAPACITY, allowed, memory: BTreeSet::new() }
    }
}

/// Where the buffers of a kernel are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Buffers in scratchpads: from which byte on.
    pub scratchpads: BTreeMap<usize, i64>,
    /// Buffers in the pool: from which byte on, and why.
    pub pool: BTreeMap<usize, (i64, Stay)>,
    /// How many bytes of a scratchpad are taken at most.
    pub peak: i64,
    /// How many bytes the pool has.
    pub bytes: i64,
}

/// Why a buffer is in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Stay {
    /// As the rules say.
    #[error("it is asked for")]
    Asked,
    /// Its op is not one whose output may stay.
    #[error("the op that writes it does not write to scratchpads")]
    Op,
    /// Several ops write it.
    #[error("several ops write it")]
    Writers,
    /// No op reads it.
    #[error("no op reads it")]
    Unread,
    /// A restickify reads it, which reads from memory.
    #[error("a restickify reads it")]
    Restickified,
    /// It has indices, or is read or written at some.
    #[error("it has indices, or is read or written at some")]
    Indexed,
    /// Only a part of it is read or written.
    #[error("only a part of it is read or written")]
    Partial,
    /// Cores have partial results, which are added in memory.
    #[error("cores have parts of it that are to be added")]
    Reduced,
    /// Other cores read it.
    #[error("other cores read it than write it")]
    Cores,
    /// There is no room.
    #[error("there is no room for it in scratchpads")]
    Room,
}

/// What is wrong with a kernel that is to be planned.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlanError {
    /// A buffer is read before it is written.
    #[error("op {op} reads buffer {buffer}, which is not written yet")]
    Unwritten {
        /// The op.
        op: usize,
        /// The buffer.
        buffer: usize,
    },
    /// A buffer has other sizes where it is read than where it is written.
    #[error("op {op} has {bytes} bytes of buffer {buffer}, which has {size}")]
    Size {
        /// The op.
        op: usize,
        /// The buffer.
        buffer: usize,
        /// Its size there.
        bytes: i64,
        /// Its size where it is written.
        size: i64,
    },
    /// The pool is larger than a segment.
    #[error("the buffers in memory take {0} bytes, more than the {POOL} of the pool")]
    Pool(i64),
}

/// The OpFuncs whose output may stay in scratchpads.
const ALLOWED: [&str; 14] = [
    "add",
    "batchmatmul",
    "exp",
    "identity",
    "max",
    "maximum",
    "mean",
    "mul",
    "neg",
    "realdiv",
    "rsqrt",
    "silu",
    "sub",
    "sum",
];

/// Whether what an op writes may stay in scratchpads.
pub fn allowed(op: &OpSpec) -> bool {
    ALLOWED.contains(&op.op.as_str())
}

/// Gives each buffer of a kernel a place.
pub fn plan(kernel: &mut Kernel, rules: &Rules) -> Result<Plan, PlanError> {
    let planner = Planner::new(kernel, rules)?;
    let mut stays: BTreeMap<usize, Stay> = planner.stays();
    let mut plan = Plan::default();
    loop {
        let lost = planner.scratchpads(&stays, &mut plan);
        if lost.is_empty() {
            break;
        }
        // What is not in scratchpads cannot be moved there, so that others may have to leave too.
        stays.extend(lost.into_iter().map(|buffer| (buffer, Stay::Room)));
        stays = planner.coherent(stays);
    }
    planner.pool(&stays, &mut plan)?;
    for op in &mut kernel.ops {
        for arg in op.inputs.iter_mut().chain([&mut op.output]) {
            let Place::Buffer(buffer) = arg.place else { continue };
            arg.place = match plan.scratchpads.get(&buffer) {
                Some(&start) => Place::Lx(start),
                None => Place::Pool(plan.pool[&buffer].0),
            };
        }
    }
    Ok(plan)
}

/// A tensor of the kernel's own.
#[derive(Debug)]
pub(crate) struct Buffer {
    pub(crate) id: usize,
    pub(crate) writers: Vec<usize>,
    /// Ops that read it, and as which input.
    pub(crate) readers: Vec<(usize, usize)>,
    bytes: i64,
}

impl Buffer {
    /// The last op that uses it.
    fn last(&self) -> usize {
        let readers = self.readers.iter().map(|(op, _)| *op);
        readers.chain(self.writers.iter().copied()).max().unwrap_or_default()
    }
}

/// The buffers in the order in which they are written.
fn buffers(kernel: &Kernel) -> Result<Vec<Buffer>, PlanError> {
    let mut buffers: Vec<Buffer> = vec![];
    for (op, of) in kernel.ops.iter().enumerate() {
        for (input, arg) in of.inputs.iter().enumerate() {
            let Place::Buffer(buffer) = arg.place else { continue };
            let found = buffers.iter_mut().find(|other| other.id == buffer);
            let found = found.ok_or(PlanError::Unwritten { op, buffer })?;
            sized(op, found, arg)?;
            found.readers.push((op, input));
        }
        let Place::Buffer(id) = of.output.place else { continue };
        if let Some(found) = buffers.iter_mut().find(|other| other.id == id) {
            sized(op, found, &of.output)?;
            found.writers.push(op);
        } else {
            let bytes = of.output.bytes();
            buffers.push(Buffer { id, writers: vec![op], readers: vec![], bytes });
        }
    }
    Ok(buffers)
}

fn sized(op: usize, buffer: &Buffer, arg: &Arg) -> Result<(), PlanError> {
    let (bytes, size) = (arg.bytes(), buffer.bytes);
    if bytes == size {
        return Ok(());
    }
    Err(PlanError::Size { op, buffer: buffer.id, bytes, size })
}

/// What is known of the buffers of a kernel.
pub(crate) struct Planner<'a> {
    pub(crate) kernel: &'a Kernel,
    rules: &'a Rules,
    pub(crate) buffers: Vec<Buffer>,
}

/// A place in scratchpads that is taken.
#[derive(Clone, Copy, Debug)]
struct Taken {
    buffer: usize,
    start: i64,
    end: i64,
}

impl<'a> Planner<'a> {
    pub(crate) fn new(kernel: &'a Kernel, rules: &'a Rules) -> Result<Self, PlanError> {
        Ok(Planner { kernel, rules, buffers: buffers(kernel)? })
    }

    /// The buffers that cannot stay in scratchpads, and why.
    fn stays(&self) -> BTreeMap<usize, Stay> {
        let stay = |buffer: &Buffer| self.stay(buffer).map(|stay| (buffer.id, stay));
        self.coherent(self.buffers.iter().filter_map(stay).collect())
    }

    /// The first reason why a buffer cannot stay in scratchpads.
    pub(crate) fn stay(&self, buffer: &Buffer) -> Option<Stay> {
        let writer = &self.kernel.ops[buffer.writers[0]];
        let uses = || {
            let reads = buffer.readers.iter().map(|&(op, input)| {
                let op = &self.kernel.ops[op];
                (op, &op.inputs[input])
            });
            reads.chain([(writer, &writer.output)])
        };
        let indexed = |op: &OpSpec, arg: &Arg| {
            arg.is_indirect()
                || (0..op.inputs.len()).any(|at| op.is_index(at) && op.inputs[at] == *arg)
        };
        let restickifies = |&(op, _): &(usize, usize)| self.kernel.ops[op].op == "ReStickifyOpHBM";
        let added = |dim: usize| writer.dims[dim].slices > 1 && !writer.output.uses(dim);
        let checks = [
            (self.rules.memory.contains(&buffer.id), Stay::Asked),
            (!(self.rules.allowed)(writer), Stay::Op),
            (buffer.writers.len() > 1, Stay::Writers),
            (buffer.readers.is_empty(), Stay::Unread),
            (
                buffer.readers.iter().any(restickifies) && !self.moves(buffer.writers[0]),
                Stay::Restickified,
            ),
            (uses().any(|(op, arg)| indexed(op, arg)), Stay::Indexed),
            (uses().any(|(op, arg)| is_partial(op, arg)), Stay::Partial),
            ((0..writer.dims.len()).any(added), Stay::Reduced),
        ];
        checks.into_iter().find(|(holds, _)| *holds).map(|(_, stay)| stay)
    }

    /// Whether an op copies a buffer to one that other cores have, who then both must be in
    /// scratchpads.
    pub(crate) fn moves(&self, op: usize) -> bool {
        let op = &self.kernel.ops[op];
        let [input] = op.inputs.as_slice() else { return false };
        let (Place::Buffer(from), Place::Buffer(_)) = (input.place, op.output.place) else {
            return false;
        };
        let Some(buffer) = self.buffers.iter().find(|buffer| buffer.id == from) else {
            return false;
        };
        let writer = &self.kernel.ops[buffer.writers[0]];
        op.op == "identity" && View::of(writer, &writer.output) != View::of(op, input)
    }

    /// The buffers that cannot stay besides those that are known not to: those that other cores read,
    /// unless it is a move to a buffer that stays.
    fn coherent(&self, mut stays: BTreeMap<usize, Stay>) -> BTreeMap<usize, Stay> {
        // What is moved is written before, so that the last buffers are known first.
        for buffer in self.buffers.iter().rev() {
            if stays.contains_key(&buffer.id) {
                continue;
            }
            let writer = &self.kernel.ops[buffer.writers[0]];
            let view = View::of(writer, &writer.output);
            let other = |&(op, input): &(usize, usize)| {
                let of = &self.kernel.ops[op];
                let target = match of.output.place {
                    Place::Buffer(target) => self.moves(op) && !stays.contains_key(&target),
                    _ => false,
                };
                !target && View::of(of, &of.inputs[input]) != view
            };
            if buffer.readers.iter().any(other) {
                stays.insert(buffer.id, Stay::Cores);
            }
        }
        stays
    }

    /// The copy of an argument of the kernel in scratchpads.
    fn is_copy(&self, op: usize) -> bool {
        let op = &self.kernel.ops[op];
        let argument = op.inputs.iter().all(|input| matches!(input.place, Place::Hbm(_)));
        op.op == "identity" && argument && op.inputs.len() == 1
    }

    /// The op from which on a buffer has a place: that which writes it. Copies of arguments have one
    /// with the op that follows them, which is placed first.
    fn first(&self, buffer: &Buffer) -> usize {
        let writer = buffer.writers[0];
        if !self.is_copy(writer) {
            return writer;
        }
        (writer..self.kernel.ops.len()).find(|&op| !self.is_copy(op)).unwrap_or(writer)
    }

    /// Places the buffers that can stay in scratchpads. Returns those for which there is no room.
    fn scratchpads(&self, stays: &BTreeMap<usize, Stay>, plan: &mut Plan) -> Vec<usize> {
        *plan = Plan::default();
        let mut taken: Vec<Taken> = vec![];
        let mut lost = vec![];
        for now in 0..self.kernel.ops.len() {
            taken.retain(|taken| self.buffer(taken.buffer).last() >= now);
            let stay =
                |buffer: &&Buffer| !stays.contains_key(&buffer.id) && self.first(buffer) == now;
            let mut starting: Vec<&Buffer> = self.buffers.iter().filter(stay).collect();
            starting.sort_by_key(|buffer| buffer.writers[0] != now);
            for buffer in starting {
                let writer = &self.kernel.ops[buffer.writers[0]];
                let bytes = footprint(writer, &writer.output);
                let Some(start) = self.start(buffer, bytes, &taken) else {
                    lost.push(buffer.id);
                    continue;
                };
                taken.push(Taken { buffer: buffer.id, start, end: start + bytes });
                plan.peak = plan.peak.max(start + bytes);
                plan.scratchpads.insert(buffer.id, start);
            }
        }
        lost
    }

    fn buffer(&self, id: usize) -> &Buffer {
        let buffer = self.buffers.iter().find(|buffer| buffer.id == id);
        buffer.expect("only known buffers have places")
    }

    /// Where in scratchpads there is room for a buffer.
    fn start(&self, buffer: &Buffer, bytes: i64, taken: &[Taken]) -> Option<i64> {
        let writer = buffer.writers[0];
        for input in &self.kernel.ops[writer].inputs {
            let Place::Buffer(id) = input.place else { continue };
            let place = taken.iter().find(|taken| taken.buffer == id);
            if let Some(place) = place.filter(|place| bytes <= place.end - place.start)
                && self.replaces(writer, input, id)
            {
                return Some(place.start);
            }
        }
        let lowest = taken.iter().map(|taken| taken.start).min();
        let highest = taken.iter().map(|taken| taken.end).max().unwrap_or(0);
        let top = (highest + STICK - 1) / STICK * STICK;
        if lowest.is_none_or(|lowest| lowest >= bytes) && bytes <= self.rules.capacity {
            return Some(0);
        }
        if top + bytes <= self.rules.capacity {
            return Some(top);
        }
        let mut places: Vec<(i64, i64)> =
            taken.iter().map(|taken| (taken.start, taken.end)).collect();
        places.sort_unstable();
        let mut end = 0;
        for (start, next) in places {
            if end > 0 && start - end >= bytes {
                return Some(end);
            }
            end = end.max(next);
        }
        None
    }

    /// Whether what an op writes can take the place of an input: it is read for the last time, and
    /// each element only for the one of the output that lies there.
    fn replaces(&self, op: usize, input: &Arg, buffer: usize) -> bool {
        let (of, buffer) = (&self.kernel.ops[op], self.buffer(buffer));
        let pointwise = OpFunc::of(&of.op).is_some_and(|func| func.kind == Kind::Pointwise);
        let output = &of.output;
        let alike = input.format == output.format
            && input.arrangement == output.arrangement
            && View::of(of, input) == View::of(of, output);
        // Another input may read the same tensor in another order.
        let once = buffer
            .readers
            .iter()
            .filter(|(reader, _)| *reader == op)
            .all(|&(_, input)| View::of(of, &of.inputs[input]) == View::of(of, output));
        // A move reads what other cores have. Torch-Spyre puts moves in when places are known, so
        // that nothing takes the place of what they write.
        let moved = self.moves(op) || self.moves(buffer.writers[0]);
        pointwise && alike && once && !moved && buffer.last() == op
    }

    /// Places what is not in scratchpads in the pool. What is free is taken in the order in which it
    /// became free, and split.
    fn pool(&self, stays: &BTreeMap<usize, Stay>, plan: &mut Plan) -> Result<(), PlanError> {
        let mut used: Vec<(usize, i64, i64)> = vec![];
        let mut free: Vec<(i64, i64)> = vec![];
        for buffer in &self.buffers {
            let Some(&stay) = stays.get(&buffer.id) else { continue };
            let bytes = (buffer.bytes + STICK - 1) / STICK * STICK;
            let over = |&(last, ..): &(usize, i64, i64)| last < buffer.writers[0];
            free.extend(used.iter().filter(|of| over(of)).map(|&(_, start, bytes)| (start, bytes)));
            used.retain(|of| !over(of));
            let start = match free.iter().position(|&(_, room)| room >= bytes) {
                Some(index) => {
                    let (start, room) = free.remove(index);
                    if room > bytes {
                        free.push((start + bytes, room - bytes));
                    }
                    start
                }
                None => {
                    plan.bytes += bytes;
                    plan.bytes - bytes
                }
            };
            used.push((buffer.last(), start, bytes));
            plan.pool.insert(buffer.id, (start, stay));
        }
        if plan.bytes > POOL { Err(PlanError::Pool(plan.bytes)) } else { Ok(()) }
    }
}

/// Whether an op uses only a part of a tensor.
pub(crate) fn is_partial(op: &OpSpec, arg: &Arg) -> bool {
    let elements = |dim: usize| op.sticks(dim) * op.lanes(dim);
    let partial = |(dim, place): (usize, &Coordinate)| {
        place.offset != 0
            || place.indirect.is_some()
            || place.extent(elements) < arg.device_size[dim]
    };
    let places = arg.coordinates.iter().enumerate();
    places.take(arg.coordinates.len() - 1).any(partial)
}
