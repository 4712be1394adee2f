//! Mutated archives: whatever they say, no panic and no unbounded memory.
//!
//! `TRICAST_MUTATIONS=100000 cargo test --release -p tricast-import --test mutations` for
//! more than the few of an ordinary run; `TRICAST_SEED` for others.

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};

use common::{Entries, NEWEST, V2_6, V2_8};
use fastrand::Rng;
use tricast_import::archive::Limits;
use tricast_import::{Archive, ArchiveError};

/// How many archives an ordinary run reads.
const MUTATIONS: u64 = 5_000;
/// What reading them may take, far below what a bomb would.
const MEMORY_KB: u64 = 512 << 10;
const LIMITS: Limits = Limits { metadata: 4 << 20, copied: 16 << 20 };

/// Text that JSON of an archive is cut and filled with.
const SPLICES: &[&str] = &[
    "null",
    "-1",
    "0",
    "1e999",
    "9223372036854775807",
    "18446744073709551616",
    "\"\"",
    "{}",
    "[]",
    "[[[[[[[[",
    "}",
    "]",
    "\"",
    "\\u0000",
    "\\ud800",
    "{\"as_int\": -1}",
    "{\"as_int\": 4611686018427387904}",
    "{\"as_expr\": {\"expr_str\": \"Mul(\"}}",
    "{\"as_none\": true}",
    "\"use_pickle\": true",
    "weight_0",
    "../weight_1",
    "\"dtype\": 200",
    "\"dtype\": 12",
    "\"layout\": 1",
    "NaN",
    "{\"as_int\": 0}",
    "1000000",
];

/// Instructions and arguments of pickles.
const OPCODES: &[u8] = b"\x80}()tQRbusNKMJXcqhr.\x85\x86\x87\x88\x89\x8a\x8c\x93\x94\x95\x00\xff";

fn seed_archives() -> Vec<Entries> {
    let mut seeds: Vec<Entries> = [NEWEST, V2_8, V2_6].map(Entries::of_file).into();
    let recorded = ["dev_ops/abs__f32_0.pt2", "dev_ops/_batch_norm_with_update__f32_3.pt2"];
    seeds.extend(recorded.map(Entries::of_file));
    seeds
}

/// Changes bytes anywhere.
fn mutate_bytes(rng: &mut Rng, bytes: &mut Vec<u8>) {
    for _ in 0..rng.usize(1..=8) {
        if bytes.is_empty() {
            return;
        }
        let at = rng.usize(..bytes.len());
        let length = rng.usize(1..=64).min(bytes.len() - at);
        match rng.u8(..8) {
            0 => bytes[at] ^= 1 << rng.u8(..8),
            1 => bytes[at] = rng.u8(..),
            2 => bytes[at..at + length].fill(*rng.choice(&[0u8, 0x7f, 0xff]).unwrap()),
            3 => bytes.truncate(at),
            4 => drop(bytes.drain(at..at + length)),
            5 => {
                let copy = bytes[at..at + length].to_vec();
                let to = rng.usize(..=bytes.len());
                bytes.splice(to..to, copy);
            }
            6 => {
                let copy = bytes[at..at + length].to_vec();
                let to = rng.usize(..=bytes.len() - length);
                bytes[to..to + length].copy_from_slice(&copy);
            }
            _ => bytes[at] = *rng.choice(OPCODES).unwrap(),
        }
    }
}

/// Changes the directory, where the sizes and offsets are.
fn mutate_directory(rng: &mut Rng, bytes: &mut [u8]) {
    let start = bytes.windows(4).position(|part| part == b"PK\x01\x02").unwrap_or(0);
    for _ in 0..rng.usize(1..=4) {
        let at = rng.usize(start..bytes.len());
        let any = rng.u8(..);
        bytes[at] = *rng.choice(&[0, 1, 8, 0x7f, 0xff, any]).unwrap();
    }
}

