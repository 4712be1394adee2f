//! Builds ops of tricast's dialects by their declarations: the inverse of what
//! [`crate::convert`] reads.

use melior::{
    Context,
    ir::{
        Attribute, Identifier, Location, Operation, Type, Value,
        attribute::{
            BoolAttribute, DenseI32ArrayAttribute, DenseI64ArrayAttribute, FloatAttribute,
            IntegerAttribute, StringAttribute, TypeAttribute,
        },
        operation::OperationBuilder,
        r#type::IntegerType,
    },
};
use mlir_sys::{mlirContextAppendDialectRegistry, mlirDenseBoolArrayGet, mlirDenseF64ArrayGet};
use tricast_dialects::{Argument, BaseKind, DType, OpDef, Param, Scalar, ValueType};

use crate::{
    convert::{element_type, mlir_type},
    dialects::Registry,
};

pub use crate::convert::DYNAMIC;

/// What a parameter of an op is given.
#[derive(Clone, Debug)]
pub enum Given<'c, 'a> {
    /// Nothing: `None`, or the default.
    Absent,
    /// A tensor, or a symbolic number.
    Value(Value<'c, 'a>),
    /// A list of tensors.
    Values(Vec<Value<'c, 'a>>),
    /// A list of tensors with holes.
    OptValues(Vec<Option<Value<'c, 'a>>>),
    /// A list of integers, of which some are values.
    Ints(Vec<Int<'c, 'a>>),
    /// What is known at compile time.
    Constant(Argument),
}

/// An integer: a number or a value.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub enum Int<'c, 'a> {
    Static(i64),
    Value(Value<'c, 'a>),
}

/// What an imported program consists of.
const IMPORTED: [&str; 9] =
    ["aten", "quantized", "dim_order", "llama", "arith", "func", "ml_program", "scf", "tensor"];

/// A context that knows tricast's dialects and MLIR's own.
///
/// Those of an imported program are loaded. The others are when a parser finds them or a pass
/// depends on them: to load them all takes as long as to compile a small program.
pub fn context() -> Context {
    let registry = Registry::new();
    let context = Context::new();
    // SAFETY: both are live; the context keeps what it needs of the registry.
    unsafe { mlirContextAppendDialectRegistry(context.to_raw(), registry.to_raw()) };
    for dialect in IMPORTED {
        context.get_or_load_dialect(dialect);
    }
    context
}

/// The MLIR type of a value type; sizes that are no numbers are dynamic.
pub fn value_type<'c>(context: &'c Context, ty: &ValueType) -> Type<'c> {
    // SAFETY: the context is live.
    unsafe { Type::from_raw(mlir_type(context.to_raw(), ty)) }
}

/// `ml_program.global`: a weight of this name, which the program does not bring.
pub fn weight<'c>(
    context: &'c Context,
    name: &str,
    ty: Type<'c>,
    location: Location<'c>,
) -> Option<Operation<'c>> {
    let string = |text| Attribute::from(StringAttribute::new(context, text));
    let attributes = [
        ("sym_name", string(name)),
        ("sym_visibility", string("private")),
        ("type", TypeAttribute::new(ty).into()),
        ("value", Attribute::parse(context, &format!("#ml_program.extern<{ty}>"))?),
    ];
    let named = attributes.map(|(name, value)| (Identifier::new(context, name), value));
    let builder = OperationBuilder::new("ml_program.global", location);
    builder.add_attributes(&named).add_regions([]).build().ok()
}

/// A 64-bit integer.
pub fn int_attribute(context: &Context, value: i64) -> Attribute<'_> {
    IntegerAttribute::new(IntegerType::new(context, 64).into(), value).into()
}

/// A dtype as a type attribute.
pub fn dtype_attribute(context: &Context, dtype: DType) -> Attribute<'_> {
    // SAFETY: the context is live.
    let ty = unsafe { Type::from_raw(element_type(context.to_raw(), dtype)) };
    TypeAttribute::new(ty).into()
}

/// An `array<i1: ...>`.
pub fn bools<'c>(context: &'c Context, values: impl Iterator<Item = bool>) -> Attribute<'c> {
    let values: Vec<i32> = values.map(i32::from).collect();
    // SAFETY: the context is live; the values outlive the call.
    unsafe {
        Attribute::from_raw(mlirDenseBoolArrayGet(
            context.to_raw(),
            values.len() as isize,
            values.as_ptr(),
        ))
    }
}

