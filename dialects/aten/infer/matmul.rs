//! Matrix products.
//!
//! Source of the semantics: `LinearAlgebra.cpp`, `Linear.cpp`, `Blas.cpp` in
//! `aten/src/ATen/native` of PyTorch, and `torch/_meta_registrations.py`.

use super::pointwise;
use crate::{
    arguments::{Argument, Arguments},
    dim::Dim,
    dtype::{Category, DType},
    shape::{broadcast, broadcast_dim, wrap_dim, wrap_dims},
    types::{InferError, Results, Shape, SizeList, TensorType, ensure, fail, numel},
};

/// Two matrices must have one dtype; PyTorch does not promote here.
fn check_same_dtype(a: &TensorType, b: &TensorType) -> Result<(), InferError> {
    ensure!(
        a.dtype == b.dtype,
        "expected m1 and m2 to have the same dtype, but got: {} != {}",
        a.dtype,
        b.dtype
    );
    Ok(())
}

fn check_rank(tensor: &TensorType, name: &str, rank: usize) -> Result<(), InferError> {
    match rank {
        _ if tensor.rank() == rank => Ok(()),
        2 => fail!("{name} must be a matrix, got {}-D tensor", tensor.rank()),
        _ => fail!("{name} must be a {rank}D tensor, got {}D", tensor.rank()),
    }
}

/// `shape` can be broadcast to `target`, which stays as it is.
pub(crate) fn check_expands(shape: &[Dim], target: &[Dim]) -> Result<(), InferError> {
    let Some(lead) = target.len().checked_sub(shape.len()) else {
        fail!(
            "The number of sizes provided ({}) must be greater or equal to the number of \
             dimensions in the tensor ({})",
            target.len(),
            shape.len()
        );
    };
    for (index, (from, to)) in shape.iter().zip(&target[lead..]).enumerate() {
        ensure!(
            *from == Dim::Static(1) || from.may_equal(to),
            "The expanded size of the tensor ({to}) must match the existing size ({from}) at \
             non-singleton dimension {}.  Target sizes: {}.  Tensor sizes: {}",
            lead + index,
            SizeList(target),
            SizeList(shape)
        );
    }
    Ok(())
}

/// The sizes of the product of two matrices.
fn mm_shape(a: &[Dim], b: &[Dim]) -> Result<[Dim; 2], InferError> {
    ensure!(
        a[1].may_equal(&b[0]),
        "mat1 and mat2 shapes cannot be multiplied ({}x{} and {}x{})",
        a[0],
        a[1],
        b[0],
        b[1]
    );
    Ok([a[0].clone(), b[1].clone()])
}

/// `[n, k] x [k, m] -> [n, m]`.
pub fn mm(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("self")?, arguments.tensor("mat2")?);
    ensure!(a.rank() == 2, "self must be a matrix");
    ensure!(b.rank() == 2, "mat2 must be a matrix");
    let shape = mm_shape(&a.shape, &b.shape)?;
    check_same_dtype(a, b)?;
    Ok(a.with_shape(shape).into_results())
}

/// `self + [n, k] x [k, m]`.
pub fn addmm(arguments: &Arguments) -> Result<Results, InferError> {
    let bias = arguments.tensor("self")?;
    let (a, b) = (arguments.tensor("mat1")?, arguments.tensor("mat2")?);
    check_rank(a, "mat1", 2)?;
    check_rank(b, "mat2", 2)?;
    let shape = mm_shape(&a.shape, &b.shape)?;
    for (name, tensor) in [("self", bias), ("mat1", a)] {
        ensure!(
            tensor.dtype == b.dtype,
            "{name} and mat2 must have the same dtype, but got {} and {}",
            tensor.dtype,
            b.dtype
        );
    }
    check_expands(&bias.shape, &shape)?;
    Ok(a.with_shape(shape).into_results())
}

