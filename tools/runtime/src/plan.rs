//! A program in parts, each for one target, that run one after the other.

use std::time::Instant;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::{
    executable::{LoadError, Outputs, RunError},
    executor::{Executor, KernelTime, Measures},
    program::{ArgumentSource, Function, ResultTarget},
    signature::Signature,
    tensor::HostTensor,
    weights::{WeightError, WeightSource},
};

/// In which order the parts of a program run, and what they hand on.
///
/// Values are numbered: first the arguments of the program (inputs, and buffers that it changes),
/// then the results of the steps, in order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Plan {
    /// What the program takes and gives.
    pub main: Function,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// The values that are the results of the program.
    pub results: Vec<usize>,
}

/// A part of the program, and what it is given.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Step {
    /// The target that it runs on, by its name: `cpu`.
    pub target: String,
    /// The values that are its inputs.
    pub arguments: Vec<usize>,
    /// How many results it has.
    pub results: usize,
    /// How many ops of the model it does.
    pub ops: usize,
}

/// A program in parts that is ready to run.
pub struct Parts {
    plan: Plan,
    signature: Signature,
    parts: Vec<Box<dyn Executor>>,
    /// The values that are buffers, as they were at first and as they are.
    buffers: IndexMap<String, Buffer>,
    measures: Measures,
    /// How long each part took in the last run, in seconds.
    seconds: Vec<f64>,
}

struct Buffer {
    initial: Option<HostTensor>,
    present: Option<HostTensor>,
}

impl Parts {
    /// Makes a program of its parts, which are ready to run, in the order of the steps.
    ///
    /// # Errors
    /// If a buffer that the program changes has no value.
    pub fn new(
        plan: Plan,
        parts: Vec<Box<dyn Executor>>,
        weights: &dyn WeightSource,
    ) -> Result<Parts, LoadError> {
        let mut buffers = IndexMap::new();
        for argument in &plan.main.arguments {
            let ArgumentSource::Global(name) = &argument.source else { continue };
            let wanted = argument.wanted(name)?;
            let initial = weights
                .weight(name, &wanted)?
                .ok_or_else(|| LoadError::Weight(WeightError::Missing(vec![name.clone()])))?;
            wanted.check(name, &initial)?;
            let present = Some(initial.clone());
            buffers.insert(name.clone(), Buffer { initial: Some(initial), present });
        }
        for result in &plan.main.results {
            if let ResultTarget::Global(name) = &result.target {
                let unread = Buffer { initial: None, present: None };
                buffers.entry(name.clone()).or_insert(unread);
            }
        }
        let signature = Signature::new(&plan.main);
        let seconds = vec![0.0; parts.len()];
        Ok(Parts { plan, signature, parts, buffers, measures: Measures::default(), seconds })
    }

    /// The order of its parts.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The arguments of the program: inputs and buffers.
    fn arguments(&self, inputs: &[HostTensor]) -> Result<Vec<HostTensor>, RunError> {
        let missing = |what: &str| RunError::Failed(format!("internal error: no value for {what}"));
        let arguments = self.plan.main.arguments.iter().map(|argument| match &argument.source {
            ArgumentSource::Input(number, name) => {
                inputs.get(*number).cloned().ok_or_else(|| missing(name))
            }
            ArgumentSource::Global(name) | ArgumentSource::Constant(name) => {
                let buffer = self.buffers.get(name);
                buffer.and_then(|buffer| buffer.present.clone()).ok_or_else(|| missing(name))
            }
        });
        arguments.collect()
    }

    /// Runs the steps. Gives the results of the program.
    fn run_steps(&mut self, inputs: &[HostTensor]) -> Result<Vec<HostTensor>, RunError> {
        let internal = || RunError::Failed("internal error: a part lacks a value".into());
        let mut values: Vec<Option<HostTensor>> =
            self.arguments(inputs)?.into_iter().map(Some).collect();
        let last_uses = self.plan.last_uses();
        self.measures = Measures::default();
        for (number, (step, part)) in self.plan.steps.iter().zip(&mut self.parts).enumerate() {
            let given = step.arguments.iter().map(|value| values.get(*value).cloned().flatten());
            let given: Vec<HostTensor> = given.collect::<Option<_>>().ok_or_else(internal)?;
            let start = Instant::now();
            let outputs = part.run(&given)?;
            self.seconds[number] = start.elapsed().as_secs_f64();
            drop(given);
            self.measures = self.measures.and(part.measures());
            let first = values.len();
            values.extend(outputs.values);
            values.resize(first + step.results, None);
            for value in &step.arguments {
                if last_uses.get(*value).copied().flatten() == Some(number) {
                    values[*value] = None;
                }
            }
        }
        let results = self.plan.results.iter();
        results.map(|value| values.get(*value).cloned().flatten().ok_or_else(internal)).collect()
    }
}

impl Plan {
    /// The last step that needs each value; None of a value that no step needs, or that is a result
    /// of the program.
    fn last_uses(&self) -> Vec<Option<usize>> {
        let count =
            self.main.arguments.len() + self.steps.iter().map(|step| step.results).sum::<usize>();
        let mut last = vec![None; count];
        for (number, step) in self.steps.iter().enumerate() {
            for value in step.arguments.iter().filter(|value| **value < count) {
                last[*value] = Some(number);
            }
        }
        for value in self.results.iter().filter(|value| **value < count) {
            last[*value] = None;
        }
        last
    }
}

impl Executor for Parts {
    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn run(&mut self, inputs: &[HostTensor]) -> Result<Outputs, RunError> {
        self.signature.check(inputs)?;
        let results = self.run_steps(inputs)?;
        let set = |name: &str, tensor| {
            if let Some(buffer) = self.buffers.get_mut(name) {
                buffer.present = Some(tensor);
            }
        };
        Ok(Outputs::of(&self.plan.main, &self.signature, results, set))
    }

    fn reset(&mut self) -> Result<(), RunError> {
        for buffer in self.buffers.values_mut() {
            buffer.present = buffer.initial.clone();
        }
        self.parts.iter_mut().try_for_each(|part| part.reset())
    }

    fn buffer_names(&self) -> Vec<String> {
        self.buffers.keys().cloned().collect()
    }

    fn buffer(&self, name: &str) -> Result<Option<HostTensor>, RunError> {
        Ok(self.buffers.get(name).and_then(|buffer| buffer.present.clone()))
    }

    fn measures(&self) -> Measures {
        self.measures
    }

    /// A part whose kernels are not measured is one kernel.
    fn kernel_times(&self) -> Option<Vec<KernelTime>> {
        let parts = self.plan.steps.iter().zip(&self.parts).zip(&self.seconds).enumerate();
        let times = parts.flat_map(|(number, ((step, part), seconds))| {
            part.kernel_times().unwrap_or_else(|| {
                let name = format!("part {number} on the {} as a whole", step.target);
                let ops = vec![format!("{} op{}", step.ops, if step.ops == 1 { "" } else { "s" })];
                vec![KernelTime { name, ops, seconds: *seconds, simulated: false }]
            })
        });
        Some(times.collect())
    }
}
