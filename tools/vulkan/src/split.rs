//! Splits a dispatch that is more than a device can do at once.

use crate::{
    error::ProgramError,
    expression::Expression,
    layout::Region,
    limits::Limits,
    program::{Dispatch, Kernel},
};

/// A part of a dispatch: all of it, if it is not split.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// The number of its first workgroup along the dimension that is split.
    pub first: u64,
    /// Its workgroups.
    pub groups: [u32; 3],
    /// What it is given of the bindings.
    pub bindings: Vec<Region>,
}

/// A slice in numbers.
#[derive(Clone, Copy)]
struct Slice {
    stride: u64,
    window: u64,
}

const COUNT: &str = "maxComputeWorkGroupCount";
const RANGE: &str = "maxStorageBufferRange";

/// The parts of a dispatch of `groups` workgroups, as few as possible. `size` is what an expression
/// of a slice, its stride or window, is.
pub(crate) fn parts(
    what: &str,
    kernel: &Kernel,
    dispatch: &Dispatch,
    groups: [u64; 3],
    bindings: &[Region],
    limits: &Limits,
    size: &dyn Fn(&str, &Expression) -> Result<u64, ProgramError>,
) -> Result<Vec<Part>, ProgramError> {
    let Some((excess, dimension)) = excess(what, groups, bindings, limits) else {
        let groups = groups.map(|count| count as u32);
        return Ok(vec![Part { first: 0, groups, bindings: bindings.to_vec() }]);
    };
    let Some(split) = &dispatch.split else {
        return Err(excess(", and the dispatch may not be split"));
    };
    if dimension.is_some_and(|dimension| dimension != split.dimension) {
        return Err(excess(", and the dispatch may be split along another dimension only"));
    }
    let mut slices = vec![];
    for (place, slice) in split.slices.iter().enumerate() {
        let Some(slice) = slice else {
            if bindings[place].bytes > limits.max_storage_buffer_range {
                return Err(excess(", and the dispatch may be split, but not this binding"));
            }
            slices.push(None);
            continue;
        };
        let slice = Slice {
            stride: size("stride", &slice.stride)?,
            window: size("window", &slice.window)?,
        };
        if kernel.bindings[place].writes() && slice.window > slice.stride {
            let problem = format!("parts of binding {place}, which it writes to, overlap");
            return Err(ProgramError::Invalid { what: what.to_string(), problem });
        }
        slices.push(Some(slice));
    }
    let whole = groups[split.dimension];
    let most = limits.max_compute_work_group_count[split.dimension];
    let count = largest_part(whole, most.into(), &slices, limits)
        .ok_or_else(|| excess(", and no part of the dispatch is small enough"))?;
    let firsts = (0..whole).step_by(usize::try_from(count).unwrap_or(usize::MAX));
    let part = |first: u64| {
        let count = count.min(whole - first);
        let bindings = bindings.iter().zip(&slices).map(|(region, slice)| {
            slice.map_or(Some(*region), |slice| slice.of(*region, first, count))
        });
        let bindings = bindings.collect::<Option<Vec<_>>>().ok_or_else(|| {
            let problem = format!("a slice for workgroup {first} is beyond its binding");
            ProgramError::Invalid { what: what.to_string(), problem }
        })?;
        let mut groups = groups.map(|count| count as u32);
        groups[split.dimension] = count as u32;
        Ok(Part { first, groups, bindings })
    };
    firsts.map(part).collect()
}

/// What the device cannot do at once, as an error that takes the reason why that is not split; and
/// the dimension that has too many workgroups.
#[allow(clippy::type_complexity)]
fn excess(
    what: &str,
    groups: [u64; 3],
    bindings: &[Region],
    limits: &Limits,
) -> Option<(impl Fn(&str) -> ProgramError, Option<usize>)> {
    let most = limits.max_compute_work_group_count.map(u64::from);
    let range = limits.max_storage_buffer_range;
    // Dimensions last that can be split, most often: z is the outermost.
    let dimension = (0..3).find(|&dimension| groups[dimension] > most[dimension]);
    let binding = bindings.iter().position(|region| region.bytes > range);
    let (value, limit, name, part) = match (dimension, binding) {
        (Some(at), _) => {
            (groups[at], most[at], COUNT, format!("workgroups in {}", ["x", "y", "z"][at]))
        }
        (None, Some(at)) => (bindings[at].bytes, range, RANGE, format!("bytes of binding {at}")),
        (None, None) => return None,
    };
    let what = format!("{what}: {part}");
    let error = move |why: &str| ProgramError::Limit {
        what: what.clone(),
        value,
        limit,
        name,
        why: why.to_string(),
    };
    Some((error, dimension))
}

/// How many workgroups of `whole` a part has, at most `most`: parts start where bindings may.
fn largest_part(whole: u64, most: u64, slices: &[Option<Slice>], limits: &Limits) -> Option<u64> {
    let range = limits.max_storage_buffer_range;
    let alignment = limits.min_storage_buffer_offset_alignment;
    let mut most = most.min(whole);
    let mut multiple = 1;
    for slice in slices.iter().flatten() {
        let room = range.checked_sub(slice.window)?;
        if let Some(more) = room.checked_div(slice.stride) {
            most = most.min(more + 1);
            let starts = alignment / gcd(slice.stride, alignment);
            multiple = multiple / gcd(multiple, starts) * starts;
        }
    }
    let count = most - most % multiple;
    match count {
        _ if most == whole => Some(whole),
        0 => None,
        count => Some(count),
    }
}

impl Slice {
    /// What workgroups use of a region; None if they use none of it.
    fn of(self, region: Region, first: u64, count: u64) -> Option<Region> {
        let start = first.checked_mul(self.stride).filter(|start| *start < region.bytes)?;
        let end = (first + count - 1).checked_mul(self.stride)?.checked_add(self.window)?;
        let bytes = end.min(region.bytes) - start;
        Some(Region { offset: region.offset + start, bytes, ..region })
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
