//! Matrix products.

use tricast_dialects::DType;
use tricast_mlir::ir::shape_of;

use super::{
    super::make::{Make, dtype, from_front, rank, sizes},
    Item, One, OpItem,
};

pub const ONES: &[(&str, One)] = &[
    ("_trilinear", trilinear),
    ("linear", linear),
    ("matmul", matmul),
    ("linalg_matmul", matmul),
    ("mv", matmul),
    ("dot", matmul),
    ("vdot", vdot),
    ("inner", inner),
    ("addmv", addmv),
    ("addr", addr),
    ("addbmm", addbmm),
    ("baddbmm", baddbmm),
    ("cross", cross),
    ("linalg_cross", cross),
    ("linalg_vecdot", vecdot),
    ("tensordot", tensordot),
    ("einsum", einsum),
    ("kron", kron),
    ("bilinear", bilinear),
    ("_int_mm", int_mm),
];

/// A view where at most one size is not known.
pub fn view<'c>(m: &mut Make<'_, 'c>, x: Item<'c>, sizes: &[Option<i64>]) -> Option<Item<'c>> {
    let unknown = sizes.iter().filter(|size| size.is_none()).count();
    let sizes: Vec<i64> = sizes.iter().map(|size| size.unwrap_or(-1)).collect();
    if unknown > 1 { None } else { m.view(x, &sizes) }
}

/// The product of sizes, if all are known.
fn product(sizes: &[Option<i64>]) -> Option<i64> {
    sizes.iter().copied().product()
}

fn linear<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, w, bias) = (op.operand("input")?, op.operand("weight")?, op.operand("bias"));
    if rank(w) != 2 || rank(x) == 0 {
        return None;
    }
    let transposed = m.permute(w, &[1, 0])?;
    let shape = shape_of(x.ty);
    let (leading, last) = shape.split_at(shape.len() - 1);
    let rows = match leading.len() {
        1 => x,
        _ => view(m, x, &[product(leading), last[0]])?,
    };
    let made = match bias {
        Some(bias) => m.op("addmm", &[bias, rows, transposed], &[])?,
        None => m.binary("mm", rows, transposed)?,
    };
    match leading.len() {
        1 => Some(made),
        _ => view(m, made, &[leading, &shape_of(w.ty)[..1]].concat()),
    }
}

fn matmul<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let &[a, b] = op.operands.as_slice() else { return None };
    product_of(m, a, b)
}

/// PyTorch's `matmul`.
pub fn product_of<'c>(m: &mut Make<'_, 'c>, a: Item<'c>, b: Item<'c>) -> Option<Item<'c>> {
    match (rank(a), rank(b)) {
        (0, _) | (_, 0) => None,
        (1, 1) => {
            let (row, column) = (m.unsqueeze(a, 0)?, m.unsqueeze(b, 1)?);
            let made = m.binary("mm", row, column)?;
            m.view(made, &[])
        }
        (2, 2) => m.binary("mm", a, b),
        (1, _) => {
            let row = m.unsqueeze(a, 0)?;
            let made = product_of(m, row, b)?;
            m.squeeze(made, &[-2])
        }
        (_, 1) => {
            let column = m.unsqueeze(b, 1)?;
            let made = product_of(m, a, column)?;
            m.squeeze(made, &[-1])
        }
        (_, 2) => {
            let (left, right) = (shape_of(a.ty), shape_of(b.ty));
            let (leading, last) = left.split_at(left.len() - 1);
            let rows = view(m, a, &[product(leading), last[0]])?;
            let made = m.binary("mm", rows, b)?;
            view(m, made, &[leading, &right[1..]].concat())
        }
        _ => batched(m, a, b),
    }
}

