//! The type inference of the `quantized` dialect.
//!
//! Source of the semantics: `torch/ao/quantization/fx/_decomposed.py` of PyTorch,
//! `torchao/quantization/quant_primitives.py` of torchao, and
//! `exir/passes/_quant_patterns_and_replacements.py` of ExecuTorch.

pub mod affine;
pub mod decomposed;
pub mod embedding;
pub mod params;
pub mod range;
