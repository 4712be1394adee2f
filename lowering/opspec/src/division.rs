//! Which core does which part of an iteration space.
//!
//! Slices always divide a dimension evenly, a dimension of lanes by whole sticks. First, dimensions
//! are divided until what a core reaches of each tensor is within [`SPAN`]. Then a model of the cost
//! of products of matrices, or the sizes alone, divide what is left.
//!
//! The rules and the constants of the model are those of Torch-Spyre, measured on the hardware.

use thiserror::Error;

use crate::spec::{Arg, Dim, OpSpec};

/// The cores of a Spyre.
pub const CORES: i64 = 32;

/// How many bytes of a tensor a core can reach: 65535 pages of 4 KiB.
pub const SPAN: i64 = 65535 * 4096;

/// How many values a core finds in `topk`.
const TOP: i64 = 4;

/// What keeps an op from being divided.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DivisionError {
    /// A core would have to reach more than [`SPAN`].
    #[error(
        "{op}: a core reaches {bytes} bytes of operand {operand}, more than the {SPAN} that it can, \
         however it is divided"
    )]
    Span {
        /// The OpFunc.
        op: String,
        /// The number of the tensor; the output's comes after the inputs'.
        operand: usize,
        /// What it would reach.
        bytes: i64,
    },
}

/// How ops are divided.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// How many cores there are.
    pub cores: i64,
    /// Whether the model of their cost divides products of matrices. If not, they are divided by
    /// their sizes, as Torch-Spyre divides those of attention.
    pub model: bool,
    /// Whether cores may each reduce a part of a dimension, other than in a product of matrices,
    /// where the unit adds what cores have. Torch-Spyre did so, and later took it back: for other
    /// reductions nothing combines the parts.
    pub partial: bool,
    /// Whether cores may each add up a part of the inner dimension of a product of matrices.
    pub inner: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Rules { cores: CORES, model: true, partial: true, inner: true }
    }
}

/// Divides an op among cores, at most so many, as Torch-Spyre does.
pub fn divide(op: &mut OpSpec, cores: i64) -> Result<(), DivisionError> {
    Rules { cores, ..Rules::default() }.divide(op)
}

impl Rules {
    /// Divides an op among cores.
    pub fn divide(&self, op: &mut OpSpec) -> Result<(), DivisionError> {
        reduce_spans(op, self.cores)?;
        let undivided = op.cores() == 1;
        let matmul = Matmul::of(op).filter(|_| self.model && undivided);
        let modelled = matmul.and_then(|matmul| matmul.cheapest(self.cores, self.inner));
        self.distribute(op);
        if let Some(slices) = modelled
            && slices.iter().product::<i64>() >= op.cores()
        {
            set(&mut op.dims, &slices);
        }
        Ok(())
    }

    /// Divides what is not divided yet by the sizes of the dimensions alone: those of the output
    /// take the most slices that they can, long ones first, then one reduced dimension.
    fn distribute(&self, op: &mut OpSpec) {
        let mut left = self.cores / op.cores();
        let free = |op: &OpSpec, dim: usize| op.dims[dim].slices == 1 && !is_whole(op, dim);
        let mut kept: Vec<usize> =
            (0..op.dims.len()).filter(|&dim| is_kept(op, dim) && free(op, dim)).collect();
        kept.sort_by_key(|&dim| std::cmp::Reverse(op.parts(dim)));
        for dim in kept {
            let slices = widest(op, dim, left);
            op.dims[dim].slices = slices;
            left /= slices;
        }
        let reduced: Vec<usize> = (0..op.dims.len()).filter(|&dim| is_reduced(op, dim)).collect();
        let divided = reduced.iter().any(|&dim| op.dims[dim].slices > 1);
        if divided || !(if op.is_matmul() { self.inner } else { self.partial }) {
            return;
        }
        let slices = reduced.iter().filter(|&&dim| free(op, dim));
        let slices = slices.map(|&dim| (widest(op, dim, left), dim));
        let most = slices.reduce(|most, next| if next.0 > most.0 { next } else { most });
        if let Some((slices, dim)) = most {
            op.dims[dim].slices = slices;
        }
    }
}

fn set(dims: &mut [Dim], slices: &[i64]) {
    for (dim, &slices) in dims.iter_mut().zip(slices) {
        dim.slices = slices;
    }
}

fn divisors(number: i64) -> impl Iterator<Item = i64> {
    (1..=number).filter(move |divisor| number % divisor == 0)
}

/// The most slices of a dimension, at most so many.
fn widest(op: &OpSpec, dim: usize, most: i64) -> i64 {
    let parts = op.parts(dim);
    if is_top(op, dim) && parts > TOP {
        let few = divisors(parts).find(|slices| parts / slices <= TOP);
        return few.filter(|&slices| slices <= most).unwrap_or(1);
    }
    divisors(parts).take_while(|&slices| slices <= most).last().unwrap_or(1)
}

