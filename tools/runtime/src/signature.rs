//! What a program takes, and whether given tensors are that.

use std::{collections::HashSet, fmt};

use tricast_dialects::{DType, Dim};

use crate::{
    executable::LoadError,
    program::{Argument, ArgumentSource, Function, ResultTarget, Size},
    tensor::HostTensor,
    weights::{WeightError, WeightSource, WeightType},
};

/// The inputs of a program, by their number.
#[derive(Clone, Debug)]
pub struct Signature {
    inputs: Vec<Input>,
    symbols: Vec<String>,
}

/// An input of a program.
#[derive(Clone, Debug)]
pub struct Input {
    number: usize,
    name: String,
    dtype: DType,
    /// None for a number that is not in a tensor.
    sizes: Option<Vec<InputSize>>,
}

#[derive(Clone, Debug)]
struct InputSize {
    /// As the program has it: `2*s0 + 1`.
    text: String,
    value: Value,
    min: Option<i64>,
    max: Option<i64>,
}

/// What a size says of the symbols.
#[derive(Clone, Debug)]
enum Value {
    Static(i64),
    /// `factor * symbol + offset`, so it gives the symbol, which has this number.
    Linear {
        symbol: usize,
        factor: i64,
        offset: i64,
    },
    /// An expression that is checked when all its symbols are known.
    Expression(Dim),
    Unknown,
}

/// The sizes that the symbols of a program have in one call, and the input that says so.
type Bound = Option<(i64, usize)>;

/// Why tensors are not what a program takes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    /// Not as many as there are inputs.
    #[error("got {found} inputs, expected {expected}{}", list(.inputs))]
    Count {
        /// How many were given.
        found: usize,
        /// How many the program takes.
        expected: usize,
        /// Them all: `input.0 (x) float32 [s0, 3]`.
        inputs: Vec<String>,
    },
    /// Another dtype, rank or size.
    #[error("{input} is {found}, expected {expected}")]
    Type {
        /// `input.0 (x)`
        input: String,
        /// `float32 [2, 4]`
        found: String,
        /// `float32 [s0, 3]`
        expected: String,
    },
    /// A dynamic size that may not be so.
    #[error("{input} is {found}: dimension {dimension} ({text}) is {size}, expected {expected}")]
    Size {
        /// `input.0 (x)`
        input: String,
        /// `float32 [2, 3]`
        found: String,
        /// Its number, outermost 0.
        dimension: usize,
        /// The size as the program has it: `2*s0`.
        text: String,
        /// What it is.
        size: i64,
        /// `2 to 64`, or `5, as input.0 (x) has s0 = 5`
        expected: String,
    },
    /// A byte of a bool tensor is neither 0 nor 1.
    #[error("{input} has a bool that is {byte}, expected 0 or 1")]
    Bool {
        /// `input.0 (x)`
        input: String,
        /// What it is.
        byte: u8,
    },
}

fn list(inputs: &[String]) -> String {
    if inputs.is_empty() { String::new() } else { format!(": {}", inputs.join(", ")) }
}

impl Signature {
    /// The signature of a function.
    pub fn new(function: &Function) -> Self {
        let mut signature = Signature { inputs: vec![], symbols: vec![] };
        for argument in &function.arguments {
            if let ArgumentSource::Input(number, name) = &argument.source {
                let sizes = argument.shape.as_ref();
                let sizes =
                    sizes.map(|sizes| sizes.iter().map(|size| signature.size(size)).collect());
                let (number, name, dtype) = (*number, name.clone(), argument.dtype);
                signature.inputs.push(Input { number, name, dtype, sizes });
            }
        }
        signature.inputs.sort_by_key(|input| input.number);
        signature
    }

