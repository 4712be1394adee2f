//! The ops whose results share memory with an operand, and their inverses.

use tricast_dialects::{Argument, DType, Dim, InferError, Scalar, TensorType, ValueType};

use crate::{
    alias::{Layout, ViewOp},
    builder::Builder,
    ir::{Int, Operand, ValueId},
};

/// When the result of an op is a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// Where the strides of the operand allow it; a copy otherwise.
    StridesAllow,
    /// Where the operand is contiguous already.
    Contiguous,
    /// Where nothing has to be converted, so that the result is the operand.
    SameDType,
    /// Where it does nothing: not in training, or with a probability of 0.
    NotTraining,
    /// Of complex numbers; the result is the operand if it is real.
    Complex,
}

/// How a new value of a view gives one of what it is a view of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inverse {
    /// They are the same.
    Identity,
    /// The elements in order, in the sizes of the source.
    Reshape,
    /// The view is its own inverse.
    Itself,
    /// `permute` with the inverse permutation.
    Permute,
    /// `movedim` from destination to source.
    Movedim,
    /// `select_scatter`.
    Select,
    /// `slice_scatter`.
    Slice,
    /// `slice_scatter` of a part of fixed size.
    Part,
    /// `select_scatter` of the result of this number.
    Unbind,
    /// `diagonal_scatter`.
    Diagonal,
    /// `as_strided_scatter`.
    AsStrided,
    /// The first of the repeated elements.
    Expand,
    /// `view.dtype` with the old dtype.
    ViewDType,
    /// `view_as_complex`.
    AsReal,
    /// `view_as_real`.
    AsComplex,
    /// `neg`.
    Neg,
    /// The new real parts with the old imaginary ones.
    Real,
    /// The new imaginary parts with the old real ones.
    Imag,
    /// `put` at the places that the view takes its elements from.
    Put,
}

/// The rule of an op; None for one whose results have memory of their own.
///
/// The ops that take a list are not here: see [`is_untracked`].
pub fn rule(name: &str) -> Option<(When, Inverse)> {
    let name = name.strip_prefix("aten.")?;
    let always = |inverse| Some((When::Always, inverse));
    match name {
        "alias" | "detach" | "lift" | "lift_fresh" | "positive" | "resolve_neg"
        | "resolve_conj" => always(Inverse::Identity),
        "view" | "_unsafe_view" | "view_as" | "unflatten.int" | "squeeze" | "squeeze.dim"
        | "squeeze.dims" | "unsqueeze" | "atleast_1d" | "atleast_2d" | "atleast_3d" => {
            always(Inverse::Reshape)
        }
        "transpose.int" | "swapdims" | "swapaxes" | "t" | "mT" | "numpy_T" | "adjoint" | "mH"
        | "matrix_H" => always(Inverse::Itself),
        "permute" => always(Inverse::Permute),
        "movedim.int" | "moveaxis.int" | "movedim.intlist" | "moveaxis.intlist" => {
            always(Inverse::Movedim)
        }
        "select.int" => always(Inverse::Select),
        "slice.Tensor" => always(Inverse::Slice),
        "split.Tensor"
        | "split.sizes"
        | "split_with_sizes"
        | "unsafe_split.Tensor"
        | "unsafe_split_with_sizes"
        | "chunk"
        | "unsafe_chunk"
        | "tensor_split.sections"
        | "tensor_split.indices" => always(Inverse::Part),
        "narrow" | "narrow.Tensor" | "unfold" | "linalg_diagonal" | "hsplit.int"
        | "hsplit.array" | "vsplit.int" | "vsplit.array" | "dsplit.int" | "dsplit.array" => {
            always(Inverse::Put)
        }
        "unbind.int" => always(Inverse::Unbind),
        "diagonal" => always(Inverse::Diagonal),
        "as_strided" | "_reshape_alias" => always(Inverse::AsStrided),
        "expand" | "broadcast_to" | "expand_as" => always(Inverse::Expand),
        "view.dtype" => always(Inverse::ViewDType),
        "view_as_real" => always(Inverse::AsReal),
        "view_as_complex" => always(Inverse::AsComplex),
        "_neg_view" => always(Inverse::Neg),
        "imag" => always(Inverse::Imag),
        "real" => Some((When::Complex, Inverse::Real)),
        "conj" | "_conj" => Some((When::Complex, Inverse::Itself)),
        "reshape" | "reshape_as" | "flatten.using_ints" => {
            Some((When::StridesAllow, Inverse::Reshape))
        }
        "ravel" => Some((When::Contiguous, Inverse::Reshape)),
        "contiguous" => Some((When::Contiguous, Inverse::Identity)),
        "to.dtype" | "to.device" | "to.dtype_layout" | "to.other" | "type_as" => {
            Some((When::SameDType, Inverse::Identity))
        }
        "dropout" | "feature_dropout" | "alpha_dropout" | "feature_alpha_dropout" => {
            Some((When::NotTraining, Inverse::Identity))
        }
        _ => None,
    }
}

