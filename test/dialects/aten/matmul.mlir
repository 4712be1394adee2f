// Matrix products: every op, as it is written.
// RUN: %roundtrip %s

func.func @vectors(%a: tensor<3xf32>, %b: tensor<3xf32>, %h: tensor<4xf16>, %c: tensor<4xcomplex<f32>>, %n: tensor<?xi64>) {
  %0 = aten.dot %a, %b : (tensor<3xf32>, tensor<3xf32>) -> tensor<f32>
  %1 = aten.vdot %c, %c : (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>) -> tensor<complex<f32>>
  %2 = aten.outer %a, %h : (tensor<3xf32>, tensor<4xf16>) -> tensor<3x4xf32>
  %3 = aten.ger %n, %a : (tensor<?xi64>, tensor<3xf32>) -> tensor<?x3xf32>
  return
}

func.func @addr(%self: tensor<4xf32>, %vec1: tensor<3xf32>, %vec2: tensor<4xf32>, %i: tensor<3x1xi64>, %n: tensor<?xi64>) {
  %0 = aten.addr %self, %vec1, %vec2 : (tensor<4xf32>, tensor<3xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  %1 = aten.addr %i, %n, %n beta = 2 alpha = 3 : (tensor<3x1xi64>, tensor<?xi64>, tensor<?xi64>) -> tensor<?x?xi64>
  %2 = aten.addr %self, %vec1, %vec2 beta = 5.000000e-01 alpha = -1.000000e+00 : (tensor<4xf32>, tensor<3xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  return
}

func.func @cross(%self: tensor<2x3x3xf64>, %other: tensor<3x1xf64>, %same: tensor<1x3x3xf64>, %row: tensor<5x3xf32>) {
  %0 = aten.cross %self, %same : (tensor<2x3x3xf64>, tensor<1x3x3xf64>) -> tensor<2x3x3xf64>
  %1 = aten.cross %row, %row dim = 1 : (tensor<5x3xf32>, tensor<5x3xf32>) -> tensor<5x3xf32>
  %2 = aten.linalg_cross %row, %row : (tensor<5x3xf32>, tensor<5x3xf32>) -> tensor<5x3xf32>
  %3 = aten.linalg_cross %self, %same dim = 1 : (tensor<2x3x3xf64>, tensor<1x3x3xf64>) -> tensor<2x3x3xf64>
  %4 = aten.linalg_vecdot %self, %other dim = 1 : (tensor<2x3x3xf64>, tensor<3x1xf64>) -> tensor<2x3xf64>
  %5 = aten.linalg_vecdot %row, %row : (tensor<5x3xf32>, tensor<5x3xf32>) -> tensor<5xf32>
  return
}

func.func @matrices(%self: tensor<2x3xf32>, %mat2: tensor<3x4xf32>, %vec: tensor<3xf32>, %d: tensor<?x3xf32>, %bias: tensor<4xf32>, %zero: tensor<f32>) {
  %0 = aten.mm %self, %mat2 : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  %1 = aten.mm %d, %mat2 : (tensor<?x3xf32>, tensor<3x4xf32>) -> tensor<?x4xf32>
  %2 = aten.addmm %bias, %self, %mat2 : (tensor<4xf32>, tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  %3 = aten.addmm %zero, %d, %mat2 beta = 0 alpha = 2 : (tensor<f32>, tensor<?x3xf32>, tensor<3x4xf32>) -> tensor<?x4xf32>
  %4 = aten.mv %self, %vec : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2xf32>
  %5 = aten.addmv %zero, %d, %vec alpha = 5.000000e-01 : (tensor<f32>, tensor<?x3xf32>, tensor<3xf32>) -> tensor<?xf32>
  return
}

func.func @batches(%self: tensor<5x2x3xbf16>, %mat2: tensor<5x3x4xbf16>, %bias: tensor<2x1xbf16>, %d: tensor<?x3x?xbf16>) {
  %0 = aten.bmm %self, %mat2 : (tensor<5x2x3xbf16>, tensor<5x3x4xbf16>) -> tensor<5x2x4xbf16>
  %1 = aten.bmm %self, %d : (tensor<5x2x3xbf16>, tensor<?x3x?xbf16>) -> tensor<5x2x?xbf16>
  %2 = aten.baddbmm %bias, %self, %mat2 : (tensor<2x1xbf16>, tensor<5x2x3xbf16>, tensor<5x3x4xbf16>) -> tensor<5x2x4xbf16>
  %3 = aten.baddbmm %bias, %self, %mat2 beta = 2 alpha = 5.000000e-01 : (tensor<2x1xbf16>, tensor<5x2x3xbf16>, tensor<5x3x4xbf16>) -> tensor<5x2x4xbf16>
  %4 = aten.addbmm %bias, %self, %mat2 alpha = 3 : (tensor<2x1xbf16>, tensor<5x2x3xbf16>, tensor<5x3x4xbf16>) -> tensor<2x4xbf16>
  return
}

func.func @eight_bits(%i: tensor<4x8xi8>, %u: tensor<4x8xui8>, %w: tensor<8x16xi8>, %packed: tensor<16x8xi8>, %x: tensor<?x8xf16>, %scales: tensor<16xf16>) {
  %0 = aten._int_mm %i, %w : (tensor<4x8xi8>, tensor<8x16xi8>) -> tensor<4x16xi32>
  %1 = aten._int_mm %u, %w : (tensor<4x8xui8>, tensor<8x16xi8>) -> tensor<4x16xi32>
  %2 = aten._weight_int8pack_mm %x, %packed, %scales : (tensor<?x8xf16>, tensor<16x8xi8>, tensor<16xf16>) -> tensor<?x16xf16>
  return
}

func.func @scaled(%self: tensor<16x32xf8E4M3FN>, %mat2: tensor<32x16xf8E5M2>, %one: tensor<f32>, %rows: tensor<16x1xf32>, %columns: tensor<1x16xf32>, %bias: tensor<16xbf16>) {
  %0 = aten._scaled_mm %self, %mat2, %one, %one : (tensor<16x32xf8E4M3FN>, tensor<32x16xf8E5M2>, tensor<f32>, tensor<f32>) -> tensor<16x16xf8E4M3FN>
  %1 = aten._scaled_mm %self, %mat2, %rows, %columns bias = %bias scale_result = %one out_dtype = bf16 use_fast_accum = true : (tensor<16x32xf8E4M3FN>, tensor<32x16xf8E5M2>, tensor<16x1xf32>, tensor<1x16xf32>, tensor<16xbf16>, tensor<f32>) -> tensor<16x16xbf16>
  return
}

func.func @any_rank(%a: tensor<5x1x2x3xf32>, %b: tensor<4x3x6xf32>, %v: tensor<3xf32>, %d: tensor<?x3xf32>, %h: tensor<3x5xf16>, %k: tensor<5xf16>) {
  %0 = aten.matmul %a, %b : (tensor<5x1x2x3xf32>, tensor<4x3x6xf32>) -> tensor<5x4x2x6xf32>
  %1 = aten.matmul %v, %b : (tensor<3xf32>, tensor<4x3x6xf32>) -> tensor<4x6xf32>
  %2 = aten.matmul %d, %v : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?xf32>
  %3 = aten.linalg_matmul %v, %v : (tensor<3xf32>, tensor<3xf32>) -> tensor<f32>
  %4 = aten.linalg_matmul %h, %k : (tensor<3x5xf16>, tensor<5xf16>) -> tensor<3xf16>
  return
}

func.func @linear(%input: tensor<2x?x8xf32>, %weight: tensor<4x8xf32>, %bias: tensor<4xf32>, %row: tensor<8xf32>) {
  %0 = aten.linear %input, %weight : (tensor<2x?x8xf32>, tensor<4x8xf32>) -> tensor<2x?x4xf32>
  %1 = aten.linear %input, %weight bias = %bias : (tensor<2x?x8xf32>, tensor<4x8xf32>, tensor<4xf32>) -> tensor<2x?x4xf32>
  %2 = aten.linear %row, %weight : (tensor<8xf32>, tensor<4x8xf32>) -> tensor<4xf32>
  %3 = aten.linear %input, %row : (tensor<2x?x8xf32>, tensor<8xf32>) -> tensor<2x?xf32>
  return
}

func.func @bilinear(%input1: tensor<2x5xf32>, %input2: tensor<2x6xf32>, %weight: tensor<3x5x6xf32>, %bias: tensor<3xf32>) {
  %0 = aten.bilinear %input1, %input2, %weight : (tensor<2x5xf32>, tensor<2x6xf32>, tensor<3x5x6xf32>) -> tensor<2x3xf32>
  %1 = aten.bilinear %input1, %input2, %weight bias = %bias : (tensor<2x5xf32>, tensor<2x6xf32>, tensor<3x5x6xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

func.func @trilinear(%i1: tensor<2x5xf32>, %i2: tensor<3x5x6xf32>, %i3: tensor<2x6xf32>) {
  %0 = aten._trilinear %i1, %i2, %i3 expand1 = [1, 3] expand2 = [0] expand3 = [1, 2] sumdim = [2, 3] : (tensor<2x5xf32>, tensor<3x5x6xf32>, tensor<2x6xf32>) -> tensor<2x3xf32>
  %1 = aten._trilinear %i1, %i2, %i3 expand1 = [1, 3] expand2 = [0] expand3 = [1, 2] sumdim = [] unroll_dim = 2 : (tensor<2x5xf32>, tensor<3x5x6xf32>, tensor<2x6xf32>) -> tensor<2x3x5x6xf32>
  return
}

func.func @products(%a: tensor<2x3xf32>, %b: tensor<4x3xf32>, %s: tensor<f32>, %i: tensor<2x?xi32>) {
  %0 = aten.inner %a, %b : (tensor<2x3xf32>, tensor<4x3xf32>) -> tensor<2x4xf32>
  %1 = aten.inner %s, %b : (tensor<f32>, tensor<4x3xf32>) -> tensor<4x3xf32>
  %2 = aten.kron %a, %b : (tensor<2x3xf32>, tensor<4x3xf32>) -> tensor<8x9xf32>
  %3 = aten.kron %i, %s : (tensor<2x?xi32>, tensor<f32>) -> tensor<2x?xf32>
  %4 = aten.tensordot %a, %b dims_self = [1] dims_other = [-1] : (tensor<2x3xf32>, tensor<4x3xf32>) -> tensor<2x4xf32>
  %5 = aten.tensordot %a, %b dims_self = [] dims_other = [] : (tensor<2x3xf32>, tensor<4x3xf32>) -> tensor<2x3x4x3xf32>
  return
}

func.func @einsum(%a: tensor<2x3xf32>, %b: tensor<3x4xf32>, %batch: tensor<?x5x5xf64>, %c: tensor<1x5xf64>) {
  %0 = aten.einsum [%a, %b] equation = "ij,jk->ik" : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  %1 = aten.einsum [%a, %b] equation = "ij, jk" : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  %2 = aten.einsum [%batch] equation = "bii->bi" : (tensor<?x5x5xf64>) -> tensor<?x5xf64>
  %3 = aten.einsum [%batch, %c] equation = "...ij,...j" path = [0, 1] : (tensor<?x5x5xf64>, tensor<1x5xf64>) -> tensor<?x5xf64>
  %4 = aten.einsum [%batch] equation = "Bij->" : (tensor<?x5x5xf64>) -> tensor<f64>
  return
}
