//! Programs on a device, validated: what they compute, keep, and share.

mod common;

use std::collections::HashMap;

use common::*;
use tricast_dialects::{DType, Dim};
use tricast_runtime::{ArgumentSource, HostTensor, ResultTarget};
use tricast_vulkan::{Contents, Executable, Gpu, Options, Resident, Scalar, Step};

fn output(executable: &mut Executable, inputs: &[HostTensor]) -> Vec<f32> {
    let outputs = executable.run(inputs).unwrap_or_else(|error| panic!("{error}"));
    outputs.values[0].as_ref().unwrap().to_vec().unwrap()
}

/// `x0 + x1`, of a dynamic size.
fn sum_program() -> Builder {
    let mut builder = Builder::new();
    let size = Dim::symbol("s0");
    let (a, b) = (builder.input(0, DType::F32, &size), builder.input(1, DType::F32, &size));
    let c = builder.temporary("sum", &(&size * 4));
    let add = builder.kernel("add", add(), 2);
    builder.dispatch(add, &[a, b, c], &size);
    builder.output(0, DType::F32, c, &size);
    builder
}

#[test]
fn adds_two_inputs_of_any_size() {
    if !has_device() {
        return;
    }
    for options in both_ways() {
        let mut executable = sum_program().load(&Weights::default(), &options);
        assert_eq!(executable.memory(), None);
        for size in [5usize, 1000, 5, 0, 100_000, 64] {
            let x = floats((0..size).map(|i| i as f32));
            let y = floats((0..size).map(|i| 2.0 * i as f32));
            let expected: Vec<f32> = (0..size).map(|i| 3.0 * i as f32).collect();
            assert_eq!(output(&mut executable, &[x, y]), expected, "{size}");
        }
        let wrong = executable.run(&[floats([1.0]), floats([1.0, 2.0])]).unwrap_err();
        assert!(wrong.to_string().starts_with("input.1 (x1) is float32 [2]"), "{wrong}");
    }
}

#[test]
fn a_chain_waits_and_shares_memory() {
    if !has_device() {
        return;
    }
    for options in both_ways() {
        let mut builder = Builder::new();
        let size = number(10_000);
        let x = builder.input(0, DType::F32, &size);
        let square = builder.kernel("square", square(), 1);
        let again = builder.kernel("square again", common::square(), 1);
        let temporaries: Vec<usize> =
            (0..6).map(|index| builder.temporary(&format!("t{index}"), &(&size * 4))).collect();
        builder.dispatch(square, &[x, temporaries[0]], &size);
        for pair in temporaries.windows(2) {
            builder.dispatch(again, pair, &size);
        }
        builder.output(0, DType::F32, temporaries[5], &size);
        let mut executable = builder.load(&Weights::default(), &options);
        // Twice: a recording is run again.
        for scale in [1.0, 0.5] {
            let x: Vec<f32> = (0..10_000).map(|i| scale * (1.0 + i as f32 * 1e-6)).collect();
            let mut expected = x.clone();
            for _ in 0..6 {
                expected.iter_mut().for_each(|value| *value *= *value);
            }
            assert_eq!(output(&mut executable, &[floats(x)]), expected);
        }
        let memory = executable.memory().unwrap();
        assert_eq!((memory.arenas, memory.most_alive), (2 * 40_000, 2 * 40_000), "{memory:?}");
        assert_eq!(memory.unshared, 7 * 40_000);
        let commands = executable.commands().unwrap();
        // Each dispatch but the first waits for the one before it.
        let staged = usize::from(options.staging);
        assert_eq!((commands.dispatches, commands.barriers), (6, 5 + 2 * staged));
    }
}

#[test]
fn independent_dispatches_do_not_wait() {
    if !has_device() {
        return;
    }
    let mut builder = Builder::new();
    let size = number(100);
    let x = builder.input(0, DType::F32, &size);
    let (square, add) = (builder.kernel("square", square(), 1), builder.kernel("add", add(), 2));
    let parts: Vec<usize> =
        (0..4).map(|index| builder.temporary(&format!("p{index}"), &number(400))).collect();
    parts.iter().for_each(|part| builder.dispatch(square, &[x, *part], &size));
    let sum = builder.temporary("sum", &number(400));
    builder.dispatch(add, &[parts[0], parts[3], sum], &size);
    builder.output(0, DType::F32, sum, &size);
    let mut executable = builder.load(&Weights::default(), &options());
    assert_eq!(output(&mut executable, &[floats([3.0; 100])]), [18.0; 100]);
    assert_eq!(executable.commands().unwrap().barriers, 1);
}

