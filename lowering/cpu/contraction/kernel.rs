//! The kernel of a contraction: blocks of its result, one after the other.
//!
//! A kernel sees memory as flat, and takes the sizes of its loops and the strides of every
//! operand as numbers. So the products of all matrices and the convolutions of all images of a
//! kind share one function, whatever their sizes.
//!
//! A task is a block of rows times some panels of columns, for one element of the batch. Panels
//! are the fastest: neighbouring tasks share the rows of `a`, which stay in the cache.

use melior::ir::{Block, Region, RegionLike, Type, Value, ValueLike, operation::OperationLike};

use super::{
    super::{
        builder::{Builder, Index},
        kernel::{KernelTable, NewKernel},
    },
    analysis::Contraction,
    blocking::MOST_ROWS,
    epilogue::Epilogue,
    finish::{Finish, Scratch},
    numbers::{ceil_div, compare, coordinates, min, offset, product, sub},
    tile::{Columns, Tile},
};

/// The most vectors along the columns of a tile, and so of a panel.
pub const VECTORS: u64 = 2;

/// One number for each loop of a contraction.
#[derive(Clone, Debug)]
pub struct Loops<N> {
    /// For the dimensions of the batch, outermost first.
    pub batch: Vec<N>,
    /// For the dimensions of rows.
    pub m: Vec<N>,
    /// For the columns; of `b`, for panels of columns.
    pub n: N,
    /// For the dimensions that are summed over.
    pub k: Vec<N>,
}

impl<N> Loops<N> {
    /// What a function makes of each number.
    pub fn map<M>(&self, mut change: impl FnMut(&N) -> M) -> Loops<M> {
        Loops {
            batch: self.batch.iter().map(&mut change).collect(),
            m: self.m.iter().map(&mut change).collect(),
            n: change(&self.n),
            k: self.k.iter().map(&mut change).collect(),
        }
    }
}

/// Loops of which there may be any number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Batch,
    M,
    K,
}

impl Role {
    fn of<N>(self, loops: &Loops<N>) -> &Vec<N> {
        match self {
            Role::Batch => &loops.batch,
            Role::M => &loops.m,
            Role::K => &loops.k,
        }
    }

    fn of_mut<N>(self, loops: &mut Loops<N>) -> &mut Vec<N> {
        match self {
            Role::Batch => &mut loops.batch,
            Role::M => &mut loops.m,
            Role::K => &mut loops.k,
        }
    }
}

/// A tensor in memory.
#[derive(Clone, Debug)]
pub struct Operand<'c> {
    /// A memref of one dimension, with the stride 1.
    pub memory: Value<'c, 'c>,
    /// How far apart in it neighbours along each loop are.
    pub strides: Loops<Index<'c>>,
}

/// A contraction, with what is computed from its result, and where everything is. In a kernel
/// the values are its arguments, outside they are what is passed to it.
#[derive(Clone)]
pub struct Call<'c> {
    /// What is computed.
    pub contraction: Contraction<'c>,
    /// What becomes of the sums.
    pub epilogue: Epilogue<'c>,
    /// The type of the sums.
    pub sum: Type<'c>,
    /// How many sums are in a vector.
    pub lanes: u64,
    /// The rows of the highest tile.
    pub height: i64,
    /// How often every loop is run; `n` counts columns.
    pub sizes: Loops<Index<'c>>,
    /// How many rows a task has at most: a multiple of [`Call::height`].
    pub rows: Index<'c>,
    /// How many panels a task has at most.
    pub panels: Index<'c>,
    /// What has the rows.
    pub a: Operand<'c>,
    /// What has the columns. Its columns lie next to each other in a panel; a packed one has
    /// zeros beyond the last.
    pub b: Operand<'c>,
    /// Results of the epilogue.
    pub outs: Vec<Operand<'c>>,
    /// Further operands of the epilogue.
    pub extras: Vec<Operand<'c>>,
    /// Numbers that bodies use, and what they are: values of the bodies first.
    pub numbers: Vec<(Value<'c, 'c>, Value<'c, 'c>)>,
}

impl<'c> Call<'c> {
    /// Whether columns beyond the last may not be read from `b`.
    pub fn is_masked(&self) -> bool {
        self.contraction.panel.is_none()
    }

