//! A program that is ready to run on a device.

use std::{collections::BTreeSet, sync::Arc};

use indexmap::IndexMap;
use tricast_runtime::{
    Argument, ArgumentSource, HostTensor, Outputs, ResultTarget, Signature, WeightError,
    WeightSource, WeightType,
};

use crate::{
    call::{Call, Commands, Context, Shared, StepTime},
    check::{self, kept_in},
    devices::{DeviceInfo, choose},
    error::{DeviceError, LoadError, ProgramError, RunError},
    features::Feature,
    layout::{MemoryUse, is_kept, layout},
    program::{Contents, VulkanProgram},
    transfer::{Uploader, download},
    vk::{Device, DeviceBuffer, Instance, Location, Pipeline, pipelines},
};

/// The variable of the environment that asks for validation where it is `1`.
pub const VALIDATE_VARIABLE: &str = "TRICAST_VULKAN_VALIDATE";

/// For how many different sizes a program is kept recorded.
const CALLS: usize = 16;

/// How a program runs.
#[derive(Clone, Debug)]
pub struct Options {
    /// The device: its number, or a part of its name; see [`choose`] for the default.
    pub device: Option<String>,
    /// Whether every use of Vulkan is checked by its validation layer; what it finds is an error.
    pub validate: bool,
    /// Whether the time of each step is taken. Then they run one after the other.
    pub profile: bool,
    /// Whether all goes through staging memory, even where the host maps that of the device.
    pub staging: bool,
}

impl Default for Options {
    /// As the environment says: [`VALIDATE_VARIABLE`].
    fn default() -> Self {
        let validate = std::env::var(VALIDATE_VARIABLE).is_ok_and(|value| value == "1");
        Options { device: None, validate, profile: false, staging: false }
    }
}

/// An open device, which several programs may share. Cheap to clone.
#[derive(Clone)]
pub struct Gpu {
    device: Arc<Device>,
    /// Those that are enabled.
    features: BTreeSet<Feature>,
    is_staged: bool,
    is_profiled: bool,
}

impl Gpu {
    /// Opens a device with what these programs need.
    ///
    /// # Errors
    /// If there is no such device, or it lacks what a program needs.
    pub fn open(programs: &[&VulkanProgram], options: &Options) -> Result<Gpu, LoadError> {
        let mut features = BTreeSet::new();
        for program in programs {
            features.extend(check::needs(program)?.features);
        }
        let instance = Instance::new(options.validate)?;
        let mut devices = instance.devices()?;
        let infos: Vec<DeviceInfo> = devices.iter().map(|(_, info)| info.clone()).collect();
        let (physical, info) = devices.swap_remove(choose(&infos, options.device.as_deref())?);
        let is_staged = options.staging || !info.is_unified;
        let device = Device::new(&instance, physical, info, &features)?;
        if options.profile && !device.has_timestamps() {
            return Err(DeviceError::NoTimestamps(device.info().name.clone()).into());
        }
        Ok(Gpu { device, features, is_staged, is_profiled: options.profile })
    }

    /// What it is.
    pub fn info(&self) -> &DeviceInfo {
        self.device.info()
    }
}

/// A program that is ready to run on a device: pipelines, weights, and what it keeps.
pub struct Executable {
    program: VulkanProgram,
    signature: Signature,
    symbols: Vec<String>,
    is_staged: bool,
    is_profiled: bool,
    /// For each buffer its memory, if it stays from one call to the next.
    kept: Vec<Option<Arc<DeviceBuffer>>>,
    /// The model's buffers that the program changes, by name.
    globals: IndexMap<String, Global>,
    residents: Vec<Resident>,
    /// The last used comes last.
    calls: Vec<(Vec<Option<i64>>, Call)>,
    shared: Shared,
    times: Vec<StepTime>,
    pipelines: Vec<Arc<Pipeline>>,
    device: Arc<Device>,
}

