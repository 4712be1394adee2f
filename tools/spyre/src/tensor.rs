//! Values while a kernel runs.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use crate::{
    access::{AccessTile, View},
    element::Element,
    error::Error,
    program::{Extent, TensorType},
};

/// The elements of a tensor, row by row.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// Of a float type.
    Floats(Vec<f32>),
    /// Of an integer type.
    Integers(Vec<i64>),
}

impl Data {
    /// Zeros.
    pub fn zeros(element: Element, count: usize) -> Data {
        Data::filled(element, count, 0.0)
    }

    /// The same value everywhere.
    pub fn filled(element: Element, count: usize, value: f32) -> Data {
        if element.is_float() {
            return Data::Floats(vec![value; count]);
        }
        Data::Integers(vec![element.wrap(value as i64); count])
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        match self {
            Data::Floats(values) => values.len(),
            Data::Integers(values) => values.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Copies elements of `from`: `count` of them, `stride` apart, to consecutive places.
    pub fn copy_strided(
        &mut self,
        to: usize,
        from: &Data,
        first: usize,
        stride: usize,
        count: usize,
    ) {
        fn copy<T: Copy>(to: &mut [T], from: &[T], first: usize, stride: usize) {
            if stride == 1 {
                to.copy_from_slice(&from[first..first + to.len()]);
                return;
            }
            for (place, value) in to.iter_mut().enumerate() {
                *value = from[first + place * stride];
            }
        }
        match (self, from) {
            (Data::Floats(own), Data::Floats(from)) => {
                copy(&mut own[to..to + count], from, first, stride);
            }
            (Data::Integers(own), Data::Integers(from)) => {
                copy(&mut own[to..to + count], from, first, stride);
            }
            _ => {}
        }
    }

    /// Copies consecutive elements of `from` to places `stride` apart.
    pub fn scatter_strided(
        &mut self,
        to: usize,
        stride: usize,
        from: &Data,
        first: usize,
        count: usize,
    ) {
        match (self, from) {
            (Data::Floats(own), Data::Floats(from)) => {
                (0..count).for_each(|place| own[to + place * stride] = from[first + place]);
            }
            (Data::Integers(own), Data::Integers(from)) => {
                (0..count).for_each(|place| own[to + place * stride] = from[first + place]);
            }
            _ => {}
        }
    }
}

/// Bytes of a scratchpad that are taken, as long as it lives.
#[derive(Debug)]
pub struct Charge {
    used: Arc<AtomicUsize>,
    bytes: usize,
}

impl Charge {
    /// Takes bytes.
    pub fn new(used: &Arc<AtomicUsize>, bytes: usize) -> Arc<Charge> {
        used.fetch_add(bytes, Ordering::Relaxed);
        Arc::new(Charge { used: used.clone(), bytes })
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        self.used.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// A tensor in the scratchpad of a core.
#[derive(Clone, Debug)]
pub struct Tensor {
    /// Its type.
    pub ty: TensorType,
    /// Its elements.
    pub data: Arc<Data>,
    /// The bytes that it takes; a constant takes none.
    pub charge: Option<Arc<Charge>>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Value {
    /// A float.
    Float(f32),
    /// An integer.
    Integer(i64),
    /// A tensor.
    Tensor(Tensor),
    /// A view of memory.
    View(Arc<View>),
    /// Coordinates.
    Tile(Arc<AccessTile>),
    /// What is handed to other cores: of which op, and how often that was.
    Future(Arc<Future>),
}

/// A tile future.
#[derive(Debug)]
pub struct Future {
    /// The op that made it.
    pub op: usize,
    /// How often it had run.
    pub turn: usize,
    /// The group of this core; None if it is in none.
    pub group: Option<i64>,
    /// All producers of that group.
    pub producers: Vec<usize>,
}

/// An error that says what is not there.
pub(crate) fn unexpected(what: &str) -> Error {
    Error::new(format!("expected {what}"))
}

impl Value {
    pub(crate) fn integer(&self) -> Result<i64, Error> {
        if let Value::Integer(value) = self { Ok(*value) } else { Err(unexpected("an integer")) }
    }

    pub(crate) fn tensor(&self) -> Result<&Tensor, Error> {
        if let Value::Tensor(tensor) = self { Ok(tensor) } else { Err(unexpected("a tensor")) }
    }

    pub(crate) fn view(&self) -> Result<&Arc<View>, Error> {
        if let Value::View(view) = self { Ok(view) } else { Err(unexpected("a view")) }
    }

    pub(crate) fn tile(&self) -> Result<&Arc<AccessTile>, Error> {
        if let Value::Tile(tile) = self { Ok(tile) } else { Err(unexpected("an access tile")) }
    }

    pub(crate) fn future(&self) -> Result<&Arc<Future>, Error> {
        if let Value::Future(future) = self { Ok(future) } else { Err(unexpected("a tile future")) }
    }
}

/// A tensor that does not count yet.
pub(crate) fn tensor(ty: TensorType, data: Data) -> Value {
    Value::Tensor(Tensor { ty, data: Arc::new(data), charge: None })
}

/// What integers are.
pub(crate) fn integers(values: &[Value]) -> Result<Vec<i64>, Error> {
    values.iter().map(Value::integer).collect()
}

/// The numbers of a list of which some are operands.
pub(crate) fn extents(
    list: &[Extent],
    dynamic: &mut impl Iterator<Item = i64>,
) -> Result<Vec<i64>, Error> {
    let one = |extent: &Extent| match extent {
        Extent::Static(value) => Ok(*value),
        Extent::Dynamic => dynamic.next().ok_or_else(|| unexpected("another operand")),
    };
    list.iter().map(one).collect()
}
