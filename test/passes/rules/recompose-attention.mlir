// RUN: tricast-opt --tricast-rewrite=rules=recompose %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=recompose' %s | FileCheck %s
// RUN: tricast-opt --tricast-rewrite='rules=recompose explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @ScaleOfMatmul(
// CHECK-NEXT: aten.mul.Scalar %arg0
// CHECK-NEXT: aten.matmul %0, %arg1
// CHECK-NEXT: return
// WHY-LABEL: @ScaleOfMatmul(
// WHY: tricast.rules = ["ScaleOfMatmul"]
func.func @ScaleOfMatmul(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>) -> tensor<2x4xf32> {
  %0 = aten.matmul %a, %b : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  %1 = aten.mul.Scalar %0 other = 0.5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}

// CHECK-LABEL: @ScaleOfPermute(
// CHECK-NEXT: aten.mul.Scalar %arg0
// CHECK-NEXT: aten.permute %0
// CHECK-NEXT: return
// WHY-LABEL: @ScaleOfPermute(
// WHY: tricast.rules = ["ScaleOfPermute"]
func.func @ScaleOfPermute(%x: tensor<2x3x4xf32>) -> tensor<4x2x3xf32> {
  %0 = aten.permute %x dims = [2, 0, 1] : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  %1 = aten.mul.Scalar %0 other = 0.5 : (tensor<4x2x3xf32>) -> tensor<4x2x3xf32>
  return %1 : tensor<4x2x3xf32>
}

// CHECK-LABEL: @UnscaledAttentionWithMask(
// CHECK-NEXT: aten.scaled_dot_product_attention %arg0, %arg1, %arg2 attn_mask = %arg3 scale = 2.5
// CHECK-NEXT: return
// WHY-LABEL: @UnscaledAttentionWithMask(
// WHY: tricast.rules = ["ScaleOfMatmul", "UnscaledAttentionWithMask", "AttentionScaleOfQueryWithMask"]
func.func @UnscaledAttentionWithMask(%q: tensor<2x3x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x8xf32>, %m: tensor<4x5xf32>) -> tensor<2x3x4x8xf32> {
  %p = aten.permute %k dims = [0, 1, 3, 2] : (tensor<2x3x5x16xf32>) -> tensor<2x3x16x5xf32>
  %0 = aten.matmul %q, %p : (tensor<2x3x4x16xf32>, tensor<2x3x16x5xf32>) -> tensor<2x3x4x5xf32>
  %1 = aten.mul.Scalar %0 other = 0.25 : (tensor<2x3x4x5xf32>) -> tensor<2x3x4x5xf32>
  %2 = aten.add.Tensor %1, %m : (tensor<2x3x4x5xf32>, tensor<4x5xf32>) -> tensor<2x3x4x5xf32>
  %3 = aten._safe_softmax %2 dim = 3 : (tensor<2x3x4x5xf32>) -> tensor<2x3x4x5xf32>
  %4 = aten.matmul %3, %v : (tensor<2x3x4x5xf32>, tensor<2x3x5x8xf32>) -> tensor<2x3x4x8xf32>
  return %4 : tensor<2x3x4x8xf32>
}

// CHECK-LABEL: @UnscaledAttention(
// CHECK-NEXT: aten.scaled_dot_product_attention %arg0, %arg1, %arg2 scale = 1.0
// CHECK-NEXT: return
// WHY-LABEL: @UnscaledAttention(
// WHY: tricast.rules = ["UnscaledAttention"]
func.func @UnscaledAttention(%q: tensor<2x3x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x8xf32>) -> tensor<2x3x4x8xf32> {
  %p = aten.permute %k dims = [0, 1, 3, 2] : (tensor<2x3x5x16xf32>) -> tensor<2x3x16x5xf32>
  %0 = aten.matmul %q, %p : (tensor<2x3x4x16xf32>, tensor<2x3x16x5xf32>) -> tensor<2x3x4x5xf32>
  %3 = aten._safe_softmax %0 dim = -1 : (tensor<2x3x4x5xf32>) -> tensor<2x3x4x5xf32>
  %4 = aten.matmul %3, %v : (tensor<2x3x4x5xf32>, tensor<2x3x5x8xf32>) -> tensor<2x3x4x8xf32>
  return %4 : tensor<2x3x4x8xf32>
}