fn batched<'c>(m: &mut Make<'_, 'c>, a: Item<'c>, b: Item<'c>) -> Option<Item<'c>> {
    let (left, right) = (shape_of(a.ty), shape_of(b.ty));
    let (left_batch, left_matrix) = left.split_at(left.len() - 2);
    let (right_batch, right_matrix) = right.split_at(right.len() - 2);
    let is_same =
        left_batch == right_batch && left_batch.iter().filter(|size| size.is_none()).count() == 0;
    if is_same && left_batch.len() == 1 {
        return m.binary("bmm", a, b);
    }
    let batch = match is_same {
        true => left_batch.iter().copied().collect::<Option<Vec<i64>>>()?,
        false => broadcast(left_batch, right_batch)?,
    };
    let count: i64 = batch.iter().product();
    let mut flat = |x: Item<'c>, matrix: &[Option<i64>], own: &[Option<i64>]| {
        let whole: Vec<Option<i64>> = batch.iter().copied().map(Some).collect();
        let expanded = match own == whole {
            true => x,
            false => {
                let sizes = batch.iter().copied().chain(matrix.iter().map(|it| it.unwrap_or(-1)));
                m.expand(x, &sizes.collect::<Vec<_>>())?
            }
        };
        view(m, expanded, &[Some(count), matrix[0], matrix[1]])
    };
    let (a, b) = (flat(a, left_matrix, left_batch)?, flat(b, right_matrix, right_batch)?);
    let made = m.binary("bmm", a, b)?;
    let mut result: Vec<Option<i64>> = batch.iter().copied().map(Some).collect();
    result.extend([left_matrix[0], right_matrix[1]]);
    view(m, made, &result)
}

/// The sizes that two lists of sizes broadcast to.
pub fn broadcast(left: &[Option<i64>], right: &[Option<i64>]) -> Option<Vec<i64>> {
    let count = left.len().max(right.len());
    let at = |sizes: &[Option<i64>], index: usize| match (index + sizes.len()).checked_sub(count) {
        Some(own) => sizes[own],
        None => Some(1),
    };
    let one = |index| match (at(left, index)?, at(right, index)?) {
        (left, right) if left == right || right == 1 => Some(left),
        (1, right) => Some(right),
        _ => None,
    };
    (0..count).map(one).collect()
}

fn vdot<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    is_real(op)?;
    matmul(m, op)
}

/// Something if no operand is complex.
fn is_real(op: &OpItem) -> Option<()> {
    let is_real = |x: &Item| dtype(*x).is_some_and(|dtype| !dtype.is_complex());
    op.operands.iter().all(is_real).then_some(())
}

/// `beta` times the first operand and `alpha` times a product.
fn addmm<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, operands: [Item<'c>; 3]) -> Option<Item<'c>> {
    m.op("addmm", &operands, &[("beta", op.own("beta")?), ("alpha", op.own("alpha")?)])
}

fn addmv<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let &[x, matrix, vector] = op.operands.as_slice() else { return None };
    let x = m.unsqueeze(x, -1)?;
    let column = m.unsqueeze(vector, 1)?;
    let made = addmm(m, op, [x, matrix, column])?;
    m.squeeze(made, &[1])
}

fn addr<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let &[x, left, right] = op.operands.as_slice() else { return None };
    let is_bool = op.operands.iter().any(|item| dtype(*item) == Some(DType::Bool));
    let is_mixed = op.operands.iter().any(|item| dtype(*item) != op.dtype());
    if is_bool || is_mixed {
        return None;
    }
    let (column, row) = (m.unsqueeze(left, 1)?, m.unsqueeze(right, 0)?);
    addmm(m, op, [x, column, row])
}

fn addbmm<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let &[x, left, right] = op.operands.as_slice() else { return None };
    let (a, b) = (sizes(left)?, sizes(right)?);
    let rows = m.permute(left, &[1, 0, 2])?;
    let rows = m.view(rows, &[a[1], a[0] * a[2]])?;
    let columns = m.view(right, &[b[0] * b[1], b[2]])?;
    addmm(m, op, [x, rows, columns])
}

