//! Elementwise ops, reductions and products of matrices.

use crate::{
    affine::Map,
    element::Numerics,
    error::Error,
    kernel::{Kernel, Operation, Registers, float_op, integer_op},
    program::Structured,
    tensor::Data,
};

/// How many elements a kernel does at once.
const WIDTH: usize = 1024;

/// An operand of an op.
#[derive(Clone, Copy, Debug)]
pub enum Operand<'a> {
    /// A float.
    Float(f32),
    /// An integer.
    Integer(i64),
    /// A tensor, with its sizes.
    Tensor(&'a Data, &'a [usize]),
}

/// How far elements are apart in each dimension of a dense tensor.
pub fn strides_of(sizes: &[usize]) -> Vec<usize> {
    let mut strides = vec![1; sizes.len()];
    for dim in (1..sizes.len()).rev() {
        strides[dim - 1] = strides[dim] * sizes[dim];
    }
    strides
}

/// Where the elements of an operand are: at `first`, and `steps` apart in each loop.
#[derive(Clone, Debug)]
struct Walk {
    first: i64,
    steps: Vec<i64>,
}

fn walk(map: &Map, sizes: &[usize], loops: usize) -> Option<Walk> {
    let mut walk = Walk { first: 0, steps: vec![0; loops] };
    for (expr, stride) in map.results.iter().zip(strides_of(sizes)) {
        let form = expr.linear(loops, &[])?;
        walk.first += form.constant * stride as i64;
        for (step, factor) in walk.steps.iter_mut().zip(form.factors) {
            *step += factor * stride as i64;
        }
    }
    Some(walk)
}

/// The elements of an operand that a map visits, one for each point of the loops.
fn visited(map: &Map, data: &Data, sizes: &[usize], loops: &[usize]) -> Data {
    let strides = strides_of(sizes);
    let count: usize = loops.iter().product();
    let mut places = Vec::with_capacity(count);
    let mut point = vec![0i64; loops.len()];
    for _ in 0..count {
        let at = map.results.iter().zip(&strides);
        let at = at.map(|(expr, stride)| expr.at(&point, &[]) * *stride as i64).sum::<i64>();
        places.push(usize::try_from(at).unwrap_or_default().min(data.len().saturating_sub(1)));
        advance(&mut point, loops);
    }
    match data {
        Data::Floats(values) => Data::Floats(places.iter().map(|place| values[*place]).collect()),
        Data::Integers(values) => {
            Data::Integers(places.iter().map(|place| values[*place]).collect())
        }
    }
}

/// The next point of a box, the last dimension fastest; how many dimensions from the last went on.
fn advance(point: &mut [i64], sizes: &[usize]) -> usize {
    for dim in (0..point.len()).rev() {
        point[dim] += 1;
        if point[dim] < sizes[dim] as i64 {
            return point.len() - dim;
        }
        point[dim] = 0;
    }
    point.len()
}

/// Loops with how every operand goes through them.
#[derive(Debug)]
struct Nest {
    sizes: Vec<usize>,
    reduction: Vec<bool>,
    walks: Vec<Option<Walk>>,
}

impl Nest {
    /// Makes one loop of two that follow each other, where no operand sees the difference.
    fn merge(&mut self) {
        let mut dim = 0;
        while dim < self.sizes.len() {
            if self.sizes[dim] == 1 {
                self.remove(dim);
                continue;
            }
            let Some(next) = dim.checked_add(1).filter(|next| *next < self.sizes.len()) else {
                break;
            };
            if self.sizes[next] == 1 {
                self.remove(next);
                continue;
            }
            let size = self.sizes[next] as i64;
            let joined = self.walks.iter().flatten().all(|w| w.steps[dim] == w.steps[next] * size);
            if self.reduction[dim] != self.reduction[next] || !joined {
                dim += 1;
                continue;
            }
            self.sizes[next] *= self.sizes[dim];
            self.remove(dim);
            dim = dim.saturating_sub(1);
        }
    }

