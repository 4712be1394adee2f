//! A program that is being made for a rule.

use fastrand::Rng;
use melior::{
    Context,
    ir::{Attribute, Type},
};
use tricast_dialects::{BaseKind, OpDef, TensorType, ValueType, lookup, types::intern};
use tricast_egraph::{
    Id,
    node::{Graph, Kind, Node},
    rule::{Constant, Operands, Rule, RuleOp, Variable},
    tables::Tables,
};
use tricast_mlir::{
    build,
    ir::{attribute_names, infer_types, value_type},
};

use super::{
    super::{
        host::{Host, defaults},
        natives::{At, Given, Item, OpItem},
    },
    Input, holds,
    propose::{Known, Operand, Proposer},
};

/// How often one op is tried.
const MOST_TRIES: usize = 60;
/// How often an input is one that follows from the weights alone: one time in so many.
const ONE_CONSTANT_IN: usize = 3;
/// The most operands of a list.
const MOST_OPERANDS: usize = 3;
/// The most sizes of an operand: larger programs take longer, and say nothing more.
const MOST_ELEMENTS: i64 = 4096;
/// What the number of operands of each parameter is called.
const SEGMENTS: &str = "operandSegmentSizes";

/// A value of the program.
#[derive(Clone, Debug)]
pub struct Value {
    ty: TensorType,
    is_constant: bool,
    /// The op that it is a result of, and which of them; None for an input.
    from: Option<(usize, usize)>,
    /// The number of the input.
    input: usize,
}

/// What a variable of the rule stands for.
#[derive(Clone, Debug)]
enum Slot<'c> {
    Value(usize),
    Values(Vec<usize>),
    Attribute(Attribute<'c>),
    Type,
    Op(usize),
}

/// An op of the program.
#[derive(Clone, Debug)]
struct DraftOp<'c> {
    /// Which op of the pattern it is.
    place: usize,
    def: &'static OpDef,
    operands: Vec<usize>,
    attributes: Vec<(String, Attribute<'c>)>,
    results: Vec<usize>,
}

/// What has been drawn so far.
#[derive(Clone, Debug, Default)]
struct State<'c> {
    slots: Vec<Option<Slot<'c>>>,
    values: Vec<Value>,
    inputs: Vec<Input>,
    ops: Vec<DraftOp<'c>>,
    /// The constraints that hold.
    asked: Vec<bool>,
}

/// A program in an e-graph.
pub struct Inserted {
    /// Its nodes in order, with the identifiers by which they name each other.
    pub nodes: Vec<(Id, Node)>,
    /// What the ops that the rule replaces give.
    pub results: Vec<Id>,
}

/// A program that is being made for a rule.
pub struct Draft<'r, 'c> {
    context: &'c Context,
    tables: &'r Tables,
    rule: &'r Rule,
    state: State<'c>,
}

impl<'r, 'c> Draft<'r, 'c> {
    /// Without ops.
    pub fn new(
        context: &'c Context,
        tables: &'r Tables,
        host: &'r Host<'c>,
        rule: &'r Rule,
    ) -> Self {
        let mut slots: Vec<Option<Slot>> = vec![None; rule.variables];
        for (variable, constant) in &rule.constants {
            slots[*variable] = Some(match constant {
                Constant::Attribute(number) => Slot::Attribute(host.attribute(*number)),
                Constant::Type(_) => Slot::Type,
            });
        }
        let asked = vec![false; rule.constraints.len()];
        Draft { context, tables, rule, state: State { slots, asked, ..State::default() } }
    }

    /// What the program is given.
    pub fn inputs(&self) -> &[Input] {
        &self.state.inputs
    }

    /// Makes all ops; None if it does not succeed, or with no tries left.
    pub fn make(mut self, rng: &mut Rng, tries: &mut usize) -> Option<Self> {
        for op in self.order() {
            let before = self.state.clone();
            let mut own = 0..MOST_TRIES;
            *tries = tries.checked_sub(1)?;
            while self.op(op, rng).is_none() {
                own.next()?;
                *tries = tries.checked_sub(1)?;
                self.state = before.clone();
            }
        }
        self.state.asked.iter().all(|asked| *asked).then_some(self)
    }

