//! A module as the text of a Python program.

use std::{
    collections::{HashMap, HashSet},
    fmt::Write,
};

use indexmap::IndexMap;
use melior::ir::{BlockRef, OperationRef, Value, operation::OperationLike};
use tricast_dialects::{OpDef, lookup, mlx::channels_last};
use tricast_mlir::{
    diagnostics::place,
    ir::{self, attribute, block_arguments, block_ops, name_is, string_attribute},
    rewrite::{defining_op, is_used, uses, value_id},
};
use tricast_mlx::MlxProgram;
use tricast_runtime::{Function, ResultTarget};

use super::{
    helpers,
    names::{Names, quoted},
    sizes,
    spelling::{Call, Shared, dtype_name, is_call},
};
use crate::cpu::signature::{Source, string_entry};

/// The version of MLX that the programs are for.
const MLX: &str = "0.32.4";

/// Writes the program of a module.
///
/// # Errors
/// If it has no `@main`, or an op that has no form in Python.
pub fn write(module: OperationRef) -> Result<MlxProgram, String> {
    let module = ir::outlive_op(module);
    let source = Source::read(module)?;
    let main = ir::function(module, "main").ok_or("the module has no function @main")?;
    let mut writer = Writer::new(module);
    writer.main(main)?;
    let function = source.with_globals(writer.globals.keys())?;
    let python = writer.text(&function);
    Ok(MlxProgram { main: function, python })
}

/// Where a line is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Once, when the program is loaded: it follows from weights alone.
    Load,
    /// In every call.
    Call,
}

/// The program so far.
struct Writer<'c> {
    names: Names,
    /// What stands for a value, and when it is known.
    values: HashMap<usize, (String, Stage)>,
    /// What is run when the program is loaded, and in a call.
    load: String,
    call: String,
    /// What the lines before this one in a call come from.
    place: Option<String>,
    /// The globals that are read, with whether they change.
    globals: IndexMap<String, bool>,
    /// The names of inputs.
    inputs: Vec<String>,
    /// What the last line returns.
    returned: Vec<String>,
    mutable: HashSet<&'c str>,
    /// The values that follow from weights alone.
    fixed: HashSet<usize>,
    /// The names of what lines have in common, by its text.
    shared: HashMap<String, String>,
}

impl<'c> Writer<'c> {
    fn new(module: OperationRef<'c, 'c>) -> Self {
        let globals = ir::body(module).into_iter().flat_map(block_ops);
        let mutable = globals
            .filter(|op| {
                name_is(*op, "ml_program.global") && attribute(*op, "is_mutable").is_some()
            })
            .filter_map(|op| string_attribute(op, "sym_name"));
        Writer {
            names: Names::new(helpers::names().map(str::to_owned)),
            values: HashMap::new(),
            load: String::new(),
            call: String::new(),
            place: None,
            globals: IndexMap::new(),
            inputs: vec![],
            returned: vec![],
            mutable: mutable.collect(),
            fixed: HashSet::new(),
            shared: HashMap::new(),
        }
    }

    fn main(&mut self, main: OperationRef<'c, 'c>) -> Result<(), String> {
        let block = ir::body(main).ok_or("@main has no body")?;
        let attributes = attributes_of_inputs(main);
        for (index, value) in block_arguments(block).into_iter().enumerate() {
            let given = attributes.get(index).and_then(|given| given.clone());
            let name = self.names.give(&given.unwrap_or_else(|| format!("arg{index}")));
            self.values.insert(value_id(value), (name.clone(), Stage::Call));
            self.inputs.push(name);
        }
        self.fixed = fixed_values(block);
        for op in block_ops(block) {
            if name_is(op, "func.return") {
                self.returned =
                    op.operands().map(|value| self.value(value)).collect::<Result<_, _>>()?;
            } else {
                self.op(op).map_err(|error| match place(op.location()) {
                    Some(place) => format!("{place}: {error}"),
                    None => error,
                })?;
            }
        }
        Ok(())
    }

    /// The expression that stands for a value.
    fn value(&self, value: Value) -> Result<String, String> {
        let found = self.values.get(&value_id(value));
        found
            .map(|(text, _)| text.clone())
            .ok_or_else(|| "a value is used before it is there".into())
    }

