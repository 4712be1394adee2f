//! What to draw for an attribute: mostly what has to do with what is there.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, SQRT_2};

use fastrand::Rng;
use tricast_dialects::{Argument, BaseKind, DType, Dim, OpDef, Param, Scalar, TensorType};

use super::operands::Operand;

/// The dtypes of inputs; more often there, more often drawn.
const DTYPES: [DType; 20] = {
    use DType::{BF16, Bool, F16, F32, F64, I8, I32, I64};
    [
        F32, F32, F32, F32, F32, F32, F32, F32, F32, F32, F32, F64, F64, F16, BF16, I64, I64, I32,
        I8, Bool,
    ]
};
/// The sizes that are drawn: of those that some rules halve, more.
const SIZES: [i64; 8] = [1, 2, 3, 4, 5, 2, 4, 6];
/// Numbers that rules ask for.
const NUMBERS: [f64; 9] = [0.0, 1.0, -1.0, 0.5, 2.0, 3.0, 20.0, 1e-5, -0.5];
/// Numbers that some rules ask for: those of gelu and hardswish.
const RARE: [f64; 4] = [6.0, FRAC_1_SQRT_2, SQRT_2 * FRAC_2_SQRT_PI / 2.0, 0.044715];

/// A parameter of an op.
pub struct Known<'a> {
    /// The name of the op.
    pub op: &'a str,
    /// The parameter.
    pub param: &'a Param,
}

/// The ranks that ops take, by what is in their names.
const RANKS: [(&str, usize); 8] = [
    ("conv1d", 3),
    ("conv2d", 4),
    ("conv_transpose2d", 4),
    ("conv3d", 5),
    ("pixel", 4),
    ("attention", 4),
    ("sdpa", 4),
    ("update_cache", 4),
];

/// What a string is, by the name of its parameter.
fn words(name: &str) -> &'static [&'static str] {
    match name {
        "reduce" => &["sum", "prod", "mean", "amax", "amin", "add", "multiply"],
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

/// What the parts of a program have in common.
#[derive(Clone, Copy)]
pub struct Style {
    /// The dtype of all numbers, if it is one.
    pub dtype: Option<DType>,
    /// The rank that most inputs have, if they have one.
    pub rank: Option<usize>,
    /// Whether the parameters of layers mostly follow from the weights.
    has_weights: bool,
}

impl Style {
    /// Any that a program of these ops may have.
    pub fn new<'a>(ops: impl Iterator<Item = &'a str>, rng: &mut Rng) -> Self {
        let wanted = |op: &str| {
            let takes = |(word, _): &&(&str, usize)| op.contains(word);
            RANKS.iter().find(takes).map(|(_, rank)| *rank)
        };
        let rank = ops.filter_map(wanted).next();
        Style {
            dtype: rng.bool().then(|| any_dtype(rng)),
            rank: rank.or_else(|| (rng.usize(..4) == 0).then_some(4)),
            has_weights: rng.bool(),
        }
    }

    /// Whether an operand follows from the weights.
    pub fn is_constant(self, operand: Operand, rng: &mut Rng) -> bool {
        match operand {
            Operand::Parameter(..) | Operand::Quantized(..) if self.has_weights => {
                rng.usize(..8) > 0
            }
            _ => rng.usize(..3) == 0,
        }
    }
}

/// Attributes that were drawn before.
#[derive(Default)]
pub struct Drawn<'a> {
    /// The integers, with the names of their parameters.
    pub ints: Vec<(&'a str, i64)>,
}

/// Any dtype.
pub fn any_dtype(rng: &mut Rng) -> DType {
    *rng.choice(&DTYPES).expect("there are dtypes")
}

/// Any size.
pub fn any_size(rng: &mut Rng) -> i64 {
    *rng.choice(&SIZES).expect("there are sizes")
}

/// Draws, knowing the types of all values and those of the operands before.
pub struct Proposer<'a> {
    /// The types of all values of the program.
    pub known: &'a [&'a TensorType],
    /// The types of the operands of the op.
    pub beside: &'a [&'a TensorType],
    /// What all have in common.
    pub style: Style,
    /// What was drawn before.
    pub drawn: &'a Drawn<'a>,
}

/// The sizes of a type.
pub fn sizes(ty: &TensorType) -> Vec<i64> {
    ty.shape.iter().filter_map(Dim::as_static).collect()
}

