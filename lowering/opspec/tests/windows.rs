//! Windows that go along images. There are no golden bundles with them; the fields are those that the
//! specification of SuperDSC has for padding, and their examples.

use serde_json::{Value, json};
use tricast_opspec::align::align;
use tricast_opspec::division::{CORES, divide};
use tricast_opspec::superdsc::{emit, validate};
use tricast_opspec::{Arg, Arrangement, Coordinate, Dim, Format, Kernel, OpSpec, Place, Term};

/// A tensor, by its dimensions on the device with a place each, and the dimension of the lanes.
fn arg(places: Vec<(i64, Coordinate)>, lanes: usize, number: usize) -> Arg {
    let (mut device_size, mut coordinates): (Vec<i64>, Vec<Coordinate>) =
        places.into_iter().unzip();
    device_size.push(64);
    coordinates.push(Coordinate::lane(lanes, 64));
    Arg {
        format: Format::Sen169Fp16,
        arrangement: Arrangement::Standard,
        device_size,
        coordinates,
        place: Place::Hbm(number),
    }
}

fn over(along: usize, inside: usize, stride: i64) -> Coordinate {
    let terms = vec![Term { factor: stride, ..Term::of(along) }, Term::of(inside)];
    Coordinate { terms, ..Coordinate::default() }
}

/// A window of `kernel` elements with strides over an image of 2 x `channels` x `size` x `size`.
fn windows(func: &str, size: i64, channels: i64, kernel: i64, stride: i64) -> OpSpec {
    let (conv, pool) = (func == "conv2d", func.contains("pool"));
    let places = (size - kernel) / stride + 1;
    let mut sizes = vec![2, places, places, channels];
    sizes.extend(conv.then_some(64));
    let first = sizes.len();
    sizes.extend([kernel, kernel]);
    let channel = if conv { 4 } else { 3 };
    let image = vec![
        (size, over(1, first, stride)),
        (size, over(2, first + 1, stride)),
        (sizes[channel] / 64, Coordinate::stick(channel, 64)),
        (2, Coordinate::of(0)),
    ];
    let output = vec![
        (places, Coordinate::of(1)),
        (places, Coordinate::of(2)),
        (channels / 64, Coordinate::stick(3, 64)),
        (2, Coordinate::of(0)),
    ];
    let weight = vec![
        (kernel, Coordinate::of(first + 1)),
        (kernel, Coordinate::of(first)),
        (channels / 64, Coordinate::stick(3, 64)),
        if conv { (64, Coordinate::of(4)) } else { (1, Coordinate::zero()) },
    ];
    let mut inputs = vec![arg(image, channel, 0)];
    if !pool {
        inputs.push(arg(weight, 3, 1));
    }
    let constants = if func == "avgpoolfwd" { vec![("nmap".to_owned(), 0.25)] } else { vec![] };
    let mut op = OpSpec {
        op: func.to_owned(),
        reduction: true,
        dims: sizes.into_iter().map(|size| Dim { size, slices: 1 }).collect(),
        output: arg(output, 3, inputs.len()),
        inputs,
        constants,
        source: String::new(),
    };
    divide(&mut op, CORES).unwrap();
    assert_eq!(align(&op).as_ref(), Ok(&op));
    op
}

/// The SuperDSC of an op, without its name.
fn dsc(op: OpSpec) -> Value {
    let kernel = Kernel { name: "windows".to_owned(), ops: vec![op] };
    validate(&kernel).unwrap();
    let file: Value = serde_json::from_str(&emit(&kernel)[0].1).unwrap();
    let top = file.as_object().unwrap().values().next().unwrap();
    top["dscs_"][0].as_object().unwrap().values().next().unwrap().clone()
}

#[test]
fn pools() {
    let op = windows("avgpoolfwd", 8, 64, 2, 2);
    assert_eq!(op.dims.iter().map(|dim| dim.slices).collect::<Vec<_>>(), [2, 4, 4, 1, 1, 1]);
    let dsc = dsc(op);
    let padding = |window: &str| {
        json!({"padFront_": 0, "padBack_": 0, "totalSize_": 8, "stride_": 2, "dilation_": 1,
               "windowDim_": window})
    };
    let both = json!({"i": padding("ki"), "j": padding("kj")});
    assert_eq!(dsc["N_"]["paddingSizes_"], both);
    assert_eq!(dsc["dataStageParam_"]["0"]["ss_"]["paddingSizes_"], both);
    assert_eq!(dsc["N_"]["ki_"], 2);
    assert_eq!(dsc["pdsRelation_"], json!({"isPdsReuse": 1}));
    let layout = json!({"layoutDimOrder_": ["mb", "out", "j", "i"], "stickDimOrder_": ["out"],
                        "stickSize_": [64], "stickRepl_": [1]});
    assert_eq!(dsc["primaryDsInfo_"], json!({"OUTPUT": layout}));
    let image = &dsc["scheduleTree_"][0];
    let full = "padded_fullspan_wunneeded";
    assert_eq!(image["padding_"], json!({"i": full, "j": full}));
    let rows = &image["coordinates_"]["coordInfo"]["i"];
    assert_eq!(rows["padding"], full);
    // Each of 4 cores has the two rows under its one place.
    assert_eq!(rows["folds"]["dim_prop_func"][0], json!({"Affine": {"alpha_": 2, "beta_": 0}}));
    assert_eq!(rows["folds"]["dim_prop_attr"][0]["factor_"], 4);
    assert_eq!(rows["folds"]["dim_prop_attr"][3]["factor_"], 2);
    assert_eq!(dsc["scheduleTree_"][1]["coordinates_"]["coordInfo"]["i"]["padding"], "nopad");
    let memory = json!({"isPresent": 1, "isPadded": 1, "isZeroPadded": 0, "dsOffset": 0,
                        "allocateNode_": "allocate-Tensor0_hbm"});
    assert_eq!(dsc["labeledDs_"][0]["memOrg_"]["hbm"], memory);
    assert_eq!(dsc["labeledDs_"][1]["memOrg_"]["lx"]["isPadded"], 0);
    assert_eq!(dsc["computeOp_"][0]["inputLabeledDs"], json!(["Tensor0-idx0"]));
    assert_eq!(dsc["computeOp_"][0]["exUnit"], "sfp");
}

