//! Weights that are computed of others when they are asked for.

use std::{cell::RefCell, collections::HashMap};

use crate::{
    executable::{LoadError, Machine, Options},
    load::Loader,
    program::{Program, ResultTarget},
    tensor::HostTensor,
    weights::{WeightError, WeightSource, WeightType},
};

/// Weights by name, and those that the initializers of a program compute of them: the results of an
/// initializer are weights of the same names.
///
/// An initializer runs when one of its results is asked for, and what it read is then given back.
/// So a model is in memory about once, when whoever asks lets go of what it has used.
pub struct ComputedWeights<S> {
    source: S,
    program: Program,
    machine: Machine,
    /// The number of the initializer that computes a weight.
    initializers: HashMap<String, usize>,
    /// What was computed with something that was asked for, and was not asked for itself yet.
    waiting: RefCell<HashMap<String, HostTensor>>,
}

impl<S: WeightSource> ComputedWeights<S> {
    /// What this program computes of those weights, and they themselves.
    ///
    /// # Errors
    /// If the object code cannot be linked.
    pub fn new(program: Program, source: S) -> Result<Self, LoadError> {
        let machine = Machine::new(&program, &Options::default())?;
        let mut initializers = HashMap::new();
        for (number, function) in program.initializers.iter().enumerate() {
            for result in &function.results {
                if let ResultTarget::Constant(name) = &result.target {
                    initializers.insert(name.clone(), number);
                }
            }
        }
        let waiting = RefCell::default();
        Ok(ComputedWeights { source, program, machine, initializers, waiting })
    }

    fn compute(&self, number: usize) -> Result<(), WeightError> {
        let loader = Loader::new(&self.program, &self.source);
        let function = &self.program.initializers[number];
        match loader.compute(function, &self.machine) {
            Ok(results) => {
                self.waiting.borrow_mut().extend(results);
                Ok(())
            }
            Err(LoadError::Weight(error)) => Err(error),
            Err(error) => Err(WeightError::Other(Box::new(error))),
        }
    }
}

impl<S: WeightSource> WeightSource for ComputedWeights<S> {
    fn weight(&self, name: &str, wanted: &WeightType) -> Result<Option<HostTensor>, WeightError> {
        let Some(&number) = self.initializers.get(name) else {
            return self.source.weight(name, wanted);
        };
        if !self.waiting.borrow().contains_key(name) {
            self.compute(number)?;
        }
        Ok(self.waiting.borrow_mut().remove(name))
    }

    fn constant(&self, name: &str) -> Result<Option<HostTensor>, WeightError> {
        self.source.constant(name)
    }
}
