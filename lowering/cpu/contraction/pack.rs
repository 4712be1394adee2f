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
        block_arguments, block_ops, body, context_of, erase, nested_ops, outlive, outlive_op,
        ranked_tensor, shape_of,
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
    analysis::{Contraction, accesses, panel_of},
    buffers::{tensor_sizes, tensor_type},
    kernel::VECTORS,
    numbers::{ceil_div, sub, zero},
    vector_bits,
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
    let vector_bits = vector_bits(pass)?;
    for op in nested_ops(function).into_iter().map(outlive_op) {
        let Some(contraction) = Contraction::new(op) else { continue };
        let is_constant = constants.is_constant(contraction.b.value);
        let stays = contraction.reads_columns() || has_few_rows(&contraction);
        if contraction.panel.is_some() || (!is_constant && stays) {
            continue;
        }
        if let Some(packing) = Packing::new(&contraction, vector_bits) {
            let packed = packing.build(Builder::before(op));
            read_packed(&contraction, &packing, packed);
            pass.count("packed", 1);
        }
    }
    Ok(())
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
    /// The loop at each of its dimensions.
    loops: Vec<usize>,
    /// The loops in the order of the packed tensor: of the batch, of columns, and all others.
    order: [Vec<usize>; 3],
    /// The number of columns of a panel.
    width: i64,
    /// The panel of a column, and its place there.
    panel: [AffineExpr<'c>; 2],
}

