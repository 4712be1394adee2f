//! Whether a run gave what was expected.

use tricast_runtime::{Executor, HostTensor, Outputs};

use crate::{
    compare::{Tolerance, compare},
    precision::Precision,
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
        if let Some(got) = given(name, executor, inputs, outputs)? {
            verdict.add(name, got.as_ref(), want, tolerance);
        }
    }
    verdict.unexpected(outputs, expected);
    Ok(verdict)
}

/// The same for a target whose floats are shorter, by what the program moves to on the CPU with inputs
/// and weights rounded: `rounded` has such weights, and is where the target was before the run.
///
/// # Errors
/// If the rounded program cannot be run.
pub fn check_rounded(
    executor: &dyn Executor,
    inputs: &[HostTensor],
    outputs: &Outputs,
    expected: &Named,
    (rounded, precision): (&mut dyn Executor, Precision),
) -> anyhow::Result<Verdict> {
    let short = inputs.iter().map(|input| precision.of(input)).collect::<Result<Vec<_>, _>>()?;
    let moved = rounded.run(&short)?;
    let mut verdict = Verdict::default();
    for (name, want) in expected {
        let Some(got) = given(name, executor, inputs, outputs)? else { continue };
        let moved = given(name, rounded, &short, &moved)?.flatten();
        let compared = match &got {
            Some(got) => precision.compare(got, want, moved.as_ref()),
            None => Err("the program gives none".into()),
        };
        verdict.failures.extend(compared.err().map(|error| format!("{name} {error}")));
    }
    verdict.unexpected(outputs, expected);
    Ok(verdict)
}

/// What a run gave by a name; None for a name of something else.
fn given(
    name: &str,
    executor: &dyn Executor,
    inputs: &[HostTensor],
    outputs: &Outputs,
) -> anyhow::Result<Option<Option<HostTensor>>> {
    Ok(Some(match (number(name, "output"), number(name, "input_after")) {
        (Some(number), _) => outputs.values.get(number).cloned().flatten(),
        (_, Some(number)) => {
            let changed = outputs.changed_inputs.iter().find(|input| input.0 == number);
            // An input that the program leaves alone is as it was.
            changed.map(|(_, tensor)| tensor).or_else(|| inputs.get(number)).cloned()
        }
        _ => match name.strip_prefix("buffer_after.") {
            Some(buffer) => executor.buffer(buffer)?,
            None => return Ok(None),
        },
    }))
}

impl Verdict {
    /// Outputs that nobody expected.
    fn unexpected(&mut self, outputs: &Outputs, expected: &Named) {
        for (number, output) in outputs.values.iter().enumerate() {
            if output.is_some() && !expected.contains_key(&format!("output.{number}")) {
                self.failures.push(format!("output.{number} was not expected"));
            }
        }
    }

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
