//! An op in the terms of SuperDSC: dimensions with names, and tensors with what of each dimension
//! they have.

use tricast_spyre::element::Format as Code;

use crate::layout::Format;
use crate::opfunc::{Kind, OpFunc};
use crate::spec::{Arg, Coordinate, Kernel, OpSpec, Place, Window};
use crate::view::View;

/// What the dimensions of most ops are called, but for the last.
const NAMES: [&str; 7] = ["mb", "x", "y", "i", "j", "ki", "kj"];
/// What the last ones of a product of matrices are called.
const MATMUL: [&str; 7] = ["ki", "kj", "y", "x", "mb", "out", "in"];
const POOL: [&str; 6] = ["mb", "i", "j", "out", "ki", "kj"];
const CONV: [&str; 7] = ["mb", "i", "j", "out", "in", "ki", "kj"];

/// The constant of what masked lanes are taken to be.
pub const MASK: &str = "samv-maskvalue";

/// An op in the terms of SuperDSC.
#[derive(Clone, Debug)]
pub struct Description {
    /// The OpFunc, as the cores know it: `sumnonstick`, `shuffle`.
    pub func: String,
    /// Whether the matrix unit does it.
    pub matrix: bool,
    /// The dimensions, in the order of the iteration space. One of lanes is the last if no tensor
    /// has lanes along another.
    pub axes: Vec<Axis>,
    /// The dimensions, the one first whose slices are on neighbouring cores.
    pub fastest: Vec<usize>,
    /// Which slice of each dimension a core has, by core.
    pub cores: Vec<Vec<i64>>,
    /// What it reads and, last, what it writes.
    pub tensors: Vec<Tensor>,
    /// The layouts of tensors, in the order in which tensors have them.
    pub classes: Vec<Class>,
    /// The tensors that it reads as operands.
    pub reads: Vec<usize>,
    /// The tensors of indices.
    pub indices: Vec<usize>,
    /// The dimension whose lanes are masked, from which on, and how many.
    pub mask: Option<(usize, i64, i64)>,
    /// The constants: name and code.
    pub constants: Vec<(String, u32)>,
    /// The windows that go along dimensions of an image, which is the first tensor.
    pub windows: Vec<Spanned>,
    /// The format of what it computes with.
    pub format: Format,
}

/// A window, and what it goes along.
#[derive(Clone, Copy, Debug)]
pub struct Spanned {
    /// The window.
    pub window: Window,
    /// How many elements of the image lie under windows.
    pub span: i64,
    /// How many of those a core has.
    pub per_core: i64,
    /// How many elements the image has.
    pub total: i64,
}

/// A dimension.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    /// Its name.
    pub name: &'static str,
    /// How many elements it has, the last stick filled.
    pub size: i64,
    /// Among how many cores it is divided.
    pub slices: i64,
}

impl Axis {
    /// How many elements a core has.
    pub fn per_core(&self) -> i64 {
        self.size / self.slices
    }
}

/// What tensors of the same dimensions and sticks share.
#[derive(Clone, Debug)]
pub struct Class {
    /// `OUTPUT`, `KERNEL`, `INPUT` or `KERNEL_IDX`.
    pub label: &'static str,
    /// Its dimensions, the fastest first, without lanes.
    pub order: Vec<usize>,
    /// The dimension of the lanes.
    pub stick: usize,
    /// How many lanes there are.
    pub lanes: i64,
}

/// A tensor.
#[derive(Clone, Debug)]
pub struct Tensor {
    /// The number of its layout.
    pub class: usize,
    /// Its dimensions, the fastest first, without lanes.
    pub order: Vec<usize>,
    /// What it has of each dimension, in the order of its layout.
    pub parts: Vec<Part>,
    /// How an element is stored.
    pub format: Format,
    /// Where it is.
    pub place: Place,
    /// Its part in an access by indices.
    pub indirect: Indirect,
    /// How many more elements of a dimension it has than the op reads or writes.
    pub gaps: Vec<(usize, i64)>,
    /// If other cores have it than those that the op is divided among: which slice of each
    /// dimension, in the order of its layout, a core has.
    pub owners: Option<Vec<Vec<i64>>>,
}

