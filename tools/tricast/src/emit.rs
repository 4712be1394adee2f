//! A functional program as MLIR.

use std::collections::HashMap;

use melior::{
    Context,
    ir::{
        Attribute, Block, BlockLike, BlockRef, Identifier, Location, Module, Operation, Region,
        RegionLike, Type, Value, ValueLike,
        attribute::{
            ArrayAttribute, BoolAttribute, DictionaryAttribute, FlatSymbolRefAttribute,
            FloatAttribute, IntegerAttribute, StringAttribute, TypeAttribute,
        },
        operation::{OperationBuilder, OperationLike, OperationMutLike},
        r#type::FunctionType,
    },
};
use tricast_dialects::{TensorType, ValueType};
use tricast_import::{
    ImportError, ImportErrors, functionalize,
    ir::{self, Body, Global, Number, Op, OpKind, Operand, Output, Program, ValueId},
    schema::ExportedProgram,
};
use tricast_mlir::{
    build::{self, Given, int_attribute, value_type},
    diagnostics, dims,
    entries::MUTATES,
    ir::set_attribute,
};

/// The module of an exported program: `func.func @main` at the level of `aten`, functional.
///
/// # Errors
/// Everything that stands in the way.
pub fn import<'c>(
    program: &ExportedProgram,
    context: &'c Context,
    name: &str,
) -> Result<Module<'c>, ImportErrors> {
    let program = functionalize(program)?;
    let (module, mut errors) = diagnostics::collect(context, || {
        let module = Emitter { context, program: &program }.module(name);
        module.filter(|module| module.as_operation().verify())
    });
    if let Some(module) = module {
        return Ok(module);
    }
    if errors.is_empty() {
        errors.push("internal error: an op could not be built".into());
    }
    Err(ImportErrors(errors.into_iter().map(ImportError::Mlir).collect()))
}

/// The values of a body and those around it.
type Values<'c, 'a> = HashMap<ValueId, Value<'c, 'a>>;

struct Emitter<'c, 'p> {
    context: &'c Context,
    program: &'p Program,
}

