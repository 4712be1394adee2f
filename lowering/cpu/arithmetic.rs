//! Arithmetic on numbers and on vectors of them, written the same way.

use melior::ir::{
    Attribute, Block, Region, RegionLike, Type, Value, ValueLike,
    attribute::{DenseElementsAttribute, FloatAttribute, IntegerAttribute},
    operation::OperationLike,
    r#type::IntegerType,
};
use tricast_mlir::ir::{blocks, outlive};

use super::{builder::Builder, lanes::vector, pointer::parsed};

/// `arith.cmpf`'s predicates: ordered, that is false of NaN.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub enum Float {
    Equal = 1,
    Greater = 2,
    Less = 4,
    Unequal = 6,
}

/// What may be done with floats beyond IEEE 754.
#[derive(Clone, Copy)]
pub struct Flags<'c> {
    /// Nothing.
    pub none: Attribute<'c>,
    /// A product may be fused with a sum.
    pub contract: Attribute<'c>,
    /// As before, and there are no infinities, and a quotient may be a product with an estimate.
    pub estimate: Attribute<'c>,
    /// One zero is as good as the other.
    pub any_zero: Attribute<'c>,
}

impl<'c> Flags<'c> {
    /// The attributes of a context.
    pub fn new(builder: Builder<'c>) -> Self {
        let flags = |names: &str| parsed(&builder, &format!("#arith.fastmath<{names}>"));
        Flags {
            none: flags("none"),
            contract: flags("contract"),
            estimate: flags("ninf,arcp,contract"),
            any_zero: flags("nsz"),
        }
    }
}

/// Builds arithmetic on float32, or on vectors of it. Products may be fused with sums.
#[derive(Clone, Copy)]
pub struct Arithmetic<'c> {
    builder: Builder<'c>,
    /// How many elements the vectors have; None for numbers.
    lanes: Option<i64>,
    flags: Flags<'c>,
}

impl<'c> Arithmetic<'c> {
    /// Builds by `builder`, on vectors of so many elements or on numbers.
    pub fn new(builder: Builder<'c>, lanes: Option<i64>, flags: Flags<'c>) -> Self {
        Arithmetic { builder, lanes, flags }
    }

    /// A number type, or a vector of it.
    fn ty(&self, element: Type<'c>) -> Type<'c> {
        self.lanes.map_or(element, |lanes| vector(element, lanes))
    }

    fn float32(&self) -> Type<'c> {
        Type::float32(self.builder.context)
    }

