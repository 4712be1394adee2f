//! Weights, buffers and constants: what an archive says of them, and their bytes.

use std::borrow::Cow;

use tricast_dialects::DType;

use crate::archive::Archive;
use crate::archive_error::{ArchiveError, PayloadProblem, Problem};
use crate::pickle::PickledTensor;
use crate::schema::{PayloadMeta, SymInt, TensorMeta};

/// `Layout` of the schema: strided.
const STRIDED: u8 = 7;

/// A tensor in a storage.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct View {
    pub dtype: DType,
    pub sizes: Vec<u64>,
    pub strides: Vec<u64>,
    pub offset: u64,
    /// How many bytes the elements have, each counted once.
    bytes: u64,
    /// Where in the storage the last byte ends; 0 without elements.
    end: u64,
}

impl View {
    fn new(
        dtype: DType,
        sizes: Vec<u64>,
        strides: Vec<u64>,
        offset: u64,
    ) -> Result<Self, PayloadProblem> {
        if sizes.len() != strides.len() {
            return Err(PayloadProblem::Rank { sizes: sizes.len(), strides: strides.len() });
        }
        let size = dtype.size() as u64;
        let extents = || -> Option<(u64, u64)> {
            if sizes.contains(&0) {
                return Some((0, 0));
            }
            let (mut count, mut last) = (1u64, offset);
            for (&size, &stride) in sizes.iter().zip(&strides) {
                count = count.checked_mul(size)?;
                last = last.checked_add((size - 1).checked_mul(stride)?)?;
            }
            Some((count.checked_mul(size)?, last.checked_add(1)?.checked_mul(size)?))
        };
        // What a slice can have; so the arithmetic of the copy cannot overflow.
        let fits = |&(bytes, end): &(u64, u64)| bytes.max(end) <= isize::MAX as u64;
        let Some((bytes, end)) = extents().filter(fits) else {
            return Err(PayloadProblem::Overflow(format!("{sizes:?} and strides {strides:?}")));
        };
        Ok(View { dtype, sizes, strides, offset, bytes, end })
    }

    fn from_meta(meta: &TensorMeta) -> Result<Self, PayloadProblem> {
        let dtype = DType::from_pt2_code(meta.dtype).ok_or(PayloadProblem::DType(meta.dtype))?;
        if meta.layout != STRIDED {
            return Err(PayloadProblem::Layout(meta.layout));
        }
        let number = |what: &str, value: &SymInt| match value {
            SymInt::AsInt(number) => extent(what, *number),
            SymInt::AsExpr(expr) => {
                Err(PayloadProblem::Extent(format!("{what} {}", expr.expr_str)))
            }
        };
        let numbers = |what, values: &[SymInt]| {
            values.iter().map(|value| number(what, value)).collect::<Result<Vec<_>, _>>()
        };
        let sizes = numbers("size", &meta.sizes)?;
        let strides = numbers("stride", &meta.strides)?;
        View::new(dtype, sizes, strides, number("storage offset", &meta.storage_offset)?)
    }

    fn from_pickle(tensor: &PickledTensor) -> Result<Self, PayloadProblem> {
        let numbers = |what, values: &[i64]| {
            values.iter().map(|&value| extent(what, value)).collect::<Result<Vec<_>, _>>()
        };
        let sizes = numbers("size", &tensor.sizes)?;
        let strides = numbers("stride", &tensor.strides)?;
        View::new(tensor.dtype, sizes, strides, extent("storage offset", tensor.offset)?)
    }

    /// The elements are in row-major order, without gaps.
    fn is_contiguous(&self) -> bool {
        if self.bytes == 0 {
            return true;
        }
        let mut expected = 1;
        for (&size, &stride) in self.sizes.iter().zip(&self.strides).rev() {
            if size != 1 && stride != expected {
                return false;
            }
            expected *= size;
        }
        true
    }

    /// `float32 [16, 8]`
    fn type_text(&self) -> String {
        format!("{} {:?}", self.dtype.torch_name(), self.sizes)
    }

    fn text(&self) -> String {
        let View { strides, offset, .. } = self;
        format!("{} with strides {strides:?} from element {offset}", self.type_text())
    }

