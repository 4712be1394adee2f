// Joining and splitting: every op as it prints, a list of tensors as several results.
// RUN: %roundtrip %s

func.func @join(%a: tensor<2x3xf32>, %b: tensor<2x3xf16>, %c: tensor<2x?xi64>, %empty: tensor<0xf32>, %vector: tensor<3xf32>, %number: tensor<f32>) -> tensor<2x?xf32> {
  %0 = aten.cat [%a, %b] : (tensor<2x3xf32>, tensor<2x3xf16>) -> tensor<4x3xf32>
  %1 = aten.cat [%empty, %a, %c] dim = -1 : (tensor<0xf32>, tensor<2x3xf32>, tensor<2x?xi64>) -> tensor<2x?xf32>
  %2 = aten.concat [%a] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %3 = aten.concatenate [%a, %a] dim = 1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x6xf32>
  %4 = aten.stack [%a, %b] dim = 2 : (tensor<2x3xf32>, tensor<2x3xf16>) -> tensor<2x3x2xf32>
  %5 = aten.hstack [%vector, %number] : (tensor<3xf32>, tensor<f32>) -> tensor<4xf32>
  %6 = aten.vstack [%vector, %a] : (tensor<3xf32>, tensor<2x3xf32>) -> tensor<3x3xf32>
  %7 = aten.row_stack [%vector] : (tensor<3xf32>) -> tensor<1x3xf32>
  %8 = aten.dstack [%a, %b] : (tensor<2x3xf32>, tensor<2x3xf16>) -> tensor<2x3x2xf32>
  %9 = aten.column_stack [%vector, %vector] : (tensor<3xf32>, tensor<3xf32>) -> tensor<3x2xf32>
  %10 = aten.block_diag [%number, %vector, %a] : (tensor<f32>, tensor<3xf32>, tensor<2x3xf32>) -> tensor<4x7xf32>
  %11 = aten.cartesian_prod [%vector, %empty] : (tensor<3xf32>, tensor<0xf32>) -> tensor<0x2xf32>
  %12 = aten.combinations %vector with_replacement = true : (tensor<3xf32>) -> tensor<6x2xf32>
  %13 = aten.combinations %vector r = 3 : (tensor<3xf32>) -> tensor<1x3xf32>
  return %1 : tensor<2x?xf32>
}

func.func @alike(%a: tensor<2x3xf32>, %vector: tensor<?xi8>, %number: tensor<i1>) -> tensor<1x?xi8> {
  %0 = aten.atleast_1d %number : (tensor<i1>) -> tensor<1xi1>
  %1 = aten.atleast_2d %vector : (tensor<?xi8>) -> tensor<1x?xi8>
  %2 = aten.atleast_3d %a : (tensor<2x3xf32>) -> tensor<2x3x1xf32>
  %3:2 = aten.atleast_1d.Sequence [%number, %a] : (tensor<i1>, tensor<2x3xf32>) -> (tensor<1xi1>, tensor<2x3xf32>)
  %4 = aten.atleast_2d.Sequence [%number] : (tensor<i1>) -> tensor<1x1xi1>
  %5:2 = aten.atleast_3d.Sequence [%vector, %a] : (tensor<?xi8>, tensor<2x3xf32>) -> (tensor<1x?x1xi8>, tensor<2x3x1xf32>)
  %6:2 = aten.broadcast_tensors [%number, %a] : (tensor<i1>, tensor<2x3xf32>) -> (tensor<2x3xi1>, tensor<2x3xf32>)
  %7:2 = aten.meshgrid [%vector, %vector] : (tensor<?xi8>, tensor<?xi8>) -> (tensor<?x?xi8>, tensor<?x?xi8>)
  return %1 : tensor<1x?xi8>
}

