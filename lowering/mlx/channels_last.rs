//! `mlx-channels-last`: images with the channels as the last dimension, as MLX's convolutions have
//! them.
//!
//! The ops of a function are visited in order. A convolution becomes one with the channels last;
//! what is done to its result goes on in that order as long as it can: elementwise ops, pools,
//! norms, concatenations, reductions, whose dimensions are renumbered. Where another op needs the
//! order that PyTorch has, a `mlx.permute` gives it, once.

use std::collections::HashMap;

use melior::{
    Context,
    ir::{
        Attribute, BlockLike, BlockRef, Identifier, Location, OperationRef, Type, Value, ValueLike,
        attribute::{DenseI64ArrayAttribute, IntegerAttribute},
        operation::{OperationBuilder, OperationLike},
        r#type::IntegerType,
    },
};
use tricast_dialects::{
    Arguments, OpDef, ValueType, lookup,
    mlx::channels_last::{PREFIX, is_convolution, is_transposed},
};
use tricast_mlir::{
    convert::DYNAMIC,
    dialects::DependentDialect,
    ir::{self, block_ops, body, context_of, definition, erase, outlive_op, shape_of},
    pass::{PassDeclaration, PassFailed, PassRun, StatisticDeclaration},
    rewrite::{element_type, is_used, replace_uses, value_id},
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "mlx-channels-last",
    summary: "Order the dimensions of images so that the channels are the last",
    description: "Makes convolutions and what is done to their results ops of images with the \
        channels as the last dimension, as MLX has them. Weights are permuted, which is done once, \
        when the program is loaded. Where another op needs the order that PyTorch has, a \
        `mlx.permute` gives it.",
    anchor: "func.func",
    dependent_dialects: &[DependentDialect::MLX],
    options: &[],
    statistics: &[
        StatisticDeclaration { name: "reordered", description: "Number of ops with another order" },
        StatisticDeclaration { name: "permuted", description: "Number of images permuted" },
    ],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let function = outlive_op(pass.operation());
    let Some(block) = body(function) else { return Ok(()) };
    let mut layout = Layout {
        context: context_of(function),
        block,
        last: HashMap::new(),
        only_last: HashMap::new(),
        replaced: vec![],
        permuted: 0,
    };
    let ops: Vec<OperationRef> = block_ops(block).collect();
    for op in ops {
        if layout.visit(op).is_none() {
            layout.channels_first(op);
        }
    }
    pass.count("reordered", layout.replaced.len() as u64);
    pass.count("permuted", layout.permuted);
    for op in layout.replaced.into_iter().rev() {
        debug_assert!(!op.results().any(|result| is_used(result.into())));
        erase(op);
    }
    Ok(())
}

/// Which values there are with the channels last.
struct Layout<'c> {
    context: &'c Context,
    /// The body of the function.
    block: BlockRef<'c, 'c>,
    /// Values with the channels last, by those with the channels first.
    last: HashMap<usize, Value<'c, 'c>>,
    /// The values of replaced ops, which nobody has with the channels first.
    only_last: HashMap<usize, Value<'c, 'c>>,
    replaced: Vec<OperationRef<'c, 'c>>,
    permuted: u64,
}

