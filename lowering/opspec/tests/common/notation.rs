//! Ops rebuilt from the notation of the goldens, as far as it says what they are.

#![allow(dead_code)]

use std::sync::LazyLock;

use regex::Regex;
use tricast_opspec::layout::ceil_div;
use tricast_opspec::{Arg, Arrangement, Coordinate, Dim, Format, OpSpec, Place, Term};

static OP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\w+)<(.*?)>\((.*) -> (.*)\)( mask\{[^}]*\})?( c=.*)?$").unwrap()
});
static DIM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\D+)(\d+)/(\d+)$").unwrap());
static ARG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^([HL])\[(.*)\](?::(f32|i32))?$").unwrap());
static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b\d+\b").unwrap());
static MASK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#""(\w+)":\[\[(\d+),\d+\]\]"#).unwrap());

/// An op in the notation.
///
/// The marks of an operand are those of the dimensions in the order of the first operand with the
/// same dimensions, not in its own.
pub struct Written {
    op: String,
    names: Vec<String>,
    dims: Vec<Dim>,
    /// The sizes that are written.
    padded: Vec<i64>,
    /// The dimension of lanes that the iteration space lacks, if it does.
    sparse: Option<String>,
    /// The dimension of which a mask tells the size without what is padded.
    masked: Option<usize>,
    constants: Vec<(String, f64)>,
    args: Vec<Operand>,
}

struct Operand {
    place: Place,
    format: Format,
    /// Its dimensions, the fastest first.
    order: Vec<String>,
    /// What it has one of, though the iteration space has more.
    single: Vec<String>,
    /// The dimension of lanes, if it has one value a stick.
    sparse: Option<String>,
}

impl Written {
    /// Reads one op of a row of a table. Its sizes are what is padded, but for what a mask tells or
    /// the shapes of the row's tensors.
    pub fn new(text: &str, shapes: &str) -> Written {
        let found = OP.captures(text).unwrap_or_else(|| panic!("what is `{text}`?"));
        let (mut names, mut dims, mut padded) = (vec![], vec![], vec![]);
        for part in found[2].split(',') {
            let dim = DIM.captures(part).unwrap();
            let number = |group: usize| dim[group].parse::<i64>().unwrap();
            names.push(dim[1].to_owned());
            padded.push(number(2));
            dims.push(Dim { size: unpadded(number(2), shapes), slices: number(3) });
        }
        let op = found[1].trim_end_matches("nonstick").to_owned();
        let mut masked = None;
        for mask in MASK.captures_iter(found.get(5).map_or("", |mask| mask.as_str())) {
            let dim = names.iter().position(|name| *name == mask[1]).unwrap();
            dims[dim].size = mask[2].parse().unwrap();
            masked = Some(dim);
        }
        let windows = op.contains("pool") || op.contains("conv2d") || op.contains("matmul");
        let out = names.iter().position(|name| name == "out");
        let last = dims.last().map_or(1, |dim: &Dim| dim.size);
        let sparse = match out {
            Some(out) if out + 1 < names.len() && !windows && last > 1 => names.pop(),
            None => names.pop(),
            Some(_) => None,
        };
        if last == 1 && op.starts_with("topk") {
            // The dimension of the one value that is found is not one of the iteration space.
            names.pop();
        }
        dims.truncate(names.len());
        let mut args: Vec<Operand> = vec![];
        for text in found[3].split(" , ").chain([&found[4]]) {
            args.push(operand(text, &args));
        }
        let reduces = ["sum", "max", "min", "mean", "prod", "exx2"].contains(&op.as_str());
        if reduces && args.len() == 3 {
            // What is accumulated is listed as an input too.
            args.remove(1);
        }
        let constants = found.get(6).map_or("", |names| &names.as_str()[3..]).split(',');
        let constants = constants.filter(|name| !name.is_empty() && *name != "samv-maskvalue");
        let constants = constants.map(|name| (name.to_owned(), 0.0)).collect();
        Written { op, names, dims, padded, sparse, masked, constants, args }
    }