/// Whether results of an op may share memory with tensors of a list it takes. Which do is not
/// tracked, so neither may be written to afterwards.
pub fn is_untracked(name: &str) -> bool {
    let ops = ["meshgrid", "broadcast_tensors", "atleast_1d.Sequence", "cartesian_prod"];
    let more = ["meshgrid.indexing", "atleast_2d.Sequence", "atleast_3d.Sequence"];
    name.strip_prefix("aten.").is_some_and(|name| ops.contains(&name) || more.contains(&name))
}

/// Whether the result of an op is a view of `source`, and with which inverse.
pub fn inverse_of(
    view: &ViewOp,
    rule: (When, Inverse),
    source: (&TensorType, &Layout),
    result: &TensorType,
) -> Option<Inverse> {
    let (source, layout) = source;
    let is_bool =
        |name: &str| view.operand(name) == &constant(Argument::Scalar(Scalar::Bool(true)));
    let keeps_format = || match view.operand("memory_format") {
        Operand::Constant(Argument::Str(format)) => match format.as_str() {
            "preserve_format" => true,
            "contiguous_format" => is_contiguous(&source.shape, &layout.strides),
            last => is_channels_last(&source.shape, &layout.strides, last),
        },
        _ => true,
    };
    let (when, inverse) = rule;
    let is_view = match when {
        When::Always => true,
        When::Contiguous => match view.operand("memory_format") {
            Operand::Absent => is_contiguous(&source.shape, &layout.strides),
            _ => keeps_format(),
        },
        When::StridesAllow => view_is_possible(&source.shape, &layout.strides, &result.shape),
        When::SameDType => source.dtype == result.dtype && !is_bool("copy") && keeps_format(),
        When::NotTraining => {
            let p = view.operand("p");
            !is_bool("train") || *p == constant(Argument::Scalar(Scalar::Float(0.0)))
        }
        When::Complex => {
            let is_complex = matches!(source.dtype, DType::C32 | DType::C64 | DType::C128);
            return Some(if is_complex { inverse } else { Inverse::Identity });
        }
    };
    is_view.then_some(inverse)
}

/// Whether strides are those of a contiguous tensor; that of a size of 1 says nothing.
pub fn is_contiguous(sizes: &[Dim], strides: &[Dim]) -> bool {
    let one = Dim::Static(1);
    let mut expected = one.clone();
    for (size, stride) in sizes.iter().zip(strides).rev() {
        if *size != one && *stride != expected {
            return sizes.contains(&Dim::Static(0));
        }
        expected = &expected * size;
    }
    sizes.len() == strides.len()
}

fn is_channels_last(sizes: &[Dim], strides: &[Dim], format: &str) -> bool {
    let order: &[usize] = match (format, sizes.len()) {
        ("channels_last", 4) => &[0, 2, 3, 1],
        ("channels_last_3d", 5) => &[0, 2, 3, 4, 1],
        _ => return false,
    };
    if strides.len() != sizes.len() {
        return false;
    }
    let pick = |list: &[Dim]| order.iter().map(|&i| list[i].clone()).collect::<Vec<_>>();
    is_contiguous(&pick(sizes), &pick(strides))
}

