//! The devices of this machine, and which of them is used.

use std::fmt;

use ash::vk;
use serde::Serialize;

use crate::{error::DeviceError, features::Feature, limits::Limits, vk::Instance};

/// A physical device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeviceInfo {
    /// Its number, in Vulkan's order.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub device_type: DeviceType,
    /// Name and version of the driver.
    pub driver: String,
    /// `1.3.230`
    pub api_version: String,
    /// What it can do, of what modules may ask.
    pub features: Vec<Feature>,
    /// What it can do at most.
    pub limits: Limits,
    /// The size of its memory, in bytes.
    pub memory: u64,
    /// Whether the host maps that memory, so that nothing is staged.
    #[serde(rename = "unified")]
    pub is_unified: bool,
}

/// What a device is; of several the first is taken by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum DeviceType {
    Discrete,
    Integrated,
    Virtual,
    Cpu,
    Other,
}

impl DeviceType {
    pub(crate) fn new(device: vk::PhysicalDeviceType) -> Self {
        match device {
            vk::PhysicalDeviceType::DISCRETE_GPU => DeviceType::Discrete,
            vk::PhysicalDeviceType::INTEGRATED_GPU => DeviceType::Integrated,
            vk::PhysicalDeviceType::VIRTUAL_GPU => DeviceType::Virtual,
            vk::PhysicalDeviceType::CPU => DeviceType::Cpu,
            _ => DeviceType::Other,
        }
    }
}

impl fmt::Display for DeviceInfo {
    /// `0: llvmpipe (LLVM 15.0.6, 256 bits)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.index, self.name)
    }
}

/// `1.3.230`
pub(crate) fn version(version: u32) -> String {
    let (major, minor) = (vk::api_version_major(version), vk::api_version_minor(version));
    format!("{major}.{minor}.{}", vk::api_version_patch(version))
}

/// All devices of this machine; none where there is Vulkan and no device.
///
/// # Errors
/// If there is no Vulkan.
pub fn devices() -> Result<Vec<DeviceInfo>, DeviceError> {
    let devices = Instance::new(false)?.devices()?;
    Ok(devices.into_iter().map(|(_, info)| info).collect())
}

/// The number of the device that is wanted, an index or a part of a name in any case; of all, the
/// first of the best type where nothing is wanted.
///
/// # Errors
/// If there is none, or several have the part of a name.
pub fn choose(devices: &[DeviceInfo], wanted: Option<&str>) -> Result<usize, DeviceError> {
    let Some(wanted) = wanted else {
        let best = devices.iter().enumerate().min_by_key(|(_, device)| device.device_type);
        return best.map(|(place, _)| place).ok_or(DeviceError::NoDevice);
    };
    let failed = |problem| {
        let devices = devices.iter().map(ToString::to_string).collect();
        Err(DeviceError::Choice { wanted: wanted.to_string(), problem, devices })
    };
    if devices.is_empty() {
        return Err(DeviceError::NoDevice);
    }
    if let Ok(index) = wanted.parse::<usize>() {
        let place = devices.iter().position(|device| device.index == index);
        return place.map_or_else(|| failed("no device has the number"), Ok);
    }
    let part = wanted.to_lowercase();
    let mut named = devices.iter().enumerate();
    let mut named =
        std::iter::from_fn(|| named.find(|(_, device)| device.name.to_lowercase().contains(&part)));
    match (named.next(), named.next()) {
        (Some((place, _)), None) => Ok(place),
        (None, _) => failed("no device's name has"),
        (Some(_), Some(_)) => failed("the names of several devices have"),
    }
}
