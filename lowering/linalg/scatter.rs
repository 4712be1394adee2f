//! Writing by index, into a copy: element by element, or slice by slice.
//!
//! What an index names is written in the order of the indices, one after the other.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorAdvancedIndexing.cpp`,
//! `cpu/ScatterGatherKernel.cpp`.

use melior::ir::Value;
use tricast_dialects::DType;

use super::{
    Builder, Call, Element, LowerError, Outputs, Size, Table, Tensor, compute_dtype,
    indexing::size_at,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.scatter.src", |b, call| scatter(b, call, How::Write)),
    ("aten.scatter.value", |b, call| scatter(b, call, How::Write)),
    ("aten.scatter.reduce", |b, call| scatter(b, call, How::of(call.str("reduce")?))),
    ("aten.scatter.value_reduce", |b, call| scatter(b, call, How::of(call.str("reduce")?))),
    ("aten.scatter_add", |b, call| scatter(b, call, How::Add)),
    ("aten.scatter_reduce.two", |b, call| scatter(b, call, How::of(call.str("reduce")?))),
    ("aten.put", put),
    ("aten.index_add", index_add),
    ("aten.index_reduce", |b, call| {
        index_slices(b, call, How::of(call.str("reduce")?), |element| element)
    }),
    ("aten.index_copy", |b, call| index_slices(b, call, How::Write, |element| element)),
    ("aten.index_fill.int_Scalar", |b, call| {
        let value = call.number(b, "value", call.dtype());
        index_fill(b, call, value)
    }),
    ("aten.index_fill.int_Tensor", |b, call| {
        let value = b.cast(b.item(&call.tensor("value")), call.dtype());
        index_fill(b, call, value)
    }),
];

/// What is made of an element and one that is written to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Write,
    Add,
    Multiply,
    Mean,
    Max,
    Min,
}

impl How {
    /// By the name that PyTorch's ops have for it.
    fn of(name: &str) -> Self {
        match name {
            "prod" | "multiply" => How::Multiply,
            "mean" => How::Mean,
            "amax" => How::Max,
            "amin" => How::Min,
            _ => How::Add,
        }
    }

    /// What changes nothing.
    fn identity<'c>(self, b: &Builder<'c>, dtype: DType) -> Element<'c> {
        match self {
            How::Write | How::Add | How::Mean => b.int(dtype, 0),
            How::Multiply => b.int(dtype, 1),
            How::Max => b.lowest(dtype),
            How::Min => b.highest(dtype),
        }
    }

    fn combine<'c>(self, b: &Builder<'c>, old: Element<'c>, new: Element<'c>) -> Element<'c> {
        match self {
            How::Write => new,
            How::Add | How::Mean => b.add(old, new),
            How::Multiply => b.mul(old, new),
            How::Max => b.max(old, new),
            How::Min => b.min(old, new),
        }
    }

    /// The dtype that is computed in.
    fn compute_dtype(self, dtype: DType) -> DType {
        if self == How::Write { dtype } else { compute_dtype(dtype) }
    }
}

/// Goes over what is written: `write` is called once at each place of the indices, with the place
/// in the target and what tells the element that is written there.
type Places<'p, 'c> = dyn Fn(
        &Tensor<'c>,
        &mut dyn FnMut(&[Value<'c, 'c>], &[Value<'c, 'c>], &Tensor<'c>) -> Tensor<'c>,
    ) -> Tensor<'c>
    + 'p;

/// A tensor with `source`, given what `places` tell of it, combined with what it has there.
/// Without `include_self` what it has counts only where nothing is written.
fn written<'c>(
    b: &Builder<'c>,
    tensor: &Tensor<'c>,
    how: How,
    include_self: bool,
    places: &Places<'_, 'c>,
    source: impl Fn(&[Value<'c, 'c>]) -> Element<'c>,
) -> Tensor<'c> {
    let compute = how.compute_dtype(tensor.dtype);
    let mut result = b.cast_tensor(tensor, compute);
    if !include_self {
        let identity = how.identity(b, compute);
        result = places(&result, &mut |place, _, so_far| b.insert(identity, so_far, place));
    }
    result = places(&result, &mut |place, from, so_far| {
        let new = b.cast(source(from), compute);
        let old = if how == How::Write { new } else { b.extract(so_far, place) };
        b.insert(how.combine(b, old, new), so_far, place)
    });
    if how == How::Mean {
        let one = b.int(DType::I64, 1);
        let counts = b.full(&tensor.shape, b.int(DType::I64, i64::from(include_self)));
        let counts = places(&counts, &mut |place, _, counts| {
            b.insert(b.add(b.extract(counts, place), one), counts, place)
        });
        result = b.pointwise(&[&result, &counts], compute, |elements| {
            let count = b.cast(b.max(elements[1], one), compute);
            match compute.is_integral(true) {
                true => b.floor_div(elements[0], count),
                false => b.div(elements[0], count),
            }
        });
    }
    b.cast_tensor(&result, tensor.dtype)
}

