//! A function of `ktdp` and what computes on tensors, as the simulator takes it.

use std::collections::HashMap;

use melior::{
    Context,
    ir::{
        AffineExpr, AffineMap, Attribute, BlockRef, Module, OperationRef, RegionLike, Type,
        TypeLike, Value, ValueLike,
        attribute::{ArrayAttribute, FloatAttribute, IntegerAttribute},
        operation::OperationLike,
    },
};
use tricast_mlir::{
    affine::IntegerSet,
    ir::{
        attribute, block_arguments, block_ops, body, context_of, dense_bytes, integers, name_is,
        outlive, shape_of, string_attribute,
    },
    ktdp::{self, MemorySpace, segments},
    rewrite::{bit_width, element_type, indexing_maps, value_id},
};
use tricast_spyre::{
    Element, Error, Function, Numerics,
    access::order_of,
    affine::{Expr, Map, Set},
    element::{read_floats, read_integers},
    kernel::{Class, Instruction, Kernel, Operation},
    program::{
        Block, Extent, Kind, Literal, Op, Space, Structured, Subscript, TensorType, ValueId,
    },
    structured::contraction,
};

use super::scalar;

type Result<T> = std::result::Result<T, Error>;

fn refuse<T>(message: impl Into<String>) -> Result<T> {
    Err(Error::new(message))
}

/// The functions of a module by name.
pub fn function_names(module: &Module) -> Vec<String> {
    let ops = block_ops(outlive(module.body()));
    let functions = ops.filter(|op| name_is(*op, "func.func") && body(*op).is_some());
    functions.filter_map(|op| Some(string_attribute(op, "sym_name")?.to_owned())).collect()
}

/// A function of a module as the simulator takes it; the only one if none is named.
///
/// # Errors
/// If there is no such function, or if something in it is not simulated.
pub fn function(module: &Module, name: Option<&str>) -> Result<Function> {
    let names = function_names(module);
    let name = match (name, &names[..]) {
        (Some(name), _) => name.to_owned(),
        (None, [only]) => only.clone(),
        (None, []) => return refuse("the module has no function"),
        (None, _) => {
            return refuse(format!("the module has several functions: {}", names.join(", ")));
        }
    };
    let is_it = |op: &OperationRef| {
        name_is(*op, "func.func") && string_attribute(*op, "sym_name") == Some(&name)
    };
    let op = block_ops(outlive(module.body())).find(is_it);
    let op = op.ok_or_else(|| Error::new(format!("there is no function '{name}'")))?;
    Translator::new(op).function(op, &name).map_err(|error| error.of(format!("function '{name}'")))
}

struct Translator<'c> {
    context: &'c Context,
    values: HashMap<usize, ValueId>,
}

/// The type of an element; None of a type that is not simulated.
pub fn element_of(ty: Type) -> Option<Element> {
    let by_name = [
        ("f16", Element::F16),
        ("bf16", Element::Bf16),
        ("f32", Element::F32),
        ("i1", Element::I1),
        ("i8", Element::I8),
        ("i16", Element::I16),
        ("i32", Element::I32),
        ("i64", Element::I64),
        ("index", Element::Index),
    ];
    bit_width(ty)?;
    let name = ty.to_string();
    by_name.into_iter().find(|(known, _)| *known == name).map(|(_, element)| element)
}

fn element(ty: Type) -> Result<Element> {
    let inner = element_type(ty).unwrap_or(ty);
    element_of(inner).ok_or_else(|| Error::new(format!("the type {ty} is not simulated")))
}

/// Sizes that are known.
fn sizes(ty: Type) -> Result<Vec<usize>> {
    let known = |size: Option<i64>| size.map(|size| size as usize);
    let sizes: Option<Vec<usize>> = shape_of(ty).into_iter().map(known).collect();
    sizes.ok_or_else(|| {
        Error::new(format!("the type {ty} has dynamic sizes, which are not simulated"))
    })
}

fn tensor_type(ty: Type) -> Result<TensorType> {
    Ok(TensorType { sizes: sizes(ty)?, element: element(ty)? })
}

