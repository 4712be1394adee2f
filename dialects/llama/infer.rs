//! The type inference of the `llama` dialect.
