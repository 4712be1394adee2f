//! From the graph of an exported program to a functional program.
//!
//! Nodes are taken in order. Tensors are kept by [`Aliases`], so that a write reaches all that
//! share the memory written to; everything else is a value.

use std::{
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

use tricast_dialects::{Argument as Known, DType, Dim, OpDef, Scalar, TensorType, ValueType};

use crate::{
    alias::{Aliases, Layout, TensorId, ViewOp},
    arguments::{argument, kind_of, overload},
    builder::Builder,
    error::{ImportError, ImportErrors},
    ir::{Int, Location, Operand, Program, ValueId},
    schema::{
        Argument, ExportedProgram, Graph, Node, OptionalTensorArgument, SymBoolArgument,
        SymFloatArgument, SymInt, SymIntArgument, TensorMeta,
    },
    statistics::training_batch_norm,
    symexpr::Expr,
    targets::{Target, resolve},
    views,
};

/// What a name of a graph stands for.
#[derive(Clone, Debug)]
pub enum Binding {
    /// A tensor.
    Tensor(TensorId),
    /// A symbolic number.
    Number(ValueId),
    /// A number known at compile time.
    Constant(Scalar),
    /// `None`.
    None,
}

/// The names of a graph.
pub struct Scope<'p> {
    /// The graph, which has the types of its names.
    pub graph: &'p Graph,
    /// What they stand for, so far.
    pub names: HashMap<String, Binding>,
}

/// The state of a functionalization.
pub struct Functionalizer<'p> {
    /// The program so far.
    pub builder: Builder,
    /// Its tensors.
    pub aliases: Aliases,
    /// The graphs that the current node is in, innermost last.
    pub scopes: Vec<Scope<'p>>,
    /// Inputs, globals and outputs so far.
    pub program: Program,
    /// A tensor and a dimension that have the size of a symbol.
    pub symbols: HashMap<String, (TensorId, usize)>,
    /// What went wrong in a nested graph, which says its own place.
    pub error: Option<ImportError>,
}

/// The functional program of an exported one.
///
/// # Errors
/// Everything that stands in its way: all unknown ops, or the first node or part of the
/// signature that cannot be said.
pub fn functionalize(program: &ExportedProgram) -> Result<Program, ImportErrors> {
    let graph = &program.graph_module.graph;
    let mut unknown = BTreeMap::new();
    find_unknown(graph, &mut unknown);
    if !unknown.is_empty() {
        let errors = unknown.into_iter().map(|(target, (count, location))| {
            ImportError::UnknownOp { target: target.into(), count, location }
        });
        return Err(ImportErrors(errors.collect()));
    }
    let mut state = Functionalizer {
        builder: Builder::default(),
        aliases: Aliases::default(),
        scopes: vec![Scope { graph, names: HashMap::new() }],
        program: Program::default(),
        symbols: HashMap::new(),
        error: None,
    };
    let signature = |error: String| ImportErrors(vec![ImportError::Signature(error)]);
    let outer = state.builder.begin_body();
    let roots = state.inputs(program).map_err(signature)?;
    state.nodes(graph).map_err(|error| ImportErrors(vec![error]))?;
    let results = state.outputs(program, &roots).map_err(signature)?;
    let arguments = state.program.inputs.iter().map(|input| input.value).collect();
    let mut body = state.builder.end_body(outer, arguments, results);
    body.remove_dead();
    let differences = state.builder.differences;
    Ok(Program { body, types: state.builder.types, differences, ..state.program })
}

/// Counts the nodes of ops that no dialect declares, nested graphs included.
fn find_unknown<'p>(graph: &'p Graph, unknown: &mut BTreeMap<&'p str, (usize, Location)>) {
    for node in &graph.nodes {
        if resolve(&node.target).is_none() {
            unknown.entry(&node.target).or_insert_with(|| (0, location(node))).0 += 1;
        }
        for input in &node.inputs {
            if let Argument::AsGraph(nested) = &input.arg {
                find_unknown(&nested.graph, unknown);
            }
        }
    }
}

