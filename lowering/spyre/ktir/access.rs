//! Where the tile of a core is in memory.
//!
//! Each dimension of an iteration space is a number of digits: those that say which core it is, those
//! of a loop of that core, and those of the tile that is in the scratchpad. A coordinate is a sum of
//! digits, so a tensor seen through its digits is a strided view, and the tile is a box in it.

use tricast_opspec::{Arg, Arrangement, Format, layout::STICK};

use super::writer::{Tensor, Writer, by, list, variables, whole_set};
use crate::spyre::plan::digits;

/// How a dimension of the iteration space is divided, in elements, and which part this one is.
#[derive(Clone, Debug)]
pub struct Part {
    /// All of it.
    pub extent: i64,
    /// What a core has.
    pub core: i64,
    /// What a tile has.
    pub tile: i64,
    /// Which core's, counted from 0; empty if there is but one.
    pub slice: String,
    /// Which tile of a core, counted from 0; empty if there is but one.
    pub turn: String,
}

/// A tile of a tensor.
pub struct Tile {
    /// The access tile.
    name: String,
    /// Its sizes.
    sizes: Vec<i64>,
    /// The sizes of the dimensions that were asked for, in whole sticks.
    pub padded: Vec<i64>,
    /// The sizes of them.
    pub exact: Vec<i64>,
    element: &'static str,
}

/// The element type of a tensor. The two values of a stick that `exx2` writes are of single precision:
/// a variance is their difference, which 16 bits would lose.
pub fn element(arg: &Arg) -> &'static str {
    match (arg.arrangement, arg.format) {
        (Arrangement::Exx2, _) | (_, Format::IeeeFp32) => "f32",
        (_, Format::Sen169Fp16 | Format::Sen143Fp8) => "f16",
        (_, Format::IeeeInt32) => "i32",
    }
}

/// The bytes of an element of that type.
pub fn element_bytes(arrangement: Arrangement, format: Format) -> i64 {
    match arrangement {
        Arrangement::Exx2 => 4,
        _ => format.bytes(),
    }
}

/// A view of a tensor through its digits.
#[derive(Default)]
struct View {
    sizes: Vec<i64>,
    strides: Vec<i64>,
    /// The coordinate in each dimension where the tile begins; empty for 0.
    places: Vec<String>,
    /// The size of the tile in each dimension.
    tile: Vec<i64>,
}

impl View {
    fn push(&mut self, size: i64, stride: i64, place: &str, tile: i64) {
        self.sizes.push(size);
        self.strides.push(stride);
        self.places.push(place.to_owned());
        self.tile.push(tile);
    }
}

/// The elements from one device coordinate to the next, in each dimension.
fn strides(arg: &Arg) -> Vec<i64> {
    let lanes = STICK / element_bytes(arg.arrangement, arg.format);
    let mut strides = vec![1; arg.device_size.len()];
    for place in (1..strides.len()).rev() {
        let is_lanes = place + 1 == strides.len();
        strides[place - 1] = if is_lanes { lanes } else { strides[place] * arg.device_size[place] };
    }
    strides
}

