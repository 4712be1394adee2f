// Complex numbers that are no tensors: their real part and their imaginary one.
// RUN: %roundtrip %s
// RUN: tricast-opt %s | FileCheck %s

// CHECK-LABEL: @products
func.func @products(%x: tensor<2x3xcomplex<f32>>, %a: tensor<2x2xcomplex<f32>>, %b: tensor<2x3xcomplex<f32>>) -> tensor<2x3xcomplex<f32>> {
  // CHECK: aten.addmm %{{.*}}, %{{.*}}, %{{.*}} beta = (1.000000e+00, 2.000000e+00) alpha = (2.000000e+00, -3.000000e+00) :
  %0 = aten.addmm %x, %a, %b beta = (1.000000e+00, 2.000000e+00) alpha = (2.000000e+00, -3.000000e+00) : (tensor<2x3xcomplex<f32>>, tensor<2x2xcomplex<f32>>, tensor<2x3xcomplex<f32>>) -> tensor<2x3xcomplex<f32>>
  return %0 : tensor<2x3xcomplex<f32>>
}

// A number promotes a tensor, and says the dtype of a new one; bools are what comparisons give.
// CHECK-LABEL: @promotes
func.func @promotes(%x: tensor<3xf64>) -> (tensor<3xcomplex<f64>>, tensor<2xcomplex<f32>>, tensor<3xi1>) {
  // CHECK: aten.mul.Scalar %{{.*}} other = ("inf", "nan") : (tensor<3xf64>) -> tensor<3xcomplex<f64>>
  %0 = aten.mul.Scalar %x other = ("inf", "nan") : (tensor<3xf64>) -> tensor<3xcomplex<f64>>
  %1 = aten.full size = [2] fill_value = (0.000000e+00, 1.000000e+00) : () -> tensor<2xcomplex<f32>>
  %2 = aten.eq.Scalar %x other = (0.000000e+00, 1.000000e+00) : (tensor<3xf64>) -> tensor<3xi1>
  return %0, %1, %2 : tensor<3xcomplex<f64>>, tensor<2xcomplex<f32>>, tensor<3xi1>
}
