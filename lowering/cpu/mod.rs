//! `linalg` to object code for the host.
