// Matrix products: wrong uses.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @dot(%a: tensor<3xf32>, %b: tensor<4xf32>) {
  // expected-error@+1 {{inconsistent tensor size, expected tensor [3] and src [4] to have the same number of elements}}
  %0 = aten.dot %a, %b : (tensor<3xf32>, tensor<4xf32>) -> tensor<f32>
  return
}

// -----

func.func @vdot(%a: tensor<3xf32>, %b: tensor<3xf64>) {
  // expected-error@+1 {{dot : expected both vectors to have same dtype, but found Float and Double}}
  %0 = aten.vdot %a, %b : (tensor<3xf32>, tensor<3xf64>) -> tensor<f32>
  return
}

// -----

func.func @outer(%a: tensor<3x1xf32>, %b: tensor<4xf32>) {
  // expected-error@+1 {{outer: Expected 1-D argument self, but got 2-D}}
  %0 = aten.outer %a, %b : (tensor<3x1xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @ger(%a: tensor<3xf32>, %b: tensor<4xf32>) {
  // expected-error@+1 {{result #0 must be tensor<3x4xf32>, but is tensor<4x3xf32>}}
  %0 = aten.ger %a, %b : (tensor<3xf32>, tensor<4xf32>) -> tensor<4x3xf32>
  return
}

// -----

func.func @addr(%a: tensor<3x4xi64>, %b: tensor<3xi64>, %c: tensor<4xi64>) {
  // expected-error@+1 {{For integral input tensors, argument alpha must not be a floating point number.}}
  %0 = aten.addr %a, %b, %c alpha = 5.000000e-01 : (tensor<3x4xi64>, tensor<3xi64>, tensor<4xi64>) -> tensor<3x4xi64>
  return
}

// -----

func.func @cross(%a: tensor<2x4xf32>, %b: tensor<2x4xf32>) {
  // expected-error@+1 {{no dimension of size 3 in input}}
  %0 = aten.cross %a, %b : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @linalg_cross(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>) {
  // expected-error@+1 {{linalg.cross: inputs dimension -1 must have length 3. Got 3 and 4}}
  %0 = aten.linalg_cross %a, %b : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @linalg_vecdot(%a: tensor<2x3xi64>, %b: tensor<2x3xi64>) {
  // expected-error@+1 {{linalg.vecdot: Expected a floating point or complex tensor as input. Got Long}}
  %0 = aten.linalg_vecdot %a, %b : (tensor<2x3xi64>, tensor<2x3xi64>) -> tensor<2xi64>
  return
}

// -----

func.func @mm(%a: tensor<2x3xf32>, %b: tensor<4x5xf32>) {
  // expected-error@+1 {{mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)}}
  %0 = aten.mm %a, %b : (tensor<2x3xf32>, tensor<4x5xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @mm(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x4xf32>, but is tensor<2x5xf32>}}
  %0 = aten.mm %a, %b : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @mm(%a: tensor<2x3xf32>, %b: tensor<3x4xf16>) {
  // expected-error@+1 {{expected m1 and m2 to have the same dtype, but got: Float != Half}}
  %0 = aten.mm %a, %b : (tensor<2x3xf32>, tensor<3x4xf16>) -> tensor<2x4xf32>
  return
}

// -----

func.func @addmm(%a: tensor<5xf32>, %b: tensor<2x3xf32>, %c: tensor<3x4xf32>) {
  // expected-error@+1 {{The expanded size of the tensor (4) must match the existing size (5) at non-singleton dimension 1.  Target sizes: [2, 4].  Tensor sizes: [5]}}
  %0 = aten.addmm %a, %b, %c : (tensor<5xf32>, tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @mv(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) {
  // expected-error@+1 {{vector + matrix @ vector expected, got 1, 2, 2}}
  %0 = aten.mv %a, %b : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @addmv(%a: tensor<3xf32>, %b: tensor<2x3xf32>, %c: tensor<3xf32>) {
  // expected-error@+1 {{size mismatch, got input (3), mat (2x3), vec (3)}}
  %0 = aten.addmv %a, %b, %c : (tensor<3xf32>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @bmm(%a: tensor<5x2x3xf32>, %b: tensor<4x3x4xf32>) {
  // expected-error@+1 {{Expected size for first two dimensions of batch2 tensor to be: [5, 3] but got: [4, 3].}}
  %0 = aten.bmm %a, %b : (tensor<5x2x3xf32>, tensor<4x3x4xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

func.func @baddbmm(%a: tensor<2x4xf32>, %b: tensor<5x2x3xf16>, %c: tensor<5x3x4xf16>) {
  // expected-error@+1 {{Input dtypes must be the same, got: input Float, batch1: Half, batch2: Half}}
  %0 = aten.baddbmm %a, %b, %c : (tensor<2x4xf32>, tensor<5x2x3xf16>, tensor<5x3x4xf16>) -> tensor<5x2x4xf16>
  return
}

// -----

func.func @addbmm(%a: tensor<5x2x4xf32>, %b: tensor<5x2x3xf32>, %c: tensor<5x3x4xf32>) {
  // expected-error@+1 {{The number of sizes provided (2) must be greater or equal to the number of dimensions in the tensor (3)}}
  %0 = aten.addbmm %a, %b, %c : (tensor<5x2x4xf32>, tensor<5x2x3xf32>, tensor<5x3x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @_int_mm(%a: tensor<4x8xi32>, %b: tensor<8x16xi8>) {
  // expected-error@+1 {{expected self to be int8 or uint8, got torch.int32}}
  %0 = aten._int_mm %a, %b : (tensor<4x8xi32>, tensor<8x16xi8>) -> tensor<4x16xi32>
  return
}

// -----

func.func @_weight_int8pack_mm(%a: tensor<2x8xf32>, %b: tensor<16x8xi8>, %c: tensor<8xf32>) {
  // expected-error@+1 {{expected q_scales to be 1D with size 16, got shape [8]}}
  %0 = aten._weight_int8pack_mm %a, %b, %c : (tensor<2x8xf32>, tensor<16x8xi8>, tensor<8xf32>) -> tensor<2x16xf32>
  return
}

// -----

func.func @_scaled_mm(%a: tensor<16x32xf8E4M3FN>, %b: tensor<32x16xf8E4M3FN>, %c: tensor<8x1xf32>, %d: tensor<1x16xf32>) {
  // expected-error@+1 {{For rowwise scaling, scale_a should be (16, 1), scale_b should be (1, 16). Got scale_a.size()=[8, 1] and scale_b.size()=[1, 16]}}
  %0 = aten._scaled_mm %a, %b, %c, %d : (tensor<16x32xf8E4M3FN>, tensor<32x16xf8E4M3FN>, tensor<8x1xf32>, tensor<1x16xf32>) -> tensor<16x16xf8E4M3FN>
  return
}

// -----

func.func @matmul(%a: tensor<2x3xf32>, %b: tensor<f32>) {
  // expected-error@+1 {{both arguments to matmul need to be at least 1D, but they are 2D and 0D}}
  %0 = aten.matmul %a, %b : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @matmul(%a: tensor<2x2x3xf32>, %b: tensor<3x3x4xf32>) {
  // expected-error@+1 {{The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0}}
  %0 = aten.matmul %a, %b : (tensor<2x2x3xf32>, tensor<3x3x4xf32>) -> tensor<3x2x4xf32>
  return
}

// -----

func.func @linalg_matmul(%a: tensor<2x3xf32>, %b: tensor<4xf32>) {
  // expected-error@+1 {{size mismatch, got input (2), mat (2x3), vec (4)}}
  %0 = aten.linalg_matmul %a, %b : (tensor<2x3xf32>, tensor<4xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @linear(%a: tensor<2x5x8xf32>, %b: tensor<4x7xf32>) {
  // expected-error@+1 {{mat1 and mat2 shapes cannot be multiplied (10x8 and 7x4)}}
  %0 = aten.linear %a, %b : (tensor<2x5x8xf32>, tensor<4x7xf32>) -> tensor<2x5x4xf32>
  return
}

// -----

func.func @bilinear(%a: tensor<2x5xf32>, %b: tensor<3x6xf32>, %c: tensor<4x5x6xf32>) {
  // expected-error@+1 {{bilinear(): input batch dimensions do not match at dim 0: got 2 and 3}}
  %0 = aten.bilinear %a, %b, %c : (tensor<2x5xf32>, tensor<3x6xf32>, tensor<4x5x6xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @_trilinear(%a: tensor<2x5xf32>, %b: tensor<3x5x6xf32>, %c: tensor<2x6xf32>) {
  // expected-error@+1 {{unroll_dim must be in [0,3]}}
  %0 = aten._trilinear %a, %b, %c expand1 = [1, 3] expand2 = [0] expand3 = [1, 2] sumdim = [2, 3] unroll_dim = 4 : (tensor<2x5xf32>, tensor<3x5x6xf32>, tensor<2x6xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @inner(%a: tensor<2x3xf32>, %b: tensor<4x2xf32>) {
  // expected-error@+1 {{inner() the last dimension must match on both input tensors but got shapes [2, 3] and [4, 2]}}
  %0 = aten.inner %a, %b : (tensor<2x3xf32>, tensor<4x2xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @kron(%a: tensor<2x3xf32>, %b: tensor<4x2xf32>) {
  // expected-error@+1 {{result #0 must be tensor<8x6xf32>, but is tensor<8x5xf32>}}
  %0 = aten.kron %a, %b : (tensor<2x3xf32>, tensor<4x2xf32>) -> tensor<8x5xf32>
  return
}

// -----

func.func @tensordot(%a: tensor<2x3xf32>, %b: tensor<4x2xf32>) {
  // expected-error@+1 {{contracted dimensions need to match, but first has size 3 in dim 1 and second has size 4 in dim 0}}
  %0 = aten.tensordot %a, %b dims_self = [1] dims_other = [0] : (tensor<2x3xf32>, tensor<4x2xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @einsum(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>) {
  // expected-error@+1 {{einsum(): output subscript z does not appear in the equation for any input operand}}
  %0 = aten.einsum [%a, %b] equation = "ij,jk->iz" : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @einsum(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{einsum(): fewer operands were provided than specified in the equation}}
  %0 = aten.einsum [%a] equation = "ij,jk->ik" : (tensor<2x3xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @einsum(%a: tensor<2x3xf32>) {
  // expected-error@+1 {{einsum(): subscript i is repeated for operand 0 but the sizes don't match, 3 != 2}}
  %0 = aten.einsum [%a] equation = "ii" : (tensor<2x3xf32>) -> tensor<f32>
  return
}