    fn float64(&self) -> Type<'c> {
        Type::float64(self.builder.context)
    }

    fn bits(&self, width: u32) -> Type<'c> {
        IntegerType::new(self.builder.context, width).into()
    }

    fn constant(&self, value: Attribute<'c>, element: Type<'c>) -> Value<'c, 'c> {
        self.builder.constant(match self.lanes {
            Some(lanes) => DenseElementsAttribute::splat(vector(element, lanes), value).into(),
            None => value,
        })
    }

    /// A float32.
    pub fn float(&self, value: f32) -> Value<'c, 'c> {
        let ty = self.float32();
        let value = FloatAttribute::new(self.builder.context, ty, f64::from(value));
        self.constant(value.into(), ty)
    }

    /// A float64.
    pub fn double(&self, value: f64) -> Value<'c, 'c> {
        let ty = self.float64();
        self.constant(FloatAttribute::new(self.builder.context, ty, value).into(), ty)
    }

    /// A 32-bit integer.
    pub fn int(&self, value: i32) -> Value<'c, 'c> {
        let ty = self.bits(32);
        self.constant(IntegerAttribute::new(ty, i64::from(value)).into(), ty)
    }

    /// An op of one operand, whose result is of the same type.
    pub fn unary(&self, name: &str, x: Value<'c, 'c>) -> Value<'c, 'c> {
        self.builder.value(name, &[x], &[], x.r#type())
    }

    /// An op of two operands of one type, whose result is of it too.
    pub fn binary(&self, name: &str, a: Value<'c, 'c>, b: Value<'c, 'c>) -> Value<'c, 'c> {
        self.builder.binary(name, a, b)
    }

    fn flagged(
        &self,
        name: &str,
        operands: [Value<'c, 'c>; 2],
        flags: Attribute<'c>,
    ) -> Value<'c, 'c> {
        self.builder.value(name, &operands, &[("fastmath", flags)], operands[0].r#type())
    }

    /// a + b
    pub fn add(&self, a: Value<'c, 'c>, b: Value<'c, 'c>) -> Value<'c, 'c> {
        self.flagged("arith.addf", [a, b], self.flags.contract)
    }

    /// a - b
    pub fn sub(&self, a: Value<'c, 'c>, b: Value<'c, 'c>) -> Value<'c, 'c> {
        self.flagged("arith.subf", [a, b], self.flags.contract)
    }

    /// a · b
    pub fn mul(&self, a: Value<'c, 'c>, b: Value<'c, 'c>) -> Value<'c, 'c> {
        self.flagged("arith.mulf", [a, b], self.flags.contract)
    }

    /// a / b
    pub fn div(&self, a: Value<'c, 'c>, b: Value<'c, 'c>) -> Value<'c, 'c> {
        self.binary("arith.divf", a, b)
    }

    /// a / b to within a unit in the last place, where a and b are finite, and b is neither 0
    /// nor near the ends of the range: on vectors, by an estimate of 1 / b that is improved.
    pub fn quotient(&self, a: Value<'c, 'c>, b: Value<'c, 'c>) -> Value<'c, 'c> {
        self.flagged("arith.divf", [a, b], self.flags.estimate)
    }

    /// a·b + c, rounded once.
    pub fn fused(&self, a: Value<'c, 'c>, b: Value<'c, 'c>, c: Value<'c, 'c>) -> Value<'c, 'c> {
        self.builder.value("math.fma", &[a, b, c], &[], a.r#type())
    }

    /// The same number as a vector.
    pub fn splat(&self, number: Value<'c, 'c>) -> Value<'c, 'c> {
        self.lanes.map_or(number, |lanes| self.builder.splat(number, lanes))
    }

    /// Builds at the same place, on single numbers.
    pub fn on_numbers(&self) -> Self {
        Arithmetic { lanes: None, ..*self }
    }

    /// c₀ + c₁x + c₂x² + …
    pub fn polynomial(&self, x: Value<'c, 'c>, coefficients: &[f32]) -> Value<'c, 'c> {
        let (last, others) = coefficients.split_last().expect("a polynomial has a coefficient");
        others.iter().rev().fold(self.float(*last), |sum, coefficient| {
            self.add(self.mul(sum, x), self.float(*coefficient))
        })
    }

    /// Whether floats compare like this.
    pub fn compare(&self, how: Float, a: Value<'c, 'c>, b: Value<'c, 'c>) -> Value<'c, 'c> {
        let predicate = [("predicate", self.builder.i64(how as i64))];
        self.builder.value("arith.cmpf", &[a, b], &predicate, self.ty(self.bits(1)))
    }

    /// Whether a is less than b, both integers without sign.
    pub fn is_below(&self, a: Value<'c, 'c>, b: Value<'c, 'c>) -> Value<'c, 'c> {
        const ULT: i64 = 6;
        let predicate = [("predicate", self.builder.i64(ULT))];
        self.builder.value("arith.cmpi", &[a, b], &predicate, self.ty(self.bits(1)))
    }

    /// a where the condition holds, else b.
    pub fn select(
        &self,
        condition: Value<'c, 'c>,
        a: Value<'c, 'c>,
        b: Value<'c, 'c>,
    ) -> Value<'c, 'c> {
        self.builder.value("arith.select", &[condition, a, b], &[], a.r#type())
    }

    /// x, or `limit` where x is greater. NaN stays.
    pub fn at_most(&self, x: Value<'c, 'c>, limit: f32) -> Value<'c, 'c> {
        let limit = self.float(limit);
        self.select(self.compare(Float::Less, limit, x), limit, x)
    }

    /// x, or `limit` where x is less. NaN stays.
    pub fn at_least(&self, x: Value<'c, 'c>, limit: f32) -> Value<'c, 'c> {
        let limit = self.float(limit);
        self.select(self.compare(Float::Greater, limit, x), limit, x)
    }

    /// The bits of a float32 as an integer.
    #[allow(clippy::wrong_self_convention)] // The builder makes it, of a value.
    pub fn to_bits(&self, x: Value<'c, 'c>) -> Value<'c, 'c> {
        self.builder.value("arith.bitcast", &[x], &[], self.ty(self.bits(32)))
    }

    /// The float32 of these bits.
    #[allow(clippy::wrong_self_convention)] // The builder makes it, of a value.
    pub fn from_bits(&self, x: Value<'c, 'c>) -> Value<'c, 'c> {
        self.builder.value("arith.bitcast", &[x], &[], self.ty(self.float32()))
    }

    /// The low 32 bits of a float64.
    pub fn low_bits(&self, x: Value<'c, 'c>) -> Value<'c, 'c> {
        let bits = self.builder.value("arith.bitcast", &[x], &[], self.ty(self.bits(64)));
        self.builder.value("arith.trunci", &[bits], &[], self.ty(self.bits(32)))
    }

    /// An integer as a float32.
    pub fn int_to_float(&self, x: Value<'c, 'c>) -> Value<'c, 'c> {
        self.builder.value("arith.sitofp", &[x], &[], self.ty(self.float32()))
    }

    /// A float32 as a float64.
    pub fn widen(&self, x: Value<'c, 'c>) -> Value<'c, 'c> {
        self.builder.value("arith.extf", &[x], &[], self.ty(self.float64()))
    }

    /// A shorter float as a float32.
    pub fn widen_to_float(&self, x: Value<'c, 'c>) -> Value<'c, 'c> {
        self.builder.value("arith.extf", &[x], &[], self.ty(self.float32()))
    }

    /// A float32 as a shorter float.
    pub fn narrow_to(&self, element: Type<'c>, x: Value<'c, 'c>) -> Value<'c, 'c> {
        self.builder.value("arith.truncf", &[x], &[], self.ty(element))
    }

    /// A float64 as a float32.
    pub fn narrow(&self, x: Value<'c, 'c>) -> Value<'c, 'c> {
        self.builder.value("arith.truncf", &[x], &[], self.ty(self.float32()))
    }

    /// Whether a condition holds anywhere.
    pub fn any(&self, condition: Value<'c, 'c>) -> Value<'c, 'c> {
        if self.lanes.is_none() {
            return condition;
        }
        let kind = [("kind", parsed(&self.builder, "#vector.kind<or>"))];
        self.builder.value("vector.reduction", &[condition], &kind, self.bits(1))
    }

    /// `op` on each element by itself, where `condition` holds anywhere, else `other`.
    pub fn one_by_one_if(
        &self,
        condition: Value<'c, 'c>,
        op: &str,
        x: Value<'c, 'c>,
        other: Value<'c, 'c>,
    ) -> Value<'c, 'c> {
        let condition = self.any(condition);
        let region = || {
            let region = Region::new();
            region.append_block(Block::new(&[]));
            region
        };
        let results = [x.r#type()];
        let regions = vec![region(), region()];
        let branch = self.builder.op_with_regions("scf.if", &[condition], &[], &results, regions);
        let inside: Vec<Builder> = branch
            .regions()
            .flat_map(blocks)
            .map(|block| self.builder.in_block(outlive(block)))
            .collect();
        let value = Arithmetic { builder: inside[0], ..*self }.one_by_one(op, x);
        inside[0].op("scf.yield", &[value], &[], &[]);
        inside[1].op("scf.yield", &[other], &[], &[]);
        branch.results().next().expect("it has one").into()
    }

    fn one_by_one(&self, op: &str, x: Value<'c, 'c>) -> Value<'c, 'c> {
        let (builder, element) = (self.builder, self.float32());
        let Some(lanes) = self.lanes else {
            return self.unary(op, x);
        };
        (0..lanes).fold(x, |result, lane| {
            let position = ("static_position", builder.i64s(&[lane]));
            let one = builder.value("vector.extract", &[x], &[position], element);
            let one = self.unary(op, one);
            builder.value("vector.insert", &[one, result], &[position], x.r#type())
        })
    }
}
