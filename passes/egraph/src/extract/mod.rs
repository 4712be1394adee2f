//! The cheapest program that an e-graph holds.
