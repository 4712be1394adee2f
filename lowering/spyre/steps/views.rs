//! Views: no work.

use tricast_opspec::{Coordinate, Term, coordinate};

use super::{Builder, Node, Result, View, wrap};

impl Builder<'_> {
    /// A view of a view: each dimension of the old one as a coordinate over those of the new one. What
    /// is no sum of digits is copied first.
    pub(super) fn through(
        &mut self,
        view: &View,
        sizes: &[i64],
        with: &[Coordinate],
    ) -> Result<View> {
        let composed = |view: &View| {
            let coordinates = view.coordinates.iter().map(|own| own.substitute(with, sizes));
            let coordinates = coordinates.collect::<Option<Vec<_>>>()?;
            Some(View { buffer: view.buffer, sizes: sizes.to_vec(), coordinates })
        };
        if let Some(view) = composed(view) {
            return Ok(view);
        }
        let copy = self.copy(view);
        composed(&copy).ok_or_else(|| "internal error: a view of a copy is none".into())
    }

    /// The same elements, where dimensions of the size 1 are as large as needed.
    pub(super) fn broadcast(&mut self, view: &View, sizes: &[i64]) -> Result<View> {
        let skip = sizes.len().checked_sub(view.sizes.len()).ok_or("it has too many dimensions")?;
        let with: Vec<Coordinate> = (view.sizes.iter().enumerate())
            .map(
                |(dim, size)| {
                    if *size == 1 { Coordinate::zero() } else { Coordinate::of(dim + skip) }
                },
            )
            .collect();
        self.through(view, sizes, &with)
    }

    pub(super) fn reshape(&mut self, view: &View, sizes: &[i64]) -> Result<View> {
        if let Some(with) = coordinate::reshape(&view.sizes, sizes) {
            return self.through(view, sizes, &with);
        }
        // Digits of the one are none of the other: in a row they are digits of both.
        let count: i64 = sizes.iter().product();
        let row = coordinate::reshape(&view.sizes, &[count]).ok_or("it is no reshape")?;
        let row = self.through(view, &[count], &row)?;
        let row = self.copy(&row);
        let with = coordinate::reshape(&[count], sizes).ok_or("it is no reshape")?;
        self.through(&row, sizes, &with)
    }

    /// The dimensions in another order: which of the old ones each is.
    pub(super) fn permute(&mut self, view: &View, order: &[usize]) -> Result<View> {
        let mut with = vec![Coordinate::zero(); order.len()];
        for (new, old) in order.iter().enumerate() {
            with[*old] = Coordinate::of(new);
        }
        let sizes: Vec<i64> = order.iter().map(|old| view.sizes[*old]).collect();
        self.through(view, &sizes, &with)
    }

    /// From a place on, every so many elements.
    pub(super) fn slice(
        &mut self,
        view: &View,
        dim: usize,
        start: i64,
        count: i64,
        step: i64,
    ) -> Result<View> {
        let mut sizes = view.sizes.clone();
        sizes[dim] = count;
        let mut with: Vec<Coordinate> = (0..sizes.len()).map(Coordinate::of).collect();
        with[dim] = Coordinate::of(dim).scaled(step, start);
        self.through(view, &sizes, &with)
    }

    /// Where an op is a view, or several; whether it is.
    pub(super) fn views_of(&mut self, node: &Node) -> Result<bool> {
        let name = node.name();
        let Some(value) = node.operands.first().and_then(|first| first.first()).copied() else {
            return Ok(false);
        };
        let view = self.view(value)?;
        let rank = view.sizes.len();
        let sizes = self.result_sizes(node, 0)?;
        let view = match name {
            "view" | "view_copy" | "_unsafe_view" | "reshape" | "_reshape_copy" | "view_as"
            | "reshape_as" | "ravel" | "flatten.using_ints" | "unflatten.int" | "unsqueeze"
            | "unsqueeze_copy" | "squeeze" | "squeeze_copy" | "squeeze.dim"
            | "squeeze_copy.dim" | "squeeze.dims" | "squeeze_copy.dims" => {
                self.reshape(&view, &sizes)?
            }
            "expand" | "expand_copy" | "broadcast_to" | "expand_as" => {
                self.broadcast(&view, &sizes)?
            }
            "permute" | "permute_copy" => {
                let order = self.ints(node, "dims")?;
                let order: Vec<usize> = order.into_iter().map(|dim| wrap(dim, rank)).collect();
                self.permute(&view, &order)?
            }
            "transpose.int" | "transpose_copy.int" => {
                let mut order: Vec<usize> = (0..rank).collect();
                if rank > 0 {
                    order.swap(self.dim(node, "dim0", rank)?, self.dim(node, "dim1", rank)?);
                }
                self.permute(&view, &order)?
            }
            "t" | "t_copy" | "numpy_T" => {
                let order: Vec<usize> = (0..rank).rev().collect();
                self.permute(&view, &order)?
            }
            "mT" => {
                let mut order: Vec<usize> = (0..rank).collect();
                order.swap(rank - 2, rank - 1);
                self.permute(&view, &order)?
            }
            "select.int" => {
                let dim = self.dim(node, "dim", rank)?;
                let index = self.int(node, "index")?.ok_or("'index' is not given")?;
                let index = if index < 0 { index + view.sizes[dim] } else { index };
                let part = self.slice(&view, dim, index, 1, 1)?;
                self.reshape(&part, &sizes)?
            }
            "slice.Tensor" => {
                let dim = self.dim(node, "dim", rank)?;
                let step = self.int(node, "step")?.unwrap_or(1);
                let start = self.int(node, "start")?.unwrap_or(0);
                let start = clamp(start, view.sizes[dim]);
                self.slice(&view, dim, start, sizes[dim], step)?
            }
            "repeat_interleave.self_int" => {
                let dim = self.dim(node, "dim", rank)?;
                let mut with: Vec<Coordinate> = (0..rank).map(Coordinate::of).collect();
                let divisor = sizes[dim] / view.sizes[dim];
                with[dim].terms[0] = Term { divisor, ..Term::of(dim) };
                self.through(&view, &sizes, &with)?
            }
            "to.device" | "alias" | "alias_copy" | "detach" | "lift_fresh_copy" | "clone"
            | "contiguous" => view,
            "split.Tensor" | "split_with_sizes" | "split.sizes" | "chunk" | "unbind.int" => {
                self.parts(node, &view)?;
                return Ok(true);
            }
            _ => return Ok(false),
        };
        self.give(node, view)?;
        Ok(true)
    }

    /// Parts along a dimension, one after the other.
    fn parts(&mut self, node: &Node, view: &View) -> Result<()> {
        let dim = self.dim(node, "dim", view.sizes.len())?;
        let mut start = 0;
        for (index, result) in node.results.iter().enumerate() {
            let sizes = self.result_sizes(node, index)?;
            let is_one = sizes.len() < view.sizes.len();
            let count = if is_one { 1 } else { sizes[dim] };
            let part = self.slice(view, dim, start, count, 1)?;
            let part = self.reshape(&part, &sizes)?;
            self.views[*result] = Some(part);
            start += count;
        }
        Ok(())
    }
}

/// A place in a dimension, which may be counted from the end, or be outside.
pub(super) fn clamp(place: i64, size: i64) -> i64 {
    let place = if place < 0 { place + size } else { place };
    place.clamp(0, size)
}
