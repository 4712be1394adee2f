//! `convert-aten-to-linalg`: one walk over the program, op by op.

use std::collections::HashMap;

use melior::{
    Context,
    ir::{
        Attribute, BlockLike, BlockRef, Location, OperationRef, Type, Value, ValueLike,
        attribute::{ArrayAttribute, DictionaryAttribute, StringAttribute, TypeAttribute},
        operation::OperationLike,
        r#type::FunctionType,
    },
};
use tricast_dialects::{Argument, Arguments, Dim, TensorType, ValueType};
use tricast_mlir::{
    dialects::DependentDialect,
    dims,
    ir::{
        self, attribute, block_ops, definition, emit_error, name_is, nested_ops, set_attribute,
        set_operand, type_of,
    },
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
};

use super::{Builder, Call, LowerError, Output, Size, Tensor, lowering};

/// The attribute of a function argument that is a parameter, buffer or constant of the model: its
/// fully qualified name.
pub const GLOBAL: &str = "tricast.global";

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "convert-aten-to-linalg",
    summary: "Lower the ops of aten and quantized to linalg on tensors",
    description: "Every op of tricast's own dialects becomes ops of `linalg`, `tensor`, `arith`, \
        `math` and `scf` on tensors of signless elements; bool is stored as a byte. Globals become \
        arguments of the functions that load them, with the attribute `tricast.global`.\n\n\
        Fails with an error on each op that has no lowering.",
    anchor: "builtin.module",
    dependent_dialects: &[
        DependentDialect::ARITH,
        DependentDialect::BUFFERIZATION,
        DependentDialect::CF,
        DependentDialect::COMPLEX,
        DependentDialect::FUNC,
        DependentDialect::LINALG,
        DependentDialect::MATH,
        DependentDialect::SCF,
        DependentDialect::TENSOR,
    ],
    options: &[],
    statistics: &[StatisticDeclaration { name: "lowered", description: "Number of ops lowered" }],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let count = lower_module(pass.operation()).map_err(|Failed| PassFailed)?;
    pass.count("lowered", count);
    Ok(())
}

/// Something could not be lowered; diagnostics have said what.
struct Failed;

fn lower_module<'c>(module: OperationRef<'c, 'c>) -> Result<u64, Failed> {
    let context = ir::context_of(module);
    let body = ir::body(module).ok_or(Failed)?;
    let functions: Vec<_> = block_ops(body).filter(|op| name_is(*op, "func.func")).collect();
    let mut count = 0;
    let mut failed = false;
    for function in functions {
        let Some(entry) = ir::body(function) else {
            continue;
        };
        let first = block_ops(entry).next().ok_or(Failed)?;
        let builder = Builder::before(context, body, first);
        let mut converter =
            Converter { context, builder, values: HashMap::new(), lowered: vec![], failed: false };
        converter.function(function, entry);
        count += converter.lowered.len() as u64;
        failed |= converter.failed;
        if !converter.failed {
            // Uses before definitions.
            for op in converter.lowered.into_iter().rev() {
                ir::erase(op);
            }
        }
    }
    if failed {
        return Err(Failed);
    }
    let globals: Vec<_> = block_ops(body).filter(|op| name_is(*op, "ml_program.global")).collect();
    globals.into_iter().for_each(ir::erase);
    Ok(count)
}

/// Gives arguments that are tensors their dtypes again, which the types of values that stay no
/// longer tell.
fn set_dtypes(arguments: &mut Arguments, operands: &[Vec<Output>]) {
    for (index, (param, operands)) in arguments.op().params.iter().zip(operands).enumerate() {
        let mut dtypes = operands.iter().filter_map(|operand| match operand {
            Output::Tensor(tensor) => Some(tensor.dtype),
            Output::Number(_) => None,
        });
        let mut retyped = |ty: &TensorType| ty.with_dtype(dtypes.next().unwrap_or(ty.dtype));
        let argument = match arguments.get(param.name) {
            Argument::Tensor(ty) => Argument::Tensor(retyped(ty)),
            Argument::Tensors(types) => Argument::Tensors(types.iter().map(retyped).collect()),
            Argument::OptTensors(types) => {
                let types = types.iter().map(|ty| ty.as_ref().map(&mut retyped));
                Argument::OptTensors(types.collect())
            }
            _ => continue,
        };
        arguments.set(index, argument);
    }
}

/// A value's identity.
type ValueId = usize;

fn id(value: Value) -> ValueId {
    value.to_raw().ptr as usize
}

/// The lowering of one function.
struct Converter<'c> {
    context: &'c Context,
    builder: Builder<'c>,
    /// What stands for a value of the program.
    values: HashMap<ValueId, Output<'c>>,
    /// The ops that others have taken the place of.
    lowered: Vec<OperationRef<'c, 'c>>,
    failed: bool,
}

