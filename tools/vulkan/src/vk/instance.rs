//! The library, an instance, and the devices that it has.

use std::{
    ffi::{CStr, c_char, c_void},
    sync::{Arc, Mutex, PoisonError},
};

use ash::{ext, khr, vk};

use super::failed;
use crate::{
    devices::{DeviceInfo, DeviceType, version},
    error::DeviceError,
    features::{Feature, FeatureStructs},
    limits::Limits,
};

const VALIDATION: &CStr = c"VK_LAYER_KHRONOS_validation";
/// The oldest Vulkan that is used.
pub(super) const OLDEST: u32 = vk::API_VERSION_1_2;
/// The newest Vulkan that is asked for.
const NEWEST: u32 = vk::API_VERSION_1_3;

/// An instance of Vulkan.
pub(crate) struct Instance {
    /// None if it does not validate.
    messenger: Option<(ext::debug_utils::Instance, vk::DebugUtilsMessengerEXT)>,
    pub(super) instance: ash::Instance,
    /// What the validation layer found. The messenger points to it.
    messages: Box<Messages>,
    /// The library, unloaded last.
    _entry: ash::Entry,
}

type Messages = Mutex<Vec<String>>;

/// What an instance is asked for.
#[derive(Default)]
struct Wanted {
    layers: Vec<*const c_char>,
    extensions: Vec<*const c_char>,
    flags: vk::InstanceCreateFlags,
}

impl Instance {
    /// Loads Vulkan. With `validate` every use is checked by the validation layer.
    ///
    /// # Errors
    /// If there is none, or no validation layer.
    pub fn new(validate: bool) -> Result<Arc<Instance>, DeviceError> {
        // SAFETY: the loader of Vulkan is trusted to be what it says.
        let entry = unsafe { ash::Entry::load() };
        let entry = entry.map_err(|error| DeviceError::NoLibrary(error.to_string()))?;
        let wanted = Wanted::new(&entry, validate)?;
        let name = c"tricast";
        let application = vk::ApplicationInfo::default().engine_name(name).api_version(NEWEST);
        let messages = Box::new(Messages::default());
        let mut messenger = messenger_info(&messages);
        let synchronization = [vk::ValidationFeatureEnableEXT::SYNCHRONIZATION_VALIDATION];
        let mut features =
            vk::ValidationFeaturesEXT::default().enabled_validation_features(&synchronization);
        let mut info = vk::InstanceCreateInfo::default()
            .application_info(&application)
            .enabled_layer_names(&wanted.layers)
            .enabled_extension_names(&wanted.extensions)
            .flags(wanted.flags);
        if validate {
            info = info.push_next(&mut features).push_next(&mut messenger);
        }
        // SAFETY: what the structures point to lives until the end of this function; the messages
        // live as long as the instance.
        let instance = unsafe { entry.create_instance(&info, None) };
        let instance = instance.map_err(|code| match code {
            // The loader's answer where there is no driver.
            vk::Result::ERROR_INCOMPATIBLE_DRIVER => DeviceError::NoDevice,
            code => failed("vkCreateInstance")(code),
        })?;
        let mut new = Instance { messenger: None, instance, messages, _entry: entry };
        if validate {
            let debug = ext::debug_utils::Instance::new(&new._entry, &new.instance);
            let info = messenger_info(&new.messages);
            // SAFETY: the extension is enabled, and the messenger is destroyed before the messages.
            let messenger = unsafe { debug.create_debug_utils_messenger(&info, None) };
            let messenger = messenger.map_err(failed("vkCreateDebugUtilsMessengerEXT"))?;
            new.messenger = Some((debug, messenger));
        }
        Ok(Arc::new(new))
    }

    /// Fails if the validation layer found something since the last time.
    ///
    /// # Errors
    /// With all that it found.
    pub fn check_messages(&self) -> Result<(), DeviceError> {
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        match std::mem::take(&mut *messages) {
            messages if messages.is_empty() => Ok(()),
            messages => Err(DeviceError::Validation(messages)),
        }
    }

    /// All devices, in Vulkan's order.
    ///
    /// # Errors
    /// If Vulkan fails.
    pub fn devices(&self) -> Result<Vec<(vk::PhysicalDevice, DeviceInfo)>, DeviceError> {
        // SAFETY: the instance lives.
        let devices = unsafe { self.instance.enumerate_physical_devices() };
        let devices = devices.map_err(failed("vkEnumeratePhysicalDevices"))?;
        let devices = devices.into_iter().enumerate();
        Ok(devices.map(|(index, device)| (device, self.info(index, device))).collect())
    }

