//! The functions that the runtime calls, as it calls them: see `tricast_runtime::Program`.

use melior::{
    Context,
    ir::{
        Attribute, Block, BlockLike, OperationRef, Region, RegionLike, Type, Value,
        attribute::{ArrayAttribute, BoolAttribute, FlatSymbolRefAttribute, StringAttribute},
        operation::OperationLike,
    },
};
use tricast_dialects::DType;
use tricast_mlir::ir::{self, block_ops, name_is, set_attribute, string_attribute};
use tricast_runtime::Function;

use super::signature::ENTRY;
use crate::linalg::{Builder, GLOBAL};

/// Marks `@main` as a function that the runtime calls, each of these for the C interface, and of
/// their arguments those that may be written to: the buffers of the model that the program changes.
pub fn mark_entries(module: OperationRef) {
    let module = ir::outlive_op(module);
    let context = ir::context_of(module);
    let Some(body) = ir::body(module) else {
        return;
    };
    for op in block_ops(body).filter(|op| name_is(*op, "func.func")) {
        if string_attribute(op, "sym_name") == Some("main") {
            set_attribute(op, ENTRY, Attribute::unit(context));
        }
        if ir::attribute(op, ENTRY).is_some() {
            set_attribute(op, "llvm.emit_c_interface", Attribute::unit(context));
            mark_writable(context, op);
        }
    }
}

fn mark_writable<'c>(context: &'c Context, function: OperationRef<'c, 'c>) {
    let dictionaries = |name| -> Vec<Attribute> {
        let all = ir::attribute(function, name);
        let all = all.and_then(|attribute| ArrayAttribute::try_from(attribute).ok());
        let count = all.map_or(0, |all| all.len());
        (0..count).filter_map(|index| all?.element(index).ok()).collect()
    };
    let results = dictionaries("res_attrs");
    let changed: Vec<Attribute> =
        results.iter().filter_map(|result| ir::entry(*result, "aten.mutates")).collect();
    let arguments = dictionaries("arg_attrs");
    let marked = arguments.iter().map(|argument| {
        let is_changed = ir::entry(*argument, GLOBAL).is_some_and(|name| changed.contains(&name));
        let writable = BoolAttribute::new(context, is_changed).into();
        ir::with_entry(context, *argument, "bufferization.writable", writable)
    });
    let marked: Vec<Attribute> = marked.collect();
    set_attribute(function, "arg_attrs", ArrayAttribute::new(context, &marked).into());
}

/// Adds `tricast_entry_<name>` for each of the functions to a module of the LLVM dialect.
pub fn export(module: OperationRef, functions: &[&Function]) {
    let module = ir::outlive_op(module);
    let context = ir::context_of(module);
    let Some(body) = ir::body(module) else {
        return;
    };
    let Some(first) = block_ops(body).next() else {
        return;
    };
    let builder = Builder::before(context, body, first);
    for function in functions {
        Exporter { b: &builder, context }.function(function);
    }
}

struct Exporter<'c, 'b> {
    b: &'b Builder<'c>,
    context: &'c Context,
}

impl<'c> Exporter<'c, '_> {
    fn function(&self, function: &Function) {
        let b = self.b;
        let pointer = b.ty("!llvm.ptr");
        let block = Block::new(&[(pointer, b.location())]);
        let region = Region::new();
        let block = ir::outlive(region.append_block(block));
        let arguments = block.argument(0).expect("it was made with one").into();
        b.at_end(block, || {
            self.body(function, arguments);
            b.op_with("llvm.return", &[], &[], vec![], &[]);
        });
        let ty = b.attribute("!llvm.func<void (ptr)>");
        let name = format!("tricast_entry_{}", function.name);
        let attributes = [
            ("sym_name", StringAttribute::new(self.context, &name).into()),
            ("function_type", ty),
            ("linkage", b.attribute("#llvm.linkage<external>")),
            ("CConv", b.attribute("#llvm.cconv<ccc>")),
            ("visibility_", b.attribute("0 : i64")),
        ];
        b.op_with("llvm.func", &[], &attributes, vec![region], &[]);
    }

    /// Calls the function's C interface with what the array points to.
    fn body(&self, function: &Function, array: Value<'c, 'c>) {
        let b = self.b;
        let pointer = b.ty("!llvm.ptr");
        // One number comes back by value, anything else by way of a pointer.
        let by_value = match function.results.as_slice() {
            [result] if result.rank.is_none() => Some(self.number_type(result.dtype)),
            _ => None,
        };
        let mut operands = vec![];
        let mut next = 0;
        let mut take = || {
            let slot = self.element(array, next);
            next += 1;
            b.op("llvm.load", &[slot], pointer)
        };
        let place = (!function.results.is_empty()).then(&mut take);
        if by_value.is_none() {
            operands.extend(place);
        }
        for argument in &function.arguments {
            let place = take();
            operands.push(match argument.shape {
                Some(_) => place,
                None => self.load_number(place, argument.dtype),
            });
        }
        let callee = format!("_mlir_ciface_{}", function.name);
        let segments = ir::dense_i32_array(self.context, &[operands.len() as i32, 0]);
        let attributes = [
            ("callee", FlatSymbolRefAttribute::new(self.context, &callee).into()),
            ("operandSegmentSizes", segments),
            ("op_bundle_sizes", ir::dense_i32_array(self.context, &[])),
        ];
        let results: Vec<Type> = by_value.into_iter().collect();
        let call = b.op_with("llvm.call", &operands, &attributes, vec![], &results);
        if let (Some(result), Some(place)) = (call.results().next(), place) {
            let value = self.byte_of_bool(result.into(), function.results[0].dtype);
            b.op_with("llvm.store", &[value, place], &[], vec![], &[]);
        }
    }

    /// The address of an element of an array of pointers.
    fn element(&self, array: Value<'c, 'c>, index: usize) -> Value<'c, 'c> {
        let b = self.b;
        let attributes = [
            ("rawConstantIndices", ir::dense_i32_array(self.context, &[index as i32])),
            ("elem_type", b.attribute("!llvm.ptr")),
            ("noWrapFlags", b.attribute("0 : i32")),
        ];
        b.op_with_attributes("llvm.getelementptr", &[array], &attributes, b.ty("!llvm.ptr"))
    }

    fn number_type(&self, dtype: DType) -> Type<'c> {
        self.b.element_type(dtype)
    }

    fn load_number(&self, place: Value<'c, 'c>, dtype: DType) -> Value<'c, 'c> {
        let b = self.b;
        if dtype != DType::Bool {
            return b.op("llvm.load", &[place], self.number_type(dtype));
        }
        let byte = b.op("llvm.load", &[place], b.ty("i8"));
        b.op("llvm.trunc", &[byte], b.ty("i1"))
    }

    fn byte_of_bool(&self, value: Value<'c, 'c>, dtype: DType) -> Value<'c, 'c> {
        match dtype {
            DType::Bool => self.b.op("llvm.zext", &[value], self.b.ty("i8")),
            _ => value,
        }
    }
}
