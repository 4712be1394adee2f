//! An aligned op reads and writes the same elements in the same order, along whole dimensions.

mod common;

use tricast_opspec::align::{self, align, squeeze};
use tricast_opspec::coordinate::reshape;
use tricast_opspec::notation::notation;
use tricast_opspec::superdsc::{emit, validate};
use tricast_opspec::{Arg, Coordinate, Dim, Format, Kernel, OpSpec, Place, StickLayout, Term};

/// A tensor of these sizes, row-major, at the places that coordinates say.
fn arg(sizes: &[i64], places: &[Coordinate], own: &[i64], number: usize) -> Arg {
    let layout = StickLayout::row_major(sizes, Format::Sen169Fp16);
    let last = layout.dims.len() - 1;
    let coordinate = |(place, dim): (usize, &Option<usize>)| {
        let Some(dim) = *dim else { return Coordinate::zero() };
        let coordinate = &places[dim];
        if layout.stick() != Some(dim) {
            return coordinate.clone();
        }
        let (divisor, modulus) = if place == last { (1, Some(64)) } else { (64, None) };
        coordinate.digit(divisor, modulus, own).unwrap()
    };
    Arg {
        format: layout.format,
        arrangement: layout.arrangement,
        coordinates: layout.dims.iter().enumerate().map(coordinate).collect(),
        device_size: layout.device_size,
        place: Place::Hbm(number),
    }
}

/// A copy of a tensor that is seen with other sizes.
fn copy(old: &[i64], new: &[i64]) -> OpSpec {
    let own: Vec<Coordinate> = (0..new.len()).map(Coordinate::of).collect();
    OpSpec {
        op: "identity".to_owned(),
        reduction: false,
        dims: new.iter().map(|&size| Dim { size, slices: 1 }).collect(),
        inputs: vec![arg(old, &reshape(old, new).unwrap(), new, 0)],
        output: arg(new, &own, new, 1),
        constants: vec![],
        source: String::new(),
    }
}

/// The places of a tensor's elements in memory, in the order of the iteration space.
fn places(op: &OpSpec, arg: &Arg) -> Vec<i64> {
    let points = op.dims.iter().map(|dim| dim.size).product::<i64>();
    let point = |mut number: i64| {
        let mut point = vec![0; op.dims.len()];
        for (dim, place) in op.dims.iter().zip(&mut point).rev() {
            *place = number % dim.size;
            number /= dim.size;
        }
        point
    };
    let place = |point: Vec<i64>| {
        let places = arg.coordinates.iter().enumerate();
        places.map(|(dim, place)| place.at(&point) * arg.stride(dim)).sum::<i64>()
    };
    (0..points).map(|number| place(point(number))).collect()
}

fn same(op: &OpSpec) -> OpSpec {
    let aligned = align(op).unwrap_or_else(|error| panic!("{error}: {op:?}"));
    for (before, after) in op.args().zip(aligned.args()) {
        assert_eq!(places(op, before), places(&aligned, after), "{aligned:?}");
        assert_eq!(before.bytes(), after.bytes());
    }
    assert_eq!(align(&aligned).unwrap(), aligned);
    aligned
}

/// Heads of 128 are two sticks of a row, which is split between them.
#[test]
fn heads() {
    let aligned = same(&copy(&[32, 1024], &[32, 8, 128]));
    assert_eq!(aligned.dims.iter().map(|dim| dim.size).collect::<Vec<_>>(), [32, 8, 128]);
    assert_eq!(aligned.inputs[0].device_size, [8, 2, 32, 64]);
    let aligned = same(&copy(&[32, 8, 128], &[32, 1024]));
    assert_eq!(aligned.dims.iter().map(|dim| dim.size).collect::<Vec<_>>(), [32, 8, 128]);
    let kernel = Kernel { name: "heads".to_owned(), ops: vec![aligned] };
    validate(&kernel).unwrap();
    assert_eq!(emit(&kernel).len(), 2);
}

/// What one op writes along one dimension and another reads along two stays where it is.
#[test]
fn handed_on() {
    let mut ops = vec![copy(&[32, 1024], &[32, 1024]), copy(&[32, 1024], &[32, 8, 128])];
    ops[0].output.place = Place::Lx(0);
    ops[1].inputs[0].place = Place::Lx(0);
    ops[0].dims[1].slices = 4;
    ops[1].dims[1].slices = 4;
    let kernel = Kernel { name: "heads".to_owned(), ops };
    assert!(validate(&kernel).is_err());
    let aligned = align::kernel(&kernel).unwrap();
    assert_ne!(aligned.ops[0].output.device_size, aligned.ops[1].inputs[0].device_size);
    validate(&aligned).unwrap();
    assert_eq!(emit(&aligned).len(), 3);
}

/// Lanes that go along two dimensions stay together.
#[test]
fn lanes() {
    let op = copy(&[64, 512], &[64, 16, 32]);
    assert_eq!((0..3).map(|dim| op.parts(dim)).collect::<Vec<_>>(), [64, 8, 1]);
}

