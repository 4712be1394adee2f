//! What becomes of the sums of a contraction: the epilogue, and where its results go.

use melior::ir::{Type, Value, r#type::MemRefType};

use super::{
    super::builder::{Builder, Index},
    kernel::{Bases, Call, Operand, VECTORS},
    numbers::{coordinates, sub},
    tile::{Columns, element, load, row_offsets, successor},
};

/// Memory for the sums of a block of rows and a panel of columns, for an epilogue of many ops:
/// that is code for one row, where in every tile it would be code for all rows of it.
pub struct Scratch<'c> {
    /// A memref of one dimension.
    pub memory: Value<'c, 'c>,
    lanes: i64,
}

impl<'c> Scratch<'c> {
    /// Memory for so many rows, on the stack.
    pub fn new(builder: Builder<'c>, call: &Call<'c>, rows: i64) -> Self {
        let lanes = call.lanes as i64;
        let ty = MemRefType::new(call.sum, &[rows * lanes * VECTORS as i64], None, None).into();
        let attributes =
            [("operandSegmentSizes", builder.i32s(&[0, 0])), ("alignment", builder.i64(64))];
        Scratch { memory: builder.value("memref.alloca", &[], &attributes, ty), lanes }
    }

    /// Where a vector of a row is.
    pub fn place(&self, builder: Builder<'c>, row: Index<'c>, vector: usize) -> Value<'c, 'c> {
        let width = Index::Const(self.lanes * VECTORS as i64);
        let vector = Index::Const(vector as i64 * self.lanes);
        builder.materialize(builder.add(builder.mul(row, width), vector))
    }
}

/// The end of the computation of some columns.
pub struct Finish<'k, 'c> {
    /// Of what it is a part.
    pub call: &'k Call<'c>,
    /// The columns.
    pub columns: &'k Columns<'c>,
    /// Where the operands begin.
    pub bases: &'k Bases<'c>,
}

impl<'c> Finish<'_, 'c> {
    /// The elements of further operands that are the same for all rows, a vector of columns
    /// after the other.
    pub fn shared(&self, builder: Builder<'c>) -> Vec<Vec<Option<Value<'c, 'c>>>> {
        let is_shared = |extra: &Operand| extra.strides.m.iter().all(|m| m.known() == Some(0));
        let extras = || self.call.extras.iter().zip(&self.bases.extras);
        let vectors = 0..self.columns.masks.len();
        let shared = vectors.map(|vector| {
            let load = |(extra, base): (&Operand<'c>, &Index<'c>)| {
                is_shared(extra).then(|| self.load(builder, extra, *base, vector))
            };
            extras().map(load).collect()
        });
        shared.collect()
    }

    /// Stores what becomes of the sums of a row.
    pub fn store(
        &self,
        builder: Builder<'c>,
        row: &[Index<'c>],
        sums: &[Value<'c, 'c>],
        shared: &[Vec<Option<Value<'c, 'c>>>],
    ) {
        let row = [row.to_vec()];
        let place = |(operand, base): (&Operand<'c>, &Index<'c>)| {
            row_offsets(builder, operand, *base, &row)[0]
        };
        let outs: Vec<Index> = self.call.outs.iter().zip(&self.bases.outs).map(place).collect();
        let extras = self.call.extras.iter().zip(&self.bases.extras);
        let extras: Vec<Index> = extras.map(place).collect();
        for (vector, sum) in sums.iter().enumerate() {
            let operands = self.call.extras.iter().zip(&extras).enumerate();
            let operands: Vec<Value> = operands
                .map(|(number, (extra, place))| {
                    shared[vector][number]
                        .unwrap_or_else(|| self.load(builder, extra, *place, vector))
                })
                .collect();
            let Call { epilogue, lanes, numbers, .. } = self.call;
            let results = epilogue.build(builder, *lanes, *sum, &operands, numbers);
            for (number, result) in results.into_iter().enumerate() {
                let place = builder.materialize(self.column_place(builder, outs[number], vector));
                let mask = self.columns.masks[vector];
                let operands = [self.call.outs[number].memory, place, mask, result];
                builder.op("vector.maskedstore", &operands, &[], &[]);
            }
        }
    }

    /// Stores what becomes of the sums of a block of rows.
    pub fn store_rows(&self, builder: Builder<'c>, scratch: &Scratch<'c>, rows: [Index<'c>; 2]) {
        let shared = self.shared(builder);
        let start = coordinates(builder, rows[0], &self.call.sizes.m);
        let start: Vec<Value> = start.into_iter().map(|index| builder.materialize(index)).collect();
        let bounds = [rows[0], rows[1], Index::Const(1)].map(|bound| builder.materialize(bound));
        let ty = Type::vector(&[self.call.lanes], self.call.sum);
        builder.for_loop(bounds, &start, |builder, row, point| {
            let point: Vec<Index> = point.iter().copied().map(Index::Value).collect();
            let own = sub(builder, Index::Value(row), rows[0]);
            let vectors = 0..self.columns.masks.len();
            let sums: Vec<Value> = vectors
                .map(|vector| {
                    let place = scratch.place(builder, own, vector);
                    builder.value("vector.load", &[scratch.memory, place], &[], ty)
                })
                .collect();
            self.store(builder, &point, &sums, &shared);
            let next = successor(builder, &point, &self.call.sizes.m);
            next.into_iter().map(|index| builder.materialize(index)).collect()
        });
    }

    /// Elements of a further operand, of a row that begins there.
    fn load(
        &self,
        builder: Builder<'c>,
        operand: &Operand<'c>,
        row: Index<'c>,
        vector: usize,
    ) -> Value<'c, 'c> {
        if operand.strides.n.known() == Some(0) {
            let place = builder.materialize(row);
            let ty = element(operand.memory);
            let element = builder.value("memref.load", &[operand.memory, place], &[], ty);
            let ty = Type::vector(&[self.call.lanes], ty);
            return builder.value("vector.broadcast", &[element], &[], ty);
        }
        let place = self.column_place(builder, row, vector);
        let mask = Some(self.columns.masks[vector]);
        load(builder, operand, place, self.call.lanes, mask)
    }

    fn column_place(&self, builder: Builder<'c>, row: Index<'c>, vector: usize) -> Index<'c> {
        let before = Index::Const((vector as u64 * self.call.lanes) as i64);
        builder.add(builder.add(row, self.columns.first), before)
    }
}