fn check_mv(bias_rank: usize, mat: &TensorType, vec: &TensorType) -> Result<(), InferError> {
    ensure!(
        mat.rank() == 2 && vec.rank() == 1 && bias_rank <= 1,
        "vector + matrix @ vector expected, got {bias_rank}, {}, {}",
        mat.rank(),
        vec.rank()
    );
    ensure!(
        mat.dtype == vec.dtype,
        "expected mat and vec to have the same dtype, but got {} and {}",
        mat.dtype,
        vec.dtype
    );
    ensure!(
        mat.shape[1].may_equal(&vec.shape[0]),
        "size mismatch, got input ({}), mat ({}x{}), vec ({})",
        mat.shape[0],
        mat.shape[0],
        mat.shape[1],
        vec.shape[0]
    );
    Ok(())
}

/// `[n, k] x [k] -> [n]`.
pub fn mv(arguments: &Arguments) -> Result<Results, InferError> {
    let (mat, vec) = (arguments.tensor("self")?, arguments.tensor("vec")?);
    check_mv(1, mat, vec)?;
    Ok(mat.with_shape([mat.shape[0].clone()]).into_results())
}

/// `self + [n, k] x [k]`.
pub fn addmv(arguments: &Arguments) -> Result<Results, InferError> {
    let bias = arguments.tensor("self")?;
    let (mat, vec) = (arguments.tensor("mat")?, arguments.tensor("vec")?);
    check_mv(bias.rank(), mat, vec)?;
    let size = bias.numel();
    ensure!(
        size == Dim::Static(1) || size.may_equal(&mat.shape[0]),
        "size mismatch, got input ({size}), mat ({}x{}), vec ({})",
        mat.shape[0],
        mat.shape[1],
        vec.shape[0]
    );
    ensure!(
        bias.dtype == mat.dtype,
        "expected self and mat to have the same dtype, but got {} and {}",
        bias.dtype,
        mat.dtype
    );
    Ok(mat.with_shape([mat.shape[0].clone()]).into_results())
}

/// `[b, n, k] x [b, k, m] -> [b, n, m]`.
fn bmm_shape(a: &TensorType, b: &TensorType) -> Result<[Dim; 3], InferError> {
    check_rank(a, "batch1", 3)?;
    check_rank(b, "batch2", 3)?;
    ensure!(a.dtype == b.dtype, "expected scalar type {} but found {}", a.dtype, b.dtype);
    ensure!(
        a.shape[0].may_equal(&b.shape[0]) && a.shape[2].may_equal(&b.shape[1]),
        "Expected size for first two dimensions of batch2 tensor to be: [{}, {}] but got: [{}, {}].",
        a.shape[0],
        a.shape[2],
        b.shape[0],
        b.shape[1]
    );
    Ok([a.shape[0].clone(), a.shape[1].clone(), b.shape[2].clone()])
}

/// A product of each pair of matrices.
pub fn bmm(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("self")?, arguments.tensor("mat2")?);
    Ok(a.with_shape(bmm_shape(a, b)?).into_results())
}

fn check_bias_dtype(bias: &TensorType, a: &TensorType, b: &TensorType) -> Result<(), InferError> {
    ensure!(
        bias.dtype == a.dtype && a.dtype == b.dtype,
        "Input dtypes must be the same, got: input {}, batch1: {}, batch2: {}",
        bias.dtype,
        a.dtype,
        b.dtype
    );
    Ok(())
}

/// `self + ` a product of each pair of matrices.
pub fn baddbmm(arguments: &Arguments) -> Result<Results, InferError> {
    let bias = arguments.tensor("self")?;
    let (a, b) = (arguments.tensor("batch1")?, arguments.tensor("batch2")?);
    check_bias_dtype(bias, a, b)?;
    let shape = bmm_shape(a, b)?;
    check_expands(&bias.shape, &shape)?;
    Ok(a.with_shape(shape).into_results())
}

/// `self + ` the sum of the products of each pair of matrices.
pub fn addbmm(arguments: &Arguments) -> Result<Results, InferError> {
    let bias = arguments.tensor("self")?;
    let (a, b) = (arguments.tensor("batch1")?, arguments.tensor("batch2")?);
    check_rank(a, "batch1", 3)?;
    check_rank(b, "batch2", 3)?;
    check_bias_dtype(bias, a, b)?;
    ensure!(
        a.shape[0].may_equal(&b.shape[0]),
        "batch1 and batch2 must have same number of batches, got {} and {}",
        a.shape[0],
        b.shape[0]
    );
    ensure!(
        a.shape[2].may_equal(&b.shape[1]),
        "Incompatible matrix sizes for bmm ({}x{} and {}x{})",
        a.shape[1],
        a.shape[2],
        b.shape[1],
        b.shape[2]
    );
    let shape = [a.shape[1].clone(), b.shape[2].clone()];
    check_expands(&bias.shape, &shape)?;
    Ok(a.with_shape(shape).into_results())
}

