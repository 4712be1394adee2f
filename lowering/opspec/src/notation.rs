//! Kernels on one line, to compare plans: what runs, on which sizes in how many slices, and where
//! tensors are.
//!
//! ```text
//! identity<mb128/32,out128/1>(H[mb out] -> L[mb out]) ; exp<mb128/32,out128/1>(L[mb out] -> H[mb out])
//! ```
//!
//! - Sizes are those with the last stick filled, `/` how many slices there are.
//! - A tensor is in memory, `H`, or in scratchpads, `L`. Its dimensions follow, the fastest first,
//!   without lanes, and its format if it is not DL16.
//! - `~` marks a dimension of which a tensor has one element, `!` one whose lanes have one value.
//!   The marks are in the order of the first tensor with the same dimensions, not in the tensor's.
//! - `mask{...}` are the lanes that do not count, `c=` the names of constants.

use crate::describe::{Description, Tensor};
use crate::layout::Format;
use crate::spec::{Kernel, Place};

/// A kernel that [`crate::superdsc::validate`] accepts.
pub fn notation(kernel: &Kernel) -> String {
    let ops = (0..kernel.ops.len()).map(|index| written(&Description::new(kernel, index)));
    ops.collect::<Vec<_>>().join(" ; ")
}

fn written(about: &Description) -> String {
    let axes = about.axes.iter();
    let axes: Vec<String> =
        axes.map(|axis| format!("{}{}/{}", axis.name, axis.size, axis.slices)).collect();
    let operand = |&number: &usize| tensor(about, &about.tensors[number]);
    let inputs: Vec<String> = about.reads.iter().map(operand).collect();
    let output = operand(&(about.tensors.len() - 1));
    let mask = about.mask.map_or(String::new(), |(dim, start, count)| {
        format!(" mask{{\"{}\":[[{start},{count}]]}}", about.axes[dim].name)
    });
    let constants: Vec<&str> = about.constants.iter().map(|(name, _)| name.as_str()).collect();
    let constants = constants.join(",");
    let constants = if constants.is_empty() { constants } else { format!(" c={constants}") };
    let (axes, inputs) = (axes.join(","), inputs.join(" , "));
    format!("{}<{axes}>({inputs} -> {output}){mask}{constants}", about.func)
}

fn tensor(about: &Description, tensor: &Tensor) -> String {
    let mark = |scale: i64| match scale {
        -1 => "~",
        -2 => "!",
        _ => "",
    };
    let dims = tensor.order.iter().zip(&tensor.parts);
    let dims: Vec<String> =
        dims.map(|(&dim, part)| format!("{}{}", mark(part.scale), about.axes[dim].name)).collect();
    let memory = if matches!(tensor.place, Place::Lx(_)) { "L" } else { "H" };
    let format = match tensor.format {
        Format::Sen169Fp16 => "",
        Format::IeeeFp32 => ":f32",
        Format::IeeeInt32 => ":i32",
        Format::Sen143Fp8 => ":f8",
    };
    format!("{memory}[{}]{format}", dims.join(" "))
}
