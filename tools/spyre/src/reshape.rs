//! Constants, and ops that put elements elsewhere.

use std::sync::Arc;

use crate::{
    element::Numerics,
    error::Error,
    program::{Extent, Kind, Literal, TensorType},
    structured::strides_of,
    tensor::{Data, Tensor, Value, extents, integers, tensor, unexpected},
};

/// The result of an op that computes nothing.
pub(crate) fn reshaped(kind: &Kind, mut operands: Vec<Value>) -> Result<Value, Error> {
    Ok(match kind {
        Kind::Splat { ty } => {
            let data = match &operands[0] {
                Value::Float(value) => Data::Floats(vec![*value; ty.count()]),
                value => Data::Integers(vec![value.integer()?; ty.count()]),
            };
            tensor(ty.clone(), data)
        }
        Kind::FromElements { ty } => from_elements(ty, &operands)?,
        Kind::Extract => extract(&operands)?,
        Kind::Insert => insert(operands)?,
        Kind::Reshape { sizes } => {
            let Value::Tensor(tensor) = operands.remove(0) else {
                return Err(unexpected("a tensor"));
            };
            let ty = TensorType { sizes: sizes.clone(), ..tensor.ty };
            Value::Tensor(Tensor { ty, ..tensor })
        }
        Kind::ExtractSlice { offsets, sizes, strides, result } => {
            let source = operands[0].tensor()?;
            let slice = Slice::new(offsets, sizes, strides, &source.ty.sizes, &operands[1..])?;
            let ty = TensorType { sizes: result.clone(), ..source.ty };
            let mut data = Data::zeros(ty.element, ty.count());
            slice.rows(|part, whole, stride, count| {
                data.copy_strided(part, &source.data, whole, stride, count);
            });
            tensor(ty, data)
        }
        Kind::InsertSlice { offsets, sizes, strides } => {
            let part = operands[0].tensor()?.data.clone();
            let whole = operands[1].tensor()?.ty.sizes.clone();
            let slice = Slice::new(offsets, sizes, strides, &whole, &operands[2..])?;
            let (ty, mut data) = own(operands.swap_remove(1))?;
            slice.rows(|from, to, stride, count| {
                data.scatter_strided(to, stride, &part, from, count);
            });
            tensor(ty, data)
        }
        _ => return Err(unexpected("an op on elements")),
    })
}

/// The value of a constant.
pub(crate) fn constant(
    ty: &TensorType,
    is_tensor: bool,
    value: &Literal,
    numerics: Numerics,
) -> Value {
    let count = ty.count();
    let all = |len: usize| is_tensor && len == 1 && count != 1;
    let data = match value {
        Literal::Floats(values) => {
            let mut values =
                if all(values.len()) { vec![values[0]; count] } else { values.clone() };
            numerics.round(ty.element, &mut values);
            Data::Floats(values)
        }
        Literal::Integers(values) if all(values.len()) => Data::Integers(vec![values[0]; count]),
        Literal::Integers(values) => Data::Integers(values.clone()),
    };
    match data {
        data if is_tensor => tensor(ty.clone(), data),
        Data::Floats(values) => Value::Float(values.first().copied().unwrap_or_default()),
        Data::Integers(values) => Value::Integer(values.first().copied().unwrap_or_default()),
    }
}

/// The type and data of a tensor, copied if others have it too.
pub(crate) fn own(value: Value) -> Result<(TensorType, Data), Error> {
    let Value::Tensor(tensor) = value else { return Err(unexpected("a tensor")) };
    Ok((tensor.ty, Arc::unwrap_or_clone(tensor.data)))
}

fn from_elements(ty: &TensorType, operands: &[Value]) -> Result<Value, Error> {
    let data = if ty.element.is_float() {
        let float = |value: &Value| match value {
            Value::Float(value) => Ok(*value),
            _ => Err(unexpected("a float")),
        };
        Data::Floats(operands.iter().map(float).collect::<Result<_, _>>()?)
    } else {
        Data::Integers(integers(operands)?)
    };
    Ok(tensor(ty.clone(), data))
}

/// The place of an element by indices.
fn place_of(sizes: &[usize], indices: &[Value]) -> Result<usize, Error> {
    let indices = integers(indices)?;
    let inside = indices.iter().zip(sizes).all(|(index, size)| (0..*size as i64).contains(index));
    if !inside || indices.len() != sizes.len() {
        return Err(Error::new(format!("{indices:?} is no place in a tensor of sizes {sizes:?}")));
    }
    Ok(indices.iter().zip(strides_of(sizes)).map(|(index, stride)| *index as usize * stride).sum())
}

fn extract(operands: &[Value]) -> Result<Value, Error> {
    let tensor = operands[0].tensor()?;
    let place = place_of(&tensor.ty.sizes, &operands[1..])?;
    Ok(match &*tensor.data {
        Data::Floats(values) => Value::Float(values[place]),
        Data::Integers(values) => Value::Integer(values[place]),
    })
}

fn insert(mut operands: Vec<Value>) -> Result<Value, Error> {
    let place = place_of(&operands[1].tensor()?.ty.sizes, &operands[2..])?;
    operands.truncate(2);
    let (ty, mut data) = own(operands.remove(1))?;
    match (&mut data, &operands[0]) {
        (Data::Floats(values), Value::Float(value)) => values[place] = *value,
        (Data::Integers(values), Value::Integer(value)) => values[place] = *value,
        _ => return Err(unexpected("a scalar of the tensor's type")),
    }
    Ok(tensor(ty, data))
}

/// A part of a tensor.
struct Slice {
    /// The first element.
    first: usize,
    sizes: Vec<usize>,
    /// How far elements of the part are apart in the whole.
    steps: Vec<usize>,
}

impl Slice {
    fn new(
        offsets: &[Extent],
        sizes: &[usize],
        strides: &[Extent],
        whole: &[usize],
        dynamic: &[Value],
    ) -> Result<Slice, Error> {
        let mut dynamic = integers(dynamic)?.into_iter();
        let offsets = extents(offsets, &mut dynamic)?;
        let strides = extents(strides, &mut dynamic)?;
        for (((offset, size), stride), whole) in offsets.iter().zip(sizes).zip(&strides).zip(whole)
        {
            let last = offset + stride * (*size as i64 - 1);
            let inside = |at: i64| (0..*whole as i64).contains(&at);
            if *size > 0 && !(inside(*offset) && inside(last) && *stride > 0) {
                return Err(Error::new(format!("{offset} to {last} is not in a size of {whole}")));
            }
        }
        let dense = strides_of(whole);
        let first =
            offsets.iter().zip(&dense).map(|(offset, stride)| *offset as usize * stride).sum();
        let steps = strides.iter().zip(&dense).map(|(stride, dense)| *stride as usize * dense);
        Ok(Slice { first, sizes: sizes.to_vec(), steps: steps.collect() })
    }

    /// Calls for every row, with where it is in the part and in the whole, how far elements are
    /// apart there, and how many there are.
    fn rows(&self, mut call: impl FnMut(usize, usize, usize, usize)) {
        let (inner, outer) = match self.sizes.split_last() {
            Some((inner, outer)) => (*inner, outer),
            None => (1, &[][..]),
        };
        let step = self.steps.last().copied().unwrap_or(1);
        let rows: usize = outer.iter().product();
        for row in 0..rows {
            let (mut rest, mut at) = (row, self.first);
            for (size, step) in outer.iter().zip(&self.steps).rev() {
                at += rest % size * step;
                rest /= size;
            }
            call(row * inner, at, step, inner);
        }
    }
}