/// A buffer of the model that the program changes.
enum Global {
    /// On the device.
    Kept {
        buffer: usize,
        /// Before the first run.
        initial: HostTensor,
    },
    /// The program never reads it: what the last run left, if one did.
    Written(Option<HostTensor>),
}

/// A result that is an input of the next call.
struct Resident {
    buffer: usize,
    argument: usize,
    result: usize,
    /// Something is there: given, or by a run.
    is_set: bool,
    /// Stands for the input where it is left out.
    placeholder: HostTensor,
}

impl Executable {
    /// Makes a program ready on a device of its own: see [`Gpu::open`] and [`Self::load_on`].
    ///
    /// # Errors
    /// As those.
    pub fn load(
        program: VulkanProgram,
        weights: &dyn WeightSource,
        options: &Options,
    ) -> Result<Executable, LoadError> {
        let gpu = Gpu::open(&[&program], options)?;
        Executable::load_on(&gpu, program, weights)
    }

    /// Makes a program ready on a device that was opened for it, and maybe for others: makes its
    /// pipelines, and uploads its weights.
    ///
    /// # Errors
    /// If a weight is missing or other than the program expects; if the program is none, or needs
    /// what the device was not opened with.
    pub fn load_on(
        gpu: &Gpu,
        program: VulkanProgram,
        weights: &dyn WeightSource,
    ) -> Result<Executable, LoadError> {
        let needs = check::needs(&program)?;
        let device = gpu.device.clone();
        check_version(&program, needs.version, device.info())?;
        check::check(&program, &device.info().limits)?;
        let features = needs.features.difference(&gpu.features);
        let features: Vec<Feature> = features.copied().collect();
        if !features.is_empty() {
            let device = device.info().name.clone();
            return Err(DeviceError::Closed { device, features }.into());
        }
        let pipelines = pipelines(&device, &program.modules, &program.kernels)?;
        let mut executable = Executable {
            signature: Signature::new(&program.main),
            symbols: check::symbols(&program),
            is_staged: gpu.is_staged,
            is_profiled: gpu.is_profiled,
            kept: program.buffers.iter().map(|_| None).collect(),
            globals: IndexMap::new(),
            residents: vec![],
            calls: vec![],
            shared: Shared::default(),
            times: vec![],
            pipelines,
            device,
            program,
        };
        executable.upload(weights)?;
        executable.find_residents()?;
        if executable.symbols.is_empty() {
            executable.record(vec![]).map_err(|error| match error {
                RunError::Program(error) => LoadError::Program(error),
                RunError::Device(error) => LoadError::Device(error),
                other => LoadError::Program(ProgramError::Invalid {
                    what: "program".into(),
                    problem: other.to_string(),
                }),
            })?;
        }
        executable.device.check_messages()?;
        Ok(executable)
    }

    /// Uploads weights and constants.
    fn upload(&mut self, weights: &dyn WeightSource) -> Result<(), LoadError> {
        let device = self.device.clone();
        let mut uploads: Vec<(usize, Option<HostTensor>)> = vec![];
        let mut missing = vec![];
        for buffer in 0..self.program.buffers.len() {
            if !is_kept(&self.program, buffer) {
                continue;
            }
            self.kept[buffer] = Some(Arc::new(self.allocate(buffer)?));
            let Contents::Argument(number) = self.program.buffers[buffer].contents else {
                uploads.push((buffer, None));
                continue;
            };
            let argument = &self.program.main.arguments[number];
            match weight(argument, weights)? {
                Found::Weight(tensor) => uploads.push((buffer, Some(tensor))),
                Found::Missing(name) => missing.push(name),
                Found::Input => {}
            }
        }
        if !missing.is_empty() {
            return Err(WeightError::Missing(missing).into());
        }
        let largest = self.kept.iter().flatten().map(|buffer| buffer.bytes()).sum();
        let mut uploader = Uploader::new(&device, self.is_staged, largest)?;
        for (buffer, tensor) in uploads {
            let Some(to) = self.kept[buffer].clone() else { continue };
            match (&self.program.buffers[buffer].contents, tensor) {
                (Contents::Constant(bytes), _) => uploader.add(&to, bytes)?,
                (_, Some(tensor)) => {
                    uploader.add(&to, tensor.bytes())?;
                    self.keep_initial(buffer, tensor);
                }
                _ => {}
            }
        }
        uploader.flush()?;
        for result in &self.program.main.results {
            if let ResultTarget::Global(name) = &result.target {
                self.globals.entry(name.clone()).or_insert(Global::Written(None));
            }
        }
        Ok(())
    }

