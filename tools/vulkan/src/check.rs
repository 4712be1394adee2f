//! Whether the parts of a program fit together, whatever it is called with.

use std::collections::BTreeSet;

use tricast_dialects::DType;
use tricast_runtime::{Argument, ArgumentSource, ResultTarget, Signature};

use crate::{
    error::ProgramError,
    expression::Expression,
    features::Feature,
    limits::Limits,
    program::{Access, Binding, Buffer, Contents, Dispatch, Kernel, Step, VulkanProgram},
    spirv::Declarations,
};

type Checked = Result<(), ProgramError>;

/// What modules ask for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    pub features: BTreeSet<Feature>,
    /// The newest version of SPIR-V.
    pub version: (u32, u32),
}

/// `step 3 (dispatch of add)`
pub(crate) fn label(program: &VulkanProgram, number: usize) -> String {
    let what = match &program.steps[number] {
        Step::Copy { .. } => "copy".to_string(),
        Step::Fill { .. } => "fill".to_string(),
        Step::Dispatch(dispatch) => {
            let kernel = program.kernels.get(dispatch.kernel);
            format!("dispatch of {}", kernel.map_or("?", |kernel| &kernel.name))
        }
    };
    format!("step {number} ({what})")
}

/// The symbols that expressions may have, those of scalars last.
pub(crate) fn symbols(program: &VulkanProgram) -> Vec<String> {
    let mut symbols = Signature::new(&program.main).symbols().to_vec();
    symbols.extend(program.scalars.iter().map(|scalar| scalar.symbol.clone()));
    symbols
}

/// The ranges of a step, and what it does with them.
pub(crate) fn accesses<'a>(
    program: &'a VulkanProgram,
    step: &'a Step,
) -> Vec<(&'a Binding, Access)> {
    match step {
        Step::Copy { from, to } => vec![(from, Access::Read), (to, Access::Write)],
        Step::Fill { to, .. } => vec![(to, Access::Write)],
        Step::Dispatch(dispatch) => {
            let accesses = program.kernels[dispatch.kernel].bindings.iter().copied();
            dispatch.bindings.iter().zip(accesses).collect()
        }
    }
}

fn index(what: &str, kind: &'static str, index: usize, count: usize) -> Checked {
    if index < count {
        return Ok(());
    }
    Err(ProgramError::Index { what: what.to_string(), kind, index, count })
}

fn invalid<T>(what: impl Into<String>, problem: impl Into<String>) -> Result<T, ProgramError> {
    Err(ProgramError::Invalid { what: what.into(), problem: problem.into() })
}

/// What the modules of a program need of a device.
pub(crate) fn needs(program: &VulkanProgram) -> Result<Needs, ProgramError> {
    let mut needs = Needs::default();
    for (module, declarations) in declarations(program)?.iter().enumerate() {
        needs.version = needs.version.max(declarations.version);
        for &capability in &declarations.capabilities {
            let feature = Feature::of_capability(capability).map_err(|capability| {
                let problem = format!("needs capability {capability}, which tricast does not know");
                ProgramError::Module { module, problem }
            })?;
            needs.features.extend(feature);
        }
    }
    Ok(needs)
}

fn declarations(program: &VulkanProgram) -> Result<Vec<Declarations>, ProgramError> {
    let modules = program.modules.iter().enumerate();
    let read = modules.map(|(module, spirv)| {
        crate::spirv::read(&spirv.words).map_err(|problem| ProgramError::Module { module, problem })
    });
    read.collect()
}

/// Checks a program for a device.
pub(crate) fn check(program: &VulkanProgram, limits: &Limits) -> Checked {
    let declarations = declarations(program)?;
    for kernel in &program.kernels {
        check_kernel(kernel, &declarations, limits)?;
    }
    let symbols = symbols(program);
    for scalar in &program.scalars {
        let what = format!("scalar {}", scalar.symbol);
        index(&what, "argument", scalar.argument, program.main.arguments.len())?;
        let argument = &program.main.arguments[scalar.argument];
        if !is_input(argument) || argument.shape.is_some() || argument.dtype != DType::I64 {
            return invalid(what, format!("argument {} is no int", scalar.argument));
        }
    }
    for buffer in &program.buffers {
        check_buffer(program, buffer, &symbols)?;
    }
    check_arguments(program)?;
    for (number, step) in program.steps.iter().enumerate() {
        check_step(program, number, step, &symbols)?;
    }
    check_results(program, &symbols)?;
    check_unwritten(program)
}

