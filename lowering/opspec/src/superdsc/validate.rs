//! What a kernel must be like to become a bundle.

use thiserror::Error;

use crate::division::{CORES, SPAN, span};
use crate::layout::{Arrangement, Format, STICK};
use crate::opfunc::{DEPTHWISE, Kind, OpFunc};
use crate::scratchpad::{CAPACITY, is_partial};
use crate::spec::{Arg, Coordinate, Kernel, OpSpec, Place, Term};
use crate::view::{View, footprint};

/// Why a kernel cannot become a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("op {index} of {kernel}, {op}: {operand}{rule}")]
pub struct Refused {
    /// The kernel.
    pub kernel: String,
    /// The number of the op.
    pub index: usize,
    /// Its OpFunc.
    pub op: String,
    /// Which tensor, if it is one: `input 1: `, `output: `.
    pub operand: String,
    /// What it should be, and is not.
    pub rule: String,
}

/// Whether a kernel can become a bundle, and if not why.
pub fn validate(kernel: &Kernel) -> Result<(), Refused> {
    for (index, op) in kernel.ops.iter().enumerate() {
        let refused = |(operand, rule): Broken| Refused {
            kernel: kernel.name.clone(),
            index,
            op: op.op.clone(),
            operand: match operand {
                Some(number) if number == op.inputs.len() => "output: ".to_owned(),
                Some(number) => format!("input {number}: "),
                None => String::new(),
            },
            rule,
        };
        checked(kernel, index, op).map_err(refused)?;
    }
    Ok(())
}

/// The number of a tensor, and the rule that it breaks.
type Broken = (Option<usize>, String);

/// Fails with a rule, of a tensor if a number is given, unless a condition holds.
macro_rules! rule {
    ($holds:expr, $operand:expr, $($text:tt)*) => {
        if !$holds {
            return Err((($operand).into(), format!($($text)*)));
        }
    };
}

fn checked(kernel: &Kernel, index: usize, op: &OpSpec) -> Result<(), Broken> {
    let func = OpFunc::of(&op.op);
    let Some(func) = func else { return Err((None, "there is no such OpFunc".to_owned())) };
    signature(func, op)?;
    for (number, arg) in op.args().enumerate() {
        let image = number == 0 && matches!(func.kind, Kind::Pool | Kind::Conv);
        tensor(op, arg, image).map_err(|rule| (Some(number), rule))?;
    }
    indices(op)?;
    division(op)?;
    for (number, arg) in op.args().enumerate() {
        place(op, arg).map_err(|rule| (Some(number), rule))?;
    }
    formats(func, op)?;
    sticks(func, op)?;
    arrangements(func, op)?;
    handed(kernel, index, op)
}

/// The number of tensors, constants and dimensions.
fn signature(func: &OpFunc, op: &OpSpec) -> Result<(), Broken> {
    let inputs = (0..op.inputs.len()).filter(|&input| !op.is_index(input)).count();
    let wanted = func.inputs;
    rule!(inputs == wanted, None, "it reads {inputs} tensors, but should read {wanted}");
    for name in func.constants {
        let given = op.constants.iter().filter(|(other, _)| other == name).count();
        rule!(given == 1, None, "the constant {name} is given {given} times, not once");
    }
    for (name, _) in &op.constants {
        rule!(func.constants.contains(&name.as_str()), None, "it has no constant {name}");
    }
    // One name is left for the dimension of lanes that there may be besides.
    let (least, most) = match func.kind {
        Kind::Pool => (6, 6),
        Kind::Conv if op.op == DEPTHWISE => (6, 6),
        Kind::Conv => (7, 7),
        _ => (0, 6),
    };
    let count = op.dims.len();
    let named = (least..=most).contains(&count);
    rule!(named, None, "it has {count} dimensions, but {least} to {most} have names");
    for (dim, of) in op.dims.iter().enumerate() {
        rule!(of.size > 0 && of.slices > 0, None, "dimension {dim} is empty");
    }
    Ok(())
}

