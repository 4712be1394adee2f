//! Reads `torch.export` archives (`.pt2`).
//!
//! - [`schema`]: the JSON of an exported program.

pub mod schema;