    fn op(&mut self, op: OperationRef<'c, 'c>) -> Result<(), String> {
        if name_is(op, "ml_program.global_load_const") || name_is(op, "ml_program.global_load") {
            return self.global(op);
        }
        if !op.results().any(|result| is_used(result.into())) {
            return match ir::definition(op) {
                Some(definition) if !definition.is_pure => Err(not_of_mlx(op)),
                _ => Ok(()),
            };
        }
        let operands: Vec<String> =
            op.operands().map(|value| self.value(value)).collect::<Result<_, _>>()?;
        let name = op.name();
        let name = name.as_string_ref().as_str().unwrap_or_default().to_owned();
        if !name.starts_with("mlx.") {
            let line = sizes::expression(op, &operands).ok_or_else(|| not_of_mlx(op))?;
            return self.number(op, line);
        }
        let definition = lookup(&name).ok_or_else(|| not_of_mlx(op))?;
        if definition.spelling.is_empty() {
            return Err(format!("'{name}' has no form in Python"));
        }
        let call = Call::read(op, definition, operands)?;
        let shared: Vec<String> = call
            .shared()
            .iter()
            .map(|part| self.shared(op, &call, part))
            .collect::<Result<_, _>>()?;
        let line = call.spell(&shared)?;
        let stage = self.stage(op);
        if op.result_count() == 1 && self.stands_for_operand(op, &line) {
            return Ok(());
        }
        let roundings = call.roundings();
        let line = match roundings.as_slice() {
            [Some(dtype)] if is_call(&line) => format!("{line}.astype({})", dtype_name(*dtype)),
            [Some(dtype)] => format!("({line}).astype({})", dtype_name(*dtype)),
            _ => line,
        };
        // A convolution copies a weight that is not in order, in every call.
        let line = match stage == Stage::Load && name == "mlx.permute" {
            true => format!("mx.contiguous({line})"),
            false => line,
        };
        let wanted = self.wanted_name(op, definition);
        let targets = self.targets(op, &wanted, stage);
        let is_list = definition.results.len() == 1
            && definition.results[0].kind == tricast_dialects::ResultKind::Tensors;
        let left = match targets.as_slice() {
            [one] if is_list => format!("[{one}]"),
            all => all.join(", "),
        };
        self.line(op, stage, &format!("{left} = {line}"));
        if targets.len() > 1 {
            for (target, dtype) in targets.iter().zip(roundings) {
                if let Some(dtype) = dtype.filter(|_| target != "_") {
                    let line = format!("{target} = {target}.astype({})", dtype_name(dtype));
                    self.line(op, stage, &line);
                }
            }
        }
        Ok(())
    }

    /// The name of a part that lines have in common, which is computed before the first of them.
    fn shared(
        &mut self,
        op: OperationRef<'c, 'c>,
        call: &Call,
        part: &Shared,
    ) -> Result<String, String> {
        if part.operands.is_empty() {
            return Ok("None".into());
        }
        let operands: Vec<Value> = op.operands().collect();
        let is_fixed = |number: &usize| self.fixed.contains(&value_id(operands[*number]));
        let stage = if part.operands.iter().all(is_fixed) { Stage::Load } else { Stage::Call };
        let text = call.spell_shared(part, stage == Stage::Load)?;
        if let Some(name) = self.shared.get(&text) {
            return Ok(name.clone());
        }
        let name = self.names.give(text.split('(').next().unwrap_or_default());
        let name = if stage == Stage::Load { format!("self.{name}") } else { name };
        self.line(op, stage, &format!("{name} = {text}"));
        self.shared.insert(text, name.clone());
        Ok(name)
    }

    /// When an op can be run: what follows from weights alone, once.
    fn stage(&self, op: OperationRef<'c, 'c>) -> Stage {
        match op.results().next() {
            Some(result) if self.fixed.contains(&value_id(result.into())) => Stage::Load,
            _ => Stage::Call,
        }
    }

    /// Whether an op gives what it takes; then nothing is written.
    fn stands_for_operand(&mut self, op: OperationRef<'c, 'c>, line: &str) -> bool {
        let same = op.operands().find(|value| self.value(*value).as_deref() == Ok(line));
        let Some(entry) = same.and_then(|value| self.values.get(&value_id(value)).cloned()) else {
            return false;
        };
        let Some(result) = op.results().next() else { return false };
        self.values.insert(value_id(result.into()), entry);
        true
    }

    /// What the results of an op are called.
    fn targets(&mut self, op: OperationRef<'c, 'c>, wanted: &str, stage: Stage) -> Vec<String> {
        let results: Vec<Value> = op.results().map(Value::from).collect();
        let mut targets = vec![];
        for result in results {
            if !is_used(result) {
                targets.push("_".to_owned());
                continue;
            }
            let mut name = self.names.give(wanted);
            if stage == Stage::Load && self.is_used_in_call(result) {
                name = format!("self.{name}");
            }
            self.values.insert(value_id(result), (name.clone(), stage));
            targets.push(name);
        }
        targets
    }

