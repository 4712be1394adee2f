//! Ops on quantized numbers: what may become an op of int8, and that op.

use melior::{
    Context,
    ir::{
        Attribute, Type,
        attribute::{DenseI64ArrayAttribute, FloatAttribute, TypeAttribute},
    },
};
use tricast_dialects::DType;
use tricast_mlir::{
    build::int_attribute,
    convert::DYNAMIC,
    ir::{dense_i32_array, element_dtype, scalar_dtype, shape_of},
    ranges::Range,
};

use super::{Builder, Entry, Function, Given, Item, OpItem};

pub const FUNCTIONS: &[Entry] = &[
    ("IsWithin", Function::Constraint(is_within)),
    ("IsPositive", Function::Constraint(is_positive)),
    ("CanScaleByChannel", Function::CanBuild(scale_by_channel)),
    ("MakeScaleByChannel", Function::Build(scale_by_channel)),
    ("CanWeightInt8Pack", Function::CanBuild(weight_int8pack)),
    ("MakeWeightInt8Pack", Function::Build(weight_int8pack)),
    ("CanWeightInt8PackScaled", Function::CanBuild(weight_int8pack_scaled)),
    ("MakeWeightInt8PackScaled", Function::Build(weight_int8pack_scaled)),
    ("CanLinearQcs4w", Function::CanBuild(linear_qcs4w)),
    ("MakeLinearQcs4w", Function::Build(linear_qcs4w)),
    ("CanLinearQ4gsw", Function::CanBuild(linear_q4gsw)),
    ("MakeLinearQ4gsw", Function::Build(linear_q4gsw)),
    ("CanLinearDq8caQ4gsw", Function::CanBuild(linear_dq8ca_q4gsw)),
    ("MakeLinearDq8caQ4gsw", Function::Build(linear_dq8ca_q4gsw)),
    ("CanLinearQ8taQ8csw", Function::CanBuild(linear_q8ta_q8csw)),
    ("MakeLinearQ8taQ8csw", Function::Build(linear_q8ta_q8csw)),
    ("CanQ8taProduct", Function::CanBuild(q8ta_product)),
    ("MakeQ8taProduct", Function::Build(q8ta_product)),
    ("CanQ8taAdd", Function::CanBuild(q8ta_add)),
    ("MakeQ8taAdd", Function::Build(q8ta_add)),
    ("CanQ8taRelu", Function::CanBuild(q8ta_relu)),
    ("MakeQ8taRelu", Function::Build(q8ta_relu)),
    ("CanQ8taPixelShuffle", Function::CanBuild(q8ta_pixel_shuffle)),
    ("MakeQ8taPixelShuffle", Function::Build(q8ta_pixel_shuffle)),
    ("CanEmbeddingQ4gsw", Function::CanBuild(embedding_q4gsw)),
    ("MakeEmbeddingQ4gsw", Function::Build(embedding_q4gsw)),
    ("CanEmbeddingOfBytes", Function::CanBuild(embedding_of_bytes)),
    ("MakeEmbeddingOfBytes", Function::Build(embedding_of_bytes)),
    ("CanLastRmsNorm", Function::CanBuild(last_rms_norm)),
    ("MakeLastRmsNorm", Function::Build(last_rms_norm)),
    ("CanPlainSdpa", Function::CanBuild(plain_sdpa)),
    ("MakePlainSdpa", Function::Build(plain_sdpa)),
    ("CanSelectAsSymint", Function::CanBuild(select_as_symint)),
    ("MakeSelectAsSymint", Function::Build(select_as_symint)),
];

/// The numbers that 4 bits hold.
const INT4: Range = [-8, 7];

//===-- Parts ---------------------------------------------------------------===//

fn is_within(given: &[Given]) -> Option<bool> {
    let &[value, least, largest] = given else { return None };
    Some(is_inside(value.value()?, [least.int()?, largest.int()?]))
}

fn is_inside(item: Item, [least, largest]: Range) -> bool {
    item.range.is_some_and(|[low, high]| low >= least && high <= largest)
}

