//! `cpu-pack-weights`: right-hand sides in the order in which kernels read them.

use std::cmp::Ordering;

use melior::ir::{
    AffineExpr, AffineMap, Attribute, Block, Region, RegionLike, Type, Value, ValueLike,
    operation::OperationLike,
};
use tricast_mlir::{
    convert::DYNAMIC,
    dialects::DependentDialect,
    ir::{
        block_arguments, block_ops, body, erase, nested_ops, outlive, outlive_op, ranked_tensor,
        shape_of,
    },
    pass::{
        OptionDeclaration, OptionDefault, PassDeclaration, PassFailed, PassRun,
        StatisticDeclaration,
    },
    rewrite::{bit_width, defining_op, element_type, indexing_maps, replace_uses, value_id},
};

use super::{
    super::{
        builder::{Builder, Index},
        constants::Constants,
    },
    analysis::{Contraction, accesses},
    buffers::tensor_size,
    kernel::VECTORS,
    numbers::{ceil_div, sub, zero},
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "cpu-pack-weights",
    summary: "Put the right-hand sides of matrix products into the order of kernels",
    description: "The kernel of a contraction reads its right-hand side in panels of a few \
        vectors of columns: `[panel, k..., column]`. This pass puts a tensor that is computed \
        from weights alone into this order, with zeros for columns beyond the last, and so any \
        other whose columns do not lie next to each other. The contraction becomes a \
        `linalg.generic` that reads column `n` at `n floordiv width` and `n mod width`, where \
        `width` is the number of columns of a panel.\n\n\
        Products with only a few rows stay as they are where their right-hand side changes from \
        call to call: packing it would be most of the work.",
    anchor: "func.func",
    dependent_dialects: &[
        DependentDialect::ARITH,
        DependentDialect::LINALG,
        DependentDialect::TENSOR,
    ],
    options: &[OptionDeclaration {
        name: "vector-bits",
        description: "The width of vectors; 0 for the host's",
        default: OptionDefault::Int(0),
    }],
    statistics: &[StatisticDeclaration { name: "packed", description: "Number of tensors packed" }],
    run,
};

/// With fewer rows, a tensor that changes from call to call is not worth packing.
const LEAST_ROWS: i64 = 5;

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let function = outlive_op(pass.operation());
    let mut constants = Constants::new(function);
    for op in nested_ops(function).into_iter().map(outlive_op) {
        let Some(contraction) = Contraction::new(op) else { continue };
        let is_constant = constants.is_constant(contraction.b.value);
        let stays = reads_columns(&contraction) || has_few_rows(&contraction);
        if contraction.panel.is_some() || (!is_constant && stays) {
            continue;
        }
        if let Some(packing) = Packing::new(&contraction, pass.int("vector-bits")) {
            let packed = packing.build(Builder::before(op));
            read_packed(&contraction, packed, packing.width);
            pass.count("packed", 1);
        }
    }
    Ok(())
}

/// Whether the columns of `b` lie next to each other.
fn reads_columns(contraction: &Contraction) -> bool {
    contraction.b.access.last().and_then(|access| access.dim()) == Some(contraction.n)
}

/// Whether there are known to be few rows.
fn has_few_rows(contraction: &Contraction) -> bool {
    let shape = shape_of(contraction.init.r#type());
    let mut sizes = contraction.m.iter().map(|dim| {
        let place = contraction.out.iter().position(|own| own == dim)?;
        shape[place]
    });
    let rows = sizes.try_fold(1, |rows: i64, size| Some(rows * size?));
    rows.is_some_and(|rows| rows < LEAST_ROWS)
}

/// How a tensor is packed.
struct Packing<'c> {
    source: Value<'c, 'c>,
    /// The dimension of columns.
    columns: usize,
    /// The dimensions in the order of the packed tensor; that of columns stands for panels.
    order: Vec<usize>,
    /// The number of columns of a panel.
    width: i64,
}

