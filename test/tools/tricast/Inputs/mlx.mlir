ml_program.global private @w(#ml_program.extern<tensor<3xf32>>) : tensor<3xf32>
func.func @main(%x: tensor<2x3xf32> {aten.name = "x"}, %n: tensor<i64> {aten.name = "n"}) -> (tensor<2x3xf32> {aten.output = 0 : i64}, tensor<i64> {aten.output = 1 : i64}, tensor<?x2xi64> {aten.output = 2 : i64}) {
  %w = ml_program.global_load_const @w : tensor<3xf32>
  %0 = aten.add.Tensor %x, %w : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %1 = aten.add.Scalar %n other = 1 : (tensor<i64>) -> tensor<i64>
  %2 = aten.nonzero %0 : (tensor<2x3xf32>) -> tensor<?x2xi64>
  return %0, %1, %2 : tensor<2x3xf32>, tensor<i64>, tensor<?x2xi64>
}
