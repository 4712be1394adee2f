//! Writing by index, into a copy.
