//! A program over tensors in sticks from the ops that say it.

use std::collections::HashMap;

use melior::ir::{
    AffineMap, Attribute, BlockRef, OperationRef, Value, ValueLike,
    attribute::{FloatAttribute, IntegerAttribute},
    operation::OperationLike,
};
use tricast_mlir::{
    diagnostics::place,
    ir::{attribute, block_ops, entry, integers, name_is, shape_of, string_attribute},
    ktdp::{map, maps},
    rewrite::{defining_op, value_id},
    spyre as types,
};
use tricast_opspec::{Arrangement, Coordinate, StickLayout, Term, opfunc::OpFunc};

use super::{Sources, coordinates_of, layout_of};
use crate::spyre::{
    steps::{Access, Buffer, BufferId, Program, Source, Step, View},
    sticks::{self, Laid},
};

/// An op that cannot be read, and why.
pub type Misread<'c> = (OperationRef<'c, 'c>, String);

/// Reads the body of a function.
///
/// # Errors
/// If an op is none of a program over tensors in sticks, reads what is not there, or wants other
/// sticks.
pub fn read<'c>(block: BlockRef<'c, 'c>) -> Result<(Laid, Sources<'c>), Misread<'c>> {
    let mut reader = Reader::default();
    for op in block_ops(block) {
        reader.op(op).map_err(|reason| (op, reason))?;
    }
    let Reader { program, layouts, sources, .. } = reader;
    let restickified = program.steps.iter().filter(|step| step.func == "ReStickifyOpHBM");
    let moved = restickified.map(|step| step.dims.iter().product::<i64>()).sum();
    Ok((Laid { program, layouts, moved }, sources))
}

#[derive(Default)]
struct Reader<'c> {
    program: Program,
    layouts: Vec<StickLayout>,
    sources: Sources<'c>,
    /// The tensor that a value is a state of.
    tensors: HashMap<usize, BufferId>,
    /// The number of an argument, and of a constant.
    arguments: HashMap<usize, usize>,
    constants: HashMap<usize, usize>,
}

impl<'c> Reader<'c> {
    fn op(&mut self, op: OperationRef<'c, 'c>) -> Result<(), String> {
        let name = op.name();
        match name.as_string_ref().as_str().unwrap_or_default() {
            "spyre.upload" => {
                let source = self.given(op)?;
                self.buffer(op, source)
            }
            "spyre.fill" => {
                let value = attribute(op, "value").and_then(float).ok_or("has no value")?;
                self.buffer(op, Source::Number(value))
            }
            "spyre.lower_triangle" => self.buffer(op, Source::LowerTriangle),
            "spyre.exec" => self.exec(op),
            "spyre.download" => {
                let map = map(op, "map").ok_or("has no map")?;
                let result = op.results().next().ok_or("has no result")?;
                let sizes = sizes(result.into())?;
                let access = self.access(op, 0, &map, &sizes)?;
                let Access { buffer, coordinates } = access;
                self.program.results.push(View { buffer, sizes, coordinates });
                Ok(())
            }
            // A tensor begins where something is written to it.
            "arith.constant" | "func.return" | "tensor.empty" => Ok(()),
            name if name.starts_with("ml_program.global_load") => Ok(()),
            _ => Err("is no op of a program over tensors in sticks".into()),
        }
    }

    /// What a tensor of the device comes from.
    fn given(&mut self, op: OperationRef<'c, 'c>) -> Result<Source, String> {
        let value = op.operands().next().ok_or("has no operand")?;
        let is_constant = defining_op(value).is_some_and(|op| name_is(op, "arith.constant"));
        if is_constant {
            let known = self.constants.len();
            let number = *self.constants.entry(value_id(value)).or_insert(known);
            if number == known {
                self.sources.constants.push(value);
            }
            return Ok(Source::Constant(number));
        }
        let known = self.arguments.len();
        let number = *self.arguments.entry(value_id(value)).or_insert(known);
        if number == known {
            self.sources.arguments.push(Some(value));
        }
        Ok(match attribute(op, "indices_of").and_then(integer) {
            Some(size) => Source::Indices(number, size),
            None => Source::Argument(number),
        })
    }