fn expr(expr: AffineExpr) -> Expr {
    let (left, right) = (|| Box::new(self::expr(expr.lhs())), || Box::new(self::expr(expr.rhs())));
    match () {
        () if expr.is_dim() => Expr::Dim(expr.dim_position()),
        () if expr.is_symbol() => Expr::Symbol(expr.symbol_position()),
        () if expr.is_constant() => Expr::Constant(expr.constant_value()),
        () if expr.is_add() => Expr::Add(left(), right()),
        () if expr.is_mul() => Expr::Mul(left(), right()),
        () if expr.is_mod() => Expr::Mod(left(), right()),
        () if expr.is_floor_div() => Expr::FloorDiv(left(), right()),
        () => Expr::CeilDiv(left(), right()),
    }
}

fn map(map: &AffineMap) -> Map {
    let results = (0..map.result_count()).filter_map(|place| Some(expr(map.result(place).ok()?)));
    Map { dims: map.dim_count(), symbols: map.symbol_count(), results: results.collect() }
}

fn set(set: &IntegerSet) -> Set {
    let of = |zero: bool| {
        let constraints = set.constraints.iter().filter(move |(_, exact)| *exact == zero);
        constraints.map(|(constraint, _)| expr(*constraint)).collect()
    };
    Set { dims: set.dims, symbols: set.symbols, positive: of(false), zero: of(true) }
}

fn set_of(op: OperationRef, name: &str) -> Option<Set> {
    ktdp::set(op, name).as_ref().map(set)
}

fn needed_set(op: OperationRef, name: &str) -> Result<Set> {
    set_of(op, name).ok_or_else(|| Error::new(format!("{name} is missing")))
}

fn order(op: OperationRef, name: &str, rank: usize) -> Result<Vec<usize>> {
    ktdp::map(op, name).map_or_else(|| Ok((0..rank).collect()), |order| order_of(&map(&order)))
}

fn numbers(op: OperationRef, name: &str) -> Result<Vec<i64>> {
    let list = attribute(op, name).and_then(integers);
    list.ok_or_else(|| Error::new(format!("{name} is missing")))
}

fn extent(value: i64) -> Extent {
    if value == i64::MIN { Extent::Dynamic } else { Extent::Static(value) }
}

fn extents(op: OperationRef, name: &str) -> Result<Vec<Extent>> {
    Ok(numbers(op, name)?.into_iter().map(extent).collect())
}

fn known_sizes(op: OperationRef) -> Result<Vec<usize>> {
    let known = |size: i64| {
        usize::try_from(size).map_err(|_| Error::new("a part of dynamic size is not simulated"))
    };
    numbers(op, "static_sizes")?.into_iter().map(known).collect()
}

fn grid(op: OperationRef) -> Result<Vec<usize>> {
    let Some(grid) = attribute(op, "grid") else { return Ok(vec![1]) };
    let size = |entry: Attribute| {
        let size = IntegerAttribute::try_from(entry).ok()?.value();
        usize::try_from(size).ok().filter(|size| *size > 0)
    };
    let sizes = ArrayAttribute::try_from(grid).ok().and_then(|grid| {
        (0..grid.len()).map(|place| size(grid.element(place).ok()?)).collect::<Option<Vec<_>>>()
    });
    sizes.ok_or_else(|| Error::new(format!("the grid {grid} is no list of positive numbers")))
}

impl<'c> Translator<'c> {
    fn new(op: OperationRef<'c, 'c>) -> Self {
        Translator { context: context_of(op), values: HashMap::new() }
    }

    fn define(&mut self, value: Value<'c, 'c>) -> ValueId {
        let next = self.values.len();
        *self.values.entry(value_id(value)).or_insert(next)
    }

    fn used(&self, value: Value<'c, 'c>) -> Result<ValueId> {
        let known = self.values.get(&value_id(value)).copied();
        known.ok_or_else(|| Error::new("a value is used before it is made"))
    }

    fn operands(&self, op: OperationRef<'c, 'c>) -> Result<Vec<ValueId>> {
        op.operands().map(|value| self.used(value)).collect()
    }