fn is_positive(given: &[Given]) -> Option<bool> {
    let &[number] = given else { return None };
    Some(number.number().is_some_and(|number| number > 0.0 && number.is_finite()))
}

pub(super) fn int<'c>(op: &OpItem<'c>, name: &str) -> Option<i64> {
    Given::Attribute(op.attribute(name)?).int()
}

pub(super) fn ints<'c>(op: &OpItem<'c>, name: &str) -> Option<Vec<i64>> {
    Given::Attribute(op.attribute(name)?).ints()
}

fn number<'c>(op: &OpItem<'c>, name: &str) -> Option<f64> {
    Given::Attribute(op.attribute(name)?).number()
}

fn dtype<'c>(op: &OpItem<'c>, name: &str) -> Option<DType> {
    scalar_dtype(TypeAttribute::try_from(op.attribute(name)?).ok()?.value())
}

fn dtype_of(item: Item) -> Option<DType> {
    element_dtype(item.ty)
}

/// The dtype of an op's first result.
pub(super) fn result_dtype(op: &OpItem) -> Option<DType> {
    element_dtype(*op.results.first()?)
}

fn float<'c>(context: &'c Context, value: f64) -> Attribute<'c> {
    FloatAttribute::new(context, Type::float64(context), value).into()
}

fn list<'c>(context: &'c Context, values: &[i64]) -> Attribute<'c> {
    DenseI64ArrayAttribute::new(context, values).into()
}