/// How the arguments of an op that is no image say which dimensions it means.
enum Dims {
    /// None: it is done element by element.
    None,
    /// One dimension.
    One(&'static str),
    /// Some dimensions, all if there are none.
    Some(&'static str),
    /// A reduction of one.
    ReducedOne(&'static str),
    /// A reduction of some.
    Reduced(&'static str),
    /// PyTorch's list of paddings.
    Padding,
}

/// The ops that are no elementwise ones, by what they mean.
const WITH_DIMS: [(&str, Dims); 34] = [
    ("cat", Dims::One("dim")),
    ("concat", Dims::One("dim")),
    ("concatenate", Dims::One("dim")),
    ("_softmax", Dims::One("dim")),
    ("softmax.int", Dims::One("dim")),
    ("_log_softmax", Dims::One("dim")),
    ("log_softmax.int", Dims::One("dim")),
    ("glu", Dims::One("dim")),
    ("slice.Tensor", Dims::One("dim")),
    ("slice_copy.Tensor", Dims::One("dim")),
    ("narrow", Dims::One("dim")),
    ("split.Tensor", Dims::One("dim")),
    ("split_with_sizes", Dims::One("dim")),
    ("chunk", Dims::One("dim")),
    ("cumsum", Dims::One("dim")),
    ("index_select", Dims::One("dim")),
    ("flip", Dims::Some("dims")),
    ("mean.dim", Dims::Reduced("dim")),
    ("sum.dim_IntList", Dims::Reduced("dim")),
    ("amax", Dims::Reduced("dim")),
    ("amin", Dims::Reduced("dim")),
    ("var.correction", Dims::Reduced("dim")),
    ("var.dim", Dims::Reduced("dim")),
    ("std.correction", Dims::Reduced("dim")),
    ("std.dim", Dims::Reduced("dim")),
    ("var_mean.correction", Dims::Reduced("dim")),
    ("var_mean.dim", Dims::Reduced("dim")),
    ("linalg_vector_norm", Dims::Reduced("dim")),
    ("logsumexp", Dims::Reduced("dim")),
    ("argmax", Dims::ReducedOne("dim")),
    ("argmin", Dims::ReducedOne("dim")),
    ("max.dim", Dims::ReducedOne("dim")),
    ("min.dim", Dims::ReducedOne("dim")),
    ("constant_pad_nd", Dims::Padding),
];

/// Ops of the themes of elementwise ops that are none.
const NOT_ELEMENTWISE: [&str; 8] = [
    "prelu",
    "isin.Tensor_Tensor",
    "isin.Tensor_Scalar",
    "isin.Scalar_Tensor",
    "copy",
    "glu",
    "to.other",
    "type_as",
];

fn dims_of(op: &OpDef) -> Option<&'static Dims> {
    let name = op.name.strip_prefix("mlx.")?;
    if let Some((_, dims)) = WITH_DIMS.iter().find(|(known, _)| *known == name) {
        return Some(dims);
    }
    let elementwise = matches!(op.theme, "Pointwise" | "Activation" | "Comparison" | "Casting");
    (elementwise && !NOT_ELEMENTWISE.contains(&name)).then_some(&Dims::None)
}

impl<'c> Layout<'c> {
    /// Gives an op the channels last; None if it stays as it is.
    fn visit(&mut self, op: OperationRef<'c, 'c>) -> Option<()> {
        if ir::name_is(op, "aten.sym_size.int") {
            return self.size(op);
        }
        let own = definition(op).filter(|own| own.dialect == "mlx")?;
        if own.name.starts_with(PREFIX) {
            return None;
        }
        let (arguments, counts) = ir::arguments(op).ok()?;
        let name = own.name.strip_prefix("mlx.")?;
        if let Some(target) = lookup(&format!("{PREFIX}{name}")) {
            return match is_convolution(name) {
                true => self.convolution(op, target, &arguments, &counts),
                false => self.image(op, target, &counts),
            };
        }
        match dims_of(own)? {
            Dims::None => self.elementwise(op, own),
            dims => self.renumbered(op, own, &arguments, dims),
        }
    }

    /// Gives the operands of an op that stays the order that it knows.
    fn channels_first(&mut self, op: OperationRef<'c, 'c>) {
        let operands: Vec<Value> = op.operands().collect();
        for value in operands {
            self.materialize(value, op);
        }
    }

    /// Makes a value that is there with the channels last alone one with the channels first.
    fn materialize(&mut self, value: Value<'c, 'c>, before: OperationRef<'c, 'c>) {
        let Some(last) = self.only_last.remove(&value_id(value)) else { return };
        let order = order_first(rank_of(value));
        let first = self.permute(last, &order, before);
        replace_uses(value, first);
        self.last.insert(value_id(first), last);
    }

    /// A value with the channels last, if there is one.
    fn known_last(&self, value: Value<'c, 'c>) -> Option<Value<'c, 'c>> {
        let id = value_id(value);
        self.only_last.get(&id).or_else(|| self.last.get(&id)).copied()
    }

    /// A value with the channels last.
    fn channels_last(
        &mut self,
        value: Value<'c, 'c>,
        before: OperationRef<'c, 'c>,
    ) -> Value<'c, 'c> {
        if let Some(last) = self.known_last(value) {
            return last;
        }
        let last = self.permute(value, &order_last(rank_of(value)), before);
        self.last.insert(value_id(value), last);
        last
    }

    fn permute(
        &mut self,
        value: Value<'c, 'c>,
        order: &[i64],
        before: OperationRef<'c, 'c>,
    ) -> Value<'c, 'c> {
        self.permuted += 1;
        let ty = permuted(value.r#type(), order);
        self.build("mlx.permute", &[value], &[("dims", self.list(order))], &[ty], before)
            .results()
            .next()
            .map(Value::from)
            .unwrap_or(value)
    }

    fn list(&self, values: &[i64]) -> Attribute<'c> {
        DenseI64ArrayAttribute::new(self.context, values).into()
    }

    fn int(&self, value: i64) -> Attribute<'c> {
        IntegerAttribute::new(IntegerType::new(self.context, 64).into(), value).into()
    }

    fn build(
        &self,
        name: &str,
        operands: &[Value<'c, 'c>],
        attributes: &[(&str, Attribute<'c>)],
        types: &[Type<'c>],
        before: OperationRef<'c, 'c>,
    ) -> OperationRef<'c, 'c> {
        let attributes: Vec<_> = attributes
            .iter()
            .map(|(name, value)| (Identifier::new(self.context, name), *value))
            .collect();
        let location: Location = before.location();
        let op = OperationBuilder::new(name, location)
            .add_operands(operands)
            .add_attributes(&attributes)
            .add_results(types)
            .build()
            .expect("an op without regions can be built");
        outlive_op(self.block.insert_operation_before(before, op))
    }

    /// An op again, of other operands, under another name, with one attribute of another value. Its
    /// results have the channels last where they have as many dimensions as the image.
    fn again(
        &mut self,
        op: OperationRef<'c, 'c>,
        name: &str,
        operands: &[Value<'c, 'c>],
        changed: Option<(&str, Attribute<'c>)>,
        rank: usize,
    ) {
        let mut attributes: Vec<_> = op
            .attributes()
            .map(|(name, value)| {
                (name.as_string_ref().as_str().unwrap_or_default().to_owned(), value)
            })
            .filter(|(name, _)| changed.is_none_or(|(changed, _)| changed != name))
            .collect();
        attributes.extend(changed.map(|(name, value)| (name.to_owned(), value)));
        let attributes: Vec<_> =
            attributes.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let results: Vec<Value> = op.results().map(Value::from).collect();
        let is_image = |value: &Value| rank_of(*value) == rank && rank > 2;
        let types: Vec<Type> = results
            .iter()
            .map(|value| match is_image(value) {
                true => permuted(value.r#type(), &order_last(rank)),
                false => value.r#type(),
            })
            .collect();
        let new = self.build(name, operands, &attributes, &types, op);
        for (old, new) in results.into_iter().zip(new.results()) {
            match is_image(&old) {
                true => {
                    self.only_last.insert(value_id(old), new.into());
                }
                false => replace_uses(old, new.into()),
            }
        }
        self.replaced.push(op);
    }

    fn convolution(
        &mut self,
        op: OperationRef<'c, 'c>,
        target: &'static OpDef,
        arguments: &Arguments,
        counts: &[usize],
    ) -> Option<()> {
        let mut operands: Vec<Value> = op.operands().collect();
        let (image, weight) = (operands[0], operands[1]);
        let rank = rank_of(image);
        if rank != rank_of(weight) || rank < 3 || counts[..2] != [1, 1] {
            return None;
        }
        let name = target.name.strip_prefix(PREFIX)?;
        operands[1] = match is_transposed(name, arguments) {
            true => self.transposed_weight(weight, arguments.int("groups").ok()?, op)?,
            false => {
                self.materialize(weight, op);
                let weight = op.operands().nth(1)?;
                self.permute_weight(weight, &order_last(rank), op)
            }
        };
        operands[0] = self.channels_last(image, op);
        self.again(op, target.name, &operands, None, rank);
        Some(())
    }

    /// A permutation of a weight, which counts as none of an image.
    fn permute_weight(
        &mut self,
        weight: Value<'c, 'c>,
        order: &[i64],
        before: OperationRef<'c, 'c>,
    ) -> Value<'c, 'c> {
        let count = self.permuted;
        let value = self.permute(weight, order, before);
        self.permuted = count;
        value
    }

    /// `[I, O / groups, ...]` as `[O, ..., I / groups]`.
    fn transposed_weight(
        &mut self,
        weight: Value<'c, 'c>,
        groups: i64,
        before: OperationRef<'c, 'c>,
    ) -> Option<Value<'c, 'c>> {
        let sizes: Vec<i64> = shape_of(weight.r#type()).into_iter().collect::<Option<_>>()?;
        let (inputs, outputs, kernel) = (sizes[0], sizes[1], &sizes[2..]);
        let grouped = [&[groups, inputs / groups, outputs], kernel].concat();
        let value = self.view(weight, &grouped, before)?;
        // The groups, what each gives, the kernel, what each takes.
        let count = grouped.len() as i64;
        let order: Vec<i64> = [0].into_iter().chain(2..count).chain([1]).collect();
        let value = self.permute_weight(value, &order, before);
        let flat = [&[groups * outputs], kernel, &[inputs / groups]].concat();
        self.view(value, &flat, before)
    }

    fn view(
        &self,
        value: Value<'c, 'c>,
        sizes: &[i64],
        before: OperationRef<'c, 'c>,
    ) -> Option<Value<'c, 'c>> {
        let element = element_type(value.r#type())?;
        let ty = ir::ranked_tensor(sizes, element);
        let attributes = [("static_size", self.list(sizes))];
        Some(self.build("mlx.view", &[value], &attributes, &[ty], before).results().next()?.into())
    }

    /// A pool, norm, or the like of an image that has the channels last already.
    fn image(
        &mut self,
        op: OperationRef<'c, 'c>,
        target: &'static OpDef,
        counts: &[usize],
    ) -> Option<()> {
        let mut operands: Vec<Value> = op.operands().collect();
        let rank = rank_of(*operands.first()?);
        let dims = target.name.chars().find(char::is_ascii_digit).and_then(|c| c.to_digit(10));
        if counts.first() != Some(&1) || dims.is_some_and(|dims| rank != dims as usize + 2) {
            return None;
        }
        operands[0] = self.known_last(operands[0])?;
        for operand in operands.iter().skip(1) {
            self.materialize(*operand, op);
        }
        let rest: Vec<Value> = op.operands().skip(1).collect();
        operands.splice(1.., rest);
        self.again(op, target.name, &operands, None, rank);
        Some(())
    }

    fn elementwise(&mut self, op: OperationRef<'c, 'c>, own: &'static OpDef) -> Option<()> {
        let operands: Vec<Value> = op.operands().collect();
        let rank = operands
            .iter()
            .filter(|value| self.known_last(**value).is_some())
            .map(|value| rank_of(*value))
            .max()?;
        let widest = op.results().map(|result| rank_of(result.into())).max()?;
        if widest != rank {
            return None;
        }
        let mut reordered = vec![];
        for value in operands {
            reordered.push(self.broadcast_last(value, rank, op));
        }
        self.again(op, own.name, &reordered, None, rank);
        Some(())
    }

    /// An operand of an elementwise op with the channels last.
    fn broadcast_last(
        &mut self,
        value: Value<'c, 'c>,
        rank: usize,
        op: OperationRef<'c, 'c>,
    ) -> Value<'c, 'c> {
        let own = match ir::type_of(value) {
            Some(ValueType::Tensor(tensor)) => tensor.rank(),
            _ => return value,
        };
        // One number goes with all.
        if shape_of(value.r#type()).iter().all(|size| *size == Some(1)) && own < rank {
            return value;
        }
        if own == rank {
            return self.channels_last(value, op);
        }
        let mut value = value;
        let mut sizes: Vec<i64> =
            shape_of(value.r#type()).into_iter().map(|size| size.unwrap_or(DYNAMIC)).collect();
        while sizes.len() < rank {
            sizes.insert(0, 1);
            let Some(element) = element_type(value.r#type()) else { return value };
            let ty = ir::ranked_tensor(&sizes, element);
            let new = self.build("mlx.unsqueeze", &[value], &[("dim", self.int(0))], &[ty], op);
            value = new.results().next().map_or(value, Value::from);
        }
        self.permute_weight(value, &order_last(rank), op)
    }

    /// An op that names dimensions, of other numbers with the channels last.
    fn renumbered(
        &mut self,
        op: OperationRef<'c, 'c>,
        own: &'static OpDef,
        arguments: &Arguments,
        dims: &Dims,
    ) -> Option<()> {
        let operands: Vec<Value> = op.operands().collect();
        let known = operands.iter().find(|value| self.known_last(**value).is_some())?;
        let rank = rank_of(*known);
        let keeps = || arguments.bool("keepdim").unwrap_or(false);
        let (name, value) = match dims {
            Dims::One(name) => (*name, self.int(renumber(arguments.int(name).ok()?, rank))),
            Dims::ReducedOne(name) if keeps() => {
                (*name, self.int(renumber(arguments.opt_int(name).ok()??, rank)))
            }
            Dims::Some(name) => {
                (*name, self.list(&renumber_all(&arguments.ints(name).ok()?, rank)))
            }
            Dims::Reduced(name) => {
                let given = arguments.opt_ints(name).ok()??;
                let reduced = renumber_all(&given, rank);
                // What is left of [N, C] is in the same order.
                let spatial = (1..rank as i64 - 1).all(|dim| reduced.contains(&dim));
                if given.is_empty() || !(keeps() || spatial) {
                    return None;
                }
                (*name, self.list(&reduced))
            }
            Dims::Padding => {
                let pad = arguments.ints("pad").ok()?;
                if pad.len() > 2 * (rank - 1) {
                    return None;
                }
                let mut padding = vec![0; 2 * (rank - 1)];
                // The channels, then the rest, the last first.
                padding[2..].iter_mut().zip(&pad).for_each(|(to, from)| *to = *from);
                if pad.len() == 2 * (rank - 1) {
                    padding[..2].copy_from_slice(&pad[2 * (rank - 2)..]);
                }
                ("static_pad", self.list(&padding))
            }
            Dims::None | Dims::ReducedOne(_) => return None,
        };
        let mut reordered = vec![];
        for operand in operands {
            let is_image = rank_of(operand) == rank;
            reordered.push(match is_image {
                true => self.channels_last(operand, op),
                false => operand,
            });
        }
        self.again(op, own.name, &reordered, Some((name, value)), rank);
        Some(())
    }

    /// The size of an image.
    fn size(&mut self, op: OperationRef<'c, 'c>) -> Option<()> {
        let (arguments, _) = ir::arguments(op).ok()?;
        let image = op.operands().next()?;
        let last = *self.only_last.get(&value_id(image))?;
        let rank = rank_of(image);
        let dim = self.int(renumber(arguments.int("dim").ok()?, rank));
        self.again(op, "aten.sym_size.int", &[last], Some(("dim", dim)), rank);
        Some(())
    }
}

/// The number of dimensions of a tensor; 0 for a number.
fn rank_of(value: Value) -> usize {
    match ir::type_of(value) {
        Some(ValueType::Tensor(tensor)) => tensor.rank(),
        _ => 0,
    }
}

/// `[N, ..., C]` of `[N, C, ...]`.
fn order_last(rank: usize) -> Vec<i64> {
    [0].into_iter().chain(2..rank as i64).chain([1]).collect()
}

/// `[N, C, ...]` of `[N, ..., C]`.
fn order_first(rank: usize) -> Vec<i64> {
    [0, rank as i64 - 1].into_iter().chain(1..rank as i64 - 1).collect()
}

/// The number that a dimension has with the channels last.
fn renumber(dim: i64, rank: usize) -> i64 {
    let rank = rank as i64;
    match dim.rem_euclid(rank) {
        0 => 0,
        1 => rank - 1,
        dim => dim - 1,
    }
}

fn renumber_all(dims: &[i64], rank: usize) -> Vec<i64> {
    dims.iter().map(|dim| renumber(*dim, rank)).collect()
}

/// The type of a tensor with its dimensions in another order.
fn permuted<'c>(ty: Type<'c>, order: &[i64]) -> Type<'c> {
    let sizes = shape_of(ty);
    let size = |dim: &i64| sizes.get(*dim as usize).copied().flatten();
    let sizes: Vec<i64> = order.iter().map(|dim| size(dim).unwrap_or(DYNAMIC)).collect();
    match element_type(ty) {
        Some(element) => ir::ranked_tensor(&sizes, element),
        None => ty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_are_renumbered() {
        assert_eq!(order_last(4), [0, 2, 3, 1]);
        assert_eq!(order_first(4), [0, 3, 1, 2]);
        assert_eq!(renumber_all(&[0, 1, 2, 3, -1], 4), [0, 3, 1, 2, 2]);
    }

    #[test]
    fn every_op_with_dimensions_is_one_of_mlx() {
        for (name, dims) in &WITH_DIMS {
            let op = lookup(&format!("mlx.{name}")).unwrap_or_else(|| panic!("{name}"));
            let (Dims::One(param)
            | Dims::Some(param)
            | Dims::ReducedOne(param)
            | Dims::Reduced(param)) = dims
            else {
                continue;
            };
            assert!(op.params.iter().any(|own| own.name == *param), "{name} has no {param}");
        }
        for name in NOT_ELEMENTWISE {
            assert!(lookup(&format!("mlx.{name}")).is_some(), "{name}");
        }
    }
}