    /// Memory for a buffer that stays. What is in it must fit.
    fn allocate(&self, buffer: usize) -> Result<DeviceBuffer, LoadError> {
        let Some(bytes) = self.program.buffers[buffer].bytes.as_static() else {
            return Err(invalid("its size is no number", &self.program, buffer));
        };
        let needed = needed(&self.program, buffer)
            .ok_or_else(|| invalid("its shape is dynamic, or too large", &self.program, buffer))?;
        if usize::try_from(bytes).map_or(true, |bytes| bytes < needed) {
            let problem = format!("has {bytes} bytes for {needed}");
            return Err(invalid(&problem, &self.program, buffer));
        }
        let bytes = (bytes.max(1) as u64).next_multiple_of(16);
        let limit = self.device.info().limits.max_buffer_size;
        let name = &self.program.buffers[buffer].name;
        if bytes > limit {
            return Err(LoadError::Program(ProgramError::Limit {
                what: format!("bytes of buffer {name}"),
                value: bytes,
                limit,
                name: "maxBufferSize or maxMemoryAllocationSize",
                why: String::new(),
            }));
        }
        let location = if self.is_staged { Location::Device } else { Location::Shared };
        Ok(DeviceBuffer::new(&self.device, name, bytes, location)?)
    }

    /// Keeps the first value of what the program changes; other weights are not read again.
    fn keep_initial(&mut self, buffer: usize, initial: HostTensor) {
        let Contents::Argument(argument) = self.program.buffers[buffer].contents else { return };
        let ArgumentSource::Global(name) = &self.program.main.arguments[argument].source else {
            return;
        };
        let is_changed = self.program.main.results.iter().any(
            |result| matches!(&result.target, ResultTarget::Global(changed) if changed == name),
        );
        if is_changed {
            let global = Global::Kept { buffer, initial };
            self.globals.insert(name.clone(), global);
        } else {
            initial.release();
        }
    }

    fn find_residents(&mut self) -> Result<(), LoadError> {
        for resident in &self.program.residents {
            let (argument, result) = (resident.argument, resident.result);
            let Some(buffer) = kept_in(&self.program, result) else { continue };
            let input = &self.program.main.arguments[argument];
            let sizes = input.static_sizes().unwrap_or_default();
            let placeholder = HostTensor::new(input.dtype, &sizes, |_| {}).map_err(|error| {
                WeightError::Memory { name: self.program.buffers[buffer].name.clone(), error }
            })?;
            let resident = Resident { buffer, argument, result, is_set: false, placeholder };
            self.residents.push(resident);
        }
        Ok(())
    }

    /// What the program takes.
    pub fn signature(&self) -> &Signature {
        &self.signature
    }

    /// The program.
    pub fn program(&self) -> &VulkanProgram {
        &self.program
    }

    /// The device that it runs on.
    pub fn device(&self) -> &DeviceInfo {
        self.device.info()
    }

    /// How much memory of the device the last call used; None before one whose sizes are known.
    pub fn memory(&self) -> Option<MemoryUse> {
        self.calls.last().map(|(_, call)| call.layout.memory)
    }