/// The only result of a new op.
pub(super) fn one<'c>(
    b: &mut dyn Builder<'c>,
    name: &str,
    operands: &[Item<'c>],
    attributes: &[(&str, Attribute<'c>)],
) -> Option<Item<'c>> {
    let results = b.op(name, operands, attributes)?;
    results.first().filter(|_| results.len() == 1).copied()
}

/// A value in place of the result of an op: of its type.
pub(super) fn instead<'c>(root: &OpItem<'c>, item: Item<'c>) -> Option<Item<'c>> {
    (root.results.as_slice() == [item.ty]).then_some(item)
}

/// The scale and zero point of an op from or to int8 of the whole range, f32 on the other side.
struct Affine {
    scale: f64,
    zero_point: i64,
}

impl Affine {
    fn of(op: &OpItem) -> Option<Self> {
        let range = [int(op, "quant_min")?, int(op, "quant_max")?];
        let float =
            op.attribute("out_dtype").is_none_or(|_| dtype(op, "out_dtype") == Some(DType::F32));
        let scale = number(op, "scale").filter(|scale| *scale > 0.0 && scale.is_finite())?;
        let zero_point = int(op, "zero_point").filter(|point| (-128..=127).contains(point))?;
        let is_int8 = dtype(op, "dtype") == Some(DType::I8) && range == [-128, 127] && float;
        is_int8.then_some(Affine { scale, zero_point })
    }

    /// Whether another has the same numbers.
    fn is(&self, other: &Self) -> bool {
        self.scale == other.scale && self.zero_point == other.zero_point
    }

    /// As the attributes `<prefix>_scale` and `<prefix>_zero_point`.
    fn attributes<'c>(&self, context: &'c Context, prefix: &str) -> [(String, Attribute<'c>); 2] {
        [
            (format!("{prefix}_scale"), float(context, self.scale)),
            (format!("{prefix}_zero_point"), int_attribute(context, self.zero_point)),
        ]
    }
}

/// [`one`] with named attributes.
fn one_with<'c>(
    b: &mut dyn Builder<'c>,
    name: &str,
    operands: &[Item<'c>],
    attributes: &[(String, Attribute<'c>)],
) -> Option<Item<'c>> {
    let attributes: Vec<_> =
        attributes.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    one(b, name, operands, &attributes)
}

/// Whether the zero points of a weight are all 0.
pub(super) fn is_symmetric(op: &OpItem, zero_points: &str) -> bool {
    op.operand(zero_points).is_none_or(|points| is_inside(points, [0, 0]))
}

/// The bounds of an op's range, as far as it has them: integers, or floats that are whole.
fn bounds(op: &OpItem) -> [Option<f64>; 2] {
    let bound = |name| op.attribute(name).map(|_| number(op, name).unwrap_or(f64::NAN));
    ["quant_min", "quant_max"].map(bound)
}

/// Whether a range is as wide on both sides of 0, but for the least number.
fn is_balanced(op: &OpItem) -> bool {
    match bounds(op) {
        [Some(least), Some(largest)] => {
            largest > 0.0
                && largest.fract() == 0.0
                && (least == -largest || least == -largest - 1.0)
        }
        // The range of int8.
        [None, None] => true,
        _ => false,
    }
}

/// A constant int8 weight with its scales.
#[derive(Clone, Copy)]
struct Weight<'c> {
    values: Item<'c>,
    scales: Item<'c>,
    /// How many neighbours share a scale; 0 if all of a channel.
    group: i64,
}

impl<'c> Weight<'c> {
    fn new(values: Item<'c>, scales: Item<'c>, group: i64) -> Option<Self> {
        let is_constant = values.is_constant && scales.is_constant;
        (is_constant && dtype_of(values) == Some(DType::I8)).then_some(Weight {
            values,
            scales,
            group,
        })
    }

    /// Of `dequantize_per_channel` along a dimension, to f32.
    fn of_channels(op: &OpItem<'c>, axis: i64) -> Option<Self> {
        let scales = op.operand("scales")?;
        let values = op.operand("input")?;
        let rank = shape_of(values.ty).len() as i64;
        let own = int(op, "axis")?;
        let fits = (if own < 0 { own + rank } else { own }) == axis
            && is_balanced(op)
            && is_symmetric(op, "zero_points")
            && result_dtype(op) == Some(DType::F32)
            && shape_of(scales.ty).len() == 1;
        fits.then(|| Weight::new(values, scales, 0))?
    }

    /// Of `dequantize_affine` or `dequantize_per_channel_group`: a matrix in groups of each row.
    fn of_groups(op: &OpItem<'c>) -> Option<Self> {
        let affine = op.def?.name == "quantized.dequantize_affine";
        let values = op.operand("input")?;
        let (scales, zero_points, group) = if affine {
            let [1, group] = ints(op, "static_block_size")?[..] else { return None };
            ("scale", "zero_point", Some(group).filter(|group| *group > 0)?)
        } else {
            ("scales", "zero_points", int(op, "group_size")?)
        };
        let scales = op.operand(scales)?;
        // Steps of the second are in the dtype of the scales.
        let is_float = affine || result_dtype(op) == Some(DType::F32);
        let [Some(rows), Some(columns)] = shape_of(values.ty)[..] else { return None };
        let fits = is_balanced(op)
            && is_symmetric(op, zero_points)
            && is_float
            && is_inside(values, INT4)
            && columns % group == 0
            && shape_of(scales.ty) == [Some(rows), Some(columns / group)];
        fits.then(|| Weight::new(values, scales, group))?
    }

    fn parts(&self) -> [Item<'c>; 2] {
        [self.values, self.scales]
    }
}

/// The input of a linear op or convolution, and its bias, if any.
pub(super) fn product<'c>(op: &OpItem<'c>) -> Option<(Item<'c>, Option<Item<'c>>)> {
    Some((op.operand("input")?, op.operand("bias")))
}

//===-- Weights -------------------------------------------------------------===//

