//! Ops element by element, and reductions.

use tricast_dialects::DType;
use tricast_opspec::Coordinate;

use super::{Access, Builder, Node, Result, View, wrap};

/// Ops whose OpFunc takes their tensors as they are.
const PLAIN: [&str; 30] = [
    "relu",
    "sigmoid",
    "silu",
    "gelu",
    "abs",
    "exp",
    "log",
    "neg",
    "reciprocal",
    "rsqrt",
    "sqrt",
    "tanh",
    "floor",
    "mul.Tensor",
    "div.Tensor",
    "maximum",
    "minimum",
    "eq.Tensor",
    "ne.Tensor",
    "ge.Tensor",
    "gt.Tensor",
    "le.Tensor",
    "lt.Tensor",
    "logical_and",
    "bitwise_and.Tensor",
    "__and__.Tensor",
    "logical_or",
    "bitwise_or.Tensor",
    "__or__.Tensor",
    "where.self",
];

/// Ops of a tensor and a number, which the OpFunc takes as a tensor.
const SCALAR: [&str; 8] = [
    "mul.Scalar",
    "div.Scalar",
    "eq.Scalar",
    "ne.Scalar",
    "ge.Scalar",
    "gt.Scalar",
    "le.Scalar",
    "lt.Scalar",
];

