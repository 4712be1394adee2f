//! Random numbers: new tensors, draws from distributions, dropout.
//!
//! Source of the semantics: `aten/src/ATen/native/Distributions.cpp`, `TensorFactories.cpp`,
//! `Dropout.cpp` of PyTorch. The generator is another one: [`philox`].

use tricast_dialects::{Argument, DType};

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Table, Tensor,
    compute_dtype,
    creation::shape_of,
    multinomial::multinomial,
    philox::{Stream, exponential, normal, uniform, wide},
    poisson::poisson,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    // New tensors.
    ("aten.rand", rand),
    ("aten.rand_like", rand),
    ("aten.randn", randn),
    ("aten.randn_like", randn),
    ("aten.randint", randint),
    ("aten.randint.low", randint),
    ("aten.randint_like", randint),
    ("aten.randint_like.low_dtype", randint),
    ("aten.randperm", randperm),
    // Draws from distributions.
    ("aten.bernoulli", bernoulli),
    ("aten.bernoulli.p", |b, call| {
        let shape = call.tensor("self").shape;
        let kept = kept(b, &shape, call.float("p")?);
        Ok(b.cast_tensor(&kept, call.dtype()).into())
    }),
    ("aten.exponential", |b, call| {
        let rate = call.float("lambd")?;
        Ok(floats(b, call, |b, words, dtype| {
            let x = exponential(b, words, dtype);
            b.div(x, b.float(x.dtype, rate))
        })
        .into())
    }),
    ("aten.uniform", |b, call| {
        let (from, to) = (call.float("from")?, call.float("to")?);
        Ok(floats(b, call, |b, words, dtype| {
            let x = uniform(b, [words[0], words[1]], dtype);
            b.add(b.mul(x, b.float(x.dtype, to - from)), b.float(x.dtype, from))
        })
        .into())
    }),
    ("aten.normal_functional", normal_of),
    ("aten.normal.Tensor_Tensor", normal_of),
    ("aten.normal.Tensor_float", normal_of),
    ("aten.normal.float_Tensor", normal_of),
    ("aten.normal.float_float", normal_of),
    ("aten.poisson", poisson),
    ("aten.multinomial", multinomial),
    // Dropout.
    ("aten.dropout", |b, call| dropout(b, call, false, scaled)),
    ("aten.feature_dropout", |b, call| dropout(b, call, true, scaled)),
    ("aten.alpha_dropout", |b, call| dropout(b, call, false, alpha_scaled)),
    ("aten.feature_alpha_dropout", |b, call| dropout(b, call, true, alpha_scaled)),
    ("aten.native_dropout", native_dropout),
];

//===-- New tensors ---------------------------------------------------------===//

/// Floats of the sizes of the result; of complex numbers both parts are draws.
fn floats<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    body: impl Fn(&Builder<'c>, &[Element<'c>; 4], DType) -> Element<'c>,
) -> Tensor<'c> {
    let dtype = call.dtype();
    Stream::next(b).draw(b, &shape_of(call), &[], dtype, |words, _| {
        if !dtype.is_complex() {
            return body(b, words, dtype);
        }
        let [first, second, third, fourth] = *words;
        let part = dtype.to_real();
        let real = b.cast(body(b, &[first, second, third, fourth], part), part);
        let imaginary = b.cast(body(b, &[third, fourth, first, second], part), part);
        b.complex(real, imaginary)
    })
}

fn rand<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    Ok(floats(b, call, |b, words, dtype| uniform(b, [words[0], words[1]], dtype)).into())
}

fn randn<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    Ok(normals(b, &shape_of(call), call.dtype()).into())
}

