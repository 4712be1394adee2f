//! Integer sets, which melior does not have.

use melior::ir::{AffineExpr, Attribute, AttributeLike};
use mlir_sys::{
    mlirAttributeIsAIntegerSet, mlirIntegerSetAttrGetValue, mlirIntegerSetGetConstraint,
    mlirIntegerSetGetNumConstraints, mlirIntegerSetGetNumDims, mlirIntegerSetGetNumSymbols,
    mlirIntegerSetIsConstraintEq,
};

/// The points where all constraints hold.
#[derive(Clone, Debug)]
pub struct IntegerSet<'c> {
    /// The number of dimensions.
    pub dims: usize,
    /// The number of symbols.
    pub symbols: usize,
    /// Expressions that are zero, or, where it says no, not negative.
    pub constraints: Vec<(AffineExpr<'c>, bool)>,
}

/// The set in an attribute; None if it is none.
pub fn integer_set<'c>(attribute: Attribute<'c>) -> Option<IntegerSet<'c>> {
    // SAFETY: getters that a predicate guards, on a live attribute.
    unsafe {
        if !mlirAttributeIsAIntegerSet(attribute.to_raw()) {
            return None;
        }
        let set = mlirIntegerSetAttrGetValue(attribute.to_raw());
        let constraints = (0..mlirIntegerSetGetNumConstraints(set)).map(|place| {
            let expr = AffineExpr::from_raw(mlirIntegerSetGetConstraint(set, place));
            (expr, mlirIntegerSetIsConstraintEq(set, place))
        });
        Some(IntegerSet {
            dims: mlirIntegerSetGetNumDims(set) as usize,
            symbols: mlirIntegerSetGetNumSymbols(set) as usize,
            constraints: constraints.collect(),
        })
    }
}