/// The product of two vectors.
pub fn dot(arguments: &Arguments) -> Result<Results, InferError> {
    let other = if arguments.op().name == "aten.dot" { "tensor" } else { "other" };
    let (a, b) = (arguments.tensor("self")?, arguments.tensor(other)?);
    check_dot(a, b)?;
    Ok(a.with_shape([]).into_results())
}

fn check_dot(a: &TensorType, b: &TensorType) -> Result<(), InferError> {
    ensure!(
        a.rank() == 1 && b.rank() == 1,
        "1D tensors expected, but got {}D and {}D tensors",
        a.rank(),
        b.rank()
    );
    ensure!(
        a.dtype == b.dtype,
        "dot : expected both vectors to have same dtype, but found {} and {}",
        a.dtype,
        b.dtype
    );
    ensure!(
        a.shape[0].may_equal(&b.shape[0]),
        "inconsistent tensor size, expected tensor [{0}] and src [{1}] to have the same number \
         of elements, but got {0} and {1} elements respectively",
        a.shape[0],
        b.shape[0]
    );
    Ok(())
}

fn check_vector(op: &str, name: &str, tensor: &TensorType) -> Result<(), InferError> {
    let rank = tensor.rank();
    ensure!(rank == 1, "{op}: Expected 1-D argument {name}, but got {rank}-D");
    Ok(())
}

/// `[n] x [m] -> [n, m]`.
pub fn outer(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("self")?, arguments.tensor("vec2")?);
    check_vector("outer", "self", a)?;
    check_vector("outer", "vec2", b)?;
    let dtype = pointwise::promoted(arguments, &["self", "vec2"])?;
    Ok(TensorType::new([a.shape[0].clone(), b.shape[0].clone()], dtype).into_results())
}

/// `self + [n] x [m]`.
pub fn addr(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("vec1")?, arguments.tensor("vec2")?);
    check_vector("addr", "vec1", a)?;
    check_vector("addr", "vec2", b)?;
    let shape = [a.shape[0].clone(), b.shape[0].clone()];
    check_expands(&arguments.tensor("self")?.shape, &shape)?;
    let dtype = pointwise::promoted(arguments, &["self", "vec1", "vec2"])?;
    for name in ["beta", "alpha"] {
        let category = arguments.scalar(name)?.category();
        ensure!(
            category != Category::Bool || dtype == DType::Bool,
            "Boolean {name} only supported for Boolean results."
        );
        ensure!(
            !dtype.is_integral(true) || category <= Category::Integer,
            "For integral input tensors, argument {name} must not be a floating point number."
        );
        ensure!(
            dtype.is_complex() || category != Category::Complex,
            "For non-complex input tensors, argument {name} must not be a complex number."
        );
    }
    Ok(TensorType::new(shape, dtype).into_results())
}

/// The cross product along `dim`, or the first dimension of size 3.
pub fn cross(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("self")?, arguments.tensor("other")?);
    let three = Dim::Static(3);
    let dim = match arguments.opt_int("dim")? {
        Some(dim) => dim,
        None => {
            let known = a.shape.iter().position(|size| *size == three);
            match known.or_else(|| a.shape.iter().position(|size| size.may_equal(&three))) {
                Some(dim) => dim as i64,
                None => fail!("no dimension of size 3 in input"),
            }
        }
    };
    ensure!(a.rank() == b.rank(), "linalg.cross: inputs must have the same number of dimensions.");
    ensure!(a.rank() > 0, "linalg.cross: inputs must have a dimension");
    let index = wrap_dim(dim, a.rank())?;
    ensure!(
        a.shape[index].may_equal(&three) && b.shape[index].may_equal(&three),
        "linalg.cross: inputs dimension {dim} must have length 3. Got {} and {}",
        a.shape[index],
        b.shape[index]
    );
    ensure!(a.dtype == b.dtype, "Expected object of dtype {}, but got {}", a.dtype, b.dtype);
    let mut shape = broadcast(&a.shape, &b.shape)?;
    shape[index] = three;
    Ok(a.with_shape(shape).into_results())
}

