//! A program for given sizes: where its buffers are, and what a call does, in numbers.

use serde::Serialize;

use crate::{
    check::{accesses, kept_in, label},
    error::ProgramError,
    expression::Expression,
    hazards::{Hazards, Span},
    limits::Limits,
    plan::{Life, Spot, most_alive, plan},
    program::{Access, Binding, Contents, Dispatch, PushValue, Step, VulkanProgram},
    split::{Part, parts},
};

/// Buffers in arenas start at a multiple of this at least.
const ALIGNMENT: u64 = 64;
/// Buffers have a multiple of so many bytes, and are not empty.
const GRANULE: u64 = 16;
/// The least that is bound.
const LEAST_RANGE: u64 = 4;

/// A program for given sizes.
#[derive(Debug)]
pub(crate) struct Layout {
    /// The size of each buffer as the program says it.
    pub declared: Vec<u64>,
    /// The size of each buffer, what it was filled up with included.
    pub bytes: Vec<u64>,
    /// Where each buffer is.
    pub homes: Vec<Home>,
    /// The sizes of the arenas.
    pub arenas: Vec<u64>,
    /// What a call does: the works of one step do not depend on each other.
    pub works: Vec<Vec<Work>>,
    /// The sizes of the results.
    pub results: Vec<Vec<usize>>,
    /// How much memory that is.
    pub memory: MemoryUse,
}

/// Where a buffer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    /// Nowhere: nothing uses it.
    None,
    /// In memory of its own, which is kept from one call to the next.
    Own,
    /// In memory that it shares.
    Arena(Spot),
}

/// How much memory of a device a program uses, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MemoryUse {
    /// Weights, constants, and what is kept from one call to the next.
    pub kept: u64,
    /// The arenas that inputs, temporaries and outputs share.
    pub arenas: u64,
    /// What the arenas would have if nothing shared memory.
    pub unshared: u64,
    /// The most that is in use at one time: arenas are not smaller.
    pub most_alive: u64,
}

/// Bytes of a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub buffer: usize,
    pub offset: u64,
    pub bytes: u64,
}

/// What the device is told to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    Launch(Launch),
    Copy { from: Region, to: Region },
    Fill { to: Region, value: u32 },
}

/// A dispatch, or a part of one that was split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Launch {
    pub kernel: usize,
    pub groups: [u32; 3],
    pub bindings: Vec<Region>,
    pub push_constants: Vec<u8>,
}

/// Values of symbols.
pub(crate) type Values<'a> = &'a dyn Fn(&str) -> Option<i64>;

struct Builder<'a> {
    program: &'a VulkanProgram,
    limits: &'a Limits,
    values: Values<'a>,
    /// As the program says them.
    bytes: Vec<u64>,
}

/// What a program is for these values of its symbols. The program was checked.
pub(crate) fn layout(
    program: &VulkanProgram,
    limits: &Limits,
    values: Values<'_>,
) -> Result<Layout, ProgramError> {
    let mut builder = Builder { program, limits, values, bytes: vec![] };
    for buffer in &program.buffers {
        let bytes = builder.size(&format!("bytes of buffer {}", buffer.name), &buffer.bytes)?;
        builder.bytes.push(bytes);
    }
    builder.build()
}

