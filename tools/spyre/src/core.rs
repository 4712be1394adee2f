//! One core: its values, its scratchpad, its cycles.

use std::{collections::HashMap, sync::Arc};

use crate::{
    access::{AccessTile, Home, Memories, Part, Places, View},
    affine::Set,
    cycles::CoreCycles,
    element::{Element, Numerics},
    error::Error,
    exchange::{Exchange, Key},
    kernel::Class,
    program::{Block, Extent, Function, Kind, Op, Space, Structured, TensorType, ValueId},
    reshape::{constant, own, reshaped},
    simulator::Simulator,
    structured::{Operand, contract, run},
    tensor::{Charge, Data, Future, Tensor, Value, extents, integers, tensor, unexpected},
};

/// A core that runs a function.
#[derive(Debug)]
pub struct Core<'a> {
    /// Its number.
    pub number: usize,
    /// What it runs.
    pub function: &'a Function,
    /// How.
    pub simulator: &'a Simulator,
    /// What it sees of memory.
    pub memories: Memories<'a>,
    /// What it hands to others.
    pub exchange: &'a Exchange,
    /// What it has done.
    pub cycles: CoreCycles,
    /// Its values.
    pub values: Vec<Option<Value>>,
    /// How often ops that hand something over have run.
    pub turns: HashMap<usize, usize>,
}