/// A tensor by itself: its coordinates are dimensions, sticks and lanes, of an image those of windows
/// too.
fn tensor(op: &OpSpec, arg: &Arg, image: bool) -> Result<(), String> {
    let rank = arg.device_size.len();
    if arg.coordinates.len() != rank || rank == 0 {
        return Err(format!("it has {rank} dimensions, and {} coordinates", arg.coordinates.len()));
    }
    if arg.device_size.iter().any(|&size| size < 1) {
        return Err(format!("its size on the device is {:?}", arg.device_size));
    }
    if arg.lanes() != arg.format.lanes() {
        let (lanes, format) = (arg.lanes(), arg.format);
        return Err(format!(
            "a stick of {} has {} lanes, not {lanes}",
            format.name(),
            format.lanes()
        ));
    }
    let terms = || arg.coordinates.iter().flat_map(|coordinate| &coordinate.terms);
    if let Some(term) = terms().find(|term| term.dim >= op.dims.len()) {
        return Err(format!("a coordinate depends on the dimension {}", term.dim));
    }
    let (lane, places) = arg.coordinates.split_last().ok_or("it has no lanes")?;
    if !is_lane(op, lane, arg.lanes()) {
        return Err(
            "its lanes are not those of a dimension from the start of a stick on".to_owned()
        );
    }
    for (dim, place) in places.iter().enumerate() {
        let window = image && op.window(place).is_some_and(|_| place.offset >= 0);
        if !window && !is_place(arg, place) {
            return Err(format!("coordinate {dim} is not a dimension, nor sticks of the lanes'"));
        }
        let size = |dim: usize| op.dims[dim].size;
        let (end, size) = (place.offset + place.extent(size), arg.device_size[dim]);
        if end > size {
            return Err(format!("coordinate {dim} reaches {end}, but there are {size} places"));
        }
    }
    for dim in 0..op.dims.len() {
        if places.iter().filter(|place| place.uses(dim)).count() > 1 {
            return Err(format!("two coordinates depend on the dimension {dim}"));
        }
        // Sticks can only be left out if there is one.
        let stick = arg.stick() == Some(dim) && op.dims[dim].size > arg.lanes();
        if stick && !places.iter().any(|place| place.uses(dim)) {
            return Err(format!("no coordinate says which stick along the dimension {dim}"));
        }
    }
    Ok(())
}

fn is_lane(op: &OpSpec, lane: &Coordinate, lanes: i64) -> bool {
    if lane.offset != 0 || lane.indirect.is_some() {
        return false;
    }
    match lane.terms.as_slice() {
        [] => true,
        [term] => {
            let short = term.modulus.is_none() && op.dims[term.dim].size <= lanes;
            let modulus = if short { None } else { Some(lanes) };
            *term == Term { modulus, ..Term::of(term.dim) }
        }
        _ => false,
    }
}

fn is_place(arg: &Arg, place: &Coordinate) -> bool {
    match (place.indirect, place.terms.as_slice()) {
        (Some(_), terms) => terms.is_empty() && place.offset == 0,
        (None, []) => place.offset >= 0,
        (None, [term]) => {
            let divisor = if arg.stick() == Some(term.dim) { arg.lanes() } else { 1 };
            place.offset >= 0 && *term == Term { divisor, ..Term::of(term.dim) }
        }
        _ => false,
    }
}

/// What is read or written at indices.
fn indices(op: &OpSpec) -> Result<(), Broken> {
    let mut indexed = 0;
    for (number, arg) in op.args().enumerate() {
        for (dim, place) in arg.coordinates.iter().enumerate() {
            let Some(index) = place.indirect else { continue };
            indexed += 1;
            rule!(dim == 0, number, "only the outermost dimension can be indexed, not {dim}");
            let indices = op.inputs.get(index);
            let Some(indices) = indices else {
                return Err((Some(number), format!("there is no input {index} with indices")));
            };
            let integers = indices.format == Format::IeeeInt32 && !indices.is_indirect();
            rule!(integers, index, "indices are int32");
            let dims = (0..op.dims.len()).filter(|&dim| indices.uses(dim)).count();
            rule!(dims == 1, index, "indices lie along one dimension, not {dims}");
            let memory = !matches!(indices.place, Place::Lx(_));
            rule!(memory, index, "indices must be in memory");
        }
    }
    rule!(indexed <= 1, None, "{indexed} coordinates are indices, but one can be");
    rule!(indexed == 0 || op.op == "identity", None, "only an identity can use indices");
    Ok(())
}

fn division(op: &OpSpec) -> Result<(), Broken> {
    for (dim, of) in op.dims.iter().enumerate() {
        let (parts, slices) = (op.parts(dim), of.slices);
        rule!(
            parts % slices == 0,
            None,
            "dimension {dim} has {parts} sticks or elements, which {slices} slices do not divide"
        );
    }
    let cores = op.cores();
    rule!(cores <= CORES, None, "it is divided among {cores} cores, but there are {CORES}");
    let indirect = op.args().any(Arg::is_indirect);
    rule!(!indirect || cores == 1, None, "what is indexed cannot be divided among {cores} cores");
    for (number, arg) in op.args().enumerate() {
        let (bytes, _) = span(op, arg);
        rule!(bytes <= SPAN, number, "a core reaches {bytes} bytes, but can {SPAN}");
    }
    Ok(())
}