impl Proposer<'_> {
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
                _ if name == "fill_value" && rng.usize(..4) == 0 => Scalar::Bool(rng.bool()),
                number if number.fract() == 0.0 && rng.bool() => Scalar::Int(number as i64),
                number => Scalar::Float(number),
            }),
            BaseKind::DType => Argument::DType(match rng.choice(self.known) {
                Some(other) if rng.bool() => other.dtype,
                _ => any_dtype(rng),
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
        let name = name.trim_start_matches("weight_");
        Some(match name {
            "quant_min" => int(*rng.choice(&[-128, -128, -128, -127, -8])?),
            "quant_max" => {
                // As wide on both sides of 0, mostly.
                let least = self.drawn.ints.iter().rev().find(|(name, _)| name.ends_with("_min"));
                int(match least {
                    Some((_, least)) if rng.usize(..8) > 0 => (-least - 1) | 1,
                    _ => *rng.choice(&[127, 7])?,
                })
            }
            "zero_point" => int(*rng.choice(&[0, 0, -3, -128, 7])?),
            "axis" => {
                let scales = self.beside.get(1).map(|ty| sizes(ty)).unwrap_or_default();
                let fits = (0..first.len()).filter(|dim| scales == [first[*dim]]);
                int(rng.choice(fits.collect::<Vec<_>>()).map_or(0, |dim| dim as i64))
            }
            "group_size" => {
                let groups = self.beside.get(1).and_then(|ty| sizes(ty).last().copied());
                int(first.last()?.checked_div(groups?)?.max(1))
            }
            "scale" => Argument::Scalar(Scalar::Float(*rng.choice(&[0.05, 0.25, 0.5])?)),
            "dtype" | "input_dtype" => Argument::DType(DType::I8),
            "output_dtype" if op.contains("dequantize") => Argument::DType(DType::F32),
            "output_dtype" => Argument::DType(DType::I8),
            "block_size" => {
                let last = [4, *first.last()?, *first.last()?];
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
            0 if known.may_be_infinite() && rng.bool() => {
                if rng.bool() {
                    f64::INFINITY
                } else {
                    f64::NEG_INFINITY
                }
            }
            0 => (rng.f64() * 16.0 - 8.0).round() / 4.0,
            _ => *rng.choice(&NUMBERS).expect("there are numbers"),
        }
    }

    fn int(&self, name: &str, rng: &mut Rng) -> i64 {
        let first = self.first();
        let rank = first.len() as i64;
        if name.contains("dim") || name == "axis" {
            return if rng.usize(..4) == 0 { -1 } else { rng.i64(-rank..=rank) };
        }
        let is_bound = ["start", "end", "length", "index"].contains(&name);
        if is_bound && rng.bool() {
            // Where what was taken before ends, and where halves do.
            let before = self.drawn.ints.iter().filter(|(name, _)| ["start", "end"].contains(name));
            let dim = self.drawn.ints.iter().rev().find(|(name, _)| *name == "dim");
            let dim = dim.map(|(_, dim)| if *dim < 0 { dim + rank } else { *dim });
            let along = dim.and_then(|dim| first.get(usize::try_from(dim).ok()?).copied());
            let size = along.or_else(|| rng.choice(&first).copied()).unwrap_or(1);
            let before = rng.choice(before.collect::<Vec<_>>()).map(|(_, int)| *int);
            return match rng.usize(..4) {
                0 => size,
                1 => before.unwrap_or(size),
                _ => size / 2,
            };
        }
        match rng.usize(..8) {
            0 => self.size(rng),
            1 if name == "end" => i64::MAX,
            2 => -any_size(rng),
            _ => rng.i64(0..=3),
        }
    }

    /// Which places of a list of operands are not left empty.
    pub fn present(&self, def: &OpDef, list: &Param, rng: &mut Rng) -> Option<Argument> {
        let single =
            |param: &&Param| param.is_operand() && !param.varies() && param.name != list.name;
        let count = self.beside.len().checked_sub(def.params.iter().filter(single).count())?;
        let mut places = vec![true; count];
        for _ in 0..rng.usize(..3) {
            places.insert(rng.usize(..=places.len()), false);
        }
        Some(Argument::Bools(places))
    }

    /// Sizes of the parts that one is cut into.
    fn parts(&self, rng: &mut Rng) -> Vec<i64> {
        let mut left = rng.choice(self.first()).unwrap_or(1);
        let mut parts = vec![];
        for _ in 0..rng.usize(..4) {
            let part = rng.i64(0..=left);
            parts.push(part);
            left -= part;
        }
        parts.push(left);
        parts
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
        if name.contains("split") {
            return self.parts(rng);
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
                *size = any_size(rng);
            } else if rng.usize(..4) == 0 {
                *size = -1;
            }
        }
        for _ in 0..*rng.choice(&[0, 0, 0, 1, 1, 2]).expect("there are counts") {
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
        let mut sizes = match rng.usize(..12) {
            0 => leading(1),
            1 => leading(2),
            2 => shape.to_vec(),
            3 => self.with_ones(shape, rng),
            4 | 5 => self.regrouped(shape, rng),
            6 | 7 => self.merged(shape, rng),
            8 | 9 => self.cut(shape, rng),
            10 => rng.choice(self.known).map(|ty| self::sizes(ty)).unwrap_or_default(),
            _ => self.factors(elements, rng),
        };
        if rng.usize(..6) == 0
            && let Some(size) = rng.choice(&mut sizes)
        {
            *size = -1;
        }
        sizes
    }

    /// With two neighbours as one.
    fn merged(&self, shape: &[i64], rng: &mut Rng) -> Vec<i64> {
        let mut sizes = shape.to_vec();
        if sizes.len() > 1 {
            let place = rng.usize(..sizes.len() - 1);
            sizes[place] *= sizes.remove(place + 1);
        }
        sizes
    }

    /// With one as two, mostly halves or pairs.
    fn cut(&self, shape: &[i64], rng: &mut Rng) -> Vec<i64> {
        let mut sizes = shape.to_vec();
        let Some(last) = sizes.len().checked_sub(1) else { return sizes };
        let place = if rng.bool() { last } else { rng.usize(..=last) };
        let divisors =
            |size: i64| (1..=size.max(1)).filter(move |it| size % it == 0).collect::<Vec<_>>();
        let size = sizes[place];
        let factor = match rng.bool() && size % 2 == 0 {
            true => *rng.choice(&[2, size / 2]).expect("there are two"),
            false => rng.choice(divisors(size)).unwrap_or(1),
        };
        sizes[place] = size / factor.max(1);
        sizes.insert(place + 1, factor);
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
