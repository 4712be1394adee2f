//! What runs a program, wherever it runs.

use serde::Serialize;

use crate::{
    executable::{Executable, Outputs, RunError},
    signature::Signature,
    tensor::HostTensor,
};

/// A program that is ready to run: on the CPU, on a device, or in parts on several.
///
/// A program with buffers that it changes (a KV cache) keeps them from one run to the next.
pub trait Executor {
    /// What the program takes.
    fn signature(&self) -> &Signature;

    /// Runs the program on its inputs, by their number.
    ///
    /// # Errors
    /// If they are not what the program takes, or the program finds something wrong. Buffers that
    /// it changes may then have changed in part.
    fn run(&mut self, inputs: &[HostTensor]) -> Result<Outputs, RunError>;

    /// Gives the buffers the values that they had before the first run.
    ///
    /// # Errors
    /// If there is no memory for them, or the device does not take them.
    fn reset(&mut self) -> Result<(), RunError>;

    /// The names of the buffers that the program changes.
    fn buffer_names(&self) -> Vec<String>;

    /// A copy of the present value of a buffer that the program changes; None if it changes none of
    /// this name.
    ///
    /// # Errors
    /// If there is no memory for it, or the device does not give it.
    fn buffer(&self, name: &str) -> Result<Option<HostTensor>, RunError>;

    /// What the last run did.
    fn measures(&self) -> Measures;

    /// How long the kernels of the last run took, in their order, of a program that was loaded with
    /// [`crate::Options::profile`]; None where the target cannot say.
    fn kernel_times(&self) -> Option<Vec<KernelTime>> {
        None
    }
}

/// How long a kernel took.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KernelTime {
    /// Its name on the target.
    pub name: String,
    /// What it does: the nodes of the model that it is of, or the ops of the target.
    pub ops: Vec<String>,
    /// In seconds.
    pub seconds: f64,
    /// The time is that of a simulated device.
    pub simulated: bool,
}

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// Kernels that were started.
    pub dispatches: usize,
    /// Bytes that were copied between the host's memory and a device's.
    pub transferred: u64,
    /// The time that the device would have taken, in seconds, where it is simulated.
    pub simulated: Option<f64>,
}

impl Measures {
    /// What this and another part of a run did.
    pub fn and(self, other: Measures) -> Measures {
        let simulated = match (self.simulated, other.simulated) {
            (Some(a), Some(b)) => Some(a + b),
            (a, b) => a.or(b),
        };
        Measures {
            dispatches: self.dispatches + other.dispatches,
            transferred: self.transferred + other.transferred,
            simulated,
        }
    }
}

impl Executor for Executable {
    fn signature(&self) -> &Signature {
        self.signature()
    }

    fn run(&mut self, inputs: &[HostTensor]) -> Result<Outputs, RunError> {
        self.run(inputs)
    }

    fn reset(&mut self) -> Result<(), RunError> {
        Ok(self.reset()?)
    }

    fn buffer_names(&self) -> Vec<String> {
        self.buffer_names().map(str::to_owned).collect()
    }

    fn buffer(&self, name: &str) -> Result<Option<HostTensor>, RunError> {
        Ok(self.buffer(name)?)
    }

    fn measures(&self) -> Measures {
        Measures { dispatches: self.program().dispatches, ..Measures::default() }
    }
}
