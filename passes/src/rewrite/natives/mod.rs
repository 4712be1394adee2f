//! The functions that rules call: declared in `rules/natives.pdll`, and the same for both engines.

mod attention;
mod clamps;
mod convolution;
mod decompose;
mod einsum;
mod groups;
mod make;
mod mlx;
mod norms;
mod numbers;
mod ops;
mod permutations;
mod quantization;
mod rotary;
mod slices;
mod types;
mod views;

use std::{collections::HashMap, sync::LazyLock};

use melior::{
    Context,
    ir::{
        Attribute, AttributeLike, OperationRef, Type,
        attribute::{
            BoolAttribute, DenseI32ArrayAttribute, DenseI64ArrayAttribute, FloatAttribute,
            IntegerAttribute, StringAttribute,
        },
    },
};
use tricast_dialects::{Dim, OpDef, Param, ValueType, lookup, types::intern};
use tricast_egraph::rule::Numerics;
use tricast_mlir::{
    build::DYNAMIC,
    ir::{bools, floats, infer_types, shape_of, value_type},
    ranges::Range,
};

use super::host::defaults;

/// The attribute that says how many operands each parameter has.
pub const SEGMENTS: &str = "operandSegmentSizes";

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
    /// The least and the largest of its elements, as far as that is known.
    pub range: Option<Range>,
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
    /// What it is; None of an op that is none of ours.
    pub def: Option<&'static OpDef>,
    /// The types of its results.
    pub results: Vec<Type<'c>>,
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

    /// What a parameter is given as attributes: of one that may be a run-time value too, the part
    /// that is known.
    pub fn given(&self, param: &str) -> Option<Attribute<'c>> {
        let name = self.def?.params.iter().find(|own| own.name == param)?;
        match name.kind.symbolic {
            true => self.attribute(&format!("static_{param}")),
            false => self.attribute(param),
        }
    }

    /// The operands that a parameter is given.
    pub fn operands(&self, param: &str) -> Option<&[Item<'c>]> {
        let params = self.def?.params.iter().filter(|param| param.is_operand());
        let params: Vec<&Param> = params.collect();
        let segments = self.attribute(SEGMENTS).map(DenseI32ArrayAttribute::try_from);
        let varying = params.iter().filter(|param| param.varies()).count();
        let mut start = 0;
        for (index, own) in params.iter().enumerate() {
            let size = match segments {
                Some(Ok(sizes)) => sizes.element(index).ok()? as usize,
                _ if own.varies() => self.operands.len().checked_sub(params.len() - varying)?,
                _ => 1,
            };
            if own.name == param {
                return self.operands.get(start..start + size);
            }
            start += size;
        }
        None
    }

    /// The only operand that a parameter is given.
    pub fn operand(&self, param: &str) -> Option<Item<'c>> {
        match self.operands(param)? {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The integer that a parameter is given, if it is known.
    pub fn int(&self, param: &str) -> Option<i64> {
        Given::Attribute(self.given(param)?).int()
    }

    /// The int or float that a parameter is given, if it is known.
    pub fn number(&self, param: &str) -> Option<f64> {
        Given::Attribute(self.given(param)?).number()
    }

    /// The integers that a parameter is given, if all are known.
    pub fn ints(&self, param: &str) -> Option<Vec<i64>> {
        let ints = Given::Attribute(self.given(param)?).ints()?;
        ints.iter().all(|int| *int != DYNAMIC).then_some(ints)
    }

    /// The floats that a parameter is given.
    pub fn floats(&self, param: &str) -> Option<Vec<f64>> {
        floats(self.given(param)?)
    }

    /// Which of a list of tensors that may be absent are there.
    pub fn present(&self, param: &str) -> Option<Vec<bool>> {
        bools(self.attribute(&format!("present_{param}"))?)
    }

    /// The bool that a parameter is given.
    pub fn flag(&self, param: &str) -> Option<bool> {
        Some(BoolAttribute::try_from(self.given(param)?).ok()?.value())
    }

    /// The string that a parameter is given.
    pub fn text(&self, param: &str) -> Option<&'c str> {
        Given::Attribute(self.given(param)?).text()
    }

    /// Whether a parameter is given nothing.
    pub fn lacks(&self, param: &str) -> bool {
        self.given(param).is_none() && self.operands(param).is_none_or(<[_]>::is_empty)
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

    // The conversions of melior print what they refuse: ask first.

    fn ints(self) -> Option<Vec<i64>> {
        let list = self.attribute().filter(|list| list.is_dense_i64_array())?;
        let list = DenseI64ArrayAttribute::try_from(list).ok()?;
        (0..list.len()).map(|index| list.element(index).ok()).collect()
    }

    pub(super) fn int(self) -> Option<i64> {
        let attribute = self.attribute().filter(|attribute| attribute.is_integer())?;
        Some(IntegerAttribute::try_from(attribute).ok()?.value())
    }

    /// An int or a float; None of anything else.
    fn number(self) -> Option<f64> {
        let attribute = self.attribute()?;
        if attribute.is_float() {
            return Some(FloatAttribute::try_from(attribute).ok()?.value());
        }
        // A bool is an integer attribute too.
        self.int().filter(|_| !attribute.is_bool()).map(|int| int as f64)
    }

    fn text(self) -> Option<&'c str> {
        Some(StringAttribute::try_from(self.attribute()?).ok()?.value())
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

/// The attributes of a new op with its defaults, and the types of its results. None if it does not
/// take these operands.
#[allow(clippy::type_complexity)]
pub fn op_types<'c, 'n>(
    context: &'c Context,
    name: &str,
    operands: &[Item<'c>],
    attributes: &[(&'n str, Attribute<'c>)],
) -> Option<(Vec<(&'n str, Attribute<'c>)>, Vec<Type<'c>>)> {
    let def = lookup(name)?;
    let mut named = attributes.to_vec();
    named.extend(defaults(context, def, |name| attributes.iter().any(|(own, _)| *own == name)));
    let types: Vec<Type> = operands.iter().map(|item| item.ty).collect();
    let find = |name: &str| named.iter().find(|(own, _)| *own == name).map(|entry| entry.1);
    let types = infer_types(context, def, &types, find).ok()?;
    Some((named, types))
}

/// What is known of a value by its type alone.
pub fn known_by_type(ty: Type) -> &'static ValueType {
    // Nothing is asked of a value of a type that no op of ours takes.
    intern(value_type(ty).unwrap_or(ValueType::SymFloat))
}

/// Makes nothing: says whether ops can be made.
pub struct Rehearsal<'c>(pub &'c Context);

