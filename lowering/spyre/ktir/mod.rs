//! Ops of the cores as KTIR: a function that every core runs, in `ktdp`, `linalg`, `arith`, `math`,
//! `tensor` and `scf`.

mod access;
mod accumulate;
mod payload;
mod tiling;
mod writer;

use std::fmt::Write as _;

use tricast_opspec::Arg;

use self::{
    access::{Part, uses},
    payload::{Body, literal},
    tiling::tiles,
    writer::{Tensor, Writer},
};
use super::{
    plan::{Planned, extent},
    steps::{BufferId, Source},
};

/// The largest number of DL16: all bits but the last of exponent and mantissa are set.
pub const MOST: f64 = 4_294_967_296.0 * (1.0 + 510.0 / 512.0);

/// A function, and the tensors whose addresses it is given.
#[derive(Clone, Debug)]
pub struct Kernel {
    /// Its name.
    pub name: String,
    /// The module that it is in.
    pub text: String,
    /// The tensors.
    pub arguments: Vec<BufferId>,
}

/// The kernel of an op. `source` says what is in a tensor: numbers become constants.
///
/// # Errors
/// If there is no such OpFunc, or its tiles do not fit a scratchpad.
pub fn kernel(
    name: &str,
    planned: &Planned,
    source: &dyn Fn(BufferId) -> Source,
) -> Result<Kernel, String> {
    let spec = &planned.spec;
    let mut arguments: Vec<BufferId> = vec![];
    for buffer in planned.inputs.iter().chain([&planned.output]) {
        if !matches!(source(*buffer), Source::Number(_)) && !arguments.contains(buffer) {
            arguments.push(*buffer);
        }
    }
    let mut writer = Writer::default();
    let cores: i64 = spec.dims.iter().map(|dim| dim.slices).product();
    let tile = writer.value("ktdp.get_compute_tile_id : index");
    let tiles = tiles(spec)
        .ok_or_else(|| format!("'{}' of {:?} does not fit a scratchpad", spec.op, spec.dims))?;
    let mut parts = vec![];
    let mut inner = 1;
    for (dim, own) in spec.dims.iter().enumerate() {
        let all = extent(spec, dim);
        let slice = match own.slices {
            1 => String::new(),
            slices => digit(&mut writer, &tile, inner, slices, cores),
        };
        inner *= own.slices;
        let core = all / own.slices;
        parts.push(Part { extent: all, core, tile: tiles[dim], slice, turn: String::new() });
    }
    let base = |buffer: BufferId| match source(buffer) {
        Source::Number(value) => Base::Number(value),
        _ => {
            let place = arguments.iter().position(|own| *own == buffer).unwrap_or_default();
            Base::Argument(format!("%arg{place}"))
        }
    };
    let operands: Vec<Operand> = (planned.inputs.iter().zip(&spec.inputs))
        .map(|(buffer, arg)| Operand { arg, base: base(*buffer) })
        .collect();
    let output = Operand { arg: &spec.output, base: base(planned.output) };
    let mut emitter = Emitter { writer, spec, parts, operands, output };
    emitter.op()?;
    let mut text = String::from("module {\n");
    let parameters: Vec<String> =
        (0..arguments.len()).map(|index| format!("%arg{index}: index")).collect();
    writeln!(
        text,
        "  func.func @{name}({}) attributes {{grid = [{cores}]}} {{",
        parameters.join(", ")
    )
    .expect("a string takes all");
    text += &emitter.writer.text;
    text += "    return\n  }\n}\n";
    Ok(Kernel { name: name.to_owned(), text, arguments })
}

/// A digit of the number of a core.
fn digit(writer: &mut Writer, tile: &str, inner: i64, slices: i64, cores: i64) -> String {
    let mut value = tile.to_owned();
    if inner > 1 {
        let by = writer.index(inner);
        value = writer.value(&format!("arith.divui {value}, {by} : index"));
    }
    if inner * slices < cores {
        let by = writer.index(slices);
        value = writer.value(&format!("arith.remui {value}, {by} : index"));
    }
    value
}

/// Where a tensor is: at an address, or a number everywhere.
enum Base {
    Argument(String),
    Number(f64),
}

/// A tensor of an op.
struct Operand<'a> {
    arg: &'a Arg,
    base: Base,
}

/// A part of an operand that an element is computed of.
enum Loaded {
    /// The same for all.
    Scalar(String),
    /// One for each point of these dimensions.
    Tensor(Tensor, Vec<usize>),
}

/// Writes an op.
struct Emitter<'a> {
    writer: Writer,
    spec: &'a tricast_opspec::OpSpec,
    parts: Vec<Part>,
    operands: Vec<Operand<'a>>,
    output: Operand<'a>,
}

