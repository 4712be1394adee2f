//! A program that is being made for a rule.

pub mod insert;

use fastrand::Rng;
use melior::{
    Context,
    ir::{Attribute, Type},
};
use tricast_dialects::{
    BaseKind, DType, OpDef, Param, TensorType, ValueType, lookup, types::intern,
};
use tricast_egraph::{
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
    Input,
    elements::{self, Elements},
    holds,
    operands::Operand,
    propose::{Drawn, Known, Proposer, Style},
};

/// How often one op is tried.
const MOST_TRIES: usize = 25;
/// How often an operand or attribute is drawn, until the constraints that know it all hold.
const MOST_DRAWS: usize = 12;
/// How often ops that were made already are made anew, before all begins anew.
const MOST_STEPS_BACK: usize = 12;
/// The most operands of a list.
const MOST_OPERANDS: usize = 3;
/// The most sizes of an operand: larger programs take longer, and say nothing more.
const MOST_ELEMENTS: i64 = 4096;
/// What the number of operands of each parameter is called.
const SEGMENTS: &str = "operandSegmentSizes";

/// A value of the program.
#[derive(Clone, Debug)]
struct Value {
    ty: ValueType,
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
    /// The parameters for those operands of the last op that the pattern does not name.
    rest: Vec<&'static str>,
}

/// A program that is being made for a rule.
pub struct Draft<'r, 'c> {
    context: &'c Context,
    tables: &'r Tables,
    rule: &'r Rule,
    style: Style,
    state: State<'c>,
}

impl<'r, 'c> Draft<'r, 'c> {
    /// Without ops.
    pub fn new(
        context: &'c Context,
        tables: &'r Tables,
        host: &'r Host<'c>,
        rule: &'r Rule,
        rng: &mut Rng,
    ) -> Self {
        let mut slots: Vec<Option<Slot>> = vec![None; rule.variables];
        for (variable, constant) in &rule.constants {
            slots[*variable] = Some(match constant {
                Constant::Attribute(number) => Slot::Attribute(host.attribute(*number)),
                Constant::Type(_) => Slot::Type,
            });
        }
        let asked = vec![false; rule.constraints.len()];
        let state = State { slots, asked, ..State::default() };
        let ops = rule.ops.iter().map(|op| tables.text(op.name));
        Draft { context, tables, rule, style: Style::new(ops, rng), state }
    }

    /// What the program is given.
    pub fn inputs(&self) -> &[Input] {
        &self.state.inputs
    }

    /// Makes all ops; None if it does not succeed, or with no tries left. Where one op is not taken,
    /// some of those before are made anew.
    pub fn make(mut self, rng: &mut Rng, tries: &mut usize) -> Option<Self> {
        let order = self.order();
        let mut before: Vec<State> = vec![];
        let mut steps_back = 0..MOST_STEPS_BACK;
        self.ask()?;
        while let Some(op) = order.get(before.len()) {
            before.push(self.state.clone());
            if self.try_op(op, rng, tries)?.is_none() {
                steps_back.next()?;
                let mut steps = 1;
                while steps < before.len() && rng.bool() {
                    steps += 1;
                }
                // The state before the last op that is made anew, and one more: it is what failed.
                before.truncate(before.len().saturating_sub(steps));
                self.state = before.pop()?;
            }
        }
        self.state.asked.iter().all(|asked| *asked).then_some(self)
    }