    /// Whether an op that is run in every call uses a value.
    fn is_used_in_call(&self, value: Value<'c, 'c>) -> bool {
        uses(value).into_iter().any(|(user, _)| self.stage(user) == Stage::Call)
    }

    /// What the results of an op should be called: as the weight that it is made of, as the node
    /// that it was, or as what it does.
    fn wanted_name(&self, op: OperationRef<'c, 'c>, definition: &'static OpDef) -> String {
        let first = op.operands().next().filter(|_| self.stage(op) == Stage::Load);
        if let Some(weight) = first.and_then(weight_of) {
            return weight.to_owned();
        }
        match place(op.location()) {
            Some(place) if !place.contains([':', '(']) => place,
            _ => channels_last::source(definition).unwrap_or(definition).base_name().to_owned(),
        }
    }

    /// A number.
    fn number(&mut self, op: OperationRef<'c, 'c>, line: String) -> Result<(), String> {
        let Some(result) = op.results().next() else { return Err(not_of_mlx(op)) };
        let result: Value = result.into();
        let simple = line.chars().all(|c| c.is_alphanumeric() || "_.[]\"-".contains(c));
        let text = if simple && !line.contains('-') || name_is(op, "arith.constant") {
            line
        } else {
            let name = self.names.give("n");
            self.line(op, Stage::Call, &format!("{name} = {line}"));
            name
        };
        self.values.insert(value_id(result), (text, Stage::Call));
        Ok(())
    }

    /// A weight, or the present value of a buffer.
    fn global(&mut self, op: OperationRef<'c, 'c>) -> Result<(), String> {
        let name = ir::symbol_attribute(op, "global").ok_or("a load of no global")?;
        let Some(result) = op.results().next() else { return Ok(()) };
        let result: Value = result.into();
        if !is_used(result) {
            return Ok(());
        }
        let changes = self.mutable.contains(name);
        let entry = if changes {
            // The value before the call, whatever it becomes.
            let local = self.names.give(name);
            self.line(op, Stage::Call, &format!("{local} = self.state[{}]", quoted(name)));
            (local, Stage::Call)
        } else if self.is_used_in_call(result) {
            let local = format!("self.{}", self.names.give(name));
            self.line(op, Stage::Load, &format!("{local} = w[{}]", quoted(name)));
            (local, Stage::Load)
        } else {
            (format!("w[{}]", quoted(name)), Stage::Load)
        };
        self.values.insert(value_id(result), entry);
        self.globals.insert(name.to_owned(), changes);
        Ok(())
    }

    /// Adds a line, after what it comes from where that is another place than that of the line
    /// before.
    fn line(&mut self, op: OperationRef<'c, 'c>, stage: Stage, line: &str) {
        if stage == Stage::Call {
            let place = place(op.location()).filter(|place| place.contains(':'));
            if place.is_some() && place != self.place {
                let place = place.clone().unwrap_or_default();
                writeln!(self.call, "        # {}", place.replace('\n', " "))
                    .expect("a string takes all");
                self.place = Some(place);
            }
        }
        let text = match stage {
            Stage::Load => &mut self.load,
            Stage::Call => &mut self.call,
        };
        writeln!(text, "        {line}").expect("a string takes all");
    }

    /// The whole program.
    fn text(&self, main: &Function) -> String {
        let mut body = String::new();
        self.class(main, &mut body).expect("a string takes all");
        let used = helpers::used_by(&body);
        let helpers: String = used.iter().map(|text| format!("{text}\n\n\n")).collect();
        let imports: String = ["functools", "itertools", "math"]
            .iter()
            .filter(|module| {
                let name = format!("{module}.");
                helpers.contains(&name) || body.contains(&name)
            })
            .map(|module| format!("import {module}\n"))
            .collect();
        let imports = if imports.is_empty() { imports } else { imports + "\n" };
        format!(
            "\"\"\"Written by tricast for MLX {MLX}.\n\n    model = load(\"weights.safetensors\")\n    \
             outputs = model({})\n\"\"\"\n\n{imports}import mlx.core as mx\n\n\n{helpers}{body}",
            self.inputs.join(", ")
        )
    }

