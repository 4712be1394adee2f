//! Diagonals and triangles of matrices.
//!
//! Source of the semantics: `aten/src/ATen/native/TensorShape.cpp`, `TriangularOps.cpp`.

use melior::ir::Value;

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Sizes, Table, Tensor, wrap_dim,
};

/// The lowerings of this file.
pub const TABLE: Table = &[
    ("aten.diagonal", |b, call| diagonal(b, call, "self")),
    ("aten.diagonal_copy", |b, call| diagonal(b, call, "self")),
    ("aten.linalg_diagonal", |b, call| diagonal(b, call, "A")),
    ("aten.diag", diag),
    ("aten.diag_embed", diag_embed),
    ("aten.diagflat", diagflat),
    ("aten.tril", |b, call| triangle(b, call, Comparison::Le)),
    ("aten.triu", |b, call| triangle(b, call, Comparison::Ge)),
];

/// One diagonal of the matrices in two dimensions of a tensor: the elements whose index in
/// `columns` is that in `rows` plus `offset`.
#[derive(Clone, Copy, Debug)]
pub struct Diagonal {
    /// The dimension of the rows.
    pub rows: usize,
    /// The dimension of the columns.
    pub columns: usize,
    /// How far above the main diagonal it is.
    pub offset: i64,
}

impl Diagonal {
    /// That of an op with the parameters `offset`, `dim1` and `dim2`, of a tensor of this rank.
    pub fn of(call: &Call, rank: usize) -> Result<Self, LowerError> {
        let rows = wrap_dim(call.int("dim1")?, rank);
        let columns = wrap_dim(call.int("dim2")?, rank);
        Ok(Diagonal { rows, columns, offset: call.int("offset")? })
    }

    /// The row and the column that it starts at.
    fn start(self) -> (i64, i64) {
        (self.offset.min(0).saturating_neg(), self.offset.max(0))
    }

    /// The number of its elements.
    pub fn length<'c>(self, b: &Builder<'c>, shape: &[Size<'c>]) -> Size<'c> {
        let (row, column) = self.start();
        let rows = b.size_sub(shape[self.rows], row);
        let columns = b.size_sub(shape[self.columns], column);
        b.size_max(b.size_min(rows, columns), 0)
    }

    /// The sizes of the diagonals of a tensor: those of the other dimensions, and the length.
    pub fn shape<'c>(self, b: &Builder<'c>, shape: &[Size<'c>]) -> Sizes<'c> {
        let rest = shape.iter().enumerate().filter(|(dim, _)| !self.contains(*dim));
        let rest = rest.map(|(_, size)| *size);
        rest.chain([self.length(b, shape)]).collect()
    }

    fn contains(self, dim: usize) -> bool {
        dim == self.rows || dim == self.columns
    }

    /// The indices in the tensor of an element of the diagonals.
    pub fn place<'c>(self, b: &Builder<'c>, indices: &[Value<'c, 'c>]) -> Vec<Value<'c, 'c>> {
        let (along, rest) = indices.split_last().expect("a diagonal has a dimension");
        let (row, column) = self.start();
        let mut rest = rest.iter().copied();
        let index = |dim| {
            if dim == self.rows {
                b.size(b.size_add(Size::Value(*along), row))
            } else if dim == self.columns {
                b.size(b.size_add(Size::Value(*along), column))
            } else {
                rest.next().expect("an index of each other dimension")
            }
        };
        (0..=indices.len()).map(index).collect()
    }

    /// The tensor with these diagonals, and elsewhere what `other` makes of its indices.
    pub fn embed<'c>(
        self,
        b: &Builder<'c>,
        diagonals: &Tensor<'c>,
        shape: &[Size<'c>],
        other: impl FnOnce(&[Value<'c, 'c>]) -> Element<'c>,
    ) -> Tensor<'c> {
        let (row, column) = self.start();
        let length = *diagonals.shape.last().expect("a diagonal has a dimension");
        if length.is(0) {
            return b.generate(shape, diagonals.dtype, other);
        }
        b.generate(shape, diagonals.dtype, |indices| {
            let other = other(indices);
            let along = b.size_sub(Size::Value(indices[self.rows]), row);
            let same = b.size_sub(Size::Value(indices[self.columns]), column);
            let is_on = b.compare_sizes(Comparison::Eq, along, same);
            let is_after = b.compare_sizes(Comparison::Ge, along, Size::Static(0));
            let is_before = b.compare_sizes(Comparison::Lt, along, length);
            let is_on = b.and(b.and(is_on, is_after), is_before);
            // What is not on it is read at a place that there is.
            let along = b.size_max(b.size_min(along, b.size_sub(length, 1)), 0);
            let rest = indices.iter().enumerate().filter(|(dim, _)| !self.contains(*dim));
            let place: Vec<Value> = rest.map(|(_, index)| *index).chain([b.size(along)]).collect();
            b.select(is_on, b.extract(diagonals, &place), other)
        })
    }
}

