//! A model of how long a kernel takes: cycles of each core, by what it does.
//!
//! Its constants are estimates, as those of other public models of the device are. Within a core
//! compute and movement follow each other, unless [`Overlap`] says otherwise.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::kernel::Class;

/// What the device can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hardware {
    /// Bytes of a scratchpad.
    pub scratchpad: usize,
    /// GHz.
    pub clock: f64,
    /// Bytes a cycle from and to memory, which cores share.
    pub memory_bandwidth: f64,
    /// Bytes a cycle on the ring between cores, in one direction.
    pub ring_bandwidth: f64,
    /// Elements that are computed in a cycle.
    pub lanes: f64,
    /// Rows of the matrix unit, each of as many lanes.
    pub rows: f64,
    /// Cycles of a transcendental function for each cycle of arithmetic.
    pub transcendental: f64,
    /// What is done at the same time.
    pub overlap: Overlap,
}

/// What a core does at the same time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overlap {
    /// Nothing.
    #[default]
    Serial,
    /// It computes while it moves.
    Compute,
    /// It computes while it moves from memory and on the ring.
    All,
}

impl Default for Hardware {
    fn default() -> Self {
        Hardware {
            scratchpad: 2 << 20,
            clock: 1.0,
            memory_bandwidth: 128.0,
            ring_bandwidth: 64.0,
            lanes: 64.0,
            rows: 8.0,
            transcendental: 4.0,
            overlap: Overlap::Serial,
        }
    }
}

/// What a core has done.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CoreCycles {
    /// Cycles of each class of computation.
    pub compute: BTreeMap<Class, f64>,
    /// Cycles of loads and stores.
    pub memory: f64,
    /// Cycles of what goes to other cores.
    pub ring: f64,
    /// Bytes from and to memory.
    pub memory_bytes: u64,
    /// Bytes to other cores.
    pub ring_bytes: u64,
    /// The most bytes of the scratchpad that were taken at once.
    pub peak_scratchpad: usize,
}

impl CoreCycles {
    /// Counts a computation of a class on elements. A scalar integer is an address, which is
    /// known before the kernel starts.
    pub fn compute(&mut self, hardware: &Hardware, class: Class, elements: f64) {
        let cycles = match class {
            Class::Free => return,
            Class::Integer if elements <= 1.0 => return,
            Class::Float | Class::Integer => elements / hardware.lanes,
            Class::Transcendental => elements / hardware.lanes * hardware.transcendental,
            // Elements are multiplications with an addition.
            Class::Matmul => elements / (hardware.lanes * hardware.rows),
        };
        *self.compute.entry(class).or_default() += cycles;
    }

    /// Counts bytes from or to memory, which `cores` share.
    pub fn moves(&mut self, hardware: &Hardware, bytes: usize, cores: usize) {
        self.memory_bytes += bytes as u64;
        self.memory += bytes as f64 * cores as f64 / hardware.memory_bandwidth;
    }

    /// Counts bytes on the ring.
    pub fn sends(&mut self, hardware: &Hardware, bytes: usize) {
        self.ring_bytes += bytes as u64;
        self.ring += bytes as f64 / hardware.ring_bandwidth;
    }

    /// Cycles of all computation.
    pub fn computing(&self) -> f64 {
        self.compute.values().fold(0.0, |sum, cycles| sum + cycles)
    }

    /// Cycles from start to end.
    pub fn total(&self, overlap: Overlap) -> f64 {
        match overlap {
            Overlap::Serial => self.computing() + self.memory + self.ring,
            Overlap::Compute => self.computing().max(self.memory + self.ring),
            Overlap::All => self.computing().max(self.memory).max(self.ring),
        }
    }
}

/// What all cores have done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Cycles until the last core is done.
    pub cycles: f64,
    /// What each core has done.
    pub cores: Vec<CoreCycles>,
}

impl Report {
    /// The report of cores.
    pub fn new(hardware: &Hardware, cores: Vec<CoreCycles>) -> Report {
        let cycles = cores.iter().map(|core| core.total(hardware.overlap)).fold(0.0, f64::max);
        Report { cycles, cores }
    }

    /// Bytes from and to memory, of all cores.
    pub fn memory_bytes(&self) -> u64 {
        self.cores.iter().map(|core| core.memory_bytes).sum()
    }

    /// Bytes on the ring, of all cores.
    pub fn ring_bytes(&self) -> u64 {
        self.cores.iter().map(|core| core.ring_bytes).sum()
    }

    /// The most bytes that were taken of one scratchpad.
    pub fn peak_scratchpad(&self) -> usize {
        self.cores.iter().map(|core| core.peak_scratchpad).max().unwrap_or_default()
    }

    /// The core that is done last.
    pub fn slowest(&self, overlap: Overlap) -> Option<&CoreCycles> {
        self.cores.iter().max_by(|a, b| a.total(overlap).total_cmp(&b.total(overlap)))
    }
}