/// Whether a dimension says which stick or row of the output is written.
fn is_kept(op: &OpSpec, dim: usize) -> bool {
    let output = &op.output.coordinates;
    output[..output.len().saturating_sub(1)].iter().any(|coordinate| coordinate.uses(dim))
}

fn is_reduced(op: &OpSpec, dim: usize) -> bool {
    !op.output.uses(dim)
}

/// Whether a dimension is the one of what `topk` found.
fn is_top(op: &OpSpec, dim: usize) -> bool {
    op.op.starts_with("topk") && !op.inputs.iter().any(|input| input.uses(dim))
}

/// Whether a dimension must not be divided.
fn is_whole(op: &OpSpec, dim: usize) -> bool {
    let indirect = op.args().any(Arg::is_indirect);
    let padded = |dim: usize| op.dims[dim].size % op.lanes(dim) != 0;
    let windows = || op.inputs.iter().flat_map(|arg| &arg.coordinates);
    let mut windows = windows().filter_map(|place| op.window(place));
    // Nothing puts together what parts of a window find, and cores would take the wrong rows where a
    // convolution has strides.
    let window = windows.any(|window| {
        window.inside == dim || (window.along == dim && window.stride > 1 && op.op == "conv2d")
    });
    // What a core has of it is not masked.
    let reduced = is_reduced(op, dim) && (padded(dim) || op.op.starts_with("topk"));
    let moved = op.op == "ReStickifyOpHBM" && (0..op.dims.len()).any(padded);
    let weights = op.op.starts_with("qfp8wt") && op.lanes(dim) > 1;
    indirect || window || reduced || moved || weights
}

/// How many bytes of a tensor lie between the first and the last that a core reaches, and the
/// dimension of the device that says so: the outermost along which there is more than one place.
pub(crate) fn span(op: &OpSpec, arg: &Arg) -> (i64, usize) {
    for (dim, coordinate) in arg.coordinates.iter().enumerate() {
        let extent = coordinate.extent(|dim| op.per_core(dim));
        if extent > 1 {
            return (extent * arg.stride(dim) * arg.format.bytes(), dim);
        }
    }
    (0, 0)
}

/// Divides dimensions until what a core reaches of each tensor is within [`SPAN`].
fn reduce_spans(op: &mut OpSpec, cores: i64) -> Result<(), DivisionError> {
    for dim in &mut op.dims {
        dim.slices = 1;
    }
    for operand in 0..=op.inputs.len() {
        loop {
            let arg = op.inputs.get(operand).unwrap_or(&op.output);
            let (bytes, dim) = span(op, arg);
            if bytes <= SPAN {
                break;
            }
            let slices = narrowest(op, arg, dim, cores);
            let Some(slices) = slices else {
                return Err(DivisionError::Span { op: op.op.clone(), operand, bytes });
            };
            set(&mut op.dims, &slices);
        }
    }
    Ok(())
}

/// The fewest slices of the dimensions that a coordinate depends on with which a tensor's span is
/// within [`SPAN`], or if there are none those with the smallest span; None if it gets no smaller.
fn narrowest(op: &OpSpec, arg: &Arg, coordinate: usize, cores: i64) -> Option<Vec<i64>> {
    let mut best: Option<(bool, i64, Vec<i64>)> = None;
    let now = span(op, arg);
    let mut trial = op.clone();
    let dims: Vec<usize> = arg.coordinates[coordinate].terms.iter().map(|term| term.dim).collect();
    let may = |dim: usize, slices: i64| {
        slices == op.dims[dim].slices
            || (!is_whole(op, dim) && slices % op.dims[dim].slices == 0 && slices <= cores)
    };
    let choices = dims
        .iter()
        .map(|&dim| divisors(op.parts(dim)).filter(|&slices| may(dim, slices)).collect());
    for choice in product(choices.collect()) {
        for (&dim, &slices) in dims.iter().zip(&choice) {
            trial.dims[dim].slices = slices;
        }
        let reduced = (0..trial.dims.len()).filter(|&dim| is_reduced(&trial, dim));
        let divided = reduced.filter(|&dim| trial.dims[dim].slices > 1).count();
        let next = span(&trial, arg);
        if trial.cores() > cores || divided > 1 || next == now {
            continue;
        }
        let fits = next.0 <= SPAN;
        let better = best.as_ref().is_none_or(|(fitted, bytes, _)| match (fits, fitted) {
            (true, true) => next.0 > *bytes,
            (false, false) => next.0 < *bytes,
            (fits, _) => fits,
        });
        if better {
            best = Some((fits, next.0, trial.dims.iter().map(|dim| dim.slices).collect()));
        }
    }
    best.map(|(_, _, slices)| slices)
}

