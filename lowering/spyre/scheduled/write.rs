//! A program over tensors in sticks, as ops before the end of a function.

use melior::{
    Context,
    ir::{
        Attribute, BlockLike, BlockRef, Identifier, Location, OperationRef, Type, Value, ValueLike,
        attribute::{
            ArrayAttribute, DenseI64ArrayAttribute, DictionaryAttribute, FloatAttribute,
            StringAttribute,
        },
        operation::{OperationBuilder, OperationLike},
        r#type::IntegerType,
    },
};
use tricast_mlir::{
    build::int_attribute,
    ir::{affine_map_attribute, encoded_tensor, outlive, outlive_op, set_operand},
};
use tricast_opspec::{Format, Place};

use super::{Sources, layout_attribute, map_of, parsed};
use crate::spyre::{
    plan::Plan,
    steps::{Access, BufferId, Source},
    sticks::Laid,
};

/// Writes a program before the return of a function, which gives its results then. With a plan, whose
/// program it is, ops say how they are divided and where tensors are.
///
/// # Errors
/// If it is not well-formed, which is a mistake of ours.
pub fn write<'c>(
    context: &'c Context,
    end: OperationRef<'c, 'c>,
    laid: &Laid,
    plan: Option<&Plan>,
    sources: &Sources<'c>,
) -> Result<(), String> {
    let block = end.block().ok_or("internal error: a return is in no block")?;
    let block = outlive(block);
    let values = vec![None; laid.program.buffers.len()];
    let mut writer = Writer { context, block, end, laid, plan, sources, values };
    for number in 0..laid.program.steps.len() {
        writer.step(number)?;
    }
    for (index, view) in laid.program.results.iter().enumerate() {
        let tensor = writer.tensor(view.buffer)?;
        let map = map_of(context, &view.coordinates, view.sizes.len());
        let ty = end.operand(index).map_err(|error| error.to_string())?.r#type();
        let host = writer.op(
            "spyre.download",
            &[tensor],
            &[("map", affine_map_attribute(map))],
            ty,
            Location::unknown(context),
        )?;
        set_operand(end, index, host);
    }
    Ok(())
}

struct Writer<'c, 'a> {
    context: &'c Context,
    block: BlockRef<'c, 'c>,
    /// What the ops are put before.
    end: OperationRef<'c, 'c>,
    laid: &'a Laid,
    plan: Option<&'a Plan>,
    sources: &'a Sources<'c>,
    /// The present value of each tensor.
    values: Vec<Option<Value<'c, 'c>>>,
}

