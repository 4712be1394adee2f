//! One op as the cores are told it.

use serde::{Deserialize, Serialize};

use crate::layout::{Arrangement, Format, ceil_div};
use crate::opfunc::{Kind, OpFunc};

/// Ops that one launch does, in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kernel {
    /// Its name.
    pub name: String,
    /// What it does.
    pub ops: Vec<OpSpec>,
}

/// An OpFunc over an iteration space, on tensors in sticks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpSpec {
    /// The OpFunc: `add`, `batchmatmul`, `ReStickifyOpHBM`.
    pub op: String,
    /// Whether some of its dimensions are reduced: those that the output's coordinates lack.
    pub reduction: bool,
    /// The iteration space, outermost first, and how it is divided among cores.
    pub dims: Vec<Dim>,
    /// What it reads.
    pub inputs: Vec<Arg>,
    /// What it writes.
    pub output: Arg,
    /// Constants by the names that the OpFunc has for them: `clipMin`, `eps`.
    pub constants: Vec<(String, f64)>,
    /// The op of the program that it comes from, for messages: `aten.add.Tensor`.
    pub source: String,
}

/// A dimension of an iteration space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dim {
    /// How many elements it has.
    pub size: i64,
    /// Among how many cores it is divided.
    pub slices: i64,
}

/// A tensor of an op.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arg {
    /// How an element is stored.
    pub format: Format,
    /// The order of elements in a stick.
    pub arrangement: Arrangement,
    /// The sizes of the tensor's dimensions on the device; the last is the lanes of a stick.
    pub device_size: Vec<i64>,
    /// Where the point of the iteration space is in each of these dimensions.
    pub coordinates: Vec<Coordinate>,
    /// Where the tensor is.
    pub place: Place,
}

/// Where a tensor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// In the device's memory, as the argument of the kernel with this number.
    Hbm(usize),
    /// In the device's memory, at this byte of the pool of a kernel's own tensors.
    Pool(i64),
    /// In the scratchpad of each core, at this byte.
    Lx(i64),
    /// The kernel's own tensor with this number, which has no place yet: see [`crate::scratchpad`].
    Buffer(usize),
}

/// A coordinate: a sum of terms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Coordinate {
    /// What depends on the point.
    pub terms: Vec<Term>,
    /// What does not.
    pub offset: i64,
    /// If it is read from a tensor of indices: the number of that input.
    pub indirect: Option<usize>,
}

/// `factor * ((dim floordiv divisor) mod modulus)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// The dimension of the iteration space.
    pub dim: usize,
    /// What it is multiplied with, in the end.
    pub factor: i64,
    /// What it is divided by, rounded down, first.
    pub divisor: i64,
    /// What the quotient is taken modulo; None if it is not.
    pub modulus: Option<i64>,
}

impl Term {
    /// A dimension as it is.
    pub fn of(dim: usize) -> Term {
        Term { dim, factor: 1, divisor: 1, modulus: None }
    }
}

impl Coordinate {
    /// Zero wherever the point is: broadcast, reduced, or of size 1.
    pub fn zero() -> Coordinate {
        Coordinate::default()
    }

    /// A dimension as it is.
    pub fn of(dim: usize) -> Coordinate {
        Coordinate { terms: vec![Term::of(dim)], ..Coordinate::default() }
    }

    /// The stick in which a place along a dimension is.
    pub fn stick(dim: usize, lanes: i64) -> Coordinate {
        let term = Term { divisor: lanes, ..Term::of(dim) };
        Coordinate { terms: vec![term], ..Coordinate::default() }
    }

    /// The lane at which a place along a dimension is in its stick.
    pub fn lane(dim: usize, lanes: i64) -> Coordinate {
        let term = Term { modulus: Some(lanes), ..Term::of(dim) };
        Coordinate { terms: vec![term], ..Coordinate::default() }
    }
}

impl Arg {
    /// How many elements a stick has.
    pub fn lanes(&self) -> i64 {
        self.device_size.last().copied().unwrap_or(1)
    }

    /// The dimension of the iteration space that the lanes of a stick go along; None if a stick has
    /// one value, or lanes go along several.
    pub fn stick(&self) -> Option<usize> {
        match self.coordinates.last()?.terms.as_slice() {
            [term] => Some(term.dim),
            _ => None,
        }
    }

    /// How many elements of a dimension the lanes of a stick go along, which are not divided; None if
    /// they do not.
    fn laid(&self, dim: usize, size: i64) -> Option<i64> {
        let terms = self.coordinates.last()?.terms.iter().filter(|term| term.dim == dim);
        let end = |term: &Term| term.modulus.map_or(size, |modulus| term.divisor * modulus);
        terms.map(end).max()
    }

    /// Whether some coordinate depends on a dimension of the iteration space.
    pub fn uses(&self, dim: usize) -> bool {
        self.coordinates.iter().any(|coordinate| coordinate.uses(dim))
    }

    /// Whether it is read or written where a tensor of indices says.
    pub fn is_indirect(&self) -> bool {
        self.coordinates.iter().any(|coordinate| coordinate.indirect.is_some())
    }

    /// Bytes on the device.
    pub fn bytes(&self) -> i64 {
        self.device_size.iter().product::<i64>() * self.format.bytes()
    }

    /// How many elements one step along a dimension of the device is.
    pub fn stride(&self, dim: usize) -> i64 {
        self.device_size[dim + 1..].iter().product()
    }
}

/// How a window goes along a dimension of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The dimension of its places.
    pub along: usize,
    /// The dimension in it.
    pub inside: usize,
    /// How far one place is from the next.
    pub stride: i64,
    /// How far one element in it is from the next.
    pub dilation: i64,
}