    /// Tries one op some times: whether it is made. None with no tries left.
    #[allow(clippy::option_option)]
    fn try_op(&mut self, op: &RuleOp, rng: &mut Rng, tries: &mut usize) -> Option<Option<()>> {
        let before = self.state.clone();
        for _ in 0..MOST_TRIES {
            *tries = tries.checked_sub(1)?;
            if self.op(op, rng).is_some() {
                return Some(Some(()));
            }
            self.state = before.clone();
        }
        Some(None)
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
        self.state.rest.clear();
        let operands = self.operands(pattern, def, rng)?;
        let mut attributes = vec![];
        for (name, variable) in &pattern.attributes {
            let name = self.tables.text(*name).to_owned();
            let attribute = match &self.state.slots[*variable] {
                Some(Slot::Attribute(attribute)) => *attribute,
                _ => self.draw(*variable, rng, |draft, rng| {
                    let attribute = draft.propose(def, &name, &operands, &attributes, rng)?;
                    Some((Slot::Attribute(attribute), attribute))
                })?,
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
            let ty = value_type(ty)?;
            if !self.is_small(&ty, pattern) {
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
        self.hold(number, rng);
        self.ask()
    }

    /// Whether a result is not too large. Sizes that the elements decide are known of nothing but
    /// of what no other op is given.
    fn is_small(&self, ty: &ValueType, pattern: &RuleOp) -> bool {
        let ValueType::Tensor(ty) = ty else { return true };
        let is_result = |variable| pattern.results.iter().any(|(_, own)| own == variable);
        match ty.numel().as_static() {
            Some(elements) => elements <= MOST_ELEMENTS,
            None => !self.rule.ops.iter().any(|op| op.operands.each.iter().any(is_result)),
        }
    }

    /// Says of the inputs that an op is given what its parameters take.
    fn hold(&mut self, op: usize, rng: &mut Rng) {
        let Some(item) = self.op_item(&Slot::Op(op)) else { return };
        let params = self.state.ops[op].def.params.iter().filter(|param| param.is_operand());
        for param in params {
            for operand in item.operands(param.name).unwrap_or_default() {
                let Value { from: None, input, .. } = self.state.values[operand.number] else {
                    continue;
                };
                let own = &mut self.state.inputs[input];
                own.elements = own.elements.and(elements::of(&item, param.name, &own.ty, rng));
            }
        }
    }

    /// Draws what a variable stands for, until what is asked of it holds.
    fn draw<T>(
        &mut self,
        variable: Variable,
        rng: &mut Rng,
        mut one: impl FnMut(&mut Self, &mut Rng) -> Option<(Slot<'c>, T)>,
    ) -> Option<T> {
        let asked = self.state.asked.clone();
        let (values, inputs) = (self.state.values.len(), self.state.inputs.len());
        for _ in 0..MOST_DRAWS {
            let (slot, drawn) = one(self, rng)?;
            self.state.slots[variable] = Some(slot);
            if self.ask().is_some() {
                return Some(drawn);
            }
            self.state.asked.clone_from(&asked);
            self.state.values.truncate(values);
            self.state.inputs.truncate(inputs);
        }
        None
    }

    /// Draws the operands that are not there yet.
    fn operands(
        &mut self,
        pattern: &RuleOp,
        def: &'static OpDef,
        rng: &mut Rng,
    ) -> Option<Vec<usize>> {
        let Operands { each, rest } = &pattern.operands;
        let mut operands = vec![];
        for (index, variable) in each.iter().enumerate() {
            let value = match &self.state.slots[*variable] {
                Some(Slot::Value(value)) => *value,
                None => self.draw(*variable, rng, |draft, rng| {
                    let value = draft.input(def, index, &operands, rng);
                    Some((Slot::Value(value), value))
                })?,
                _ => return None,
            };
            operands.push(value);
        }
        let Some(variable) = rest else { return Some(operands) };
        if let Some(Slot::Values(values)) = &self.state.slots[*variable] {
            operands.extend(values);
            return Some(operands);
        }
        let first = operands.len();
        for param in rest_of(def, first, rng) {
            operands.push(self.input_for(def, Some(param), &operands, rng));
            self.state.rest.push(param.name);
        }
        self.state.slots[*variable] = Some(Slot::Values(operands[first..].to_vec()));
        Some(operands)
    }

    /// Draws an input for an operand of an op.
    fn input(
        &mut self,
        def: &'static OpDef,
        index: usize,
        operands: &[usize],
        rng: &mut Rng,
    ) -> usize {
        let params = def.params.iter().filter(|param| param.is_operand());
        let param = params.clone().nth(index).or(params.clone().next_back());
        self.input_for(def, param, operands, rng)
    }

    /// Draws an input for a parameter of an op.
    fn input_for(
        &mut self,
        def: &OpDef,
        param: Option<&'static Param>,
        operands: &[usize],
        rng: &mut Rng,
    ) -> usize {
        let kind = Operand::of(def, param, !operands.is_empty());
        let is_number = param.is_some_and(|param| param.kind.base == BaseKind::SymInt);
        let known = self.tensors(0..self.state.values.len());
        let beside = self.tensors(operands.iter().copied());
        let proposer = Proposer {
            known: &known,
            beside: &beside,
            style: self.style,
            drawn: &Drawn::default(),
        };
        let ty = match is_number {
            true => TensorType::new([], DType::I64),
            false => proposer.operand(kind, rng),
        };
        let number = self.state.inputs.len();
        let value = match value_type(Type::index(self.context)).filter(|_| is_number) {
            Some(number) => number,
            None => ValueType::Tensor(ty.clone()),
        };
        let is_constant = !is_number && self.style.is_constant(kind, rng);
        self.state.inputs.push(Input { ty, is_number, elements: Elements::Any });
        self.state.values.push(Value { ty: value, is_constant, from: None, input: number });
        self.state.values.len() - 1
    }

    /// The types of those values that are tensors.
    fn tensors(&self, values: impl Iterator<Item = usize>) -> Vec<&TensorType> {
        let tensor = |value: usize| match &self.state.values[value].ty {
            ValueType::Tensor(ty) => Some(ty),
            _ => None,
        };
        values.filter_map(tensor).collect()
    }

    /// Draws an attribute that the op of the pattern has to have, beside those that it has.
    fn propose(
        &self,
        def: &OpDef,
        name: &str,
        operands: &[usize],
        beside: &[(String, Attribute<'c>)],
        rng: &mut Rng,
    ) -> Option<Attribute<'c>> {
        if name == SEGMENTS {
            return self.segments(def, operands, rng);
        }
        let all = self.state.ops.iter().flat_map(|op| &op.attributes).chain(beside);
        let all: Vec<&(String, Attribute)> = all.collect();
        // As in an op before, more often where ops come in pairs.
        let (likely, of) = if def.dialect == "quantized" { (2, 3) } else { (1, 4) };
        let same: Vec<Attribute> =
            all.iter().filter(|(own, _)| own == name).map(|(_, value)| *value).collect();
        if rng.usize(..of) < likely
            && let Some(same) = rng.choice(same)
        {
            return Some(same);
        }
        let ints = all.iter().filter_map(|(name, value)| {
            Some((name.trim_start_matches("static_"), Given::Attribute(*value).int()?))
        });
        let drawn = Drawn { ints: ints.collect() };
        let known = self.tensors(0..self.state.values.len());
        let operands = self.tensors(operands.iter().copied());
        let proposer =
            Proposer { known: &known, beside: &operands, style: self.style, drawn: &drawn };
        if let Some(list) = name.strip_prefix("present_") {
            let param = def.params.iter().find(|param| param.name == list)?;
            return build::attribute(self.context, &proposer.present(def, param, rng)?);
        }
        let plain = name.strip_prefix("static_").unwrap_or(name);
        let param = def.params.iter().find(|param| param.name == plain)?;
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
        self.repeat(def, attributes, rng);
        // Mostly few are given, sometimes most.
        let (likely, of) = if rng.usize(..3) == 0 { (3, 4) } else { (1, 6) };
        for name in attribute_names(def) {
            if attributes.iter().any(|(own, _)| *own == name) {
                continue;
            }
            let plain = name.strip_prefix("static_").unwrap_or(&name);
            let param = def.params.iter().find(|param| param.name == plain);
            let is_needed = match param {
                None => name == SEGMENTS || name.starts_with("present_"),
                Some(param) => {
                    !param.kind.optional
                        && param.default.is_none()
                        && !matches!(param.kind.base, BaseKind::Tensors | BaseKind::OptTensors)
                }
            };
            if is_needed || (param.is_some() && rng.usize(..of) < likely) {
                match self.propose(def, &name, operands, attributes, rng) {
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

    /// Adds the attributes of another such op, sometimes, but for those that say what its operands
    /// are.
    fn repeat(&self, def: &OpDef, attributes: &mut Vec<(String, Attribute<'c>)>, rng: &mut Rng) {
        let others: Vec<&DraftOp> =
            self.state.ops.iter().filter(|op| op.def.name == def.name).collect();
        let Some(other) = rng.choice(others).filter(|_| rng.usize(..3) == 0) else { return };
        for (name, value) in &other.attributes {
            let is_own = name != SEGMENTS && !name.starts_with("present_");
            if is_own && !attributes.iter().any(|(own, _)| own == name) {
                attributes.push((name.clone(), *value));
            }
        }
    }

    /// Draws how many operands each parameter has.
    fn segments(&self, def: &OpDef, operands: &[usize], rng: &mut Rng) -> Option<Attribute<'c>> {
        let params: Vec<_> = def.params.iter().filter(|param| param.is_operand()).collect();
        let first = operands.len().checked_sub(self.state.rest.len())?;
        if !self.state.rest.is_empty() {
            // As they were drawn.
            let own = self.state.rest.iter().copied();
            let all: Vec<&str> = params.iter().take(first).map(|it| it.name).chain(own).collect();
            let count = |param: &&Param| all.iter().filter(|name| **name == param.name).count();
            let counts: Vec<i32> = params.iter().map(|param| count(param) as i32).collect();
            return Some(tricast_mlir::ir::dense_i32_array(self.context, &counts));
        }
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
        build::value_type(self.context, &self.state.values[value].ty)
    }

    fn item(&self, value: usize) -> Item<'c> {
        let Value { is_constant, from, .. } = self.state.values[value];
        let is_weight = is_constant && from.is_none();
        let known = intern(self.state.values[value].ty.clone());
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
}

/// The parameters for the operands of an op from this one on, one for each: some of those that may
/// be there or not, and lists of any length.
fn rest_of(def: &'static OpDef, first: usize, rng: &mut Rng) -> Vec<&'static Param> {
    let params = def.params.iter().filter(|param| param.is_operand());
    let mut rest = vec![];
    for (index, param) in params.enumerate() {
        let count = match param.kind.base {
            BaseKind::Tensors | BaseKind::OptTensors => rng.usize(..=MOST_OPERANDS),
            BaseKind::Tensor if !param.varies() => usize::from(index >= first),
            BaseKind::Tensor => usize::from(index >= first && rng.bool()),
            // A number that is known is an attribute.
            _ => 0,
        };
        rest.extend(std::iter::repeat_n(param, count));
    }
    rest
}
