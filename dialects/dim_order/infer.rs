//! The type inference of the `dim_order` dialect.
