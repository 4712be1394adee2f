//! Tensors as flat memory.

use melior::ir::{
    Attribute, Type, Value, ValueLike, attribute::StridedLayoutAttribute, operation::OperationLike,
    r#type::MemRefType,
};
use tricast_mlir::{convert::DYNAMIC, ir::shape_of, rewrite::element_type};

use super::{
    super::{
        builder::{Builder, Index},
        tensors::tensor_sizes,
    },
    numbers::product,
};

/// A tensor in memory.
pub struct Buffer<'c> {
    /// The memory, as a memref of one dimension with the stride 1.
    pub memory: Value<'c, 'c>,
    /// How far apart in it neighbours along each dimension of the tensor are.
    pub strides: Vec<Index<'c>>,
}

/// Where a tensor that is only read is in memory: without gaps, or with any distance between
/// its rows.
pub fn read<'c>(builder: Builder<'c>, tensor: Value<'c, 'c>, is_dense: bool) -> Buffer<'c> {
    let shape: Vec<i64> =
        shape_of(tensor.r#type()).into_iter().map(|size| size.unwrap_or(DYNAMIC)).collect();
    let element = element_type(tensor.r#type()).expect("a tensor has elements");
    let mut strides = vec![DYNAMIC; shape.len()];
    if let Some(last) = strides.last_mut() {
        *last = 1;
    }
    let layout = StridedLayoutAttribute::new(builder.context, DYNAMIC, &strides).into();
    let layout = (!is_dense && !shape.is_empty()).then_some(layout);
    let ty = MemRefType::new(element, &shape, layout, None).into();
    let unit = Attribute::unit(builder.context);
    let memref = builder.value("bufferization.to_buffer", &[tensor], &[("read_only", unit)], ty);
    let sizes = tensor_sizes(builder, tensor);
    if layout.is_none() {
        return dense(builder, memref, &sizes);
    }
    let index = Type::index(builder.context);
    let base = MemRefType::new(element, &[], None, None).into();
    let mut types: Vec<Type> = vec![base];
    types.resize(2 + 2 * shape.len(), index);
    let metadata = builder.op("memref.extract_strided_metadata", &[memref], &[], &types);
    let metadata: Vec<Value> = metadata.results().map(Value::from).collect();
    let mut strides: Vec<Index> =
        metadata[2 + shape.len()..].iter().map(|stride| Index::Value(*stride)).collect();
    strides[shape.len() - 1] = Index::Const(1);
    let extent = sizes.iter().zip(&strides).fold(Index::Const(1), |extent, (size, stride)| {
        let last = builder.add(*size, Index::Const(-1));
        builder.add(extent, builder.mul(last, *stride))
    });
    let memory = flat(builder, memref, Index::Value(metadata[1]), extent);
    Buffer { memory, strides }
}

/// New memory for a tensor of a type, and the memref that it is.
pub fn alloc<'c>(
    builder: Builder<'c>,
    ty: Type<'c>,
    sizes: &[Index<'c>],
) -> (Value<'c, 'c>, Buffer<'c>) {
    let shape: Vec<i64> = shape_of(ty).into_iter().map(|size| size.unwrap_or(DYNAMIC)).collect();
    let element = element_type(ty).expect("a tensor has elements");
    let dynamic: Vec<Value> = shape
        .iter()
        .zip(sizes)
        .filter(|(known, _)| **known == DYNAMIC)
        .map(|(_, size)| builder.materialize(*size))
        .collect();
    let segments = builder.i32s(&[dynamic.len() as i32, 0]);
    let ty = MemRefType::new(element, &shape, None, None).into();
    let attributes = [("operandSegmentSizes", segments)];
    let memref = builder.value("memref.alloc", &dynamic, &attributes, ty);
    (memref, dense(builder, memref, sizes))
}

/// A buffer as a tensor that nothing else refers to.
pub fn to_tensor<'c>(builder: Builder<'c>, memref: Value<'c, 'c>, ty: Type<'c>) -> Value<'c, 'c> {
    let unit = Attribute::unit(builder.context);
    let attributes = [("restrict", unit), ("writable", unit)];
    builder.value("bufferization.to_tensor", &[memref], &attributes, ty)
}

/// A memref without gaps.
fn dense<'c>(builder: Builder<'c>, memref: Value<'c, 'c>, sizes: &[Index<'c>]) -> Buffer<'c> {
    let strides = (0..sizes.len()).map(|dim| product(builder, &sizes[dim + 1..])).collect();
    let extent = product(builder, sizes);
    Buffer { memory: flat(builder, memref, Index::Const(0), extent), strides }
}

/// The memory of a memref, from an offset on.
fn flat<'c>(
    builder: Builder<'c>,
    memref: Value<'c, 'c>,
    offset: Index<'c>,
    extent: Index<'c>,
) -> Value<'c, 'c> {
    let ty = MemRefType::try_from(memref.r#type()).expect("the value is a memref");
    let layout = StridedLayoutAttribute::new(builder.context, DYNAMIC, &[1]).into();
    let element = element_type(ty.into()).expect("a memref has elements");
    let ty = MemRefType::new(element, &[DYNAMIC], Some(layout), None).into();
    let operands = [memref, builder.materialize(offset), builder.materialize(extent)];
    let attributes = [
        ("operandSegmentSizes", builder.i32s(&[1, 1, 1, 0])),
        ("static_offsets", builder.i64s(&[DYNAMIC])),
        ("static_sizes", builder.i64s(&[DYNAMIC])),
        ("static_strides", builder.i64s(&[1])),
    ];
    builder.value("memref.reinterpret_cast", &operands, &attributes, ty)
}