/// `dequantize_per_tensor` of a weight as `dequantize_per_channel`: (root).
fn scale_by_channel<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root] = given else { return None };
    let root = root.op()?;
    let values = root.operand("input").filter(|values| values.is_constant)?;
    let shape = shape_of(values.ty);
    let channels = shape.first().copied().flatten().filter(|_| shape.len() > 1)?;
    let (context, scale) = (b.context(), number(root, "scale")?);
    let is_plain = int(root, "zero_point")? == 0
        && dtype(root, "dtype") == Some(DType::I8)
        && result_dtype(root) == Some(DType::F32);
    if !is_plain {
        return None;
    }
    let f32_type: Attribute = TypeAttribute::new(Type::float32(context)).into();
    // The op has its scale in f32.
    let size = [
        ("static_size", list(context, &[channels])),
        ("static_fill_value", float(context, scale)),
        ("dtype", f32_type),
        ("operandSegmentSizes", dense_i32_array(context, &[0, 0])),
    ];
    let scales = one(b, "aten.full", &[], &size)?;
    let mut attributes = vec![("axis", int_attribute(context, 0))];
    for name in ["quant_min", "quant_max", "dtype"] {
        attributes.push((name, root.attribute(name)?));
    }
    instead(root, one(b, "quantized.dequantize_per_channel", &[values, scales], &attributes)?)
}

/// A value with its rows as one dimension, and how to have the rows of a result back.
fn rows<'c>(b: &mut dyn Builder<'c>, item: Item<'c>) -> Option<(Item<'c>, Option<Vec<i64>>)> {
    let shape = shape_of(item.ty);
    let (last, leading) = shape.split_last()?;
    if leading.len() == 1 {
        return Some((item, None));
    }
    // One size may be left open.
    let sizes = |size: &Option<i64>| size.unwrap_or(-1);
    let leading: Vec<i64> = leading.iter().map(sizes).collect();
    if leading.iter().filter(|size| **size < 0).count() > 1 {
        return None;
    }
    let count = if leading.contains(&-1) { -1 } else { leading.iter().product() };
    let size = list(b.context(), &[count, (*last)?]);
    Some((one(b, "aten.view", &[item], &[("static_size", size)])?, Some(leading)))
}

/// What was made of rows, with the dimensions that they had.
fn unrolled<'c>(
    b: &mut dyn Builder<'c>,
    item: Item<'c>,
    leading: Option<Vec<i64>>,
) -> Option<Item<'c>> {
    let Some(mut sizes) = leading else { return Some(item) };
    sizes.push((*shape_of(item.ty).last()?)?);
    let size = list(b.context(), &sizes);
    one(b, "aten.view", &[item], &[("static_size", size)])
}

fn plus<'c>(b: &mut dyn Builder<'c>, item: Item<'c>, bias: Option<Item<'c>>) -> Option<Item<'c>> {
    match bias {
        Some(bias) => {
            let alpha = int_attribute(b.context(), 1);
            one(b, "aten.add.Tensor", &[item, bias], &[("alpha", alpha)])
        }
        None => Some(item),
    }
}

/// A linear op with an int8 weight of channels: (root, weight).
fn weight_int8pack<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root, weight] = given else { return None };
    let root = root.op()?;
    let weight = Weight::of_channels(weight.op()?, 0)?;
    let (input, bias) = product(root)?;
    let (input, leading) = rows(b, input)?;
    let [values, scales] = weight.parts();
    let result = one(b, "aten._weight_int8pack_mm", &[input, values, scales], &[])?;
    let result = unrolled(b, result, leading)?;
    instead(root, plus(b, result, bias)?)
}

/// A product with a weight of int8 that is scaled afterwards: (root, product, weight, scales), where
/// the weight is `[N, K]` yet.
fn weight_int8pack_scaled<'c>(
    b: &mut dyn Builder<'c>,
    given: &[Given<'_, 'c>],
) -> Option<Item<'c>> {
    let &[root, product, weight, scales] = given else { return None };
    let (root, weight, scales) = (root.op()?, weight.value()?, scales.value()?);
    let input = product.op()?.operand("self")?;
    let weight = Weight::new(weight, scales, 0)?;
    // The op does not round the product before it is scaled.
    if [scales, input].iter().any(|item| dtype_of(*item) != Some(DType::F32)) {
        return None;
    }
    let [values, scales] = weight.parts();
    instead(root, one(b, "aten._weight_int8pack_mm", &[input, values, scales], &[])?)
}