impl Builder<'_> {
    fn build(self) -> Result<Layout, ProgramError> {
        let steps = 0..self.program.steps.len();
        let mut works = steps.map(|number| self.works(number)).collect::<Result<Vec<_>, _>>()?;
        let results = self.results()?;
        works.push(self.copies_of_results(&results));
        let bytes = self.padded()?;
        let (homes, arenas, memory) = self.place(&bytes, &works)?;
        Ok(Layout { declared: self.bytes, bytes, homes, arenas, works, results, memory })
    }

    fn size(&self, what: &str, expression: &Expression) -> Result<u64, ProgramError> {
        let value = expression.evaluate(self.values);
        value.and_then(|value| u64::try_from(value).ok()).ok_or_else(|| ProgramError::Size {
            what: what.to_string(),
            expression: expression.to_string(),
            value,
        })
    }

    /// The sizes that buffers get.
    fn padded(&self) -> Result<Vec<u64>, ProgramError> {
        let pad = |(buffer, &bytes): (usize, &u64)| {
            let limit = self.limits.max_buffer_size;
            let padded = bytes.max(1).checked_next_multiple_of(GRANULE);
            padded.filter(|padded| *padded <= limit).ok_or_else(|| ProgramError::Limit {
                what: format!("bytes of buffer {}", self.program.buffers[buffer].name),
                value: bytes,
                limit,
                name: "maxBufferSize or maxMemoryAllocationSize",
                why: String::new(),
            })
        };
        self.bytes.iter().enumerate().map(pad).collect()
    }

    /// The bytes that a step uses.
    fn region(&self, what: &str, binding: &Binding) -> Result<Region, ProgramError> {
        let offset = self.size(&format!("{what}: offset"), &binding.offset)?;
        let bytes = self.size(&format!("{what}: bytes"), &binding.bytes)?;
        let whole = self.bytes[binding.buffer];
        let end = offset.saturating_add(bytes);
        if end > whole {
            let buffer = self.program.buffers[binding.buffer].name.clone();
            let what = what.to_string();
            return Err(ProgramError::Range { what, buffer, offset, end, bytes: whole });
        }
        Ok(Region { buffer: binding.buffer, offset, bytes })
    }

    fn works(&self, number: usize) -> Result<Vec<Work>, ProgramError> {
        let step = &self.program.steps[number];
        let what = label(self.program, number);
        let regions = accesses(self.program, step)
            .into_iter()
            .enumerate()
            .map(|(place, (binding, _))| self.region(&format!("{what}: binding {place}"), binding));
        let regions = regions.collect::<Result<Vec<_>, _>>()?;
        match step {
            Step::Dispatch(dispatch) => self.launches(&what, dispatch, &regions),
            Step::Copy { .. } => self.copy(what, regions[0], regions[1]),
            Step::Fill { value, .. } => {
                let to = regions[0];
                if to.offset % 4 != 0 || to.bytes % 4 != 0 {
                    let problem = format!("fills bytes {} to {}", to.offset, to.offset + to.bytes);
                    return Err(ProgramError::Invalid { what, problem });
                }
                Ok(if to.bytes == 0 { vec![] } else { vec![Work::Fill { to, value: *value }] })
            }
        }
    }

    fn copy(&self, what: String, from: Region, to: Region) -> Result<Vec<Work>, ProgramError> {
        let overlap = from.buffer == to.buffer
            && from.offset < to.offset + to.bytes
            && to.offset < from.offset + from.bytes;
        if from.bytes != to.bytes || overlap {
            let problem = format!("copies {} bytes to {}, or overlaps", from.bytes, to.bytes);
            return Err(ProgramError::Invalid { what, problem });
        }
        Ok(if from.bytes == 0 { vec![] } else { vec![Work::Copy { from, to }] })
    }

    fn launches(
        &self,
        what: &str,
        dispatch: &Dispatch,
        regions: &[Region],
    ) -> Result<Vec<Work>, ProgramError> {
        let mut groups = [0; 3];
        for (count, expression) in groups.iter_mut().zip(&dispatch.workgroups) {
            *count = self.size(&format!("{what}: workgroups"), expression)?;
        }
        if groups.contains(&0) {
            return Ok(vec![]);
        }
        let regions: Vec<Region> = regions.iter().map(|region| self.bound(*region)).collect();
        for (place, region) in regions.iter().enumerate() {
            let alignment = self.limits.min_storage_buffer_offset_alignment;
            if !region.offset.is_multiple_of(alignment) {
                return Err(ProgramError::Alignment {
                    what: format!("{what}: binding {place}"),
                    buffer: self.program.buffers[region.buffer].name.clone(),
                    offset: region.offset,
                    alignment,
                });
            }
        }
        let kernel = &self.program.kernels[dispatch.kernel];
        let size = |part: &str, expression: &Expression| {
            self.size(&format!("{what}: {part} of a slice"), expression)
        };
        let parts = parts(what, kernel, dispatch, groups, &regions, self.limits, &size)?;
        let launch = |part: Part| {
            let push_constants = self.push_constants(what, dispatch, part.first)?;
            let (kernel, groups, bindings) = (dispatch.kernel, part.groups, part.bindings);
            Ok(Work::Launch(Launch { kernel, groups, bindings, push_constants }))
        };
        parts.into_iter().map(launch).collect()
    }

    /// What is bound for a region: not nothing.
    fn bound(&self, region: Region) -> Region {
        if region.bytes >= LEAST_RANGE {
            return region;
        }
        // Buffers are filled up, so there are bytes; an empty range at the end has none.
        let last = self.bytes[region.buffer].max(1).next_multiple_of(GRANULE) - LEAST_RANGE;
        let offset = if region.offset > last { 0 } else { region.offset };
        Region { offset, bytes: LEAST_RANGE, ..region }
    }

    fn push_constants(
        &self,
        what: &str,
        dispatch: &Dispatch,
        first: u64,
    ) -> Result<Vec<u8>, ProgramError> {
        let mut bytes = vec![0; self.program.kernels[dispatch.kernel].push_constants as usize];
        for constant in &dispatch.push_constants {
            let number = |expression: &Expression, least: i64, most: i64| {
                let value = expression.evaluate(self.values);
                value.filter(|value| (least..=most).contains(value)).ok_or_else(|| {
                    let what = format!("{what}: push constant at {}", constant.offset);
                    ProgramError::Size { what, expression: expression.to_string(), value }
                })
            };
            let value = match &constant.value {
                PushValue::I32(value) => number(value, i32::MIN.into(), u32::MAX.into())?,
                PushValue::I64(value) => number(value, i64::MIN, i64::MAX)?,
                PushValue::Bits32(bits) => i64::from(*bits),
                PushValue::FirstWorkgroup => first as i64,
            };
            let size = constant.value.size() as usize;
            let at = constant.offset as usize;
            bytes[at..at + size].copy_from_slice(&value.to_le_bytes()[..size]);
        }
        Ok(bytes)
    }

    /// The sizes of the results, all of them in their buffers.
    fn results(&self) -> Result<Vec<Vec<usize>>, ProgramError> {
        let results = self.program.results.iter().zip(&self.program.main.results).enumerate();
        let sizes = results.map(|(number, (place, result))| {
            let what = format!("result {number}");
            let sizes = place.sizes.iter().map(|size| self.size(&format!("{what}: size"), size));
            let sizes = sizes.collect::<Result<Vec<u64>, _>>()?;
            let bytes = sizes.iter().try_fold(result.dtype.size() as u64, |a, b| a.checked_mul(*b));
            let (end, bytes) = (bytes.unwrap_or(u64::MAX), self.bytes[place.buffer]);
            if end > bytes {
                let buffer = self.program.buffers[place.buffer].name.clone();
                return Err(ProgramError::Range { what, buffer, offset: 0, end, bytes });
            }
            Ok(sizes.into_iter().map(|size| size as usize).collect())
        });
        sizes.collect()
    }

    /// Copies of results that are kept in another buffer.
    fn copies_of_results(&self, sizes: &[Vec<usize>]) -> Vec<Work> {
        let copy = |(number, sizes): (usize, &Vec<usize>)| {
            let from = self.program.results[number].buffer;
            let to = kept_in(self.program, number).filter(|to| *to != from)?;
            let dtype = self.program.main.results[number].dtype;
            let bytes = (sizes.iter().product::<usize>() * dtype.size()) as u64;
            let bytes = bytes.min(self.bytes[to]);
            let region = |buffer| Region { buffer, offset: 0, bytes };
            (bytes > 0).then(|| Work::Copy { from: region(from), to: region(to) })
        };
        sizes.iter().enumerate().filter_map(copy).collect()
    }

    /// Places all buffers.
    fn place(
        &self,
        bytes: &[u64],
        works: &[Vec<Work>],
    ) -> Result<(Vec<Home>, Vec<u64>, MemoryUse), ProgramError> {
        let uses = self.uses(works);
        let mut homes = vec![Home::None; bytes.len()];
        let (mut shared, mut lives) = (vec![], vec![]);
        let mut memory = MemoryUse::default();
        for (buffer, used) in uses.iter().enumerate() {
            if is_kept(self.program, buffer) {
                homes[buffer] = Home::Own;
                memory.kept += bytes[buffer];
            } else if let Some((first, last)) = *used {
                shared.push(buffer);
                lives.push(Life { bytes: bytes[buffer], first, last });
            }
        }
        let alignment = self.limits.min_storage_buffer_offset_alignment.max(ALIGNMENT);
        // Filled up to the alignment a buffer may have more than the largest.
        let plan = plan(&lives, alignment, self.limits.max_buffer_size).ok_or_else(|| {
            let largest = lives.iter().map(|life| life.bytes).max().unwrap_or(0);
            let what = "bytes of a buffer".to_string();
            let (limit, name) = (self.limits.max_buffer_size, "maxBufferSize");
            ProgramError::Limit { what, value: largest, limit, name, why: String::new() }
        })?;
        for (buffer, spot) in shared.into_iter().zip(&plan.spots) {
            homes[buffer] = Home::Arena(*spot);
        }
        memory.arenas = plan.arenas.iter().sum();
        memory.unshared = lives.iter().map(|life| life.bytes.next_multiple_of(alignment)).sum();
        memory.most_alive = most_alive(&lives, alignment);
        Ok((homes, plan.arenas, memory))
    }

    /// When each step runs: steps of one time do not wait for each other.
    fn times(&self, works: &[Vec<Work>]) -> Vec<usize> {
        let mut hazards = Hazards::default();
        let mut time = 1;
        let span = |region: &Region| {
            let end = region.offset + region.bytes;
            Span { memory: region.buffer, start: region.offset, end }
        };
        let steps = works.iter().enumerate().map(|(step, works)| {
            let (reads, writes) = touched(self.program, step, works);
            let reads: Vec<Span> = reads.iter().map(span).collect();
            let writes: Vec<Span> = writes.iter().map(span).collect();
            time += usize::from(hazards.step(&reads, &writes));
            time
        });
        steps.collect()
    }

    /// When each buffer is in use, as [`Self::times`] counts: 0 is before the first step, when
    /// inputs come; results go after the last. So buffers that steps of one time use share nothing,
    /// and sharing memory makes no step wait that would not wait anyway.
    fn uses(&self, works: &[Vec<Work>]) -> Vec<Option<(usize, usize)>> {
        let mut uses: Vec<Option<(usize, usize)>> = vec![None; self.program.buffers.len()];
        let mut used = |buffer: usize, time: usize| {
            let first = uses[buffer].map_or(time, |(first, _)| first);
            uses[buffer] = Some((first, time));
        };
        let times = self.times(works);
        for (works, time) in works.iter().zip(&times) {
            let regions = works.iter().flat_map(Work::regions);
            regions.for_each(|region| used(region.buffer, *time));
        }
        let end = times.last().map_or(1, |last| last + 1);
        for place in &self.program.results {
            used(place.buffer, end);
        }
        for (buffer, used) in uses.iter_mut().enumerate() {
            if let Some((first, _)) = used
                && matches!(self.program.buffers[buffer].contents, Contents::Argument(_))
            {
                *first = 0;
            }
        }
        uses
    }
}

