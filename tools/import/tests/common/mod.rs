//! Archives to test with.
#![allow(dead_code)] // Each test uses a part.

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

pub const NEWEST: &str = "pt2_versions/tiny_torch2.15.0.pt2";
pub const V2_8: &str = "pt2_versions/tiny_torch2.8.0.pt2";
pub const V2_6: &str = "pt2_versions/tiny_torch2.6.0.pt2";

/// A file of `test/vectors`.
pub fn vector(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../test/vectors").join(name)
}

/// The archives in a folder of `test/vectors`.
pub fn archives(folder: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(vector(folder)).expect(folder);
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "pt2"));
    paths.sort();
    assert!(!paths.is_empty(), "no archives in {folder}");
    paths
}

/// The entries of a zip, to change and write again.
#[derive(Clone)]
pub struct Entries(pub Vec<(String, Vec<u8>)>);

impl Entries {
    pub fn of_file(name: &str) -> Self {
        Entries::of(&std::fs::read(vector(name)).expect(name))
    }

    pub fn of(bytes: &[u8]) -> Self {
        Entries::parse(bytes).unwrap()
    }

    pub fn parse(bytes: &[u8]) -> zip::result::ZipResult<Self> {
        let mut zip = ZipArchive::new(Cursor::new(bytes))?;
        let mut entries = Vec::new();
        for index in 0..zip.len() {
            let mut file = zip.by_index(index)?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            entries.push((file.name().to_string(), bytes));
        }
        Ok(Entries(entries))
    }

    fn position(&self, end: &str) -> usize {
        self.0.iter().position(|(name, _)| name.ends_with(end)).expect(end)
    }

    /// The entry whose name ends so.
    pub fn get(&mut self, end: &str) -> &mut Vec<u8> {
        let index = self.position(end);
        &mut self.0[index].1
    }

    /// Changes text in an entry.
    pub fn replace(mut self, end: &str, from: &str, to: &str) -> Self {
        let text = String::from_utf8(self.get(end).clone()).unwrap();
        assert!(text.contains(from), "{end} has no {from}");
        *self.get(end) = text.replacen(from, to, 1).into_bytes();
        self
    }

    /// Replaces an entry.
    pub fn set(mut self, end: &str, bytes: &[u8]) -> Self {
        *self.get(end) = bytes.to_vec();
        self
    }

    pub fn remove(mut self, end: &str) -> Self {
        let index = self.position(end);
        self.0.remove(index);
        self
    }

    pub fn rename(mut self, end: &str, name: &str) -> Self {
        let index = self.position(end);
        self.0[index].0 = name.to_string();
        self
    }

    pub fn add(mut self, name: &str, bytes: &[u8]) -> Self {
        self.0.push((name.to_string(), bytes.to_vec()));
        self
    }

    pub fn stored(&self) -> Vec<u8> {
        self.zip(CompressionMethod::Stored)
    }

    pub fn deflated(&self) -> Vec<u8> {
        self.zip(CompressionMethod::Deflated)
    }

    /// With the records of archives beyond 4 GiB.
    pub fn zip64(&self) -> Vec<u8> {
        self.write(SimpleFileOptions::default().large_file(true))
    }

    fn zip(&self, method: CompressionMethod) -> Vec<u8> {
        self.write(SimpleFileOptions::default().compression_method(method))
    }

    fn write(&self, options: SimpleFileOptions) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            zip.start_file(name.as_str(), options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}
