//! The arguments of an entry point in memory, and its results.

use std::ffi::c_void;

use crate::{
    program::{Argument, Function, Result as ProgramResult},
    tensor::{HostTensor, Sizes},
};

/// Where everything that one function takes and gives lies. Arguments that do not change between
/// calls are written once.
pub(crate) struct Frame {
    /// The results, then each argument.
    words: Vec<u64>,
    /// Pointers into `words`: to the results, if there are any, and to each argument.
    pointers: Vec<*mut c_void>,
    /// Where each argument starts, in words.
    arguments: Vec<usize>,
    /// Where each result starts, in bytes.
    results: Vec<usize>,
}

// SAFETY: the pointers are into memory that the frame owns.
unsafe impl Send for Frame {}

/// A result as the program left it.
pub(crate) enum RawResult {
    Tensor {
        /// The address of the memory that has it.
        allocated: usize,
        /// Its first element.
        data: *const u8,
        sizes: Sizes,
    },
    /// The bytes of a number.
    Number([u8; 8]),
}

/// The words of a memref descriptor: two pointers, the offset, sizes and strides.
fn descriptor_words(rank: usize) -> usize {
    3 + 2 * rank
}

impl Frame {
    pub fn new(function: &Function) -> Self {
        let mut bytes = 0;
        let mut results = vec![];
        for result in &function.results {
            let (size, alignment) = result_layout(result);
            bytes = usize::next_multiple_of(bytes, alignment);
            results.push(bytes);
            bytes += size;
        }
        let mut end = bytes.div_ceil(8);
        let mut arguments = vec![];
        for argument in &function.arguments {
            arguments.push(end);
            end += argument.shape.as_ref().map_or(1, |sizes| descriptor_words(sizes.len()));
        }
        Frame { words: vec![0; end], pointers: vec![], arguments, results }
    }

    /// What an entry point takes; valid until the frame changes.
    pub fn arguments(&mut self) -> *mut *mut c_void {
        let base = self.words.as_mut_ptr();
        let results = (!self.results.is_empty()).then_some(&0);
        let starts = results.into_iter().chain(&self.arguments);
        self.pointers.clear();
        self.pointers.extend(starts.map(|start| base.wrapping_add(*start).cast::<c_void>()));
        self.pointers.as_mut_ptr()
    }

    /// Gives an argument its value, which must live, and keep its place, until the call.
    ///
    /// # Panics
    /// If the rank is not that of the argument.
    pub fn set(&mut self, index: usize, argument: &Argument, tensor: &HostTensor) {
        let start = self.arguments[index];
        let Some(sizes) = &argument.shape else {
            let mut bytes = [0; 8];
            bytes[..tensor.bytes().len()].copy_from_slice(tensor.bytes());
            self.words[start] = u64::from_ne_bytes(bytes);
            return;
        };
        assert_eq!(sizes.len(), tensor.sizes().len(), "the rank was checked");
        let words = &mut self.words[start..start + descriptor_words(sizes.len())];
        let data = tensor.bytes().as_ptr().expose_provenance() as u64;
        words[..3].copy_from_slice(&[data, data, 0]);
        let (sizes, strides) = words[3..].split_at_mut(sizes.len());
        let mut stride = 1u64;
        for (index, size) in tensor.sizes().iter().enumerate().rev() {
            sizes[index] = *size as u64;
            strides[index] = stride;
            stride *= (*size).max(1) as u64;
        }
    }

    /// A result of the last call.
    pub fn result(&self, index: usize, result: &ProgramResult) -> RawResult {
        let start = self.results[index];
        let Some(rank) = result.rank else {
            let mut bytes = [0; 8];
            let size = result.dtype.size();
            let word = self.words[start / 8].to_ne_bytes();
            bytes[..size].copy_from_slice(&word[start % 8..start % 8 + size]);
            return RawResult::Number(bytes);
        };
        let words = &self.words[start / 8..start / 8 + descriptor_words(rank)];
        let offset = words[2] as usize * result.dtype.size();
        let aligned = std::ptr::with_exposed_provenance::<u8>(words[1] as usize);
        RawResult::Tensor {
            allocated: words[0] as usize,
            data: aligned.wrapping_add(offset),
            sizes: words[3..3 + rank].iter().map(|size| *size as usize).collect(),
        }
    }
}

/// Size and alignment of a result as a field of a C struct.
fn result_layout(result: &ProgramResult) -> (usize, usize) {
    match result.rank {
        Some(rank) => (8 * descriptor_words(rank), 8),
        None => (result.dtype.size(), result.dtype.size()),
    }
}
