//! What cannot become a bundle is refused with the op, the tensor and the rule; what is not refused
//! becomes one.

mod common;

use tricast_opspec::superdsc::{emit, validate};
use tricast_opspec::{Arrangement, Coordinate, Dim, Format, Kernel, OpSpec, Place, Term};

fn kernel(case: &str) -> Kernel {
    let bundle = common::bundles().into_iter().find(|bundle| bundle.case == case);
    bundle.unwrap_or_else(|| panic!("no bundle {case}")).kernel
}

/// The message with which a bundle is refused after a change of its first op.
fn refused(case: &str, change: impl Fn(&mut OpSpec)) -> String {
    let mut kernel = kernel(case);
    change(&mut kernel.ops[0]);
    let message = validate(&kernel).expect_err(case).to_string();
    let start = format!("op 0 of {}, {}: ", kernel.name, kernel.ops[0].op);
    message.strip_prefix(&start).unwrap_or_else(|| panic!("{message}")).to_owned()
}

#[test]
fn signatures() {
    let none = |op: &mut OpSpec| op.op = "erf".to_owned();
    assert_eq!(refused("add", none), "there is no such OpFunc");
    let unary = |op: &mut OpSpec| op.op = "exp".to_owned();
    assert_eq!(refused("add", unary), "it reads 2 tensors, but should read 1");
    let bare = |op: &mut OpSpec| op.constants.truncate(1);
    assert_eq!(refused("clamp", bare), "the constant clipMax is given 0 times, not once");
    let more = |op: &mut OpSpec| op.constants.push(("eps".to_owned(), 1.0));
    assert_eq!(refused("add", more), "it has no constant eps");
    let wide = |op: &mut OpSpec| op.dims.resize(7, Dim { size: 1, slices: 1 });
    assert_eq!(refused("add", wide), "it has 7 dimensions, but 0 to 6 have names");
    let empty = |op: &mut OpSpec| op.dims[1].size = 0;
    assert_eq!(refused("add", empty), "dimension 1 is empty");
}

#[test]
fn tensors() {
    let rank = |op: &mut OpSpec| op.output.coordinates.truncate(2);
    assert_eq!(refused("add", rank), "output: it has 3 dimensions, and 2 coordinates");
    let lanes = |op: &mut OpSpec| op.inputs[1].format = Format::IeeeFp32;
    assert_eq!(refused("add", lanes), "input 1: a stick of IEEE_FP32 has 32 lanes, not 64");
    let dim = |op: &mut OpSpec| op.inputs[0].coordinates[1] = Coordinate::of(2);
    assert_eq!(refused("add", dim), "input 0: a coordinate depends on the dimension 2");
    let shifted = |op: &mut OpSpec| op.inputs[0].coordinates[2].offset = 32;
    let rule = "input 0: its lanes are not those of a dimension from the start of a stick on";
    assert_eq!(refused("add", shifted), rule);
    let strided = |op: &mut OpSpec| {
        op.inputs[0].coordinates[1].terms[0] = Term { factor: 2, ..Term::of(0) };
    };
    let rule = "input 0: coordinate 1 is not a dimension, nor sticks of the lanes'";
    assert_eq!(refused("add", strided), rule);
    let far = |op: &mut OpSpec| op.inputs[0].coordinates[1].offset = 1;
    assert_eq!(refused("add", far), "input 0: coordinate 1 reaches 129, but there are 128 places");
    let stick = |op: &mut OpSpec| op.inputs[0].coordinates[0] = Coordinate::zero();
    assert_eq!(
        refused("add", stick),
        "input 0: no coordinate says which stick along the dimension 1"
    );
    let middle = |op: &mut OpSpec| op.output.place = Place::Pool(64);
    assert_eq!(refused("add", middle), "output: it starts at byte 64, not at a stick");
    let high = |op: &mut OpSpec| op.output.place = Place::Lx(1_625_344);
    let rule = "output: it reaches byte 1627392 of a scratchpad of 1625344";
    assert_eq!(refused("add", high), rule);
    let sliced = |op: &mut OpSpec| op.output.place = Place::Lx(0);
    let rule = "output: only a part of it is used, which must be in memory then";
    assert_eq!(refused("cat0", sliced), rule);
}