/// Numbers of the normal distribution; a complex one has variance 1 with both its parts.
fn normals<'c>(b: &Builder<'c>, shape: &[Size<'c>], dtype: DType) -> Tensor<'c> {
    if !dtype.is_complex() {
        return Stream::next(b).draw(b, shape, &[], dtype, |words, _| normal(b, words, dtype));
    }
    let part = dtype.to_real();
    let parts = [(); 2].map(|()| normals(b, shape, part));
    b.pointwise(&[&parts[0], &parts[1]], dtype, |elements| {
        let compute = compute_dtype(part);
        let scale = b.float(compute, std::f64::consts::FRAC_1_SQRT_2);
        let scaled = |index: usize| b.cast(b.mul(b.cast(elements[index], compute), scale), part);
        b.complex(scaled(0), scaled(1))
    })
}

/// Integers in `[low, high)`: 64 random bits modulo their number.
fn randint<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let low = if call.has("low") { call.size("low") } else { Size::Static(0) };
    let count = b.size_sub(call.size("high"), low);
    if count.as_static().is_none() {
        let message = "random_ expects 'from' to be less than 'to'";
        b.assert(b.compare_sizes(Comparison::Gt, count, 0), message);
    }
    let [low, count] = [low, count].map(|size| b.from_index(b.size(size)));
    let count = b.cast(count, DType::U64);
    let dtype = call.dtype();
    let result = Stream::next(b).draw(b, &shape_of(call), &[], dtype, |words, _| {
        let rest = b.same("arith.remui", &[wide(b, words[0], words[1]), count]);
        b.cast(b.add(low, b.cast(rest, DType::I64)), dtype)
    });
    Ok(result.into())
}

/// A permutation, by the method of Fisher and Yates: from the last place on, each is exchanged
/// with itself or one before it.
fn randperm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (n, dtype) = (call.refine(0, &[call.size("n")])[0], call.dtype());
    let stream = Stream::next(b);
    let ordered = b.generate(&[n], dtype, |indices| b.cast(b.from_index(indices[0]), dtype));
    let result = b.update(n, &ordered, |index, so_far| {
        let last = b.size(b.size_sub(b.size_sub(n, 1), Size::Value(index)));
        let count = b.cast(b.from_index(b.size(b.size_add(Size::Value(last), 1))), DType::U64);
        let words = stream.first(b, index);
        let other = b.same("arith.remui", &[wide(b, words[0], words[1]), count]);
        let other = b.to_index(other);
        let (first, second) = (b.extract(so_far, &[last]), b.extract(so_far, &[other]));
        b.insert(first, &b.insert(second, so_far, &[last]), &[other])
    });
    Ok(result.into())
}

//===-- Draws from distributions --------------------------------------------===//

/// True with a probability.
fn kept<'c>(b: &Builder<'c>, shape: &[Size<'c>], probability: f64) -> Tensor<'c> {
    Stream::next(b).draw(b, shape, &[], DType::Bool, |words, _| {
        let x = uniform(b, [words[0], words[1]], DType::F64);
        b.compare(Comparison::Lt, x, b.float(DType::F64, probability))
    })
}

/// Ends the run with an error where an element is not what `holds` says.
pub fn check_all<'c>(
    b: &Builder<'c>,
    tensor: &Tensor<'c>,
    message: &str,
    holds: impl FnOnce(Element<'c>) -> Element<'c>,
) {
    let dims: Vec<usize> = (0..tensor.rank()).collect();
    let all = b.fold(tensor, &dims, b.bool(true), |all, element| b.and(all, holds(element)));
    b.assert(b.item(&all), message);
}

/// 1 with the probability that each element of `self` is.
fn bernoulli<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let compute = compute_dtype(tensor.dtype);
    let number = |value: f64| b.float(compute, value);
    check_all(b, &tensor, "Expected p_in >= 0 && p_in <= 1", |p| {
        let p = b.cast(p, compute);
        let is_positive = b.compare(Comparison::Ge, p, number(0.0));
        b.and(is_positive, b.compare(Comparison::Le, p, number(1.0)))
    });
    let result =
        Stream::next(b).draw(b, &tensor.shape, &[&tensor], tensor.dtype, |words, elements| {
            let x = uniform(b, [words[0], words[1]], compute);
            b.compare(Comparison::Lt, x, b.cast(elements[0], compute))
        });
    Ok(result.into())
}

/// `mean + std * z`, where both may be tensors.
fn normal_of<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let dtype = call.dtype();
    let given = ["mean", "std"].map(|name| match call.arguments.get(name) {
        Argument::Tensor(_) => Some(call.tensor(name)),
        _ => None,
    });
    if let Some(std) = given[1].as_ref().filter(|std| !std.dtype.is_complex()) {
        check_all(b, std, "normal expects all elements of std >= 0.0", |std| {
            b.compare(Comparison::Ge, std, b.int(std.dtype, 0))
        });
    }
    let shapes: Vec<&[Size]> = given.iter().flatten().map(|tensor| &tensor.shape[..]).collect();
    let shape: Sizes = match shapes[..] {
        [] => shape_of(call),
        _ => call.refine(0, &b.broadcast_shape(&shapes)),
    };
    let compute = compute_dtype(dtype);
    let draws = normals(b, &shape, compute);
    let tensors: Vec<&Tensor> = given.iter().flatten().chain([&draws]).collect();
    let result = b.pointwise_to(&shape, &tensors, dtype, |elements| {
        let mut elements = elements.iter().map(|&element| b.cast(element, compute));
        let parts = [0, 1].map(|index| {
            let element = given[index].as_ref().and_then(|_| elements.next());
            element.unwrap_or_else(|| call.number(b, ["mean", "std"][index], compute))
        });
        let draw = elements.next().expect("an element of the draws");
        b.add(parts[0], b.mul(parts[1], draw))
    });
    Ok(result.into())
}

