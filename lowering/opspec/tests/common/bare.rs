//! What planning starts from: kernels without what it decides.

#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

use tricast_opspec::scratchpad::allowed;
use tricast_opspec::{Kernel, OpSpec, Place};

use super::Bundle;

/// A kernel without the places of what it has written itself, and these places by buffer.
pub fn erased(kernel: &Kernel) -> (Kernel, BTreeMap<usize, Place>) {
    let mut kernel = kernel.clone();
    let (mut now, mut places) = (BTreeMap::new(), BTreeMap::new());
    for op in &mut kernel.ops {
        for input in &mut op.inputs {
            if let Place::Lx(_) | Place::Pool(_) = input.place {
                input.place = now[&format!("{:?}", input.place)];
            }
        }
        if let Place::Lx(_) | Place::Pool(_) = op.output.place {
            let buffer = places.len();
            now.insert(format!("{:?}", op.output.place), Place::Buffer(buffer));
            places.insert(buffer, op.output.place);
            op.output.place = Place::Buffer(buffer);
        }
    }
    (kernel, places)
}

/// Torch-Spyre fills tensors with a value by another op of its own than it copies them with, and
/// leaves them in memory.
pub fn filled(op: &OpSpec) -> bool {
    let scalar = op.inputs.iter().all(|input| (0..op.dims.len()).all(|dim| !input.uses(dim)));
    allowed(op) && !(op.op == "identity" && scalar)
}

/// What attention's loop over blocks of keys hands on, of which there is one here: Torch-Spyre leaves
/// it in memory.
pub fn handed_on(bundle: &Bundle, kernel: &Kernel) -> BTreeSet<usize> {
    let ends = |op: &OpSpec| op.op == "realdiv" && bundle.case.starts_with("sdpa");
    let reads = kernel.ops.iter().filter(|op| ends(op)).flat_map(|op| &op.inputs);
    let buffers = reads.filter_map(|input| match input.place {
        Place::Buffer(buffer) => Some(buffer),
        _ => None,
    });
    buffers.collect()
}

/// A kernel without copies into scratchpads: of arguments, and to other cores.
pub fn without_copies(kernel: &Kernel) -> Kernel {
    let mut kernel = kernel.clone();
    let copies = |op: &OpSpec| {
        let alike = op.inputs.len() == 1 && op.inputs[0].device_size == op.output.device_size;
        op.op == "identity" && alike && matches!(op.output.place, Place::Lx(_))
    };
    while let Some(at) = kernel.ops.iter().position(copies) {
        let copy = kernel.ops.remove(at);
        for op in &mut kernel.ops[at..] {
            for input in op.inputs.iter_mut().filter(|input| input.place == copy.output.place) {
                input.place = copy.inputs[0].place;
            }
            if op.output.place == copy.output.place {
                break;
            }
        }
    }
    kernel
}