/// Cuts JSON at its tokens and puts others there.
fn splice_json(rng: &mut Rng, json: &mut Vec<u8>) {
    let boundary = |byte: &u8| b"{}[],:\"".contains(byte);
    for _ in 0..rng.usize(1..=3) {
        let from = rng.usize(..=json.len());
        let find = |start: usize| {
            json[start..].iter().position(boundary).map_or(json.len(), |found| start + found)
        };
        let start = find(from);
        let end = find((start + rng.usize(..40)).min(json.len()));
        let splice = rng.choice(SPLICES).unwrap();
        json.splice(start..end.max(start), splice.bytes());
    }
}

/// Changes an entry so that its checksum is right again.
fn mutate_entry(rng: &mut Rng, entries: &mut Entries) {
    let index = rng.usize(..entries.0.len());
    let (name, bytes) = &mut entries.0[index];
    // What an earlier mutation left may be no zip.
    let saved = Entries::parse(bytes).ok().filter(|zip| name.ends_with(".pt") && !zip.0.is_empty());
    if name.ends_with(".json") && rng.u8(..4) != 0 {
        splice_json(rng, bytes);
    } else if let (Some(mut saved), true) = (saved, rng.u8(..4) != 0) {
        mutate_entry(rng, &mut saved);
        *bytes = saved.stored();
    } else if rng.u8(..16) == 0 {
        *bytes = vec![b' '; rng.usize(..8 << 20)];
    } else {
        mutate_bytes(rng, bytes);
    }
}

fn mutated(rng: &mut Rng, seeds: &[Entries], zips: &[Vec<u8>]) -> Vec<u8> {
    let seed = rng.usize(..seeds.len());
    let mut bytes = zips[seed].clone();
    match rng.u8(..8) {
        0 => mutate_bytes(rng, &mut bytes),
        1 | 2 => mutate_directory(rng, &mut bytes),
        kind => {
            let mut entries = seeds[seed].clone();
            (0..rng.usize(1..=2)).for_each(|_| mutate_entry(rng, &mut entries));
            bytes = if kind == 3 { entries.deflated() } else { entries.stored() };
        }
    }
    bytes
}

/// Everything that can be read of an archive.
fn read(bytes: Vec<u8>) -> Result<(), ArchiveError> {
    let archive = Archive::from_bytes(bytes, "mutated.pt2", LIMITS)?;
    let program = archive.program();
    for tensor in archive.tensors() {
        if let Ok(bytes) = tensor.bytes() {
            assert_eq!(bytes.len() as u64, tensor.byte_len(), "{}", tensor.name());
        }
    }
    program.map(drop)
}

/// The most memory that this process had, where the system tells.
fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

fn number(variable: &str, default: u64) -> u64 {
    let given = std::env::var(variable).ok();
    given.map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{variable}={text}")))
}

#[test]
fn mutated_archives_are_read_or_refused() {
    let (runs, seed) = (number("TRICAST_MUTATIONS", MUTATIONS), number("TRICAST_SEED", 1));
    let seeds = seed_archives();
    let zips: Vec<Vec<u8>> = seeds.iter().map(Entries::stored).collect();
    let (mut readable, mut refused) = (0u64, 0u64);
    for run in 0..runs {
        // One number finds a case again.
        let mut rng = Rng::with_seed(seed.wrapping_mul(1 << 32).wrapping_add(run));
        let bytes = mutated(&mut rng, &seeds, &zips);
        match catch_unwind(AssertUnwindSafe(|| read(bytes))) {
            Ok(Ok(())) => readable += 1,
            Ok(Err(error)) => {
                refused += 1;
                let text = error.to_string();
                assert!(text.starts_with("mutated.pt2: "), "seed {seed} run {run}: {text}");
            }
            Err(_) => panic!("seed {seed} run {run} panicked"),
        }
    }
    println!("{runs} mutated archives: {readable} readable, {refused} refused");
    assert!(refused > runs / 4 && readable > runs / 20, "{readable} readable, {refused} refused");
    if let Some(peak) = peak_kb() {
        assert!(peak < MEMORY_KB, "{peak} kB at the most, expected less than {MEMORY_KB}");
    }
}
