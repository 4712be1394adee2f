//! `cpu-lower-asserts`: run-time checks as calls of the host.

use melior::ir::{
    OperationRef, Type, Value,
    attribute::{FlatSymbolRefAttribute, StringAttribute, TypeAttribute},
    operation::OperationLike,
};
use tricast_dialects::DType;
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{self, dense_i32_array, name_is, nested_ops, string_attribute},
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
};

use crate::linalg::{Builder, Element};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "cpu-lower-asserts",
    summary: "Lower cf.assert to a call of the host's tricast_fail",
    description: "Where the condition of a `cf.assert` does not hold, the program calls \
        `tricast_fail(ptr message, i64 length)`, which does not return. (MLIR's own lowering \
        aborts the process.)",
    anchor: "builtin.module",
    dependent_dialects: &[DependentDialect::ARITH, DependentDialect::LLVM, DependentDialect::SCF],
    options: &[],
    statistics: &[StatisticDeclaration {
        name: "lowered",
        description: "Number of assertions lowered",
    }],
    run,
};

/// What the host is to be called by.
const SYMBOL: &str = "tricast_fail";

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let module = ir::outlive_op(pass.operation());
    let asserts: Vec<_> =
        nested_ops(module).into_iter().filter(|op| name_is(*op, "cf.assert")).collect();
    let (Some(&first), Some(body)) = (asserts.first(), ir::body(module)) else {
        return Ok(());
    };
    let builder = Builder::before(ir::context_of(module), body, first);
    declare(&builder);
    for (index, &op) in asserts.iter().enumerate() {
        lower(&builder, op, index);
    }
    pass.count("lowered", asserts.len() as u64);
    Ok(())
}

fn declare(b: &Builder) {
    b.at_end(b.module(), || {
        let ty = TypeAttribute::new(b.ty("!llvm.func<void (ptr, i64)>")).into();
        global(b, "llvm.func", SYMBOL, &[("function_type", ty)]);
    });
}

/// A symbol of the LLVM dialect.
fn global<'c>(
    b: &Builder<'c>,
    op: &str,
    name: &str,
    attributes: &[(&str, melior::ir::Attribute<'c>)],
) {
    let linkage = if op == "llvm.func" { "external" } else { "internal" };
    let mut all = vec![
        ("sym_name", StringAttribute::new(b.context, name).into()),
        ("linkage", b.attribute(&format!("#llvm.linkage<{linkage}>"))),
        ("visibility_", b.attribute("0 : i64")),
    ];
    all.extend_from_slice(attributes);
    b.op_with(op, &[], &all, vec![melior::ir::Region::new()], &[]);
}

fn lower<'c>(b: &Builder<'c>, op: OperationRef<'c, 'c>, index: usize) {
    let message = string_attribute(op, "msg").unwrap_or_default().to_owned();
    let name = format!("tricast_assert_{index}");
    b.at_end(b.module(), || {
        let ty = b.ty(&format!("!llvm.array<{} x i8>", message.len()));
        let attributes = [
            ("global_type", TypeAttribute::new(ty).into()),
            ("value", StringAttribute::new(b.context, &message).into()),
            ("constant", b.attribute("unit")),
            ("addr_space", b.attribute("0 : i32")),
        ];
        global(b, "llvm.mlir.global", &name, &attributes);
    });
    b.move_before(op);
    let Some(condition) = op.operands().next() else { return };
    let holds = Element { value: condition, dtype: DType::Bool };
    b.branch(b.not(holds), &[], || fail(b, &name, message.len()), Vec::new);
    ir::erase(op);
}

fn fail<'c>(b: &Builder<'c>, name: &str, length: usize) -> Vec<Value<'c, 'c>> {
    let symbol = |name| FlatSymbolRefAttribute::new(b.context, name).into();
    let pointer: Type = b.ty("!llvm.ptr");
    let message = [("global_name", symbol(name))];
    let message = b.op_with_attributes("llvm.mlir.addressof", &[], &message, pointer);
    let length = b.int(DType::I64, length as i64).value;
    let attributes = [
        ("callee", symbol(SYMBOL)),
        ("operandSegmentSizes", dense_i32_array(b.context, &[2, 0])),
        ("op_bundle_sizes", dense_i32_array(b.context, &[])),
    ];
    b.op_with("llvm.call", &[message, length], &attributes, vec![], &[]);
    vec![]
}
