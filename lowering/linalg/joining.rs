//! Joining and splitting.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorShape.cpp`, `Itertools.cpp`.

use melior::ir::Value;

use super::{
    Builder, Call, Comparison, LowerError, Outputs, Size, Sizes, Table, Tensor, indexing, wrap_dim,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    // Joining.
    ("aten.cat", |b, call| join(b, call, call.tensors("tensors"), call.int("dim")?)),
    ("aten.concat", |b, call| join(b, call, call.tensors("tensors"), call.int("dim")?)),
    ("aten.concatenate", |b, call| join(b, call, call.tensors("tensors"), call.int("dim")?)),
    ("aten.stack", stack),
    ("aten.hstack", hstack),
    ("aten.vstack", |b, call| join(b, call, at_least(b, call, 2), 0)),
    ("aten.row_stack", |b, call| join(b, call, at_least(b, call, 2), 0)),
    ("aten.dstack", |b, call| join(b, call, at_least(b, call, 3), 2)),
    ("aten.column_stack", column_stack),
    ("aten.block_diag", block_diag),
    ("aten.cartesian_prod", cartesian_prod),
    ("aten.combinations", combinations),
    // Ranks and sizes made equal.
    ("aten.atleast_1d", |b, call| Ok(at_least(b, call, 1).into())),
    ("aten.atleast_2d", |b, call| Ok(at_least(b, call, 2).into())),
    ("aten.atleast_3d", |b, call| Ok(at_least(b, call, 3).into())),
    ("aten.atleast_1d.Sequence", |b, call| Ok(at_least(b, call, 1).into())),
    ("aten.atleast_2d.Sequence", |b, call| Ok(at_least(b, call, 2).into())),
    ("aten.atleast_3d.Sequence", |b, call| Ok(at_least(b, call, 3).into())),
    ("aten.broadcast_tensors", broadcast_tensors),
    ("aten.meshgrid", |b, call| Ok(grid(b, &call.tensors("tensors"), false).into())),
    ("aten.meshgrid.indexing", |b, call| {
        Ok(grid(b, &call.tensors("tensors"), call.str("indexing")? == "xy").into())
    }),
    // Splitting.
    ("aten.split.Tensor", |b, call| equal_parts(b, call, call.size("split_size"))),
    ("aten.split_copy.Tensor", |b, call| equal_parts(b, call, call.size("split_size"))),
    ("aten.unsafe_split.Tensor", |b, call| equal_parts(b, call, call.size("split_size"))),
    ("aten.split.sizes", |b, call| split_into(b, call, &call.sizes("split_size"))),
    ("aten.split_with_sizes", |b, call| split_into(b, call, &call.sizes("split_sizes"))),
    ("aten.split_with_sizes_copy", |b, call| split_into(b, call, &call.sizes("split_sizes"))),
    ("aten.unsafe_split_with_sizes", |b, call| split_into(b, call, &call.sizes("split_sizes"))),
    ("aten.chunk", chunk),
    ("aten.unsafe_chunk", chunk),
    ("aten.tensor_split.sections", |b, call| sections(b, call, dim_of(call)?)),
    ("aten.tensor_split.indices", |b, call| between(b, call, dim_of(call)?)),
    ("aten.hsplit.int", |b, call| sections(b, call, columns_of(call))),
    ("aten.vsplit.int", |b, call| sections(b, call, 0)),
    ("aten.dsplit.int", |b, call| sections(b, call, 2)),
    ("aten.hsplit.array", |b, call| between(b, call, columns_of(call))),
    ("aten.vsplit.array", |b, call| between(b, call, 0)),
    ("aten.dsplit.array", |b, call| between(b, call, 2)),
    ("aten.unbind.int", unbind),
    ("aten.unbind_copy.int", unbind),
];

//===-- Joining -------------------------------------------------------------===//

