//! A program for given sizes, recorded.

use std::sync::Arc;

use serde::Serialize;
use tricast_runtime::{ArgumentSource, HostTensor, ResultTarget};

use crate::{
    check::kept_in,
    error::{DeviceError, ProgramError, RunError},
    hazards::{Hazards, Span},
    layout::{Home, Layout, Region, Work, touched},
    program::{Contents, Step, VulkanProgram},
    transfer::not_mapped,
    vk::{Bound, Capacity, Device, DeviceBuffer, Location, Pipeline, Recorder, Recording},
};

/// Memory that all calls of a program share, whatever their sizes: only one runs at a time.
#[derive(Default)]
pub(crate) struct Shared {
    pub arenas: Vec<Arc<DeviceBuffer>>,
    upload: Option<Arc<DeviceBuffer>>,
    readback: Option<Arc<DeviceBuffer>>,
}

/// What recording a call needs.
pub(crate) struct Context<'a> {
    pub program: &'a VulkanProgram,
    pub device: &'a Arc<Device>,
    pub pipelines: &'a [Arc<Pipeline>],
    /// For each buffer its memory, if it has its own.
    pub kept: &'a [Option<Arc<DeviceBuffer>>],
    /// Whether inputs and outputs go through staging memory.
    pub is_staged: bool,
    /// Whether the time of each step is taken.
    pub is_profiled: bool,
}

/// A recorded call.
pub(crate) struct Call {
    pub layout: Layout,
    pub commands: Commands,
    recording: Recording,
    /// For the inputs their buffer, and where the host writes them.
    inputs: Vec<(usize, Place)>,
    /// For the results their number, and where the host reads them.
    outputs: Vec<(usize, Place)>,
    /// The steps whose times are taken.
    timed: Vec<usize>,
}

/// Where the host reads or writes.
#[derive(Clone)]
struct Place {
    buffer: Arc<DeviceBuffer>,
    offset: u64,
}

/// What a call tells the device to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Commands {
    /// Dispatches; one that was split is several.
    pub dispatches: usize,
    /// Copies and fills, those of staging included.
    pub transfers: usize,
    /// Barriers between them.
    pub barriers: usize,
}

/// How long a step took.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepTime {
    /// The number of the step; one after the last is what a call ends with.
    pub step: usize,
    /// The name of the kernel; `copy` or `fill`.
    pub name: String,
    /// In nanoseconds.
    pub nanoseconds: f64,
}

impl Shared {
    /// Whether the memory is large enough for a layout. Where it is not, it becomes other memory,
    /// and calls that were recorded before must not be run.
    pub fn is_enough(&self, context: &Context<'_>, layout: &Layout) -> bool {
        let has = |buffer: &Option<Arc<DeviceBuffer>>, bytes: u64| {
            buffer.as_ref().map_or(0, |buffer| buffer.bytes()) >= bytes
        };
        let (upload, readback) = staged_bytes(context, layout);
        layout.arenas.len() <= self.arenas.len()
            && self.arenas.iter().zip(&layout.arenas).all(|(arena, need)| arena.bytes() >= *need)
            && has(&self.upload, upload)
            && has(&self.readback, readback)
    }

    /// Makes the memory large enough.
    fn grow(&mut self, context: &Context<'_>, layout: &Layout) -> Result<(), DeviceError> {
        if self.is_enough(context, layout) {
            return Ok(());
        }
        let present =
            |buffer: &Option<Arc<DeviceBuffer>>| buffer.as_ref().map_or(0, |buffer| buffer.bytes());
        let (upload, readback) = staged_bytes(context, layout);
        let (upload, readback) =
            (upload.max(present(&self.upload)), readback.max(present(&self.readback)));
        let mut sizes = layout.arenas.clone();
        sizes.resize(sizes.len().max(self.arenas.len()), 0);
        for (size, arena) in sizes.iter_mut().zip(&self.arenas) {
            *size = arena.bytes().max(*size);
        }
        *self = Shared::default();
        let location = if context.is_staged { Location::Device } else { Location::Shared };
        let new = |what, bytes, location| {
            DeviceBuffer::new(context.device, what, bytes, location).map(Arc::new)
        };
        let arenas = sizes.into_iter().map(|size| new("temporaries", size, location));
        self.arenas = arenas.collect::<Result<_, _>>()?;
        if upload > 0 {
            self.upload = Some(new("inputs", upload, Location::Upload)?);
        }
        if readback > 0 {
            self.readback = Some(new("outputs", readback, Location::Readback)?);
        }
        Ok(())
    }
}