impl Work {
    /// What it uses.
    pub fn regions(&self) -> impl Iterator<Item = Region> {
        let (bindings, others) = match self {
            Work::Launch(launch) => (launch.bindings.as_slice(), [None, None]),
            Work::Copy { from, to } => (&[][..], [Some(*from), Some(*to)]),
            Work::Fill { to, .. } => (&[][..], [Some(*to), None]),
        };
        bindings.iter().copied().chain(others.into_iter().flatten())
    }
}

/// What the works of a step read, and what they write. A step after the last is what a call ends
/// with: copies.
pub(crate) fn touched(
    program: &VulkanProgram,
    step: usize,
    works: &[Work],
) -> (Vec<Region>, Vec<Region>) {
    let accesses = program.steps.get(step).map(|step| accesses(program, step));
    let copy = [Access::Read, Access::Write];
    let (mut reads, mut writes) = (vec![], vec![]);
    for (place, region) in works.iter().flat_map(|work| work.regions().enumerate()) {
        let access = accesses.as_ref().map_or_else(|| copy[place], |accesses| accesses[place].1);
        if access.reads() {
            reads.push(region);
        }
        if access.writes() {
            writes.push(region);
        }
    }
    (reads, writes)
}

/// Whether a buffer stays on the device from one call to the next.
pub(crate) fn is_kept(program: &VulkanProgram, buffer: usize) -> bool {
    match program.buffers[buffer].contents {
        Contents::Temporary => false,
        Contents::Constant(_) => true,
        Contents::Argument(argument) => {
            let source = &program.main.arguments[argument].source;
            !matches!(source, tricast_runtime::ArgumentSource::Input(..))
                || program.residents.iter().any(|resident| resident.argument == argument)
        }
    }
}
