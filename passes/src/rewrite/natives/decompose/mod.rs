//! What composite ops are of core ones, where the number or kind of the ops depends on arguments or
//! sizes; all others are said in PDLL.

mod attention;
mod convolution;
mod creation;
mod indexing;
mod interpolation;
mod joining;
mod loss;
mod matmul;
mod normalization;
mod order;
mod pointwise;
mod pooling;
mod recurrent;
mod reduction;
mod resampling;
mod view;

use std::{collections::HashMap, sync::LazyLock};

use tricast_dialects::DType;
use tricast_mlir::ir::{element_dtype, shape_of};

use super::{
    Builder, Entry, Function, Given, Item, OpItem,
    make::{Arg, Make, fits},
    op_types,
};

pub const FUNCTIONS: &[Entry] = &[
    ("IsComposite", Function::CanBuild(composite)),
    ("Composite", Function::Build(composite)),
    ("HasCompositeParts", Function::CanBuildAll(composite_parts)),
    ("CompositeParts", Function::BuildAll(composite_parts)),
    ("CanBeRenamed", Function::CanBuildAll(renamed)),
    ("Renamed", Function::Build(|builder, given| renamed(builder, given)?.first().copied())),
    ("RenamedParts", Function::BuildAll(renamed)),
];

/// What an op with one result is.
type One = for<'c> fn(&mut Make<'_, 'c>, &OpItem<'c>) -> Option<Item<'c>>;

/// What the results of an op are.
type Parts = for<'c> fn(&mut Make<'_, 'c>, &OpItem<'c>) -> Option<Vec<Item<'c>>>;

static ONES: LazyLock<HashMap<&str, One>> = LazyLock::new(|| {
    let tables = [
        attention::ONES,
        convolution::ONES,
        creation::ONES,
        indexing::ONES,
        interpolation::ONES,
        joining::ONES,
        loss::ONES,
        matmul::ONES,
        normalization::ONES,
        order::ONES,
        pointwise::ONES,
        pooling::ONES,
        recurrent::ONES,
        reduction::ONES,
        resampling::ONES,
        view::ONES,
    ];
    tables.into_iter().flatten().copied().collect()
});

static PARTS: LazyLock<HashMap<&str, Parts>> = LazyLock::new(|| {
    let tables = [
        attention::PARTS,
        joining::PARTS,
        loss::PARTS,
        normalization::PARTS,
        pooling::PARTS,
        recurrent::PARTS,
        reduction::PARTS,
    ];
    tables.into_iter().flatten().copied().collect()
});

/// The name of an op without the dialect.
fn name(op: &OpItem) -> Option<&'static str> {
    op.def?.name.strip_prefix("aten.")
}

/// Something if an op takes its operands and attributes, of which the functions here rely on that.
fn check<'c>(builder: &dyn Builder<'c>, op: &OpItem<'c>) -> Option<()> {
    let attributes: Vec<_> =
        op.attributes.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let (_, types) = op_types(builder.context(), op.def?.name, &op.operands, &attributes)?;
    (types.len() == op.results.len()).then_some(())
}

fn composite<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[op] = given else { return None };
    let op = op.op()?;
    let make = ONES.get(name(op)?)?;
    check(builder, op)?;
    let item = make(&mut Make::of(builder), op)?;
    fits(item.ty, *op.results.first()?).then_some(item)
}

fn composite_parts<'c>(
    builder: &mut dyn Builder<'c>,
    given: &[Given<'_, 'c>],
) -> Option<Vec<Item<'c>>> {
    let &[op] = given else { return None };
    let op = op.op()?;
    let make = PARTS.get(name(op)?)?;
    check(builder, op)?;
    let items = make(&mut Make::of(builder), op)?;
    fit(&items, op).then_some(items)
}

/// Whether values may stand for the results of an op.
fn fit(items: &[Item], op: &OpItem) -> bool {
    items.iter().zip(&op.results).all(|(item, ty)| fits(item.ty, *ty))
}

/// The results of an op with another name and the same operands and attributes.
fn renamed<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Vec<Item<'c>>> {
    let &[op, name] = given else { return None };
    let op = op.op()?;
    let attributes: Vec<_> =
        op.attributes.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let items = builder.op(name.text()?, &op.operands, &attributes)?;
    // Of several results some are of other sizes where nobody asks for them.
    let is_same = items.iter().zip(&op.results).all(|(item, ty)| item.ty == *ty);
    (is_same || (op.results.len() == 1 && fit(&items, op))).then_some(items)
}

impl<'c> OpItem<'c> {
    /// The dtype of the first result.
    fn dtype(&self) -> Option<DType> {
        element_dtype(*self.results.first()?)
    }

    /// The sizes of the first result, if all are known.
    fn sizes(&self) -> Option<Vec<i64>> {
        shape_of(*self.results.first()?).into_iter().collect()
    }

    /// The only tensor, or the first.
    fn first(&self) -> Option<Item<'c>> {
        self.operands.first().copied()
    }

    /// An argument for another op, as it is.
    fn own(&self, param: &str) -> Option<Arg<'c>> {
        self.given(param).map(Arg::Own)
    }
}
