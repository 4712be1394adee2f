//! Views, access tiles, and the memory that they mean.

use std::sync::Arc;

use crate::{
    affine::{Expr, Linear, Map, Set},
    element::{
        Element, Format, Numerics, read_floats, read_integers, write_floats, write_integers,
    },
    error::Error,
    memory::{Memory, STICK, Scratchpad},
    program::{Subscript, TensorType},
    tensor::Data,
};

/// Where a part of a view is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// In the memory of all cores.
    Global,
    /// In the scratchpad of a core.
    Core(usize),
}

/// Memory at an address, by coordinates.
#[derive(Clone, Debug)]
pub struct Part {
    /// Where.
    pub home: Home,
    /// Where coordinates of zero are, in elements.
    pub address: i64,
    /// How far coordinates are apart, in elements.
    pub strides: Vec<i64>,
    /// The first coordinate and one past the last, in each dimension.
    pub bounds: Vec<(i64, i64)>,
    /// Which coordinates of those there are, if not all.
    pub set: Option<(Set, Vec<i64>)>,
}

/// One part or several.
#[derive(Clone, Debug)]
pub struct View {
    /// Its parts.
    pub parts: Vec<Part>,
    /// The type of its elements.
    pub element: Element,
}

/// How the coordinates of a tile are found.
#[derive(Clone, Debug)]
pub enum Places {
    /// From an origin on.
    Direct {
        /// The origin.
        origin: Vec<i64>,
    },
    /// By variables.
    Indirect {
        /// A coordinate for each dimension of the view.
        subscripts: Vec<Subscript>,
        /// Where the indirect ones stand.
        index_views: Vec<Arc<View>>,
        /// The symbols of the maps.
        captured: Vec<i64>,
    },
}

/// Coordinates of a view.
#[derive(Clone, Debug)]
pub struct AccessTile {
    /// Of which.
    pub view: Arc<View>,
    /// Its sizes.
    pub sizes: Vec<usize>,
    /// The dimension of the points for each dimension of the tile.
    pub order: Vec<usize>,
    /// Which points there are, if not all.
    pub set: Option<(Set, Vec<i64>)>,
    /// How a point becomes coordinates.
    pub places: Places,
}

/// Elements of a tile that are the same distance apart in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// The first in the tile.
    offset: usize,
    /// The first in memory, in elements.
    address: i64,
    stride: i64,
    count: usize,
}

/// The runs of a tile, for each part of its view, and those of the index views.
#[derive(Debug)]
struct Runs {
    parts: Vec<Vec<Run>>,
    index: Vec<Run>,
    index_bytes: usize,
}

/// The memories that a core sees.
#[derive(Clone, Copy, Debug)]
pub struct Memories<'a> {
    /// That of all cores.
    pub global: &'a Memory,
    /// Those of each core.
    pub scratchpads: &'a [Scratchpad],
    /// How floats are stored.
    pub numerics: Numerics,
}

impl Part {
    fn address_of(&self, coordinates: &[i64]) -> i64 {
        let steps = coordinates.iter().zip(&self.strides).map(|(place, stride)| place * stride);
        self.address + steps.sum::<i64>()
    }

    fn has(&self, coordinates: &[i64]) -> bool {
        let inside = coordinates
            .iter()
            .zip(&self.bounds)
            .all(|(place, (first, end))| (first..end).contains(&place));
        inside && self.set.as_ref().is_none_or(|(set, symbols)| set.contains(coordinates, symbols))
    }

    /// The same memory with coordinates of a whole: they start where its bounds do.
    pub fn of_whole(&self) -> Part {
        let first: Vec<i64> = self.bounds.iter().map(|(first, _)| -first).collect();
        Part { address: self.address_of(&first), ..self.clone() }
    }
}

/// Calls for every point of a box, the last dimension fastest.
fn for_each_point(
    sizes: &[usize],
    mut call: impl FnMut(&[i64]) -> Result<(), Error>,
) -> Result<(), Error> {
    if sizes.contains(&0) {
        return Ok(());
    }
    let mut point = vec![0; sizes.len()];
    loop {
        call(&point)?;
        let mut dim = sizes.len();
        loop {
            if dim == 0 {
                return Ok(());
            }
            dim -= 1;
            point[dim] += 1;
            if point[dim] < sizes[dim] as i64 {
                break;
            }
            point[dim] = 0;
        }
    }
}