    fn size(&mut self, size: &Size) -> InputSize {
        let (text, min, max) = match size {
            Size::Static(size) => {
                let (text, value) = (size.to_string(), Value::Static(*size));
                return InputSize { text, value, min: None, max: None };
            }
            Size::Dynamic { name, min, max } => (name.clone(), *min, *max),
        };
        let dim = text.parse().unwrap_or(Dim::Dynamic);
        let value = match (dim.as_linear(), &dim) {
            (Some((symbol, factor, offset)), _) => {
                let known = self.symbols.iter().position(|known| known == symbol);
                let symbol = known.unwrap_or_else(|| {
                    self.symbols.push(symbol.to_string());
                    self.symbols.len() - 1
                });
                Value::Linear { symbol, factor, offset }
            }
            (None, Dim::Static(size)) => Value::Static(*size),
            (None, Dim::Symbolic(_)) => Value::Expression(dim),
            (None, Dim::Dynamic) => Value::Unknown,
        };
        InputSize { text, value, min, max }
    }

    /// The inputs, by their number.
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The symbols that the sizes of the inputs give, by their number.
    pub fn symbols(&self) -> &[String] {
        &self.symbols
    }

    /// Whether a program can be called with these, one for each input.
    ///
    /// # Errors
    /// If it cannot: what is wrong with the first one that does not fit.
    pub fn check(&self, tensors: &[HostTensor]) -> Result<(), InputError> {
        self.bind_all(tensors).map(drop)
    }

    /// What the symbols are for these inputs, in the order of [`Self::symbols`].
    ///
    /// # Errors
    /// As [`Self::check`].
    pub fn values(&self, tensors: &[HostTensor]) -> Result<Vec<Option<i64>>, InputError> {
        let bound = self.bind_all(tensors)?;
        Ok(bound.into_iter().map(|bound| bound.map(|(value, _)| value)).collect())
    }

    fn bind_all(&self, tensors: &[HostTensor]) -> Result<Vec<Bound>, InputError> {
        if tensors.len() != self.inputs.len() {
            let inputs = self.inputs.iter().map(|input| input.to_string()).collect();
            let (found, expected) = (tensors.len(), self.inputs.len());
            return Err(InputError::Count { found, expected, inputs });
        }
        let mut bound = vec![None; self.symbols.len()];
        for (index, (input, tensor)) in self.inputs.iter().zip(tensors).enumerate() {
            input.check_type(tensor)?;
            for (dimension, size) in input.sizes().iter().enumerate() {
                let found = tensor.sizes()[dimension] as i64;
                self.bind(size, found, index, &mut bound)
                    .map_err(|expected| input.size_error(tensor, dimension, expected))?;
            }
        }
        self.check_expressions(tensors, &bound)?;
        Ok(bound)
    }

    /// Checks one size against its range, and against what its symbol is elsewhere.
    fn bind(
        &self,
        size: &InputSize,
        found: i64,
        input: usize,
        bound: &mut [Bound],
    ) -> Result<(), String> {
        if !size.is_in_range(found) {
            return Err(size.range());
        }
        let Value::Linear { symbol, factor, offset } = size.value else { return Ok(()) };
        match bound[symbol] {
            Some((value, source)) => {
                let expected = factor.checked_mul(value).and_then(|size| size.checked_add(offset));
                if expected != Some(found) {
                    let expected = expected.map_or("another size".into(), |size| size.to_string());
                    let (source, name) = (self.inputs[source].label(), &self.symbols[symbol]);
                    return Err(format!("{expected}, as {source} has {name} = {value}"));
                }
            }
            None if (found - offset) % factor != 0 => {
                return Err(format!("{} for some {}", size.text, self.symbols[symbol]));
            }
            None => bound[symbol] = Some(((found - offset) / factor, input)),
        }
        Ok(())
    }

