//! `cpu-lower-contractions`: matrix products and convolutions become calls of kernels.

use melior::ir::{Value, ValueLike, operation::OperationLike};
use tricast_mlir::{
    dialects::DependentDialect,
    ir::{attribute, block_ops, body, context_of, erase, name_is, outlive_op, shape_of},
    pass::{
        OptionDeclaration, OptionDefault, PassDeclaration, PassFailed, PassRun,
        StatisticDeclaration,
    },
    rewrite::{bit_width, element_type, replace_uses},
};

use super::{
    super::{
        builder::{Builder, Index},
        kernel::{KERNEL, KernelTable},
        structured::Access,
        tensors::{outer_ops, tensor_size},
    },
    analysis::{Contraction, Factor},
    blocking::{Blocking, ROWS},
    buffers::{Buffer, alloc, read, to_tensor},
    consumers::Consumers,
    kernel::{Call, Loops, Operand, VECTORS},
    numbers::product,
    vector_bits,
};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "cpu-lower-contractions",
    summary: "Compute matrix products and convolutions by calls of kernels",
    description: "Every `linalg` op on tensors that sums products of elements of two of them \
        becomes a call of a kernel (see `cpu-outline-kernels`), which computes tiles of the \
        result in registers, with vectors along its last dimension. The right-hand side must be \
        packed (see `cpu-pack-weights`) or have that dimension as its last. An elementwise op \
        that alone uses the result is computed by the kernel before it stores it, one after the \
        other.\n\n\
        The kernel works on memory: the operands go through `bufferization.to_buffer`, the \
        result is a new buffer. This is to run just before bufferization.",
    anchor: "builtin.module",
    dependent_dialects: &[
        DependentDialect::ARITH,
        DependentDialect::BUFFERIZATION,
        DependentDialect::FUNC,
        DependentDialect::MEMREF,
        DependentDialect::SCF,
        DependentDialect::TENSOR,
        DependentDialect::VECTOR,
    ],
    options: &[OptionDeclaration {
        name: "vector-bits",
        description: "The width of vectors; 0 for the host's",
        default: OptionDefault::Int(0),
    }],
    statistics: &[
        StatisticDeclaration { name: "contractions", description: "Number of calls of kernels" },
        StatisticDeclaration { name: "fused", description: "Number of elementwise ops fused in" },
    ],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let module = outlive_op(pass.operation());
    let Some(top) = body(module) else {
        return Ok(());
    };
    let mut lowering = Lowering {
        module: Builder::at_end(context_of(module), module.location(), top),
        table: KernelTable::new(module),
        vector_bits: vector_bits(pass)?,
    };
    let functions = block_ops(top).filter(|op| name_is(*op, "func.func"));
    let functions: Vec<_> = functions.filter(|op| attribute(*op, KERNEL).is_none()).collect();
    let mut ops: Vec<_> = functions.into_iter().flat_map(outer_ops).collect();
    ops.retain(|op| Contraction::new(*op).is_some());
    for op in ops {
        let Some(contraction) = Contraction::new(op) else { continue };
        let consumers = Consumers::of(&contraction);
        let fused = consumers.ops.len() as u64;
        if lowering.lower(contraction, consumers).is_some() {
            pass.count("contractions", 1);
            pass.count("fused", fused);
        }
    }
    Ok(())
}

struct Lowering<'c> {
    module: Builder<'c>,
    table: KernelTable,
    vector_bits: i64,
}

