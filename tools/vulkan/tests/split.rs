//! Dispatches that are more than a device does at once.

mod common;

use common::*;
use tricast_dialects::{DType, Dim};
use tricast_runtime::HostTensor;
use tricast_vulkan::{Executable, Slice, Split, Step, devices};

/// `x0 + its own index`: wrong where a part of a split does not know where it is.
const BODY: &str = "%result = OpIAdd %u32 %x0 %at";

fn program(split: Option<Split>) -> Builder {
    let mut builder = Builder::new();
    let size = Dim::symbol("s0");
    let module = elementwise("", "OpTypeInt 32 0", 4, 1, BODY);
    let x = builder.input(0, DType::I32, &size);
    let y = builder.temporary("y", &(&size * 4));
    let kernel = builder.kernel("add index", module, 1);
    builder.dispatch(kernel, &[x, y], &size);
    let Some(Step::Dispatch(dispatch)) = builder.0.steps.last_mut() else { unreachable!() };
    dispatch.split = split;
    builder.output(0, DType::I32, y, &size);
    builder
}

fn slice(window: i64) -> Option<Slice> {
    Some(Slice { stride: (WORKGROUP * 4).into(), window: window.into() })
}

#[test]
fn a_large_buffer_takes_several_dispatches() {
    if !has_device() {
        return;
    }
    let whole = || Split { dimension: 0, slices: vec![slice(WORKGROUP * 4), slice(WORKGROUP * 4)] };
    let weights = Weights::default();
    let mut executable = program(Some(whole())).load(&weights, &options());
    let limits = executable.device().limits.clone();
    let fits = HostTensor::from_slice(&[1000], &[1i32; 1000]).unwrap();
    executable.run(&[fits]).unwrap();
    assert_eq!(executable.commands().unwrap().dispatches, 1);
    // More than can be bound, on lavapipe and on others that bind 128 MiB.
    let count: usize = (160 << 20) / 4 + 5;
    // Every 4096 bytes are another byte: quick to make, even unoptimized.
    let byte = |block: usize| (block % 251) as u8;
    let x = HostTensor::new(DType::I32, &[count], |bytes| {
        bytes.chunks_mut(4096).enumerate().for_each(|(n, block)| block.fill(byte(n)));
    })
    .unwrap();
    let outputs = executable.run(std::slice::from_ref(&x)).unwrap();
    let result = outputs.values[0].as_ref().unwrap().bytes();
    for i in (0..count).step_by(61).chain(count - 70..count) {
        let found = i32::from_le_bytes(result[4 * i..4 * i + 4].try_into().unwrap());
        let expected = i32::from_le_bytes([byte(i / 1024); 4]).wrapping_add(i as i32);
        assert_eq!(found, expected, "{i}");
    }
    drop(outputs);
    let bytes = count as u64 * 4;
    let parts = bytes.div_ceil(limits.max_storage_buffer_range);
    let groups = (count as u64).div_ceil(WORKGROUP as u64);
    let parts = parts.max(groups.div_ceil(limits.max_compute_work_group_count[0].into()));
    let commands = executable.commands().unwrap();
    assert!(commands.dispatches as u64 >= parts, "{commands:?}");
    assert_eq!(commands.barriers, 0);
    drop(executable);

    if limits.max_storage_buffer_range >= bytes {
        eprintln!("skipped: the device binds {} bytes", limits.max_storage_buffer_range);
        return;
    }
    let refused = |split| {
        let mut executable: Executable = program(split).load(&weights, &options());
        executable.run(std::slice::from_ref(&x)).unwrap_err().to_string()
    };
    let error = refused(None);
    assert!(error.starts_with("step 0 (dispatch of add index): "), "{error}");
    assert!(error.ends_with(", and the dispatch may not be split"), "{error}");
    let error = refused(Some(Split { dimension: 1, slices: whole().slices }));
    assert!(error.contains("another dimension") || error.contains("no part"), "{error}");
    let error = refused(Some(Split { dimension: 0, slices: vec![slice(256), None] }));
    let expected = format!(
        "{bytes} is more than {}, the device's maxStorageBufferRange, and the dispatch may be \
         split, but not this binding",
        limits.max_storage_buffer_range
    );
    assert!(error.ends_with(&expected) || error.contains("maxComputeWorkGroupCount"), "{error}");
    let overlapping = Split { dimension: 0, slices: vec![slice(256), slice(260)] };
    let error = refused(Some(overlapping));
    assert!(error.ends_with("parts of binding 1, which it writes to, overlap"), "{error}");
}

#[test]
fn every_device_can_be_listed() {
    if !has_device() {
        return;
    }
    for device in devices().unwrap() {
        assert!(device.memory > 0 && !device.name.is_empty(), "{device:?}");
        assert!(device.limits.max_storage_buffer_range >= 1 << 27);
        let json = serde_json::to_value(&device).unwrap();
        assert_eq!(json["name"], device.name.as_str());
    }
}