    /// What the last call told the device to do; None as for [`Self::memory`].
    pub fn commands(&self) -> Option<Commands> {
        self.calls.last().map(|(_, call)| call.commands)
    }

    /// How long the steps of the last call took; none without [`Options::profile`].
    pub fn times(&self) -> &[StepTime] {
        &self.times
    }

    /// The names of the buffers of the model that the program changes.
    pub fn buffer_names(&self) -> impl Iterator<Item = &str> {
        self.globals.keys().map(String::as_str)
    }

    /// A copy of the present value of a buffer that the program changes; None if it changes none of
    /// this name, or one that it never reads and no run has written.
    ///
    /// # Errors
    /// If there is no memory for it, or Vulkan fails.
    pub fn buffer(&self, name: &str) -> Result<Option<HostTensor>, RunError> {
        match self.globals.get(name) {
            None => Ok(None),
            Some(Global::Written(value)) => Ok(value.clone()),
            Some(Global::Kept { buffer, initial }) => {
                self.read(*buffer, initial.dtype(), initial.sizes()).map(Some)
            }
        }
    }

    /// A copy of a result that stays on the device, by the number of the output; None if it does
    /// not, or no run has left it there.
    ///
    /// # Errors
    /// As [`Self::buffer`].
    pub fn resident(&self, output: usize) -> Result<Option<HostTensor>, RunError> {
        let is_it = |resident: &&Resident| {
            let target = &self.program.main.results[resident.result].target;
            resident.is_set && matches!(target, ResultTarget::Output(number) if *number == output)
        };
        let resident = self.residents.iter().find(is_it);
        let read = |resident: &Resident| {
            let like = &resident.placeholder;
            self.read(resident.buffer, like.dtype(), like.sizes())
        };
        resident.map(read).transpose()
    }

    fn read(
        &self,
        buffer: usize,
        dtype: tricast_dialects::DType,
        sizes: &[usize],
    ) -> Result<HostTensor, RunError> {
        let Some(from) = &self.kept[buffer] else {
            return Err(crate::transfer::not_mapped().into());
        };
        let mut done = Ok(());
        let tensor = HostTensor::new(dtype, sizes, |bytes| {
            done = download(&self.device, from, self.is_staged, bytes);
        })?;
        done?;
        self.device.check_messages()?;
        Ok(tensor)
    }

    /// Gives the model's buffers the values that they had before the first run, and forgets the
    /// results that stayed on the device.
    ///
    /// # Errors
    /// If Vulkan fails.
    pub fn reset(&mut self) -> Result<(), RunError> {
        let kept = self.kept.iter().flatten().map(|buffer| buffer.bytes()).sum();
        let mut uploader = Uploader::new(&self.device, self.is_staged, kept)?;
        for global in self.globals.values_mut() {
            match global {
                Global::Written(value) => *value = None,
                Global::Kept { buffer, initial } => {
                    if let Some(to) = &self.kept[*buffer] {
                        uploader.add(to, initial.bytes())?;
                    }
                }
            }
        }
        uploader.flush()?;
        self.residents.iter_mut().for_each(|resident| resident.is_set = false);
        Ok(self.device.check_messages()?)
    }

    /// Runs the program on its inputs, by their number.
    ///
    /// # Errors
    /// If they are not what the program takes, it is none for their sizes, or Vulkan fails. Buffers
    /// that it changes may then have changed in part.
    pub fn run(&mut self, inputs: &[HostTensor]) -> Result<Outputs, RunError> {
        let inputs: Vec<Option<&HostTensor>> = inputs.iter().map(Some).collect();
        self.step(&inputs)
    }

