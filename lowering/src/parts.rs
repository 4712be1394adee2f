//! Compiles a program that was divided among targets.

use std::collections::{HashMap, HashSet};

use melior::ir::{
    Attribute, BlockLike, Module, OperationRef, Value, attribute::StringAttribute,
    operation::OperationLike,
};
use tricast_mlir::{
    ir::{
        block_arguments, block_ops, body, context_of, definition, function, name_is, nested_ops,
        outlive_op, set_attribute, string_attribute, symbol_attribute, type_of,
    },
    rewrite::{clone, remove_attribute, value_id},
};
use tricast_passes::partition::TARGET;
use tricast_runtime::{
    Argument, ArgumentSource, Executor, Function, LoadError, Options, Parts, Plan, Size, Step,
    WeightSource,
};

use crate::{
    cpu::signature::main_function,
    target::{CompileError, Compiled, of_dialect},
};

/// How many ops of a program run where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// On the target.
    pub target: usize,
    /// On the CPU instead, by their names.
    pub cpu: Vec<String>,
}

/// A program in parts, compiled.
struct Divided {
    plan: Plan,
    parts: Vec<Box<dyn Compiled>>,
}

impl Compiled for Divided {
    fn load(
        self: Box<Self>,
        weights: &dyn WeightSource,
        options: &Options,
    ) -> Result<Box<dyn Executor>, LoadError> {
        let parts = self.parts.into_iter().map(|part| part.load(weights, options));
        let parts = parts.collect::<Result<Vec<_>, _>>()?;
        Ok(Box::new(Parts::new(self.plan, parts, weights)?))
    }
}

/// Compiles what `partition` left: a program for one target, or the functions that `@main` calls.
///
/// # Errors
/// If a part cannot be compiled, or the module is not what `partition` leaves.
pub fn compile(module: &mut Module) -> Result<Box<dyn Compiled>, CompileError> {
    let internal = |what: &str| CompileError(format!("internal error: {what}"));
    let op = outlive_op(module.as_operation());
    let main = function(op, "main").ok_or_else(|| CompileError("no @main".into()))?;
    if let Some(target) = string_attribute(main, TARGET) {
        let target = of_dialect(target).ok_or_else(|| internal("a target is unknown"))?;
        return target.compile(module);
    }
    let block = body(main).ok_or_else(|| CompileError("@main has no body".into()))?;
    let mut values: HashMap<usize, usize> = HashMap::new();
    let mut plan =
        Plan { main: main_function(main).map_err(CompileError)?, steps: vec![], results: vec![] };
    for argument in block_arguments(block) {
        values.insert(value_id(argument), values.len());
    }
    let loads = block_ops(block).filter(|op| name_is(*op, "ml_program.global_load"));
    for load in loads {
        let argument = buffer(load).ok_or_else(|| internal("a buffer is no tensor"))?;
        plan.main.arguments.push(argument);
        add_results(load, &mut values);
    }
    let mut parts = vec![];
    for call in block_ops(block).filter(|op| name_is(*op, "func.call")) {
        let name = symbol_attribute(call, "callee").unwrap_or_default();
        let callee = function(op, name).ok_or_else(|| internal("a part is missing"))?;
        let dialect = string_attribute(callee, TARGET).unwrap_or_default();
        let target = of_dialect(dialect).ok_or_else(|| internal("a target is unknown"))?;
        let numbers = numbers(call.operands(), &values);
        plan.steps.push(Step {
            target: target.name().to_owned(),
            arguments: numbers.ok_or_else(|| internal("a part takes what nobody gives"))?,
            results: call.result_count(),
            ops: op_names(callee).len(),
        });
        add_results(call, &mut values);
        parts.push(target.compile(&mut module_of(op, callee))?);
    }
    let end = block.terminator().ok_or_else(|| internal("@main does not end"))?;
    plan.results = numbers(outlive_op(end).operands(), &values)
        .ok_or_else(|| internal("a result is computed by no part"))?;
    Ok(Box::new(Divided { plan, parts }))
}

/// Where the ops of a program run that `partition` has divided.
pub fn places(module: OperationRef) -> Places {
    let mut places = Places::default();
    let functions = body(outlive_op(module)).into_iter().flat_map(block_ops);
    for function in functions.filter(|op| name_is(*op, "func.func")) {
        let names = op_names(function);
        match string_attribute(function, TARGET) {
            Some(tricast_passes::partition::CPU) => places.cpu.extend(names),
            Some(_) => places.target += names.len(),
            None => {}
        }
    }
    places
}

/// The names of the ops of a function that compute something.
fn op_names(function: OperationRef) -> Vec<String> {
    let ops = nested_ops(function).into_iter().filter_map(definition);
    let ops = ops.filter(|op| !tricast_passes::convert_to_target::is_of_sizes(op));
    ops.map(|op| op.name.to_owned()).collect()
}