#[test]
fn divisions() {
    let uneven = |op: &mut OpSpec| op.dims[1].slices = 3;
    let rule = "dimension 1 has 4 sticks or elements, which 3 slices do not divide";
    assert_eq!(refused("add", uneven), rule);
    // 68 elements are 3 sticks of float32, and halves of them are not whole sticks.
    let halves = |op: &mut OpSpec| {
        op.dims[1] = Dim { size: 68, slices: 2 };
        op.dims[0].slices = 1;
    };
    let rule = "dimension 1 has 1 sticks or elements, which 2 slices do not divide";
    assert_eq!(refused("cast_up", halves), rule);
    let many = |op: &mut OpSpec| op.dims[1].slices = 4;
    assert_eq!(refused("add", many), "it is divided among 128 cores, but there are 32");
    let indexed = |op: &mut OpSpec| op.dims[1].slices = 2;
    assert_eq!(refused("index_copy", indexed), "what is indexed cannot be divided among 2 cores");
    let long = |op: &mut OpSpec| {
        op.dims[0] = Dim { size: 1 << 24, slices: 1 };
        op.inputs.iter_mut().for_each(|input| input.device_size[1] = 1 << 24);
        op.output.device_size[1] = 1 << 24;
    };
    let rule = "input 0: a core reaches 8589934592 bytes, but can 268431360";
    assert_eq!(refused("add", long), rule);
}

#[test]
fn layouts() {
    let other = |op: &mut OpSpec| {
        op.dims[0].slices = 1;
        op.inputs[1].coordinates =
            vec![Coordinate::stick(0, 64), Coordinate::of(1), Coordinate::lane(0, 64)];
        op.inputs[1].device_size = vec![2, 256, 64];
    };
    let rule = "input 1: its lanes go along another dimension than those of other tensors";
    assert_eq!(refused("add", other), rule);
    let rows = |op: &mut OpSpec| {
        op.inputs[1].coordinates = vec![Coordinate::of(1), Coordinate::of(0), Coordinate::zero()];
        op.inputs[1].device_size = vec![256, 128, 64];
    };
    let rule = "input 1: its rows go along a dimension that is in the lanes of others";
    assert_eq!(refused("add", rows), rule);
    let lacks = |op: &mut OpSpec| op.output.coordinates[1] = Coordinate::zero();
    assert_eq!(refused("add", lacks), "output: it lacks a dimension that is not reduced");
    let kept = |op: &mut OpSpec| op.output = op.inputs[0].clone();
    assert_eq!(refused("sum_stick", kept), "output: nothing is reduced");
    let prod = |op: &mut OpSpec| op.op = "prod".to_owned();
    let rule = "output: prod cannot reduce the dimension of the lanes";
    assert_eq!(refused("sum_stick", prod), rule);
    let same = |op: &mut OpSpec| op.output = op.inputs[0].clone();
    let rule = "output: its sticks do not go along another dimension";
    assert_eq!(refused("contiguous_t", same), rule);
    let swapped = |op: &mut OpSpec| op.inputs.swap(0, 1);
    let rule = "input 0: its lanes do not go along what is summed over";
    assert_eq!(refused("mm", swapped), rule);
    let half = |op: &mut OpSpec| {
        op.dims[2].size = 200;
        op.inputs[1].device_size[1] = 200;
    };
    let rule =
        "input 1: it has fewer rows than the 256 that the sticks of the first input have lanes";
    assert_eq!(refused("mm", half), rule);
    let staggered = |op: &mut OpSpec| op.inputs[1].arrangement = Arrangement::Dl16ToFp32;
    let rule = "input 1: its elements are in another order in sticks than those of other tensors";
    assert_eq!(refused("fp32_add", staggered), rule);
    let rule = "input 1: its elements are not in the standard order in sticks";
    assert_eq!(refused("mm", staggered), rule);
    let single = |op: &mut OpSpec| op.op = "tanh".to_owned();
    assert_eq!(refused("cast_down", single), "input 0: tanh has no form for IEEE_FP32");
    let format = |op: &mut OpSpec| op.op = "abs".to_owned();
    assert_eq!(refused("cast_down", format), "output: it is SEN169_FP16, not IEEE_FP32");
}

