//! Loops and branches around tensors.

use melior::ir::{Type, Value, ValueLike, attribute::StringAttribute, operation::OperationLike};

use super::{Builder, Comparison, Element, Size, Tensor};

impl<'c> Builder<'c> {
    /// `scf.for` over `[0, count)`; what `body` gives is carried to the next iteration.
    pub fn for_each(
        &self,
        count: Size<'c>,
        initial: &[Value<'c, 'c>],
        body: impl FnOnce(Value<'c, 'c>, &[Value<'c, 'c>]) -> Vec<Value<'c, 'c>>,
    ) -> Vec<Value<'c, 'c>> {
        let count = self.size(count);
        self.for_range(self.index(0), count, self.index(1), initial, body)
    }

    /// `scf.for` over `[0, count)` that carries one tensor, which `body` gives anew.
    pub fn update(
        &self,
        count: Size<'c>,
        tensor: &Tensor<'c>,
        body: impl FnOnce(Value<'c, 'c>, &Tensor<'c>) -> Tensor<'c>,
    ) -> Tensor<'c> {
        let results = self.for_each(count, &[tensor.value], |index, carried| {
            vec![body(index, &tensor.with_value(carried[0])).value]
        });
        tensor.with_value(results[0])
    }

    /// [`Builder::update`] over all indices of `shape`, in order.
    pub fn update_over(
        &self,
        shape: &[Size<'c>],
        tensor: &Tensor<'c>,
        body: &mut dyn FnMut(&[Value<'c, 'c>], &Tensor<'c>) -> Tensor<'c>,
    ) -> Tensor<'c> {
        self.update_inside(shape, &[], tensor, body)
    }

    fn update_inside(
        &self,
        shape: &[Size<'c>],
        outer: &[Value<'c, 'c>],
        tensor: &Tensor<'c>,
        body: &mut dyn FnMut(&[Value<'c, 'c>], &Tensor<'c>) -> Tensor<'c>,
    ) -> Tensor<'c> {
        let Some((&size, rest)) = shape.split_first() else {
            return body(outer, tensor);
        };
        self.update(size, tensor, |index, tensor| {
            self.update_inside(rest, &[outer, &[index]].concat(), tensor, body)
        })
    }

    /// `scf.for`; what `body` gives is carried to the next iteration.
    pub fn for_range(
        &self,
        start: Value<'c, 'c>,
        end: Value<'c, 'c>,
        step: Value<'c, 'c>,
        initial: &[Value<'c, 'c>],
        body: impl FnOnce(Value<'c, 'c>, &[Value<'c, 'c>]) -> Vec<Value<'c, 'c>>,
    ) -> Vec<Value<'c, 'c>> {
        let types: Vec<Type> = initial.iter().map(|value| value.r#type()).collect();
        let mut arguments = vec![Type::index(self.context)];
        arguments.extend(&types);
        let region = self.inside(&arguments, "scf.yield", |values| body(values[0], &values[1..]));
        let mut operands = vec![start, end, step];
        operands.extend(initial);
        let op = self.op_with("scf.for", &operands, &[], vec![region], &types);
        op.results().map(Value::from).collect()
    }

    /// `scf.while`: as long as `condition` of what is carried holds, `body`.
    pub fn while_loop(
        &self,
        initial: &[Value<'c, 'c>],
        condition: impl FnOnce(&[Value<'c, 'c>]) -> Element<'c>,
        body: impl FnOnce(&[Value<'c, 'c>]) -> Vec<Value<'c, 'c>>,
    ) -> Vec<Value<'c, 'c>> {
        let types: Vec<Type> = initial.iter().map(|value| value.r#type()).collect();
        let before = self.inside(&types, "scf.condition", |values| {
            let mut results = vec![condition(values).value];
            results.extend(values);
            results
        });
        let after = self.inside(&types, "scf.yield", body);
        let op = self.op_with("scf.while", initial, &[], vec![before, after], &types);
        op.results().map(Value::from).collect()
    }

    /// A tensor in the memory of another one of its type, which is not used any more: what a loop
    /// carries stays in its place, where an op alone would not make it there.
    pub fn in_place(&self, tensor: &Tensor<'c>, place: &Tensor<'c>) -> Tensor<'c> {
        let values = [tensor.value, place.value];
        let ty = place.value.r#type();
        let value = self.op("bufferization.materialize_in_destination", &values, ty);
        Tensor { value, ..tensor.clone() }
    }

    /// `scf.if` with the results of one branch or the other.
    pub fn branch(
        &self,
        condition: Element<'c>,
        types: &[Type<'c>],
        then: impl FnOnce() -> Vec<Value<'c, 'c>>,
        otherwise: impl FnOnce() -> Vec<Value<'c, 'c>>,
    ) -> Vec<Value<'c, 'c>> {
        let then = self.inside(&[], "scf.yield", |_| then());
        let otherwise = self.inside(&[], "scf.yield", |_| otherwise());
        let op = self.op_with("scf.if", &[condition.value], &[], vec![then, otherwise], types);
        op.results().map(Value::from).collect()
    }

    /// Ends the run with `message` where the condition does not hold. Not in the body of a
    /// `linalg.generic`.
    pub fn assert(&self, condition: Element<'c>, message: &str) {
        let message = StringAttribute::new(self.context, message).into();
        self.op_with("cf.assert", &[condition.value], &[("msg", message)], vec![], &[]);
    }

    /// Ends the run with an error where an index is not in `[-size, size)`.
    pub fn check_indices(&self, indices: &Tensor<'c>, size: Size<'c>, op: &str) {
        self.check_indices_from(indices, self.size_sub(0, size), size, op);
    }

    /// Ends the run with an error where an index is not in `[lowest, size)`.
    pub fn check_indices_from(
        &self,
        indices: &Tensor<'c>,
        lowest: Size<'c>,
        size: Size<'c>,
        op: &str,
    ) {
        let [lowest, size] = [lowest, size].map(|size| self.from_index(self.size(size)));
        let dims: Vec<usize> = (0..indices.rank()).collect();
        let all = self.reduce(&[indices], &dims, &[self.bool(true)], |so_far, elements, _| {
            let index = self.cast(elements[0], size.dtype);
            let in_range = self.and(
                self.compare(Comparison::Lt, index, size),
                self.compare(Comparison::Ge, index, lowest),
            );
            vec![self.and(so_far[0], in_range)]
        });
        let all = self.item(&all[0]);
        self.assert(all, &format!("{op}: index out of range"));
    }

    /// An index as PyTorch takes it, negative from the end, as an `index` in range: what
    /// [`Builder::check_indices`] has let through is not changed.
    pub fn wrap_index(&self, index: Element<'c>, size: Size<'c>) -> Value<'c, 'c> {
        let size = self.from_index(self.size(size));
        let index = self.cast(index, size.dtype);
        let zero = self.int(size.dtype, 0);
        let is_negative = self.compare(Comparison::Lt, index, zero);
        let index = self.select(is_negative, self.add(index, size), index);
        let last = self.sub(size, self.int(size.dtype, 1));
        self.to_index(self.max(self.min(index, last), zero))
    }
}