    /// The number of tasks.
    pub fn tasks(&self, builder: Builder<'c>) -> Index<'c> {
        let [_, row_blocks, panel_blocks] = self.blocks(builder);
        let batch = product(builder, &self.sizes.batch);
        builder.mul(batch, builder.mul(row_blocks, panel_blocks))
    }

    /// How many panels there are, and how many blocks of rows and of panels.
    fn blocks(&self, builder: Builder<'c>) -> [Index<'c>; 3] {
        let width = Index::Const((self.lanes * VECTORS) as i64);
        let panels = ceil_div(builder, self.sizes.n, width);
        let rows = product(builder, &self.sizes.m);
        let row_blocks = ceil_div(builder, rows, self.rows);
        [panels, row_blocks, ceil_div(builder, panels, self.panels)]
    }

    /// The same without loops that are run once, and with those as one that could be one.
    pub fn simplified(&self, builder: Builder<'c>) -> Self {
        let mut call = self.clone();
        for role in [Role::Batch, Role::M, Role::K] {
            let mut dim = 0;
            while dim < role.of(&call.sizes).len() {
                let sizes = role.of(&call.sizes);
                let is_only = sizes.len() == 1;
                if sizes[dim].known() == Some(1) && (!is_only || role == Role::Batch) {
                    call.remove(role, dim);
                } else if dim > 0 && call.can_merge(role, dim) {
                    let size = builder.mul(sizes[dim - 1], sizes[dim]);
                    role.of_mut(&mut call.sizes)[dim] = size;
                    call.remove(role, dim - 1);
                } else {
                    dim += 1;
                }
            }
        }
        call
    }

    /// Whether a loop and the one around it step through memory as one would.
    fn can_merge(&self, role: Role, dim: usize) -> bool {
        let size = role.of(&self.sizes)[dim];
        let operands = [&self.a, &self.b].into_iter().chain(&self.outs).chain(&self.extras);
        operands.map(|operand| role.of(&operand.strides)).all(|strides| {
            let known = [strides[dim - 1], strides[dim], size].map(Index::known);
            matches!(known, [Some(outer), Some(inner), Some(size)] if outer == inner * size)
        })
    }

    /// Takes a loop out.
    fn remove(&mut self, role: Role, dim: usize) {
        role.of_mut(&mut self.sizes).remove(dim);
        let operands = [&mut self.a, &mut self.b].into_iter();
        for operand in operands.chain(&mut self.outs).chain(&mut self.extras) {
            role.of_mut(&mut operand.strides).remove(dim);
        }
    }

    /// The same call elsewhere: `place` gives what each of its values is there.
    fn rewrite(&self, place: &mut dyn FnMut(Passed<'c>) -> Index<'c>) -> Self {
        let mut call = self.clone();
        call.sizes = self.sizes.map(|size| place(Passed::Size(*size)));
        call.rows = place(Passed::Size(self.rows));
        call.panels = place(Passed::Size(self.panels));
        let operands = [&mut call.a, &mut call.b].into_iter();
        for operand in operands.chain(&mut call.outs).chain(&mut call.extras) {
            operand.memory = value(place(Passed::Value(operand.memory)));
            operand.strides = operand.strides.map(|stride| place(Passed::Stride(*stride)));
        }
        for (_, number) in &mut call.numbers {
            *number = value(place(Passed::Value(*number)));
        }
        call
    }

    /// Calls a kernel that computes it, which is added to a module if it has none yet.
    pub fn build(&self, builder: Builder<'c>, module: Builder<'c>, table: &mut KernelTable) {
        let mut arguments = vec![builder.index(0), builder.materialize(self.tasks(builder))];
        self.rewrite(&mut |passed| {
            if passed.is_argument() {
                arguments.push(builder.materialize(passed.index()));
            }
            passed.index()
        });
        let types: Vec<Type> = arguments[2..].iter().map(|value| value.r#type()).collect();
        let kernel = table.start(module, &types, 1);
        let mut inside = kernel.arguments.iter().copied();
        let call = self.rewrite(&mut |passed| match passed.is_argument() {
            true => Index::Value(inside.next().expect("the same values are passed")),
            false => passed.index(),
        });
        call.tasks_loop(&kernel);
        builder.call(&table.finish(kernel), &arguments, &[]);
    }

    /// The body of the kernel.
    fn tasks_loop(&self, kernel: &NewKernel<'c>) {
        let outer = kernel.builder;
        let [panels, row_blocks, panel_blocks] = self.blocks(outer);
        let rows = product(outer, &self.sizes.m);
        let scratch = self.epilogue.is_long().then(|| Scratch::new(outer, self, MOST_ROWS));
        let part = [kernel.part[0], kernel.part[1], outer.index(1)];
        outer.for_loop(part, &[], |builder, task, _| {
            let (task, panel_block) = builder.div_rem(Index::Value(task), panel_blocks);
            let (batch, row_block) = builder.div_rem(task, row_blocks);
            let batch = coordinates(builder, batch, &self.sizes.batch);
            let first_row = builder.mul(row_block, self.rows);
            let last_row = min(builder, builder.add(first_row, self.rows), rows);
            let first_panel = builder.mul(panel_block, self.panels);
            let last_panel = min(builder, builder.add(first_panel, self.panels), panels);
            let bounds = [first_panel, last_panel, Index::Const(1)];
            let bounds = bounds.map(|bound| builder.materialize(bound));
            let bases = Bases::new(builder, self, &batch);
            builder.for_loop(bounds, &[], |builder, panel, _| {
                self.panel(builder, &bases, [first_row, last_row], panel, scratch.as_ref());
                vec![]
            });
            vec![]
        });
    }

    /// The part of one panel in a block of rows.
    fn panel(
        &self,
        builder: Builder<'c>,
        bases: &Bases<'c>,
        rows: [Index<'c>; 2],
        panel: Value<'c, 'c>,
        scratch: Option<&Scratch<'c>>,
    ) {
        let panel = Index::Value(panel);
        let lanes = Index::Const(self.lanes as i64);
        let width = Index::Const((self.lanes * VECTORS) as i64);
        let first = builder.mul(panel, width);
        let left = sub(builder, self.sizes.n, first);
        let b = builder.add(bases.b, builder.mul(panel, self.b.strides.n));
        let block = |builder: Builder<'c>, vectors| {
            let columns = Columns::new(builder, self, first, left, b, vectors);
            self.rows(builder, bases, rows, &columns, scratch);
            if let Some(scratch) = scratch {
                Finish { call: self, columns: &columns, bases }.store_rows(builder, scratch, rows);
            }
        };
        let is_wide = compare(builder, "sgt", left, lanes);
        if_else(builder, is_wide, |builder| block(builder, VECTORS), |builder| block(builder, 1));
    }

    /// The rows of a block, in tiles of less and less rows.
    fn rows(
        &self,
        builder: Builder<'c>,
        bases: &Bases<'c>,
        [start, last]: [Index<'c>; 2],
        columns: &Columns<'c>,
        scratch: Option<&Scratch<'c>>,
    ) {
        let mut first = start;
        for height in [self.height, 4, 1] {
            let count = sub(builder, last, first);
            let (tiles, _) = builder.div_rem(count, Index::Const(height));
            let end = builder.add(first, builder.mul(tiles, Index::Const(height)));
            let bounds = [first, end, Index::Const(height)];
            let bounds = bounds.map(|bound| builder.materialize(bound));
            builder.for_loop(bounds, &[], |builder, row, _| {
                let row = Index::Value(row);
                let before = sub(builder, row, start);
                Tile::new(builder, self, bases, columns, row, height).build(scratch, before);
                vec![]
            });
            first = end;
        }
    }
}

/// What a kernel is given, or knows.
#[derive(Clone, Copy)]
enum Passed<'c> {
    Value(Value<'c, 'c>),
    Size(Index<'c>),
    Stride(Index<'c>),
}

impl<'c> Passed<'c> {
    /// Whether it is passed, and not what a kernel is made for. Kernels are made for the strides
    /// that make a difference to the code, and shared by calls that differ in anything else.
    fn is_argument(self) -> bool {
        !matches!(self, Passed::Stride(Index::Const(0 | 1 | 16 | 32)))
    }

    fn index(self) -> Index<'c> {
        match self {
            Passed::Value(value) => Index::Value(value),
            Passed::Size(index) | Passed::Stride(index) => index,
        }
    }
}

fn value<'c>(index: Index<'c>) -> Value<'c, 'c> {
    match index {
        Index::Value(value) => value,
        Index::Const(_) => unreachable!("a value stays a value"),
    }
}

/// Where the element of the batch that a task is about begins in each operand.
pub struct Bases<'c> {
    /// In `a`.
    pub a: Index<'c>,
    /// In `b`.
    pub b: Index<'c>,
    /// In the results.
    pub outs: Vec<Index<'c>>,
    /// In the further operands.
    pub extras: Vec<Index<'c>>,
}

impl<'c> Bases<'c> {
    fn new(builder: Builder<'c>, call: &Call<'c>, batch: &[Index<'c>]) -> Self {
        let base = |operand: &Operand<'c>| offset(builder, batch, &operand.strides.batch);
        Bases {
            a: base(&call.a),
            b: base(&call.b),
            outs: call.outs.iter().map(base).collect(),
            extras: call.extras.iter().map(base).collect(),
        }
    }
}

/// `scf.if` without results.
fn if_else<'c>(
    builder: Builder<'c>,
    condition: Value<'c, 'c>,
    then: impl FnOnce(Builder<'c>),
    otherwise: impl FnOnce(Builder<'c>),
) {
    let regions = [Region::new(), Region::new()];
    for region in &regions {
        region.append_block(Block::new(&[]));
    }
    let op = builder.op_with_regions("scf.if", &[condition], &[], &[], regions.into());
    let mut blocks = op.regions().filter_map(|region| region.first_block());
    let mut inner = || {
        let block = blocks.next().expect("the op has two regions");
        Builder::at_end(builder.context, builder.location, block)
    };
    let (first, second) = (inner(), inner());
    then(first);
    first.op("scf.yield", &[], &[], &[]);
    otherwise(second);
    second.op("scf.yield", &[], &[], &[]);
}
