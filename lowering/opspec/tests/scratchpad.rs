//! The tensors of golden bundles get the places that they had.

mod common;

use std::collections::BTreeMap;

use common::bare::{erased, filled, handed_on, without_copies};
use tricast_opspec::copies::place;
use tricast_opspec::notation::notation;
use tricast_opspec::scratchpad::{PlanError, Rules, Stay, plan};
use tricast_opspec::superdsc::validate;
use tricast_opspec::{Kernel, OpSpec, Place};

#[test]
fn bundles() {
    let (mut same, mut all, mut whole) = (0, 0, 0);
    let mut reasons = BTreeMap::<String, usize>::new();
    let bundles = common::bundles();
    for bundle in &bundles {
        let (mut kernel, places) = erased(&bundle.kernel);
        let memory = handed_on(bundle, &kernel);
        let rules = Rules { allowed: filled, memory, ..Rules::default() };
        let planned = plan(&mut kernel, &rules).unwrap();
        for (_, stay) in planned.pool.values() {
            *reasons.entry(stay.to_string()).or_default() += 1;
        }
        for (buffer, place) in &places {
            let now = match planned.scratchpads.get(buffer) {
                Some(&start) => Place::Lx(start),
                None => Place::Pool(planned.pool[buffer].0),
            };
            all += 1;
            same += usize::from(now == *place);
            if now != *place {
                let why = planned.pool.get(buffer);
                println!("{}: buffer {buffer} is at {now:?}, not {place:?}: {why:?}", bundle.case);
            }
        }
        whole += usize::from(kernel == bundle.kernel);
    }
    println!("{same} of {all} buffers have their place; {whole} of {} kernels", bundles.len());
    println!("in memory: {reasons:?}");
    assert_eq!((same, whole), (all, bundles.len()));
}

/// Copies are put back where they were.
#[test]
fn copied() {
    let (mut same, mut copies) = (0, 0);
    let bundles = common::bundles();
    for bundle in &bundles {
        let bare = without_copies(&bundle.kernel);
        copies += bundle.kernel.ops.len() - bare.ops.len();
        let (mut kernel, _) = erased(&bare);
        let memory = handed_on(bundle, &kernel);
        place(&mut kernel, &Rules { allowed: filled, memory, ..Rules::default() }).unwrap();
        same += usize::from(kernel == bundle.kernel);
        if kernel != bundle.kernel {
            println!("{}: {}", bundle.case, notation(&kernel));
        }
    }
    println!("{same} of {} kernels are the same again, with {copies} copies", bundles.len());
    assert_eq!((same, copies), (bundles.len(), 8));
}

fn kernel(case: &str) -> Kernel {
    let bundle = common::bundles().into_iter().find(|bundle| bundle.case == case);
    erased(&bundle.unwrap().kernel).0
}

/// Without room everything is in memory, with little what fits.
#[test]
fn room() {
    let planned = |capacity| {
        let mut kernel = kernel("softmax");
        let rules = Rules { capacity, ..Rules::default() };
        let planned = plan(&mut kernel, &rules).unwrap();
        assert!(planned.peak <= capacity);
        planned
    };
    assert_eq!(planned(0).scratchpads.len(), 0);
    assert!(planned(0).pool.values().all(|(_, stay)| *stay == Stay::Room));
    let little = planned(2048);
    assert!(!little.scratchpads.is_empty() && !little.pool.is_empty(), "{little:?}");
    assert_eq!(planned(34_816).pool.len(), 0);
}

/// If what is moved to other cores has no room there, the source is in memory too.
#[test]
fn moved() {
    let mut kernel = kernel("linear");
    let rules = Rules { capacity: 2048, ..Rules::default() };
    let planned = plan(&mut kernel, &rules).unwrap();
    let stays: Vec<Stay> = planned.pool.values().map(|(_, stay)| *stay).collect();
    assert_eq!(stays, [Stay::Op, Stay::Cores, Stay::Room], "{planned:?}");
}

/// No two tensors that are used at the same time share a byte, but an input with what takes its
/// place.
#[test]
fn apart() {
    let mut random = fastrand::Rng::with_seed(5);
    let bundles = common::bundles();
    for _ in 0..200 {
        let bundle = &bundles[random.usize(..bundles.len())];
        let (mut kernel, places) = erased(&bundle.kernel);
        let memory = places.keys().copied().filter(|_| random.u32(..4) == 0).collect();
        let capacity = random.i64(0..40) * 512;
        let before = kernel.clone();
        let rules = Rules { capacity, memory, ..Rules::default() };
        let planned = plan(&mut kernel, &rules).unwrap();
        let all = planned.pool.len() + planned.scratchpads.len();
        assert_eq!(all, places.len());
        let lives = |buffer: usize| {
            let uses = |op: &OpSpec| op.args().any(|arg| arg.place == Place::Buffer(buffer));
            let ops = before.ops.iter().enumerate().filter(|(_, op)| uses(op)).map(|(at, _)| at);
            let ops: Vec<usize> = ops.collect();
            (ops[0], ops[ops.len() - 1])
        };
        let size = |buffer: usize, scratch: bool| {
            let of = |op: &&OpSpec| op.output.place == Place::Buffer(buffer);
            let op = before.ops.iter().find(of).unwrap();
            if scratch {
                tricast_opspec::view::footprint(op, &op.output)
            } else {
                op.output.bytes()
            }
        };
        let pool = planned.pool.iter().map(|(&buffer, &(start, _))| (buffer, start, false));
        let scratch = planned.scratchpads.iter().map(|(&buffer, &start)| (buffer, start, true));
        let list: Vec<_> = pool.chain(scratch).collect();
        for (index, &(one, start, kind)) in list.iter().enumerate() {
            for &(two, other, _) in list[..index].iter().filter(|(.., same)| *same == kind) {
                let ((first, last), (from, to)) = (lives(one), lives(two));
                let together = first < to && from < last || first == from;
                let meet = start < other + size(two, kind) && other < start + size(one, kind);
                assert!(!(together && meet), "{}: {one} {two} {planned:?}", bundle.case);
            }
        }
    }
}

/// Whatever room there is, and whatever must be in memory, kernels with copies can become bundles.
#[test]
fn valid() {
    let mut random = fastrand::Rng::with_seed(3);
    let bundles = common::bundles();
    for _ in 0..200 {
        let bundle = &bundles[random.usize(..bundles.len())];
        let (mut kernel, places) = erased(&without_copies(&bundle.kernel));
        let memory = places.keys().copied().filter(|_| random.u32(..4) == 0).collect();
        let rules = Rules { capacity: random.i64(0..80) * 512, memory, ..Rules::default() };
        let planned = place(&mut kernel, &rules).unwrap();
        assert!(planned.peak <= rules.capacity);
        validate(&kernel).unwrap_or_else(|error| panic!("{}: {error}", bundle.case));
    }
}

#[test]
fn refused() {
    let mut early = kernel("softmax");
    early.ops.swap(0, 1);
    let error = plan(&mut early, &Rules::default()).unwrap_err();
    assert_eq!(error, PlanError::Unwritten { op: 0, buffer: 0 });
    let mut other = kernel("softmax");
    other.ops[1].inputs[0].device_size[0] = 8;
    let error = plan(&mut other, &Rules::default()).unwrap_err();
    assert_eq!(error.to_string(), "op 1 has 524288 bytes of buffer 0, which has 1048576");
}
