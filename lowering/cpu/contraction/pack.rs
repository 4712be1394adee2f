//! `cpu-pack-weights`: right-hand sides in the order in which kernels read them.

use melior::ir::{AffineExpr, AffineMap, Type, Value, ValueLike, operation::OperationLike};
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{block_arguments, block_ops, body, context_of, erase, name_is, outlive_op, shape_of},
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
        structured::accesses,
        tensors::{
            collapse, concatenate, expand, extract_along, groups, outer_ops, pad, tensor_sizes,
            transpose,
        },
    },
    analysis::{Contraction, panel_of},
    kernel::VECTORS,
    numbers::{ceil_div, sub},
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
    // Erased at the end: what is known of constants is known by where they are.
    let mut dead = vec![];
    let vector_bits = vector_bits(pass)?;
    for op in outer_ops(function) {
        let Some(contraction) = Contraction::new(op) else { continue };
        let is_constant = constants.is_constant(contraction.b.value);
        let stays = contraction.reads_columns() || has_few_rows(&contraction);
        if contraction.panel.is_some() || (!is_constant && stays) {
            continue;
        }
        if let Some(packing) = Packing::new(&contraction, vector_bits) {
            let packed = packing.build(Builder::before(op));
            read_packed(&contraction, &packing, packed);
            dead.push(op);
            pass.count("packed", 1);
        }
    }
    dead.into_iter().for_each(erase);
    Ok(())
}

/// Whether there are known to be few rows.
fn has_few_rows(contraction: &Contraction) -> bool {
    let rows: Option<i64> = contraction.m.iter().map(|dim| contraction.sizes[*dim]).product();
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
        let groups = groups(places.len(), columns, n.len());
        let source = match n.len() {
            1 => source,
            _ => collapse(builder, source, &groups),
        };
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
        let Some(count) = shape_of(source.r#type())[columns] else {
            return self.padded_panels(builder, source, columns, order);
        };
        let whole = count - count % self.width;
        if whole == 0 || whole == count {
            return self.padded_panels(builder, source, columns, order);
        }
        // Padding copies: only what is in the last panel is worth it.
        let parts = [(0, whole), (whole, count - whole)].map(|(first, length)| {
            let part = extract_along(builder, source, columns, first, length);
            self.padded_panels(builder, part, columns, order)
        });
        let place = order.iter().position(|dim| *dim == columns).expect("columns are in the order");
        concatenate(builder, &parts, place)
    }

    /// The same, by a copy of the tensor if its columns are not whole panels.
    fn padded_panels(
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
        let groups = groups(sizes.len(), columns, 2);
        let expanded = expand(builder, padded, &groups, &sizes);
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
        // The first op is the only one of a copy; that of a conversion takes the input too.
        let end = block_ops(body(op)?).next().filter(|op| name_is(*op, "linalg.yield"))?;
        let yielded = end.operands().next()?;
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
}
