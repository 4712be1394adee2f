//! The types of inputs.

use fastrand::Rng;
use tricast_dialects::{DType, Dim, OpDef, Param, TensorType};

use super::propose::{Proposer, any_dtype, any_size, sizes};

/// What an operand is to its op.
#[derive(Clone, Copy)]
pub enum Operand {
    /// Numbers to count with.
    Number,
    /// Indices.
    Index,
    /// Bools.
    Condition,
    /// The parameter of this name, of the layer of this op.
    Parameter(&'static str, &'static str),
    /// The parameter of this name of attention.
    Attention(&'static str),
    /// The same, over caches: positions come before heads.
    CachedAttention(&'static str),
    /// The parameter of this name of an op of this name on quantized numbers.
    Quantized(&'static str, &'static str),
    /// What has room for the operand before.
    Cache,
}

impl Operand {
    /// What an operand of an op is, by the parameter that it is for; if it is not the first.
    pub fn of(def: &OpDef, param: Option<&'static Param>, is_later: bool) -> Self {
        let Some(param) = param else { return Operand::Number };
        match param.name {
            "index" | "indices" | "target" | "offsets" => Operand::Index,
            "self" if def.name == "aten.one_hot" => Operand::Index,
            "condition" | "mask" => Operand::Condition,
            name if ["quantized", "et_vk"].contains(&def.dialect) => {
                Operand::Quantized(def.name, name)
            }
            "query" | "key" | "value" | "attn_mask" => match def.dialect {
                "llama" => Operand::CachedAttention(param.name),
                _ => Operand::Attention(param.name),
            },
            "cache" if is_later => Operand::Cache,
            "weight" | "bias" | "running_mean" | "running_var" | "w_ih" | "w_hh" | "b_ih"
            | "b_hh"
                if is_later =>
            {
                Operand::Parameter(def.name, param.name)
            }
            _ => Operand::Number,
        }
    }
}

impl Proposer<'_> {
    /// The type of an input.
    pub fn operand(&self, operand: Operand, rng: &mut Rng) -> TensorType {
        let is_usual = self.style.dtype.is_some() || rng.usize(..8) > 0;
        let dtype = match (operand, self.style.dtype, rng.choice(self.known)) {
            (Operand::Index, ..) if is_usual => DType::I64,
            (Operand::Condition, ..) if is_usual => DType::Bool,
            (_, Some(own), _) => own,
            (_, None, Some(other)) if is_usual => other.dtype,
            _ => any_dtype(rng),
        };
        let of = |shape: Vec<i64>| TensorType::new(shape.into_iter().map(Dim::Static), dtype);
        if rng.usize(..4) > 0 {
            match operand {
                Operand::Attention(name) => return of(self.attention(name, rng)),
                Operand::CachedAttention(name) => return of(self.cached_attention(name, rng)),
                Operand::Parameter(op, name) => return of(self.parameter(op, name, rng)),
                Operand::Quantized(op, name) => return self.quantized(op, name, rng),
                Operand::Cache => return of(self.cache(rng)),
                Operand::Number | Operand::Index | Operand::Condition => {}
            }
        }
        let other = match rng.bool() {
            true => rng.choice(self.beside),
            false => rng.choice(self.known),
        };
        of(match other {
            Some(other) if rng.usize(..4) > 0 => self.like(&sizes(other), rng),
            _ => self.shape(rng),
        })
    }

    /// Sizes of a cache: more positions than the operand before has.
    fn cache(&self, rng: &mut Rng) -> Vec<i64> {
        let mut shape = match self.known.iter().rev().find(|ty| ty.rank() == 4) {
            Some(cache) if rng.usize(..3) == 0 => return sizes(cache),
            _ => self.first(),
        };
        if let Some(positions) = shape.get_mut(1) {
            *positions += rng.i64(0..=3);
        }
        shape
    }

    /// Sizes for attention over caches.
    fn cached_attention(&self, name: &str, rng: &mut Rng) -> Vec<i64> {
        let positions =
            |ty: Option<&&TensorType>| ty.and_then(|ty| sizes(ty).get(1).copied()).unwrap_or(1);
        if name == "attn_mask" {
            return vec![positions(self.beside.first()), positions(self.beside.get(1))];
        }
        let other = self.known.iter().find(|ty| ty.rank() == 4).map(|ty| sizes(ty));
        let mut shape = other.unwrap_or_else(|| (0..4).map(|_| self.size(rng)).collect());
        if name == "query" && rng.bool() {
            shape[2] *= 2;
        }
        shape
    }

    /// An operand of an op on quantized numbers: of sizes that kernels like, and as many scales as
    /// there are rows, or groups in them.
    fn quantized(&self, op: &str, name: &str, rng: &mut Rng) -> TensorType {
        let first = self.first();
        let is_scale = name.contains("scale");
        let is_point = name.contains("zero_point") || name.contains("zp");
        let is_bytes = op.contains("embedding");
        let (dtype, shape) = match name {
            "weight" if is_bytes => (DType::U8, vec![self.multiple(rng), self.multiple(rng) / 2]),
            "weight" | "weights" => (DType::I8, vec![self.multiple(rng), self.last()]),
            "input" if op.contains("dequantize") => (DType::I8, self.quantized_input(rng)),
            "bias" => (DType::F32, rng.choice(self.beside).map(sizes_of_rows).unwrap_or_default()),
            _ if is_scale || is_point => {
                let of = match name.starts_with("weight") {
                    true => self.beside.iter().rev().find(|ty| ty.rank() == 2),
                    false => self.beside.first(),
                };
                let of = of.map(|ty| sizes(ty)).unwrap_or_default();
                let points = *rng.choice(&[DType::I8, DType::I32, DType::I64]).expect("three");
                let dtype = if is_scale { DType::F32 } else { points };
                (dtype, scales(op, name, &of, &first, rng))
            }
            _ => (DType::F32, self.quantized_input(rng)),
        };
        TensorType::new(shape.into_iter().map(Dim::Static), dtype)
    }

    /// A size that kernels like.
    fn multiple(&self, rng: &mut Rng) -> i64 {
        *rng.choice(&[4, 8, 12, 32]).expect("there are sizes")
    }

    /// The last size of the first operand.
    fn last(&self) -> i64 {
        self.first().last().copied().unwrap_or(4)
    }

    /// Sizes of what is quantized: of a matrix, of images, or of the weight of a layer whose input
    /// is there.
    fn quantized_input(&self, rng: &mut Rng) -> Vec<i64> {
        let input = rng.choice(self.known).map(|ty| sizes(ty)).filter(|sizes| sizes.len() > 1);
        match (rng.usize(..5), input) {
            (0 | 1, Some(input)) if input.len() == 4 => {
                let (mut channels, kernel) = ([self.multiple(rng), input[1]], rng.i64(1..=2));
                if rng.bool() {
                    channels.reverse();
                }
                vec![channels[0], channels[1], kernel, kernel]
            }
            (0..4, _) if self.style.rank == Some(4) => {
                let mut sizes = vec![rng.i64(1..=2), self.multiple(rng)];
                sizes.extend((0..2).map(|_| rng.i64(1..=4)));
                sizes
            }
            (0 | 1, Some(input)) => vec![self.multiple(rng), input[input.len() - 1]],
            (3, _) => vec![rng.i64(1..=2), rng.i64(1..=3), self.multiple(rng)],
            _ => vec![self.multiple(rng), self.multiple(rng)],
        }
    }

    /// Sizes for the parameters of a layer: they go with its input, and with its weight.
    fn parameter(&self, op: &str, name: &str, rng: &mut Rng) -> Vec<i64> {
        let input = self.first();
        let channels = input.get(1).or(input.first()).copied().unwrap_or(1);
        let last = input.last().copied().unwrap_or(1);
        match name {
            "weight" if op.contains("conv") && input.len() > 2 => {
                let mut shape = vec![self.size(rng), channels];
                if op.contains("transpose") {
                    shape.reverse();
                }
                shape.extend((2..input.len()).map(|_| rng.i64(1..=2)));
                shape
            }
            // Of cells: a part for each gate, and the state of the size of the second operand.
            "w_ih" | "w_hh" | "b_ih" | "b_hh" => {
                let gates = if op.contains("lstm") { 4 } else { 3 };
                let state = self.beside.get(1).and_then(|ty| sizes(ty).last().copied());
                let (rows, state) = (gates * state.unwrap_or(1), state.unwrap_or(1));
                match name {
                    "w_ih" => vec![rows, last],
                    "w_hh" => vec![rows, state],
                    _ => vec![rows],
                }
            }
            "weight" if op.contains("linear") => vec![self.size(rng), last],
            "bias" if op.contains("conv") || op.contains("linear") => {
                let weight = self.beside.get(1).map(|ty| sizes(ty)).unwrap_or_default();
                let place = usize::from(op.contains("transpose"));
                vec![weight.get(place).copied().unwrap_or(1)]
            }
            _ if op.contains("batch_norm") || op.contains("group_norm") => vec![channels],
            _ => vec![last],
        }
    }

    /// Sizes for attention: they go with a mask that is there, and with the operands before.
    fn attention(&self, name: &str, rng: &mut Rng) -> Vec<i64> {
        let is_matrix = |ty: &&&TensorType| ty.rank() > 1;
        let mask = self.known.iter().find(is_matrix).map(|ty| sizes(ty));
        let mask = mask.unwrap_or_else(|| vec![self.size(rng), self.size(rng)]);
        let [rows, columns] = [mask[mask.len() - 2], mask[mask.len() - 1]];
        let mut shape = match self.beside.first().map(|ty| sizes(ty)) {
            Some(query) if query.len() > 1 => query,
            _ => vec![self.size(rng), self.size(rng), rows, self.size(rng)],
        };
        let rank = shape.len();
        match name {
            "query" => shape[rank - 2] = rows,
            "key" => shape[rank - 2] = columns,
            "value" => {
                shape[rank - 2] = self.beside.get(1).map_or(columns, |key| {
                    let key = sizes(key);
                    key.len().checked_sub(2).map_or(columns, |at| key[at])
                });
                shape[rank - 1] = self.size(rng);
            }
            _ => shape = vec![rows, columns],
        }
        shape
    }

    /// Any sizes.
    fn shape(&self, rng: &mut Rng) -> Vec<i64> {
        let rank = match self.style.rank {
            Some(rank) if rng.usize(..4) > 0 => rank,
            _ => *rng.choice(&[0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5]).expect("there are ranks"),
        };
        (0..rank).map(|_| self.size(rng)).collect()
    }

    /// Any size: one that is there already, or a new one.
    pub fn size(&self, rng: &mut Rng) -> i64 {
        let other = rng.choice(self.known).and_then(|ty| rng.choice(sizes(ty)));
        match other {
            Some(size) if rng.bool() => size,
            _ => any_size(rng),
        }
    }

    /// Sizes that go with others: the same, in another order, a part of them, ones instead.
    fn like(&self, other: &[i64], rng: &mut Rng) -> Vec<i64> {
        let mut shape = other.to_vec();
        let rank = shape.len();
        match rng.usize(..10) {
            0 | 1 => {}
            2 => shape.reverse(),
            3 => shape = shape.split_off(rng.usize(..=rank)),
            4 => {
                for size in &mut shape {
                    if rng.bool() {
                        *size = 1;
                    }
                }
            }
            5 => {
                if rank > 1 {
                    let last = shape.pop().unwrap_or(1);
                    shape.insert(rank - 2, last);
                }
            }
            6 => {
                if let Some(size) = rng.choice(&mut shape) {
                    *size = any_size(rng);
                }
            }
            7 => {
                for _ in 0..rng.usize(1..=2) {
                    shape.insert(0, self.size(rng));
                }
            }
            8 => shape = rng.choice(&shape).map_or(vec![], |size| vec![*size]),
            _ => {
                // A matrix that the last dimension can be multiplied with, either way.
                let last = shape.last().copied().unwrap_or(1);
                shape = match rng.bool() {
                    true => vec![self.size(rng), last],
                    false => vec![last, self.size(rng)],
                };
            }
        }
        shape
    }

    /// The sizes of the first operand.
    pub fn first(&self) -> Vec<i64> {
        self.beside.first().map(|ty| sizes(ty)).unwrap_or_default()
    }
}

/// How many scales what is quantized has: one for each of its rows, or of the groups in them.
fn scales(op: &str, name: &str, of: &[i64], first: &[i64], rng: &mut Rng) -> Vec<i64> {
    let [leading @ .., last] = of else { return vec![] };
    let by_row = || leading.iter().copied().chain([1]).collect();
    if name.starts_with("weight") && op.contains("embedding") {
        // Of numbers that are packed, two a byte.
        let rows = first.first().copied().unwrap_or(1);
        return vec![rows, *rng.choice(&[1, 2, last / 2]).unwrap_or(&1)];
    }
    match op {
        _ if op.contains("per_token") => by_row(),
        _ if op.contains("channel") && !op.contains("group") => {
            vec![*of.get(rng.usize(..2)).unwrap_or(last)]
        }
        _ if op.contains("affine") && rng.bool() => by_row(),
        _ if op.contains("group") && last % 32 == 0 && rng.bool() => {
            leading.iter().copied().chain([last / 32]).collect()
        }
        _ => leading.iter().copied().chain([last / 4]).collect(),
    }
}

fn sizes_of_rows(ty: &&TensorType) -> Vec<i64> {
    sizes(ty).first().map(|rows| vec![*rows]).unwrap_or_default()
}
