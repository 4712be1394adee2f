//! Made-up weights and inputs, the same for the same seed.
//!
//! Weights have the scale that keeps a model's values in range, by name and shape:
//!
//! | weight | values |
//! |---|---|
//! | floats of two dimensions or more | uniform, with variance 1 / (elements of one output row) |
//! | `…weight` of one dimension (a norm's scale) | uniform from 0.9 to 1.1 |
//! | `…running_var` | uniform from 0.5 to 1.5 |
//! | `…bias`, `…running_mean` | uniform from -0.05 to 0.05 |
//! | other floats (tables of frequencies, scales of quantized weights) | uniform from 0.01 to 1 |
//! | 8-bit ints of two dimensions or more (quantized weights) | uniform |
//! | other ints (indices, counters, zero points) | 0 |
//! | bools (masks) | true |
//!
//! Inputs: floats are uniform from -1 to 1, ints 0 or 1 (indices of anything), bools either.

use fastrand::Rng;
use tricast_dialects::DType;

use crate::{
    signature::Signature,
    tensor::{HostTensor, TensorError, encode},
    weights::{WeightError, WeightSource, WeightType},
};

/// The size of a dynamic dimension, where its range allows it.
const DYNAMIC_SIZE: i64 = 8;

/// Weights that are made up.
#[derive(Clone, Copy, Debug)]
pub struct RandomWeights {
    /// The same seed gives the same weights.
    pub seed: u64,
}

impl WeightSource for RandomWeights {
    fn weight(&self, name: &str, wanted: &WeightType) -> Result<Option<HostTensor>, WeightError> {
        let WeightType { dtype, sizes } = wanted;
        let mut rng = Rng::with_seed(self.seed ^ hash(name));
        let (from, to) = range(name, *dtype, sizes);
        tensor(*dtype, sizes, from, to, &mut rng)
            .map(Some)
            .map_err(|error| WeightError::Memory { name: name.to_string(), error })
    }
}

/// Why there are no random inputs.
#[derive(Debug, thiserror::Error)]
pub enum RandomInputError {
    /// The dynamic sizes depend on each other in a way that this search does not solve.
    #[error("no sizes were found that fit all inputs together; give the inputs")]
    Sizes,
    /// There is no memory for it.
    #[error(transparent)]
    Memory(#[from] TensorError),
}

/// Inputs that a program takes.
///
/// # Errors
/// If no sizes are found, or there is no memory.
pub fn random_inputs(
    signature: &Signature,
    seed: u64,
) -> Result<Vec<HostTensor>, RandomInputError> {
    let sizes = signature.example_sizes(DYNAMIC_SIZE).ok_or(RandomInputError::Sizes)?;
    let mut rng = Rng::with_seed(seed);
    let make = |(input, sizes): (&crate::signature::Input, Vec<usize>)| {
        let (from, to) = if input.dtype().is_integral(true) { (0.0, 2.0) } else { (-1.0, 1.0) };
        Ok(tensor(input.dtype(), &sizes, from, to, &mut rng)?)
    };
    signature.inputs().iter().zip(sizes).map(make).collect()
}

/// FNV-1a: the same on every machine, and for every version of Rust.
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The values of a weight: from, and up to but not including; see the module.
fn range(name: &str, dtype: DType, sizes: &[usize]) -> (f64, f64) {
    let is_flat = sizes.len() < 2;
    let last = name.rsplit('.').next().unwrap_or(name);
    match dtype {
        DType::Bool => (1.0, 2.0),
        DType::I8 if !is_flat => (-128.0, 128.0),
        DType::U8 if !is_flat => (0.0, 256.0),
        _ if dtype.is_integral(true) => (0.0, 0.0),
        _ if !is_flat => {
            let row: usize = sizes[1..].iter().product();
            // The variance of the uniform distribution from -a to a is a² / 3.
            let bound = (3.0 / row.max(1) as f64).sqrt();
            (-bound, bound)
        }
        _ if last.ends_with("weight") => (0.9, 1.1),
        _ if last.ends_with("running_var") => (0.5, 1.5),
        _ if last.ends_with("bias") || last.ends_with("running_mean") => (-0.05, 0.05),
        _ => (0.01, 1.0),
    }
}

fn tensor(
    dtype: DType,
    sizes: &[usize],
    from: f64,
    to: f64,
    rng: &mut Rng,
) -> Result<HostTensor, TensorError> {
    let mut value = || from + (to - from) * rng.f64();
    HostTensor::new(dtype, sizes, |bytes| match dtype {
        // By far the most.
        DType::F32 => bytes.as_chunks_mut::<4>().0.iter_mut().for_each(|element| {
            *element = (value() as f32).to_le_bytes();
        }),
        _ => {
            // The parts of a complex number are numbers of their own.
            let dtype = dtype.to_real();
            for element in bytes.chunks_exact_mut(dtype.size()) {
                let whole = dtype.is_integral(true);
                let value = if whole { value().floor() } else { value() };
                if let Some(bytes) = encode(dtype, value) {
                    element.copy_from_slice(&bytes);
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(name: &str, dtype: DType, sizes: &[usize]) -> Vec<f64> {
        let wanted = WeightType { dtype, sizes: sizes.into() };
        let tensor = RandomWeights { seed: 1 }.weight(name, &wanted).unwrap().unwrap();
        wanted.check(name, &tensor).unwrap();
        (0..tensor.len()).map(|index| tensor.number(index).unwrap().to_f64()).collect()
    }

    #[test]
    fn the_scale_is_that_of_a_model() {
        let linear = numbers("m.linear.weight", DType::F32, &[64, 100]);
        let variance = linear.iter().map(|x| x * x).sum::<f64>() / 6400.0;
        assert!((variance - 0.01).abs() < 0.001, "{variance}");
        // Rounding may go a little beyond.
        let within = |numbers: Vec<f64>, from: f64, to: f64| {
            numbers.iter().all(|x| (from - 0.01..=to + 0.01).contains(x))
        };
        assert!(within(numbers("bn.weight", DType::BF16, &[100]), 0.9, 1.1));
        assert!(within(numbers("bn.running_var", DType::F64, &[100]), 0.5, 1.5));
        assert!(within(numbers("bn.bias", DType::F16, &[100]), -0.05, 0.05));
        assert!(within(numbers("bn.num_batches_tracked", DType::I64, &[]), 0.0, 0.0));
        assert!(within(numbers("mask", DType::Bool, &[3, 3]), 1.0, 1.0));
        assert!(numbers("q.weight", DType::I8, &[9, 9]).iter().any(|x| *x < 0.0));
    }

    #[test]
    fn the_same_seed_gives_the_same() {
        let x = || numbers("x.weight", DType::F32, &[3, 3]);
        assert_eq!(x(), x());
        assert_ne!(x(), numbers("y.weight", DType::F32, &[3, 3]));
    }
}