fn floats<'c>(context: &'c Context, values: &[f64]) -> Attribute<'c> {
    // SAFETY: the context is live; the values outlive the call.
    unsafe {
        Attribute::from_raw(mlirDenseF64ArrayGet(
            context.to_raw(),
            values.len() as isize,
            values.as_ptr(),
        ))
    }
}

/// What is known at compile time, as an attribute; None for what can only be an operand.
pub fn attribute<'c>(context: &'c Context, argument: &Argument) -> Option<Attribute<'c>> {
    Some(match argument {
        Argument::SymInt(dim) => int_attribute(context, dim.as_static()?),
        Argument::SymInts(dims) => {
            let ints: Option<Vec<i64>> = dims.iter().map(|dim| dim.as_static()).collect();
            DenseI64ArrayAttribute::new(context, &ints?).into()
        }
        Argument::Scalar(Scalar::Int(value)) => int_attribute(context, *value),
        Argument::Scalar(Scalar::Bool(value)) => BoolAttribute::new(context, *value).into(),
        Argument::Scalar(Scalar::Float(value)) => {
            FloatAttribute::new(context, Type::float64(context), *value).into()
        }
        Argument::Scalar(Scalar::Complex(real, imaginary)) => floats(context, &[*real, *imaginary]),
        Argument::Scalar(Scalar::SymInt(dim)) => int_attribute(context, dim.as_static()?),
        Argument::Floats(values) => floats(context, values),
        Argument::Bools(values) => bools(context, values.iter().copied()),
        Argument::Str(text) => StringAttribute::new(context, text).into(),
        Argument::DType(dtype) => dtype_attribute(context, *dtype),
        Argument::None
        | Argument::Tensor(_)
        | Argument::Tensors(_)
        | Argument::OptTensors(_)
        | Argument::Scalar(Scalar::SymFloat | Scalar::SymBool) => return None,
    })
}

/// The operands and attributes of an op, one parameter after the other.
struct Parts<'c, 'a> {
    context: &'c Context,
    operands: Vec<Value<'c, 'a>>,
    segments: Vec<i32>,
    attributes: Vec<(Identifier<'c>, Attribute<'c>)>,
}

/// An op of tricast's dialects, with one of `given` for each parameter; None if something is
/// given that the parameter has no form for.
pub fn call<'c>(
    context: &'c Context,
    op: &OpDef,
    given: &[Given<'c, '_>],
    results: &[Type<'c>],
    location: Location<'c>,
) -> Option<Operation<'c>> {
    let mut parts = Parts { context, operands: vec![], segments: vec![], attributes: vec![] };
    for (param, given) in op.params.iter().zip(given) {
        parts.add(param, given)?;
    }
    if op.params.iter().filter(|param| param.varies()).count() > 1 {
        let segments = DenseI32ArrayAttribute::new(context, &parts.segments).into();
        parts.set("operandSegmentSizes", segments);
    }
    OperationBuilder::new(op.name, location)
        .add_operands(&parts.operands)
        .add_attributes(&parts.attributes)
        .add_results(results)
        .build()
        .ok()
}

impl<'c, 'a> Parts<'c, 'a> {
    fn set(&mut self, name: &str, attribute: Attribute<'c>) {
        self.attributes.push((Identifier::new(self.context, name), attribute));
    }

    fn add(&mut self, param: &Param, given: &Given<'c, 'a>) -> Option<()> {
        let before = self.operands.len();
        let name = if param.kind.symbolic { "static_" } else { "" };
        let name = format!("{name}{}", param.name);
        match given {
            Given::Absent if param.kind.base == BaseKind::OptTensors => {
                self.set(&format!("present_{}", param.name), bools(self.context, [].into_iter()));
            }
            Given::Absent => {}
            Given::Value(value) => self.operands.push(*value),
            Given::Values(values) => self.operands.extend(values),
            Given::OptValues(values) => {
                self.operands.extend(values.iter().flatten());
                let present = bools(self.context, values.iter().map(Option::is_some));
                self.set(&format!("present_{}", param.name), present);
            }
            Given::Ints(ints) => {
                let values = ints.iter().map(|int| match int {
                    Int::Static(value) => *value,
                    Int::Value(value) => {
                        self.operands.push(*value);
                        DYNAMIC
                    }
                });
                let values: Vec<i64> = values.collect();
                let attribute = DenseI64ArrayAttribute::new(self.context, &values);
                self.set(&name, attribute.into());
            }
            Given::Constant(argument) => {
                let attribute = attribute(self.context, argument)?;
                self.set(&name, attribute);
            }
        }
        if param.is_operand() {
            self.segments.push((self.operands.len() - before) as i32);
        }
        Some(())
    }
}