/// What a tensor has of a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// `1`: all of it; `-1`: one element; `-2`: one lane of a stick.
    pub scale: i64,
    /// Among how many cores it is divided.
    pub slices: i64,
    /// How many elements a core has.
    pub per_core: i64,
    /// How far the first element of a core is from that of the one before.
    pub step: i64,
    /// Whether windows go along it.
    pub window: bool,
}

/// A tensor's part in an access by indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indirect {
    /// None.
    No,
    /// It has the indices of a tensor.
    Index(usize),
    /// It is read or written at the indices that a tensor has, along a dimension.
    Value(usize, usize),
}

impl Description {
    /// Describes an op of a kernel that has been validated.
    pub fn new(kernel: &Kernel, index: usize) -> Description {
        Describer::new(kernel, index).describe()
    }
}

struct Describer<'a> {
    kernel: &'a Kernel,
    index: usize,
    op: &'a OpSpec,
    args: Vec<&'a Arg>,
    kind: Kind,
    axes: Vec<Axis>,
    /// The dimension of the lanes, of tensors that have one value a stick too.
    stick: usize,
    /// The dimension that the iteration space lacks, if it does.
    synthetic: Option<usize>,
}

impl<'a> Describer<'a> {
    fn new(kernel: &'a Kernel, index: usize) -> Self {
        let op = &kernel.ops[index];
        let kind = OpFunc::of(&op.op).map_or(Kind::Pointwise, |func| func.kind);
        let mut axes = axes(op, kind);
        let stick = op.values().find_map(Arg::stick);
        let mut synthetic = None;
        if stick.is_none() {
            let lanes = op.values().map(Arg::lanes).max().unwrap_or(1);
            synthetic = Some(axes.len());
            axes.push(Axis { name: NAMES[axes.len().min(6)], size: lanes, slices: 1 });
        } else if kind == Kind::TopK && (0..op.dims.len()).all(|dim| op.inputs[0].uses(dim)) {
            // One value is found: the output has a dimension of one that the input lacks.
            synthetic = Some(axes.len());
            axes.push(Axis { name: NAMES[axes.len().min(6)], size: 1, slices: 1 });
        }
        let stick = stick.or(synthetic).unwrap_or_default();
        let args = op.args().collect();
        Describer { kernel, index, op, args, kind, axes, stick, synthetic }
    }

    fn describe(self) -> Description {
        let (fastest, cores) = self.cores();
        let (mut classes, mut tensors) = (vec![], vec![]);
        let reference = self.reference();
        for number in 0..self.args.len() {
            let order = self.order(number, &reference);
            let tensor = self.tensor(number, order, &mut classes);
            tensors.push(tensor);
        }
        let mut func = self.op.op.clone();
        if let Some((source, target)) = self.moved(&classes, &tensors, &cores) {
            func = "shuffle".to_owned();
            tensors[0] = source;
            tensors[1] = target;
        }
        let indices: Vec<usize> =
            (0..self.args.len()).filter(|&number| self.op.is_index(number)).collect();
        let reads = (0..self.args.len() - 1).filter(|number| !indices.contains(number));
        let mut reads: Vec<usize> = reads.collect();
        let output = tensors.last().expect("an op writes a tensor");
        if self.kind == Kind::Reduction {
            let sparse = output.parts.iter().any(|part| part.scale == -2);
            // What is accumulated is an operand too.
            reads.push(tensors.len() - 1);
            if !sparse {
                func.push_str("nonstick");
            }
        }
        let format = reads.first().map_or(output.format, |&read| tensors[read].format);
        let mask = self.mask();
        let mut constants: Vec<(String, u32)> = self
            .op
            .constants
            .iter()
            .map(|(name, value)| (name.clone(), code(*value, format)))
            .collect();
        if mask.is_some() {
            constants.push((MASK.to_owned(), code(self.neutral(), format)));
        }
        let matrix = OpFunc::of(&self.op.op).is_some_and(OpFunc::is_matrix);
        let windows = self.windows();
        let axes = self.axes;
        Description {
            windows,
            func,
            matrix,
            axes,
            fastest,
            cores,
            tensors,
            classes,
            reads,
            indices,
            mask,
            constants,
            format,
        }
    }