/// Whether a tensor can be viewed in other sizes without a copy: what
/// `at::detail::computeStride` of PyTorch decides.
fn view_is_possible(sizes: &[Dim], strides: &[Dim], new: &[Dim]) -> bool {
    if sizes.len() != strides.len() {
        return false;
    }
    if sizes.is_empty() || sizes.contains(&Dim::Static(0)) || is_contiguous(sizes, strides) {
        return true;
    }
    // From the last dimension on, runs of dimensions that lie in memory as one.
    let one = Dim::Static(1);
    let mut next = new.len();
    let mut base = strides[sizes.len() - 1].clone();
    let (mut run, mut filled) = (one.clone(), one.clone());
    for index in (0..sizes.len()).rev() {
        run = &run * &sizes[index];
        let ends = index == 0 || (sizes[index - 1] != one && strides[index - 1] != &run * &base);
        if !ends {
            continue;
        }
        while next > 0 && (filled != run || new[next - 1] == one) {
            // More than the run: it is cut in the middle of a new dimension.
            if filled.is_static() && run.is_static() && filled.as_static() > run.as_static() {
                return false;
            }
            filled = &filled * &new[next - 1];
            next -= 1;
        }
        if filled != run {
            return false;
        }
        if index > 0 {
            base = strides[index - 1].clone();
            (run, filled) = (one.clone(), one.clone());
        }
    }
    next == 0
}

fn constant(argument: Argument) -> Operand {
    Operand::Constant(argument)
}

fn int(value: i64) -> Operand {
    constant(Argument::SymInt(Dim::Static(value)))
}

fn ints(values: impl IntoIterator<Item = i64>) -> Operand {
    Operand::Ints(values.into_iter().map(Int::Static).collect())
}

/// The sizes of a tensor as an operand: at most one of them -1, the dynamic ones read from it.
fn sizes_of(tensor: ValueId, builder: &mut Builder) -> Result<Operand, InferError> {
    let shape = builder.tensor_type(tensor)?.shape.clone();
    let dynamic = shape.iter().filter(|dim| !dim.is_static()).count();
    let mut sizes = vec![];
    for (index, dim) in shape.iter().enumerate() {
        sizes.push(match dim.as_static() {
            Some(size) => Int::Static(size),
            None if dynamic == 1 && !shape.contains(&Dim::Static(0)) => Int::Static(-1),
            None => {
                let operands = vec![Operand::Value(tensor), int(index as i64)];
                Int::Value(builder.op("aten.sym_size.int", operands)?)
            }
        });
    }
    Ok(Operand::Ints(sizes))
}

fn view_as(value: ValueId, like: ValueId, builder: &mut Builder) -> Result<ValueId, InferError> {
    let sizes = sizes_of(like, builder)?;
    builder.op("aten.view", vec![Operand::Value(value), sizes])
}