impl<'c> Emitter<'c, '_> {
    /// None where an op cannot be built: MLIR has said why.
    fn module(&self, name: &str) -> Option<Module<'c>> {
        let context = self.context;
        let module = Module::new(Location::name(context, name, Location::unknown(context)));
        for global in &self.program.globals {
            module.body().append_operation(self.global(global)?);
        }
        module.body().append_operation(self.function()?);
        // Assertions on the types of values have no ops: the importer has checked them.
        let dropped = self.program.dropped_assertions;
        if dropped > 0 {
            let count = int_attribute(context, dropped as i64);
            set_attribute(module.as_operation(), "aten.dropped_assertions", count);
        }
        Some(module)
    }

    fn string(&self, text: &str) -> Attribute<'c> {
        StringAttribute::new(self.context, text).into()
    }

    fn named<'n>(
        &self,
        attributes: impl IntoIterator<Item = (&'n str, Attribute<'c>)>,
    ) -> Vec<(Identifier<'c>, Attribute<'c>)> {
        let named = |(name, value)| (Identifier::new(self.context, name), value);
        attributes.into_iter().map(named).collect()
    }

    fn type_of(&self, value: ValueId) -> Type<'c> {
        value_type(self.context, self.program.type_of(value))
    }

    fn types_of(&self, values: &[ValueId]) -> Vec<Type<'c>> {
        values.iter().map(|value| self.type_of(*value)).collect()
    }

    fn location(&self, location: &ir::Location) -> Location<'c> {
        match &location.source {
            Some((file, line)) => Location::new(self.context, file, *line as usize, 0),
            None if location.node.is_empty() => Location::unknown(self.context),
            None => {
                let unknown = Location::unknown(self.context);
                Location::name(self.context, &location.node, unknown)
            }
        }
    }

    fn tensor_type(&self, ty: &TensorType) -> Type<'c> {
        value_type(self.context, &ValueType::Tensor(ty.clone()))
    }

    fn global(&self, global: &Global) -> Option<Operation<'c>> {
        let ty = self.tensor_type(&global.ty);
        let location = Location::name(self.context, &global.name, Location::unknown(self.context));
        let mut op = build::weight(self.context, &global.name, ty, location)?;
        if global.mutated {
            op.set_attribute("is_mutable", Attribute::unit(self.context));
        }
        Some(op)
    }

    fn function(&self) -> Option<Operation<'c>> {
        let (context, body) = (self.context, &self.program.body);
        let inputs = self.types_of(&body.arguments);
        let ty = FunctionType::new(context, &inputs, &self.types_of(&body.results));
        let inputs: Vec<Attribute> = self
            .program
            .inputs
            .iter()
            .map(|input| DictionaryAttribute::new(context, &self.input_attributes(input)).into())
            .collect();
        let outputs: Vec<Attribute> =
            self.program.outputs.iter().map(|output| self.output_attributes(output)).collect();
        let attributes = self.named([
            ("sym_name", self.string("main")),
            ("function_type", TypeAttribute::new(ty.into()).into()),
            ("arg_attrs", ArrayAttribute::new(context, &inputs).into()),
            ("res_attrs", ArrayAttribute::new(context, &outputs).into()),
        ]);
        let region = Region::new();
        {
            let block = self.block(&region, body);
            let mut values = HashMap::new();
            bind(body, block, &mut values);
            self.ops(body, block, &mut values)?;
            let results = look_up(&values, &body.results)?;
            let end = OperationBuilder::new("func.return", Location::unknown(context));
            block.append_operation(end.add_operands(&results).build().ok()?);
        }
        OperationBuilder::new("func.func", Location::unknown(context))
            .add_attributes(&attributes)
            .add_regions([region])
            .build()
            .ok()
    }

    fn input_attributes(&self, input: &ir::Input) -> Vec<(Identifier<'c>, Attribute<'c>)> {
        let mut attributes = self.named([(dims::NAME, self.string(&input.name))]);
        let ValueType::Tensor(tensor) = self.program.type_of(input.value) else {
            return attributes;
        };
        let dynamic = tensor.shape.iter().filter(|dim| !dim.is_static());
        let ranges: Vec<Attribute> = dynamic
            .zip(&input.bounds)
            .map(|(dim, (min, max))| {
                let name = Some(("name", self.string(&dim.to_string())));
                let bound = |name, value: &Option<i64>| {
                    value.map(|value| (name, int_attribute(self.context, value)))
                };
                let entries = [name, bound("min", min), bound("max", max)];
                let entries = self.named(entries.into_iter().flatten());
                DictionaryAttribute::new(self.context, &entries).into()
            })
            .collect();
        if !ranges.is_empty() {
            let ranges = ArrayAttribute::new(self.context, &ranges).into();
            attributes.extend(self.named([(dims::ATTRIBUTE, ranges)]));
        }
        attributes
    }

    fn output_attributes(&self, output: &Output) -> Attribute<'c> {
        let attribute = match output {
            Output::User(number) => ("aten.output", int_attribute(self.context, *number as i64)),
            Output::Global(name) => (MUTATES, self.string(name)),
            Output::Input(name) => ("aten.mutates_input", self.string(name)),
        };
        DictionaryAttribute::new(self.context, &self.named([attribute])).into()
    }

    /// A block with the arguments of a body.
    fn block<'r>(&self, region: &'r Region<'c>, body: &Body) -> BlockRef<'c, 'r> {
        let unknown = Location::unknown(self.context);
        let arguments: Vec<_> =
            body.arguments.iter().map(|value| (self.type_of(*value), unknown)).collect();
        region.append_block(Block::new(&arguments))
    }

    fn ops<'a>(
        &self,
        body: &Body,
        block: BlockRef<'c, 'a>,
        values: &mut Values<'c, 'a>,
    ) -> Option<()> {
        for op in &body.ops {
            let built = self.op(op, block, values)?;
            let built = block.append_operation(built);
            values.extend(op.results.iter().copied().zip(built.results().map(Value::from)));
        }
        Some(())
    }

    fn op<'a>(
        &self,
        op: &Op,
        block: BlockRef<'c, 'a>,
        values: &Values<'c, 'a>,
    ) -> Option<Operation<'c>> {
        let (context, location) = (self.context, self.location(&op.location));
        let results = self.types_of(&op.results);
        let plain = |name: &str| OperationBuilder::new(name, location).add_results(&results);
        match &op.kind {
            OpKind::Call { op, operands } => {
                let given: Option<Vec<Given>> =
                    operands.iter().map(|operand| given(operand, values)).collect();
                build::call(context, op, &given?, &results, location)
            }
            OpKind::Load(number) => {
                let global = &self.program.globals[*number];
                let symbol = FlatSymbolRefAttribute::new(context, &global.name).into();
                let name = if global.mutated {
                    "ml_program.global_load"
                } else {
                    "ml_program.global_load_const"
                };
                plain(name).add_attributes(&self.named([("global", symbol)])).build().ok()
            }
            OpKind::Constant(number) => {
                let value: Attribute = match number {
                    Number::Index(value) => {
                        IntegerAttribute::new(Type::index(context), *value).into()
                    }
                    Number::Float(value) => {
                        FloatAttribute::new(context, Type::float64(context), *value).into()
                    }
                    Number::Bool(value) => BoolAttribute::new(context, *value).into(),
                };
                plain("arith.constant").add_attributes(&self.named([("value", value)])).build().ok()
            }
            OpKind::Arith { name, operands, predicate } => {
                let predicate = predicate.map(|value| ("predicate", int_attribute(context, value)));
                plain(name)
                    .add_operands(&look_up(values, operands)?)
                    .add_attributes(&self.named(predicate))
                    .build()
                    .ok()
            }
            OpKind::If { .. } | OpKind::While { .. } => self.control_flow(op, block, values),
        }
    }

    /// `scf.if` and `scf.while`.
    fn control_flow<'a>(
        &self,
        op: &Op,
        block: BlockRef<'c, 'a>,
        values: &Values<'c, 'a>,
    ) -> Option<Operation<'c>> {
        let location = self.location(&op.location);
        let results = self.types_of(&op.results);
        let plain = |name: &str| OperationBuilder::new(name, location).add_results(&results);
        match &op.kind {
            OpKind::If { condition, then, otherwise } => {
                let regions = [then, otherwise]
                    .map(|body| self.region(body, values, "scf.yield", &results, location));
                let [then, otherwise] = regions;
                plain("scf.if")
                    .add_operands(&look_up(values, &[*condition])?)
                    .add_regions([then?, otherwise?])
                    .build()
                    .ok()
            }
            OpKind::While { init, condition, body } => {
                let before = self.condition(condition, values, location)?;
                let after = self.region(body, values, "scf.yield", &results, location)?;
                let mut operands = vec![];
                for (value, ty) in look_up(values, init)?.into_iter().zip(&results) {
                    operands.push(cast(value, *ty, block, location)?);
                }
                plain("scf.while").add_operands(&operands).add_regions([before, after]).build().ok()
            }
            _ => None,
        }
    }

    /// A body that ends with its results, cast to these types where they are not.
    fn region(
        &self,
        body: &Body,
        outer: &Values<'c, '_>,
        end: &str,
        types: &[Type<'c>],
        location: Location<'c>,
    ) -> Option<Region<'c>> {
        self.region_with_end(body, outer, |values, block| {
            let mut results = vec![];
            for (value, ty) in look_up(values, &body.results)?.into_iter().zip(types) {
                results.push(cast(value, *ty, block, location)?);
            }
            OperationBuilder::new(end, location).add_operands(&results).build().ok()
        })
    }

    /// The first region of `scf.while`: it hands on its arguments.
    fn condition(
        &self,
        body: &Body,
        outer: &Values<'c, '_>,
        location: Location<'c>,
    ) -> Option<Region<'c>> {
        self.region_with_end(body, outer, |values, _| {
            let operands = [&body.results[..], &body.arguments[..]].concat();
            let end = OperationBuilder::new("scf.condition", location);
            end.add_operands(&look_up(values, &operands)?).build().ok()
        })
    }

    /// A region of one block: the ops of a body, and the op that `end` gives for its values.
    fn region_with_end(
        &self,
        body: &Body,
        outer: &Values<'c, '_>,
        end: impl for<'a> FnOnce(&Values<'c, 'a>, BlockRef<'c, 'a>) -> Option<Operation<'c>>,
    ) -> Option<Region<'c>> {
        let region = Region::new();
        {
            let block = self.block(&region, body);
            let mut values = outer.clone();
            bind(body, block, &mut values);
            self.ops(body, block, &mut values)?;
            block.append_operation(end(&values, block)?);
        }
        Some(region)
    }
}

