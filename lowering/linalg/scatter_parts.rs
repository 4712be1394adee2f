//! Writing parts of a tensor, and by masks, into a copy.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorAdvancedIndexing.cpp`, `TensorShape.cpp`.

use melior::ir::Value;
use tricast_dialects::{Argument, DType};

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Table, Tensor,
    advanced_index::AdvancedIndex, compute_dtype, diagonal::Diagonal, indexing, view,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    // Index tensors.
    ("aten.index_put", |b, call| index_put(b, call, true)),
    ("aten._unsafe_index_put", |b, call| index_put(b, call, false)),
    ("aten._unsafe_masked_index_put_accumulate", masked_index_put),
    // Masks.
    ("aten.masked_fill.Scalar", masked_fill),
    ("aten.masked_fill.Tensor", masked_fill),
    ("aten.masked_scatter", masked_scatter),
    // Parts.
    ("aten.select_scatter", select_scatter),
    ("aten.slice_scatter", slice_scatter),
    ("aten.diagonal_scatter", diagonal_scatter),
    ("aten.as_strided_scatter", as_strided_scatter),
];

//===-- Index tensors -------------------------------------------------------===//

fn index_put<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    is_checked: bool,
) -> Result<Outputs<'c>, LowerError> {
    let (tensor, given) = (call.tensor("self"), call.opt_tensors("indices"));
    let (values, accumulates) = (call.tensor("values"), call.bool("accumulate")?);
    if !accumulates && let Some(result) = filled_where(b, &tensor, &given, &values) {
        return Ok(result.into());
    }
    let index = AdvancedIndex::new(b, &tensor, &given);
    if is_checked {
        index.check(b, "index_put");
    }
    if index.shape.iter().any(|size| size.is(0)) {
        return Ok(tensor.into());
    }
    Ok(match accumulates {
        true => accumulated(b, &tensor, &index, |place| element_at(b, &values, place)),
        false => put_parts(b, &tensor, &index, &values),
    }
    .into())
}

/// One value where a mask is true, and the index is nothing but that mask.
fn filled_where<'c>(
    b: &Builder<'c>,
    tensor: &Tensor<'c>,
    given: &[Option<Tensor<'c>>],
    value: &Tensor<'c>,
) -> Option<Tensor<'c>> {
    let mut masks =
        given.iter().enumerate().filter_map(|(dim, index)| Some((dim, index.as_ref()?)));
    let (first, mask) = masks.next()?;
    let is_mask = matches!(mask.dtype, DType::Bool | DType::U8);
    if !is_mask || masks.next().is_some() || value.shape.iter().any(|size| !size.is(1)) {
        return None;
    }
    let behind = tensor.rank() - first - mask.rank();
    let ones = |count| std::iter::repeat_n(Size::Static(1), count);
    let shape: Sizes = ones(first).chain(mask.shape.iter().copied()).chain(ones(behind)).collect();
    let (mask, value) = (b.reshape(mask, &shape), b.reshape(value, &[]));
    Some(b.pointwise_to(&tensor.shape, &[&mask, tensor, &value], tensor.dtype, |elements| {
        b.select(b.cast(elements[0], DType::Bool), elements[2], elements[1])
    }))
}

/// The element of a tensor that broadcasts, at the last ones of `indices`.
fn element_at<'c>(b: &Builder<'c>, tensor: &Tensor<'c>, indices: &[Value<'c, 'c>]) -> Element<'c> {
    let own = &indices[indices.len() - tensor.rank()..];
    let place = tensor.shape.iter().zip(own);
    let place = place.map(|(size, &index)| if size.is(1) { b.index(0) } else { index });
    b.extract(tensor, &place.collect::<Vec<_>>())
}

/// `tensor` with `values` at what an index says, one part after the other: of all that the index
/// does not name a part has all.
fn put_parts<'c>(
    b: &Builder<'c>,
    tensor: &Tensor<'c>,
    index: &AdvancedIndex<'c>,
    values: &Tensor<'c>,
) -> Tensor<'c> {
    let (sizes, rest) = (index.part(), index.rest_sizes());
    let ones = vec![1; tensor.rank()];
    let is_element = index.common.len() == index.shape.len();
    let values = if is_element { values.clone() } else { b.broadcast_to(values, &index.shape) };
    b.update_over(&index.common, tensor, &mut |common, so_far| {
        let offsets = index.offsets(b, common);
        if is_element {
            let place: Vec<Value> = offsets.iter().map(|&offset| b.size(offset)).collect();
            return b.insert(element_at(b, &values, common), so_far, &place);
        }
        let (from, part) = index.result_part(common);
        let part = b.extract_part(&values, &from, &part, &vec![1; from.len()], rest.clone());
        b.insert_part(&part, so_far, &offsets, &sizes, &ones)
    })
}

