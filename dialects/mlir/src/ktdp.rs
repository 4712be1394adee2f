//! What the ops of `ktdp` ask of each other; see [`crate::verify`].

use melior::Context;
use melior::ir::{
    AffineMap, Attribute, OperationRef, Type, TypeLike, ValueLike, attribute::ArrayAttribute,
    operation::OperationLike,
};

use crate::{
    affine::{IntegerSet, integer_set},
    ir::{attribute, block_arguments, block_ops, body, bools, integers, shape_of},
    rewrite::{affine_map, element_type},
    verify::{Verdict, check, operand_type, result_type},
};

/// Whether an op of `ktdp` is as it should be.
///
/// # Errors
/// If not, what is wrong.
pub fn verify(op: OperationRef) -> Result<(), String> {
    match op.name().as_string_ref().as_str().unwrap_or_default() {
        "ktdp.construct_memory_view" => memory_view(op),
        "ktdp.construct_distributed_memory_view" => distributed_view(op),
        "ktdp.construct_access_tile" => access_tile(op),
        "ktdp.construct_indirect_access_tile" => indirect_access_tile(op),
        "ktdp.load" => same_sizes(operand_type(op, 0)?, result_type(op)?),
        "ktdp.store" => same_sizes(operand_type(op, 1)?, operand_type(op, 0)?),
        "ktdp.runtime_arg_extract" => runtime_arg_extract(op),
        "ktdp.inter_tile_produce" => inter_tile_produce(op),
        "ktdp.inter_tile_consume" => consumers(op),
        "ktdp.inter_tile_reduce" => inter_tile_reduce(op),
        name => Err(format!("is not verified in Rust: {name}")),
    }
}

/// How many operands each group of an op with several has.
///
/// # Errors
/// If the op does not say so.
pub fn segments<const N: usize>(op: OperationRef) -> Result<[usize; N], String> {
    let text = "has no sizes of its operand groups";
    let sizes = attribute(op, "operandSegmentSizes").ok_or(text)?;
    let sizes: Vec<usize> = dense_i32(sizes);
    sizes.try_into().map_err(|_| text.into())
}

fn dense_i32(attribute: Attribute) -> Vec<usize> {
    let array = melior::ir::attribute::DenseI32ArrayAttribute::try_from(attribute);
    let Ok(array) = array else { return vec![] };
    (0..array.len())
        .filter_map(|index| array.element(index).ok())
        .map(|size| size as usize)
        .collect()
}

/// The set in an attribute of an op; None if it has none of this name.
pub fn set<'c: 'a, 'a>(op: OperationRef<'c, 'a>, name: &str) -> Option<IntegerSet<'c>> {
    integer_set(attribute(op, name)?)
}

/// The map in an attribute of an op; None if it has none of this name.
pub fn map<'c: 'a, 'a>(op: OperationRef<'c, 'a>, name: &str) -> Option<AffineMap<'c>> {
    affine_map(attribute(op, name)?)
}

/// The maps of an array in an attribute of an op.
pub fn maps<'c: 'a, 'a>(op: OperationRef<'c, 'a>, name: &str) -> Vec<AffineMap<'c>> {
    let array = attribute(op, name).and_then(|array| ArrayAttribute::try_from(array).ok());
    let Some(array) = array else { return vec![] };
    (0..array.len()).filter_map(|place| affine_map(array.element(place).ok()?)).collect()
}

/// Where a view is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemorySpace {
    /// Memory of all compute tiles.
    Global,
    /// The scratchpad of this compute tile, or of the one with this number.
    Local(Option<usize>),
}

/// Where a view is, by the newer or the older name.
pub fn memory_space(view: OperationRef) -> Option<MemorySpace> {
    let text = attribute(view, "memory_space")?.to_string();
    let inner = text.split_once('<')?.1.strip_suffix('>')?;
    let mut parts = inner.split(',').map(str::trim);
    let kind = parts.next()?;
    let number = parts.next().and_then(|part| part.split_once('=')?.1.trim().parse().ok());
    match kind {
        "ct_local" | "LX" | "L0" => Some(MemorySpace::Local(number)),
        _ => Some(MemorySpace::Global),
    }
}

/// The groups of a tile future.
pub fn groups<'c>(context: &'c Context, future: Type<'c>) -> Option<IntegerSet<'c>> {
    let text = future.to_string();
    let set = text.split_once(", groups = ")?.1.strip_suffix('>')?;
    integer_set(Attribute::parse(context, set)?)
}

