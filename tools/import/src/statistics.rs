//! Normalizations that update running statistics.

use tricast_dialects::{Argument as Known, Dim, InferError, OpDef, Scalar};

use crate::{
    arguments::argument,
    builder::Builder,
    functionalize::{Functionalizer, result_names},
    ir::{Int, Operand, ValueId},
    schema::{Argument, Node},
    targets::by_torch_name,
};

/// The statistics that such an op updates.
const UPDATED: [&str; 2] = ["running_mean", "running_var"];

fn given_tensor<'p>(node: &'p Node, name: &str) -> Option<&'p str> {
    match argument(node, name) {
        Some(Argument::AsTensor(tensor)) => Some(&tensor.name),
        _ => None,
    }
}

fn is_true(node: &Node, name: &str) -> bool {
    matches!(argument(node, name), Some(Argument::AsBool(true) | Argument::AsInt(1)))
}

/// A batch norm that updates its statistics, which its name does not say, as the op that gives
/// their new values.
pub fn training_batch_norm(op: &OpDef, node: &Node) -> Option<&'static OpDef> {
    let has_statistics = UPDATED.iter().all(|name| given_tensor(node, name).is_some());
    let updates = matches!(op.name, "aten.batch_norm" | "aten.native_batch_norm")
        && is_true(node, "training")
        && has_statistics;
    if updates { by_torch_name("aten::_native_batch_norm_legit_functional") } else { None }
}

impl<'p> Functionalizer<'p> {
    /// An op that writes to its statistics: `op` gives their new values last.
    pub fn updating(&mut self, op: &'static OpDef, node: &'p Node) -> Result<(), String> {
        let operands = self.operands(op, node, &["cudnn_enabled"])?;
        let values = self.builder.call(op, operands, &[]).map_err(|error| error.to_string())?;
        let first = values.len().checked_sub(UPDATED.len()).ok_or("too few results")?;
        self.write_statistics(node, &values[first..])?;
        let names = result_names(node).len();
        self.bind_results(node, values.get(..names.min(first)).unwrap_or_default())
    }

    fn write_statistics(&mut self, node: &Node, values: &[ValueId]) -> Result<(), String> {
        for (name, value) in UPDATED.into_iter().zip(values) {
            if let Some(tensor) = given_tensor(node, name) {
                let tensor = self.tensor(tensor)?;
                self.write(tensor, *value)?;
            }
        }
        Ok(())
    }

    /// The statistics that an instance norm updates: those of a batch norm in which each
    /// instance has channels of its own, their mean over the instances.
    pub fn instance_statistics(&mut self, op: &OpDef, node: &'p Node) -> Result<(), String> {
        let has_statistics = UPDATED.iter().all(|name| given_tensor(node, name).is_some());
        if op.name != "aten.instance_norm" || !is_true(node, "use_input_stats") || !has_statistics {
            return Ok(());
        }
        let input = given_tensor(node, "input").ok_or("expected a tensor for 'input'")?;
        let input = self.read_tensor(input)?;
        let mut old = vec![];
        for name in UPDATED.iter().filter_map(|name| given_tensor(node, name)) {
            old.push(self.read_tensor(name)?);
        }
        let norm = by_torch_name("aten::_native_batch_norm_legit_functional");
        let norm = norm.ok_or("no dialect declares _native_batch_norm_legit_functional")?;
        let number = |name: &str| match argument(node, name) {
            Some(Argument::AsFloat(value)) => Ok(value.0),
            Some(Argument::AsInt(value)) => Ok(*value as f64),
            _ => Err(format!("expected a number for '{name}'")),
        };
        let numbers = [number("momentum")?, number("eps")?];
        let new = instance_means(norm, input, &old, numbers, &mut self.builder);
        self.write_statistics(node, &new.map_err(|error| error.to_string())?)
    }
}

fn instance_means(
    norm: &'static OpDef,
    input: ValueId,
    old: &[ValueId],
    [momentum, eps]: [f64; 2],
    builder: &mut Builder,
) -> Result<Vec<ValueId>, InferError> {
    let shape = builder.tensor_type(input)?.shape.clone();
    let (Some(Dim::Static(count)), Some(Dim::Static(channels))) = (shape.first(), shape.get(1))
    else {
        return Err(InferError("updates statistics of a batch of unknown size".into()));
    };
    let ints = |values: &[i64]| Operand::Ints(values.iter().copied().map(Int::Static).collect());
    let (count, channels) = (*count, *channels);
    let dynamic = shape.iter().skip(2).filter(|dim| !dim.is_static()).count();
    if dynamic > 1 {
        return Err(InferError("updates statistics over several dynamic sizes".into()));
    }
    let all =
        count.checked_mul(channels).ok_or_else(|| InferError("the batch is too large".into()))?;
    let rest = shape.iter().skip(2).map(|dim| dim.as_static().unwrap_or(-1));
    let sizes: Vec<i64> = [1, all].into_iter().chain(rest).collect();
    let input = builder.op("aten.reshape", vec![Operand::Value(input), ints(&sizes)])?;
    let mut repeated = vec![];
    for value in old {
        let operands = vec![Operand::Value(*value), ints(&[count])];
        repeated.push(Operand::Value(builder.op("aten.repeat", operands)?));
    }
    let constant = |scalar| Operand::Constant(Known::Scalar(scalar));
    let mut operands = vec![Operand::Value(input), Operand::Absent, Operand::Absent];
    operands.extend(repeated);
    operands.push(constant(Scalar::Bool(true)));
    operands.extend([momentum, eps].map(|value| constant(Scalar::Float(value))));
    let values = builder.call(norm, operands, &[])?;
    let mut means = vec![];
    for value in &values[values.len() - UPDATED.len()..] {
        let sizes = ints(&[count, channels]);
        let value = builder.op("aten.view", vec![Operand::Value(*value), sizes])?;
        let operands = vec![Operand::Value(value), ints(&[0])];
        means.push(builder.op("aten.mean.dim", operands)?);
    }
    Ok(means)
}
