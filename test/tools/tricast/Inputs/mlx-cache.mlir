ml_program.global private @w(#ml_program.extern<tensor<3xf32>>) : tensor<3xf32>
ml_program.global private mutable @cache(#ml_program.extern<tensor<3xf32>>) : tensor<3xf32>
func.func @main(%x: tensor<3xf32> {aten.name = "x"}) -> (tensor<3xf32> {aten.output = 0 : i64}, tensor<3xf32> {aten.mutates = "cache"}) {
  %w = ml_program.global_load_const @w : tensor<3xf32>
  %c = ml_program.global_load @cache : tensor<3xf32>
  %0 = aten.add.Tensor %x, %w : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  %1 = aten.add.Tensor %0, %c : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return %1, %1 : tensor<3xf32>, tensor<3xf32>
}
