//! Small programs, from object code to their outputs.

mod common;

use common::*;
use tricast_dialects::DType;
use tricast_runtime::{
    Argument, ArgumentSource, ComputedWeights, Executable, Function, HostTensor, LoadError,
    Options, ResultTarget, RunError, Size, WeightError, WeightSource, WeightType,
};

/// `output.0 = input.0 + w`, by a kernel that fails if it meets infinity.
const ADD: &str = r#"
@message = private constant [18 x i8] c"there is infinity!"

define void @kernel(ptr %context, i64 %from, i64 %to) {
  %x = call ptr @data(ptr %context, i64 1)
  %w = call ptr @data(ptr %context, i64 2)
  %result = call ptr @data(ptr %context, i64 0)
  br label %loop
loop:
  %i = phi i64 [ %from, %0 ], [ %next, %fine ]
  %px = getelementptr float, ptr %x, i64 %i
  %a = load float, ptr %px
  %infinite = fcmp oeq float %a, 0x7FF0000000000000
  br i1 %infinite, label %bad, label %fine
bad:
  call void @tricast_fail(ptr @message, i64 18)
  unreachable
fine:
  %pw = getelementptr float, ptr %w, i64 %i
  %b = load float, ptr %pw
  %sum = fadd float %a, %b
  %pr = getelementptr float, ptr %result, i64 %i
  store float %sum, ptr %pr
  %next = add i64 %i, 1
  %more = icmp slt i64 %next, %to
  br i1 %more, label %loop, label %end
end:
  ret void
}

define void @tricast_entry_main(ptr %arguments) {
  %n = call i64 @size(ptr %arguments, i64 1)
  %bytes = mul i64 %n, 4
  %memory = call ptr @_mlir_memref_to_llvm_aligned_alloc(i64 64, i64 %bytes)
  %leak = call ptr @_mlir_memref_to_llvm_alloc(i64 100)
  %result = call ptr @argument(ptr %arguments, i64 0)
  call void @describe(ptr %result, ptr %memory, i64 %n)
  call void @tricast_parallel_for(ptr @kernel, ptr %arguments, i64 %n, i64 2)
  ret void
}
"#;

fn add() -> tricast_runtime::Program {
    let arguments = vec![input(0, DType::F32, Some(vec![Size::Static(6)])), global("w", 6)];
    program(arguments, vec![result(ResultTarget::Output(0), DType::F32, Some(1))], ADD)
}

const W: (&str, &[f32]) = ("w", &[10., 20., 30., 40., 50., 60.]);

#[test]
fn a_kernel_on_several_threads() {
    let mut add = load(add(), &[W]);
    for round in 0..100 {
        let x = floats(&[round as f32, 2., 3., 4., 5., 6.]);
        let outputs = add.run(&[x]).unwrap();
        let expected = vec![10. + round as f32, 22., 33., 44., 55., 66.];
        assert_eq!(outputs.values[0].as_ref().unwrap().to_vec(), Some(expected));
    }
}

#[test]
fn a_failure_ends_the_run_and_not_the_process() {
    let mut add = load(add(), &[W]);
    for place in 0..6 {
        let mut x = [0.0; 6];
        x[place] = f32::INFINITY;
        let failed = add.run(&[floats(&x)]).unwrap_err();
        assert_eq!(failed, RunError::Failed("there is infinity!".into()));
        assert!(add.run(&[floats(&[0.0; 6])]).is_ok());
    }
}

#[test]
fn weights_are_there_and_of_the_type_wanted() {
    let load = |weights: &[(&str, &[f32])]| {
        Executable::load(add(), &Weights::new(weights), &Options::default()).err().unwrap()
    };
    assert_eq!(load(&[]).to_string(), "weights are missing: 'w'");
    let short = load(&[("w", &[1., 2.])]);
    assert!(matches!(short, LoadError::Weight(WeightError::Type { .. })));
    assert_eq!(short.to_string(), "weight 'w' is float32 [2], expected float32 [6]");
    let mut add = add();
    add.object.truncate(100);
    let damaged = Executable::load(add, &Weights::new(&[W]), &Options::default()).err().unwrap();
    assert!(damaged.to_string().starts_with("the object code cannot be linked"), "{damaged}");
}