    fn function(&mut self, op: OperationRef<'c, 'c>, name: &str) -> Result<Function> {
        let block = body(op).ok_or_else(|| Error::new("it has no body"))?;
        let arguments = block_arguments(block);
        let elements = arguments.iter().map(|argument| {
            let ty = argument.r#type();
            element_of(ty).ok_or_else(|| Error::new(format!("an argument is of type {ty}")))
        });
        let elements = elements.collect::<Result<Vec<_>>>()?;
        let translated = self.block(block)?;
        if !translated.yields.is_empty() {
            return refuse("it returns values; kernels write them to memory");
        }
        let mut function = Function {
            name: name.to_owned(),
            grid: grid(op)?,
            arguments: elements,
            values: self.values.len(),
            body: translated,
        };
        function.find_last_uses();
        Ok(function)
    }

    /// A block; its terminator's operands are what it yields.
    fn block(&mut self, block: BlockRef<'c, 'c>) -> Result<Block> {
        let mut translated = Block::default();
        for argument in block_arguments(block) {
            translated.arguments.push(self.define(argument));
        }
        for op in block_ops(block) {
            let name = op.name();
            let name = name.as_string_ref().as_str().unwrap_or_default().to_owned();
            let ends = ["func.return", "scf.yield", "ktdp.yield_partial", "ktdp.yield_reduced"];
            if ends.contains(&&*name) {
                translated.yields = self.operands(op)?;
                continue;
            }
            let (kind, operands) =
                self.op(op, &name).map_err(|error| error.of(format!("'{name}'")))?;
            let results = op.results().map(|result| self.define(result.into())).collect();
            translated.ops.push(Op {
                name,
                kind,
                operands,
                results,
                last_uses: vec![],
                drops: vec![],
            });
        }
        Ok(translated)
    }

    /// The block of a region of an op; an empty one if it has none.
    fn region(&mut self, op: OperationRef<'c, 'c>, index: usize) -> Result<Block> {
        let block = op.regions().nth(index).and_then(|region| region.first_block()).map(outlive);
        block.map_or_else(|| Ok(Block::default()), |block| self.block(block))
    }

