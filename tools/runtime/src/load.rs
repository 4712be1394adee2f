//! Finds a program's weights, and runs its initializers.
//!
//! One initializer after the other: what it read and nobody needs any more is given back before the
//! next starts, so that a model is in memory about once.

use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};

use crate::{
    executable::{LoadError, Machine},
    frame::Frame,
    program::{Argument, ArgumentSource, Function, Program, ResultTarget, Size},
    tensor::HostTensor,
    weights::{WeightError, WeightSource},
};

/// What `main` needs.
#[derive(Default)]
pub(crate) struct Loaded {
    /// Weights, by name.
    pub globals: IndexMap<String, HostTensor>,
    /// Results of initializers, by name.
    pub constants: IndexMap<String, HostTensor>,
}

pub(crate) struct Loader<'a> {
    program: &'a Program,
    source: &'a dyn WeightSource,
    /// The last function that reads a global or a constant, by its number; `main` is the last.
    last_uses: HashMap<&'a ArgumentSource, usize>,
    loaded: Loaded,
}

impl<'a> Loader<'a> {
    pub fn new(program: &'a Program, source: &'a dyn WeightSource) -> Self {
        let functions = functions(program).enumerate();
        let uses = functions.flat_map(|(number, function)| {
            function.arguments.iter().map(move |argument| (&argument.source, number))
        });
        Loader { program, source, last_uses: uses.collect(), loaded: Loaded::default() }
    }

    /// Finds all weights and runs all initializers.
    pub fn load(mut self, machine: &Machine) -> Result<Loaded, LoadError> {
        for (number, function) in self.program.initializers.iter().enumerate() {
            self.fetch(function)?;
            self.initialize(function, machine)?;
            self.drop_unused(number);
        }
        machine.trim();
        self.fetch(&self.program.main)?;
        Ok(self.loaded)
    }

    /// What one initializer computes, which reads no results of others, by name.
    pub fn compute(
        mut self,
        function: &Function,
        machine: &Machine,
    ) -> Result<IndexMap<String, HostTensor>, LoadError> {
        self.fetch(function)?;
        self.initialize(function, machine)?;
        self.loaded.globals.values().for_each(HostTensor::release);
        machine.trim();
        Ok(self.loaded.constants)
    }

    /// Finds the globals and constants that a function reads.
    fn fetch(&mut self, function: &Function) -> Result<(), LoadError> {
        for argument in &function.arguments {
            match &argument.source {
                ArgumentSource::Global(name) if !self.loaded.globals.contains_key(name) => {
                    let wanted = argument.wanted(name)?;
                    let tensor = match self.source.weight(name, &wanted) {
                        Ok(Some(tensor)) => tensor,
                        Ok(None) | Err(WeightError::Missing(_)) => {
                            return Err(self.missing()?.into());
                        }
                        Err(error) => return Err(error.into()),
                    };
                    wanted.check(name, &tensor)?;
                    self.loaded.globals.insert(name.clone(), tensor);
                }
                ArgumentSource::Constant(name) if !self.loaded.constants.contains_key(name) => {
                    let constant = self.source.constant(name)?.ok_or_else(|| {
                        LoadError::Internal(format!("nobody computes the constant '{name}'"))
                    })?;
                    self.loaded.constants.insert(name.clone(), constant);
                }
                _ => {}
            }
            self.check(argument)?;
        }
        Ok(())
    }

    /// The value of an argument; None for an input.
    fn value(&self, argument: &Argument) -> Option<&HostTensor> {
        match &argument.source {
            ArgumentSource::Input(..) => None,
            ArgumentSource::Global(name) => self.loaded.globals.get(name),
            ArgumentSource::Constant(name) => self.loaded.constants.get(name),
        }
    }

    /// The value of an argument can be passed as it is.
    fn check(&self, argument: &Argument) -> Result<(), LoadError> {
        let Some(tensor) = self.value(argument) else { return Ok(()) };
        let sizes = argument.shape.as_deref().unwrap_or(&[]);
        let fits = tensor.dtype() == argument.dtype
            && tensor.sizes().len() == sizes.len()
            && sizes.iter().zip(tensor.sizes()).all(|(size, found)| match size {
                Size::Static(size) => *size == *found as i64,
                Size::Dynamic { .. } => true,
            });
        if fits {
            return Ok(());
        }
        let what = (&argument.source, tensor.describe());
        Err(LoadError::Internal(format!("{:?} is {}, expected {argument:?}", what.0, what.1)))
    }

    /// All weights that no source has.
    fn missing(&self) -> Result<WeightError, LoadError> {
        let mut missing = IndexSet::new();
        for argument in functions(self.program).flat_map(|function| &function.arguments) {
            let ArgumentSource::Global(name) = &argument.source else { continue };
            match self.source.weight(name, &argument.wanted(name)?) {
                Ok(Some(_)) => {}
                Ok(None) => {
                    missing.insert(name.clone());
                }
                // Those that it would be computed from.
                Err(WeightError::Missing(names)) => missing.extend(names),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(WeightError::Missing(missing.into_iter().collect()))
    }

    fn initialize(&mut self, function: &Function, machine: &Machine) -> Result<(), LoadError> {
        let mut frame = Frame::new(function);
        for (index, argument) in function.arguments.iter().enumerate() {
            let value = self.value(argument).ok_or_else(|| {
                LoadError::Internal(format!("'{}' reads an input", function.name))
            })?;
            frame.set(index, argument, value);
        }
        let entry = machine.entry(function)?;
        // SAFETY: all arguments are set, and of the type that the function takes.
        let results = unsafe { machine.call(function, entry, &mut frame, |_, _| None) };
        let results = results.map_err(|error| {
            let function = function.name.clone();
            LoadError::Initializer { function, error: Box::new(error) }
        })?;
        for (result, tensor) in function.results.iter().zip(results) {
            let ResultTarget::Constant(name) = &result.target else {
                let what = format!("'{}' gives more than constants", function.name);
                return Err(LoadError::Internal(what));
            };
            self.loaded.constants.insert(name.clone(), tensor);
        }
        Ok(())
    }

    /// Lets go of what no function after this one reads.
    fn drop_unused(&mut self, number: usize) {
        let last_uses = &self.last_uses;
        self.loaded.globals.retain(|name, tensor| {
            let last = last_uses.get(&ArgumentSource::Global(name.clone()));
            let is_used = last.is_some_and(|last| *last > number);
            if !is_used {
                tensor.release();
            }
            is_used
        });
        self.loaded.constants.retain(|name, _| {
            let last = last_uses.get(&ArgumentSource::Constant(name.clone()));
            last.is_some_and(|last| *last > number)
        });
    }
}

/// The initializers, and `main`.
fn functions(program: &Program) -> impl Iterator<Item = &Function> {
    program.initializers.iter().chain([&program.main])
}