/// Dimensions of one element are left out.
#[test]
fn squeezed() {
    let op = squeeze(&copy(&[128, 256], &[1, 128, 1, 256]));
    assert_eq!(op.dims.iter().map(|dim| dim.size).collect::<Vec<_>>(), [128, 256]);
    let kernel = Kernel { name: "squeezed".to_owned(), ops: vec![op] };
    validate(&kernel).unwrap();
    let text = notation(&kernel);
    assert_eq!(text, "identity<mb128/1,out256/1>(H[mb out] -> H[out mb])");
}

/// A factor whose rows are heads and what is summed over, from some row on.
#[test]
fn products() {
    let rows = Coordinate {
        terms: vec![Term { factor: 64, ..Term::of(0) }, Term::of(3)],
        offset: 128,
        indirect: None,
    };
    let [head, row, column, inner] = [0, 1, 2, 3].map(Coordinate::of);
    let sizes = [4, 16, 64, 64];
    let right = arg(&[512, 64], &[rows, column.clone()], &sizes, 1);
    let op = OpSpec {
        op: "batchmatmul".to_owned(),
        reduction: true,
        dims: sizes.iter().map(|&size| Dim { size, slices: 1 }).collect(),
        inputs: vec![arg(&[4, 16, 64], &[head.clone(), row.clone(), inner], &sizes, 0), right],
        output: arg(&[4, 16, 64], &[head, row, column], &sizes, 2),
        constants: vec![],
        source: String::new(),
    };
    let aligned = same(&op);
    assert_eq!(aligned.inputs[1].device_size, [1, 8, 64, 64]);
    assert_eq!(aligned.inputs[1].coordinates[1].offset, 2);
    validate(&Kernel { name: "product".to_owned(), ops: vec![aligned] }).unwrap();
}

/// Golden ops are aligned.
#[test]
fn bundles() {
    for bundle in common::bundles() {
        for op in &bundle.kernel.ops {
            assert_eq!(align(op).as_ref(), Ok(op), "{}", bundle.case);
            assert_eq!(squeeze(op), *op, "{}", bundle.case);
        }
    }
}

/// Copies between random sizes of as many elements.
#[test]
fn reshapes() {
    let factors = |random: &mut fastrand::Rng, mut rest: Vec<i64>| {
        random.shuffle(&mut rest);
        let mut sizes = vec![];
        while !rest.is_empty() {
            let count = random.usize(1..=rest.len());
            sizes.push(rest.drain(..count).product::<i64>());
        }
        sizes
    };
    let mut random = fastrand::Rng::with_seed(11);
    let (mut aligned, mut accepted) = (0, 0);
    for _ in 0..400 {
        let primes = [2, 2, 2, 3];
        // The lanes stay together.
        let with = |mut sizes: Vec<i64>, most: i64| {
            *sizes.last_mut().unwrap() *= most;
            sizes
        };
        let old = with(factors(&mut random, primes.to_vec()), 64);
        let new = with(factors(&mut random, primes.to_vec()), 64);
        let Some(_) = reshape(&old, &new) else { continue };
        let op = copy(&old, &new);
        let kernel = Kernel { name: "copy".to_owned(), ops: vec![same(&op)] };
        aligned += 1;
        accepted += usize::from(validate(&kernel).is_ok());
    }
    println!("{aligned} copies are aligned, {accepted} can become bundles");
    assert!(aligned > 200 && accepted == aligned, "{aligned} {accepted}");
}

/// Slices go to the outer digits.
#[test]
fn slices() {
    let mut op = copy(&[32, 8, 128], &[32, 1024]);
    op.dims[1].slices = 4;
    let slices = |op: &OpSpec| op.dims.iter().map(|dim| dim.slices).collect::<Vec<_>>();
    assert_eq!(slices(&align(&op).unwrap()), [1, 4, 1]);
    op.dims[1].slices = 16;
    assert_eq!(slices(&align(&op).unwrap()), [1, 8, 2]);
    op.dims[1].slices = 3;
    let error = align(&op).unwrap_err();
    assert_eq!(error.to_string(), "identity: 3 slices of dimension 1 are not whole digits of it");
}

/// What is no whole digit, and lanes of several dimensions.
#[test]
fn refused() {
    let lanes = align(&copy(&[64, 64], &[64, 2, 32])).unwrap_err();
    assert_eq!(
        lanes.to_string(),
        "identity: the lanes of operand 0 go along more than one dimension"
    );
    let mut uneven = copy(&[32, 1024], &[32, 1024]);
    uneven.inputs[0].coordinates[1] =
        Coordinate { terms: vec![Term { divisor: 5, ..Term::of(0) }], ..Coordinate::default() };
    let error = align(&uneven).unwrap_err().to_string();
    let rule = "identity: dimension 0 of 32 is cut at 5, which does not divide what is around it";
    assert_eq!(error, rule);
    let mut strided = copy(&[33, 1024], &[33, 1024]);
    strided.dims[0].size = 16;
    strided.inputs[0].coordinates[1].terms[0].factor = 2;
    let error = align(&strided).unwrap_err().to_string();
    assert_eq!(
        error,
        "identity: dimension 1 of operand 0 cannot be split as it is read or written"
    );
}
