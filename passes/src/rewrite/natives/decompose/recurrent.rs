//! Cells of recurrent networks.

use super::{
    super::make::{Arg, Make, dtype, rank, sizes},
    Item, One, OpItem, Parts, matmul,
};

pub const ONES: &[(&str, One)] = &[
    ("rnn_tanh_cell", |m, op| rnn_cell(m, op, "tanh")),
    ("rnn_relu_cell", |m, op| rnn_cell(m, op, "relu")),
    ("gru_cell", gru_cell),
];

pub const PARTS: &[(&str, Parts)] = &[("lstm_cell", lstm_cell)];

/// x wᵀ + b.
fn affine<'c>(
    m: &mut Make<'_, 'c>,
    op: &OpItem<'c>,
    x: Item<'c>,
    weight: &str,
    bias: &str,
) -> Option<Item<'c>> {
    let weight = op.operand(weight)?;
    // PyTorch rounds half precision between the steps.
    if rank(weight) != 2 || dtype(x)? != dtype(x)?.to_opmath() {
        return None;
    }
    let transposed = m.permute(weight, &[1, 0])?;
    let made = matmul::product_of(m, x, transposed)?;
    match op.operand(bias) {
        Some(bias) => m.add(made, bias),
        None => Some(made),
    }
}

fn rnn_cell<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>, name: &str) -> Option<Item<'c>> {
    let input = affine(m, op, op.operand("input")?, "w_ih", "b_ih")?;
    let state = affine(m, op, op.operand("hx")?, "w_hh", "b_hh")?;
    let sum = m.add(input, state)?;
    m.unary(name, sum)
}

/// Equal parts along the last dimension.
fn gates<'c>(m: &mut Make<'_, 'c>, x: Item<'c>, count: i64) -> Option<Vec<Item<'c>>> {
    let size = sizes(x)?.last()? / count;
    let args = [
        ("split_sizes", Arg::Ints(vec![size; count as usize])),
        ("dim", Arg::Int(rank(x) as i64 - 1)),
    ];
    m.ops("split_with_sizes", &[x], &args)
}

/// n + z (h - n), where r and z are gates and n = tanh(i + r h').
fn gru_cell<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Item<'c>> {
    let state = op.operand("hx")?;
    let input = affine(m, op, op.operand("input")?, "w_ih", "b_ih")?;
    let hidden = affine(m, op, state, "w_hh", "b_hh")?;
    let (input, hidden) = (gates(m, input, 3)?, gates(m, hidden, 3)?);
    let gate = |m: &mut Make<'_, 'c>, index: usize| {
        let sum = m.add(input[index], hidden[index])?;
        m.unary("sigmoid", sum)
    };
    let (reset, update) = (gate(m, 0)?, gate(m, 1)?);
    let old = m.mul(reset, hidden[2])?;
    let new = m.add(input[2], old)?;
    let new = m.unary("tanh", new)?;
    let difference = m.sub(state, new)?;
    let kept = m.mul(update, difference)?;
    m.add(new, kept)
}

/// o tanh(c'), and c' = f c + i g.
fn lstm_cell<'c>(m: &mut Make<'_, 'c>, op: &OpItem<'c>) -> Option<Vec<Item<'c>>> {
    let &[state, cell] = op.operands("hx")? else { return None };
    let input = affine(m, op, op.operand("input")?, "w_ih", "b_ih")?;
    let hidden = affine(m, op, state, "w_hh", "b_hh")?;
    let sum = m.add(input, hidden)?;
    let parts = gates(m, sum, 4)?;
    let &[input, forget, new, output] = parts.as_slice() else { return None };
    let (input, forget) = (m.unary("sigmoid", input)?, m.unary("sigmoid", forget)?);
    let (new, output) = (m.unary("tanh", new)?, m.unary("sigmoid", output)?);
    let (kept, added) = (m.mul(forget, cell)?, m.mul(input, new)?);
    let cell = m.add(kept, added)?;
    let shown = m.unary("tanh", cell)?;
    Some(vec![m.mul(output, shown)?, cell])
}
