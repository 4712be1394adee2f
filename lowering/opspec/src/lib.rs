//! What the cores of a Spyre are told: ops over iteration spaces, on tensors in sticks.
//!
//! A kernel is a list of [`OpSpec`]s. They are what KTIR and SuperDSC bundles are written from, and
//! what work is divided and scratchpads are planned on. There is no MLIR in here.
//!
//! - [`spec`], [`layout`], [`coordinate`]: the data;
//! - [`align`]: an op along whole dimensions;
//! - [`division`]: which core does which part of it;
//! - [`copies`], [`scratchpad`], [`view`]: what stays in scratchpads, with the copies for that;
//! - [`opfunc`], [`describe`]: what the cores have functions for, and an op in their terms;
//! - [`superdsc`]: bundles; [`notation`]: kernels on one line;
//! - [`cost`]: how long they take, by a model.
//!
//! The tests compare each step with what Torch-Spyre does.

pub mod align;
pub mod coordinate;
pub mod copies;
pub mod cost;
pub mod describe;
pub mod division;
pub mod layout;
pub mod notation;
pub mod opfunc;
pub mod scratchpad;
pub mod spec;
pub mod superdsc;
pub mod view;

pub use layout::{Arrangement, Format, StickLayout};
pub use spec::{Arg, Coordinate, Dim, Kernel, OpSpec, Place, Term};
