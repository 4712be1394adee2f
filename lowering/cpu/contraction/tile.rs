//! The part of a contraction whose sums fit into registers.

use melior::ir::{Attribute, Type, TypeLike, Value, ValueLike, r#type::IntegerType};
use tricast_mlir::rewrite::element_type;

use super::{
    super::builder::{Builder, Index},
    elementwise::Evaluator,
    kernel::{Bases, Call, Operand},
    numbers::{compare, compare_values, coordinates, min, offset, sub, zero},
};

/// The columns of a tile.
pub struct Columns<'c> {
    /// The first.
    first: Index<'c>,
    /// Where their panel begins in `b`.
    b: Index<'c>,
    /// Which of them there are, a vector after the other.
    masks: Vec<Value<'c, 'c>>,
}

impl<'c> Columns<'c> {
    /// So many vectors of columns, of which `left` are there.
    pub fn new(
        builder: Builder<'c>,
        call: &Call<'c>,
        first: Index<'c>,
        left: Index<'c>,
        b: Index<'c>,
        vectors: u64,
    ) -> Self {
        let i32 = IntegerType::new(builder.context, 32).into();
        let ty = Type::vector(&[call.lanes], i32);
        let lanes: Vec<String> = (0..call.lanes).map(|lane| lane.to_string()).collect();
        let numbers = format!("dense<[{}]> : {ty}", lanes.join(", "));
        let numbers = Attribute::parse(builder.context, &numbers).expect("a vector of numbers");
        let numbers = builder.constant(numbers);
        let masks = (0..vectors).map(|vector| {
            let before = Index::Const((vector * call.lanes) as i64);
            // The number of columns may not fit into 32 bits.
            let left = min(builder, sub(builder, left, before), Index::Const(call.lanes as i64));
            let left = builder.materialize(left);
            let left = builder.value("arith.index_cast", &[left], &[], i32);
            let left = builder.value("vector.broadcast", &[left], &[], ty);
            compare_values(builder, "slt", numbers, left)
        });
        Columns { first, b, masks: masks.collect() }
    }
}

/// Some rows of the columns of a panel: what is computed at once.
pub struct Tile<'k, 'c> {
    builder: Builder<'c>,
    call: &'k Call<'c>,
    columns: &'k Columns<'c>,
    bases: &'k Bases<'c>,
    /// Coordinates of the rows.
    rows: Vec<Vec<Index<'c>>>,
}

impl<'k, 'c> Tile<'k, 'c> {
    /// `height` rows, from the row `first`.
    pub fn new(
        builder: Builder<'c>,
        call: &'k Call<'c>,
        bases: &'k Bases<'c>,
        columns: &'k Columns<'c>,
        first: Index<'c>,
        height: i64,
    ) -> Self {
        let mut rows = vec![coordinates(builder, first, &call.sizes.m)];
        for _ in 1..height {
            let next = successor(builder, &rows[rows.len() - 1], &call.sizes.m);
            rows.push(next);
        }
        Tile { builder, call, columns, bases, rows }
    }

    /// Computes the sums and stores what becomes of them.
    pub fn build(&self) {
        let rows = self.row_offsets(&self.call.a, self.bases.a);
        let sums = self.sums(&rows);
        let outs = self.call.outs.iter().zip(&self.bases.outs);
        let outs: Vec<_> = outs.map(|(out, base)| self.row_offsets(out, *base)).collect();
        let extras = self.call.extras.iter().zip(&self.bases.extras);
        let extras: Vec<_> = extras.map(|(extra, base)| self.row_offsets(extra, *base)).collect();
        let vectors = self.columns.masks.len();
        for vector in 0..vectors {
            let shared: Vec<Option<Value>> = (self.call.extras.iter().zip(&extras))
                .map(|(extra, rows)| {
                    let is_shared = extra.strides.m.iter().all(|m| m.known() == Some(0));
                    is_shared.then(|| self.load(extra, rows[0], vector))
                })
                .collect();
            for row in 0..self.rows.len() {
                let extras: Vec<Value> = (0..extras.len())
                    .map(|number| {
                        let load =
                            || self.load(&self.call.extras[number], extras[number][row], vector);
                        shared[number].unwrap_or_else(load)
                    })
                    .collect();
                let sum = sums[row * vectors + vector];
                let lanes = self.call.lanes;
                let numbers = &self.call.numbers;
                let results = self.call.epilogue.build(self.builder, lanes, sum, &extras, numbers);
                for (number, result) in results.into_iter().enumerate() {
                    self.store(&self.call.outs[number], outs[number][row], vector, result);
                }
            }
        }
    }