impl Core<'_> {
    /// Runs the function.
    ///
    /// # Errors
    /// If it cannot, with the op that is to blame.
    pub fn run(&mut self) -> Result<(), Error> {
        let function = self.function;
        let result = self.block(&function.body).map(|_| ());
        result.map_err(|error| {
            error.of(format_args!("function '{}', core {}", function.name, self.number))
        })
    }

    fn value(&self, id: ValueId) -> Result<Value, Error> {
        self.values
            .get(id)
            .cloned()
            .flatten()
            .ok_or_else(|| Error::new("a value is used before it is made"))
    }

    fn set(&mut self, id: ValueId, value: Value) {
        if let Some(place) = self.values.get_mut(id) {
            *place = Some(value);
        }
    }

    /// Runs the ops of a block, and gives what it yields.
    fn block(&mut self, block: &Block) -> Result<Vec<Value>, Error> {
        for op in &block.ops {
            self.op(op).map_err(|error| match op.kind {
                Kind::For(_) | Kind::If(..) => error,
                _ => error.of(format_args!("'{}'", op.name)),
            })?;
        }
        let yields = block.yields.iter().map(|id| self.value(*id)).collect();
        for id in block.arguments.iter().chain(block.ops.iter().flat_map(|op| &op.results)) {
            self.values[*id] = None;
        }
        yields
    }

    fn op(&mut self, op: &Op) -> Result<(), Error> {
        let operands =
            op.operands.iter().map(|id| self.value(*id)).collect::<Result<Vec<_>, _>>()?;
        for id in &op.last_uses {
            self.values[*id] = None;
        }
        let results = self.results(op, operands)?;
        let free = matches!(op.kind, Kind::Constant { .. });
        for (id, value) in op.results.iter().zip(results) {
            let value = if free { value } else { self.charged(value) };
            self.set(*id, value);
        }
        self.check_scratchpad()?;
        for id in &op.drops {
            self.values[*id] = None;
        }
        Ok(())
    }

    /// The value with the bytes it takes.
    fn charged(&self, value: Value) -> Value {
        match value {
            Value::Tensor(tensor) if tensor.charge.is_none() => {
                let used = &self.memories.scratchpads[self.number].tensors;
                let charge = Some(Charge::new(used, tensor.ty.bytes()));
                Value::Tensor(Tensor { charge, ..tensor })
            }
            value => value,
        }
    }

    fn check_scratchpad(&mut self) -> Result<(), Error> {
        let pad = &self.memories.scratchpads[self.number];
        let used = pad.used();
        self.cycles.peak_scratchpad = self.cycles.peak_scratchpad.max(used);
        if used > pad.capacity {
            return Err(Error::new(format!(
                "the scratchpad overflows: {used} bytes are needed, and there are {}",
                pad.capacity
            )));
        }
        Ok(())
    }

    fn results(&mut self, op: &Op, operands: Vec<Value>) -> Result<Vec<Value>, Error> {
        Ok(match &op.kind {
            Kind::Constant { ty, tensor, value } => {
                vec![constant(ty, *tensor, value, self.simulator.numerics)]
            }
            Kind::TileId => self.tile_id(op.results.len()),
            Kind::MemoryView { .. } => vec![self.memory_view(&op.kind, &operands)?],
            Kind::DistributedView => vec![distributed_view(&operands)?],
            Kind::AccessTile { .. } | Kind::IndirectTile { .. } => {
                vec![access_tile(&op.kind, &operands)?]
            }
            Kind::Load { ty } => {
                let tile = operands[0].tile()?;
                let (data, bytes) = self.memories.load(tile)?;
                self.moves(bytes);
                vec![tensor(ty.clone(), data)]
            }
            Kind::Store => {
                let bytes =
                    self.memories.store(operands[1].tile()?, &operands[0].tensor()?.data)?;
                self.moves(bytes);
                vec![]
            }
            Kind::Structured(structured) => self.structured(structured, operands, false)?,
            Kind::Contraction { structured } => self.structured(structured, operands, true)?,
            Kind::Empty { ty } => {
                let fill = if self.simulator.poison { f32::NAN } else { 0.0 };
                vec![tensor(ty.clone(), Data::filled(ty.element, ty.count(), fill))]
            }
            Kind::For(body) => self.for_loop(body, operands)?,
            Kind::If(one, other) => {
                let holds = operands[0].integer()? != 0;
                drop(operands);
                self.block(if holds { one } else { other })?
            }
            Kind::Produce { producers, groups, body } => {
                vec![self.produce(op.results[0], producers, groups, body)?]
            }
            Kind::Consume { consumers, dependency, types } => {
                self.consume(operands[0].future()?, consumers, dependency.as_ref(), types)?
            }
            Kind::Reduce { consumers, dependency, combiner, types } => {
                self.reduce(&operands, consumers, dependency.as_ref(), combiner, types)?
            }
            kind => vec![reshaped(kind, operands)?],
        })
    }

    fn moves(&mut self, bytes: usize) {
        self.cycles.moves(&self.simulator.hardware, bytes, self.function.cores());
    }

    /// The place of a core, of which the first dimension is the fastest. One result alone is the
    /// place in the first dimension.
    fn tile_id(&self, results: usize) -> Vec<Value> {
        let mut rest = self.number;
        let mut place = vec![];
        for size in &self.function.grid {
            place.push(Value::Integer((rest % size) as i64));
            rest /= size;
        }
        place.resize(results, Value::Integer(0));
        place
    }

    fn memory_view(&self, kind: &Kind, operands: &[Value]) -> Result<Value, Error> {
        let Kind::MemoryView { sizes, strides, set, space, element } = kind else {
            return Err(unexpected("a view"));
        };
        let address = operands[0].integer()?;
        let dynamic = integers(&operands[1..])?;
        let dynamic_sizes: Vec<i64> =
            dynamic[..sizes.iter().filter(|size| **size == Extent::Dynamic).count()].to_vec();
        let mut dynamic = dynamic.into_iter();
        let sizes = extents(sizes, &mut dynamic)?;
        let strides = extents(strides, &mut dynamic)?;
        let box_of_sizes = || sizes.iter().map(|size| (0, *size)).collect();
        let bounds = set.as_ref().map(|set| set.bounds(&dynamic_sizes));
        let (bounds, set) = match (bounds, set) {
            (Some(Some(bounds)), _) => (bounds, None),
            (_, Some(set)) => (box_of_sizes(), Some((set.clone(), dynamic_sizes))),
            _ => (box_of_sizes(), None),
        };
        let home = match space {
            Space::Global => Home::Global,
            Space::Local(core) => Home::Core(core.unwrap_or(self.number)),
        };
        if let Home::Core(core) = home {
            let pad = self.memories.scratchpad(core)?;
            let last: i64 =
                sizes.iter().zip(&strides).map(|(size, stride)| (size - 1) * stride).sum();
            let bytes = |at: i64| {
                let at = usize::try_from(at * element.bytes() as i64);
                at.map_err(|_| Error::new("an address is negative"))
            };
            let (first, end) = (bytes(address)?, bytes(address + last + 1)?);
            if end > pad.capacity {
                return Err(Error::new(format!(
                    "bytes {first} to {end} are not in the scratchpad of {} bytes",
                    pad.capacity
                )));
            }
            pad.reserve(first, end);
        }
        let part = Part { home, address, strides, bounds, set };
        Ok(Value::View(Arc::new(View { parts: vec![part], element: *element })))
    }

    fn structured(
        &mut self,
        op: &Structured,
        mut operands: Vec<Value>,
        matrices: bool,
    ) -> Result<Vec<Value>, Error> {
        let elements = op.loops.iter().product::<usize>() as f64;
        let hardware = &self.simulator.hardware;
        if matrices {
            self.cycles.compute(hardware, Class::Matmul, elements);
        } else {
            for class in op.kernel.cost() {
                self.cycles.compute(hardware, class, elements);
            }
        }
        let numerics = self.simulator.numerics;
        if op.scalar && op.outputs.is_empty() {
            return scalars(op, &operands, numerics);
        }
        let inputs = operands.len() - if op.fresh { 0 } else { op.outputs.len() };
        let outs = operands.split_off(inputs);
        let mut outputs = vec![];
        let accumulators = op.kernel.inputs.len() - op.outputs.len();
        let mut types = vec![];
        if op.fresh {
            types.clone_from(&op.outputs);
            outputs.extend(types.iter().map(|ty| Data::zeros(ty.element, ty.count())));
        }
        for (number, (value, ty)) in outs.into_iter().zip(&op.outputs).enumerate() {
            types.push(ty.clone());
            let reads = op.reduction.contains(&true) || op.reads_output(accumulators + number);
            let covered =
                op.maps[op.maps.len() - op.outputs.len() + number].permutation().is_some();
            outputs.push(match reads || !covered {
                true => own(value)?.1,
                false => reuse(value, ty),
            });
        }
        let of = |value: &'_ Value| -> Result<(), Error> {
            matches!(value, Value::Float(_) | Value::Integer(_) | Value::Tensor(_))
                .then_some(())
                .ok_or_else(|| unexpected("a number or a tensor"))
        };
        operands.iter().try_for_each(of)?;
        let views: Vec<Operand> = operands
            .iter()
            .map(|value| match value {
                Value::Float(value) => Operand::Float(*value),
                Value::Integer(value) => Operand::Integer(*value),
                Value::Tensor(tensor) => Operand::Tensor(&tensor.data, &tensor.ty.sizes),
                _ => Operand::Integer(0),
            })
            .collect();
        match matrices {
            true => contract(op, &views, &mut outputs[0], numerics)?,
            false => run(op, &views, &mut outputs, numerics)?,
        }
        Ok(types.into_iter().zip(outputs).map(|(ty, data)| tensor(ty, data)).collect())
    }

    fn for_loop(&mut self, body: &Block, operands: Vec<Value>) -> Result<Vec<Value>, Error> {
        let [lower, upper, step] = [0, 1, 2].map(|place| operands[place].integer());
        let (lower, upper, step) = (lower?, upper?, step?);
        if step <= 0 {
            return Err(Error::new(format!("a loop goes on by {step}")).of("'scf.for'"));
        }
        let mut carried = operands;
        carried.drain(..3);
        let mut place = lower;
        while place < upper {
            if let Some((index, arguments)) = body.arguments.split_first() {
                self.set(*index, Value::Integer(place));
                for (id, value) in arguments.iter().zip(carried.drain(..)) {
                    let value = self.charged(value);
                    self.set(*id, value);
                }
            }
            carried = self.block(body)?;
            place += step;
        }
        Ok(carried)
    }

    /// The cores of a set of `(tile)[group]`.
    fn members(&self, set: &Set, group: i64) -> Vec<usize> {
        let symbols = vec![group; set.symbols];
        (0..self.function.cores()).filter(|core| set.contains(&[*core as i64], &symbols)).collect()
    }

    fn produce(
        &mut self,
        id: ValueId,
        producers: &Set,
        groups: &Set,
        body: &Block,
    ) -> Result<Value, Error> {
        let turn = self.turns.entry(id).or_default();
        *turn += 1;
        let turn = *turn;
        let own = self.number as i64;
        // A group has a producer at least, so that there are no more groups than cores.
        let mut mine = (0..self.function.cores() as i64).filter(|group| {
            groups.contains(&[*group], &[])
                && producers.contains(&[own], &vec![*group; producers.symbols])
        });
        let group = mine.next();
        if mine.next().is_some() {
            return Err(Error::new(format!("core {own} is a producer of several groups")));
        }
        let Some(group) = group else {
            return Ok(Value::Future(Arc::new(Future { op: id, turn, group, producers: vec![] })));
        };
        if let Some(argument) = body.arguments.first() {
            self.set(*argument, Value::Integer(group));
        }
        let values = self.block(body)?;
        let tensors = values.iter().map(|value| value.tensor().cloned());
        let tensors = tensors.collect::<Result<Vec<_>, _>>()?.into_iter();
        // On its way it is in nobody's scratchpad.
        let tensors = tensors.map(|tensor| Tensor { charge: None, ..tensor }).collect();
        self.exchange.post(Key { op: id, turn, core: self.number }, tensors);
        let producers = self.members(producers, group);
        Ok(Value::Future(Arc::new(Future { op: id, turn, group: Some(group), producers })))
    }

    /// The producers that a consumer needs.
    fn sources(&self, future: &Future, dependency: Option<&Set>, consumer: usize) -> Vec<usize> {
        let group = future.group.unwrap_or_default();
        let mut symbols = vec![consumer as i64, group];
        let needed = |producer: &usize| {
            dependency.is_none_or(|set| {
                symbols.truncate(set.symbols.min(2));
                set.contains(&[*producer as i64], &symbols)
            })
        };
        future.producers.iter().copied().filter(needed).collect()
    }

    /// What this core gets from each of its producers; None if it gets nothing.
    fn received(
        &mut self,
        future: &Future,
        consumers: &Set,
        dependency: Option<&Set>,
    ) -> Result<Option<Vec<Vec<Tensor>>>, Error> {
        let Some(group) = future.group else {
            return Err(Error::new(format!(
                "core {} consumes, but is in no group: that is not modelled",
                self.number
            )));
        };
        let consumers = self.members(consumers, group);
        if !consumers.contains(&self.number) {
            return Ok(None);
        }
        let mut values = vec![];
        for producer in self.sources(future, dependency, self.number) {
            let takes = |consumer: &&usize| {
                self.sources(future, dependency, **consumer).contains(&producer)
            };
            let takers = consumers.iter().filter(takes).count();
            let key = Key { op: future.op, turn: future.turn, core: producer };
            values.push(self.exchange.take(key, self.number, takers)?);
        }
        Ok(Some(values))
    }

    fn consume(
        &mut self,
        future: &Arc<Future>,
        consumers: &Set,
        dependency: Option<&Set>,
        types: &[TensorType],
    ) -> Result<Vec<Value>, Error> {
        let received = self.received(future, consumers, dependency)?;
        let Some(mut received) = received else { return Ok(undefined(types)) };
        if received.len() != 1 {
            return Err(Error::new(format!(
                "core {} has {} producers, not one",
                self.number,
                received.len()
            )));
        }
        let tensors = received.remove(0);
        let bytes = tensors.iter().map(|tensor| tensor.ty.bytes()).sum();
        self.cycles.sends(&self.simulator.hardware, bytes);
        Ok(tensors.into_iter().map(Value::Tensor).collect())
    }

    fn reduce(
        &mut self,
        operands: &[Value],
        consumers: &Set,
        dependency: Option<&Set>,
        combiner: &Block,
        types: &[TensorType],
    ) -> Result<Vec<Value>, Error> {
        let future = operands[0].future()?.clone();
        let received = self.received(&future, consumers, dependency)?;
        let Some(received) = received else { return Ok(undefined(types)) };
        // Every core sends each of its tiles around the whole ring.
        let bytes: usize = operands[1..].iter().flat_map(Value::tensor).map(|t| t.ty.bytes()).sum();
        self.cycles.sends(&self.simulator.hardware, bytes * (self.function.cores() - 1));
        let mut parts = received
            .into_iter()
            .map(|tensors| tensors.into_iter().map(Value::Tensor).collect::<Vec<_>>());
        let mut result = parts.next().unwrap_or_else(|| operands[1..].to_vec());
        for part in parts {
            for (id, value) in combiner.arguments.iter().zip(result.into_iter().chain(part)) {
                let value = self.charged(value);
                self.set(*id, value);
            }
            result = self.block(combiner)?;
        }
        let sized = result.into_iter().zip(types).map(|(value, ty)| match value {
            Value::Tensor(tensor) => Value::Tensor(Tensor { ty: ty.clone(), ..tensor }),
            value => value,
        });
        Ok(sized.collect())
    }
}