    /// The slices that are written.
    pub fn slices(&self) -> Vec<i64> {
        self.dims.iter().map(|dim| dim.slices).collect()
    }

    /// The dimensions that are padded, as far as that is known.
    pub fn padding(&self) -> Vec<usize> {
        (0..self.dims.len()).filter(|&dim| self.dims[dim].size != self.padded[dim]).collect()
    }

    /// What it says, whatever the order of the iteration space and the names of its dimensions:
    /// dimensions are numbered as operands have them, and those of one element are left out.
    pub fn canonical(&self) -> String {
        let mut numbers: Vec<usize> = vec![];
        let operands = self.args.iter().rev().take(1).chain(&self.args);
        for dim in operands.flat_map(|arg| &arg.order).filter_map(|name| self.index(name)) {
            if self.padded[dim] > 1 && !numbers.contains(&dim) {
                numbers.push(dim);
            }
        }
        let dims = numbers.iter().map(|dim| {
            let slices = self.dims[*dim].slices;
            format!("{}/{slices}", self.padded[*dim])
        });
        let dims: Vec<String> = dims.collect();
        let mut operands: Vec<String> = self
            .args
            .iter()
            .map(|arg| {
                let own = arg.order.iter().filter(|name| !arg.single.contains(name));
                let own = own.filter_map(|name| self.index(name));
                let own = own.filter_map(|dim| numbers.iter().position(|number| *number == dim));
                let place = if matches!(arg.place, Place::Lx(_)) { "L" } else { "H" };
                let sparse = arg.sparse.as_ref().map_or("", |_| "!");
                let own: Vec<String> = own.map(|dim| dim.to_string()).collect();
                format!("{place}[{}]{sparse}:{:?}", own.join(" "), arg.format)
            })
            .collect();
        let output = operands.pop().unwrap_or_default();
        if ["add", "mul", "maximum", "minimum", "equal"].contains(&self.op.as_str()) {
            operands.sort();
        }
        format!("{}<{}>({} -> {output})", self.op, dims.join(","), operands.join(", "))
    }

    /// What it may be: the notation does not say which dimension the lanes go along. One if all
    /// but one are out of the question.
    pub fn readings(&self) -> Vec<OpSpec> {
        if self.sparse.is_some() {
            return vec![self.reading(&vec![None; self.args.len()])];
        }
        if self.op.starts_with("batchmatmul") {
            let lanes = ["in", "out", "out"].map(|name| self.index(name));
            return vec![self.reading(&lanes)];
        }
        if self.op.contains("pool") {
            return vec![self.reading(&vec![self.index("out"); self.args.len()])];
        }
        let candidates: Vec<usize> =
            (0..self.dims.len()).filter(|&dim| self.may_be_lanes(dim)).collect();
        if self.op == "ReStickifyOpHBM" {
            let pairs = candidates.iter().flat_map(|&from| {
                let others = candidates.iter().filter(move |&&to| to != from);
                others.map(move |&to| self.reading(&[Some(from), Some(to)]))
            });
            return pairs.collect();
        }
        let all = |dim: usize| self.reading(&vec![Some(dim); self.args.len()]);
        let sparse = self.args.iter().find_map(|arg| self.index(arg.sparse.as_ref()?));
        if let Some(dim) = sparse.or(self.masked) {
            return vec![all(dim)];
        }
        candidates.into_iter().map(all).collect()
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }

    /// Whether the lanes can go along a dimension: it is whole sticks, and not reduced.
    fn may_be_lanes(&self, dim: usize) -> bool {
        let name = &self.names[dim];
        let lanes = self.args.iter().map(|arg| arg.format.lanes()).min().unwrap();
        let others = self.dims.iter().enumerate().filter(|(other, _)| *other != dim);
        let only = others.map(|(_, dim)| dim.size).product::<i64>() == 1;
        let output = self.args.last().unwrap();
        let kept = output.order.contains(name) && !output.single.contains(name);
        kept && (only || self.padded[dim] % lanes == 0)
    }