    /// The dimensions, the one first whose slices are on neighbouring cores, and which slice of each
    /// a core has.
    fn cores(&self) -> (Vec<usize>, Vec<Vec<i64>>) {
        let (mut fastest, mut cores) = (self.op.fastest(), self.op.slices_by_core());
        // A dimension that the iteration space lacks is not divided.
        fastest.extend(self.synthetic);
        cores.iter_mut().for_each(|core| core.resize(self.axes.len(), 0));
        (fastest, cores)
    }

    /// The dimensions that a tensor should have, though it may have one element of some.
    fn wanted(&self, number: usize) -> Vec<usize> {
        let arg = self.args[number];
        let all = 0..self.axes.len();
        let own = |dim: &usize| {
            let mut places = arg.coordinates.iter().filter_map(|place| self.op.window(place));
            let inside = places.any(|window| window.inside == *dim);
            (arg.uses(*dim) && !inside) || self.indexed(number) == Some(*dim)
        };
        match self.kind {
            _ if self.op.is_index(number) => all.filter(own).collect(),
            Kind::Pointwise | Kind::Reduction | Kind::Restickify | Kind::Cast => all.collect(),
            Kind::TopK if number > 0 => {
                all.filter(|dim| own(dim) || self.synthetic == Some(*dim)).collect()
            }
            _ => all.filter(own).collect(),
        }
    }

    /// The dimension along which a tensor is accessed by indices: that of the indices.
    fn indexed(&self, number: usize) -> Option<usize> {
        let index = self.args[number].coordinates.iter().find_map(|place| place.indirect)?;
        let index = self.args.get(index)?;
        (0..self.op.dims.len()).find(|&dim| index.uses(dim))
    }

    /// The dimension that a coordinate goes along.
    fn along(&self, coordinate: &Coordinate) -> Option<usize> {
        let window = self.op.window(coordinate).map(|window| window.along);
        window.or(coordinate.terms.first().map(|term| term.dim))
    }

    /// The windows that go along dimensions of the first tensor.
    fn windows(&self) -> Vec<Spanned> {
        let image = self.args[0];
        let places = image.device_size.iter().zip(&image.coordinates).rev();
        let spanned = places.filter_map(|(&total, place)| {
            let window = self.op.window(place)?;
            let axis = self.axes[window.along];
            let span = window.span(self.op, axis.size);
            let per_core = window.span(self.op, axis.per_core());
            Some(Spanned { window, span, per_core, total })
        });
        spanned.collect()
    }

    /// The dimensions along which a tensor lies, the fastest first, None for those of one place.
    fn lies(&self, number: usize) -> Vec<Option<usize>> {
        let arg = self.args[number];
        let mut order = vec![];
        for coordinate in arg.coordinates.iter().rev().skip(1) {
            let dim = match coordinate.indirect {
                Some(_) => self.indexed(number),
                None => self.along(coordinate),
            };
            if dim.is_none() || !order.contains(&dim) {
                order.push(dim);
            }
        }
        // A size that the lanes alone can hold has no sticks along it.
        if let Some(stick) = arg.stick().filter(|&stick| !order.contains(&Some(stick))) {
            match order.iter().position(Option::is_none) {
                Some(place) => order[place] = Some(stick),
                None => order.push(Some(stick)),
            }
        }
        order
    }

    /// All dimensions in the order of a tensor that has them, the output's if it does.
    fn reference(&self) -> Vec<usize> {
        let last = self.args.len() - 1;
        let all = 0..self.axes.len();
        let lost = |number: usize| {
            let lies = self.lies(number);
            all.clone().filter(move |dim| !lies.contains(&Some(*dim))).collect::<Vec<_>>()
        };
        let numbers = std::iter::once(last).chain(0..last);
        // Where a tensor lacks one dimension, there is no question which it is.
        let complete =
            numbers.map(|number| (number, lost(number))).find(|(_, lost)| lost.len() <= 1);
        let mut order = complete.map_or(vec![], |(number, lost)| self.order(number, &lost));
        let rest: Vec<usize> = all.clone().filter(|dim| !order.contains(dim)).collect();
        order.extend(rest);
        order
    }

    /// A tensor's dimensions, the fastest first. Those of which it has one element are where it has
    /// a dimension of size 1, in the order of a reference.
    fn order(&self, number: usize, reference: &[usize]) -> Vec<usize> {
        let lies = self.lies(number);
        let wanted = self.wanted(number);
        let lost =
            reference.iter().filter(|dim| wanted.contains(dim) && !lies.contains(&Some(**dim)));
        let mut lost: std::collections::VecDeque<usize> = lost.copied().collect();
        let mut order: Vec<usize> =
            lies.into_iter().filter_map(|dim| dim.or_else(|| lost.pop_front())).collect();
        order.extend(lost);
        order
    }

