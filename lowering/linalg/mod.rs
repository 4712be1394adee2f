//! `aten` and `quantized` to `linalg` on tensors.
//!
//! [`convert`] walks over the program; the lowering of each op is a function in the file of its
//! theme, listed in that file's table. They are written with [`Builder`], which makes ops of
//! MLIR at an insertion point, in three layers: [`Element`]s ([`element`]), [`Tensor`]s of
//! sizes that may be dynamic ([`tensor`]), and loops over them ([`structured`], [`control`]).

mod builder;
mod call;
mod control;
mod convert;
mod element;
mod reshape;
mod structured;
mod tensor;

mod advanced_index;
mod creation;
mod diagonal;
mod embedding;
mod indexing;
mod joining;
mod pointwise;
mod rearrange;
mod reinterpret;
mod symbolic;
mod view;

use std::{collections::HashMap, sync::LazyLock};

pub use self::{
    builder::Builder,
    call::{Call, LowerError, Lowering, Output, Outputs},
    convert::{GLOBAL, PASS},
    element::{Comparison, Element, compute_dtype, is_unsigned},
    structured::{Input, Loop},
    tensor::{Size, Sizes, Tensor, wrap_dim},
};

/// The lowerings of a theme.
type Table = &'static [(&'static str, Lowering)];

/// Every theme.
const TABLES: &[Table] = &[
    creation::TABLE,
    diagonal::TABLE,
    embedding::TABLE,
    indexing::TABLE,
    joining::TABLE,
    pointwise::TABLE,
    rearrange::TABLE,
    reinterpret::TABLE,
    symbolic::TABLE,
    view::TABLE,
];

/// The lowering of an op by its MLIR name.
pub fn lowering(name: &str) -> Option<Lowering> {
    static BY_NAME: LazyLock<HashMap<&str, Lowering>> =
        LazyLock::new(|| TABLES.iter().copied().flatten().copied().collect());
    BY_NAME.get(name).copied()
}
