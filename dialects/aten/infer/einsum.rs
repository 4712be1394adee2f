//! Einstein summation: the equation and the sizes it gives.
//!
//! Source of the semantics: `einsum` in `aten/src/ATen/native/Linear.cpp` of PyTorch.

use std::collections::BTreeMap;

use crate::{
    dim::Dim,
    dtype::{DType, Promotion},
    shape::{broadcast, broadcast_dim},
    types::{InferError, Results, Shape, TensorType, ensure, fail},
};

/// One letter, or `...`.
#[derive(Clone, Copy, PartialEq)]
enum Label {
    Letter(char),
    Ellipsis,
}

/// The labels of a part of the equation; `of` names it in messages. `offset` is where
/// the part starts.
fn labels(text: &str, of: &str, offset: usize) -> Result<Vec<Label>, InferError> {
    let mut labels = vec![];
    let mut chars = text.char_indices();
    while let Some((index, letter)) = chars.next() {
        match letter {
            ' ' => {}
            '.' => {
                ensure!(
                    !labels.contains(&Label::Ellipsis),
                    "einsum(): found '.' for {of} for which an ellipsis was already found"
                );
                ensure!(
                    chars.next().is_some_and(|(_, c)| c == '.')
                        && chars.next().is_some_and(|(_, c)| c == '.'),
                    "einsum(): found '.' for {of} that is not part of any ellipsis"
                );
                labels.push(Label::Ellipsis);
            }
            'a'..='z' | 'A'..='Z' => labels.push(Label::Letter(letter)),
            _ => fail!(
                "einsum(): invalid subscript given at index {} in the equation string, subscripts \
                 must be in [a-zA-Z]",
                offset + index
            ),
        }
    }
    Ok(labels)
}

/// What the labels of all operands stand for.
#[derive(Default)]
struct Sizes {
    /// The size of each letter, and how often it occurs.
    letters: BTreeMap<char, (Dim, usize)>,
    ellipsis: Shape,
}

impl Sizes {
    /// Adds an operand, the one at `index`.
    fn add(&mut self, index: usize, shape: &[Dim], labels: &[Label]) -> Result<(), InferError> {
        let has_ellipsis = labels.contains(&Label::Ellipsis);
        let letters = labels.len() - usize::from(has_ellipsis);
        let (relation, no_ellipsis) = match has_ellipsis {
            true => ("is more than", ""),
            false => ("does not match", " and no ellipsis was given"),
        };
        ensure!(
            letters == shape.len() || (has_ellipsis && letters < shape.len()),
            "einsum(): the number of subscripts in the equation ({letters}) {relation} the number \
             of dimensions ({}) for operand {index}{no_ellipsis}",
            shape.len()
        );
        let mut rest = shape;
        let mut own: BTreeMap<char, &Dim> = BTreeMap::new();
        for label in labels {
            let (taken, left) = match label {
                Label::Ellipsis => rest.split_at(shape.len() - letters),
                Label::Letter(_) => rest.split_at(1),
            };
            rest = left;
            match label {
                Label::Ellipsis => self.ellipsis = broadcast(&self.ellipsis, taken)?,
                Label::Letter(letter) => {
                    self.add_letter(index, *letter, &taken[0], own.insert(*letter, &taken[0]))?;
                }
            }
        }
        Ok(())
    }

    /// Adds a dimension; `before` is the size of the same letter in the same operand.
    fn add_letter(
        &mut self,
        index: usize,
        letter: char,
        size: &Dim,
        before: Option<&Dim>,
    ) -> Result<(), InferError> {
        if let Some(before) = before {
            ensure!(
                before.may_equal(size),
                "einsum(): subscript {letter} is repeated for operand {index} but the sizes don't \
                 match, {size} != {before}"
            );
        }
        let entry = self.letters.entry(letter).or_insert((Dim::Static(1), 0));
        let Some(merged) = broadcast_dim(&entry.0, size) else {
            fail!(
                "einsum(): operands do not broadcast: subscript {letter} has size {size} for \
                 operand {index}, but {} before",
                entry.0
            );
        };
        *entry = (merged, entry.1 + 1);
        Ok(())
    }

    /// The output where the equation gives none: the ellipsis, then the letters that
    /// occur once.
    fn implicit_output(&self) -> Vec<Label> {
        let once = self.letters.iter().filter(|(_, (_, count))| *count == 1);
        let letters = once.map(|(&letter, _)| Label::Letter(letter));
        [Label::Ellipsis].into_iter().chain(letters).collect()
    }

