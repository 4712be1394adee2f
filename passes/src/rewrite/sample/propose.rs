//! What to draw for an input or an attribute: mostly what has to do with what is there.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, SQRT_2};

use fastrand::Rng;
use tricast_dialects::{Argument, BaseKind, DType, Dim, Param, Scalar, TensorType};

/// The dtypes of inputs; more often there, more often drawn.
const DTYPES: [DType; 20] = {
    use DType::{BF16, Bool, F16, F32, F64, I8, I32, I64};
    [
        F32, F32, F32, F32, F32, F32, F32, F32, F32, F32, F32, F64, F64, F16, BF16, I64, I64, I32,
        I8, Bool,
    ]
};
/// The largest size that is drawn at random.
const MOST: i64 = 5;
/// Numbers that rules ask for.
const NUMBERS: [f64; 9] = [0.0, 1.0, -1.0, 0.5, 2.0, 3.0, 20.0, 1e-5, -0.5];
/// Numbers that some rules ask for: those of gelu and hardswish.
const RARE: [f64; 4] = [6.0, FRAC_1_SQRT_2, SQRT_2 * FRAC_2_SQRT_PI / 2.0, 0.044715];

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
    /// The parameter of this name of an op of this name on quantized numbers.
    Quantized(&'static str, &'static str),
}

/// A parameter of an op.
pub struct Known<'a> {
    /// The name of the op.
    pub op: &'a str,
    /// The parameter.
    pub param: &'a Param,
}

/// What a string is, by the name of its parameter.
fn words(name: &str) -> &'static [&'static str] {
    match name {
        "reduce" => &["sum", "prod", "mean", "amax", "amin"],
        "indexing" => &["ij", "xy"],
        "padding" => &["same", "valid"],
        "rounding_mode" => &["floor", "trunc"],
        "activation" => &["none", "relu"],
        _ => &["none", "tanh"],
    }
}

impl Known<'_> {
    /// Whether programs give it infinities: where it is compared with, fills or limits. To count
    /// with them is nothing that a rule has to get right.
    fn may_be_infinite(&self) -> bool {
        let is_comparison =
            |name: &&str| self.op.strip_prefix(*name).is_some_and(|rest| rest.starts_with('.'));
        ["fill_value", "value", "s", "min", "max"].contains(&self.param.name)
            || ["aten.eq", "aten.ne", "aten.lt", "aten.le", "aten.gt", "aten.ge"]
                .iter()
                .any(is_comparison)
    }
}

/// Draws, knowing the types of all values and those of the operands before.
pub struct Proposer<'a> {
    /// The types of all values of the program.
    pub known: &'a [&'a TensorType],
    /// The types of the operands of the op.
    pub beside: &'a [&'a TensorType],
}

/// The sizes of a type.
fn sizes(ty: &TensorType) -> Vec<i64> {
    ty.shape.iter().filter_map(Dim::as_static).collect()
}