/// A tensor of rank 0 as a vector, as ops that index along a dimension take it.
fn as_vector<'c>(b: &Builder<'c>, tensor: &Tensor<'c>) -> Tensor<'c> {
    if tensor.rank() == 0 { b.flatten(tensor) } else { tensor.clone() }
}

//===-- Element by element --------------------------------------------------===//

/// `self[index[i][j]][j]` combined with `src[i][j]`, or with a number, for `dim` = 0.
fn scatter<'c>(b: &Builder<'c>, call: &Call<'c>, how: How) -> Result<Outputs<'c>, LowerError> {
    let (tensor, index) = (call.tensor("self"), call.tensor("index"));
    if index.shape.iter().any(|size| size.is(0)) {
        return Ok(tensor.into());
    }
    let dim = tensor.dim(call.int("dim")?);
    let size = size_at(&tensor, dim);
    b.check_indices_from(&index, Size::Static(0), size, call.op.base_name());
    let include_self = !call.has("include_self") || call.bool("include_self")?;
    let (target, index) = (as_vector(b, &tensor), as_vector(b, &index));
    type Source<'a, 'c> = Box<dyn Fn(&[Value<'c, 'c>]) -> Element<'c> + 'a>;
    let source: Source<'_, 'c> = if call.has("src") {
        let source = as_vector(b, &call.tensor("src"));
        Box::new(move |place| b.extract(&source, place))
    } else {
        let value = call.number(b, "value", tensor.dtype);
        Box::new(move |_| value)
    };
    let places: &Places = &|target, write| {
        b.update_over(&index.shape, target, &mut |from, so_far| {
            let mut place = from.to_vec();
            place[dim] = b.wrap_index(b.extract(&index, from), size);
            write(&place, from, so_far)
        })
    };
    let result = written(b, &target, how, include_self, places, source);
    Ok(b.reshape(&result, &tensor.shape).into())
}

/// `self.flatten()[index] = source`.
fn put<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let [target, index, source] =
        ["self", "index", "source"].map(|name| b.flatten(&call.tensor(name)));
    if index.shape[0].is(0) {
        return Ok(tensor.into());
    }
    let size = target.shape[0];
    b.check_indices(&index, size, "put");
    let how = if call.bool("accumulate")? { How::Add } else { How::Write };
    let places: &Places = &|target, write| {
        b.update_over(&index.shape, target, &mut |from, so_far| {
            write(&[b.wrap_index(b.extract(&index, from), size)], from, so_far)
        })
    };
    let result = written(b, &target, how, true, places, |from| b.extract(&source, from));
    Ok(b.reshape(&result, &tensor.shape).into())
}

//===-- Slice by slice ------------------------------------------------------===//

/// `self` at the places that a vector `index` names along `dim`, combined with an element for
/// each: `source` gets its place in what the slices are from.
fn slices<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    how: How,
    lowest: impl FnOnce(Size<'c>) -> Size<'c>,
    source: impl Fn(&[Value<'c, 'c>]) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let (tensor, index) = (call.tensor("self"), b.flatten(&call.tensor("index")));
    let target = as_vector(b, &tensor);
    let dim = target.dim(call.int("dim")?);
    if index.shape[0].is(0) || target.shape.iter().any(|size| size.is(0)) {
        return Ok(tensor.into());
    }
    let size = target.shape[dim];
    b.check_indices_from(&index, lowest(size), size, call.op.base_name());
    let include_self = !call.has("include_self") || call.bool("include_self")?;
    let mut others = target.shape.clone();
    others.remove(dim);
    let places: &Places = &|target, write| {
        b.update(index.shape[0], target, |row, so_far| {
            let to = b.wrap_index(b.extract(&index, &[row]), size);
            b.update_over(&others, so_far, &mut |rest, so_far| {
                let at = |along| {
                    let mut place = rest.to_vec();
                    place.insert(dim, along);
                    place
                };
                write(&at(to), &at(row), so_far)
            })
        })
    };
    let result = written(b, &target, how, include_self, places, source);
    Ok(b.reshape(&result, &tensor.shape).into())
}

/// [`slices`] of `source`, whose elements `scale` makes something of.
fn index_slices<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    how: How,
    scale: impl Fn(Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let source = as_vector(b, &call.tensor("source"));
    slices(
        b,
        call,
        how,
        |_| Size::Static(0),
        |from| {
            // A source of rank 0 has the elements of a vector.
            scale(b.extract(&source, from))
        },
    )
}

fn index_add<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let compute = compute_dtype(call.dtype());
    if call.opt_float("alpha")? == Some(1.0) {
        return index_slices(b, call, How::Add, |element| element);
    }
    let alpha = call.number(b, "alpha", compute);
    index_slices(b, call, How::Add, |element| b.mul(alpha, b.cast(element, compute)))
}

fn index_fill<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    value: Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    slices(b, call, How::Write, |size| b.size_sub(0, size), |_| value)
}
