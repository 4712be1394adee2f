//! Copies to and from parts of tensors, and tensors of one value.

use tricast_opspec::{Coordinate, Format};

use super::{Access, Builder, Node, Result, Source, View, identity, views::clamp};

impl Builder<'_> {
    /// A tensor of its own with the elements of a view.
    pub(super) fn copy(&mut self, view: &View) -> View {
        self.computed("identity", vec![view.access()], &view.sizes, &view.sizes, &[])
    }

    /// Writes a view to a part of a tensor, whose coordinates are over the view's dimensions.
    fn write(&mut self, view: &View, buffer: usize, coordinates: Vec<Coordinate>) {
        let output = Access { buffer, coordinates };
        self.step("identity", vec![view.access()], &view.sizes, output, &[]);
    }

    /// Where an op copies; whether it does.
    pub(super) fn copies(&mut self, node: &Node) -> Result<bool> {
        let name = node.name();
        let sizes = self.result_sizes(node, 0)?;
        let view = match name {
            "full" | "full_like" => self.fill(node, "fill_value", &sizes)?,
            "scalar_tensor" => self.fill(node, "s", &sizes)?,
            "zeros" | "zeros_like" | "new_zeros" => {
                let number = self.number(0.0);
                self.broadcast(&number, &sizes)?
            }
            "ones" | "ones_like" | "new_ones" => {
                let number = self.number(1.0);
                self.broadcast(&number, &sizes)?
            }
            "copy" => {
                let view = self.operand(node, "src")?;
                self.broadcast(&view, &sizes)?
            }
            "cat" | "stack" => self.join(node, &sizes)?,
            "constant_pad_nd" | "pad" => self.pad_node(node, &sizes)?,
            "slice_scatter" | "select_scatter" => self.scatter_part(node, &sizes)?,
            "embedding" => self.gather(node, "weight", "indices", 0)?,
            "index_select" => {
                let rank = sizes.len();
                self.gather(node, "self", "index", self.dim(node, "dim", rank)?)?
            }
            "index.Tensor" => self.gather(node, "self", "indices", indexed(node)?)?,
            "index_copy" => {
                let dim = self.dim(node, "dim", sizes.len())?;
                self.scatter(node, "index", "source", dim)?
            }
            "index_put" => self.scatter(node, "indices", "values", indexed(node)?)?,
            _ => return Ok(false),
        };
        self.give(node, view)?;
        Ok(true)
    }

    fn fill(&mut self, node: &Node, name: &str, sizes: &[i64]) -> Result<View> {
        let number = self.number(self.scalar(node, name)?);
        self.broadcast(&number, sizes)
    }

    fn join(&mut self, node: &Node, sizes: &[i64]) -> Result<View> {
        let views = node.tensors("tensors").iter().map(|value| self.view(*value));
        let views = views.collect::<Result<Vec<_>>>()?;
        let dim = self.dim(node, "dim", sizes.len())?;
        let buffer = self.buffer(sizes, Source::Computed);
        let mut start = 0;
        for view in views {
            let mut part = view.sizes.clone();
            if part.len() < sizes.len() {
                part.insert(dim, 1);
            }
            let view = self.reshape(&view, &part)?;
            let mut coordinates = identity(&part);
            coordinates[dim] = coordinates[dim].clone().scaled(1, start);
            start += part[dim];
            self.write(&view, buffer, coordinates);
        }
        Ok(View::whole(buffer, sizes))
    }

    fn pad_node(&mut self, node: &Node, sizes: &[i64]) -> Result<View> {
        let view = self.operand(node, "self")?;
        let pairs = self.ints(node, "pad")?;
        let mut before = vec![0; sizes.len()];
        for (index, pair) in pairs.chunks(2).enumerate() {
            before[sizes.len() - 1 - index] = pair[0];
        }
        let value = self.optional_scalar(node, "value")?.unwrap_or(0.0);
        self.pad(&view, &before, sizes, value)
    }

    /// A tensor of `sizes` with a view from `before` on, which crops where it is negative, and a
    /// value around it.
    pub(super) fn pad(
        &mut self,
        view: &View,
        before: &[i64],
        sizes: &[i64],
        value: f64,
    ) -> Result<View> {
        let mut view = view.clone();
        let mut places = vec![];
        for (dim, size) in sizes.iter().enumerate() {
            let start = (-before[dim]).max(0);
            let place = before[dim].max(0);
            let count = (view.sizes[dim] - start).min(size - place);
            if count <= 0 {
                let number = self.number(value);
                return self.broadcast(&number, sizes);
            }
            view = self.slice(&view, dim, start, count, 1)?;
            places.push(place);
        }
        if view.sizes == sizes {
            return Ok(view);
        }
        let number = self.number(value);
        let buffer = if is_around_sticks(&places, &view.sizes, sizes) {
            let buffer = self.buffer(sizes, Source::Computed);
            self.frame(&number, buffer, &places, &view.sizes, sizes)?;
            buffer
        } else {
            let number = self.broadcast(&number, sizes)?;
            self.copy(&number).buffer
        };
        let coordinates = identity(&view.sizes).into_iter().zip(places);
        let coordinates = coordinates.map(|(own, place)| own.scaled(1, place)).collect();
        self.write(&view, buffer, coordinates);
        Ok(View::whole(buffer, sizes))
    }

    /// Writes a number to what is around a part of a tensor: before and after it along each dimension,
    /// and there as wide as the part along the dimensions before that one.
    fn frame(
        &mut self,
        number: &View,
        buffer: usize,
        places: &[i64],
        part: &[i64],
        sizes: &[i64],
    ) -> Result<()> {
        let (mut starts, mut counts) = (vec![0; sizes.len()], sizes.to_vec());
        for dim in 0..sizes.len() {
            let end = places[dim] + part[dim];
            for (start, count) in [(0, places[dim]), (end, sizes[dim] - end)] {
                if count == 0 {
                    continue;
                }
                (starts[dim], counts[dim]) = (start, count);
                let strip = self.broadcast(number, &counts)?;
                let own = identity(&counts).into_iter().zip(&starts);
                let own = own.map(|(own, start)| own.scaled(1, *start)).collect();
                self.write(&strip, buffer, own);
            }
            (starts[dim], counts[dim]) = (places[dim], part[dim]);
        }
        Ok(())
    }

    fn scatter_part(&mut self, node: &Node, sizes: &[i64]) -> Result<View> {
        let dim = self.dim(node, "dim", sizes.len())?;
        let (src, whole) = (self.operand(node, "src")?, self.operand(node, "self")?);
        let mut part = src.sizes.clone();
        let (start, step) = if part.len() < sizes.len() {
            part.insert(dim, 1);
            let index = self.int(node, "index")?.ok_or("'index' is not given")?;
            (if index < 0 { index + sizes[dim] } else { index }, 1)
        } else {
            let start = clamp(self.int(node, "start")?.unwrap_or(0), sizes[dim]);
            (start, self.int(node, "step")?.unwrap_or(1))
        };
        let src = self.reshape(&src, &part)?;
        let buffer = self.copy(&whole).buffer;
        let mut coordinates = identity(&part);
        coordinates[dim] = coordinates[dim].clone().scaled(step, start);
        self.write(&src, buffer, coordinates);
        Ok(View::whole(buffer, sizes))
    }

    /// Indices of a dimension of a size, checked and counted from its start.
    fn index(&mut self, node: &Node, name: &str, size: i64) -> Result<View> {
        let value = node.tensor(name).ok_or("there are no indices")?;
        let view = self.view(value)?;
        let Source::Argument(argument) = self.program.buffers[view.buffer].source else {
            return Err("indices are computed".into());
        };
        let sizes = self.program.buffers[view.buffer].sizes.clone();
        let known = self.indices.get(&(argument, size)).copied();
        let buffer = known.unwrap_or_else(|| self.buffer(&sizes, Source::Indices(argument, size)));
        self.indices.insert((argument, size), buffer);
        Ok(View { buffer, ..view })
    }

    /// A tensor whose coordinates do not have to be composed: the view, or a copy of it.
    fn direct(&mut self, view: View, dim: usize) -> View {
        let is_plain = |view: &View| {
            let own = view.coordinates.iter().filter(|own| own.uses(dim));
            own.clone().count() == 1 && own.into_iter().all(|own| *own == Coordinate::of(dim))
        };
        if is_plain(&view) { view } else { self.copy(&view) }
    }

    /// The slices of a tensor along a dimension that indices say.
    fn gather(&mut self, node: &Node, from: &str, indices: &str, dim: usize) -> Result<View> {
        let table = self.operand(node, from)?;
        let index = self.index(node, indices, table.sizes[dim])?;
        let table = self.direct(table, dim);
        let (count, rank) = (index.sizes.len(), table.sizes.len());
        let mut sizes = table.sizes.clone();
        sizes.splice(dim..=dim, index.sizes.iter().copied());
        let places: Vec<Coordinate> = (0..count).map(|own| Coordinate::of(dim + own)).collect();
        let index = self.through(&index, &sizes, &places)?;
        let mut with: Vec<Coordinate> = (0..dim).map(Coordinate::of).collect();
        with.push(Coordinate { indirect: Some(0), ..Coordinate::default() });
        with.extend((dim + 1..rank).map(|own| Coordinate::of(own + count - 1)));
        let table = self.through(&table, &sizes, &with)?;
        let inputs = vec![index.access(), table.access()];
        Ok(self.computed("identity", inputs, &sizes, &sizes, &[]))
    }

    /// A copy of `self` with slices along a dimension where indices say.
    fn scatter(&mut self, node: &Node, indices: &str, from: &str, dim: usize) -> Result<View> {
        let whole = self.operand(node, "self")?;
        let index = self.index(node, indices, whole.sizes[dim])?;
        let mut sizes = whole.sizes.clone();
        sizes.splice(dim..=dim, index.sizes.iter().copied());
        let slices = self.operand(node, from)?;
        let slices = self.broadcast(&slices, &sizes)?;
        let (count, rank) = (index.sizes.len(), whole.sizes.len());
        let places: Vec<Coordinate> = (0..count).map(|own| Coordinate::of(dim + own)).collect();
        let index = self.through(&index, &sizes, &places)?;
        let buffer = self.copy(&whole).buffer;
        let own = |place: usize| {
            if sizes[place] == 1 { Coordinate::zero() } else { Coordinate::of(place) }
        };
        let mut coordinates: Vec<Coordinate> = (0..dim).map(own).collect();
        coordinates.push(Coordinate { indirect: Some(0), ..Coordinate::default() });
        coordinates.extend((dim + 1..rank).map(|place| own(place + count - 1)));
        let inputs = vec![index.access(), slices.access()];
        self.step("identity", inputs, &sizes, Access { buffer, coordinates }, &[]);
        Ok(View::whole(buffer, &whole.sizes))
    }
}

/// Whether what is around a part of a tensor is whole sticks, if these go along the last dimension.
fn is_around_sticks(places: &[i64], part: &[i64], sizes: &[i64]) -> bool {
    let lanes = Format::Sen169Fp16.lanes();
    let Some(last) = sizes.len().checked_sub(1) else { return false };
    let end = places[last] + part[last];
    places[last] % lanes == 0 && (end % lanes == 0 || end == sizes[last])
}

/// Which dimension has the indices.
fn indexed(node: &Node) -> Result<usize> {
    let indices = node.arguments.opt_tensors("indices").map_err(|error| error.0)?;
    let place = indices.iter().position(Option::is_some);
    place.ok_or_else(|| "there are no indices".into())
}
