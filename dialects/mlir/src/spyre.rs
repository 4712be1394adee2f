//! Layouts of tensors in sticks, `#spyre.stl<...>`, and what the ops of `spyre` on such tensors ask of
//! each other; see [`crate::verify`].

use melior::ir::{
    AffineMap, Attribute, OperationRef, Type, attribute::ArrayAttribute, operation::OperationLike,
};

use crate::{
    ir::{attribute, encoding, integers, shape_of},
    ktdp::{map, maps},
    verify::{Verdict, check, operand_type, result_type},
};

/// How many cores there are.
const CORES: i64 = 32;

/// Where the elements of a tensor are on the device: the parameters of `#spyre.stl`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StickLayout {
    /// The sizes of the device's dimensions; the last is the lanes of a stick.
    pub device_size: Vec<i64>,
    /// The dimension of the tensor that each goes along, -1 for none.
    pub dim_map: Vec<i64>,
    /// How an element is stored, by its name in SuperDSC.
    pub format: String,
    /// The order of elements in a stick.
    pub arrangement: String,
}

/// The order of elements in a stick of most tensors, which is not written.
pub const STANDARD: &str = "standard";

impl StickLayout {
    /// The layout that an attribute says; None if it is none.
    pub fn read(attribute: Attribute) -> Option<StickLayout> {
        // The attribute has no getters of its own here: this is how it is printed.
        let text = attribute.to_string();
        let rest = text.strip_prefix("#spyre.stl<device_size = [")?.strip_suffix('>')?;
        let (device_size, rest) = rest.split_once("], dim_map = [")?;
        let (dim_map, rest) = rest.split_once("], ")?;
        let (format, arrangement) = rest.split_once(", ").unwrap_or((rest, STANDARD));
        let numbers = |text: &str| -> Option<Vec<i64>> {
            text.split(", ").map(|number| number.parse().ok()).collect()
        };
        Some(StickLayout {
            device_size: numbers(device_size)?,
            dim_map: numbers(dim_map)?,
            format: format.to_owned(),
            arrangement: arrangement.to_owned(),
        })
    }

    /// How the attribute is written.
    pub fn text(&self) -> String {
        let numbers =
            |numbers: &[i64]| numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        let (sizes, dims, format) =
            (numbers(&self.device_size), numbers(&self.dim_map), &self.format);
        let arrangement = match &*self.arrangement {
            STANDARD => String::new(),
            other => format!(", {other}"),
        };
        format!("#spyre.stl<device_size = [{sizes}], dim_map = [{dims}], {format}{arrangement}>")
    }

    /// The layout of a tensor; None of one that has none.
    pub fn of(ty: Type) -> Option<StickLayout> {
        StickLayout::read(encoding(ty)?)
    }
}

/// Whether a tensor of a shape can have an encoding.
///
/// # Errors
/// If not, what is wrong.
pub fn verify_layout(encoding: Attribute, shape: &[i64]) -> Verdict {
    let layout = StickLayout::read(encoding).ok_or("the layout cannot be read")?;
    let StickLayout { device_size, dim_map, .. } = &layout;
    check(device_size.len() == dim_map.len(), || {
        let (sizes, dims) = (device_size.len(), dim_map.len());
        format!("the layout has {sizes} sizes, but maps {dims} dimensions")
    })?;
    check(device_size.iter().all(|size| *size > 0), || {
        "a size of the layout is not positive".into()
    })?;
    let (Some(&stick), Some(&lanes)) = (dim_map.last(), device_size.last()) else {
        return Err("the layout has no lanes".into());
    };
    let rank = shape.len() as i64;
    let outer = &dim_map[..dim_map.len() - 1];
    for dim in dim_map {
        check((-1..rank).contains(dim), || {
            format!("the layout maps dimension {dim}, but the tensor has {rank}")
        })?;
    }
    for (dim, &size) in shape.iter().enumerate() {
        let dim = dim as i64;
        let mut own = (0..outer.len()).filter(|place| outer[*place] == dim);
        let place = own.next().ok_or_else(|| format!("the layout lacks dimension {dim}"))?;
        check(own.next().is_none(), || format!("the layout has dimension {dim} twice"))?;
        // The size is not known yet.
        if size < 0 {
            continue;
        }
        let held = if stick == dim { device_size[place] * lanes } else { device_size[place] };
        check(held >= size, || {
            format!("the layout holds {held} elements along dimension {dim}, but there are {size}")
        })?;
    }
    Ok(())
}

