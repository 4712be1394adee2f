//! A kernel as the simulator runs it.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{
    affine::{Map, Set},
    element::Element,
    kernel::Kernel,
};

/// A value of a function. Each is made once.
pub type ValueId = usize;

/// A function that every core of a grid runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// How many cores there are in each dimension.
    pub grid: Vec<usize>,
    /// The types of its arguments, the first values: addresses and scalars.
    pub arguments: Vec<Element>,
    /// How many values there are.
    pub values: usize,
    /// What it does.
    pub body: Block,
}

/// Ops in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// The values that it starts with.
    pub arguments: Vec<ValueId>,
    /// What it does.
    pub ops: Vec<Op>,
    /// The values that it ends with.
    pub yields: Vec<ValueId>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Op {
    /// What it was called, for messages and reports.
    pub name: String,
    /// What it does.
    pub kind: Kind,
    /// On what.
    pub operands: Vec<ValueId>,
    /// What it makes.
    pub results: Vec<ValueId>,
    /// Those of its operands that nobody needs but this op: they are gone when it has its result.
    pub last_uses: Vec<ValueId>,
    /// What nobody needs after it, for other reasons: results that are not used, and what its
    /// blocks have used.
    pub drops: Vec<ValueId>,
}

/// A number that is known, or an operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Extent {
    /// It is known.
    Static(i64),
    /// The next of the dynamic ones among the operands.
    Dynamic,
}

/// Where a view is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Space {
    /// Memory of all cores.
    Global,
    /// The scratchpad of a core: of this one, or of the one with this number.
    Local(Option<usize>),
}

/// How a coordinate of an indirect access is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscript {
    /// The coordinate, or the place where it stands in an index view.
    pub map: Map,
    /// Whether it stands in the next index view.
    pub indirect: bool,
}

/// A constant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Literal {
    /// Floats; one stands for all.
    Floats(Vec<f32>),
    /// Integers; one stands for all.
    Integers(Vec<i64>),
}

/// The type of a tensor; without sizes, of a scalar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TensorType {
    /// Its sizes.
    pub sizes: Vec<usize>,
    /// The type of its elements.
    pub element: Element,
}

impl TensorType {
    /// How many elements it has.
    pub fn count(&self) -> usize {
        self.sizes.iter().product()
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.count() * self.element.bytes()
    }
}

/// An elementwise op or reduction: `linalg.generic`, and all that is one by another name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Structured {
    /// The sizes of its loops.
    pub loops: Vec<usize>,
    /// Which of them are reductions.
    pub reduction: Vec<bool>,
    /// How its operands are indexed: inputs, then outputs.
    pub maps: Vec<Map>,
    /// The types of its results.
    pub outputs: Vec<TensorType>,
    /// What it does. Its inputs are the op's inputs, what is captured, then the outputs.
    pub kernel: Kernel,
    /// How many of the operands between inputs and outputs are scalars from outside.
    pub captured: usize,
    /// Whether results are scalars and not tensors. Then there are no types in `outputs`.
    pub scalar: bool,
    /// Whether there are no operands that results start with.
    pub fresh: bool,
}