    fn op(&mut self, op: OperationRef<'c, 'c>, name: &str) -> Result<(Kind, Vec<ValueId>)> {
        let operands = self.operands(op)?;
        if let Some(dialect) = name.strip_prefix("ktdp.") {
            return Ok((self.ktdp(op, dialect)?, operands));
        }
        if name.starts_with("linalg.") {
            return self.linalg(op, name);
        }
        let result = op.results().next().map(|result| result.r#type());
        let result = || result.ok_or_else(|| Error::new("it has no result"));
        let kind = match name {
            "arith.constant" => constant(op, result()?)?,
            "scf.for" => Kind::For(self.region(op, 0)?),
            "scf.if" => Kind::If(self.region(op, 0)?, self.region(op, 1)?),
            "tensor.empty" => Kind::Empty { ty: tensor_type(result()?)? },
            "tensor.splat" => Kind::Splat { ty: tensor_type(result()?)? },
            "tensor.from_elements" => Kind::FromElements { ty: tensor_type(result()?)? },
            "tensor.extract" => Kind::Extract,
            "tensor.insert" => Kind::Insert,
            "tensor.expand_shape" | "tensor.collapse_shape" | "tensor.cast" => {
                // Sizes that are operands too are those of the result.
                let kind = Kind::Reshape { sizes: sizes(result()?)? };
                return Ok((kind, operands[..1].to_vec()));
            }
            "tensor.extract_slice" => Kind::ExtractSlice {
                offsets: extents(op, "static_offsets")?,
                sizes: known_sizes(op)?,
                strides: extents(op, "static_strides")?,
                result: sizes(result()?)?,
            },
            "tensor.insert_slice" => Kind::InsertSlice {
                offsets: extents(op, "static_offsets")?,
                sizes: known_sizes(op)?,
                strides: extents(op, "static_strides")?,
            },
            _ => elementwise(op, name, result()?)?,
        };
        Ok((kind, operands))
    }

    fn ktdp(&mut self, op: OperationRef<'c, 'c>, name: &str) -> Result<Kind> {
        let types = || op.results().map(|result| result.r#type());
        let result = types().next();
        let result = || result.ok_or_else(|| Error::new("it has no result"));
        let tensors = || types().map(tensor_type).collect::<Result<Vec<_>>>();
        let dependency = || set_of(op, "producer_dependency_per_consumer");
        Ok(match name {
            "get_compute_tile_id" => Kind::TileId,
            "construct_memory_view" => Kind::MemoryView {
                sizes: extents(op, "static_sizes")?,
                strides: extents(op, "static_strides")?,
                set: set_of(op, "coordinate_set"),
                space: match ktdp::memory_space(op) {
                    Some(MemorySpace::Global) => Space::Global,
                    Some(MemorySpace::Local(core)) => Space::Local(core),
                    None => return refuse("memory_space is missing"),
                },
                element: element(result()?)?,
            },
            "construct_distributed_memory_view" => Kind::DistributedView,
            "construct_access_tile" => {
                let sizes = sizes(result()?)?;
                let origin =
                    ktdp::map(op, "base_map").ok_or_else(|| Error::new("base_map is missing"))?;
                Kind::AccessTile {
                    origin: map(&origin),
                    set: set_of(op, "access_tile_set"),
                    order: order(op, "access_tile_order", sizes.len())?,
                    sizes,
                }
            }
            "construct_indirect_access_tile" => {
                let [_, _, captured, _] = segments::<4>(op).map_err(Error::new)?;
                let indirect = attribute(op, "indirect").and_then(tricast_mlir::ir::bools);
                let maps = ktdp::maps(op, "subscripts").into_iter();
                let subscripts = maps.zip(indirect.unwrap_or_default());
                let sizes = sizes(result()?)?;
                Kind::IndirectTile {
                    subscripts: subscripts
                        .map(|(place, indirect)| Subscript { map: map(&place), indirect })
                        .collect(),
                    captured,
                    set: set_of(op, "variables_space_set"),
                    order: order(op, "variables_space_order", sizes.len())?,
                    sizes,
                }
            }
            "load" => Kind::Load { ty: tensor_type(result()?)? },
            "store" => Kind::Store,
            "inter_tile_produce" => {
                let groups = ktdp::groups(self.context, result()?);
                Kind::Produce {
                    producers: needed_set(op, "producer_tiles_per_group")?,
                    groups: set(&groups.ok_or_else(|| Error::new("it has no groups"))?),
                    body: self.region(op, 0)?,
                }
            }
            "inter_tile_consume" => Kind::Consume {
                consumers: needed_set(op, "consumer_tiles_per_group")?,
                dependency: dependency(),
                types: tensors()?,
            },
            "inter_tile_reduce" => Kind::Reduce {
                consumers: needed_set(op, "consumer_tiles_per_group")?,
                dependency: dependency(),
                combiner: self.region(op, 0)?,
                types: tensors()?,
            },
            _ => return refuse("it is not simulated"),
        })
    }

    /// An op of `linalg`, named or not, with its operands: inputs, what its body captures,
    /// outputs.
    fn linalg(&mut self, op: OperationRef<'c, 'c>, name: &str) -> Result<(Kind, Vec<ValueId>)> {
        let (Some(maps), Some(block)) = (indexing_maps(op), body(op)) else {
            return refuse("it is not simulated");
        };
        let maps: Vec<Map> = maps.iter().map(map).collect();
        let values: Vec<Value> = op.operands().collect();
        let outputs = op.results().map(|result| tensor_type(result.r#type()));
        let outputs = outputs.collect::<Result<Vec<_>>>()?;
        if outputs.is_empty() {
            return refuse("it is on memory; kernels compute on tensors");
        }
        let inputs = values.len() - outputs.len();
        let loops = loop_sizes(&maps, &values)?;
        let (kernel, captured) = self.kernel(block, inputs)?;
        let reduced = |dim: &usize| {
            !maps[inputs..].iter().any(|map| map.results.iter().any(|expr| uses(expr, *dim)))
        };
        let structured = Structured {
            reduction: (0..loops.len()).map(|dim| reduced(&dim)).collect(),
            loops,
            maps,
            outputs,
            kernel,
            captured: captured.len(),
            scalar: false,
            fresh: false,
        };
        let ids = |values: &[Value<'c, 'c>]| {
            values.iter().map(|value| self.used(*value)).collect::<Result<Vec<_>>>()
        };
        let mut operands = ids(&values[..inputs])?;
        operands.extend(ids(&captured)?);
        operands.extend(ids(&values[inputs..])?);
        let structured = Box::new(structured);
        let product = contraction(&structured).is_some();
        if name.contains("matmul") && !product {
            return refuse("it is not simulated as a product of matrices");
        }
        Ok((
            if product { Kind::Contraction { structured } } else { Kind::Structured(structured) },
            operands,
        ))
    }

    /// The body of an op of `linalg`, and the values from outside that it uses.
    fn kernel(
        &self,
        block: BlockRef<'c, 'c>,
        inputs: usize,
    ) -> Result<(Kernel, Vec<Value<'c, 'c>>)> {
        let arguments = block_arguments(block);
        let mut registers: HashMap<usize, usize> = HashMap::new();
        let own: Vec<usize> = arguments
            .iter()
            .map(|argument| value_id(*argument))
            .chain(block_ops(block).flat_map(|op| {
                op.results().map(|result| value_id(result.into())).collect::<Vec<_>>()
            }))
            .collect();
        let mut captured: Vec<Value> = vec![];
        for value in block_ops(block).flat_map(|op| op.operands().collect::<Vec<_>>()) {
            let known = own.contains(&value_id(value)) || captured.contains(&value);
            if !known {
                captured.push(value);
            }
        }
        let (ins, outs) = arguments.split_at(inputs.min(arguments.len()));
        let mut elements = vec![];
        for value in ins.iter().chain(&captured).chain(outs) {
            let ty = value.r#type();
            let element = element_of(ty);
            let element =
                element.ok_or_else(|| Error::new(format!("its body uses a value of type {ty}")))?;
            registers.insert(value_id(*value), elements.len());
            elements.push(element);
        }
        let mut kernel = Kernel { inputs: elements, code: vec![], outputs: vec![] };
        for op in block_ops(block) {
            let operands = op.operands().map(|value| registers.get(&value_id(value)).copied());
            let operands: Option<Vec<usize>> = operands.collect();
            let operands =
                operands.ok_or_else(|| Error::new("a value is used before it is made"))?;
            if name_is(op, "linalg.yield") {
                kernel.outputs = operands;
                continue;
            }
            let step = step(op, operands, |register| kernel.element(register))?;
            for result in op.results() {
                registers.insert(value_id(result.into()), kernel.registers());
            }
            kernel.code.push(step);
        }
        if kernel.outputs.len() != outs.len() {
            return refuse("its body does not yield what it computes");
        }
        Ok((kernel, captured))
    }
}

/// An op of the body of an elementwise op.
fn step(
    op: OperationRef,
    operands: Vec<usize>,
    element_of_register: impl Fn(usize) -> Element,
) -> Result<Instruction> {
    let name = op.name();
    let name = name.as_string_ref().as_str().unwrap_or_default().to_owned();
    let result =
        op.results().next().ok_or_else(|| Error::new(format!("'{name}' has no result")))?;
    let element = element(result.r#type())?;
    let (operation, class) = match &*name {
        "arith.constant" => match scalar_literal(op, element)? {
            Literal::Floats(values) => (Operation::Float(values[0]), Class::Free),
            Literal::Integers(values) => (Operation::Integer(values[0]), Class::Free),
        },
        "linalg.index" => {
            let dim = attribute(op, "dim").and_then(|dim| IntegerAttribute::try_from(dim).ok());
            (Operation::Index(dim.map_or(0, |dim| dim.value() as usize)), Class::Free)
        }
        _ => {
            let from = operands.first().map_or(element, |register| element_of_register(*register));
            let found = scalar::operation(op, &name, from);
            found.ok_or_else(|| Error::new(format!("'{name}' in its body is not simulated")))?
        }
    };
    Ok(Instruction { operation, operands, element, class })
}

/// An op of `arith` or `math` on scalars or tensors.
fn elementwise(op: OperationRef, name: &str, result: Type) -> Result<Kind> {
    let mut elements = vec![];
    for operand in op.operands() {
        elements.push(element(operand.r#type())?);
    }
    let from = elements.first().copied().unwrap_or(Element::Index);
    let (operation, class) =
        scalar::operation(op, name, from).ok_or_else(|| Error::new("it is not simulated"))?;
    let ty = element(result)?;
    let step =
        Instruction { operation, operands: (0..elements.len()).collect(), element: ty, class };
    let scalar = !result.is_ranked_tensor();
    let loops = sizes(result)?;
    let rank = loops.len();
    let mut maps: Vec<Map> = op
        .operands()
        .map(|operand| match operand.r#type().is_ranked_tensor() {
            true => Map::identity(rank),
            false => Map::of_dims(rank, &[]),
        })
        .collect();
    let mut outputs = vec![];
    if !scalar {
        maps.push(Map::identity(rank));
        outputs.push(TensorType { sizes: loops.clone(), element: ty });
        // The register of what the result was, which nobody reads.
        elements.push(ty);
    }
    let register = elements.len();
    Ok(Kind::Structured(Box::new(Structured {
        reduction: vec![false; rank],
        loops,
        maps,
        outputs,
        kernel: Kernel { inputs: elements, code: vec![step], outputs: vec![register] },
        captured: 0,
        scalar,
        fresh: true,
    })))
}

fn uses(expr: &Expr, dim: usize) -> bool {
    match expr {
        Expr::Dim(own) => *own == dim,
        Expr::Symbol(_) | Expr::Constant(_) => false,
        Expr::Add(a, b)
        | Expr::Mul(a, b)
        | Expr::Mod(a, b)
        | Expr::FloorDiv(a, b)
        | Expr::CeilDiv(a, b) => uses(a, dim) || uses(b, dim),
    }
}

/// The sizes of the loops of an op, by the sizes of its operands.
fn loop_sizes(maps: &[Map], operands: &[Value]) -> Result<Vec<usize>> {
    let loops = maps.first().map_or(0, |map| map.dims);
    let mut known = vec![None; loops];
    for (map, operand) in maps.iter().zip(operands) {
        for (expr, size) in map.results.iter().zip(sizes(operand.r#type())?) {
            if let Expr::Dim(dim) = expr {
                known[*dim] = Some(size);
            }
        }
    }
    let known: Option<Vec<usize>> = known.into_iter().collect();
    known.ok_or_else(|| Error::new("the size of a loop does not follow from its operands"))
}

/// The value of a scalar `arith.constant`.
fn scalar_literal(op: OperationRef, element: Element) -> Result<Literal> {
    let value = attribute(op, "value").ok_or_else(|| Error::new("it has no value"))?;
    let wrong = |_| Error::new(format!("the constant {value} is not simulated"));
    Ok(match element.is_float() {
        true => {
            Literal::Floats(vec![FloatAttribute::try_from(value).map_err(wrong)?.value() as f32])
        }
        false => {
            let value = IntegerAttribute::try_from(value).map_err(wrong)?.value();
            Literal::Integers(vec![element.wrap(value)])
        }
    })
}

fn constant(op: OperationRef, ty: Type) -> Result<Kind> {
    if !ty.is_ranked_tensor() {
        let ty = TensorType { sizes: vec![], element: element(ty)? };
        let value = scalar_literal(op, ty.element)?;
        return Ok(Kind::Constant { ty, tensor: false, value });
    }
    let ty = tensor_type(ty)?;
    let bytes = attribute(op, "value").and_then(dense_bytes);
    let bytes = bytes.ok_or_else(|| Error::new("its value is not simulated"))?;
    let count = bytes.len() / ty.element.bytes();
    let value = if ty.element.is_float() {
        let mut values = vec![0.0; count];
        read_floats(Numerics::Fp32.format(ty.element), &bytes, &mut values);
        Literal::Floats(values)
    } else {
        let mut values = vec![0; count];
        read_integers(ty.element, &bytes, &mut values);
        Literal::Integers(values)
    };
    Ok(Kind::Constant { ty, tensor: true, value })
}
