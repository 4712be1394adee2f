//! `cpu-expand-shapes`: views of one dimension as several whose sizes are not known.

use melior::ir::{
    OperationRef, Value, ValueLike,
    attribute::{ArrayAttribute, DenseI64ArrayAttribute, IntegerAttribute},
    operation::OperationLike,
    r#type::MemRefType,
};
use tricast_mlir::{
    convert::DYNAMIC,
    dialects::DependentDialect,
    ir::{attribute, emit_error, erase, name_is, nested_ops, outlive_op},
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
    rewrite::replace_uses,
};

use super::builder::{Builder, Index};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "cpu-expand-shapes",
    summary: "Lower memref.expand_shape of several dynamic sizes to memref.reinterpret_cast",
    description: "A `memref.expand_shape` that makes two or more dynamic sizes of one becomes \
        `memref.extract_strided_metadata` and `memref.reinterpret_cast`. MLIR's own \
        `expand-strided-metadata` takes one dynamic size at most.",
    anchor: "func.func",
    dependent_dialects: &[DependentDialect::ARITH, DependentDialect::MEMREF],
    options: &[],
    statistics: &[StatisticDeclaration { name: "expanded", description: "Number of ops lowered" }],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let function = outlive_op(pass.operation());
    let ops = nested_ops(function).into_iter().map(outlive_op);
    for op in ops.filter(|op| name_is(*op, "memref.expand_shape")) {
        let Some(expansion) = Expansion::read(op) else {
            emit_error(op, "has attributes that are not as its definition says");
            return Err(PassFailed);
        };
        let several = |group: &Vec<usize>| {
            group.iter().filter(|&&dim| expansion.sizes[dim].known().is_none()).count() > 1
        };
        if expansion.groups.iter().any(several) {
            expansion.lower(op);
            pass.count("expanded", 1);
        }
    }
    Ok(())
}

/// What a `memref.expand_shape` says.
struct Expansion<'c> {
    /// The dimensions of the result that one of the source becomes.
    groups: Vec<Vec<usize>>,
    /// The sizes of the result.
    sizes: Vec<Index<'c>>,
}

impl<'c> Expansion<'c> {
    fn read(op: OperationRef<'c, 'c>) -> Option<Self> {
        let groups = ArrayAttribute::try_from(attribute(op, "reassociation")?).ok()?;
        let group = |index| {
            let dims = ArrayAttribute::try_from(groups.element(index).ok()?).ok()?;
            let dim = |index| IntegerAttribute::try_from(dims.element(index).ok()?).ok();
            (0..dims.len()).map(|index| Some(dim(index)?.value() as usize)).collect()
        };
        let groups = (0..groups.len()).map(group).collect::<Option<Vec<Vec<usize>>>>()?;
        let shape = DenseI64ArrayAttribute::try_from(attribute(op, "static_output_shape")?).ok()?;
        let mut dynamic = op.operands().skip(1);
        let size = |index| match shape.element(index).ok()? {
            DYNAMIC => dynamic.next().map(Index::Value),
            size => Some(Index::Const(size)),
        };
        let sizes = (0..shape.len()).map(size).collect::<Option<Vec<_>>>()?;
        Some(Expansion { groups, sizes })
    }

    fn lower(&self, op: OperationRef<'c, 'c>) {
        let builder = Builder::before(op);
        let source = op.operands().next().expect("an expand_shape has a source");
        let result: Value = op.results().next().expect("an expand_shape has a result").into();
        let ty = MemRefType::try_from(source.r#type()).expect("it is a memref");
        let metadata: Vec<Value> =
            builder.metadata(source, ty).results().map(Value::from).collect();
        let (strides, offset) = ty.strides_and_offset();
        let index = |known: i64, at: usize| match known {
            DYNAMIC => Index::Value(metadata[at]),
            known => Index::Const(known),
        };
        let mut result_strides = vec![Index::Const(1); self.sizes.len()];
        for (dim, group) in self.groups.iter().enumerate() {
            let mut stride = index(strides[dim], 2 + self.groups.len() + dim);
            for &inner in group.iter().rev() {
                result_strides[inner] = stride;
                stride = builder.mul(stride, self.sizes[inner]);
            }
        }
        let offset = index(offset, 1);
        let mut view = builder.reinterpret(source, offset, &self.sizes, &result_strides);
        if view.r#type() != result.r#type() {
            view = builder.value("memref.cast", &[view], &[], result.r#type());
        }
        replace_uses(result, view);
        erase(op);
    }
}
