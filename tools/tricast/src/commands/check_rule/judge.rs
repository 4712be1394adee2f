//! Whether the two sides of a rule give the same.

use fastrand::Rng;
use tricast_dialects::DType;
use tricast_egraph::rule::Numerics;
use tricast_runtime::{HostTensor, TensorError};

use super::Shaken;
use crate::compare::{Tolerance, compare};

/// On how many inputs near its own a program is run.
const SHAKES: usize = 8;
/// By how many times what that moves a result the sides may differ.
const MOST_MOVES: f64 = 4.0;

/// The distance of 1 from the next float.
fn epsilon(dtype: DType) -> f64 {
    match dtype {
        DType::F64 => 2f64.powi(-52),
        DType::F16 => 2f64.powi(-10),
        DType::BF16 => 2f64.powi(-7),
        _ => 2f64.powi(-23),
    }
}

/// How far the two sides of a rule may differ, relative to a result, and absolute in parts of the
/// largest of the results: exact rules not at all; those that reassociate by units of the last
/// place of the dtype; approximations by a thousandth.
fn tolerance(numerics: Numerics, dtype: DType, largest: f64) -> Tolerance {
    let epsilon = epsilon(dtype);
    let (tolerance, largest) = match numerics {
        Numerics::Exact => (0.0, largest),
        Numerics::Reassociates => (32.0 * epsilon, largest),
        Numerics::Approximates => (f64::max(32.0 * epsilon, 1e-3), largest.max(1.0)),
    };
    Tolerance { rtol: tolerance, atol: tolerance * largest }
}

/// How the two sides of a program differ, if they do.
///
/// A rule that rounds elsewhere may differ by more where a program makes much of a rounding: where
/// its numbers cancel out, or fall on another side of a step. How much is seen by the program
/// itself, before the rule, on inputs that differ in their last place: `run` runs it.
///
/// # Errors
/// If it does not run again.
pub fn difference(
    numerics: Numerics,
    before: &[HostTensor],
    after: &[HostTensor],
    run: impl FnOnce(&dyn Fn(&[HostTensor]) -> Shaken) -> anyhow::Result<Shaken>,
) -> anyhow::Result<Option<String>> {
    let none: Vec<&[HostTensor]> = vec![];
    let found = differences(numerics, before, after, &none);
    if found.is_none() || numerics == Numerics::Exact {
        return Ok(found);
    }
    let mut rng = Rng::with_seed(0);
    let seeds: Vec<u64> = (0..SHAKES).map(|_| rng.u64(..)).collect();
    let moved = run(&|inputs: &[HostTensor]| {
        seeds.iter().map(|seed| shaken(inputs, *seed).unwrap_or_else(|_| inputs.to_vec())).collect()
    })?;
    let moved: Vec<&[HostTensor]> = moved.iter().map(Vec::as_slice).collect();
    Ok(differences(numerics, before, after, &moved))
}

/// Inputs whose floats differ in the last place.
fn shaken(inputs: &[HostTensor], seed: u64) -> Result<Vec<HostTensor>, TensorError> {
    let mut rng = Rng::with_seed(seed);
    let one = |input: &HostTensor| {
        if !input.dtype().is_float() {
            return Ok(input.clone());
        }
        let (real, epsilon) = (input.as_real(), epsilon(input.dtype()));
        let mut numbers = (0..real.len()).map(|index| {
            let number = real.number(index).map_or(0.0, |number| number.to_f64());
            number * (1.0 + epsilon * *rng.choice(&[-1.0, 0.0, 1.0]).expect("there are some"))
        });
        HostTensor::from_numbers(input.dtype(), input.sizes(), || numbers.next().unwrap_or(0.0))
    };
    inputs.iter().map(one).collect()
}

/// [`difference`], by what the same program gave on other inputs.
fn differences(
    numerics: Numerics,
    before: &[HostTensor],
    after: &[HostTensor],
    moved: &[&[HostTensor]],
) -> Option<String> {
    for (number, (before, after)) in before.iter().zip(after).enumerate() {
        let moves = moves(before, moved.iter().filter_map(|results| results.get(number)));
        let largest = finite(before.as_real().len(), |index| number_of(before, index));
        let mut allowed = tolerance(numerics, before.dtype(), largest);
        if before.dtype().is_float() {
            allowed.atol += MOST_MOVES * finite(moves.len(), |index| moves[index]);
        }
        match compare(after, before, allowed) {
            Ok(found) if found.is_none() => {}
            Ok(_) if !before.dtype().is_float() && are_within(before, after, &moves) => {}
            Ok(found) => return Some(found.describe()),
            Err(reason) => return Some(reason),
        }
    }
    None
}

/// The largest finite of some numbers, without their signs.
fn finite(count: usize, number: impl Fn(usize) -> f64) -> f64 {
    let numbers = (0..count).map(|index| number(index).abs());
    numbers.filter(|number| number.is_finite()).fold(0.0, f64::max)
}

fn number_of(tensor: &HostTensor, index: usize) -> f64 {
    tensor.as_real().number(index).map_or(f64::NAN, |number| number.to_f64())
}

/// By how much each element moved, at most.
fn moves<'t>(from: &HostTensor, to: impl Iterator<Item = &'t HostTensor>) -> Vec<f64> {
    let mut moves = vec![0.0; from.as_real().len()];
    for to in to {
        for (index, most) in moves.iter_mut().enumerate() {
            *most = f64::max(*most, (number_of(to, index) - number_of(from, index)).abs());
        }
    }
    moves
}

/// Whether integers differ by no more than they move.
fn are_within(before: &HostTensor, after: &HostTensor, moves: &[f64]) -> bool {
    let distance = |index| (number_of(after, index) - number_of(before, index)).abs();
    moves.iter().enumerate().all(|(index, most)| distance(index) <= *most)
}