/// What a core gets that takes no part.
fn undefined(types: &[TensorType]) -> Vec<Value> {
    let nothing = |ty: &TensorType| Data::filled(ty.element, ty.count(), f32::NAN);
    types.iter().map(|ty| tensor(ty.clone(), nothing(ty))).collect()
}

fn distributed_view(operands: &[Value]) -> Result<Value, Error> {
    let views = operands.iter().map(Value::view).collect::<Result<Vec<_>, _>>()?;
    let parts = views.iter().flat_map(|view| &view.parts).map(Part::of_whole).collect();
    let element = views.first().ok_or_else(|| unexpected("a view"))?.element;
    Ok(Value::View(Arc::new(View { parts, element })))
}

fn access_tile(kind: &Kind, operands: &[Value]) -> Result<Value, Error> {
    let view = operands[0].view()?.clone();
    let with = |set: &Option<Set>, symbols: &[i64]| set.clone().map(|set| (set, symbols.to_vec()));
    let tile = match kind {
        Kind::AccessTile { origin, set, order, sizes } => {
            let rest = integers(&operands[1..])?;
            let (indices, symbols) = rest.split_at(origin.dims.min(rest.len()));
            AccessTile {
                view,
                sizes: sizes.clone(),
                order: order.clone(),
                set: with(set, symbols),
                places: Places::Direct { origin: origin.at(indices, &[]) },
            }
        }
        Kind::IndirectTile { subscripts, captured, set, order, sizes } => {
            let views = subscripts.iter().filter(|subscript| subscript.indirect).count();
            let index_views = operands[1..=views].iter().map(|view| view.view().cloned());
            let rest = integers(&operands[views + 1..])?;
            let (captured, symbols) = rest.split_at((*captured).min(rest.len()));
            AccessTile {
                view,
                sizes: sizes.clone(),
                order: order.clone(),
                set: with(set, symbols),
                places: Places::Indirect {
                    subscripts: subscripts.clone(),
                    index_views: index_views.collect::<Result<_, _>>()?,
                    captured: captured.to_vec(),
                },
            }
        }
        _ => return Err(unexpected("an access tile")),
    };
    Ok(Value::Tile(Arc::new(tile)))
}