/// The products of the vectors along `dim`.
pub fn vecdot(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("x")?, arguments.tensor("y")?);
    ensure!(
        !a.dtype.is_integral(true),
        "linalg.vecdot: Expected a floating point or complex tensor as input. Got {}",
        a.dtype
    );
    ensure!(
        a.dtype == b.dtype,
        "linalg.vecdot: Expected x and y to have the same dtype, but found x of type {} and y of \
         type {} instead",
        a.dtype,
        b.dtype
    );
    let mut shape = broadcast(&a.shape, &b.shape)?;
    let dim = wrap_dim(arguments.int("dim")?, shape.len())?;
    if !shape.is_empty() {
        shape.remove(dim);
    }
    Ok(a.with_shape(shape).into_results())
}

/// The sizes of `torch.matmul`.
pub(crate) fn matmul_shape(a: &[Dim], b: &[Dim]) -> Result<Shape, InferError> {
    ensure!(
        !a.is_empty() && !b.is_empty(),
        "both arguments to matmul need to be at least 1D, but they are {}D and {}D",
        a.len(),
        b.len()
    );
    let contracted = &b[b.len().saturating_sub(2)];
    let last = &a[a.len() - 1];
    if !last.may_equal(contracted) {
        match (a.len(), b.len()) {
            (1, 1) => fail!(
                "inconsistent tensor size, expected tensor [{last}] and src [{contracted}] to \
                 have the same number of elements, but got {last} and {contracted} elements \
                 respectively"
            ),
            (_, 1) => fail!(
                "size mismatch, got input ({0}), mat ({0}x{last}), vec ({contracted})",
                numel(&a[..a.len() - 1])
            ),
            _ => {
                let rows = numel(&a[..a.len() - 1]);
                fail!(
                    "mat1 and mat2 shapes cannot be multiplied ({rows}x{last} and {contracted}x{})",
                    b[b.len() - 1]
                )
            }
        }
    }
    let batch = |shape: &[Dim]| shape[..shape.len().saturating_sub(2)].to_vec();
    let mut shape = broadcast(&batch(a), &batch(b))?;
    if a.len() > 1 {
        shape.push(a[a.len() - 2].clone());
    }
    if b.len() > 1 {
        shape.push(b[b.len() - 1].clone());
    }
    Ok(shape)
}

/// `self @ other` of any ranks.
pub fn matmul(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("self")?, arguments.tensor("other")?);
    let shape = matmul_shape(&a.shape, &b.shape)?;
    check_same_dtype(a, b)?;
    Ok(a.with_shape(shape).into_results())
}

/// `input @ weight.T + bias`, where the weight is a matrix or a vector.
pub fn linear(arguments: &Arguments) -> Result<Results, InferError> {
    let (input, weight) = (arguments.tensor("input")?, arguments.tensor("weight")?);
    ensure!(
        input.rank() > 0 && weight.rank() > 0,
        "both arguments to linear need to be at least 1D, but they are {}D and {}D",
        input.rank(),
        weight.rank()
    );
    ensure!(
        weight.rank() <= 2,
        "t() expects a tensor with <= 2 dimensions, but self is {}D",
        weight.rank()
    );
    let transposed: Shape = weight.shape.iter().rev().cloned().collect();
    let shape = matmul_shape(&input.shape, &transposed)?;
    check_same_dtype(input, weight)?;
    if let Some(bias) = arguments.opt_tensor("bias")? {
        ensure!(
            bias.dtype == input.dtype,
            "self and mat2 must have the same dtype, but got {} and {}",
            bias.dtype,
            input.dtype
        );
        check_expands(&bias.shape, &shape)?;
    }
    Ok(input.with_shape(shape).into_results())
}