impl Writer {
    /// The view, with the dimensions of a tile in an order; the places in `padded` of each.
    fn view(&mut self, arg: &Arg, parts: &[Part], order: &[usize]) -> (View, Vec<i64>) {
        let mut view = View::default();
        let strides = strides(arg);
        let offset: i64 =
            arg.coordinates.iter().zip(&strides).map(|(own, stride)| own.offset * stride).sum();
        if offset != 0 {
            let one = self.index(1);
            view.push(2, offset, &one, 1);
        }
        let mut padded = vec![];
        let mut tiles = vec![];
        let others = (0..parts.len()).filter(|dim| !order.contains(dim));
        for dim in order.iter().copied().chain(others) {
            if !arg.uses(dim) {
                if order.contains(&dim) {
                    padded.push(1);
                }
                continue;
            }
            let part = &parts[dim];
            let places = digits(arg, dim, &[part.core, part.tile], part.extent)
                .expect("parts are whole digits");
            let mut whole = 1;
            for (index, place) in places.iter().enumerate().rev() {
                let size = match places.get(index + 1) {
                    Some(next) => next / place,
                    None => (part.extent + place - 1) / place,
                };
                let stride = arg.coordinates.iter().zip(&strides).map(|(own, stride)| {
                    let terms = own.terms.iter().filter(|term| {
                        term.dim == dim
                            && *place >= term.divisor
                            && term.modulus.is_none_or(|modulus| *place < term.divisor * modulus)
                    });
                    terms.map(|term| term.factor * (place / term.divisor)).sum::<i64>() * stride
                });
                let stride: i64 = stride.sum();
                if *place < part.tile {
                    tiles.push((size, stride));
                    whole *= size;
                    continue;
                }
                let (number, unit) = match *place < part.core {
                    true => (&part.turn, part.tile),
                    false => (&part.slice, part.core),
                };
                let value = self.digit(number, place / unit, size);
                view.push(size, stride, &value, 1);
            }
            if order.contains(&dim) {
                padded.push(whole);
            }
        }
        for (size, stride) in tiles {
            view.push(size, stride, "", size);
        }
        if view.sizes.is_empty() {
            view.push(1, 1, "", 1);
        }
        (view, padded)
    }

    /// A digit of a number.
    fn digit(&mut self, number: &str, place: i64, size: i64) -> String {
        if number.is_empty() {
            return String::new();
        }
        let mut value = number.to_owned();
        if place > 1 {
            let by = self.index(place);
            value = self.value(&format!("arith.divui {value}, {by} : index"));
        }
        let by = self.index(size);
        self.value(&format!("arith.remui {value}, {by} : index"))
    }

    fn memory(&mut self, arg: &Arg, base: &str, view: &View) -> (String, String) {
        let ty = format!("memref<{}{}>", by(&view.sizes), element(arg));
        let name = self.value(&format!(
            "ktdp.construct_memory_view {base}, sizes : {}, strides : {} {{coordinate_set = {}, \
             memory_space = #ktdp.memory_space<global>}} : {ty}",
            list(&view.sizes),
            list(&view.strides),
            whole_set(&view.sizes)
        ));
        (name, ty)
    }

    /// The tile of a tensor, with these dimensions; those that the tensor lacks have the size 1.
    pub fn tile(&mut self, arg: &Arg, base: &str, parts: &[Part], order: &[usize]) -> Tile {
        let (view, padded) = self.view(arg, parts, order);
        let (memory, ty) = self.memory(arg, base, &view);
        let zero = self.index(0);
        let place = |place: &String| if place.is_empty() { zero.clone() } else { place.clone() };
        let places: Vec<String> = view.places.iter().map(place).collect();
        let rank = view.sizes.len();
        let name = self.value(&format!(
            "ktdp.construct_access_tile {memory}{} {{access_tile_set = {}, access_tile_order = \
             affine_map<({dims}) -> ({dims})>}} : {ty} -> !ktdp.access_tile<{}index>",
            list(&places),
            whole_set(&view.tile),
            by(&view.tile),
            dims = variables("d", rank),
        ));
        let exact = order.iter().map(|dim| if arg.uses(*dim) { parts[*dim].tile } else { 1 });
        let exact = exact.collect();
        Tile { name, sizes: view.tile, padded, exact, element: element(arg) }
    }

