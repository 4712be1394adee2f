//! Views: the same elements under another shape.