#[test]
fn indices() {
    let inner = |op: &mut OpSpec| op.output.coordinates.swap(0, 1);
    let rule = "output: only the outermost dimension can be indexed, not 1";
    assert_eq!(refused("index_copy", inner), rule);
    let scratch = |op: &mut OpSpec| op.inputs[0].place = Place::Lx(0);
    assert_eq!(refused("index_copy", scratch), "input 0: indices must be in memory");
    let absent = |op: &mut OpSpec| op.output.coordinates[0].indirect = Some(7);
    assert_eq!(refused("index_copy", absent), "it reads 2 tensors, but should read 1");
}

#[test]
fn scratchpads() {
    let nothing = |op: &mut OpSpec| op.inputs[0].place = Place::Lx(0);
    assert_eq!(refused("add", nothing), "input 0: no earlier op has put it into the scratchpad");
    let mut other = kernel("softmax");
    other.ops[1].dims[0].slices = 16;
    let message = validate(&other).unwrap_err().to_string();
    let rule = "max: input 0: other cores have it than those that read it";
    assert!(message.ends_with(rule), "{message}");
    let mut over = kernel("softmax");
    over.ops[1].output.place = Place::Lx(1920);
    over.ops[2].inputs[1].place = Place::Lx(1920);
    let message = validate(&over).unwrap_err().to_string();
    assert!(message.ends_with("sub: input 0: another op has written over it"), "{message}");
    let mut partial = kernel("mlp");
    partial.ops[0].dims[1].slices = 4;
    partial.ops[0].dims[2].slices = 2;
    let message = validate(&partial).unwrap_err().to_string();
    let rule = "identity: input 0: cores have parts of it that are not added yet";
    assert!(message.ends_with(rule), "{message}");
}

/// Changes a number of a kernel, or exchanges two of its parts.
fn mutate(kernel: &mut Kernel, random: &mut fastrand::Rng) {
    let count = kernel.ops.len();
    let other = kernel.ops[random.usize(..count)].clone();
    let op = &mut kernel.ops[random.usize(..count)];
    let number = [0, 1, 2, 3, 4, 31, 32, 63, 64, 65, 128, 200, 256][random.usize(..13)];
    let dims = op.dims.len().max(1);
    let dim = random.usize(..dims);
    let inputs = op.inputs.len();
    let input = random.usize(..inputs);
    match random.u32(..4) {
        0 => op.dims.get_mut(dim).into_iter().for_each(|dim| dim.size = number),
        1 => op.dims.get_mut(dim).into_iter().for_each(|dim| dim.slices = number),
        2 => op.op = other.op.clone(),
        _ => {}
    }
    let arg = if random.bool() { &mut op.inputs[input] } else { &mut op.output };
    let rank = arg.device_size.len();
    let place = random.usize(..rank);
    match random.u32(..12) {
        0 => arg.device_size[place] = number,
        1 => arg.coordinates[place] = Coordinate::of(dim),
        2 => arg.coordinates[place] = Coordinate::stick(dim, 64),
        3 => arg.coordinates[place] = Coordinate::lane(dim, 64),
        4 => arg.coordinates[place] = Coordinate::zero(),
        5 => arg.coordinates[place].offset = number,
        6 => arg.place = Place::Lx(number * 128),
        7 => arg.place = Place::Pool(number * 128),
        8 => arg.coordinates.swap(place, random.usize(..rank)),
        9 => arg.coordinates[place].indirect = Some(random.usize(..3)),
        10 => *arg = other.output.clone(),
        _ => op.inputs.swap(0, inputs - 1),
    }
}

/// Whatever is accepted is written: bundles with random changes.
#[test]
fn accepted() {
    let kernels: Vec<Kernel> = common::bundles().into_iter().map(|bundle| bundle.kernel).collect();
    let mut random = fastrand::Rng::with_seed(7);
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..4_000 {
        let mut kernel = kernels[random.usize(..kernels.len())].clone();
        for _ in 0..random.u32(1..4) {
            mutate(&mut kernel, &mut random);
        }
        if validate(&kernel).is_err() {
            refused += 1;
            continue;
        }
        accepted += 1;
        for (name, text) in emit(&kernel) {
            assert!(!text.is_empty(), "{name}");
        }
    }
    println!("{accepted} accepted, {refused} refused");
    assert!(accepted > 200 && refused > 200, "{accepted} accepted, {refused} refused");
}
