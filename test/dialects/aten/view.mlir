// The same elements under another shape: every view as it prints.
// RUN: %roundtrip %s

// Sizes given: -1 is what the others leave, symbols are operands.
func.func @sizes(%self: tensor<2x3x4xf32>, %other: tensor<6x4xi64>, %n: index, %dyn: tensor<?x4xf16>) -> tensor<24xf32> {
  %0 = aten.view %self size = [6, -1] : (tensor<2x3x4xf32>) -> tensor<6x4xf32>
  %1 = aten.view %dyn size = [%n, 2, 2] : (tensor<?x4xf16>, index) -> tensor<?x2x2xf16>
  %2 = aten.view_copy %self size = [24] : (tensor<2x3x4xf32>) -> tensor<24xf32>
  %3 = aten._unsafe_view %self size = [4, 6] : (tensor<2x3x4xf32>) -> tensor<4x6xf32>
  %4 = aten._reshape_copy %dyn size = [4, -1] : (tensor<?x4xf16>) -> tensor<4x?xf16>
  %5 = aten.reshape %self shape = [1, 2, 12] : (tensor<2x3x4xf32>) -> tensor<1x2x12xf32>
  %6 = aten.view_as %self, %other : (tensor<2x3x4xf32>, tensor<6x4xi64>) -> tensor<6x4xf32>
  %7 = aten.reshape_as %self, %other : (tensor<2x3x4xf32>, tensor<6x4xi64>) -> tensor<6x4xf32>
  %8 = aten.flatten.using_ints %self end_dim = 1 : (tensor<2x3x4xf32>) -> tensor<6x4xf32>
  %9 = aten.flatten.using_ints %dyn : (tensor<?x4xf16>) -> tensor<?xf16>
  %10 = aten.unflatten.int %self dim = 2 sizes = [2, -1] : (tensor<2x3x4xf32>) -> tensor<2x3x2x2xf32>
  %11 = aten.ravel %self : (tensor<2x3x4xf32>) -> tensor<24xf32>
  return %11 : tensor<24xf32>
}

func.func @expand(%self: tensor<3x1xf32>, %other: tensor<2x3x?xbf16>, %n: index) -> tensor<2x3x?xf32> {
  %0 = aten.expand %self size = [2, -1, 4] : (tensor<3x1xf32>) -> tensor<2x3x4xf32>
  %1 = aten.expand %self size = [3, %n] implicit = true : (tensor<3x1xf32>, index) -> tensor<3x?xf32>
  %2 = aten.expand_copy %self size = [3, 5] : (tensor<3x1xf32>) -> tensor<3x5xf32>
  %3 = aten.broadcast_to %self size = [1, 3, 1] : (tensor<3x1xf32>) -> tensor<1x3x1xf32>
  %4 = aten.expand_as %self, %other : (tensor<3x1xf32>, tensor<2x3x?xbf16>) -> tensor<2x3x?xf32>
  return %4 : tensor<2x3x?xf32>
}

func.func @strided(%self: tensor<4x5xf64>, %n: index) -> tensor<?x2xf64> {
  %0 = aten.as_strided %self size = [3, 3] stride = [1, 5] storage_offset = 2 : (tensor<4x5xf64>) -> tensor<3x3xf64>
  %1 = aten.as_strided_copy %self size = [%n, 2] stride = [%n, 1] : (tensor<4x5xf64>, index, index) -> tensor<?x2xf64>
  %2 = aten._reshape_alias %self size = [2, 10] stride = [10, 1] : (tensor<4x5xf64>) -> tensor<2x10xf64>
  %3 = aten._reshape_alias_copy %self size = [20] stride = [1] : (tensor<4x5xf64>) -> tensor<20xf64>
  return %1 : tensor<?x2xf64>
}

