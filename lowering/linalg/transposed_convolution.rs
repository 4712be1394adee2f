//! Transposed convolutions, as convolutions that do not multiply by zeros.
//!
//! An element of the output gets only those elements of the kernel that are a multiple of the
//! stride away from it. Places with the same elements, `stride` apart in each dimension, are a
//! phase; the output of a phase is a convolution of the input with these elements, of stride 1.

use super::{Builder, Size, Sizes, Tensor, compute_dtype, convolution::Geometry};

/// A phase in one dimension.
#[derive(Clone, Debug, PartialEq)]
struct Phase {
    /// The first place of the output.
    offset: i64,
    /// The first element of the kernel, how far to the next one, and how many.
    first: i64,
    step: i64,
    count: i64,
    /// How far apart in the input the elements of the kernel are.
    dilation: i64,
    /// What to add to the input on both sides.
    low: i64,
    high: i64,
}

impl Phase {
    /// How many places of the output it has for an input of this size.
    fn size(&self, input: i64) -> i64 {
        input + self.low + self.high - (self.count - 1) * self.dilation
    }
}

/// What one dimension of a transposed convolution is given.
#[derive(Clone, Copy, Debug)]
struct Dimension {
    kernel: i64,
    stride: i64,
    padding: i64,
    dilation: i64,
    output_padding: i64,
}

impl Dimension {
    /// The phase of the places `o` with `(o + padding) % stride == rest`; None if no element of
    /// the kernel reaches them.
    ///
    /// Input `i` gets to `o = i * stride - padding + k * dilation`. With `o + padding = rest +
    /// stride * q`, element `k = first + j * step` comes from `i = q - before - j * dilation'`.
    fn phase(&self, rest: i64) -> Option<Phase> {
        let Dimension { kernel, stride, padding, .. } = *self;
        let first = (0..kernel).find(|k| k * self.dilation % stride == rest)?;
        let common = gcd(self.dilation, stride);
        let (step, dilation) = (stride / common, self.dilation / common);
        let count = (kernel - first + step - 1) / step;
        let reach = (count - 1) * dilation;
        let before = (first * self.dilation - rest) / stride;
        let start = ceil_div(padding - rest, stride).max(0);
        let low = before + reach - start;
        // There are `size - 1 + end` places from the one with q = 0.
        let last = self.dilation * (kernel - 1) + self.output_padding + 1;
        let end = ceil_div(last - padding - rest, stride);
        let high = end - 1 - start + reach - low;
        let offset = rest - padding + stride * start;
        Some(Phase { offset, first, step, count, dilation, low, high })
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn ceil_div(a: i64, b: i64) -> i64 {
    -(-a).div_euclid(b)
}

/// The transposed convolution of `[N, C, ...]` with `[C, O / groups, ...]`, in the dtype that it
/// is summed in. The geometry's padding is what the output lacks at its sides; `output_padding`
/// is what it has more at the end.
pub fn convolve<'c>(
    b: &Builder<'c>,
    input: &Tensor<'c>,
    weight: &Tensor<'c>,
    geometry: &Geometry,
    output_padding: &[i64],
) -> Tensor<'c> {
    let dimensions: Vec<Dimension> = (0..output_padding.len())
        .map(|dim| Dimension {
            kernel: weight.shape[2 + dim].as_static().unwrap_or_default(),
            stride: geometry.stride[dim],
            padding: geometry.low[dim],
            dilation: geometry.dilation[dim],
            output_padding: output_padding[dim],
        })
        .collect();
    let channels = b.size_mul(weight.shape[1], geometry.groups);
    let spatial = dimensions.iter().zip(&input.shape[2..]).map(|(dimension, &size)| {
        let Dimension { kernel, stride, padding, dilation, output_padding } = *dimension;
        let last = b.size_mul(b.size_sub(size, 1), stride);
        b.size_add(last, dilation * (kernel - 1) + 1 + output_padding - 2 * padding)
    });
    let shape: Sizes = [input.shape[0], channels].into_iter().chain(spatial).collect();
    let strides: Vec<i64> = [1, 1].iter().chain(&geometry.stride).copied().collect();
    let zero = b.int(compute_dtype(input.dtype), 0);
    let mut output = b.full(&shape, zero);
    for phases in combinations(&dimensions) {
        let is_empty = phases
            .iter()
            .zip(&input.shape[2..])
            .any(|(phase, size)| size.as_static().is_some_and(|size| phase.size(size) <= 0));
        if is_empty {
            continue;
        }
        let part = phase_output(b, input, weight, geometry.groups, &phases);
        if geometry.stride.iter().all(|&stride| stride == 1) {
            return part;
        }
        let offsets = [0, 0].into_iter().chain(phases.iter().map(|phase| phase.offset));
        let offsets: Sizes = offsets.map(Size::Static).collect();
        output = b.insert_slice(&part, &output, &offsets, &strides);
    }
    output
}

