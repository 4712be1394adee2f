//! NumPy's `.npy` files: one tensor each.
//!
//! Format: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.

use std::{
    io::{self, Write},
    path::Path,
};

use tricast_dialects::DType;

use super::{FileError, FileProblem, Section};
use crate::tensor::{HostTensor, Sizes};

const MAGIC: &[u8] = b"\x93NUMPY";
/// The data starts at a multiple of this.
const ALIGNMENT: usize = 64;

/// One row: dtype, and its `descr` without the byte order.
const DTYPES: [(DType, &str); 14] = [
    (DType::Bool, "b1"),
    (DType::U8, "u1"),
    (DType::I8, "i1"),
    (DType::I16, "i2"),
    (DType::I32, "i4"),
    (DType::I64, "i8"),
    (DType::U16, "u2"),
    (DType::U32, "u4"),
    (DType::U64, "u8"),
    (DType::F16, "f2"),
    (DType::F32, "f4"),
    (DType::F64, "f8"),
    (DType::C64, "c8"),
    (DType::C128, "c16"),
];

/// The tensor of a file, in place where it is row-major.
///
/// # Errors
/// If it is no `.npy` file, or has elements that are no numbers.
pub fn read(path: &Path) -> Result<HostTensor, FileError> {
    let file = Section::open(path)?.file;
    let fail = |problem: String| FileError::new(path, FileProblem::Format(problem));
    let header = Header::read(file.bytes()).map_err(fail)?;
    let start = header.data;
    let tensor =
        HostTensor::shared(header.dtype, &header.sizes, file, |file| &file.bytes()[start..])
            .map_err(|error| fail(format!("no .npy file, or a damaged one: it {error}")))?;
    if !header.is_column_major || header.sizes.len() < 2 {
        return Ok(tensor);
    }
    to_row_major(&tensor).map_err(|error| fail(error.to_string()))
}

/// Writes a tensor.
///
/// # Errors
/// If the writer fails, or NumPy lacks the dtype.
pub fn write(writer: &mut impl Write, tensor: &HostTensor) -> io::Result<()> {
    let row = DTYPES.iter().find(|row| row.0 == tensor.dtype()).ok_or_else(|| {
        let what = format!("{}: NumPy lacks the dtype", tensor.describe());
        io::Error::new(io::ErrorKind::InvalidInput, what)
    })?;
    let order = if tensor.dtype().size() == 1 { '|' } else { '<' };
    let sizes: String = tensor.sizes().iter().map(|size| format!("{size}, ")).collect();
    let mut header =
        format!("{{'descr': '{order}{}', 'fortran_order': False, 'shape': ({sizes}), }}", row.1);
    let prefix = MAGIC.len() + 4;
    let length = (prefix + header.len() + 1).next_multiple_of(ALIGNMENT) - prefix;
    header.extend(std::iter::repeat_n(' ', length - header.len() - 1));
    header.push('\n');
    let short = u16::try_from(length).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
    writer.write_all(MAGIC)?;
    writer.write_all(&[1, 0])?;
    writer.write_all(&short.to_le_bytes())?;
    writer.write_all(header.as_bytes())?;
    writer.write_all(tensor.bytes())
}

struct Header {
    dtype: DType,
    sizes: Sizes,
    is_column_major: bool,
    /// Where the data starts.
    data: usize,
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Header, String> {
        let damaged = || "no .npy file, or a damaged one".to_string();
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(damaged)?;
        let (&version, rest) = rest.split_first().ok_or_else(damaged)?;
        // The length of the header has two bytes in version 1, and four after.
        let width = if version == 1 { 2 } else { 4 };
        let length = rest.get(1..1 + width).ok_or_else(damaged)?;
        let length = length.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        let start = MAGIC.len() + 2 + width;
        let text = bytes.get(start..start + length).ok_or_else(damaged)?;
        let text = std::str::from_utf8(text).map_err(|_| damaged())?;
        let sizes = value(text, "shape").and_then(sizes).ok_or_else(damaged)?;
        let is_column_major = match value(text, "fortran_order").ok_or_else(damaged)? {
            text if text.starts_with("True") => true,
            text if text.starts_with("False") => false,
            _ => return Err(damaged()),
        };
        let descr = value(text, "descr").ok_or_else(damaged)?;
        let dtype = quoted(descr).and_then(dtype).ok_or_else(|| {
            let shown: String = descr.chars().take(40).collect();
            format!("of elements {shown}, expected little-endian numbers")
        })?;
        Ok(Header { dtype, sizes, is_column_major, data: start + length })
    }
}

