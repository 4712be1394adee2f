//! Runs a function on all cores.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use crate::{
    access::Memories,
    core::{Core, argument},
    cycles::{CoreCycles, Hardware, Report},
    element::Numerics,
    error::Error,
    exchange::Exchange,
    memory::{Memory, Scratchpad},
    program::Function,
    tensor::Value,
};

/// The most cores that may wait for each other: each is a thread.
const MAX_COMMUNICATING: usize = 1024;

/// How functions are run.
#[derive(Clone, Debug, Default)]
pub struct Simulator {
    /// What the device can do.
    pub hardware: Hardware,
    /// What it does with 16-bit floats.
    pub numerics: Numerics,
    /// Whether tensors that nobody has written are NaN, and not zero.
    pub poison: bool,
    /// How many threads run cores; as many as the machine has if zero.
    pub threads: usize,
}

/// An argument of a function.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Argument {
    /// An integer, or an address in elements.
    Integer(i64),
    /// A float.
    Float(f64),
}

impl Simulator {
    /// Scratchpads for the cores of a function.
    pub fn scratchpads(&self, function: &Function) -> Vec<Scratchpad> {
        (0..function.cores()).map(|_| Scratchpad::new(self.hardware.scratchpad)).collect()
    }

    /// Runs a function on empty scratchpads.
    ///
    /// # Errors
    /// If it cannot be run, with the core and op to blame.
    pub fn run(
        &self,
        function: &Function,
        arguments: &[Argument],
        memory: &Memory,
    ) -> Result<Report, Error> {
        self.run_on(function, arguments, memory, &self.scratchpads(function))
    }

    /// Runs a function on scratchpads that may have something in them.
    ///
    /// # Errors
    /// If it cannot be run, with the core and op to blame.
    pub fn run_on(
        &self,
        function: &Function,
        arguments: &[Argument],
        memory: &Memory,
        scratchpads: &[Scratchpad],
    ) -> Result<Report, Error> {
        let name = &function.name;
        if arguments.len() != function.arguments.len() {
            return Err(Error::new(format!(
                "function '{name}' takes {} arguments, and has {}",
                function.arguments.len(),
                arguments.len()
            )));
        }
        let values: Vec<Value> = arguments
            .iter()
            .zip(&function.arguments)
            .map(|(value, element)| match value {
                Argument::Integer(value) if !element.is_float() => {
                    Value::Integer(element.wrap(*value))
                }
                Argument::Integer(value) => argument(*element, *value as f64, self.numerics),
                Argument::Float(value) => argument(*element, *value, self.numerics),
            })
            .collect();
        let cores = function.cores();
        let communicates = function.communicates();
        if communicates && cores > MAX_COMMUNICATING {
            return Err(Error::new(format!(
                "{cores} cores of '{name}' that wait for each other are too many"
            )));
        }
        let machine = thread::available_parallelism().map_or(1, usize::from);
        let threads = if self.threads == 0 { machine } else { self.threads };
        // Who waits needs a thread of its own.
        let threads = if communicates { cores } else { threads.min(cores) };
        let exchange = Exchange::new(cores);
        let next = AtomicUsize::new(0);
        let done: Mutex<HashMap<usize, Result<CoreCycles, Error>>> = Mutex::default();
        let memories = Memories { global: memory, scratchpads, numerics: self.numerics };
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= cores {
                            break;
                        }
                        let result = self.core(number, function, &values, memories, &exchange);
                        exchange.done(result.is_err());
                        done.lock().unwrap_or_else(PoisonError::into_inner).insert(number, result);
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        let results = (0..cores).map(|core| {
            done.remove(&core)
                .unwrap_or_else(|| Err(Error::new(format!("core {core} did not run"))))
        });
        let mut finished = vec![];
        let mut failed: Vec<Error> = vec![];
        for result in results {
            match result {
                Ok(cycles) => finished.push(cycles),
                Err(error) => failed.push(error),
            }
        }
        // Who waited for a core that failed says less than that core.
        let waits = |error: &Error| error.to_string().contains("hands nothing over");
        let place = failed.iter().position(|error| !waits(error)).unwrap_or(0);
        if !failed.is_empty() {
            return Err(failed.swap_remove(place));
        }
        Ok(Report::new(&self.hardware, finished))
    }

    fn core(
        &self,
        number: usize,
        function: &Function,
        arguments: &[Value],
        memories: Memories,
        exchange: &Exchange,
    ) -> Result<CoreCycles, Error> {
        let mut values = vec![None; function.values];
        for (place, value) in values.iter_mut().zip(arguments) {
            *place = Some(value.clone());
        }
        let mut core = Core {
            number,
            function,
            simulator: self,
            memories,
            exchange,
            cycles: CoreCycles::default(),
            values,
            turns: HashMap::new(),
        };
        core.run()?;
        Ok(core.cycles)
    }
}