impl<'c> Packing<'c> {
    /// How `b` is packed; None if a dimension of it is none of the loops.
    fn new(contraction: &Contraction<'c>, vector_bits: i64) -> Option<Self> {
        let sum = element_type(contraction.init.r#type())?;
        let lanes = (vector_bits / i64::from(bit_width(sum)?)).max(1);
        let loops = contraction.b.access.iter().map(|access| access.dim());
        let (source, loops) = untransposed(contraction.b.value, loops.collect::<Option<_>>()?);
        let place = |dim: &usize| loops.iter().position(|own| own == dim);
        let order = contraction.batch.iter().chain([&contraction.n]).chain(&contraction.k);
        let order: Vec<usize> = order.map(place).collect::<Option<_>>()?;
        let columns = place(&contraction.n)?;
        let is_whole = order.len() == loops.len();
        is_whole.then_some(Packing { source, columns, order, width: lanes * VECTORS as i64 })
    }

    /// The packed tensor.
    fn build(&self, builder: Builder<'c>) -> Value<'c, 'c> {
        let width = Index::Const(self.width);
        let size = |dim| tensor_size(builder, self.source, dim);
        let panels = ceil_div(builder, size(self.columns), width);
        let missing = sub(builder, builder.mul(panels, width), size(self.columns));
        let padded = pad(builder, self.source, self.columns, missing);
        let mut sizes: Vec<Index> = (0..self.order.len()).map(size).collect();
        sizes[self.columns] = panels;
        sizes.insert(self.columns + 1, width);
        let expanded = expand(builder, padded, self.columns, &sizes);
        let after = |dim: &usize| dim + usize::from(*dim > self.columns);
        let order = self.order.iter().map(after).chain([self.columns + 1]);
        transpose(builder, expanded, &order.collect::<Vec<_>>(), &sizes)
    }
}

/// The tensor that another is a transposition of, and for each of its dimensions what `dims`
/// has for that of the other.
fn untransposed<'c>(tensor: Value<'c, 'c>, dims: Vec<usize>) -> (Value<'c, 'c>, Vec<usize>) {
    let source = || {
        let op = defining_op(tensor)?;
        let maps = indexing_maps(op)?;
        let [input, output] = maps[..] else { return None };
        let arguments = block_arguments(body(op)?);
        let yielded = block_ops(body(op)?).next()?.operands().next()?;
        let is_copy = value_id(yielded) == value_id(arguments[0]);
        if !is_copy || !output.is_identity() || !input.is_permutation() {
            return None;
        }
        let access = accesses(input)?;
        let dims: Option<Vec<usize>> =
            access.iter().map(|access| Some(dims[access.dim()?])).collect();
        Some((op.operands().next()?, dims?))
    };
    match source() {
        Some((source, dims)) => untransposed(source, dims),
        None => (tensor, dims),
    }
}

