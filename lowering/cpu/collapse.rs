//! Simpler forms of a `linalg.generic`: without dimensions of size 1, and with dimensions that
//! follow each other in the memory of every operand made one. Fewer kernels are then different,
//! and their loops are longer.

use melior::ir::{
    AffineExpr, AffineMap, Attribute, OperationRef, Type, Value, ValueLike,
    attribute::ArrayAttribute,
    operation::OperationLike,
    r#type::{MemRefType, ShapedTypeLike},
};
use tricast_mlir::{
    convert::DYNAMIC,
    ir::{affine_map_attribute, attribute, erase, nested_ops, set_attribute},
    rewrite::{replace_uses, take_body},
};

use super::{
    body::index_dim,
    builder::{Builder, Index, sizes},
    structured::{Access, Operand, Structured, elements},
};

/// One dimension of an operand's memory.
#[derive(Clone)]
struct Place<'c> {
    access: Access<'c>,
    size: Index<'c>,
    /// The stride, where it is known.
    stride: Option<i64>,
    /// The dimension of the operand that has this stride.
    dim: usize,
    /// Whether the next dimension goes on where this one ends.
    is_joined: bool,
}

/// The memory of an operand.
struct Layout<'c> {
    places: Vec<Place<'c>>,
    /// Where it starts, from where it started: strides of dimensions, and how often.
    moved: Vec<(Place<'c>, i64)>,
    has_changed: bool,
}

impl<'c> Layout<'c> {
    fn new(builder: Builder<'c>, operand: &Operand<'c>, ty: MemRefType<'c>) -> Self {
        let (strides, _) = ty.strides_and_offset();
        let sizes = sizes(ty);
        let contiguous = MemRefType::contiguous(ty.element(), &sizes, ty.memory_space());
        let is_contiguous = Type::from(contiguous) == ty.into();
        let is_joined = |dim: usize| {
            let Some(next) = strides.get(dim + 1) else {
                return false;
            };
            let known = [strides[dim], *next, sizes[dim + 1]];
            is_contiguous || (!known.contains(&DYNAMIC) && strides[dim] == next * sizes[dim + 1])
        };
        let places = operand.access.iter().enumerate().map(|(dim, access)| Place {
            access: access.clone(),
            size: builder.dim(operand.value, dim),
            stride: (strides[dim] != DYNAMIC).then_some(strides[dim]),
            dim,
            is_joined: is_joined(dim),
        });
        Layout { places: places.collect(), moved: vec![], has_changed: false }
    }

    /// Takes out the dimensions of which always the same place is used.
    fn drop_constant_places(&mut self) {
        let mut places = vec![];
        for place in std::mem::take(&mut self.places) {
            let constant = match &place.access {
                Access::Linear(factors, constant) if factors.iter().all(|it| *it == 0) => *constant,
                _ => {
                    places.push(place);
                    continue;
                }
            };
            // What is after it goes on where what was before it ends only if it is one wide.
            if let Some(before) = places.last_mut() {
                before.is_joined &= place.is_joined && place.size.known() == Some(1);
            }
            self.has_changed = true;
            if constant != 0 {
                self.moved.push((place, constant));
            }
        }
        self.places = places;
    }

    /// Where the dimensions `outer` and `inner` of the iteration space are, if they can be one
    /// in this memory: None if not, Some(None) if neither is used.
    #[allow(clippy::option_option)]
    fn mergeable(&self, outer: usize, inner: usize) -> Option<Option<usize>> {
        let involves = |dim: usize| {
            let places = self.places.iter().enumerate();
            places.filter(move |(_, place)| place.access.involves(dim)).map(|(at, _)| at)
        };
        let (mut outer_at, mut inner_at) = (involves(outer), involves(inner));
        match (outer_at.next(), inner_at.next()) {
            (None, None) => Some(None),
            (Some(at), Some(next)) => {
                let is_one = next == at + 1
                    && self.places[at].is_joined
                    && self.places[at].access.dim() == Some(outer)
                    && self.places[next].access.dim() == Some(inner)
                    && outer_at.next().is_none()
                    && inner_at.next().is_none();
                is_one.then_some(Some(at))
            }
            _ => None,
        }
    }

    /// Makes a dimension and the next one one.
    fn merge(&mut self, builder: Builder<'c>, at: usize) {
        let inner = self.places.remove(at + 1);
        let outer = &mut self.places[at];
        outer.size = builder.mul(outer.size, inner.size);
        (outer.stride, outer.dim, outer.is_joined) = (inner.stride, inner.dim, inner.is_joined);
        self.has_changed = true;
    }