/// Where a tensor is.
fn place(op: &OpSpec, arg: &Arg) -> Result<(), String> {
    let start = match arg.place {
        Place::Hbm(_) => return Ok(()),
        Place::Buffer(buffer) => return Err(format!("buffer {buffer} has no place yet")),
        Place::Pool(start) | Place::Lx(start) => start,
    };
    if start < 0 || start % STICK != 0 {
        return Err(format!("it starts at byte {start}, not at a stick"));
    }
    if let Place::Lx(_) = arg.place {
        let end = start + footprint(op, arg);
        if end > CAPACITY {
            return Err(format!("it reaches byte {end} of a scratchpad of {CAPACITY}"));
        }
        if is_partial(op, arg) {
            return Err("only a part of it is used, which must be in memory then".to_owned());
        }
    }
    Ok(())
}

fn formats(func: &OpFunc, op: &OpSpec) -> Result<(), Broken> {
    let mut inputs = op.inputs.iter().enumerate().filter(|(number, _)| !op.is_index(*number));
    let Some((number, first)) = inputs.next() else { return Ok(()) };
    let name = first.format.name();
    rule!(func.formats.contains(&first.format), number, "{} has no form for {name}", op.op);
    for (number, input) in inputs {
        let other = input.format.name();
        rule!(input.format == first.format, number, "it is {other}, but the first input is {name}");
    }
    let wanted = match op.op.as_str() {
        "dl16tofp32" => Format::IeeeFp32,
        "fp32todl16" | "fp8todl16" => Format::Sen169Fp16,
        _ => first.format,
    };
    let (output, wanted) = (op.output.format.name(), wanted.name());
    rule!(output == wanted, op.inputs.len(), "it is {output}, not {wanted}");
    Ok(())
}

/// The order of elements in sticks: where elements meet it is the same, and it is the standard one
/// where whole sticks are taken apart.
fn arrangements(func: &OpFunc, op: &OpSpec) -> Result<(), Broken> {
    let mut dense = op.values().filter(|arg| arg.stick().is_some());
    let first = dense.next().map(|arg| arg.arrangement);
    for (number, arg) in op.args().enumerate() {
        let own = arg.arrangement;
        let standard = match func.kind {
            Kind::Matmul | Kind::Restickify | Kind::TopK => own == Arrangement::Standard,
            _ => true,
        };
        rule!(standard, number, "its elements are not in the standard order in sticks");
        let meets = func.kind == Kind::Pointwise && arg.stick().is_some() && !op.is_index(number);
        let same = !meets || Some(own) == first;
        rule!(
            same,
            number,
            "its elements are in another order in sticks than those of other tensors"
        );
    }
    Ok(())
}

/// Which dimensions the lanes go along.
fn sticks(func: &OpFunc, op: &OpSpec) -> Result<(), Broken> {
    let output = op.inputs.len();
    let scattered = |dim: usize| {
        let mut places = op.output.coordinates.iter().filter_map(|place| place.indirect);
        places.any(|index| op.inputs[index].uses(dim))
    };
    let kept = |&dim: &usize| op.output.uses(dim) || scattered(dim);
    let reduced: Vec<usize> = (0..op.dims.len()).filter(|dim| !kept(dim)).collect();
    let reduces = !matches!(func.kind, Kind::Pointwise | Kind::Restickify | Kind::Cast);
    let read = |&&dim: &&usize| op.inputs.iter().any(|input| input.uses(dim));
    let lost = reduced.iter().filter(read).count();
    rule!(reduces || lost == 0, output, "it lacks a dimension that is not reduced");
    match func.kind {
        Kind::Matmul => return matmul_sticks(op, &reduced),
        Kind::Pool | Kind::Conv => return window_sticks(func, op),
        Kind::Restickify => {
            let sticks = (op.inputs[0].stick(), op.output.stick());
            let moves = matches!(sticks, (Some(from), Some(to)) if from != to);
            rule!(moves, output, "its sticks do not go along another dimension");
            return Ok(());
        }
        Kind::Reduction => rule!(lost > 0, output, "nothing is reduced"),
        Kind::TopK => {
            rule!(lost == 1, output, "{lost} dimensions are searched, not one");
            let stick = op.inputs[0].stick().filter(|dim| op.output.uses(*dim));
            rule!(stick.is_some(), 0, "what is searched is along its sticks, or it has none");
        }
        _ => {}
    }
    let stick = op.values().find_map(Arg::stick);
    for (number, arg) in op.args().enumerate().filter(|(number, _)| !op.is_index(*number)) {
        let own = arg.stick();
        let same = own.is_none() || own == stick;
        rule!(same, number, "its lanes go along another dimension than those of other tensors");
        let rows = own.is_none() && stick.is_some_and(|stick| arg.uses(stick));
        rule!(!rows, number, "its rows go along a dimension that is in the lanes of others");
    }
    let sparse = stick.is_some_and(|stick| reduced.contains(&stick));
    rule!(op.op != "exx2" || sparse, output, "exx2 reduces the dimension of the lanes");
    rule!(op.op != "prod" || !sparse, output, "prod cannot reduce the dimension of the lanes");
    Ok(())
}

