//! Memory for tensors: aligned blocks, and what owns the bytes of a tensor.

use std::{
    alloc::{Layout, alloc_zeroed, dealloc},
    ptr::NonNull,
    sync::Arc,
};

use memmap2::MmapMut;

/// Every block starts at a multiple of this: a cache line, and a vector of AVX-512.
pub const ALIGNMENT: usize = 64;

/// From here on a block is mapped, so that the system can use huge pages and gets the memory back
/// when the block is freed.
const MAPPED: usize = 1 << 20;

/// Memory that is writable, zero at first, and aligned to [`ALIGNMENT`].
pub(crate) struct Block(Kind);

enum Kind {
    /// From Rust's allocator.
    Allocated(NonNull<u8>, Layout),
    /// Pages of its own.
    Mapped(MmapMut),
}

// SAFETY: a block is memory that it alone owns.
unsafe impl Send for Block {}
// SAFETY: as above; a shared block is only read.
unsafe impl Sync for Block {}

impl Block {
    /// A block of at least `bytes`; None if there is no memory left.
    pub fn new(bytes: usize) -> Option<Block> {
        if bytes >= MAPPED {
            let map = MmapMut::map_anon(bytes).ok()?;
            // Only a hint: without huge pages the block is slower, not wrong.
            #[cfg(target_os = "linux")]
            let _ = map.advise(memmap2::Advice::HugePage);
            return Some(Block(Kind::Mapped(map)));
        }
        let layout = Layout::from_size_align(bytes.max(1), ALIGNMENT).ok()?;
        // SAFETY: the layout has at least one byte.
        let pointer = NonNull::new(unsafe { alloc_zeroed(layout) })?;
        Some(Block(Kind::Allocated(pointer, layout)))
    }

    /// Where it starts.
    pub fn pointer(&self) -> *mut u8 {
        match &self.0 {
            Kind::Allocated(pointer, _) => pointer.as_ptr(),
            Kind::Mapped(map) => map.as_ptr().cast_mut(),
        }
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        match &self.0 {
            Kind::Allocated(_, layout) => layout.size(),
            Kind::Mapped(map) => map.len(),
        }
    }

    /// Its bytes.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: the memory is owned, initialized (zeroed when it was made), and so long.
        unsafe { std::slice::from_raw_parts_mut(self.pointer(), self.len()) }
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        if let Kind::Allocated(pointer, layout) = self.0 {
            // SAFETY: allocated with this layout, freed once.
            unsafe { dealloc(pointer.as_ptr(), layout) }
        }
    }
}

/// What keeps the bytes of a tensor alive.
pub trait Owner: Send + Sync {
    /// Told that these bytes are not read for a while: an owner that maps a file gives back the
    /// memory of their pages, which are read again when touched.
    fn release(&self, _bytes: &[u8]) {}
}

impl Owner for Block {}

impl Owner for Vec<u8> {}

/// Bytes and their owner; cheap to clone.
#[derive(Clone)]
pub(crate) struct Bytes {
    pointer: NonNull<u8>,
    length: usize,
    owner: Arc<dyn Owner>,
}

// SAFETY: the bytes are only read, and their owner is Send and Sync.
unsafe impl Send for Bytes {}
// SAFETY: as above.
unsafe impl Sync for Bytes {}

impl Bytes {
    /// Bytes that `view` finds in `owner`.
    pub fn shared<T: Owner + 'static>(
        owner: Arc<T>,
        view: impl for<'a> FnOnce(&'a T) -> &'a [u8],
    ) -> Self {
        // `view` works for every lifetime, so what it gives lives as long as the owner, which
        // cannot be borrowed mutably or moved while an `Arc` of it is kept.
        let bytes = view(&owner);
        let (pointer, length) = (NonNull::from(bytes).cast(), bytes.len());
        Bytes { pointer, length, owner }
    }

    /// A part of a block that a program has filled.
    ///
    /// # Safety
    /// `pointer` and the `length` bytes from there are initialized, in memory that `owner` keeps
    /// as it is.
    pub unsafe fn from_raw(pointer: NonNull<u8>, length: usize, owner: Arc<dyn Owner>) -> Self {
        Bytes { pointer, length, owner }
    }

    pub fn as_slice(&self) -> &[u8] {
        // SAFETY: the owner keeps them.
        unsafe { std::slice::from_raw_parts(self.pointer.as_ptr(), self.length) }
    }

    pub fn release(&self) {
        self.owner.release(self.as_slice());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_aligned_and_zero() {
        for bytes in [0, 1, 100, MAPPED - 1, MAPPED, MAPPED + 1] {
            let mut block = Block::new(bytes).unwrap();
            assert!(block.len() >= bytes);
            assert_eq!(block.pointer() as usize % ALIGNMENT, 0);
            assert!(block.bytes_mut().iter().all(|byte| *byte == 0));
        }
        assert!(Block::new(usize::MAX - 100).is_none());
    }
}
