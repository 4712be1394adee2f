// New weights of every kind: they have the dtypes that the program says.

// RUN: tricast run %s --random-weights | FileCheck %s
// RUN: tricast compile %s --random-weights -o %t.tricast && tricast run %t.tricast | FileCheck %s
// CHECK: output.0: uint8 [4, 2] =
// CHECK: output.1: bool [2, 4] = {{0|1}}
// CHECK: output.2: float16 [] =
// CHECK: output.3: complex64 [4] =
// CHECK: output.4: float32 [1, 4] =

// RUN: tricast compile %s --emit folded | FileCheck %s --check-prefix=FOLDED
// FOLDED-DAG: global private @w8.folded0(#extern) : tensor<4x2xui8>
// FOLDED-DAG: global private @w8.folded1(#extern) : tensor<2x4xi1>
// FOLDED-DAG: global private @half.folded0(#extern) : tensor<f16>
// FOLDED-DAG: global private @complex.folded0(#extern) : tensor<4xcomplex<f32>>
// FOLDED-DAG: global private mutable @cache(#extern) : tensor<1x4xf32>


module {
  ml_program.global private @w8(#ml_program.extern) : tensor<2x4xui8>
  ml_program.global private @half(#ml_program.extern) : tensor<8xf16>
  ml_program.global private @complex(#ml_program.extern) : tensor<4xcomplex<f32>>
  ml_program.global private mutable @cache(#ml_program.extern) : tensor<1x4xf32>
  func.func @main(%x: tensor<1x4xf32>) -> (
      tensor<4x2xui8> {aten.output = 0}, tensor<2x4xi1> {aten.output = 1}, tensor<f16> {aten.output = 2},
      tensor<4xcomplex<f32>> {aten.output = 3}, tensor<1x4xf32> {aten.output = 4},
      tensor<1x4xf32> {aten.mutates = "cache"}) {
    %w8 = ml_program.global_load_const @w8 : tensor<2x4xui8>
    %half = ml_program.global_load_const @half : tensor<8xf16>
    %complex = ml_program.global_load_const @complex : tensor<4xcomplex<f32>>
    %cache = ml_program.global_load @cache : tensor<1x4xf32>
    %0 = aten.bitwise_not %w8 : (tensor<2x4xui8>) -> tensor<2x4xui8>
    %1 = aten.t %0 : (tensor<2x4xui8>) -> tensor<4x2xui8>
    %2 = aten.gt.Scalar %w8 other = 1 : (tensor<2x4xui8>) -> tensor<2x4xi1>
    %3 = aten.sum %half : (tensor<8xf16>) -> tensor<f16>
    %4 = aten.mul.Tensor %complex, %complex : (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
    %5 = aten.neg %cache : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %6 = aten.add.Tensor %x, %5 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
    return %1, %2, %3, %4, %6, %6 : tensor<4x2xui8>, tensor<2x4xi1>, tensor<f16>, tensor<4xcomplex<f32>>, tensor<1x4xf32>, tensor<1x4xf32>
  }
}