    /// The ops of the pattern, each after those whose results are its operands.
    fn order(&self) -> Vec<&'r RuleOp> {
        let mut left: Vec<&RuleOp> = self.rule.ops.iter().rev().collect();
        let mut order = vec![];
        while !left.is_empty() {
            let made_later = |variable: &Variable| {
                left.iter().any(|op| op.results.iter().any(|(_, own)| own == variable))
            };
            let next = left.iter().position(|op| !op.operands.each.iter().any(made_later));
            order.push(left.remove(next.unwrap_or(0)));
        }
        order
    }

    /// Makes one op; None if it does not take what was drawn.
    fn op(&mut self, pattern: &RuleOp, rng: &mut Rng) -> Option<()> {
        let def = lookup(self.tables.text(pattern.name))?;
        let operands = self.operands(pattern, def, rng)?;
        let mut attributes = vec![];
        for (name, variable) in &pattern.attributes {
            let name = self.tables.text(*name).to_owned();
            let attribute = match &self.state.slots[*variable] {
                Some(Slot::Attribute(attribute)) => *attribute,
                _ => {
                    let attribute = self.propose(def, &name, &operands, rng)?;
                    self.state.slots[*variable] = Some(Slot::Attribute(attribute));
                    attribute
                }
            };
            attributes.push((name, attribute));
        }
        self.complete(def, &operands, &mut attributes, rng)?;
        let types: Vec<Type> = operands.iter().map(|value| self.mlir_type(*value)).collect();
        let find = |name: &str| attributes.iter().find(|(own, _)| own == name).map(|it| it.1);
        let types = infer_types(self.context, def, &types, find).ok()?;
        let is_constant = operands.iter().all(|value| self.state.values[*value].is_constant);
        let number = self.state.ops.len();
        let mut results = vec![];
        for (index, ty) in types.into_iter().enumerate() {
            let Some(ValueType::Tensor(ty)) = value_type(ty) else { return None };
            let elements = ty.numel().as_static()?;
            if elements > MOST_ELEMENTS {
                return None;
            }
            results.push(self.state.values.len());
            let from = Some((number, index));
            self.state.values.push(Value { ty, is_constant, from, input: 0 });
        }
        let place = self.rule.ops.iter().position(|op| op.variable == pattern.variable)?;
        self.state.ops.push(DraftOp { place, def, operands, attributes, results: results.clone() });
        self.state.slots[pattern.variable] = Some(Slot::Op(number));
        for (index, variable) in &pattern.results {
            let value = *results.get(*index as usize)?;
            self.state.slots[*variable] = Some(Slot::Value(value));
        }
        self.ask()
    }

    /// Draws the operands that are not there yet.
    fn operands(&mut self, pattern: &RuleOp, def: &OpDef, rng: &mut Rng) -> Option<Vec<usize>> {
        let Operands { each, rest } = &pattern.operands;
        let mut operands = vec![];
        for (index, variable) in each.iter().enumerate() {
            let value = match &self.state.slots[*variable] {
                Some(Slot::Value(value)) => *value,
                None => {
                    let value = self.input(def, index, &operands, rng);
                    self.state.slots[*variable] = Some(Slot::Value(value));
                    value
                }
                _ => return None,
            };
            operands.push(value);
        }
        let Some(variable) = rest else { return Some(operands) };
        if let Some(Slot::Values(values)) = &self.state.slots[*variable] {
            operands.extend(values);
            return Some(operands);
        }
        let params = || def.params.iter().filter(|param| param.is_operand());
        let is_list = |kind: BaseKind| matches!(kind, BaseKind::Tensors | BaseKind::OptTensors);
        let needed = params().filter(|param| !param.varies()).count();
        let needed = needed.saturating_sub(operands.len());
        let most = match params().any(|param| is_list(param.kind.base)) {
            true => needed + MOST_OPERANDS,
            false => params().count().saturating_sub(operands.len()),
        };
        let first = operands.len();
        for index in first..first + rng.usize(needed..=most.max(needed)) {
            operands.push(self.input(def, index, &operands, rng));
        }
        self.state.slots[*variable] = Some(Slot::Values(operands[first..].to_vec()));
        Some(operands)
    }

    /// Draws an input for an operand of an op.
    fn input(&mut self, def: &OpDef, index: usize, operands: &[usize], rng: &mut Rng) -> usize {
        let params = def.params.iter().filter(|param| param.is_operand());
        let last = params.clone().next_back();
        let param = params.clone().nth(index).or(last);
        let named = |names: &[&str]| param.is_some_and(|param| names.contains(&param.name));
        let is_index = named(&["index", "indices", "target", "offsets"]);
        let kind = match () {
            () if is_index => Operand::Index,
            () if named(&["condition", "mask"]) => Operand::Condition,
            () if def.dialect == "quantized" => {
                Operand::Quantized(def.name, param.map_or("", |param| param.name))
            }
            () => match param {
                Some(param) if named(&["query", "key", "value", "attn_mask"]) => {
                    Operand::Attention(param.name)
                }
                Some(param)
                    if named(&["weight", "bias", "running_mean", "running_var"])
                        && !operands.is_empty() =>
                {
                    Operand::Parameter(def.name, param.name)
                }
                _ => Operand::Number,
            },
        };
        let first = operands.first().map(|value| &self.state.values[*value].ty);
        let least = first.and_then(|ty| ty.shape.iter().filter_map(|dim| dim.as_static()).min());
        let known: Vec<&TensorType> = self.state.values.iter().map(|value| &value.ty).collect();
        let beside: Vec<&TensorType> =
            operands.iter().map(|value| &self.state.values[*value].ty).collect();
        let ty = Proposer { known: &known, beside: &beside }.operand(kind, rng);
        let below = is_index.then(|| least.unwrap_or(1).max(1));
        let number = self.state.inputs.len();
        self.state.inputs.push(Input { ty: ty.clone(), below });
        let likely = if def.dialect == "quantized" { 2 } else { ONE_CONSTANT_IN };
        let is_constant = rng.usize(..likely) == 0;
        self.state.values.push(Value { ty, is_constant, from: None, input: number });
        self.state.values.len() - 1
    }

    /// Draws an attribute that the op of the pattern has to have.
    fn propose(
        &self,
        def: &OpDef,
        name: &str,
        operands: &[usize],
        rng: &mut Rng,
    ) -> Option<Attribute<'c>> {
        if name == SEGMENTS {
            return self.segments(def, operands, rng);
        }
        let plain = name.strip_prefix("static_").unwrap_or(name);
        let param = def.params.iter().find(|param| param.name == plain)?;
        let all: Vec<&TensorType> = self.state.values.iter().map(|value| &value.ty).collect();
        let beside: Vec<&TensorType> =
            operands.iter().map(|value| &self.state.values[*value].ty).collect();
        let proposer = Proposer { known: &all, beside: &beside };
        let argument = proposer.argument(&Known { op: def.name, param }, rng)?;
        build::attribute(self.context, &argument)
    }

    /// Adds the attributes that the pattern does not name: mostly what they are by default.
    fn complete(
        &self,
        def: &'static OpDef,
        operands: &[usize],
        attributes: &mut Vec<(String, Attribute<'c>)>,
        rng: &mut Rng,
    ) -> Option<()> {
        for name in attribute_names(def) {
            if attributes.iter().any(|(own, _)| *own == name) {
                continue;
            }
            let plain = name.strip_prefix("static_").unwrap_or(&name);
            let param = def.params.iter().find(|param| param.name == plain);
            let is_needed = match param {
                Some(param) => {
                    !param.kind.optional
                        && param.default.is_none()
                        && !matches!(param.kind.base, BaseKind::Tensors | BaseKind::OptTensors)
                }
                None => name == SEGMENTS,
            };
            if is_needed || (param.is_some() && rng.usize(..5) == 0) {
                match self.propose(def, &name, operands, rng) {
                    Some(attribute) => attributes.push((name, attribute)),
                    None if is_needed => return None,
                    None => {}
                }
            }
        }
        let given = |name: &str| attributes.iter().any(|(own, _)| own == name);
        let missing = defaults(self.context, def, given);
        attributes.extend(missing.into_iter().map(|(name, value)| (name.to_owned(), value)));
        Some(())
    }

    /// Draws how many operands each parameter has.
    fn segments(&self, def: &OpDef, operands: &[usize], rng: &mut Rng) -> Option<Attribute<'c>> {
        let params: Vec<_> = def.params.iter().filter(|param| param.is_operand()).collect();
        let mut counts: Vec<i32> = params.iter().map(|param| i32::from(!param.varies())).collect();
        let mut left = operands.len().checked_sub(counts.iter().sum::<i32>() as usize)?;
        while left > 0 {
            let is_open = |index: &usize| match params[*index].kind.base {
                BaseKind::Tensors | BaseKind::OptTensors => true,
                BaseKind::Tensor => counts[*index] == 0,
                _ => false,
            };
            let open: Vec<usize> = (0..params.len()).filter(is_open).collect();
            counts[*rng.choice(&open)?] += 1;
            left -= 1;
        }
        Some(tricast_mlir::ir::dense_i32_array(self.context, &counts))
    }

    fn mlir_type(&self, value: usize) -> Type<'c> {
        build::value_type(self.context, &ValueType::Tensor(self.state.values[value].ty.clone()))
    }

    fn item(&self, value: usize) -> Item<'c> {
        let Value { is_constant, from, .. } = self.state.values[value];
        let is_weight = is_constant && from.is_none();
        let known = intern(ValueType::Tensor(self.state.values[value].ty.clone()));
        let ty = self.mlir_type(value);
        let range = match from {
            None => self.state.inputs[self.state.values[value].input].range(),
            Some(_) => None,
        };
        Item { number: value, ty, known, is_constant, is_weight, range }
    }

    /// Asks the constraints of which all arguments are known; None if one does not hold.
    fn ask(&mut self) -> Option<()> {
        for (number, constraint) in self.rule.constraints.iter().enumerate() {
            if self.state.asked[number] {
                continue;
            }
            let slots: Option<Vec<&Slot>> = constraint
                .arguments
                .iter()
                .map(|variable| self.state.slots[*variable].as_ref())
                .collect();
            let Some(slots) = slots else { continue };
            let ops: Vec<Option<OpItem>> = slots.iter().map(|slot| self.op_item(slot)).collect();
            let given: Option<Vec<Given>> =
                slots.iter().zip(&ops).map(|(slot, op)| self.given(slot, op.as_ref())).collect();
            if holds(self.context, constraint.number, &given?)? == constraint.is_negated {
                return None;
            }
            self.state.asked[number] = true;
        }
        Some(())
    }

    fn op_item(&self, slot: &Slot<'c>) -> Option<OpItem<'c>> {
        let Slot::Op(number) = slot else { return None };
        let op = &self.state.ops[*number];
        let operands = op.operands.iter().map(|value| self.item(*value)).collect();
        Some(OpItem {
            at: At::Class(op.place),
            def: Some(op.def),
            results: op.results.iter().map(|value| self.mlir_type(*value)).collect(),
            operands,
            attributes: op.attributes.clone(),
        })
    }

    fn given<'a>(&self, slot: &Slot<'c>, op: Option<&'a OpItem<'c>>) -> Option<Given<'a, 'c>> {
        Some(match slot {
            Slot::Value(value) => Given::Value(self.item(*value)),
            Slot::Attribute(attribute) => Given::Attribute(*attribute),
            Slot::Type => Given::Type,
            Slot::Op(_) => Given::Op(op?),
            Slot::Values(_) => return None,
        })
    }

    /// Puts the program into an e-graph.
    pub fn insert(&self, graph: &mut Graph, host: &mut Host<'c>) -> Inserted {
        let mut ids: Vec<Option<Id>> = vec![None; self.state.values.len()];
        let mut nodes = vec![];
        for (number, value) in self.state.values.iter().enumerate() {
            if value.from.is_none() {
                let ty = host.type_number(self.mlir_type(number));
                let types = graph.analysis.tables.types(&[ty]);
                let constants = &mut graph.analysis.constants;
                if constants.len() <= value.input {
                    constants.resize(value.input + 1, false);
                }
                constants[value.input] = value.is_constant;
                let ranges = &mut graph.analysis.ranges;
                if ranges.len() <= value.input {
                    ranges.resize(value.input + 1, None);
                }
                ranges[value.input] = self.state.inputs[value.input].range();
                let kind = Kind::Leaf(value.input as u32, types);
                let node = Node { kind, operands: [].into_iter().collect() };
                let id = graph.add(node.clone());
                ids[number] = Some(id);
                nodes.push((id, node));
            }
        }
        for op in &self.state.ops {
            self.insert_op(op, graph, host, &mut ids, &mut nodes);
        }
        let results = self.replaced().flat_map(|op| op.results.iter());
        let results = results.map(|value| ids[*value].expect("every value is there")).collect();
        Inserted { nodes, results }
    }

    fn insert_op(
        &self,
        op: &DraftOp<'c>,
        graph: &mut Graph,
        host: &mut Host<'c>,
        ids: &mut [Option<Id>],
        nodes: &mut Vec<(Id, Node)>,
    ) {
        let tables = &mut graph.analysis.tables;
        let entries = op.attributes.iter();
        let entries: Vec<_> =
            entries.map(|(name, value)| (tables.name(name), host.number(*value))).collect();
        let attributes = tables.dictionary(&entries);
        let types = op.results.iter().map(|value| host.type_number(self.mlir_type(*value)));
        let types: Vec<_> = types.collect();
        let types = tables.types(&types);
        let name = tables.name(op.def.name);
        let operands = op.operands.iter().map(|value| ids[*value].expect("made before")).collect();
        let node = Node { kind: Kind::Op { name, attributes, types }, operands };
        let id = graph.add(node.clone());
        nodes.push((id, node));
        for (index, value) in op.results.iter().enumerate() {
            ids[*value] = Some(match op.results.len() {
                1 => id,
                _ => {
                    let kind = Kind::Result(index as u32);
                    let node = Node { kind, operands: [id].into_iter().collect() };
                    let result = graph.add(node.clone());
                    nodes.push((result, node));
                    result
                }
            });
        }
    }

    /// The ops that the rule replaces.
    fn replaced(&self) -> impl Iterator<Item = &DraftOp<'c>> {
        use tricast_egraph::rule::Step;
        self.rule.steps.iter().filter_map(|step| {
            let (Step::ReplaceByOp(old, _) | Step::ReplaceByValues(old, _)) = step else {
                return None;
            };
            let Some(Slot::Op(number)) = &self.state.slots[*old] else { return None };
            Some(&self.state.ops[*number])
        })
    }
}