impl Window {
    /// How many elements of the image lie under windows at so many places.
    pub fn span(&self, op: &OpSpec, places: i64) -> i64 {
        (places - 1) * self.stride + (op.dims[self.inside].size - 1) * self.dilation + 1
    }
}

impl OpSpec {
    /// A constant by the name that the OpFunc has for it.
    pub fn constant(&self, name: &str) -> Option<f64> {
        self.constants.iter().find(|(own, _)| own == name).map(|(_, value)| *value)
    }

    /// Whether windows go along an image, its first input. The dimensions are then the batch, rows
    /// and columns of places, channels, those of the image if they are others, and rows and columns
    /// in a window.
    pub fn has_windows(&self) -> bool {
        OpFunc::of(&self.op).is_some_and(|func| matches!(func.kind, Kind::Pool | Kind::Conv))
    }

    /// The window that a coordinate of an image goes along with, if it is one: the output has its
    /// places, not what is in it. One of a single element is one if it leaves elements out.
    pub fn window(&self, place: &Coordinate) -> Option<Window> {
        if !self.has_windows() || place.indirect.is_some() {
            return None;
        }
        let kept = |term: &Term| self.output.uses(term.dim);
        let (along, inside) = match place.terms.as_slice() {
            [one, other] if kept(one) && !kept(other) => (one, *other),
            [other, one] if kept(one) && !kept(other) => (one, *other),
            [one] if one.factor > 1 && (1..3).contains(&one.dim) && kept(one) => {
                (one, Term::of(self.dims.len().checked_sub(3)? + one.dim))
            }
            _ => return None,
        };
        let plain = |term: &Term| term.divisor == 1 && term.modulus.is_none() && term.factor > 0;
        (plain(along) && plain(&inside)).then_some(Window {
            along: along.dim,
            inside: inside.dim,
            stride: along.factor,
            dilation: inside.factor,
        })
    }

    /// What it reads and, last, what it writes.
    pub fn args(&self) -> impl Iterator<Item = &Arg> {
        self.inputs.iter().chain([&self.output])
    }

    /// Whether the matrix unit does it as a product of matrices.
    pub fn is_matmul(&self) -> bool {
        self.op.starts_with("batchmatmul")
    }

    /// Whether an input has indices, at which another tensor is read or written.
    pub fn is_index(&self, input: usize) -> bool {
        let mut places = self.args().flat_map(|arg| &arg.coordinates);
        places.any(|coordinate| coordinate.indirect == Some(input))
    }

    /// What it reads and, last, what it writes, without indices.
    pub fn values(&self) -> impl Iterator<Item = &Arg> {
        let values = self.args().enumerate().filter(|(number, _)| !self.is_index(*number));
        values.map(|(_, arg)| arg)
    }

    /// How many elements of a dimension are in a stick of some tensor, at most; 1 if the lanes of
    /// none go along it.
    pub fn lanes(&self, dim: usize) -> i64 {
        let along = self.values().filter(|arg| arg.stick() == Some(dim));
        along.map(Arg::lanes).max().unwrap_or(1)
    }

    /// How many sticks of the longest lanes a dimension has, or elements if no lanes go along it.
    pub fn sticks(&self, dim: usize) -> i64 {
        ceil_div(self.dims[dim].size, self.lanes(dim))
    }

    /// Into how many parts a dimension can be divided such that each part of each tensor is whole
    /// sticks: the number is a multiple of that of the slices.
    pub fn parts(&self, dim: usize) -> i64 {
        let size = self.dims[dim].size;
        let sticks = self.values().filter_map(|arg| arg.laid(dim, size));
        sticks.map(|laid| ceil_div(size, laid)).reduce(gcd).unwrap_or(size)
    }

    /// How many elements of a dimension a core has, with what pads the last stick.
    pub fn per_core(&self, dim: usize) -> i64 {
        self.sticks(dim) / self.dims[dim].slices * self.lanes(dim)
    }

    /// The point of the iteration space at which a core with these slices starts.
    pub fn start(&self, slices: &[i64]) -> Vec<i64> {
        (0..self.dims.len()).map(|dim| slices[dim] * self.per_core(dim)).collect()
    }

    /// The dimensions, the one first whose slices are on neighbouring cores: the first, but for
    /// products of matrices, where what is added should be next to each other on the ring.
    pub fn fastest(&self) -> Vec<usize> {
        let mut fastest: Vec<usize> = (0..self.dims.len()).collect();
        if self.is_matmul() {
            fastest.sort_by_key(|&dim| self.dims[dim].slices == 1 || self.output.uses(dim));
        }
        fastest
    }

    /// Which slice of each dimension a core has.
    pub fn slices_by_core(&self) -> Vec<Vec<i64>> {
        let fastest = self.fastest();
        let core = |mut core: i64| {
            let mut slices = vec![0; self.dims.len()];
            for &dim in &fastest {
                slices[dim] = core % self.dims[dim].slices;
                core /= self.dims[dim].slices;
            }
            slices
        };
        (0..self.cores()).map(core).collect()
    }

    /// Among how many cores it is divided.
    pub fn cores(&self) -> i64 {
        self.dims.iter().map(|dim| dim.slices).product()
    }
}

fn gcd(one: i64, other: i64) -> i64 {
    if other == 0 { one } else { gcd(other, one % other) }
}

impl Coordinate {
    /// How many places lie between the first and the last, both counted, if each dimension has so
    /// many elements.
    pub fn extent(&self, elements: impl Fn(usize) -> i64) -> i64 {
        let last = |term: &Term| {
            let quotient = (elements(term.dim) - 1) / term.divisor;
            term.factor * term.modulus.map_or(quotient, |modulus| quotient.min(modulus - 1))
        };
        1 + self.terms.iter().map(last).sum::<i64>()
    }
}
