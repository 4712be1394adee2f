//! Products of matrices.

use tricast_opspec::Coordinate;

use super::{Builder, Node, Result, View};

impl Builder<'_> {
    /// Where an op is a product of matrices; whether it is.
    pub(super) fn products(&mut self, node: &Node) -> Result<bool> {
        let view = match node.name() {
            "mm" => self.matmul(self.operand(node, "self")?, self.operand(node, "mat2")?)?,
            "bmm" => self.matmul(self.operand(node, "self")?, self.operand(node, "mat2")?)?,
            "matmul" => self.matmul(self.operand(node, "self")?, self.operand(node, "other")?)?,
            "linear" => {
                let weight = self.operand(node, "weight")?;
                let weight = self.permute(&weight, &[1, 0])?;
                let input = self.operand(node, "input")?;
                let (rank, count) = (input.sizes.len(), *input.sizes.last().unwrap_or(&1));
                let input = if rank == 1 { self.reshape(&input, &[1, count])? } else { input };
                let product = self.matmul(input, weight)?;
                let sizes = self.result_sizes(node, 0)?;
                let product = self.reshape(&product, &sizes)?;
                match self.optional(node, "bias")? {
                    Some(bias) => self.map("add", &[product, bias], &[])?,
                    None => product,
                }
            }
            "addmm" => self.add_product(node, "mat1", "mat2")?,
            "baddbmm" => self.add_product(node, "batch1", "batch2")?,
            _ => return Ok(false),
        };
        self.give(node, view)?;
        Ok(true)
    }

    fn add_product(&mut self, node: &Node, first: &str, second: &str) -> Result<View> {
        let product = self.matmul(self.operand(node, first)?, self.operand(node, second)?)?;
        let product = self.times(product, self.scalar(node, "alpha")?)?;
        let beta = self.scalar(node, "beta")?;
        if beta == 0.0 {
            return Ok(product);
        }
        let added = self.times(self.operand(node, "self")?, beta)?;
        self.map("add", &[product, added], &[])
    }

    /// `[..., M, K]` by `[..., K, N]`, broadcast over what is before.
    pub(super) fn matmul(&mut self, a: View, b: View) -> Result<View> {
        let (rank_a, rank_b) = (a.sizes.len(), b.sizes.len());
        let (m, k, n) = (a.sizes[rank_a - 2], a.sizes[rank_a - 1], b.sizes[rank_b - 1]);
        let batches = rank_a.max(rank_b) - 2;
        let mut sizes = vec![1; batches];
        for view in [&a, &b] {
            let own = &view.sizes[..view.sizes.len() - 2];
            let skip = batches - own.len();
            for (size, own) in sizes[skip..].iter_mut().zip(own) {
                *size = (*size).max(*own);
            }
        }
        let mut whole = |view: &View, rows: i64, columns: i64| {
            let sizes = [&sizes[..], &[rows, columns]].concat();
            self.broadcast(view, &sizes)
        };
        let (a, b) = (whole(&a, m, k)?, whole(&b, k, n)?);
        sizes.extend([m, n]);
        if k == 1 {
            let (a, b) = (self.broadcast(&a, &sizes)?, self.broadcast(&b, &sizes)?);
            return self.map("mul", &[a, b], &[]);
        }
        // What neither has is the same all along.
        let whole = sizes.clone();
        for (dim, size) in sizes[..batches].iter_mut().enumerate() {
            if !a.uses(dim) && !b.uses(dim) {
                *size = 1;
            }
        }
        let dims = [&sizes[..], &[k]].concat();
        let at = |row: usize, column: usize| {
            let batch = (0..batches).map(Coordinate::of);
            batch.chain([Coordinate::of(row), Coordinate::of(column)]).collect::<Vec<_>>()
        };
        let mut a = self.through(&a, &dims, &at(batches, batches + 2))?;
        let mut b = self.through(&b, &dims, &at(batches + 2, batches + 1))?;
        for view in [&mut a, &mut b] {
            if !view.uses(batches + 2) {
                *view = self.copy(view);
            }
        }
        let product =
            self.computed("batchmatmul", vec![a.access(), b.access()], &dims, &sizes, &[]);
        self.broadcast(&product, &whole)
    }
}
