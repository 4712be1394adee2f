//! Safetensors files: read in place, written tensor by tensor.

use std::{
    io::{self, Write},
    ops::Range,
    path::{Path, PathBuf},
};

use indexmap::IndexMap;
use safetensors::{Dtype, SafeTensors};
use serde_json::json;
use tricast_dialects::DType;

use super::{FileError, FileProblem, Section};
use crate::{
    memory::ALIGNMENT,
    tensor::{HostTensor, Sizes},
};

/// One row: the dtype of a file, and ours. Safetensors has no complex of 4 or 16 bytes.
const DTYPES: [(Dtype, DType); 19] = [
    (Dtype::BOOL, DType::Bool),
    (Dtype::U8, DType::U8),
    (Dtype::I8, DType::I8),
    (Dtype::I16, DType::I16),
    (Dtype::I32, DType::I32),
    (Dtype::I64, DType::I64),
    (Dtype::U16, DType::U16),
    (Dtype::U32, DType::U32),
    (Dtype::U64, DType::U64),
    (Dtype::F8_E4M3, DType::F8E4M3FN),
    (Dtype::F8_E5M2, DType::F8E5M2),
    (Dtype::F8_E4M3FNUZ, DType::F8E4M3FNUZ),
    (Dtype::F8_E5M2FNUZ, DType::F8E5M2FNUZ),
    (Dtype::F8_E8M0, DType::F8E8M0FNU),
    (Dtype::F16, DType::F16),
    (Dtype::BF16, DType::BF16),
    (Dtype::F32, DType::F32),
    (Dtype::F64, DType::F64),
    (Dtype::C64, DType::C64),
];

/// The tensors of a file, which is mapped: what is not read costs nothing.
pub struct TensorFile {
    path: PathBuf,
    section: Section,
    tensors: IndexMap<String, Entry>,
}

struct Entry {
    dtype: Dtype,
    sizes: Sizes,
    /// Its bytes in the section.
    range: Range<usize>,
}

impl TensorFile {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// If it is no safetensors file, or its header contradicts itself or its size.
    pub fn open(path: &Path) -> Result<Self, FileError> {
        TensorFile::read(Section::open(path)?, path)
    }

    /// The tensors of a part of a file; `path` stands for it in errors.
    pub(crate) fn read(section: Section, path: &Path) -> Result<Self, FileError> {
        let (header, metadata) = SafeTensors::read_metadata(section.bytes()).map_err(|error| {
            let text = format!("no safetensors file, or a damaged one: {error}");
            FileError::new(path, FileProblem::Format(text))
        })?;
        let data = header + size_of::<u64>();
        let mut tensors: IndexMap<String, Entry> = metadata
            .tensors()
            .into_iter()
            .map(|(name, info)| {
                let (start, end) = info.data_offsets;
                let sizes = info.shape.as_slice().into();
                (name, Entry { dtype: info.dtype, sizes, range: data + start..data + end })
            })
            .collect();
        // The crate has them in a hash map.
        tensors
            .sort_by(|_, a, _, b| (a.range.start, a.range.end).cmp(&(b.range.start, b.range.end)));
        Ok(TensorFile { path: path.to_path_buf(), section, tensors })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The names of the tensors, in the order of the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.tensors.keys().map(String::as_str)
    }

    /// A tensor, in place; None if there is none of this name.
    ///
    /// # Errors
    /// If its dtype is none of PyTorch's.
    pub fn tensor(&self, name: &str) -> Result<Option<HostTensor>, FileError> {
        let Some(entry) = self.tensors.get(name) else { return Ok(None) };
        let fail = |problem: String| {
            FileError::new(&self.path, FileProblem::Tensor { name: name.to_string(), problem })
        };
        let row = DTYPES.iter().find(|row| row.0 == entry.dtype);
        let dtype =
            row.ok_or_else(|| fail(format!("has dtype {}, which PyTorch lacks", entry.dtype)))?.1;
        let range = self.section.range.start + entry.range.start
            ..self.section.range.start + entry.range.end;
        let file = self.section.file.clone();
        HostTensor::shared(dtype, &entry.sizes, file, |file| &file.bytes()[range])
            .map(Some)
            .map_err(|error| fail(error.to_string()))
    }
}

