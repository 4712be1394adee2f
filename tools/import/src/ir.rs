//! A functional program between the archive and MLIR: values, ops and nested bodies.
//!
//! It knows no MLIR, so that functionalization is tested without it. Every op was checked by
//! the type inference when it was added, see [`crate::builder`].

use tricast_dialects::{Argument, OpDef, TensorType, ValueType};

/// A value: the number of its type in [`Program::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ValueId(pub u32);

/// An integer that is known, or a value of type `index`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Int {
    Static(i64),
    Value(ValueId),
}

/// What a parameter of an op is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// Nothing: `None`, or the default.
    Absent,
    /// A tensor, or a symbolic number.
    Value(ValueId),
    /// A list of tensors.
    Values(Vec<ValueId>),
    /// A list of tensors with holes.
    OptValues(Vec<Option<ValueId>>),
    /// A list of integers.
    Ints(Vec<Int>),
    /// What is known at compile time.
    Constant(Argument),
}

/// Where an op comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// The name of the node in the archive.
    pub node: String,
    /// The Python source, innermost call, with its line.
    pub source: Option<(String, u32)>,
}

/// An op with its results.
#[derive(Clone, Debug)]
pub struct Op {
    /// What it does.
    pub kind: OpKind,
    /// The values it defines.
    pub results: Vec<ValueId>,
    /// Where it comes from.
    pub location: Location,
}

/// What an op does.
#[derive(Clone, Debug)]
pub enum OpKind {
    /// An op of tricast's dialects, with one operand for each parameter.
    Call {
        /// The op.
        op: &'static OpDef,
        /// One for each parameter.
        operands: Vec<Operand>,
    },
    /// The value of the global of this number.
    Load(usize),
    /// An op of `arith` on symbolic numbers, with the `predicate` of a comparison.
    Arith {
        /// `arith.addi`
        name: &'static str,
        /// The values.
        operands: Vec<ValueId>,
        /// Of `arith.cmpi` and `arith.cmpf`.
        predicate: Option<i64>,
    },
    /// A number.
    Constant(Number),
    /// A choice between two bodies without arguments.
    If {
        /// An `i1`.
        condition: ValueId,
        /// Where it is true.
        then: Body,
        /// Where it is false.
        otherwise: Body,
    },
    /// A loop over carried values.
    While {
        /// The values before the first round.
        init: Vec<ValueId>,
        /// Says with its only result, an `i1`, whether there is a next round.
        condition: Body,
        /// Gives the values after a round.
        body: Body,
    },
}

/// A number as a value.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Number {
    Index(i64),
    Float(f64),
    Bool(bool),
}

/// Ops in order, and what they give.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Body {
    pub arguments: Vec<ValueId>,
    pub ops: Vec<Op>,
    pub results: Vec<ValueId>,
}

/// A parameter, buffer or constant of the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Global {
    /// Its name in the archive.
    pub name: String,
    /// Its type.
    pub ty: TensorType,
    /// Whether a run of the program changes it.
    pub mutated: bool,
}

/// An input that the caller gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Its name in the archive.
    pub name: String,
    /// Its value; the type is in [`Program::types`].
    pub value: ValueId,
    /// What is known of each dynamic size: the bounds, both included.
    pub bounds: Vec<(Option<i64>, Option<i64>)>,
}

/// What a result of the program is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// The user's output of this number, nested ones counted one by one.
    User(usize),
    /// The new value of a buffer or parameter.
    Global(String),
    /// The new value of an input.
    Input(String),
}

/// A functional program.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Parameters, buffers and constants.
    pub globals: Vec<Global>,
    /// What the caller gives.
    pub inputs: Vec<Input>,
    /// What it computes.
    pub body: Body,
    /// What the results of the body are: the user's outputs first.
    pub outputs: Vec<Output>,
    /// The types of all values.
    pub types: Vec<ValueType>,
    /// How many assertions about types were dropped: those types are checked here.
    pub dropped_assertions: usize,
    /// Results of which the inference knows less, or other, than PyTorch recorded.
    pub differences: Vec<String>,
}

impl Program {
    /// The type of a value.
    pub fn type_of(&self, value: ValueId) -> &ValueType {
        &self.types[value.0 as usize]
    }
}

impl Op {
    /// The values it uses, those that its bodies use from outside included.
    pub fn uses(&self) -> Vec<ValueId> {
        match &self.kind {
            OpKind::Call { operands, .. } => operands.iter().flat_map(Operand::values).collect(),
            OpKind::Load(_) | OpKind::Constant(_) => vec![],
            OpKind::Arith { operands, .. } => operands.clone(),
            OpKind::If { condition, then, otherwise } => {
                [vec![*condition], then.uses(), otherwise.uses()].concat()
            }
            OpKind::While { init, condition, body } => {
                [init.clone(), condition.uses(), body.uses()].concat()
            }
        }
    }

    /// Whether it has no effect but its results.
    pub fn is_pure(&self) -> bool {
        let pure = |body: &Body| body.ops.iter().all(Op::is_pure);
        match &self.kind {
            OpKind::Call { op, .. } => op.is_pure,
            OpKind::If { then, otherwise, .. } => pure(then) && pure(otherwise),
            OpKind::While { .. } => false,
            OpKind::Load(_) | OpKind::Arith { .. } | OpKind::Constant(_) => true,
        }
    }
}

impl Operand {
    /// The values in it.
    pub fn values(&self) -> Vec<ValueId> {
        match self {
            Operand::Absent | Operand::Constant(_) => vec![],
            Operand::Value(value) => vec![*value],
            Operand::Values(values) => values.clone(),
            Operand::OptValues(values) => values.iter().flatten().copied().collect(),
            Operand::Ints(ints) => ints
                .iter()
                .filter_map(|int| match int {
                    Int::Value(value) => Some(*value),
                    Int::Static(_) => None,
                })
                .collect(),
        }
    }
}

impl Body {
    fn uses(&self) -> Vec<ValueId> {
        let mut uses: Vec<ValueId> = self.ops.iter().flat_map(Op::uses).collect();
        uses.extend(&self.results);
        uses
    }

    /// Removes the pure ops that nothing uses, nested ones too.
    pub fn remove_dead(&mut self) {
        let mut live: std::collections::HashSet<ValueId> = self.results.iter().copied().collect();
        let mut kept = vec![];
        for mut op in std::mem::take(&mut self.ops).into_iter().rev() {
            if op.is_pure() && !op.results.iter().any(|result| live.contains(result)) {
                continue;
            }
            match &mut op.kind {
                OpKind::If { then, otherwise, .. } => {
                    then.remove_dead();
                    otherwise.remove_dead();
                }
                OpKind::While { condition, body, .. } => {
                    condition.remove_dead();
                    body.remove_dead();
                }
                _ => {}
            }
            live.extend(op.uses());
            kept.push(op);
        }
        kept.reverse();
        self.ops = kept;
    }
}