/// Memory for a result that is written as a whole.
fn reuse(value: Value, ty: &TensorType) -> Data {
    if let Value::Tensor(tensor) = value
        && let Ok(data) = Arc::try_unwrap(tensor.data)
        && data.len() == ty.count()
        && matches!(data, Data::Floats(_)) == ty.element.is_float()
    {
        return data;
    }
    Data::zeros(ty.element, ty.count())
}

/// A kernel on scalars alone.
fn scalars(op: &Structured, operands: &[Value], numerics: Numerics) -> Result<Vec<Value>, Error> {
    let mut registers = crate::kernel::Registers::new(&op.kernel, 1);
    for (register, value) in operands.iter().enumerate() {
        match value {
            Value::Float(value) if op.kernel.element(register).is_float() => {
                registers.floats[register][0] = *value;
            }
            Value::Integer(value) if !op.kernel.element(register).is_float() => {
                registers.integers[register][0] = *value;
            }
            _ => return Err(unexpected("another scalar")),
        }
    }
    registers.run(&op.kernel, numerics, 1, &[]);
    let result = |register: &usize| match op.kernel.element(*register).is_float() {
        true => Value::Float(registers.floats[*register][0]),
        false => Value::Integer(registers.integers[*register][0]),
    };
    Ok(op.kernel.outputs.iter().map(result).collect())
}

/// An argument of a function as a value.
pub fn argument(element: Element, value: f64, numerics: Numerics) -> Value {
    if element.is_float() {
        return Value::Float(numerics.format(element).rounded(value as f32));
    }
    Value::Integer(element.wrap(value as i64))
}
