//! What stands in the way of an import.

use std::fmt;

use crate::ir::Location;

/// Everything that stands in the way of importing a program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ImportErrors(pub Vec<ImportError>);

impl fmt::Display for ImportErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            write!(f, "{}{error}", if index == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

/// One thing that stands in the way, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Ops that no dialect declares.
    #[error("unknown op '{target}', used {} (first {location})", times(*.count))]
    UnknownOp {
        /// As the archive writes it.
        target: String,
        /// How many nodes use it.
        count: usize,
        /// Its first use.
        location: Location,
    },
    /// A node that cannot be said in the dialects.
    #[error("{location}: '{target}': {message}")]
    Node {
        /// The op, as the archive writes it.
        target: String,
        /// What was expected.
        message: String,
        /// Where it is.
        location: Location,
    },
    /// The signature of the program.
    #[error("{0}")]
    Signature(String),
    /// What MLIR says against the ops that were built.
    #[error("{0}")]
    Mlir(String),
}

fn times(count: usize) -> String {
    if count == 1 { "once".into() } else { format!("{count} times") }
}

impl fmt::Display for Location {
    /// `model.py:12, node add_3`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((file, line)) = &self.source {
            write!(f, "{file}:{line}, ")?;
        }
        write!(f, "node {}", if self.node.is_empty() { "<unnamed>" } else { &self.node })
    }
}