/// The new value of `source` where the result `index` of its view becomes `new`.
///
/// # Errors
/// If the view has no inverse.
pub fn invert(
    view: &ViewOp,
    index: usize,
    source: ValueId,
    new: ValueId,
    builder: &mut Builder,
) -> Result<ValueId, InferError> {
    let given = |name: &str| view.operand(name).clone();
    let (from, to) = (Operand::Value(source), Operand::Value(new));
    match view.inverse {
        Inverse::Identity => Ok(new),
        Inverse::Reshape => view_as(new, source, builder),
        Inverse::Itself => {
            let mut operands = view.operands.clone();
            operands[view.source] = to;
            Ok(builder.call(view.op, operands, &[])?[0])
        }
        Inverse::Permute => {
            let dims = view.ints("dims").ok_or_else(|| no_inverse(view))?;
            let rank = dims.len() as i64;
            let mut inverse = vec![0; dims.len()];
            for (place, dim) in dims.iter().enumerate() {
                inverse[dim.rem_euclid(rank.max(1)) as usize] = place as i64;
            }
            builder.op("aten.permute", vec![to, ints(inverse)])
        }
        Inverse::Movedim => {
            builder.op(view.op.name, vec![to, given("destination"), given("source")])
        }
        Inverse::Part => part(view, index, source, new, builder),
        Inverse::Select
        | Inverse::Slice
        | Inverse::Unbind
        | Inverse::Diagonal
        | Inverse::AsStrided => scatter(view, index, from, to, builder),
        Inverse::Expand => expand(source, new, builder),
        Inverse::ViewDType => {
            let dtype = builder.tensor_type(source)?.dtype;
            builder.op("aten.view.dtype", vec![to, constant(Argument::DType(dtype))])
        }
        Inverse::AsReal => builder.op("aten.view_as_complex", vec![to]),
        Inverse::AsComplex => builder.op("aten.view_as_real", vec![to]),
        Inverse::Neg => builder.op("aten.neg", vec![to]),
        Inverse::Real => {
            let imaginary = builder.op("aten.imag", vec![from])?;
            builder.op("aten.complex", vec![to, Operand::Value(imaginary)])
        }
        Inverse::Imag => {
            let real = builder.op("aten.real", vec![from])?;
            builder.op("aten.complex", vec![Operand::Value(real), to])
        }
        Inverse::Put => put(view, index, source, new, builder),
    }
}

/// Through the op that writes a part of a tensor.
fn scatter(
    view: &ViewOp,
    index: usize,
    from: Operand,
    to: Operand,
    builder: &mut Builder,
) -> Result<ValueId, InferError> {
    let given = |name: &str| view.operand(name).clone();
    match view.inverse {
        Inverse::Select => {
            builder.op("aten.select_scatter", vec![from, to, given("dim"), given("index")])
        }
        Inverse::Slice => {
            let [start, end, step] = ["start", "end", "step"].map(given);
            builder.op("aten.slice_scatter", vec![from, to, given("dim"), start, end, step])
        }
        Inverse::Unbind => {
            let operands = vec![from, to, given("dim"), int(index as i64)];
            let operands = with_default_dim(operands, 2);
            builder.op("aten.select_scatter", operands)
        }
        Inverse::Diagonal => {
            let [offset, dim1, dim2] = ["offset", "dim1", "dim2"].map(given);
            builder.op("aten.diagonal_scatter", vec![from, to, offset, dim1, dim2])
        }
        Inverse::AsStrided => {
            let [size, stride, offset] = ["size", "stride", "storage_offset"].map(given);
            builder.op("aten.as_strided_scatter", vec![from, to, size, stride, offset])
        }
        _ => Err(no_inverse(view)),
    }
}

fn no_inverse(view: &ViewOp) -> InferError {
    InferError(format!("a write through '{}' with symbolic arguments", view.op.name))
}

/// An absent dimension is the first.
fn with_default_dim(mut operands: Vec<Operand>, place: usize) -> Vec<Operand> {
    if operands[place] == Operand::Absent {
        operands[place] = int(0);
    }
    operands
}

/// One of the parts that a tensor was split into.
fn part(
    view: &ViewOp,
    index: usize,
    source: ValueId,
    new: ValueId,
    builder: &mut Builder,
) -> Result<ValueId, InferError> {
    let rank = builder.tensor_type(source)?.rank() as i64;
    let dim = view.int("dim").unwrap_or(0).rem_euclid(rank.max(1)) as usize;
    let size = |ty: &Option<ValueType>| match ty {
        Some(ValueType::Tensor(tensor)) => tensor.shape.get(dim)?.as_static(),
        _ => None,
    };
    let before: Option<Vec<i64>> = view.types[..index].iter().map(size).collect();
    let (Some(before), Some(length)) = (before, size(&view.types[index])) else {
        return put(view, index, source, new, builder);
    };
    let start: i64 = before.iter().sum();
    let operands = vec![
        Operand::Value(source),
        Operand::Value(new),
        int(dim as i64),
        int(start),
        int(start + length),
    ];
    builder.op("aten.slice_scatter", operands)
}

