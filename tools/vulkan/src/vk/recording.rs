//! Commands that are recorded once and run often.

use std::sync::Arc;

use ash::vk;

use super::{DeviceBuffer, Pipeline, device::Device, failed, pipeline::descriptor_type};
use crate::{
    error::DeviceError,
    program::{Access, Texel},
};

/// Bytes that are in a buffer of a device.
#[derive(Clone)]
pub(crate) struct Bound {
    buffer: Arc<DeviceBuffer>,
    offset: u64,
    bytes: u64,
}

impl Bound {
    /// Bytes of a buffer; None if it has not so many.
    pub fn new(buffer: &Arc<DeviceBuffer>, offset: u64, bytes: u64) -> Option<Bound> {
        let is_inside = offset.checked_add(bytes).is_some_and(|end| end <= buffer.bytes());
        is_inside.then(|| Bound { buffer: buffer.clone(), offset, bytes })
    }
}

/// Recorded commands, with all that they use.
pub(crate) struct Recording {
    pool: vk::CommandPool,
    commands: vk::CommandBuffer,
    fence: vk::Fence,
    descriptors: vk::DescriptorPool,
    queries: vk::QueryPool,
    query_count: u32,
    views: Vec<vk::BufferView>,
    /// What the commands refer to.
    buffers: Vec<Arc<DeviceBuffer>>,
    pipelines: Vec<Arc<Pipeline>>,
    device: Arc<Device>,
}

/// Commands that are being recorded.
pub(crate) struct Recorder {
    recording: Recording,
    timestamps: u32,
}

/// How much a recording has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Capacity {
    /// How many kernels it dispatches.
    pub dispatches: u32,
    /// How many bindings they have, all together.
    pub bindings: u32,
    /// How many timestamps are taken.
    pub timestamps: u32,
}

const COMMANDS: vk::PipelineStageFlags = vk::PipelineStageFlags::from_raw(
    vk::PipelineStageFlags::COMPUTE_SHADER.as_raw() | vk::PipelineStageFlags::TRANSFER.as_raw(),
);
const WRITES: vk::AccessFlags = vk::AccessFlags::from_raw(
    vk::AccessFlags::SHADER_WRITE.as_raw() | vk::AccessFlags::TRANSFER_WRITE.as_raw(),
);
const ALL: vk::AccessFlags = vk::AccessFlags::from_raw(
    WRITES.as_raw()
        | vk::AccessFlags::SHADER_READ.as_raw()
        | vk::AccessFlags::TRANSFER_READ.as_raw(),
);

impl Recorder {
    /// Starts recording.
    ///
    /// # Errors
    /// If Vulkan fails.
    pub fn new(device: &Arc<Device>, capacity: Capacity) -> Result<Recorder, DeviceError> {
        let mut new = Recording {
            pool: vk::CommandPool::null(),
            commands: vk::CommandBuffer::null(),
            fence: vk::Fence::null(),
            descriptors: vk::DescriptorPool::null(),
            queries: vk::QueryPool::null(),
            query_count: capacity.timestamps,
            views: vec![],
            buffers: vec![],
            pipelines: vec![],
            device: device.clone(),
        };
        let vulkan = &device.device;
        let info = vk::CommandPoolCreateInfo::default().queue_family_index(device.family);
        // SAFETY: the device lives, and what the structures point to lives until the end of this
        // function; here and below.
        let pool = unsafe { vulkan.create_command_pool(&info, None) };
        new.pool = pool.map_err(failed("vkCreateCommandPool"))?;
        let info =
            vk::CommandBufferAllocateInfo::default().command_pool(new.pool).command_buffer_count(1);
        // SAFETY: as above; the pool is new.
        let commands = unsafe { vulkan.allocate_command_buffers(&info) };
        new.commands = commands.map_err(failed("vkAllocateCommandBuffers"))?[0];
        // SAFETY: as above.
        let fence = unsafe { vulkan.create_fence(&vk::FenceCreateInfo::default(), None) };
        new.fence = fence.map_err(failed("vkCreateFence"))?;
        new.create_pools(capacity)?;
        let info = vk::CommandBufferBeginInfo::default();
        // SAFETY: as above; the command buffer is new.
        let begun = unsafe { vulkan.begin_command_buffer(new.commands, &info) };
        begun.map_err(failed("vkBeginCommandBuffer"))?;
        if new.query_count > 0 {
            // SAFETY: as above; the pool has so many queries.
            unsafe { vulkan.cmd_reset_query_pool(new.commands, new.queries, 0, new.query_count) };
        }
        let recorder = Recorder { recording: new, timestamps: 0 };
        // What earlier recordings wrote.
        recorder.barrier();
        Ok(recorder)
    }

