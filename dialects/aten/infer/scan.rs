//! Cumulative ops.
