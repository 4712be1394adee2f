//! `aten` and `quantized` to `linalg` on tensors.