    fn info(&self, index: usize, device: vk::PhysicalDevice) -> DeviceInfo {
        // SAFETY: the device is one of this instance, here and below.
        let core = unsafe { self.instance.get_physical_device_properties(device) };
        let mut v11 = vk::PhysicalDeviceVulkan11Properties::default();
        let mut v12 = vk::PhysicalDeviceVulkan12Properties::default();
        let mut v13 = vk::PhysicalDeviceVulkan13Properties::default();
        let mut features = FeatureStructs::default();
        if core.api_version >= OLDEST {
            let mut all =
                vk::PhysicalDeviceProperties2::default().push_next(&mut v11).push_next(&mut v12);
            if core.api_version >= vk::API_VERSION_1_3 {
                all = all.push_next(&mut v13);
            }
            // SAFETY: as above; a device of this version knows the structures.
            unsafe { self.instance.get_physical_device_properties2(device, &mut all) };
            features = self.features(device, core.api_version);
        }
        let mut found = features.enabled();
        found.extend(Feature::of_properties(&v11, &v12));
        found.sort_unstable();
        let text = |text: Result<&CStr, _>| {
            text.map(|text: &CStr| text.to_string_lossy().into_owned()).unwrap_or_default()
        };
        // SAFETY: as above.
        let memory = unsafe { self.instance.get_physical_device_memory_properties(device) };
        DeviceInfo {
            index,
            name: text(core.device_name_as_c_str()),
            device_type: DeviceType::new(core.device_type),
            driver: format!(
                "{} {}",
                text(v12.driver_name_as_c_str()),
                text(v12.driver_info_as_c_str())
            ),
            api_version: version(core.api_version),
            features: found,
            limits: limits(&core.limits, &v11, &v13),
            memory: device_memory(&memory),
            is_unified: is_unified(&memory),
        }
    }

    fn features(&self, device: vk::PhysicalDevice, version: u32) -> FeatureStructs {
        let mut found = FeatureStructs::default();
        let mut all = vk::PhysicalDeviceFeatures2::default()
            .push_next(&mut found.v11)
            .push_next(&mut found.v12);
        if version >= vk::API_VERSION_1_3 {
            all = all.push_next(&mut found.v13);
        }
        // SAFETY: the device is one of this instance, and knows the structures.
        unsafe { self.instance.get_physical_device_features2(device, &mut all) };
        found.core = all.features;
        found
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        // SAFETY: whatever was made of the instance keeps it alive, so nothing is left of it.
        unsafe {
            if let Some((debug, messenger)) = self.messenger.take() {
                debug.destroy_debug_utils_messenger(messenger, None);
            }
            self.instance.destroy_instance(None);
        }
    }
}

impl Wanted {
    fn new(entry: &ash::Entry, validate: bool) -> Result<Wanted, DeviceError> {
        let mut wanted = Wanted::default();
        // SAFETY: the library is loaded; here and below.
        let extensions = unsafe { entry.enumerate_instance_extension_properties(None) };
        let extensions = extensions.map_err(failed("vkEnumerateInstanceExtensionProperties"))?;
        let has = |name: &CStr| {
            extensions.iter().any(|extension| extension.extension_name_as_c_str() == Ok(name))
        };
        // Devices that are not all of Vulkan, as those of Apple.
        if has(khr::portability_enumeration::NAME) {
            wanted.extensions.push(khr::portability_enumeration::NAME.as_ptr());
            wanted.flags |= vk::InstanceCreateFlags::ENUMERATE_PORTABILITY_KHR;
        }
        if validate {
            // SAFETY: as above.
            let layers = unsafe { entry.enumerate_instance_layer_properties() };
            let layers = layers.map_err(failed("vkEnumerateInstanceLayerProperties"))?;
            if !layers.iter().any(|layer| layer.layer_name_as_c_str() == Ok(VALIDATION)) {
                return Err(DeviceError::NoValidation);
            }
            wanted.layers.push(VALIDATION.as_ptr());
            let names = [ext::debug_utils::NAME, ext::validation_features::NAME];
            wanted.extensions.extend(names.map(CStr::as_ptr));
        }
        Ok(wanted)
    }
}

