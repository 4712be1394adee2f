//! Normalization by mean and variance.

use tricast_dialects::DType;

use super::{
    super::{
        SEGMENTS,
        make::{Arg, Make, dtype, from_front, rank, sizes},
    },
    Item, One, OpItem, Parts, reduction,
};

pub const ONES: &[(&str, One)] = &[
    ("layer_norm", layer_norm),
    ("group_norm", group_norm),
    ("batch_norm", batch_norm),
    ("instance_norm", instance_norm),
    ("rms_norm", |m, op| Some(rms_norm(m, op)?[0])),
    ("_weight_norm", |m, op| Some(weight_norm(m, op)?[0])),
];

pub const PARTS: &[(&str, Parts)] = &[
    ("_fused_rms_norm", rms_norm),
    ("_weight_norm_interface", weight_norm),
    ("native_batch_norm", native_batch_norm),
    ("_native_batch_norm_legit_functional", functional_batch_norm),
    ("_batch_norm_with_update_functional", batch_norm_with_update),
];

fn layer_norm<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let args = [
        ("normalized_shape", op.own("normalized_shape")?),
        ("eps", op.own("eps")?),
        (SEGMENTS, op.attribute(SEGMENTS).map(Arg::Own)?),
    ];
    m.op("native_layer_norm", &op.operands, &args)
}

fn group_norm<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.operand("input")?;
    let shape = sizes(x)?;
    let &[n, c, ref others @ ..] = shape.as_slice() else { return None };
    let (weight, bias) = (op.operand("weight"), op.operand("bias"));
    if weight.is_none() && bias.is_some() {
        return None;
    }
    let operands: Vec<Item> = [Some(x), weight, bias].into_iter().flatten().collect();
    let args = [
        ("N", Arg::Int(n)),
        ("C", Arg::Int(c)),
        ("HxW", Arg::Int(others.iter().product())),
        ("group", op.own("num_groups")?),
        ("eps", op.own("eps")?),
    ];
    m.op("native_group_norm", &operands, &args)
}

fn batch_norm<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    normalized(m, op, op.flag("training")?)?.first().copied()
}

fn native_batch_norm<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    normalized(m, op, op.flag("training")?)
}

/// With the running statistics after the batch.
fn functional_batch_norm<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    let mut made = normalized(m, op, op.flag("training")?)?;
    match op.flag("training")? {
        true => made.extend(updated(m, op, made[1])?),
        false => made.extend([op.operand("running_mean")?, op.operand("running_var")?]),
    }
    Some(made)
}

/// In training, with an empty tensor before the running statistics.
fn batch_norm_with_update<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    let mut made = normalized(m, op, true)?;
    made.push(m.full(&[0], 0.0, DType::U8)?);
    made.extend(updated(m, op, made[1])?);
    Some(made)
}

/// The running statistics after a batch: its variance is then divided by the count less one.
fn updated<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, mean: Item<'c>) -> Option<[Item<'c>; 2]> {
    let (x, momentum) = (op.operand("input")?, op.number("momentum")?);
    let own = dtype(x)?;
    let dims: Vec<i64> = (0..rank(x) as i64).filter(|dim| *dim != 1).collect();
    let args = [("dim", Arg::Ints(dims)), ("correction", Arg::Int(1))];
    let variance = m.op("var.correction", &[x], &args)?;
    let mut mixed = |param: &str, batch: Item<'c>| {
        let running = op.operand(param)?;
        if own != own.to_opmath() || dtype(running)? != own || dtype(batch)? != own {
            return None;
        }
        let old = m.with("mul", running, 1.0 - momentum)?;
        let new = m.with("mul", batch, momentum)?;
        m.add(old, new)
    };
    Some([mixed("running_mean", mean)?, mixed("running_var", variance)?])
}