/// What follows `'key':` in a Python dictionary.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let quoted = format!("'{key}'");
    let rest = &text[text.find(&quoted)? + quoted.len()..];
    rest.trim_start().strip_prefix(':').map(str::trim_start)
}

fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('\'')?.split_once('\'').map(|(inside, _)| inside)
}

fn sizes(text: &str) -> Option<Sizes> {
    let (inside, _) = text.strip_prefix('(')?.split_once(')')?;
    let sizes = inside.split(',').map(str::trim).filter(|size| !size.is_empty());
    sizes.map(|size| size.parse().ok()).collect()
}

fn dtype(descr: &str) -> Option<DType> {
    let kind = descr.strip_prefix(['<', '|', '='])?;
    DTYPES.iter().find(|row| row.1 == kind).map(|row| row.0)
}

fn to_row_major(tensor: &HostTensor) -> Result<HostTensor, crate::tensor::TensorError> {
    let (sizes, size) = (tensor.sizes(), tensor.dtype().size());
    let mut index: Sizes = sizes.iter().map(|_| 0).collect();
    HostTensor::new(tensor.dtype(), sizes, |bytes| {
        for element in bytes.chunks_exact_mut(size) {
            let at = index.iter().zip(sizes).rev().fold(0, |at, (index, size)| at * size + index);
            element.copy_from_slice(&tensor.bytes()[at * size..(at + 1) * size]);
            for (index, size) in index.iter_mut().zip(sizes).rev() {
                *index += 1;
                if *index < *size {
                    break;
                }
                *index = 0;
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_bytes(bytes: &[u8]) -> Result<HostTensor, String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        read(file.path()).map_err(|error| error.problem().to_string())
    }

    fn with_header(header: &str, data: &[u8]) -> Vec<u8> {
        let length = (header.len() as u16).to_le_bytes();
        [MAGIC, &[1, 0], &length, header.as_bytes(), data].concat()
    }

    #[test]
    fn reads_what_it_writes() {
        for sizes in [&[][..], &[0], &[3], &[2, 3]] {
            for (dtype, _) in DTYPES {
                let tensor = HostTensor::new(dtype, sizes, |bytes| bytes.fill(1)).unwrap();
                let mut bytes = vec![];
                write(&mut bytes, &tensor).unwrap();
                assert_eq!((bytes.len() - tensor.bytes().len()) % ALIGNMENT, 0);
                let read = read_bytes(&bytes).unwrap();
                assert_eq!(read.describe(), tensor.describe());
                assert_eq!(read.bytes(), tensor.bytes());
            }
        }
        let bf16 = HostTensor::new(DType::BF16, &[1], |_| {}).unwrap();
        assert!(write(&mut vec![], &bf16).unwrap_err().to_string().contains("NumPy lacks"));
    }

    #[test]
    fn column_major_files_are_turned() {
        let header = "{'descr': '|i1', 'fortran_order': True, 'shape': (2, 3), }\n";
        let tensor = read_bytes(&with_header(header, &[0, 3, 1, 4, 2, 5])).unwrap();
        assert_eq!(tensor.to_vec(), Some(vec![0i8, 1, 2, 3, 4, 5]));
    }

    #[test]
    fn damaged_files_are_refused() {
        let error = |bytes: &[u8]| read_bytes(bytes).unwrap_err();
        assert_eq!(error(b""), "is no .npy file, or a damaged one");
        assert_eq!(error(&with_header("{}", &[])), "is no .npy file, or a damaged one");
        let header = "{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }";
        assert!(error(&with_header(header, &[0; 4])).contains("little-endian"));
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }";
        assert!(error(&with_header(header, &[0; 5])).contains("5 bytes, expected 4"));
    }
}
