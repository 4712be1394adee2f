//! What a core has of a tensor.

use crate::spec::{Arg, OpSpec};

/// What each core has of a tensor, however its dimensions on the device are split: by core, sizes of
/// dimensions, outermost first, with the first place in each and how many follow.
///
/// Two ops can hand a tensor on in scratchpads if their views of it are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    cores: Vec<Vec<Run>>,
}

/// Places along a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    size: i64,
    start: i64,
    count: i64,
}

impl Run {
    /// This and what is inside each of its places, as one dimension; None if they are not one run.
    fn with(self, inner: Run) -> Option<Run> {
        let whole = inner.count == inner.size;
        (whole || self.count == 1).then_some(Run {
            size: self.size * inner.size,
            start: self.start * inner.size + inner.start,
            count: if whole { self.count * inner.size } else { inner.count },
        })
    }
}

impl View {
    /// What the cores that an op is divided among have of one of its tensors.
    pub fn of(op: &OpSpec, arg: &Arg) -> View {
        let core = |slices: Vec<i64>| {
            let start = op.start(&slices);
            let places = arg.device_size.iter().zip(&arg.coordinates).rev();
            let mut runs: Vec<Run> = vec![];
            for (&size, place) in places {
                let count = place.extent(|dim| op.per_core(dim));
                let run = Run { size, start: place.at(&start), count };
                match runs.last().and_then(|&inner| run.with(inner)) {
                    Some(joined) => *runs.last_mut().expect("one has been joined") = joined,
                    None => runs.push(run),
                }
            }
            runs.reverse();
            runs
        };
        View { cores: op.slices_by_core().into_iter().map(core).collect() }
    }
}

/// How many bytes of a scratchpad a tensor takes on each core: of all of it, what is not divided.
pub fn footprint(op: &OpSpec, arg: &Arg) -> i64 {
    let used = (0..op.dims.len()).filter(|&dim| arg.uses(dim));
    arg.bytes() / used.map(|dim| op.dims[dim].slices).product::<i64>()
}
