//! Copies with an order of dimensions in memory: ours is always the order of the sizes.
//!
//! Source of the semantics: `exir/passes/dim_order_ops_registry.py` of ExecuTorch.

use super::{Size, Sizes, Table};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("dim_order._clone_dim_order", |_, call| Ok(call.tensor("self").into())),
    ("dim_order._empty_dim_order", |b, call| {
        let sizes: Sizes = call.ints("size")?.into_iter().map(Size::Static).collect();
        Ok(b.full(&sizes, b.int(call.dtype(), 0)).into())
    }),
    ("dim_order._to_dim_order_copy", |b, call| {
        Ok(b.cast_tensor(&call.tensor("self"), call.dtype()).into())
    }),
];