fn baddbmm<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let &[x, left, right] = op.operands.as_slice() else { return None };
    let (beta, alpha) = (op.number("beta")?, op.number("alpha")?);
    // Factors of integers are taken as integers.
    if op.dtype()?.is_integral(true) && (beta.fract() != 0.0 || alpha.fract() != 0.0) {
        return None;
    }
    let (left, right) = (m.wide(left)?, m.wide(right)?);
    let mut made = m.binary("bmm", left, right)?;
    if alpha != 1.0 {
        made = m.with("mul", made, alpha)?;
    }
    if beta != 0.0 {
        let mut x = m.wide(x)?;
        if beta != 1.0 {
            x = m.with("mul", x, beta)?;
        }
        made = m.add(x, made)?;
    }
    m.cast(made, op.dtype()?)
}

/// a[1, 2, 0] b[2, 0, 1] - a[2, 0, 1] b[1, 2, 0], along a dimension of size 3.
fn cross<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let &[a, b] = op.operands.as_slice() else { return None };
    is_real(op)?;
    let shape = op.sizes()?;
    let dim = match op.int("dim") {
        Some(dim) => from_front(dim, shape.len())? as i64,
        None => shape.iter().position(|size| *size == 3)? as i64,
    };
    let mut turned = |x: Item<'c>, by: i64| {
        let (back, front) = (m.slice(x, dim, by, 3)?, m.slice(x, dim, 0, by)?);
        m.cat(&[back, front], dim)
    };
    let (a1, b1, a2, b2) = (turned(a, 1)?, turned(b, 1)?, turned(a, 2)?, turned(b, 2)?);
    let (left, right) = (m.mul(a1, b2)?, m.mul(a2, b1)?);
    m.sub(left, right)
}

fn vecdot<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let &[x, y] = op.operands.as_slice() else { return None };
    is_real(op)?;
    let dim = op.int("dim")?;
    let (x, y) = (m.wide(x)?, m.wide(y)?);
    let made = m.mul(x, y)?;
    let made = m.sum(made, &[dim], false)?;
    m.cast(made, op.dtype()?)
}

fn int_mm<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let &[a, b] = op.operands.as_slice() else { return None };
    let (a, b) = (m.cast(a, DType::I32)?, m.cast(b, DType::I32)?);
    m.binary("mm", a, b)
}

/// A tensor whose dimensions have names.
#[derive(Clone)]
struct Named<'c> {
    item: Item<'c>,
    labels: Vec<char>,
}

impl<'c> Named<'c> {
    fn new(item: Item<'c>, labels: impl IntoIterator<Item = char>) -> Option<Self> {
        let labels: Vec<char> = labels.into_iter().collect();
        let is_unique = labels.iter().enumerate().all(|(at, label)| !labels[..at].contains(label));
        (is_unique && labels.len() == rank(item) && sizes(item).is_some())
            .then_some(Named { item, labels })
    }

    fn size(&self, label: char) -> i64 {
        let at = self.labels.iter().position(|own| *own == label);
        at.and_then(|at| Some(sizes(self.item)?[at])).unwrap_or(1)
    }

    /// Without the dimensions that nobody needs: sums over them.
    fn keep(self, m: &mut Make<'_, 'c>, needed: impl Fn(char) -> bool) -> Option<Self> {
        let gone: Vec<i64> = (0..self.labels.len())
            .filter(|at| !needed(self.labels[*at]))
            .map(|at| at as i64)
            .collect();
        if gone.is_empty() {
            return Some(self);
        }
        let item = m.sum(self.item, &gone, false)?;
        Some(Named { item, labels: self.labels.into_iter().filter(|it| needed(*it)).collect() })
    }

    /// With its dimensions in another order.
    fn ordered(self, m: &mut Make<'_, 'c>, labels: &[char]) -> Option<Self> {
        if self.labels == labels {
            return Some(self);
        }
        let at = |label: &char| Some(self.labels.iter().position(|own| own == label)? as i64);
        let dims: Vec<i64> = labels.iter().map(at).collect::<Option<_>>()?;
        let item = m.permute(self.item, &dims)?;
        Some(Named { item, labels: labels.to_vec() })
    }
}

