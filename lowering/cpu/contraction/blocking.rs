//! How the work of a contraction is divided into tasks.

use super::{
    super::builder::{Builder, Index},
    kernel::Loops,
    numbers::{ceil_div, max, min, product},
};

/// The rows of the highest tile: with two vectors of columns, 24 of the 32 registers of AVX-512
/// are sums.
pub const ROWS: i64 = 12;

/// What the rows of `a` of one task may take of the second-level cache, in bytes: beside them a
/// panel of `b` goes through it.
const CACHE: i64 = 1 << 20;
/// The most rows of a task, so that there are tasks for many cores.
pub const MOST_ROWS: i64 = 16 * ROWS;
/// How many products a task should have, so that finding it is nothing.
const LEAST_PRODUCTS: i64 = 1 << 16;

/// The sizes of a task.
pub struct Blocking<'c> {
    /// Rows, a multiple of [`ROWS`].
    pub rows: Index<'c>,
    /// Panels of columns.
    pub panels: Index<'c>,
}

impl<'c> Blocking<'c> {
    /// For so many rows, columns and terms of sums, with panels of `width` columns and elements
    /// of `a` of so many bytes.
    pub fn new(builder: Builder<'c>, sizes: &Loops<Index<'c>>, width: i64, bytes: i64) -> Self {
        let rows = product(builder, &sizes.m);
        let terms = max(builder, product(builder, &sizes.k), Index::Const(1));
        let height = Index::Const(ROWS);
        let row_bytes = builder.mul(terms, Index::Const(bytes * ROWS));
        let (in_cache, _) = builder.div_rem(Index::Const(CACHE), row_bytes);
        let most = builder.mul(max(builder, in_cache, Index::Const(1)), height);
        let most = min(builder, most, Index::Const(MOST_ROWS));
        // Blocks of about the same number of rows.
        let blocks = max(builder, ceil_div(builder, rows, most), Index::Const(1));
        let rows = ceil_div(builder, rows, blocks);
        let rows = builder.mul(ceil_div(builder, rows, height), height);
        let of_panel = builder.mul(builder.mul(rows, terms), Index::Const(width));
        let panels = ceil_div(
            builder,
            Index::Const(LEAST_PRODUCTS),
            max(builder, of_panel, Index::Const(1)),
        );
        Blocking { rows: max(builder, rows, height), panels }
    }
}