    /// The operand with this layout.
    fn rebuild(&self, builder: Builder<'c>, value: Value<'c, 'c>) -> Value<'c, 'c> {
        if !self.has_changed {
            return value;
        }
        let ty = MemRefType::try_from(value.r#type()).expect("it is a memref");
        let metadata = Metadata { builder, value, ty };
        let mut offset = metadata.offset();
        for (place, by) in &self.moved {
            offset = builder.add(offset, builder.mul(metadata.stride(place), Index::Const(*by)));
        }
        let strides: Vec<Index> = self.places.iter().map(|it| metadata.stride(it)).collect();
        let sizes: Vec<Index> = self.places.iter().map(|place| place.size).collect();
        builder.reinterpret(value, offset, &sizes, &strides)
    }
}

/// The numbers in a memref's descriptor.
struct Metadata<'c> {
    builder: Builder<'c>,
    value: Value<'c, 'c>,
    ty: MemRefType<'c>,
}

impl<'c> Metadata<'c> {
    fn offset(&self) -> Index<'c> {
        match self.ty.strides_and_offset().1 {
            DYNAMIC => Index::Value(self.number(1)),
            offset => Index::Const(offset),
        }
    }

    fn stride(&self, place: &Place<'c>) -> Index<'c> {
        match place.stride {
            Some(stride) => Index::Const(stride),
            None => Index::Value(self.number(2 + self.ty.rank() + place.dim)),
        }
    }

    fn number(&self, result: usize) -> Value<'c, 'c> {
        let op = self.builder.metadata(self.value, self.ty);
        op.results().nth(result).expect("there are sizes and strides").into()
    }
}

/// Replaces an op by a simpler one, if there is one; gives the one that stands in its place.
pub fn simplify<'c>(op: OperationRef<'c, 'c>) -> OperationRef<'c, 'c> {
    let Some(original) = Structured::new(op) else {
        return op;
    };
    let builder = Builder::before(op);
    let mut kept: Vec<bool> = vec![true; original.reduced.len()];
    let structured = without_unit_dims(&original, &mut kept);
    let mut layouts: Vec<Option<Layout>> = structured
        .operands
        .iter()
        .map(|operand| operand.memref.map(|ty| Layout::new(builder, operand, ty)))
        .collect();
    narrow(&original, builder, &mut layouts);
    layouts.iter_mut().flatten().for_each(Layout::drop_constant_places);
    merge_dims(&structured, builder, &mut layouts, &mut kept);
    if kept.iter().all(|it| *it) && layouts.iter().flatten().all(|layout| !layout.has_changed) {
        return op;
    }
    rebuild(&structured, builder, &layouts, &kept)
}

/// Takes the dimensions of size 1 for the number 0.
fn without_unit_dims<'c>(original: &Structured<'c>, kept: &mut [bool]) -> Structured<'c> {
    let mut structured = original.clone();
    for (dim, kept) in kept.iter_mut().enumerate() {
        let is_general = original.operands.iter().any(|operand| operand.is_general(dim));
        if original.size(dim) != Some(1) || is_general {
            continue;
        }
        *kept = false;
        for access in structured.operands.iter_mut().flat_map(|operand| &mut operand.access) {
            if let Access::Linear(factors, _) = access {
                factors[dim] = 0;
            }
        }
    }
    structured
}

/// Where a place is now used by one dimension alone, and was not, it may be longer than that
/// dimension, which linalg does not allow.
fn narrow<'c>(original: &Structured<'c>, builder: Builder<'c>, layouts: &mut [Option<Layout<'c>>]) {
    for (operand, layout) in original.operands.iter().zip(layouts) {
        let Some(layout) = layout else {
            continue;
        };
        for (at, access) in operand.access.iter().enumerate() {
            let Some(dim) = layout.places[at].access.dim().filter(|it| access.dim() != Some(*it))
            else {
                continue;
            };
            if let Some((source, place)) = original.size_source(dim) {
                layout.places[at].size = builder.dim(original.operands[source].value, place);
                layout.has_changed = true;
                if let Some(before) = at.checked_sub(1) {
                    layout.places[before].is_joined = false;
                }
            }
        }
    }
}