impl<'c> Writer<'c, '_> {
    fn op(
        &self,
        name: &str,
        operands: &[Value<'c, 'c>],
        attributes: &[(&str, Attribute<'c>)],
        result: Type<'c>,
        location: Location<'c>,
    ) -> Result<Value<'c, 'c>, String> {
        let attributes: Vec<_> = attributes
            .iter()
            .map(|(name, value)| (Identifier::new(self.context, name), *value))
            .collect();
        let op = OperationBuilder::new(name, location)
            .add_operands(operands)
            .add_attributes(&attributes)
            .add_results(&[result])
            .build()
            .map_err(|error| format!("internal error: {error}"))?;
        let op = self.block.insert_operation_before(self.end, op);
        let result = outlive_op(op).results().next().ok_or("internal error: no result")?;
        Ok(result.into())
    }

    fn ty(&self, id: BufferId) -> Result<Type<'c>, String> {
        let layout = &self.laid.layouts[id];
        let element = match layout.format {
            Format::Sen169Fp16 => Type::float16(self.context),
            Format::IeeeFp32 => Type::float32(self.context),
            Format::IeeeInt32 => IntegerType::new(self.context, 32).into(),
            Format::Sen143Fp8 => {
                Type::parse(self.context, "f8E4M3FN").ok_or("internal error: no f8E4M3FN")?
            }
        };
        let encoding = parsed(self.context, &layout_attribute(layout).text())?;
        Ok(encoded_tensor(&self.laid.program.buffers[id].sizes, element, encoding))
    }

    /// The present value of a tensor.
    fn tensor(&mut self, id: BufferId) -> Result<Value<'c, 'c>, String> {
        if let Some(value) = self.values[id] {
            return Ok(value);
        }
        let (context, ty) = (self.context, self.ty(id)?);
        let unknown = Location::unknown(context);
        let absent = || "internal error: a tensor has no source".to_owned();
        let argument = |number: usize| {
            self.sources.arguments.get(number).copied().flatten().ok_or_else(absent)
        };
        let value = match self.laid.program.buffers[id].source {
            Source::Argument(number) => {
                self.op("spyre.upload", &[argument(number)?], &[], ty, unknown)?
            }
            Source::Indices(number, size) => {
                let size = int_attribute(context, size);
                let attributes = [("indices_of", size)];
                self.op("spyre.upload", &[argument(number)?], &attributes, ty, unknown)?
            }
            Source::Constant(number) => {
                let constant = *self.sources.constants.get(number).ok_or_else(absent)?;
                self.op("spyre.upload", &[constant], &[], ty, unknown)?
            }
            Source::Number(value) => {
                let value = FloatAttribute::new(context, Type::float64(context), value);
                self.op("spyre.fill", &[], &[("value", value.into())], ty, unknown)?
            }
            Source::LowerTriangle => self.op("spyre.lower_triangle", &[], &[], ty, unknown)?,
            Source::Computed | Source::Moments => self.op("tensor.empty", &[], &[], ty, unknown)?,
        };
        self.values[id] = Some(value);
        Ok(value)
    }

    fn step(&mut self, number: usize) -> Result<(), String> {
        let step = &self.laid.program.steps[number];
        let context = self.context;
        let mut operands = vec![];
        for access in [&step.output].into_iter().chain(&step.inputs) {
            operands.push(self.tensor(access.buffer)?);
        }
        let map = |access: &Access| {
            affine_map_attribute(map_of(context, &access.coordinates, step.dims.len()))
        };
        let maps: Vec<Attribute> = step.inputs.iter().chain([&step.output]).map(map).collect();
        let mut attributes = vec![
            ("func", StringAttribute::new(context, step.func).into()),
            ("dims", DenseI64ArrayAttribute::new(context, &step.dims).into()),
            ("maps", ArrayAttribute::new(context, &maps).into()),
        ];
        if !step.constants.is_empty() {
            let f64 = Type::float64(context);
            let entry = |(name, value): &(&str, f64)| {
                let value = FloatAttribute::new(context, f64, *value).into();
                (Identifier::new(context, name), value)
            };
            let entries: Vec<_> = step.constants.iter().map(entry).collect();
            attributes.push(("constants", DictionaryAttribute::new(context, &entries).into()));
        }
        attributes.extend(self.planned(number)?);
        let location = Location::name(context, &step.source, Location::unknown(context));
        let ty = operands[0].r#type();
        let result = self.op("spyre.exec", &operands, &attributes, ty, location)?;
        self.values[step.output.buffer] = Some(result);
        Ok(())
    }

    /// What a plan says of a step.
    fn planned(&self, number: usize) -> Result<Vec<(&'static str, Attribute<'c>)>, String> {
        let Some(plan) = self.plan else { return Ok(vec![]) };
        let context = self.context;
        let spec = &plan.bundle.ops[number];
        let slices: Vec<i64> = spec.dims.iter().map(|dim| dim.slices).collect();
        let place = |place: Place| {
            let (memory, number) = match place {
                Place::Hbm(number) => ("hbm", number as i64),
                Place::Pool(byte) => ("pool", byte),
                Place::Lx(byte) => ("lx", byte),
                Place::Buffer(_) => return Err("internal error: a tensor has no place".to_owned()),
            };
            parsed(context, &format!("#spyre.place<{memory}, {number}>"))
        };
        let places = spec.args().map(|arg| place(arg.place)).collect::<Result<Vec<_>, _>>()?;
        let kernel = plan.kernels.iter().position(|kernel| kernel.contains(&number));
        let kernel = kernel.ok_or("internal error: an op is in no kernel")?;
        Ok(vec![
            ("slices", DenseI64ArrayAttribute::new(context, &slices).into()),
            ("places", ArrayAttribute::new(context, &places).into()),
            ("kernel", int_attribute(context, kernel as i64)),
        ])
    }
}