/// Whether an op on tensors in sticks is as it should be.
///
/// # Errors
/// If not, what is wrong.
pub fn verify(op: OperationRef) -> Verdict {
    match op.name().as_string_ref().as_str().unwrap_or_default() {
        "spyre.upload" => {
            laid(result_type(op)?)?;
            let (from, to) = (operand_type(op, 0)?, result_type(op)?);
            check(shape_of(from) == shape_of(to), || format!("moves {from} to {to}"))
        }
        "spyre.download" => download(op),
        "spyre.fill" | "spyre.lower_triangle" => laid(result_type(op)?),
        "spyre.exec" => exec(op),
        name => Err(format!("is not verified in Rust: {name}")),
    }
}

/// That a tensor of known sizes is in sticks.
fn laid(ty: Type) -> Verdict {
    check(StickLayout::of(ty).is_some(), || format!("has {ty}, expected a layout, #spyre.stl"))?;
    check(shape_of(ty).iter().all(Option::is_some), || {
        format!("has {ty}, expected sizes that are known")
    })
}

/// That a map is from so many dimensions, and so many values at most, to a tensor.
fn maps_to(map: &AffineMap, ty: Type, dims: usize, values: usize) -> Verdict {
    let rank = shape_of(ty).len();
    check(map.result_count() == rank, || {
        format!("has the map {map} to {ty}, of {rank} dimensions")
    })?;
    check(map.dim_count() == dims, || {
        format!("has the map {map} from {}, expected {dims} dimensions", map.dim_count())
    })?;
    check(map.symbol_count() <= values, || {
        format!("has the map {map} with {} symbols, but {values} inputs", map.symbol_count())
    })
}

fn download(op: OperationRef) -> Verdict {
    let tensor = operand_type(op, 0)?;
    laid(tensor)?;
    let map = map(op, "map").ok_or("has no map")?;
    maps_to(&map, tensor, shape_of(result_type(op)?).len(), 0)
}

fn exec(op: OperationRef) -> Verdict {
    let dims = attribute(op, "dims").and_then(integers).unwrap_or_default();
    check(dims.iter().all(|size| *size > 0), || format!("has the dims {dims:?}"))?;
    let tensors = op.operand_count();
    let mut maps = maps(op, "maps");
    check(maps.len() == tensors, || {
        format!("has {} maps, expected one for each of {tensors} tensors", maps.len())
    })?;
    // What is written to is the first operand, and its map is the last.
    maps.rotate_right(1);
    for (index, map) in maps.iter().enumerate() {
        let ty = operand_type(op, index)?;
        laid(ty)?;
        maps_to(map, ty, dims.len(), tensors - 1)?;
    }
    if let Some(slices) = attribute(op, "slices").and_then(integers) {
        check(slices.len() == dims.len(), || {
            format!("has {} slices, expected one for each of {} dims", slices.len(), dims.len())
        })?;
        let cores: i64 = slices.iter().product();
        check(slices.iter().all(|slices| *slices > 0) && cores <= CORES, || {
            format!("is divided among {cores} cores, expected 1 to {CORES}")
        })?;
    }
    let places = attribute(op, "places").and_then(|places| ArrayAttribute::try_from(places).ok());
    check(places.is_none_or(|places| places.len() == tensors), || {
        format!("has {} places, expected {tensors}", places.map_or(0, |places| places.len()))
    })
}