impl<'c> Builder<'c> for Rehearsal<'c> {
    fn context(&self) -> &'c Context {
        self.0
    }

    fn op(
        &mut self,
        name: &str,
        operands: &[Item<'c>],
        attributes: &[(&str, Attribute<'c>)],
    ) -> Option<Vec<Item<'c>>> {
        let (_, types) = op_types(self.0, name, operands, attributes)?;
        let is_constant = operands.iter().all(|item| item.is_constant);
        let item = |ty| {
            let known = known_by_type(ty);
            Item { number: usize::MAX, ty, known, is_constant, is_weight: false, range: None }
        };
        Some(types.into_iter().map(item).collect())
    }
}

/// Makes ops, and gives a value; None if it cannot.
pub type Build = for<'c> fn(&mut dyn Builder<'c>, &[Given<'_, 'c>]) -> Option<Item<'c>>;

/// Makes ops, and gives several values; None if it cannot.
pub type BuildAll = for<'c> fn(&mut dyn Builder<'c>, &[Given<'_, 'c>]) -> Option<Vec<Item<'c>>>;

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
    Build(Build),
    /// Whether such a function can: MLIR's driver of patterns cannot take back a match.
    CanBuild(Build),
    /// Makes ops, and gives several values; None if it cannot.
    BuildAll(BuildAll),
    /// Whether such a function can.
    CanBuildAll(BuildAll),
}

impl Function {
    /// Whether it only says whether a rule applies.
    pub fn is_constraint(self) -> bool {
        !matches!(self, Function::Rewrite(_) | Function::Build(_) | Function::BuildAll(_))
    }
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
    let themes = [
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
        groups::FUNCTIONS,
        einsum::FUNCTIONS,
        convolution::FUNCTIONS,
        mlx::FUNCTIONS,
        quantization::FUNCTIONS,
        rotary::FUNCTIONS,
        make::FUNCTIONS,
        decompose::FUNCTIONS,
    ];
    themes.concat()
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
