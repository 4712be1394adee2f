//! Where in memory a kernel finds its operands.

use melior::ir::{
    AffineExpr, Type, Value,
    operation::OperationLike,
    r#type::{MemRefType, ShapedTypeLike},
};
use tricast_mlir::convert::DYNAMIC;

use super::{
    builder::{Builder, Index, sizes},
    structured::{Access, Operand},
};

/// An operand in memory, addressed by the number of elements from its start.
pub struct Memory<'c> {
    /// All of it, as a memref with one dimension.
    pub flat: Value<'c, 'c>,
    /// The type of its elements.
    pub element: Type<'c>,
    /// Its sizes.
    pub sizes: Vec<Index<'c>>,
    /// Its strides.
    pub strides: Vec<Index<'c>>,
    /// Where its first element is.
    pub start: Index<'c>,
}

impl<'c> Memory<'c> {
    /// Takes a memref apart, by ops that `builder` builds.
    pub fn new(builder: Builder<'c>, memref: Value<'c, 'c>, ty: MemRefType<'c>) -> Self {
        let rank = ty.rank();
        let element = ty.element();
        let parts: Vec<Value> = builder.metadata(memref, ty).results().map(Value::from).collect();
        let (static_strides, offset) = ty.strides_and_offset();
        let known = |numbers: &[i64], values: &[Value<'c, 'c>]| -> Vec<Index<'c>> {
            let choose = |(number, value): (&i64, &Value<'c, 'c>)| match *number {
                DYNAMIC => Index::Value(*value),
                number => Index::Const(number),
            };
            numbers.iter().zip(values).map(choose).collect()
        };
        let shape = sizes(ty);
        Memory {
            flat: flatten(builder, parts[0], element, &shape, &static_strides),
            element,
            sizes: known(&shape, &parts[2..2 + rank]),
            strides: known(&static_strides, &parts[2 + rank..]),
            start: known(&[offset], &parts[1..2])[0],
        }
    }

    /// How far apart neighbours along a dimension are, as far as the map is linear.
    pub fn step(&self, builder: Builder<'c>, operand: &Operand<'c>, dim: usize) -> Index<'c> {
        self.sum(builder, operand, |access| match access {
            Access::Linear(factors, _) => factors[dim],
            Access::General(_) => 0,
        })
    }

    /// The address where every dimension is 0, as far as the map is linear.
    pub fn origin(&self, builder: Builder<'c>, operand: &Operand<'c>) -> Index<'c> {
        let constants = self.sum(builder, operand, |access| match access {
            Access::Linear(_, constant) => *constant,
            Access::General(_) => 0,
        });
        builder.add(self.start, constants)
    }

    fn sum(
        &self,
        builder: Builder<'c>,
        operand: &Operand<'c>,
        factor: impl Fn(&Access) -> i64,
    ) -> Index<'c> {
        let terms = operand.access.iter().zip(&self.strides);
        terms.fold(Index::Const(0), |sum, (access, stride)| {
            builder.add(sum, builder.mul(Index::Const(factor(access)), *stride))
        })
    }
}

/// All the memory that `base` is the start of, as a memref with one dimension; of a size that
/// is enough, if it is not known.
fn flatten<'c>(
    builder: Builder<'c>,
    base: Value<'c, 'c>,
    element: Type<'c>,
    shape: &[i64],
    strides: &[i64],
) -> Value<'c, 'c> {
    let is_known = shape.iter().chain(strides).all(|number| *number != DYNAMIC);
    let size = if is_known {
        let last: i64 = shape.iter().zip(strides).map(|(size, stride)| (size - 1) * stride).sum();
        last.max(0) + 1
    } else {
        i64::MAX
    };
    let attributes = [
        ("operandSegmentSizes", builder.i32s(&[1, 0, 0, 0])),
        ("static_offsets", builder.i64s(&[0])),
        ("static_sizes", builder.i64s(&[size])),
        ("static_strides", builder.i64s(&[1])),
    ];
    let flat = MemRefType::new(element, &[size], None, None).into();
    builder.value("memref.reinterpret_cast", &[base], &attributes, flat)
}

/// The value of an affine expression.
pub fn evaluate<'c>(
    builder: Builder<'c>,
    expr: AffineExpr<'c>,
    indices: &[Option<Index<'c>>],
) -> Index<'c> {
    if expr.is_constant() {
        return Index::Const(expr.constant_value());
    }
    if expr.is_dim() {
        return indices[expr.dim_position()].expect("the dimension is bound");
    }
    let left = evaluate(builder, expr.lhs(), indices);
    let right = evaluate(builder, expr.rhs(), indices);
    let signed = |name| {
        let (left, right) = (builder.materialize(left), builder.materialize(right));
        Index::Value(builder.binary(name, left, right))
    };
    match () {
        () if expr.is_add() => builder.add(left, right),
        () if expr.is_mul() => builder.mul(left, right),
        () if expr.is_floor_div() => signed("arith.floordivsi"),
        () if expr.is_ceil_div() => signed("arith.ceildivsi"),
        // The remainder that is not negative.
        () => {
            let quotient = signed("arith.floordivsi");
            let multiple = builder.mul(quotient, right);
            builder.sub(left, multiple)
        }
    }
}