/// Makes dimensions one that follow each other in every operand.
fn merge_dims<'c>(
    structured: &Structured<'c>,
    builder: Builder<'c>,
    layouts: &mut [Option<Layout<'c>>],
    kept: &mut [bool],
) {
    let indexed: Vec<usize> = nested_ops(structured.op).into_iter().filter_map(index_dim).collect();
    loop {
        let neighbours = layouts.iter().flatten().flat_map(|layout| layout.places.windows(2));
        let pairs = neighbours
            .filter_map(|pair| Some((pair[0].access.dim()?, pair[1].access.dim()?)))
            .filter(|(outer, inner)| {
                structured.reduced[*outer] == structured.reduced[*inner]
                    && !indexed.contains(outer)
                    && !indexed.contains(inner)
            });
        let is_one = |(outer, inner): &(usize, usize)| {
            layouts.iter().flatten().all(|layout| layout.mergeable(*outer, *inner).is_some())
        };
        let Some((outer, inner)) = pairs.into_iter().find(is_one) else {
            return;
        };
        for layout in layouts.iter_mut().flatten() {
            if let Some(Some(at)) = layout.mergeable(outer, inner) {
                layout.merge(builder, at);
            }
        }
        kept[inner] = false;
    }
}

/// Builds the simpler op, and erases the old one.
fn rebuild<'c>(
    structured: &Structured<'c>,
    builder: Builder<'c>,
    layouts: &[Option<Layout<'c>>],
    kept: &[bool],
) -> OperationRef<'c, 'c> {
    let op = structured.op;
    let dims: Vec<usize> = (0..kept.len()).filter(|dim| kept[*dim]).collect();
    let number = |dim: usize| dims.iter().position(|kept| *kept == dim);
    // What the old dimensions are in terms of the new ones.
    let old_dims: Vec<AffineExpr> = (0..kept.len())
        .map(|dim| match number(dim) {
            Some(number) => AffineExpr::dim(builder.context, number),
            None => AffineExpr::constant(builder.context, 0),
        })
        .collect();
    let old_dims = AffineMap::new(builder.context, dims.len(), 0, &old_dims);
    let mut operands = vec![];
    let mut maps: Vec<Attribute> = vec![];
    for (operand, layout) in structured.operands.iter().zip(layouts) {
        let places = layout.as_ref().map_or(&[] as &[Place], |layout| &layout.places);
        let exprs = places.iter().map(|place| expr(builder, &place.access).compose(old_dims));
        let exprs: Vec<AffineExpr> = exprs.collect();
        maps.push(affine_map_attribute(AffineMap::new(builder.context, dims.len(), 0, &exprs)));
        operands.push(match layout {
            Some(layout) => layout.rebuild(builder, operand.value),
            None => operand.value,
        });
    }
    for inner in nested_ops(op) {
        let Some(dim) = index_dim(inner) else {
            continue;
        };
        match number(dim) {
            Some(number) => set_attribute(inner, "dim", builder.i64(number as i64)),
            None => {
                let result = inner.results().next().expect("an index has a result");
                replace_uses(result.into(), Builder::before(inner).index(0));
                erase(inner);
            }
        }
    }
    let iterators: Vec<Attribute> = attribute(op, "iterator_types")
        .and_then(|it| ArrayAttribute::try_from(it).ok())
        .map(|all| elements(all).collect())
        .unwrap_or_default();
    let iterators: Vec<Attribute> = dims.iter().map(|dim| iterators[*dim]).collect();
    let segments = attribute(op, "operandSegmentSizes").expect("the op was taken apart by it");
    let attributes = [
        ("indexing_maps", ArrayAttribute::new(builder.context, &maps).into()),
        ("iterator_types", ArrayAttribute::new(builder.context, &iterators).into()),
        ("operandSegmentSizes", segments),
    ];
    let body = take_body(op.regions().next().expect("the op has a body"));
    let new = builder.op_with_regions("linalg.generic", &operands, &attributes, &[], vec![body]);
    erase(op);
    new
}

fn expr<'c>(builder: Builder<'c>, access: &Access<'c>) -> AffineExpr<'c> {
    let (factors, constant) = match access {
        Access::General(expr) => return *expr,
        Access::Linear(factors, constant) => (factors, constant),
    };
    let terms = factors.iter().enumerate().filter(|(_, factor)| **factor != 0);
    terms.fold(AffineExpr::constant(builder.context, *constant), |sum, (dim, factor)| {
        let factor = AffineExpr::constant(builder.context, *factor);
        sum + AffineExpr::dim(builder.context, dim) * factor
    })
}
