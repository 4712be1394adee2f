//! Builds ops one after the other at a place in a block.

use std::collections::HashMap;

use melior::{
    Context,
    ir::{
        AffineMap, Attribute, AttributeLike, Block, BlockLike, BlockRef, Identifier, Location,
        OperationRef, Region, RegionLike, Type, Value, ValueLike,
        attribute::{
            ArrayAttribute, DenseI32ArrayAttribute, DenseI64ArrayAttribute, FlatSymbolRefAttribute,
            IntegerAttribute, StridedLayoutAttribute, StringAttribute, TypeAttribute,
        },
        operation::{OperationBuilder, OperationLike},
        r#type::{DimSize, FunctionType, IntegerType, MemRefType, ShapedTypeLike},
    },
};
use tricast_mlir::{
    convert::DYNAMIC,
    ir::{affine_map_attribute, block_arguments, body, context_of, set_operand, set_type},
    rewrite::{clone, clone_with, element_type},
};

/// A place in a block where ops are built.
#[derive(Clone, Copy)]
pub struct Builder<'c> {
    /// Of everything built.
    pub context: &'c Context,
    /// Of every op built.
    pub location: Location<'c>,
    block: BlockRef<'c, 'c>,
    before: Option<OperationRef<'c, 'c>>,
}

/// A number that is known, or a value of type `index`.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub enum Index<'c> {
    Const(i64),
    Value(Value<'c, 'c>),
}

impl Index<'_> {
    /// The number, if it is known.
    pub fn known(self) -> Option<i64> {
        match self {
            Index::Const(number) => Some(number),
            Index::Value(_) => None,
        }
    }
}

impl<'c> Builder<'c> {
    /// Builds at the end of a block.
    pub fn at_end(context: &'c Context, location: Location<'c>, block: BlockRef<'c, 'c>) -> Self {
        Builder { context, location, block, before: None }
    }

    /// Builds before an op, at its location.
    pub fn before(op: OperationRef<'c, 'c>) -> Self {
        let block = op.block().expect("an op in a function is in a block");
        Builder { context: context_of(op), location: op.location(), block, before: Some(op) }
    }

    /// Builds after an op, at its location.
    pub fn after(op: OperationRef<'c, 'c>) -> Self {
        let block = op.block().expect("an op in a function is in a block");
        Builder {
            context: context_of(op),
            location: op.location(),
            block,
            before: op.next_in_block(),
        }
    }

    /// Builds at the start of a block.
    pub fn at_start(context: &'c Context, location: Location<'c>, block: BlockRef<'c, 'c>) -> Self {
        Builder { context, location, block, before: block.first_operation() }
    }

    /// Builds at the end of another block.
    pub fn in_block(&self, block: BlockRef<'c, 'c>) -> Self {
        Builder { block, before: None, ..*self }
    }

    /// The block it builds in.
    pub fn block(&self) -> BlockRef<'c, 'c> {
        self.block
    }

    /// Puts an op there.
    pub fn insert(&self, op: melior::ir::Operation<'c>) -> OperationRef<'c, 'c> {
        match self.before {
            Some(before) => self.block.insert_operation_before(before, op),
            None => self.block.append_operation(op),
        }
    }

