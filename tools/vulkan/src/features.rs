//! What modules may ask of a device, and how Vulkan says that it has it.

use ash::vk;
use serde::{Serialize, Serializer};

/// Capabilities of SPIR-V that every device has.
const ALWAYS: [u32; 5] = [0, 1, 46, 50, 61];

/// What Vulkan says of a device's features, or is asked to enable.
#[derive(Clone, Copy, Default)]
pub(crate) struct FeatureStructs {
    pub core: vk::PhysicalDeviceFeatures,
    pub v11: vk::PhysicalDeviceVulkan11Features<'static>,
    pub v12: vk::PhysicalDeviceVulkan12Features<'static>,
    pub v13: vk::PhysicalDeviceVulkan13Features<'static>,
}

macro_rules! features {
    ($($feature:ident $name:literal $capabilities:tt $group:ident.$field:ident)*) => {
        /// A feature of a device that is there or not, and is enabled where a module needs it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum Feature {
            $($feature,)*
            SubgroupVote,
            SubgroupArithmetic,
            SubgroupBallot,
            SubgroupShuffle,
            SubgroupShuffleRelative,
            SubgroupClustered,
            SubgroupQuad,
            SignedZeroInfNanPreserve,
            DenormPreserve,
            DenormFlushToZero,
            RoundingModeRte,
            RoundingModeRtz,
        }

        /// Those that are enabled: name, and the capabilities of SPIR-V that need it.
        const ENABLED: &[(Feature, &str, &[u32])] =
            &[$((Feature::$feature, $name, &$capabilities),)*];

        impl FeatureStructs {
            /// The features that are set.
            pub fn enabled(&self) -> Vec<Feature> {
                let mut found = vec![];
                $(if self.$group.$field == vk::TRUE { found.push(Feature::$feature); })*
                found
            }

            /// Sets a feature; those that need no enabling are left.
            pub fn enable(&mut self, feature: Feature) {
                match feature {
                    $(Feature::$feature => self.$group.$field = vk::TRUE,)*
                    _ => {}
                }
            }
        }
    };
}

features! {
    Float16 "shaderFloat16" [9] v12.shader_float16
    Float64 "shaderFloat64" [10] core.shader_float64
    Int8 "shaderInt8" [39] v12.shader_int8
    Int16 "shaderInt16" [22] core.shader_int16
    Int64 "shaderInt64" [11] core.shader_int64
    Int64Atomics "shaderBufferInt64Atomics" [12] v12.shader_buffer_int64_atomics
    Storage16 "storageBuffer16BitAccess" [4433] v11.storage_buffer16_bit_access
    Uniform16 "uniformAndStorageBuffer16BitAccess" [4434]
        v11.uniform_and_storage_buffer16_bit_access
    Push16 "storagePushConstant16" [4435] v11.storage_push_constant16
    Storage8 "storageBuffer8BitAccess" [4448] v12.storage_buffer8_bit_access
    Uniform8 "uniformAndStorageBuffer8BitAccess" [4449] v12.uniform_and_storage_buffer8_bit_access
    Push8 "storagePushConstant8" [4450] v12.storage_push_constant8
    StoragePointers "variablePointersStorageBuffer" [4441] v11.variable_pointers_storage_buffer
    Pointers "variablePointers" [4442] v11.variable_pointers
    MemoryModel "vulkanMemoryModel" [5345] v12.vulkan_memory_model
    MemoryModelDeviceScope "vulkanMemoryModelDeviceScope" [5346]
        v12.vulkan_memory_model_device_scope
    DotProduct "shaderIntegerDotProduct" [6016, 6017, 6018, 6019] v13.shader_integer_dot_product
}

