//! Buffers in memory of a device.

use std::sync::{Arc, Mutex, PoisonError};

use ash::vk;
use gpu_allocator::{
    MemoryLocation,
    vulkan::{Allocation, AllocationCreateDesc, AllocationScheme},
};

use super::{device::Device, failed};
use crate::error::DeviceError;

/// Where a buffer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    /// On the device; the host does not map it.
    Device,
    /// On the device, and mapped by the host: memory that they share.
    Shared,
    /// Where the host writes and the device copies from.
    Upload,
    /// Where the device copies to and the host reads.
    Readback,
}

/// A buffer with its memory.
pub(crate) struct DeviceBuffer {
    pub(super) buffer: vk::Buffer,
    /// None only while it is made and dropped. Locked while the host reads or writes.
    allocation: Mutex<Option<Allocation>>,
    bytes: u64,
    device: Arc<Device>,
}

impl DeviceBuffer {
    /// A buffer of so many bytes, at least one, whose contents are not defined. `what` it is for
    /// is said where there is no memory.
    ///
    /// # Errors
    /// If there is no memory.
    pub fn new(
        device: &Arc<Device>,
        what: &str,
        bytes: u64,
        location: Location,
    ) -> Result<DeviceBuffer, DeviceError> {
        let no_memory = |problem: String| {
            let (device, what) = (device.info().name.clone(), what.to_string());
            DeviceError::Memory { device, what, bytes, problem }
        };
        let info = vk::BufferCreateInfo::default()
            .size(bytes)
            .usage(
                vk::BufferUsageFlags::STORAGE_BUFFER
                    | vk::BufferUsageFlags::UNIFORM_TEXEL_BUFFER
                    | vk::BufferUsageFlags::TRANSFER_SRC
                    | vk::BufferUsageFlags::TRANSFER_DST,
            )
            .sharing_mode(vk::SharingMode::EXCLUSIVE);
        // SAFETY: the device lives.
        let buffer = unsafe { device.device.create_buffer(&info, None) };
        let buffer = buffer.map_err(|code| no_memory(format!("{code:?}")))?;
        let new =
            DeviceBuffer { buffer, allocation: Mutex::default(), bytes, device: device.clone() };
        // SAFETY: the buffer is of the device.
        let requirements = unsafe { device.device.get_buffer_memory_requirements(buffer) };
        let desc = AllocationCreateDesc {
            name: what,
            requirements,
            location: match location {
                Location::Device => MemoryLocation::GpuOnly,
                Location::Shared | Location::Readback => MemoryLocation::GpuToCpu,
                Location::Upload => MemoryLocation::CpuToGpu,
            },
            linear: true,
            allocation_scheme: AllocationScheme::GpuAllocatorManaged,
        };
        let mut allocator = device.allocator.lock().unwrap_or_else(PoisonError::into_inner);
        let allocation = allocator.allocate(&desc).map_err(|error| no_memory(error.to_string()));
        drop(allocator);
        let allocation = allocation?;
        // SAFETY: the memory is of the device, as large and as aligned as the buffer requires, and
        // nothing else's.
        let bound = unsafe {
            device.device.bind_buffer_memory(buffer, allocation.memory(), allocation.offset())
        };
        *new.allocation.lock().unwrap_or_else(PoisonError::into_inner) = Some(allocation);
        bound.map_err(failed("vkBindBufferMemory"))?;
        Ok(new)
    }

    /// Its size.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Does something with bytes that the host maps. False if it maps none, or not so many.
    fn with(&self, offset: u64, bytes: usize, work: impl FnOnce(&mut [u8])) -> bool {
        let mut allocation = self.allocation.lock().unwrap_or_else(PoisonError::into_inner);
        let mapped = allocation.as_mut().and_then(Allocation::mapped_slice_mut);
        let place = mapped.and_then(|mapped| {
            let start = usize::try_from(offset).ok()?;
            mapped.get_mut(start..start.checked_add(bytes)?)
        });
        place.map(work).is_some()
    }

    /// Reads bytes from `offset` on, as the device left them. False if the host does not map them.
    pub fn read(&self, offset: u64, bytes: &mut [u8]) -> bool {
        self.with(offset, bytes.len(), |mapped| bytes.copy_from_slice(mapped))
    }

    /// Writes bytes at `offset`. False if the host does not map them.
    pub fn write(&self, offset: u64, bytes: &[u8]) -> bool {
        self.with(offset, bytes.len(), |mapped| mapped.copy_from_slice(bytes))
    }
}

impl Drop for DeviceBuffer {
    fn drop(&mut self) {
        // SAFETY: no commands that use it are running: recordings run to their end.
        unsafe { self.device.device.destroy_buffer(self.buffer, None) };
        let allocation = self.allocation.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(allocation) = allocation {
            let allocator = self.device.allocator.lock();
            // Memory that cannot be given back is lost with the device.
            let _ = allocator.unwrap_or_else(PoisonError::into_inner).free(allocation);
        }
    }
}