#[test]
fn symbols_that_nobody_has_are_an_error() {
    let ir = "declare void @nobody_has_this()
        define void @tricast_entry_main(ptr %arguments) {
          call void @nobody_has_this()
          ret void
        }";
    let program = program(vec![], vec![], ir);
    let error = Executable::load(program, &Weights::new(&[]), &Options::default()).err().unwrap();
    assert!(error.to_string().contains("nobody_has_this"), "{error}");
}

#[test]
fn inputs_are_checked() {
    let mut add = load(add(), &[W]);
    let error = add.run(&[floats(&[1.])]).unwrap_err();
    assert_eq!(error.to_string(), "input.0 (x0) is float32 [1], expected float32 [6]");
    let error = add.run(&[]).unwrap_err();
    assert_eq!(error.to_string(), "got 0 inputs, expected 1: input.0 (x0) float32 [6]");
}

#[test]
fn results_may_be_inputs_and_each_other() {
    // Both outputs are the input.
    let ir = "define void @tricast_entry_main(ptr %arguments) {
        %n = call i64 @size(ptr %arguments, i64 1)
        %x = call ptr @data(ptr %arguments, i64 1)
        %first = call ptr @argument(ptr %arguments, i64 0)
        call void @describe(ptr %first, ptr %x, i64 %n)
        %second = getelementptr i64, ptr %first, i64 5
        call void @describe(ptr %second, ptr %x, i64 %n)
        ret void
      }";
    let output = |number| result(ResultTarget::Output(number), DType::F32, Some(1));
    let arguments = vec![input(0, DType::F32, dynamic("s0"))];
    let mut program = load(program(arguments, vec![output(0), output(2)], ir), &[]);
    let x = floats(&[1., 2.]);
    let outputs = program.run(std::slice::from_ref(&x)).unwrap().values;
    assert!(outputs[1].is_none(), "an output that is None has a number");
    let [first, second] = [&outputs[0], &outputs[2]].map(|output| output.as_ref().unwrap());
    let places = [&x, first, second].map(|tensor| tensor.bytes().as_ptr());
    assert!(places[0] != places[1] && places[1] != places[2] && places[0] != places[2]);
    assert_eq!(first.to_vec(), Some(vec![1f32, 2.]));
    assert_eq!(second.to_vec(), Some(vec![1f32, 2.]));
}

#[test]
fn buffers_are_kept_and_changed_in_place() {
    // The buffer `count` is added 1 to, in place; the output is the buffer, too.
    let ir = "define void @tricast_entry_main(ptr %arguments) {
        %count = call ptr @data(ptr %arguments, i64 1)
        %old = load float, ptr %count
        %new = fadd float %old, 1.0
        store float %new, ptr %count
        %first = call ptr @argument(ptr %arguments, i64 0)
        call void @describe(ptr %first, ptr %count, i64 1)
        %second = getelementptr i64, ptr %first, i64 5
        call void @describe(ptr %second, ptr %count, i64 1)
        ret void
      }";
    let of = |target| result(target, DType::F32, Some(1));
    let results = vec![of(ResultTarget::Output(0)), of(ResultTarget::Global("count".into()))];
    let weights = Weights::new(&[("count", &[5.])]);
    let weight = weights.0["count"].clone();
    let program = program(vec![global("count", 1)], results, ir);
    let mut program = Executable::load(program, &weights, &Options::default()).unwrap();
    let mut outputs = vec![];
    for _ in 0..3 {
        outputs.push(program.run(&[]).unwrap().values[0].clone().unwrap());
    }
    let of = |tensor: &HostTensor| tensor.to_vec::<f32>().unwrap();
    assert_eq!(outputs.iter().flat_map(of).collect::<Vec<_>>(), [6., 7., 8.]);
    assert_eq!(of(&program.buffer("count").unwrap().unwrap()), [8.]);
    assert_eq!(of(&weight), [5.], "the weight itself does not change");
    program.reset().unwrap();
    assert_eq!(of(&program.buffer("count").unwrap().unwrap()), [5.]);
    assert_eq!(of(program.run(&[]).unwrap().values[0].as_ref().unwrap()), [6.]);
    assert!(program.buffer("none").unwrap().is_none());
}

