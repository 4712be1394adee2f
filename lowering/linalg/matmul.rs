//! Matrix products.
//!
//! Source of the semantics: `LinearAlgebra.cpp`, `Linear.cpp` and `Blas.cpp` in
//! `aten/src/ATen/native` of PyTorch.

use tricast_dialects::DType;

use super::{
    Builder, Call, Element, LowerError, Outputs, Size, Sizes, Table, Tensor, compute_dtype,
    contraction::Labelled, einsum, pointwise::binary, wrap_dim,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.dot", |b, call| product(b, call, "self", "tensor", "i,i->")),
    ("aten.vdot", |b, call| conjugate_product(b, call, "self", "other", "i,i->")),
    ("aten.outer", |b, call| product(b, call, "self", "vec2", "i,j->ij")),
    ("aten.ger", |b, call| product(b, call, "self", "vec2", "i,j->ij")),
    ("aten.addr", |b, call| add_product(b, call, "vec1", "vec2", "i,j->ij")),
    ("aten.cross", cross),
    ("aten.linalg_cross", cross),
    ("aten.linalg_vecdot", vecdot),
    ("aten.mm", |b, call| product(b, call, "self", "mat2", "ij,jk->ik")),
    ("aten.addmm", |b, call| add_product(b, call, "mat1", "mat2", "ij,jk->ik")),
    ("aten.mv", |b, call| product(b, call, "self", "vec", "ij,j->i")),
    ("aten.addmv", |b, call| add_product(b, call, "mat", "vec", "ij,j->i")),
    ("aten.bmm", |b, call| product(b, call, "self", "mat2", "bij,bjk->bik")),
    ("aten.baddbmm", |b, call| add_product(b, call, "batch1", "batch2", "bij,bjk->bik")),
    ("aten.addbmm", |b, call| add_product(b, call, "batch1", "batch2", "bij,bjk->ik")),
    ("aten._int_mm", |b, call| product(b, call, "self", "mat2", "ij,jk->ik")),
    ("aten._scaled_mm", scaled_mm),
    ("aten._weight_int8pack_mm", weight_int8pack_mm),
    ("aten.matmul", matmul),
    ("aten.linalg_matmul", matmul),
    ("aten.linear", linear),
    ("aten.bilinear", bilinear),
    ("aten._trilinear", trilinear),
    ("aten.inner", inner),
    ("aten.kron", kron),
    ("aten.tensordot", tensordot),
    ("aten.einsum", equation),
];

/// The product of two tensors as `einsum` has it, in the dtype that it is summed in.
fn sums<'c>(b: &Builder<'c>, call: &Call<'c>, tensors: &[Tensor<'c>], text: &str) -> Tensor<'c> {
    einsum::equation(b, text, tensors, None, compute_dtype(call.dtype()))
}

/// An op that is one of `einsum`.
fn product<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    x: &str,
    y: &str,
    text: &str,
) -> Result<Outputs<'c>, LowerError> {
    let sums = sums(b, call, &[call.tensor(x), call.tensor(y)], text);
    Ok(b.cast_tensor(&sums, call.dtype()).into())
}

/// An op that is one of `einsum`, with the conjugate of the first tensor.
fn conjugate_product<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    x: &str,
    y: &str,
    text: &str,
) -> Result<Outputs<'c>, LowerError> {
    let mut x = call.tensor(x);
    if x.dtype.is_complex() {
        x = b.pointwise(&[&x], x.dtype, |elements| {
            b.complex(b.real(elements[0]), b.neg(b.imaginary(elements[0])))
        });
    }
    let sums = sums(b, call, &[x, call.tensor(y)], text);
    Ok(b.cast_tensor(&sums, call.dtype()).into())
}

/// A number to multiply with, if it is not 1.
fn factor<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    name: &str,
    dtype: DType,
) -> Result<Option<Element<'c>>, LowerError> {
    let is_one = call.arguments.scalar(name)?.as_f64() == Some(1.0);
    Ok((!is_one).then(|| call.number(b, name, dtype)))
}

/// `beta * self + alpha * product`.
fn add_product<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    x: &str,
    y: &str,
    text: &str,
) -> Result<Outputs<'c>, LowerError> {
    let product = sums(b, call, &[call.tensor(x), call.tensor(y)], text);
    let compute = product.dtype;
    let (alpha, beta) = (factor(b, call, "alpha", compute)?, factor(b, call, "beta", compute)?);
    let scaled = |factor: Option<Element<'c>>, element| match factor {
        Some(factor) => b.mul(factor, element),
        None => element,
    };
    // What beta = 0 takes out is not read: it may be NaN.
    let result = if call.arguments.scalar("beta")?.as_f64() == Some(0.0) {
        b.pointwise(&[&product], call.dtype(), |elements| scaled(alpha, elements[0]))
    } else {
        b.pointwise(&[&product, &call.tensor("self")], call.dtype(), |elements| {
            b.add(scaled(alpha, elements[0]), scaled(beta, b.cast(elements[1], compute)))
        })
    };
    Ok(result.into())
}

