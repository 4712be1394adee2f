//! What cores hand to each other.

use std::{
    collections::HashMap,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use crate::{error::Error, tensor::Tensor};

/// Whose, of which op, and how often it had run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The op.
    pub op: usize,
    /// How often it had run.
    pub turn: usize,
    /// The core that handed it over.
    pub core: usize,
}

#[derive(Debug, Default)]
struct State {
    posted: HashMap<Key, Posted>,
    waiting: HashMap<usize, Key>,
    done: usize,
    failed: bool,
}

#[derive(Debug)]
struct Posted {
    tensors: Vec<Tensor>,
    taken: usize,
}

/// Where cores wait for what others hand over.
#[derive(Debug)]
pub struct Exchange {
    cores: usize,
    state: Mutex<State>,
    changed: Condvar,
}

impl Exchange {
    /// For this many cores.
    pub fn new(cores: usize) -> Exchange {
        Exchange { cores, state: Mutex::default(), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands tensors over.
    pub fn post(&self, key: Key, tensors: Vec<Tensor>) {
        self.lock().posted.insert(key, Posted { tensors, taken: 0 });
        self.changed.notify_all();
    }

    /// Waits until another core has handed over tensors, of which `takers` take them.
    ///
    /// # Errors
    /// If that core never will.
    pub fn take(&self, key: Key, by: usize, takers: usize) -> Result<Vec<Tensor>, Error> {
        let mut state = self.lock();
        loop {
            if let Some(posted) = state.posted.get_mut(&key) {
                posted.taken += 1;
                if posted.taken >= takers {
                    let posted = state.posted.remove(&key);
                    return Ok(posted.map(|posted| posted.tensors).unwrap_or_default());
                }
                return Ok(posted.tensors.clone());
            }
            state.waiting.insert(by, key);
            if self.stuck(&mut state) {
                let core = key.core;
                return Err(Error::new(format!("waits for core {core}, which hands nothing over")));
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.waiting.remove(&by);
        }
    }

    /// Whether nobody is left that could go on.
    fn stuck(&self, state: &mut State) -> bool {
        let all = state.waiting.len() + state.done >= self.cores;
        let none = state.waiting.values().all(|key| !state.posted.contains_key(key));
        if all && none && !state.waiting.is_empty() {
            state.failed = true;
            self.changed.notify_all();
        }
        state.failed
    }

    /// A core has come to its end.
    pub fn done(&self, failed: bool) {
        let mut state = self.lock();
        state.done += 1;
        state.failed |= failed;
        self.stuck(&mut state);
        self.changed.notify_all();
    }
}
