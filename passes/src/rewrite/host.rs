//! The attributes and types of an e-graph, as MLIR has them.

use melior::{
    Context,
    ir::{Attribute, AttributeLike, Type, TypeLike},
};
use rustc_hash::FxHashMap;
use tricast_dialects::{Arguments, lookup};
use tricast_egraph::{
    host::{self, Binding},
    node::Graph,
    tables,
};
use tricast_mlir::{build::attribute, ir::infer_types};

use super::natives::{self, Function, Given};

/// Things that are told apart by their addresses, with numbers.
#[derive(Clone)]
struct Numbered<T> {
    list: Vec<T>,
    numbers: FxHashMap<usize, u32>,
}

impl<T: Copy> Numbered<T> {
    fn new() -> Self {
        Numbered { list: vec![], numbers: FxHashMap::default() }
    }

    fn number(&mut self, address: usize, thing: T) -> u32 {
        let list = &mut self.list;
        *self.numbers.entry(address).or_insert_with(|| {
            list.push(thing);
            list.len() as u32 - 1
        })
    }

    fn get(&self, number: u32) -> T {
        self.list[number as usize]
    }
}

/// Gives numbers to attributes and types, which are unique in a context.
#[derive(Clone)]
pub struct Host<'c> {
    context: &'c Context,
    attributes: Numbered<Attribute<'c>>,
    types: Numbered<Type<'c>>,
}

impl<'c> Host<'c> {
    /// Without any yet.
    pub fn new(context: &'c Context) -> Self {
        Host { context, attributes: Numbered::new(), types: Numbered::new() }
    }

    /// The number of an attribute.
    pub fn number(&mut self, attribute: Attribute<'c>) -> tables::Attribute {
        tables::Attribute(self.attributes.number(attribute.to_raw().ptr as usize, attribute))
    }

    /// The number of a type.
    pub fn type_number(&mut self, ty: Type<'c>) -> tables::Type {
        tables::Type(self.types.number(ty.to_raw().ptr as usize, ty))
    }

    /// The attribute of a number.
    pub fn attribute(&self, number: tables::Attribute) -> Attribute<'c> {
        self.attributes.get(number.0)
    }

    /// The type of a number.
    pub fn ty(&self, number: tables::Type) -> Type<'c> {
        self.types.get(number.0)
    }

    /// What is known of a variable.
    fn given(&self, graph: &Graph, binding: &Binding) -> Result<Given<'c>, String> {
        Ok(match binding {
            Binding::Attribute(number) => Given::Attribute(self.attribute(*number)),
            Binding::Type(_) => Given::Type,
            Binding::Value(class) => {
                let types = graph[*class].data.types;
                Given::Value(self.ty(graph.analysis.tables.list(types)[0]))
            }
            Binding::Op(..) => Given::Op,
            Binding::Values(_) => return Err("takes no list of values".into()),
        })
    }
}

impl host::Host for Host<'_> {
    fn infer(
        &mut self,
        graph: &Graph,
        name: tables::Name,
        attributes: tables::Dictionary,
        operands: &[tables::Type],
    ) -> Result<Vec<tables::Type>, String> {
        let tables = &graph.analysis.tables;
        let text = tables.text(name);
        let op = lookup(text).ok_or_else(|| format!("there is no op {text}"))?;
        let operands: Vec<Type> = operands.iter().map(|ty| self.ty(*ty)).collect();
        let entries = tables.entries(attributes);
        let attribute = |name: &str| {
            let entry = entries.iter().find(|(own, _)| tables.text(*own) == name)?;
            Some(self.attribute(entry.1))
        };
        let types = infer_types(self.context, op, &operands, attribute);
        let types = types.map_err(|error| error.to_string())?;
        Ok(types.into_iter().map(|ty| self.type_number(ty)).collect())
    }

    fn defaults(
        &mut self,
        graph: &mut Graph,
        name: tables::Name,
        given: &[(tables::Name, tables::Attribute)],
    ) -> Vec<(tables::Name, tables::Attribute)> {
        let tables = &mut graph.analysis.tables;
        let Some(op) = lookup(tables.text(name)) else { return vec![] };
        let mut defaults = vec![];
        for (param, default) in op.params.iter().zip(Arguments::new(op).iter()) {
            if param.is_operand() || param.default.is_none() {
                continue;
            }
            let name = tables.name(param.name);
            if given.iter().any(|(own, _)| *own == name) {
                continue;
            }
            if let Some(attribute) = attribute(self.context, default.1) {
                defaults.push((name, self.number(attribute)));
            }
        }
        defaults
    }

    fn call(
        &mut self,
        graph: &Graph,
        function: &str,
        arguments: &[&Binding],
    ) -> Result<Option<Vec<Binding>>, String> {
        let found = natives::find(function);
        let found = found.ok_or_else(|| format!("there is no function {function}"))?;
        let given: Result<Vec<Given>, String> =
            arguments.iter().map(|binding| self.given(graph, binding)).collect();
        let given = given.map_err(|reason| format!("{function} {reason}"))?;
        Ok(match found {
            Function::Numerics(_) => Some(vec![]),
            Function::Constraint(holds) => match holds(&given) {
                None => return Err(format!("{function} does not take these arguments")),
                Some(true) => Some(vec![]),
                Some(false) => None,
            },
            Function::Rewrite(make) => make(self.context, &given)
                .map(|attribute| vec![Binding::Attribute(self.number(attribute))]),
        })
    }
}