    fn remove(&mut self, dim: usize) {
        self.sizes.remove(dim);
        self.reduction.remove(dim);
        for walk in self.walks.iter_mut().flatten() {
            walk.steps.remove(dim);
        }
    }
}

/// Runs an op. `outputs` are what its results start with, and become them.
///
/// # Errors
/// If an operand is of another type than the kernel takes.
pub fn run(
    op: &Structured,
    inputs: &[Operand],
    outputs: &mut [Data],
    numerics: Numerics,
) -> Result<(), Error> {
    let kernel = &op.kernel;
    let loops = op.loops.len();
    let mut gathered: Vec<Option<Data>> = vec![];
    let mut nest = Nest { sizes: op.loops.clone(), reduction: op.reduction.clone(), walks: vec![] };
    let tensors = inputs.len() - op.captured;
    for (number, input) in inputs.iter().enumerate() {
        let (mut own, mut steps) = (None, None);
        if let (Operand::Tensor(data, sizes), true) = (input, number < tensors) {
            steps = walk(&op.maps[number], sizes, loops);
            if steps.is_none() {
                own = Some(visited(&op.maps[number], data, sizes, &op.loops));
                steps = walk(&Map::identity(loops), &op.loops, loops);
            }
        }
        gathered.push(own);
        nest.walks.push(steps);
    }
    for (map, ty) in op.maps[tensors..].iter().zip(&op.outputs) {
        let steps = walk(map, &ty.sizes, loops);
        let steps = steps.ok_or_else(|| Error::new("a result is not indexed by an affine map"))?;
        nest.walks.push(Some(steps));
    }
    let places = kernel.code.iter().any(|step| matches!(step.operation, Operation::Index(_)));
    if !places {
        nest.merge();
    }
    if nest.sizes.contains(&0) {
        return Ok(());
    }
    let operands: Vec<Operand> = inputs
        .iter()
        .zip(&gathered)
        .map(|(input, own)| own.as_ref().map_or(*input, |own| Operand::Tensor(own, &[])))
        .collect();
    check_types(kernel, &operands)?;
    let mut loops = Loops::new(kernel, &nest, operands, numerics);
    loops.run(outputs);
    // What was combined may have more digits than its type.
    for (data, ty) in outputs.iter_mut().zip(&op.outputs) {
        if let (Data::Floats(values), true) = (data, loops.reduces) {
            numerics.round(ty.element, values);
        }
    }
    Ok(())
}

fn check_types(kernel: &Kernel, operands: &[Operand]) -> Result<(), Error> {
    for (operand, element) in operands.iter().zip(&kernel.inputs) {
        let float = matches!(operand, Operand::Float(_) | Operand::Tensor(Data::Floats(_), _));
        if float != element.is_float() {
            return Err(Error::new(format!("an operand is no {element:?}")));
        }
    }
    Ok(())
}

struct Loops<'a> {
    kernel: &'a Kernel,
    nest: &'a Nest,
    operands: Vec<Operand<'a>>,
    numerics: Numerics,
    registers: Registers,
    /// How each output is combined, if a kernel can be split so.
    combiners: Vec<(Operation, usize)>,
    reduces: bool,
    width: usize,
}

impl<'a> Loops<'a> {
    fn new(
        kernel: &'a Kernel,
        nest: &'a Nest,
        operands: Vec<Operand<'a>>,
        numerics: Numerics,
    ) -> Self {
        let inner = nest.sizes.last().copied().unwrap_or(1);
        let accumulators = kernel.inputs.len() - kernel.outputs.len();
        let reduces = nest.reduction.contains(&true);
        let combiners = (0..kernel.outputs.len())
            .map(|output| kernel.combiner(output, accumulators + output))
            .collect::<Option<Vec<_>>>()
            .filter(|_| reduces)
            .unwrap_or_default();
        // An accumulator that every step needs is not for several elements at once.
        let alone = combiners.is_empty() && nest.reduction.last() == Some(&true);
        let width = if alone { 1 } else { inner.clamp(1, WIDTH) };
        let registers = Registers::new(kernel, width);
        Loops { kernel, nest, operands, numerics, registers, combiners, reduces, width }
    }