    /// A new tensor, which an op gives.
    fn buffer(&mut self, op: OperationRef<'c, 'c>, source: Source) -> Result<(), String> {
        let result = op.results().next().ok_or("has no result")?;
        let layout = types::StickLayout::of(result.r#type());
        let layout = layout_of(&layout.ok_or("gives a tensor without a layout")?)?;
        let source = match (source, layout.arrangement) {
            (Source::Computed, Arrangement::Exx2) => Source::Moments,
            (source, _) => source,
        };
        let buffer = Buffer { sizes: sizes(result.into())?, source };
        if sticks::format(&buffer) != layout.format {
            let (own, wanted) = (layout.format.name(), sticks::format(&buffer).name());
            return Err(format!("gives a tensor in {own}, expected {wanted}"));
        }
        self.tensors.insert(value_id(result.into()), self.program.buffers.len());
        self.program.buffers.push(buffer);
        self.layouts.push(layout);
        Ok(())
    }

    /// The tensor that an operand is.
    fn operand(&self, op: OperationRef<'c, 'c>, index: usize) -> Result<BufferId, String> {
        let value = op.operands().nth(index).ok_or("lacks an operand")?;
        let is_empty = |op: OperationRef| name_is(op, "tensor.empty");
        let buffer = match index == 0 && defining_op(value).is_some_and(is_empty) {
            true => op.results().next().and_then(|own| self.tensors.get(&value_id(own.into()))),
            false => self.tensors.get(&value_id(value)),
        };
        buffer.copied().ok_or_else(|| {
            format!("takes {value}, which is no tensor of the device, or was written to since")
        })
    }

    /// Where an op finds an operand, at the points of an iteration space.
    fn access(
        &self,
        op: OperationRef<'c, 'c>,
        index: usize,
        map: &AffineMap,
        dims: &[i64],
    ) -> Result<Access, String> {
        let buffer = self.operand(op, index)?;
        let coordinates = coordinates_of(map)
            .ok_or_else(|| format!("has the map {map}, which is no sum of digits"))?;
        if coordinates.iter().flat_map(|own| &own.terms).any(|term| term.factor < 0) {
            return Err(format!("has the map {map}, which runs backwards"));
        }
        let sizes = &self.program.buffers[buffer].sizes;
        for (dim, (own, size)) in coordinates.iter().zip(sizes).enumerate() {
            let last = last(own, dims);
            if own.indirect.is_none() && (own.offset < 0 || last >= *size) {
                return Err(format!(
                    "has the map {map}, which goes from {} to {last} along dimension {dim}, of {size}",
                    own.offset
                ));
            }
        }
        Ok(Access { buffer, coordinates })
    }

    fn exec(&mut self, op: OperationRef<'c, 'c>) -> Result<(), String> {
        let name = string_attribute(op, "func").unwrap_or_default();
        let func = OpFunc::of(name).ok_or_else(|| format!("there is no OpFunc '{name}'"))?;
        let dims = attribute(op, "dims").and_then(integers).unwrap_or_default();
        let init = op.operands().next().ok_or("writes to nothing")?;
        if defining_op(init).is_some_and(|op| name_is(op, "tensor.empty")) {
            self.buffer(op, Source::Computed)?;
        }
        // The map of the result is the last, but what is written to is the first operand.
        let mut maps = maps(op, "maps");
        maps.rotate_right(1);
        let accesses = maps.iter().enumerate();
        let accesses = accesses.map(|(index, map)| self.access(op, index, map, &dims));
        let mut inputs = accesses.collect::<Result<Vec<_>, _>>()?;
        let output =
            if inputs.is_empty() { return Err("has no maps".into()) } else { inputs.remove(0) };
        let constants = func.constants.iter().map(|name| {
            let value = attribute(op, "constants").and_then(|all| entry(all, name));
            let value = value.and_then(float).ok_or_else(|| format!("lacks the constant {name}"));
            value.map(|value| (*name, value))
        });
        let step = Step {
            func: func.name,
            dims,
            inputs,
            constants: constants.collect::<Result<_, _>>()?,
            source: place(op.location()).unwrap_or_else(|| name.to_owned()),
            output,
        };
        sticks::check(&step, &self.program.buffers, &self.layouts)?;
        // Its former state is there no more.
        self.tensors.remove(&value_id(init));
        let result = op.results().next().ok_or("has no result")?;
        self.tensors.insert(value_id(result.into()), step.output.buffer);
        self.program.steps.push(step);
        Ok(())
    }
}

/// The largest value of a coordinate over an iteration space.
fn last(coordinate: &Coordinate, dims: &[i64]) -> i64 {
    let most = |term: &Term| term.factor * (term.range(dims[term.dim]) - 1);
    coordinate.offset + coordinate.terms.iter().map(most).sum::<i64>()
}

fn sizes(value: Value) -> Result<Vec<i64>, String> {
    let known: Option<Vec<i64>> = shape_of(value.r#type()).into_iter().collect();
    known.ok_or_else(|| format!("has {}, expected sizes that are known", value.r#type()))
}

fn float(attribute: Attribute) -> Option<f64> {
    FloatAttribute::try_from(attribute).ok().map(|number| number.value())
}

fn integer(attribute: Attribute) -> Option<i64> {
    IntegerAttribute::try_from(attribute).ok().map(|number| number.value())
}