impl AccessTile {
    /// The element type and sizes of what is loaded.
    pub fn ty(&self) -> TensorType {
        TensorType { sizes: self.sizes.clone(), element: self.view.element }
    }

    /// The point for a place in the tile.
    fn point(&self, place: &[i64]) -> Vec<i64> {
        let mut point = vec![0; place.len()];
        for (value, dim) in place.iter().zip(&self.order) {
            point[*dim] = *value;
        }
        point
    }

    /// The bounds of its points; None if they are no box.
    fn bounds(&self) -> Option<Vec<(i64, i64)>> {
        match &self.set {
            None => Some(vec![(i64::MIN, i64::MAX); self.sizes.len()]),
            Some((set, symbols)) => set.bounds(symbols),
        }
    }

    fn runs(&self, memories: Memories) -> Result<Runs, Error> {
        let mut runs =
            Runs { parts: vec![vec![]; self.view.parts.len()], index: vec![], index_bytes: 0 };
        let (outer, inner) = match self.sizes.split_last() {
            Some((inner, outer)) => (outer, *inner),
            None => (&[][..], 1),
        };
        let bounds = self.bounds();
        let mut row = 0;
        for_each_point(outer, |place| {
            let mut first = place.to_vec();
            if !self.sizes.is_empty() {
                first.push(0);
            }
            let point = self.point(&first);
            self.row(memories, &point, inner, row * inner, bounds.as_deref(), &mut runs)?;
            row += 1;
            Ok(())
        })?;
        Ok(runs)
    }

    /// The runs of the innermost dimension of the tile from a point on.
    fn row(
        &self,
        memories: Memories,
        point: &[i64],
        count: usize,
        offset: usize,
        bounds: Option<&[(i64, i64)]>,
        runs: &mut Runs,
    ) -> Result<(), Error> {
        let dim = self.order.last().copied();
        // The part of the row that is in the set.
        let range = bounds.map(|bounds| {
            let mut range = (0, count as i64);
            for (place, (value, (first, end))) in point.iter().zip(bounds).enumerate() {
                if Some(place) == dim {
                    range = (range.0.max(*first), range.1.min(*end));
                } else if !(first..end).contains(&value) {
                    range.1 = range.0;
                }
            }
            range
        });
        if range.is_some_and(|(first, end)| first >= end) {
            return Ok(());
        }
        let forms = match range {
            Some(_) => self.linear_row(memories, point, dim, runs)?,
            None => None,
        };
        if let (Some(range), Some(forms)) = (range, forms) {
            let mut all = true;
            for (part, memory) in self.view.parts.iter().enumerate() {
                all &= clip(memory, &forms, range, offset, &mut runs.parts[part]);
            }
            if all {
                return Ok(());
            }
            runs.parts.iter_mut().for_each(|part| part.retain(|run| run.offset < offset));
        }
        self.single_elements(memories, point, dim, count, offset, runs)
    }

    /// The coordinates of a row, each linear in the place in it; None if one is not.
    fn linear_row(
        &self,
        memories: Memories,
        point: &[i64],
        dim: Option<usize>,
        runs: &mut Runs,
    ) -> Result<Option<Vec<(i64, i64)>>, Error> {
        match &self.places {
            Places::Direct { origin } => Ok(Some(
                origin
                    .iter()
                    .zip(point)
                    .enumerate()
                    .map(|(d, (origin, at))| (origin + at, i64::from(Some(d) == dim)))
                    .collect(),
            )),
            Places::Indirect { subscripts, captured, .. } => {
                let form = |expr: &Expr| -> Option<Linear> { row_form(expr, point, dim, captured) };
                let linear = subscripts.iter().all(|subscript| {
                    subscript.map.results.iter().all(|expr| {
                        form(expr).is_some_and(|form| !subscript.indirect || form.is_constant())
                    })
                });
                if !linear {
                    return Ok(None);
                }
                let first = self.coordinates(memories, point, runs)?;
                let steps =
                    subscripts.iter().map(|subscript| match subscript.map.results.first() {
                        Some(expr) if !subscript.indirect => form(expr)
                            .and_then(|form| form.factors.first().copied())
                            .unwrap_or_default(),
                        _ => 0,
                    });
                Ok(Some(first.into_iter().zip(steps).collect()))
            }
        }
    }