/// What an op does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    /// A constant; a tensor if it has sizes.
    Constant {
        /// Its type.
        ty: TensorType,
        /// Whether it is a tensor, which may be without sizes.
        tensor: bool,
        /// Its value.
        value: Literal,
    },
    /// The place of the core in each dimension of the grid.
    TileId,
    /// Memory at an address, the first operand: then dynamic sizes and strides.
    MemoryView {
        /// Sizes.
        sizes: Vec<Extent>,
        /// Strides, in elements.
        strides: Vec<Extent>,
        /// The coordinates that are there, by the dynamic sizes.
        set: Option<Set>,
        /// Where.
        space: Space,
        /// Of what.
        element: Element,
    },
    /// Several views as one.
    DistributedView,
    /// Coordinates of a view, the first operand: then indices and symbols.
    AccessTile {
        /// Where it starts, by the indices.
        origin: Map,
        /// The coordinates from there, by the symbols; all if there is none.
        set: Option<Set>,
        /// The dimension of a coordinate for each dimension of the tile.
        order: Vec<usize>,
        /// The sizes of the tile.
        sizes: Vec<usize>,
    },
    /// Coordinates of a view, the first operand: then index views, captured scalars and symbols.
    IndirectTile {
        /// How each coordinate is found.
        subscripts: Vec<Subscript>,
        /// How many operands the maps use.
        captured: usize,
        /// The variables, by the symbols; all if there is none.
        set: Option<Set>,
        /// The variable for each dimension of the tile.
        order: Vec<usize>,
        /// The sizes of the tile.
        sizes: Vec<usize>,
    },
    /// The elements at the coordinates of a tile.
    Load {
        /// The type of the result.
        ty: TensorType,
    },
    /// Writes a tensor to the coordinates of a tile.
    Store,
    /// For each element the same.
    Structured(Box<Structured>),
    /// A product of matrices, added to the third operand.
    Contraction {
        /// How the op says it, with a kernel that multiplies and adds.
        structured: Box<Structured>,
    },
    /// A tensor of which nobody reads what is in it.
    Empty {
        /// Its type.
        ty: TensorType,
    },
    /// A tensor of one value.
    Splat {
        /// Its type.
        ty: TensorType,
    },
    /// A tensor of the operands.
    FromElements {
        /// Its type.
        ty: TensorType,
    },
    /// The element at a place.
    Extract,
    /// The tensor in the second operand with the first at a place.
    Insert,
    /// The same elements with other sizes.
    Reshape {
        /// The sizes.
        sizes: Vec<usize>,
    },
    /// A part of a tensor: then dynamic offsets and strides.
    ExtractSlice {
        /// Offsets.
        offsets: Vec<Extent>,
        /// The sizes of the part, with those of one.
        sizes: Vec<usize>,
        /// Strides.
        strides: Vec<Extent>,
        /// The sizes of the result.
        result: Vec<usize>,
    },
    /// The second operand with the first as a part: then dynamic offsets and strides.
    InsertSlice {
        /// Offsets.
        offsets: Vec<Extent>,
        /// The sizes of the part, with those of one.
        sizes: Vec<usize>,
        /// Strides.
        strides: Vec<Extent>,
    },
    /// From the first operand up to the second by the third; what is carried follows.
    For(Block),
    /// One block or the other.
    If(Block, Block),
    /// Hands values to the others of a group.
    Produce {
        /// Who does, `(tile)[group]`.
        producers: Set,
        /// The groups.
        groups: Set,
        /// Gives the values; its argument is the group.
        body: Block,
    },
    /// Gets what one other of the group has handed over.
    Consume {
        /// Who does, `(tile)[group]`.
        consumers: Set,
        /// From whom, `(producer)[consumer, group]`.
        dependency: Option<Set>,
        /// The types of the results.
        types: Vec<TensorType>,
    },
    /// Gets what the others of the group have handed over, combined.
    Reduce {
        /// Who does, `(tile)[group]`.
        consumers: Set,
        /// From whom, `(producer)[consumer, group]`.
        dependency: Option<Set>,
        /// Combines two; its arguments are those of one, then those of the other.
        combiner: Block,
        /// The types of the results.
        types: Vec<TensorType>,
    },
}

impl Structured {
    /// Whether a register, one of an output as it was, is read.
    pub fn reads_output(&self, register: usize) -> bool {
        let operands = self.kernel.code.iter().flat_map(|step| &step.operands);
        operands.chain(&self.kernel.outputs).any(|used| *used == register)
    }
}

impl Function {
    /// How many cores run it.
    pub fn cores(&self) -> usize {
        self.grid.iter().product()
    }

    /// Fills in which uses are the last. To be called when the function is complete.
    pub fn find_last_uses(&mut self) {
        last_uses(&mut self.body, &mut vec![]);
    }

    /// Whether cores wait for each other.
    pub fn communicates(&self) -> bool {
        fn in_block(block: &Block) -> bool {
            block.ops.iter().any(|op| match &op.kind {
                Kind::Produce { .. } | Kind::Consume { .. } | Kind::Reduce { .. } => true,
                Kind::For(body) => in_block(body),
                Kind::If(one, other) => in_block(one) || in_block(other),
                _ => false,
            })
        }
        in_block(&self.body)
    }
}

/// A value is used up by the last op of its own block that has it, or has it inside. `used` gets
/// the values of blocks around it.
fn last_uses(block: &mut Block, used: &mut Vec<ValueId>) {
    let mut made: HashSet<ValueId> = block.arguments.iter().copied().collect();
    made.extend(block.ops.iter().flat_map(|op| &op.results));
    let mut live: HashSet<ValueId> = block.yields.iter().copied().collect();
    for op in block.ops.iter_mut().rev() {
        let mut inside = vec![];
        match &mut op.kind {
            Kind::For(body) => last_uses(body, &mut inside),
            Kind::If(one, other) => {
                last_uses(one, &mut inside);
                last_uses(other, &mut inside);
            }
            Kind::Produce { body, .. } => last_uses(body, &mut inside),
            Kind::Reduce { combiner, .. } => last_uses(combiner, &mut inside),
            _ => {}
        }
        let ends = |value: &ValueId| made.contains(value) && !live.contains(value);
        let only_here = |value: &ValueId| ends(value) && !inside.contains(value);
        op.last_uses = op.operands.iter().copied().filter(only_here).collect();
        op.drops = inside.iter().chain(&op.results).copied().filter(ends).collect();
        live.extend(op.operands.iter().chain(&inside));
    }
    used.extend(live.into_iter().filter(|value| !made.contains(value)));
    used.sort_unstable();
}
