//! The attributes and types of an e-graph, as MLIR has them.

use std::rc::Rc;

use melior::{
    Context,
    ir::{Attribute, AttributeLike, Type, TypeLike},
};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use tricast_dialects::{Arguments, InferError, OpDef, Results, ValueType, lookup, types::intern};
use tricast_egraph::{
    Id,
    apply::{make, result},
    host::{self, Binding},
    node::{Graph, Kind, Node},
    rule::Rule,
    tables,
};
use tricast_mlir::{
    build::{self, attribute},
    ir::infer_values,
};

use super::natives::{
    At, Builder, FUNCTIONS, Function, Given, Item, OpItem, Rehearsal, known_by_type,
};

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

/// A type with what is known of it: sizes in terms of symbols.
#[derive(Clone, Copy)]
struct KnownType<'c> {
    ty: Type<'c>,
    known: &'static ValueType,
}

/// An op that is not made: its name, its attributes, the types of its operands.
type Call = (tables::Name, tables::Dictionary, SmallVec<[tables::Type; 4]>);

/// The attributes that an op has by default.
type Defaults = Rc<[(tables::Name, tables::Attribute)]>;

/// Gives numbers to attributes and types, which are unique in a context.
#[derive(Clone)]
pub struct Host<'c> {
    context: &'c Context,
    attributes: Numbered<Attribute<'c>>,
    types: Vec<KnownType<'c>>,
    /// The numbers of types of which nothing else is known, by address.
    plain: FxHashMap<usize, tables::Type>,
    /// The numbers of types of which more is known.
    refined: FxHashMap<ValueType, tables::Type>,
    /// What was inferred: the layers of a program are alike.
    inferred: FxHashMap<Call, Result<Vec<tables::Type>, String>>,
    /// The defaults of ops by their names.
    defaults: FxHashMap<tables::Name, Defaults>,
}

impl<'c> Host<'c> {
    /// Without any yet.
    pub fn new(context: &'c Context) -> Self {
        Host {
            context,
            attributes: Numbered::new(),
            types: vec![],
            plain: FxHashMap::default(),
            refined: FxHashMap::default(),
            inferred: FxHashMap::default(),
            defaults: FxHashMap::default(),
        }
    }

    /// The number of an attribute.
    pub fn number(&mut self, attribute: Attribute<'c>) -> tables::Attribute {
        tables::Attribute(self.attributes.number(attribute.to_raw().ptr as usize, attribute))
    }

    /// The number of a type of which nothing else is known.
    pub fn type_number(&mut self, ty: Type<'c>) -> tables::Type {
        let address = ty.to_raw().ptr as usize;
        if let Some(number) = self.plain.get(&address) {
            return *number;
        }
        let number = self.push(ty, known_by_type(ty));
        self.plain.insert(address, number);
        number
    }

    /// The number of a type with what is known of it.
    pub fn known_type(&mut self, tables: &mut tables::Tables, known: &ValueType) -> tables::Type {
        if let Some(number) = self.refined.get(known) {
            return *number;
        }
        let ty = build::value_type(self.context, known);
        let plain = self.type_number(ty);
        if *self.types[plain.0 as usize].known == *known {
            return plain;
        }
        let number = self.push(ty, intern(known.clone()));
        self.refined.insert(known.clone(), number);
        tables.refine(number, plain);
        number
    }