    fn single_elements(
        &self,
        memories: Memories,
        point: &[i64],
        dim: Option<usize>,
        count: usize,
        offset: usize,
        runs: &mut Runs,
    ) -> Result<(), Error> {
        let mut point = point.to_vec();
        for place in 0..count {
            if let Some(dim) = dim {
                point[dim] = place as i64;
            }
            if self.set.as_ref().is_some_and(|(set, symbols)| !set.contains(&point, symbols)) {
                continue;
            }
            let coordinates = self.coordinates(memories, &point, runs)?;
            for (part, memory) in self.view.parts.iter().enumerate() {
                if memory.has(&coordinates) {
                    let address = memory.address_of(&coordinates);
                    runs.parts[part].push(Run {
                        offset: offset + place,
                        address,
                        stride: 1,
                        count: 1,
                    });
                    break;
                }
            }
        }
        Ok(())
    }

    /// The coordinates of a point in the view.
    fn coordinates(
        &self,
        memories: Memories,
        point: &[i64],
        runs: &mut Runs,
    ) -> Result<Vec<i64>, Error> {
        let (subscripts, index_views, captured) = match &self.places {
            Places::Direct { origin } => {
                return Ok(origin.iter().zip(point).map(|(origin, at)| origin + at).collect());
            }
            Places::Indirect { subscripts, index_views, captured } => {
                (subscripts, index_views, captured)
            }
        };
        let mut views = index_views.iter();
        let mut coordinates = vec![];
        for (dim, subscript) in subscripts.iter().enumerate() {
            let places = subscript.map.at(point, captured);
            if !subscript.indirect {
                coordinates.extend(places);
                continue;
            }
            let view = views.next().ok_or_else(|| Error::new("an index view is missing"))?;
            let (value, run) = read_one(memories, view, &places)?;
            if let Some(run) = run {
                runs.index.push(run);
                runs.index_bytes = view.element.bytes();
            }
            let known = self.view.parts.iter().any(|part| {
                part.bounds.get(dim).is_some_and(|(first, end)| (*first..*end).contains(&value))
            });
            if !known {
                return Err(Error::new(format!(
                    "the index {value} at {places:?} is outside of dimension {dim} of its view"
                )));
            }
            coordinates.push(value);
        }
        Ok(coordinates)
    }
}

/// The linear form of an expression along a dimension from a point on.
fn row_form(expr: &Expr, point: &[i64], dim: Option<usize>, captured: &[i64]) -> Option<Linear> {
    // The other dimensions are known: as symbols after the captured ones.
    fn replace(expr: &Expr, dim: Option<usize>, captured: usize) -> Expr {
        let both = |a: &Expr, b: &Expr| {
            (Box::new(replace(a, dim, captured)), Box::new(replace(b, dim, captured)))
        };
        match expr {
            Expr::Dim(place) if Some(*place) == dim => Expr::Dim(0),
            Expr::Dim(place) => Expr::Symbol(captured + place),
            Expr::Symbol(_) | Expr::Constant(_) => expr.clone(),
            Expr::Add(a, b) => {
                let (a, b) = both(a, b);
                Expr::Add(a, b)
            }
            Expr::Mul(a, b) => {
                let (a, b) = both(a, b);
                Expr::Mul(a, b)
            }
            Expr::Mod(a, b) => {
                let (a, b) = both(a, b);
                Expr::Mod(a, b)
            }
            Expr::FloorDiv(a, b) => {
                let (a, b) = both(a, b);
                Expr::FloorDiv(a, b)
            }
            Expr::CeilDiv(a, b) => {
                let (a, b) = both(a, b);
                Expr::CeilDiv(a, b)
            }
        }
    }
    let symbols: Vec<i64> = captured.iter().chain(point).copied().collect();
    replace(expr, dim, captured.len()).linear(1, &symbols)
}

