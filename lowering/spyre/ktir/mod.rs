//! Ops of the cores as KTIR: a function that every core runs, in `ktdp`, `linalg`, `arith`, `math`,
//! `tensor` and `scf`.

mod access;
mod accumulate;
mod exchange;
mod payload;
pub(super) mod tiling;
mod writer;

use std::{collections::HashMap, ops::Range};

use tricast_opspec::{Arg, OpSpec};

pub use self::access::element_bytes;
use self::{
    access::Part,
    payload::{Body, literal},
    tiling::tiles,
    writer::{Tensor, Writer},
};
use super::{
    plan::{Plan, extent},
    steps::{Access, BufferId, Source},
};

/// The largest number of DL16: all bits but the last of exponent and mantissa are set.
pub const MOST: f64 = 4_294_967_296.0 * (1.0 + 510.0 / 512.0);

/// A function, and the tensors whose addresses it is given.
#[derive(Clone, Debug)]
pub struct Kernel {
    /// Its name.
    pub name: String,
    /// The function.
    pub text: String,
    /// The tensors.
    pub arguments: Vec<BufferId>,
}

/// The kernel of ops of a plan.
///
/// # Errors
/// If there is no such OpFunc, or its tiles do not fit a scratchpad.
pub fn kernel(name: &str, plan: &Plan, ops: Range<usize>) -> Result<Kernel, String> {
    let source = |buffer: BufferId| &plan.laid.program.buffers[buffer].source;
    let mut arguments: Vec<BufferId> = vec![];
    for step in &plan.laid.program.steps[ops.clone()] {
        for access in step.inputs.iter().chain([&step.output]) {
            let is_number = matches!(source(access.buffer), Source::Number(_));
            if !is_number
                && !plan.values.contains(&access.buffer)
                && !arguments.contains(&access.buffer)
            {
                arguments.push(access.buffer);
            }
        }
    }
    let mut writer = Writer::default();
    let cores = plan.bundle.ops[ops.start].cores();
    let core = writer.value("ktdp.get_compute_tile_id : index");
    let mut values = HashMap::new();
    for op in ops {
        let (spec, step) = (&plan.bundle.ops[op], &plan.laid.program.steps[op]);
        let parts = parts(&mut writer, spec, &core)
            .ok_or_else(|| format!("'{}' of {:?} does not fit a scratchpad", spec.op, spec.dims))?;
        let base = |buffer: BufferId| match source(buffer) {
            Source::Number(value) => Base::Number(*value),
            _ if plan.values.contains(&buffer) => Base::Value(buffer),
            _ => {
                let place = arguments.iter().position(|own| *own == buffer).unwrap_or_default();
                Base::Argument(format!("%arg{place}"))
            }
        };
        let operand = |(access, arg)| {
            let access: &Access = access;
            Operand { arg, access, base: base(access.buffer) }
        };
        let operands = step.inputs.iter().zip(&spec.inputs).map(operand).collect();
        let output = operand((&step.output, &spec.output));
        let mut emitter =
            Emitter { writer, spec, parts, operands, output, singles: vec![], values };
        emitter.op().map_err(|reason| format!("'{}': {reason}", spec.source))?;
        Emitter { writer, values, .. } = emitter;
    }
    let parameters: Vec<String> =
        (0..arguments.len()).map(|index| format!("%arg{index}: index")).collect();
    let text = format!(
        "  func.func @{name}({}) attributes {{grid = [{cores}]}} {{\n{}    return\n  }}\n",
        parameters.join(", "),
        writer.text
    );
    Ok(Kernel { name: name.to_owned(), text, arguments })
}

/// A module of kernels.
pub fn module<'a>(kernels: impl Iterator<Item = &'a Kernel>) -> String {
    let functions: String = kernels.map(|kernel| kernel.text.as_str()).collect();
    format!("module {{\n{functions}}}\n")
}

