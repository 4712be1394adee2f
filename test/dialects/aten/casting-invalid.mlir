// Wrong uses of conversions and copies, each refused in PyTorch's words.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @to_dtype(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xi32>, but is tensor<2x3xf32>}}
  %0 = aten.to.dtype %self dtype = i32 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @to_device(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xi32>, but is tensor<2x3xf32>}}
  %0 = aten.to.device %self dtype = i32 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @to_dtype_layout(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xi32>, but is tensor<2x3xf32>}}
  %0 = aten.to.dtype_layout %self dtype = i32 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @to_other(%self: tensor<2x3xf32>, %other: tensor<i32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xi32>, but is tensor<2x3xf32>}}
  %0 = aten.to.other %self, %other : (tensor<2x3xf32>, tensor<i32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @to_copy(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xi32>, but is tensor<2x3xf32>}}
  %0 = aten._to_copy %self dtype = i32 : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @type_as(%self: tensor<2x3xf32>, %other: tensor<i32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xi32>, but is tensor<2x3xf32>}}
  %0 = aten.type_as %self, %other : (tensor<2x3xf32>, tensor<i32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @to_dtype(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{required rank 4 tensor to use channels_last format}}
  %0 = aten.to.dtype %self dtype = f16 memory_format = "channels_last" : (tensor<2x3xf32>) -> tensor<2x3xf16>
  return
}

// -----

func.func @copy(%self: tensor<2x3xf32>, %src: tensor<2xf32>) {
  // expected-error@+1 {{The expanded size of the tensor (3) must match the existing size (2) at non-singleton dimension 1.}}
  %0 = aten.copy %self, %src : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @copy(%self: tensor<2x3xf32>, %src: tensor<1x2x3xf32>) {
  // expected-error@+1 {{the number of sizes provided (2) must be greater or equal to the number of dimensions in the tensor (3)}}
  %0 = aten.copy %self, %src : (tensor<2x3xf32>, tensor<1x2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @alias(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xf32>, but is tensor<2x3xf16>}}
  %0 = aten.alias %self : (tensor<2x3xf32>) -> tensor<2x3xf16>
  return
}

// -----

func.func @alias_copy(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xf32>, but is tensor<2x3xf16>}}
  %0 = aten.alias_copy %self : (tensor<2x3xf32>) -> tensor<2x3xf16>
  return
}

// -----

func.func @detach(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xf32>, but is tensor<2x3xf16>}}
  %0 = aten.detach %self : (tensor<2x3xf32>) -> tensor<2x3xf16>
  return
}

// -----

func.func @detach_copy(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xf32>, but is tensor<2x3xf16>}}
  %0 = aten.detach_copy %self : (tensor<2x3xf32>) -> tensor<2x3xf16>
  return
}

// -----

func.func @lift(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xf32>, but is tensor<2x3xf16>}}
  %0 = aten.lift %self : (tensor<2x3xf32>) -> tensor<2x3xf16>
  return
}

// -----

func.func @lift_fresh(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xf32>, but is tensor<2x3xf16>}}
  %0 = aten.lift_fresh %self : (tensor<2x3xf32>) -> tensor<2x3xf16>
  return
}

// -----

func.func @lift_fresh_copy(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{result #0 must be tensor<2x3xf32>, but is tensor<2x3xf16>}}
  %0 = aten.lift_fresh_copy %self : (tensor<2x3xf32>) -> tensor<2x3xf16>
  return
}

// -----

func.func @clone(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{required rank 4 tensor to use channels_last format}}
  %0 = aten.clone %self memory_format = "channels_last" : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @contiguous(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{preserve memory format is unsupported by the contiguous operator}}
  %0 = aten.contiguous %self memory_format = "preserve_format" : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}
