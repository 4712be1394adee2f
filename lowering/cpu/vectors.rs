//! What vectors the machine has.

use std::sync::OnceLock;

use tricast_mlir::{ir::block_ops, pass::PassRun};

use super::{
    machine::{Effort, Machine},
    nest::Width,
    plan::{Plan, lanes},
    structured::Structured,
};

/// The vectors of a machine.
#[derive(Clone, Copy, Debug)]
pub struct Vectors {
    /// Their width.
    bits: i64,
    /// Whether parts of them are loaded and stored as fast as they are.
    has_masks: bool,
}

impl Vectors {
    /// Those that the options `vector-bits` and `masks` of a pass say, which are the host's if
    /// they say nothing.
    pub fn of(pass: &PassRun) -> Result<Self, String> {
        let bits = Self::bits(pass)?;
        let has_masks = match pass.str("masks") {
            "yes" => true,
            "no" => false,
            "auto" => Self::host()?.has_masks,
            other => {
                return Err(format!(
                    "expected masks to be 'yes', 'no' or 'auto', but got '{other}'"
                ));
            }
        };
        Ok(Vectors { bits, has_masks })
    }

    /// The width of vectors that the option `vector-bits` of a pass says, or the host's.
    pub fn bits(pass: &PassRun) -> Result<i64, String> {
        match pass.int("vector-bits") {
            0 => Ok(Self::host()?.bits),
            bits if bits >= 64 && bits & (bits - 1) == 0 => Ok(bits),
            bits => Err(format!("expected vector-bits to be a power of 2, but got {bits}")),
        }
    }

    fn host() -> Result<Self, String> {
        static HOST: OnceLock<Result<Vectors, String>> = OnceLock::new();
        HOST.get_or_init(|| {
            let machine = Machine::host(Effort::Full)?;
            let has_masks = machine.has("avx512bw") && machine.has("avx512vl");
            Ok(Vectors { bits: machine.vector_bits(), has_masks })
        })
        .clone()
    }

    /// How many iterations of the vectorized loop of a kernel are best computed at once.
    pub fn width(&self, structured: &Structured, plan: &Plan) -> Width {
        let mut width = lanes(structured, self.bits);
        let is_reduction = structured.reduced.contains(&true);
        let ops = block_ops(structured.body).count();
        // Several vectors at once, where each waits for the one before.
        let unroll = match ops {
            _ if !is_reduction => 1,
            0..=3 => 4,
            4..=8 => 2,
            _ => 1,
        };
        width *= unroll;
        if let Some(size) = plan.vectorized.and_then(|dim| structured.size(dim)) {
            // No wider than there is work for, rounded up where the rest can be masked.
            let size = size.max(1) as u64;
            let enough = if self.has_masks { size.next_power_of_two() } else { 1 << size.ilog2() };
            width = width.min(enough as i64);
        }
        Width { lanes: width, has_masks: self.has_masks }
    }
}
