//! Which steps wait for which: a barrier where a step reads or writes what one since the last
//! barrier wrote, or writes what one read.

/// Bytes of a memory that buffers may share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// The number of the memory.
    pub memory: usize,
    /// Its first byte.
    pub start: u64,
    /// After its last byte.
    pub end: u64,
}

impl Span {
    fn overlaps(&self, other: &Span) -> bool {
        self.memory == other.memory && self.start < other.end && other.start < self.end
    }
}

/// What steps did since the last barrier.
#[derive(Debug, Default)]
pub(crate) struct Hazards {
    reads: Vec<Span>,
    writes: Vec<Span>,
}

impl Hazards {
    /// Adds a step. Whether there must be a barrier before it.
    pub fn step(&mut self, reads: &[Span], writes: &[Span]) -> bool {
        let any = |some: &[Span], others: &[Span]| {
            some.iter().any(|span| others.iter().any(|other| span.overlaps(other)))
        };
        let waits =
            any(reads, &self.writes) || any(writes, &self.writes) || any(writes, &self.reads);
        if waits {
            *self = Hazards::default();
        }
        self.reads.extend_from_slice(reads);
        self.writes.extend_from_slice(writes);
        waits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(memory: usize, start: u64, end: u64) -> Span {
        Span { memory, start, end }
    }

    #[test]
    fn waits_for_what_it_depends_on() {
        let mut hazards = Hazards::default();
        let (a, b, c) = (span(0, 0, 64), span(0, 64, 128), span(1, 0, 64));
        assert!(!hazards.step(&[a], &[b]), "the first");
        assert!(!hazards.step(&[a], &[c]), "both read");
        assert!(hazards.step(&[b], &[]), "read after write");
        assert!(!hazards.step(&[c], &[]), "the barrier was for this write too");
        assert!(hazards.step(&[], &[c]), "write after read");
        assert!(hazards.step(&[], &[span(1, 60, 70)]), "write after write, of some bytes");
        assert!(!hazards.step(&[a, b], &[span(1, 70, 80)]), "others");
    }
}
