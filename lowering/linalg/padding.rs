//! Padding.
//!
//! Source of the semantics: `PadNd.cpp` and `ReflectionPad.cpp` in `aten/src/ATen/native` of
//! PyTorch.

use melior::ir::Value;
use tricast_dialects::DType;

use super::{Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Table, Tensor};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.constant_pad_nd", |b, call| Ok(constant(b, call).into())),
    ("aten.pad", pad),
    ("aten.reflection_pad1d", |b, call| Ok(repeated(b, call, "padding", reflect).into())),
    ("aten.reflection_pad2d", |b, call| Ok(repeated(b, call, "padding", reflect).into())),
    ("aten.reflection_pad3d", |b, call| Ok(repeated(b, call, "padding", reflect).into())),
    ("aten.replication_pad1d", |b, call| Ok(repeated(b, call, "padding", replicate).into())),
    ("aten.replication_pad2d", |b, call| Ok(repeated(b, call, "padding", replicate).into())),
    ("aten.replication_pad3d", |b, call| Ok(repeated(b, call, "padding", replicate).into())),
    ("aten._pad_circular", |b, call| Ok(repeated(b, call, "pad", wrap).into())),
    ("aten.pad_sequence", pad_sequence),
];

/// What is added before and after each dimension; `pairs` has the last dimension first.
fn sides<'c>(pairs: &[Size<'c>], rank: usize) -> (Sizes<'c>, Sizes<'c>) {
    let pair = |dim: usize| {
        let place = 2 * (rank - 1 - dim);
        let get = |place: usize| pairs.get(place).copied().unwrap_or(Size::Static(0));
        (get(place), get(place + 1))
    };
    (0..rank).map(pair).unzip()
}

/// A number around the tensor, 0 if there is none.
fn constant<'c>(b: &Builder<'c>, call: &Call<'c>) -> Tensor<'c> {
    let tensor = call.tensor("self");
    let value = call.opt_number(b, "value", tensor.dtype);
    let value = value.unwrap_or_else(|| b.int(tensor.dtype, 0));
    let (low, high) = sides(&call.sizes("pad"), tensor.rank());
    let padded = b.pad(&tensor, &low, &high, value);
    b.with_sizes(&padded, &call.refine(0, &padded.shape))
}

/// Padding of a kind that is an argument.
fn pad<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let padded = match call.str("mode")? {
        "reflect" => repeated(b, call, "pad", reflect),
        "replicate" => repeated(b, call, "pad", replicate),
        "circular" => repeated(b, call, "pad", wrap),
        _ => constant(b, call),
    };
    Ok(padded.into())
}

/// A place within a size, given one that may be before it or behind.
type Fold = for<'c> fn(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>;

/// Mirrored at the first and the last place.
fn reflect<'c>(b: &Builder<'c>, place: Element<'c>, size: Element<'c>) -> Element<'c> {
    let last = b.sub(size, b.int(size.dtype, 1));
    b.sub(last, b.abs(b.sub(last, b.abs(place))))
}

/// The first or the last place.
fn replicate<'c>(b: &Builder<'c>, place: Element<'c>, size: Element<'c>) -> Element<'c> {
    let last = b.sub(size, b.int(size.dtype, 1));
    b.max(b.min(place, last), b.int(size.dtype, 0))
}

/// As if the tensor were periodic; less than a period away.
fn wrap<'c>(b: &Builder<'c>, place: Element<'c>, size: Element<'c>) -> Element<'c> {
    let is_before = b.compare(Comparison::Lt, place, b.int(size.dtype, 0));
    let place = b.select(is_before, b.add(place, size), place);
    let is_behind = b.compare(Comparison::Ge, place, size);
    b.select(is_behind, b.sub(place, size), place)
}

/// Elements of the tensor around it.
fn repeated<'c>(b: &Builder<'c>, call: &Call<'c>, pairs: &str, fold: Fold) -> Tensor<'c> {
    let tensor = call.tensor("self");
    let (low, high) = sides(&call.sizes(pairs), tensor.rank());
    let shape = (0..tensor.rank())
        .map(|dim| b.size_add(b.size_add(tensor.shape[dim], low[dim]), high[dim]));
    let shape = call.refine(0, &shape.collect::<Sizes>());
    let index = |size: Size<'c>| b.size_element(size, DType::I64);
    b.generate(&shape, tensor.dtype, |indices| {
        let places: Vec<Value> = (0..tensor.rank())
            .map(|dim| {
                if low[dim].is(0) && high[dim].is(0) {
                    return indices[dim];
                }
                let place = b.sub(b.from_index(indices[dim]), index(low[dim]));
                b.to_index(fold(b, place, index(tensor.shape[dim])))
            })
            .collect();
        b.extract(&tensor, &places)
    })
}

/// Tensors along a new dimension, with a number before or after their elements.
fn pad_sequence<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let sequences = call.tensors("sequences");
    let (length_dim, batch_dim) = if call.bool("batch_first")? { (1, 0) } else { (0, 1) };
    let lengths = sequences.iter().map(|sequence| sequence.shape[0]);
    let longest = lengths.reduce(|a, c| b.size_max(a, c)).unwrap_or(Size::Static(0));
    let mut shape: Sizes = sequences[0].shape.clone();
    shape[0] = longest;
    shape.insert(batch_dim, Size::Static(sequences.len() as i64));
    let shape = call.refine(0, &shape);
    let value = call.number(b, "padding_value", call.dtype());
    let is_left = call.str("padding_side")? == "left";
    let mut result = b.full(&shape, value);
    for (place, sequence) in sequences.iter().enumerate() {
        let mut offsets: Sizes = shape.iter().map(|_| Size::Static(0)).collect();
        offsets[batch_dim] = Size::Static(place as i64);
        if is_left {
            offsets[length_dim] = b.size_sub(shape[length_dim], sequence.shape[0]);
        }
        let mut sizes = sequence.shape.clone();
        sizes.insert(batch_dim, Size::Static(1));
        result = b.insert_part(sequence, &result, &offsets, &sizes, &vec![1; shape.len()]);
    }
    Ok(result.into())
}