// Dimensions added, removed and moved.
func.func @dimensions(%self: tensor<1x3x?x1xf32>, %matrix: tensor<2x3xi1>, %complex: tensor<2x3xcomplex<f32>>) -> tensor<3x?x1xf32> {
  %0 = aten.unsqueeze %self dim = -1 : (tensor<1x3x?x1xf32>) -> tensor<1x3x?x1x1xf32>
  %1 = aten.unsqueeze_copy %matrix dim = 1 : (tensor<2x3xi1>) -> tensor<2x1x3xi1>
  %2 = aten.squeeze %self : (tensor<1x3x?x1xf32>) -> tensor<3x?xf32>
  %3 = aten.squeeze_copy %self : (tensor<1x3x?x1xf32>) -> tensor<3x?xf32>
  %4 = aten.squeeze.dim %self dim = 0 : (tensor<1x3x?x1xf32>) -> tensor<3x?x1xf32>
  %5 = aten.squeeze_copy.dim %self dim = 1 : (tensor<1x3x?x1xf32>) -> tensor<1x3x?x1xf32>
  %6 = aten.squeeze.dims %self dim = [0, -1] : (tensor<1x3x?x1xf32>) -> tensor<3x?xf32>
  %7 = aten.squeeze_copy.dims %self dim = [1, 3] : (tensor<1x3x?x1xf32>) -> tensor<1x3x?xf32>
  %8 = aten.permute %self dims = [2, 0, -1, 1] : (tensor<1x3x?x1xf32>) -> tensor<?x1x1x3xf32>
  %9 = aten.permute_copy %matrix dims = [1, 0] : (tensor<2x3xi1>) -> tensor<3x2xi1>
  %10 = aten.transpose.int %self dim0 = 1 dim1 = -2 : (tensor<1x3x?x1xf32>) -> tensor<1x?x3x1xf32>
  %11 = aten.transpose_copy.int %matrix dim0 = 0 dim1 = 1 : (tensor<2x3xi1>) -> tensor<3x2xi1>
  %12 = aten.swapdims %matrix dim0 = 0 dim1 = 0 : (tensor<2x3xi1>) -> tensor<2x3xi1>
  %13 = aten.swapaxes %matrix axis0 = -1 axis1 = 0 : (tensor<2x3xi1>) -> tensor<3x2xi1>
  %14 = aten.t %matrix : (tensor<2x3xi1>) -> tensor<3x2xi1>
  %15 = aten.t_copy %matrix : (tensor<2x3xi1>) -> tensor<3x2xi1>
  %16 = aten.numpy_T %self : (tensor<1x3x?x1xf32>) -> tensor<1x?x3x1xf32>
  %17 = aten.mT %self : (tensor<1x3x?x1xf32>) -> tensor<1x3x1x?xf32>
  %18 = aten.mH %complex : (tensor<2x3xcomplex<f32>>) -> tensor<3x2xcomplex<f32>>
  %19 = aten.adjoint %complex : (tensor<2x3xcomplex<f32>>) -> tensor<3x2xcomplex<f32>>
  %20 = aten.matrix_H %complex : (tensor<2x3xcomplex<f32>>) -> tensor<3x2xcomplex<f32>>
  %21 = aten.movedim.int %self source = 0 destination = -1 : (tensor<1x3x?x1xf32>) -> tensor<3x?x1x1xf32>
  %22 = aten.moveaxis.int %matrix source = 1 destination = 0 : (tensor<2x3xi1>) -> tensor<3x2xi1>
  %23 = aten.movedim.intlist %self source = [2, 1] destination = [0, 2] : (tensor<1x3x?x1xf32>) -> tensor<?x1x3x1xf32>
  %24 = aten.moveaxis.intlist %matrix source = [] destination = [] : (tensor<2x3xi1>) -> tensor<2x3xi1>
  return %4 : tensor<3x?x1xf32>
}