// CHECK-LABEL: @UnscaledAttentionOfSoftmax(
// CHECK-NEXT: aten.scaled_dot_product_attention %arg0, %arg1, %arg2 scale = 1.0
// CHECK-NEXT: return
// WHY-LABEL: @UnscaledAttentionOfSoftmax(
// WHY: tricast.rules = ["UnscaledAttentionOfSoftmax"]
func.func @UnscaledAttentionOfSoftmax(%q: tensor<2x3x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x8xf32>) -> tensor<2x3x4x8xf32> {
  %p = aten.permute %k dims = [0, 1, 3, 2] : (tensor<2x3x5x16xf32>) -> tensor<2x3x16x5xf32>
  %0 = aten.matmul %q, %p : (tensor<2x3x4x16xf32>, tensor<2x3x16x5xf32>) -> tensor<2x3x4x5xf32>
  %3 = aten._softmax %0 dim = -1 half_to_float = false : (tensor<2x3x4x5xf32>) -> tensor<2x3x4x5xf32>
  %4 = aten.matmul %3, %v : (tensor<2x3x4x5xf32>, tensor<2x3x5x8xf32>) -> tensor<2x3x4x8xf32>
  return %4 : tensor<2x3x4x8xf32>
}

// CHECK-LABEL: @UnscaledAttentionOfSoftmax_other_dim(
// CHECK: aten._softmax
func.func @UnscaledAttentionOfSoftmax_other_dim(%q: tensor<2x3x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x8xf32>) -> tensor<2x3x4x8xf32> {
  %p = aten.permute %k dims = [0, 1, 3, 2] : (tensor<2x3x5x16xf32>) -> tensor<2x3x16x5xf32>
  %0 = aten.matmul %q, %p : (tensor<2x3x4x16xf32>, tensor<2x3x16x5xf32>) -> tensor<2x3x4x5xf32>
  %3 = aten._softmax %0 dim = 2 half_to_float = false : (tensor<2x3x4x5xf32>) -> tensor<2x3x4x5xf32>
  %4 = aten.matmul %3, %v : (tensor<2x3x4x5xf32>, tensor<2x3x5x8xf32>) -> tensor<2x3x4x8xf32>
  return %4 : tensor<2x3x4x8xf32>
}

// CHECK-LABEL: @AttentionScaleOfQuery(
// CHECK-NEXT: aten.scaled_dot_product_attention %arg0, %arg1, %arg2 scale = 2.5
// CHECK-NEXT: return
// WHY-LABEL: @AttentionScaleOfQuery(
// WHY: tricast.rules = ["AttentionScaleOfQuery"]
func.func @AttentionScaleOfQuery(%q: tensor<2x3x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x8xf32>) -> tensor<2x3x4x8xf32> {
  %s = aten.mul.Scalar %q other = 0.5 : (tensor<2x3x4x16xf32>) -> tensor<2x3x4x16xf32>
  %0 = aten.scaled_dot_product_attention %s, %k, %v scale = 0.5 : (tensor<2x3x4x16xf32>, tensor<2x3x5x16xf32>, tensor<2x3x5x8xf32>) -> tensor<2x3x4x8xf32>
  return %0 : tensor<2x3x4x8xf32>
}

// CHECK-LABEL: @AttentionScaleOfQueryWithMask(
// CHECK-NEXT: aten.scaled_dot_product_attention %arg0, %arg1, %arg2 attn_mask = %arg3 scale = 2.5
// CHECK-NEXT: return
// WHY-LABEL: @AttentionScaleOfQueryWithMask(
// WHY: tricast.rules = ["AttentionScaleOfQueryWithMask"]
func.func @AttentionScaleOfQueryWithMask(%q: tensor<2x3x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x8xf32>, %m: tensor<4x5xf32>) -> tensor<2x3x4x8xf32> {
  %s = aten.mul.Scalar %q other = 0.5 : (tensor<2x3x4x16xf32>) -> tensor<2x3x4x16xf32>
  %0 = aten.scaled_dot_product_attention %s, %k, %v attn_mask = %m scale = 0.5 : (tensor<2x3x4x16xf32>, tensor<2x3x5x16xf32>, tensor<2x3x5x8xf32>, tensor<4x5xf32>) -> tensor<2x3x4x8xf32>
  return %0 : tensor<2x3x4x8xf32>
}

