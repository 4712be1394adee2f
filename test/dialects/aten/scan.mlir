// Cumulative ops: every op, as it is written.
// RUN: %roundtrip %s

func.func @cumulative(%self: tensor<2x?xf32>, %i: tensor<3x4xui8>, %s: tensor<i1>, %c: tensor<3xcomplex<f64>>) {
  %0 = aten.cumsum %self dim = 1 : (tensor<2x?xf32>) -> tensor<2x?xf32>
  %1 = aten.cumsum %i dim = -1 : (tensor<3x4xui8>) -> tensor<3x4xi64>
  %2 = aten.cumsum %s dim = 0 dtype = f16 : (tensor<i1>) -> tensor<f16>
  %3 = aten.cumprod %c dim = 0 : (tensor<3xcomplex<f64>>) -> tensor<3xcomplex<f64>>
  %4 = aten.cumprod %i dim = 0 dtype = i32 : (tensor<3x4xui8>) -> tensor<3x4xi32>
  %5, %6 = aten.cummax %self dim = -2 : (tensor<2x?xf32>) -> (tensor<2x?xf32>, tensor<2x?xi64>)
  %7, %8 = aten.cummin %i dim = 1 : (tensor<3x4xui8>) -> (tensor<3x4xui8>, tensor<3x4xi64>)
  %9 = aten.logcumsumexp %self dim = 0 : (tensor<2x?xf32>) -> tensor<2x?xf32>
  return
}

func.func @diff(%self: tensor<2x5xi32>, %prepend: tensor<2x1xf32>, %append: tensor<2x3xi64>, %d: tensor<?x5xi1>) {
  %0 = aten.diff %self : (tensor<2x5xi32>) -> tensor<2x4xi32>
  %1 = aten.diff %self n = 7 dim = 0 : (tensor<2x5xi32>) -> tensor<0x5xi32>
  %2 = aten.diff %self n = 2 dim = 1 prepend = %prepend append = %append : (tensor<2x5xi32>, tensor<2x1xf32>, tensor<2x3xi64>) -> tensor<2x7xf32>
  %3 = aten.diff %d n = 0 append = %d : (tensor<?x5xi1>, tensor<?x5xi1>) -> tensor<?x5xi1>
  return
}

func.func @trapezoids(%y: tensor<3x4xf32>, %places: tensor<4xf64>, %all: tensor<3x4xf32>, %i: tensor<?x4xi64>) {
  %0 = aten.trapezoid.x %y, %places : (tensor<3x4xf32>, tensor<4xf64>) -> tensor<3xf64>
  %1 = aten.trapezoid.x %y, %all dim = 0 : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<4xf32>
  %2 = aten.trapezoid.dx %i : (tensor<?x4xi64>) -> tensor<?xf32>
  %3 = aten.trapezoid.dx %y dx = 5.000000e-01 dim = 0 : (tensor<3x4xf32>) -> tensor<4xf32>
  %4 = aten.cumulative_trapezoid.x %y, %places : (tensor<3x4xf32>, tensor<4xf64>) -> tensor<3x3xf64>
  %5 = aten.cumulative_trapezoid.x %i, %places dim = 1 : (tensor<?x4xi64>, tensor<4xf64>) -> tensor<?x3xf64>
  %6 = aten.cumulative_trapezoid.dx %y dx = 2 dim = 0 : (tensor<3x4xf32>) -> tensor<2x4xf32>
  return
}