/// A window of 3 that moves by 2 over 130 reads 129 of them, and neighbours read a row twice.
#[test]
fn convolutions() {
    let mut op = windows("conv2d", 130, 128, 3, 2);
    // Rows of convolutions with strides are not divided.
    assert_eq!(op.dims.iter().map(|dim| dim.slices).collect::<Vec<_>>(), [2, 1, 1, 2, 1, 1, 1]);
    op.dims[1].slices = 4;
    let dsc = dsc(op);
    let rows = json!({"padFront_": 0, "padBack_": 0, "unneededPad_": 1, "unneededPadFront_": 0,
                      "unneededPadBack_": 0, "totalSize_": 130, "stride_": 2, "dilation_": 1,
                      "windowDim_": "ki"});
    assert_eq!(dsc["N_"]["paddingSizes_"]["i"], rows);
    let core = &dsc["dataStageParam_"]["0"]["ss_"];
    assert_eq!((&core["i_"], &core["paddingSizes_"]["i"]["totalSize_"]), (&json!(16), &json!(33)));
    let classes = dsc["primaryDsInfo_"].as_object().unwrap();
    let orders = |class: &str| classes[class]["layoutDimOrder_"].clone();
    assert_eq!(orders("INPUT"), json!(["mb", "in", "j", "i"]));
    assert_eq!(orders("KERNEL"), json!(["in", "out", "ki", "kj"]));
    assert_eq!(orders("OUTPUT"), json!(["mb", "out", "j", "i"]));
    assert!(dsc.get("pdsRelation_").is_none());
    let folds = &dsc["scheduleTree_"][0]["coordinates_"]["coordInfo"]["i"]["folds"];
    assert_eq!(folds["dim_prop_func"][0]["Affine"]["alpha_"], 32);
    assert_eq!(folds["dim_prop_attr"][3]["factor_"], 33);
    assert_eq!(dsc["computeOp_"][0]["exUnit"], "pt");
}

/// Each channel has weights of its own, in the lanes of the image.
#[test]
fn depthwise() {
    let dsc = dsc(windows("depthwiseconv2dnative", 8, 64, 3, 1));
    let classes = dsc["primaryDsInfo_"].as_object().unwrap();
    let orders = |class: &str| classes[class]["layoutDimOrder_"].clone();
    assert_eq!(orders("OUTPUT"), json!(["mb", "out", "j", "i"]));
    assert_eq!(orders("KERNEL"), json!(["out", "ki", "kj"]));
    assert_eq!(dsc["N_"]["paddingSizes_"]["j"]["totalSize_"], 8);
    let memory = json!({"isPresent": 1, "isPadded": 1, "isZeroPadded": 0});
    assert_eq!(dsc["labeledDs_"][0]["memOrg_"]["lx"], memory);
    assert_eq!(dsc["labeledDs_"][1]["memOrg_"]["lx"], json!({"isPresent": 1}));
    let compute = &dsc["computeOp_"][0];
    assert_eq!(compute["exUnit"], "sfp");
    assert_eq!(compute["inputLabeledDs"], json!(["Tensor0-idx0", "Tensor1-idx1"]));
}

/// A window of one element that leaves others out.
#[test]
fn single() {
    let mut op = windows("conv2d", 8, 64, 1, 2);
    for (dim, place) in op.inputs[0].coordinates[..2].iter_mut().enumerate() {
        *place = Coordinate { terms: vec![place.terms[0]], ..Coordinate::default() };
        assert_eq!(place.terms[0].dim, dim + 1);
    }
    let dsc = dsc(op);
    let rows = &dsc["N_"]["paddingSizes_"]["i"];
    assert_eq!((&rows["stride_"], &rows["windowDim_"]), (&json!(2), &json!("ki")));
    assert_eq!((&rows["totalSize_"], &rows["unneededPad_"]), (&json!(8), &json!(1)));
}

#[test]
fn refused() {
    let refused = |change: &dyn Fn(&mut OpSpec)| {
        let mut op = windows("maxpoolfwd", 8, 64, 2, 2);
        change(&mut op);
        let kernel = Kernel { name: "windows".to_owned(), ops: vec![op] };
        validate(&kernel).unwrap_err().to_string()
    };
    let start = "op 0 of windows, maxpoolfwd: ";
    let names = refused(&|op| op.dims.truncate(5));
    assert_eq!(names, format!("{start}it has 5 dimensions, but 6 to 6 have names"));
    let divided = refused(&|op| {
        op.dims[1].slices = 1;
        op.dims[4].slices = 2;
    });
    assert_eq!(divided, format!("{start}windows cannot be divided, as dimension 4 is"));
    let other = refused(&|op| op.inputs[0].coordinates[0] = over(1, 5, 2));
    assert_eq!(other, format!("{start}input 0: two coordinates depend on the dimension 5"));
    let kept = refused(&|op| op.output.coordinates[0] = Coordinate::of(4));
    assert_eq!(kept, format!("{start}input 0: a window goes along dimension 4"));
}
