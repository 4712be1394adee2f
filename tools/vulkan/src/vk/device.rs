//! A device with a queue, the memory on it, and a cache of pipelines.

use std::{
    collections::BTreeSet,
    mem::ManuallyDrop,
    sync::{Arc, Mutex, PoisonError},
};

use ash::{khr, vk};
use gpu_allocator::vulkan::{Allocator, AllocatorCreateDesc};

use super::{
    failed,
    instance::{Instance, OLDEST},
};
use crate::{
    devices::DeviceInfo,
    error::DeviceError,
    features::{Feature, FeatureStructs},
};

/// A logical device with one queue for compute.
pub(crate) struct Device {
    pub(super) device: ash::Device,
    pub(super) family: u32,
    /// How many bits of a timestamp are valid; 0 if there are none.
    pub(super) timestamp_bits: u32,
    /// Nanoseconds for each tick of a timestamp.
    pub(super) timestamp_period: f32,
    pub(super) allocator: ManuallyDrop<Mutex<Allocator>>,
    pub(super) cache: vk::PipelineCache,
    queue: Mutex<vk::Queue>,
    info: DeviceInfo,
    instance: Arc<Instance>,
}

impl Device {
    /// Opens a device of an instance with these features, and no others.
    ///
    /// # Errors
    /// If it lacks one, or Vulkan fails.
    pub fn new(
        instance: &Arc<Instance>,
        physical: vk::PhysicalDevice,
        info: DeviceInfo,
        features: &BTreeSet<Feature>,
    ) -> Result<Arc<Device>, DeviceError> {
        let lacking = features.iter().filter(|feature| !info.features.contains(feature));
        let lacking: Vec<Feature> = lacking.copied().collect();
        if !lacking.is_empty() {
            return Err(DeviceError::Features { device: info.name, features: lacking });
        }
        let vulkan = &instance.instance;
        // SAFETY: the device is one of the instance, which lives; here and below.
        let properties = unsafe { vulkan.get_physical_device_properties(physical) };
        if properties.api_version < OLDEST {
            return Err(DeviceError::Version { device: info.name, found: info.api_version });
        }
        // SAFETY: as above.
        let families = unsafe { vulkan.get_physical_device_queue_family_properties(physical) };
        let family = families
            .iter()
            .position(|family| family.queue_flags.contains(vk::QueueFlags::COMPUTE))
            .ok_or(DeviceError::NoDevice)?;
        let timestamp_bits = families[family].timestamp_valid_bits;
        let family = family as u32;
        let device = create(vulkan, physical, family, properties.api_version, features)?;
        // SAFETY: the device was created with one queue of the family.
        let queue = Mutex::new(unsafe { device.get_device_queue(family, 0) });
        let allocator = allocator(vulkan, physical, &device);
        // SAFETY: the device lives.
        let cache =
            unsafe { device.create_pipeline_cache(&vk::PipelineCacheCreateInfo::default(), None) };
        let (allocator, cache) = match (allocator, cache) {
            (Ok(allocator), Ok(cache)) => (ManuallyDrop::new(Mutex::new(allocator)), cache),
            (allocator, cache) => {
                // SAFETY: the cache is the only thing that was made of the device.
                unsafe {
                    if let Ok(cache) = cache {
                        device.destroy_pipeline_cache(cache, None);
                    }
                    device.destroy_device(None);
                }
                allocator?;
                return Err(failed("vkCreatePipelineCache")(vk::Result::ERROR_UNKNOWN));
            }
        };
        let timestamp_period = properties.limits.timestamp_period;
        let instance = instance.clone();
        Ok(Arc::new(Device {
            device,
            family,
            timestamp_bits,
            timestamp_period,
            allocator,
            cache,
            queue,
            info,
            instance,
        }))
    }

    /// What it is.
    pub fn info(&self) -> &DeviceInfo {
        &self.info
    }

    /// Whether it can take times.
    pub fn has_timestamps(&self) -> bool {
        self.timestamp_bits > 0
    }

    /// Fails if the validation layer found something since the last time.
    ///
    /// # Errors
    /// With all that it found.
    pub fn check_messages(&self) -> Result<(), DeviceError> {
        self.instance.check_messages()
    }

    /// Runs commands.
    ///
    /// # Safety
    /// The command buffer is of this device, recorded, not running, and what it uses lives until
    /// the fence is signaled. The fence is of this device, not signaled and not in use.
    pub(super) unsafe fn submit(
        &self,
        commands: vk::CommandBuffer,
        fence: vk::Fence,
    ) -> Result<(), DeviceError> {
        let commands = [commands];
        let submit = [vk::SubmitInfo::default().command_buffers(&commands)];
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: by contract; the lock keeps others from the queue.
        let submitted = unsafe { self.device.queue_submit(*queue, &submit, fence) };
        submitted.map_err(failed("vkQueueSubmit"))
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        // SAFETY: whatever was made of the device keeps it alive, so nothing is left of it but the
        // cache and the memory of the allocator, which goes before the device.
        unsafe {
            self.device.destroy_pipeline_cache(self.cache, None);
            ManuallyDrop::drop(&mut self.allocator);
            self.device.destroy_device(None);
        }
    }
}

fn create(
    vulkan: &ash::Instance,
    physical: vk::PhysicalDevice,
    family: u32,
    version: u32,
    features: &BTreeSet<Feature>,
) -> Result<ash::Device, DeviceError> {
    let priorities = [1.0];
    let queues = [vk::DeviceQueueCreateInfo::default()
        .queue_family_index(family)
        .queue_priorities(&priorities)];
    let mut structs = FeatureStructs::default();
    features.iter().for_each(|feature| structs.enable(*feature));
    let mut all = vk::PhysicalDeviceFeatures2::default()
        .features(structs.core)
        .push_next(&mut structs.v11)
        .push_next(&mut structs.v12);
    if version >= vk::API_VERSION_1_3 {
        all = all.push_next(&mut structs.v13);
    }
    // SAFETY: the device is one of the instance.
    let extensions = unsafe { vulkan.enumerate_device_extension_properties(physical) };
    let extensions = extensions.map_err(failed("vkEnumerateDeviceExtensionProperties"))?;
    let subset = khr::portability_subset::NAME;
    // A device that has it wants it enabled.
    let enabled: Vec<_> = extensions
        .iter()
        .filter(|extension| extension.extension_name_as_c_str() == Ok(subset))
        .map(|_| subset.as_ptr())
        .collect();
    let info = vk::DeviceCreateInfo::default()
        .queue_create_infos(&queues)
        .enabled_extension_names(&enabled)
        .push_next(&mut all);
    // SAFETY: what the structures point to lives until the end of this function.
    unsafe { vulkan.create_device(physical, &info, None) }.map_err(failed("vkCreateDevice"))
}

fn allocator(
    vulkan: &ash::Instance,
    physical: vk::PhysicalDevice,
    device: &ash::Device,
) -> Result<Allocator, DeviceError> {
    let desc = AllocatorCreateDesc {
        instance: vulkan.clone(),
        device: device.clone(),
        physical_device: physical,
        debug_settings: Default::default(),
        buffer_device_address: false,
        allocation_sizes: Default::default(),
    };
    let failed = |error| DeviceError::Call { function: "allocator", code: format!("{error}") };
    Allocator::new(&desc).map_err(failed)
}
