//! What the elements of inputs are: what ops take, and what rules ask for.

use fastrand::Rng;
use tricast_dialects::{DType, TensorType};
use tricast_mlir::{ir::shape_of, ranges::Range};

use crate::rewrite::natives::OpItem;

/// The least and the largest integer that inputs hold, but for indices: what 4 bits can.
const INTS: Range = [-4, 4];
/// The same of unsigned ones.
const UNSIGNED: Range = [0, 7];

/// What the elements of an input are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Elements {
    /// Any numbers; of integers, small ones.
    Any,
    /// Integers from the first to the last.
    Within(Range),
    /// From 0 to 1.
    Shares,
    /// -1 and 1.
    Signs,
}

impl Elements {
    /// Those that both have.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Elements::Within([a, b]), Elements::Within([c, d])) => {
                Elements::Within([a.max(c), b.min(d).max(a.max(c))])
            }
            (Elements::Any, other) => other,
            (own, _) => own,
        }
    }

    /// The least and the largest, of integers.
    pub fn range(self, dtype: DType) -> Option<Range> {
        match (self, dtype) {
            (_, dtype) if !dtype.is_integral(false) => None,
            (Elements::Within(range), _) => Some(range),
            (Elements::Shares, _) => Some([0, 1]),
            (Elements::Signs, _) => Some([-1, 1]),
            (Elements::Any, DType::U8 | DType::U16 | DType::U32 | DType::U64) => Some(UNSIGNED),
            (Elements::Any, _) => Some(INTS),
        }
    }
}

/// What a parameter of an op takes.
pub fn of(op: &OpItem, param: &str, ty: &TensorType, rng: &mut Rng) -> Elements {
    let Some(name) = op.def.map(|def| def.name) else { return Elements::Any };
    let is_loss = name.contains("loss");
    match param {
        // The loss of shares, but not of what becomes one first.
        "self" | "target" if name.contains("binary_cross_entropy") => match name.contains("logits")
        {
            true => Elements::Any,
            false => Elements::Shares,
        },
        "target" if is_loss && ty.dtype.is_integral(false) => match classes(name) {
            Some(dim) => below(sizes(op).get(dim).or(sizes(op).first()).copied()),
            None => Elements::Signs,
        },
        "target" if ["margin", "hinge"].iter().any(|word| name.contains(word)) => Elements::Signs,
        "self" if name == "aten.one_hot" => below(op.int("num_classes").or(Some(4))),
        "self" if name == "aten.bincount" => below(Some(4)),
        "index" | "indices" | "target" | "offsets" if ty.dtype != DType::Bool => {
            below(index_size(op, name))
        }
        "q" if name.contains("quantile") => Elements::Shares,
        "weight" if name.contains("embedding") && ty.dtype == DType::U8 => {
            Elements::Within([0, 255])
        }
        _ if param.contains("zero_point") && rng.bool() => Elements::Within([0, 0]),
        // What begins somewhere has to end within the cache.
        "start_pos" => below(room(op)),
        _ => Elements::Any,
    }
}

fn below(size: Option<i64>) -> Elements {
    Elements::Within([0, size.unwrap_or(1).max(1) - 1])
}

/// The dimension of the classes in the input of a loss whose targets are classes.
fn classes(name: &str) -> Option<usize> {
    let has = |word: &&str| name.contains(*word);
    ["nll_loss", "cross_entropy", "multi_margin", "multilabel_margin"].iter().any(has).then_some(1)
}

/// The sizes of the first operand.
fn sizes(op: &OpItem) -> Vec<i64> {
    let sizes = op.operands.first().map(|first| shape_of(first.ty)).unwrap_or_default();
    sizes.into_iter().flatten().collect()
}

/// How many positions of a cache the first operand may begin at.
fn room(op: &OpItem) -> Option<i64> {
    let [value, cache, ..] = op.operands[..] else { return None };
    let positions = |ty| shape_of(ty).get(1).copied().flatten();
    Some(positions(cache.ty)? - positions(value.ty)? + 1)
}

/// How many elements an index is of: along the dimension of the op, or else along any.
fn index_size(op: &OpItem, name: &str) -> Option<i64> {
    let sizes = sizes(op);
    if ["aten.take", "aten.put"].contains(&name) {
        return Some(sizes.iter().product());
    }
    let dim = op.int("dim").filter(|_| !name.contains("embedding"));
    let along = dim.and_then(|dim| {
        let dim = if dim < 0 { dim + sizes.len() as i64 } else { dim };
        sizes.get(usize::try_from(dim).ok()?).copied()
    });
    along.or(sizes.iter().min().copied())
}