    fn run(&mut self, outputs: &mut [Data]) {
        let nest = self.nest;
        let (outer, inner) = match nest.sizes.split_last() {
            Some((inner, outer)) => (outer, *inner),
            None => (&[][..], 1),
        };
        let mut point = vec![0i64; nest.sizes.len()];
        let rows: usize = outer.iter().product();
        for _ in 0..rows {
            for first in (0..inner).step_by(self.width) {
                if let Some(last) = point.last_mut() {
                    *last = first as i64;
                }
                self.strip(&point, (inner - first).min(self.width), outputs);
            }
            let dims = outer.len();
            advance(&mut point[..dims], outer);
        }
    }

    fn strip(&mut self, point: &[i64], width: usize, outputs: &mut [Data]) {
        for (register, operand) in self.operands.iter().enumerate() {
            let (at, step) = place(self.nest.walks[register].as_ref(), point);
            let operand = *operand;
            match operand {
                Operand::Float(value) => self.registers.floats[register][..width].fill(value),
                Operand::Integer(value) => self.registers.integers[register][..width].fill(value),
                Operand::Tensor(Data::Floats(values), _) => {
                    read(values, at, step, &mut self.registers.floats[register][..width]);
                }
                Operand::Tensor(Data::Integers(values), _) => {
                    read(values, at, step, &mut self.registers.integers[register][..width]);
                }
            }
        }
        let first = self.operands.len();
        for (output, data) in outputs.iter().enumerate() {
            let register = first + output;
            let (at, step) = place(self.nest.walks[register].as_ref(), point);
            match data {
                Data::Floats(values) => {
                    read(values, at, step, &mut self.registers.floats[register][..width]);
                }
                Data::Integers(values) => {
                    read(values, at, step, &mut self.registers.integers[register][..width]);
                }
            }
        }
        self.registers.run(self.kernel, self.numerics, width, point);
        for (output, data) in outputs.iter_mut().enumerate() {
            let (at, step) = place(self.nest.walks[first + output].as_ref(), point);
            let result = self.kernel.outputs[output];
            let element = self.kernel.element(result);
            match (data, self.combiners.get(output)) {
                (Data::Floats(own), Some((Operation::Binary(by), value))) => {
                    let values = &self.registers.floats[*value][..width];
                    combine(own, at, step, values, |a, b| float_op(*by, a, b));
                }
                (Data::Integers(own), Some((Operation::IntegerBinary(by), value))) => {
                    let values = &self.registers.integers[*value][..width];
                    let with = |a, b| element.wrap(integer_op(*by, element, a, b));
                    combine(own, at, step, values, with);
                }
                (Data::Floats(own), _) => {
                    write(own, at, step, &self.registers.floats[result][..width]);
                }
                (Data::Integers(own), _) => {
                    write(own, at, step, &self.registers.integers[result][..width]);
                }
            }
        }
    }
}

/// Where an operand is at a point, and how far elements are apart in the innermost loop.
fn place(walk: Option<&Walk>, point: &[i64]) -> (usize, usize) {
    let Some(walk) = walk else { return (0, 0) };
    let at = walk.steps.iter().zip(point).map(|(step, place)| step * place).sum::<i64>();
    let step = walk.steps.last().copied().unwrap_or_default();
    ((walk.first + at) as usize, step as usize)
}

fn read<T: Copy>(values: &[T], at: usize, step: usize, out: &mut [T]) {
    match step {
        0 => out.fill(values[at]),
        1 => out.copy_from_slice(&values[at..at + out.len()]),
        _ => {
            for (lane, out) in out.iter_mut().enumerate() {
                *out = values[at.wrapping_add(lane.wrapping_mul(step))];
            }
        }
    }
}

fn write<T: Copy>(own: &mut [T], at: usize, step: usize, values: &[T]) {
    if step == 1 {
        own[at..at + values.len()].copy_from_slice(values);
        return;
    }
    for (lane, value) in values.iter().enumerate() {
        own[at.wrapping_add(lane.wrapping_mul(step))] = *value;
    }
}