impl Emitter<'_> {
    fn op(&mut self) -> Result<(), String> {
        match self.spec.op.as_str() {
            "batchmatmul" | "conv2d" => self.contraction(),
            "sum"
            | "mean"
            | "max"
            | "min"
            | "maxpoolfwd"
            | "avgpoolfwd"
            | "depthwiseconv2dnative" => self.accumulation(),
            "exx2" => self.moments(),
            _ if self.indirect().is_some() => self.indirect_copy(),
            _ => self.map(),
        }
    }

    fn constant(&self, name: &str) -> Option<f64> {
        self.spec.constants.iter().find(|(own, _)| own == name).map(|(_, value)| *value)
    }

    /// The dimensions of a tile that a tensor has.
    fn dims_of(&self, arg: &Arg) -> Vec<usize> {
        let has = |dim: &usize| uses(arg, *dim) && self.parts[*dim].tile > 1;
        (0..self.parts.len()).filter(has).collect()
    }

    fn address(operand: &Operand) -> String {
        match &operand.base {
            Base::Argument(name) => name.clone(),
            // Only what is read is a number.
            Base::Number(_) => String::new(),
        }
    }

    /// A number of 16 bits.
    fn number(&mut self, value: f64) -> String {
        // What is larger is the largest that there is.
        let value = if value.is_finite() { value.clamp(-MOST, MOST) } else { value };
        let wide = self.writer.value(&format!("arith.constant {} : f32", literal(value)));
        self.writer.value(&format!("arith.truncf {wide} : f32 to f16"))
    }

    /// The tile of an operand, with its dimensions in an order.
    fn load(&mut self, index: usize, order: &[usize]) -> Tensor {
        let operand = &self.operands[index];
        let base = Self::address(operand);
        let tile = self.writer.tile(operand.arg, &base, &self.parts, order);
        self.writer.load(&tile)
    }

    /// An operand for an op on each element.
    fn element_of(&mut self, index: usize) -> Loaded {
        if let Base::Number(value) = self.operands[index].base {
            return Loaded::Scalar(self.number(value));
        }
        let dims = self.dims_of(self.operands[index].arg);
        let tensor = self.load(index, &dims);
        if !dims.is_empty() {
            return Loaded::Tensor(tensor, dims);
        }
        let zero = self.writer.index(0);
        let ty = tensor.ty();
        Loaded::Scalar(self.writer.value(&format!("tensor.extract {}[{zero}] : {ty}", tensor.name)))
    }

    fn store(&mut self, tensor: &Tensor, order: &[usize]) {
        let base = Self::address(&self.output);
        let tile = self.writer.tile(self.output.arg, &base, &self.parts, order);
        self.writer.store(tensor, &tile);
    }

    /// Loops over the tiles of a core, for these dimensions; how many were opened.
    fn open_loops(&mut self, dims: &[usize]) -> usize {
        let mut opened = 0;
        for &dim in dims {
            let Part { core, tile, .. } = self.parts[dim];
            if core == tile {
                continue;
            }
            let (first, one) = (self.writer.index(0), self.writer.index(1));
            let last = self.writer.index(core / tile);
            let turn = self.writer.name();
            self.writer.open(&format!("scf.for {turn} = {first} to {last} step {one} {{"));
            self.parts[dim].turn = turn;
            opened += 1;
        }
        opened
    }

    fn close_loops(&mut self, opened: usize) {
        for _ in 0..opened {
            self.writer.close("}");
        }
    }

    /// The dimensions of the output, and the others.
    fn kept_and_reduced(&self) -> (Vec<usize>, Vec<usize>) {
        (0..self.parts.len()).partition(|dim| uses(self.output.arg, *dim))
    }

    /// An op on each element.
    fn map(&mut self) -> Result<(), String> {
        let all: Vec<usize> = (0..self.parts.len()).collect();
        let opened = self.open_loops(&all);
        let dims = self.dims_of(self.output.arg);
        let mut loaded: Vec<Loaded> =
            (0..self.operands.len()).map(|own| self.element_of(own)).collect();
        if self.spec.op == "layernormscale" {
            loaded.push(self.second_of_pair());
        }
        let result = self.elementwise(&loaded, &dims)?;
        self.store(&result, &dims);
        self.close_loops(opened);
        Ok(())
    }

    /// What is computed of elements, over dimensions of tiles.
    fn elementwise(&mut self, loaded: &[Loaded], dims: &[usize]) -> Result<Tensor, String> {
        let sizes: Vec<i64> = dims.iter().map(|dim| self.parts[*dim].tile).collect();
        let sizes = if sizes.is_empty() { vec![1] } else { sizes };
        if let ("identity" | "ReStickifyOpHBM", [one]) = (self.spec.op.as_str(), loaded) {
            match one {
                Loaded::Scalar(scalar) => return Ok(self.writer.splat(scalar, &sizes, "f16")),
                Loaded::Tensor(tensor, own) if own == dims => return Ok(tensor.clone()),
                Loaded::Tensor(..) => {}
            }
        }
        let loops = |own: &[usize]| -> Vec<usize> {
            let place = |dim: &usize| dims.iter().position(|own| own == dim);
            own.iter().filter_map(place).collect()
        };
        // At least one operand is a tensor.
        let mut first = None;
        if let (true, Some(Loaded::Scalar(scalar))) =
            (loaded.iter().all(|own| matches!(own, Loaded::Scalar(_))), loaded.first())
        {
            first = Some(self.writer.splat(scalar, &sizes, "f16"));
        }
        let all: Vec<usize> = (0..sizes.len()).collect();
        let tensors: Vec<(&Tensor, Vec<usize>)> = loaded
            .iter()
            .filter_map(|own| match own {
                Loaded::Tensor(tensor, own) => Some((tensor, loops(own))),
                Loaded::Scalar(_) => None,
            })
            .chain(first.as_ref().map(|tensor| (tensor, all.clone())))
            .collect();
        let is_first = first.is_some();
        let empty = self.writer.empty(&sizes, "f16");
        let constant =
            |name: &str| self.spec.constants.iter().find(|(own, _)| own == name).map(|own| own.1);
        let func = match self.spec.op.as_str() {
            "ReStickifyOpHBM" => "identity",
            func => func,
        };
        let mut known = true;
        let reduced = vec![false; sizes.len()];
        let result = self.writer.generic(&tensors, (&empty, all), &reduced, |names| {
            let mut names = names.iter();
            let values: Vec<String> = loaded
                .iter()
                .enumerate()
                .map(|(index, own)| match own {
                    Loaded::Scalar(scalar) if !is_first || index > 0 => scalar.clone(),
                    _ => names.next().cloned().unwrap_or_default(),
                })
                .collect();
            let mut body = Body::default();
            let result = body.apply(func, &values, &constant);
            known = result.is_some();
            (body.text, result.unwrap_or_default())
        });
        match known {
            true => Ok(result),
            false => Err(format!("there is no OpFunc '{}'", self.spec.op)),
        }
    }

    /// The second of the two values of a stick that `exx2` wrote.
    fn second_of_pair(&mut self) -> Loaded {
        let dims = self.dims_of(self.operands[0].arg);
        let mut arg = self.operands[0].arg.clone();
        if let Some(lane) = arg.coordinates.last_mut() {
            lane.offset = 1;
        }
        let base = Self::address(&self.operands[0]);
        let tile = self.writer.tile(&arg, &base, &self.parts, &dims);
        let tensor = self.writer.load(&tile);
        if !dims.is_empty() {
            return Loaded::Tensor(tensor, dims);
        }
        let zero = self.writer.index(0);
        let ty = tensor.ty();
        Loaded::Scalar(self.writer.value(&format!("tensor.extract {}[{zero}] : {ty}", tensor.name)))
    }

    /// The operand that a coordinate of another one comes from, and which that is; the output comes
    /// after the operands.
    fn indirect(&self) -> Option<(usize, usize)> {
        let all = self.operands.iter().chain([&self.output]).map(|operand| operand.arg).enumerate();
        let mut found = all.filter_map(|(place, arg)| {
            let index = arg.coordinates.iter().find_map(|own| own.indirect)?;
            Some((place, index))
        });
        found.next()
    }

    /// A copy from or to where indices say.
    fn indirect_copy(&mut self) -> Result<(), String> {
        let (place, index) = self.indirect().ok_or("internal error: nothing is indirect")?;
        let all: Vec<usize> = (0..self.parts.len()).collect();
        let opened = self.open_loops(&all);
        let has = |dim: &usize| self.parts[*dim].tile > 1;
        let dims: Vec<usize> = all.iter().copied().filter(has).collect();
        let index_arg = self.operands[index].arg;
        let index_base = Self::address(&self.operands[index]);
        let is_output = place == self.operands.len();
        let table = if is_output { &self.output } else { &self.operands[place] };
        let (table_arg, table_base) = (table.arg, Self::address(table));
        let tile = self.writer.indirect_tile(
            (table_arg, &table_base),
            (index_arg, &index_base),
            &self.parts,
            &dims,
        );
        if is_output {
            let from = (0..self.operands.len()).find(|own| *own != index);
            let from = from.ok_or("internal error: nothing is copied")?;
            let own = self.element_of(from);
            let tensor = self.elementwise(&[own], &dims)?;
            self.writer.store(&tensor, &tile);
        } else {
            let tensor = self.writer.load(&tile);
            self.store(&tensor, &dims);
        }
        self.close_loops(opened);
        Ok(())
    }
}