/// By statistics that were learnt, or those of this batch alone.
fn normalized<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, of_batch: bool) -> Option<Vec<Item<'c>>> {
    let x = op.operand("input")?;
    let affine: Vec<Item> =
        [op.operand("weight"), op.operand("bias")].into_iter().flatten().collect();
    if op.operand("weight").is_none() && op.operand("bias").is_some() {
        return None;
    }
    let mut args = vec![("momentum", op.own("momentum")?), ("eps", op.own("eps")?)];
    if of_batch {
        args.push(("training", Arg::Flag(true)));
        let operands = [&[x], affine.as_slice()].concat();
        return m.ops("_native_batch_norm_legit.no_stats", &operands, &args);
    }
    let statistics = [op.operand("running_mean")?, op.operand("running_var")?];
    let operands = [&[x], affine.as_slice(), &statistics].concat();
    m.ops("_native_batch_norm_legit_no_training", &operands, &args)
}

/// A batch norm of a batch of one, of every channel of every instance.
fn instance_norm<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let x = op.operand("input")?;
    let shape = sizes(x)?;
    let &[n, c, ref others @ ..] = shape.as_slice() else { return None };
    if !op.flag("use_input_stats")? {
        return None;
    }
    let flat = m.view(x, &[&[1, n * c], others].concat())?;
    let args =
        [("training", Arg::Flag(true)), ("momentum", op.own("momentum")?), ("eps", op.own("eps")?)];
    let made = m.op("_native_batch_norm_legit.no_stats", &[flat], &args)?;
    let mut made = m.view(made, &shape)?;
    let mut channels = vec![1; shape.len()];
    channels[1] = c;
    for (param, name) in [("weight", "mul.Tensor"), ("bias", "add.Tensor")] {
        if let Some(own) = op.operand(param) {
            if dtype(own)? != dtype(x)? || dtype(x)? != dtype(x)?.to_opmath() {
                return None;
            }
            let own = m.view(own, &channels)?;
            made = m.binary(name, made, own)?;
        }
    }
    Some(made)
}

/// x (mean(x²) + ε)^-½ w, and the factor.
fn rms_norm<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    let x = op.operand("input")?;
    let own = dtype(x)?;
    let eps = match op.lacks("eps") {
        false => op.number("eps")?,
        true => match own {
            DType::F32 => f64::from(f32::EPSILON),
            DType::F64 => f64::EPSILON,
            _ => return None,
        },
    };
    let count = op.ints("normalized_shape")?.len();
    let dims: Vec<i64> = (rank(x).checked_sub(count)?..rank(x)).map(|dim| dim as i64).collect();
    let wide = m.wide(x)?;
    let squares = m.mul(wide, wide)?;
    let mean = m.reduce("mean.dim", squares, &dims, true)?;
    let shifted = m.with("add", mean, eps)?;
    let factor = m.unary("rsqrt", shifted)?;
    let mut made = m.mul(wide, factor)?;
    if let Some(weight) = op.operand("weight") {
        let weight = m.wide(weight)?;
        made = m.mul(made, weight)?;
    }
    Some(vec![m.cast(made, own)?, factor])
}

/// v g / |v|, with a norm for each place of a dimension; and the norms.
fn weight_norm<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    let (v, g) = (op.operand("v")?, op.operand("g")?);
    if dtype(v)? != dtype(v)?.to_opmath() || dtype(g)? != dtype(v)? {
        return None;
    }
    let others: Vec<i64> = match op.int("dim")? {
        -1 => (0..rank(v) as i64).collect(),
        dim => {
            let dim = from_front(dim, rank(v))? as i64;
            (0..rank(v) as i64).filter(|other| *other != dim).collect()
        }
    };
    let keep = op.int("dim")? != -1;
    let norm = match others.is_empty() {
        // No dimensions would be all.
        true => m.unary("abs", v)?,
        false => reduction::vector_norm(m, v, 2.0, &others, keep)?,
    };
    let factor = m.div(g, norm)?;
    let made = m.mul(v, factor)?;
    // With a factor of other sizes it is spread; of no dimensions PyTorch takes the first.
    let is_same = op.results.get(1).is_none_or(|ty| *ty == norm.ty);
    (made.ty == v.ty && is_same).then_some(vec![made, norm])
}