/// Sums with a bias that broadcasts to them, rounded once.
fn with_bias<'c>(b: &Builder<'c>, call: &Call<'c>, sums: &Tensor<'c>) -> Outputs<'c> {
    let Some(bias) = call.opt_tensor("bias") else {
        return b.cast_tensor(sums, call.dtype()).into();
    };
    let add = |elements: &[Element<'c>]| b.add(elements[0], b.cast(elements[1], sums.dtype));
    b.pointwise(&[sums, &bias], call.dtype(), add).into()
}

/// `self @ other` of any ranks.
fn matmul<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let text = match (call.tensor("self").rank(), call.tensor("other").rank()) {
        (1, 1) => "k,k->",
        (_, 1) => "...mk,k->...m",
        (1, _) => "k,...kn->...n",
        _ => "...mk,...kn->...mn",
    };
    product(b, call, "self", "other", text)
}

/// `input @ weight.T + bias`, where the weight may be a vector.
fn linear<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensors = [call.tensor("input"), call.tensor("weight")];
    let text = if tensors[1].rank() == 1 { "...k,k->..." } else { "...k,nk->...n" };
    Ok(with_bias(b, call, &sums(b, call, &tensors, text)))
}

/// `input1 @ weight[k] @ input2 + bias[k]`.
fn bilinear<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensors = ["input1", "weight", "input2"].map(|name| call.tensor(name));
    Ok(with_bias(b, call, &sums(b, call, &tensors, "...i,kij,...j->...k")))
}

/// Three tensors over the dimensions of one shape, of which each lacks some.
fn trilinear<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let rank = call.tensor("i1").rank() + call.ints("expand1")?.len();
    let wrapped = |name: &str| -> Result<Vec<usize>, LowerError> {
        Ok(call.ints(name)?.into_iter().map(|dim| wrap_dim(dim, rank)).collect())
    };
    let without = |dims: Vec<usize>| (0..rank).filter(|dim| !dims.contains(dim)).collect();
    let mut operands = vec![];
    for (tensor, missing) in [("i1", "expand1"), ("i2", "expand2"), ("i3", "expand3")] {
        operands.push(Labelled { tensor: call.tensor(tensor), labels: without(wrapped(missing)?) });
    }
    let output: Vec<usize> = without(wrapped("sumdim")?);
    let sums = einsum::sum(b, operands, &output, None, compute_dtype(call.dtype()));
    Ok(b.cast_tensor(&sums, call.dtype()).into())
}

/// The products of the vectors along the last dimensions.
fn inner<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, y) = (call.tensor("self"), call.tensor("other"));
    if x.rank() == 0 || y.rank() == 0 {
        return binary(b, call, |b, x, y| b.mul(x, y));
    }
    let dims = [(x.rank() - 1, y.rank() - 1)];
    Ok(sum_pairs(b, call, &x, &y, &dims))
}

/// The sum over pairs of dimensions, one of each tensor.
fn tensordot<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, y) = (call.tensor("self"), call.tensor("other"));
    let pairs = call.ints("dims_self")?.into_iter().zip(call.ints("dims_other")?);
    let pairs: Vec<_> =
        pairs.map(|(of_x, of_y)| (wrap_dim(of_x, x.rank()), wrap_dim(of_y, y.rank()))).collect();
    Ok(sum_pairs(b, call, &x, &y, &pairs))
}

/// The products of two tensors summed over `pairs` of their dimensions; the others are those of
/// the result.
fn sum_pairs<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    x: &Tensor<'c>,
    y: &Tensor<'c>,
    pairs: &[(usize, usize)],
) -> Outputs<'c> {
    let labels_x: Vec<usize> = (0..x.rank()).collect();
    let labels_y: Vec<usize> = (0..y.rank())
        .map(|dim| match pairs.iter().find(|pair| pair.1 == dim) {
            Some(pair) => pair.0,
            None => x.rank() + dim,
        })
        .collect();
    let is_summed = |label: &usize| pairs.iter().any(|pair| pair.0 == *label);
    let all = labels_x.iter().chain(&labels_y).copied();
    let output: Vec<usize> = all.filter(|label| !is_summed(label)).collect();
    let operands = vec![
        Labelled { tensor: x.clone(), labels: labels_x },
        Labelled { tensor: y.clone(), labels: labels_y },
    ];
    let sums = einsum::sum(b, operands, &output, None, compute_dtype(call.dtype()));
    b.cast_tensor(&sums, call.dtype()).into()
}

/// In each dimension, every element of one with every element of the other.
fn kron<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensors = [call.tensor("self"), call.tensor("other")];
    let rank = tensors[0].rank().max(tensors[1].rank());
    let [x, y] = tensors.map(|tensor| {
        let ones = vec![Size::Static(1); rank - tensor.rank()];
        b.reshape(&tensor, &[&ones, tensor.shape.as_slice()].concat())
    });
    let shape: Sizes = (0..rank).map(|dim| b.size_mul(x.shape[dim], y.shape[dim])).collect();
    let shape = call.refine(0, &shape);
    let even = |dim: usize| 2 * dim;
    let odd = |dim: usize| 2 * dim + 1;
    let operands = vec![
        Labelled { tensor: x, labels: (0..rank).map(even).collect() },
        Labelled { tensor: y, labels: (0..rank).map(odd).collect() },
    ];
    let output: Vec<usize> = (0..2 * rank).collect();
    let products = einsum::sum(b, operands, &output, None, compute_dtype(call.dtype()));
    Ok(b.cast_tensor(&b.reshape(&products, &shape), call.dtype()).into())
}

