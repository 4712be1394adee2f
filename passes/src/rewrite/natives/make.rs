//! Making ops in Rust: what [`Builder`] does, in the words of PyTorch.

use melior::{
    Context,
    ir::{
        Attribute, Type,
        attribute::{
            BoolAttribute, DenseI32ArrayAttribute, DenseI64ArrayAttribute, FloatAttribute,
            StringAttribute,
        },
    },
};
use tricast_dialects::{BaseKind, DType, OpDef, lookup};
use tricast_mlir::{
    build::{bools, dtype_attribute, int_attribute},
    ir::{attribute_names, element_dtype, shape_of},
};

use super::{Builder, Entry, Function, Given, Item, SEGMENTS};

pub const FUNCTIONS: &[Entry] = &[
    ("Wide", Function::Build(|builder, given| Make::of(builder).wide(value(given)?))),
    ("Promoted", Function::Build(|builder, given| Make::of(builder).promoted(value(given)?))),
    ("As", Function::Build(convert)),
];

fn value<'c>(given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[value] = given else { return None };
    value.value()
}

fn convert<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[from, to] = given else { return None };
    let (from, to) = (from.value()?, to.ty()?);
    Make::of(builder).cast(from, element_dtype(to)?)
}

/// Whether a value may stand for one of another type: an op with unusual ranks may have a type that
/// its parts have not.
pub fn fits(made: Type, expected: Type) -> bool {
    made == expected
}

