//! `aten` and `quantized` to `linalg` on tensors.
//!
//! [`convert`] walks over the program; the lowering of each op is a function in the file of its
//! theme, listed in that file's table. They are written with [`Builder`], which makes ops of
//! MLIR at an insertion point, in three layers: [`Element`]s ([`element`]), [`Tensor`]s of
//! sizes that may be dynamic ([`tensor`]), and loops over them ([`structured`], [`control`]).

mod advanced_index;
mod antialias;
mod blocks;
mod builder;
mod call;
mod cells;
mod complex;
mod contraction;
mod control;
mod convert;
mod einsum;
mod element;
mod float8;
mod fourier;
mod fuse;
mod grid;
mod multinomial;
mod philox;
mod poisson;
mod promotion;
mod quantized_embedding;
mod quantized_params;
mod reshape;
mod rows;
mod structured;
mod taps;
mod tensor;
mod torchao;
mod transposed_convolution;
mod window;

mod activation;
mod attention;
mod backward;
mod bins;
mod casting;
mod class_loss;
mod comparison;
mod convolution;
mod creation;
mod ctc;
mod diagonal;
mod dim_order;
mod embedding;
mod et_vk;
mod indexing;
mod joining;
mod llama;
mod loss;
mod matmul;
mod mlx;
mod norm;
mod normalization;
mod order;
mod padding;
mod pointwise;
mod pooling;
mod quantized;
mod random;
mod rearrange;
mod recurrent;
mod reduction;
mod reinterpret;
mod resampling;
mod scan;
mod scatter;
mod scatter_parts;
mod signal;
mod softmax;
mod sorting;
mod special;
mod symbolic;
mod unique;
mod view;

use std::{collections::HashMap, sync::LazyLock};

use tricast_mlir::pass::PassDeclaration;

pub use self::{
    builder::Builder,
    call::{Call, LowerError, Lowering, Output, Outputs},
    convert::GLOBAL,
    element::{Comparison, Element, compute_dtype, is_unsigned},
    structured::{Input, Loop},
    tensor::{Size, Sizes, Tensor, wrap_dim},
};

/// The passes of this folder.
pub const PASSES: [&PassDeclaration; 2] = [&convert::PASS, &fuse::PASS];

/// The lowerings of a theme.
type Table = &'static [(&'static str, Lowering)];

/// Every theme, a line each.
#[rustfmt::skip]
const TABLES: &[Table] = &[
    activation::TABLE,
    attention::TABLE,
    backward::TABLE,
    bins::TABLE,
    casting::TABLE,
    class_loss::TABLE,
    comparison::TABLE,
    convolution::TABLE,
    creation::TABLE,
    ctc::TABLE,
    diagonal::TABLE,
    dim_order::TABLE,
    embedding::TABLE,
    et_vk::TABLE,
    indexing::TABLE,
    joining::TABLE,
    llama::TABLE,
    loss::TABLE,
    matmul::TABLE,
    mlx::TABLE,
    norm::TABLE,
    normalization::TABLE,
    order::TABLE,
    padding::TABLE,
    pointwise::binary::TABLE,
    pointwise::choice::TABLE,
    pointwise::power::TABLE,
    pointwise::unary::TABLE,
    pooling::TABLE,
    quantized::TABLE,
    random::TABLE,
    rearrange::TABLE,
    recurrent::TABLE,
    reduction::TABLE,
    reinterpret::TABLE,
    resampling::TABLE,
    scan::TABLE,
    scatter::TABLE,
    scatter_parts::TABLE,
    signal::TABLE,
    softmax::TABLE,
    sorting::TABLE,
    special::TABLE,
    symbolic::TABLE,
    unique::TABLE,
    view::TABLE,
];

/// The lowering of an op by its MLIR name.
pub fn lowering(name: &str) -> Option<Lowering> {
    static BY_NAME: LazyLock<HashMap<&str, Lowering>> =
        LazyLock::new(|| TABLES.iter().copied().flatten().copied().collect());
    BY_NAME.get(name).copied()
}