/// A linear op with a 4-bit weight of channels: (root, weight).
fn linear_qcs4w<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root, weight] = given else { return None };
    let root = root.op()?;
    let weight = Weight::of_channels(weight.op()?, 0)?;
    let (input, bias) = product(root)?;
    let [values, scales] = weight.parts();
    if !is_inside(values, INT4) {
        return None;
    }
    let result = one(b, "et_vk.linear_qcs4w", &[input, values, scales], &[])?;
    instead(root, plus(b, result, bias)?)
}

/// A linear op with a 4-bit weight of groups: (root, weight).
fn linear_q4gsw<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root, weight] = given else { return None };
    let root = root.op()?;
    let weight = Weight::of_groups(weight.op()?)?;
    let (input, bias) = product(root)?;
    let mut operands = vec![input];
    operands.extend(weight.parts());
    operands.extend(bias);
    let group = [("group_size", int_attribute(b.context(), weight.group))];
    instead(root, one(b, "et_vk.linear_q4gsw", &operands, &group)?)
}

//===-- Inputs --------------------------------------------------------------===//

/// Whether an op quantizes rows to int8, or does the inverse.
fn is_by_row(op: &OpItem) -> Option<bool> {
    let name = op.def?.name;
    let is_affine = name.ends_with("quantize_affine");
    if is_affine {
        let (last, leading) =
            shape_of(op.operand("input")?.ty).split_last().map(|(l, r)| (*l, r.len()))?;
        let (block, ones) =
            ints(op, "static_block_size")?.split_last().map(|(l, r)| (*l, r.to_vec()))?;
        if block == DYNAMIC || Some(block) != last || ones != vec![1; leading] {
            return Some(false);
        }
    }
    let quantizes = !name.contains("dequantize");
    let range = bounds(op);
    let full = range == [Some(-128.0), Some(127.0)] || (is_affine && range == [None, None]);
    let dtype = match (is_affine, quantizes) {
        (true, true) => dtype(op, "output_dtype"),
        (true, false) => dtype(op, "input_dtype"),
        _ => dtype(op, "dtype"),
    };
    Some(full && dtype == Some(DType::I8))
}

/// `linear_q4gsw` of rows that were quantized: (root, quantize, dequantize), both with the same
/// scales and zero points.
fn linear_dq8ca_q4gsw<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root, quantize, dequantize] = given else { return None };
    let (root, quantize, dequantize) = (root.op()?, quantize.op()?, dequantize.op()?);
    if !is_by_row(quantize)? || !is_by_row(dequantize)? {
        return None;
    }
    let input = quantize.operand("input")?;
    // The names of both forms.
    let operand = |names: [&str; 2]| names.iter().find_map(|name| quantize.operand(name));
    let (scales, points) = (operand(["scale", "scales"])?, operand(["zero_point", "zero_points"])?);
    if dtype_of(input) != result_dtype(dequantize) {
        return None;
    }
    // Those of tokens broadcast: only with one for each row are they what the op takes.
    let is_token = quantize.def?.name.ends_with("_per_token");
    if is_token && ![scales, points].into_iter().all(|part| is_of_rows(part, input)) {
        return None;
    }
    // What they dequantize is moved in the dtype of the zero points: one of 8 bits overflows.
    if is_token && matches!(dtype_of(points), Some(DType::I8 | DType::U8)) {
        return None;
    }
    let mut operands = vec![input, scales, points];
    operands
        .extend(["weights", "weight_scales"].map(|name| root.operand(name)).into_iter().flatten());
    operands.extend(root.operand("bias"));
    let group = [("group_size", root.attribute("group_size")?)];
    instead(root, one(b, "et_vk.linear_dq8ca_q4gsw", &operands, &group)?)
}

/// Whether a value has one number for each row of another.
fn is_of_rows(part: Item, of: Item) -> bool {
    let (mut rows, sizes) = (shape_of(of.ty), shape_of(part.ty));
    if let Some(last) = rows.last_mut() {
        *last = Some(1);
    }
    rows == sizes && rows.iter().all(Option::is_some)
}