impl<'c> Converter<'c> {
    fn function(&mut self, function: OperationRef<'c, 'c>, entry: BlockRef<'c, 'c>) {
        let inputs: Vec<Value<'c, 'c>> = ir::block_arguments(entry);
        let attributes = self.argument_attributes(function, inputs.len());
        self.inputs(&inputs, &attributes);
        let ops = nested_ops(function);
        let attributes = self.globals(&ops, entry, attributes);
        for op in ops {
            if definition(op).is_some() {
                self.op(op);
            } else if !self.values_are_known(op) {
                self.foreign_op(op);
            }
        }
        if !self.failed {
            self.set_type(function, entry, &attributes);
        }
    }

    /// The dictionary of each argument.
    fn argument_attributes(
        &self,
        function: OperationRef<'c, 'c>,
        count: usize,
    ) -> Vec<Attribute<'c>> {
        let all = attribute(function, "arg_attrs");
        let all = all.and_then(|attribute| ArrayAttribute::try_from(attribute).ok());
        let empty = || DictionaryAttribute::new(self.context, &[]).into();
        (0..count)
            .map(|index| all.and_then(|all| all.element(index).ok()).unwrap_or_else(empty))
            .collect()
    }

    /// Tensors of the arguments; a symbol is asked for once.
    fn inputs(&mut self, inputs: &[Value<'c, 'c>], attributes: &[Attribute<'c>]) {
        let mut symbols: HashMap<Dim, Size<'c>> = HashMap::new();
        for (&input, &attributes) in inputs.iter().zip(attributes) {
            let Some(ValueType::Tensor(ty)) = type_of(input) else {
                self.values.insert(id(input), Output::Number(input));
                continue;
            };
            let mut tensor = self.retyped(input, &ty);
            let ranges = dims::of_argument(attributes, &ty).unwrap_or_default();
            let dynamic = tensor.shape.iter_mut().filter(|size| size.as_static().is_none());
            for (size, range) in dynamic.zip(ranges) {
                if range.dim != Dim::Dynamic {
                    *size = *symbols.entry(range.dim).or_insert(*size);
                }
            }
            self.values.insert(id(input), Output::Tensor(tensor));
        }
    }

    /// A value that stays, with the type that it has in memory.
    fn retyped(&self, value: Value<'c, 'c>, ty: &TensorType) -> Tensor<'c> {
        ir::set_type(value, self.memory_type(ty));
        self.builder.tensor(value, ty.dtype)
    }

    fn memory_type(&self, ty: &TensorType) -> Type<'c> {
        let sizes: Vec<i64> = ty
            .shape
            .iter()
            .map(|dim| dim.as_static().unwrap_or(tricast_mlir::convert::DYNAMIC))
            .collect();
        ir::ranked_tensor(&sizes, self.builder.storage_type(ty.dtype))
    }

    /// Gives the function an argument for each global that it loads.
    fn globals(
        &mut self,
        ops: &[OperationRef<'c, 'c>],
        entry: BlockRef<'c, 'c>,
        mut attributes: Vec<Attribute<'c>>,
    ) -> Vec<Attribute<'c>> {
        let mut tensors: HashMap<&str, Tensor<'c>> = HashMap::new();
        for &op in ops {
            let is_load = name_is(op, "ml_program.global_load_const")
                || name_is(op, "ml_program.global_load");
            let Some(name) = ir::symbol_attribute(op, "global").filter(|_| is_load) else {
                continue;
            };
            let Some(result) = op.results().next().map(Value::from) else { continue };
            let Some(ValueType::Tensor(ty)) = type_of(result) else { continue };
            let tensor = match tensors.get(name) {
                Some(tensor) => tensor.clone(),
                None => {
                    let location = Location::unknown(self.context);
                    let argument = entry.add_argument(self.memory_type(&ty), location);
                    let tensor = self.builder.tensor(argument, ty.dtype);
                    let text = StringAttribute::new(self.context, name).into();
                    let entry = melior::ir::Identifier::new(self.context, GLOBAL);
                    let named = [(entry, text)];
                    attributes.push(DictionaryAttribute::new(self.context, &named).into());
                    tensors.insert(name, tensor.clone());
                    tensor
                }
            };
            self.values.insert(id(result), Output::Tensor(tensor));
            self.lowered.push(op);
        }
        attributes
    }

    /// Whether something stands for the results of an op already.
    fn values_are_known(&self, op: OperationRef<'c, 'c>) -> bool {
        op.results().next().is_some_and(|result| self.values.contains_key(&id(result.into())))
    }

    /// Whether an op stays: its values keep their place, with the types they have in memory.
    fn foreign_op(&mut self, op: OperationRef<'c, 'c>) {
        self.builder.move_before(op);
        for (index, operand) in op.operands().enumerate() {
            if let Some(Output::Tensor(tensor)) = self.values.get(&id(operand)) {
                let wanted = type_of(operand).map(|ty| match ty {
                    ValueType::Tensor(ty) => self.memory_type(&ty),
                    _ => operand.r#type(),
                });
                let value = self.cast(tensor.value, wanted.unwrap_or(operand.r#type()));
                set_operand(op, index, value);
            } else if let Some(Output::Number(value)) = self.values.get(&id(operand)) {
                set_operand(op, index, *value);
            }
        }
        for region in op.regions() {
            for block in ir::blocks(region) {
                let first = block_ops(block).next();
                for argument in ir::block_arguments(block) {
                    self.foreign_value(argument, first);
                }
            }
        }
        let next = op.next_in_block().map(ir::outlive_op);
        for result in op.results() {
            self.foreign_value(result.into(), next);
        }
    }

    fn foreign_value(&mut self, value: Value<'c, 'c>, next: Option<OperationRef<'c, 'c>>) {
        match type_of(value) {
            Some(ValueType::Tensor(ty)) => {
                if let Some(next) = next {
                    self.builder.move_before(next);
                }
                let tensor = self.retyped(value, &ty);
                self.values.insert(id(value), Output::Tensor(tensor));
            }
            _ => {
                self.values.insert(id(value), Output::Number(value));
            }
        }
    }

    /// The same tensor with sizes that are known more or less.
    fn cast(&self, value: Value<'c, 'c>, ty: Type<'c>) -> Value<'c, 'c> {
        if value.r#type() == ty { value } else { self.builder.op("tensor.cast", &[value], ty) }
    }

    fn op(&mut self, op: OperationRef<'c, 'c>) {
        self.builder.move_before(op);
        match self.lower(op) {
            Ok(outputs) => {
                for (result, output) in op.results().zip(outputs) {
                    self.values.insert(id(result.into()), output);
                }
                self.lowered.push(op);
            }
            Err(error) => {
                emit_error(op, &error.0);
                self.failed = true;
                // What comes after is looked at all the same, with something in its place.
                for result in op.results() {
                    if let Some(ValueType::Tensor(ty)) = type_of(result.into()) {
                        let sizes: Vec<Size> = ty
                            .shape
                            .iter()
                            .map(|dim| Size::Static(dim.as_static().unwrap_or(1)))
                            .collect();
                        let tensor = self.builder.empty(&sizes, ty.dtype);
                        self.values.insert(id(result.into()), Output::Tensor(tensor));
                    }
                }
            }
        }
    }

    fn lower(&self, op: OperationRef<'c, 'c>) -> Result<Vec<Output<'c>>, LowerError> {
        let definition = definition(op).expect("an op of ours");
        // An op of a target does what its source does.
        let lower = lowering(definition.source.unwrap_or(definition.name))
            .ok_or_else(|| LowerError("has no lowering to linalg".into()))?;
        let call = self.call(op)?;
        let outputs = lower(&self.builder, &call)?.0;
        if outputs.len() != call.results.len() {
            let (gives, has) = (outputs.len(), call.results.len());
            return Err(LowerError(format!("internal error: gives {gives} results, not {has}")));
        }
        let checked = outputs.into_iter().zip(&call.results);
        checked.map(|(output, ty)| self.checked(output, ty)).collect()
    }

    fn call(&self, op: OperationRef<'c, 'c>) -> Result<Call<'c>, LowerError> {
        let (mut arguments, counts) = ir::arguments(op)?;
        let mut operands = op.operands().map(|value| match self.values.get(&id(value)) {
            Some(output) => output.clone(),
            None => Output::Number(value),
        });
        let operands: Vec<Vec<Output>> =
            counts.iter().map(|&count| operands.by_ref().take(count).collect()).collect();
        set_dtypes(&mut arguments, &operands);
        let results = op.results().filter_map(|result| type_of(result.into())).collect();
        Ok(Call { op: arguments.op(), arguments, operands, results })
    }

    /// A result with the sizes that the type of the op's result knows.
    fn checked(&self, output: Output<'c>, ty: &ValueType) -> Result<Output<'c>, LowerError> {
        let (Output::Tensor(tensor), ValueType::Tensor(ty)) = (&output, ty) else {
            return Ok(output);
        };
        if tensor.dtype != ty.dtype || tensor.rank() != ty.rank() {
            let (rank, name) = (tensor.rank(), tensor.dtype.torch_name());
            return Err(LowerError(format!(
                "internal error: lowered to rank {rank} of {name}, not to {ty}"
            )));
        }
        let shape: super::Sizes = tensor
            .shape
            .iter()
            .zip(&ty.shape)
            .map(|(&size, known)| match (size, known.as_static()) {
                (Size::Value(_), Some(known)) => Size::Static(known),
                _ => size,
            })
            .collect();
        let wanted = self.builder.tensor_type(&shape, tensor.dtype);
        let value = self.cast(tensor.value, wanted);
        Ok(Output::Tensor(Tensor { value, dtype: tensor.dtype, shape }))
    }

    /// The function's type by what its arguments and results have become.
    fn set_type(
        &self,
        function: OperationRef<'c, 'c>,
        entry: BlockRef<'c, 'c>,
        attributes: &[Attribute<'c>],
    ) {
        let inputs: Vec<Type> =
            ir::block_arguments(entry).iter().map(|value| value.r#type()).collect();
        let end = block_ops(entry).last().expect("a function ends in a return");
        let results: Vec<Type> = end.operands().map(|value| value.r#type()).collect();
        let ty = FunctionType::new(self.context, &inputs, &results);
        set_attribute(function, "function_type", TypeAttribute::new(ty.into()).into());
        let attributes = ArrayAttribute::new(self.context, attributes);
        set_attribute(function, "arg_attrs", attributes.into());
    }
}
