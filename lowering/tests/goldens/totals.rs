//! What all programs have together.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Compared, Verdict, counts, ops_of};

/// SDSCs of the programs that are compared.
#[derive(Debug, Default, Serialize)]
struct Sdscs {
    all: usize,
    restickifies: usize,
}

impl Sdscs {
    fn add(&mut self, notation: &str) {
        let is_restickify = |op: &&str| op.starts_with("ReStickifyOpHBM<");
        self.all += ops_of(notation).count();
        self.restickifies += ops_of(notation).filter(is_restickify).count();
    }
}

/// What [`counts::write`] is given.
#[derive(Debug, Serialize)]
struct Totals<'a> {
    programs: &'a BTreeMap<String, usize>,
    ours: Sdscs,
    theirs: Sdscs,
}

/// Prints the SDSCs of all programs that are compared, and writes all counts if that is asked for.
pub fn tell(all: &[Compared], programs: &BTreeMap<String, usize>) {
    let mut totals = Totals { programs, ours: Sdscs::default(), theirs: Sdscs::default() };
    let is_left = |compared: &&Compared| matches!(compared.verdict, Verdict::Left(_));
    for compared in all.iter().filter(|compared| !is_left(compared)) {
        totals.ours.add(&compared.plan);
        totals.theirs.add(&compared.row.notation);
    }
    println!("here: {:?}\nthere: {:?}", totals.ours, totals.theirs);
    counts::write("goldens", &totals);
}
