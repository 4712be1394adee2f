// The verifier of linalg.matmul knows a product of complex numbers by complex.mul and complex.add.

// RUN: tricast compile %s --emit linalg | FileCheck %s
// CHECK: linalg.matmul {{.*}}complex<f32>

func.func @main(%x: tensor<2x3xcomplex<f32>>, %y: tensor<3x2xcomplex<f32>>) -> (tensor<2x2xcomplex<f32>> {aten.output = 0 : i64}) {
  %0 = aten.mm %x, %y : (tensor<2x3xcomplex<f32>>, tensor<3x2xcomplex<f32>>) -> tensor<2x2xcomplex<f32>>
  return %0 : tensor<2x2xcomplex<f32>>
}