/// The sum over all labels but those of the result of the product of two tensors.
fn contract<'c>(
    m: &mut Make<'_, 'c>,
    left: Named<'c>,
    right: Named<'c>,
    result: &[char],
) -> Option<Named<'c>> {
    let (of_left, of_right) = (left.labels.clone(), right.labels.clone());
    let left = left.keep(m, |label| result.contains(&label) || of_right.contains(&label))?;
    let right = right.keep(m, |label| result.contains(&label) || of_left.contains(&label))?;
    let both = |label: &char| left.labels.contains(label) && right.labels.contains(label);
    let is_out = |label: &char| result.contains(label);
    if left.labels.iter().filter(|label| both(label)).any(|it| left.size(*it) != right.size(*it)) {
        return None;
    }
    let batch: Vec<char> =
        left.labels.iter().copied().filter(|it| both(it) && is_out(it)).collect();
    let inner: Vec<char> =
        left.labels.iter().copied().filter(|it| both(it) && !is_out(it)).collect();
    let rows: Vec<char> = left.labels.iter().copied().filter(|it| !both(it)).collect();
    let columns: Vec<char> = right.labels.iter().copied().filter(|it| !both(it)).collect();
    let count = |of: &Named, labels: &[char]| labels.iter().map(|it| of.size(*it)).product::<i64>();
    let (b, k) = (count(&left, &batch), count(&left, &inner));
    let (n, c) = (count(&left, &rows), count(&right, &columns));
    let labels = [batch.as_slice(), &rows, &columns].concat();
    let shape: Vec<i64> = labels.iter().map(|it| left.size(*it).max(right.size(*it))).collect();
    let left = left.ordered(m, &[batch.as_slice(), &rows, &inner].concat())?;
    let right = right.ordered(m, &[batch.as_slice(), &inner, &columns].concat())?;
    let left = m.view(left.item, &[b, n, k])?;
    let right = m.view(right.item, &[b, k, c])?;
    let item = m.binary("bmm", left, right)?;
    Some(Named { item: m.view(item, &shape)?, labels })
}

/// A product of several tensors, from the left.
fn product_of_all<'c>(
    m: &mut Make<'_, 'c>,
    tensors: Vec<Named<'c>>,
    result: &[char],
) -> Option<Item<'c>> {
    let mut left = tensors.into_iter();
    let mut made = left.next()?;
    while let Some(next) = left.next() {
        let later = left.as_slice();
        let is_needed = |label: &char| {
            result.contains(label) || later.iter().any(|tensor| tensor.labels.contains(label))
        };
        let mut labels = [made.labels.as_slice(), &next.labels].concat();
        labels.retain(is_needed);
        made = contract(m, made, next, &labels)?;
    }
    let made = made.keep(m, |label| result.contains(&label))?;
    Some(made.ordered(m, result)?.item)
}

fn einsum<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let equation: String = op.text("equation")?.chars().filter(|it| !it.is_whitespace()).collect();
    if equation.contains('.') {
        return None;
    }
    let (inputs, result) = match equation.split_once("->") {
        Some((inputs, result)) => (inputs, result.chars().collect()),
        None => {
            let once =
                |label: &char| label.is_alphabetic() && equation.matches(*label).count() == 1;
            let mut labels: Vec<char> = equation.chars().filter(once).collect();
            labels.sort_unstable();
            (equation.as_str(), labels)
        }
    };
    let inputs: Vec<&str> = inputs.split(',').collect();
    if inputs.len() != op.operands.len() {
        return None;
    }
    let tensors = op.operands.iter().zip(inputs);
    let tensors = tensors.map(|(item, labels)| Named::new(*item, labels.chars()));
    let tensors: Vec<Named> = tensors.collect::<Option<_>>()?;
    product_of_all(m, tensors, &result)
}