/// Windows go along the dimensions `i` and `j`, with `ki` and `kj` in them; the lanes are channels.
fn window_sticks(func: &OpFunc, op: &OpSpec) -> Result<(), Broken> {
    let image = &op.inputs[0];
    let (first, channel) = if func.is_matrix() { (5, 4) } else { (4, 3) };
    for place in &image.coordinates {
        let Some(window) = op.window(place) else { continue };
        let axes = [(1, first), (2, first + 1)];
        let named = axes.contains(&(window.along, window.inside));
        rule!(named, 0, "a window goes along dimension {}", window.along);
    }
    for dim in first..first + 2 {
        let mut windows = image.coordinates.iter().filter_map(|place| op.window(place));
        let inside = windows.any(|window| window.inside == dim) || !image.uses(dim);
        rule!(inside, 0, "dimension {dim} is not that of a window");
        rule!(op.dims[dim].slices == 1, None, "windows cannot be divided, as dimension {dim} is");
        rule!(!op.output.uses(dim), op.inputs.len(), "it has the dimension {dim} of windows");
    }
    rule!(image.stick() == Some(channel), 0, "its lanes are not the dimension {channel}");
    let output = op.output.stick() == Some(3);
    rule!(output, op.inputs.len(), "its lanes are not the dimension 3");
    let weight = op.inputs.get(1).is_none_or(|weight| weight.stick() == Some(3));
    rule!(weight, 1, "its lanes are not the dimension 3");
    Ok(())
}

fn matmul_sticks(op: &OpSpec, reduced: &[usize]) -> Result<(), Broken> {
    let [inner] = reduced else {
        return Err((None, format!("{} dimensions are summed over, not one", reduced.len())));
    };
    let (left, right, columns) = (&op.inputs[0], &op.inputs[1], op.output.stick());
    rule!(left.stick() == Some(*inner), 0, "its lanes do not go along what is summed over");
    let named = columns.is_some() && right.stick() == columns;
    rule!(named, 1, "its lanes do not go along the lanes of the output");
    rule!(!columns.is_some_and(|dim| left.uses(dim)), 0, "it has the columns of the second input");
    let mut rows = right.device_size.iter().zip(&right.coordinates);
    let rows = rows.find(|(_, place)| place.uses(*inner)).map(|(size, _)| *size);
    let wanted = op.sticks(*inner) * op.lanes(*inner);
    rule!(
        rows.is_some_and(|rows| rows >= wanted),
        1,
        "it has fewer rows than the {wanted} that the sticks of the first input have lanes"
    );
    Ok(())
}

/// What is in scratchpads was put there by an earlier op, for the same cores.
fn handed(kernel: &Kernel, index: usize, op: &OpSpec) -> Result<(), Broken> {
    for (number, input) in op.inputs.iter().enumerate() {
        if !matches!(input.place, Place::Lx(_)) {
            continue;
        }
        let mut before = kernel.ops[..index].iter().enumerate().rev();
        let Some((writer, by)) = before.find(|(_, by)| by.output.place == input.place) else {
            return Err((Some(number), "no earlier op has put it into the scratchpad".to_owned()));
        };
        let lies = |op: &OpSpec| match op.output.place {
            Place::Lx(start) => Some((start, start + footprint(op, &op.output))),
            _ => None,
        };
        let meets = |since: &OpSpec| match (lies(by), lies(since)) {
            (Some((start, end)), Some((from, to))) => from < end && start < to,
            _ => false,
        };
        let over = kernel.ops[writer + 1..index].iter().any(meets);
        rule!(!over, number, "another op has written over it");
        let partial = (0..by.dims.len()).any(|dim| by.dims[dim].slices > 1 && !by.output.uses(dim));
        rule!(!partial, number, "cores have parts of it that are not added yet");
        let moves = op.op == "identity" && matches!(op.output.place, Place::Lx(_));
        let rank = input.device_size.len() == by.output.device_size.len();
        let same = View::of(by, &by.output) == View::of(op, input);
        rule!(same || (moves && rank), number, "other cores have it than those that read it");
    }
    Ok(())
}
