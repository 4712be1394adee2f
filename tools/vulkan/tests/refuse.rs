//! Programs that are refused, each with the reason.

mod common;

use common::*;
use tricast_dialects::{DType, Dim};
use tricast_runtime::ResultTarget;
use tricast_vulkan::{
    Access, Contents, DeviceError, Dispatch, Executable, LoadError, Options, PushValue, Resident,
    Step, choose, devices,
};

/// `x0 + x1` of 100 elements.
fn program() -> Builder {
    let mut builder = Builder::new();
    let size = number(100);
    let (a, b) = (builder.input(0, DType::F32, &size), builder.input(1, DType::F32, &size));
    let c = builder.temporary("sum", &number(400));
    let add = builder.kernel("add", add(), 2);
    builder.dispatch(add, &[a, b, c], &size);
    builder.output(0, DType::F32, c, &size);
    builder
}

fn dispatch(builder: &mut Builder) -> &mut Dispatch {
    let Some(Step::Dispatch(dispatch)) = builder.0.steps.last_mut() else { unreachable!() };
    dispatch
}

/// What is changed in a program, and what is then said of it.
type Case = (fn(&mut Builder), &'static str);

const CASES: &[Case] = &[
    (
        |program| dispatch(program).kernel = 3,
        "step 0 (dispatch of ?): kernel 3 is not there, there are 1",
    ),
    (
        |program| dispatch(program).bindings[1].buffer = 9,
        "step 0 (dispatch of add): binding 1: buffer 9 is not there, there are 3",
    ),
    (|program| program.0.kernels[0].module = 1, "kernel add: module 1 is not there, there are 1"),
    (
        |program| program.0.kernels[0].entry_point = "other".into(),
        "kernel add: module 0 has no entry point 'other' for compute",
    ),
    (
        |program| program.0.modules[0].words.truncate(2),
        "module 0 is no SPIR-V of this machine's byte order",
    ),
    (
        |program| program.0.modules[0].words[5] = 0,
        "module 0 has an instruction of 0 words at word 5",
    ),
    (
        // The capability CooperativeMatrixKHR.
        |program| program.0.modules[0].words[6] = 6022,
        "module 0 needs capability 6022, which tricast does not know",
    ),
    (
        |program| drop(dispatch(program).bindings.pop()),
        "step 0 (dispatch of add): has 2 bindings, its kernel 3",
    ),
    (
        |program| dispatch(program).bindings[0].bytes = 404.into(),
        "step 0 (dispatch of add): binding 0: bytes 0 to 404 of buffer x0, which has 400",
    ),
    (
        |program| {
            dispatch(program).bindings[2].offset = 4.into();
            dispatch(program).bindings[2].bytes = 4.into();
        },
        "step 0 (dispatch of add): binding 2: starts at byte 4 of buffer sum, which is no multiple \
         of ",
    ),
    (|program| program.0.buffers[2].bytes = (-1).into(), "bytes of buffer sum: -1 is -1"),
    (
        |program| program.0.buffers[2].bytes = Dim::symbol("s7").into(),
        "buffer sum: the inputs do not say what s7 in s7 is",
    ),
    (
        |program| program.0.buffers[2].bytes = (1i64 << 50).into(),
        "bytes of buffer sum: 1125899906842624 is more than ",
    ),
    (
        |program| dispatch(program).workgroups[1] = (1 << 20).into(),
        "step 0 (dispatch of add): workgroups in y: 1048576 is more than ",
    ),
    (
        |program| drop(dispatch(program).push_constants.pop()),
        "step 0 (dispatch of add): gives 4 bytes of push constants of 8",
    ),
    (
        |program| dispatch(program).push_constants[1].offset = 8,
        "step 0 (dispatch of add): push constant at 8, its kernel has 8",
    ),
    (
        |program| dispatch(program).push_constants[1].offset = 0,
        "step 0 (dispatch of add): two push constants at 0",
    ),
    (
        |program| dispatch(program).push_constants[0].value = PushValue::I32((1i64 << 32).into()),
        "step 0 (dispatch of add): push constant at 0: 4294967296 is 4294967296",
    ),
    (
        |program| program.0.kernels[0].push_constants = 1 << 20,
        "kernel add: bytes of push constants: 1048576 is more than ",
    ),
    (
        |program| program.0.kernels[0].bindings = vec![Access::Read; 1 << 24],
        "kernel add: bindings: 16777216 is more than ",
    ),
    (
        |program| program.0.buffers[2].contents = Contents::Constant(vec![0; 400]),
        "step 0 (dispatch of add): binding 2: writes to sum, which does not change",
    ),
    (
        |program| program.0.steps.clear(),
        "result 0: reads temporary sum, which nothing wrote to before",
    ),
    (
        |program| program.0.results[0].sizes[0] = 101.into(),
        "result 0: bytes 0 to 404 of buffer sum, which has 400",
    ),
    (|program| program.0.results.clear(), "results: 0 have a place, main has 1"),
    (
        |program| program.0.buffers[1].contents = Contents::Argument(0),
        "buffer x1: argument 0 is in another buffer too",
    ),
    (
        |program| program.0.main.results[0].target = ResultTarget::Constant("c".into()),
        "result 0: is a constant, which main does not give",
    ),
    (
        |program| program.0.residents.push(Resident { argument: 5, result: 0 }),
        "resident 0: argument 5 is not there, there are 2",
    ),
    (
        |program| {
            let bytes = program.whole(0);
            program.0.steps.push(Step::Copy { from: bytes.clone(), to: bytes });
        },
        "step 1 (copy): copies 400 bytes to 400, or overlaps",
    ),
];

#[test]
fn bad_programs_are_refused() {
    if !has_device() {
        return;
    }
    for (change, expected) in CASES {
        let mut program = program();
        change(&mut program);
        let error = program.refused();
        assert!(error.starts_with(expected), "{error}\nexpected {expected}");
    }
}

#[test]
fn validation_finds_what_the_program_hides() {
    if !has_device() {
        return;
    }
    // The module has push constants that the program does not declare.
    let mut program = program();
    program.0.kernels[0].push_constants = 0;
    dispatch(&mut program).push_constants.clear();
    let error = program.refused();
    assert!(error.starts_with("Vulkan validation: "), "{error}");
    assert!(error.contains("push constant"), "{error}");
}

#[test]
fn a_missing_feature_is_named() {
    if !has_device() {
        return;
    }
    // Capabilities, and the features that Vulkan has them for.
    let table = [
        (9, "shaderFloat16"),
        (10, "shaderFloat64"),
        (12, "shaderBufferInt64Atomics"),
        (4435, "storagePushConstant16"),
        (4450, "storagePushConstant8"),
        (4464, "shaderDenormPreserveFloat32"),
        (4465, "shaderDenormFlushToZeroFloat32"),
        (4467, "shaderRoundingModeRTEFloat32"),
        (4468, "shaderRoundingModeRTZFloat32"),
    ];
    let devices = devices().unwrap();
    let device = &devices[choose(&devices, None).unwrap()];
    let has = |name: &str| device.features.iter().any(|feature| feature.name() == name);
    let (capability, name) =
        table.into_iter().find(|(_, name)| !has(name)).expect("a feature that it lacks");
    let mut program = program();
    // The operand of the first instruction, OpCapability Shader.
    program.0.modules[0].words[6] = capability;
    let error = program.refused();
    assert_eq!(error, format!("{} lacks {name}, which the program needs", device.name));
}

#[test]
fn devices_are_chosen_by_number_or_name() {
    if !has_device() {
        return;
    }
    let load = |device: &str| {
        let options = Options { device: Some(device.into()), ..options() };
        Executable::load(program().0, &Weights::default(), &options)
    };
    let first = &devices().unwrap()[0];
    assert_eq!(load("0").unwrap().device(), first);
    if devices().unwrap().len() == 1 {
        let part = first.name[1..5].to_uppercase();
        assert_eq!(load(&part).unwrap().device(), first);
    }
    for (wanted, problem) in
        [("99", "no device has the number"), ("nosuch", "no device's name has")]
    {
        let Err(LoadError::Device(DeviceError::Choice { problem: found, .. })) = load(wanted)
        else {
            panic!("{wanted}")
        };
        assert_eq!(found, problem);
    }
}

#[test]
fn choice_prefers_discrete_devices() {
    use tricast_vulkan::DeviceType;
    if !has_device() {
        return;
    }
    let one = devices().unwrap().remove(0);
    let named = |index: usize, name: &str, device_type| {
        let mut device = one.clone();
        (device.index, device.name, device.device_type) = (index, name.into(), device_type);
        device
    };
    let all = [
        named(0, "llvmpipe", DeviceType::Cpu),
        named(1, "Small GPU", DeviceType::Integrated),
        named(2, "Large GPU", DeviceType::Discrete),
    ];
    assert_eq!(choose(&all, None), Ok(2));
    assert_eq!(choose(&all[..2], None), Ok(1));
    assert_eq!(choose(&all, Some("small")), Ok(1));
    let error = choose(&all, Some("gpu")).unwrap_err().to_string();
    let expected = "the names of several devices have 'gpu'; there are: 0: llvmpipe, 1: Small GPU, \
                    2: Large GPU";
    assert_eq!(error, expected);
    assert_eq!(choose(&[], None), Err(DeviceError::NoDevice));
}