/// Labels for so many dimensions, none of which is used before.
fn labels(from: usize, count: usize) -> Vec<char> {
    (from..from + count).filter_map(|at| char::from_u32('a' as u32 + at as u32)).collect()
}

fn inner<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let &[a, b] = op.operands.as_slice() else { return None };
    if rank(a) == 0 || rank(b) == 0 {
        return m.mul(a, b);
    }
    let left = labels(0, rank(a));
    let mut right = labels(rank(a), rank(b) - 1);
    let result = [&left[..left.len() - 1], &right].concat();
    right.push(*left.last()?);
    let tensors = vec![Named::new(a, left)?, Named::new(b, right)?];
    product_of_all(m, tensors, &result)
}

fn tensordot<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (a, b) = (op.operand("self")?, op.operand("other")?);
    let (of_a, of_b) = (op.ints("dims_self")?, op.ints("dims_other")?);
    let left = labels(0, rank(a));
    let mut right = labels(rank(a), rank(b));
    for (x, y) in of_a.iter().zip(&of_b) {
        *right.get_mut(from_front(*y, rank(b))?)? = *left.get(from_front(*x, rank(a))?)?;
    }
    let is_own = |one: &[char], other: &[char]| -> Vec<char> {
        one.iter().copied().filter(|label| !other.contains(label)).collect()
    };
    let result = [is_own(&left, &right), is_own(&right, &left)].concat();
    product_of_all(m, vec![Named::new(a, left)?, Named::new(b, right)?], &result)
}

/// Sizes a, 1, b, 1, ... times sizes 1, c, 1, d, ...
fn kron<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let &[a, b] = op.operands.as_slice() else { return None };
    let count = rank(a).max(rank(b));
    let padded = |x: Item| {
        let mut shape = vec![1; count - rank(x)];
        shape.extend(sizes(x)?);
        Some(shape)
    };
    let (left, right) = (padded(a)?, padded(b)?);
    let a = m.view(a, &left.iter().flat_map(|size| [*size, 1]).collect::<Vec<_>>())?;
    let b = m.view(b, &right.iter().flat_map(|size| [1, *size]).collect::<Vec<_>>())?;
    let made = m.mul(a, b)?;
    m.view(made, &op.sizes()?)
}

/// Of rows x and y of the inputs: x w y + b.
fn bilinear<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let (x, y, w) = (op.operand("input1")?, op.operand("input2")?, op.operand("weight")?);
    let (left, right) = (sizes(x)?, sizes(y)?);
    let rows: i64 = left[..left.len() - 1].iter().product();
    let x = m.view(x, &[rows, *left.last()?])?;
    let y = m.view(y, &[rows, *right.last()?])?;
    let tensors = vec![
        Named::new(x, "ri".chars())?,
        Named::new(w, "oij".chars())?,
        Named::new(y, "rj".chars())?,
    ];
    let made = product_of_all(m, tensors, &['r', 'o'])?;
    let made = m.view(made, &op.sizes()?)?;
    match op.operand("bias") {
        Some(bias) => m.add(made, bias),
        None => Some(made),
    }
}

/// The sum, over some dimensions, of a product of three that are given new ones.
fn trilinear<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let sums = op.ints("sumdim").filter(|dims| !dims.is_empty())?;
    let own = op.dtype().filter(|own| own.is_float() && *own == own.to_opmath())?;
    let mut product: Option<Item> = None;
    for (factor, dims) in [("i1", "expand1"), ("i2", "expand2"), ("i3", "expand3")] {
        let mut factor = op.operand(factor).filter(|item| dtype(*item) == Some(own))?;
        let mut dims = op.ints(dims)?;
        dims.sort_unstable();
        for dim in dims {
            factor = m.unsqueeze(factor, dim)?;
        }
        product = Some(match product {
            Some(product) => m.mul(product, factor)?,
            None => factor,
        });
    }
    m.sum(product?, &sums, false)
}