/// Every choice of one of each, the last varying fastest.
fn product(choices: Vec<Vec<i64>>) -> Vec<Vec<i64>> {
    choices.into_iter().fold(vec![vec![]], |product, choices| {
        let extended = |start: Vec<i64>| {
            choices.iter().map(move |&choice| [start.as_slice(), &[choice]].concat())
        };
        product.into_iter().flat_map(extended).collect()
    })
}

/// `max(0, log2(ratio))`.
fn doublings(ratio: f64) -> f64 {
    ratio.log2().max(0.0)
}

/// A product of matrices whose division a model of its cost can choose.
struct Matmul<'a> {
    op: &'a OpSpec,
    /// The dimensions of batches: of both factors, or more rows of one.
    batches: Vec<usize>,
    rows: usize,
    columns: usize,
    inner: usize,
    /// Whether one matrix of weights multiplies all batches.
    shared: bool,
}

impl<'a> Matmul<'a> {
    fn of(op: &'a OpSpec) -> Option<Self> {
        let ([left, right], true) = (op.inputs.as_slice(), op.is_matmul()) else { return None };
        let (inner, columns) = (left.stick()?, right.stick()?);
        let others = || (0..op.dims.len()).filter(|&dim| dim != inner && dim != columns);
        let rows = others().rfind(|&dim| left.uses(dim) && !right.uses(dim))?;
        let batches: Vec<usize> = others().filter(|&dim| dim != rows).collect();
        let shared = !batches.iter().any(|&dim| right.uses(dim));
        let divisible = op.parts(columns) > 1;
        divisible.then_some(Matmul { op, batches, rows, columns, inner, shared })
    }

    /// The slices of the op's dimensions that cost least, the inner one divided or not.
    fn cheapest(&self, cores: i64, inner: bool) -> Option<Vec<i64>> {
        let weights = self.op.op == "batchmatmulfp8";
        let order = self.batches.iter().copied().chain([self.rows, self.columns, self.inner]);
        let order: Vec<usize> = order.collect();
        let choices = order.iter().map(|&dim| {
            let whole = weights || !inner;
            let most = if whole && dim == self.inner { 1 } else { cores };
            divisors(self.op.parts(dim)).take_while(|&slices| slices <= most).collect()
        });
        let mut best: Option<(f64, Vec<i64>)> = None;
        for choice in product(choices.collect()) {
            if choice.iter().product::<i64>() > cores {
                continue;
            }
            let mut slices = vec![1; self.op.dims.len()];
            for (&dim, &parts) in order.iter().zip(&choice) {
                slices[dim] = parts;
            }
            let cost = self.microseconds(&slices, cores);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, slices));
            }
        }
        best.map(|(_, slices)| slices)
    }

    /// What a division costs. The time of the matrix unit and of the memory are modelled; the other
    /// terms are penalties, fitted to measurements, for shapes that the unit is bad at.
    fn microseconds(&self, slices: &[i64], cores: i64) -> f64 {
        let size = |dim: usize| self.op.dims[dim].size as f64;
        let batches: f64 = self.batches.iter().map(|&dim| size(dim)).product();
        let (rows, columns, inner) = (size(self.rows), size(self.columns), size(self.inner));
        let b = self.batches.iter().map(|&dim| slices[dim]).product::<i64>() as f64;
        let [m, n, k] = [self.rows, self.columns, self.inner].map(|dim| slices[dim] as f64);
        let (cores, used) = (cores as f64, b * m * n * k);

        let tile_rows = rows / m;
        // The unit takes 8 rows at once and is busy from 5 times on.
        let busy = ((tile_rows / 8.0).max(1.0) / 5.0).powf(0.25).min(1.0);
        let compute = batches * rows * columns * inner / used / (1_536_000.0 * busy);
        let (weights, readers) = if self.shared { (1.0, m.max(n)) } else { (batches, n) };
        let elements =
            batches * rows * inner + weights * inner * columns + batches * rows * columns;
        let memory = 2.0 * elements / 204_800.0 * (readers / 8.0).powf(0.75).max(1.0);
        let sums = (k - 1.0) * batches * rows * columns / (b * m * n);
        let sums = sums * if self.shared { 1e-3 } else { 1e-4 };

        let wanted = (rows / 32.0).max(1.0).min(cores / 2.0).max(4.0);
        let mut penalty = 10.0 * doublings(wanted / m)
            + 30.0 * doublings(16.0 / tile_rows)
            + 25.0 * doublings(columns / n / 512.0)
            + 150.0 * doublings(cores / used);
        let tall = if tile_rows >= 16.0 { 1.0 } else { 0.0 };
        let deep = doublings(inner / columns) * n.log2();
        if self.shared {
            let narrow = doublings(4096.0 / columns) * doublings(columns / n / 128.0);
            penalty += tall * narrow * 5.0 + deep * 10.0;
        } else {
            penalty += tall * deep * 20.0 + 10.0 * doublings(b);
        }
        compute + memory + sums + penalty
    }
}