// CHECK-LABEL: @AttentionScaleOfKey(
// CHECK-NEXT: aten.scaled_dot_product_attention %arg0, %arg1, %arg2 scale = 2.5
// CHECK-NEXT: return
// WHY-LABEL: @AttentionScaleOfKey(
// WHY: tricast.rules = ["AttentionScaleOfKey"]
func.func @AttentionScaleOfKey(%q: tensor<2x3x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x8xf32>) -> tensor<2x3x4x8xf32> {
  %s = aten.mul.Scalar %k other = 0.5 : (tensor<2x3x5x16xf32>) -> tensor<2x3x5x16xf32>
  %0 = aten.scaled_dot_product_attention %q, %s, %v scale = 0.5 : (tensor<2x3x4x16xf32>, tensor<2x3x5x16xf32>, tensor<2x3x5x8xf32>) -> tensor<2x3x4x8xf32>
  return %0 : tensor<2x3x4x8xf32>
}

// CHECK-LABEL: @AttentionScaleOfKeyWithMask(
// CHECK-NEXT: aten.scaled_dot_product_attention %arg0, %arg1, %arg2 attn_mask = %arg3 scale = 2.5
// CHECK-NEXT: return
// WHY-LABEL: @AttentionScaleOfKeyWithMask(
// WHY: tricast.rules = ["AttentionScaleOfKeyWithMask"]
func.func @AttentionScaleOfKeyWithMask(%q: tensor<2x3x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x8xf32>, %m: tensor<4x5xf32>) -> tensor<2x3x4x8xf32> {
  %s = aten.mul.Scalar %k other = 0.5 : (tensor<2x3x5x16xf32>) -> tensor<2x3x5x16xf32>
  %0 = aten.scaled_dot_product_attention %q, %s, %v attn_mask = %m scale = 0.5 : (tensor<2x3x4x16xf32>, tensor<2x3x5x16xf32>, tensor<2x3x5x8xf32>, tensor<4x5xf32>) -> tensor<2x3x4x8xf32>
  return %0 : tensor<2x3x4x8xf32>
}

// CHECK-LABEL: @GroupedAttentionWithoutMask(
// CHECK-NEXT: aten.scaled_dot_product_attention %arg0, %arg1, %arg2 scale = 5.0
// CHECK-NEXT: return
// WHY-LABEL: @GroupedAttentionWithoutMask(
// WHY: tricast.rules = ["GroupedAttentionWithoutMask"]
func.func @GroupedAttentionWithoutMask(%q: tensor<2x6x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x8xf32>) -> tensor<2x6x4x8xf32> {
  %k1 = aten.unsqueeze %k dim = 2 : (tensor<2x3x5x16xf32>) -> tensor<2x3x1x5x16xf32>
  %k2 = aten.expand %k1 size = [2, 3, 2, 5, 16] : (tensor<2x3x1x5x16xf32>) -> tensor<2x3x2x5x16xf32>
  %k3 = aten.view %k2 size = [2, 6, 5, 16] : (tensor<2x3x2x5x16xf32>) -> tensor<2x6x5x16xf32>
  %v1 = aten.unsqueeze %v dim = 2 : (tensor<2x3x5x8xf32>) -> tensor<2x3x1x5x8xf32>
  %v2 = aten.expand %v1 size = [2, 3, 2, 5, 8] : (tensor<2x3x1x5x8xf32>) -> tensor<2x3x2x5x8xf32>
  %v3 = aten.view %v2 size = [2, 6, 5, 8] : (tensor<2x3x2x5x8xf32>) -> tensor<2x6x5x8xf32>
  %0 = aten.scaled_dot_product_attention %q, %k3, %v3 scale = 0.5 : (tensor<2x6x4x16xf32>, tensor<2x6x5x16xf32>, tensor<2x6x5x8xf32>) -> tensor<2x6x4x8xf32>
  return %0 : tensor<2x6x4x8xf32>
}