    fn output_shape(&self, output: &[Label]) -> Result<Shape, InferError> {
        let mut shape = Shape::new();
        for (index, label) in output.iter().enumerate() {
            let Label::Letter(letter) = label else {
                shape.extend(self.ellipsis.iter().cloned());
                continue;
            };
            ensure!(
                !output[..index].contains(label),
                "einsum(): output subscript {letter} appears more than once in the output"
            );
            match self.letters.get(letter) {
                Some((size, _)) => shape.push(size.clone()),
                None => fail!(
                    "einsum(): output subscript {letter} does not appear in the equation for any \
                     input operand"
                ),
            }
        }
        Ok(shape)
    }
}

/// The type of the result of `einsum`.
pub(crate) fn infer(equation: &str, tensors: &[TensorType]) -> Result<Results, InferError> {
    ensure!(!tensors.is_empty(), "einsum(): must provide at least one operand");
    let (inputs, output) = match equation.split_once("->") {
        Some((inputs, output)) => (inputs, Some(output)),
        None => (equation, None),
    };
    let mut sizes = Sizes::default();
    let (mut count, mut offset) = (0, 0);
    for (index, part) in inputs.split(',').enumerate() {
        let Some(tensor) = tensors.get(index) else {
            fail!("einsum(): fewer operands were provided than specified in the equation");
        };
        sizes.add(index, &tensor.shape, &labels(part, &format!("operand {index}"), offset)?)?;
        offset += part.len() + 1;
        count = index + 1;
    }
    ensure!(
        count == tensors.len(),
        "einsum(): more operands were provided than specified in the equation"
    );
    let output = match output {
        Some(output) => labels(output, "output", inputs.len() + 2)?,
        None => sizes.implicit_output(),
    };
    let shape = sizes.output_shape(&output)?;
    let all = sizes.letters.len() + sizes.ellipsis.len();
    let dtype = result_dtype(tensors, all, all > shape.len())?;
    Ok(TensorType::new(shape, dtype).into_results())
}

/// What is summed is a matrix product, which does not promote.
fn result_dtype(tensors: &[TensorType], rank: usize, sums: bool) -> Result<DType, InferError> {
    let first = tensors[0].dtype;
    let mut promotion = Promotion::default();
    for tensor in tensors {
        ensure!(
            !sums || tensor.dtype == first,
            "expected scalar type {first} but found {}",
            tensor.dtype
        );
        promotion.tensor(tensor.dtype, rank)?;
    }
    promotion.result()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::ValueType;

    fn shape(equation: &str, shapes: &[&[Dim]]) -> Result<String, String> {
        let tensors: Vec<TensorType> =
            shapes.iter().map(|shape| TensorType::new(shape.to_vec(), DType::F32)).collect();
        match infer(equation, &tensors).map_err(|error| error.0)?.as_slice() {
            [ValueType::Tensor(tensor)] => Ok(format!("{:?}", tensor.shape)),
            _ => Err("not one tensor".into()),
        }
    }

    #[test]
    fn letters_keep_their_symbols() {
        let (s, t) = (Dim::symbol("s0"), Dim::symbol("s1"));
        let (a, b) = ([s.clone(), Dim::Static(8)], [Dim::Static(8), &t + 1]);
        assert_eq!(shape("ij,jk->ki", &[&a, &b]).unwrap(), "[s1 + 1, s0]");
        assert_eq!(shape("i...,...k", &[&a, &b]).unwrap(), "[8, s0, s1 + 1]");
        let (one, any) = ([Dim::Static(1)], [Dim::Dynamic]);
        assert_eq!(shape("b,b->b", &[&any, &[s]]).unwrap(), "[s0]");
        assert_eq!(shape("b,b->b", &[&one, &any]).unwrap(), "[?]");
    }

    #[test]
    fn the_implicit_output_is_in_alphabetical_order_upper_case_first() {
        let sizes = [Dim::Static(2), Dim::Static(3), Dim::Static(4)];
        assert_eq!(shape("baC", &[&sizes]).unwrap(), "[4, 3, 2]");
        assert_eq!(shape("b...a", &[&sizes]).unwrap(), "[3, 4, 2]");
    }

    #[test]
    fn bad_equations_are_refused_as_pytorch_refuses_them() {
        let two = [Dim::Static(2), Dim::Static(3)];
        let refusal = |equation| shape(equation, &[&two]).unwrap_err();
        assert!(
            refusal("i.j").contains("found '.' for operand 0 that is not part of any ellipsis")
        );
        assert!(refusal("......").contains("for which an ellipsis was already found"));
        assert!(refusal("i1").contains("invalid subscript given at index 1"));
        assert!(refusal("ij->i\u{e9}").contains("invalid subscript given at index 5"));
        assert!(refusal("ijk").contains("(3) does not match the number of dimensions (2)"));
        assert!(refusal("ijk...").contains("(3) is more than the number of dimensions (2)"));
        assert!(refusal("ij->ii").contains("output subscript i appears more than once"));
        assert!(shape("", &[]).unwrap_err().contains("must provide at least one operand"));
        assert!(shape("i", &[&[], &[]]).unwrap_err().contains("for operand 0"));
    }
}
