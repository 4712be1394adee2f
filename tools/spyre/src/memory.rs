//! Memory of all cores, and the scratchpad of each.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, atomic::AtomicUsize},
};

use crate::error::Error;

/// Bytes that memory is moved in.
pub const STICK: usize = 128;

/// The first address that is given out.
const FIRST: usize = 0x10000;

/// Memory of all cores: buffers at addresses, with nothing in between.
#[derive(Debug, Default)]
pub struct Memory {
    buffers: BTreeMap<usize, RwLock<Vec<u8>>>,
}

fn reading<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn writing<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

impl Memory {
    /// Memory without buffers.
    pub fn new() -> Memory {
        Memory::default()
    }

    /// Puts a buffer after all others, and gives its address in bytes.
    pub fn add(&mut self, bytes: Vec<u8>) -> usize {
        let last = self.buffers.iter().next_back();
        let end = last.map_or(FIRST, |(base, buffer)| base + reading(buffer).len());
        let base = end.max(FIRST).next_multiple_of(STICK);
        self.buffers.insert(base, RwLock::new(bytes));
        base
    }

    /// Puts a buffer at an address in bytes.
    ///
    /// # Errors
    /// If there is another one.
    pub fn place(&mut self, address: usize, bytes: Vec<u8>) -> Result<(), Error> {
        let end = address + bytes.len();
        let taken = self
            .buffers
            .iter()
            .any(|(base, buffer)| *base < end && address < base + reading(buffer).len());
        if taken {
            return Err(Error::new(format!("memory at {address} is already taken")));
        }
        self.buffers.insert(address, RwLock::new(bytes));
        Ok(())
    }

    /// The bytes of the buffer at an address.
    pub fn buffer(&self, address: usize) -> Option<Vec<u8>> {
        self.buffers.get(&address).map(|buffer| reading(buffer).clone())
    }

    /// The buffer that has bytes `address..end`, and its address.
    fn find(&self, address: usize, end: usize) -> Result<(usize, &RwLock<Vec<u8>>), Error> {
        let found = self.buffers.range(..=address).next_back();
        let found = found.filter(|(base, buffer)| end <= *base + reading(buffer).len());
        let found = found.map(|(base, buffer)| (*base, buffer));
        found.ok_or_else(|| Error::new(format!("there is no memory at bytes {address} to {end}")))
    }

    /// Reads `address..end`.
    ///
    /// # Errors
    /// If a byte of it is in no buffer.
    pub fn read<T>(
        &self,
        address: usize,
        end: usize,
        read: impl FnOnce(&[u8]) -> T,
    ) -> Result<T, Error> {
        let (base, buffer) = self.find(address, end)?;
        Ok(read(&reading(buffer)[address - base..end - base]))
    }

    /// Writes `address..end`.
    ///
    /// # Errors
    /// If a byte of it is in no buffer.
    pub fn write<T>(
        &self,
        address: usize,
        end: usize,
        write: impl FnOnce(&mut [u8]) -> T,
    ) -> Result<T, Error> {
        let (base, buffer) = self.find(address, end)?;
        Ok(write(&mut writing(buffer)[address - base..end - base]))
    }
}

/// The scratchpad of a core.
#[derive(Debug)]
pub struct Scratchpad {
    /// How many bytes it has.
    pub capacity: usize,
    /// Bytes that tensors take.
    pub tensors: Arc<AtomicUsize>,
    inner: RwLock<Addressed>,
}

/// What views see of a scratchpad.
#[derive(Debug, Default)]
struct Addressed {
    bytes: Vec<u8>,
    /// Ranges that views are of, apart and in order.
    viewed: Vec<(usize, usize)>,
}

impl Scratchpad {
    /// An empty one.
    pub fn new(capacity: usize) -> Scratchpad {
        Scratchpad { capacity, tensors: Arc::default(), inner: RwLock::default() }
    }

    /// Keeps `address..end` for views.
    pub fn reserve(&self, address: usize, end: usize) {
        let mut inner = writing(&self.inner);
        inner.viewed.push((address, end));
        inner.viewed.sort_unstable();
        let mut merged: Vec<(usize, usize)> = vec![];
        for (first, end) in inner.viewed.drain(..) {
            match merged.last_mut() {
                Some((_, last)) if first <= *last => *last = end.max(*last),
                _ => merged.push((first, end)),
            }
        }
        inner.viewed = merged;
    }

    /// Bytes that views are of.
    pub fn viewed(&self) -> usize {
        reading(&self.inner).viewed.iter().map(|(first, end)| end - first).sum()
    }

    /// Bytes that are taken.
    pub fn used(&self) -> usize {
        self.tensors.load(std::sync::atomic::Ordering::Relaxed) + self.viewed()
    }

    fn check(&self, end: usize) -> Result<(), Error> {
        if end > self.capacity {
            return Err(Error::new(format!(
                "byte {end} of a scratchpad that has {}",
                self.capacity
            )));
        }
        Ok(())
    }

    /// Reads `address..end`; what was never written is zero.
    ///
    /// # Errors
    /// If there are not that many bytes.
    pub fn read<T>(
        &self,
        address: usize,
        end: usize,
        read: impl FnOnce(&[u8]) -> T,
    ) -> Result<T, Error> {
        self.write(address, end, |bytes| read(bytes))
    }

    /// Writes `address..end`.
    ///
    /// # Errors
    /// If there are not that many bytes.
    pub fn write<T>(
        &self,
        address: usize,
        end: usize,
        write: impl FnOnce(&mut [u8]) -> T,
    ) -> Result<T, Error> {
        self.check(end)?;
        let mut inner = writing(&self.inner);
        if inner.bytes.is_empty() {
            inner.bytes = vec![0; self.capacity];
        }
        Ok(write(&mut inner.bytes[address..end]))
    }
}