// CHECK-LABEL: @GroupedAttentionWithMask(
// CHECK-NEXT: aten.scaled_dot_product_attention %arg0, %arg1, %arg2 attn_mask = %arg3 enable_gqa = true
// CHECK-NEXT: return
// WHY-LABEL: @GroupedAttentionWithMask(
// WHY: tricast.rules = ["GroupedAttentionWithMask"]
func.func @GroupedAttentionWithMask(%q: tensor<2x6x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x8xf32>, %m: tensor<4x5xi1>) -> tensor<2x6x4x8xf32> {
  %k1 = aten.unsqueeze %k dim = 2 : (tensor<2x3x5x16xf32>) -> tensor<2x3x1x5x16xf32>
  %k2 = aten.expand %k1 size = [2, 3, 2, 5, 16] : (tensor<2x3x1x5x16xf32>) -> tensor<2x3x2x5x16xf32>
  %k3 = aten.view %k2 size = [2, 6, 5, 16] : (tensor<2x3x2x5x16xf32>) -> tensor<2x6x5x16xf32>
  %v1 = aten.unsqueeze %v dim = 2 : (tensor<2x3x5x8xf32>) -> tensor<2x3x1x5x8xf32>
  %v2 = aten.expand %v1 size = [2, 3, 2, 5, 8] : (tensor<2x3x1x5x8xf32>) -> tensor<2x3x2x5x8xf32>
  %v3 = aten.view %v2 size = [2, 6, 5, 8] : (tensor<2x3x2x5x8xf32>) -> tensor<2x6x5x8xf32>
  %0 = aten.scaled_dot_product_attention %q, %k3, %v3 attn_mask = %m : (tensor<2x6x4x16xf32>, tensor<2x6x5x16xf32>, tensor<2x6x5x8xf32>, tensor<4x5xi1>) -> tensor<2x6x4x8xf32>
  return %0 : tensor<2x6x4x8xf32>
}

// CHECK-LABEL: @CausalAttention(
// CHECK-NEXT: aten.scaled_dot_product_attention %arg0, %arg1, %arg2 is_causal = true scale = 5.0
// CHECK-NEXT: return
// WHY-LABEL: @CausalAttention(
// WHY: tricast.rules = ["CausalAttention"]
func.func @CausalAttention(%q: tensor<2x3x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x8xf32>) -> tensor<2x3x4x8xf32> {
  %c = aten.full size = [4, 5] fill_value = true dtype = i1 : () -> tensor<4x5xi1>
  %m = aten.tril %c : (tensor<4x5xi1>) -> tensor<4x5xi1>
  %0 = aten.scaled_dot_product_attention %q, %k, %v attn_mask = %m scale = 0.5 : (tensor<2x3x4x16xf32>, tensor<2x3x5x16xf32>, tensor<2x3x5x8xf32>, tensor<4x5xi1>) -> tensor<2x3x4x8xf32>
  return %0 : tensor<2x3x4x8xf32>
}

// CHECK-LABEL: @CausalAttention_shifted(
// CHECK: attn_mask
func.func @CausalAttention_shifted(%q: tensor<2x3x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x8xf32>) -> tensor<2x3x4x8xf32> {
  %c = aten.full size = [4, 5] fill_value = true dtype = i1 : () -> tensor<4x5xi1>
  %m = aten.tril %c diagonal = 1 : (tensor<4x5xi1>) -> tensor<4x5xi1>
  %0 = aten.scaled_dot_product_attention %q, %k, %v attn_mask = %m scale = 0.5 : (tensor<2x3x4x16xf32>, tensor<2x3x5x16xf32>, tensor<2x3x5x8xf32>, tensor<4x5xi1>) -> tensor<2x3x4x8xf32>
  return %0 : tensor<2x3x4x8xf32>
}

// CHECK-LABEL: @CausalAttentionOfCounts(
// CHECK-NEXT: aten.scaled_dot_product_attention %arg0, %arg1, %arg2 is_causal = true scale = 5.0
// CHECK-NEXT: return
// WHY-LABEL: @CausalAttentionOfCounts(
// WHY: tricast.rules = ["CausalAttentionOfCounts"]
func.func @CausalAttentionOfCounts(%q: tensor<2x3x4x16xf32>, %k: tensor<2x3x5x16xf32>, %v: tensor<2x3x5x8xf32>) -> tensor<2x3x4x8xf32> {
  %n = aten.arange end = 5 : () -> tensor<5xi64>
  %c = aten.view %n size = [1, 1, 1, 5] : (tensor<5xi64>) -> tensor<1x1x1x5xi64>
  %o = aten.arange end = 4 : () -> tensor<4xi64>
  %r = aten.view %o size = [1, 1, 4, 1] : (tensor<4xi64>) -> tensor<1x1x4x1xi64>
  %m = aten.le.Tensor %c, %r : (tensor<1x1x1x5xi64>, tensor<1x1x4x1xi64>) -> tensor<1x1x4x5xi1>
  %0 = aten.scaled_dot_product_attention %q, %k, %v attn_mask = %m scale = 0.5 : (tensor<2x3x4x16xf32>, tensor<2x3x5x16xf32>, tensor<2x3x5x8xf32>, tensor<1x1x4x5xi1>) -> tensor<2x3x4x8xf32>
  return %0 : tensor<2x3x4x8xf32>
}