fn is_input(argument: &Argument) -> bool {
    matches!(argument.source, ArgumentSource::Input(..))
}

fn check_kernel(kernel: &Kernel, declarations: &[Declarations], limits: &Limits) -> Checked {
    let name = &kernel.name;
    index(&format!("kernel {name}"), "module", kernel.module, declarations.len())?;
    let failed = |problem| Err(ProgramError::Kernel { kernel: name.clone(), problem });
    let entries = &declarations[kernel.module].entry_points;
    let entry = entries.iter().find(|entry| entry.name == kernel.entry_point);
    let Some(entry) = entry else {
        let (module, entry) = (kernel.module, &kernel.entry_point);
        return failed(format!("module {module} has no entry point '{entry}' for compute"));
    };
    let limit = |what: &str, value: u64, limit: u64, name| {
        if value <= limit {
            return Ok(());
        }
        let what = format!("kernel {}: {what}", kernel.name);
        Err(ProgramError::Limit { what, value, limit, name, why: String::new() })
    };
    if let Some(workgroup) = entry.workgroup {
        let mut invocations: u64 = 1;
        for (size, most) in workgroup.into_iter().zip(limits.max_compute_work_group_size) {
            limit("size of a workgroup", size.into(), most.into(), "maxComputeWorkGroupSize")?;
            invocations *= u64::from(size);
        }
        let most = limits.max_compute_work_group_invocations;
        limit("size of a workgroup", invocations, most.into(), "maxComputeWorkGroupInvocations")?;
        if invocations == 0 {
            return failed("its workgroups are empty".into());
        }
    }
    let (bytes, most) = (kernel.push_constants, limits.max_push_constants_size);
    limit("bytes of push constants", bytes.into(), most.into(), "maxPushConstantsSize")?;
    if !bytes.is_multiple_of(4) {
        return failed(format!("{bytes} bytes of push constants are no multiple of 4"));
    }
    let is_texels = |access: &&Access| matches!(access, Access::Texels(_));
    let texels = kernel.bindings.iter().filter(is_texels).count() as u64;
    let (count, most) = (kernel.bindings.len() as u64 - texels, limits.max_storage_buffers);
    limit("bindings", count, most.into(), "maxPerStageDescriptorStorageBuffers")?;
    let most = limits.max_texel_buffers.into();
    limit("texel buffers", texels, most, "maxPerStageDescriptorSampledImages")
}

fn check_symbols(what: &str, expression: &Expression, symbols: &[String]) -> Checked {
    match expression.unknown_symbol(symbols) {
        None => Ok(()),
        Some(symbol) => {
            invalid(what, format!("the inputs do not say what {symbol} in {expression} is"))
        }
    }
}

fn check_buffer(program: &VulkanProgram, buffer: &Buffer, symbols: &[String]) -> Checked {
    let what = format!("buffer {}", buffer.name);
    check_symbols(&what, &buffer.bytes, symbols)?;
    let is_static = buffer.bytes.as_static().is_some();
    match &buffer.contents {
        Contents::Temporary => Ok(()),
        Contents::Constant(_) if is_static => Ok(()),
        Contents::Constant(_) => invalid(what, "a constant has a size that is no number"),
        Contents::Argument(argument) => {
            index(&what, "argument", *argument, program.main.arguments.len())?;
            let is_kept = !is_input(&program.main.arguments[*argument])
                || program.residents.iter().any(|resident| resident.argument == *argument);
            if is_kept && !is_static {
                return invalid(what, "what stays on the device has a size that is no number");
            }
            Ok(())
        }
    }
}

