//! Programs over tensors in sticks as MLIR are what they were: what is read of what
//! `spyre-assign-sticks` writes is planned as the program itself, for programs of the goldens.

#[path = "goldens/call.rs"]
mod call;
#[path = "../opspec/tests/common/mod.rs"]
mod common;
#[path = "goldens/families.rs"]
#[allow(dead_code)]
mod families;
#[path = "goldens/rows.rs"]
#[allow(dead_code)]
mod rows;

use tricast_lowering::spyre::{graph::Graph, plan::plan, run, scheduled::read::read};
use tricast_mlir::{
    build,
    drivers::run_pipeline,
    ir::{body, function, outlive_op},
};
use tricast_opspec::notation::notation;

/// One of so many programs is read and planned again.
const SHARE: usize = 8;

#[test]
fn what_is_written_is_read() {
    tricast_passes::register_once();
    tricast_mlir::drivers::register_mlir_passes();
    tricast_lowering::register_all();
    let (mut compared, mut steps) = (0, 0);
    for row in rows::rows().into_iter().step_by(SHARE) {
        let Ok(calls) = &row.calls else { continue };
        let context = build::context();
        let mut module = call::module(&context, calls, &row.inputs).expect(&row.name);
        run_pipeline(&mut module, "builtin.module(convert-to-target{target=spyre})").expect("runs");
        // What runs on the CPU in part is no program of the device.
        let Ok(graph) = Graph::read(module.as_operation()) else { continue };
        let Ok(direct) = run::compile(&graph, "main") else { continue };
        run_pipeline(&mut module, "builtin.module(spyre-assign-sticks,canonicalize,cse)")
            .unwrap_or_else(|error| panic!("{}: {error}", row.name));
        let main = function(outlive_op(module.as_operation()), "main").expect("there is @main");
        let read = read(body(main).expect("it has a body"));
        let (laid, _) = read.unwrap_or_else(|(op, why)| panic!("{}: {why}: {op}", row.name));
        let again = plan(&laid, "main").unwrap_or_else(|error| panic!("{}: {error}", row.name));
        assert_eq!(notation(&again.bundle), notation(&direct.plan.bundle), "{}: {calls}", row.name);
        assert_eq!(again.kernels, direct.plan.kernels, "{}: {calls}", row.name);
        compared += 1;
        steps += again.laid.program.steps.len();
    }
    println!("{compared} programs of {steps} steps");
    assert!(compared >= 120 && steps >= 160);
}