    /// Where a tensor is along a dimension, and its size there. The windows of pools that are written
    /// are next to each other.
    fn place(&self, dim: usize, arg: &Operand) -> (i64, Coordinate) {
        let size = self.dims[dim].size;
        let image = self.op.contains("pool") && std::ptr::eq(arg, &self.args[0]);
        let window = self.index(&format!("k{}", self.names[dim])).filter(|_| image);
        let Some(window) = window else { return (size, Coordinate::of(dim)) };
        let stride = self.dims[window].size;
        let terms = vec![Term { factor: stride, ..Term::of(dim) }, Term::of(window)];
        (size * stride, Coordinate { terms, ..Coordinate::default() })
    }

    fn reading(&self, lanes: &[Option<usize>]) -> OpSpec {
        let arg = |(stick, arg): (&Option<usize>, &Operand)| {
            let (format, mut device_size, mut coordinates) = (arg.format, vec![], vec![]);
            let (lanes, mut lane) = (format.lanes(), Coordinate::zero());
            for name in arg.order.iter().rev() {
                let dim = self.index(name).filter(|_| !arg.single.contains(name));
                let Some(dim) = dim else {
                    device_size.push(1);
                    coordinates.push(Coordinate::zero());
                    continue;
                };
                if Some(dim) == *stick {
                    device_size.push(ceil_div(self.dims[dim].size, lanes));
                    coordinates.push(Coordinate::stick(dim, lanes));
                    lane = Coordinate::lane(dim, lanes);
                } else {
                    let (size, place) = self.place(dim, arg);
                    device_size.push(size);
                    coordinates.push(place);
                }
            }
            device_size.push(lanes);
            coordinates.push(lane);
            let (arrangement, place) = (Arrangement::Standard, arg.place);
            Arg { format, arrangement, device_size, coordinates, place }
        };
        let mut args: Vec<Arg> = lanes.iter().zip(&self.args).map(arg).collect();
        let output = args.pop().unwrap();
        OpSpec {
            op: self.op.clone(),
            reduction: false,
            dims: self.dims.clone(),
            inputs: args,
            output,
            constants: self.constants.clone(),
            source: String::new(),
        }
    }
}

fn operand(text: &str, before: &[Operand]) -> Operand {
    let arg = ARG.captures(text).unwrap_or_else(|| panic!("what is `{text}`?"));
    let format = match arg.get(3).map(|format| format.as_str()) {
        Some("f32") => Format::IeeeFp32,
        Some(_) => Format::IeeeInt32,
        None => Format::Sen169Fp16,
    };
    let marked: Vec<&str> = arg[2].split(' ').collect();
    let order: Vec<String> =
        marked.iter().map(|dim| dim.trim_start_matches(['!', '~']).to_owned()).collect();
    let sorted = |order: &[String]| {
        let mut order = order.to_vec();
        order.sort();
        order
    };
    let alike = before
        .iter()
        .find(|other| other.format == format && sorted(&other.order) == sorted(&order))
        .map_or(order.clone(), |other| other.order.clone());
    let (mut single, mut sparse) = (vec![], None);
    for (mark, name) in marked.iter().zip(alike) {
        if mark.starts_with('!') {
            sparse = Some(name.clone());
        }
        if mark.starts_with(['!', '~']) {
            single.push(name);
        }
    }
    let place = if &arg[1] == "L" { Place::Lx(0) } else { Place::Hbm(before.len()) };
    Operand { place, format, order, single, sparse }
}

/// What is padded to a size, if the shapes lack that but have one that it can be.
fn unpadded(size: i64, shapes: &str) -> i64 {
    let numbers: Vec<i64> =
        NUMBER.find_iter(shapes).map(|text| text.as_str().parse().unwrap()).collect();
    let sizes = numbers.iter().filter(|number| (size - 63..size).contains(number));
    let size_of = |number: Option<&i64>| number.copied().unwrap_or(size);
    if size % 64 != 0 || numbers.contains(&size) { size } else { size_of(sizes.max()) }
}
