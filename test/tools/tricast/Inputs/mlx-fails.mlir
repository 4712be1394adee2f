func.func @main(%x: tensor<3xf32> {aten.name = "x"}, %n: tensor<1xi64> {aten.name = "n"}) -> (tensor<?xf32> {aten.output = 0 : i64}) {
  %0 = aten.item %n : (tensor<1xi64>) -> index
  %1 = aten.view %x size = [%0] : (tensor<3xf32>, index) -> tensor<?xf32>
  return %1 : tensor<?xf32>
}