/// A tensor with `missing` more zeros at the end of one dimension.
fn pad<'c>(
    builder: Builder<'c>,
    tensor: Value<'c, 'c>,
    dim: usize,
    missing: Index<'c>,
) -> Value<'c, 'c> {
    if missing.known() == Some(0) {
        return tensor;
    }
    let shape = shape_of(tensor.r#type());
    let element = element_type(tensor.r#type()).expect("a tensor has elements");
    let mut sizes: Vec<i64> = shape.iter().map(|size| size.unwrap_or(DYNAMIC)).collect();
    let mut high = vec![0; shape.len()];
    high[dim] = missing.known().unwrap_or(DYNAMIC);
    sizes[dim] = match (shape[dim], missing) {
        (Some(size), Index::Const(missing)) => size + missing,
        _ => DYNAMIC,
    };
    let mut operands = vec![tensor];
    if let Index::Value(missing) = missing {
        operands.push(missing);
    }
    let attributes = [
        ("static_low", builder.i64s(&vec![0; shape.len()])),
        ("static_high", builder.i64s(&high)),
        ("operandSegmentSizes", builder.i32s(&[1, 0, operands.len() as i32 - 1])),
    ];
    let index = (Type::index(builder.context), builder.location);
    let region = Region::new();
    let block = region.append_block(Block::new(&vec![index; shape.len()]));
    let ty = ranked_tensor(&sizes, element);
    let op = builder.op_with_regions("tensor.pad", &operands, &attributes, &[ty], vec![region]);
    let inner = Builder::at_end(builder.context, builder.location, outlive(block));
    let zero = zero(inner, element);
    inner.op("tensor.yield", &[zero], &[], &[]);
    op.results().next().expect("the op has a result").into()
}

/// A tensor with one dimension as two; `sizes` are those of the result.
fn expand<'c>(
    builder: Builder<'c>,
    tensor: Value<'c, 'c>,
    dim: usize,
    sizes: &[Index<'c>],
) -> Value<'c, 'c> {
    let groups = (0..sizes.len() - 1).map(|own| match own.cmp(&dim) {
        Ordering::Less => format!("[{own}]"),
        Ordering::Equal => format!("[{own}, {}]", own + 1),
        Ordering::Greater => format!("[{}]", own + 1),
    });
    let groups = format!("[{}]", groups.collect::<Vec<_>>().join(", "));
    let groups = Attribute::parse(builder.context, &groups).expect("lists of numbers");
    let (shape, dynamic) = split(sizes);
    let element = element_type(tensor.r#type()).expect("a tensor has elements");
    let operands = [&[tensor], &dynamic[..]].concat();
    let attributes = [("reassociation", groups), ("static_output_shape", builder.i64s(&shape))];
    builder.value("tensor.expand_shape", &operands, &attributes, ranked_tensor(&shape, element))
}

/// A tensor whose dimension `i` is the dimension `order[i]` of another, of these sizes.
fn transpose<'c>(
    builder: Builder<'c>,
    tensor: Value<'c, 'c>,
    order: &[usize],
    sizes: &[Index<'c>],
) -> Value<'c, 'c> {
    let sizes: Vec<Index> = order.iter().map(|dim| sizes[*dim]).collect();
    let (shape, dynamic) = split(&sizes);
    let element = element_type(tensor.r#type()).expect("a tensor has elements");
    let ty = ranked_tensor(&shape, element);
    let empty = builder.value("tensor.empty", &dynamic, &[], ty);
    let permutation: Vec<i64> = order.iter().map(|dim| *dim as i64).collect();
    let argument = (element, builder.location);
    let region = Region::new();
    let block = region.append_block(Block::new(&[argument, argument]));
    let attributes = [("permutation", builder.i64s(&permutation))];
    let op = builder.op_with_regions(
        "linalg.transpose",
        &[tensor, empty],
        &attributes,
        &[ty],
        vec![region],
    );
    let block = outlive(block);
    let inner = Builder::at_end(builder.context, builder.location, block);
    inner.op("linalg.yield", &block_arguments(block)[..1], &[], &[]);
    op.results().next().expect("the op has a result").into()
}

/// Sizes as a type has them, and those that it does not know.
fn split<'c>(sizes: &[Index<'c>]) -> (Vec<i64>, Vec<Value<'c, 'c>>) {
    let shape = sizes.iter().map(|size| size.known().unwrap_or(DYNAMIC)).collect();
    let dynamic = sizes.iter().filter_map(|size| match size {
        Index::Value(value) => Some(*value),
        Index::Const(_) => None,
    });
    (shape, dynamic.collect())
}

/// Replaces a contraction by one that reads `b` packed.
fn read_packed<'c>(contraction: &Contraction<'c>, packed: Value<'c, 'c>, width: i64) {
    let op = contraction.op;
    let builder = Builder::before(op);
    let Some(mut maps) = indexing_maps(op) else { return };
    let dims = maps[0].dim_count();
    let dim = |dim: usize| AffineExpr::dim(builder.context, dim);
    let columns = |divide: fn(AffineExpr<'c>, AffineExpr<'c>) -> AffineExpr<'c>| {
        divide(dim(contraction.n), AffineExpr::constant(builder.context, width))
    };
    let mut place: Vec<AffineExpr> = contraction.batch.iter().map(|own| dim(*own)).collect();
    place.push(columns(AffineExpr::floor_div));
    place.extend(contraction.k.iter().map(|own| dim(*own)));
    place.push(columns(AffineExpr::modulo));
    maps[contraction.b.operand] = AffineMap::new(builder.context, dims, 0, &place);
    let mut operands: Vec<Value> = op.operands().collect();
    operands[contraction.b.operand] = packed;
    let reduced: Vec<bool> = (0..dims).map(|dim| contraction.k.contains(&dim)).collect();
    let generic = builder.generic_from(op, &operands, &maps, &reduced);
    for (old, new) in op.results().zip(generic.results()) {
        replace_uses(old.into(), new.into());
    }
    erase(op);
}