/// `sum(conj(x) * y)` along a dimension of what both broadcast to.
fn vecdot<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let ranks = [call.tensor("x").rank(), call.tensor("y").rank()];
    let rank = ranks[0].max(ranks[1]);
    // A letter for each dimension, the same from the end.
    let letters: String = ('a'..='z').chain('A'..='Z').take(rank).collect();
    let summed = letters.chars().nth(wrap_dim(call.int("dim")?, rank));
    let output: String = letters.chars().filter(|&letter| Some(letter) != summed).collect();
    let [x, y] = ranks.map(|own| &letters[rank - own..]);
    conjugate_product(b, call, "x", "y", &format!("{x},{y}->{output}"))
}

/// The cross product along a dimension, by default the first one of size 3.
fn cross<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (x, y) = (call.tensor("self"), call.tensor("other"));
    let dim = match call.opt_int("dim")? {
        Some(dim) => x.dim(dim),
        None => {
            let known = x.shape.iter().position(|size| size.is(3));
            let missing = || LowerError("needs a dimension that is known to have size 3".into());
            known.ok_or_else(missing)?
        }
    };
    let compute = compute_dtype(call.dtype());
    let part = |tensor: &Tensor<'c>, place: usize| b.narrow(tensor, dim, place as i64 % 3, 1);
    let parts: Vec<Tensor> = (0..3)
        .map(|place| {
            let tensors = [
                part(&x, place + 1),
                part(&y, place + 2),
                part(&x, place + 2),
                part(&y, place + 1),
            ];
            let tensors: Vec<&Tensor> = tensors.iter().collect();
            b.pointwise(&tensors, call.dtype(), |elements| {
                let elements: Vec<Element> =
                    elements.iter().map(|&element| b.cast(element, compute)).collect();
                b.sub(b.mul(elements[0], elements[1]), b.mul(elements[2], elements[3]))
            })
        })
        .collect();
    Ok(b.concat(&parts, dim).into())
}

/// `(self @ mat2.T) * scales`, with a weight of int8.
fn weight_int8pack_mm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    // Every int8 is a number of the smaller floats.
    let weight = b.cast_tensor(&call.tensor("mat2"), call.dtype());
    let sums = sums(b, call, &[call.tensor("self"), weight], "ik,jk->ij");
    let scales = call.tensor("scales");
    let scale = |elements: &[Element<'c>]| b.mul(elements[0], b.cast(elements[1], sums.dtype));
    Ok(b.pointwise(&[&sums, &scales], call.dtype(), scale).into())
}

/// `einsum`.
fn equation<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensors, path) = (call.tensors("tensors"), call.opt_ints("path")?);
    let compute = compute_dtype(call.dtype());
    let sums = einsum::equation(b, call.str("equation")?, &tensors, path.as_deref(), compute);
    Ok(b.cast_tensor(&sums, call.dtype()).into())
}

/// `(self * scale_a) @ (mat2 * scale_b) + bias` of 8-bit floats. The scale of the result is not
/// used, as it is not on PyTorch's CPU.
fn scaled_mm<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let scaled = |tensor: &str, scale: &str| {
        let (tensor, scale) = (call.tensor(tensor), call.tensor(scale));
        if scale.dtype != DType::F32 {
            let dtype = scale.dtype.torch_name();
            return Err(LowerError(format!("scales of {dtype}, one a block, are not supported")));
        }
        let scale = blocks(b, &scale, &tensor.shape);
        Ok(b.pointwise(&[&tensor, &scale], DType::F32, |elements| {
            b.mul(b.cast(elements[0], DType::F32), elements[1])
        }))
    };
    let (x, y) = (scaled("self", "scale_a")?, scaled("mat2", "scale_b")?);
    Ok(with_bias(b, call, &b.matmul_sums(&x, &y, DType::F32)))
}

/// Scales that broadcast to the sizes of a matrix: of those that count blocks, one an element.
fn blocks<'c>(b: &Builder<'c>, scale: &Tensor<'c>, shape: &[Size<'c>]) -> Tensor<'c> {
    /// Rows or columns of a block.
    const BLOCK: i64 = 128;
    if scale.rank() != 2 {
        return b.reshape(scale, &[]);
    }
    let is_whole = |dim: usize| scale.shape[dim].is(1) || scale.shape[dim] == shape[dim];
    if is_whole(0) && is_whole(1) {
        return scale.clone();
    }
    b.generate(shape, scale.dtype, |indices| {
        let places: Vec<_> = (0..2)
            .map(|dim| match scale.shape[dim] == shape[dim] {
                true => indices[dim],
                false => b.size(b.size_floor_div(Size::Value(indices[dim]), BLOCK)),
            })
            .collect();
        b.extract(scale, &places)
    })
}
