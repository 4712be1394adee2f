//! `vulkan-print-kernels`: the kernels that a function on memrefs is.

use std::fmt::Write;

use melior::ir::{Module, OperationRef, ValueLike, operation::OperationLike, r#type::MemRefType};
use tricast_mlir::{
    convert::DYNAMIC,
    dialects::DependentDialect,
    ir::{block_arguments, body, context_of, element_dtype, emit_error, function, outlive_op},
    pass::{PassDeclaration, PassFailed, PassRun},
};
use tricast_runtime::{Argument, ArgumentSource, Function, Size};
use tricast_vulkan::{Access, Expression, Step};

use super::{compile::kernel_module, schedule::Schedule};
use crate::cpu::builder::{Builder, sizes};

/// The declaration of the pass.
pub static PASS: PassDeclaration = PassDeclaration {
    name: "vulkan-print-kernels",
    summary: "Print the kernels that a function is for Vulkan, to standard error",
    description: "Prints what `@main`, whose ops are `linalg.generic` on memrefs, allocations and \
        views, is for Vulkan: the kernels before they are converted to SPIR-V, and then the steps \
        of a call, each with the number of its workgroups, the buffers that it is bound to, and \
        how.",
    anchor: "builtin.module",
    dependent_dialects: &[
        DependentDialect::ARITH,
        DependentDialect::GPU,
        DependentDialect::LINALG,
        DependentDialect::MEMREF,
        DependentDialect::SCF,
        DependentDialect::SPIRV,
    ],
    options: &[],
    statistics: &[],
    run,
};

fn run(pass: &mut PassRun) -> Result<(), PassFailed> {
    let module = outlive_op(pass.operation());
    let text = function(module, "main").ok_or_else(|| "no @main".to_owned()).and_then(print);
    match text {
        Ok(text) => {
            eprint!("{text}");
            Ok(())
        }
        Err(error) => {
            emit_error(module, &format!("vulkan-print-kernels: {error}"));
            Err(PassFailed)
        }
    }
}

fn print<'c>(main: OperationRef<'c, 'c>) -> Result<String, String> {
    let kernels: Module<'c> = kernel_module(context_of(main));
    let block = tricast_mlir::ir::outlive(kernels.body());
    let builder = Builder::at_end(context_of(main), main.location(), block);
    let schedule = Schedule::read(main, &signature(main)?, builder)?;
    let mut text = kernels.as_operation().to_string();
    for step in &schedule.steps {
        if let Step::Fill { to, value } = step {
            let name = &schedule.buffers[to.buffer].name;
            writeln!(text, "fill {name} with {value:#x}").map_err(|error| error.to_string())?;
        }
        let Step::Dispatch(dispatch) = step else { continue };
        let kernel = &schedule.kernels[dispatch.kernel];
        let number = |size: &Expression| {
            size.as_static().map_or_else(|| "?".to_owned(), |size| size.to_string())
        };
        let groups: Vec<String> = dispatch.workgroups.iter().map(number).collect();
        let bindings = kernel.bindings.iter().zip(&dispatch.bindings).map(|(access, binding)| {
            let access = match access {
                Access::Texels(texel) => format!("texels {texel:?}"),
                other => format!("{other:?}").to_lowercase(),
            };
            format!("{} ({access})", schedule.buffers[binding.buffer].name)
        });
        let bindings: Vec<String> = bindings.collect();
        let (name, groups, bindings) = (&kernel.name, groups.join("x"), bindings.join(", "));
        writeln!(text, "{name} {groups}: {bindings}").map_err(|error| error.to_string())?;
    }
    Ok(text)
}

/// A function whose arguments are inputs.
fn signature<'c>(main: OperationRef<'c, 'c>) -> Result<Function, String> {
    let block = body(main).ok_or("@main has no body")?;
    let argument = |(number, value): (usize, melior::ir::Value<'c, 'c>)| {
        let ty = MemRefType::try_from(value.r#type()).map_err(|_| "an argument is no memref")?;
        let size = |(dim, size): (usize, i64)| match size {
            DYNAMIC => Size::Dynamic { name: format!("s{number}_{dim}"), min: None, max: None },
            size => Size::Static(size),
        };
        Ok(Argument {
            source: ArgumentSource::Input(number, String::new()),
            dtype: element_dtype(ty.into()).ok_or("an argument is no tensor")?,
            shape: Some(sizes(ty).into_iter().enumerate().map(size).collect()),
        })
    };
    let arguments = block_arguments(block).into_iter().enumerate().map(argument);
    let arguments = arguments.collect::<Result<Vec<_>, &str>>()?;
    Ok(Function { name: "main".into(), arguments, results: vec![] })
}