/// `input1 @ weight[k] @ input2` for each k.
pub fn bilinear(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("input1")?, arguments.tensor("input2")?);
    let weight = arguments.tensor("weight")?;
    ensure!(
        a.rank() == b.rank(),
        "bilinear(): input dimensions do not match: got {} and {}",
        a.rank(),
        b.rank()
    );
    ensure!(a.rank() > 0, "bilinear(): inputs must have a dimension");
    check_rank(weight, "bilinear(): weight", 3)?;
    let last = a.rank() - 1;
    for (index, (x, y)) in a.shape[..last].iter().zip(&b.shape[..last]).enumerate() {
        ensure!(
            x.may_equal(y),
            "bilinear(): input batch dimensions do not match at dim {index}: got {x} and {y}"
        );
    }
    for (name, size, expected) in
        [("input1", &a.shape[last], &weight.shape[1]), ("input2", &b.shape[last], &weight.shape[2])]
    {
        ensure!(
            size.may_equal(expected),
            "bilinear(): {name} size does not match weight size: got {size} but expected {expected}"
        );
    }
    let bias = arguments.opt_tensor("bias")?;
    if let Some(bias) = bias {
        let fits = bias.rank() == 1 && bias.shape[0].may_equal(&weight.shape[0]);
        ensure!(
            fits,
            "bilinear(): bias size does not match weight size: got {} but expected [{}]",
            SizeList(&bias.shape),
            weight.shape[0]
        );
    }
    for tensor in [b, weight].into_iter().chain(bias) {
        check_same_dtype(a, tensor)?;
    }
    let batch = a.shape[..last].iter().cloned();
    Ok(a.with_shape(batch.chain([weight.shape[0].clone()])).into_results())
}

/// One tensor of `_trilinear`: a dimension of size 1 put in at each of `places`, which
/// are of the result.
fn with_ones(tensor: &TensorType, places: &[bool]) -> Result<Shape, InferError> {
    let mut sizes = tensor.shape.iter().cloned();
    let ones = places.iter().map(|&one| if one { Some(Dim::Static(1)) } else { sizes.next() });
    let shape: Option<Shape> = ones.collect();
    match shape {
        Some(shape) if sizes.len() == 0 => Ok(shape),
        _ => fail!("_trilinear: the expanded tensors must have {} dimensions", places.len()),
    }
}

/// The sum over `sumdim` of the product of three tensors.
pub fn trilinear(arguments: &Arguments) -> Result<Results, InferError> {
    let first = arguments.tensor("i1")?;
    let rank = first.rank() + arguments.ints("expand1")?.len();
    let unroll = arguments.int("unroll_dim")?;
    ensure!((0..rank as i64).contains(&unroll), "unroll_dim must be in [0,{}]", rank as i64 - 1);
    let mut shape = Shape::new();
    for (tensor, places) in [("i1", "expand1"), ("i2", "expand2"), ("i3", "expand3")] {
        let places = wrap_dims(&arguments.ints(places)?, rank, false)?;
        shape = broadcast(&shape, &with_ones(arguments.tensor(tensor)?, &places)?)?;
    }
    let summed = wrap_dims(&arguments.ints("sumdim")?, rank, false)?;
    let kept = shape.into_iter().zip(summed).filter(|(_, summed)| !summed).map(|(size, _)| size);
    Ok(first.with_shape(kept).into_results())
}

/// The products of the vectors along the last dimensions.
pub fn inner(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("self")?, arguments.tensor("other")?);
    if a.rank() == 0 || b.rank() == 0 {
        return pointwise::binary(arguments);
    }
    let (x, y) = (&a.shape[a.rank() - 1], &b.shape[b.rank() - 1]);
    ensure!(
        x.may_equal(y),
        "inner() the last dimension must match on both input tensors but got shapes {} and {}",
        SizeList(&a.shape),
        SizeList(&b.shape)
    );
    check_same_dtype(a, b)?;
    let shape = a.shape[..a.rank() - 1].iter().chain(&b.shape[..b.rank() - 1]);
    Ok(a.with_shape(shape.cloned()).into_results())
}

