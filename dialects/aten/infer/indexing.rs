//! Reading by index.