    fn check_expressions(&self, tensors: &[HostTensor], bound: &[Bound]) -> Result<(), InputError> {
        let value_of = |name: &str| {
            let symbol = self.symbols.iter().position(|symbol| symbol == name)?;
            bound[symbol].map(|(value, _)| value)
        };
        for (input, tensor) in self.inputs.iter().zip(tensors) {
            for (dimension, size) in input.sizes().iter().enumerate() {
                let Value::Expression(dim) = &size.value else { continue };
                let Some(expected) = dim.evaluate(&value_of) else { continue };
                if expected != tensor.sizes()[dimension] as i64 {
                    return Err(input.size_error(tensor, dimension, expected.to_string()));
                }
            }
        }
        Ok(())
    }

    /// Sizes for all inputs that fit together, dynamic ones near `size`; None if none are found.
    pub fn example_sizes(&self, size: i64) -> Option<Vec<Vec<usize>>> {
        let candidates = [size, 1, 2, 4, 8, 16, 32, 64, 128];
        candidates.iter().find_map(|&candidate| {
            let mut values: Vec<Option<i64>> = vec![None; self.symbols.len()];
            for size in self.inputs.iter().flat_map(Input::sizes) {
                if let Value::Linear { symbol, factor: 1, offset: 0 } = size.value {
                    let least = size.min.unwrap_or(0);
                    values[symbol] = Some(candidate.clamp(least, size.max.unwrap_or(i64::MAX)));
                }
            }
            let value_of = |name: &str| {
                let symbol = self.symbols.iter().position(|symbol| symbol == name);
                Some(symbol.and_then(|symbol| values[symbol]).unwrap_or(candidate))
            };
            let sizes = |input: &Input| {
                let sizes = input.sizes().iter().map(|size| {
                    let value = size.evaluate(&value_of).unwrap_or(candidate);
                    size.is_in_range(value).then(|| usize::try_from(value).ok())?
                });
                sizes.collect::<Option<Vec<_>>>()
            };
            self.inputs.iter().map(sizes).collect()
        })
    }
}

impl Input {
    /// Its number.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Its name in the Python program.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its dtype.
    pub fn dtype(&self) -> DType {
        self.dtype
    }

    fn sizes(&self) -> &[InputSize] {
        self.sizes.as_deref().unwrap_or(&[])
    }

    /// `input.0 (x)`
    fn label(&self) -> String {
        format!("input.{} ({})", self.number, self.name)
    }

    /// `float32 [s0, 3]`
    fn type_text(&self) -> String {
        let sizes: Vec<&str> = self.sizes().iter().map(|size| size.text.as_str()).collect();
        format!("{} [{}]", self.dtype.torch_name(), sizes.join(", "))
    }

    fn check_type(&self, tensor: &HostTensor) -> Result<(), InputError> {
        let sizes = self.sizes();
        let fits = tensor.dtype() == self.dtype
            && tensor.sizes().len() == sizes.len()
            && sizes.iter().zip(tensor.sizes()).all(|(size, found)| match size.value {
                Value::Static(size) => size == *found as i64,
                _ => true,
            });
        if !fits {
            let (input, found, expected) = (self.label(), tensor.describe(), self.type_text());
            return Err(InputError::Type { input, found, expected });
        }
        if self.dtype != DType::Bool {
            return Ok(());
        }
        match tensor.bytes().iter().find(|byte| **byte > 1) {
            Some(&byte) => Err(InputError::Bool { input: self.label(), byte }),
            None => Ok(()),
        }
    }

    fn size_error(&self, tensor: &HostTensor, dimension: usize, expected: String) -> InputError {
        InputError::Size {
            input: self.label(),
            found: tensor.describe(),
            dimension,
            text: self.sizes()[dimension].text.clone(),
            size: tensor.sizes()[dimension] as i64,
            expected,
        }
    }
}

impl fmt::Display for Input {
    /// `input.0 (x) float32 [s0, 3]`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.label(), self.type_text())
    }
}

impl InputSize {
    fn is_in_range(&self, size: i64) -> bool {
        self.min.is_none_or(|min| min <= size) && self.max.is_none_or(|max| size <= max)
    }

