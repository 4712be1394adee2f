//! The loss of connectionist temporal classification.
//!
//! Source of the semantics: `aten/src/ATen/native/LossCTC.cpp` of PyTorch. The algorithm is the
//! forward pass of Graves et al. (2006) on logarithms.

use melior::ir::Value;
use tricast_dialects::{Argument, DType};

use super::{
    Builder, Call, Comparison, Element, LowerError, Outputs, Size, Table, Tensor, loss::summed_up,
};

/// The lowerings of this file.
pub const TABLE: Table = &[("aten.ctc_loss.IntList", ctc), ("aten.ctc_loss.Tensor", ctc)];

/// Lengths `[batch]`, int64.
fn lengths<'c>(b: &Builder<'c>, call: &Call<'c>, name: &str) -> Result<Tensor<'c>, LowerError> {
    if let Argument::Tensor(_) = call.arguments.get(name) {
        return Ok(b.cast_tensor(&b.flatten(&call.tensor(name)), DType::I64));
    }
    let lengths = call.ints(name)?;
    let elements: Vec<Element> = lengths.iter().map(|&size| b.int(DType::I64, size)).collect();
    if elements.is_empty() {
        return Ok(b.empty(&[Size::Static(0)], DType::I64));
    }
    Ok(b.from_elements(&elements, &[lengths.len() as i64]))
}

/// Ends the run where a length is not from 0 to `limit`.
fn check_lengths<'c>(b: &Builder<'c>, lengths: &Tensor<'c>, limit: Size<'c>, name: &str) {
    let limit = b.size_element(limit, DType::I64);
    let in_range = b.fold(lengths, &[0], b.bool(true), |so_far, length| {
        let is_low = b.compare(Comparison::Le, length, limit);
        let is_positive = b.compare(Comparison::Ge, length, b.int(DType::I64, 0));
        b.and(so_far, b.and(is_low, is_positive))
    });
    b.assert(b.item(&in_range), &format!("ctc_loss: {name} longer than what it is of"));
}

/// The arguments of the op.
struct Ctc<'c> {
    /// `[time, batch, classes]`.
    logarithms: Tensor<'c>,
    /// `[batch, length]`, or all one after the other.
    targets: Tensor<'c>,
    input_lengths: Tensor<'c>,
    target_lengths: Tensor<'c>,
    blank: Element<'c>,
}

impl<'c> Ctc<'c> {
    fn read(b: &Builder<'c>, call: &Call<'c>) -> Result<Self, LowerError> {
        let given = call.tensor("log_probs");
        let logarithms = if given.rank() == 2 { b.unsqueeze(&given, 1) } else { given };
        let targets = b.cast_tensor(&call.tensor("targets"), DType::I64);
        let input_lengths = lengths(b, call, "input_lengths")?;
        let target_lengths = lengths(b, call, "target_lengths")?;
        check_lengths(b, &input_lengths, logarithms.shape[0], "input_lengths");
        let longest = targets.shape[targets.rank() - 1];
        check_lengths(b, &target_lengths, longest, "target_lengths");
        let blank = b.int(DType::I64, call.int("blank")?);
        Ok(Ctc { logarithms, targets, input_lengths, target_lengths, blank })
    }

    /// How many states there can be: a blank before each label and after the last.
    fn state_count(&self, b: &Builder<'c>) -> Size<'c> {
        let longest = self.targets.shape[self.targets.rank() - 1];
        b.size_add(b.size_mul(longest, 2), 1)
    }

    /// The label of a state of a sequence whose targets start at `offset`: at odd places the
    /// labels, at even ones blanks.
    fn label(
        &self,
        b: &Builder<'c>,
        sequence: Value<'c, 'c>,
        offset: Element<'c>,
        state: Element<'c>,
    ) -> Element<'c> {
        let [zero, one, two] = [0, 1, 2].map(|value| b.int(DType::I64, value));
        let last = self.targets.shape[self.targets.rank() - 1];
        if last.is(0) {
            return self.blank;
        }
        let index = b.add(offset, b.div(state, two));
        let last = b.sub(b.size_element(last, DType::I64), one);
        let index = b.to_index(b.max(b.min(index, last), zero));
        let place = if self.targets.rank() == 2 { vec![sequence, index] } else { vec![index] };
        let is_blank = b.compare(Comparison::Eq, b.and(state, one), zero);
        b.select(is_blank, self.blank, b.extract(&self.targets, &place))
    }

