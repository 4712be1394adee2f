//! The part of a contraction whose sums fit into registers.

use melior::ir::{Attribute, Type, TypeLike, Value, ValueLike, r#type::IntegerType};
use tricast_mlir::rewrite::element_type;

use super::{
    super::builder::{Builder, Index},
    elementwise::Evaluator,
    finish::{Finish, Scratch},
    kernel::{Bases, Call, Operand},
    numbers::{compare, compare_values, coordinates, min, offset, sub, zero},
};

/// The columns of a tile.
pub struct Columns<'c> {
    /// The first.
    pub first: Index<'c>,
    /// Where their panel begins in `b`.
    b: Index<'c>,
    /// Which of them there are, a vector after the other.
    pub masks: Vec<Value<'c, 'c>>,
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

    /// Computes the sums and stores what becomes of them, or the sums themselves into memory
    /// with so many rows before that of the tile.
    pub fn build(&self, scratch: Option<&Scratch<'c>>, before: Index<'c>) {
        let rows = row_offsets(self.builder, &self.call.a, self.bases.a, &self.rows);
        let sums = self.sums(&rows);
        let finish = Finish { call: self.call, columns: self.columns, bases: self.bases };
        let shared = match scratch {
            Some(_) => vec![],
            None => finish.shared(self.builder),
        };
        let vectors = self.columns.masks.len();
        for (row, point) in self.rows.iter().enumerate() {
            let sums = &sums[row * vectors..][..vectors];
            match scratch {
                None => finish.store(self.builder, point, sums, &shared),
                Some(scratch) => {
                    let row = self.builder.add(before, Index::Const(row as i64));
                    for (vector, sum) in sums.iter().enumerate() {
                        let place = scratch.place(self.builder, row, vector);
                        self.builder.op("vector.store", &[*sum, scratch.memory, place], &[], &[]);
                    }
                }
            }
        }
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
}

/// Where each of some rows begins in an operand.
pub fn row_offsets<'c>(
    builder: Builder<'c>,
    operand: &Operand<'c>,
    base: Index<'c>,
    rows: &[Vec<Index<'c>>],
) -> Vec<Index<'c>> {
    let strides = &operand.strides.m;
    rows.iter().map(|row| builder.add(base, offset(builder, row, strides))).collect()
}

/// The point after another in row-major order.
pub fn successor<'c>(
    builder: Builder<'c>,
    point: &[Index<'c>],
    sizes: &[Index<'c>],
) -> Vec<Index<'c>> {
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
pub fn element<'c>(memory: Value<'c, '_>) -> Type<'c> {
    element_type(memory.r#type()).expect("memory is of elements")
}

pub fn load<'c>(
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
