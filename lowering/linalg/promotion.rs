//! Arithmetic of PyTorch ops one after the other: each step is computed in the promoted dtype of
//! its operands, and rounded to it.

use tricast_dialects::{DType, InferError};

use super::{Builder, Element, compute_dtype};

/// An op on two elements of one dtype.
pub type Op<'c> = fn(&Builder<'c>, Element<'c>, Element<'c>) -> Element<'c>;

impl<'c> Builder<'c> {
    /// A step in the dtype of the tensors; numbers are given in the dtype that it is computed in.
    pub fn step_in(&self, dtype: DType, op: Op<'c>, x: Element<'c>, y: Element<'c>) -> Element<'c> {
        let compute = compute_dtype(dtype);
        self.cast(op(self, self.cast(x, compute), self.cast(y, compute)), dtype)
    }

    /// A step on elements of two tensors that have dimensions.
    ///
    /// # Panics
    /// If their dtypes do not promote; see [`check_promotes`].
    pub fn step(&self, op: Op<'c>, x: Element<'c>, y: Element<'c>) -> Element<'c> {
        let dtype = x.dtype.promote(y.dtype).expect("dtypes that were checked");
        self.step_in(dtype, op, x, y)
    }

    /// A step on an element of a tensor of floats and a number.
    pub fn step_number(&self, op: Op<'c>, x: Element<'c>, number: f64) -> Element<'c> {
        self.step_in(x.dtype, op, x, self.float(compute_dtype(x.dtype), number))
    }
}

/// The dtype of steps over all of these, one after the other.
///
/// # Errors
/// If PyTorch promotes two of them with nothing.
pub fn check_promotes(dtypes: &[DType]) -> Result<(), InferError> {
    let (first, rest) = dtypes.split_first().expect("one dtype at least");
    rest.iter().try_fold(*first, |dtype, other| dtype.promote(*other)).map(|_| ())
}