    /// Where each row begins in an operand.
    fn row_offsets(&self, operand: &Operand<'c>, base: Index<'c>) -> Vec<Index<'c>> {
        let strides = &operand.strides.m;
        let offset = |row: &Vec<_>| self.builder.add(base, offset(self.builder, row, strides));
        self.rows.iter().map(offset).collect()
    }

    /// The sums, row by row.
    fn sums(&self, rows: &[Index<'c>]) -> Vec<Value<'c, 'c>> {
        let ty = Type::vector(&[self.call.lanes], self.call.sum);
        let zero = zero(self.builder, ty);
        let zeros = vec![zero; self.rows.len() * self.columns.masks.len()];
        let start = [Index::Const(0), self.columns.b];
        self.k_loops(self.builder, 0, start, rows, zeros)
    }

    /// The loops over what is summed, from one of them on: where they are in `a` and `b`, and
    /// the sums so far.
    fn k_loops(
        &self,
        builder: Builder<'c>,
        depth: usize,
        [a, b]: [Index<'c>; 2],
        rows: &[Index<'c>],
        sums: Vec<Value<'c, 'c>>,
    ) -> Vec<Value<'c, 'c>> {
        let Some(size) = self.call.sizes.k.get(depth) else {
            return self.step(builder, [a, b], rows, sums);
        };
        let bounds = [Index::Const(0), *size, Index::Const(1)];
        let bounds = bounds.map(|bound| builder.materialize(bound));
        let strides = [&self.call.a, &self.call.b].map(|operand| operand.strides.k[depth]);
        builder.for_loop(bounds, &sums, |builder, index, sums| {
            let next = |place, stride| builder.add(place, builder.mul(Index::Value(index), stride));
            let places = [next(a, strides[0]), next(b, strides[1])];
            self.k_loops(builder, depth + 1, places, rows, sums.to_vec())
        })
    }

    /// Adds one product to every sum.
    fn step(
        &self,
        builder: Builder<'c>,
        [a, b]: [Index<'c>; 2],
        rows: &[Index<'c>],
        sums: Vec<Value<'c, 'c>>,
    ) -> Vec<Value<'c, 'c>> {
        let vectors = self.columns.masks.len();
        let columns: Vec<Value> = (0..vectors)
            .map(|vector| {
                let place = builder.add(b, Index::Const((vector as u64 * self.call.lanes) as i64));
                let mask = self.call.is_masked().then(|| self.columns.masks[vector]);
                let elements = load(builder, &self.call.b, place, self.call.lanes, mask);
                self.term(builder, false, elements)
            })
            .collect();
        let mut next = vec![];
        for (row, offset) in rows.iter().enumerate() {
            let place = builder.materialize(builder.add(*offset, a));
            let memory = self.call.a.memory;
            let element = builder.value("memref.load", &[memory, place], &[], element(memory));
            let element = self.term(builder, true, element);
            let ty = Type::vector(&[self.call.lanes], self.call.sum);
            let element = builder.value("vector.broadcast", &[element], &[], ty);
            for (vector, column) in columns.iter().enumerate() {
                next.push(multiply_add(builder, element, *column, sums[row * vectors + vector]));
            }
        }
        next
    }

    /// What of an element of `a`, or of elements of `b`, is multiplied.
    fn term(&self, builder: Builder<'c>, is_a: bool, element: Value<'c, 'c>) -> Value<'c, 'c> {
        let contraction = &self.call.contraction;
        let (factor, lanes) = match is_a {
            true => (&contraction.a, None),
            false => (&contraction.b, Some(self.call.lanes)),
        };
        let mut evaluator = Evaluator::new(builder, lanes);
        evaluator.set(contraction.argument(factor.operand), element);
        for (value, number) in &self.call.numbers {
            evaluator.set_number(*value, *number);
        }
        evaluator.value(factor.term)
    }

    /// Elements of a further operand of the epilogue.
    fn load(&self, operand: &Operand<'c>, row: Index<'c>, vector: usize) -> Value<'c, 'c> {
        if operand.strides.n.known() == Some(0) {
            let place = self.builder.materialize(row);
            let ty = element(operand.memory);
            let element = self.builder.value("memref.load", &[operand.memory, place], &[], ty);
            let ty = Type::vector(&[self.call.lanes], ty);
            return self.builder.value("vector.broadcast", &[element], &[], ty);
        }
        let place = self.column_place(row, vector);
        let mask = Some(self.columns.masks[vector]);
        load(self.builder, operand, place, self.call.lanes, mask)
    }

    fn store(&self, operand: &Operand<'c>, row: Index<'c>, vector: usize, value: Value<'c, 'c>) {
        let place = self.builder.materialize(self.column_place(row, vector));
        let mask = self.columns.masks[vector];
        self.builder.op("vector.maskedstore", &[operand.memory, place, mask, value], &[], &[]);
    }

    fn column_place(&self, row: Index<'c>, vector: usize) -> Index<'c> {
        let before = Index::Const((vector as u64 * self.call.lanes) as i64);
        self.builder.add(self.builder.add(row, self.columns.first), before)
    }
}

/// The point after another in row-major order.
fn successor<'c>(builder: Builder<'c>, point: &[Index<'c>], sizes: &[Index<'c>]) -> Vec<Index<'c>> {
    let mut next = point.to_vec();
    let mut carry: Option<Value> = None;
    for dim in (0..point.len()).rev() {
        let one = match carry {
            None => Index::Const(1),
            Some(carry) => select(builder, carry, Index::Const(1), Index::Const(0)),
        };
        let sum = builder.add(point[dim], one);
        // The outermost coordinate does not wrap.
        next[dim] = if dim == 0 {
            sum
        } else {
            let wraps = compare(builder, "eq", sum, sizes[dim]);
            carry = Some(wraps);
            select(builder, wraps, Index::Const(0), sum)
        };
    }
    next
}

fn select<'c>(
    builder: Builder<'c>,
    condition: Value<'c, 'c>,
    then: Index<'c>,
    otherwise: Index<'c>,
) -> Index<'c> {
    let [then, otherwise] = [then, otherwise].map(|index| builder.materialize(index));
    let ty = then.r#type();
    Index::Value(builder.value("arith.select", &[condition, then, otherwise], &[], ty))
}

/// The type of the elements of a memref.
fn element<'c>(memory: Value<'c, '_>) -> Type<'c> {
    element_type(memory.r#type()).expect("memory is of elements")
}

fn load<'c>(
    builder: Builder<'c>,
    operand: &Operand<'c>,
    place: Index<'c>,
    lanes: u64,
    mask: Option<Value<'c, 'c>>,
) -> Value<'c, 'c> {
    let place = builder.materialize(place);
    let ty = Type::vector(&[lanes], element(operand.memory));
    match mask {
        None => builder.value("vector.load", &[operand.memory, place], &[], ty),
        Some(mask) => {
            let zero = zero(builder, ty);
            builder.value("vector.maskedload", &[operand.memory, place, mask, zero], &[], ty)
        }
    }
}

fn multiply_add<'c>(
    builder: Builder<'c>,
    left: Value<'c, 'c>,
    right: Value<'c, 'c>,
    sum: Value<'c, 'c>,
) -> Value<'c, 'c> {
    let ty = left.r#type();
    let element = element_type(ty).unwrap_or(ty);
    if element.is_float() {
        builder.value("vector.fma", &[left, right, sum], &[], ty)
    } else {
        builder.binary("arith.addi", sum, builder.binary("arith.muli", left, right))
    }
}