    fn range(&self) -> String {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => format!("{min}"),
            (Some(min), Some(max)) => format!("{min} to {max}"),
            (Some(min), None) => format!("at least {min}"),
            (None, Some(max)) => format!("at most {max}"),
            (None, None) => "any size".to_string(),
        }
    }

    fn evaluate(&self, value_of: &dyn Fn(&str) -> Option<i64>) -> Option<i64> {
        self.text.parse::<Dim>().ok()?.evaluate(value_of)
    }
}

impl Function {
    /// The weights that it takes, and the buffers that it changes as they are at first, by name.
    ///
    /// # Errors
    /// If one is missing or of another type.
    pub fn weights(
        &self,
        source: &dyn WeightSource,
    ) -> Result<Vec<(String, HostTensor)>, LoadError> {
        let (mut read, mut missing) = (vec![], vec![]);
        for argument in &self.arguments {
            let ArgumentSource::Global(name) = &argument.source else { continue };
            let wanted = argument.wanted(name)?;
            match source.weight(name, &wanted)? {
                Some(weight) => {
                    wanted.check(name, &weight)?;
                    read.push((name.clone(), weight));
                }
                None => missing.push(name.clone()),
            }
        }
        if missing.is_empty() { Ok(read) } else { Err(WeightError::Missing(missing).into()) }
    }

    /// The names of the buffers that it gives new values, each once.
    pub fn buffer_names(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        let names = self.results.iter().filter_map(|result| match &result.target {
            ResultTarget::Global(name) if seen.insert(name) => Some(name.clone()),
            _ => None,
        });
        names.collect()
    }
}

impl Argument {
    /// Its sizes, if all are known.
    pub fn static_sizes(&self) -> Option<Vec<usize>> {
        let sizes = self.shape.as_ref()?.iter().map(|size| match size {
            Size::Static(size) => usize::try_from(*size).ok(),
            Size::Dynamic { .. } => None,
        });
        sizes.collect()
    }

