//! Tensors that the user names on the command line: inputs, outputs and what is expected.

use std::path::{Path, PathBuf};

use anyhow::bail;
use indexmap::IndexMap;
use tricast_runtime::{HostTensor, npy, safetensors, safetensors::TensorFile};

use crate::files;

/// Tensors by name: `input.0`, `output.3`, `buffer_after.cache`.
pub type Named = IndexMap<String, HostTensor>;

fn is_npy(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "npy")
}

/// Reads tensors: all of a safetensors file, or the next one, `prefix.0`, `prefix.1`, ..., from
/// each `.npy` file.
///
/// # Errors
/// If a file cannot be read.
pub fn read(paths: &[PathBuf], prefix: &str) -> anyhow::Result<Named> {
    let mut named = Named::new();
    let mut next = 0;
    for path in paths {
        if is_npy(path) {
            named.insert(format!("{prefix}.{next}"), npy::read(path)?);
            next += 1;
            continue;
        }
        let file = TensorFile::open(path)?;
        for name in file.names() {
            named.extend(file.tensor(name)?.map(|tensor| (name.to_string(), tensor)));
        }
    }
    Ok(named)
}

/// The tensors `prefix.0`, `prefix.1`, ... without a gap. Others are left alone: a file may have
/// inputs and outputs.
///
/// # Errors
/// If a number is missing.
pub fn numbered(named: &Named, prefix: &str) -> anyhow::Result<Vec<HostTensor>> {
    let mut tensors: Vec<(usize, &HostTensor)> =
        named.iter().filter_map(|(name, tensor)| Some((number(name, prefix)?, tensor))).collect();
    tensors.sort_by_key(|(number, _)| *number);
    let place = tensors.iter().enumerate().find(|(place, (number, _))| place != number);
    if let Some((missing, (found, _))) = place {
        bail!("{prefix}.{missing} is missing, where {prefix}.{found} is there");
    }
    Ok(tensors.into_iter().map(|(_, tensor)| tensor.clone()).collect())
}

/// The number in `prefix.3`.
pub fn number(name: &str, prefix: &str) -> Option<usize> {
    name.strip_prefix(prefix)?.strip_prefix('.')?.parse().ok()
}

/// Writes tensors: all into a safetensors file, or the next one of them into each `.npy` file.
///
/// # Errors
/// If there are fewer tensors than `.npy` files; if a file cannot be written.
pub fn write(paths: &[PathBuf], tensors: &Named) -> anyhow::Result<()> {
    // Before anything is written.
    if let Some(path) = paths.iter().filter(|path| is_npy(path)).nth(tensors.len()) {
        bail!("{}: there is no further output", path.display());
    }
    let mut rest = tensors.values();
    for path in paths {
        if !is_npy(path) {
            let all: Vec<(String, HostTensor)> =
                tensors.iter().map(|(name, tensor)| (name.clone(), tensor.clone())).collect();
            files::write_with(path, |file| safetensors::write(file, &all))?;
        } else if let Some(tensor) = rest.next() {
            files::write_with(path, |file| npy::write(file, tensor))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tensor(value: f32) -> HostTensor {
        HostTensor::from_slice(&[1], &[value]).unwrap()
    }

    #[test]
    fn files_have_tensors_by_name_or_by_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let named = Named::from_iter([("output.0".into(), tensor(1.)), ("x".into(), tensor(2.))]);
        let paths = [path("all.safetensors"), path("0.npy"), path("1.npy")];
        write(&paths, &named).unwrap();
        let read_all = read(&paths[..1], "output").unwrap();
        assert_eq!(read_all["x"].to_vec(), Some(vec![2f32]));
        let read_each = read(&paths[1..], "input").unwrap();
        assert_eq!(numbered(&read_each, "input").unwrap()[1].to_vec(), Some(vec![2f32]));
        let error = write(&[path("0.npy"), path("1.npy"), path("2.npy")], &named).unwrap_err();
        assert!(error.to_string().contains("2.npy: there is no further output"));
        assert!(!path("2.npy").exists());
    }

    #[test]
    fn numbers_have_no_gap() {
        let named = |names: &[&str]| -> Named {
            names.iter().map(|name| ((*name).to_string(), tensor(0.))).collect()
        };
        let count = |names: &[&str]| numbered(&named(names), "input").map(|found| found.len());
        assert_eq!(count(&["input.1", "output.7", "input.0", "inputs.0"]).unwrap(), 2);
        let error = count(&["input.0", "input.2"]).unwrap_err().to_string();
        assert_eq!(error, "input.1 is missing, where input.2 is there");
    }
}
