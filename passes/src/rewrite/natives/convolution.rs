//! Factors and shifts of channels, in the weights of convolutions and of `aten.linear`.

use melior::ir::attribute::DenseI32ArrayAttribute;
use tricast_mlir::rewrite::element_type;

use super::{
    Builder, Entry, Function, Given, Item, OpItem,
    views::{ints, known},
};

pub const FUNCTIONS: &[Entry] = &[
    (
        "ConvolutionOfFactor",
        Function::Build(|builder, given| of_factor(builder, "aten.convolution", given)),
    ),
    ("ConvolutionPlus", Function::Build(convolution_plus)),
    ("CanConvolutionOfBatchNorm", Function::CanBuild(convolution_of_batch_norm)),
    ("ConvolutionOfBatchNorm", Function::Build(convolution_of_batch_norm)),
    ("LinearOfFactor", Function::Build(|builder, given| of_factor(builder, "aten.linear", given))),
    ("Row", Function::Build(row)),
];

fn one<'c>(builder: &mut dyn Builder<'c>, name: &str, operands: &[Item<'c>]) -> Option<Item<'c>> {
    builder.op(name, operands, &[])?.first().copied()
}

fn view<'c>(builder: &mut dyn Builder<'c>, of: Item<'c>, sizes: &[i64]) -> Option<Item<'c>> {
    let sizes = ints(builder.context(), sizes);
    builder.op("aten.view", &[of], &[("static_size", sizes)])?.first().copied()
}

/// An op like another, on these operands.
fn like<'c>(
    builder: &mut dyn Builder<'c>,
    name: &str,
    op: &OpItem<'c>,
    operands: &[Item<'c>],
) -> Option<Item<'c>> {
    let attributes: Vec<_> =
        op.attributes.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    builder.op(name, operands, &attributes)?.first().copied()
}

/// A value with a number per channel as a row.
fn row<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[of] = given else { return None };
    let count = known(of)?.into_iter().product();
    view(builder, of.value()?, &[count])
}

/// convolution(x, w f, b f) or linear(x, w f, b f), where the row f has a number per output.
fn of_factor<'c>(
    builder: &mut dyn Builder<'c>,
    name: &str,
    given: &[Given<'_, 'c>],
) -> Option<Item<'c>> {
    let &[product, factor] = given else { return None };
    let op = product.op()?;
    let factor = factor.value()?;
    let weight = scaled(builder, *op.operands.get(1)?, factor)?;
    let mut operands = vec![op.operands[0], weight];
    if let Some(bias) = op.operands.get(2) {
        operands.push(one(builder, "aten.mul.Tensor", &[*bias, factor])?);
    }
    like(builder, name, op, &operands)
}

/// A weight times a row that has a number per output channel, which come first.
fn scaled<'c>(
    builder: &mut dyn Builder<'c>,
    weight: Item<'c>,
    factor: Item<'c>,
) -> Option<Item<'c>> {
    let mut sizes = vec![1; known(Given::Value(weight))?.len()];
    *sizes.first_mut()? = *known(Given::Value(factor))?.first()?;
    let column = view(builder, factor, &sizes)?;
    one(builder, "aten.mul.Tensor", &[weight, column])
}

/// convolution(x, w, b + s), where the row s has a number per output channel.
fn convolution_plus<'c>(
    builder: &mut dyn Builder<'c>,
    given: &[Given<'_, 'c>],
) -> Option<Item<'c>> {
    let &[convolution, shift] = given else { return None };
    let op = convolution.op()?;
    let shift = shift.value()?;
    let bias = match op.operands.get(2) {
        Some(bias) => one(builder, "aten.add.Tensor", &[*bias, shift])?,
        None => shift,
    };
    let operands = [*op.operands.first()?, *op.operands.get(1)?, bias];
    like(builder, "aten.convolution", op, &operands)
}

/// convolution(x, w f, (b - m) f + h) with f = g (v + ε)^-½, for the `aten.batch_norm` of a
/// convolution that is not in training. Given are both ops.
fn convolution_of_batch_norm<'c>(
    builder: &mut dyn Builder<'c>,
    given: &[Given<'_, 'c>],
) -> Option<Item<'c>> {
    let &[convolution, norm] = given else { return None };
    let (op, norm) = (convolution.op()?, norm.op()?);
    let segments = DenseI32ArrayAttribute::try_from(norm.attribute("operandSegmentSizes")?).ok()?;
    let has = |param| segments.element(param).ok() == Some(1);
    let mut operands = norm.operands.iter().copied();
    let mut next = |param| has(param).then(|| operands.next()).flatten();
    let (_, weight, bias) = (next(0)?, next(1), next(2));
    let (mean, variance) = (next(3)?, next(4)?);
    let kernel = *op.operands.get(1)?;
    let all = [weight, bias, op.operands.get(2).copied(), Some(mean), Some(variance)];
    let dtype = element_type(kernel.ty)?;
    let fits = |item: &Item| item.is_constant && element_type(item.ty) == Some(dtype);
    (fits(&kernel) && all.iter().flatten().all(fits)).then_some(())?;
    let epsilon = norm.attribute("eps")?;
    let shifted = builder.op("aten.add.Scalar", &[variance], &[("static_other", epsilon)])?;
    let mut factor = one(builder, "aten.rsqrt", &shifted)?;
    if let Some(weight) = weight {
        factor = one(builder, "aten.mul.Tensor", &[weight, factor])?;
    }
    let kernel = scaled(builder, kernel, factor)?;
    let mut shift = match op.operands.get(2) {
        Some(own) => one(builder, "aten.sub.Tensor", &[*own, mean])?,
        None => one(builder, "aten.neg", &[mean])?,
    };
    shift = one(builder, "aten.mul.Tensor", &[shift, factor])?;
    if let Some(bias) = bias {
        shift = one(builder, "aten.add.Tensor", &[shift, bias])?;
    }
    like(builder, "aten.convolution", op, &[op.operands[0], kernel, shift])
}
