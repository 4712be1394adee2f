//! Builds ops one after the other at a place in a block.

use melior::{
    Context,
    ir::{
        AffineMap, Attribute, AttributeLike, Block, BlockLike, BlockRef, Identifier, Location,
        OperationRef, Region, RegionLike, Type, Value, ValueLike,
        attribute::{
            ArrayAttribute, DenseI32ArrayAttribute, DenseI64ArrayAttribute, FlatSymbolRefAttribute,
            IntegerAttribute, StringAttribute, TypeAttribute,
        },
        operation::{OperationBuilder, OperationLike},
        r#type::{DimSize, FunctionType, IntegerType, MemRefType, ShapedTypeLike},
    },
};
use tricast_mlir::{
    convert::DYNAMIC,
    rewrite::{affine_map_attribute, block_arguments, body, context},
};

/// A place in a block where ops are built.
#[derive(Clone, Copy)]
pub struct Builder<'c, 'a> {
    /// Of everything built.
    pub context: &'c Context,
    /// Of every op built.
    pub location: Location<'c>,
    block: BlockRef<'c, 'a>,
    before: Option<OperationRef<'c, 'a>>,
}

/// A number that is known, or a value of type `index`.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub enum Index<'c, 'a> {
    Const(i64),
    Value(Value<'c, 'a>),
}

impl Index<'_, '_> {
    /// The number, if it is known.
    pub fn known(self) -> Option<i64> {
        match self {
            Index::Const(number) => Some(number),
            Index::Value(_) => None,
        }
    }
}

impl<'c: 'a, 'a> Builder<'c, 'a> {
    /// Builds at the end of a block.
    pub fn at_end(context: &'c Context, location: Location<'c>, block: BlockRef<'c, 'a>) -> Self {
        Builder { context, location, block, before: None }
    }

    /// Builds before an op, at its location.
    pub fn before(op: OperationRef<'c, 'a>) -> Self {
        let block = op.block().expect("an op in a function is in a block");
        Builder { context: context(op), location: op.location(), block, before: Some(op) }
    }

    /// Builds after an op, at its location.
    pub fn after(op: OperationRef<'c, 'a>) -> Self {
        let block = op.block().expect("an op in a function is in a block");
        Builder { context: context(op), location: op.location(), block, before: op.next_in_block() }
    }

    /// Builds at the start of a block.
    pub fn at_start(context: &'c Context, location: Location<'c>, block: BlockRef<'c, 'a>) -> Self {
        Builder { context, location, block, before: block.first_operation() }
    }

    /// The block it builds in.
    pub fn block(&self) -> BlockRef<'c, 'a> {
        self.block
    }

    /// Puts an op there.
    pub fn insert(&self, op: melior::ir::Operation<'c>) -> OperationRef<'c, 'a> {
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
    ) -> OperationRef<'c, 'a> {
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
    ) -> OperationRef<'c, 'a> {
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
    ) -> Value<'c, 'a> {
        let op = self.op(name, operands, attributes, &[result]);
        op.results().next().expect("the op has a result").into()
    }

    /// An op of two operands of one type, which is its result's too.
    pub fn binary(&self, name: &str, left: Value<'c, 'a>, right: Value<'c, 'a>) -> Value<'c, 'a> {
        self.value(name, &[left, right], &[], left.r#type())
    }

    /// A number of type `index`.
    pub fn index(&self, value: i64) -> Value<'c, 'a> {
        self.constant(IntegerAttribute::new(Type::index(self.context), value).into())
    }

    /// A constant of the type of an attribute.
    pub fn constant(&self, value: Attribute<'c>) -> Value<'c, 'a> {
        self.value("arith.constant", &[], &[("value", value)], value.r#type())
    }

    /// An index as a value.
    pub fn materialize(&self, index: Index<'c, 'a>) -> Value<'c, 'a> {
        match index {
            Index::Const(number) => self.index(number),
            Index::Value(value) => value,
        }
    }

    /// The sum of two indices.
    pub fn add(&self, left: Index<'c, 'a>, right: Index<'c, 'a>) -> Index<'c, 'a> {
        match (left, right) {
            (Index::Const(a), Index::Const(b)) => Index::Const(a.wrapping_add(b)),
            (Index::Const(0), other) | (other, Index::Const(0)) => other,
            _ => self.index_op("arith.addi", left, right),
        }
    }

    /// The product of two indices.
    pub fn mul(&self, left: Index<'c, 'a>, right: Index<'c, 'a>) -> Index<'c, 'a> {
        match (left, right) {
            (Index::Const(a), Index::Const(b)) => Index::Const(a.wrapping_mul(b)),
            (Index::Const(0), _) | (_, Index::Const(0)) => Index::Const(0),
            (Index::Const(1), other) | (other, Index::Const(1)) => other,
            _ => self.index_op("arith.muli", left, right),
        }
    }

    /// The quotient and the remainder of two indices that are not negative.
    pub fn div_rem(
        &self,
        left: Index<'c, 'a>,
        right: Index<'c, 'a>,
    ) -> (Index<'c, 'a>, Index<'c, 'a>) {
        match (left, right) {
            (_, Index::Const(1)) => (left, Index::Const(0)),
            (Index::Const(a), Index::Const(b)) if b > 0 => {
                (Index::Const(a / b), Index::Const(a % b))
            }
            _ => (
                self.index_op("arith.divui", left, right),
                self.index_op("arith.remui", left, right),
            ),
        }
    }

    fn index_op(&self, name: &str, left: Index<'c, 'a>, right: Index<'c, 'a>) -> Index<'c, 'a> {
        Index::Value(self.binary(name, self.materialize(left), self.materialize(right)))
    }

    /// A size of a memref.
    pub fn dim(&self, memref: Value<'c, 'a>, dim: usize) -> Index<'c, 'a> {
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

    /// `scf.for` from `low` to `high` by `step`, carrying values; `fill` builds its body from the
    /// loop's index and the values carried, and gives the next ones.
    pub fn for_loop(
        &self,
        [low, high, step]: [Value<'c, 'a>; 3],
        carried: &[Value<'c, 'a>],
        fill: impl FnOnce(Builder<'c, 'a>, Value<'c, 'a>, &[Value<'c, 'a>]) -> Vec<Value<'c, 'a>>,
    ) -> Vec<Value<'c, 'a>> {
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
    ) -> OperationRef<'c, 'a> {
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
    ) -> OperationRef<'c, 'a> {
        let callee = FlatSymbolRefAttribute::new(self.context, function).into();
        self.op("func.call", operands, &[("callee", callee)], results)
    }

    /// `linalg.generic` that copies one memref into another of the same shape.
    pub fn copy(&self, from: Value<'c, 'a>, to: Value<'c, 'a>) -> OperationRef<'c, 'a> {
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

/// The sizes of a memref, [`DYNAMIC`] where they are not known.
pub fn sizes(ty: MemRefType) -> Vec<i64> {
    (0..ty.rank())
        .map(|dim| match ty.dim_size(dim) {
            Ok(DimSize::Static(size)) => size as i64,
            _ => DYNAMIC,
        })
        .collect()
}
