//! Slices and reshapes of tensors whose dimensions have another order.

use melior::ir::{
    Attribute, OperationRef, Type, Value, ValueLike,
    attribute::{ArrayAttribute, DenseI64ArrayAttribute, IntegerAttribute},
    operation::OperationLike,
};
use tricast_mlir::{
    convert::DYNAMIC,
    ir::{attribute, erase, ranked_tensor, shape_of},
    rewrite::element_type,
};

use super::{
    super::{
        builder::{Builder, Index},
        tensors::{collapse, expand},
    },
    relayout::{Relayout, Reordered},
};

impl<'c> Relayout<'c> {
    /// `tensor.insert_slice`, in the order of what is inserted or of what it is inserted into.
    pub fn insert_slice(&mut self, op: OperationRef<'c, 'c>) -> Option<()> {
        let mut operands = op.operands();
        let (source, into) = (operands.next()?, operands.next()?);
        let known = self.reordered(source).or_else(|| self.reordered(into))?;
        let slice = Slice::of(op, 2)?.in_order(&known.order)?;
        if shape_of(source.r#type()).len() != known.order.len() {
            return None;
        }
        let builder = Builder::before(op);
        let tensors = [source, into].map(|tensor| self.in_order(builder, tensor, &known.order));
        let value = slice.build(builder, "tensor.insert_slice", &tensors, tensors[1].r#type());
        self.replace(op.results().next()?.into(), Reordered { value, order: known.order });
        erase(op);
        Some(())
    }

    /// `tensor.extract_slice`, in the order of what it is of.
    pub fn extract_slice(&mut self, op: OperationRef<'c, 'c>) -> Option<()> {
        let known = self.reordered(op.operands().next()?)?;
        let result: Value = op.results().next()?.into();
        let shape = shape_of(result.r#type());
        if shape.len() != known.order.len() {
            return None;
        }
        let slice = Slice::of(op, 1)?.in_order(&known.order)?;
        let sizes: Vec<i64> =
            known.order.iter().map(|dim| shape[*dim].unwrap_or(DYNAMIC)).collect();
        let ty = ranked_tensor(&sizes, element_type(result.r#type())?);
        let builder = Builder::before(op);
        let value = slice.build(builder, "tensor.extract_slice", &[known.value], ty);
        self.replace(result, Reordered { value, order: known.order });
        erase(op);
        Some(())
    }

    /// `tensor.collapse_shape` of dimensions that lie together in the other order too.
    pub fn collapse_shape(&mut self, op: OperationRef<'c, 'c>) -> Option<()> {
        let source = op.operands().next()?;
        let known = self.reordered(source)?;
        let groups = groups(op)?;
        let shape = shape_of(source.r#type());
        let group_of = |dim: &usize| groups.iter().position(|group| group.contains(dim));
        let (mut order, mut new_groups): (Vec<usize>, Vec<Vec<usize>>) = (vec![], vec![]);
        for (place, dim) in known.order.iter().enumerate() {
            let group = group_of(dim)?;
            match new_groups.last_mut() {
                Some(last) if order.last() == Some(&group) => last.push(place),
                _ if order.contains(&group) => return None,
                _ => {
                    order.push(group);
                    new_groups.push(vec![place]);
                }
            }
        }
        // What counts of each group has to be in the same order.
        let follows = new_groups.iter().all(|group| {
            let dims = group.iter().map(|place| known.order[*place]);
            dims.filter(|dim| shape[*dim] != Some(1)).is_sorted()
        });
        if !follows || order.len() != groups.len() {
            return None;
        }
        let builder = Builder::before(op);
        let value = collapse(builder, known.value, &new_groups);
        self.replace(op.results().next()?.into(), Reordered { value, order });
        erase(op);
        Some(())
    }

    /// `tensor.expand_shape`.
    pub fn expand_shape(&mut self, op: OperationRef<'c, 'c>) -> Option<()> {
        let known = self.reordered(op.operands().next()?)?;
        let groups = groups(op)?;
        let builder = Builder::before(op);
        let result: Value = op.results().next()?.into();
        let mut dynamic = op.operands().skip(1);
        let sizes: Option<Vec<Index>> = shape_of(result.r#type())
            .into_iter()
            .map(|size| match size {
                Some(size) => Some(Index::Const(size)),
                None => dynamic.next().map(Index::Value),
            })
            .collect();
        let sizes = sizes?;
        let (mut order, mut new_groups): (Vec<usize>, Vec<Vec<usize>>) = (vec![], vec![]);
        for dim in &known.order {
            let group = &groups[*dim];
            new_groups.push((order.len()..order.len() + group.len()).collect());
            order.extend(group);
        }
        let sizes: Vec<Index> = order.iter().map(|dim| sizes[*dim]).collect();
        let value = expand(builder, known.value, &new_groups, &sizes);
        self.replace(result, Reordered { value, order });
        erase(op);
        Some(())
    }
}

/// The groups of dimensions of a reshape.
fn groups(op: OperationRef) -> Option<Vec<Vec<usize>>> {
    let groups = ArrayAttribute::try_from(attribute(op, "reassociation")?).ok()?;
    let elements = |array: ArrayAttribute| -> Option<Vec<usize>> {
        let numbers = (0..array.len()).map(|index| {
            let number = IntegerAttribute::try_from(array.element(index).ok()?).ok()?;
            usize::try_from(number.value()).ok()
        });
        numbers.collect()
    };
    let groups = (0..groups.len())
        .map(|index| elements(ArrayAttribute::try_from(groups.element(index).ok()?).ok()?));
    groups.collect()
}

/// The names of the attributes of slices, and where the dynamic ones of them are.
const PARTS: [&str; 3] = ["static_offsets", "static_sizes", "static_strides"];

/// Offsets, sizes and strides.
struct Slice<'c> {
    parts: [Vec<Index<'c>>; 3],
}

impl<'c> Slice<'c> {
    /// Of an op with so many tensors as its first operands.
    fn of(op: OperationRef<'c, 'c>, tensors: usize) -> Option<Self> {
        let mut dynamic = op.operands().skip(tensors);
        let mut part = |name| -> Option<Vec<Index<'c>>> {
            let numbers = DenseI64ArrayAttribute::try_from(attribute(op, name)?).ok()?;
            let numbers = (0..numbers.len()).map(|index| match numbers.element(index).ok()? {
                DYNAMIC => dynamic.next().map(Index::Value),
                number => Some(Index::Const(number)),
            });
            numbers.collect()
        };
        let [offsets, sizes, strides] = PARTS;
        Some(Slice { parts: [part(offsets)?, part(sizes)?, part(strides)?] })
    }

    /// With its dimensions in another order.
    fn in_order(&self, order: &[usize]) -> Option<Self> {
        let is_whole = self.parts.iter().all(|part| part.len() == order.len());
        let part = |part: &Vec<Index<'c>>| order.iter().map(|dim| part[*dim]).collect();
        is_whole.then(|| Slice { parts: self.parts.each_ref().map(part) })
    }

    /// The op of this name on tensors.
    fn build(
        &self,
        builder: Builder<'c>,
        name: &str,
        tensors: &[Value<'c, 'c>],
        ty: Type<'c>,
    ) -> Value<'c, 'c> {
        let mut operands = tensors.to_vec();
        let mut segments = vec![1; tensors.len()];
        let mut attributes: Vec<(&str, Attribute)> = vec![];
        for (name, part) in PARTS.iter().zip(&self.parts) {
            let numbers: Vec<i64> =
                part.iter().map(|index| index.known().unwrap_or(DYNAMIC)).collect();
            attributes.push((name, builder.i64s(&numbers)));
            let before = operands.len();
            operands.extend(part.iter().filter_map(|index| match index {
                Index::Value(value) => Some(*value),
                Index::Const(_) => None,
            }));
            segments.push((operands.len() - before) as i32);
        }
        attributes.push(("operandSegmentSizes", builder.i32s(&segments)));
        builder.value(name, &operands, &attributes, ty)
    }
}