/// An argument of an op.
#[derive(Clone, Debug)]
pub enum Arg<'c> {
    Int(i64),
    Float(f64),
    Flag(bool),
    Ints(Vec<i64>),
    Flags(Vec<bool>),
    Text(&'static str),
    DType(DType),
    /// What another op has.
    Own(Attribute<'c>),
}

impl<'c> Arg<'c> {
    fn attribute(&self, context: &'c Context) -> Attribute<'c> {
        match self {
            Arg::Int(value) => int_attribute(context, *value),
            Arg::Float(value) => {
                FloatAttribute::new(context, Type::float64(context), *value).into()
            }
            Arg::Flag(value) => BoolAttribute::new(context, *value).into(),
            Arg::Ints(values) => DenseI64ArrayAttribute::new(context, values).into(),
            Arg::Flags(values) => bools(context, values.iter().copied()),
            Arg::Text(text) => StringAttribute::new(context, text).into(),
            Arg::DType(dtype) => dtype_attribute(context, *dtype),
            Arg::Own(attribute) => *attribute,
        }
    }
}

/// Makes ops of the aten dialect; None of each if it does not take its operands.
pub struct Make<'b, 'c> {
    builder: &'b mut (dyn Builder<'c> + 'b),
}

impl<'b, 'c> Make<'b, 'c> {
    /// With a builder.
    pub fn of(builder: &'b mut (dyn Builder<'c> + 'b)) -> Self {
        Make { builder }
    }

    /// The results of a new op.
    pub fn ops(
        &mut self,
        name: &str,
        operands: &[Item<'c>],
        args: &[(&str, Arg<'c>)],
    ) -> Option<Vec<Item<'c>>> {
        let name = format!("aten.{name}");
        let def = lookup(&name)?;
        let known = attribute_names(def);
        let context = self.builder.context();
        let mut attributes: Vec<(String, Attribute)> = vec![];
        for (param, arg) in args {
            let symbolic = format!("static_{param}");
            let own = match known.contains(&symbolic) {
                true => symbolic,
                false => (*param).to_owned(),
            };
            attributes.push((own, arg.attribute(context)));
        }
        let has_segments = args.iter().any(|(param, _)| *param == SEGMENTS);
        if !has_segments && known.iter().any(|name| name == SEGMENTS) {
            let segments = DenseI32ArrayAttribute::new(context, &segments(def, operands.len())?);
            attributes.push((SEGMENTS.to_owned(), segments.into()));
        }
        let attributes: Vec<(&str, Attribute)> =
            attributes.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        self.builder.op(&name, operands, &attributes)
    }

    /// The first result of a new op.
    pub fn op(
        &mut self,
        name: &str,
        operands: &[Item<'c>],
        args: &[(&str, Arg<'c>)],
    ) -> Option<Item<'c>> {
        self.ops(name, operands, args)?.first().copied()
    }

    /// An op of one tensor without arguments.
    pub fn unary(&mut self, name: &str, x: Item<'c>) -> Option<Item<'c>> {
        self.op(name, &[x], &[])
    }

    /// An op of two tensors without arguments.
    pub fn binary(&mut self, name: &str, x: Item<'c>, y: Item<'c>) -> Option<Item<'c>> {
        self.op(name, &[x, y], &[])
    }

    pub fn add(&mut self, x: Item<'c>, y: Item<'c>) -> Option<Item<'c>> {
        self.binary("add.Tensor", x, y)
    }

    pub fn sub(&mut self, x: Item<'c>, y: Item<'c>) -> Option<Item<'c>> {
        self.binary("sub.Tensor", x, y)
    }

    pub fn mul(&mut self, x: Item<'c>, y: Item<'c>) -> Option<Item<'c>> {
        self.binary("mul.Tensor", x, y)
    }

    pub fn div(&mut self, x: Item<'c>, y: Item<'c>) -> Option<Item<'c>> {
        self.binary("div.Tensor", x, y)
    }

    pub fn select(&mut self, c: Item<'c>, x: Item<'c>, y: Item<'c>) -> Option<Item<'c>> {
        self.op("where.self", &[c, x, y], &[])
    }

    /// `add`, `eq` and others with a number.
    pub fn with(&mut self, name: &str, x: Item<'c>, number: f64) -> Option<Item<'c>> {
        let other = number_of(dtype(x)?, number);
        self.op(&format!("{name}.Scalar"), &[x], &[("other", other)])
    }

    pub fn view(&mut self, x: Item<'c>, sizes: &[i64]) -> Option<Item<'c>> {
        self.op("view", &[x], &[("size", Arg::Ints(sizes.to_vec()))])
    }

    pub fn expand(&mut self, x: Item<'c>, sizes: &[i64]) -> Option<Item<'c>> {
        self.op("expand", &[x], &[("size", Arg::Ints(sizes.to_vec()))])
    }

    pub fn permute(&mut self, x: Item<'c>, dims: &[i64]) -> Option<Item<'c>> {
        self.op("permute", &[x], &[("dims", Arg::Ints(dims.to_vec()))])
    }

    /// With two dimensions swapped, counted from the front.
    pub fn transpose(&mut self, x: Item<'c>, left: usize, right: usize) -> Option<Item<'c>> {
        let mut dims: Vec<i64> = (0..rank(x) as i64).collect();
        if left.max(right) >= dims.len() {
            return None;
        }
        dims.swap(left, right);
        self.permute(x, &dims)
    }

    pub fn unsqueeze(&mut self, x: Item<'c>, dim: i64) -> Option<Item<'c>> {
        self.op("unsqueeze", &[x], &[("dim", Arg::Int(dim))])
    }

    pub fn squeeze(&mut self, x: Item<'c>, dims: &[i64]) -> Option<Item<'c>> {
        self.op("squeeze.dims", &[x], &[("dim", Arg::Ints(dims.to_vec()))])
    }

    pub fn at(&mut self, x: Item<'c>, dim: i64, index: i64) -> Option<Item<'c>> {
        self.op("select.int", &[x], &[("dim", Arg::Int(dim)), ("index", Arg::Int(index))])
    }

    pub fn slice(&mut self, x: Item<'c>, dim: i64, start: i64, end: i64) -> Option<Item<'c>> {
        self.strided_slice(x, dim, start, end, 1)
    }

    pub fn strided_slice(
        &mut self,
        x: Item<'c>,
        dim: i64,
        start: i64,
        end: i64,
        step: i64,
    ) -> Option<Item<'c>> {
        let args = [("dim", dim), ("start", start), ("end", end), ("step", step)];
        self.op("slice.Tensor", &[x], &args.map(|(name, value)| (name, Arg::Int(value))))
    }

    pub fn cat(&mut self, tensors: &[Item<'c>], dim: i64) -> Option<Item<'c>> {
        self.op("cat", tensors, &[("dim", Arg::Int(dim))])
    }

    /// One number everywhere.
    pub fn full(&mut self, sizes: &[i64], number: f64, dtype: DType) -> Option<Item<'c>> {
        let args = [
            ("size", Arg::Ints(sizes.to_vec())),
            ("fill_value", number_of(dtype, number)),
            ("dtype", Arg::DType(dtype)),
        ];
        self.op("full", &[], &args)
    }

    /// One number everywhere, with the sizes and the dtype of another tensor.
    pub fn full_like(&mut self, x: Item<'c>, number: f64) -> Option<Item<'c>> {
        let number = number_of(dtype(x)?, number);
        self.op("full_like", &[x], &[("fill_value", number)])
    }

    /// start, start + 1, ..., end - 1.
    pub fn arange(&mut self, start: i64, end: i64, dtype: DType) -> Option<Item<'c>> {
        let args = [
            ("start", Arg::Int(start)),
            ("end", Arg::Int(end)),
            ("step", Arg::Int(1)),
            ("dtype", Arg::DType(dtype)),
        ];
        self.op("arange.start_step", &[], &args)
    }

    /// `sum.dim_IntList`, `mean.dim`, `amax` and others over dimensions.
    pub fn reduce(
        &mut self,
        name: &str,
        x: Item<'c>,
        dims: &[i64],
        keep: bool,
    ) -> Option<Item<'c>> {
        let args = [("dim", Arg::Ints(dims.to_vec())), ("keepdim", Arg::Flag(keep))];
        self.op(name, &[x], &args)
    }

    pub fn sum(&mut self, x: Item<'c>, dims: &[i64], keep: bool) -> Option<Item<'c>> {
        self.reduce("sum.dim_IntList", x, dims, keep)
    }

    /// A value with another dtype; itself if it has that one.
    pub fn cast(&mut self, x: Item<'c>, to: DType) -> Option<Item<'c>> {
        match dtype(x)? == to {
            true => Some(x),
            false => self.op("_to_copy", &[x], &[("dtype", Arg::DType(to))]),
        }
    }

    /// A value in the dtype that PyTorch computes its elements in: single precision for half.
    pub fn wide(&mut self, x: Item<'c>) -> Option<Item<'c>> {
        let to = dtype(x)?.to_opmath();
        self.cast(x, to)
    }

    /// A value as floats that PyTorch computes with: [`Make::wide`], and of integers the default
    /// dtype.
    pub fn promoted(&mut self, x: Item<'c>) -> Option<Item<'c>> {
        let to = dtype(x)?.to_float().to_opmath();
        self.cast(x, to)
    }
}

/// A number for tensors of a dtype.
pub fn number_of<'c>(dtype: DType, number: f64) -> Arg<'c> {
    match dtype.is_integral(true) && number.fract() == 0.0 && number.abs() < 9e15 {
        true if dtype == DType::Bool && (number == 0.0 || number == 1.0) => {
            Arg::Flag(number == 1.0)
        }
        true => Arg::Int(number as i64),
        false => Arg::Float(number),
    }
}

/// How many operands each parameter of an op has, if those that are no tensors have none, and
/// tensors that may be absent are given from the front.
fn segments(def: &OpDef, operands: usize) -> Option<Vec<i32>> {
    let params = || def.params.iter().filter(|param| param.is_operand());
    let mut left = operands.checked_sub(params().filter(|param| !param.varies()).count())? as i32;
    let mut segments = vec![];
    for param in params() {
        let size = match param.kind.base {
            BaseKind::Tensors | BaseKind::OptTensors => return None,
            BaseKind::Tensor if param.varies() => {
                let size = left.min(1);
                left -= size;
                size
            }
            BaseKind::Tensor => 1,
            _ => 0,
        };
        segments.push(size);
    }
    (left == 0).then_some(segments)
}

/// The dtype of a value.
pub fn dtype(x: Item) -> Option<DType> {
    element_dtype(x.ty)
}

/// The number of dimensions of a value.
pub fn rank(x: Item) -> usize {
    shape_of(x.ty).len()
}

/// The sizes of a value, if all are known.
pub fn sizes(x: Item) -> Option<Vec<i64>> {
    shape_of(x.ty).into_iter().collect()
}

/// A dimension counted from the front.
pub fn from_front(dim: i64, rank: usize) -> Option<usize> {
    let rank = rank.max(1) as i64;
    (-rank..rank).contains(&dim).then(|| ((dim + rank) % rank) as usize)
}

/// Dimensions counted from the front, where none are all.
pub fn all_if_none(dims: Option<Vec<i64>>, rank: usize) -> Option<Vec<i64>> {
    match dims {
        Some(dims) if !dims.is_empty() => {
            dims.into_iter().map(|dim| Some(from_front(dim, rank)? as i64)).collect()
        }
        _ => Some((0..rank as i64).collect()),
    }
}
