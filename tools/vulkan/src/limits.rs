//! What a device can do at most.

use serde::Serialize;

/// Limits of a device that programs meet, by the names that Vulkan gives them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Limits {
    pub max_storage_buffer_range: u64,
    /// The larger of minStorageBufferOffsetAlignment and minTexelBufferOffsetAlignment.
    pub min_storage_buffer_offset_alignment: u64,
    /// The smaller of maxBufferSize and maxMemoryAllocationSize.
    pub max_buffer_size: u64,
    pub max_compute_work_group_count: [u32; 3],
    pub max_compute_work_group_size: [u32; 3],
    pub max_compute_work_group_invocations: u32,
    pub max_compute_shared_memory_size: u32,
    pub max_push_constants_size: u32,
    /// The smaller of maxPerStageDescriptorStorageBuffers and maxDescriptorSetStorageBuffers.
    pub max_storage_buffers: u32,
    /// The smaller of maxPerStageDescriptorSampledImages and maxDescriptorSetSampledImages.
    pub max_texel_buffers: u32,
    pub max_texel_buffer_elements: u64,
    pub subgroup_size: u32,
}