/// How much staging memory a call needs, for inputs and for outputs.
fn staged_bytes(context: &Context<'_>, layout: &Layout) -> (u64, u64) {
    if !context.is_staged {
        return (0, 0);
    }
    let program = context.program;
    let upload = inputs(program, layout).into_iter().map(|buffer| layout.bytes[buffer]);
    let outputs = outputs(program).into_iter();
    let readback = outputs.map(|result| staged(result_bytes(program, layout, result)));
    (upload.sum(), readback.sum())
}

/// What a result takes of staging memory.
fn staged(bytes: u64) -> u64 {
    bytes.next_multiple_of(16)
}

/// The buffers of inputs that each call is given.
fn inputs(program: &VulkanProgram, layout: &Layout) -> Vec<usize> {
    let is_input = |buffer: &usize| {
        let is_used = matches!(layout.homes[*buffer], Home::Arena(_));
        is_used
            && matches!(program.buffers[*buffer].contents, Contents::Argument(argument)
                if matches!(program.main.arguments[argument].source, ArgumentSource::Input(..)))
    };
    (0..program.buffers.len()).filter(is_input).collect()
}

/// The results that each call gives.
fn outputs(program: &VulkanProgram) -> Vec<usize> {
    let is_given = |result: &usize| match program.main.results[*result].target {
        ResultTarget::Output(_) => {
            !program.residents.iter().any(|resident| resident.result == *result)
        }
        ResultTarget::Global(_) => kept_in(program, *result).is_none(),
        ResultTarget::Input(_) => true,
        ResultTarget::Constant(_) => false,
    };
    (0..program.results.len()).filter(is_given).collect()
}

fn result_bytes(program: &VulkanProgram, layout: &Layout, result: usize) -> u64 {
    let elements: usize = layout.results[result].iter().product();
    (elements * program.main.results[result].dtype.size()) as u64
}

impl Call {
    /// Records a call. See [`Shared::is_enough`] for what becomes of earlier ones.
    ///
    /// # Errors
    /// If there is no memory, or Vulkan fails.
    pub fn record(
        context: &Context<'_>,
        shared: &mut Shared,
        layout: Layout,
    ) -> Result<Call, DeviceError> {
        shared.grow(context, &layout)?;
        let mut builder = Builder::new(context, shared, &layout)?;
        let inputs = builder.inputs()?;
        builder.steps()?;
        let outputs = builder.outputs()?;
        let Builder { recorder, commands, timed, .. } = builder;
        let recording = recorder.finish()?;
        Ok(Call { layout, commands, recording, inputs, outputs, timed })
    }

    /// Runs a call on the tensors of its arguments; what is None is on the device.
    ///
    /// # Errors
    /// If an argument does not fit its buffer, or Vulkan fails.
    pub fn run(
        &mut self,
        program: &VulkanProgram,
        arguments: &[Option<&HostTensor>],
    ) -> Result<(), RunError> {
        for (buffer, place) in &self.inputs {
            let Contents::Argument(argument) = program.buffers[*buffer].contents else { continue };
            let Some(tensor) = arguments[argument] else { continue };
            fits(program, &self.layout, *buffer, tensor)?;
            if !place.buffer.write(place.offset, tensor.bytes()) {
                return Err(not_mapped().into());
            }
        }
        Ok(self.recording.run()?)
    }

