// Sizes as values, and assertions: every op as it prints.
// RUN: %roundtrip %s

func.func @sizes(%self: tensor<?x4xf32>) -> index {
  %0 = aten.sym_size.int %self dim = 0 : (tensor<?x4xf32>) -> index
  %1 = aten.sym_stride.int %self dim = -2 : (tensor<?x4xf32>) -> index
  %2 = aten.sym_numel %self : (tensor<?x4xf32>) -> index
  %3 = aten.numel %self : (tensor<?x4xf32>) -> index
  %4 = aten.sym_storage_offset %self : (tensor<?x4xf32>) -> index
  %5 = aten.sym_is_contiguous %self : (tensor<?x4xf32>) -> i1
  %6 = aten.sym_is_contiguous %self memory_format = "channels_last" : (tensor<?x4xf32>) -> i1
  return %0 : index
}

func.func @elements(%int: tensor<i32>, %float: tensor<1x1xbf16>, %bool: tensor<i1>) -> f64 {
  %0 = aten._local_scalar_dense %int : (tensor<i32>) -> index
  %1 = aten._local_scalar_dense %float : (tensor<1x1xbf16>) -> f64
  %2 = aten.item %bool : (tensor<i1>) -> i1
  return %1 : f64
}

func.func @assertions(%n: index, %b: i1, %self: tensor<?x4xf32>, %one: tensor<i1>, %token: tensor<0xf32>) -> tensor<0xf32> {
  aten._assert_scalar self = %b assert_msg = "n is too small" : (i1) -> ()
  aten._assert_scalar self = true assert_msg = "" : () -> ()
  aten._assert_async %one : (tensor<i1>) -> ()
  aten._assert_async.msg %one assert_msg = "no \22x\22" : (tensor<i1>) -> ()
  aten.sym_constrain_range size = %n min = -1 max = 9 : (index) -> ()
  aten.sym_constrain_range_for_size size = %n : (index) -> ()
  aten.sym_constrain_range_for_size size = 4 min = 2 max = 4 : () -> ()
  aten._assert_tensor_metadata %self : (tensor<?x4xf32>) -> ()
  aten._assert_tensor_metadata %self size = [%n, 4] stride = [4, 1] dtype = f32 : (tensor<?x4xf32>, index) -> ()
  %0 = aten._functional_assert_scalar %token self = %b assert_msg = "a" : (i1, tensor<0xf32>) -> tensor<0xf32>
  %1 = aten._functional_assert_async.msg %one, %0 assert_msg = "b" : (tensor<i1>, tensor<0xf32>) -> tensor<0xf32>
  %2 = aten._functional_sym_constrain_range %1 size = %n min = 0 : (index, tensor<0xf32>) -> tensor<0xf32>
  %3 = aten._functional_sym_constrain_range_for_size %2 size = %n max = 5 : (index, tensor<0xf32>) -> tensor<0xf32>
  return %3 : tensor<0xf32>
}