    /// The elements of a storage that is long enough, in row-major order.
    fn read<'a>(&self, storage: Cow<'a, [u8]>) -> Cow<'a, [u8]> {
        let size = self.dtype.size();
        if self.bytes == 0 {
            return Cow::Borrowed(&[]);
        }
        if !self.is_contiguous() {
            return Cow::Owned(self.gather(&storage));
        }
        let start = self.offset as usize * size;
        let range = start..start + self.bytes as usize;
        match storage {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[range]),
            Cow::Owned(mut bytes) => {
                bytes.truncate(range.end);
                bytes.drain(..range.start);
                Cow::Owned(bytes)
            }
        }
    }

    fn gather(&self, storage: &[u8]) -> Vec<u8> {
        let size = self.dtype.size();
        let mut dims: Vec<(usize, usize)> = (self.sizes.iter().zip(&self.strides))
            .filter(|(size, _)| **size != 1)
            .map(|(&count, &stride)| (count as usize, stride as usize * size))
            .collect();
        // What is contiguous is copied at once.
        let run = match dims.last() {
            Some(&(count, stride)) if stride == size => {
                dims.pop();
                count * size
            }
            _ => size,
        };
        let mut out = Vec::with_capacity(self.bytes as usize);
        let mut index = vec![0; dims.len()];
        let mut at = self.offset as usize * size;
        loop {
            out.extend_from_slice(&storage[at..at + run]);
            let mut dim = dims.len();
            loop {
                if dim == 0 {
                    return out;
                }
                dim -= 1;
                let (count, stride) = dims[dim];
                index[dim] += 1;
                at += stride;
                if index[dim] < count {
                    break;
                }
                at -= stride * count;
                index[dim] = 0;
            }
        }
    }
}

fn extent(what: &str, number: i64) -> Result<u64, PayloadProblem> {
    u64::try_from(number).map_err(|_| PayloadProblem::Extent(format!("{what} {number}")))
}

/// Where the bytes of a payload are.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Location {
    /// An entry of the archive is the storage.
    Entry(String),
    /// An entry of the archive is a pickle.
    Pickle(String),
    /// An entry of a `torch.save` zip, by the number of that zip, is the storage.
    Nested(usize, String),
}

/// What is known of a weight, buffer or constant.
#[derive(Clone, Debug)]
pub(crate) struct Payload {
    pub view: View,
    pub location: Location,
    pub is_param: bool,
}

impl Payload {
    /// A payload of a config, whose entries are in `folder`; `None` for what is not a
    /// tensor (a pickled script object).
    pub fn from_meta(folder: &str, meta: &PayloadMeta) -> Result<Option<Self>, PayloadProblem> {
        let view = match &meta.tensor_meta {
            Some(tensor) => View::from_meta(tensor)?,
            None if meta.use_pickle => return Ok(None),
            None => return Err(PayloadProblem::NoMeta),
        };
        let path = format!("{folder}/{}", meta.path_name);
        let location = if meta.use_pickle { Location::Pickle(path) } else { Location::Entry(path) };
        Ok(Some(Payload { view, location, is_param: meta.is_param }))
    }

    /// A tensor of a `torch.save` zip.
    pub fn from_pickle(zip: usize, tensor: &PickledTensor) -> Result<Self, PayloadProblem> {
        let location = Location::Nested(zip, format!("data/{}", tensor.storage));
        Ok(Payload { view: View::from_pickle(tensor)?, location, is_param: tensor.is_param })
    }
}

/// A weight, buffer or constant of an archive. Its bytes are not touched until asked for.
#[derive(Clone, Copy)]
pub struct TensorRef<'a> {
    pub(crate) archive: &'a Archive,
    pub(crate) name: &'a str,
    pub(crate) payload: &'a Payload,
}

impl<'a> TensorRef<'a> {
    /// The name of the parameter, buffer or constant: `layers.0.weight`.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The element type.
    pub fn dtype(&self) -> DType {
        self.payload.view.dtype
    }