/// Adds what a part has of a row; false if that is not a range of it.
fn clip(
    part: &Part,
    forms: &[(i64, i64)],
    range: (i64, i64),
    offset: usize,
    runs: &mut Vec<Run>,
) -> bool {
    let (mut first, mut end) = range;
    for ((start, step), (low, high)) in forms.iter().zip(&part.bounds) {
        match step {
            0 if (low..high).contains(&start) => {}
            0 => return true,
            step if *step > 0 => {
                first = first.max(-(start - low).div_euclid(*step));
                end = end.min((high - 1 - start).div_euclid(*step) + 1);
            }
            _ => return false,
        }
    }
    if first >= end {
        return true;
    }
    if part.set.is_some() {
        return false;
    }
    let at: Vec<i64> = forms.iter().map(|(start, step)| start + step * first).collect();
    let stride = forms.iter().zip(&part.strides).map(|((_, step), stride)| step * stride).sum();
    runs.push(Run {
        offset: offset + first as usize,
        address: part.address_of(&at),
        stride,
        count: (end - first) as usize,
    });
    true
}

/// One integer of a view, and where in memory of all cores it was.
fn read_one(memories: Memories, view: &View, place: &[i64]) -> Result<(i64, Option<Run>), Error> {
    let part = view.parts.iter().find(|part| part.has(place));
    let part =
        part.ok_or_else(|| Error::new(format!("the index view has nothing at {place:?}")))?;
    let run = Run { offset: 0, address: part.address_of(place), stride: 1, count: 1 };
    let mut value = [0];
    memories.read(part.home, view.element, &[run], |bytes, base| {
        let at = (run.address * view.element.bytes() as i64) as usize - base;
        read_integers(view.element, &bytes[at..at + view.element.bytes()], &mut value);
    })?;
    Ok((value[0], (part.home == Home::Global).then_some(run)))
}

/// The bytes between the first and the last element of runs.
fn span(runs: &[Run], element: Element) -> Result<(usize, usize), Error> {
    let ends = runs
        .iter()
        .flat_map(|run| [run.address, run.address + run.stride * (run.count as i64 - 1)]);
    let (first, last) =
        ends.fold((i64::MAX, i64::MIN), |(low, high), at| (low.min(at), high.max(at)));
    let size = element.bytes() as i64;
    let first = usize::try_from(first * size);
    let first = first.map_err(|_| Error::new("an address is negative"))?;
    Ok((first, ((last + 1) * size) as usize))
}

/// How many different sticks of memory runs touch.
fn sticks(runs: &[Run], bytes: usize) -> usize {
    let mut touched: Vec<(i64, i64)> = vec![];
    let (size, stick) = (bytes as i64, STICK as i64);
    for run in runs {
        let of = |first: i64, last: i64| (first * size / stick, ((last + 1) * size - 1) / stick);
        if run.stride.abs() <= stick / size {
            let last = run.address + run.stride * (run.count as i64 - 1);
            touched.push(of(run.address.min(last), run.address.max(last)));
        } else {
            let at = |place: usize| run.address + run.stride * place as i64;
            touched.extend((0..run.count).map(|place| of(at(place), at(place))));
        }
    }
    touched.sort_unstable();
    let mut count = 0;
    let mut done = -1;
    for (first, last) in touched {
        count += (last - first.max(done + 1) + 1).max(0);
        done = done.max(last);
    }
    count as usize
}

