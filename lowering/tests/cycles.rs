//! Plans are chosen by how many cycles the simulator will count, which is said without running them.

use melior::ir::Module;
use tricast_dialects::DType;
use tricast_lowering::{
    spyre::{Spyre, graph::Graph, run},
    target::Target,
};
use tricast_mlir::{build, drivers::run_pipeline, ir::parse};
use tricast_runtime::{HostTensor, Options, WeightSource};

/// The sizes of two matrices and of the result, and an op.
type Program = ([i64; 2], [i64; 2], [i64; 2], &'static str);

const PROGRAMS: [Program; 5] = [
    // Rows and columns divided, with what several cores read.
    ([128, 384], [384, 1536], [128, 1536], "aten.mm %x, %y"),
    // Loops over tiles.
    ([64, 4096], [4096, 512], [64, 512], "aten.mm %x, %y"),
    // The inner dimension divided, and what cores have of a sum sent around.
    ([67, 4096], [4096, 128], [67, 128], "aten.mm %x, %y"),
    ([512, 256], [512, 256], [512, 256], "aten.add.Tensor %x, %y"),
    // Broadcast, from where each core reads all.
    ([512, 256], [1, 256], [512, 256], "aten.mul.Tensor %x, %y"),
];

fn module((x, y, result, op): &Program) -> String {
    let ty = |sizes: &[i64; 2]| format!("tensor<{}x{}xf16>", sizes[0], sizes[1]);
    let (x, y, result) = (ty(x), ty(y), ty(result));
    format!(
        "func.func @main(%x: {x}, %y: {y}) -> {result} {{\n  %0 = {op} : ({x}, {y}) -> {result}\n  \
         return %0 : {result}\n}}\n"
    )
}

#[test]
fn what_a_plan_takes_is_what_the_simulator_counts() {
    tricast_passes::register_once();
    let context = build::context();
    for program in PROGRAMS {
        let text = module(&program);
        let mut module: Module = parse(&context, text.as_bytes()).expect("it is MLIR");
        run_pipeline(&mut module, "builtin.module(convert-to-target{target=spyre})").expect("runs");
        let graph = Graph::read(module.as_operation()).expect("it is read");
        let planned = run::compile(&graph, "main").expect("it is planned").plan.cycles();
        let compiled = Spyre.compile(&mut module).expect("it is compiled");
        let weights: Vec<Box<dyn WeightSource>> = vec![];
        let mut executor = compiled.load(&weights, &Options::default()).expect("it is loaded");
        let inputs = [program.0, program.1].map(|sizes| {
            let sizes = sizes.map(|size| size as usize);
            HostTensor::from_numbers(DType::F16, &sizes, || 0.5).expect("there is memory")
        });
        executor.run(&inputs).expect("it runs");
        let counted = executor.measures().simulated.expect("it is simulated") * 1e9;
        println!("{:?}: {planned:.0} cycles planned, {counted:.0} counted", program.3);
        let most = 0.05 * counted;
        assert!((planned - counted).abs() <= most, "{text}{planned} cycles, not {counted}");
    }
}
