//! tricast's dialects, passes and drivers, as MLIR sees them.
//!
//! This crate holds the generated C++ classes, the little C++ written by hand
//! (`cpp/`), and all the `unsafe` that goes with them:
//!
//! - [`dialects`]: the dialects for a context or a registry;
//! - [`affine`]: integer sets;
//! - [`build`]: ops by their declarations, for importers;
//! - [`convert`]: types, attributes and operands to and from [`tricast_dialects`];
//! - [`inference`]: what the ops' verifiers and `InferTypeOpInterface` call;
//! - [`ir`]: the above for melior's types, without `unsafe`, for passes;
//! - [`ktdp`]: what the ops of `ktdp` ask of each other, which their verifiers check;
//! - [`spyre`]: layouts of tensors in sticks, and what ops on them ask of each other;
//! - [`verify`]: what the verifiers of ops and types of these two call;
//! - [`rewrite`]: what passes need beside that to take programs apart;
//! - [`dims`]: `aten.dims`, what is known of the dynamic sizes of a function's arguments;
//! - [`entries`]: the functions that the runtime calls;
//! - [`diagnostics`]: what MLIR says while something is done;
//! - [`pass`]: passes written in Rust, by name, with options and statistics;
//! - [`pdl`]: PDL patterns with native functions in Rust;
//! - [`drivers`]: MLIR's tools.

pub mod affine;
pub mod build;
pub mod convert;
pub mod diagnostics;
pub mod dialects;
pub mod dims;
pub mod drivers;
pub mod entries;
pub mod fusion;
mod guard;
pub mod inference;
pub mod ir;
pub mod ktdp;
pub mod pass;
pub mod pdl;
pub mod ranges;
pub mod rewrite;
pub mod spirv;
pub mod spyre;
pub mod verify;
