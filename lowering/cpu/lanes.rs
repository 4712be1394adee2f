//! Values of the body of a kernel, for one iteration or for several at once.

use std::collections::HashMap;

use melior::ir::{
    Type, TypeLike, Value, ValueLike,
    attribute::{DenseElementsAttribute, FloatAttribute, IntegerAttribute},
    r#type::IntegerType,
};
use tricast_mlir::rewrite::{bit_width, value_id};

use super::builder::{Builder, Index};

/// Iterations that are computed at once.
#[derive(Clone, Copy)]
pub struct Lanes<'c> {
    /// How many.
    pub count: i64,
    /// Which of them there are; None for all.
    pub mask: Option<Value<'c, 'c>>,
}

/// What stands for a value of the body.
#[derive(Clone, Copy)]
pub enum Emitted<'c> {
    /// The same for all lanes.
    Uniform(Value<'c, 'c>),
    /// A vector with an element a lane.
    Varying(Value<'c, 'c>),
    /// This number in the first lane, and one more in each lane after it.
    Counting(Value<'c, 'c>),
}

/// What stands for the values of the body at a place in the loops.
#[derive(Clone, Default)]
pub struct Values<'c> {
    emitted: HashMap<usize, Emitted<'c>>,
    /// Vectors of those that are no vectors.
    vectors: HashMap<usize, Value<'c, 'c>>,
}

impl<'c> Values<'c> {
    /// Says what stands for a value.
    pub fn insert(&mut self, value: Value<'c, 'c>, emitted: Emitted<'c>) {
        self.emitted.insert(value_id(value), emitted);
    }

    /// Whether something stands for the value that this identifies.
    pub fn contains(&self, id: usize) -> bool {
        self.emitted.contains_key(&id)
    }

    /// What stands for a value: itself, where it is from outside the body.
    pub fn get(&self, value: Value<'c, 'c>) -> Emitted<'c> {
        self.emitted.get(&value_id(value)).copied().unwrap_or(Emitted::Uniform(value))
    }

    /// The one value that stands for a value.
    ///
    /// # Panics
    /// If there is one for each lane.
    pub fn uniform(&self, value: Value<'c, 'c>) -> Value<'c, 'c> {
        match self.get(value) {
            Emitted::Uniform(value) => value,
            _ => panic!("a value differs from lane to lane where one is needed"),
        }
    }

    /// The vector that stands for a value.
    pub fn vector(
        &mut self,
        builder: Builder<'c>,
        value: Value<'c, 'c>,
        count: i64,
    ) -> Value<'c, 'c> {
        let emitted = self.get(value);
        if let Emitted::Varying(vector) = emitted {
            return vector;
        }
        if let Some(vector) = self.vectors.get(&value_id(value)) {
            return *vector;
        }
        let vector = match emitted {
            Emitted::Uniform(value) | Emitted::Varying(value) => builder.splat(value, count),
            Emitted::Counting(first) => builder.counting(first, count),
        };
        self.vectors.insert(value_id(value), vector);
        vector
    }
}