    /// The results of the last run that are given to the host, by their number.
    ///
    /// # Errors
    /// If there is no memory for them.
    pub fn results(&self, program: &VulkanProgram) -> Result<Vec<(usize, HostTensor)>, RunError> {
        let read = |(result, place): &(usize, Place)| {
            let dtype = program.main.results[*result].dtype;
            let sizes = &self.layout.results[*result];
            let mut is_read = true;
            let tensor = HostTensor::new(dtype, sizes, |bytes| {
                is_read = bytes.is_empty() || place.buffer.read(place.offset, bytes);
            })?;
            if is_read { Ok((*result, tensor)) } else { Err(not_mapped().into()) }
        };
        self.outputs.iter().map(read).collect()
    }

    /// How long the steps of the last run took.
    ///
    /// # Errors
    /// If Vulkan fails.
    pub fn times(&self, program: &VulkanProgram) -> Result<Vec<StepTime>, DeviceError> {
        let times = self.recording.times()?;
        let time = |(&step, nanoseconds): (&usize, f64)| {
            let name = match program.steps.get(step) {
                Some(Step::Dispatch(dispatch)) => program.kernels[dispatch.kernel].name.clone(),
                Some(Step::Fill { .. }) => "fill".to_string(),
                Some(Step::Copy { .. }) | None => "copy".to_string(),
            };
            StepTime { step, name, nanoseconds }
        };
        Ok(self.timed.iter().zip(times).map(time).collect())
    }
}

/// Whether a tensor is not larger than its buffer.
pub(crate) fn fits(
    program: &VulkanProgram,
    layout: &Layout,
    buffer: usize,
    tensor: &HostTensor,
) -> Result<(), ProgramError> {
    let (end, bytes) = (tensor.bytes().len() as u64, layout.declared[buffer]);
    if end <= bytes {
        return Ok(());
    }
    let name = program.buffers[buffer].name.clone();
    let what = format!("argument {}", tensor.describe());
    Err(ProgramError::Range { what, buffer: name, offset: 0, end, bytes })
}

/// Records what a call does.
struct Builder<'a> {
    context: &'a Context<'a>,
    shared: &'a Shared,
    layout: &'a Layout,
    recorder: Recorder,
    hazards: Hazards,
    commands: Commands,
    timed: Vec<usize>,
}

impl<'a> Builder<'a> {
    fn new(
        context: &'a Context<'a>,
        shared: &'a Shared,
        layout: &'a Layout,
    ) -> Result<Self, DeviceError> {
        let mut capacity = Capacity::default();
        for work in layout.works.iter().flatten() {
            if let Work::Launch(launch) = work {
                capacity.dispatches += 1;
                capacity.bindings += launch.bindings.len() as u32;
            }
        }
        if context.is_profiled {
            capacity.timestamps = layout.works.len() as u32 + 1;
        }
        Ok(Builder {
            context,
            shared,
            layout,
            recorder: Recorder::new(context.device, capacity)?,
            hazards: Hazards::default(),
            commands: Commands::default(),
            timed: vec![],
        })
    }

    /// Where bytes of a buffer are.
    fn bound(&self, region: Region) -> Result<Bound, DeviceError> {
        let bound = match self.layout.homes[region.buffer] {
            Home::None => None,
            Home::Own => self.context.kept[region.buffer]
                .as_ref()
                .and_then(|buffer| Bound::new(buffer, region.offset, region.bytes)),
            Home::Arena(spot) => {
                let arena = &self.shared.arenas[spot.arena];
                Bound::new(arena, spot.offset + region.offset, region.bytes)
            }
        };
        bound.ok_or_else(not_mapped)
    }

    /// The same for [`Hazards`]: buffers of their own first, then arenas.
    fn span(&self, region: Region) -> Span {
        let (memory, offset) = match self.layout.homes[region.buffer] {
            Home::Arena(spot) => (self.context.kept.len() + spot.arena, spot.offset),
            Home::Own | Home::None => (region.buffer, 0),
        };
        let start = offset + region.offset;
        Span { memory, start, end: start + region.bytes }
    }