/// Each size the product of the two.
pub fn kron(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("self")?, arguments.tensor("other")?);
    let rank = a.rank().max(b.rank());
    let size = |tensor: &TensorType, index: usize| match (index + tensor.rank()).checked_sub(rank) {
        Some(place) => tensor.shape[place].clone(),
        None => Dim::Static(1),
    };
    let shape = (0..rank).map(|index| &size(a, index) * &size(b, index));
    let dtype = pointwise::promoted(arguments, &["self", "other"])?;
    Ok(TensorType::new(shape, dtype).into_results())
}

/// The sum over pairs of dimensions.
pub fn tensordot(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("self")?, arguments.tensor("other")?);
    let (dims_a, dims_b) = (arguments.ints("dims_self")?, arguments.ints("dims_other")?);
    ensure!(dims_a.len() == dims_b.len(), "both dimension lists should have same length");
    ensure!(a.dtype == b.dtype, "both inputs should have same dtype");
    let contracted_a = wrap_dims(&dims_a, a.rank(), false)?;
    let contracted_b = wrap_dims(&dims_b, b.rank(), false)?;
    for (&dim_a, &dim_b) in dims_a.iter().zip(&dims_b) {
        let size = |tensor: &TensorType, dim| -> Result<Dim, InferError> {
            Ok(tensor.shape.get(wrap_dim(dim, tensor.rank())?).cloned().unwrap_or(Dim::Static(1)))
        };
        let (x, y) = (size(a, dim_a)?, size(b, dim_b)?);
        ensure!(
            broadcast_dim(&x, &y).is_some(),
            "contracted dimensions need to match, but first has size {x} in dim {dim_a} and \
             second has size {y} in dim {dim_b}"
        );
    }
    let kept = |tensor: &TensorType, contracted: Vec<bool>| -> Shape {
        let sizes = tensor.shape.iter().zip(contracted).filter(|(_, contracted)| !contracted);
        sizes.map(|(size, _)| size.clone()).collect()
    };
    let (rows, columns) = (kept(a, contracted_a), kept(b, contracted_b));
    Ok(a.with_shape(rows.into_iter().chain(columns)).into_results())
}

/// A product of 8-bit integers in int32.
pub fn int_mm(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("self")?, arguments.tensor("mat2")?);
    ensure!(a.rank() == 2, "a must be a 2D tensor");
    ensure!(b.rank() == 2, "b must be a 2D tensor");
    ensure!(
        matches!(a.dtype, DType::I8 | DType::U8),
        "expected self to be int8 or uint8, got torch.{}",
        a.dtype.torch_name()
    );
    ensure!(b.dtype == DType::I8, "expected mat2 to be int8, got torch.{}", b.dtype.torch_name());
    ensure!(
        a.shape[1].may_equal(&b.shape[0]),
        "Incompatible matrix sizes for _int_mm ({}x{} and {}x{})",
        a.shape[0],
        a.shape[1],
        b.shape[0],
        b.shape[1]
    );
    Ok(TensorType::new([a.shape[0].clone(), b.shape[1].clone()], DType::I32).into_results())
}

/// `self @ mat2.T * scales` with an int8 matrix.
pub fn weight_int8pack_mm(arguments: &Arguments) -> Result<Results, InferError> {
    let (x, w) = (arguments.tensor("self")?, arguments.tensor("mat2")?);
    let scales = arguments.tensor("scales")?;
    ensure!(x.rank() == 2, "x must be a 2D tensor");
    ensure!(
        matches!(x.dtype, DType::F32 | DType::F16 | DType::BF16),
        "expected x to be f32/f16/bf16, got torch.{}",
        x.dtype.torch_name()
    );
    ensure!(w.rank() == 2, "w must be a 2D tensor");
    ensure!(w.dtype == DType::I8, "expected w to be int8, got torch.{}", w.dtype.torch_name());
    ensure!(
        w.shape[1].may_equal(&x.shape[1]),
        "expected w.size(1) ({}) == x.size(1) ({})",
        w.shape[1],
        x.shape[1]
    );
    ensure!(
        scales.rank() == 1 && scales.shape[0].may_equal(&w.shape[0]),
        "expected q_scales to be 1D with size {}, got shape {}",
        w.shape[0],
        SizeList(&scales.shape)
    );
    Ok(x.with_shape([x.shape[0].clone(), w.shape[0].clone()]).into_results())
}

