//! What a target asks of an op beyond what the op takes anyway.

use std::fmt;

use crate::{
    arguments::{Argument, Arguments, Scalar},
    dim::Dim,
    types::{InferError, SizeList, TensorType, ValueType, ensure},
};

/// One thing that a target asks. The verifier of a target's op checks them all, and the support
/// tables are made of their texts (`Display`).
#[derive(Clone, Copy, Debug)]
pub enum Condition {
    /// Every tensor that the op takes and gives has one of these dtypes, in PyTorch's names.
    DTypes(&'static [&'static str]),
    /// The tensor of this name has one of these dtypes.
    DTypeOf(&'static str, &'static [&'static str]),
    /// The tensor of this name has at least and at most so many dimensions.
    RankOf(&'static str, usize, usize),
    /// No tensor has more dimensions.
    RankAtMost(usize),
    /// The argument of this name is one of these, as the assembly has them.
    ArgumentIn(&'static str, &'static [&'static str]),
    /// The argument of this name is not given.
    Absent(&'static str),
    /// All sizes of tensors are known.
    StaticSizes,
    /// No tensor is known to have no elements.
    NotEmpty,
    /// What the text says, which this function checks.
    Checked(&'static str, fn(&Arguments) -> Result<(), InferError>),
}

impl Condition {
    /// Whether it holds of an op with these arguments and results.
    ///
    /// # Errors
    /// If it does not: what was found, and what it asks.
    pub fn check(&self, arguments: &Arguments, results: &[ValueType]) -> Result<(), InferError> {
        match self {
            Condition::DTypes(dtypes) => {
                tensors(arguments, results).try_for_each(|(name, tensor)| {
                    ensure!(
                        dtypes.contains(&tensor.dtype.torch_name()),
                        "{name} is of {}, expected {}",
                        tensor.dtype.torch_name(),
                        OneOf(dtypes)
                    );
                    Ok(())
                })
            }
            Condition::DTypeOf(name, dtypes) => {
                each(arguments.get(name)).iter().try_for_each(|tensor| {
                    ensure!(
                        dtypes.contains(&tensor.dtype.torch_name()),
                        "'{name}' is of {}, expected {}",
                        tensor.dtype.torch_name(),
                        OneOf(dtypes)
                    );
                    Ok(())
                })
            }
            Condition::RankOf(name, least, most) => {
                each(arguments.get(name)).iter().try_for_each(|tensor| {
                    ensure!(
                        (*least..=*most).contains(&tensor.rank()),
                        "'{name}' has {} dimensions, expected {}",
                        tensor.rank(),
                        Range(*least, *most)
                    );
                    Ok(())
                })
            }
            Condition::RankAtMost(most) => {
                tensors(arguments, results).try_for_each(|(name, tensor)| {
                    ensure!(
                        tensor.rank() <= *most,
                        "{name} has {} dimensions, expected at most {most}",
                        tensor.rank()
                    );
                    Ok(())
                })
            }
            Condition::ArgumentIn(name, values) => {
                let found = text(arguments.get(name));
                ensure!(
                    values.contains(&found.as_str()),
                    "'{name}' is {found}, expected {}",
                    OneOf(values)
                );
                Ok(())
            }
            Condition::Absent(name) => {
                let given = arguments.get(name);
                let default = Arguments::new(arguments.op());
                ensure!(
                    given == default.get(name) || *given == Argument::None,
                    "'{name}' is {}, expected none",
                    text(given)
                );
                Ok(())
            }
            Condition::StaticSizes => tensors(arguments, results).try_for_each(|(name, tensor)| {
                ensure!(
                    tensor.shape.iter().all(|size| size.as_static().is_some()),
                    "{name} has the sizes {}, expected them to be known",
                    SizeList(&tensor.shape)
                );
                Ok(())
            }),
            Condition::NotEmpty => tensors(arguments, results).try_for_each(|(name, tensor)| {
                ensure!(
                    !tensor.shape.contains(&Dim::Static(0)),
                    "{name} has the sizes {}, expected elements",
                    SizeList(&tensor.shape)
                );
                Ok(())
            }),
            Condition::Checked(_, check) => check(arguments),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Condition::DTypes(dtypes) => write!(f, "{}", dtypes.join(", ")),
            Condition::DTypeOf(name, dtypes) => write!(f, "`{name}` of {}", OneOf(dtypes)),
            Condition::RankOf(name, least, most) => {
                write!(f, "`{name}` of {} dimensions", Range(*least, *most))
            }
            Condition::RankAtMost(most) => write!(f, "at most {most} dimensions"),
            Condition::ArgumentIn(name, values) => write!(f, "`{name}` is {}", OneOf(values)),
            Condition::Absent(name) => write!(f, "no `{name}`"),
            Condition::StaticSizes => write!(f, "known sizes"),
            Condition::NotEmpty => write!(f, "elements in each tensor"),
            Condition::Checked(text, _) => write!(f, "{text}"),
        }
    }
}

/// `a`, `a or b`, `a, b or c`
struct OneOf<'a>(&'a [&'a str]);

impl fmt::Display for OneOf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.0 {
            [] => write!(f, "none"),
            [one] => write!(f, "{one}"),
            [most @ .., last] => write!(f, "{} or {last}", most.join(", ")),
        }
    }
}

/// `2`, `1 to 4`
struct Range(usize, usize);

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Range(least, most) if least == most => write!(f, "{least}"),
            Range(least, most) => write!(f, "{least} to {most}"),
        }
    }
}

/// The tensors of an argument.
fn each(argument: &Argument) -> Vec<&TensorType> {
    match argument {
        Argument::Tensor(tensor) => vec![tensor],
        Argument::Tensors(tensors) => tensors.iter().collect(),
        Argument::OptTensors(tensors) => tensors.iter().flatten().collect(),
        _ => vec![],
    }
}

/// Every tensor that an op takes or gives, and what it is called in an error.
fn tensors<'a>(
    arguments: &'a Arguments,
    results: &'a [ValueType],
) -> impl Iterator<Item = (String, &'a TensorType)> {
    let taken = arguments.iter().flat_map(|(name, argument)| {
        each(argument).into_iter().map(move |tensor| (format!("'{name}'"), tensor))
    });
    let given = results.iter().enumerate().filter_map(|(index, result)| match result {
        ValueType::Tensor(tensor) => Some((format!("result #{index}"), tensor)),
        _ => None,
    });
    taken.chain(given)
}

/// An argument that is no tensor, as the assembly has it.
fn text(argument: &Argument) -> String {
    match argument {
        Argument::None => "none".into(),
        Argument::SymInt(Dim::Static(value)) => value.to_string(),
        Argument::SymInt(_) => "a symbolic integer".into(),
        Argument::SymInts(values) => SizeList(values).to_string(),
        Argument::Scalar(Scalar::Bool(value)) => value.to_string(),
        Argument::Scalar(Scalar::Complex(real, imaginary)) => format!("({real}, {imaginary})"),
        Argument::Scalar(scalar) => match scalar.as_f64() {
            Some(value) => value.to_string(),
            None => "a symbolic number".into(),
        },
        Argument::Str(value) => value.clone(),
        Argument::DType(dtype) => dtype.torch_name().into(),
        Argument::Floats(values) => format!("{values:?}"),
        Argument::Bools(values) => format!("{values:?}"),
        Argument::Tensor(_) | Argument::Tensors(_) | Argument::OptTensors(_) => "a tensor".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DType, TensorType, op::lookup};

    fn tensor(sizes: &[i64], dtype: DType) -> Argument {
        Argument::Tensor(TensorType::new(sizes.iter().map(|size| Dim::Static(*size)), dtype))
    }

    #[test]
    fn what_a_target_asks_is_checked_and_named() {
        let given = [("self", tensor(&[2, 3], DType::F64)), ("other", tensor(&[3], DType::F64))];
        let arguments = Arguments::of("aten.add.Tensor", given);
        let results = (lookup("aten.add.Tensor").unwrap().infer)(&arguments).unwrap();
        let error = |condition: Condition| condition.check(&arguments, &results).unwrap_err().0;
        assert_eq!(
            error(Condition::DTypes(&["float32", "int32"])),
            "'self' is of float64, expected float32 or int32"
        );
        assert_eq!(error(Condition::RankAtMost(1)), "'self' has 2 dimensions, expected at most 1");
        assert_eq!(
            error(Condition::RankOf("other", 2, 4)),
            "'other' has 1 dimensions, expected 2 to 4"
        );
        assert_eq!(error(Condition::ArgumentIn("alpha", &["2"])), "'alpha' is 1, expected 2");
        assert_eq!(error(Condition::Absent("other")), "'other' is a tensor, expected none");
        Condition::Absent("alpha").check(&arguments, &results).unwrap();
        Condition::StaticSizes.check(&arguments, &results).unwrap();
    }
}
