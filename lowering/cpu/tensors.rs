//! Builds ops on tensors.

use melior::ir::{
    Attribute, Block, OperationRef, Region, RegionLike, Type, Value, ValueLike,
    operation::OperationLike,
};
use tricast_mlir::{
    convert::DYNAMIC,
    ir::{block_arguments, nested_ops, outlive, outlive_op, ranked_tensor, shape_of},
    rewrite::{element_type, indexing_maps},
};

use super::{
    builder::{Builder, Index},
    contraction::numbers::zero,
};

/// The ops nested in a function, at any depth, but for those in the bodies of ops of `linalg`.
pub fn outer_ops<'c>(function: OperationRef<'c, 'c>) -> Vec<OperationRef<'c, 'c>> {
    let is_inner = |op: &OperationRef<'c, 'c>| {
        let parent = op.parent_operation();
        parent.is_some_and(|parent| indexing_maps(parent).is_some())
    };
    nested_ops(function).into_iter().map(outlive_op).filter(|op| !is_inner(op)).collect()
}

/// The sizes of a tensor.
pub fn tensor_sizes<'c>(builder: Builder<'c>, tensor: Value<'c, 'c>) -> Vec<Index<'c>> {
    (0..shape_of(tensor.r#type()).len()).map(|dim| tensor_size(builder, tensor, dim)).collect()
}

/// A size of a tensor.
pub fn tensor_size<'c>(builder: Builder<'c>, tensor: Value<'c, 'c>, dim: usize) -> Index<'c> {
    match shape_of(tensor.r#type())[dim] {
        Some(size) => Index::Const(size),
        None => {
            let dim = builder.index(dim as i64);
            let index = Type::index(builder.context);
            Index::Value(builder.value("tensor.dim", &[tensor, dim], &[], index))
        }
    }
}

/// The type of a tensor of these sizes, and those that it does not know.
pub fn tensor_type<'c>(sizes: &[Index<'c>], element: Type<'c>) -> (Type<'c>, Vec<Value<'c, 'c>>) {
    let shape: Vec<i64> = sizes.iter().map(|size| size.known().unwrap_or(DYNAMIC)).collect();
    let dynamic = sizes.iter().filter_map(|size| match size {
        Index::Value(value) => Some(*value),
        Index::Const(_) => None,
    });
    (ranked_tensor(&shape, element), dynamic.collect())
}

