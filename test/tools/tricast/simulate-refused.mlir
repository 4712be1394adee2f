// What is not simulated is refused, with a reason.
// RUN: not tricast simulate --function dynamic %s 1 2>&1 | FileCheck %s --check-prefix=DYNAMIC
// RUN: not tricast simulate --function unknown %s 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: not tricast simulate --function body %s 2>&1 | FileCheck %s --check-prefix=BODY
// RUN: not tricast simulate --function type %s 2>&1 | FileCheck %s --check-prefix=TYPE
// RUN: not tricast simulate --function returns %s 2>&1 | FileCheck %s --check-prefix=RETURNS
// RUN: not tricast simulate --function empty %s 2>&1 | FileCheck %s --check-prefix=GRID
// RUN: not tricast simulate %s 2>&1 | FileCheck %s --check-prefix=SEVERAL

// DYNAMIC: error: {{.*}}function 'dynamic': 'tensor.empty': the type tensor<?xf32> has dynamic sizes, which are not simulated
func.func @dynamic(%n: index) {
  %0 = tensor.empty(%n) : tensor<?xf32>
  return
}
// UNKNOWN: error: {{.*}}function 'unknown': 'tensor.pad': it is not simulated
func.func @unknown() {
  %0 = tensor.empty() : tensor<4xf32>
  %z = arith.constant 0.0 : f32
  %1 = tensor.pad %0 low[1] high[1] {
  ^bb0(%i: index):
    tensor.yield %z : f32
  } : tensor<4xf32> to tensor<6xf32>
  return
}
// BODY: error: {{.*}}function 'body': 'linalg.generic': 'math.cbrt' in its body is not simulated
func.func @body() {
  %0 = tensor.empty() : tensor<4xf32>
  %1 = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} outs(%0 : tensor<4xf32>) {
  ^bb0(%o: f32):
    %c = math.cbrt %o : f32
    linalg.yield %c : f32
  } -> tensor<4xf32>
  return
}
// TYPE: error: {{.*}}function 'type': 'tensor.empty': the type tensor<4xf64> is not simulated
func.func @type() {
  %0 = tensor.empty() : tensor<4xf64>
  return
}
// RETURNS: error: {{.*}}function 'returns': it returns values; kernels write them to memory
func.func @returns() -> index {
  %0 = arith.constant 0 : index
  return %0 : index
}
// GRID: error: {{.*}}function 'empty': the grid [0] is no list of positive numbers
func.func @empty() attributes {grid = [0]} {
  return
}
// SEVERAL: error: {{.*}}the module has several functions: dynamic, unknown, body, type, returns, empty