/// Builds ops on vectors with one dimension.
impl<'c> Builder<'c> {
    /// A vector of the same number in all lanes.
    pub fn splat(&self, value: Value<'c, 'c>, count: i64) -> Value<'c, 'c> {
        self.value("vector.broadcast", &[value], &[], vector(value.r#type(), count))
    }

    /// The numbers of the lanes times `factor`, as integers or indices.
    fn lane_numbers(&self, ty: Type<'c>, factor: i64, count: i64) -> Value<'c, 'c> {
        let is_small = bit_width(ty) == Some(32);
        let ty = vector(ty, count);
        let numbers = || (0..count).map(|lane| lane * factor);
        self.constant(match is_small {
            true => {
                let numbers: Vec<i32> = numbers().map(|it| it as i32).collect();
                DenseElementsAttribute::i32_values(ty, &numbers).into()
            }
            false => {
                let numbers: Vec<i64> = numbers().collect();
                DenseElementsAttribute::i64_values(ty, &numbers).into()
            }
        })
    }

    /// The numbers from `first` on; of type `index` or an integer type.
    pub fn counting(&self, first: Value<'c, 'c>, count: i64) -> Value<'c, 'c> {
        let mut steps = self.lane_numbers(Type::index(self.context), 1, count);
        if !first.r#type().is_index() {
            let ty = vector(first.r#type(), count);
            steps = self.value("arith.index_cast", &[steps], &[], ty);
        }
        self.binary("arith.addi", self.splat(first, count), steps)
    }

    /// The first `length` lanes.
    pub fn first_lanes(&self, length: Value<'c, 'c>, count: i64) -> Value<'c, 'c> {
        /// `arith.cmpi`'s predicate slt.
        const LESS: i64 = 2;
        let i32: Type = IntegerType::new(self.context, 32).into();
        let numbers = self.lane_numbers(i32, 1, count);
        let length = self.value("arith.index_cast", &[length], &[], i32);
        let operands = [numbers, self.splat(length, count)];
        let bool = IntegerType::new(self.context, 1).into();
        let predicate = [("predicate", self.i64(LESS))];
        self.value("arith.cmpi", &operands, &predicate, vector(bool, count))
    }

    /// All lanes.
    pub fn all_lanes(&self, count: i64) -> Value<'c, 'c> {
        let bool = IntegerType::new(self.context, 1).into();
        self.constant(DenseElementsAttribute::bool_splat(vector(bool, count), true).into())
    }

    /// Elements of a memref, from `indices` on.
    pub fn load_lanes(
        &self,
        memref: Value<'c, 'c>,
        indices: &[Value<'c, 'c>],
        element: Type<'c>,
        lanes: Lanes<'c>,
    ) -> Value<'c, 'c> {
        let ty = vector(element, lanes.count);
        let place = [&[memref], indices].concat();
        match lanes.mask {
            None => self.value("vector.load", &place, &[], ty),
            Some(mask) => {
                let operands = [place.as_slice(), &[mask, self.nothing(element, lanes)]].concat();
                self.value("vector.maskedload", &operands, &[], ty)
            }
        }
    }

    /// Stores elements into a memref with one dimension, from `address` on.
    pub fn store_lanes(
        &self,
        value: Value<'c, 'c>,
        memref: Value<'c, 'c>,
        address: Value<'c, 'c>,
        lanes: Lanes<'c>,
    ) {
        match lanes.mask {
            None => self.op("vector.store", &[value, memref, address], &[], &[]),
            Some(mask) => self.op("vector.maskedstore", &[memref, address, mask, value], &[], &[]),
        };
    }

    /// Elements of a memref with one dimension, `offsets` after `address`.
    pub fn gather(
        &self,
        memref: Value<'c, 'c>,
        address: Value<'c, 'c>,
        offsets: Value<'c, 'c>,
        element: Type<'c>,
        lanes: Lanes<'c>,
    ) -> Value<'c, 'c> {
        let mask = lanes.mask.unwrap_or_else(|| self.all_lanes(lanes.count));
        let operands = [memref, address, offsets, mask, self.nothing(element, lanes)];
        self.value("vector.gather", &operands, &[], vector(element, lanes.count))
    }

    /// Multiples of `step`, from 0 on.
    pub fn multiples(&self, step: Index<'c>, count: i64) -> Value<'c, 'c> {
        let index = Type::index(self.context);
        match step {
            Index::Const(step) => self.lane_numbers(index, step, count),
            Index::Value(step) => {
                let numbers = self.lane_numbers(index, 1, count);
                self.binary("arith.muli", numbers, self.splat(step, count))
            }
        }
    }

    /// What is loaded into lanes that there are not.
    fn nothing(&self, element: Type<'c>, lanes: Lanes<'c>) -> Value<'c, 'c> {
        self.splat(self.number(element, 0.0), lanes.count)
    }

    /// A number of any type, floating point or integer.
    pub fn number(&self, ty: Type<'c>, value: f64) -> Value<'c, 'c> {
        match ty.is_float() {
            true => self.constant(FloatAttribute::new(self.context, ty, value).into()),
            false => self.integer(ty, value as i64),
        }
    }

    /// An integer.
    pub fn integer(&self, ty: Type<'c>, value: i64) -> Value<'c, 'c> {
        self.constant(IntegerAttribute::new(ty, value).into())
    }
}

/// A vector type with one dimension.
pub fn vector(element: Type, count: i64) -> Type {
    Type::vector(&[count as u64], element)
}