    /// Runs the program as [`Self::run`] does. An input that the result of an earlier call is may
    /// be left out.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn step(&mut self, inputs: &[Option<&HostTensor>]) -> Result<Outputs, RunError> {
        let arguments = self.input_arguments();
        let all = self.with_placeholders(inputs, &arguments)?;
        let mut values = self.signature.values(&all)?;
        for scalar in &self.program.scalars {
            let place = arguments.iter().position(|argument| *argument == scalar.argument);
            let tensor = place.and_then(|place| all.get(place));
            values.push(tensor.and_then(|tensor| tensor.to_vec::<i64>()?.first().copied()));
        }
        let mut given = vec![None; self.program.main.arguments.len()];
        for (argument, tensor) in arguments.into_iter().zip(inputs) {
            given[argument] = *tensor;
        }
        self.record(values)?;
        self.set_residents(&given)?;
        let Some((_, call)) = self.calls.last_mut() else {
            return Err(crate::transfer::not_mapped().into());
        };
        let ran = call.run(&self.program, &given);
        self.device.check_messages()?;
        ran?;
        let results = call.results(&self.program)?;
        if self.is_profiled {
            self.times = call.times(&self.program)?;
        }
        self.residents.iter_mut().for_each(|resident| resident.is_set = true);
        Ok(self.outputs(results))
    }

    /// The arguments that are inputs, by the number of the input.
    fn input_arguments(&self) -> Vec<usize> {
        let arguments = self.program.main.arguments.iter().enumerate();
        let mut inputs: Vec<(usize, usize)> = arguments
            .filter_map(|(place, argument)| match &argument.source {
                ArgumentSource::Input(number, _) => Some((*number, place)),
                _ => None,
            })
            .collect();
        inputs.sort_unstable();
        inputs.into_iter().map(|(_, place)| place).collect()
    }

    /// The inputs, with something for those that were left out and are on the device.
    fn with_placeholders(
        &self,
        inputs: &[Option<&HostTensor>],
        arguments: &[usize],
    ) -> Result<Vec<HostTensor>, RunError> {
        let mut all = vec![];
        for (place, input) in inputs.iter().enumerate() {
            let resident = self
                .residents
                .iter()
                .find(|resident| arguments.get(place) == Some(&resident.argument));
            match (input, resident) {
                (Some(tensor), _) => all.push((*tensor).clone()),
                (None, Some(resident)) if resident.is_set => all.push(resident.placeholder.clone()),
                (None, _) => {
                    let input = self.signature.inputs().get(place);
                    let input = input.map_or_else(|| place.to_string(), ToString::to_string);
                    return Err(RunError::Missing { input });
                }
            }
        }
        Ok(all)
    }

    /// Uploads the inputs that are given although results of earlier calls are there.
    fn set_residents(&mut self, given: &[Option<&HostTensor>]) -> Result<(), RunError> {
        let given = self.residents.iter().filter_map(|resident| {
            Some((self.kept[resident.buffer].as_ref()?, given[resident.argument]?))
        });
        let given: Vec<_> = given.collect();
        let bytes = given.iter().map(|(buffer, _)| buffer.bytes()).sum();
        if given.is_empty() {
            return Ok(());
        }
        let mut uploader = Uploader::new(&self.device, self.is_staged, bytes)?;
        for (buffer, tensor) in given {
            uploader.add(buffer, tensor.bytes())?;
        }
        Ok(uploader.flush()?)
    }

    /// Puts the call for these values of the symbols last, recorded.
    fn record(&mut self, values: Vec<Option<i64>>) -> Result<(), RunError> {
        if let Some(place) = self.calls.iter().position(|(known, _)| *known == values) {
            let call = self.calls.remove(place);
            self.calls.push(call);
            return Ok(());
        }
        let value_of = |name: &str| {
            let symbol = self.symbols.iter().position(|symbol| symbol == name)?;
            values.get(symbol).copied().flatten()
        };
        let layout = layout(&self.program, &self.device.info().limits, &value_of)?;
        let context = Context {
            program: &self.program,
            device: &self.device,
            pipelines: &self.pipelines,
            kept: &self.kept,
            is_staged: self.is_staged,
            is_profiled: self.is_profiled,
        };
        // Calls that were recorded before keep their memory alive: they go first.
        if !self.shared.is_enough(&context, &layout) {
            self.calls.clear();
        }
        let call = Call::record(&context, &mut self.shared, layout)?;
        if self.calls.len() >= CALLS {
            self.calls.remove(0);
        }
        self.calls.push((values, call));
        Ok(())
    }

    fn outputs(&mut self, results: Vec<(usize, HostTensor)>) -> Outputs {
        let mut outputs = Outputs::default();
        let count = self.program.main.results.iter().map(|result| match &result.target {
            ResultTarget::Output(number) => number + 1,
            _ => 0,
        });
        outputs.values.resize(count.max().unwrap_or(0), None);
        for (result, tensor) in results {
            match &self.program.main.results[result].target {
                ResultTarget::Output(number) => outputs.values[*number] = Some(tensor),
                ResultTarget::Input(name) => {
                    let inputs = self.signature.inputs();
                    let number = inputs.iter().find(|input| input.name() == name);
                    outputs.changed_inputs.extend(number.map(|input| (input.number(), tensor)));
                }
                ResultTarget::Global(name) => {
                    self.globals.insert(name.clone(), Global::Written(Some(tensor)));
                }
                ResultTarget::Constant(_) => {}
            }
        }
        outputs
    }
}