    /// Builds an op.
    pub fn op(
        &self,
        name: &str,
        operands: &[Value<'c, '_>],
        attributes: &[(&str, Attribute<'c>)],
        results: &[Type<'c>],
    ) -> OperationRef<'c, 'c> {
        self.op_with_regions(name, operands, attributes, results, vec![])
    }

    /// Builds an op with regions.
    pub fn op_with_regions(
        &self,
        name: &str,
        operands: &[Value<'c, '_>],
        attributes: &[(&str, Attribute<'c>)],
        results: &[Type<'c>],
        regions: Vec<Region<'c>>,
    ) -> OperationRef<'c, 'c> {
        let attributes: Vec<_> = attributes
            .iter()
            .map(|(name, attribute)| (Identifier::new(self.context, name), *attribute))
            .collect();
        let op = OperationBuilder::new(name, self.location)
            .add_operands(operands)
            .add_attributes(&attributes)
            .add_results(results)
            .add_regions_vec(regions)
            .build();
        self.insert(op.expect("only the inference of types fails"))
    }

    /// Builds an op with one result.
    pub fn value(
        &self,
        name: &str,
        operands: &[Value<'c, '_>],
        attributes: &[(&str, Attribute<'c>)],
        result: Type<'c>,
    ) -> Value<'c, 'c> {
        let op = self.op(name, operands, attributes, &[result]);
        op.results().next().expect("the op has a result").into()
    }

    /// An op of two operands of one type, which is its result's too.
    pub fn binary(&self, name: &str, left: Value<'c, 'c>, right: Value<'c, 'c>) -> Value<'c, 'c> {
        self.value(name, &[left, right], &[], left.r#type())
    }

    /// A number of type `index`.
    pub fn index(&self, value: i64) -> Value<'c, 'c> {
        self.constant(IntegerAttribute::new(Type::index(self.context), value).into())
    }

    /// A constant of the type of an attribute.
    pub fn constant(&self, value: Attribute<'c>) -> Value<'c, 'c> {
        self.value("arith.constant", &[], &[("value", value)], value.r#type())
    }

    /// An index as a value.
    pub fn materialize(&self, index: Index<'c>) -> Value<'c, 'c> {
        match index {
            Index::Const(number) => self.index(number),
            Index::Value(value) => value,
        }
    }

    /// The sum of two indices.
    pub fn add(&self, left: Index<'c>, right: Index<'c>) -> Index<'c> {
        match (left, right) {
            (Index::Const(a), Index::Const(b)) => Index::Const(a.wrapping_add(b)),
            (Index::Const(0), other) | (other, Index::Const(0)) => other,
            _ => self.index_op("arith.addi", left, right),
        }
    }

    /// The product of two indices.
    pub fn mul(&self, left: Index<'c>, right: Index<'c>) -> Index<'c> {
        match (left, right) {
            (Index::Const(a), Index::Const(b)) => Index::Const(a.wrapping_mul(b)),
            (Index::Const(0), _) | (_, Index::Const(0)) => Index::Const(0),
            (Index::Const(1), other) | (other, Index::Const(1)) => other,
            _ => self.index_op("arith.muli", left, right),
        }
    }

    /// The difference of two indices.
    pub fn sub(&self, left: Index<'c>, right: Index<'c>) -> Index<'c> {
        match (left, right) {
            (Index::Const(a), Index::Const(b)) => Index::Const(a.wrapping_sub(b)),
            (_, Index::Const(0)) => left,
            _ => self.index_op("arith.subi", left, right),
        }
    }

    /// The quotient of two indices that are not negative.
    pub fn div(&self, left: Index<'c>, right: Index<'c>) -> Index<'c> {
        match (left, right) {
            (_, Index::Const(1)) => left,
            (Index::Const(a), Index::Const(b)) if b > 0 => Index::Const(a / b),
            _ => self.index_op("arith.divui", left, right),
        }
    }

    /// The remainder of two indices that are not negative.
    pub fn rem(&self, left: Index<'c>, right: Index<'c>) -> Index<'c> {
        match (left, right) {
            (_, Index::Const(1)) => Index::Const(0),
            (Index::Const(a), Index::Const(b)) if b > 0 => Index::Const(a % b),
            _ => self.index_op("arith.remui", left, right),
        }
    }

    fn index_op(&self, name: &str, left: Index<'c>, right: Index<'c>) -> Index<'c> {
        Index::Value(self.binary(name, self.materialize(left), self.materialize(right)))
    }

    /// The quotient and the remainder of two indices that are not negative.
    pub fn div_rem(&self, left: Index<'c>, right: Index<'c>) -> (Index<'c>, Index<'c>) {
        (self.div(left, right), self.rem(left, right))
    }

    /// A size of a memref.
    pub fn dim(&self, memref: Value<'c, 'c>, dim: usize) -> Index<'c> {
        let ty = MemRefType::try_from(memref.r#type()).expect("a memref has dims");
        match sizes(ty)[dim] {
            DYNAMIC => {
                let dim = self.index(dim as i64);
                let index = Type::index(self.context);
                Index::Value(self.value("memref.dim", &[memref, dim], &[], index))
            }
            size => Index::Const(size),
        }
    }

    /// `memref.extract_strided_metadata`: base, offset, sizes and strides.
    pub fn metadata(&self, memref: Value<'c, 'c>, ty: MemRefType<'c>) -> OperationRef<'c, 'c> {
        let base = MemRefType::new(ty.element(), &[], None, ty.memory_space());
        let mut results = vec![base.into()];
        results.resize(2 + 2 * ty.rank(), Type::index(self.context));
        self.op("memref.extract_strided_metadata", &[memref], &[], &results)
    }

    /// `memref.reinterpret_cast`: what is in memory behind a memref, seen with these offset,
    /// sizes and strides.
    pub fn reinterpret(
        &self,
        memref: Value<'c, 'c>,
        offset: Index<'c>,
        sizes: &[Index<'c>],
        strides: &[Index<'c>],
    ) -> Value<'c, 'c> {
        let ty = MemRefType::try_from(memref.r#type()).expect("it is a memref");
        let known = |all: &[Index]| -> Vec<i64> {
            all.iter().map(|it| it.known().unwrap_or(DYNAMIC)).collect()
        };
        let dynamic = |all: &[Index<'c>]| -> Vec<Value<'c, 'c>> {
            let value = |it: &Index<'c>| match it {
                Index::Value(value) => Some(*value),
                Index::Const(_) => None,
            };
            all.iter().filter_map(value).collect()
        };
        let parts = [&[offset], sizes, strides];
        let segments: Vec<i32> =
            std::iter::once(1).chain(parts.iter().map(|part| dynamic(part).len() as i32)).collect();
        let operands: Vec<Value> =
            std::iter::once(memref).chain(parts.iter().flat_map(|part| dynamic(part))).collect();
        let attributes = [
            ("operandSegmentSizes", self.i32s(&segments)),
            ("static_offsets", self.i64s(&known(&[offset]))),
            ("static_sizes", self.i64s(&known(sizes))),
            ("static_strides", self.i64s(&known(strides))),
        ];
        let (shape, element) = (known(sizes), ty.element());
        let result = strided(self, element, &shape, &known(strides), known(&[offset])[0]);
        self.value("memref.reinterpret_cast", &operands, &attributes, result.into())
    }

    /// `scf.for` from `low` to `high` by `step`, carrying values; `fill` builds its body from the
    /// loop's index and the values carried, and gives the next ones.
    pub fn for_loop(
        &self,
        [low, high, step]: [Value<'c, 'c>; 3],
        carried: &[Value<'c, 'c>],
        fill: impl FnOnce(Builder<'c>, Value<'c, 'c>, &[Value<'c, 'c>]) -> Vec<Value<'c, 'c>>,
    ) -> Vec<Value<'c, 'c>> {
        let types: Vec<Type> = carried.iter().map(|value| value.r#type()).collect();
        let arguments: Vec<_> = std::iter::once(Type::index(self.context))
            .chain(types.iter().copied())
            .map(|ty| (ty, self.location))
            .collect();
        let region = Region::new();
        region.append_block(Block::new(&arguments));
        let operands: Vec<Value> = [low, high, step].iter().chain(carried).copied().collect();
        let op = self.op_with_regions("scf.for", &operands, &[], &types, vec![region]);
        let block = body(op).expect("the loop has a body");
        let arguments = block_arguments(block);
        let inner = Builder::at_end(self.context, self.location, block);
        let next = fill(inner, arguments[0], &arguments[1..]);
        inner.op("scf.yield", &next, &[], &[]);
        op.results().map(Value::from).collect()
    }

    /// A function with an empty body, and its arguments.
    pub fn function(
        &self,
        name: &str,
        inputs: &[Type<'c>],
        attributes: &[(&str, Attribute<'c>)],
    ) -> OperationRef<'c, 'c> {
        let region = Region::new();
        let arguments: Vec<_> = inputs.iter().map(|ty| (*ty, self.location)).collect();
        region.append_block(Block::new(&arguments));
        let ty = FunctionType::new(self.context, inputs, &[]);
        let mut all = vec![
            ("sym_name", StringAttribute::new(self.context, name).into()),
            ("function_type", TypeAttribute::new(ty.into()).into()),
        ];
        all.extend_from_slice(attributes);
        self.op_with_regions("func.func", &[], &all, &[], vec![region])
    }

    /// A call of a function.
    pub fn call(
        &self,
        function: &str,
        operands: &[Value<'c, '_>],
        results: &[Type<'c>],
    ) -> OperationRef<'c, 'c> {
        let callee = FlatSymbolRefAttribute::new(self.context, function).into();
        self.op("func.call", operands, &[("callee", callee)], results)
    }

    /// `linalg.generic` that copies one memref into another of the same shape.
    pub fn copy(&self, from: Value<'c, 'c>, to: Value<'c, 'c>) -> OperationRef<'c, 'c> {
        let ty = MemRefType::try_from(to.r#type()).expect("a copy is of memrefs");
        let map = AffineMap::multi_dim_identity(self.context, ty.rank());
        let map = affine_map_attribute(map);
        let parallel = Attribute::parse(self.context, "#linalg.iterator_type<parallel>")
            .expect("linalg is loaded");
        let iterators = vec![parallel; ty.rank()];
        let attributes = [
            ("indexing_maps", ArrayAttribute::new(self.context, &[map, map]).into()),
            ("iterator_types", ArrayAttribute::new(self.context, &iterators).into()),
            ("operandSegmentSizes", self.i32s(&[1, 1])),
        ];
        let element = (ty.element(), self.location);
        let region = Region::new();
        region.append_block(Block::new(&[element, element]));
        let op =
            self.op_with_regions("linalg.generic", &[from, to], &attributes, &[], vec![region]);
        let block = body(op).expect("the op has a body");
        let inner = Builder::at_end(self.context, self.location, block);
        inner.op("linalg.yield", &block_arguments(block)[..1], &[], &[]);
        op
    }

    /// `linalg.generic`, with a block without ops as its body.
    pub fn generic(
        &self,
        operands: &[Value<'c, 'c>],
        maps: &[AffineMap<'c>],
        reduced: &[bool],
        results: &[Type<'c>],
    ) -> OperationRef<'c, 'c> {
        let maps: Vec<Attribute> = maps.iter().map(|map| affine_map_attribute(*map)).collect();
        let iterator = |is_reduced: &bool| {
            let kind = if *is_reduced { "reduction" } else { "parallel" };
            let text = format!("#linalg.iterator_type<{kind}>");
            Attribute::parse(self.context, &text).expect("linalg is loaded")
        };
        let iterators: Vec<Attribute> = reduced.iter().map(iterator).collect();
        let inputs = (operands.len() - results.len()) as i32;
        let attributes = [
            ("indexing_maps", ArrayAttribute::new(self.context, &maps).into()),
            ("iterator_types", ArrayAttribute::new(self.context, &iterators).into()),
            ("operandSegmentSizes", self.i32s(&[inputs, results.len() as i32])),
        ];
        let elements = operands.iter().map(|operand| {
            let ty = operand.r#type();
            (element_type(ty).unwrap_or(ty), self.location)
        });
        let region = Region::new();
        region.append_block(Block::new(&elements.collect::<Vec<_>>()));
        self.op_with_regions("linalg.generic", operands, &attributes, results, vec![region])
    }

    /// A `linalg.fill` like another, of another tensor.
    pub fn refill(
        &self,
        fill: OperationRef<'c, 'c>,
        output: Value<'c, 'c>,
    ) -> OperationRef<'c, 'c> {
        let copy = self.insert(clone(fill));
        set_operand(copy, 1, output);
        for result in copy.results() {
            set_type(result.into(), output.r#type());
        }
        copy
    }

    /// A copy of an op with what `known` has, by the ids of values, for what it and what is nested
    /// in it take; `known` has its results then.
    pub fn copy_with(
        &self,
        op: OperationRef<'c, 'c>,
        known: &mut HashMap<usize, Value<'c, 'c>>,
    ) -> OperationRef<'c, 'c> {
        self.insert(clone_with(op, known))
    }

    /// A 64-bit integer attribute.
    pub fn i64(&self, value: i64) -> Attribute<'c> {
        IntegerAttribute::new(IntegerType::new(self.context, 64).into(), value).into()
    }

    /// An array of 64-bit integers.
    pub fn i64s(&self, values: &[i64]) -> Attribute<'c> {
        DenseI64ArrayAttribute::new(self.context, values).into()
    }

    /// An array of 32-bit integers.
    pub fn i32s(&self, values: &[i32]) -> Attribute<'c> {
        DenseI32ArrayAttribute::new(self.context, values).into()
    }
}

/// The type of a memref with these strides and offset: without a layout, where they are those of
/// one without.
pub fn strided<'c>(
    builder: &Builder<'c>,
    element: Type<'c>,
    sizes: &[i64],
    strides: &[i64],
    offset: i64,
) -> MemRefType<'c> {
    let mut contiguous = Some(1);
    let mut is_contiguous = offset == 0;
    for (size, stride) in sizes.iter().zip(strides).rev() {
        is_contiguous &= contiguous == Some(*stride);
        contiguous = contiguous.filter(|_| *size != DYNAMIC).map(|stride| stride * size);
    }
    let layout = StridedLayoutAttribute::new(builder.context, offset, strides);
    let layout = (!is_contiguous).then_some(layout.into());
    MemRefType::new(element, sizes, layout, None)
}

/// The sizes of a memref, [`DYNAMIC`] where they are not known.
pub fn sizes(ty: MemRefType) -> Vec<i64> {
    (0..ty.rank())
        .map(|dim| match ty.dim_size(dim) {
            Ok(DimSize::Static(size)) => size as i64,
            _ => DYNAMIC,
        })
        .collect()
}
