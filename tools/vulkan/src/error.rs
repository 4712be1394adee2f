//! What can go wrong.

use tricast_runtime::{InputError, TensorError, WeightError};

use crate::features::Feature;

/// Why a program is none that this device can run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProgramError {
    /// It refers to what is not there.
    #[error("{what}: {kind} {index} is not there, there are {count}")]
    Index {
        /// `step 3 (dispatch of add)`
        what: String,
        /// `buffer`
        kind: &'static str,
        /// Its number.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// A module is no SPIR-V, or none that this runtime or device takes.
    #[error("module {module} {problem}")]
    Module {
        /// Its number.
        module: usize,
        /// What is wrong.
        problem: String,
    },
    /// A kernel is none.
    #[error("kernel {kernel}: {problem}")]
    Kernel {
        /// Its name.
        kernel: String,
        /// What is wrong.
        problem: String,
    },
    /// Parts of a program do not fit together.
    #[error("{what}: {problem}")]
    Invalid {
        /// `step 3 (dispatch of add)`
        what: String,
        /// What is wrong.
        problem: String,
    },
    /// A size is none for these inputs.
    #[error("{what}: {expression} is {}", number(.value))]
    Size {
        /// `bytes of buffer x`
        what: String,
        /// As the program has it.
        expression: String,
        /// What it is; None if it cannot be computed.
        value: Option<i64>,
    },
    /// A range is not in its buffer.
    #[error("{what}: bytes {offset} to {end} of buffer {buffer}, which has {bytes}")]
    Range {
        /// `step 3 (dispatch of add): binding 1`
        what: String,
        /// The name of the buffer.
        buffer: String,
        /// The first byte.
        offset: u64,
        /// After the last one.
        end: u64,
        /// How many there are.
        bytes: u64,
    },
    /// An offset that the device cannot bind.
    #[error(
        "{what}: starts at byte {offset} of buffer {buffer}, which is no multiple of {alignment} \
         (minStorageBufferOffsetAlignment)"
    )]
    Alignment {
        /// `step 3 (dispatch of add): binding 1`
        what: String,
        /// The name of the buffer.
        buffer: String,
        /// The offset.
        offset: u64,
        /// What it must be a multiple of.
        alignment: u64,
    },
    /// More than the device can do.
    #[error("{what}: {value} is more than {limit}, the device's {name}{why}")]
    Limit {
        /// `step 3 (dispatch of add): bytes of binding 1`
        what: String,
        /// What it is.
        value: u64,
        /// What the device can do.
        limit: u64,
        /// What Vulkan calls that: `maxStorageBufferRange`.
        name: &'static str,
        /// Why the dispatch was not split.
        why: String,
    },
    /// A temporary is read before anything wrote to it.
    #[error("{what}: reads temporary {buffer}, which nothing wrote to before")]
    Unwritten {
        /// `step 3 (dispatch of add): binding 1`
        what: String,
        /// The name of the buffer.
        buffer: String,
    },
}

fn number(value: &Option<i64>) -> String {
    value.map_or_else(|| "not known".into(), |value| value.to_string())
}

/// Why Vulkan, or a device, does not do what it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeviceError {
    /// There is no Vulkan on this machine.
    #[error("there is no Vulkan on this machine (libvulkan): {0}")]
    NoLibrary(String),
    /// There is no device.
    #[error("Vulkan finds no device on this machine")]
    NoDevice,
    /// No device is the one that was asked for, or more than one is.
    #[error("{problem} '{wanted}'; there are: {}", .devices.join(", "))]
    Choice {
        /// What was asked for.
        wanted: String,
        /// What is wrong.
        problem: &'static str,
        /// What there is: `0: llvmpipe (LLVM 15.0.6, 256 bits)`.
        devices: Vec<String>,
    },
    /// The device is too old for this runtime.
    #[error("{device} has Vulkan {found}, expected 1.2 or newer")]
    Version {
        /// Its name.
        device: String,
        /// Its version.
        found: String,
    },
    /// The device lacks what the program needs.
    #[error("{device} lacks {}, which the program needs", names(.features))]
    Features {
        /// Its name.
        device: String,
        /// What it lacks.
        features: Vec<Feature>,
    },
    /// The device was opened without what the program needs.
    #[error("{device} was opened without {}, which the program needs", names(.features))]
    Closed {
        /// Its name.
        device: String,
        /// What the program needs.
        features: Vec<Feature>,
    },
    /// There is not so much memory on the device.
    #[error("no memory on {device} for {what} of {bytes} bytes: {problem}")]
    Memory {
        /// The name of the device.
        device: String,
        /// What it is for.
        what: String,
        /// How much.
        bytes: u64,
        /// What the allocator says.
        problem: String,
    },
    /// A function of Vulkan failed.
    #[error("{function}: {code}")]
    Call {
        /// `vkQueueSubmit`
        function: &'static str,
        /// `DEVICE_LOST`
        code: String,
    },
    /// Times were asked for, and the device takes none.
    #[error("{0} takes no timestamps")]
    NoTimestamps(String),
    /// Validation was asked for and is not there.
    #[error(
        "VK_LAYER_KHRONOS_validation is not installed (Debian's package vulkan-validationlayers)"
    )]
    NoValidation,
    /// The validation layer found something.
    #[error("Vulkan validation: {}", .0.join("\n"))]
    Validation(Vec<String>),
}

fn names(features: &[Feature]) -> String {
    features.iter().map(|feature| feature.name()).collect::<Vec<_>>().join(", ")
}

/// Why a program cannot be made ready.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The program.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// The device.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// Its weights.
    #[error(transparent)]
    Weight(#[from] WeightError),
}

/// Why a run gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// The program was called with what it does not take.
    #[error(transparent)]
    Input(#[from] InputError),
    /// An input was left out that is not on the device.
    #[error("{input} was not given, and no call before left it on the device")]
    Missing {
        /// `input.0 (x) float32 [2]`
        input: String,
    },
    /// The program, for the sizes of these inputs.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// The device.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// There is no memory for a result.
    #[error(transparent)]
    Memory(#[from] TensorError),
}