/// Every argument is in one buffer at most, and residents are inputs with a buffer.
fn check_arguments(program: &VulkanProgram) -> Checked {
    let mut seen = BTreeSet::new();
    for buffer in &program.buffers {
        if let Contents::Argument(argument) = buffer.contents
            && !seen.insert(argument)
        {
            let problem = format!("argument {argument} is in another buffer too");
            return invalid(format!("buffer {}", buffer.name), problem);
        }
    }
    for (number, resident) in program.residents.iter().enumerate() {
        let what = format!("resident {number}");
        index(&what, "argument", resident.argument, program.main.arguments.len())?;
        index(&what, "result", resident.result, program.main.results.len())?;
        let argument = &program.main.arguments[resident.argument];
        let result = &program.main.results[resident.result];
        let is_output = matches!(result.target, ResultTarget::Output(_));
        if !is_input(argument) || !seen.contains(&resident.argument) || !is_output {
            return invalid(what, "is no output that becomes an input with a buffer");
        }
        let others = &program.residents[..number];
        if others
            .iter()
            .any(|other| other.argument == resident.argument || other.result == resident.result)
        {
            return invalid(what, "its argument or result is that of another one");
        }
        if argument.static_sizes().is_none() || argument.dtype != result.dtype {
            return invalid(what, "input and output have no shape and dtype in common");
        }
    }
    Ok(())
}

fn check_step(program: &VulkanProgram, number: usize, step: &Step, symbols: &[String]) -> Checked {
    let what = label(program, number);
    if let Step::Dispatch(dispatch) = step {
        check_dispatch(program, dispatch, &what, symbols)?;
    }
    for (place, (binding, access)) in accesses(program, step).into_iter().enumerate() {
        let what = format!("{what}: binding {place}");
        index(&what, "buffer", binding.buffer, program.buffers.len())?;
        check_symbols(&what, &binding.offset, symbols)?;
        check_symbols(&what, &binding.bytes, symbols)?;
        if access.writes() && !may_write(program, &program.buffers[binding.buffer]) {
            let name = &program.buffers[binding.buffer].name;
            return invalid(what, format!("writes to {name}, which does not change"));
        }
    }
    Ok(())
}

/// Whether steps may write to a buffer: not to weights and constants.
fn may_write(program: &VulkanProgram, buffer: &Buffer) -> bool {
    match buffer.contents {
        Contents::Temporary => true,
        Contents::Constant(_) => false,
        Contents::Argument(argument) => match &program.main.arguments[argument].source {
            ArgumentSource::Input(..) => true,
            ArgumentSource::Constant(_) => false,
            ArgumentSource::Global(name) => program.main.results.iter().any(
                |result| matches!(&result.target, ResultTarget::Global(changed) if changed == name),
            ),
        },
    }
}

fn check_dispatch(
    program: &VulkanProgram,
    dispatch: &Dispatch,
    what: &str,
    symbols: &[String],
) -> Checked {
    index(what, "kernel", dispatch.kernel, program.kernels.len())?;
    let kernel = &program.kernels[dispatch.kernel];
    let (found, expected) = (dispatch.bindings.len(), kernel.bindings.len());
    if found != expected {
        return invalid(what, format!("has {found} bindings, its kernel {expected}"));
    }
    for count in &dispatch.workgroups {
        check_symbols(what, count, symbols)?;
    }
    let mut set = BTreeSet::new();
    for constant in &dispatch.push_constants {
        let end = constant.offset.checked_add(constant.value.size());
        let is_inside = end.is_some_and(|end| end <= kernel.push_constants);
        if !constant.offset.is_multiple_of(4) || !is_inside {
            let (offset, bytes) = (constant.offset, kernel.push_constants);
            return invalid(what, format!("push constant at {offset}, its kernel has {bytes}"));
        }
        let words = constant.offset / 4..(constant.offset + constant.value.size()) / 4;
        if words.into_iter().any(|word| !set.insert(word)) {
            return invalid(what, format!("two push constants at {}", constant.offset));
        }
        use crate::program::PushValue;
        if let PushValue::I32(value) | PushValue::I64(value) = &constant.value {
            check_symbols(what, value, symbols)?;
        }
    }
    if set.len() != (kernel.push_constants / 4) as usize {
        let (set, bytes) = (set.len() * 4, kernel.push_constants);
        return invalid(what, format!("gives {set} bytes of push constants of {bytes}"));
    }
    let Some(split) = &dispatch.split else { return Ok(()) };
    if split.dimension > 2 || split.slices.len() != expected {
        return invalid(what, "its split has no such dimension, or not a slice for each binding");
    }
    for slice in split.slices.iter().flatten() {
        check_symbols(what, &slice.stride, symbols)?;
        check_symbols(what, &slice.window, symbols)?;
    }
    Ok(())
}