/// Combines values with accumulators, or all with one.
fn combine<T: Copy>(own: &mut [T], at: usize, step: usize, values: &[T], with: impl Fn(T, T) -> T) {
    if step != 0 {
        for (lane, value) in values.iter().enumerate() {
            let own = &mut own[at.wrapping_add(lane.wrapping_mul(step))];
            *own = with(*own, *value);
        }
        return;
    }
    // Several at a time, as adders do: it is faster, and more exact.
    const LANES: usize = 16;
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut total = own[at];
    if let Some((first, others)) = chunks.split_first() {
        let mut lanes = *first;
        for chunk in others {
            for lane in 0..LANES {
                lanes[lane] = with(lanes[lane], chunk[lane]);
            }
        }
        let mut half = LANES / 2;
        while half > 0 {
            for lane in 0..half {
                lanes[lane] = with(lanes[lane], lanes[lane + half]);
            }
            half /= 2;
        }
        total = with(total, lanes[0]);
    }
    own[at] = rest.iter().fold(total, |total, value| with(total, *value));
}

/// The loops of a product of matrices, by where they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContractionLoops {
    /// In all operands.
    batch: Vec<usize>,
    /// In the first and the result.
    rows: Vec<usize>,
    /// In the second and the result.
    columns: Vec<usize>,
    /// In the two inputs.
    summed: Vec<usize>,
}

/// The loops of an op that multiplies two inputs and adds what it gets; None if it does not.
pub fn contraction(op: &Structured) -> Option<ContractionLoops> {
    use crate::kernel::Binary;
    let [a, b, out] = &op.maps[..] else { return None };
    if op.captured != 0 || !op.reduction.contains(&true) {
        return None;
    }
    let kernel = &op.kernel;
    let (by, product) = kernel.combiner(0, 2)?;
    let mut step = kernel.code.get(product.checked_sub(3)?)?;
    // What is multiplied in another type.
    while let Operation::Convert { from, .. } = step.operation
        && from.is_float()
    {
        step = kernel.code.get(step.operands[0].checked_sub(3)?)?;
    }
    let source = |mut register: usize| {
        while let Some(step) = register.checked_sub(3).and_then(|number| kernel.code.get(number)) {
            match step.operation {
                Operation::Convert { from, .. } if from.is_float() => register = step.operands[0],
                _ => return None,
            }
        }
        Some(register)
    };
    let multiplied = step.operation == Operation::Binary(Binary::Mul)
        && source(step.operands[0]) == Some(0)
        && source(step.operands[1]) == Some(1);
    if by != Operation::Binary(Binary::Add) || !multiplied {
        return None;
    }
    let [a, b, out] = [a.projection()?, b.projection()?, out.projection()?];
    let mut loops = ContractionLoops::default();
    for dim in 0..op.loops.len() {
        let of = [&a, &b, &out].map(|map| map.contains(&dim));
        let kind = match of {
            [true, true, true] => &mut loops.batch,
            [true, false, true] => &mut loops.rows,
            [false, true, true] => &mut loops.columns,
            [true, true, false] => &mut loops.summed,
            _ => return None,
        };
        kind.push(dim);
        if op.reduction[dim] == of[2] {
            return None;
        }
    }
    Some(loops)
}

