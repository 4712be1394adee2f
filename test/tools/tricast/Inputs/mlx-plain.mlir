ml_program.global private @w(#ml_program.extern<tensor<3xf32>>) : tensor<3xf32>
func.func @main(%x: tensor<3xf32> {aten.name = "x"}) -> (tensor<3xf32> {aten.output = 0 : i64}) {
  %w = ml_program.global_load_const @w : tensor<3xf32>
  %0 = aten.add.Tensor %x, %w : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}