    fn tensor(&self, number: usize, order: Vec<usize>, classes: &mut Vec<Class>) -> Tensor {
        let arg = self.args[number];
        let class = self.class(number, &order, classes);
        let parts = classes[class].order.iter().map(|&dim| self.part(number, dim)).collect();
        let related = |index| Indirect::Value(index, self.indexed(number).unwrap_or_default());
        let value = arg.coordinates.iter().find_map(|place| place.indirect).map(related);
        let accesses =
            |other: &&Arg| other.coordinates.iter().any(|at| at.indirect == Some(number));
        let index = self.args.iter().position(accesses).map(Indirect::Index);
        Tensor {
            class,
            order,
            parts,
            format: arg.format,
            place: arg.place,
            indirect: value.or(index).unwrap_or(Indirect::No),
            gaps: self.gaps(number),
            owners: None,
        }
    }

    /// The number of a tensor's layout, which is a new one if it is the first of its dimensions and
    /// sticks.
    fn class(&self, number: usize, order: &[usize], classes: &mut Vec<Class>) -> usize {
        let arg = self.args[number];
        let (stick, lanes) = (arg.stick().unwrap_or(self.stick), arg.lanes());
        let index = self.op.is_index(number);
        let alike = |class: &Class| {
            let same = class.order.len() == order.len();
            let same = same && class.order.iter().all(|dim| order.contains(dim));
            same && class.stick == stick
                && class.lanes == lanes
                && (class.label == "KERNEL_IDX") == index
        };
        if let Some(class) = classes.iter().position(alike) {
            return class;
        }
        let matrix = OpFunc::of(&self.op.op).is_some_and(OpFunc::is_matrix);
        let labels =
            if matrix { ["INPUT", "KERNEL", "OUTPUT"] } else { ["OUTPUT", "KERNEL", "INPUT"] };
        let taken = classes.iter().filter(|class| class.label != "KERNEL_IDX").count();
        let label = if index { "KERNEL_IDX" } else { labels[taken.min(2)] };
        classes.push(Class { label, order: order.to_vec(), stick, lanes });
        classes.len() - 1
    }

    /// What a tensor has of a dimension.
    fn part(&self, number: usize, dim: usize) -> Part {
        let (arg, axis) = (self.args[number], self.axes[dim]);
        let part = |scale, slices, per_core| Part {
            scale,
            slices,
            per_core,
            step: per_core,
            window: false,
        };
        let window = self.windows().into_iter().find(|of| number == 0 && of.window.along == dim);
        if let Some(Spanned { window, per_core, .. }) = window {
            let step = axis.per_core() * window.stride;
            return Part { step, window: true, ..part(1, axis.slices, per_core) };
        }
        let whole =
            arg.uses(dim) || self.indexed(number) == Some(dim) || self.synthetic == Some(dim);
        // It reads the two values that `exx2` leaves in a stick.
        let pair = self.op.op == "layernormscale" && number == 0 && dim == self.stick;
        match (whole && !pair, dim == arg.stick().unwrap_or(self.stick)) {
            (true, _) => part(1, axis.slices, axis.per_core()),
            (false, true) => part(-2, 1, arg.lanes()),
            (false, false) => part(-1, 1, 1),
        }
    }

    /// How many more elements of dimensions a tensor in memory has than the op's.
    fn gaps(&self, number: usize) -> Vec<(usize, i64)> {
        let arg = self.args[number];
        if self.op.is_index(number) {
            return vec![];
        }
        let mut gaps = vec![];
        for (size, coordinate) in arg.device_size.iter().zip(&arg.coordinates).rev().skip(1) {
            let [term] = coordinate.terms.as_slice() else { continue };
            let dim = term.dim;
            let elements = if arg.stick() == Some(dim) { size * arg.lanes() } else { *size };
            let gap = elements - self.axes[dim].size;
            if gap > 0 {
                gaps.push((dim, gap));
            }
        }
        gaps
    }

