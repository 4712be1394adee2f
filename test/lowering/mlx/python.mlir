// The Python program of a module.
// RUN: tricast-opt %s -strip-debuginfo -mlx-print-python -o /dev/null 2>&1 | FileCheck %s
// RUN: tricast-opt %s -mlx-print-python -o /dev/null 2>&1 | FileCheck %s --check-prefix=PLACE

// Where a line comes from is said where that changes.
// PLACE:      # {{.*}}python.mlir:[[# @LINE + 74]]:8
// PLACE-NEXT: view = x.reshape

// Weights are taken where they are used; what follows from them alone is computed once. Helpers
// that nothing calls are left out.
// CHECK:      """Written by tricast for MLX
// CHECK:        outputs = model(x, slope)
// CHECK:      import math
// CHECK-EMPTY:
// CHECK-NEXT: import mlx.core as mx
// CHECK-NOT:  {{^}}def
// CHECK:      def is_float(x):
// CHECK-NOT:  {{^}}def
// CHECK:      def split_every(x, length, dim=0):
// CHECK-NOT:  {{^}}def
// CHECK:      def gelu(x, approximate):
// CHECK-NOT:  {{^}}def
// CHECK:      def index_of(x, find, axis, keepdims):
// CHECK-NOT:  {{^}}def
// CHECK:      def first_nan(x, find, axis):
// CHECK-NOT:  {{^}}def
// CHECK:      def max_with_index(x, axis, keepdims):
// CHECK-NOT:  {{^}}def
// CHECK:      def linear(x, weight, bias=None):
// CHECK-NOT:  {{^}}def
// CHECK:      WEIGHTS = [
// CHECK-NEXT:   "fc.weight",
// CHECK-NEXT:   "scale",
// CHECK-NEXT:   "cache",
// CHECK-NEXT: ]
// CHECK:      class Model:
// CHECK-NEXT:   def __init__(self, weights):
// CHECK-NEXT:     missing = [name for name in WEIGHTS if name not in weights]
// CHECK-NEXT:     if missing:
// CHECK-NEXT:       raise KeyError(
// CHECK-NEXT:     self.initial = {name: weights[name] for name in ["cache"]}
// CHECK-NEXT:     self.state = {}
// CHECK-NEXT:     self.reset()
// CHECK-NEXT:     w = weights
// CHECK-NEXT:     self.fc_weight = w["fc.weight"] * w["scale"]
// CHECK:        def reset(self):
// CHECK:          self.state.update(self.initial)
// CHECK:        def __call__(self, x, slope):
// CHECK-NEXT:     outputs = self.step(x, slope)
// CHECK:          mx.async_eval(outputs, self.state)
// CHECK-NEXT:     return outputs
// CHECK:        def step(self, x, slope):
// CHECK:          cache = self.state["cache"]
// CHECK-NEXT:     view = x.reshape([x.shape[0], 4])
// CHECK-NEXT:     linear_2 = linear(view, self.fc_weight, None)
// CHECK-NEXT:     n = x.shape[0] + 1
// Half precision is rounded once.
// CHECK-NEXT:     to = linear_2.astype(mx.float16)
// CHECK-NEXT:     gelu_2 = gelu(to.astype(mx.float32), "tanh").astype(mx.float16)
// CHECK-NEXT:     add = cache + 2 * cache
// What gives its operand is not written; nor is what nobody uses.
// CHECK-NEXT:     _, max_2 = max_with_index(cache, 0, False)
// CHECK-NEXT:     split_2, split_3 = split_every(cache, 2, 0)
// CHECK-NEXT:     lt = mx.less(split_2, split_3)
// CHECK-NEXT:     where = mx.where(lt, split_2, -2.5)
// CHECK-NEXT:     self.state["cache"] = add
// CHECK-NEXT:     return gelu_2, n, max_2, where
// CHECK:      def load(path):
// CHECK-NEXT:   return Model(mx.load(path))
ml_program.global private @fc.weight(#ml_program.extern<tensor<3x4xf32>>) : tensor<3x4xf32>
ml_program.global private @scale(#ml_program.extern<tensor<1xf32>>) : tensor<1xf32>
ml_program.global private mutable @cache(#ml_program.extern<tensor<4xf32>>) : tensor<4xf32>
func.func @main(%x: tensor<?x2x2xf32> {aten.name = "x"}, %unused: tensor<1xf32> {aten.name = "slope"}) -> (tensor<?x3xf16> {aten.output = 0 : i64}, index {aten.output = 1 : i64}, tensor<i64> {aten.output = 2 : i64}, tensor<2xf32> {aten.output = 3 : i64}, tensor<4xf32> {aten.mutates = "cache"}) {
  %w = ml_program.global_load_const @fc.weight : tensor<3x4xf32>
  %s = ml_program.global_load_const @scale : tensor<1xf32>
  %c = ml_program.global_load @cache : tensor<4xf32>
  %ws = mlx.mul.Tensor %w, %s : (tensor<3x4xf32>, tensor<1xf32>) -> tensor<3x4xf32>
  %n = aten.sym_size.int %x dim = 0 : (tensor<?x2x2xf32>) -> index
  %one = arith.constant 1 : index
  %0 = mlx.view %x size = [%n, 4] : (tensor<?x2x2xf32>, index) -> tensor<?x4xf32>
  %1 = mlx.linear %0, %ws : (tensor<?x4xf32>, tensor<3x4xf32>) -> tensor<?x3xf32>
  %m = arith.addi %n, %one : index
  %dead = mlx.exp %1 : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %same = mlx.clone %1 : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %2 = mlx.to.dtype %same dtype = f16 : (tensor<?x3xf32>) -> tensor<?x3xf16>
  %3 = mlx.gelu %2 approximate = "tanh" : (tensor<?x3xf16>) -> tensor<?x3xf16>
  %4 = mlx.add.Tensor %c, %c alpha = 2 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %5, %6 = mlx.max.dim %c dim = 0 : (tensor<4xf32>) -> (tensor<f32>, tensor<i64>)
  %7, %8 = mlx.split.Tensor %c split_size = 2 : (tensor<4xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  %9 = mlx.lt.Tensor %7, %8 : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>
  %10 = mlx.where.ScalarOther %9, %7 other = -2.500000e+00 : (tensor<2xi1>, tensor<2xf32>) -> tensor<2xf32>
  return %3, %m, %6, %10, %4 : tensor<?x3xf16>, index, tensor<i64>, tensor<2xf32>, tensor<4xf32>
}