/// The tensors one after the other along `dim`, in the dtype of the result.
fn join<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    mut tensors: Vec<Tensor<'c>>,
    dim: i64,
) -> Result<Outputs<'c>, LowerError> {
    // Empty vectors fit anything, for compatibility with old PyTorch.
    tensors.retain(|tensor| tensor.rank() != 1 || !tensor.shape[0].is(0));
    let dtype = call.dtype();
    let Some(first) = tensors.first() else {
        return Ok(b.empty(&[Size::Static(0)], dtype).into());
    };
    let dim = first.dim(dim);
    // What one of them knows of a size holds for all.
    let shape: Sizes = (0..first.rank())
        .map(|dim| {
            let mut sizes = tensors.iter().map(|tensor| tensor.shape[dim]);
            sizes.find(|size| size.as_static().is_some()).unwrap_or(first.shape[dim])
        })
        .collect();
    let tensors = tensors.iter().map(|tensor| {
        let mut shape = shape.clone();
        shape[dim] = tensor.shape[dim];
        b.cast_tensor(&b.with_sizes(tensor, &shape), dtype)
    });
    let tensors: Vec<Tensor> = tensors.collect();
    if let [single] = &tensors[..] {
        return Ok(single.clone().into());
    }
    Ok(b.concat(&tensors, dim).into())
}

fn stack<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    Ok(stacked(b, call, &call.tensors("tensors"), call.int("dim")?).into())
}

/// The tensors along a new dimension.
fn stacked<'c>(b: &Builder<'c>, call: &Call<'c>, tensors: &[Tensor<'c>], dim: i64) -> Tensor<'c> {
    let dim = wrap_dim(dim, tensors[0].rank() + 1);
    let mut shape = tensors[0].shape.clone();
    shape.insert(dim, Size::Static(tensors.len() as i64));
    let dtype = call.dtype();
    let empty = b.empty(&call.refine(0, &shape), dtype);
    tensors.iter().enumerate().fold(empty, |result, (index, tensor)| {
        b.insert_at(&b.cast_tensor(tensor, dtype), &result, dim, index as i64)
    })
}

fn hstack<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensors = at_least(b, call, 1);
    let dim = i64::from(tensors[0].rank() > 1);
    join(b, call, tensors, dim)
}

fn column_stack<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let columns = call.tensors("tensors").into_iter().map(|tensor| match tensor.rank() {
        0 | 1 => b.unsqueeze(&b.flatten(&tensor), 1),
        _ => tensor,
    });
    join(b, call, columns.collect(), 1)
}

fn block_diag<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let blocks = at_least(b, call, 2);
    let size = |dim: usize| {
        blocks.iter().fold(Size::Static(0), |sum, block| b.size_add(sum, block.shape[dim]))
    };
    let dtype = call.dtype();
    // Of no blocks PyTorch makes a matrix of one row.
    let shape = if blocks.is_empty() { [1, 0].map(Size::Static) } else { [size(0), size(1)] };
    let mut result = b.full(&shape, b.int(dtype, 0));
    let mut offsets = [Size::Static(0); 2];
    for block in &blocks {
        result = b.insert_slice(&b.cast_tensor(block, dtype), &result, &offsets, &[1, 1]);
        offsets = [0, 1].map(|dim| b.size_add(offsets[dim], block.shape[dim]));
    }
    Ok(result.into())
}

fn cartesian_prod<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let vectors = call.tensors("tensors");
    if let [vector] = &vectors[..] {
        return Ok(vector.clone().into());
    }
    let columns = grid(b, &vectors, false);
    let columns: Vec<Tensor> = columns.iter().map(|column| b.flatten(column)).collect();
    Ok(stacked(b, call, &columns, 1).into())
}

