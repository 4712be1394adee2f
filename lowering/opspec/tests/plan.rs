//! From ops alone to the bundles of the goldens: divided, with copies, with places, and written.

mod common;

use common::bare::{erased, filled, handed_on, without_copies};
use tricast_opspec::align::{align, squeeze};
use tricast_opspec::copies::place;
use tricast_opspec::cost::kernel_seconds;
use tricast_opspec::notation::notation;
use tricast_opspec::superdsc::{emit, validate};
use tricast_opspec::{division, scratchpad};

#[test]
fn bundles() {
    let mut same = 0;
    let bundles = common::bundles();
    for bundle in &bundles {
        let (mut kernel, _) = erased(&without_copies(&bundle.kernel));
        let model = !bundle.case.starts_with("sdpa");
        let rules = division::Rules { model, ..division::Rules::default() };
        for op in &mut kernel.ops {
            op.dims.iter_mut().for_each(|dim| dim.slices = 1);
            *op = squeeze(&align(op).unwrap());
            rules.divide(op).unwrap();
        }
        let memory = handed_on(bundle, &kernel);
        let rules = scratchpad::Rules { allowed: filled, memory, ..scratchpad::Rules::default() };
        place(&mut kernel, &rules).unwrap();
        validate(&kernel).unwrap();
        if emit(&kernel) == emit(&bundle.kernel) {
            same += 1;
        } else {
            let (ours, golden) =
                (kernel_seconds(&kernel) * 1e6, kernel_seconds(&bundle.kernel) * 1e6);
            println!(
                "{}: {ours:.2} microseconds, not {golden:.2}: {}",
                bundle.case,
                notation(&kernel)
            );
        }
    }
    println!("{same} of {} bundles are planned as they were", bundles.len());
    assert_eq!(same, bundles.len());
}
