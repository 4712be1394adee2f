//! How much of an iteration space is in a scratchpad at a time.

use tricast_opspec::{Arg, OpSpec};

use crate::spyre::plan::{digits, extent};

/// The bytes that tensors may take at a time, so that what is made of them fits too.
const BUDGET: i64 = 640 * 1024;

/// The size of a tile along each dimension; None if there is none that fits.
pub fn tiles(spec: &OpSpec) -> Option<Vec<i64>> {
    let count = spec.dims.len();
    let whole: Vec<i64> = (0..count).map(|dim| extent(spec, dim)).collect();
    let mut tiles: Vec<i64> =
        whole.iter().zip(&spec.dims).map(|(extent, dim)| extent / dim.slices).collect();
    // A window goes over an image step by step.
    for (dim, tile) in tiles.iter_mut().enumerate() {
        if in_window(spec, dim) {
            *tile = 1;
        }
    }
    while bytes(spec, &tiles) > BUDGET {
        let smaller = (0..count).filter_map(|dim| {
            let less = smaller(spec, dim, tiles[dim], whole[dim])?;
            let mut other = tiles.clone();
            other[dim] = less;
            Some((bytes(spec, &other), std::cmp::Reverse(less), other))
        });
        let (_, _, best) = smaller.min_by_key(|(bytes, size, _)| (*bytes, *size))?;
        tiles = best;
    }
    Some(tiles)
}

/// Whether a dimension is the place in a window: added to another one in a coordinate, and not in the
/// output.
fn in_window(spec: &OpSpec, dim: usize) -> bool {
    let is_windowed = matches!(
        spec.op.as_str(),
        "conv2d" | "maxpoolfwd" | "avgpoolfwd" | "depthwiseconv2dnative"
    );
    is_windowed && dim + 2 >= spec.dims.len()
}

/// The next smaller size of a tile that is whole digits of all tensors.
fn smaller(spec: &OpSpec, dim: usize, tile: i64, extent: i64) -> Option<i64> {
    // The moments of a row are those of all of it, and so are reductions within a tile.
    if spec.op == "exx2" && dim + 1 == spec.dims.len() {
        return None;
    }
    let all: Vec<&Arg> = spec.inputs.iter().chain([&spec.output]).collect();
    let lanes = |arg: &&Arg| arg.coordinates.last().is_some_and(|own| own.uses(dim));
    let whole_sticks = all.iter().filter(|arg| lanes(arg)).map(|arg| arg.format.lanes()).max();
    let core = extent / spec.dims[dim].slices;
    let fit = |size: &i64| {
        tile % size == 0
            && whole_sticks.is_none_or(|lanes| size % lanes == 0)
            && all.iter().all(|arg| digits(arg, dim, &[core, *size], extent).is_some())
    };
    (2..=tile).map(|parts| tile / parts).filter(|size| *size > 0).find(fit)
}

/// The bytes of the tiles of all tensors.
fn bytes(spec: &OpSpec, tiles: &[i64]) -> i64 {
    let own = |arg: &Arg| -> i64 {
        let count: i64 =
            tiles.iter().enumerate().filter(|(dim, _)| arg.uses(*dim)).map(|own| own.1).product();
        count * arg.format.bytes()
    };
    let inputs: i64 = spec.inputs.iter().map(own).sum();
    inputs + 2 * own(&spec.output)
}