#[test]
fn numbers_go_in_and_come_out() {
    // A struct { i64, i1, double }: twice the int, whether it is above 3, and half the float.
    let ir = "define void @tricast_entry_main(ptr %arguments) {
        %result = call ptr @argument(ptr %arguments, i64 0)
        %pn = call ptr @argument(ptr %arguments, i64 1)
        %n = load i64, ptr %pn
        %twice = mul i64 %n, 2
        store i64 %twice, ptr %result
        %above = icmp sgt i64 %n, 3
        %pabove = getelementptr i8, ptr %result, i64 8
        store i1 %above, ptr %pabove
        %pf = call ptr @argument(ptr %arguments, i64 2)
        %f = load double, ptr %pf
        %half = fmul double %f, 0.5
        %phalf = getelementptr i64, ptr %result, i64 2
        store double %half, ptr %phalf
        ret void
      }";
    let arguments = vec![input(0, DType::I64, None), input(1, DType::F64, None)];
    let output = |number, dtype| result(ResultTarget::Output(number), dtype, None);
    let results = vec![output(0, DType::I64), output(1, DType::Bool), output(2, DType::F64)];
    let mut program = load(program(arguments, results, ir), &[]);
    let inputs = [HostTensor::scalar(4i64).unwrap(), HostTensor::scalar(3.0).unwrap()];
    let outputs = program.run(&inputs).unwrap().values;
    let [n, above, half] = &outputs[..] else { panic!("{outputs:?}") };
    assert_eq!(n.as_ref().unwrap().to_vec(), Some(vec![8i64]));
    assert_eq!(above.as_ref().unwrap().to_vec(), Some(vec![true]));
    assert_eq!(half.as_ref().unwrap().to_vec(), Some(vec![1.5]));
    assert_eq!(half.as_ref().unwrap().sizes(), [0usize; 0]);
}

/// A function that gives so many times its first argument, of which it reads one number.
fn scaled(name: &str, factor: &str) -> String {
    format!(
        "define void @tricast_entry_{name}(ptr %arguments) {{
           %w = call ptr @data(ptr %arguments, i64 1)
           %a = load float, ptr %w
           %b = fmul float %a, {factor}
           %memory = call ptr @_mlir_memref_to_llvm_aligned_alloc(i64 64, i64 4)
           store float %b, ptr %memory
           %result = call ptr @argument(ptr %arguments, i64 0)
           call void @describe(ptr %result, ptr %memory, i64 1)
           ret void
         }}\n"
    )
}

/// A function that gives the constant of this name.
fn initializer(name: &str, argument: Argument, gives: &str) -> Function {
    let results = vec![result(ResultTarget::Constant(gives.into()), DType::F32, Some(1))];
    Function { name: name.into(), arguments: vec![argument], results }
}

#[test]
fn initializers_run_once_and_in_order() {
    // `double` computes c = 2 w, `triple` d = 3 c; main gives d.
    let ir = scaled("double", "2.0") + &scaled("triple", "3.0") + &scaled("main", "1.0");
    let constant =
        |name: &str| Argument { source: ArgumentSource::Constant(name.into()), ..global("", 1) };
    let output = vec![result(ResultTarget::Output(0), DType::F32, Some(1))];
    let mut program = program(vec![constant("d")], output, &ir);
    program.initializers =
        vec![initializer("double", global("w", 1), "c"), initializer("triple", constant("c"), "d")];
    let mut program = load(program, &[("w", &[7.])]);
    assert_eq!(program.globals().count(), 0, "only an initializer reads the weight");
    assert_eq!(program.constants().map(|(name, _)| name).collect::<Vec<_>>(), ["d"]);
    let output = program.run(&[]).unwrap().values[0].clone().unwrap();
    assert_eq!(output.to_vec(), Some(vec![42f32]));
}