/// Writes tensors, each given back (see [`HostTensor::release`]) when it is written.
///
/// Every tensor of which a multiple of [`ALIGNMENT`] bytes is there starts at a multiple of it, if
/// the first byte does, so that the tensors are aligned when they are read in place.
///
/// # Errors
/// If the writer fails, or a tensor has a dtype that safetensors lacks.
pub fn write(writer: &mut impl Write, tensors: &[(String, HostTensor)]) -> io::Result<()> {
    let order = order(tensors);
    writer.write_all(&header(&order)?)?;
    for (_, tensor) in order {
        writer.write_all(tensor.bytes())?;
        tensor.release();
    }
    Ok(())
}

/// How many bytes [`write`] writes.
///
/// # Errors
/// If a tensor has a dtype that safetensors lacks.
pub(crate) fn length(tensors: &[(String, HostTensor)]) -> io::Result<u64> {
    let bytes: usize = tensors.iter().map(|(_, tensor)| tensor.bytes().len()).sum();
    Ok((header(&order(tensors))?.len() + bytes) as u64)
}

/// Multiples of [`ALIGNMENT`] first, then large elements before small ones.
fn order(tensors: &[(String, HostTensor)]) -> Vec<&(String, HostTensor)> {
    let mut order: Vec<_> = tensors.iter().collect();
    order.sort_by_key(|(_, tensor)| {
        let size = tensor.dtype().size();
        (!tensor.bytes().len().is_multiple_of(ALIGNMENT), std::cmp::Reverse(size))
    });
    order
}

/// The length and the JSON of a file that has the tensors in this order.
fn header(tensors: &[&(String, HostTensor)]) -> io::Result<Vec<u8>> {
    let mut entries = serde_json::Map::new();
    let mut end = 0;
    for (name, tensor) in tensors {
        let row = DTYPES.iter().find(|row| row.1 == tensor.dtype()).ok_or_else(|| {
            let what = format!("'{name}' is {}, which safetensors lacks", tensor.describe());
            io::Error::new(io::ErrorKind::InvalidInput, what)
        })?;
        let start = end;
        end += tensor.bytes().len();
        let entry = json!({"dtype": row.0, "shape": tensor.sizes(), "data_offsets": [start, end]});
        entries.insert(name.clone(), entry);
    }
    let json = serde_json::Value::from(entries).to_string();
    let prefix = size_of::<u64>();
    let length = (prefix + json.len()).next_multiple_of(ALIGNMENT);
    let mut header = ((length - prefix) as u64).to_le_bytes().to_vec();
    header.extend_from_slice(json.as_bytes());
    header.resize(length, b' ');
    Ok(header)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor::encode;

    #[test]
    fn reads_what_it_writes_in_every_dtype() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.safetensors");
        let tensors: Vec<(String, HostTensor)> = DTYPES
            .iter()
            .map(|&(_, dtype)| {
                let bytes = encode(dtype, 1.0).map_or(vec![7; 8], |bytes| bytes.to_vec());
                let tensor = HostTensor::from_bytes(dtype, &[3], &bytes.repeat(3)).unwrap();
                (dtype.torch_name().to_string(), tensor)
            })
            .chain([("empty".into(), HostTensor::new(DType::F32, &[0, 3], |_| {}).unwrap())])
            .chain([("lines".into(), HostTensor::new(DType::I8, &[128], |b| b.fill(1)).unwrap())])
            .collect();
        write(&mut std::fs::File::create(&path).unwrap(), &tensors).unwrap();
        let file = TensorFile::open(&path).unwrap();
        assert_eq!(file.names().count(), tensors.len());
        for (name, tensor) in &tensors {
            let read = file.tensor(name).unwrap().unwrap();
            assert_eq!(read.describe(), tensor.describe());
            assert_eq!(read.bytes(), tensor.bytes());
        }
        let lines = file.tensor("lines").unwrap().unwrap();
        assert_eq!(lines.bytes().as_ptr().addr() % ALIGNMENT, 0);
        lines.release();
        assert_eq!(lines.to_vec(), Some(vec![1i8; 128]));
        assert!(file.tensor("none").unwrap().is_none());
    }

    #[test]
    fn damaged_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.safetensors");
        let error = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            TensorFile::open(&path).err().unwrap().to_string()
        };
        let mut whole = vec![];
        let tensor = HostTensor::from_slice(&[4], &[1f32; 4]).unwrap();
        write(&mut whole, &[("x".into(), tensor)]).unwrap();
        assert!(error(b"").contains("no safetensors file"));
        assert!(error(&whole[..whole.len() - 1]).contains("no safetensors file"));
        assert!(error(&u64::MAX.to_le_bytes()).contains("header too large"));
        assert!(TensorFile::open(folder.path()).err().unwrap().to_string().contains("regular"));
    }
}
