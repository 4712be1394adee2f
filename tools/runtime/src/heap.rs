//! The memory that a running program allocates.
//!
//! Freed blocks are kept by size, so that the next run finds them, pages and all. What a run
//! leaves behind, because it failed or because it never frees, is freed when it ends.

use std::{
    collections::HashMap,
    mem::{ManuallyDrop, take},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::memory::{ALIGNMENT, Block, Owner};

/// The least size of a block.
const SMALLEST: usize = 256;
/// Sizes of blocks: four for every power of two.
const CLASSES: usize = 4 * usize::BITS as usize;
/// A request takes a free block of up to twice its size rather than a new one.
const SEARCHED: usize = 4;

/// The memory of one executable.
pub(crate) struct Heap {
    state: Mutex<State>,
}

struct State {
    /// Free blocks, by class.
    free: Vec<Vec<Block>>,
    /// Blocks in use, by address, with their class.
    live: HashMap<usize, (Block, usize)>,
}

impl Heap {
    pub fn new() -> Self {
        let free = (0..CLASSES).map(|_| vec![]).collect();
        Heap { state: Mutex::new(State { free, live: HashMap::new() }) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic cannot leave the state half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An uninitialized block of at least `bytes`; None if there is no memory left.
    pub fn allocate(&self, bytes: usize, alignment: usize) -> Option<*mut u8> {
        // Nobody asks for more, but then the start of a block need not do.
        if alignment > ALIGNMENT || bytes > isize::MAX as usize {
            return None;
        }
        let class = class_of(bytes);
        let state = &mut *self.state();
        let found = (class..CLASSES.min(class + SEARCHED))
            .find_map(|class| Some((state.free[class].pop()?, class)));
        let (block, class) = match found {
            Some(found) => found,
            None => (Block::new(size_of_class(class))?, class),
        };
        let pointer = block.pointer();
        state.live.insert(pointer as usize, (block, class));
        Some(pointer)
    }

    /// Frees a block; false if there is none of this address.
    pub fn free(&self, address: usize) -> bool {
        let state = &mut *self.state();
        match state.live.remove(&address) {
            Some((block, class)) => state.free[class].push(block),
            None => return false,
        }
        true
    }

    /// Takes a block out of the program's hands, into its user's; None if there is none of this
    /// address. It comes back to the heap when dropped.
    pub fn take(self: &Arc<Self>, address: usize) -> Option<TakenBlock> {
        let (block, class) = self.state().live.remove(&address)?;
        Some(TakenBlock { block: ManuallyDrop::new(block), class, heap: self.clone() })
    }

    /// Frees what the program still has.
    pub fn end_run(&self) {
        let state = &mut *self.state();
        for (_, (block, class)) in state.live.drain() {
            state.free[class].push(block);
        }
    }

    /// Gives all free blocks back to the system.
    pub fn trim(&self) {
        // Dropped after the lock.
        let _free: Vec<Vec<Block>> = self.state().free.iter_mut().map(take).collect();
    }
}

/// A block that was taken from the heap.
pub(crate) struct TakenBlock {
    block: ManuallyDrop<Block>,
    class: usize,
    heap: Arc<Heap>,
}

impl TakenBlock {
    /// Whether so many bytes from an address are in it.
    pub fn contains(&self, address: usize, bytes: usize) -> bool {
        let (start, length) = (self.block.pointer().addr(), self.block.len());
        address
            .checked_sub(start)
            .is_some_and(|offset| offset <= length && bytes <= length - offset)
    }
}

impl Owner for TakenBlock {}

impl Drop for TakenBlock {
    fn drop(&mut self) {
        // SAFETY: taken once, here, and never used after.
        let block = unsafe { ManuallyDrop::take(&mut self.block) };
        self.heap.state().free[self.class].push(block);
    }
}

/// The class of the least blocks that have `bytes`.
fn class_of(bytes: usize) -> usize {
    let last = bytes.max(SMALLEST) - 1;
    let power = last.ilog2() as usize;
    // The two bits after the highest, rounded up: the sizes of a class are up to and including
    // the power of two and some quarters of it.
    4 * power + ((last >> (power - 2)) & 3) + 1
}

/// How many bytes the blocks of a class have.
fn size_of_class(class: usize) -> usize {
    let (power, quarters) = ((class - 1) / 4, (class - 1) % 4 + 1);
    (1 << power) + quarters * ((1 << power) / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_has_room_and_wastes_at_most_a_quarter() {
        for bytes in (1..5000).chain([1 << 20, (1 << 20) + 1, 83_000_000, 1 << 40]) {
            let size = size_of_class(class_of(bytes));
            assert!(size >= bytes, "{bytes}");
            assert!(size <= SMALLEST || size * 4 <= bytes * 5 + 4, "{bytes} {size}");
            assert_eq!(class_of(size), class_of(bytes), "{bytes}");
            assert_eq!(size % ALIGNMENT, 0);
        }
    }

    #[test]
    fn blocks_are_used_again() {
        let heap = Arc::new(Heap::new());
        let first = heap.allocate(1000, 64).unwrap() as usize;
        assert!(heap.free(first));
        assert!(!heap.free(first), "freed twice");
        assert_eq!(heap.allocate(900, 8).unwrap() as usize, first);
        heap.end_run();
        assert_eq!(heap.allocate(1000, 8).unwrap() as usize, first);
        let taken = heap.take(first).unwrap();
        assert!(taken.contains(first + 100, 900) && !taken.contains(first + 100, 1 << 20));
        assert!(!taken.contains(first - 1, 1));
        assert!(heap.take(first).is_none());
        heap.end_run();
        assert_ne!(heap.allocate(1000, 8).unwrap() as usize, first);
        drop(taken);
        assert_eq!(heap.allocate(1000, 8).unwrap() as usize, first);
        assert!(heap.allocate(usize::MAX, 8).is_none());
        assert!(heap.allocate(8, 4096).is_none());
    }
}