    fn class(&self, main: &Function, text: &mut String) -> std::fmt::Result {
        writeln!(text, "WEIGHTS = [")?;
        for name in self.globals.keys() {
            writeln!(text, "    {},", quoted(name))?;
        }
        writeln!(text, "]\n\n\nclass Model:")?;
        let is_buffer =
            |result: &tricast_runtime::Result| matches!(result.target, ResultTarget::Global(_));
        let has_state =
            main.results.iter().any(is_buffer) || self.globals.values().any(|changes| *changes);
        self.init(has_state, text)?;
        if has_state {
            writeln!(text, "\n    def reset(self):")?;
            writeln!(text, "        \"\"\"Buffers as they were at first.\"\"\"")?;
            writeln!(text, "        self.state.update(self.initial)")?;
        }
        let inputs = self.inputs.join(", ");
        let parameters = if inputs.is_empty() { "self".into() } else { format!("self, {inputs}") };
        writeln!(text, "\n    def __call__({parameters}):")?;
        if has_state {
            writeln!(text, "        outputs = self.step({inputs})")?;
            writeln!(text, "        # Now that nobody has the old buffers, they change in place.")?;
            writeln!(text, "        mx.async_eval(outputs, self.state)")?;
            writeln!(text, "        return outputs")?;
            writeln!(text, "\n    def step({parameters}):")?;
            writeln!(
                text,
                "        \"\"\"What a call does, for mx.compile: nothing is evaluated.\"\"\""
            )?;
        }
        *text += &self.call;
        self.end(main, text)?;
        writeln!(text, "\n\ndef load(path):\n    return Model(mx.load(path))")
    }

    fn init(&self, has_state: bool, text: &mut String) -> std::fmt::Result {
        writeln!(text, "    def __init__(self, weights):")?;
        writeln!(text, "        missing = [name for name in WEIGHTS if name not in weights]")?;
        writeln!(text, "        if missing:")?;
        let message = "f\"weights are missing: {', '.join(missing)}\"";
        writeln!(text, "            raise KeyError({message})")?;
        if has_state {
            let read = self.globals.iter().filter(|(_, changes)| **changes);
            let names: Vec<String> = read.map(|(name, _)| quoted(name)).collect();
            writeln!(
                text,
                "        self.initial = {{name: weights[name] for name in [{}]}}",
                names.join(", ")
            )?;
            writeln!(text, "        self.state = {{}}")?;
            writeln!(text, "        self.reset()")?;
        }
        if !self.load.is_empty() {
            writeln!(text, "        w = weights")?;
        }
        *text += &self.load;
        Ok(())
    }

    /// What becomes of the results: new values of buffers, outputs, and new values of inputs.
    fn end(&self, main: &Function, text: &mut String) -> std::fmt::Result {
        let mut given = vec![];
        for (result, value) in main.results.iter().zip(&self.returned) {
            match &result.target {
                ResultTarget::Global(name) => {
                    writeln!(text, "        self.state[{}] = {value}", quoted(name))?;
                }
                _ => given.push(value.clone()),
            }
        }
        match given.as_slice() {
            [] => writeln!(text, "        return ()"),
            [one] => writeln!(text, "        return {one}"),
            all => writeln!(text, "        return {}", all.join(", ")),
        }
    }
}

/// The values that follow from weights alone: weights, and the results of ops of nothing else.
fn fixed_values<'c>(block: BlockRef<'c, 'c>) -> HashSet<usize> {
    let mut fixed = HashSet::new();
    for op in block_ops(block) {
        let is_load = name_is(op, "ml_program.global_load_const");
        let is_ours = ir::definition(op).is_some_and(|op| op.dialect == "mlx" && op.is_pure);
        let mut operands = op.operands().peekable();
        let follows = is_ours
            && operands.peek().is_some()
            && operands.all(|operand| fixed.contains(&value_id(operand)));
        if is_load || follows {
            fixed.extend(op.results().map(|result| value_id(result.into())));
        }
    }
    fixed
}

/// The name of the weight that a value is, in another form.
fn weight_of<'c>(value: Value<'c, 'c>) -> Option<&'c str> {
    let op = defining_op(value)?;
    if name_is(op, "ml_program.global_load_const") {
        return ir::symbol_attribute(op, "global");
    }
    let mut operands = op.operands();
    let first = operands.next()?;
    if operands.next().is_some() { None } else { weight_of(first) }
}

/// The names of the inputs of a function, as its attributes have them.
fn attributes_of_inputs(main: OperationRef<'_, '_>) -> Vec<Option<String>> {
    let main = ir::outlive_op(main);
    let arguments = crate::cpu::signature::arguments(main).into_iter();
    arguments.map(|(_, given)| string_entry(given, tricast_mlir::dims::NAME)).collect()
}

fn not_of_mlx(op: OperationRef) -> String {
    let name = op.name();
    let name = name.as_string_ref().as_str().unwrap_or("an op");
    format!("'{name}' is no op of MLX")
}
