// A program runs in parts where the target cannot do an op: it says so, and the values are handed on.
// Here the order of numbers is the CPU's.

// REQUIRES: vulkan
// RUN: %make_tensors %t.safetensors 'input.0=f32[2,3]:3 1 2 -4 -6 -5'
// RUN: tricast run %s --target vulkan --inputs %t.safetensors 2>&1 | FileCheck %s
// RUN: tricast run %s --target vulkan --inputs %t.safetensors --json 2>/dev/null \
// RUN:   | FileCheck %s --check-prefix=JSON
// RUN: not tricast run %s --target vulkan --no-fallback --inputs %t.safetensors 2>&1 \
// RUN:   | FileCheck %s --check-prefix=ERROR
// RUN: tricast compile %s --target vulkan --emit placed 2>/dev/null | FileCheck %s --check-prefix=PLACED

// CHECK: warning: {{.*}}run-target.mlir:[[#@LINE+15]]:{{.*}}'aten.sort' op runs on the CPU, not on et_vk: dialect 'et_vk' has no op that does it
// CHECK: output.0: float32 [2, 3] = 2, 3, 4, -5, -4, -3
// CHECK: output.1: int64 [2, 3] = 1, 2, 0, 1, 2, 0

// JSON: "ok":true,"target":"vulkan"
// JSON-SAME: "dispatches":{{[1-9]}}
// JSON-SAME: "fallback_ops":["aten.sort"]

// ERROR: error: {{.*}}'aten.sort' op runs on the CPU, not on et_vk

// PLACED: func.func private @main.0.et_vk
// PLACED: func.func private @main.1.cpu
// PLACED: func.func private @main.2.et_vk
func.func @main(%x: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xi64>) {
  %0 = aten.mul.Scalar %x other = 2.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1, %2 = aten.sort %0 dim = -1 descending = false : (tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xi64>)
  %3 = aten.mul.Scalar %1 other = 0.5 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %4 = aten.add.Scalar %3 other = 1.0 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %4, %2 : tensor<2x3xf32>, tensor<2x3xi64>
}