func.func @grid(%x: tensor<2xf32>, %y: tensor<3xf32>) -> tensor<3x2xf32> {
  %0:2 = aten.meshgrid.indexing [%x, %y] indexing = "ij" : (tensor<2xf32>, tensor<3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  %1:2 = aten.meshgrid.indexing [%x, %y] indexing = "xy" : (tensor<2xf32>, tensor<3xf32>) -> (tensor<3x2xf32>, tensor<3x2xf32>)
  return %1#0 : tensor<3x2xf32>
}

func.func @split(%self: tensor<5x6xf32>, %dyn: tensor<?x4xf32>, %n: index) -> tensor<1x6xf32> {
  %0:3 = aten.split.Tensor %self split_size = 2 : (tensor<5x6xf32>) -> (tensor<2x6xf32>, tensor<2x6xf32>, tensor<1x6xf32>)
  %1:2 = aten.split_copy.Tensor %self split_size = 3 dim = -1 : (tensor<5x6xf32>) -> (tensor<5x3xf32>, tensor<5x3xf32>)
  %2 = aten.unsafe_split.Tensor %self split_size = 9 : (tensor<5x6xf32>) -> tensor<5x6xf32>
  %3:2 = aten.split.sizes %self split_size = [1, 4] : (tensor<5x6xf32>) -> (tensor<1x6xf32>, tensor<4x6xf32>)
  %4:2 = aten.split_with_sizes %dyn split_sizes = [%n, 3] : (tensor<?x4xf32>, index) -> (tensor<?x4xf32>, tensor<3x4xf32>)
  %5:3 = aten.split_with_sizes_copy %self split_sizes = [1, 2, 3] dim = 1 : (tensor<5x6xf32>) -> (tensor<5x1xf32>, tensor<5x2xf32>, tensor<5x3xf32>)
  %6 = aten.unsafe_split_with_sizes %self split_sizes = [5] : (tensor<5x6xf32>) -> tensor<5x6xf32>
  %7:3 = aten.chunk %self chunks = 4 : (tensor<5x6xf32>) -> (tensor<2x6xf32>, tensor<2x6xf32>, tensor<1x6xf32>)
  %8:2 = aten.chunk %dyn chunks = 2 : (tensor<?x4xf32>) -> (tensor<?x4xf32>, tensor<?x4xf32>)
  %9:2 = aten.unsafe_chunk %self chunks = 2 dim = 1 : (tensor<5x6xf32>) -> (tensor<5x3xf32>, tensor<5x3xf32>)
  %10:3 = aten.tensor_split.sections %self sections = 3 : (tensor<5x6xf32>) -> (tensor<2x6xf32>, tensor<2x6xf32>, tensor<1x6xf32>)
  %11:3 = aten.tensor_split.indices %self indices = [1, -1] dim = 1 : (tensor<5x6xf32>) -> (tensor<5x1xf32>, tensor<5x4xf32>, tensor<5x1xf32>)
  %12:2 = aten.hsplit.int %self sections = 2 : (tensor<5x6xf32>) -> (tensor<5x3xf32>, tensor<5x3xf32>)
  %13:2 = aten.hsplit.array %self indices = [4] : (tensor<5x6xf32>) -> (tensor<5x4xf32>, tensor<5x2xf32>)
  %14:5 = aten.vsplit.int %self sections = 5 : (tensor<5x6xf32>) -> (tensor<1x6xf32>, tensor<1x6xf32>, tensor<1x6xf32>, tensor<1x6xf32>, tensor<1x6xf32>)
  %15:3 = aten.vsplit.array %self indices = [3, 9] : (tensor<5x6xf32>) -> (tensor<3x6xf32>, tensor<2x6xf32>, tensor<0x6xf32>)
  return %0#2 : tensor<1x6xf32>
}

func.func @split_depth(%self: tensor<2x3x4xf32>) -> tensor<2x4xf32> {
  %0:2 = aten.dsplit.int %self sections = 2 : (tensor<2x3x4xf32>) -> (tensor<2x3x2xf32>, tensor<2x3x2xf32>)
  %1:2 = aten.dsplit.array %self indices = [1] : (tensor<2x3x4xf32>) -> (tensor<2x3x1xf32>, tensor<2x3x3xf32>)
  %2:3 = aten.unbind.int %self dim = 1 : (tensor<2x3x4xf32>) -> (tensor<2x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>)
  %3:2 = aten.unbind_copy.int %self : (tensor<2x3x4xf32>) -> (tensor<3x4xf32>, tensor<3x4xf32>)
  return %2#0 : tensor<2x4xf32>
}

// Where the size is not known, the results tell how many parts there are.
func.func @unknown_size(%self: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %0:2 = aten.split.Tensor %self split_size = 2 : (tensor<?x3xf32>) -> (tensor<2x3xf32>, tensor<?x3xf32>)
  %1:2 = aten.unbind.int %0#1 : (tensor<?x3xf32>) -> (tensor<3xf32>, tensor<3xf32>)
  return %0#1 : tensor<?x3xf32>
}
