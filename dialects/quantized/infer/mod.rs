//! The type inference of the `quantized` dialect.