/// `tensor` with what `value` gives for each place of the result of an index added.
fn accumulated<'c>(
    b: &Builder<'c>,
    tensor: &Tensor<'c>,
    index: &AdvancedIndex<'c>,
    value: impl Fn(&[Value<'c, 'c>]) -> Element<'c>,
) -> Tensor<'c> {
    let compute = compute_dtype(tensor.dtype);
    let target = b.cast_tensor(tensor, compute);
    let result = b.update_over(&index.shape, &target, &mut |loops, so_far| {
        let place = index.place_at(b, loops);
        let sum = b.add(b.extract(so_far, &place), b.cast(value(loops), compute));
        b.insert(sum, so_far, &place)
    });
    b.cast_tensor(&result, tensor.dtype)
}

/// Adds `mask ? values : 0`; where the mask is false an index may be out of range.
fn masked_index_put<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let (mask, values) = (call.tensor("mask"), call.tensor("values"));
    let index = AdvancedIndex::new(b, &tensor, &call.opt_tensors("indices"));
    let is_empty = |shape: &Sizes| shape.iter().any(|size| size.is(0));
    if is_empty(&index.shape) || is_empty(&tensor.shape) {
        return Ok(tensor.into());
    }
    let zero = b.int(tensor.dtype, 0);
    let result = accumulated(b, &tensor, &index, |place| {
        b.select(element_at(b, &mask, place), element_at(b, &values, place), zero)
    });
    Ok(result.into())
}

//===-- Masks ---------------------------------------------------------------===//

fn masked_fill<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, mask) = (call.tensor("self"), call.tensor("mask"));
    let dtype = tensor.dtype;
    let result = match call.arguments.get("value") {
        Argument::Tensor(_) => {
            let value = call.tensor("value");
            b.pointwise(&[&tensor, &mask, &value], dtype, |elements| {
                b.select(elements[1], b.cast(elements[2], dtype), elements[0])
            })
        }
        _ => {
            let value = call.number(b, "value", dtype);
            b.pointwise(&[&tensor, &mask], dtype, |elements| {
                b.select(elements[1], value, elements[0])
            })
        }
    };
    Ok(result.into())
}

fn masked_scatter<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, mask) = (call.tensor("self"), call.tensor("mask"));
    let source = b.flatten(&call.tensor("source"));
    let shape = b.broadcast_shape(&[&tensor.shape, &mask.shape]);
    let (tensor, mask) = (b.broadcast_to(&tensor, &shape), b.broadcast_to(&mask, &shape));
    let count = indexing::count_nonzero(b, &mask);
    let message = "masked_scatter: expected self and source to have as many elements as the mask \
                   has true ones";
    b.assert(b.compare_sizes(Comparison::Le, count, source.shape[0]), message);
    if source.shape[0].is(0) {
        return Ok(tensor.into());
    }
    let target = b.flatten(&tensor);
    let result = indexing::for_nonzero(b, &mask, &target, source.shape[0], |so_far, row, place| {
        b.insert(b.extract(&source, &[row]), so_far, &[place])
    });
    Ok(b.reshape(&result, &shape).into())
}

//===-- Parts ---------------------------------------------------------------===//

fn select_scatter<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, src) = (call.tensor("self"), call.tensor("src"));
    let (dim, index) = indexing::selected(b, call, &tensor)?;
    let src = b.cast_tensor(&src, tensor.dtype);
    Ok(b.insert_at(&src, &tensor, dim, index).into())
}

fn slice_scatter<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, src) = (call.tensor("self"), call.tensor("src"));
    let dim = tensor.dim(call.int("dim")?);
    let range = indexing::Range::of_call(b, call, tensor.shape[dim])?;
    let src = b.cast_tensor(&src, tensor.dtype);
    let mut offsets = vec![Size::Static(0); tensor.rank()];
    let mut strides = vec![1; tensor.rank()];
    (offsets[dim], strides[dim]) = (range.start, call.int("step")?);
    let mut sizes = tensor.shape.clone();
    sizes[dim] = match src.shape[dim] {
        Size::Static(_) => src.shape[dim],
        Size::Value(_) => range.length,
    };
    if sizes[dim].is(1) {
        // A step beyond the end is never taken, but must not overflow.
        strides[dim] = 1;
    }
    Ok(b.insert_part(&src, &tensor, &offsets, &sizes, &strides).into())
}

fn diagonal_scatter<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, src) = (call.tensor("self"), call.tensor("src"));
    let diagonal = Diagonal::of(call, tensor.rank())?;
    let src = b.cast_tensor(&src, tensor.dtype);
    let result = diagonal.embed(b, &src, &tensor.shape, |place| b.extract(&tensor, place));
    Ok(result.into())
}

fn as_strided_scatter<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, src) = (call.tensor("self"), call.tensor("src"));
    let src = b.cast_tensor(&src, tensor.dtype);
    let target = b.flatten(&tensor);
    let strided = view::Strided::of(call);
    strided.check(b, call, target.shape[0]);
    let result = b.update_over(&strided.sizes, &target, &mut |indices, so_far| {
        let place = strided.place(b, indices);
        b.insert(b.extract(&src, indices), so_far, &[place])
    });
    Ok(b.reshape(&result, &tensor.shape).into())
}