//===-- Dropout -------------------------------------------------------------===//

/// What becomes of an element that is kept or not, with the probability `p` of dropping it.
type Dropped = for<'c> fn(&Builder<'c>, Element<'c>, Element<'c>, f64) -> Element<'c>;

/// Zero, or divided by `1 - p`.
fn scaled<'c>(b: &Builder<'c>, x: Element<'c>, is_kept: Element<'c>, p: f64) -> Element<'c> {
    let factor = b.select(is_kept, b.float(x.dtype, 1.0 / (1.0 - p)), b.float(x.dtype, 0.0));
    b.mul(x, factor)
}

/// selu's limit at minus infinity, or itself; then scaled and moved so that mean and variance stay.
fn alpha_scaled<'c>(b: &Builder<'c>, x: Element<'c>, is_kept: Element<'c>, p: f64) -> Element<'c> {
    const ALPHA: f64 = 1.758_099_340_847_376_6;
    let scale = 1.0 / ((ALPHA * ALPHA * p + 1.0) * (1.0 - p)).sqrt();
    let number = |value: f64| b.float(x.dtype, value);
    let move_by = |limit: f64| number(ALPHA * scale * (p + limit));
    let factor = b.select(is_kept, number(scale), number(0.0));
    b.add(b.mul(x, factor), b.select(is_kept, move_by(0.0), move_by(-1.0)))
}

fn dropout<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    by_channel: bool,
    dropped: Dropped,
) -> Result<Outputs<'c>, LowerError> {
    let (input, p) = (call.tensor("input"), call.float("p")?);
    if p == 0.0 || !call.bool("train")? {
        return Ok(input.into());
    }
    Ok(dropped_out(b, &input, p, by_channel, dropped).into())
}

/// Elements dropped at random with the probability `p`, and the others scaled up.
pub fn drop_elements<'c>(b: &Builder<'c>, input: &Tensor<'c>, p: f64) -> Tensor<'c> {
    if p == 0.0 { input.clone() } else { dropped_out(b, input, p, false, scaled) }
}

fn dropped_out<'c>(
    b: &Builder<'c>,
    input: &Tensor<'c>,
    p: f64,
    by_channel: bool,
    dropped: Dropped,
) -> Tensor<'c> {
    let compute = compute_dtype(input.dtype);
    if p == 1.0 {
        return b.pointwise(&[input], input.dtype, |elements| {
            b.mul(elements[0], b.int(input.dtype, 0))
        });
    }
    let mut shape = input.shape.clone();
    if by_channel {
        shape.truncate(2);
    }
    let mut mask = kept(b, &shape, 1.0 - p);
    for dim in shape.len()..input.rank() {
        mask = b.unsqueeze(&mask, dim);
    }
    b.pointwise_to(&input.shape, &[input, &mask], input.dtype, |elements| {
        dropped(b, b.cast(elements[0], compute), elements[1], p)
    })
}

fn native_dropout<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (input, p) = (call.tensor("input"), call.float("p")?);
    let trains = matches!(call.arguments.get("train"), Argument::None) || call.bool("train")?;
    if !trains {
        let all = b.full(&input.shape, b.bool(true));
        return Ok(vec![input, all].into());
    }
    let mask = kept(b, &input.shape, 1.0 - p);
    let compute = compute_dtype(input.dtype);
    let scale = if p == 1.0 { 0.0 } else { 1.0 / (1.0 - p) };
    let result = b.pointwise(&[&input, &mask], input.dtype, |elements| {
        let kept = b.cast(elements[1], compute);
        b.mul(b.mul(b.cast(elements[0], compute), kept), b.float(compute, scale))
    });
    Ok(vec![result, mask].into())
}