#[test]
fn weights_and_constants_are_uploaded() {
    if !has_device() {
        return;
    }
    // More than is staged at once, so that it takes several copies.
    let count = 9_000_000usize;
    for options in both_ways() {
        let mut builder = Builder::new();
        let size = number(count as i64);
        let x = builder.input(0, DType::F32, &number(3));
        let weight =
            builder.argument(ArgumentSource::Global("layer.weight".into()), DType::F32, &size);
        let bytes: Vec<u8> = [10f32, 20.0, 30.0].iter().flat_map(|v| v.to_le_bytes()).collect();
        let constant = builder.buffer("constant", &number(12), Contents::Constant(bytes));
        let source = ArgumentSource::Constant("packed".into());
        let packed = builder.argument(source, DType::F32, &number(3));
        let (t, u) = (builder.temporary("t", &number(12)), builder.temporary("u", &number(12)));
        let sum = builder.temporary("sum", &number(12));
        let add = builder.kernel("add", add(), 2);
        builder.dispatch(add, &[x, constant, t], &number(3));
        builder.dispatch(add, &[t, packed, u], &number(3));
        // The last three of the weight: from a multiple of 64 bytes on, filled with 16 elements.
        let mut last = builder.whole(weight);
        last.offset = ((count as i64 - 16) * 4).into();
        last.bytes = 64.into();
        builder.dispatch(add, &[u, weight, sum], &number(3));
        let Some(Step::Dispatch(dispatch)) = builder.0.steps.last_mut() else { unreachable!() };
        dispatch.bindings[1] = last;
        builder.output(0, DType::F32, sum, &number(3));
        let missing = Executable::load(builder.0.clone(), &Weights::default(), &options);
        let missing = missing.err().unwrap().to_string();
        assert_eq!(missing, "weights are missing: 'layer.weight', 'packed'");
        let values = floats((0..count).map(|i| (count - i) as f32));
        let weights = Weights(HashMap::from([
            ("layer.weight".to_string(), values),
            ("constant:packed".to_string(), floats([100.0, 200.0, 300.0])),
        ]));
        let mut executable = builder.load(&weights, &options);
        let expected = [1.0 + 10.0 + 116.0, 2.0 + 20.0 + 215.0, 3.0 + 30.0 + 314.0];
        assert_eq!(output(&mut executable, &[floats([1.0, 2.0, 3.0])]), expected);
        assert_eq!(executable.memory().unwrap().kept, (count * 4 + 16 + 16) as u64);
    }
}

#[test]
fn computes_with_16_bit_floats() {
    if !has_device() {
        return;
    }
    let capabilities = "OpCapability Float16\nOpCapability StorageBuffer16BitAccess\n\
                        OpExtension \"SPV_KHR_16bit_storage\"";
    let body = "%result = OpFAdd %element %x0 %x1";
    let module = elementwise(capabilities, "OpTypeFloat 16", 2, 2, body);
    for options in both_ways() {
        let mut builder = Builder::new();
        let size = number(3);
        let (a, b) = (builder.input(0, DType::F16, &size), builder.input(1, DType::F16, &size));
        let c = builder.temporary("sum", &number(6));
        let add = builder.kernel("add", module.clone(), 2);
        builder.dispatch(add, &[a, b, c], &size);
        builder.output(0, DType::F16, c, &size);
        let mut executable = builder.load(&Weights::default(), &options);
        let half = |values: [f64; 3]| {
            let mut values = values.into_iter();
            HostTensor::from_numbers(DType::F16, &[3], || values.next().unwrap()).unwrap()
        };
        // 2048 + 1 is no float16; it is rounded to even.
        let outputs = executable.run(&[half([1.5, 2048.0, -1.0]), half([2.25, 1.0, 1.0])]).unwrap();
        let sum = outputs.values[0].as_ref().unwrap();
        assert_eq!(sum.bytes(), half([3.75, 2048.0, 0.0]).bytes());
    }
}