    /// The logarithm of the probability of a label at a time.
    fn logarithm(
        &self,
        b: &Builder<'c>,
        time: Value<'c, 'c>,
        sequence: Value<'c, 'c>,
        label: Element<'c>,
    ) -> Element<'c> {
        let class = b.wrap_index(label, self.logarithms.shape[2]);
        b.extract(&self.logarithms, &[time, sequence, class])
    }

    /// The states of a sequence after its last step: the logarithm of the probability that the
    /// labels up to the state are said by then. `states` is written over.
    fn forward(
        &self,
        b: &Builder<'c>,
        sequence: Value<'c, 'c>,
        offset: Element<'c>,
        states: &Tensor<'c>,
    ) -> Tensor<'c> {
        let number = |value: i64| b.int(DType::I64, value);
        let length = b.extract(&self.target_lengths, &[sequence]);
        let count = b.add(b.mul(length, number(2)), number(1));
        let count = Size::Value(b.to_index(count));
        let steps = Size::Value(b.to_index(b.extract(&self.input_lengths, &[sequence])));
        b.update(steps, states, |time, states| {
            let is_first = b.compare_sizes(Comparison::Eq, Size::Value(time), 0);
            // From the last, so that those before still are as they were.
            b.update(count, states, |step, states| {
                let last = b.size_sub(b.size_sub(count, 1), Size::Value(step));
                let state = b.from_index(b.size(last));
                let label = self.label(b, sequence, offset, state);
                let before = |distance: i64, holds: Element<'c>| {
                    let place = b.sub(state, number(distance));
                    let is_there = b.compare(Comparison::Ge, place, number(0));
                    let place = b.to_index(b.max(place, number(0)));
                    let nothing = b.lowest(states.dtype);
                    b.select(b.and(is_there, holds), b.extract(states, &[place]), nothing)
                };
                let other = b.max(b.sub(state, number(2)), number(0));
                let other = self.label(b, sequence, offset, other);
                let may_skip = b.compare(Comparison::Ne, label, other);
                let may_skip = b.and(may_skip, b.compare(Comparison::Ne, label, self.blank));
                let all = b.bool(true);
                let so_far = log_sum(b, &[before(0, all), before(1, all), before(2, may_skip)]);
                // At the first step there is nothing before the first blank and label.
                let starts = b.compare(Comparison::Le, state, number(1));
                let start = b.select(starts, b.int(states.dtype, 0), b.lowest(states.dtype));
                let so_far = b.select(is_first, start, so_far);
                let logarithm = self.logarithm(b, time, sequence, label);
                b.insert(b.add(so_far, logarithm), states, &[b.to_index(state)])
            })
        })
    }

    /// The loss of a sequence: minus the logarithm of the probability that it ends in its last
    /// label or the blank after it. Without a step there is only the empty sequence.
    fn loss(&self, b: &Builder<'c>, sequence: Value<'c, 'c>, states: &Tensor<'c>) -> Element<'c> {
        let dtype = states.dtype;
        let [zero, one, two] = [0, 1, 2].map(|value| b.int(DType::I64, value));
        let length = b.extract(&self.target_lengths, &[sequence]);
        let last = b.mul(length, two);
        let before = b.to_index(b.max(b.sub(last, one), zero));
        let is_empty = b.compare(Comparison::Eq, length, zero);
        let label = b.select(is_empty, b.lowest(dtype), b.extract(states, &[before]));
        let blank = b.extract(states, &[b.to_index(last)]);
        let loss = b.neg(log_sum(b, &[label, blank]));
        let steps = b.extract(&self.input_lengths, &[sequence]);
        let without = b.select(is_empty, b.int(dtype, 0), b.highest(dtype));
        b.select(b.compare(Comparison::Eq, steps, zero), without, loss)
    }
}

/// The logarithm of the sum of exponentials; minus infinity of nothing but that.
fn log_sum<'c>(b: &Builder<'c>, terms: &[Element<'c>]) -> Element<'c> {
    let dtype = terms[0].dtype;
    let largest = terms.iter().copied().reduce(|x, y| b.max(x, y)).expect("a term or more");
    let is_nothing = b.compare(Comparison::Eq, largest, b.lowest(dtype));
    let shift = b.select(is_nothing, b.int(dtype, 0), largest);
    let exponentials = terms.iter().map(|&term| b.math("exp", b.sub(term, shift)));
    let sum = exponentials.reduce(|x, y| b.add(x, y)).expect("a term or more");
    b.add(b.math("log", sum), shift)
}

fn ctc<'c>(b: &Builder<'c>, call: &Call<'c>) -> Result<Outputs<'c>, LowerError> {
    let ctc = Ctc::read(b, call)?;
    let dtype = ctc.logarithms.dtype;
    let batch = ctc.logarithms.shape[1];
    let losses = b.empty(&[batch], dtype);
    let states = b.full(&[ctc.state_count(b)], b.lowest(dtype));
    let zero = b.int(DType::I64, 0);
    let initial = [losses.value, states.value, zero.value];
    let results = b.for_each(batch, &initial, |sequence, carried| {
        let offset = Element { value: carried[2], dtype: DType::I64 };
        let states = ctc.forward(b, sequence, offset, &states.with_value(carried[1]));
        let loss = ctc.loss(b, sequence, &states);
        let losses = b.insert(loss, &losses.with_value(carried[0]), &[sequence]);
        let length = b.extract(&ctc.target_lengths, &[sequence]);
        // Only targets in one row go on where the last ones ended.
        let offset = if ctc.targets.rank() == 2 { offset } else { b.add(offset, length) };
        vec![losses.value, states.value, offset.value]
    });
    let losses = losses.with_value(results[0]);
    let is_mean = call.int("reduction")? == 1;
    let zero_infinity = call.bool("zero_infinity")?;
    let losses = b.pointwise(&[&losses, &ctc.target_lengths], dtype, |elements| {
        let mut loss = elements[0];
        if zero_infinity {
            let is_infinite = b.compare(Comparison::Eq, loss, b.highest(dtype));
            loss = b.select(is_infinite, b.int(dtype, 0), loss);
        }
        if is_mean {
            let length = b.max(elements[1], b.int(DType::I64, 1));
            loss = b.div(loss, b.cast(length, dtype));
        }
        loss
    });
    let is_single = call.tensor("log_probs").rank() == 2;
    let losses = if is_single { b.squeeze(&losses, &[0]) } else { losses };
    Ok(summed_up(b, call, &losses)?.into())
}