fn equal(what: &str, have: usize, of: &str, want: usize) -> Verdict {
    check(have == want, || format!("has {have} {what}, but {want} {of}"))
}

fn memory_view(op: OperationRef) -> Verdict {
    let ty = result_type(op)?;
    let shape = shape_of(ty);
    for (name, what) in [("static_sizes", "sizes"), ("static_strides", "strides")] {
        let list = attribute(op, name).and_then(integers).unwrap_or_default();
        equal(what, list.len(), "dimensions", shape.len())?;
        if name == "static_sizes" {
            for (dim, (size, known)) in list.iter().zip(&shape).enumerate() {
                let known = known.filter(|_| *size >= 0).unwrap_or(*size);
                check(known == *size, || {
                    format!("dimension {dim} has size {size}, but {known} in its type")
                })?;
            }
        }
    }
    let [_, sizes, _] = segments::<3>(op)?;
    let Some(set) = set(op, "coordinate_set") else { return Ok(()) };
    equal("dimensions in its coordinate set", set.dims, "in its type", shape.len())?;
    check(set.symbols <= sizes, || {
        format!("has {} symbols in its coordinate set, but {sizes} dynamic sizes", set.symbols)
    })
}

fn distributed_view(op: OperationRef) -> Verdict {
    let ty = result_type(op)?;
    check(op.operand_count() > 0, || "is of no views".into())?;
    for part in op.operands() {
        equal("dimensions in a part", shape_of(part.r#type()).len(), "in all", shape_of(ty).len())?;
        check(element_type(part.r#type()) == element_type(ty), || {
            format!("has a part of {}, but is of {ty}", part.r#type())
        })?;
    }
    Ok(())
}

/// A set of points, their order, and the tile that has as many dimensions.
fn points(op: OperationRef, set_name: &str, order: &str, symbols: usize) -> Verdict {
    let rank = shape_of(result_type(op)?).len();
    if let Some(set) = set(op, set_name) {
        equal(&format!("dimensions in {set_name}"), set.dims, "in the access tile", rank)?;
        equal(&format!("symbols in {set_name}"), set.symbols, "symbol operands", symbols)?;
    }
    if let Some(map) = map(op, order) {
        equal(&format!("dimensions in {order}"), map.dim_count(), "in the access tile", rank)?;
        equal(&format!("results of {order}"), map.result_count(), "dimensions", rank)?;
    }
    Ok(())
}

fn access_tile(op: OperationRef) -> Verdict {
    let [_, indices, symbols] = segments::<3>(op)?;
    let base = shape_of(operand_type(op, 0)?);
    let map = map(op, "base_map").ok_or("has no base_map")?;
    equal("indices", indices, "inputs of base_map", map.input_count())?;
    equal("subscripts", map.result_count(), "dimensions in its view", base.len())?;
    let rank = shape_of(result_type(op)?).len();
    equal("dimensions in its view", base.len(), "in the access tile", rank)?;
    points(op, "access_tile_set", "access_tile_order", symbols)
}

fn indirect_access_tile(op: OperationRef) -> Verdict {
    let [_, views, captured, symbols] = segments::<4>(op)?;
    let subscripts = maps(op, "subscripts");
    let indirect = attribute(op, "indirect").and_then(bools).unwrap_or_default();
    let base = shape_of(operand_type(op, 0)?);
    equal("subscripts", subscripts.len(), "dimensions in its view", base.len())?;
    equal("subscripts", subscripts.len(), "of them direct or not", indirect.len())?;
    let through = indirect.iter().filter(|indirect| **indirect).count();
    equal("index views", views, "subscripts through one", through)?;
    let mut next = 1;
    for (dim, (map, indirect)) in subscripts.iter().zip(indirect).enumerate() {
        equal("values in its subscripts", captured, "captured", map.symbol_count())?;
        let mut places = 1;
        if indirect {
            let view = operand_type(op, next)?;
            let integers = element_type(view).is_some_and(|ty| ty.is_integer() || ty.is_index());
            check(integers, || format!("subscript {dim} is read from {view}, not of integers"))?;
            places = shape_of(view).len();
            next += 1;
        }
        let of = format!("expected in subscript {dim}");
        equal("expressions", map.result_count(), &of, places)?;
    }
    let variables = subscripts.first().map_or(0, AffineMap::dim_count);
    let rank = shape_of(result_type(op)?).len();
    equal("intermediate variables", variables, "dimensions in the access tile", rank)?;
    points(op, "variables_space_set", "variables_space_order", symbols)
}

fn same_sizes(tile: Type, tensor: Type) -> Verdict {
    check(shape_of(tile) == shape_of(tensor), || {
        format!("moves {tensor} at {tile}: the sizes are not the same")
    })
}

fn runtime_arg_extract(op: OperationRef) -> Verdict {
    let (arg, result) = (operand_type(op, 0)?, result_type(op)?);
    // `!ktdp.runtime_arg<index, granularity = 3>`: the type has no getters of its own here.
    let text = arg.to_string();
    let inner = text.split_once('<').map_or("", |(_, inner)| inner);
    let part = attribute(op, "part").map(|part| part.to_string()).unwrap_or_default();
    if let Some(name) = ["granularity", "upperbound"].into_iter().find(|name| part.contains(name)) {
        check(inner.contains(name), || format!("asks for the {name} that {arg} does not have"))?;
    }
    let underlying = inner.split([',', '>']).next().unwrap_or_default();
    check(underlying == result.to_string(), || format!("gives {result} of {arg}"))
}

/// What a tile future hands over.
fn roles(future: Type) -> Vec<String> {
    let text = future.to_string();
    let inner = text.split_once('<').map_or("", |(_, inner)| inner);
    let inner = inner.rsplit_once(", groups = ").map_or("", |(roles, _)| roles);
    let inner = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(inner);
    // Commas are inside the types of tensors with encodings only.
    let mut depth = 0;
    let parts = inner.split(|character: char| {
        depth += i32::from(character == '<') - i32::from(character == '>');
        depth == 0 && character == ','
    });
    parts.map(|role| role.trim().to_owned()).collect()
}

/// A set of the tiles of a group.
fn tiles(op: OperationRef, name: &str) -> Verdict {
    let set = set(op, name).ok_or_else(|| format!("has no {name}"))?;
    equal(&format!("dimensions in {name}"), set.dims, "expected: the tile", 1)?;
    check(set.symbols <= 1, || {
        format!("has {} symbols in {name}, but at most 1 expected: the group", set.symbols)
    })
}

fn inter_tile_produce(op: OperationRef) -> Verdict {
    tiles(op, "producer_tiles_per_group")?;
    let body = body(op).ok_or("has no body")?;
    let arguments = block_arguments(body);
    let takes_group = matches!(&arguments[..], [group] if group.r#type().is_index());
    check(takes_group, || "has a body that does not take the number of its group".into())?;
    yields(body, "ktdp.yield_partial", &roles(result_type(op)?))?;
    let uses = op.results().map(|future| crate::rewrite::uses(future.into()).len()).sum::<usize>();
    check(uses <= 1, || format!("makes a tile future with {uses} uses, but one is allowed"))
}

/// That a block ends with values of these types.
fn yields<'c>(body: melior::ir::BlockRef<'c, 'c>, terminator: &str, types: &[String]) -> Verdict {
    let last = block_ops(body).last().ok_or("has an empty body")?;
    check(crate::ir::name_is(last, terminator), || format!("has a body without {terminator}"))?;
    let values: Vec<String> = last.operands().map(|value| value.r#type().to_string()).collect();
    check(values == types, || format!("yields ({}), not ({})", values.join(", "), types.join(", ")))
}

fn consumers(op: OperationRef) -> Verdict {
    tiles(op, "consumer_tiles_per_group")?;
    let name = "producer_dependency_per_consumer";
    if let Some(set) = set(op, name) {
        equal(&format!("dimensions in {name}"), set.dims, "expected: the producer", 1)?;
        check((1..=2).contains(&set.symbols), || {
            format!("has {} symbols in {name}, but expected consumer and group", set.symbols)
        })?;
    }
    let roles = roles(operand_type(op, 0)?);
    equal("results", op.result_count(), "in its tile future", roles.len())
}

fn inter_tile_reduce(op: OperationRef) -> Verdict {
    consumers(op)?;
    let roles = roles(operand_type(op, 0)?);
    let identities: Vec<String> =
        op.operands().skip(1).map(|value| value.r#type().to_string()).collect();
    check(identities == roles, || {
        format!("has identities ({}), not ({})", identities.join(", "), roles.join(", "))
    })?;
    let body = body(op).ok_or("has no combiner")?;
    let arguments: Vec<String> =
        block_arguments(body).iter().map(|value| value.r#type().to_string()).collect();
    check(arguments == [&roles[..], &roles[..]].concat(), || {
        format!(
            "has a combiner of ({}), not of two times ({})",
            arguments.join(", "),
            roles.join(", ")
        )
    })?;
    yields(body, "ktdp.yield_reduced", &roles)
}
