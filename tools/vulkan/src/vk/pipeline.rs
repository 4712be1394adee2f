//! Kernels made ready for a device.

use std::{
    collections::{HashMap, hash_map::Entry},
    ffi::CString,
    num::NonZeroUsize,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use ash::vk;

use super::{device::Device, failed};
use crate::{
    error::{DeviceError, LoadError, ProgramError},
    program::{Access, Kernel, Module},
};

/// A kernel that can be dispatched.
pub(crate) struct Pipeline {
    pub(super) pipeline: vk::Pipeline,
    pub(super) layout: vk::PipelineLayout,
    pub(super) set: vk::DescriptorSetLayout,
    /// What the bindings are.
    pub(super) bindings: Vec<Access>,
    device: Arc<Device>,
}

/// What Vulkan calls a binding.
pub(super) fn descriptor_type(access: Access) -> vk::DescriptorType {
    match access {
        Access::Texels(_) => vk::DescriptorType::UNIFORM_TEXEL_BUFFER,
        Access::Read | Access::Write | Access::ReadWrite => vk::DescriptorType::STORAGE_BUFFER,
    }
}

/// A module on a device.
struct ShaderModule {
    module: vk::ShaderModule,
    device: Arc<Device>,
}

impl Drop for ShaderModule {
    fn drop(&mut self) {
        // SAFETY: pipelines do not need the modules that they were made of.
        unsafe { self.device.device.destroy_shader_module(self.module, None) };
    }
}

impl ShaderModule {
    fn new(device: &Arc<Device>, module: &Module) -> Result<ShaderModule, DeviceError> {
        let info = vk::ShaderModuleCreateInfo::default().code(&module.words);
        // SAFETY: the words are instructions of SPIR-V as far as `spirv::read` looks, from a
        // compiler that is trusted for what it does not: the same as with object code.
        let module = unsafe { device.device.create_shader_module(&info, None) };
        let module = module.map_err(failed("vkCreateShaderModule"))?;
        Ok(ShaderModule { module, device: device.clone() })
    }
}

/// The pipelines of kernels, made by several threads; those of kernels that are the same but for
/// their name are one.
///
/// # Errors
/// If a driver does not take one.
pub(crate) fn pipelines(
    device: &Arc<Device>,
    modules: &[Module],
    kernels: &[Kernel],
) -> Result<Vec<Arc<Pipeline>>, LoadError> {
    let mut first: HashMap<&Module, usize> = HashMap::new();
    let same: Vec<usize> = modules
        .iter()
        .enumerate()
        .map(|(number, module)| *first.entry(module).or_insert(number))
        .collect();
    let mut distinct: Vec<Kernel> = vec![];
    let mut places: HashMap<Kernel, usize> = HashMap::new();
    let places: Vec<usize> = kernels
        .iter()
        .map(|kernel| {
            let module = same[kernel.module];
            let key = Kernel { name: String::new(), module, ..kernel.clone() };
            *places.entry(key).or_insert_with(|| {
                distinct.push(Kernel { module, ..kernel.clone() });
                distinct.len() - 1
            })
        })
        .collect();
    let made = make_all(device, modules, &distinct)?;
    Ok(places.into_iter().map(|place| made[place].clone()).collect())
}

/// Makes pipelines in their order, each thread the next one.
fn make_all(
    device: &Arc<Device>,
    modules: &[Module],
    kernels: &[Kernel],
) -> Result<Vec<Arc<Pipeline>>, LoadError> {
    let mut used = HashMap::new();
    for kernel in kernels {
        if let Entry::Vacant(place) = used.entry(kernel.module) {
            place.insert(ShaderModule::new(device, &modules[kernel.module])?);
        }
    }
    let next = AtomicUsize::new(0);
    let made: Mutex<Vec<(usize, Result<Pipeline, LoadError>)>> = Mutex::new(vec![]);
    let work = || {
        while let Some((number, kernel)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|n| Some((n, kernels.get(n)?)))
        {
            let pipeline = Pipeline::new(device, used[&kernel.module].module, kernel);
            made.lock().unwrap_or_else(PoisonError::into_inner).push((number, pipeline));
        }
    };
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(kernels.len());
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_by_key(|(number, _)| *number);
    made.into_iter().map(|(_, pipeline)| Ok(Arc::new(pipeline?))).collect()
}

impl Pipeline {
    fn new(
        device: &Arc<Device>,
        module: vk::ShaderModule,
        kernel: &Kernel,
    ) -> Result<Pipeline, LoadError> {
        let mut new = Pipeline {
            pipeline: vk::Pipeline::null(),
            layout: vk::PipelineLayout::null(),
            set: vk::DescriptorSetLayout::null(),
            bindings: kernel.bindings.clone(),
            device: device.clone(),
        };
        let bindings: Vec<_> = (0u32..)
            .zip(&kernel.bindings)
            .map(|(binding, access)| {
                vk::DescriptorSetLayoutBinding::default()
                    .binding(binding)
                    .descriptor_type(descriptor_type(*access))
                    .descriptor_count(1)
                    .stage_flags(vk::ShaderStageFlags::COMPUTE)
            })
            .collect();
        let info = vk::DescriptorSetLayoutCreateInfo::default().bindings(&bindings);
        // SAFETY: what the structures point to lives until the end of this function; here and below.
        let set = unsafe { device.device.create_descriptor_set_layout(&info, None) };
        new.set = set.map_err(failed("vkCreateDescriptorSetLayout"))?;
        let sets = [new.set];
        let ranges = [vk::PushConstantRange::default()
            .stage_flags(vk::ShaderStageFlags::COMPUTE)
            .size(kernel.push_constants)];
        let ranges = if kernel.push_constants == 0 { &[][..] } else { &ranges };
        let info =
            vk::PipelineLayoutCreateInfo::default().set_layouts(&sets).push_constant_ranges(ranges);
        // SAFETY: as above.
        let layout = unsafe { device.device.create_pipeline_layout(&info, None) };
        new.layout = layout.map_err(failed("vkCreatePipelineLayout"))?;
        new.pipeline = new.compile(module, kernel)?;
        Ok(new)
    }

    fn compile(
        &self,
        module: vk::ShaderModule,
        kernel: &Kernel,
    ) -> Result<vk::Pipeline, LoadError> {
        let failed = |problem: &str| {
            let (kernel, problem) = (kernel.name.clone(), problem.to_string());
            LoadError::Program(ProgramError::Kernel { kernel, problem })
        };
        let entry = CString::new(kernel.entry_point.as_str());
        let entry = entry.map_err(|_| failed("the name of its entry point has a 0"))?;
        let values: Vec<u8> =
            kernel.specialization.iter().flat_map(|(_, value)| value.to_ne_bytes()).collect();
        let entries: Vec<_> = kernel
            .specialization
            .iter()
            .enumerate()
            .map(|(place, (id, _))| {
                let entry = vk::SpecializationMapEntry::default().constant_id(*id);
                entry.offset(place as u32 * 4).size(4)
            })
            .collect();
        let specialization = vk::SpecializationInfo::default().map_entries(&entries).data(&values);
        let stage = vk::PipelineShaderStageCreateInfo::default()
            .stage(vk::ShaderStageFlags::COMPUTE)
            .module(module)
            .name(&entry)
            .specialization_info(&specialization);
        let info = [vk::ComputePipelineCreateInfo::default().stage(stage).layout(self.layout)];
        let device = &self.device;
        // SAFETY: the module and the layout are of this device; the module has the entry point; the
        // cache may be used by several threads.
        let made = unsafe { device.device.create_compute_pipelines(device.cache, &info, None) };
        match made {
            Ok(made) => made.first().copied().ok_or_else(|| failed("the driver gave no pipeline")),
            Err((_, code)) => Err(failed(&format!("the driver does not take it: {code:?}"))),
        }
    }
}

impl Drop for Pipeline {
    fn drop(&mut self) {
        // SAFETY: no commands that use it are running: recordings run to their end. What is null is
        // left alone.
        unsafe {
            self.device.device.destroy_pipeline(self.pipeline, None);
            self.device.device.destroy_pipeline_layout(self.layout, None);
            self.device.device.destroy_descriptor_set_layout(self.set, None);
        }
    }
}
