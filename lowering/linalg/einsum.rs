//! Einstein summation: a sum over labels, contracted two tensors at a time.
//!
//! Source of the semantics: `einsum` in `aten/src/ATen/native/Linear.cpp` of PyTorch.

use std::collections::BTreeMap;

use tricast_dialects::DType;

use super::{Builder, Loop, Size, Sizes, Tensor, contraction::Labelled};

/// The label of the last dimension that an ellipsis stands for; those before it count up. The
/// labels of letters are their code points, which are less.
const ELLIPSIS: usize = 1 << 8;

/// The sum that an equation says, which the verifier has checked. `path` is the order of
/// contraction: pairs of places in the list of what is left, to which the product is added.
pub fn equation<'c>(
    b: &Builder<'c>,
    equation: &str,
    tensors: &[Tensor<'c>],
    path: Option<&[i64]>,
    dtype: DType,
) -> Tensor<'c> {
    let (inputs, output) = match equation.split_once("->") {
        Some((inputs, output)) => (inputs, Some(output)),
        None => (equation, None),
    };
    let parts: Vec<&str> = inputs.split(',').collect();
    let mut operands = vec![];
    let mut ellipsis = 0;
    for (part, tensor) in parts.iter().zip(tensors) {
        let letters = part.chars().filter(char::is_ascii_alphabetic).count();
        let hidden = tensor.rank().saturating_sub(letters);
        ellipsis = ellipsis.max(hidden);
        operands.push(diagonal(b, tensor, &labels(part, hidden)));
    }
    let output = match output {
        Some(output) => labels(output, ellipsis),
        None => implicit_output(&parts, ellipsis),
    };
    sum(b, operands, &output, path, dtype)
}

/// The labels of a part of an equation, whose ellipsis stands for so many dimensions.
fn labels(part: &str, ellipsis: usize) -> Vec<usize> {
    let mut labels = vec![];
    let mut has_ellipsis = false;
    for letter in part.chars() {
        match letter {
            '.' if !has_ellipsis => {
                has_ellipsis = true;
                labels.extend((0..ellipsis).rev().map(|place| ELLIPSIS + place));
            }
            letter if letter.is_ascii_alphabetic() => labels.push(letter as usize),
            _ => {}
        }
    }
    labels
}

/// The ellipsis, then the letters that occur once, in order.
fn implicit_output(parts: &[&str], ellipsis: usize) -> Vec<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for label in parts.iter().flat_map(|part| labels(part, 0)) {
        *counts.entry(label).or_default() += 1;
    }
    let once = counts.into_iter().filter(|&(_, count)| count == 1).map(|(label, _)| label);
    labels("...", ellipsis).into_iter().chain(once).collect()
}

/// A tensor of which dimensions of one label have become their diagonal.
fn diagonal<'c>(b: &Builder<'c>, tensor: &Tensor<'c>, labels: &[usize]) -> Labelled<'c> {
    let mut unique: Vec<usize> = vec![];
    for &label in labels {
        if !unique.contains(&label) {
            unique.push(label);
        }
    }
    if unique.len() == labels.len() {
        return Labelled { tensor: tensor.clone(), labels: unique };
    }
    let place = |all: &[usize], label| all.iter().position(|&other| other == label);
    let sizes = unique.iter().filter_map(|&label| Some(tensor.shape[place(labels, label)?]));
    let empty = b.empty(&sizes.collect::<Sizes>(), tensor.dtype);
    let rank = unique.len();
    let dims: Vec<usize> = labels.iter().filter_map(|&label| place(&unique, label)).collect();
    let all: Vec<usize> = (0..rank).collect();
    let input = (tensor, b.projection(rank, &dims));
    let output = (&empty, b.projection(rank, &all));
    let results =
        b.generic(&[input], &[output], &vec![Loop::Parallel; rank], |ins, _| ins.to_vec());
    Labelled { tensor: results.into_iter().next().expect("one output"), labels: unique }
}

/// The product of tensors summed over all labels that are not in `output`, whose order is that of
/// the result's dimensions; a label that none of the tensors has is a dimension of size 1.
pub fn sum<'c>(
    b: &Builder<'c>,
    mut operands: Vec<Labelled<'c>>,
    output: &[usize],
    path: Option<&[i64]>,
    dtype: DType,
) -> Tensor<'c> {
    let mut pairs = path.unwrap_or_default().chunks_exact(2);
    while operands.len() > 1 {
        let pair = pairs.next().map_or([0, 1], |pair| [pair[0] as usize, pair[1] as usize]);
        let (first, second) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
        let y = operands.remove(second);
        let x = operands.remove(first);
        let labels = if operands.is_empty() {
            let has = |label: &usize| x.labels.contains(label) || y.labels.contains(label);
            output.iter().copied().filter(has).collect()
        } else {
            labels_between(&x, &y, &operands, output)
        };
        let tensor = b.contract(&x, &y, &labels, dtype);
        operands.push(Labelled { tensor, labels });
    }
    let last = operands.pop().expect("the sum of a tensor at least");
    let is_kept = |label: usize| output.contains(&label);
    let last = b.sum_labels(&last, dtype, is_kept);
    let order: Vec<usize> = output.iter().copied().filter(|&label| last.has(label)).collect();
    let tensor = b.order(&last, &order);
    let sizes = output.iter().map(|&label| last.size(label).unwrap_or(Size::Static(1)));
    b.reshape(&b.cast_tensor(&tensor, dtype), &sizes.collect::<Sizes>())
}

/// The labels of the product of two tensors that are needed later, in the order that costs least.
fn labels_between(x: &Labelled, y: &Labelled, rest: &[Labelled], output: &[usize]) -> Vec<usize> {
    let is_needed =
        |label: usize| output.contains(&label) || rest.iter().any(|other| other.has(label));
    let batch = x.only(|label| y.has(label) && is_needed(label));
    let rows = x.only(|label| !y.has(label) && is_needed(label));
    let columns = y.only(|label| !x.has(label) && is_needed(label));
    [batch, rows, columns].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ellipsis_counts_from_the_end() {
        let [i, k] = ['i', 'k'].map(|letter| letter as usize);
        assert_eq!(labels(" i ...k", 2), [i, ELLIPSIS + 1, ELLIPSIS, k]);
        assert_eq!(labels("i...", 0), [i]);
    }

    #[test]
    fn letters_that_occur_once_are_the_output() {
        let expected = [ELLIPSIS, 'B' as usize, 'a' as usize];
        assert_eq!(implicit_output(&["...aj", "Bj"], 1), expected);
    }
}