/// A tensor whose dimension `i` is the dimension `order[i]` of another, of these sizes.
pub fn transpose<'c>(
    builder: Builder<'c>,
    tensor: Value<'c, 'c>,
    order: &[usize],
    sizes: &[Index<'c>],
) -> Value<'c, 'c> {
    let sizes: Vec<Index> = order.iter().map(|dim| sizes[*dim]).collect();
    let element = element_type(tensor.r#type()).expect("a tensor has elements");
    let (ty, dynamic) = tensor_type(&sizes, element);
    let empty = builder.value("tensor.empty", &dynamic, &[], ty);
    let permutation: Vec<i64> = order.iter().map(|dim| *dim as i64).collect();
    let argument = (element, builder.location);
    let region = Region::new();
    let block = region.append_block(Block::new(&[argument, argument]));
    let attributes = [("permutation", builder.i64s(&permutation))];
    let op = builder.op_with_regions(
        "linalg.transpose",
        &[tensor, empty],
        &attributes,
        &[ty],
        vec![region],
    );
    let block = outlive(block);
    let inner = Builder::at_end(builder.context, builder.location, block);
    inner.op("linalg.yield", &block_arguments(block)[..1], &[], &[]);
    op.results().next().expect("the op has a result").into()
}

/// A tensor with `missing` more zeros at the end of one dimension.
pub fn pad<'c>(
    builder: Builder<'c>,
    tensor: Value<'c, 'c>,
    dim: usize,
    missing: Index<'c>,
) -> Value<'c, 'c> {
    if missing.known() == Some(0) {
        return tensor;
    }
    let shape = shape_of(tensor.r#type());
    let element = element_type(tensor.r#type()).expect("a tensor has elements");
    let mut sizes: Vec<i64> = shape.iter().map(|size| size.unwrap_or(DYNAMIC)).collect();
    let mut high = vec![0; shape.len()];
    high[dim] = missing.known().unwrap_or(DYNAMIC);
    sizes[dim] = match (shape[dim], missing) {
        (Some(size), Index::Const(missing)) => size + missing,
        _ => DYNAMIC,
    };
    let mut operands = vec![tensor];
    if let Index::Value(missing) = missing {
        operands.push(missing);
    }
    let attributes = [
        ("static_low", builder.i64s(&vec![0; shape.len()])),
        ("static_high", builder.i64s(&high)),
        ("operandSegmentSizes", builder.i32s(&[1, 0, operands.len() as i32 - 1])),
    ];
    let index = (Type::index(builder.context), builder.location);
    let region = Region::new();
    let block = region.append_block(Block::new(&vec![index; shape.len()]));
    let ty = ranked_tensor(&sizes, element);
    let op = builder.op_with_regions("tensor.pad", &operands, &attributes, &[ty], vec![region]);
    let inner = Builder::at_end(builder.context, builder.location, outlive(block));
    let zero = zero(inner, element);
    inner.op("tensor.yield", &[zero], &[], &[]);
    op.results().next().expect("the op has a result").into()
}

/// What a tensor of known sizes has from a place on along one dimension.
pub fn extract_along<'c>(
    builder: Builder<'c>,
    tensor: Value<'c, 'c>,
    dim: usize,
    first: i64,
    length: i64,
) -> Value<'c, 'c> {
    let mut sizes = known_sizes(tensor);
    sizes[dim] = length;
    let attributes = slice(builder, &[1, 0, 0, 0], &sizes, dim, first);
    let element = element_type(tensor.r#type()).expect("a tensor has elements");
    let ty = ranked_tensor(&sizes, element);
    builder.value("tensor.extract_slice", &[tensor], &attributes, ty)
}

/// Tensors of known sizes one after the other along a dimension.
pub fn concatenate<'c>(builder: Builder<'c>, parts: &[Value<'c, 'c>], dim: usize) -> Value<'c, 'c> {
    let mut sizes = known_sizes(parts[0]);
    sizes[dim] = parts.iter().map(|part| known_sizes(*part)[dim]).sum();
    let element = element_type(parts[0].r#type()).expect("a tensor has elements");
    let ty = ranked_tensor(&sizes, element);
    let mut first = 0;
    parts.iter().fold(builder.value("tensor.empty", &[], &[], ty), |whole, part| {
        let sizes = known_sizes(*part);
        let attributes = slice(builder, &[1, 1, 0, 0, 0], &sizes, dim, first);
        first += sizes[dim];
        builder.value("tensor.insert_slice", &[*part, whole], &attributes, ty)
    })
}

/// The attributes of an op on the slice from `first` on along one dimension, of these sizes.
fn slice<'c>(
    builder: Builder<'c>,
    segments: &[i32],
    sizes: &[i64],
    dim: usize,
    first: i64,
) -> [(&'static str, Attribute<'c>); 4] {
    let mut offsets = vec![0; sizes.len()];
    offsets[dim] = first;
    [
        ("static_offsets", builder.i64s(&offsets)),
        ("static_sizes", builder.i64s(sizes)),
        ("static_strides", builder.i64s(&vec![1; sizes.len()])),
        ("operandSegmentSizes", builder.i32s(segments)),
    ]
}

fn known_sizes(tensor: Value) -> Vec<i64> {
    shape_of(tensor.r#type()).into_iter().map(|size| size.expect("a known size")).collect()
}

/// A tensor with each group of dimensions as one.
pub fn collapse<'c>(
    builder: Builder<'c>,
    tensor: Value<'c, 'c>,
    groups: &[Vec<usize>],
) -> Value<'c, 'c> {
    let shape = shape_of(tensor.r#type());
    let size = |group: &Vec<usize>| group.iter().map(|dim| shape[*dim]).product::<Option<i64>>();
    let sizes: Vec<i64> = groups.iter().map(|group| size(group).unwrap_or(DYNAMIC)).collect();
    let element = element_type(tensor.r#type()).expect("a tensor has elements");
    let attributes = [("reassociation", reassociation(builder, groups))];
    let ty = ranked_tensor(&sizes, element);
    builder.value("tensor.collapse_shape", &[tensor], &attributes, ty)
}

/// A tensor with each dimension as a group of them; `sizes` are those of the result.
pub fn expand<'c>(
    builder: Builder<'c>,
    tensor: Value<'c, 'c>,
    groups: &[Vec<usize>],
    sizes: &[Index<'c>],
) -> Value<'c, 'c> {
    let element = element_type(tensor.r#type()).expect("a tensor has elements");
    let (ty, dynamic) = tensor_type(sizes, element);
    let operands = [&[tensor], &dynamic[..]].concat();
    let shape: Vec<i64> = sizes.iter().map(|size| size.known().unwrap_or(DYNAMIC)).collect();
    let attributes = [
        ("reassociation", reassociation(builder, groups)),
        ("static_output_shape", builder.i64s(&shape)),
    ];
    builder.value("tensor.expand_shape", &operands, &attributes, ty)
}

/// The dimensions `0..rank` in groups of one, but for `count` from `first` on.
pub fn groups(rank: usize, first: usize, count: usize) -> Vec<Vec<usize>> {
    let before = (0..first).map(|dim| vec![dim]);
    let after = (first + count..rank).map(|dim| vec![dim]);
    before.chain([(first..first + count).collect()]).chain(after).collect()
}

fn reassociation<'c>(builder: Builder<'c>, groups: &[Vec<usize>]) -> Attribute<'c> {
    Attribute::parse(builder.context, &format!("{groups:?}")).expect("lists of numbers")
}
