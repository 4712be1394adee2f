//! Whether a run gave what was expected.

use tricast_runtime::{Executor, HostTensor, Outputs};

use crate::{
    compare::{Tolerance, compare},
    tensors::{Named, number},
};

/// What a run is compared with, and how it came out.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Everything that is not as expected, one line each.
    pub failures: Vec<String>,
    /// Over all tensors, as in [`crate::compare::Difference`].
    pub max_abs: f64,
    /// As above.
    pub max_rel: f64,
}

/// Compares a run with tensors by name: `output.N`, `input_after.N` for an input that the program
/// changes, `buffer_after.NAME` for a buffer. Every output must be among them; other names are left
/// alone.
///
/// # Errors
/// If there is no memory left.
pub fn check(
    executor: &dyn Executor,
    inputs: &[HostTensor],
    outputs: &Outputs,
    expected: &Named,
    tolerance: Tolerance,
) -> anyhow::Result<Verdict> {
    let mut verdict = Verdict::default();
    for (name, want) in expected {
        let got = match (number(name, "output"), number(name, "input_after")) {
            (Some(number), _) => outputs.values.get(number).cloned().flatten(),
            (_, Some(number)) => {
                let changed = outputs.changed_inputs.iter().find(|input| input.0 == number);
                // An input that the program leaves alone is as it was.
                changed.map(|(_, tensor)| tensor).or_else(|| inputs.get(number)).cloned()
            }
            _ => match name.strip_prefix("buffer_after.") {
                Some(buffer) => executor.buffer(buffer)?,
                None => continue,
            },
        };
        verdict.add(name, got.as_ref(), want, tolerance);
    }
    for (number, output) in outputs.values.iter().enumerate() {
        if output.is_some() && !expected.contains_key(&format!("output.{number}")) {
            verdict.failures.push(format!("output.{number} was not expected"));
        }
    }
    Ok(verdict)
}

impl Verdict {
    fn add(&mut self, name: &str, got: Option<&HostTensor>, want: &HostTensor, allowed: Tolerance) {
        let Some(got) = got else {
            self.failures.push(format!("{name}: the program gives none"));
            return;
        };
        match compare(got, want, allowed) {
            Err(error) => self.failures.push(format!("{name} {error}")),
            Ok(difference) => {
                self.max_abs = self.max_abs.max(difference.max_abs);
                self.max_rel = self.max_rel.max(difference.max_rel);
                if !difference.is_none() {
                    self.failures.push(format!("{name}: {}", difference.describe()));
                }
            }
        }
    }
}