/// Those that Vulkan calls properties: they are there without enabling.
const PROPERTIES: &[(Feature, &str, &[u32])] = &[
    (Feature::SubgroupVote, "subgroupVote", &[62]),
    (Feature::SubgroupArithmetic, "subgroupArithmetic", &[63]),
    (Feature::SubgroupBallot, "subgroupBallot", &[64]),
    (Feature::SubgroupShuffle, "subgroupShuffle", &[65]),
    (Feature::SubgroupShuffleRelative, "subgroupShuffleRelative", &[66]),
    (Feature::SubgroupClustered, "subgroupClustered", &[67]),
    (Feature::SubgroupQuad, "subgroupQuad", &[68]),
    (Feature::DenormPreserve, "shaderDenormPreserveFloat32", &[4464]),
    (Feature::DenormFlushToZero, "shaderDenormFlushToZeroFloat32", &[4465]),
    (Feature::SignedZeroInfNanPreserve, "shaderSignedZeroInfNanPreserveFloat32", &[4466]),
    (Feature::RoundingModeRte, "shaderRoundingModeRTEFloat32", &[4467]),
    (Feature::RoundingModeRtz, "shaderRoundingModeRTZFloat32", &[4468]),
];

fn table() -> impl Iterator<Item = &'static (Feature, &'static str, &'static [u32])> {
    ENABLED.iter().chain(PROPERTIES)
}

impl Feature {
    /// What Vulkan calls it: `shaderFloat16`.
    pub fn name(self) -> &'static str {
        table().find(|(feature, ..)| *feature == self).map_or("?", |(_, name, _)| name)
    }

    /// What a capability of SPIR-V, by its number, needs; None if nothing. The number again if it
    /// is none that this runtime knows.
    pub(crate) fn of_capability(capability: u32) -> Result<Option<Feature>, u32> {
        if ALWAYS.contains(&capability) {
            return Ok(None);
        }
        let row = table().find(|(.., capabilities)| capabilities.contains(&capability));
        row.map(|(feature, ..)| Some(*feature)).ok_or(capability)
    }

    /// The features that are properties.
    pub(crate) fn of_properties(
        v11: &vk::PhysicalDeviceVulkan11Properties<'_>,
        v12: &vk::PhysicalDeviceVulkan12Properties<'_>,
    ) -> Vec<Feature> {
        use vk::SubgroupFeatureFlags as Subgroup;
        let has = |operation| {
            v11.subgroup_supported_operations.contains(operation)
                && v11.subgroup_supported_stages.contains(vk::ShaderStageFlags::COMPUTE)
        };
        let found = [
            (Feature::SubgroupVote, has(Subgroup::VOTE)),
            (Feature::SubgroupArithmetic, has(Subgroup::ARITHMETIC)),
            (Feature::SubgroupBallot, has(Subgroup::BALLOT)),
            (Feature::SubgroupShuffle, has(Subgroup::SHUFFLE)),
            (Feature::SubgroupShuffleRelative, has(Subgroup::SHUFFLE_RELATIVE)),
            (Feature::SubgroupClustered, has(Subgroup::CLUSTERED)),
            (Feature::SubgroupQuad, has(Subgroup::QUAD)),
            (Feature::DenormPreserve, v12.shader_denorm_preserve_float32 == vk::TRUE),
            (Feature::DenormFlushToZero, v12.shader_denorm_flush_to_zero_float32 == vk::TRUE),
            (
                Feature::SignedZeroInfNanPreserve,
                v12.shader_signed_zero_inf_nan_preserve_float32 == vk::TRUE,
            ),
            (Feature::RoundingModeRte, v12.shader_rounding_mode_rte_float32 == vk::TRUE),
            (Feature::RoundingModeRtz, v12.shader_rounding_mode_rtz_float32 == vk::TRUE),
        ];
        found.into_iter().filter(|(_, is_there)| *is_there).map(|(feature, _)| feature).collect()
    }
}

impl Serialize for Feature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_set_and_found_again() {
        for (feature, name, capabilities) in ENABLED {
            let mut structs = FeatureStructs::default();
            structs.enable(*feature);
            assert_eq!(structs.enabled(), [*feature]);
            assert_eq!(feature.name(), *name);
            for capability in *capabilities {
                assert_eq!(Feature::of_capability(*capability), Ok(Some(*feature)));
            }
        }
        assert_eq!(Feature::of_capability(1), Ok(None));
        assert_eq!(Feature::of_capability(6022), Err(6022));
    }
}
