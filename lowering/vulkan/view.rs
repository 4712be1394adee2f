//! What a memref is: a part of a buffer, with offset, sizes and strides as far as they are known
//! before a program is called.

use tricast_dialects::{DType, Dim};

/// A part of a buffer.
#[derive(Clone, Debug)]
pub struct View {
    /// The number of the buffer.
    pub buffer: usize,
    /// The dtype of its elements, as memory has them.
    pub dtype: DType,
    /// The first element.
    pub offset: Dim,
    /// The sizes, outermost first.
    pub sizes: Vec<Dim>,
    /// How many elements apart neighbours are, outermost first.
    pub strides: Vec<Dim>,
}

impl View {
    /// All of a buffer, row-major.
    pub fn whole(buffer: usize, dtype: DType, sizes: Vec<Dim>) -> View {
        let strides = row_major(&sizes);
        View { buffer, dtype, offset: Dim::Static(0), sizes, strides }
    }

    /// How many elements there are.
    pub fn count(&self) -> Dim {
        self.sizes.iter().fold(Dim::Static(1), |all, size| &all * size)
    }

    /// How many bytes there are.
    pub fn bytes(&self) -> Dim {
        &self.count() * &Dim::Static(self.dtype.size() as i64)
    }

    /// Whether the elements follow each other in memory, row-major, from the start of the buffer.
    pub fn is_whole(&self) -> bool {
        self.offset.is_same(&Dim::Static(0)) && self.is_row_major()
    }

    /// Whether the elements follow each other in memory, row-major.
    pub fn is_row_major(&self) -> bool {
        let expected = row_major(&self.sizes);
        let mut dims = self.sizes.iter().zip(self.strides.iter().zip(&expected));
        dims.all(|(size, (own, other))| size.is_same(&Dim::Static(1)) || own.is_same(other))
    }

    /// A part of it: `memref.subview`.
    pub fn part(&self, offsets: &[Dim], sizes: Vec<Dim>, steps: &[Dim]) -> View {
        let moved = offsets.iter().zip(&self.strides);
        let offset = moved.fold(self.offset.clone(), |all, (own, stride)| &all + &(own * stride));
        let strides = self.strides.iter().zip(steps).map(|(stride, step)| stride * step).collect();
        View { offset, sizes, strides, ..self.clone() }
    }

    /// With dimensions that follow each other in memory made one: `memref.collapse_shape`.
    pub fn collapse(&self, groups: &[Vec<usize>]) -> View {
        let product = |group: &Vec<usize>| {
            group.iter().fold(Dim::Static(1), |all, dim| &all * &self.sizes[*dim])
        };
        let sizes: Vec<Dim> = groups.iter().map(product).collect();
        // The innermost one that is more than one element decides.
        let stride = |group: &Vec<usize>| {
            let one = Dim::Static(1);
            let inner = group.iter().rev().find(|dim| !self.sizes[**dim].is_same(&one));
            inner.map_or(one.clone(), |dim| self.strides[*dim].clone())
        };
        View { strides: groups.iter().map(stride).collect(), sizes, ..self.clone() }
    }

    /// With dimensions split into several: `memref.expand_shape`.
    pub fn expand(&self, groups: &[Vec<usize>], sizes: Vec<Dim>) -> View {
        let mut strides = vec![Dim::Static(1); sizes.len()];
        for (group, stride) in groups.iter().zip(&self.strides) {
            let mut step = stride.clone();
            for dim in group.iter().rev() {
                strides[*dim] = step.clone();
                step = &step * &sizes[*dim];
            }
        }
        View { sizes, strides, ..self.clone() }
    }
}

/// The strides of a row-major tensor.
fn row_major(sizes: &[Dim]) -> Vec<Dim> {
    let mut step = Dim::Static(1);
    let mut strides = vec![];
    for size in sizes.iter().rev() {
        strides.push(step.clone());
        step = &step * size;
    }
    strides.reverse();
    strides
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dims(sizes: &[i64]) -> Vec<Dim> {
        sizes.iter().map(|size| Dim::Static(*size)).collect()
    }

    #[test]
    fn views_of_views_know_where_they_are() {
        let whole =
            View::whole(0, DType::F32, vec![Dim::symbol("s0"), Dim::Static(4), Dim::Static(6)]);
        assert!(whole.is_whole());
        assert_eq!(whole.bytes().to_string(), "96*s0");
        let part = whole.part(&dims(&[0, 1, 2]), dims(&[2, 2, 4]), &dims(&[1, 2, 1]));
        assert_eq!(part.offset, Dim::Static(8));
        assert_eq!(part.strides, dims(&[24, 12, 1]));
        assert!(!part.is_row_major());
        let flat = whole.collapse(&[vec![0, 1], vec![2]]);
        assert_eq!(flat.strides, dims(&[6, 1]));
        let again = flat.expand(&[vec![0, 1], vec![2]], whole.sizes.clone());
        assert_eq!(again.strides, whole.strides);
    }
}