    /// The sizes.
    pub fn sizes(&self) -> &'a [u64] {
        &self.payload.view.sizes
    }

    /// The strides in the storage, in elements.
    pub fn strides(&self) -> &'a [u64] {
        &self.payload.view.strides
    }

    /// Where in the storage it starts, in elements.
    pub fn storage_offset(&self) -> u64 {
        self.payload.view.offset
    }

    /// A parameter, not a buffer or constant.
    pub fn is_param(&self) -> bool {
        self.payload.is_param
    }

    /// How many bytes [`Self::bytes`] has.
    pub fn byte_len(&self) -> u64 {
        self.payload.view.bytes
    }

    /// The elements are in the storage as [`Self::bytes`] has them: nothing is copied.
    pub fn is_contiguous(&self) -> bool {
        self.payload.view.is_contiguous()
    }

    /// The two are views of one storage, as tied weights are.
    pub fn shares_storage(&self, other: &TensorRef) -> bool {
        std::ptr::eq(self.archive, other.archive) && self.payload.location == other.payload.location
    }

    /// The two have the same bytes, as tied weights have: one copy does for both.
    pub fn is_tied_to(&self, other: &TensorRef) -> bool {
        self.shares_storage(other) && self.payload.view == other.payload.view
    }

    /// The bytes are in the archive and match the shape; does not touch them.
    pub fn check(&self) -> Result<(), ArchiveError> {
        let problem = match self.archive.storage_size(self.payload)? {
            _ if matches!(self.payload.location, Location::Pickle(_)) => {
                Some(PayloadProblem::Pickled)
            }
            None => Some(PayloadProblem::Missing),
            Some(bytes) => self.mismatch(bytes),
        };
        problem.map_or(Ok(()), |problem| Err(self.error(problem)))
    }

    /// The elements in row-major order, little-endian; borrowed from the archive where it
    /// has them so.
    pub fn bytes(&self) -> Result<Cow<'a, [u8]>, ArchiveError> {
        self.check()?;
        let storage = self.archive.storage(self.payload)?;
        let storage = storage.ok_or_else(|| self.error(PayloadProblem::Missing))?;
        Ok(self.payload.view.read(storage))
    }

    /// What is wrong with a storage of so many bytes.
    fn mismatch(&self, storage: u64) -> Option<PayloadProblem> {
        let view = &self.payload.view;
        let size = view.dtype.size() as u64;
        let wrong =
            |expected| PayloadProblem::Size { bytes: storage, expected, shape: view.text() };
        if storage < view.end {
            return Some(wrong(format!("at least {}", view.end)));
        }
        if !storage.is_multiple_of(size) {
            return Some(wrong(format!("a multiple of {size}")));
        }
        let limit = self.archive.limits().copied;
        (view.bytes > storage && view.bytes > limit).then(|| PayloadProblem::Expanded {
            bytes: view.bytes,
            shape: view.text(),
            storage,
            limit,
        })
    }

    /// The type differs from what the graph has.
    pub(crate) fn check_graph(&self, meta: &TensorMeta) -> Result<(), ArchiveError> {
        let graph = View::from_meta(meta).map_err(|problem| self.error(problem))?;
        let payload = &self.payload.view;
        if (graph.dtype, &graph.sizes) == (payload.dtype, &payload.sizes) {
            return Ok(());
        }
        let (payload, graph) = (payload.type_text(), graph.type_text());
        Err(self.error(PayloadProblem::Graph { payload, graph }))
    }

    fn error(&self, problem: PayloadProblem) -> ArchiveError {
        let problem = Problem::Payload { name: self.name.to_string(), problem };
        self.archive.payload_place(self.payload).error(problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(sizes: &[u64], strides: &[u64], offset: u64) -> View {
        View::new(DType::I16, sizes.into(), strides.into(), offset).unwrap()
    }

    /// The elements that a view has of a storage 0, 1, 2, ...
    fn elements(view: &View) -> Vec<u16> {
        let storage: Vec<u8> = (0..100u16).flat_map(u16::to_le_bytes).collect();
        let bytes = view.read(Cow::Borrowed(&storage));
        let borrowed = matches!(bytes, Cow::Borrowed(_));
        assert_eq!(borrowed, view.is_contiguous());
        assert_eq!(bytes, view.read(Cow::Owned(storage.clone())));
        bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect()
    }

    #[test]
    fn views_are_read_in_row_major_order() {
        assert_eq!(elements(&view(&[2, 3], &[3, 1], 4)), [4, 5, 6, 7, 8, 9]);
        assert_eq!(elements(&view(&[2, 3], &[1, 2], 0)), [0, 2, 4, 1, 3, 5]);
        assert_eq!(elements(&view(&[2, 2], &[10, 1], 1)), [1, 2, 11, 12]);
        assert_eq!(elements(&view(&[2, 1, 2], &[0, 7, 1], 5)), [5, 6, 5, 6]);
        assert_eq!(elements(&view(&[2, 2, 2], &[1, 4, 20], 0)), [0, 20, 4, 24, 1, 21, 5, 25]);
        assert_eq!(elements(&view(&[1, 3, 1], &[50, 1, 9], 2)), [2, 3, 4]);
        assert_eq!(elements(&view(&[], &[], 7)), [7]);
        assert_eq!(elements(&view(&[3], &[0], 7)), [7, 7, 7]);
        assert_eq!(elements(&view(&[3, 0], &[1 << 60, 1 << 60], 1 << 60)), [0; 0]);
    }

    #[test]
    fn extents_do_not_overflow() {
        let overflow = |sizes: &[u64], strides: &[u64], offset| {
            let view = View::new(DType::F64, sizes.into(), strides.into(), offset);
            assert!(matches!(view, Err(PayloadProblem::Overflow(_))), "{view:?}");
        };
        overflow(&[1 << 40, 1 << 40], &[0, 0], 0);
        overflow(&[1 << 61], &[1], 0);
        overflow(&[2], &[u64::MAX], 1);
        overflow(&[1], &[1], u64::MAX);
        overflow(&[1], &[1], 1 << 60);
        assert_eq!(
            View::new(DType::F64, vec![1], vec![], 0),
            Err(PayloadProblem::Rank { sizes: 1, strides: 0 })
        );
    }
}
