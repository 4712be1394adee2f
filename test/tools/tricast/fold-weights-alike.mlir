// What is computed of several weights alike is compiled once, and computed of each.

// RUN: %make_tensors %t.safetensors 'a=f32[256,256]:1' 'b=f32[256,256]:3' 'c=f32[256,256]:5' 'd=f32[256,256]:7' 's=f32[256]:10' 't=f32[256]:100'
// RUN: tricast run %s --rules=none --weights %t.safetensors | FileCheck %s
// RUN: tricast compile %s --rules=none --explain | FileCheck %s --check-prefix=EXPLAIN
// EXPLAIN: 6 ops folded: 4 weights of 1048576 bytes instead of 6 of 1050624
// CHECK: output.0: float32 [256, 256] = 20, 20,
// CHECK: output.1: float32 [256, 256] = 600, 600,
// CHECK: output.2: float32 [256, 256] = 1000, 1000,
// CHECK: output.3: float32 [256, 256] = 17, 17,
module {
  ml_program.global private @a(#ml_program.extern) : tensor<256x256xf32>
  ml_program.global private @b(#ml_program.extern) : tensor<256x256xf32>
  ml_program.global private @c(#ml_program.extern) : tensor<256x256xf32>
  ml_program.global private @d(#ml_program.extern) : tensor<256x256xf32>
  ml_program.global private @s(#ml_program.extern) : tensor<256xf32>
  ml_program.global private @t(#ml_program.extern) : tensor<256xf32>
  func.func @main() -> (
      tensor<256x256xf32> {aten.output = 0}, tensor<256x256xf32> {aten.output = 1},
      tensor<256x256xf32> {aten.output = 2}, tensor<256x256xf32> {aten.output = 3}) {
    %a = ml_program.global_load_const @a : tensor<256x256xf32>
    %b = ml_program.global_load_const @b : tensor<256x256xf32>
    %c = ml_program.global_load_const @c : tensor<256x256xf32>
    %d = ml_program.global_load_const @d : tensor<256x256xf32>
    %s = ml_program.global_load_const @s : tensor<256xf32>
    %t = ml_program.global_load_const @t : tensor<256xf32>
    %0 = aten.mul.Scalar %s other = 2.0 : (tensor<256xf32>) -> tensor<256xf32>
    %1 = aten.mul.Tensor %a, %0 : (tensor<256x256xf32>, tensor<256xf32>) -> tensor<256x256xf32>
    %2 = aten.mul.Scalar %t other = 2.0 : (tensor<256xf32>) -> tensor<256xf32>
    %3 = aten.mul.Tensor %b, %2 : (tensor<256x256xf32>, tensor<256xf32>) -> tensor<256x256xf32>
    %4 = aten.mul.Tensor %c, %2 : (tensor<256x256xf32>, tensor<256xf32>) -> tensor<256x256xf32>
    // Not alike.
    %5 = aten.add.Tensor %d, %s : (tensor<256x256xf32>, tensor<256xf32>) -> tensor<256x256xf32>
    return %1, %3, %4, %5 : tensor<256x256xf32>, tensor<256x256xf32>, tensor<256x256xf32>, tensor<256x256xf32>
  }
}
