//! The cheapest program that an e-graph holds, where what is shared is paid for once.
//!
//! [`greedy`] is fast and nearly always close; [`exact`] proves how close it is and finds better.
//! Equal problems give equal solutions, on any machine: nothing depends on time or hashes.

mod components;
mod exact;
mod greedy;
pub mod gym;
mod map;
mod polish;
mod problem;
mod tree;

pub use exact::{ExactOptions, Report, exact};
pub use greedy::greedy;
pub use problem::{Error, MAX_COST, Node, Problem, Solution};
pub use tree::tree_greedy;