/// The diagonals of a tensor, as the last dimension.
fn diagonals<'c>(b: &Builder<'c>, tensor: &Tensor<'c>, diagonal: Diagonal) -> Tensor<'c> {
    let shape = diagonal.shape(b, &tensor.shape);
    b.generate(&shape, tensor.dtype, |indices| b.extract(tensor, &diagonal.place(b, indices)))
}

/// Matrices in two dimensions of zeros, but for diagonals that are the last dimension of a tensor.
fn embedded<'c>(b: &Builder<'c>, tensor: &Tensor<'c>, diagonal: Diagonal) -> Tensor<'c> {
    let (last, rest) = tensor.shape.split_last().expect("a diagonal has a dimension");
    let side = b.size_add(*last, diagonal.offset.saturating_abs());
    let mut shape: Sizes = rest.into();
    shape.insert(diagonal.rows.min(diagonal.columns), side);
    shape.insert(diagonal.rows.max(diagonal.columns), side);
    // An empty diagonal may be of other dimensions that are not empty.
    diagonal.embed(b, tensor, &shape, |_| b.int(tensor.dtype, 0))
}

fn diagonal<'c>(b: &Builder<'c>, call: &Call<'c>, name: &str) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor(name);
    let diagonal = Diagonal::of(call, tensor.rank())?;
    Ok(diagonals(b, &tensor, diagonal).into())
}

fn diag<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let diagonal = Diagonal { rows: 0, columns: 1, offset: call.int("diagonal")? };
    let is_vector = tensor.rank() == 1;
    let make = if is_vector { embedded } else { diagonals };
    Ok(make(b, &tensor, diagonal).into())
}

fn diag_embed<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let diagonal = Diagonal::of(call, tensor.rank() + 1)?;
    Ok(embedded(b, &tensor, diagonal).into())
}

fn diagflat<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let vector = b.flatten(&call.tensor("self"));
    let diagonal = Diagonal { rows: 0, columns: 1, offset: call.int("offset")? };
    Ok(embedded(b, &vector, diagonal).into())
}

/// Zero where `column - row` does not compare so with `diagonal`, in the last two dimensions.
fn triangle<'c>(
    b: &Builder<'c>,
    call: &Call<'c>,
    keeps: Comparison,
) -> Result<Outputs<'c>, LowerError> {
    let tensor = call.tensor("self");
    let (rank, diagonal) = (tensor.rank(), call.int("diagonal")?);
    let result = b.pointwise(&[&tensor], tensor.dtype, |elements| {
        let (row, column) = (b.loop_index(rank - 2), b.loop_index(rank - 1));
        let limit = b.size_add(Size::Value(row), diagonal);
        let is_kept = b.compare_sizes(keeps, Size::Value(column), limit);
        b.select(is_kept, elements[0], b.int(tensor.dtype, 0))
    });
    Ok(result.into())
}