    /// The lanes of a reduced dimension that are not elements. Those that `exp` makes of what pads a
    /// tensor are masked too: a sum may follow.
    fn mask(&self) -> Option<(usize, i64, i64)> {
        let dim = self.stick;
        let size = self.op.dims.get(dim)?.size;
        let pad = self.axes[dim].size - size;
        let reduced = self.kind == Kind::Reduction && !self.op.output.uses(dim);
        (pad > 0 && (reduced || self.op.op == "exp")).then_some((dim, size, pad))
    }

    /// What masked lanes are taken to be.
    fn neutral(&self) -> f64 {
        match self.op.op.as_str() {
            "max" | "exp" => f64::NEG_INFINITY,
            "min" => f64::INFINITY,
            _ => 0.0,
        }
    }

    /// The tensors of an `identity` between scratchpads if other cores have the source than will
    /// have the target.
    fn moved(
        &self,
        classes: &[Class],
        tensors: &[Tensor],
        cores: &[Vec<i64>],
    ) -> Option<(Tensor, Tensor)> {
        let [source, target] = self.args.as_slice() else { return None };
        let (Place::Lx(_), Place::Lx(_)) = (source.place, target.place) else { return None };
        if self.op.op != "identity" {
            return None;
        }
        let before = self.kernel.ops[..self.index].iter().enumerate();
        let (writer, by) = before.rev().find(|(_, op)| op.output.place == source.place)?;
        if View::of(by, &by.output) == View::of(self.op, source) {
            return None;
        }
        let maker = Describer::new(self.kernel, writer);
        let (_, has) = maker.cores();
        let order = &classes[tensors[0].class].order;
        let parts: Vec<(Option<usize>, Part)> = order
            .iter()
            .zip(&tensors[0].parts)
            .map(|(&dim, &part)| self.made(&by.output, &maker.axes, dim, part))
            .collect();
        let slices = |core: &Vec<i64>| {
            parts.iter().map(|(dim, _)| dim.map_or(0, |dim| core[dim])).collect::<Vec<_>>()
        };
        let from: Vec<Vec<i64>> = has.iter().map(slices).collect();
        let own = |core: &Vec<i64>| order.iter().map(|&dim| core[dim]).collect::<Vec<_>>();
        let to: Vec<Vec<i64>> = cores.iter().map(own).collect();
        let parts = parts.into_iter().map(|(_, part)| part).collect();
        let source = Tensor { parts, owners: Some(from), ..tensors[0].clone() };
        Some((source, Tensor { owners: Some(to), ..tensors[1].clone() }))
    }

    /// The dimension of a tensor's maker that lies where a dimension of this op does, and what a
    /// core has of it.
    fn made(&self, made: &Arg, axes: &[Axis], dim: usize, part: Part) -> (Option<usize>, Part) {
        let mut places = self.args[0].coordinates.iter().zip(&made.coordinates);
        let found = places.find(|(mine, _)| mine.uses(dim));
        let maker = found.and_then(|(_, its)| its.terms.first()).map(|term| term.dim);
        let slices = maker.map_or(1, |dim| axes[dim].slices);
        let per_core = self.axes[dim].size / slices;
        (maker, Part { slices, per_core, step: per_core, ..part })
    }
}

/// The dimensions of the iteration space by name.
fn axes(op: &OpSpec, kind: Kind) -> Vec<Axis> {
    let count = op.dims.len();
    let name = |dim: usize| match kind {
        Kind::Matmul => MATMUL[7 - count.min(7) + dim],
        Kind::Pool | Kind::Conv if count == POOL.len() => POOL[dim],
        Kind::Conv => CONV[dim],
        _ if dim + 1 == count => "out",
        _ => NAMES[dim],
    };
    let axis = |(dim, of): (usize, &crate::spec::Dim)| Axis {
        name: name(dim),
        size: op.sticks(dim) * op.lanes(dim),
        slices: of.slices,
    };
    op.dims.iter().enumerate().map(axis).collect()
}

/// The bits of a constant.
fn code(value: f64, format: Format) -> u32 {
    match format {
        Format::Sen169Fp16 | Format::Sen143Fp8 => Code::Dl16.encode(value as f32),
        Format::IeeeFp32 => Code::Single.encode(value as f32),
        Format::IeeeInt32 => value as i32 as u32,
    }
}