#[test]
fn weights_are_computed_when_they_are_asked_for() {
    // w = 2 v
    let computed = |weights: &[(&str, &[f32])]| {
        let mut computing = program(vec![], vec![], &scaled("double", "2.0"));
        computing.initializers = vec![initializer("double", global("v", 1), "w")];
        ComputedWeights::new(computing, Weights::new(weights)).unwrap()
    };
    let wanted = WeightType { dtype: DType::F32, sizes: vec![1] };
    let source = computed(&[("v", &[7.]), ("u", &[1.])]);
    let get = |name| source.weight(name, &wanted).unwrap().and_then(|weight| weight.to_vec());
    assert_eq!(get("w"), Some(vec![14f32]));
    assert_eq!(get("u"), Some(vec![1f32]));
    assert_eq!(get("t"), None::<Vec<f32>>);
    // Main needs no more than the new weight.
    let needs_w = || {
        let output = vec![result(ResultTarget::Output(0), DType::F32, Some(1))];
        program(vec![global("w", 1)], output, &scaled("main", "3.0"))
    };
    let mut executable = Executable::load(needs_w(), &source, &Options::default()).unwrap();
    assert_eq!(executable.globals().map(|(name, _)| name).collect::<Vec<_>>(), ["w"]);
    let output = executable.run(&[]).unwrap().values[0].clone().unwrap();
    assert_eq!(output.to_vec(), Some(vec![42f32]));
    // What is missing is what it is computed from.
    let error = Executable::load(needs_w(), &computed(&[]), &Options::default()).err().unwrap();
    let LoadError::Weight(WeightError::Missing(names)) = error else { panic!("{error}") };
    assert_eq!(names, ["v"]);
    let short = computed(&[("v", &[1., 2.])]);
    let error = Executable::load(needs_w(), &short, &Options::default()).err().unwrap();
    assert_eq!(error.to_string(), "weight 'v' is float32 [2], expected float32 [1]");
}

#[test]
fn streams_of_random_numbers_follow_each_other() {
    let ir = "define void @tricast_entry_main(ptr %arguments) {
        %result = call ptr @argument(ptr %arguments, i64 0)
        %first = call i64 @tricast_random_seed()
        %second = call i64 @tricast_random_seed()
        store i64 %second, ptr %result
        ret void
      }";
    let results = vec![result(ResultTarget::Output(0), DType::I64, None)];
    let mut program = load(program(vec![], results, ir), &[]);
    for expected in [11i64, 13, 15] {
        let output = program.run(&[]).unwrap().values[0].clone().unwrap();
        assert_eq!(output.to_vec(), Some(vec![expected]));
    }
}

#[test]
fn the_host_has_libm_and_converts_half_precision() {
    // tgamma(x), through float16 and bfloat16.
    let ir = "declare double @tgamma(double)
      define void @tricast_entry_main(ptr %arguments) {
        %result = call ptr @argument(ptr %arguments, i64 0)
        %px = call ptr @argument(ptr %arguments, i64 1)
        %x = load double, ptr %px
        %y = call double @tgamma(double %x)
        %half = fptrunc double %y to half
        %single = fpext half %half to float
        %brain = fptrunc float %single to bfloat
        %wide = fpext bfloat %brain to double
        store double %wide, ptr %result
        ret void
      }";
    let results = vec![result(ResultTarget::Output(0), DType::F64, None)];
    let mut program = load(program(vec![input(0, DType::F64, None)], results, ir), &[]);
    let output = program.run(&[HostTensor::scalar(6.0).unwrap()]).unwrap().values[0].clone();
    assert_eq!(output.unwrap().to_vec(), Some(vec![120.0]));
}

#[test]
fn no_memory_is_an_error() {
    let ir = "define void @tricast_entry_main(ptr %arguments) {
        %memory = call ptr @_mlir_memref_to_llvm_alloc(i64 -5)
        ret void
      }";
    let error = load(program(vec![], vec![], ir), &[]).run(&[]).unwrap_err();
    assert_eq!(error.to_string(), "cannot allocate -5 bytes, aligned to 64");
    let ir = "define void @tricast_entry_main(ptr %arguments) {
        call void @_mlir_memref_to_llvm_free(ptr %arguments)
        ret void
      }";
    let error = load(program(vec![], vec![], ir), &[]).run(&[]).unwrap_err();
    assert!(error.to_string().contains("did not allocate"), "{error}");
}