fn messenger_info(messages: &Messages) -> vk::DebugUtilsMessengerCreateInfoEXT<'static> {
    vk::DebugUtilsMessengerCreateInfoEXT::default()
        .message_severity(
            vk::DebugUtilsMessageSeverityFlagsEXT::WARNING
                | vk::DebugUtilsMessageSeverityFlagsEXT::ERROR,
        )
        .message_type(vk::DebugUtilsMessageTypeFlagsEXT::VALIDATION)
        .pfn_user_callback(Some(on_message))
        .user_data(std::ptr::from_ref(messages).cast_mut().cast())
}

/// Keeps a message of the validation layer.
unsafe extern "system" fn on_message(
    _: vk::DebugUtilsMessageSeverityFlagsEXT,
    _: vk::DebugUtilsMessageTypeFlagsEXT,
    data: *const vk::DebugUtilsMessengerCallbackDataEXT<'_>,
    messages: *mut c_void,
) -> vk::Bool32 {
    // SAFETY: the layer gives a message that is valid during this call, and the pointer that it was
    // given, which is to messages that outlive the messenger.
    let (text, messages) = unsafe {
        let Some(data) = data.as_ref() else { return vk::FALSE };
        (data.message_as_c_str(), &*messages.cast::<Messages>())
    };
    let text = text.map(|text| text.to_string_lossy().into_owned()).unwrap_or_default();
    messages.lock().unwrap_or_else(PoisonError::into_inner).push(text);
    vk::FALSE
}

fn limits(
    core: &vk::PhysicalDeviceLimits,
    v11: &vk::PhysicalDeviceVulkan11Properties<'_>,
    v13: &vk::PhysicalDeviceVulkan13Properties<'_>,
) -> Limits {
    // Devices that do not say how large a buffer may be say how large an allocation may be.
    let buffer = if v13.max_buffer_size == 0 { u64::MAX } else { v13.max_buffer_size };
    Limits {
        max_storage_buffer_range: core.max_storage_buffer_range.into(),
        min_storage_buffer_offset_alignment: core
            .min_storage_buffer_offset_alignment
            .max(core.min_texel_buffer_offset_alignment)
            .max(1),
        max_buffer_size: buffer.min(v11.max_memory_allocation_size),
        max_compute_work_group_count: core.max_compute_work_group_count,
        max_compute_work_group_size: core.max_compute_work_group_size,
        max_compute_work_group_invocations: core.max_compute_work_group_invocations,
        max_compute_shared_memory_size: core.max_compute_shared_memory_size,
        max_push_constants_size: core.max_push_constants_size,
        max_texel_buffers: core
            .max_per_stage_descriptor_sampled_images
            .min(core.max_descriptor_set_sampled_images),
        max_texel_buffer_elements: core.max_texel_buffer_elements.into(),
        max_storage_buffers: core
            .max_per_stage_descriptor_storage_buffers
            .min(core.max_descriptor_set_storage_buffers),
        subgroup_size: v11.subgroup_size,
    }
}

fn device_local(
    memory: &vk::PhysicalDeviceMemoryProperties,
) -> impl Iterator<Item = &vk::MemoryHeap> {
    let heaps = memory.memory_heaps_as_slice().iter();
    heaps.filter(|heap| heap.flags.contains(vk::MemoryHeapFlags::DEVICE_LOCAL))
}

/// The size of the largest heap of the device.
fn device_memory(memory: &vk::PhysicalDeviceMemoryProperties) -> u64 {
    device_local(memory).map(|heap| heap.size).max().unwrap_or(0)
}

/// Whether host and device have the same memory, and both of it fast.
fn is_unified(memory: &vk::PhysicalDeviceMemoryProperties) -> bool {
    let wanted = vk::MemoryPropertyFlags::DEVICE_LOCAL
        | vk::MemoryPropertyFlags::HOST_VISIBLE
        | vk::MemoryPropertyFlags::HOST_COHERENT
        | vk::MemoryPropertyFlags::HOST_CACHED;
    let heaps = memory.memory_heaps_as_slice();
    memory.memory_types_as_slice().iter().any(|memory_type| {
        memory_type.property_flags.contains(wanted)
            && heaps.get(memory_type.heap_index as usize).map(|heap| heap.size)
                == Some(device_memory(memory))
    })
}