#[test]
fn programs_share_a_device() {
    if !has_device() {
        return;
    }
    let (sum, accumulate) = (sum_program().0, accumulator(true).0);
    let gpu = Gpu::open(&[&sum, &accumulate], &options()).unwrap();
    let weights = Weights([("state".to_string(), floats([10.0; 4]))].into());
    let mut sum = Executable::load_on(&gpu, sum, &weights).unwrap();
    let mut accumulate = Executable::load_on(&gpu, accumulate, &weights).unwrap();
    assert_eq!(gpu.info(), sum.device());
    let mut x = floats([1.0; 4]);
    for expected in [121.0, 132.0 * 132.0] {
        let squares = output(&mut accumulate, std::slice::from_ref(&x));
        assert_eq!(squares, [expected; 4]);
        x = floats(output(&mut sum, &[floats([0.0; 4]), floats(squares)]));
    }
    let capability = "OpCapability Float64";
    let module =
        elementwise(capability, "OpTypeFloat 64", 8, 1, "%result = OpFNegate %element %x0");
    let mut doubles = Builder::new();
    doubles.kernel("negate", module, 1);
    let refused = Executable::load_on(&gpu, doubles.0, &weights).err().unwrap().to_string();
    assert!(
        refused.ends_with("was opened without shaderFloat64, which the program needs"),
        "{refused}"
    );
}

/// A model's buffer to which every call adds the input, in place or in another buffer.
fn accumulator(in_place: bool) -> Builder {
    let mut builder = Builder::new();
    let size = number(4);
    let x = builder.input(0, DType::F32, &size);
    let state = builder.argument(ArgumentSource::Global("state".into()), DType::F32, &size);
    let new = if in_place { state } else { builder.temporary("new", &number(16)) };
    let out = builder.temporary("out", &number(16));
    let (add, square) = (builder.kernel("add", add(), 2), builder.kernel("square", square(), 1));
    builder.dispatch(add, &[x, state, new], &size);
    builder.dispatch(square, &[new, out], &size);
    builder.output(0, DType::F32, out, &size);
    builder.result(ResultTarget::Global("state".into()), DType::F32, new, &size);
    builder
}

#[test]
fn buffers_keep_what_calls_leave() {
    if !has_device() {
        return;
    }
    let weights = Weights([("state".to_string(), floats([10.0; 4]))].into());
    for (options, in_place) in both_ways().into_iter().flat_map(|o| [(o.clone(), true), (o, false)])
    {
        let mut executable = accumulator(in_place).load(&weights, &options);
        assert_eq!(executable.buffer_names().collect::<Vec<_>>(), ["state"]);
        for _ in 0..2 {
            for call in 1..5 {
                let value = 10.0 + call as f32;
                assert_eq!(output(&mut executable, &[floats([1.0; 4])]), [value * value; 4]);
                let state = executable.buffer("state").unwrap().unwrap();
                assert_eq!(state.to_vec::<f32>().unwrap(), [value; 4]);
            }
            executable.reset().unwrap();
        }
        assert!(executable.buffer("other").unwrap().is_none());
    }
}

#[test]
fn results_stay_as_inputs_of_the_next_call() {
    if !has_device() {
        return;
    }
    for options in both_ways() {
        let mut builder = Builder::new();
        let size = number(4);
        let (x, past) = (builder.input(0, DType::F32, &size), builder.input(1, DType::F32, &size));
        let sum = builder.temporary("sum", &number(16));
        let out = builder.temporary("out", &number(16));
        let (add, square) =
            (builder.kernel("add", add(), 2), builder.kernel("square", square(), 1));
        builder.dispatch(add, &[x, past, sum], &size);
        builder.dispatch(square, &[sum, out], &size);
        builder.output(0, DType::F32, out, &size);
        builder.output(1, DType::F32, sum, &size);
        builder.0.residents.push(Resident { argument: 1, result: 1 });
        let mut executable = builder.load(&Weights::default(), &options);
        let (one, five) = (floats([1.0; 4]), floats([5.0; 4]));
        let missing = executable.step(&[Some(&one), None]).unwrap_err().to_string();
        let expected = "input.1 (x1) float32 [4] was not given, and no call before left it on the \
                        device";
        assert_eq!(missing, expected);
        for start in [Some(&five), None, None, Some(&five)] {
            let outputs = executable.step(&[Some(&one), start]).unwrap();
            assert!(outputs.values[1].is_none());
        }
        let kept = executable.resident(1).unwrap().unwrap();
        assert_eq!(kept.to_vec::<f32>().unwrap(), [6.0; 4]);
        let outputs = executable.step(&[Some(&one), None]).unwrap();
        assert_eq!(outputs.values[0].as_ref().unwrap().to_vec::<f32>().unwrap(), [49.0; 4]);
        assert!(executable.resident(0).unwrap().is_none());
        executable.reset().unwrap();
        assert!(executable.step(&[Some(&one), None]).is_err());
    }
}