    /// The type that a weight must have to be this argument.
    ///
    /// # Errors
    /// If it has no static shape: a mistake of the compiler.
    pub fn wanted(&self, name: &str) -> Result<WeightType, LoadError> {
        let sizes = self.static_sizes().ok_or_else(|| {
            LoadError::Internal(format!("the weight '{name}' has no static shape"))
        })?;
        Ok(WeightType { dtype: self.dtype, sizes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dynamic(name: &str, min: i64, max: i64) -> Size {
        Size::Dynamic { name: name.into(), min: Some(min), max: Some(max) }
    }

    fn signature(inputs: &[(&str, DType, Vec<Size>)]) -> Signature {
        let arguments = inputs.iter().enumerate().map(|(number, (name, dtype, sizes))| Argument {
            source: ArgumentSource::Input(number, (*name).into()),
            dtype: *dtype,
            shape: Some(sizes.clone()),
        });
        let arguments = arguments.collect();
        Signature::new(&Function { name: "main".into(), arguments, results: vec![] })
    }

    fn tensor(dtype: DType, sizes: &[usize]) -> HostTensor {
        HostTensor::new(dtype, sizes, |_| {}).unwrap()
    }

    fn check(signature: &Signature, sizes: &[&[usize]]) -> Result<(), String> {
        let tensors: Vec<_> = sizes.iter().map(|sizes| tensor(DType::F32, sizes)).collect();
        signature.check(&tensors).map_err(|error| error.to_string())
    }

    #[test]
    fn counts_types_and_static_sizes() {
        let one = signature(&[("x", DType::F32, vec![Size::Static(2), Size::Static(3)])]);
        assert_eq!(check(&one, &[&[2, 3]]), Ok(()));
        let expected = "got 0 inputs, expected 1: input.0 (x) float32 [2, 3]";
        assert_eq!(check(&one, &[]).unwrap_err(), expected);
        let expected = "input.0 (x) is float32 [2, 4], expected float32 [2, 3]";
        assert_eq!(check(&one, &[&[2, 4]]).unwrap_err(), expected);
        let expected = "input.0 (x) is float32 [6], expected float32 [2, 3]";
        assert_eq!(check(&one, &[&[6]]).unwrap_err(), expected);
        let error = one.check(&[tensor(DType::I64, &[2, 3])]).unwrap_err();
        assert_eq!(error.to_string(), "input.0 (x) is int64 [2, 3], expected float32 [2, 3]");
        assert_eq!(check(&signature(&[]), &[&[1]]).unwrap_err(), "got 1 inputs, expected 0");
    }

    #[test]
    fn dynamic_sizes_are_in_range_and_consistent() {
        let sizes = |name| vec![dynamic(name, 1, 64)];
        let pair = signature(&[("x", DType::F32, sizes("s0")), ("y", DType::F32, sizes("s0"))]);
        assert_eq!(check(&pair, &[&[5], &[5]]), Ok(()));
        let expected = "input.0 (x) is float32 [65]: dimension 0 (s0) is 65, expected 1 to 64";
        assert_eq!(check(&pair, &[&[65], &[65]]).unwrap_err(), expected);
        let expected = "input.1 (y) is float32 [6]: dimension 0 (s0) is 6, expected 5, as \
                        input.0 (x) has s0 = 5";
        assert_eq!(check(&pair, &[&[5], &[6]]).unwrap_err(), expected);
    }

    #[test]
    fn expressions_over_symbols_hold() {
        let sizes = |name| vec![dynamic(name, 0, 100)];
        let pair = signature(&[
            ("x", DType::F32, sizes("2*s0 + 1")),
            ("y", DType::F32, sizes("((s0) // (2))")),
        ]);
        assert_eq!(check(&pair, &[&[7], &[1]]), Ok(()));
        let given = [tensor(DType::F32, &[7]), tensor(DType::F32, &[1])];
        assert_eq!(
            (pair.symbols(), pair.values(&given)),
            (&["s0".to_string()][..], Ok(vec![Some(3)]))
        );
        let expected = "input.0 (x) is float32 [8]: dimension 0 (2*s0 + 1) is 8, expected \
                        2*s0 + 1 for some s0";
        assert_eq!(check(&pair, &[&[8], &[1]]).unwrap_err(), expected);
        let expected = "input.1 (y) is float32 [2]: dimension 0 (((s0) // (2))) is 2, expected 1";
        assert_eq!(check(&pair, &[&[7], &[2]]).unwrap_err(), expected);
    }

    #[test]
    fn bools_are_0_or_1() {
        let mask = signature(&[("mask", DType::Bool, vec![Size::Static(2)])]);
        assert_eq!(mask.check(&[HostTensor::from_slice(&[2], &[true, false]).unwrap()]), Ok(()));
        let odd = HostTensor::from_bytes(DType::Bool, &[2], &[1, 2]).unwrap();
        let expected = "input.0 (mask) has a bool that is 2, expected 0 or 1";
        assert_eq!(mask.check(&[odd]).unwrap_err().to_string(), expected);
    }

    #[test]
    fn example_sizes_fit() {
        let pair = signature(&[
            ("x", DType::F32, vec![dynamic("s0", 2, 5), Size::Static(3)]),
            ("y", DType::F32, vec![dynamic("2*s0", 0, 100), dynamic("s1", 1, 100)]),
            ("z", DType::F32, vec![dynamic("Mod(s1, 8)", 0, 0)]),
        ]);
        let sizes = pair.example_sizes(7).unwrap();
        assert_eq!(sizes, [vec![5, 3], vec![10, 8], vec![0]].map(|s| s.to_vec()));
        let sizes: Vec<&[usize]> = sizes.iter().map(Vec::as_slice).collect();
        assert_eq!(check(&pair, &sizes), Ok(()));
    }
}
