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

/// A processor as LLVM describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cpu {
    /// `x86_64-pc-linux-gnu`
    pub triple: String,
    /// `sapphirerapids`
    pub name: String,
    /// What it can do: `avx2`, `fma`, ...
    pub features: BTreeSet<String>,
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