/// Where a node comes from: its first result, and the innermost call of its stack trace.
pub fn location(node: &Node) -> Location {
    let name = node.outputs.iter().find_map(|output| match output {
        Argument::AsTensor(tensor) => Some(tensor.name.clone()),
        Argument::AsTensors(tensors) => tensors.first().map(|tensor| tensor.name.clone()),
        Argument::AsSymInt(SymIntArgument::AsName(name))
        | Argument::AsSymFloat(SymFloatArgument::AsName(name))
        | Argument::AsSymBool(SymBoolArgument::AsName(name)) => Some(name.clone()),
        _ => None,
    });
    let source = node.metadata.get("stack_trace").and_then(|trace| {
        let (_, last) = trace.rsplit_once("File \"")?;
        let (file, rest) = last.split_once("\", line ")?;
        let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
        Some((file.to_owned(), digits.parse().ok()?))
    });
    Location { node: name.unwrap_or_default(), source }
}

/// A size of the schema.
pub fn sym_int(value: &SymInt) -> Result<Dim, String> {
    match value {
        SymInt::AsInt(value) => Ok(Dim::Static(*value)),
        SymInt::AsExpr(expr) => {
            Expr::parse(&expr.expr_str).map(|expr| expr.dim()).map_err(|error| error.to_string())
        }
    }
}

/// The type of a tensor as PyTorch recorded it.
pub fn tensor_type(meta: &TensorMeta) -> Result<TensorType, String> {
    let dtype = DType::from_pt2_code(meta.dtype)
        .ok_or_else(|| format!("the dtype code {} is not known", meta.dtype))?;
    let shape: Result<Vec<Dim>, String> = meta.sizes.iter().map(sym_int).collect();
    Ok(TensorType::new(shape?, dtype))
}

