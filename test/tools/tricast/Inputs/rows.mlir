ml_program.global private @table(#ml_program.extern<tensor<4x3xf32>>) : tensor<4x3xf32>
func.func @main(%i: tensor<2xi64>) -> tensor<2x3xf32> {
  %t = ml_program.global_load_const @table : tensor<4x3xf32>
  %0 = aten.embedding %t, %i : (tensor<4x3xf32>, tensor<2xi64>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}
