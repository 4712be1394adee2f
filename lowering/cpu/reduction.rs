//! Reductions that may be computed in any order.

use melior::ir::{Type, TypeLike, Value, ValueLike, operation::OperationLike, r#type::IntegerType};
use tricast_mlir::{
    ir::{block_ops, shape_of},
    rewrite::{bit_width, defining_op, uses},
};

use super::{
    builder::Builder, lanes::vector as vector_type, pointer::parsed, structured::Structured,
};

/// `arith.cmpf`'s predicate that is true of NaN.
const UNORDERED: i64 = 14;

/// How a reduction combines numbers.
pub struct Combiner {
    /// The op on two numbers.
    pub op: &'static str,
    /// The name of the reduction of a vector.
    kind: &'static str,
    /// What changes nothing.
    neutral: Neutral,
}

enum Neutral {
    Float(f64),
    Int(i64),
    /// The least signed integer.
    Least,
    /// The greatest signed integer.
    Greatest,
}

const fn combiner(op: &'static str, kind: &'static str, neutral: Neutral) -> Combiner {
    Combiner { op, kind, neutral }
}

/// The ops that are associative and commutative; sums and products of floats are taken to be.
static COMBINERS: [Combiner; 15] = [
    combiner("arith.addf", "add", Neutral::Float(-0.0)),
    combiner("arith.mulf", "mul", Neutral::Float(1.0)),
    combiner("arith.maximumf", "maximumf", Neutral::Float(f64::NEG_INFINITY)),
    combiner("arith.minimumf", "minimumf", Neutral::Float(f64::INFINITY)),
    combiner("arith.maxnumf", "maxnumf", Neutral::Float(f64::NAN)),
    combiner("arith.minnumf", "minnumf", Neutral::Float(f64::NAN)),
    combiner("arith.addi", "add", Neutral::Int(0)),
    combiner("arith.muli", "mul", Neutral::Int(1)),
    combiner("arith.maxsi", "maxsi", Neutral::Least),
    combiner("arith.minsi", "minsi", Neutral::Greatest),
    combiner("arith.maxui", "maxui", Neutral::Int(0)),
    combiner("arith.minui", "minui", Neutral::Int(-1)),
    combiner("arith.andi", "and", Neutral::Int(-1)),
    combiner("arith.ori", "or", Neutral::Int(0)),
    combiner("arith.xori", "xor", Neutral::Int(0)),
];

impl Combiner {
    /// The number of type `ty` that changes nothing.
    pub fn neutral<'c>(&self, builder: Builder<'c>, ty: Type<'c>) -> Value<'c, 'c> {
        let bits = bit_width(ty).unwrap_or(64);
        let least = i64::MIN >> (64 - bits);
        match self.neutral {
            Neutral::Float(value) => builder.number(ty, value),
            Neutral::Int(value) => builder.integer(ty, value),
            Neutral::Least => builder.integer(ty, least),
            Neutral::Greatest => builder.integer(ty, !least),
        }
    }

    /// All lanes of a vector combined with a number.
    pub fn combine_lanes<'c>(
        &self,
        builder: Builder<'c>,
        vector: Value<'c, 'c>,
        with: Value<'c, 'c>,
    ) -> Value<'c, 'c> {
        let ty = with.r#type();
        let reduce = |kind: &str, flags: &str, vector: Value<'c, 'c>, ty: Type<'c>| {
            let kind = ("kind", parsed(&builder, &format!("#vector.kind<{kind}>")));
            let flags = ("fastmath", parsed(&builder, &format!("#arith.fastmath<{flags}>")));
            builder.value("vector.reduction", &[vector], &[kind, flags], ty)
        };
        let all = match self.kind {
            "maximumf" | "minimumf" => {
                // NaN is looked for once, and not at every step.
                let predicate = ("predicate", builder.i64(UNORDERED));
                let bool: Type = IntegerType::new(builder.context, 1).into();
                let shape = shape_of(vector.r#type())[0].unwrap_or(1);
                let is_nan = vector_type(bool, shape);
                let is_nan = builder.value("arith.cmpf", &[vector, vector], &[predicate], is_nan);
                let is_nan = reduce("or", "none", is_nan, bool);
                let kind = if self.kind == "maximumf" { "maxnumf" } else { "minnumf" };
                let number = reduce(kind, "nnan,nsz", vector, ty);
                let nan = builder.number(ty, f64::NAN);
                builder.value("arith.select", &[is_nan, nan, number], &[], ty)
            }
            kind if ty.is_float() => reduce(kind, "reassoc", vector, ty),
            kind => reduce(kind, "none", vector, ty),
        };
        builder.binary(self.op, with, all)
    }
}

/// How each output of an op is accumulated, if all are by combining it with something that does
/// not depend on any output.
pub fn combiners(structured: &Structured) -> Option<Vec<&'static Combiner>> {
    let outputs = structured.outputs_of_body();
    let last = block_ops(structured.body).last()?;
    last.operands().zip(&outputs).map(|(result, output)| combiner_of(result, *output)).collect()
}

fn combiner_of<'c>(result: Value<'c, 'c>, output: Value<'c, 'c>) -> Option<&'static Combiner> {
    let op = defining_op(result)?;
    let users = uses(output);
    let [(user, _)] = users.as_slice() else {
        return None;
    };
    // The only use of the result is to be yielded.
    let is_last = *user == op && uses(result).len() == 1 && op.operands().count() == 2;
    let name = op.name();
    let name = name.as_string_ref().as_str().ok()?;
    COMBINERS.iter().find(|combiner| is_last && combiner.op == name)
}