/// The arguments of a block are those of its body.
fn bind<'c, 'a>(body: &Body, block: BlockRef<'c, 'a>, values: &mut Values<'c, 'a>) {
    for (index, argument) in body.arguments.iter().enumerate() {
        if let Ok(value) = block.argument(index) {
            values.insert(*argument, value.into());
        }
    }
}

fn look_up<'c, 'a>(values: &Values<'c, 'a>, ids: &[ValueId]) -> Option<Vec<Value<'c, 'a>>> {
    ids.iter().map(|id| values.get(id).copied()).collect()
}

fn given<'c, 'a>(operand: &Operand, values: &Values<'c, 'a>) -> Option<Given<'c, 'a>> {
    let value = |id: &ValueId| values.get(id).copied();
    Some(match operand {
        Operand::Absent => Given::Absent,
        Operand::Value(id) => Given::Value(value(id)?),
        Operand::Values(ids) => Given::Values(look_up(values, ids)?),
        Operand::OptValues(ids) => {
            let values = ids.iter().map(|id| match id {
                Some(id) => value(id).map(Some),
                None => Some(None),
            });
            Given::OptValues(values.collect::<Option<_>>()?)
        }
        Operand::Ints(ints) => {
            let ints = ints.iter().map(|int| match int {
                ir::Int::Static(number) => Some(build::Int::Static(*number)),
                ir::Int::Value(id) => value(id).map(build::Int::Value),
            });
            Given::Ints(ints.collect::<Option<_>>()?)
        }
        Operand::Constant(argument) => Given::Constant(argument.clone()),
    })
}

fn cast<'c, 'a>(
    value: Value<'c, 'a>,
    ty: Type<'c>,
    block: BlockRef<'c, 'a>,
    location: Location<'c>,
) -> Option<Value<'c, 'a>> {
    if value.r#type() == ty {
        return Some(value);
    }
    let cast = OperationBuilder::new("tensor.cast", location);
    let cast = cast.add_operands(&[value]).add_results(&[ty]).build().ok()?;
    block.append_operation(cast).result(0).ok().map(Value::from)
}