fn check_results(program: &VulkanProgram, symbols: &[String]) -> Checked {
    let (found, expected) = (program.results.len(), program.main.results.len());
    if found != expected {
        return invalid("results", format!("{found} have a place, main has {expected}"));
    }
    for (number, (place, result)) in program.results.iter().zip(&program.main.results).enumerate() {
        let what = format!("result {number}");
        index(&what, "buffer", place.buffer, program.buffers.len())?;
        if place.sizes.len() != result.rank.unwrap_or(0) {
            let (found, rank) = (place.sizes.len(), result.rank.unwrap_or(0));
            return invalid(what, format!("has {found} sizes, and rank {rank}"));
        }
        for size in &place.sizes {
            check_symbols(&what, size, symbols)?;
        }
        if matches!(result.target, ResultTarget::Constant(_)) {
            return invalid(what, "is a constant, which main does not give");
        }
    }
    check_copies(program)
}

/// The buffer that a result goes to when a call ends, on the device: of a model's buffer, or of a
/// resident. None for others, and for a model's buffer that no step reads.
pub(crate) fn kept_in(program: &VulkanProgram, result: usize) -> Option<usize> {
    let is_it = |argument: usize| match &program.main.results[result].target {
        ResultTarget::Global(name) => {
            matches!(&program.main.arguments[argument].source,
                     ArgumentSource::Global(global) if global == name)
        }
        _ => program
            .residents
            .iter()
            .any(|resident| (resident.argument, resident.result) == (argument, result)),
    };
    let buffers = program.buffers.iter();
    buffers.clone().position(
        |buffer| matches!(buffer.contents, Contents::Argument(argument) if is_it(argument)),
    )
}

/// No result is in a buffer that another one is copied to when the call ends.
fn check_copies(program: &VulkanProgram) -> Checked {
    for (number, place) in program.results.iter().enumerate() {
        let Some(kept) = kept_in(program, number).filter(|kept| *kept != place.buffer) else {
            continue;
        };
        let other = program.results.iter().position(|other| other.buffer == kept);
        if let Some(other) = other {
            let what = format!("result {number}");
            let name = &program.buffers[kept].name;
            return invalid(what, format!("goes to buffer {name}, which has result {other}"));
        }
    }
    Ok(())
}

/// What is read was written, at least in part.
fn check_unwritten(program: &VulkanProgram) -> Checked {
    let mut written: Vec<bool> =
        program.buffers.iter().map(|buffer| buffer.contents != Contents::Temporary).collect();
    let unwritten = |what: String, buffer: usize| {
        let buffer = program.buffers[buffer].name.clone();
        Err(ProgramError::Unwritten { what, buffer })
    };
    for (number, step) in program.steps.iter().enumerate() {
        let accesses = accesses(program, step);
        for (place, (binding, access)) in accesses.iter().enumerate() {
            if access.reads() && !written[binding.buffer] {
                let what = format!("{}: binding {place}", label(program, number));
                return unwritten(what, binding.buffer);
            }
        }
        for (binding, access) in accesses {
            written[binding.buffer] |= access.writes();
        }
    }
    for (number, place) in program.results.iter().enumerate() {
        let is_empty = place.sizes.iter().any(|size| size.as_static() == Some(0));
        if !written[place.buffer] && !is_empty {
            return unwritten(format!("result {number}"), place.buffer);
        }
    }
    Ok(())
}