impl Memories<'_> {
    fn read(
        &self,
        home: Home,
        element: Element,
        runs: &[Run],
        read: impl FnOnce(&[u8], usize),
    ) -> Result<(), Error> {
        let (first, end) = span(runs, element)?;
        match home {
            Home::Global => self.global.read(first, end, |bytes| read(bytes, first)),
            Home::Core(core) => self.scratchpad(core)?.read(first, end, |bytes| read(bytes, first)),
        }
    }

    fn write(
        &self,
        home: Home,
        element: Element,
        runs: &[Run],
        write: impl FnOnce(&mut [u8], usize),
    ) -> Result<(), Error> {
        let (first, end) = span(runs, element)?;
        match home {
            Home::Global => self.global.write(first, end, |bytes| write(bytes, first)),
            Home::Core(core) => {
                self.scratchpad(core)?.write(first, end, |bytes| write(bytes, first))
            }
        }
    }

    /// The scratchpad of a core.
    ///
    /// # Errors
    /// If there is no such core.
    pub fn scratchpad(&self, core: usize) -> Result<&Scratchpad, Error> {
        self.scratchpads.get(core).ok_or_else(|| Error::new(format!("there is no core {core}")))
    }

    /// The elements of a tile, zero where it has none, and the bytes that come from memory.
    ///
    /// # Errors
    /// If it is of memory that is not there.
    pub fn load(&self, tile: &AccessTile) -> Result<(Data, usize), Error> {
        let element = tile.view.element;
        let runs = tile.runs(*self)?;
        let mut data = Data::zeros(element, tile.sizes.iter().product());
        for (part, of_part) in tile.view.parts.iter().zip(&runs.parts) {
            if of_part.is_empty() {
                continue;
            }
            self.read(part.home, element, of_part, |bytes, base| {
                for run in of_part {
                    gather(self.numerics.format(element), element, bytes, base, *run, &mut data);
                }
            })?;
        }
        Ok((data, self.moved(tile, &runs)))
    }

    /// Writes the elements of a tile, and gives the bytes that go to memory.
    ///
    /// # Errors
    /// If it is of memory that is not there.
    pub fn store(&self, tile: &AccessTile, data: &Data) -> Result<usize, Error> {
        let element = tile.view.element;
        let runs = tile.runs(*self)?;
        for (part, of_part) in tile.view.parts.iter().zip(&runs.parts) {
            if of_part.is_empty() {
                continue;
            }
            self.write(part.home, element, of_part, |bytes, base| {
                for run in of_part {
                    scatter(self.numerics.format(element), element, bytes, base, *run, data);
                }
            })?;
        }
        Ok(self.moved(tile, &runs))
    }

    fn moved(&self, tile: &AccessTile, runs: &Runs) -> usize {
        let global = tile.view.parts.iter().zip(&runs.parts);
        let global = global.filter(|(part, _)| part.home == Home::Global);
        let own: usize = global.map(|(_, runs)| sticks(runs, tile.view.element.bytes())).sum();
        let index = if runs.index.is_empty() { 0 } else { sticks(&runs.index, runs.index_bytes) };
        (own + index) * STICK
    }
}

/// Reads a run.
fn gather(format: Format, element: Element, bytes: &[u8], base: usize, run: Run, data: &mut Data) {
    let size = element.bytes();
    let at =
        |place: usize| ((run.address + run.stride * place as i64) * size as i64) as usize - base;
    let chunk = if run.stride == 1 { run.count } else { 1 };
    for place in (0..run.count).step_by(chunk.max(1)) {
        let bytes = &bytes[at(place)..at(place) + chunk * size];
        let range = run.offset + place..run.offset + place + chunk;
        match data {
            Data::Floats(values) => read_floats(format, bytes, &mut values[range]),
            Data::Integers(values) => read_integers(element, bytes, &mut values[range]),
        }
    }
}

/// Writes a run.
fn scatter(format: Format, element: Element, bytes: &mut [u8], base: usize, run: Run, data: &Data) {
    let size = element.bytes();
    let at =
        |place: usize| ((run.address + run.stride * place as i64) * size as i64) as usize - base;
    let chunk = if run.stride == 1 { run.count } else { 1 };
    for place in (0..run.count).step_by(chunk.max(1)) {
        let start = at(place);
        let bytes = &mut bytes[start..start + chunk * size];
        let range = run.offset + place..run.offset + place + chunk;
        match data {
            Data::Floats(values) => write_floats(format, &values[range], bytes),
            Data::Integers(values) => write_integers(element, &values[range], bytes),
        }
    }
}

/// The dimension of a point for each dimension of a tile, by the map from one to the other.
///
/// # Errors
/// If it is no permutation.
pub fn order_of(map: &Map) -> Result<Vec<usize>, Error> {
    map.permutation().ok_or_else(|| Error::new("the order of a tile is no permutation"))
}
