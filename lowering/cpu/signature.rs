//! What the functions of a program take and give, for the runtime.

use std::collections::HashMap;

use melior::ir::{
    Attribute, OperationRef, Value, ValueLike,
    attribute::{ArrayAttribute, DictionaryAttribute, IntegerAttribute, StringAttribute},
};
use tricast_dialects::{DType, TensorType, ValueType};
pub use tricast_mlir::entries::{CONSTANT, ENTRY};
use tricast_mlir::{
    dims,
    entries::MUTATES,
    ir::{self, attribute, block_ops, name_is, string_attribute, type_of, value_type},
};
use tricast_runtime::{Argument, ArgumentSource, Function, Result, ResultTarget, Size};

use crate::linalg::GLOBAL;

/// What the program at the level of `aten` says, which is gone from the types below it.
pub struct Source {
    main: Function,
    /// What functions give that compute constants of weights, by their names.
    initializers: HashMap<String, Vec<Result>>,
    globals: HashMap<String, TensorType>,
}

impl Source {
    /// Reads `@main` and the globals of a module at the level of `aten`.
    ///
    /// # Errors
    /// If there is no `@main`, or a type in its signature is none that a program takes.
    pub fn read(module: OperationRef) -> std::result::Result<Self, String> {
        let body = ir::body(module).ok_or("the module has no body")?;
        let mut globals = HashMap::new();
        let mut initializers = HashMap::new();
        let mut main = None;
        for op in block_ops(body) {
            let name = string_attribute(op, "sym_name").unwrap_or_default();
            if name_is(op, "ml_program.global") {
                if let Some(ValueType::Tensor(ty)) =
                    ir::type_attribute(op, "type").and_then(value_type)
                {
                    globals.insert(name.to_owned(), ty);
                }
            } else if name_is(op, "func.func") && name == "main" {
                main = Some(op);
            } else if name_is(op, "func.func") && attribute(op, ENTRY).is_some() {
                initializers.insert(name.to_owned(), constants(op));
            }
        }
        let main = main.ok_or("the module has no function @main")?;
        Ok(Source { main: main_function(main)?, initializers, globals })
    }

    /// `@main`, with these globals as arguments after its inputs.
    ///
    /// # Errors
    /// If there is no global of a name.
    pub fn with_globals<'a>(
        &self,
        names: impl Iterator<Item = &'a String>,
    ) -> std::result::Result<Function, String> {
        let mut main = self.main.clone();
        for name in names {
            main.arguments.push(self.global(name.clone())?);
        }
        Ok(main)
    }

    fn global(&self, name: String) -> std::result::Result<Argument, String> {
        let ty = self.globals.get(&name).ok_or_else(|| format!("no global is called '{name}'"))?;
        let shape = ty.shape.iter().map(|dim| Size::Static(dim.as_static().unwrap_or(0)));
        let shape = Some(shape.collect());
        Ok(Argument { source: ArgumentSource::Global(name), dtype: ty.dtype, shape })
    }

    /// The functions of the program once it is lowered: `@main` first.
    ///
    /// # Errors
    /// If an argument has no source, or a result no target.
    pub fn functions(&self, module: OperationRef) -> std::result::Result<Vec<Function>, String> {
        let body = ir::body(module).ok_or("the module has no body")?;
        let mut functions = vec![self.main.clone()];
        for op in block_ops(body).filter(|op| name_is(*op, "func.func")) {
            if attribute(op, ENTRY).is_none() {
                continue;
            }
            let name = string_attribute(op, "sym_name").unwrap_or_default();
            let known = if name == "main" { self.main.arguments.len() } else { 0 };
            let arguments = arguments(op)
                .into_iter()
                .skip(known)
                .map(|(value, attributes)| self.bound_argument(value, attributes, name))
                .collect::<std::result::Result<Vec<_>, _>>()?;
            if name == "main" {
                functions[0].arguments.extend(arguments);
            } else {
                let known = self.initializers.get(name).cloned();
                let results = known.unwrap_or_else(|| constants(op));
                functions.push(Function { name: name.to_owned(), arguments, results });
            }
        }
        Ok(functions)
    }

    /// An argument that the runtime gives by itself: a global or a constant.
    fn bound_argument(
        &self,
        value: Value,
        attributes: Option<Attribute>,
        function: &str,
    ) -> std::result::Result<Argument, String> {
        if let Some(name) = string_entry(attributes, GLOBAL) {
            return self.global(name);
        }
        if let Some(name) = string_entry(attributes, CONSTANT) {
            let sizes = ir::shape_of(value.r#type()).into_iter();
            let shape = Some(sizes.map(|size| Size::Static(size.unwrap_or(0))).collect());
            let source = ArgumentSource::Constant(name);
            return Ok(Argument { source, dtype: memory_dtype(value), shape });
        }
        Err(format!("an argument of @{function} is neither an input, a global nor a constant"))
    }
}