/// A linear op of a tensor that was quantized: (root, quantize, dequantize, weight).
fn linear_q8ta_q8csw<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root, quantize, dequantize, weight] = given else { return None };
    let (root, quantize) = (root.op()?, quantize.op()?);
    let affine = Affine::of(quantize)?;
    if !affine.is(&Affine::of(dequantize.op()?)?) {
        return None;
    }
    let mut operands = vec![quantize.operand("input")?];
    operands.extend(Weight::of_channels(weight.op()?, 0)?.parts());
    operands.extend(root.operand("bias"));
    let attributes = affine.attributes(b.context(), "input");
    instead(root, one_with(b, "et_vk.linear_q8ta_q8csw", &operands, &attributes)?)
}

//===-- int8 to int8 --------------------------------------------------------===//

/// A product from int8 to int8: (root, product, dequantize, weight, activation).
fn q8ta_product<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root, product, input, weight, activation] = given else { return None };
    let (root, product, input) = (root.op()?, product.op()?, input.op()?);
    let (name, axis, lists): (_, _, &[&str]) = match product.def?.name {
        "aten.linear" => ("et_vk.q8ta_linear", 0, &[]),
        "aten.conv2d" => ("et_vk.q8ta_conv2d", 0, &["stride", "padding", "dilation", "groups"]),
        "aten.conv_transpose2d.input" => (
            "et_vk.q8ta_conv2d_transposed",
            1,
            &["stride", "padding", "output_padding", "dilation", "groups"],
        ),
        _ => return None,
    };
    let context = b.context();
    let mut operands = vec![input.operand("input")?];
    operands.extend(Weight::of_channels(weight.op()?, axis)?.parts());
    operands.extend(product.operand("bias"));
    let mut attributes = Affine::of(input)?.attributes(context, "input").to_vec();
    attributes.extend(Affine::of(root)?.attributes(context, "output"));
    attributes.push(("activation".into(), activation.attribute()?));
    for list in lists {
        attributes.push(((*list).into(), product.attribute(list)?));
    }
    instead(root, one_with(b, name, &operands, &attributes)?)
}

/// A sum from int8 to int8: (root, sum, dequantize, dequantize).
fn q8ta_add<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root, sum, left, right] = given else { return None };
    let (root, left, right) = (root.op()?, left.op()?, right.op()?);
    let context = b.context();
    let mut attributes = vec![];
    for (op, prefix) in [(left, "input_a"), (right, "input_b"), (root, "output")] {
        attributes.extend(Affine::of(op)?.attributes(context, prefix));
    }
    attributes.push(("alpha".into(), float(context, number(sum.op()?, "alpha")?)));
    let operands = [left.operand("input")?, right.operand("input")?];
    instead(root, one_with(b, "et_vk.q8ta_add", &operands, &attributes)?)
}

/// What is above 0, from int8 to int8: (root, dequantize).
fn q8ta_relu<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root, input] = given else { return None };
    let (root, input, context) = (root.op()?, input.op()?, b.context());
    let mut attributes = Affine::of(input)?.attributes(context, "input").to_vec();
    attributes.extend(Affine::of(root)?.attributes(context, "output"));
    instead(root, one_with(b, "et_vk.q8ta_relu", &[input.operand("input")?], &attributes)?)
}

/// Channels to pixels, from int8 to int8: (root, shuffle, dequantize).
fn q8ta_pixel_shuffle<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root, shuffle, input] = given else { return None };
    let (root, shuffle, input, context) = (root.op()?, shuffle.op()?, input.op()?, b.context());
    let output = Affine::of(root)?;
    let mut attributes = Affine::of(input)?.attributes(context, "input").to_vec();
    attributes.push(("output_inv_scale".into(), float(context, 1.0 / output.scale)));
    attributes.push(("output_zero_point".into(), int_attribute(context, output.zero_point)));
    attributes.push(("upscale_factor".into(), shuffle.attribute("upscale_factor")?));
    instead(root, one_with(b, "et_vk.q8ta_pixel_shuffle", &[input.operand("input")?], &attributes)?)
}

//===-- Embedding -----------------------------------------------------------===//

