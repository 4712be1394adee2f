//! What MLX has kernels of its own for.

use melior::ir::attribute::DenseI64ArrayAttribute;
use tricast_dialects::DType;
use tricast_mlir::{
    build::int_attribute,
    ir::{dense_i32_array, element_dtype, shape_of},
};

use super::{
    Builder, Entry, Function, Given, Item, OpItem, SEGMENTS,
    quantization::{instead, int, ints, is_symmetric, one, product, result_dtype},
};

pub const FUNCTIONS: &[Entry] = &[
    ("CanRope", Function::CanBuild(rope)),
    ("MakeRope", Function::Build(rope)),
    ("CanRopeFrom", Function::CanBuild(rope_from)),
    ("MakeRopeFrom", Function::Build(rope_from)),
    ("CanQuantizedLinear", Function::CanBuild(quantized_linear)),
    ("MakeQuantizedLinear", Function::Build(quantized_linear)),
];

/// How many numbers MLX lets share a scale.
const GROUPS: [i64; 3] = [128, 64, 32];

/// `mlx.rope` of `[batch, heads, positions, size]` with the positions from 0 on: (x, frequencies,
/// positions, angles).
fn rope<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[x, frequencies, positions, angles] = given else { return None };
    let (x, frequencies) = (x.value()?, frequencies.value()?);
    let counted = positions.sizes()?;
    if !has_angles(x, angles.value()?) || counted != [shape_of(x.ty)[2]] {
        return None;
    }
    one(b, "mlx.rope", &[x, frequencies], &[]).filter(|item| item.ty == x.ty)
}

/// The same of one position: (x, frequencies, position, angles).
fn rope_from<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[x, frequencies, position, angles] = given else { return None };
    let (x, frequencies, position) = (x.value()?, frequencies.value()?, position.value()?);
    if !has_angles(x, angles.value()?) || shape_of(x.ty)[2] != Some(1) {
        return None;
    }
    one(b, "mlx.rope", &[x, frequencies, position], &[]).filter(|item| item.ty == x.ty)
}

/// Whether angles, in f32, are those of one sequence of the positions that `x` has, each twice.
fn has_angles(x: Item, angles: Item) -> bool {
    let sizes = shape_of(x.ty);
    let is_f32 = |item: Item| element_dtype(item.ty) == Some(DType::F32);
    is_f32(x)
        && is_f32(angles)
        && sizes.len() == 4
        && sizes[2..].iter().all(Option::is_some)
        && shape_of(angles.ty) == [Some(1), sizes[2], sizes[3]]
}

/// A linear op with a weight in groups: (root, weight).
fn quantized_linear<'c>(b: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[root, weight] = given else { return None };
    let (root, weight) = (root.op()?, weight.op()?);
    let (input, bias) = product(root)?;
    let values = weight.operand("input")?;
    let [Some(rows), Some(columns)] = shape_of(values.ty)[..] else { return None };
    let group = group_of(weight, columns)?;
    let is_affine = weight.def?.name == "quantized.dequantize_affine";
    let [scales, points] =
        if is_affine { ["scale", "zero_point"] } else { ["scales", "zero_points"] };
    let scales = weight.operand(scales)?;
    // Of a scale for each row there is one dimension.
    let sizes = [vec![Some(rows), Some(columns / group)], vec![Some(rows)]];
    let sizes = &sizes[usize::from(is_by_channel(weight))];
    let zero_points = weight.operand(points).filter(|_| !is_symmetric(weight, points));
    let parts: Vec<Item> = [scales].into_iter().chain(zero_points).collect();
    let fits = columns % group == 0
        && values.is_constant
        && element_dtype(values.ty) == Some(DType::I8)
        && parts.iter().all(|part| part.is_constant && shape_of(part.ty) == *sizes)
        && result_dtype(weight) == element_dtype(input.ty)
        && element_dtype(scales.ty) == Some(DType::F32);
    let size = *GROUPS.iter().find(|size| group % **size == 0).filter(|_| fits)?;
    let mut operands = vec![input, values];
    for part in parts {
        operands.push(repeated(b, part, rows, group / size)?);
    }
    operands.extend(bias);
    let context = b.context();
    let given = [1, 1, 1, i32::from(zero_points.is_some()), i32::from(bias.is_some())];
    let attributes = [
        ("group_size", int_attribute(context, size)),
        (SEGMENTS, dense_i32_array(context, &given)),
    ];
    instead(root, one(b, "mlx.quantized_linear", &operands, &attributes)?)
}

fn is_by_channel(weight: &OpItem) -> bool {
    weight.def.is_some_and(|def| def.name == "quantized.dequantize_per_channel")
}

/// How many neighbours in a row share a scale.
fn group_of(weight: &OpItem, columns: i64) -> Option<i64> {
    if is_by_channel(weight) {
        return (int(weight, "axis")? == 0).then_some(columns);
    }
    let group = match ints(weight, "static_block_size").as_deref() {
        Some([1, group]) => *group,
        Some(_) => return None,
        None => int(weight, "group_size")?,
    };
    (group > 0).then_some(group)
}

/// Each number of a row as many times.
fn repeated<'c>(
    b: &mut dyn Builder<'c>,
    part: Item<'c>,
    rows: i64,
    times: i64,
) -> Option<Item<'c>> {
    let context = b.context();
    let part = match shape_of(part.ty).len() {
        1 => {
            let sizes = DenseI64ArrayAttribute::new(context, &[rows, 1]).into();
            one(b, "aten.view", &[part], &[("static_size", sizes)])?
        }
        _ => part,
    };
    if times == 1 {
        return Some(part);
    }
    let attributes = [
        ("static_repeats", int_attribute(context, times)),
        ("dim", int_attribute(context, 1)),
        (SEGMENTS, dense_i32_array(context, &[1, 0, 0])),
    ];
    one(b, "aten.repeat_interleave.self_int", &[part], &attributes)
}
