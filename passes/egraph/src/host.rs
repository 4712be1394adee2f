//! What the engine asks of whoever owns attributes and types.

use egg::Id;

use crate::{
    node::{Graph, Node},
    rule::Rule,
    tables::{Attribute, Dictionary, Name, Type},
};

/// What a variable of a rule stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Binding {
    /// A value: its class.
    Value(Id),
    /// Values.
    Values(Vec<Id>),
    /// An attribute.
    Attribute(Attribute),
    /// A type.
    Type(Type),
    /// An op, in the class of its result or of the tuple of its results.
    Op(Id, Node),
}

/// The owner of attributes and types, and of the native functions of rules.
pub trait Host {
    /// The types of the results of an op.
    ///
    /// # Errors
    /// If it does not take these operands and attributes.
    fn infer(
        &mut self,
        graph: &mut Graph,
        name: Name,
        attributes: Dictionary,
        operands: &[Type],
    ) -> Result<Vec<Type>, String>;

    /// The attributes that an op has besides those that are given: defaults.
    fn defaults(
        &mut self,
        graph: &mut Graph,
        name: Name,
        given: &[(Name, Attribute)],
    ) -> Vec<(Name, Attribute)>;

    /// Calls a native constraint or rewrite: its results, or None if it does not hold here. That
    /// follows from the types of values, whether they are constant, their ranges, and attributes
    /// alone: a match of which all that is as it was is not looked at again.
    ///
    /// # Errors
    /// If it does not take these arguments.
    fn call(
        &mut self,
        graph: &mut Graph,
        rule: &Rule,
        function: usize,
        arguments: &[&Binding],
    ) -> Result<Option<Vec<Binding>>, String>;
}
