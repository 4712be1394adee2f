//! What a core has of a tensor.

use crate::spec::{Arg, OpSpec};

/// What each core has of a tensor: along each dimension of the device with more than one place,
/// its size, and the first place and how many follow, by core.
///
/// Two ops can hand a tensor on in scratchpads if their views of it are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    sizes: Vec<i64>,
    cores: Vec<Vec<(i64, i64)>>,
}

impl View {
    /// What the cores that an op is divided among have of one of its tensors.
    pub fn of(op: &OpSpec, arg: &Arg) -> View {
        let wide = |dim: &usize| arg.device_size[*dim] > 1;
        let dims: Vec<usize> = (0..arg.device_size.len()).filter(wide).collect();
        let core = |slices: Vec<i64>| {
            let start = op.start(&slices);
            let place = |&dim: &usize| {
                let coordinate = &arg.coordinates[dim];
                let extent = coordinate.extent(|dim| op.per_core(dim));
                (coordinate.at(&start), extent)
            };
            dims.iter().map(place).collect()
        };
        View {
            sizes: dims.iter().map(|&dim| arg.device_size[dim]).collect(),
            cores: op.slices_by_core().into_iter().map(core).collect(),
        }
    }
}

/// How many bytes of a scratchpad a tensor takes on each core: of all of it, what is not divided.
pub fn footprint(op: &OpSpec, arg: &Arg) -> i64 {
    let used = (0..op.dims.len()).filter(|&dim| arg.uses(dim));
    arg.bytes() / used.map(|dim| op.dims[dim].slices).product::<i64>()
}
