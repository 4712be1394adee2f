//! Equality saturation over tricast's ops, and extraction. No MLIR.
//!
//! An e-graph holds many programs at once: a *class* is a value, its *nodes* are ops that compute
//! it. [`rule::Rule`]s are data; [`saturate::saturate`] applies them until they say nothing new;
//! [`extract`] finds the cheapest program. Attributes and types are numbers that whoever owns them,
//! a [`host::Host`], gives out.

pub mod apply;
pub mod choose;
pub mod dump;
pub mod explain;
pub mod extract;
pub mod host;
pub mod matcher;
pub mod node;
pub mod rule;
pub mod saturate;
pub mod tables;

pub use egg::{Id, Language};