func.func @diagonals(%self: tensor<2x3x5xf32>, %vector: tensor<4xi32>, %matrix: tensor<?x?xf64>) -> tensor<2x3xf32> {
  %0 = aten.diagonal %self offset = 2 dim1 = 1 dim2 = 2 : (tensor<2x3x5xf32>) -> tensor<2x3xf32>
  %1 = aten.diagonal_copy %self offset = -1 : (tensor<2x3x5xf32>) -> tensor<5x1xf32>
  %2 = aten.linalg_diagonal %matrix : (tensor<?x?xf64>) -> tensor<?xf64>
  %3 = aten.diag %vector diagonal = -2 : (tensor<4xi32>) -> tensor<6x6xi32>
  %4 = aten.diag %matrix : (tensor<?x?xf64>) -> tensor<?xf64>
  %5 = aten.diag_embed %self offset = 1 dim1 = 0 dim2 = 2 : (tensor<2x3x5xf32>) -> tensor<6x2x6x3xf32>
  %6 = aten.diagflat %self : (tensor<2x3x5xf32>) -> tensor<30x30xf32>
  %7 = aten.tril %matrix diagonal = -1 : (tensor<?x?xf64>) -> tensor<?x?xf64>
  %8 = aten.triu %self : (tensor<2x3x5xf32>) -> tensor<2x3x5xf32>
  return %0 : tensor<2x3xf32>
}

// Elements repeated and moved.
func.func @elements(%self: tensor<2x3xf32>, %n: index, %vector: tensor<7xui8>) -> tensor<?x6xf32> {
  %0 = aten.repeat %self repeats = [%n, 2] : (tensor<2x3xf32>, index) -> tensor<?x6xf32>
  %1 = aten.repeat %self repeats = [4, 1, 2] : (tensor<2x3xf32>) -> tensor<4x2x6xf32>
  %2 = aten.tile %self dims = [2] : (tensor<2x3xf32>) -> tensor<2x6xf32>
  %3 = aten.flip %self dims = [0, -1] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %4 = aten.fliplr %self : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %5 = aten.flipud %vector : (tensor<7xui8>) -> tensor<7xui8>
  %6 = aten.roll %self shifts = [1] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %7 = aten.roll %self shifts = [%n, -1] dims = [0, 1] : (tensor<2x3xf32>, index) -> tensor<2x3xf32>
  %8 = aten.rot90 %self : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %9 = aten.rot90 %self k = 2 dims = [1, 0] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %10 = aten.unfold %vector dimension = 0 size = 3 step = 2 : (tensor<7xui8>) -> tensor<3x3xui8>
  %11 = aten.unfold_copy %self dimension = -1 size = 2 step = 1 : (tensor<2x3xf32>) -> tensor<2x2x2xf32>
  return %0 : tensor<?x6xf32>
}

// Elements read as another dtype.
func.func @dtypes(%self: tensor<2x4xf32>, %complex: tensor<?xcomplex<f64>>, %pairs: tensor<3x2xf16>) -> tensor<?x2xf64> {
  %0 = aten.view.dtype %self dtype = i32 : (tensor<2x4xf32>) -> tensor<2x4xi32>
  %1 = aten.view.dtype %self dtype = bf16 : (tensor<2x4xf32>) -> tensor<2x8xbf16>
  %2 = aten.view_copy.dtype %self dtype = complex<f32> : (tensor<2x4xf32>) -> tensor<2x2xcomplex<f32>>
  %3 = aten.view_as_real %complex : (tensor<?xcomplex<f64>>) -> tensor<?x2xf64>
  %4 = aten.view_as_real_copy %complex : (tensor<?xcomplex<f64>>) -> tensor<?x2xf64>
  %5 = aten.view_as_complex %pairs : (tensor<3x2xf16>) -> tensor<3xcomplex<f16>>
  %6 = aten.view_as_complex_copy %pairs : (tensor<3x2xf16>) -> tensor<3xcomplex<f16>>
  %7 = aten.real %complex : (tensor<?xcomplex<f64>>) -> tensor<?xf64>
  %8 = aten.imag %complex : (tensor<?xcomplex<f64>>) -> tensor<?xf64>
  %9 = aten.conj %complex : (tensor<?xcomplex<f64>>) -> tensor<?xcomplex<f64>>
  %10 = aten._conj %complex : (tensor<?xcomplex<f64>>) -> tensor<?xcomplex<f64>>
  %11 = aten._conj_copy %complex : (tensor<?xcomplex<f64>>) -> tensor<?xcomplex<f64>>
  %12 = aten._neg_view %self : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %13 = aten._neg_view_copy %self : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %14 = aten.resolve_conj %complex : (tensor<?xcomplex<f64>>) -> tensor<?xcomplex<f64>>
  %15 = aten.resolve_neg %self : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %3 : tensor<?x2xf64>
}