impl<'c> Lowering<'c> {
    /// Replaces a contraction, and the ops that are computed with it; None if `b` is in no order
    /// that a kernel can read.
    fn lower(&mut self, contraction: Contraction<'c>, consumers: Consumers<'c>) -> Option<()> {
        let last = consumers.ops.last().copied().unwrap_or(contraction.op);
        let builder = Builder::before(last);
        let sum = element_type(contraction.init.r#type())?;
        let lanes = (self.vector_bits / i64::from(bit_width(sum)?)).max(1);
        let width = lanes * VECTORS as i64;
        if !contraction.panel.map_or(contraction.reads_columns(), |panel| panel == width) {
            return None;
        }
        let result: Value = last.results().next()?.into();
        let size = |dim: &usize| size(builder, &contraction, *dim);
        let mut sizes = loops(&contraction).map(size);
        sizes.n = product(builder, &contraction.n.iter().map(size).collect::<Vec<_>>());
        let shape: Vec<Index> = consumers.out.iter().map(size).collect();
        let (memref, out) = alloc(builder, result.r#type(), &shape);
        let dims: Vec<Option<usize>> = consumers.out.iter().copied().map(Some).collect();
        let outs = vec![along(&contraction, &out, &dims)];
        let [a, b] = [&contraction.a, &contraction.b]
            .map(|factor| operand(builder, &contraction, factor, width));
        let extras = consumers.extras.iter().map(|extra| {
            let is_last =
                extra.dims.last().is_some_and(|dim| *dim == contraction.n.last().copied());
            let buffer = read(builder, extra.tensor, contraction.n.len() > 1 || !is_last);
            along(&contraction, &buffer, &extra.dims)
        });
        let extras = extras.collect();
        let numbers = [contraction.numbers(), consumers.numbers].concat();
        let bytes = i64::from(bit_width(element_type(contraction.a.value.r#type())?)?) / 8;
        let blocking = Blocking::new(builder, &sizes, width, bytes);
        let call = Call {
            contraction,
            epilogue: consumers.epilogue,
            sum,
            lanes: lanes as u64,
            height: ROWS,
            sizes,
            rows: blocking.rows,
            panels: blocking.panels,
            a,
            b,
            outs,
            extras,
            numbers,
        };
        call.simplified(builder).build(builder, self.module, &mut self.table);
        replace_uses(result, to_tensor(builder, memref, result.r#type()));
        for op in consumers.ops.iter().rev().chain([&call.contraction.op]) {
            erase(*op);
        }
        Some(())
    }
}

/// The dimensions of a contraction by their roles; of columns, the last.
fn loops(contraction: &Contraction) -> Loops<usize> {
    Loops {
        batch: contraction.batch.clone(),
        m: contraction.m.clone(),
        n: contraction.n[contraction.n.len() - 1],
        k: contraction.k.clone(),
    }
}

/// The size of a dimension of the iteration space.
fn size<'c>(builder: Builder<'c>, contraction: &Contraction<'c>, dim: usize) -> Index<'c> {
    let Contraction { init, out, a, b, .. } = contraction;
    let of_factor = |factor: &Factor<'c>| {
        let place = factor.access.iter().position(|access| access.dim() == Some(dim))?;
        Some((factor.value, place))
    };
    let of_result = out.iter().position(|own| *own == dim).map(|place| (*init, place));
    let places = [of_result, of_factor(b), of_factor(a)].into_iter().flatten();
    let (tensor, place) = places
        .min_by_key(|(tensor, place)| shape_of(tensor.r#type())[*place].is_none())
        .expect("every dimension is one of the result or of b");
    tensor_size(builder, tensor, place)
}

/// An operand, by how far apart its elements along each loop are.
fn operand<'c>(
    builder: Builder<'c>,
    contraction: &Contraction<'c>,
    factor: &Factor<'c>,
    width: i64,
) -> Operand<'c> {
    let is_columns = factor.operand == contraction.b.operand;
    let is_packed = is_columns && contraction.panel.is_some();
    let Contraction { m, n, k, .. } = contraction;
    let is_last = factor.access.last().is_some_and(|access| access.dim() == n.last().copied());
    let is_dense =
        is_packed || (is_columns && !is_last) || [m, n, k].into_iter().any(|loops| loops.len() > 1);
    let buffer = read(builder, factor.value, is_dense);
    let stride = |dim: usize| {
        let places = factor.access.iter().zip(&buffer.strides);
        places.fold(Index::Const(0), |sum, (access, stride)| match access {
            Access::Linear(factors, _) => {
                builder.add(sum, builder.mul(*stride, Index::Const(factors[dim])))
            }
            // The panels of a packed operand.
            Access::General(_) => sum,
        })
    };
    let n = match (is_columns, contraction.panel) {
        (false, _) => Index::Const(0),
        (true, None) => Index::Const(width),
        (true, Some(_)) => {
            let is_panel = |access: &Access| matches!(access, Access::General(_));
            let place = factor.access.iter().position(is_panel);
            buffer.strides[place.expect("a packed operand has panels")]
        }
    };
    let strides = loops(contraction).map(|dim| stride(*dim));
    Operand { memory: buffer.memory, strides: Loops { n, ..strides } }
}

/// A tensor that has these dimensions of the iteration space.
fn along<'c>(
    contraction: &Contraction<'c>,
    buffer: &Buffer<'c>,
    dims: &[Option<usize>],
) -> Operand<'c> {
    let strides = loops(contraction).map(|dim| {
        let place = dims.iter().position(|own| *own == Some(*dim));
        place.map_or(Index::Const(0), |place| buffer.strides[place])
    });
    Operand { memory: buffer.memory, strides }
}
