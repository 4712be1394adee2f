//! What says of functions which of them the runtime calls, and what becomes of their results.

/// The attribute of a function that the runtime calls.
pub const ENTRY: &str = "tricast.entry";

/// The attribute of an argument or result that an initializer computes: its name.
pub const CONSTANT: &str = "tricast.constant";

/// The attribute of a result that is the new value of a buffer of the model: its name.
pub const MUTATES: &str = "aten.mutates";
