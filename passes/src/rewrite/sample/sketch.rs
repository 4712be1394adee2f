//! Programs that are written for rules which random ops hardly ever match: `rules/sketches/*.jinja`.
//!
//! A sketch is a template of `func.func @main`. Its first line names its rules, one of which is
//! `rule`; `int(least, most)` and `choose(list)` draw. Of an input, `tricast.weight` says that it is
//! known when the program is loaded, `tricast.range` of which integers it is, and `tricast.shares`
//! that it is of numbers from 0 to 1.

use std::sync::{Arc, Mutex, PoisonError};

use fastrand::Rng;
use melior::{
    Context,
    ir::{
        Attribute, Module, Type, Value, ValueLike, attribute::ArrayAttribute,
        operation::OperationLike,
    },
};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, context, value};
use tricast_dialects::{DType, TensorType, ValueType};
use tricast_egraph::{
    Id,
    node::{Graph, Node},
};
use tricast_mlir::{
    diagnostics,
    ir::{
        attribute, attribute_names, block_arguments, block_ops, body, definition, entry, function,
        integers, name_is, outlive_op, type_of,
    },
    rewrite::value_id,
};

use super::{
    Input,
    draft::insert::{Inserted, insert_input, insert_op},
    elements::Elements,
};
use crate::rewrite::host::Host;

/// How many tries of an op one program of a sketch is: it may be none, as when a size is 0.
pub const TRIES: usize = 1000;

/// All of them.
const SKETCHES: &[&str] = include!(concat!(env!("OUT_DIR"), "/sketches.rs"));

/// A template, for one of its rules.
pub struct Sketch<'r> {
    rule: &'r str,
    text: &'static str,
}

/// A program of it.
pub struct Drawn<'c> {
    /// What it is given.
    pub inputs: Vec<Input>,
    are_weights: Vec<bool>,
    module: Module<'c>,
}

impl<'r> Sketch<'r> {
    /// The sketch of a rule; None if it has none.
    pub fn of(rule: &'r str) -> Option<Self> {
        let names = |text: &str| {
            let (names, _) = text.strip_prefix("{#- ")?.split_once(" -#}")?;
            Some(names.split(", ").any(|name| name == rule))
        };
        let text = SKETCHES.iter().find(|text| names(text) == Some(true))?;
        Some(Sketch { rule, text })
    }

    /// A program; None if what was drawn is none.
    pub fn draw<'c>(&self, context: &'c Context, rng: &mut Rng) -> Option<Drawn<'c>> {
        let text = self.text(rng).unwrap_or_else(|error| {
            panic!("the sketch of {} is wrong: {error:#}", self.rule);
        });
        let (module, _) = diagnostics::collect(context, || Module::parse(context, &text));
        Drawn::of(module?)
    }

    fn text(&self, rng: &mut Rng) -> Result<String, Error> {
        let shared = Arc::new(Mutex::new(rng.fork()));
        let draw = move |count: usize| {
            shared.lock().unwrap_or_else(PoisonError::into_inner).usize(..count)
        };
        let chosen = draw.clone();
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.add_function("int", move |least: i64, most: i64| {
            least + draw((most - least + 1).max(1) as usize) as i64
        });
        environment.add_function("choose", move |from: Vec<value::Value>| {
            let none = || Error::new(ErrorKind::InvalidOperation, "there is nothing to choose");
            (!from.is_empty()).then(|| from[chosen(from.len())].clone()).ok_or_else(none)
        });
        environment.render_str(self.text, context! { rule => self.rule })
    }
}

impl<'c> Drawn<'c> {
    fn of(module: Module<'c>) -> Option<Self> {
        let main = function(outlive_op(module.as_operation()), "main")?;
        let said = attribute(main, "arg_attrs").and_then(|all| ArrayAttribute::try_from(all).ok());
        let (mut inputs, mut are_weights) = (vec![], vec![]);
        for (number, argument) in block_arguments(body(main)?).into_iter().enumerate() {
            let said = said.and_then(|all| all.element(number).ok());
            let said = |name: &str| said.and_then(|own| entry(own, name));
            let range = said("tricast.range").and_then(integers);
            let elements = match (range.as_deref(), said("tricast.shares")) {
                (Some(&[least, most]), _) => Elements::Within([least, most]),
                (_, Some(_)) => Elements::Shares,
                _ => Elements::Any,
            };
            let (ty, is_number) = match type_of(argument)? {
                ValueType::Tensor(ty) => (ty, false),
                _ => (TensorType { dtype: DType::I64, shape: [].into_iter().collect() }, true),
            };
            inputs.push(Input { ty, is_number, elements });
            are_weights.push(said("tricast.weight").is_some());
        }
        Some(Drawn { inputs, are_weights, module })
    }

    /// Puts the program into an e-graph.
    pub fn insert(&self, graph: &mut Graph, host: &mut Host<'c>) -> Inserted {
        let mut nodes: Vec<(Id, Node)> = vec![];
        let mut ids: Vec<(usize, Id)> = vec![];
        let mut results = vec![];
        let main = function(outlive_op(self.module.as_operation()), "main");
        let block = main.and_then(body).expect("it was read");
        for (number, argument) in block_arguments(block).into_iter().enumerate() {
            let (is_weight, range) = (self.are_weights[number], self.inputs[number].range());
            let ty = argument.r#type();
            let id = insert_input(graph, host, number, ty, is_weight, range, &mut nodes);
            ids.push((value_id(argument), id));
        }
        for op in block_ops(block) {
            let of = |value: Value| {
                let known = ids.iter().find(|(known, _)| *known == value_id(value));
                known.expect("it is dominated").1
            };
            let operands: Vec<Id> = op.operands().map(of).collect();
            if name_is(op, "func.return") {
                results = operands;
                continue;
            }
            let def = definition(op).expect("sketches have ops of ours alone");
            let own = attribute_names(def).into_iter();
            let own = own.filter_map(|name| attribute(op, &name).map(|value| (name, value)));
            let attributes: Vec<(String, Attribute<'c>)> = own.collect();
            let types: Vec<Type> = op.results().map(|result| result.r#type()).collect();
            let made = insert_op(graph, host, def.name, &attributes, &operands, &types, &mut nodes);
            ids.extend(op.results().map(|result| value_id(result.into())).zip(made));
        }
        Inserted { nodes, results }
    }
}
