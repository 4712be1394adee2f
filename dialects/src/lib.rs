//! The ops of tricast's dialects as data: what PyTorch's schema says of each, and
//! what types its results have.
//!
//! Nothing here knows MLIR, so that the importer, the e-graph and the verifiers
//! share one inference: [`infer`] takes an [`OpDef`] and [`Arguments`], and gives
//! the result types or PyTorch's complaint. The table [`ops`] is generated from the
//! TableGen files `<dialect>/ops/*.td`, where every op is declared.

pub mod arguments;
pub mod condition;
pub mod dim;
pub mod dtype;
pub mod op;
pub mod reference;
pub mod shape;
pub mod support;
pub mod types;

#[path = "../aten/infer/mod.rs"]
pub mod aten;
#[path = "../dim_order/infer.rs"]
pub mod dim_order;
#[path = "../et_vk/infer/mod.rs"]
pub mod et_vk;
#[path = "../llama/infer.rs"]
pub mod llama;
#[path = "../mlx/infer/mod.rs"]
pub mod mlx;
#[path = "../quantized/infer/mod.rs"]
pub mod quantized;
#[path = "../spyre/infer/mod.rs"]
pub mod spyre;

pub use arguments::{Argument, Arguments, Scalar};
pub use condition::Condition;
pub use dim::Dim;
pub use dtype::{Category, DType};
pub use op::{
    BaseKind, Default, DialectDef, OpDef, Param, ParamKind, ResultDef, ResultKind, counterpart,
    dialects, infer, lookup, ops,
};
pub use types::{InferError, Results, Shape, TensorType, ValueType};