/// How the iteration space of an op is divided; None if its tiles do not fit a scratchpad.
fn parts(writer: &mut Writer, spec: &OpSpec, core: &str) -> Option<Vec<Part>> {
    let tiles = tiles(spec)?;
    let cores = spec.cores();
    let mut slices = vec![String::new(); spec.dims.len()];
    let mut inner = 1;
    for dim in spec.fastest() {
        let own = spec.dims[dim].slices;
        if own > 1 {
            slices[dim] = digit(writer, core, inner, own, cores);
        }
        inner *= own;
    }
    let parts = slices.into_iter().enumerate().map(|(dim, slice)| {
        let extent = extent(spec, dim);
        let core = extent / spec.dims[dim].slices;
        Part { extent, core, tile: tiles[dim], slice, turn: String::new() }
    });
    Some(parts.collect())
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

/// Where a tensor is: at an address, a value, or a number everywhere.
enum Base {
    Argument(String),
    Value(BufferId),
    Number(f64),
}

/// A tensor of an op.
struct Operand<'a> {
    arg: &'a Arg,
    access: &'a Access,
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
    spec: &'a OpSpec,
    parts: Vec<Part>,
    operands: Vec<Operand<'a>>,
    output: Operand<'a>,
    /// Scalars of single precision.
    singles: Vec<String>,
    /// The tensors that are values, and the dimension of the tensor in memory that each of theirs is.
    values: HashMap<BufferId, (Tensor, Vec<usize>)>,
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

    /// The dimensions of a tile that a tensor has.
    fn dims_of(&self, arg: &Arg) -> Vec<usize> {
        let has = |dim: &usize| arg.uses(*dim) && self.parts[*dim].tile > 1;
        (0..self.parts.len()).filter(has).collect()
    }

    /// The sizes of a tile over these dimensions; one element if there are none.
    fn tile_sizes(&self, dims: &[usize]) -> Vec<i64> {
        let sizes: Vec<i64> = dims.iter().map(|dim| self.parts[*dim].tile).collect();
        if sizes.is_empty() { vec![1] } else { sizes }
    }

    fn address(operand: &Operand) -> String {
        match &operand.base {
            Base::Argument(name) => name.clone(),
            // These have none, and are not asked for it.
            Base::Value(_) | Base::Number(_) => String::new(),
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
        if let Base::Value(buffer) = operand.base {
            return self.value(buffer, index, order);
        }
        let base = Self::address(operand);
        let tile = self.writer.tile(operand.arg, &base, &self.parts, order);
        self.writer.load(&tile)
    }

    /// The same of a value.
    fn value(&mut self, buffer: BufferId, index: usize, order: &[usize]) -> Tensor {
        let (tensor, dims) = self.values[&buffer].clone();
        let access = self.operands[index].access;
        // Which dimension of the value each one is.
        let place = |dim: &usize| {
            let own = access.coordinates.iter().position(|own| own.uses(*dim));
            own.and_then(|own| dims.iter().position(|dim| *dim == own))
        };
        let from: Vec<usize> = order.iter().filter_map(place).collect();
        let sizes = self.tile_sizes(order);
        let in_order = from.windows(2).all(|pair| pair[0] < pair[1]);
        let tensor = if in_order { tensor } else { self.writer.transpose(&tensor, &from) };
        let grown: Vec<i64> =
            tensor.sizes.iter().zip(&sizes).map(|(own, wanted)| *own.max(wanted)).collect();
        let tensor = self.writer.extend(&tensor, &grown);
        self.writer.cut(&tensor, &sizes)
    }

    /// An operand for an op on each element.
    fn element_of(&mut self, index: usize) -> Loaded {
        if let Base::Number(value) = self.operands[index].base {
            return Loaded::Scalar(self.number(value));
        }
        let dims = self.dims_of(self.operands[index].arg);
        let tensor = self.load(index, &dims);
        self.loaded(tensor, dims)
    }

    /// A tensor over some dimensions; the element of one that has none.
    fn loaded(&mut self, tensor: Tensor, dims: Vec<usize>) -> Loaded {
        if !dims.is_empty() {
            return Loaded::Tensor(tensor, dims);
        }
        let zero = self.writer.index(0);
        let (name, ty) = (&tensor.name, tensor.ty());
        let scalar = self.writer.value(&format!("tensor.extract {name}[{zero}] : {ty}"));
        if tensor.element == "f32" {
            self.singles.push(scalar.clone());
        }
        Loaded::Scalar(scalar)
    }

    fn store(&mut self, tensor: &Tensor, order: &[usize]) {
        if let Base::Value(buffer) = self.output.base {
            let coordinates = &self.output.access.coordinates;
            let place = |dim: &usize| coordinates.iter().position(|own| own.uses(*dim));
            let dims = order.iter().filter_map(place).collect();
            self.values.insert(buffer, (tensor.clone(), dims));
            return;
        }
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
        (0..self.parts.len()).partition(|dim| self.output.arg.uses(*dim))
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
        let sizes = self.tile_sizes(dims);
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
            let element = if self.singles.contains(scalar) { "f32" } else { "f16" };
            first = Some(self.writer.splat(scalar, &sizes, element));
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
        let spec = self.spec;
        let constant = |name: &str| spec.constant(name);
        let func = match self.spec.op.as_str() {
            "ReStickifyOpHBM" => "identity",
            func => func,
        };
        let mut known = true;
        let reduced = vec![false; sizes.len()];
        // The names of elements are known to the writer alone: those of tensors in order.
        let wide = tensors.iter().enumerate().filter(|(_, (own, _))| own.element == "f32");
        let mut single: Vec<String> = wide.map(|(index, _)| format!("%e{index}")).collect();
        single.extend(loaded.iter().filter_map(|own| match own {
            Loaded::Scalar(scalar) if self.singles.contains(scalar) => Some(scalar.clone()),
            _ => None,
        }));
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
            let mut body = Body::of(single);
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
        self.loaded(tensor, dims)
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