impl Builder<'_> {
    /// Where an op is element by element, or a reduction; whether it is.
    pub(super) fn arithmetic(&mut self, node: &Node) -> Result<bool> {
        let name = node.name();
        let func = node.op.spelling;
        let view = match name {
            _ if PLAIN.contains(&name) => {
                let operands = node.operands.iter().flatten().map(|value| self.view(*value));
                let operands = operands.collect::<Result<Vec<_>>>()?;
                self.map(func, &operands, &[])?
            }
            _ if SCALAR.contains(&name) => self.with_number(node, func, "other")?,
            "add.Tensor" | "sub.Tensor" => {
                let other = self.operand(node, "other")?;
                let other = self.times(other, self.scalar(node, "alpha")?)?;
                self.map(func, &[self.operand(node, "self")?, other], &[])?
            }
            "add.Scalar" | "sub.Scalar" => {
                let number = self.scalar(node, "other")? * self.scalar(node, "alpha")?;
                let number = self.number(number);
                self.map(func, &[self.operand(node, "self")?, number], &[])?
            }
            "logical_not" | "bitwise_not" => {
                let zero = self.number(0.0);
                self.map(func, &[self.operand(node, "self")?, zero], &[])?
            }
            "pow.Tensor_Scalar" => self.power(node)?,
            "hardtanh" => self.clip(node, Some("min_val"), Some("max_val"))?,
            "relu6" => {
                let bounds = [("clipMin", 0.0), ("clipMax", 6.0)];
                self.map(func, &[self.operand(node, "self")?], &bounds)?
            }
            "clamp" => self.clip(node, Some("min"), Some("max"))?,
            "clamp_min" => self.clip(node, Some("min"), None)?,
            "clamp_max" => self.clip(node, None, Some("max"))?,
            "softplus" => {
                let beta = self.scalar(node, "beta")?;
                let threshold = self.scalar(node, "threshold")?;
                let constants = [("softplusBeta", beta), ("softplusThresh", threshold)];
                self.map(func, &[self.operand(node, "self")?], &constants)?
            }
            "masked_fill.Scalar" => {
                let value = self.number(self.scalar(node, "value")?);
                let operands = [self.operand(node, "mask")?, value, self.operand(node, "self")?];
                self.map(func, &operands, &[])?
            }
            "to.dtype" | "to.dtype_layout" | "to.other" | "_to_copy" | "type_as" => {
                self.convert(node)?
            }
            "sum" | "sum.dim_IntList" | "mean" | "mean.dim" | "amax" | "amin" => {
                self.reduction(node)?
            }
            "layer_norm" => self.layer_norm(node)?,
            _ => return Ok(false),
        };
        let sizes = self.result_sizes(node, 0)?;
        let view = self.broadcast(&view, &sizes)?;
        self.give(node, view)?;
        Ok(true)
    }

    /// An OpFunc of `self` and the number of a parameter.
    fn with_number(&mut self, node: &Node, func: &'static str, name: &str) -> Result<View> {
        let number = self.number(self.scalar(node, name)?);
        self.map(func, &[self.operand(node, "self")?, number], &[])
    }

    /// A tensor times a number.
    pub(super) fn times(&mut self, view: View, factor: f64) -> Result<View> {
        if factor == 1.0 {
            return Ok(view);
        }
        let factor = self.number(factor);
        self.map("mul", &[view, factor], &[])
    }

    fn clip(&mut self, node: &Node, min: Option<&str>, max: Option<&str>) -> Result<View> {
        let bound = |name: Option<&str>| name.map(|name| self.optional_scalar(node, name));
        let min = bound(min).transpose()?.flatten().unwrap_or(f64::NEG_INFINITY);
        let max = bound(max).transpose()?.flatten().unwrap_or(f64::INFINITY);
        let bounds = [("clipMin", min), ("clipMax", max)];
        self.map("clip", &[self.operand(node, "self")?], &bounds)
    }

    fn power(&mut self, node: &Node) -> Result<View> {
        let view = self.operand(node, "self")?;
        let exponent = self.scalar(node, "exponent")?;
        if exponent == 1.0 {
            return Ok(view);
        }
        if exponent == 2.0 || exponent == 3.0 {
            let square = self.map("mul", &[view.clone(), view.clone()], &[])?;
            return match exponent {
                2.0 => Ok(square),
                _ => self.map("mul", &[square, view], &[]),
            };
        }
        let func = match exponent {
            0.5 => "sqrt",
            -0.5 => "rsqrt",
            _ => "reciprocal",
        };
        self.map(func, &[view], &[])
    }

    /// All dtypes are the same on the device, but a bool is 0 or 1.
    fn convert(&mut self, node: &Node) -> Result<View> {
        let view = self.operand(node, "self")?;
        let from = self.graph.types[node.tensor("self").unwrap_or_default()].dtype;
        let to = self.graph.types[node.results[0]].dtype;
        if to != DType::Bool || from == DType::Bool {
            return Ok(view);
        }
        let zero = self.number(0.0);
        self.map("notequal", &[view, zero], &[])
    }

    fn reduction(&mut self, node: &Node) -> Result<View> {
        let view = self.operand(node, "self")?;
        let rank = view.sizes.len();
        let has_dims = node.op.params.iter().any(|param| param.name == "dim");
        let dims = if has_dims { self.ints(node, "dim")? } else { vec![] };
        let mut dims: Vec<usize> = dims.into_iter().map(|dim| wrap(dim, rank)).collect();
        if dims.is_empty() {
            dims = (0..rank).collect();
        }
        let result = self.reduce(node.op.spelling, &view, &dims)?;
        let sizes = self.result_sizes(node, 0)?;
        self.reshape(&result, &sizes)
    }

    /// A reduction over dimensions, which are then gone.
    pub(super) fn reduce(
        &mut self,
        func: &'static str,
        view: &View,
        dims: &[usize],
    ) -> Result<View> {
        let kept: Vec<usize> = (0..view.sizes.len()).filter(|dim| !dims.contains(dim)).collect();
        let sizes: Vec<i64> = kept.iter().map(|dim| view.sizes[*dim]).collect();
        let count: i64 = dims.iter().map(|dim| view.sizes[*dim]).product();
        if count == 1 {
            return self.reshape(view, &sizes);
        }
        let constants = [("scaling_factor", 1.0 / count as f64)];
        let constants = if func == "mean" { &constants[..] } else { &[] };
        let buffer = self.buffer(&sizes, super::Source::Computed);
        let output = Access { buffer, coordinates: at(&kept, &view.sizes) };
        self.step(func, vec![view.access()], &view.sizes, output, constants);
        Ok(View::whole(buffer, &sizes))
    }

    /// The mean and the mean of squares, the scale that follows, and what is normalized by them.
    fn layer_norm(&mut self, node: &Node) -> Result<View> {
        let view = self.operand(node, "input")?;
        let (last, count) = view
            .sizes
            .split_last()
            .map(|(count, _)| (view.sizes.len() - 1, *count))
            .ok_or("it has no dimensions")?;
        let rows: Vec<usize> = (0..last).collect();
        let mut pairs = view.sizes[..last].to_vec();
        pairs.push(2);
        let buffer = self.buffer(&pairs, super::Source::Moments);
        let mut coordinates = at(&rows, &view.sizes);
        coordinates.push(Coordinate::zero());
        let pair = Access { buffer, coordinates };
        let constants = [("exx2scale", 1.0 / count as f64), ("useZeroMean", 0.0)];
        self.step("exx2", vec![view.access()], &view.sizes, pair.clone(), &constants);
        let sizes = &view.sizes[..last];
        let eps = self.scalar(node, "eps")?;
        let scale =
            self.computed("layernormscale", vec![pair.clone()], sizes, sizes, &[("eps", eps)]);
        let mut inputs = vec![view.access(), pair, scale.access()];
        for (name, default) in [("weight", 1.0), ("bias", 0.0)] {
            let given = self.optional(node, name)?;
            let given = given.unwrap_or_else(|| self.number(default));
            inputs.push(self.broadcast(&given, &view.sizes)?.access());
        }
        Ok(self.computed("layernormnorm", inputs, &view.sizes, &view.sizes, &[]))
    }
}

/// These dimensions of an iteration space of these sizes as they are.
pub(super) fn at(dims: &[usize], sizes: &[i64]) -> Vec<Coordinate> {
    let own = |dim: &usize| match sizes[*dim] {
        1 => Coordinate::zero(),
        _ => Coordinate::of(*dim),
    };
    dims.iter().map(own).collect()
}