/// A buffer that the program changes as an argument of it.
fn buffer(load: OperationRef) -> Option<Argument> {
    let name = symbol_attribute(load, "global")?.to_owned();
    let Some(tricast_dialects::ValueType::Tensor(ty)) =
        load.results().next().and_then(|result| type_of(result.into()))
    else {
        return None;
    };
    let shape = ty.shape.iter().map(|dim| dim.as_static().map(Size::Static));
    let shape = Some(shape.collect::<Option<Vec<_>>>()?);
    Some(Argument { source: ArgumentSource::Global(name), dtype: ty.dtype, shape })
}

fn add_results(op: OperationRef, values: &mut HashMap<usize, usize>) {
    for result in op.results() {
        values.insert(value_id(result.into()), values.len());
    }
}

fn numbers<'c>(
    operands: impl Iterator<Item = Value<'c, 'c>>,
    values: &HashMap<usize, usize>,
) -> Option<Vec<usize>> {
    operands.map(|operand| values.get(&value_id(operand)).copied()).collect()
}

/// The functions that are for a target of this dialect, as `partition` left them, each as `@main` of
/// a module, by their names.
pub fn modules_of<'c>(module: OperationRef<'c, '_>, dialect: &str) -> Vec<(String, Module<'c>)> {
    let module = outlive_op(module);
    let functions = body(module).into_iter().flat_map(block_ops);
    let own = functions.filter(|op| string_attribute(*op, TARGET) == Some(dialect));
    let named = own.map(|op| {
        let name = string_attribute(op, "sym_name").unwrap_or_default().to_owned();
        (name, module_of(module, op))
    });
    named.collect()
}

/// A module with a function, as its `@main`, and the weights that it reads.
fn module_of<'c>(module: OperationRef<'c, 'c>, function: OperationRef<'c, 'c>) -> Module<'c> {
    let context = context_of(module);
    let ops = nested_ops(function);
    let read: HashSet<&str> = ops.iter().filter_map(|op| symbol_attribute(*op, "global")).collect();
    let new = Module::new(function.location());
    let globals = body(module).into_iter().flat_map(block_ops);
    let globals = globals.filter(|op| name_is(*op, "ml_program.global"));
    for global in globals {
        if string_attribute(global, "sym_name").is_some_and(|name| read.contains(name)) {
            new.body().append_operation(clone(global));
        }
    }
    let copy = new.body().append_operation(clone(function));
    let text = |text: &str| -> Attribute<'c> { StringAttribute::new(context, text).into() };
    if let Some(results) = overwritten(module, function) {
        let results: Vec<String> = results.iter().map(overwrites).collect();
        let results = Attribute::parse(context, &format!("[{}]", results.join(", ")));
        results.into_iter().for_each(|results| set_attribute(copy, "res_attrs", results));
    }
    set_attribute(copy, "sym_name", text("main"));
    remove_attribute(copy, "sym_visibility");
    remove_attribute(copy, TARGET);
    new
}

/// The attribute of a result of a part that may be in the memory of an argument, whose number it has:
/// the result is the argument's new value, and no part reads the old one later.
pub const OVERWRITES: &str = "tricast.overwrites";

fn overwrites(argument: &Option<usize>) -> String {
    argument.map_or("{}".into(), |argument| format!("{{{OVERWRITES} = {argument} : i64}}"))
}

/// For each result of a part the argument in whose memory it may be; None if there are none.
fn overwritten(module: OperationRef, part: OperationRef) -> Option<Vec<Option<usize>>> {
    let main = function(module, "main")?;
    let name = string_attribute(part, "sym_name")?;
    let ops: Vec<OperationRef> = block_ops(body(main)?).collect();
    let is_it = |op: &OperationRef| symbol_attribute(*op, "callee") == Some(name);
    let place = ops.iter().position(is_it)?;
    let later: HashSet<usize> =
        ops[place + 1..].iter().flat_map(|op| op.operands()).map(value_id).collect();
    let Function { arguments, results: targets, .. } = main_function(main).ok()?;
    // The inputs and buffers by their values.
    let inputs = block_arguments(body(main)?).into_iter().zip(arguments);
    let mut sources: HashMap<usize, ArgumentSource> =
        inputs.map(|(value, argument)| (value_id(value), argument.source)).collect();
    for load in ops.iter().filter(|op| name_is(**op, "ml_program.global_load")) {
        let name = symbol_attribute(*load, "global")?.to_owned();
        let result = load.results().next()?;
        sources.insert(value_id(result.into()), ArgumentSource::Global(name));
    }
    let returned: Vec<usize> = ops.last()?.operands().map(value_id).collect();
    let results = ops[place].results().map(|result| {
        let own = value_id(result.into());
        let changes = |source: &ArgumentSource| {
            let mut targets = returned.iter().zip(&targets).filter(|(value, _)| **value == own);
            targets.any(|(_, result)| result.target.changes(source))
        };
        let is_old = |value: usize| {
            let source = sources.get(&value).filter(|_| !later.contains(&value));
            source.is_some_and(changes)
        };
        ops[place].operands().map(value_id).position(is_old)
    });
    let results: Vec<Option<usize>> = results.collect();
    results.iter().any(Option::is_some).then_some(results)
}