/// The rows of a table that is dequantized first: (root, weight).
fn embedding_q4gsw<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root, weight] = given else { return None };
    let root = root.op()?;
    let weight = Weight::of_groups(weight.op()?)?;
    let [values, scales] = weight.parts();
    let group = [("group_size", int_attribute(b.context(), weight.group))];
    let operands = [values, scales, root.operand("indices")?];
    instead(root, one(b, "et_vk.embedding_q4gsw", &operands, &group)?)
}

/// The rows of a table of which a byte has two elements: (root).
fn embedding_of_bytes<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root] = given else { return None };
    let root = root.op()?;
    let (bytes, scales) = (root.operand("weight")?, root.operand("weight_scales")?);
    let [Some(rows), Some(count)] = shape_of(bytes.ty)[..] else { return None };
    let [_, Some(groups)] = shape_of(scales.ty)[..] else { return None };
    let columns = 2 * count;
    let range = [int(root, "weight_quant_min")?, int(root, "weight_quant_max")?];
    let fits = bytes.is_constant
        && scales.is_constant
        && dtype_of(bytes) == Some(DType::U8)
        && range == INT4
        && groups > 0
        && columns % groups == 0
        && is_symmetric(root, "weight_zero_points");
    if !fits {
        return None;
    }
    let values = unpacked(b, bytes, [rows, columns])?;
    let group = [("group_size", int_attribute(b.context(), columns / groups))];
    let operands = [values, scales, root.operand("indices")?];
    instead(root, one(b, "et_vk.embedding_q4gsw", &operands, &group)?)
}

/// The numbers in [-8, 7] of which bytes have two each, the first in the upper half, plus 8.
fn unpacked<'c>(b: &mut dyn Builder<'c>, bytes: Item<'c>, sizes: [i64; 2]) -> Option<Item<'c>> {
    let context = b.context();
    let int = |value| int_attribute(context, value);
    let high =
        one(b, "aten.bitwise_right_shift.Tensor_Scalar", &[bytes], &[("static_other", int(4))])?;
    let low = one(b, "aten.bitwise_and.Scalar", &[bytes], &[("static_other", int(15))])?;
    let pairs = one(b, "aten.stack", &[high, low], &[("dim", int(-1))])?;
    let all = one(b, "aten.view", &[pairs], &[("static_size", list(context, &sizes))])?;
    let int8 = TypeAttribute::new(melior::ir::r#type::IntegerType::new(context, 8).into());
    let moved = one(b, "aten._to_copy", &[all], &[("dtype", int8.into())])?;
    one(b, "aten.sub.Scalar", &[moved], &[("static_other", int(8))])
}

//===-- Floats --------------------------------------------------------------===//

/// `rms_norm` over the last dimension: (root).
fn last_rms_norm<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root] = given else { return None };
    let root = root.op()?;
    let (input, weight) = (root.operand("input")?, root.operand("weight")?);
    let eps = [("eps", root.attribute("eps")?)];
    instead(root, one(b, "et_vk.rms_norm", &[input, weight], &eps)?)
}

/// Attention: (root).
fn plain_sdpa<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root] = given else { return None };
    let root = root.op()?;
    let is_false = |name| root.attribute(name).is_some_and(|it| it.to_string() == "false");
    if number(root, "dropout_p")? != 0.0 || !is_false("is_causal") || !is_false("enable_gqa") {
        return None;
    }
    let mut operands = vec![];
    for name in ["query", "key", "value"] {
        operands.push(root.operand(name)?);
    }
    operands.extend(root.operand("attn_mask"));
    let scale: Vec<_> = root.attribute("scale").map(|scale| ("scale", scale)).into_iter().collect();
    instead(root, one(b, "et_vk.sdpa", &operands, &scale)?)
}

/// An element as a number: (root, element).
fn select_as_symint<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root, element] = given else { return None };
    let (root, element) = (root.op()?, element.op()?);
    let mut attributes = vec![("dim", element.attribute("dim")?)];
    attributes.push(("index", element.attribute("static_index")?));
    instead(root, one(b, "et_vk.select_as_symint", &[element.operand("self")?], &attributes)?)
}