impl Proposer<'_> {
    /// The type of an input.
    pub fn operand(&self, operand: Operand, rng: &mut Rng) -> TensorType {
        let is_usual = rng.usize(..8) > 0;
        let dtype = match (operand, rng.choice(self.known)) {
            (Operand::Index, _) if is_usual => DType::I64,
            (Operand::Condition, _) if is_usual => DType::Bool,
            (_, Some(other)) if is_usual => other.dtype,
            _ => *rng.choice(&DTYPES).expect("there are dtypes"),
        };
        if let Operand::Attention(name) = operand
            && rng.usize(..4) > 0
        {
            let shape = self.attention(name, rng);
            return TensorType::new(shape.into_iter().map(Dim::Static), dtype);
        }
        if let Operand::Parameter(op, name) = operand
            && rng.usize(..4) > 0
        {
            let shape = self.parameter(op, name, rng);
            return TensorType::new(shape.into_iter().map(Dim::Static), dtype);
        }
        if let Operand::Quantized(op, name) = operand
            && rng.usize(..4) > 0
        {
            return self.quantized(op, name, rng);
        }
        let other = match rng.bool() {
            true => rng.choice(self.beside),
            false => rng.choice(self.known),
        };
        let shape = match other {
            Some(other) if rng.usize(..4) > 0 => self.like(&sizes(other), rng),
            _ => self.shape(rng),
        };
        TensorType::new(shape.into_iter().map(Dim::Static), dtype)
    }

    /// An operand of an op on quantized numbers: of sizes that kernels like, and as many scales as
    /// there are rows, or groups in them.
    fn quantized(&self, op: &str, name: &str, rng: &mut Rng) -> TensorType {
        const SIZES: [i64; 3] = [4, 8, 12];
        let mut size = || *rng.choice(&SIZES).expect("there are sizes");
        let first = self.first();
        let (dtype, shape) = match (name, first.as_slice()) {
            ("input", _) if op.contains("dequantize") => (DType::I8, vec![size(), size()]),
            ("input", _) => (DType::F32, vec![size(), size()]),
            ("scales" | "scale" | "zero_points" | "zero_point", [rows, rest @ ..]) => {
                let groups = rest.last().map(|size| size / 4).filter(|_| !op.contains("channel"));
                let shape = match op.contains("per_token") {
                    true => vec![*rows, 1],
                    false => [&[*rows][..], groups.as_slice()].concat(),
                };
                (if name.starts_with("scale") { DType::F32 } else { DType::I8 }, shape)
            }
            _ => (DType::F32, vec![size(), size()]),
        };
        TensorType::new(shape.into_iter().map(Dim::Static), dtype)
    }

    /// Sizes for the parameters of a layer: they go with its input, and with its weight.
    fn parameter(&self, op: &str, name: &str, rng: &mut Rng) -> Vec<i64> {
        let input = self.first();
        let channels = input.get(1).or(input.first()).copied().unwrap_or(1);
        let last = input.last().copied().unwrap_or(1);
        match name {
            "weight" if op.contains("conv") && input.len() > 2 => {
                let mut shape = vec![self.size(rng), channels];
                shape.extend((2..input.len()).map(|_| rng.i64(1..=2)));
                shape
            }
            "weight" if op.contains("linear") => vec![self.size(rng), last],
            "bias" if op.contains("conv") || op.contains("linear") => {
                let weight = self.beside.get(1).map(|ty| sizes(ty)).unwrap_or_default();
                vec![weight.first().copied().unwrap_or(1)]
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
        let rank = *rng.choice(&[0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5]).expect("there are ranks");
        (0..rank).map(|_| self.size(rng)).collect()
    }

    /// Any size: one that is there already, or a new one.
    fn size(&self, rng: &mut Rng) -> i64 {
        let other = rng.choice(self.known).and_then(|ty| rng.choice(sizes(ty)));
        match other {
            Some(size) if rng.bool() => size,
            _ => rng.i64(1..=MOST),
        }
    }

    /// Sizes that go with others: the same, in another order, a part of them, ones instead.
    fn like(&self, other: &[i64], rng: &mut Rng) -> Vec<i64> {
        let mut shape = other.to_vec();
        let rank = shape.len();
        match rng.usize(..9) {
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
                    *size = rng.i64(1..=MOST);
                }
            }
            7 => shape = rng.choice(&shape).map_or(vec![], |size| vec![*size]),
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
    fn first(&self) -> Vec<i64> {
        self.beside.first().map(|ty| sizes(ty)).unwrap_or_default()
    }

    /// A value of a parameter; None if no such thing is drawn.
    pub fn argument(&self, known: &Known, rng: &mut Rng) -> Option<Argument> {
        let name = known.param.name;
        if known.op.starts_with("quantized.")
            && rng.usize(..8) > 0
            && let Some(argument) = self.quantized_argument(known.op, name, rng)
        {
            return Some(argument);
        }
        Some(match known.param.kind.base {
            BaseKind::Bool => Argument::Scalar(Scalar::Bool(rng.bool())),
            BaseKind::Int | BaseKind::SymInt => Argument::SymInt(Dim::Static(self.int(name, rng))),
            BaseKind::Float => Argument::Scalar(Scalar::Float(self.number(known, rng))),
            BaseKind::Scalar => Argument::Scalar(match self.number(known, rng) {
                number if number.fract() == 0.0 && rng.bool() => Scalar::Int(number as i64),
                number => Scalar::Float(number),
            }),
            BaseKind::DType => Argument::DType(match rng.choice(self.known) {
                Some(other) if rng.bool() => other.dtype,
                _ => *rng.choice(&DTYPES)?,
            }),
            BaseKind::Ints | BaseKind::SymInts => {
                let ints = self.ints(known, rng);
                Argument::SymInts(ints.into_iter().map(Dim::Static).collect())
            }
            BaseKind::Str => Argument::Str((*rng.choice(words(name))?).into()),
            BaseKind::Floats => Argument::Floats((0..2).map(|_| self.number(known, rng)).collect()),
            BaseKind::Bools => Argument::Bools((0..3).map(|_| rng.bool()).collect()),
            BaseKind::Tensor
            | BaseKind::Tensors
            | BaseKind::OptTensors
            | BaseKind::MemoryFormat => return None,
        })
    }

    /// A value of a parameter of an op on quantized numbers: mostly int8, of the whole range or of
    /// one that is as wide on both sides.
    fn quantized_argument(&self, op: &str, name: &str, rng: &mut Rng) -> Option<Argument> {
        let int = |value| Argument::SymInt(Dim::Static(value));
        let first = self.first();
        Some(match name {
            "quant_min" => int(*rng.choice(&[-128, -128, -127, -8])?),
            "quant_max" => int(*rng.choice(&[127, 127, 127, 7])?),
            "zero_point" => int(*rng.choice(&[0, 0, -3, -128, 7])?),
            "axis" => int(rng.i64(0..=1)),
            "group_size" => int(4),
            "scale" => Argument::Scalar(Scalar::Float(*rng.choice(&[0.05, 0.25, 0.5])?)),
            "dtype" | "input_dtype" => Argument::DType(DType::I8),
            "output_dtype" if op.contains("dequantize") => Argument::DType(DType::F32),
            "output_dtype" => Argument::DType(DType::I8),
            "block_size" => {
                let last = [4, *first.last()?];
                let ones = first.len() - 1;
                let sizes = std::iter::repeat_n(1, ones).chain([*rng.choice(&last)?]);
                Argument::SymInts(sizes.map(Dim::Static).collect())
            }
            _ => return None,
        })
    }

    fn number(&self, known: &Known, rng: &mut Rng) -> f64 {
        match rng.usize(..4) {
            3 => *rng.choice(&RARE).expect("there are numbers"),
            0 if known.may_be_infinite() && rng.bool() => f64::NEG_INFINITY,
            0 => (rng.f64() * 16.0 - 8.0).round() / 4.0,
            _ => *rng.choice(&NUMBERS).expect("there are numbers"),
        }
    }

    fn int(&self, name: &str, rng: &mut Rng) -> i64 {
        let rank = self.first().len() as i64;
        if name.contains("dim") || name == "axis" {
            return rng.i64(-rank..=rank);
        }
        match rng.usize(..8) {
            0 => self.size(rng),
            1 if name == "end" => i64::MAX,
            2 => -rng.i64(1..=MOST),
            _ => rng.i64(0..=3),
        }
    }

    fn ints(&self, known: &Known, rng: &mut Rng) -> Vec<i64> {
        let name = known.param.name;
        let first = self.first();
        let rank = first.len() as i64;
        if name.contains("dim") || name == "axes" || name == "source" || name == "destination" {
            let mut dims: Vec<i64> = (0..rank).collect();
            match rng.usize(..5) {
                0 if rank > 1 => dims.swap(first.len() - 1, first.len() - 2),
                1 | 2 => rng.shuffle(&mut dims),
                3 => {
                    rng.shuffle(&mut dims);
                    dims.truncate(rng.usize(..=first.len()));
                }
                _ => dims = dims.split_off(first.len().saturating_sub(rng.usize(1..3))),
            }
            for dim in &mut dims {
                if rng.usize(..4) == 0 {
                    *dim -= rank;
                }
            }
            return dims;
        }
        if name.contains("size") && !name.contains("kernel") && !name.contains("output_size")
            || name.contains("shape") && !name.contains("normalized")
        {
            return match known.op.contains("expand") || known.op.contains("broadcast") {
                true => self.expanded(first, rng),
                false => self.viewed(&first, rng),
            };
        }
        if name == "normalized_shape" {
            return first[first.len() - rng.usize(..=first.len().min(2))..].to_vec();
        }
        let count = match rng.usize(..3) {
            0 => first.len(),
            _ => rng.usize(1..=3),
        };
        let least = i64::from(!name.contains("pad") && !name.contains("start"));
        (0..count).map(|_| rng.i64(least..=3)).collect()
    }

    /// Sizes that these can be expanded to.
    fn expanded(&self, mut shape: Vec<i64>, rng: &mut Rng) -> Vec<i64> {
        for size in &mut shape {
            if *size == 1 && rng.bool() {
                *size = rng.i64(1..=MOST);
            } else if rng.usize(..4) == 0 {
                *size = -1;
            }
        }
        for _ in 0..rng.usize(..3) {
            shape.insert(0, self.size(rng));
        }
        shape
    }

    /// Sizes of as many elements.
    fn viewed(&self, shape: &[i64], rng: &mut Rng) -> Vec<i64> {
        let rank = shape.len();
        let elements: i64 = shape.iter().product();
        let leading = |count: usize| -> Vec<i64> {
            let (leading, last) = shape.split_at(rank.saturating_sub(count));
            let mut sizes = vec![leading.iter().product()];
            sizes.extend(last);
            sizes
        };
        let mut sizes = match rng.usize(..8) {
            0 => leading(1),
            1 => leading(2),
            2 => shape.to_vec(),
            3 => self.with_ones(shape, rng),
            4 | 5 => self.regrouped(shape, rng),
            6 => rng.choice(self.known).map(|ty| self::sizes(ty)).unwrap_or_default(),
            _ => self.factors(elements, rng),
        };
        if rng.usize(..6) == 0
            && let Some(size) = rng.choice(&mut sizes)
        {
            *size = -1;
        }
        sizes
    }

    /// With dimensions of size 1 put in and left out.
    fn with_ones(&self, shape: &[i64], rng: &mut Rng) -> Vec<i64> {
        let mut sizes: Vec<i64> = vec![];
        for size in shape {
            if rng.usize(..4) == 0 {
                sizes.push(1);
            }
            if *size != 1 || rng.bool() {
                sizes.push(*size);
            }
        }
        if rng.usize(..4) == 0 {
            sizes.push(1);
        }
        sizes
    }

    /// The leading dimension as those of another value.
    fn regrouped(&self, shape: &[i64], rng: &mut Rng) -> Vec<i64> {
        let Some(other) = rng.choice(self.known).map(|ty| self::sizes(ty)) else {
            return shape.to_vec();
        };
        let taken = rng.usize(..=other.len());
        let kept = rng.usize(..=shape.len());
        let mut sizes = other[..taken].to_vec();
        sizes.extend(&shape[kept..]);
        sizes
    }

    /// A product.
    fn factors(&self, mut elements: i64, rng: &mut Rng) -> Vec<i64> {
        let mut sizes = vec![];
        for _ in 0..rng.usize(..4) {
            let divisors: Vec<i64> =
                (1..=elements.max(1)).filter(|it| elements % it == 0).collect();
            let factor = rng.choice(divisors).unwrap_or(1);
            sizes.push(factor);
            elements /= factor.max(1);
        }
        sizes.push(elements);
        sizes
    }
}
