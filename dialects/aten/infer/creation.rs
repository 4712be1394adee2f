//! Tensors made from sizes and numbers.