/// Every choice of `r` elements: a loop over the choices, from one to the next in order.
fn combinations<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let (r, repeats) = (call.int("r")?, call.bool("with_replacement")?);
    if r == 0 {
        return Ok(b.empty(&[Size::Static(0)], tensor.dtype).into());
    }
    let (n, places) = (tensor.shape[0], r as usize);
    // With repetition there are as many as of r out of n + r - 1, none of nothing.
    let more = if repeats { b.size_min(b.size_mul(n, r - 1), r - 1) } else { Size::Static(0) };
    let of = b.size_add(n, more);
    let count = (1..=r).fold(Size::Static(1), |product, index| {
        let factor = b.size_max(b.size_sub(of, r - index), 0);
        b.size_floor_div(b.size_mul(product, factor), index)
    });
    let shape = call.refine(0, &[count, Size::Static(r)]);
    let empty = b.empty(&shape, tensor.dtype);
    if shape[0].is(0) {
        return Ok(empty.into());
    }
    let step = i64::from(!repeats);
    let mut initial = vec![empty.value];
    initial.extend((0..r).map(|place| b.index(place * step)));
    let results = b.for_each(shape[0], &initial, |row, carried| {
        let mut result = Tensor { value: carried[0], ..empty.clone() };
        let indices = &carried[1..];
        for (place, &index) in indices.iter().enumerate() {
            let element = b.extract(&tensor, &[index]);
            result = b.insert(element, &result, &[row, b.index(place as i64)]);
        }
        let limits = (0..r).map(|place| b.size_sub(n, 1 + (r - 1 - place) * step));
        let limits: Sizes = limits.collect();
        let mut next = vec![result.value];
        next.extend(next_choice(b, indices, &limits, step));
        debug_assert_eq!(next.len(), places + 1, "an index for each place");
        next
    });
    Ok(Tensor { value: results[0], ..empty }.into())
}

/// The choice after `indices`, none of which goes over its limit: the last index that can grow
/// does, and those after it start from there, `step` apart. The choice after the last one is any.
fn next_choice<'c>(
    b: &Builder<'c>,
    indices: &[Value<'c, 'c>],
    limits: &[Size<'c>],
    step: i64,
) -> Vec<Value<'c, 'c>> {
    let mut next: Vec<Value> = indices.to_vec();
    for (place, &limit) in limits.iter().enumerate() {
        let index = Size::Value(indices[place]);
        let grows = b.compare_sizes(Comparison::Lt, index, limit);
        for (other, next) in next.iter_mut().enumerate() {
            let grown = match other.checked_sub(place) {
                Some(behind) => b.size_add(index, 1 + behind as i64 * step),
                None => Size::Value(indices[other]),
            };
            *next = b.size(b.select_size(grows, grown, Size::Value(*next)));
        }
    }
    next
}

//===-- Ranks and sizes made equal ------------------------------------------===//

/// Every tensor of the op, of this rank or more.
fn at_least<'c>(b: &Builder<'c>, call: &Call<'c>, rank: usize) -> Vec<Tensor<'c>> {
    let tensors = call.tensors(call.op.params[0].name).into_iter();
    let tensors = tensors.map(|tensor| {
        let one = Size::Static(1);
        let shape: Sizes = match (&tensor.shape[..], rank) {
            ([], _) => std::iter::repeat_n(one, rank).collect(),
            (&[n], 2) => [one, n].into_iter().collect(),
            (&[n], 3) => [one, n, one].into_iter().collect(),
            (&[m, n], 3) => [m, n, one].into_iter().collect(),
            (shape, _) => shape.into(),
        };
        b.reshape(&tensor, &shape)
    });
    tensors.collect()
}

fn broadcast_tensors<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensors = call.tensors("tensors");
    let shapes: Vec<&[Size]> = tensors.iter().map(|tensor| tensor.shape.as_slice()).collect();
    let shape = b.broadcast_shape(&shapes);
    Ok(tensors.iter().map(|tensor| b.broadcast_to(tensor, &shape)).collect::<Vec<_>>().into())
}

