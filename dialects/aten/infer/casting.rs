//! Changes of dtype, copies and aliases.
