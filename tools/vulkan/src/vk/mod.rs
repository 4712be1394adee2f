//! Vulkan behind types that own what they name: all `unsafe` of this crate is here.
//!
//! Each keeps alive what it needs, and destroys what it has when it is dropped. A [`Recording`] is
//! run to its end before [`Recording::run`] returns, so nothing that it uses is in use when it is
//! dropped.

mod buffer;
mod device;
mod instance;
mod pipeline;
mod recording;

pub(crate) use buffer::{DeviceBuffer, Location};
pub(crate) use device::Device;
pub(crate) use instance::Instance;
pub(crate) use pipeline::{Pipeline, pipelines};
pub(crate) use recording::{Bound, Capacity, Recorder, Recording};

use crate::error::DeviceError;

/// The error of a function of Vulkan.
fn failed(function: &'static str) -> impl Fn(ash::vk::Result) -> DeviceError {
    move |code| DeviceError::Call { function, code: format!("{code:?}") }
}
