// What lines have in common is computed once: when the program is loaded, if it follows from weights.
// RUN: tricast-opt %s -strip-debuginfo -mlx-print-python -o /dev/null 2>&1 | FileCheck %s

// CHECK:      w = weights
// CHECK-NEXT: self.mask = w["mask"]
// CHECK-NEXT: self.w_2 = w["w"]
// CHECK-NEXT: self.s = w["s"]
// CHECK-NEXT: self.mask_of_2 = mask_of(self.mask, True)
// CHECK-NEXT: self.packed_2 = packed(self.w_2, self.s, None, 32, mx.float32, True)
// CHECK:      def __call__(self, q, given):
// CHECK-NEXT: {{.*}} = attention(q, q, q, self.mask_of_2, False, None)
// CHECK-NEXT: mask_of_3 = mask_of(given, False)
// CHECK-NEXT: {{.*}} = attention({{.*}}, q, q, mask_of_3, False, None)
// CHECK-NEXT: {{.*}} = attention({{.*}}, q, q, mask_of_3, False, None)
// CHECK-NEXT: {{.*}} = attention({{.*}}, q, q, self.mask_of_2, False, None)
// CHECK-NEXT: {{.*}} = attention({{.*}}, q, q, None, True, None)
// CHECK-NEXT: {{.*}} = quantized_linear({{.*}}, self.packed_2, None)
ml_program.global private @mask(#ml_program.extern<tensor<8x8xi1>>) : tensor<8x8xi1>
ml_program.global private @w(#ml_program.extern<tensor<3x32xi8>>) : tensor<3x32xi8>
ml_program.global private @s(#ml_program.extern<tensor<3x1xf32>>) : tensor<3x1xf32>
func.func @main(%q: tensor<1x2x8x32xf32> {aten.name = "q"}, %given: tensor<8x8xi1> {aten.name = "given"}) -> (tensor<1x2x8x3xf32> {aten.output = 0 : i64}) {
  %mask = ml_program.global_load_const @mask : tensor<8x8xi1>
  %w = ml_program.global_load_const @w : tensor<3x32xi8>
  %s = ml_program.global_load_const @s : tensor<3x1xf32>
  %0 = mlx.scaled_dot_product_attention %q, %q, %q attn_mask = %mask : (tensor<1x2x8x32xf32>, tensor<1x2x8x32xf32>, tensor<1x2x8x32xf32>, tensor<8x8xi1>) -> tensor<1x2x8x32xf32>
  %1 = mlx.scaled_dot_product_attention %0, %q, %q attn_mask = %given : (tensor<1x2x8x32xf32>, tensor<1x2x8x32xf32>, tensor<1x2x8x32xf32>, tensor<8x8xi1>) -> tensor<1x2x8x32xf32>
  %2 = mlx.scaled_dot_product_attention %1, %q, %q attn_mask = %given : (tensor<1x2x8x32xf32>, tensor<1x2x8x32xf32>, tensor<1x2x8x32xf32>, tensor<8x8xi1>) -> tensor<1x2x8x32xf32>
  %3 = mlx.scaled_dot_product_attention %2, %q, %q attn_mask = %mask : (tensor<1x2x8x32xf32>, tensor<1x2x8x32xf32>, tensor<1x2x8x32xf32>, tensor<8x8xi1>) -> tensor<1x2x8x32xf32>
  %4 = mlx.scaled_dot_product_attention %3, %q, %q is_causal = true : (tensor<1x2x8x32xf32>, tensor<1x2x8x32xf32>, tensor<1x2x8x32xf32>) -> tensor<1x2x8x32xf32>
  %5 = mlx.quantized_linear %4, %w, %s group_size = 32 : (tensor<1x2x8x32xf32>, tensor<3x32xi8>, tensor<3x1xf32>) -> tensor<1x2x8x3xf32>
  return %5 : tensor<1x2x8x3xf32>
}