/// Each vector along a dimension of a grid, repeated along the others; the first two dimensions
/// may be swapped.
fn grid<'c>(b: &Builder<'c>, vectors: &[Tensor<'c>], is_swapped: bool) -> Vec<Tensor<'c>> {
    let rank = vectors.len();
    let place = |index: usize| if is_swapped && rank > 1 && index < 2 { 1 - index } else { index };
    let shape: Sizes = (0..rank).map(|dim| b.numel(&vectors[place(dim)].shape)).collect();
    let along = vectors.iter().enumerate().map(|(index, vector)| {
        let mut own: Sizes = std::iter::repeat_n(Size::Static(1), rank).collect();
        own[place(index)] = shape[place(index)];
        b.broadcast_to(&b.reshape(vector, &own), &shape)
    });
    along.collect()
}

//===-- Splitting -----------------------------------------------------------===//

fn dim_of(call: &Call) -> Result<usize, LowerError> {
    Ok(call.tensor("self").dim(call.int("dim")?))
}

/// The dimension of `hsplit`.
fn columns_of(call: &Call) -> usize {
    usize::from(call.tensor("self").rank() > 1)
}

/// The parts of these sizes, one after the other.
fn parts<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    dim: usize,
    sizes: impl IntoIterator<Item = Size<'c>>,
) -> Outputs<'c> {
    let tensor = call.tensor("self");
    let mut start = Size::Static(0);
    let parts = sizes.into_iter().enumerate().map(|(index, size)| {
        let mut shape = tensor.shape.clone();
        shape[dim] = size;
        let size = call.refine(index, &shape)[dim];
        let part = b.narrow(&tensor, dim, start, size);
        start = b.size_add(start, size);
        part
    });
    parts.collect::<Vec<_>>().into()
}

/// As many parts of one size as the op has results, the last of what is left: less or more, where
/// it is the only one.
fn equal_parts<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    size: Size<'c>,
) -> Result<Outputs<'c>, LowerError> {
    let dim = dim_of(call)?;
    let whole = call.tensor("self").shape[dim];
    let others = call.results.len() as i64 - 1;
    let last = b.size_sub(whole, b.size_mul(size, others));
    let sizes = std::iter::repeat_n(size, others as usize).chain([last]);
    Ok(parts(b, call, dim, sizes))
}

fn split_into<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    sizes: &[Size<'c>],
) -> Result<Outputs<'c>, LowerError> {
    Ok(parts(b, call, dim_of(call)?, sizes.iter().copied()))
}

fn chunk<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let whole = call.tensor("self").shape[dim_of(call)?];
    let size = b.size_ceil_div(whole, call.int("chunks")?);
    equal_parts(b, call, size)
}

/// As many parts as `sections`, the first ones larger by one if need be.
fn sections<'c>(b: &Builder<'c>, call: &Call<'c>, dim: usize) -> Result<Outputs<'c>, LowerError> {
    let (whole, count) = (call.tensor("self").shape[dim], call.int("sections")?);
    let (least, more) = (b.size_floor_div(whole, count), b.size_rem(whole, count));
    let sizes = (0..count).map(|section| {
        // min(max(more - section, 0), 1): whether it is one of the larger ones.
        let extra = b.size_min(b.size_max(b.size_sub(more, section), 0), 1);
        b.size_add(least, extra)
    });
    Ok(parts(b, call, dim, sizes))
}

/// The parts between `indices`, as slices take them.
fn between<'c>(b: &Builder<'c>, call: &Call<'c>, dim: usize) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let indices = call.sizes("indices");
    let starts = std::iter::once(Size::Static(0)).chain(indices.iter().copied());
    let ends = indices.iter().map(|&index| Some(index)).chain([None]);
    let parts = starts.zip(ends).enumerate().map(|(index, (start, end))| {
        let range = indexing::Range::of(b, tensor.shape[dim], Some(start), end, 1);
        let mut shape = tensor.shape.clone();
        shape[dim] = range.length;
        b.narrow(&tensor, dim, range.start, call.refine(index, &shape)[dim])
    });
    Ok(parts.collect::<Vec<_>>().into())
}

fn unbind<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let (tensor, dim) = (call.tensor("self"), dim_of(call)?);
    let slices = (0..call.results.len() as i64).map(|index| b.slice_at(&tensor, dim, index));
    Ok(slices.collect::<Vec<_>>().into())
}
