//! Runs programs for Vulkan.
//!
//! - [`VulkanProgram`]: what the compiler gives: SPIR-V, buffers, and the steps of a call;
//! - [`Executable`]: such a program on a device, with its weights, ready to run;
//! - [`Gpu`]: a device that several programs share;
//! - [`devices`]: the devices of this machine, and [`choose`] which of them is used.
//!
//! No MLIR, and no compiler. Vulkan itself is found when a program is loaded.

mod call;
mod check;
mod devices;
mod error;
mod executable;
mod expression;
mod features;
mod hazards;
mod layout;
mod limits;
mod plan;
mod program;
mod spirv;
mod split;
mod transfer;
mod vk;

pub use call::{Commands, StepTime};
pub use devices::{DeviceInfo, DeviceType, choose, devices};
pub use error::{DeviceError, LoadError, ProgramError, RunError};
pub use executable::{Executable, Gpu, Options, VALIDATE_VARIABLE};
pub use expression::Expression;
pub use features::Feature;
pub use layout::MemoryUse;
pub use limits::Limits;
pub use program::{
    Access, Binding, Buffer, Contents, Dispatch, Kernel, Module, PushConstant, PushValue, Resident,
    ResultBuffer, Scalar, Slice, Split, Step, Texel, VulkanProgram,
};