    /// What comes after waits for what came before.
    pub fn barrier(&self) {
        self.memory_barrier(COMMANDS, ALL);
    }

    fn memory_barrier(&self, stages: vk::PipelineStageFlags, access: vk::AccessFlags) {
        let barrier =
            [vk::MemoryBarrier::default().src_access_mask(WRITES).dst_access_mask(access)];
        let none = vk::DependencyFlags::empty();
        let Recording { device, commands, .. } = &self.recording;
        // SAFETY: the command buffer is being recorded.
        unsafe {
            let vulkan = &device.device;
            vulkan.cmd_pipeline_barrier(*commands, COMMANDS, stages, none, &barrier, &[], &[]);
        }
    }

    /// Copies bytes; both ranges have as many, and do not overlap.
    pub fn copy(&mut self, from: &Bound, to: &Bound) {
        let bytes = from.bytes.min(to.bytes);
        let region =
            [vk::BufferCopy::default().src_offset(from.offset).dst_offset(to.offset).size(bytes)];
        let Recording { device, commands, buffers, .. } = &mut self.recording;
        buffers.extend([from.buffer.clone(), to.buffer.clone()]);
        // SAFETY: the command buffer is being recorded; the ranges are in their buffers, which live
        // as long as the recording.
        unsafe {
            let (from, to) = (from.buffer.buffer, to.buffer.buffer);
            device.device.cmd_copy_buffer(*commands, from, to, &region);
        }
    }

    /// Fills a range of whole words.
    pub fn fill(&mut self, to: &Bound, value: u32) {
        let Recording { device, commands, buffers, .. } = &mut self.recording;
        buffers.push(to.buffer.clone());
        // SAFETY: as for copies.
        unsafe {
            let buffer = to.buffer.buffer;
            device.device.cmd_fill_buffer(*commands, buffer, to.offset, to.bytes, value);
        }
    }

    /// Runs a kernel on a range for each of its bindings.
    ///
    /// # Errors
    /// If there are more dispatches or bindings than the capacity, or other ones than the kernel
    /// has.
    pub fn dispatch(
        &mut self,
        pipeline: &Arc<Pipeline>,
        bindings: &[Bound],
        push_constants: &[u8],
        groups: [u32; 3],
    ) -> Result<(), DeviceError> {
        if pipeline.bindings.len() != bindings.len() {
            return Err(failed("bindings")(vk::Result::ERROR_UNKNOWN));
        }
        let set = self.descriptor_set(pipeline, bindings)?;
        let Recording { device, commands, buffers, pipelines, .. } = &mut self.recording;
        buffers.extend(bindings.iter().map(|bound| bound.buffer.clone()));
        pipelines.push(pipeline.clone());
        let (vulkan, commands) = (&device.device, *commands);
        let (point, stage) = (vk::PipelineBindPoint::COMPUTE, vk::ShaderStageFlags::COMPUTE);
        // SAFETY: the command buffer is being recorded; the pipeline and what the set refers to
        // live as long as the recording.
        unsafe {
            vulkan.cmd_bind_pipeline(commands, point, pipeline.pipeline);
            vulkan.cmd_bind_descriptor_sets(commands, point, pipeline.layout, 0, &[set], &[]);
            if !push_constants.is_empty() {
                vulkan.cmd_push_constants(commands, pipeline.layout, stage, 0, push_constants);
            }
            vulkan.cmd_dispatch(commands, groups[0], groups[1], groups[2]);
        }
        Ok(())
    }

