//! Resizing, grid sampling and pixel shuffles.
