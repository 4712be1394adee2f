//! Softmax, and attention by it.

use tricast_dialects::DType;
use tricast_opspec::{Coordinate, Term};

use super::{Builder, Node, Result, Source, View};

impl Builder<'_> {
    /// Where an op is a softmax or attention; whether it is.
    pub(super) fn attention(&mut self, node: &Node) -> Result<bool> {
        let name = node.name();
        let view = match name {
            "_softmax" | "softmax.int" | "_safe_softmax" | "_log_softmax" | "log_softmax.int" => {
                let view = self.operand(node, "self")?;
                let dim = self.dim(node, "dim", view.sizes.len())?;
                self.softmax(&view, dim, name.contains("log"), name == "_safe_softmax")?
            }
            "scaled_dot_product_attention" => self.scaled_dot_product(node)?,
            _ => return Ok(false),
        };
        self.give(node, view)?;
        Ok(true)
    }

    /// `e^x / sum(e^x)` along a dimension, of differences from the largest. Where all are -inf, `safe`
    /// gives 0.
    fn softmax(&mut self, view: &View, dim: usize, log: bool, safe: bool) -> Result<View> {
        if view.sizes.is_empty() {
            let one = self.reshape(view, &[1])?;
            let one = self.softmax(&one, 0, log, safe)?;
            return self.reshape(&one, &[]);
        }
        let mut kept = view.sizes.clone();
        kept[dim] = 1;
        let most = self.reduce("max", view, &[dim])?;
        let most = self.reshape(&most, &kept)?;
        let most = match safe {
            // So that the differences are no NaN.
            true => {
                let bounds = [("clipMin", LOWEST), ("clipMax", f64::INFINITY)];
                self.map("clip", &[most], &bounds)?
            }
            false => most,
        };
        let below = self.map("sub", &[view.clone(), most.clone()], &[])?;
        let powers = self.map("exp", std::slice::from_ref(&below), &[])?;
        let sum = self.reduce("sum", &powers, &[dim])?;
        let sum = self.reshape(&sum, &kept)?;
        if log {
            let log = self.map("log", &[sum], &[])?;
            return self.map("sub", &[below, log], &[]);
        }
        if !safe {
            return self.map("realdiv", &[powers, sum], &[]);
        }
        // A sum of at least 1, but where there is nothing to sum.
        let bounds = [("clipMin", SMALLEST), ("clipMax", f64::INFINITY)];
        let sum = self.map("clip", &[sum], &bounds)?;
        self.map("realdiv", &[powers, sum], &[])
    }

    /// `softmax(q k^T * scale + mask) v`
    fn scaled_dot_product(&mut self, node: &Node) -> Result<View> {
        let (q, k, v) = (
            self.operand(node, "query")?,
            self.operand(node, "key")?,
            self.operand(node, "value")?,
        );
        let rank = q.sizes.len();
        let (k, v) = (self.repeated(&k, &q)?, self.repeated(&v, &q)?);
        let width = q.sizes[rank - 1];
        let scale = self.optional_scalar(node, "scale")?;
        let q = self.times(q, scale.unwrap_or(1.0 / (width as f64).sqrt()))?;
        let mut order: Vec<usize> = (0..k.sizes.len()).collect();
        order.swap(rank - 2, rank - 1);
        let transposed = self.permute(&k, &order)?;
        let mut scores = self.matmul(q, transposed)?;
        let last = scores.sizes.len();
        let mut masked = false;
        if let Some(mask) = self.optional(node, "attn_mask")? {
            let dtype = node.tensor("attn_mask").map(|value| self.graph.types[value].dtype);
            scores = self.masked(scores, mask, dtype == Some(DType::Bool))?;
            masked = true;
        }
        if node.arguments.bool("is_causal").map_err(|error| error.0)? {
            let mask = self.lower_triangle(scores.sizes[last - 2], scores.sizes[last - 1]);
            scores = self.masked(scores, mask, true)?;
        }
        let shares = self.softmax(&scores, last - 1, false, masked)?;
        self.matmul(shares, v)
    }

    fn masked(&mut self, scores: View, mask: View, is_bool: bool) -> Result<View> {
        if !is_bool {
            return self.map("add", &[scores, mask], &[]);
        }
        let least = self.number(f64::NEG_INFINITY);
        self.map("where3", &[mask, scores, least], &[])
    }

    /// Keys or values for as many heads as there are queries.
    fn repeated(&mut self, view: &View, queries: &View) -> Result<View> {
        let rank = view.sizes.len();
        if rank < 3
            || queries.sizes.len() != rank
            || view.sizes[rank - 3] == queries.sizes[rank - 3]
        {
            return Ok(view.clone());
        }
        let (dim, mut sizes) = (rank - 3, view.sizes.clone());
        if sizes[dim] == 1 {
            return Ok(view.clone());
        }
        let divisor = queries.sizes[dim] / sizes[dim];
        sizes[dim] = queries.sizes[dim];
        let mut with: Vec<Coordinate> = (0..rank).map(Coordinate::of).collect();
        with[dim].terms[0] = Term { divisor, ..Term::of(dim) };
        self.through(view, &sizes, &with)
    }

    /// 1 where the column is not after the row; the host makes it.
    fn lower_triangle(&mut self, rows: i64, columns: i64) -> View {
        let sizes = [rows, columns];
        let buffer = self.buffer(&sizes, Source::LowerTriangle);
        View::whole(buffer, &sizes)
    }
}

/// The most negative number of the device.
const LOWEST: f64 = -4.0e9;

/// A positive number that is less than any sum of powers of which one is 1.
const SMALLEST: f64 = 0.5;