    /// A view of bytes as texels, which lives as long as the recording.
    fn view(&mut self, bound: &Bound, texel: Texel) -> Result<vk::BufferView, DeviceError> {
        let format = match texel {
            Texel::F32 => vk::Format::R32_SFLOAT,
            Texel::F32x4 => vk::Format::R32G32B32A32_SFLOAT,
            Texel::F16 => vk::Format::R16_SFLOAT,
            Texel::F16x4 => vk::Format::R16G16B16A16_SFLOAT,
        };
        // The last texel may be one in part: buffers are padded.
        let rest = bound.buffer.bytes() - bound.offset;
        let bytes = bound.bytes.max(1).next_multiple_of(texel.bytes());
        let info = vk::BufferViewCreateInfo::default()
            .buffer(bound.buffer.buffer)
            .format(format)
            .offset(bound.offset)
            .range(bytes.min(rest / texel.bytes() * texel.bytes()));
        // SAFETY: the buffer is of this device and lives as long as the recording; its size is a
        // multiple of that of every texel.
        let view = unsafe { self.recording.device.device.create_buffer_view(&info, None) };
        let view = view.map_err(failed("vkCreateBufferView"))?;
        self.recording.views.push(view);
        Ok(view)
    }

    fn descriptor_set(
        &mut self,
        pipeline: &Pipeline,
        bindings: &[Bound],
    ) -> Result<vk::DescriptorSet, DeviceError> {
        let views = pipeline.bindings.iter().zip(bindings).map(|(access, bound)| match access {
            Access::Texels(texel) => self.view(bound, *texel).map(|view| [view]),
            _ => Ok([vk::BufferView::null()]),
        });
        let views = views.collect::<Result<Vec<_>, _>>()?;
        let layouts = [pipeline.set];
        let info = vk::DescriptorSetAllocateInfo::default()
            .descriptor_pool(self.recording.descriptors)
            .set_layouts(&layouts);
        let vulkan = &self.recording.device.device;
        // SAFETY: the pool and the layout are of this device; here and below.
        let sets = unsafe { vulkan.allocate_descriptor_sets(&info) };
        let set = sets.map_err(failed("vkAllocateDescriptorSets"))?[0];
        let infos: Vec<[vk::DescriptorBufferInfo; 1]> = bindings
            .iter()
            .map(|bound| {
                let info = vk::DescriptorBufferInfo::default().buffer(bound.buffer.buffer);
                [info.offset(bound.offset).range(bound.bytes)]
            })
            .collect();
        let writes: Vec<_> = (0u32..)
            .zip(infos.iter().zip(&views).zip(&pipeline.bindings))
            .map(|(binding, ((info, view), access))| {
                let write = vk::WriteDescriptorSet::default()
                    .dst_set(set)
                    .dst_binding(binding)
                    .descriptor_type(descriptor_type(*access));
                match access {
                    Access::Texels(_) => write.texel_buffer_view(view),
                    _ => write.buffer_info(info),
                }
            })
            .collect();
        // SAFETY: as above; the set has so many bindings, and no commands use it yet.
        unsafe { vulkan.update_descriptor_sets(&writes, &[]) };
        Ok(set)
    }

    /// Takes the time when all that came before is done. Does nothing beyond the capacity.
    pub fn timestamp(&mut self) {
        let Recording { device, commands, queries, query_count, .. } = &self.recording;
        if self.timestamps < *query_count {
            let stage = vk::PipelineStageFlags::BOTTOM_OF_PIPE;
            // SAFETY: the command buffer is being recorded; the query is one of the pool.
            unsafe {
                let vulkan = &device.device;
                vulkan.cmd_write_timestamp(*commands, stage, *queries, self.timestamps);
            }
            self.timestamps += 1;
        }
    }