    /// What is known of the type of a number.
    pub fn known(&self, number: tables::Type) -> &'static ValueType {
        self.types[number.0 as usize].known
    }

    fn push(&mut self, ty: Type<'c>, known: &'static ValueType) -> tables::Type {
        self.types.push(KnownType { ty, known });
        tables::Type(self.types.len() as u32 - 1)
    }

    /// The attribute of a number.
    pub fn attribute(&self, number: tables::Attribute) -> Attribute<'c> {
        self.attributes.get(number.0)
    }

    /// The type of a number.
    pub fn ty(&self, number: tables::Type) -> Type<'c> {
        self.types[number.0 as usize].ty
    }

    /// The types of the results of an op that is not made.
    fn result_types(
        &mut self,
        tables: &mut tables::Tables,
        call: &Call,
    ) -> Result<Vec<tables::Type>, String> {
        let (name, attributes, operands) = call;
        let text = tables.text(*name);
        let op = lookup(text).ok_or_else(|| format!("there is no op {text}"))?;
        let types = self.infer_as(tables, op, *attributes, operands);
        let types = types.map_err(|error| error.to_string())?;
        Ok(types.iter().map(|known| self.known_type(tables, known)).collect())
    }

    /// The types of the results of an op with these attributes, by whatever name, that is not made.
    ///
    /// # Errors
    /// If it does not take them.
    pub fn infer_as(
        &self,
        tables: &tables::Tables,
        op: &'static OpDef,
        attributes: tables::Dictionary,
        operands: &[tables::Type],
    ) -> Result<Results, InferError> {
        let operands = operands.iter().map(|number| self.known(*number).clone());
        let entries = tables.entries(attributes);
        let attribute = |name: &str| {
            let entry = entries.iter().find(|(own, _)| tables.text(*own) == name)?;
            Some(self.attribute(entry.1))
        };
        infer_values(op, &operands.collect::<Vec<_>>(), attribute)
    }

    /// The defaults of all attributes of an op.
    fn all_defaults(&mut self, tables: &mut tables::Tables, name: tables::Name) -> Defaults {
        let Some(op) = lookup(tables.text(name)) else { return Rc::new([]) };
        let defaults = defaults(self.context, op, |_| false).into_iter();
        defaults.map(|(name, value)| (tables.name(name), self.number(value))).collect()
    }

    /// What is known of a class.
    fn item(&self, graph: &Graph, class: Id) -> Item<'c> {
        let facts = graph[class].data;
        let number = graph.analysis.tables.list(facts.types)[0];
        let KnownType { ty, known } = self.types[number.0 as usize];
        let constants = &graph.analysis.constants;
        let is_weight = |node: &Node| match node.kind {
            Kind::Leaf(number, _) => constants.get(number as usize) == Some(&true),
            _ => false,
        };
        let is_weight = facts.is_constant && graph[class].nodes.iter().any(is_weight);
        let (is_constant, range) = (facts.is_constant, facts.range);
        Item { number: class.into(), ty, known, is_constant, is_weight, range }
    }

    /// What is known of an op.
    fn op_item(&self, graph: &Graph, class: Id, node: &Node) -> OpItem<'c> {
        let tables = &graph.analysis.tables;
        let (def, entries, types) = match node.kind {
            Kind::Op { name, attributes, types } => {
                (lookup(tables.text(name)), tables.entries(attributes), tables.list(types))
            }
            _ => (None, &[][..], &[][..]),
        };
        let entries = entries.iter();
        OpItem {
            at: At::Class(graph.find(class).into()),
            def,
            results: types.iter().map(|ty| self.ty(*ty)).collect(),
            operands: node.operands.iter().map(|class| self.item(graph, *class)).collect(),
            attributes: entries
                .map(|(name, value)| (tables.text(*name).to_owned(), self.attribute(*value)))
                .collect(),
        }
    }

    /// What is known of the ops among the arguments of a function.
    fn op_items(&self, graph: &Graph, arguments: &[&Binding]) -> Vec<Option<OpItem<'c>>> {
        let item = |binding: &&Binding| match binding {
            Binding::Op(class, node) => Some(self.op_item(graph, *class, node)),
            _ => None,
        };
        arguments.iter().map(item).collect()
    }

    /// The arguments of a function, with the ops among them.
    fn given<'o>(
        &self,
        graph: &Graph,
        arguments: &[&Binding],
        ops: &'o [Option<OpItem<'c>>],
    ) -> Result<Vec<Given<'o, 'c>>, String> {
        let given = arguments.iter().zip(ops).map(|(binding, op)| {
            Ok(match binding {
                Binding::Attribute(number) => Given::Attribute(self.attribute(*number)),
                Binding::Type(_) => Given::Type,
                Binding::Value(class) => Given::Value(self.item(graph, *class)),
                Binding::Op(..) => Given::Op(op.as_ref().expect("it is made of an op")),
                Binding::Values(_) => return Err("takes no list of values".into()),
            })
        });
        given.collect()
    }
}

/// Makes e-nodes for a native function.
struct NodeBuilder<'a, 'c> {
    graph: &'a mut Graph,
    host: &'a mut Host<'c>,
    rule: &'a Rule,
}