/// A product of scaled 8-bit floats.
pub fn scaled_mm(arguments: &Arguments) -> Result<Results, InferError> {
    let (a, b) = (arguments.tensor("self")?, arguments.tensor("mat2")?);
    ensure!(
        a.rank() == 2 && b.rank() == 2,
        "Inputs must be 2D but got self.dim()={} and mat2.dim()={}",
        a.rank(),
        b.rank()
    );
    ensure!(
        a.dtype.is_float8() && b.dtype.is_float8(),
        "Expected both inputs to be fp8 or fp4 types but got self.dtype=torch.{} and \
         mat2.dtype=torch.{}",
        a.dtype.torch_name(),
        b.dtype.torch_name()
    );
    let shape = mm_shape(&a.shape, &b.shape)?;
    check_scales(arguments, &shape, &a.shape[1])?;
    if let Some(bias) = arguments.opt_tensor("bias")? {
        ensure!(
            bias.numel().may_equal(&shape[1]),
            "Bias must be size {} but got {}",
            shape[1],
            bias.numel()
        );
    }
    let dtype = arguments.opt_dtype("out_dtype")?.unwrap_or(a.dtype);
    Ok(TensorType::new(shape, dtype).into_results())
}

/// The scales of `_scaled_mm` are one for all, one a row or column, or one a block.
fn check_scales(arguments: &Arguments, shape: &[Dim; 2], k: &Dim) -> Result<(), InferError> {
    let (a, b) = (arguments.tensor("scale_a")?, arguments.tensor("scale_b")?);
    let one = Dim::Static(1);
    let tensorwise = a.numel() == one && b.numel() == one;
    if !tensorwise && a.dtype == b.dtype && matches!(a.dtype, DType::F8E8M0FNU | DType::F8E4M3FN) {
        // One a block of 32 or 16 in a padded layout.
        return Ok(());
    }
    ensure!(
        a.dtype == DType::F32 && b.dtype == DType::F32,
        "For {} scaling, both scale_a and scale_b must be float (fp32) tensors.",
        if tensorwise { "tensorwise" } else { "rowwise" }
    );
    if tensorwise {
        return Ok(());
    }
    ensure!(
        a.rank() == 2 && b.rank() == 2,
        "For non-tensorwise scaling, scale tensors must be 2D, but got scale_a.dim()={} and \
         scale_b.dim()={}",
        a.rank(),
        b.rank()
    );
    let blocks = |size: &Dim| size.ceil_div(&Dim::Static(128));
    let [m, n] = shape;
    let fits = |rows: &Dim, inner: &Dim, columns: &Dim| {
        [(&a.shape[0], rows), (&a.shape[1], inner), (&b.shape[0], inner), (&b.shape[1], columns)]
            .iter()
            .all(|(size, expected)| size.may_equal(expected))
    };
    ensure!(
        fits(m, &one, n)
            || fits(m, &blocks(k), &blocks(n))
            || fits(m, &blocks(k), n)
            || fits(&blocks(m), &blocks(k), n),
        "Invalid scaling configuration. For tensorwise scaling, both scales should be scalar. For \
         rowwise scaling, scale_a should be ({m}, 1), scale_b should be (1, {n}). Got \
         scale_a.size()={} and scale_b.size()={}",
        SizeList(&a.shape),
        SizeList(&b.shape)
    );
    Ok(())
}

/// Einstein summation.
pub fn einsum(arguments: &Arguments) -> Result<Results, InferError> {
    let tensors = arguments.tensors("tensors")?;
    if let Argument::SymInts(path) = arguments.get("path") {
        let expected = if tensors.len() == 1 { 1 } else { (tensors.len().max(1) - 1) * 2 };
        ensure!(
            path.len() == expected,
            "einsum(): expected contraction path given in path parameter to have size {expected} \
             but got {}",
            path.len()
        );
    }
    super::einsum::infer(arguments.str("equation")?, tensors)
}