    /// Ends recording: what was written is for the host too.
    ///
    /// # Errors
    /// If Vulkan fails.
    pub fn finish(mut self) -> Result<Recording, DeviceError> {
        self.memory_barrier(vk::PipelineStageFlags::HOST, vk::AccessFlags::HOST_READ);
        self.recording.query_count = self.timestamps;
        let vulkan = &self.recording.device.device;
        // SAFETY: the command buffer is being recorded.
        let ended = unsafe { vulkan.end_command_buffer(self.recording.commands) };
        ended.map_err(failed("vkEndCommandBuffer"))?;
        Ok(self.recording)
    }
}

impl Recording {
    fn create_pools(&mut self, capacity: Capacity) -> Result<(), DeviceError> {
        let vulkan = &self.device.device;
        if capacity.dispatches > 0 {
            let types =
                [vk::DescriptorType::STORAGE_BUFFER, vk::DescriptorType::UNIFORM_TEXEL_BUFFER];
            let sizes = types.map(|ty| {
                let size = vk::DescriptorPoolSize::default().ty(ty);
                size.descriptor_count(capacity.bindings.max(1))
            });
            let info = vk::DescriptorPoolCreateInfo::default()
                .max_sets(capacity.dispatches)
                .pool_sizes(&sizes);
            // SAFETY: the device lives, and what the structures point to lives until the end of
            // this function; here and below.
            let pool = unsafe { vulkan.create_descriptor_pool(&info, None) };
            self.descriptors = pool.map_err(failed("vkCreateDescriptorPool"))?;
        }
        if capacity.timestamps > 0 {
            let info = vk::QueryPoolCreateInfo::default()
                .query_type(vk::QueryType::TIMESTAMP)
                .query_count(capacity.timestamps);
            // SAFETY: as above.
            let pool = unsafe { vulkan.create_query_pool(&info, None) };
            self.queries = pool.map_err(failed("vkCreateQueryPool"))?;
        }
        Ok(())
    }

    /// Runs the commands, to their end.
    ///
    /// # Errors
    /// If Vulkan fails.
    pub fn run(&mut self) -> Result<(), DeviceError> {
        let fences = [self.fence];
        let vulkan = &self.device.device;
        // SAFETY: nobody else has this recording, and it is not running: this function waits. What
        // the commands use lives as long as it does. The fence is reset before the next run.
        unsafe {
            self.device.submit(self.commands, self.fence)?;
            let waited = vulkan.wait_for_fences(&fences, true, u64::MAX);
            waited.map_err(failed("vkWaitForFences"))?;
            vulkan.reset_fences(&fences).map_err(failed("vkResetFences"))
        }
    }

    /// The nanoseconds from each timestamp to the next in the last run.
    ///
    /// # Errors
    /// If Vulkan fails.
    pub fn times(&self) -> Result<Vec<f64>, DeviceError> {
        let mut ticks = vec![0u64; self.query_count as usize];
        if ticks.is_empty() {
            return Ok(vec![]);
        }
        let flags = vk::QueryResultFlags::TYPE_64 | vk::QueryResultFlags::WAIT;
        let vulkan = &self.device.device;
        // SAFETY: the pool has so many queries, all written by the last run.
        let got = unsafe { vulkan.get_query_pool_results(self.queries, 0, &mut ticks, flags) };
        got.map_err(failed("vkGetQueryPoolResults"))?;
        let unused = 64 - self.device.timestamp_bits.clamp(1, 64);
        let period = f64::from(self.device.timestamp_period);
        let time = |pair: &[u64]| ((pair[1].wrapping_sub(pair[0]) << unused) >> unused) as f64;
        Ok(ticks.windows(2).map(|pair| time(pair) * period).collect())
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        let vulkan = &self.device.device;
        // SAFETY: the commands are not running: `run` waits for their end. What is null is left
        // alone.
        unsafe {
            vulkan.destroy_query_pool(self.queries, None);
            vulkan.destroy_descriptor_pool(self.descriptors, None);
            for view in &self.views {
                vulkan.destroy_buffer_view(*view, None);
            }
            vulkan.destroy_fence(self.fence, None);
            vulkan.destroy_command_pool(self.pool, None);
        }
    }
}
