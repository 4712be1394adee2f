//! Activation functions.