#[test]
fn copies_fills_and_numbers() {
    if !has_device() {
        return;
    }
    for options in both_ways() {
        // The first `n` of 8 ones, doubled; n is a number that the program is called with.
        let mut builder = Builder::new();
        builder.0.main.arguments.push(tricast_runtime::Argument {
            source: ArgumentSource::Input(0, "n".into()),
            dtype: DType::I64,
            shape: None,
        });
        builder.0.scalars.push(Scalar { symbol: "n".into(), argument: 0 });
        let n = Dim::symbol("n");
        let (ones, copy) =
            (builder.temporary("ones", &number(32)), builder.temporary("copy", &number(32)));
        let sum = builder.temporary("sum", &number(32));
        let add = builder.kernel("add", add(), 2);
        let whole = |builder: &Builder, buffer| builder.whole(buffer);
        let to = whole(&builder, ones);
        builder.0.steps.push(Step::Fill { to, value: 1f32.to_bits() });
        let (from, to) = (whole(&builder, ones), whole(&builder, copy));
        builder.0.steps.push(Step::Copy { from, to });
        let to = whole(&builder, sum);
        builder.0.steps.push(Step::Fill { to, value: 0 });
        builder.dispatch(add, &[ones, copy, sum], &n);
        builder.output(0, DType::F32, sum, &number(8));
        let mut executable = builder.load(&Weights::default(), &options);
        for n in [3i64, 8, 0, 3] {
            let expected: Vec<f32> = (0..8).map(|i| if i < n { 2.0 } else { 0.0 }).collect();
            assert_eq!(output(&mut executable, &[HostTensor::scalar(n).unwrap()]), expected);
        }
        let negative = executable.run(&[HostTensor::scalar(-70i64).unwrap()]).unwrap_err();
        let expected = "step 3 (dispatch of add): workgroups: ((n + 63) // (64)) is -1";
        assert_eq!(negative.to_string(), expected);
    }
}

#[test]
fn inputs_that_change_come_back() {
    if !has_device() {
        return;
    }
    for options in both_ways() {
        let mut builder = Builder::new();
        let size = number(4);
        let x = builder.input(0, DType::F32, &size);
        let square = builder.kernel("square", square(), 1);
        // In place.
        builder.dispatch(square, &[x, x], &size);
        builder.result(ResultTarget::Input("x0".into()), DType::F32, x, &size);
        let mut executable = builder.load(&Weights::default(), &options);
        let outputs = executable.run(&[floats([1.0, 2.0, 3.0, 4.0])]).unwrap();
        let (number, changed) = &outputs.changed_inputs[0];
        assert_eq!(*number, 0);
        assert_eq!(changed.to_vec::<f32>().unwrap(), [1.0, 4.0, 9.0, 16.0]);
    }
}

#[test]
fn profiles_name_kernels() {
    if !has_device() {
        return;
    }
    let options = Options { profile: true, ..options() };
    let weights = Weights([("state".to_string(), floats([10.0; 4]))].into());
    let mut executable = accumulator(false).load(&weights, &options);
    assert!(executable.times().is_empty());
    output(&mut executable, &[floats([1.0; 4])]);
    let times = executable.times();
    let names: Vec<(usize, &str)> =
        times.iter().map(|time| (time.step, time.name.as_str())).collect();
    assert_eq!(names, [(0, "add"), (1, "square"), (2, "copy")]);
    assert!(times.iter().all(|time| time.nanoseconds >= 0.0), "{times:?}");
    assert!(times.iter().any(|time| time.nanoseconds > 0.0), "{times:?}");
}