/// How many bytes are in a buffer that stays; None if that is not known, or more than there are.
fn needed(program: &VulkanProgram, buffer: usize) -> Option<usize> {
    match &program.buffers[buffer].contents {
        Contents::Temporary => Some(0),
        Contents::Constant(bytes) => Some(bytes.len()),
        Contents::Argument(argument) => {
            let argument = &program.main.arguments[*argument];
            // A number is an int64, float64 or bool, without dimensions.
            let sizes = match argument.shape {
                Some(_) => argument.static_sizes()?,
                None => vec![],
            };
            sizes.iter().try_fold(argument.dtype.size(), |bytes, size| bytes.checked_mul(*size))
        }
    }
}

fn invalid(problem: &str, program: &VulkanProgram, buffer: usize) -> LoadError {
    let what = format!("buffer {}", program.buffers[buffer].name);
    LoadError::Program(ProgramError::Invalid { what, problem: problem.to_string() })
}

/// The value of an argument when a program is loaded.
enum Found {
    Weight(HostTensor),
    Missing(String),
    /// It comes with a call.
    Input,
}

fn weight(argument: &Argument, weights: &dyn WeightSource) -> Result<Found, LoadError> {
    let (name, found) = match &argument.source {
        ArgumentSource::Input(..) => return Ok(Found::Input),
        ArgumentSource::Global(name) | ArgumentSource::Constant(name) => {
            let sizes = argument.static_sizes().unwrap_or_default();
            let wanted = WeightType { dtype: argument.dtype, sizes };
            let found = match &argument.source {
                ArgumentSource::Global(_) => weights.weight(name, &wanted)?,
                _ => weights.constant(name)?,
            };
            if let Some(found) = &found {
                wanted.check(name, found)?;
            }
            (name, found)
        }
    };
    Ok(found.map_or_else(|| Found::Missing(name.clone()), Found::Weight))
}

/// Whether the device takes SPIR-V of this version.
fn check_version(
    program: &VulkanProgram,
    version: (u32, u32),
    info: &DeviceInfo,
) -> Result<(), ProgramError> {
    let newest = if info.api_version.starts_with("1.2.") { (1, 5) } else { (1, 6) };
    if version <= newest {
        return Ok(());
    }
    let module = program.modules.iter().position(|module| {
        crate::spirv::read(&module.words).is_ok_and(|declared| declared.version == version)
    });
    let problem = format!(
        "is SPIR-V {}.{}, {} takes {}.{}",
        version.0, version.1, info.name, newest.0, newest.1
    );
    Err(ProgramError::Module { module: module.unwrap_or(0), problem })
}