/// Runs a product of matrices; the sums are of single precision.
///
/// # Errors
/// If an operand is no tensor of floats.
pub fn contract(
    op: &Structured,
    inputs: &[Operand],
    output: &mut Data,
    numerics: Numerics,
) -> Result<(), Error> {
    let wrong = || Error::new("a product of matrices is of tensors of floats");
    let loops = contraction(op).ok_or_else(wrong)?;
    let packed = |operand: usize, kinds: [&[usize]; 3]| -> Result<Vec<f32>, Error> {
        let Some(Operand::Tensor(Data::Floats(values), sizes)) = inputs.get(operand) else {
            return Err(wrong());
        };
        let order = kinds.concat();
        pack(values, &op.maps[operand], sizes, &op.loops, &order).ok_or_else(wrong)
    };
    let a = packed(0, [&loops.batch, &loops.rows, &loops.summed])?;
    let b = packed(1, [&loops.batch, &loops.summed, &loops.columns])?;
    let size = |dims: &[usize]| dims.iter().map(|dim| op.loops[*dim]).product::<usize>();
    let (batch, m) = (size(&loops.batch), size(&loops.rows));
    let (n, k) = (size(&loops.columns), size(&loops.summed));
    let Data::Floats(own) = output else { return Err(wrong()) };
    let order = [&loops.batch[..], &loops.rows, &loops.columns].concat();
    let map = &op.maps[2];
    let sizes = &op.outputs[0].sizes;
    let mut c = pack(own, map, sizes, &op.loops, &order).ok_or_else(wrong)?;
    for place in 0..batch {
        let a = &a[place * m * k..][..m * k];
        let b = &b[place * k * n..][..k * n];
        multiply(a, b, &mut c[place * m * n..][..m * n], [m, n, k]);
    }
    numerics.round(op.outputs[0].element, &mut c);
    let places = packed_places(map, sizes, &op.loops, &order).ok_or_else(wrong)?;
    match places {
        None => own.copy_from_slice(&c),
        Some(places) => places.iter().zip(c).for_each(|(place, value)| own[*place] = value),
    }
    Ok(())
}

/// Where the elements of an operand are in the order of loops; None inside if they are there.
fn packed_places(
    map: &Map,
    sizes: &[usize],
    loops: &[usize],
    order: &[usize],
) -> Option<Option<Vec<usize>>> {
    let walk = walk(map, sizes, loops.len())?;
    let extents: Vec<usize> = order.iter().map(|dim| loops[*dim]).collect();
    let steps: Vec<i64> = order.iter().map(|dim| walk.steps[*dim]).collect();
    let dense = strides_of(&extents);
    let same =
        |((step, dense), size): ((&i64, &usize), &usize)| *step == *dense as i64 || *size == 1;
    if walk.first == 0 && steps.iter().zip(&dense).zip(&extents).all(same) {
        return Some(None);
    }
    let count = extents.iter().product();
    let mut point = vec![0; order.len()];
    let places = (0..count).map(|_| {
        let at = steps.iter().zip(&point).map(|(step, place)| step * place).sum::<i64>();
        advance(&mut point, &extents);
        at as usize
    });
    Some(Some(places.collect()))
}

fn pack(
    values: &[f32],
    map: &Map,
    sizes: &[usize],
    loops: &[usize],
    order: &[usize],
) -> Option<Vec<f32>> {
    Some(match packed_places(map, sizes, loops, order)? {
        None => values.to_vec(),
        Some(places) => places.iter().map(|place| values[*place]).collect(),
    })
}

/// `c += a * b`, four rows at a time.
fn multiply(a: &[f32], b: &[f32], c: &mut [f32], [m, n, k]: [usize; 3]) {
    if n == 0 || m == 0 {
        return;
    }
    for (rows, c) in (0..m).step_by(4).zip(c.chunks_mut(4 * n)) {
        let mut c: Vec<&mut [f32]> = c.chunks_mut(n).collect();
        for (step, b) in (0..k).zip(b.chunks(n)) {
            if let [c0, c1, c2, c3] = &mut c[..] {
                let [a0, a1, a2, a3] = [0, 1, 2, 3].map(|row| a[(rows + row) * k + step]);
                let outs = c0.iter_mut().zip(c1.iter_mut()).zip(c2.iter_mut()).zip(c3.iter_mut());
                for ((((c0, c1), c2), c3), b) in outs.zip(b) {
                    *c0 += a0 * b;
                    *c1 += a1 * b;
                    *c2 += a2 * b;
                    *c3 += a3 * b;
                }
                continue;
            }
            for (row, c) in c.iter_mut().enumerate() {
                let a = a[(rows + row) * k + step];
                c.iter_mut().zip(b).for_each(|(c, b)| *c += a * b);
            }
        }
    }
}