/// The dtype of a tensor or buffer as memory has it.
fn memory_dtype(value: Value) -> DType {
    ir::element_dtype(value.r#type()).unwrap_or(DType::F32)
}

/// The arguments of a function with their attributes.
pub fn arguments<'c>(
    function: OperationRef<'c, 'c>,
) -> Vec<(Value<'c, 'c>, Option<Attribute<'c>>)> {
    let all = attribute(function, "arg_attrs");
    let all = all.and_then(|attribute| ArrayAttribute::try_from(attribute).ok());
    let values = ir::body(function).map(ir::block_arguments).unwrap_or_default();
    let attributes = |index| all.and_then(|all| all.element(index).ok());
    values.into_iter().enumerate().map(|(index, value)| (value, attributes(index))).collect()
}

/// The string of an entry of a dictionary.
pub fn string_entry(attributes: Option<Attribute>, name: &str) -> Option<String> {
    let entry = ir::entry(attributes?, name)?;
    Some(StringAttribute::try_from(entry).ok()?.value().to_owned())
}

/// What `@main` takes as inputs, and what it gives.
///
/// # Errors
/// If it takes or gives what no program does.
pub fn main_function(function: OperationRef<'_, '_>) -> std::result::Result<Function, String> {
    let function = ir::outlive_op(function);
    let mut inputs = vec![];
    for (index, (value, attributes)) in arguments(function).into_iter().enumerate() {
        let name = string_entry(attributes, dims::NAME).unwrap_or_else(|| format!("arg{index}"));
        let source = ArgumentSource::Input(index, name.clone());
        let (dtype, shape) = match type_of(value) {
            Some(ValueType::Tensor(ty)) => (ty.dtype, Some(sizes(&ty, attributes, index))),
            Some(ValueType::SymInt(_)) => (DType::I64, None),
            Some(ValueType::SymFloat) => (DType::F64, None),
            Some(ValueType::SymBool) => (DType::Bool, None),
            None => return Err(format!("input '{name}' has a type that no program takes")),
        };
        inputs.push(Argument { source, dtype, shape });
    }
    let attributes = attribute(function, "res_attrs");
    let attributes = attributes.and_then(|attribute| ArrayAttribute::try_from(attribute).ok());
    let mut results = vec![];
    for (index, ty) in ir::result_types(function).into_iter().enumerate() {
        let entries = attributes.and_then(|all| all.element(index).ok());
        let target = target(entries).unwrap_or(ResultTarget::Output(index));
        let (dtype, rank) = match value_type(ty) {
            Some(ValueType::Tensor(ty)) => (ty.dtype, Some(ty.rank())),
            Some(ValueType::SymInt(_)) => (DType::I64, None),
            Some(ValueType::SymFloat) => (DType::F64, None),
            Some(ValueType::SymBool) => (DType::Bool, None),
            None => return Err(format!("result #{index} has a type that no program gives")),
        };
        results.push(Result { target, dtype, rank });
    }
    Ok(Function { name: "main".into(), arguments: inputs, results })
}

fn target(attributes: Option<Attribute>) -> Option<ResultTarget> {
    let entries = DictionaryAttribute::try_from(attributes?).ok()?;
    let entries: Attribute = entries.into();
    if let Some(output) = ir::entry(entries, "aten.output") {
        let number = IntegerAttribute::try_from(output).ok()?.value();
        return Some(ResultTarget::Output(number as usize));
    }
    string_entry(Some(entries), MUTATES)
        .map(ResultTarget::Global)
        .or_else(|| string_entry(Some(entries), "aten.mutates_input").map(ResultTarget::Input))
}

/// The sizes of an input.
fn sizes(ty: &TensorType, attributes: Option<Attribute>, index: usize) -> Vec<Size> {
    let ranges = attributes.and_then(|attributes| dims::of_argument(attributes, ty));
    let mut ranges = ranges.unwrap_or_default().into_iter();
    let sizes = ty.shape.iter().enumerate().map(|(dim, size)| match size.as_static() {
        Some(size) => Size::Static(size),
        None => match ranges.next() {
            Some(range) => {
                Size::Dynamic { name: range.dim.to_string(), min: range.min, max: range.max }
            }
            None => Size::Dynamic { name: format!("arg{index}_{dim}"), min: None, max: None },
        },
    });
    sizes.collect()
}

/// The results of an initializer.
fn constants(function: OperationRef) -> Vec<Result> {
    let attributes = attribute(function, "res_attrs");
    let attributes = attributes.and_then(|attribute| ArrayAttribute::try_from(attribute).ok());
    let results = ir::result_types(function).into_iter().enumerate();
    results
        .map(|(index, ty)| {
            let entries = attributes.and_then(|all| all.element(index).ok());
            let name = string_entry(entries, CONSTANT).unwrap_or_default();
            let rank = Some(ir::shape_of(ty).len());
            let dtype = ir::element_dtype(ty).unwrap_or(DType::F32);
            Result { target: ResultTarget::Constant(name), dtype, rank }
        })
        .collect()
}
