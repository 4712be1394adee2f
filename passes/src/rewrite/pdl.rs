//! Rules of the `pdl` dialect as data for the e-graph.

use std::collections::HashMap;

use melior::ir::{
    OperationRef, Type, Value, ValueLike,
    attribute::{
        ArrayAttribute, BoolAttribute, DenseI32ArrayAttribute, IntegerAttribute, StringAttribute,
    },
    operation::OperationLike,
};
use tricast_dialects::lookup;
use tricast_egraph::{
    rule::{Constant, Native, Numerics, Operands, Rule, RuleOp, Step, Variable},
    tables::{Name, Tables},
};
use tricast_mlir::{
    ir::{
        attribute, attribute_names, block_ops, body, context_of, outlive_op, string_attribute,
        type_attribute,
    },
    rewrite::value_id,
};

use super::{
    host::Host,
    natives::{self, FUNCTIONS, Function, SEGMENTS},
};

/// The type of a variable that stands for all operands.
const RANGE: &str = "!pdl.range<value>";

/// The rule of a `pdl.pattern`.
///
/// # Errors
/// If it says what the e-graph cannot do: the reason, with the name of the rule.
pub fn read<'c>(
    pattern: OperationRef<'c, 'c>,
    tables: &mut Tables,
    host: &mut Host<'c>,
) -> Result<Rule, String> {
    let name = string_attribute(pattern, "sym_name").unwrap_or("without a name").to_owned();
    let mut reader = Reader {
        tables,
        host,
        variables: HashMap::new(),
        rule: Rule {
            name: name.as_str().into(),
            numerics: Numerics::Exact,
            variables: 0,
            ops: vec![],
            constants: vec![],
            constraints: vec![],
            steps: vec![],
        },
        numerics: None,
        range: Type::parse(context_of(pattern), RANGE),
        patterns: vec![],
    };
    reader.pattern(pattern).map_err(|reason| format!("rule {name}: {reason}"))?;
    let mut rule = reader.rule;
    rule.numerics = reader.numerics.ok_or_else(|| {
        format!("rule {name}: expected one of Exact, Reassociates and Approximates of its root")
    })?;
    Ok(rule)
}

struct Reader<'a, 'c> {
    tables: &'a mut Tables,
    host: &'a mut Host<'c>,
    variables: HashMap<usize, Variable>,
    rule: Rule,
    numerics: Option<Numerics>,
    /// The type of what stands for several values.
    range: Option<Type<'c>>,
    /// The ops to match, in the order of the pattern.
    patterns: Vec<RuleOp>,
}

