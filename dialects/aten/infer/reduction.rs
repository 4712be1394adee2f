//! Reductions and softmax.