    /// The tile of a tensor with a coordinate that another one has: `index`.
    pub fn indirect_tile(
        &mut self,
        (arg, base): (&Arg, &str),
        (index, index_base): (&Arg, &str),
        parts: &[Part],
        order: &[usize],
    ) -> Tile {
        let (mut view, own) = self.view(arg, parts, order);
        let (indices, of_indices) = self.view(index, parts, order);
        let (index_memory, index_type) = self.memory(index, index_base, &indices);
        let strides = strides(arg);
        let place = arg.coordinates.iter().position(|own| own.indirect.is_some());
        let place = place.expect("a coordinate is indirect");
        // The dimension of the rows comes first.
        view.sizes.insert(0, arg.device_size[place]);
        view.strides.insert(0, strides[place]);
        view.places.insert(0, String::new());
        view.tile.insert(0, 1);
        let (memory, ty) = self.memory(arg, base, &view);
        // A variable for each digit of the tile, those of each dimension together.
        let mut digits: Vec<(bool, usize)> = vec![];
        let of_tile = |view: &View, skip: usize| -> Vec<usize> {
            (skip..view.sizes.len()).filter(|own| view.places[*own].is_empty()).collect()
        };
        let (mut table, mut numbers) =
            (of_tile(&view, 1).into_iter(), of_tile(&indices, 0).into_iter());
        for (position, dim) in order.iter().enumerate() {
            let (digit, size, sizes): (&mut dyn Iterator<Item = usize>, i64, &View) =
                match index.uses(*dim) {
                    true => (&mut numbers, of_indices[position], &indices),
                    false => (&mut table, own[position], &view),
                };
            let mut whole = 1;
            while whole < size {
                let Some(next) = digit.next() else { break };
                whole *= sizes.sizes[next];
                digits.push((index.uses(*dim), next));
            }
        }
        let variable = |is_index: bool, place: usize| {
            let found = digits.iter().position(|own| *own == (is_index, place));
            found.map(|found| format!("%d{found}"))
        };
        let zero = self.index(0);
        let subscript = |view: &View, is_index: bool, place: usize| match &view.places[place] {
            own if own.is_empty() => variable(is_index, place).unwrap_or_else(|| zero.clone()),
            own => own.clone(),
        };
        let read: Vec<String> =
            (0..indices.sizes.len()).map(|place| subscript(&indices, true, place)).collect();
        let mut subscripts = vec![format!("ind({index_memory}[{}])", read.join(", "))];
        subscripts.extend(
            (1..view.sizes.len()).map(|place| format!("({})", subscript(&view, false, place))),
        );
        let sizes: Vec<i64> = digits
            .iter()
            .map(
                |(is_index, place)| {
                    if *is_index { indices.sizes[*place] } else { view.sizes[*place] }
                },
            )
            .collect();
        let sizes = if sizes.is_empty() { vec![1] } else { sizes };
        let rank = sizes.len();
        let name = self.value(&format!(
            "ktdp.construct_indirect_access_tile intermediate_variables({}) {memory}[{}] \
             {{variables_space_set = {}, variables_space_order = affine_map<({dims}) -> ({dims})>}} : \
             {ty}, {index_type} -> !ktdp.access_tile<{}index>",
            variables("%d", rank),
            subscripts.join(", "),
            whole_set(&sizes),
            by(&sizes),
            dims = variables("d", rank),
        ));
        let padded = own.iter().zip(&of_indices).map(|(a, b)| *a.max(b)).collect();
        let has = |dim: usize| arg.uses(dim) || index.uses(dim);
        let exact = order.iter().map(|dim| if has(*dim) { parts[*dim].tile } else { 1 }).collect();
        Tile { name, sizes, padded, exact, element: element(arg) }
    }

    /// What is in a tile.
    pub fn load(&mut self, tile: &Tile) -> Tensor {
        let loaded = self.tensor(&tile.sizes, tile.element, |ty| {
            format!("ktdp.load {} : !ktdp.access_tile<{}index> -> {ty}", tile.name, by(&tile.sizes))
        });
        let one = [1];
        let (padded, exact) = match tile.padded.is_empty() {
            true => (&one[..], &one[..]),
            false => (&tile.padded[..], &tile.exact[..]),
        };
        let whole = self.reshape(&loaded, padded);
        self.cut(&whole, exact)
    }

    /// Writes a tile; what is beyond the end in its sticks becomes 0.
    pub fn store(&mut self, tensor: &Tensor, tile: &Tile) {
        let whole =
            if tile.padded.is_empty() { tensor.clone() } else { self.extend(tensor, &tile.padded) };
        let whole = self.reshape(&whole, &tile.sizes);
        self.line(&format!(
            "ktdp.store {}, {} : {}, !ktdp.access_tile<{}index>",
            whole.name,
            tile.name,
            whole.ty(),
            by(&tile.sizes)
        ));
    }
}