/// All copies of an element have one value: the first is taken.
fn expand(source: ValueId, new: ValueId, builder: &mut Builder) -> Result<ValueId, InferError> {
    let from = builder.tensor_type(source)?.shape.clone();
    let to = builder.tensor_type(new)?.shape.clone();
    let added = to.len().saturating_sub(from.len());
    let mut value = new;
    for (index, size) in to.iter().enumerate() {
        let before = index.checked_sub(added).map_or(&Dim::Static(1), |place| &from[place]);
        if before != size {
            let operands = vec![Operand::Value(value), int(index as i64), int(0), int(1)];
            value = builder.op("aten.slice.Tensor", operands)?;
        }
    }
    if from == builder.tensor_type(value)?.shape {
        Ok(value)
    } else {
        view_as(value, source, builder)
    }
}

/// The places that any view takes its elements from are what it gives of a tensor that has the
/// number of each place in it.
fn put(
    view: &ViewOp,
    index: usize,
    source: ValueId,
    new: ValueId,
    builder: &mut Builder,
) -> Result<ValueId, InferError> {
    let count = match builder.tensor_type(source)?.numel() {
        Dim::Static(count) => constant(Argument::Scalar(Scalar::Int(count))),
        _ => Operand::Value(builder.op("aten.sym_numel", vec![Operand::Value(source)])?),
    };
    let numbers = builder.op("aten.arange", vec![count])?;
    let numbers = view_as(numbers, source, builder)?;
    let mut operands = view.operands.clone();
    operands[view.source] = Operand::Value(numbers);
    let types: Vec<Option<ValueType>> = vec![None; view.types.len()];
    let places = builder.call(view.op, operands, &types)?[index];
    let operands = [source, places, new].map(Operand::Value).to_vec();
    builder.op("aten.put", operands)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dims(sizes: &[i64]) -> Vec<Dim> {
        sizes.iter().map(|&size| Dim::Static(size)).collect()
    }

    #[test]
    fn a_view_is_possible_where_runs_of_dimensions_are_kept() {
        let possible = |sizes: &[i64], strides: &[i64], new: &[i64]| {
            view_is_possible(&dims(sizes), &dims(strides), &dims(new))
        };
        assert!(possible(&[2, 3, 4], &[12, 4, 1], &[6, 4]));
        assert!(possible(&[3, 2, 4], &[4, 12, 1], &[3, 2, 2, 2]));
        assert!(possible(&[3, 2, 4], &[4, 12, 1], &[3, 1, 2, 4, 1]));
        assert!(!possible(&[3, 2, 4], &[4, 12, 1], &[6, 4]));
        assert!(!possible(&[3, 2], &[1, 3], &[6]));
        assert!(!possible(&[3, 2], &[1, 3], &[2, 3]));
        assert!(possible(&[4, 5], &[10, 1], &[2, 2, 5]));
        assert!(possible(&[0, 5], &[1, 7], &[5, 0]));
    }

    #[test]
    fn strides_of_symbolic_sizes_are_compared() {
        let (s, four) = (Dim::symbol("s0"), Dim::Static(4));
        let sizes = [s.clone(), four.clone(), s.clone()];
        let plain = [&s * 4, s.clone(), Dim::Static(1)];
        assert!(is_contiguous(&sizes, &plain));
        assert!(view_is_possible(&sizes, &plain, &[&s * 4, s.clone()]));
        let swapped = [s.clone(), &s * &s, Dim::Static(1)];
        assert!(!view_is_possible(&sizes, &swapped, &[&s * 4, s.clone()]));
        assert!(view_is_possible(&sizes, &swapped, &[s.clone(), four, s.clone()]));
    }

    #[test]
    fn every_rule_is_of_an_op() {
        for op in tricast_dialects::ops() {
            let Some((_, inverse)) = rule(op.name) else { continue };
            assert!(matches!(op.params[0].name, "self" | "A" | "input"), "{}", op.name);
            if inverse == Inverse::Part {
                assert!(op.params.iter().any(|param| param.name == "dim"), "{}", op.name);
            }
        }
    }
}
