//! Joining and splitting.
