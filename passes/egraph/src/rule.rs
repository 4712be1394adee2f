//! Rewrite rules as data, as the `pdl` dialect has them.

use std::sync::Arc;

use crate::tables::{Attribute, Name, Type};

/// A variable of a rule: the number of its slot.
pub type Variable = usize;

/// How far the two sides of a rule may differ in what they compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Numerics {
    /// Not at all.
    Exact,
    /// By the order in which floats are summed or multiplied, and by where they are rounded; and
    /// where numbers are no numbers or infinite, or become so on the way.
    Reassociates,
    /// By an approximation.
    Approximates,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name.
    pub name: Arc<str>,
    /// How exact it is.
    pub numerics: Numerics,
    /// How many variables it has.
    pub variables: usize,
    /// The ops to match. The first is where matching begins; the others are operands of those
    /// before, or have one of their operands.
    pub ops: Vec<RuleOp>,
    /// Attributes and types that are given.
    pub constants: Vec<(Variable, Constant)>,
    /// What must hold besides, in order.
    pub constraints: Vec<Native>,
    /// What is done with a match, in order.
    pub steps: Vec<Step>,
}

/// A fixed attribute or type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constant {
    /// An attribute.
    Attribute(Attribute),
    /// A type.
    Type(Type),
}

/// An op that a rule matches or makes.
#[derive(Clone, Debug)]
pub struct RuleOp {
    /// The variable that the op becomes.
    pub variable: Variable,
    /// Its name.
    pub name: Name,
    /// Its operands.
    pub operands: Operands,
    /// Its attributes, in variables. One that is matched may have others; one that is made has
    /// its defaults besides.
    pub attributes: Vec<(Name, Variable)>,
    /// The variables that its results are, by their number, where the rule uses them.
    pub results: Vec<(u32, Variable)>,
}

/// The operands of an op in a rule.
#[derive(Clone, Debug, Default)]
pub struct Operands {
    /// The first, each in a variable.
    pub each: Vec<Variable>,
    /// All others, however many, in one variable; None if there are to be no others.
    pub rest: Option<Variable>,
}

/// A call of a native constraint or rewrite.
#[derive(Clone, Debug)]
pub struct Native {
    /// Its name.
    pub name: Arc<str>,
    /// What its owner knows it by.
    pub number: usize,
    /// What it is given.
    pub arguments: Vec<Variable>,
    /// The variables that its results become.
    pub results: Vec<Variable>,
    /// Whether it is to fail.
    pub is_negated: bool,
}

/// A step of a rewrite.
#[derive(Clone, Debug)]
pub enum Step {
    /// A native function.
    Native(Native),
    /// An op is made; the types of its results are inferred.
    Op(RuleOp),
    /// The results of the matched op in the first variable become those of the op in the second.
    ReplaceByOp(Variable, Variable),
    /// The results of the matched op become these values.
    ReplaceByValues(Variable, Vec<Variable>),
}
