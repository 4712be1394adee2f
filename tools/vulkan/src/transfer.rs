//! Bytes from the host to buffers of a device, and back.

use std::sync::Arc;

use crate::{
    error::DeviceError,
    vk::{Bound, Capacity, Device, DeviceBuffer, Location, Recorder},
};

/// How much is staged at once.
const STAGED: usize = 32 << 20;
/// Where buffers start in staging memory.
const ALIGNMENT: usize = 16;

/// Fills buffers, through staging memory where the host does not map them.
pub(crate) struct Uploader<'a> {
    device: &'a Arc<Device>,
    /// None where the host maps what is filled.
    staging: Option<Arc<DeviceBuffer>>,
    used: usize,
    copies: Vec<(Bound, Bound)>,
}

impl<'a> Uploader<'a> {
    /// For at most so many bytes.
    ///
    /// # Errors
    /// If there is no staging memory.
    pub fn new(device: &'a Arc<Device>, is_staged: bool, bytes: u64) -> Result<Self, DeviceError> {
        let bytes = bytes.clamp(ALIGNMENT as u64, STAGED as u64);
        let staging = match is_staged && bytes > 0 {
            false => None,
            true => {
                let what = "staging memory";
                Some(Arc::new(DeviceBuffer::new(device, what, bytes, Location::Upload)?))
            }
        };
        Ok(Uploader { device, staging, used: 0, copies: vec![] })
    }

    /// Fills a buffer from its start.
    ///
    /// # Errors
    /// If it has not so many bytes, or Vulkan fails.
    pub fn add(&mut self, to: &Arc<DeviceBuffer>, mut bytes: &[u8]) -> Result<(), DeviceError> {
        let Some(staging) = self.staging.clone() else {
            return if to.write(0, bytes) { Ok(()) } else { Err(not_mapped()) };
        };
        let size = staging.bytes() as usize;
        let mut done = 0;
        while !bytes.is_empty() {
            if self.used >= size {
                self.flush()?;
            }
            let (part, rest) = bytes.split_at(bytes.len().min(size - self.used));
            let length = part.len() as u64;
            let from = Bound::new(&staging, self.used as u64, length).ok_or_else(not_mapped)?;
            let to = Bound::new(to, done, length).ok_or_else(not_mapped)?;
            if !staging.write(self.used as u64, part) {
                return Err(not_mapped());
            }
            self.copies.push((from, to));
            self.used = (self.used + part.len()).next_multiple_of(ALIGNMENT);
            done += length;
            bytes = rest;
        }
        Ok(())
    }

    /// Copies what is staged.
    ///
    /// # Errors
    /// If Vulkan fails.
    pub fn flush(&mut self) -> Result<(), DeviceError> {
        self.used = 0;
        copy_all(self.device, &std::mem::take(&mut self.copies))
    }
}

fn copy_all(device: &Arc<Device>, copies: &[(Bound, Bound)]) -> Result<(), DeviceError> {
    if copies.is_empty() {
        return Ok(());
    }
    let mut recorder = Recorder::new(device, Capacity::default())?;
    copies.iter().for_each(|(from, to)| recorder.copy(from, to));
    recorder.finish()?.run()
}

/// Reads bytes from the start of a buffer.
///
/// # Errors
/// If it has not so many, or Vulkan fails.
pub(crate) fn download(
    device: &Arc<Device>,
    from: &Arc<DeviceBuffer>,
    is_staged: bool,
    bytes: &mut [u8],
) -> Result<(), DeviceError> {
    if !is_staged {
        return if from.read(0, bytes) { Ok(()) } else { Err(not_mapped()) };
    }
    for (part, bytes) in bytes.chunks_mut(STAGED).enumerate() {
        let length = bytes.len() as u64;
        let staging = DeviceBuffer::new(device, "staging memory", length, Location::Readback)?;
        let staging = Arc::new(staging);
        let from = Bound::new(from, (part * STAGED) as u64, length).ok_or_else(not_mapped)?;
        let to = Bound::new(&staging, 0, length).ok_or_else(not_mapped)?;
        copy_all(device, &[(from, to)])?;
        if !staging.read(0, bytes) {
            return Err(not_mapped());
        }
    }
    Ok(())
}

/// The host does not map what it should, or not so much of it.
pub(crate) fn not_mapped() -> DeviceError {
    DeviceError::Call { function: "vkMapMemory", code: "memory is not mapped".into() }
}