impl<'c> Packing<'c> {
    /// How `b` is packed; None if a dimension of it is none of the loops.
    fn new(contraction: &Contraction<'c>, vector_bits: i64) -> Option<Self> {
        let sum = element_type(contraction.init.r#type())?;
        let lanes = (vector_bits / i64::from(bit_width(sum)?)).max(1);
        let loops = contraction.b.access.iter().map(|access| access.dim());
        let (source, loops) = untransposed(contraction.b.value, loops.collect::<Option<_>>()?);
        let Contraction { op, batch, n, k, sizes, .. } = contraction;
        let width = lanes * VECTORS as i64;
        let panel = panel_of(context_of(*op), n, sizes, width)?;
        let is_other = |dim: &&usize| !batch.contains(dim) && !n.contains(dim) && !k.contains(dim);
        let others = k.iter().chain(loops.iter().filter(is_other)).copied().collect();
        let order = [batch.clone(), n.clone(), others];
        let is_whole = order.iter().flatten().all(|dim| loops.contains(dim))
            && order.iter().flatten().count() == loops.len();
        is_whole.then_some(Packing { source, loops, order, width, panel })
    }

    /// The packed tensor.
    fn build(&self, builder: Builder<'c>) -> Value<'c, 'c> {
        let [batch, n, others] = &self.order;
        let place = |dim: &usize| self.loops.iter().position(|own| own == dim);
        let mut source = self.source;
        let mut places: Vec<usize> = self.order.iter().flatten().filter_map(place).collect();
        let columns = places[batch.len()];
        let follow = places[batch.len()..][..n.len()].windows(2).all(|two| two[1] == two[0] + 1);
        if !follow {
            source = transpose(builder, source, &places, &tensor_sizes(builder, source));
            places = (0..places.len()).collect();
        }
        let columns = if follow { columns } else { batch.len() };
        let source = collapse(builder, source, columns, n.len());
        // The columns are one dimension now.
        let after = |place: usize| if place > columns { place + 1 - n.len() } else { place };
        let mut order: Vec<usize> = places[..batch.len()].iter().map(|own| after(*own)).collect();
        order.push(columns);
        order.extend(places[places.len() - others.len()..].iter().map(|own| after(*own)));
        self.panels(builder, source, columns, &order)
    }

    /// A tensor with its columns in panels; `order` is that of the dimensions of the result, that
    /// of columns standing for panels.
    fn panels(
        &self,
        builder: Builder<'c>,
        source: Value<'c, 'c>,
        columns: usize,
        order: &[usize],
    ) -> Value<'c, 'c> {
        let width = Index::Const(self.width);
        let mut sizes = tensor_sizes(builder, source);
        let panels = ceil_div(builder, sizes[columns], width);
        let missing = sub(builder, builder.mul(panels, width), sizes[columns]);
        let padded = pad(builder, source, columns, missing);
        sizes[columns] = panels;
        sizes.insert(columns + 1, width);
        let expanded = expand(builder, padded, columns, &sizes);
        let after = |dim: &usize| dim + usize::from(*dim > columns);
        let order = order.iter().map(after).chain([columns + 1]);
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

/// A tensor with `count` dimensions from one on as one.
fn collapse<'c>(
    builder: Builder<'c>,
    tensor: Value<'c, 'c>,
    first: usize,
    count: usize,
) -> Value<'c, 'c> {
    if count == 1 {
        return tensor;
    }
    let mut shape = shape_of(tensor.r#type());
    let merged: Vec<String> = (first..first + count).map(|dim| dim.to_string()).collect();
    let groups = (0..shape.len()).filter_map(|dim| match dim {
        _ if dim == first => Some(format!("[{}]", merged.join(", "))),
        _ if dim > first && dim < first + count => None,
        _ => Some(format!("[{dim}]")),
    });
    let groups = format!("[{}]", groups.collect::<Vec<_>>().join(", "));
    let groups = Attribute::parse(builder.context, &groups).expect("lists of numbers");
    let size: Option<i64> = shape[first..first + count].iter().copied().product();
    shape.splice(first..first + count, [size]);
    let sizes: Vec<i64> = shape.into_iter().map(|size| size.unwrap_or(DYNAMIC)).collect();
    let element = element_type(tensor.r#type()).expect("a tensor has elements");
    let attributes = [("reassociation", groups)];
    let ty = ranked_tensor(&sizes, element);
    builder.value("tensor.collapse_shape", &[tensor], &attributes, ty)
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
    let element = element_type(tensor.r#type()).expect("a tensor has elements");
    let (ty, dynamic) = tensor_type(sizes, element);
    let operands = [&[tensor], &dynamic[..]].concat();
    let shape: Vec<i64> = sizes.iter().map(|size| size.known().unwrap_or(DYNAMIC)).collect();
    let attributes = [("reassociation", groups), ("static_output_shape", builder.i64s(&shape))];
    builder.value("tensor.expand_shape", &operands, &attributes, ty)
}

/// A tensor whose dimension `i` is the dimension `order[i]` of another, of these sizes.
fn transpose<'c>(
    builder: Builder<'c>,
    tensor: Value<'c, 'c>,
    order: &[usize],
    sizes: &[Index<'c>],
) -> Value<'c, 'c> {
    let sizes: Vec<Index> = order.iter().map(|dim| sizes[*dim]).collect();
    let element = element_type(tensor.r#type()).expect("a tensor has elements");
    let (ty, dynamic) = tensor_type(&sizes, element);
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

/// Replaces a contraction by one that reads `b` packed.
fn read_packed<'c>(contraction: &Contraction<'c>, packing: &Packing<'c>, packed: Value<'c, 'c>) {
    let op = contraction.op;
    let builder = Builder::before(op);
    let context = builder.context;
    let Some(mut maps) = indexing_maps(op) else { return };
    let dims = maps[0].dim_count();
    let dim = |dim: &usize| AffineExpr::dim(context, *dim);
    let [batch, _, others] = &packing.order;
    let mut place: Vec<AffineExpr> = batch.iter().map(dim).collect();
    place.push(packing.panel[0]);
    place.extend(others.iter().map(dim));
    place.push(packing.panel[1]);
    maps[contraction.b.operand] = AffineMap::new(context, dims, 0, &place);
    let mut operands: Vec<Value> = op.operands().collect();
    operands[contraction.b.operand] = packed;
    let reduced: Vec<bool> = (0..dims).map(|dim| !contraction.out.contains(&dim)).collect();
    let types: Vec<Type> = op.results().map(|result| result.r#type()).collect();
    let generic = builder.generic(&operands, &maps, &reduced, &types);
    let (Some(from), Some(into)) = (body(op), body(generic)) else { return };
    let arguments = block_arguments(from).into_iter().map(value_id);
    let mut known = arguments.zip(block_arguments(into)).collect();
    let inside = Builder::at_end(context, builder.location, into);
    for op in block_ops(from) {
        inside.copy_with(op, &mut known);
    }
    for (old, new) in op.results().zip(generic.results()) {
        replace_uses(old.into(), new.into());
    }
    erase(op);
}