    /// Where the host is to write inputs; copies of those that are staged.
    fn inputs(&mut self) -> Result<Vec<(usize, Place)>, DeviceError> {
        let mut places = vec![];
        let mut used = 0;
        for buffer in inputs(self.context.program, self.layout) {
            let Home::Arena(spot) = self.layout.homes[buffer] else { continue };
            let bytes = self.layout.bytes[buffer];
            let arena = &self.shared.arenas[spot.arena];
            let Some(upload) = self.shared.upload.as_ref().filter(|_| self.context.is_staged)
            else {
                places.push((buffer, Place { buffer: arena.clone(), offset: spot.offset }));
                continue;
            };
            let from = Bound::new(upload, used, bytes).ok_or_else(not_mapped)?;
            let region = Region { buffer, offset: 0, bytes };
            self.recorder.copy(&from, &self.bound(region)?);
            self.commands.transfers += 1;
            self.hazards.step(&[], &[self.span(region)]);
            places.push((buffer, Place { buffer: upload.clone(), offset: used }));
            used += bytes;
        }
        Ok(places)
    }

    fn steps(&mut self) -> Result<(), DeviceError> {
        if self.context.is_profiled {
            self.barrier();
            self.recorder.timestamp();
        }
        let layout = self.layout;
        for (step, works) in layout.works.iter().enumerate() {
            if works.is_empty() {
                continue;
            }
            let (reads, writes) = touched(self.context.program, step, works);
            let reads: Vec<Span> = reads.into_iter().map(|region| self.span(region)).collect();
            let writes: Vec<Span> = writes.into_iter().map(|region| self.span(region)).collect();
            if self.hazards.step(&reads, &writes) && !self.context.is_profiled {
                self.barrier();
            }
            works.iter().try_for_each(|work| self.work(work))?;
            if self.context.is_profiled {
                self.barrier();
                self.recorder.timestamp();
                self.timed.push(step);
            }
        }
        Ok(())
    }

    fn barrier(&mut self) {
        self.recorder.barrier();
        self.commands.barriers += 1;
    }

    fn work(&mut self, work: &Work) -> Result<(), DeviceError> {
        match work {
            Work::Copy { from, to } => {
                let (from, to) = (self.bound(*from)?, self.bound(*to)?);
                self.recorder.copy(&from, &to);
                self.commands.transfers += 1;
            }
            Work::Fill { to, value } => {
                let to = self.bound(*to)?;
                self.recorder.fill(&to, *value);
                self.commands.transfers += 1;
            }
            Work::Launch(launch) => {
                let bindings = launch.bindings.iter().map(|region| self.bound(*region));
                let bindings = bindings.collect::<Result<Vec<_>, _>>()?;
                let pipeline = &self.context.pipelines[launch.kernel];
                let constants = &launch.push_constants;
                self.recorder.dispatch(pipeline, &bindings, constants, launch.groups)?;
                self.commands.dispatches += 1;
            }
        }
        Ok(())
    }

    /// Where the host is to read results; copies of those that are staged.
    fn outputs(&mut self) -> Result<Vec<(usize, Place)>, DeviceError> {
        let mut places = vec![];
        let mut used = 0;
        if self.context.is_staged {
            self.barrier();
        }
        for result in outputs(self.context.program) {
            let buffer = self.context.program.results[result].buffer;
            let bytes = result_bytes(self.context.program, self.layout, result);
            let place = match (&self.shared.readback, self.layout.homes[buffer]) {
                (Some(readback), _) if self.context.is_staged => {
                    if bytes > 0 {
                        let to = Bound::new(readback, used, bytes).ok_or_else(not_mapped)?;
                        let from = self.bound(Region { buffer, offset: 0, bytes })?;
                        self.recorder.copy(&from, &to);
                        self.commands.transfers += 1;
                    }
                    let place = Place { buffer: readback.clone(), offset: used };
                    used += staged(bytes);
                    place
                }
                (_, Home::Arena(spot)) => {
                    Place { buffer: self.shared.arenas[spot.arena].clone(), offset: spot.offset }
                }
                _ => {
                    let kept = self.context.kept[buffer].clone().ok_or_else(not_mapped)?;
                    Place { buffer: kept, offset: 0 }
                }
            };
            places.push((result, place));
        }
        Ok(places)
    }
}
