//! Why a kernel cannot be run.

/// A message that says what is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Error(String);

impl Error {
    /// An error.
    pub fn new(message: impl Into<String>) -> Error {
        Error(message.into())
    }

    /// The same with what it is about before it.
    #[must_use]
    pub fn of(self, what: impl std::fmt::Display) -> Error {
        Error(format!("{what}: {}", self.0))
    }
}
