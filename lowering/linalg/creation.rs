//! Tensors of known values.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorFactories.cpp`, `RangeFactories.cpp`,
//! `cpu/RangeFactoriesKernel.cpp` and `Onehot.cpp` of PyTorch.

use tricast_dialects::{Argument, DType, Scalar};

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Table, Tensor,
    compute_dtype,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    // One value everywhere.
    ("aten.empty.memory_format", empty),
    ("aten.empty_like", empty),
    ("aten.empty_permuted", empty),
    ("aten.empty_strided", empty),
    ("aten.new_empty", empty),
    ("aten.new_empty_strided", empty),
    ("aten.zeros", |b, call| filled(b, call, 0)),
    ("aten.zeros_like", |b, call| filled(b, call, 0)),
    ("aten.new_zeros", |b, call| filled(b, call, 0)),
    ("aten.ones", |b, call| filled(b, call, 1)),
    ("aten.ones_like", |b, call| filled(b, call, 1)),
    ("aten.new_ones", |b, call| filled(b, call, 1)),
    ("aten.full", |b, call| full(b, call, "fill_value")),
    ("aten.full_like", |b, call| full(b, call, "fill_value")),
    ("aten.new_full", |b, call| full(b, call, "fill_value")),
    ("aten.fill.Scalar", |b, call| full(b, call, "value")),
    ("aten.fill.Tensor", |b, call| {
        let value = b.cast_tensor(&call.tensor("value"), call.dtype());
        Ok(b.broadcast_to(&value, &shape_of(call)).into())
    }),
    ("aten.scalar_tensor", |b, call| Ok(b.scalar_tensor(call.number(b, "s", call.dtype())).into())),
    // Ranges.
    ("aten.arange", arange),
    ("aten.arange.start", arange),
    ("aten.arange.start_step", arange),
    ("aten.linspace", linspace),
    ("aten.linspace.Tensor_Tensor", linspace),
    ("aten.linspace.Tensor_Scalar", linspace),
    ("aten.linspace.Scalar_Tensor", linspace),
    ("aten.logspace", logspace),
    ("aten.logspace.Tensor_Tensor", logspace),
    ("aten.logspace.Tensor_Scalar", logspace),
    ("aten.logspace.Scalar_Tensor", logspace),
    // Matrices of ones and zeros.
    ("aten.eye", |b, call| Ok(eye(b, call, call.size("n"), call.size("n")).into())),
    ("aten.eye.m", |b, call| Ok(eye(b, call, call.size("n"), call.size("m")).into())),
    ("aten.one_hot", one_hot),
];

//===-- One value everywhere ------------------------------------------------===//

/// The sizes that an op is given, or those of `self`.
pub fn shape_of<'c>(call: &Call<'c>) -> Sizes<'c> {
    let sizes = match call.has("size") {
        true => call.sizes("size"),
        false => call.tensor("self").shape,
    };
    call.refine(0, &sizes)
}

/// Any values; those of a bool are bools.
fn empty<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    if call.dtype() == DType::Bool {
        return filled(b, call, 0);
    }
    Ok(b.empty(&shape_of(call), call.dtype()).into())
}

fn filled<'c>(b: &Builder<'c>, call: &Call<'c>, value: i64) -> Result<Outputs<'c>, LowerError> {
    Ok(b.full(&shape_of(call), b.int(call.dtype(), value)).into())
}

fn full<'c>(b: &Builder<'c>, call: &Call<'c>, name: &str) -> Result<Outputs<'c>, LowerError> {
    Ok(b.full(&shape_of(call), call.number(b, name, call.dtype())).into())
}

//===-- Ranges --------------------------------------------------------------===//

/// The dtype that PyTorch's CPU kernels count in.
fn accumulate_dtype(dtype: DType) -> DType {
    match dtype {
        DType::F32 => DType::F64,
        dtype if dtype.is_integral(false) => DType::I64,
        dtype => compute_dtype(dtype),
    }
}

fn arange<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let dtype = call.dtype();
    let compute = accumulate_dtype(dtype);
    let number = |name: &str, default: i64, dtype: DType| match call.has(name) {
        true => call.number(b, name, dtype),
        false => b.int(dtype, default),
    };
    let length = match call.result(0).shape[0].as_static() {
        Some(length) => Size::Static(length),
        None => {
            // A range of int64 is as long as its cut numbers make it, others as they are.
            let is_integral = ["start", "end", "step"].iter().all(|name| is_integer(call, name));
            let dtype = if is_integral || dtype == DType::I64 { DType::I64 } else { DType::F64 };
            let (start, end) = (number("start", 0, dtype), number("end", 0, dtype));
            range_length(b, start, end, number("step", 1, dtype))
        }
    };
    let (start, step) = (number("start", 0, compute), number("step", 1, compute));
    let result = b.generate(&[length], dtype, |indices| {
        let index = b.cast(b.from_index(indices[0]), compute);
        b.add(start, b.mul(step, index))
    });
    Ok(result.into())
}