impl<'p> Functionalizer<'p> {
    /// The innermost graph.
    pub fn scope(&mut self) -> &mut Scope<'p> {
        self.scopes.last_mut().expect("there is always a graph")
    }

    fn graph(&self) -> &'p Graph {
        self.scopes.last().expect("there is always a graph").graph
    }

    /// Gives a name a meaning.
    pub fn bind(&mut self, name: &str, binding: Binding) {
        self.scope().names.insert(name.to_owned(), binding);
    }

    /// What a name stands for.
    pub fn binding(&mut self, name: &str) -> Result<Binding, String> {
        let found = self.scope().names.get(name).cloned();
        found.ok_or_else(|| format!("'{name}' is not defined before its use"))
    }

    /// The tensor that a name stands for.
    pub fn tensor(&mut self, name: &str) -> Result<TensorId, String> {
        match self.binding(name)? {
            Binding::Tensor(tensor) => Ok(tensor),
            _ => Err(format!("expected '{name}' to be a tensor")),
        }
    }

    /// The value of a tensor now, by name.
    pub fn read_tensor(&mut self, name: &str) -> Result<ValueId, String> {
        let tensor = self.tensor(name)?;
        self.read(tensor)
    }

    /// The value of a tensor now.
    pub fn read(&mut self, tensor: TensorId) -> Result<ValueId, String> {
        self.aliases.read(tensor, &mut self.builder).map_err(|error| error.to_string())
    }

    /// Gives a tensor a new value, which is converted to its dtype.
    pub fn write(&mut self, tensor: TensorId, value: ValueId) -> Result<(), String> {
        let old = self.read(tensor)?;
        let fit = |this: &mut Self| {
            let old = this.builder.tensor_type(old)?.clone();
            let mut value = value;
            if this.builder.tensor_type(value)?.dtype != old.dtype {
                let dtype = Operand::Constant(Known::DType(old.dtype));
                value = this.builder.op("aten._to_copy", vec![Operand::Value(value), dtype])?;
            }
            let new = this.builder.tensor_type(value)?;
            let same = new.rank() == old.rank()
                && new.shape.iter().zip(&old.shape).all(|(new, old)| new.may_equal(old));
            if !same {
                return Err(tricast_dialects::InferError(format!(
                    "writes {new} to a tensor of type {old}"
                )));
            }
            this.aliases.write(tensor, value, &mut this.builder)
        };
        fit(self).map_err(|error| error.to_string())
    }

    /// The type that PyTorch recorded for a tensor.
    pub fn recorded_tensor(&self, name: &str) -> Option<TensorType> {
        tensor_type(self.graph().tensor_values.get(name)?).ok()
    }

    /// How PyTorch recorded that a tensor lies in memory.
    pub fn recorded_layout(&self, name: &str) -> Layout {
        let Some(meta) = self.graph().tensor_values.get(name) else { return Layout::default() };
        let strides: Result<Vec<Dim>, String> = meta.strides.iter().map(sym_int).collect();
        let offset = sym_int(&meta.storage_offset).ok();
        Layout { strides: strides.unwrap_or_default(), offset }
    }

    /// What PyTorch recorded for an integer.
    pub fn recorded_int(&self, name: &str) -> Option<Dim> {
        sym_int(self.graph().sym_int_values.get(name)?).ok()
    }

    /// An integer by name: static where PyTorch recorded a number for it.
    pub fn named_int(&mut self, name: &str) -> Result<Int, String> {
        if let Some(Dim::Static(value)) = self.recorded_int(name) {
            return Ok(Int::Static(value));
        }
        match self.scope().names.get(name) {
            Some(Binding::Number(value)) => return Ok(Int::Value(*value)),
            Some(Binding::Constant(Scalar::Int(value))) => return Ok(Int::Static(*value)),
            Some(_) => return Err(format!("expected '{name}' to be an integer")),
            None => {}
        }
        match self.graph().sym_int_values.get(name) {
            Some(SymInt::AsExpr(expr)) => {
                let expr = Expr::parse(&expr.expr_str).map_err(|error| error.to_string())?;
                self.expression(&expr)
            }
            _ => Err(format!("'{name}' is not defined before its use")),
        }
    }

    /// The nodes of a graph, in order.
    pub fn nodes(&mut self, graph: &'p Graph) -> Result<(), ImportError> {
        for node in &graph.nodes {
            self.builder.location = location(node);
            self.node(node).map_err(|message| match self.error.take() {
                Some(inner) => inner,
                None => ImportError::Node {
                    target: node.target.clone(),
                    message,
                    location: location(node),
                },
            })?;
        }
        Ok(())
    }

    fn node(&mut self, node: &'p Node) -> Result<(), String> {
        let target = resolve(&node.target).ok_or("no dialect declares this op")?;
        match target {
            Target::Op(op) => self.op(op, node),
            Target::InPlace(op) => self.in_place(op, node),
            Target::InPlaceView(op) => self.in_place_view(op, node),
            Target::Out(op) => self.out(op, node),
            Target::Updating(op) => self.updating(op, node),
            Target::Cond => self.cond(node),
            Target::WhileLoop => self.while_loop(node),
            Target::Inlined => self.inlined(node),
            Target::Symbolic => self.symbolic(node),
            Target::Dropped => {
                self.program.dropped_assertions += 1;
                Ok(())
            }
        }
    }

    fn op(&mut self, op: &'static OpDef, node: &'p Node) -> Result<(), String> {
        if let Some(op) = training_batch_norm(op, node) {
            return self.updating(op, node);
        }
        let op = overload(op, node);
        if let Some(rule) = views::rule(op.name) {
            return self.view(op, rule, node);
        }
        let operands = self.operands(op, node, &[])?;
        let values = self.call(op, operands, node)?;
        self.instance_statistics(op, node)?;
        self.bind_results(node, &values)?;
        if views::is_untracked(op.name) { self.freeze_all(node) } else { Ok(()) }
    }

    /// Refuses later writes to what a node takes in lists, and to what it gives.
    fn freeze_all(&mut self, node: &'p Node) -> Result<(), String> {
        let taken = node.inputs.iter().filter_map(|input| match &input.arg {
            Argument::AsTensors(tensors) => Some(tensors),
            _ => None,
        });
        let taken = taken.flatten().map(|tensor| tensor.name.as_str());
        for name in taken.chain(result_names(node).into_iter().flatten()) {
            let tensor = self.tensor(name)?;
            self.aliases
                .freeze(tensor, "memory that may be shared with what an op on a list took or gave");
        }
        Ok(())
    }

    fn call(
        &mut self,
        op: &'static OpDef,
        operands: Vec<Operand>,
        node: &Node,
    ) -> Result<Vec<ValueId>, String> {
        let recorded = self.recorded_results(node)?;
        self.builder.call(op, operands, &recorded).map_err(|error| error.to_string())
    }

    /// An op whose results may be views of its first operand.
    fn view(
        &mut self,
        op: &'static OpDef,
        rule: (views::When, views::Inverse),
        node: &'p Node,
    ) -> Result<(), String> {
        let mut operands = self.operands(op, node, &[])?;
        let Some(Argument::AsTensor(source)) = argument(node, op.params[0].name) else {
            return Err(format!("expected a tensor for '{}'", op.params[0].name));
        };
        let mut source = self.tensor(&source.name)?;
        if rule.1 == views::Inverse::AsStrided {
            source = self.storage(source, op, &mut operands)?;
        }
        let values = self.call(op, operands.clone(), node)?;
        let types = values.iter().map(|value| Some(self.builder.type_of(*value).clone()));
        let types: Vec<Option<ValueType>> = types.collect();
        let mut view = ViewOp { op, operands, source: 0, inverse: rule.1, types };
        let from = self.read(source)?;
        let from = self.builder.tensor_type(from).map_err(|error| error.to_string())?;
        let Some(Some(ValueType::Tensor(to))) = view.types.first() else {
            return self.bind_results(node, &values);
        };
        let layout = self.aliases.layout(source);
        match views::inverse_of(&view, rule, (from, layout), to) {
            None => return self.bind_results(node, &values),
            Some(inverse) => view.inverse = inverse,
        }
        let view = Rc::new(view);
        for (index, (name, value)) in result_names(node).into_iter().zip(values).enumerate() {
            let Some(name) = name else { continue };
            let layout = self.recorded_layout(name);
            let tensor = self.aliases.view(source, view.clone(), index, value, layout);
            self.bind(name, Binding::Tensor(tensor));
        }
        Ok(())
    }

    /// `as_strided` is a view of memory, not of a tensor. Where that memory is one contiguous
    /// tensor, it is a view of this.
    fn storage(
        &mut self,
        tensor: TensorId,
        op: &'static OpDef,
        operands: &mut [Operand],
    ) -> Result<TensorId, String> {
        let root = self.aliases.root_of(tensor);
        let value = self.read(root)?;
        let shape = self.builder.tensor_type(value).map_err(|error| error.to_string())?;
        let layout = self.aliases.layout(root);
        let is_plain = views::is_contiguous(&shape.shape, &layout.strides)
            && layout.offset == Some(Dim::Static(0));
        if !is_plain {
            return Err("the memory it is a view of is not that of a contiguous tensor".into());
        }
        operands[0] = Operand::Value(value);
        let place = op.params.iter().position(|param| param.name == "storage_offset");
        let offset = self.aliases.layout(tensor).offset.clone();
        match (place, offset) {
            (Some(place), _) if operands[place] != Operand::Absent => {}
            (Some(place), Some(offset @ Dim::Static(_))) => {
                operands[place] = Operand::Constant(Known::SymInt(offset));
            }
            (None, Some(Dim::Static(0))) => {}
            _ => return Err("its offset in memory is not known".into()),
        }
        Ok(root)
    }

    fn first_tensor(&mut self, op: &OpDef, node: &Node) -> Result<TensorId, String> {
        let name = op.params.first().map_or("self", |param| param.name);
        match argument(node, name).or_else(|| argument(node, "self")) {
            Some(Argument::AsTensor(tensor)) => self.tensor(&tensor.name),
            _ => Err(format!("expected a tensor for '{name}'")),
        }
    }

    fn in_place(&mut self, op: &'static OpDef, node: &'p Node) -> Result<(), String> {
        let op = overload(op, node);
        let tensor = self.first_tensor(op, node)?;
        // `detach_` and the like leave the elements as they are.
        if !matches!(views::rule(op.name), Some((views::When::Always, views::Inverse::Identity))) {
            let operands = self.operands(op, node, &[])?;
            let values = self.builder.call(op, operands, &[]).map_err(|error| error.to_string())?;
            let value = *values.first().ok_or("the op has no result")?;
            self.write(tensor, value)?;
        }
        self.bind_to(node, tensor);
        Ok(())
    }

    /// The results of a node are all this tensor.
    fn bind_to(&mut self, node: &Node, tensor: TensorId) {
        for name in result_names(node).into_iter().flatten() {
            self.bind(name, Binding::Tensor(tensor));
        }
    }

    /// Every name that stands for the tensor stands for its view from now on.
    fn in_place_view(&mut self, op: &'static OpDef, node: &'p Node) -> Result<(), String> {
        let before = self.first_tensor(op, node)?;
        let rule = views::rule(op.name).ok_or("is no view")?;
        self.view(op, rule, node)?;
        let Some(Some(name)) = result_names(node).into_iter().next() else { return Ok(()) };
        let after = self.tensor(name)?;
        for binding in self.scope().names.values_mut() {
            if matches!(binding, Binding::Tensor(tensor) if *tensor == before) {
                *binding = Binding::Tensor(after);
            }
        }
        Ok(())
    }

    fn out(&mut self, op: &'static OpDef, node: &'p Node) -> Result<(), String> {
        let Some(Argument::AsTensor(out)) = argument(node, "out") else {
            return Err("expected a tensor for 'out'".into());
        };
        let out = self.tensor(&out.name)?;
        let operands = self.operands(op, node, &["out"])?;
        let values = self.builder.call(op, operands, &[]).map_err(|error| error.to_string())?;
        let [value] = values.as_slice() else { return Err("expected one result".into()) };
        self.write(out, *value)?;
        self.bind_to(node, out);
        Ok(())
    }

    /// The types that PyTorch recorded for the results of a node, as far as it did.
    pub fn recorded_results(&self, node: &Node) -> Result<Vec<Option<ValueType>>, String> {
        let mut types = vec![];
        let tensor = |name: &str| self.recorded_tensor(name).map(ValueType::Tensor);
        for output in &node.outputs {
            match output {
                Argument::AsTensor(name) => types.push(tensor(&name.name)),
                Argument::AsTensors(names) => {
                    types.extend(names.iter().map(|name| tensor(&name.name)));
                }
                Argument::AsOptionalTensor(OptionalTensorArgument::AsTensor(name)) => {
                    types.push(tensor(&name.name));
                }
                Argument::AsSymInt(SymIntArgument::AsName(name)) => {
                    types.push(self.recorded_int(name).map(ValueType::SymInt));
                }
                Argument::AsSymInt(SymIntArgument::AsInt(value)) => {
                    types.push(Some(ValueType::SymInt(Dim::Static(*value))));
                }
                Argument::AsSymFloat(_) => types.push(Some(ValueType::SymFloat)),
                Argument::AsSymBool(_) => types.push(Some(ValueType::SymBool)),
                // One of several results is there, if only for its place.
                Argument::AsNone(_) if node.outputs.len() > 1 => types.push(None),
                Argument::AsNone(_) => {}
                other => return Err(format!("has a result that is {}", kind_of(other))),
            }
        }
        Ok(types)
    }

    /// Names the results of a node; tensors have memory of their own.
    pub fn bind_results(&mut self, node: &Node, values: &[ValueId]) -> Result<(), String> {
        let names = result_names(node);
        if names.len() != values.len() {
            return Err(format!("has {} results, PyTorch's has {}", values.len(), names.len()));
        }
        for (name, value) in names.into_iter().zip(values) {
            let Some(name) = name else { continue };
            let binding = match self.builder.type_of(*value) {
                ValueType::Tensor(_) => {
                    let layout = self.recorded_layout(name);
                    Binding::Tensor(self.aliases.root(*value, layout))
                }
                _ => Binding::Number(*value),
            };
            self.bind(name, binding);
        }
        Ok(())
    }
}

/// The names of the results of a node; None for a number that has none, or for no result in the
/// place of one of several.
pub fn result_names(node: &Node) -> Vec<Option<&str>> {
    let mut names = vec![];
    for output in &node.outputs {
        match output {
            Argument::AsTensor(tensor)
            | Argument::AsOptionalTensor(OptionalTensorArgument::AsTensor(tensor)) => {
                names.push(Some(tensor.name.as_str()));
            }
            Argument::AsTensors(tensors) => {
                names.extend(tensors.iter().map(|tensor| Some(tensor.name.as_str())));
            }
            Argument::AsSymInt(SymIntArgument::AsName(name))
            | Argument::AsSymFloat(SymFloatArgument::AsName(name))
            | Argument::AsSymBool(SymBoolArgument::AsName(name)) => names.push(Some(name)),
            Argument::AsNone(_) if node.outputs.len() == 1 => {}
            _ => names.push(None),
        }
    }
    names
}
