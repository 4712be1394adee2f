//! The goldens are divided again, and must be divided as they were.

mod common;

use common::notation::Written;
use tricast_opspec::OpSpec;
use tricast_opspec::division::Rules;

fn slices(op: &OpSpec) -> Vec<i64> {
    op.dims.iter().map(|dim| dim.slices).collect()
}

/// Torch-Spyre's decomposition of attention says itself how its products of matrices are divided:
/// by their sizes.
fn again(op: &OpSpec, attention: bool) -> Vec<i64> {
    let mut again = op.clone();
    let rules = Rules { model: !attention, ..Rules::default() };
    rules.divide(&mut again).map_or(vec![], |()| slices(&again))
}

#[test]
fn bundles() {
    let (mut same, mut all) = (0, 0);
    for bundle in common::bundles() {
        for op in &bundle.kernel.ops {
            all += 1;
            let (case, sizes) = (&bundle.case, op.dims.iter().map(|dim| dim.size));
            let (again, sizes) = (again(op, case.starts_with("sdpa")), sizes.collect::<Vec<_>>());
            if again == slices(op) {
                same += 1;
            } else {
                println!("{case}: {} of {sizes:?}: {again:?}, not {:?}", op.op, slices(op));
            }
        }
    }
    println!("{same} of {all} ops of bundles are divided alike");
    assert_eq!(same, all);
}

/// Why an op of a table is divided otherwise than it says.
fn reason(text: &str, later: &[&str], name: &str) -> Option<&'static str> {
    let (head, rest) = text.split_once('(').unwrap();
    let gathers = ["flip", "index_copy", "embedding"].iter().any(|part| name.contains(part));
    if head.starts_with("shuffle") {
        return Some("moved among cores for what reads them");
    }
    let divided = &head[head.find('<').unwrap()..];
    if head.starts_with("identity")
        && rest.starts_with('H')
        && rest.contains("-> L")
        && later.iter().any(|op| op.contains(divided))
    {
        return Some("copies of arguments, divided as what reads them");
    }
    if head.starts_with("identity") && gathers && divided.split(',').all(|dim| dim.contains("/1")) {
        return Some("gathers, whose notation lacks the indices");
    }
    if head.starts_with("dl16tofp32") && head.contains("out128/2") || head.contains("out68/2") {
        return Some("halves of 3 sticks of float32");
    }
    None
}

#[test]
fn tables() {
    let (mut certain, mut likely, mut unexplained) = (0, 0, 0);
    let mut explained = std::collections::BTreeMap::<_, usize>::new();
    for row in ["ops.tsv", "models.tsv"].into_iter().flat_map(common::table) {
        let name = &row[0];
        let attention = name.contains("sdpa") || name.contains("scaled_dot_product");
        for kernel in row.last().unwrap().split(" || ") {
            let ops: Vec<&str> = kernel.split(" ; ").collect();
            for (index, text) in ops.iter().enumerate() {
                let same = |shapes: &str| {
                    let written = Written::new(text, shapes);
                    let readings = written.readings();
                    let divided = readings.iter().map(|op| again(op, attention));
                    (divided.clone().any(|again| again == written.slices()), readings.len())
                };
                let (agrees, readings) = same("");
                if agrees && readings == 1 {
                    certain += 1;
                } else if agrees || same(&row[1]).0 {
                    likely += 1;
                } else if let Some(reason) = reason(text, &ops[index + 1..], name) {
                    *explained.entry(reason).or_default() += 1;
                } else {
                    unexplained += 1;
                    println!("{name}: {text}");
                }
            }
        }
    }
    println!("{certain} ops of tables are divided alike, {likely} more in one reading");
    println!("others: {explained:?}");
    assert_eq!(unexplained, 0);
    assert_eq!(explained.values().sum::<usize>(), 23);
}

/// What one core cannot reach alone is refused.
#[test]
fn refused() {
    let text = "add<mb4/1,out67108864/1>(H[mb out] , H[mb out] -> H[mb out])";
    let mut op = Written::new(text, "").readings().pop().unwrap();
    let divided = Rules::default().divide(&mut op);
    assert!(divided.is_ok());
    assert!(op.cores() <= 32);
    let rules = Rules { cores: 1, ..Rules::default() };
    let error = rules.divide(&mut op).unwrap_err().to_string();
    assert!(error.starts_with("add: a core reaches 536870912 bytes of operand 0"), "{error}");
}

/// A reduction whose parts nothing puts together is left whole if that is asked for; a product of
/// matrices is not.
#[test]
fn partial() {
    let rules = Rules { partial: false, ..Rules::default() };
    let divided = |text: &str| {
        let mut op = Written::new(text, "").readings().pop().unwrap();
        rules.divide(&mut op).unwrap();
        slices(&op)
    };
    let sum = "sumnonstick<mb256/4,out128/8>(H[out mb] , H[~mb out] -> H[~mb out])";
    assert_eq!(divided(sum), [4, 1]);
    let product = "batchmatmul<mb67/1,out128/2,in256/4>(H[mb in] , H[in out] -> H[mb out])";
    assert_eq!(divided(product), [1, 2, 4]);
}