/// Whether a number is given as an integer, or not at all.
fn is_integer(call: &Call, name: &str) -> bool {
    let is_float = |scalar: &Scalar| matches!(scalar, Scalar::Float(_) | Scalar::SymFloat);
    !call.has(name)
        || !matches!(call.arguments.get(name), Argument::Scalar(scalar) if is_float(scalar))
}

/// The number of steps from `start` that do not reach `end`.
fn range_length<'c>(
    b: &Builder<'c>,
    start: Element<'c>,
    end: Element<'c>,
    step: Element<'c>,
) -> Size<'c> {
    let (distance, zero) = (b.sub(end, start), b.int(start.dtype, 0));
    let count = if start.dtype.is_float() {
        b.math("ceil", b.div(distance, step))
    } else {
        // Rounded up.
        b.neg(b.floor_div(b.neg(distance), step))
    };
    Size::Value(b.to_index(b.max(count, zero)))
}

/// `steps` numbers, which `body` makes of those of a linear space: from both ends, so that the
/// last one is exact.
fn space<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl FnOnce(Element<'c>) -> Element<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let (dtype, steps) = (call.dtype(), call.int("steps")?);
    // Bounds are cut to the dtype first.
    let bound = |name: &str| match call.arguments.get(name) {
        Argument::Tensor(_) => b.cast(b.item(&call.tensor(name)), dtype),
        _ => call.number(b, name, dtype),
    };
    let compute = if dtype.is_integral(true) { DType::F64 } else { compute_dtype(dtype) };
    let [start, end] = ["start", "end"].map(|name| b.cast(bound(name), compute));
    let step = b.div(b.sub(end, start), b.int(compute, (steps - 1).max(1)));
    let result = b.generate(&[Size::Static(steps)], dtype, |indices| {
        let index = b.from_index(indices[0]);
        let number = |index| b.cast(index, compute);
        let up = b.add(start, b.mul(step, number(index)));
        let left = b.sub(b.int(DType::I64, steps - 1), index);
        let down = b.sub(end, b.mul(step, number(left)));
        let is_first = b.compare(Comparison::Lt, index, b.int(DType::I64, steps.max(2) / 2));
        body(b.select(is_first, up, down))
    });
    Ok(result.into())
}

fn linspace<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    space(b, call, |x| x)
}

fn logspace<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let base = call.float("base")?;
    space(b, call, |x| {
        if !x.dtype.is_complex() {
            return b.pow(b.float(x.dtype, base), x);
        }
        // base^x = exp(x * log(base))
        let part = |value: f64| b.float(x.dtype.to_real(), value);
        let angle = if base < 0.0 { std::f64::consts::PI } else { 0.0 };
        let log = b.complex(part(base.abs().ln()), part(angle));
        b.same("complex.exp", &[b.mul(x, log)])
    })
}

//===-- Matrices of ones and zeros ------------------------------------------===//

fn eye<'c>(b: &Builder<'c>, call: &Call<'c>, rows: Size<'c>, columns: Size<'c>) -> Tensor<'c> {
    let dtype = call.dtype();
    b.generate(&call.refine(0, &[rows, columns]), dtype, |indices| {
        let [row, column] = [0, 1].map(|dim| b.from_index(indices[dim]));
        b.cast(b.compare(Comparison::Eq, row, column), dtype)
    })
}

fn one_hot<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let classes = match call.int("num_classes")? {
        -1 => b.size_add(largest(b, &tensor), 1),
        classes => Size::Static(classes),
    };
    b.check_indices_from(&tensor, Size::Static(0), classes, "one_hot");
    let mut shape = tensor.shape.clone();
    shape.push(classes);
    let numbers = b.unsqueeze(&tensor, tensor.rank());
    let result = b.pointwise_to(&shape, &[&numbers], DType::I64, |elements| {
        let place = b.from_index(b.loop_index(tensor.rank()));
        b.cast(b.compare(Comparison::Eq, elements[0], place), DType::I64)
    });
    Ok(result.into())
}

/// The largest element of indices, or -1 if there is none.
fn largest<'c>(b: &Builder<'c>, tensor: &Tensor<'c>) -> Size<'c> {
    let dims: Vec<usize> = (0..tensor.rank()).collect();
    let least = b.int(tensor.dtype, -1);
    let results = b.reduce(&[tensor], &dims, &[least], |so_far, elements, _| {
        vec![b.max(so_far[0], elements[0])]
    });
    Size::Value(b.to_index(b.item(&results[0])))
}