impl<'c> Reader<'_, 'c> {
    fn variable(&mut self, value: Value<'c, 'c>) -> Variable {
        let next = self.variables.len();
        let variable = *self.variables.entry(value_id(value)).or_insert(next);
        self.rule.variables = self.variables.len();
        variable
    }

    fn variables(&mut self, values: &[Value<'c, 'c>]) -> Vec<Variable> {
        values.iter().map(|value| self.variable(*value)).collect()
    }

    fn result(&mut self, op: OperationRef<'c, 'c>) -> Variable {
        let result = op.results().next().expect("the op has a result").into();
        self.variable(result)
    }

    fn pattern(&mut self, pattern: OperationRef<'c, 'c>) -> Result<(), String> {
        for op in ops_in(pattern) {
            match name_of(op).as_str() {
                "pdl.operand" | "pdl.operands" | "pdl.types" => {
                    if op.operand_count() > 0 {
                        return Err("types of operands are not matched yet".into());
                    }
                    self.result(op);
                }
                "pdl.attribute" | "pdl.type" => self.constant(op)?,
                "pdl.operation" => {
                    let (name, operands, attributes) = self.operation(op)?;
                    let variable = self.result(op);
                    let results = vec![];
                    self.patterns.push(RuleOp { variable, name, operands, attributes, results });
                }
                "pdl.result" => {
                    let (of, index) = self.result_of(op);
                    let variable = self.result(op);
                    let parent = self.patterns.iter_mut().find(|pattern| pattern.variable == of);
                    parent.ok_or("a result of no op")?.results.push((index, variable));
                }
                "pdl.apply_native_constraint" => {
                    let native = self.native(op)?;
                    match FUNCTIONS[native.number].1 {
                        Function::Numerics(numerics) => self.numerics = Some(numerics),
                        _ => self.rule.constraints.push(native),
                    }
                }
                "pdl.rewrite" => self.rewrite(op)?,
                name => return Err(format!("{name} is not supported")),
            }
        }
        Ok(())
    }

    fn constant(&mut self, op: OperationRef<'c, 'c>) -> Result<(), String> {
        let variable = self.result(op);
        if op.operand_count() > 0 {
            return Err("types of attributes are not matched yet".into());
        }
        if let Some(value) = attribute(op, "value") {
            let number = self.host.number(value);
            self.rule.constants.push((variable, Constant::Attribute(number)));
        }
        if let Some(ty) = type_attribute(op, "constantType") {
            let number = self.host.type_number(ty);
            self.rule.constants.push((variable, Constant::Type(number)));
        }
        Ok(())
    }

    fn result_of(&mut self, op: OperationRef<'c, 'c>) -> (Variable, u32) {
        let parent = op.operands().next().expect("a result is of an op");
        let index = attribute(op, "index").and_then(|index| IntegerAttribute::try_from(index).ok());
        (self.variable(parent), index.map_or(0, |index| index.value() as u32))
    }

    /// Name, operands and attributes of a `pdl.operation`.
    #[allow(clippy::type_complexity)]
    fn operation(
        &mut self,
        op: OperationRef<'c, 'c>,
    ) -> Result<(Name, Operands, Vec<(Name, Variable)>), String> {
        let text = string_attribute(op, "opName").ok_or("an op has no name")?;
        let def = lookup(text).ok_or_else(|| format!("there is no op {text}"))?;
        let name = self.tables.name(text);
        let known = attribute_names(def);
        let [operands, attributes, _] = segments(op)?;
        let range = self.range;
        let is_range = |value: &&Value<'c, 'c>| Some(value.r#type()) == range;
        let rest = operands.last().filter(is_range).map(|rest| self.variable(*rest));
        let each = &operands[..operands.len() - usize::from(rest.is_some())];
        if each.iter().any(|value| is_range(&value)) {
            return Err(format!("of the operands of {text} only the last may be a range"));
        }
        let operands = Operands { each: self.variables(each), rest };
        let names = attribute(op, "attributeValueNames").map(ArrayAttribute::try_from);
        let names = names.and_then(Result::ok).ok_or("an op has no names of attributes")?;
        let mut named = vec![];
        for (index, value) in attributes.into_iter().enumerate() {
            let name =
                names.element(index).ok().and_then(|name| StringAttribute::try_from(name).ok());
            let name = name.ok_or("an attribute has no name")?;
            if !known.iter().any(|own| own == name.value()) {
                let (wrong, known) = (name.value(), known.join(", "));
                return Err(format!("{text} has no attribute {wrong}; it has: {known}"));
            }
            named.push((self.tables.name(name.value()), self.variable(value)));
        }
        Ok((name, operands, named))
    }

    /// Whether it is known which operands of a new op are which.
    fn check_segments(&self, name: Name, given: &[(Name, Variable)]) -> Result<(), String> {
        let text = self.tables.text(name);
        let Some(def) = lookup(text) else { return Ok(()) };
        let needs = attribute_names(def).iter().any(|name| name == SEGMENTS);
        if !needs || given.iter().any(|(own, _)| self.tables.text(*own) == SEGMENTS) {
            return Ok(());
        }
        let params = def.params.iter().filter(|param| param.is_operand());
        let params: Vec<&str> = params.map(|param| param.name).collect();
        Err(format!(
            "{text} needs {SEGMENTS} = attr<\"array<i32: ...>\">: the number of operands for each \
             of {}",
            params.join(", ")
        ))
    }

    fn native(&mut self, op: OperationRef<'c, 'c>) -> Result<Native, String> {
        let name = string_attribute(op, "name").ok_or("a call of nothing")?.to_owned();
        let number = natives::find(&name).ok_or_else(|| format!("there is no function {name}"))?;
        let arguments: Vec<Value> = op.operands().collect();
        let arguments = self.variables(&arguments);
        let results: Vec<Value> = op.results().map(Value::from).collect();
        let results = self.variables(&results);
        let negated = attribute(op, "isNegated").and_then(|it| BoolAttribute::try_from(it).ok());
        let (name, is_negated) = (name.into(), negated.is_some_and(|it| it.value()));
        Ok(Native { name, number, arguments, results, is_negated })
    }

    fn rewrite(&mut self, rewrite: OperationRef<'c, 'c>) -> Result<(), String> {
        let root = rewrite.operands().next().ok_or("several roots are not supported yet")?;
        let root = self.variable(root);
        self.order(root)?;
        for op in ops_in(rewrite) {
            match name_of(op).as_str() {
                "pdl.attribute" | "pdl.type" => self.constant(op)?,
                "pdl.types" => {
                    self.result(op);
                }
                "pdl.operation" => {
                    let (name, operands, attributes) = self.operation(op)?;
                    let variable = self.result(op);
                    let results = vec![];
                    self.check_segments(name, &attributes)?;
                    let op = RuleOp { variable, name, operands, attributes, results };
                    self.rule.steps.push(Step::Op(op));
                }
                "pdl.result" => {
                    let (of, index) = self.result_of(op);
                    let variable = self.result(op);
                    let made = self.rule.steps.iter_mut().find_map(|step| match step {
                        Step::Op(op) if op.variable == of => Some(&mut op.results),
                        _ => None,
                    });
                    let matched = self.rule.ops.iter_mut().find(|op| op.variable == of);
                    let results = made.or_else(|| matched.map(|op| &mut op.results));
                    results.ok_or("a result of no op")?.push((index, variable));
                }
                "pdl.apply_native_rewrite" => {
                    let native = self.native(op)?;
                    self.rule.steps.push(Step::Native(native));
                }
                "pdl.replace" => self.replace(op)?,
                name => return Err(format!("{name} is not supported")),
            }
        }
        Ok(())
    }

    fn replace(&mut self, op: OperationRef<'c, 'c>) -> Result<(), String> {
        let [old, new, values] = segments(op)?;
        let old = self.variable(*old.first().ok_or("nothing is replaced")?);
        let step = match new.first() {
            Some(new) => Step::ReplaceByOp(old, self.variable(*new)),
            None => Step::ReplaceByValues(old, self.variables(&values)),
        };
        self.rule.steps.push(step);
        Ok(())
    }

    /// Puts the ops to match in an order in which each has a result or an operand in common with
    /// those before.
    fn order(&mut self, root: Variable) -> Result<(), String> {
        let mut left = std::mem::take(&mut self.patterns);
        let is_root = |pattern: &RuleOp| pattern.variable == root;
        let mut next = left.iter().position(is_root);
        let mut known: Vec<Variable> = vec![];
        while let Some(index) = next {
            let pattern = left.remove(index);
            known.extend(&pattern.operands.each);
            known.extend(pattern.results.iter().map(|(_, variable)| *variable));
            self.rule.ops.push(pattern);
            let is_result = |pattern: &RuleOp| {
                pattern.results.iter().any(|(_, variable)| known.contains(variable))
            };
            let is_user = |pattern: &RuleOp| {
                pattern.operands.each.iter().any(|operand| known.contains(operand))
            };
            next = left.iter().position(is_result).or_else(|| left.iter().position(is_user));
        }
        match left.is_empty() && !self.rule.ops.is_empty() {
            true => Ok(()),
            false => Err("its ops do not hang together".into()),
        }
    }
}

fn ops_in<'c>(op: OperationRef<'c, 'c>) -> Vec<OperationRef<'c, 'c>> {
    body(op).into_iter().flat_map(block_ops).map(outlive_op).collect()
}

fn name_of(op: OperationRef) -> String {
    op.name().as_string_ref().as_str().unwrap_or_default().to_owned()
}

/// The operands of an op in their three groups.
fn segments<'c>(op: OperationRef<'c, 'c>) -> Result<[Vec<Value<'c, 'c>>; 3], String> {
    let sizes = attribute(op, "operandSegmentSizes").map(DenseI32ArrayAttribute::try_from);
    let sizes = sizes.and_then(Result::ok).ok_or("operands are in no groups")?;
    let mut operands = op.operands();
    let mut group = |index| {
        let size = sizes.element(index).unwrap_or(0);
        operands.by_ref().take(size as usize).collect::<Vec<Value>>()
    };
    Ok([group(0), group(1), group(2)])
}