impl<'c> Builder<'c> for NodeBuilder<'_, 'c> {
    fn context(&self) -> &'c Context {
        self.host.context
    }

    fn op(
        &mut self,
        name: &str,
        operands: &[Item<'c>],
        attributes: &[(&str, Attribute<'c>)],
    ) -> Option<Vec<Item<'c>>> {
        let tables = &mut self.graph.analysis.tables;
        let mut entry = |(name, value): &(&str, _)| (tables.name(name), self.host.number(*value));
        let entries: Vec<_> = attributes.iter().map(&mut entry).collect();
        let name = tables.name(name);
        let operands: Vec<Id> = operands.iter().map(|item| Id::from(item.number)).collect();
        let (class, node) = make(self.graph, self.host, self.rule, name, &operands, entries)?;
        let Kind::Op { types, .. } = node.kind else { return None };
        let count = self.graph.analysis.tables.list(types).len() as u32;
        let results: Vec<Id> = (0..count).map(|index| result(self.graph, class, index)).collect();
        Some(results.into_iter().map(|class| self.host.item(self.graph, class)).collect())
    }
}

/// The attributes that an op has by default, by name, but for those that are given.
pub fn defaults<'c>(
    context: &'c Context,
    op: &'static OpDef,
    is_given: impl Fn(&str) -> bool,
) -> Vec<(&'static str, Attribute<'c>)> {
    let defaults = Arguments::new(op);
    let params = op.params.iter().zip(defaults.iter());
    let params = params.filter(|(param, _)| {
        !param.is_operand() && param.default.is_some() && !is_given(param.name)
    });
    params
        .filter_map(|(param, (_, value))| Some((param.name, attribute(context, value)?)))
        .collect()
}

impl host::Host for Host<'_> {
    fn infer(
        &mut self,
        graph: &mut Graph,
        name: tables::Name,
        attributes: tables::Dictionary,
        operands: &[tables::Type],
    ) -> Result<Vec<tables::Type>, String> {
        let call = (name, attributes, operands.into());
        if let Some(types) = self.inferred.get(&call) {
            return types.clone();
        }
        let types = self.result_types(&mut graph.analysis.tables, &call);
        self.inferred.insert(call, types.clone());
        types
    }

    fn defaults(
        &mut self,
        graph: &mut Graph,
        name: tables::Name,
        given: &[(tables::Name, tables::Attribute)],
    ) -> Vec<(tables::Name, tables::Attribute)> {
        let all = match self.defaults.get(&name) {
            Some(all) => all.clone(),
            None => {
                let all = self.all_defaults(&mut graph.analysis.tables, name);
                self.defaults.entry(name).or_insert(all).clone()
            }
        };
        let is_given = |name: &tables::Name| given.iter().any(|(own, _)| own == name);
        all.iter().filter(|(name, _)| !is_given(name)).copied().collect()
    }

    fn call(
        &mut self,
        graph: &mut Graph,
        rule: &Rule,
        function: usize,
        arguments: &[&Binding],
    ) -> Result<Option<Vec<Binding>>, String> {
        let function = FUNCTIONS[function].1;
        if let Function::Numerics(_) = function {
            return Ok(Some(vec![]));
        }
        let ops = self.op_items(graph, arguments);
        let given = self.given(graph, arguments, &ops)?;
        Ok(match function {
            Function::Numerics(_) => Some(vec![]),
            Function::Constraint(holds) => match holds(&given) {
                None => return Err("does not take these arguments".into()),
                Some(true) => Some(vec![]),
                Some(false) => None,
            },
            Function::Rewrite(make) => make(self.context, &given)
                .map(|attribute| vec![Binding::Attribute(self.number(attribute))]),
            Function::CanBuild(build) => {
                build(&mut Rehearsal(self.context), &given).map(|_| vec![])
            }
            Function::Build(build) => {
                let mut builder = NodeBuilder { graph, host: self, rule };
                build(&mut builder, &given).map(|item| vec![Binding::Value(Id::from(item.number))])
            }
            Function::CanBuildAll(build) => {
                build(&mut Rehearsal(self.context), &given).map(|_| vec![])
            }
            Function::BuildAll(build) => {
                let mut builder = NodeBuilder { graph, host: self, rule };
                let values = |items: Vec<Item>| {
                    Binding::Values(items.iter().map(|item| Id::from(item.number)).collect())
                };
                build(&mut builder, &given).map(|items| vec![values(items)])
            }
        })
    }

    fn holds(&self, graph: &Graph, function: usize, arguments: &[&Binding]) -> Option<bool> {
        let Function::Constraint(holds) = FUNCTIONS[function].1 else { return None };
        let ops = self.op_items(graph, arguments);
        // What is wrong with the arguments is said as the rule is applied.
        holds(&self.given(graph, arguments, &ops).ok()?)
    }
}
