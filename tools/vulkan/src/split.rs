//! Splits a dispatch that is more than a device can do at once.

use crate::{
    error::ProgramError,
    expression::Expression,
    layout::Region,
    limits::Limits,
    program::{Access, Dispatch, Kernel},
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

/// In how many parts a dispatch is split at most: more are a mistake.
const MOST_PARTS: u64 = 1 << 16;
const COUNT: &str = "maxComputeWorkGroupCount";
const RANGE: &str = "maxStorageBufferRange";
const ELEMENTS: &str = "maxTexelBufferElements";

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
    check_texels(what, kernel, bindings, limits)?;
    let Some((excess, dimension)) = excess(what, kernel, groups, bindings, limits) else {
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
            if is_beyond(&kernel.bindings[place], &bindings[place], limits) {
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
    if whole.div_ceil(count) > MOST_PARTS {
        return Err(excess(", and the dispatch would be too many parts"));
    }
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

/// Checks that bindings are not more texels than the device can bind.
fn check_texels(
    what: &str,
    kernel: &Kernel,
    bindings: &[Region],
    limits: &Limits,
) -> Result<(), ProgramError> {
    for (place, (access, region)) in kernel.bindings.iter().zip(bindings).enumerate() {
        let Access::Texels(texel) = access else { continue };
        let (value, limit) = (region.bytes / texel.bytes(), limits.max_texel_buffer_elements);
        if value > limit {
            let (what, why) = (format!("{what}: texels of binding {place}"), String::new());
            return Err(ProgramError::Limit { what, value, limit, name: ELEMENTS, why });
        }
    }
    Ok(())
}

/// Whether a binding is more bytes than the device can bind; of texels it counts elements.
fn is_beyond(access: &Access, region: &Region, limits: &Limits) -> bool {
    !matches!(access, Access::Texels(_)) && region.bytes > limits.max_storage_buffer_range
}

/// What the device cannot do at once, as an error that takes the reason why that is not split; and
/// the dimension that has too many workgroups.
#[allow(clippy::type_complexity)]
fn excess(
    what: &str,
    kernel: &Kernel,
    groups: [u64; 3],
    bindings: &[Region],
    limits: &Limits,
) -> Option<(impl Fn(&str) -> ProgramError, Option<usize>)> {
    let most = limits.max_compute_work_group_count.map(u64::from);
    let range = limits.max_storage_buffer_range;
    let mut accesses = kernel.bindings.iter().zip(bindings);
    // Dimensions last that can be split, most often: z is the outermost.
    let dimension = (0..3).find(|&dimension| groups[dimension] > most[dimension]);
    let binding = accesses.position(|(access, region)| is_beyond(access, region, limits));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{Split, Texel};

    fn limits() -> Limits {
        Limits {
            max_storage_buffer_range: 1000,
            min_storage_buffer_offset_alignment: 64,
            max_buffer_size: 1 << 20,
            max_compute_work_group_count: [100, 10, 10],
            max_compute_work_group_size: [64; 3],
            max_compute_work_group_invocations: 64,
            max_compute_shared_memory_size: 1024,
            max_push_constants_size: 128,
            max_storage_buffers: 8,
            max_texel_buffers: 8,
            max_texel_buffer_elements: 1 << 16,
            subgroup_size: 8,
        }
    }

    fn kernel(bindings: [Access; 2]) -> Kernel {
        Kernel {
            name: "k".into(),
            module: 0,
            entry_point: "main".into(),
            bindings: bindings.into(),
            push_constants: 0,
            specialization: vec![],
        }
    }

    /// The parts of a dispatch that reads its first binding and writes to its second.
    fn split(
        groups: [u64; 3],
        bytes: [u64; 2],
        dimension: usize,
        slices: [Option<(i64, i64)>; 2],
    ) -> Result<Vec<Part>, String> {
        let kernel = kernel([Access::Read, Access::Write]);
        let slice = |(stride, window): (i64, i64)| crate::program::Slice {
            stride: stride.into(),
            window: window.into(),
        };
        let slices = slices.map(|of| of.map(slice)).into();
        let dispatch = Dispatch {
            kernel: 0,
            workgroups: groups.map(|count| (count as i64).into()),
            bindings: vec![],
            push_constants: vec![],
            split: Some(Split { dimension, slices }),
        };
        let bindings = [0, 1].map(|buffer| Region { buffer, offset: 128, bytes: bytes[buffer] });
        let size = |_: &str, size: &Expression| Ok(size.as_static().unwrap() as u64);
        parts("step 0", &kernel, &dispatch, groups, &bindings, &limits(), &size)
            .map_err(|error| error.to_string())
    }

    /// All workgroups are in one part, parts start where they may, and none is too large.
    fn check(parts: &[Part], dimension: usize, count: u64, strides: [u64; 2]) {
        let mut next = 0;
        for part in parts {
            assert_eq!(part.first, next);
            next += u64::from(part.groups[dimension]);
            let most = limits().max_compute_work_group_count;
            assert!(part.groups.iter().zip(most).all(|(count, most)| *count <= most));
            for (region, stride) in part.bindings.iter().zip(strides) {
                assert!(region.bytes <= 1000 && region.bytes > 0, "{region:?}");
                assert_eq!(region.offset, 128 + part.first * stride);
                assert!(region.offset.is_multiple_of(64));
            }
        }
        assert_eq!(next, count);
    }

    #[test]
    fn texels_are_as_many_as_the_device_binds() {
        let regions = [0, 1].map(|buffer| Region { buffer, offset: 0, bytes: 20 << 16 });
        let check = |texel| {
            let kernel = kernel([Access::Write, Access::Texels(texel)]);
            check_texels("step 0", &kernel, &regions, &limits()).map_err(|error| error.to_string())
        };
        let problem = "step 0: texels of binding 1: 81920 is more than 65536, the device's \
            maxTexelBufferElements";
        assert_eq!(check(Texel::F32x4), Err(problem.into()));
        let larger = Limits { max_texel_buffer_elements: 5 << 14, ..limits() };
        let kernel = kernel([Access::Write, Access::Texels(Texel::F32x4)]);
        assert!(check_texels("step 0", &kernel, &regions, &larger).is_ok());
        assert!(check(Texel::F32).is_err() && check(Texel::F16x4).is_err());
        // They are no storage buffer, which may be of fewer bytes.
        let regions = [8, 20 << 16].map(|bytes| Region { buffer: 0, offset: 0, bytes });
        assert!(excess("step 0", &kernel, [1; 3], &regions, &larger).is_none());
    }

    #[test]
    fn what_fits_is_one() {
        let parts = split([100, 10, 1], [1000, 1000], 0, [None, None]).unwrap();
        assert_eq!((parts.len(), parts[0].first, parts[0].groups), (1, 0, [100, 10, 1]));
    }

    #[test]
    fn parts_start_where_they_may() {
        // 48 bytes a workgroup: every fourth starts at a multiple of 64.
        let parts = split([90, 1, 1], [4320, 1440], 0, [Some((48, 48)), Some((16, 16))]).unwrap();
        check(&parts, 0, 90, [48, 16]);
        assert_eq!(parts[0].groups, [20, 1, 1]);
        // Too many workgroups in z, and what is read of one reaches into the next.
        let parts = split([1, 1, 25], [850, 800], 2, [Some((32, 96)), Some((32, 32))]).unwrap();
        check(&parts, 2, 25, [32, 32]);
        assert_eq!(parts.iter().map(|part| part.groups[2]).collect::<Vec<_>>(), [10, 10, 5]);
        assert_eq!(parts[0].bindings[0].bytes, 9 * 32 + 96);
        assert_eq!(parts[2].bindings[0].bytes, 850 - 20 * 32);
        // All parts are given the whole of what has no slice.
        let parts = split([90, 1, 1], [640, 1440], 0, [None, Some((16, 16))]).unwrap();
        check(&parts, 0, 90, [0, 16]);
        assert!(parts.iter().all(|part| part.bindings[0].bytes == 640));
    }

    #[test]
    fn says_why_it_does_not_split() {
        for (groups, bytes, dimension, slices, expected) in [
            ([10, 1, 1], [2000, 8], 0, [None, Some((8, 8))], "may be split, but not this binding"),
            ([10, 11, 1], [800, 8], 0, [None, None], "along another dimension only"),
            ([10, 1, 1], [9000, 8], 0, [Some((900, 1001)), None], "no part of the dispatch"),
            // A part of one would be small enough, but the next would not start at a multiple.
            ([10, 1, 1], [9000, 8], 0, [Some((900, 900)), None], "no part of the dispatch"),
            ([10, 1, 1], [2000, 80], 0, [Some((200, 200)), Some((8, 9))], "binding 1, which it"),
            ([10, 1, 1], [1800, 80], 0, [Some((320, 320)), None], "workgroup 6 is beyond"),
            ([1 << 40, 1, 1], [8, 8], 0, [None, None], "would be too many parts"),
        ] {
            let error = split(groups, bytes, dimension, slices).unwrap_err();
            assert!(error.contains(expected), "{error}\nexpected {expected}");
        }
    }
}
