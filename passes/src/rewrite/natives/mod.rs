//! The functions that rules call: declared in `rules/natives.pdll`, and the same for both engines.

mod attention;
mod clamps;
mod convolution;
mod einsum;
mod norms;
mod numbers;
mod ops;
mod permutations;
mod slices;
mod types;
mod views;

use std::{collections::HashMap, sync::LazyLock};

use melior::{
    Context,
    ir::{
        Attribute, OperationRef, Type,
        attribute::{BoolAttribute, DenseI64ArrayAttribute, FloatAttribute, IntegerAttribute},
    },
};
use tricast_dialects::{Dim, ValueType};
use tricast_egraph::rule::Numerics;
use tricast_mlir::ir::shape_of;

/// A value, as a function knows it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item<'c> {
    /// What the engine knows it by.
    pub number: usize,
    /// Its type.
    pub ty: Type<'c>,
    /// What is known of its sizes.
    pub known: &'static ValueType,
    /// Whether it follows from the weights alone.
    pub is_constant: bool,
    /// Whether it is a weight.
    pub is_weight: bool,
}

/// Where an op is.
#[derive(Clone, Copy, Debug)]
pub enum At<'c> {
    /// In a class: the number of it.
    Class(usize),
    /// In a block.
    Block(OperationRef<'c, 'c>),
}

/// An op, as a function knows it.
#[derive(Clone, Debug)]
pub struct OpItem<'c> {
    /// Where it is.
    pub at: At<'c>,
    /// Its operands.
    pub operands: Vec<Item<'c>>,
    /// Its attributes.
    pub attributes: Vec<(String, Attribute<'c>)>,
}

impl<'c> OpItem<'c> {
    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<Attribute<'c>> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, attribute)| *attribute)
    }
}

/// What a function is given.
#[derive(Clone, Copy, Debug)]
pub enum Given<'a, 'c> {
    /// An attribute.
    Attribute(Attribute<'c>),
    /// A type.
    Type,
    /// A value.
    Value(Item<'c>),
    /// An op.
    Op(&'a OpItem<'c>),
}

impl<'a, 'c> Given<'a, 'c> {
    fn attribute(self) -> Option<Attribute<'c>> {
        match self {
            Given::Attribute(attribute) => Some(attribute),
            _ => None,
        }
    }

    fn ints(self) -> Option<Vec<i64>> {
        let list = DenseI64ArrayAttribute::try_from(self.attribute()?).ok()?;
        (0..list.len()).map(|index| list.element(index).ok()).collect()
    }

    fn int(self) -> Option<i64> {
        Some(IntegerAttribute::try_from(self.attribute()?).ok()?.value())
    }

    /// An int or a float; None of anything else.
    fn number(self) -> Option<f64> {
        let attribute = self.attribute()?;
        let float = FloatAttribute::try_from(attribute).ok().map(|float| float.value());
        // A bool is an integer attribute too.
        let is_bool = BoolAttribute::try_from(attribute).is_ok();
        float.or_else(|| self.int().filter(|_| !is_bool).map(|int| int as f64))
    }

    fn value(self) -> Option<Item<'c>> {
        match self {
            Given::Value(item) => Some(item),
            _ => None,
        }
    }

    /// The type of a value.
    fn ty(self) -> Option<Type<'c>> {
        Some(self.value()?.ty)
    }

    fn op(self) -> Option<&'a OpItem<'c>> {
        match self {
            Given::Op(op) => Some(op),
            _ => None,
        }
    }

    /// The sizes of a value, in terms of symbols.
    fn dims(self) -> Option<&'static [Dim]> {
        match self.value()?.known {
            ValueType::Tensor(tensor) => Some(&tensor.shape),
            _ => Some(&[]),
        }
    }

    /// The sizes of a value; None for one that is dynamic.
    fn sizes(self) -> Option<Vec<Option<i64>>> {
        Some(shape_of(self.ty()?))
    }

    fn rank(self) -> Option<i64> {
        Some(self.sizes()?.len() as i64)
    }
}

/// What makes ops, in either engine.
pub trait Builder<'c> {
    /// Where attributes and types are.
    fn context(&self) -> &'c Context;

    /// The results of a new op: its attributes beside its defaults. None if it does not take these
    /// operands.
    fn op(
        &mut self,
        name: &str,
        operands: &[Item<'c>],
        attributes: &[(&str, Attribute<'c>)],
    ) -> Option<Vec<Item<'c>>>;
}

/// What a function does.
#[derive(Clone, Copy)]
pub enum Function {
    /// Says how far the sides of a rule differ.
    Numerics(Numerics),
    /// Whether something holds; None if it does not take what it is given.
    Constraint(for<'c> fn(&[Given<'_, 'c>]) -> Option<bool>),
    /// Makes an attribute; None if it cannot.
    Rewrite(for<'c> fn(&'c Context, &[Given<'_, 'c>]) -> Option<Attribute<'c>>),
    /// Makes ops, and gives a value; None if it cannot.
    Build(for<'c> fn(&mut dyn Builder<'c>, &[Given<'_, 'c>]) -> Option<Item<'c>>),
}

/// A function with its name.
pub type Entry = (&'static str, Function);

/// What rules say of themselves.
const CLASSES: &[Entry] = &[
    ("Exact", Function::Numerics(Numerics::Exact)),
    ("Reassociates", Function::Numerics(Numerics::Reassociates)),
    ("Approximates", Function::Numerics(Numerics::Approximates)),
];

/// Every function.
pub static FUNCTIONS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    [
        CLASSES,
        types::FUNCTIONS,
        ops::FUNCTIONS,
        numbers::FUNCTIONS,
        permutations::FUNCTIONS,
        views::FUNCTIONS,
        slices::FUNCTIONS,
        clamps::FUNCTIONS,
        attention::FUNCTIONS,
        norms::FUNCTIONS,
        einsum::FUNCTIONS,
        convolution::FUNCTIONS,
    ]
    .concat()
});

/// The number of the function of this name in [`FUNCTIONS`].
pub fn find(name: &str) -> Option<usize> {
    static BY_NAME: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| {
        FUNCTIONS.iter().enumerate().map(|(number, (name, _))| (*name, number)).collect()
    });
    BY_NAME.get(name).copied()
}

/// Dimensions counted from the front.
fn normalized(dims: Vec<i64>, rank: i64) -> Vec<i64> {
    dims.into_iter().map(|dim| if dim < 0 { dim + rank } else { dim }).collect()
}
