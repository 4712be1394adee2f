//! The processor that object code is made for.

use std::{
    collections::BTreeSet,
    ffi::{CStr, c_char},
};

use llvm_sys::{
    core::LLVMDisposeMessage,
    target_machine::{LLVMGetDefaultTargetTriple, LLVMGetHostCPUFeatures, LLVMGetHostCPUName},
};
use serde::{Deserialize, Serialize};

/// The instruction sets that compiled code may use, by LLVM's names; a star stands for the rest of
/// a name.
///
/// They are those that LLVM's code generator chooses by itself for the code of a program. Others
/// (AES, AMX, TSX, ...) only come with intrinsics, which no program has, or are for operating
/// systems. Code is generated for these alone, and what it requires is these alone, so that an
/// artefact neither meets an instruction that a processor lacks, nor is refused for one that it
/// does not have.
const USED: [&str; 29] = [
    // x86
    "sse*",
    "ssse3",
    "avx*",
    "fma",
    "f16c",
    "bmi",
    "bmi2",
    "lzcnt",
    "popcnt",
    "movbe",
    "gfni",
    // ARM
    "fp-armv8",
    "neon",
    "fullfp16",
    "fp16fml",
    "bf16",
    "dotprod",
    "i8mm",
    "rdm",
    "jsconv",
    "complxnum",
    "lse",
    "lse2",
    "rcpc",
    "sve",
    "sve2",
    "f32mm",
    "f64mm",
    "mops",
];

/// A processor as LLVM describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cpu {
    /// `x86_64-pc-linux-gnu`
    pub triple: String,
    /// `sapphirerapids`
    pub name: String,
    /// What it can do, or what code for it may use: `avx2`, `fma`, ...
    pub features: BTreeSet<String>,
}

/// Whether compiled code may use an instruction set.
fn is_used(feature: &str) -> bool {
    USED.iter().any(|used| match used.strip_suffix('*') {
        Some(prefix) => feature.starts_with(prefix),
        None => feature == *used,
    })
}

impl Cpu {
    /// The processor that this runs on.
    pub fn host() -> Cpu {
        // SAFETY: functions without preconditions, whose result is handed over.
        let (triple, name, features) = unsafe {
            (
                take(LLVMGetDefaultTargetTriple()),
                take(LLVMGetHostCPUName()),
                take(LLVMGetHostCPUFeatures()),
            )
        };
        let features = features.split(',').filter_map(|feature| feature.strip_prefix('+'));
        Cpu { triple, name, features: features.map(str::to_string).collect() }
    }

    /// What code for this one is generated for: the same, but with no other features than those that
    /// code may use. Beyond them it has what every processor of this architecture has.
    pub fn for_code(mut self) -> Cpu {
        self.features.retain(|feature| is_used(feature));
        self
    }

    /// Whether code made for `other` runs on this one.
    ///
    /// # Errors
    /// If it does not: what is missing.
    pub fn can_run(&self, other: &Cpu) -> Result<(), String> {
        let architecture = |cpu: &Cpu| cpu.triple.split('-').next().unwrap_or("").to_string();
        if architecture(self) != architecture(other) {
            return Err(format!("is for {}, but this machine is {}", other.triple, self.triple));
        }
        let missing: Vec<&str> =
            other.features.difference(&self.features).map(String::as_str).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(format!(
            "is for a processor ({}) with {}, which this one ({}) lacks",
            other.name,
            missing.join(", "),
            self.name
        ))
    }
}

/// A string of LLVM's.
///
/// # Safety
/// `text` is handed over by LLVM.
unsafe fn take(text: *mut c_char) -> String {
    // SAFETY: by contract.
    unsafe {
        let copy = CStr::from_ptr(text).to_string_lossy().into_owned();
        LLVMDisposeMessage(text);
        copy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_uses_what_llvm_chooses_by_itself() {
        let features = ["avx512f", "sse4.1", "fma", "fma4", "amx-tile", "xsave", "aes", "bmi2"];
        let features = features.map(str::to_string).into_iter().collect();
        let cpu = Cpu { features, ..Cpu::host() };
        let used: Vec<String> = cpu.for_code().features.into_iter().collect();
        assert_eq!(used, ["avx512f", "bmi2", "fma", "sse4.1"]);
    }

    #[test]
    fn code_runs_where_its_features_are() {
        let host = Cpu::host();
        assert_eq!(host.can_run(&host), Ok(()));
        let mut other = host.clone();
        other.features.insert("time-travel".into());
        assert!(host.can_run(&other).unwrap_err().contains("with time-travel, which this one"));
        assert_eq!(other.can_run(&host), Ok(()));
        other.triple = "pdp11-dec-unix".into();
        assert!(host.can_run(&other).unwrap_err().starts_with("is for pdp11-dec-unix"));
    }
}