/// A phase in each dimension, in every combination.
fn combinations(dimensions: &[Dimension]) -> Vec<Vec<Phase>> {
    dimensions.iter().fold(vec![vec![]], |before, dimension| {
        let phases: Vec<Phase> =
            (0..dimension.stride).filter_map(|rest| dimension.phase(rest)).collect();
        let with = |rest: &Vec<Phase>| {
            let all =
                phases.iter().map(|phase| [rest.as_slice(), std::slice::from_ref(phase)].concat());
            all.collect::<Vec<_>>()
        };
        before.iter().flat_map(with).collect()
    })
}

/// The places of one phase.
fn phase_output<'c>(
    b: &Builder<'c>,
    input: &Tensor<'c>,
    weight: &Tensor<'c>,
    groups: i64,
    phases: &[Phase],
) -> Tensor<'c> {
    let list = |field: fn(&Phase) -> i64| phases.iter().map(field).collect::<Vec<i64>>();
    let geometry = Geometry {
        stride: vec![1; phases.len()],
        low: list(|phase| phase.low),
        high: list(|phase| phase.high),
        dilation: list(|phase| phase.dilation),
        groups,
    };
    b.convolve(input, &phase_weight(b, weight, groups, phases), &geometry)
}

/// The elements of the kernel that make a phase, the last one first, as the weight
/// `[O, C / groups, ...]` of a convolution that is not transposed.
fn phase_weight<'c>(
    b: &Builder<'c>,
    weight: &Tensor<'c>,
    groups: i64,
    phases: &[Phase],
) -> Tensor<'c> {
    let per_group = weight.shape[1];
    let inputs = b.size_floor_div(weight.shape[0], groups);
    let kernel = phases.iter().map(|phase| Size::Static(phase.count));
    let shape: Sizes = [b.size_mul(per_group, groups), inputs].into_iter().chain(kernel).collect();
    b.generate(&shape, weight.dtype, |indices| {
        let [output, input] = [indices[0], indices[1]].map(Size::Value);
        let (group, output) = if groups == 1 {
            (Size::Static(0), output)
        } else {
            (b.size_floor_div(output, per_group), b.size_rem(output, per_group))
        };
        let input = b.size_add(b.size_mul(group, inputs), input);
        let kernel = phases.iter().zip(&indices[2..]).map(|(phase, &index)| {
            let last = phase.first + (phase.count - 1) * phase.step;
            b.size_sub(last, b.size_mul(Size::Value(index), phase.step))
        });
        let places: Vec<_> =
            [input, output].into_iter().chain(kernel).map(|place| b.size(place)).collect();
        b.extract(weight, &places)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each place of the output gets, as pairs of an input's place and an element of the
    /// kernel, by the definition of a transposed convolution.
    fn expected(dimension: &Dimension, size: i64, places: i64) -> Vec<Vec<(i64, i64)>> {
        let mut all = vec![vec![]; places as usize];
        for input in 0..size {
            for k in 0..dimension.kernel {
                let place = input * dimension.stride - dimension.padding + k * dimension.dilation;
                if (0..places).contains(&place) {
                    all[place as usize].push((input, k));
                }
            }
        }
        all.iter_mut().for_each(|pairs| pairs.sort_unstable());
        all
    }

    /// The same by the phases.
    fn by_phases(dimension: &Dimension, size: i64, places: i64) -> Vec<Vec<(i64, i64)>> {
        let mut all = vec![vec![]; places as usize];
        for phase in (0..dimension.stride).filter_map(|rest| dimension.phase(rest)) {
            for index in 0..phase.size(size) {
                let place = phase.offset + index * dimension.stride;
                for j in 0..phase.count {
                    let input = index + j * phase.dilation - phase.low;
                    if (0..size).contains(&input) {
                        let k = phase.first + (phase.count - 1 - j) * phase.step;
                        all[place as usize].push((input, k));
                    }
                }
            }
        }
        all.iter_mut().for_each(|pairs| pairs.sort_unstable());
        all
    }

    #[test]
    fn phases_make_the_whole() {
        for kernel in 1..5 {
            for stride in 1..5 {
                for dilation in 1..4 {
                    for (padding, output_padding) in [(0, 0), (1, 0), (2, 0), (0, 1), (2, 1)] {
                        let dimension =
                            Dimension { kernel, stride, padding, dilation, output_padding };
                        let size = 4;
                        let places = (size - 1) * stride - 2 * padding
                            + dilation * (kernel - 1)
                            + output_padding
                            + 1;
                        if places > 0 {
                            assert_eq!(
                                by_phases(&dimension, size, places),
                                expected(&dimension, size, places),
                                "{dimension:?}"
                            );
                        }
                    }
                }
            }
        }
    }
}
