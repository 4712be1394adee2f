//! Sorting, ranking and counting.
