// Padding that does not fit: every op refused, with what PyTorch says.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @constant_pad_nd(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{'aten.constant_pad_nd' op Length of pad must be even but instead it equals 1}}
  %0 = aten.constant_pad_nd %self pad = [1] : (tensor<2x3xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @constant_pad_nd(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{The input size 3, plus negative padding 1 and -5 resulted in a negative output size, which is invalid. Check dimension 1 of your input.}}
  %0 = aten.constant_pad_nd %self pad = [1, -5] : (tensor<2x3xf32>) -> tensor<2x0xf32>
  return
}

// -----

func.func @pad(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{Padding length too large}}
  %0 = aten.pad %self pad = [1, 1, 1, 1, 1, 1] : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @pad(%self: tensor<2x3xf32>) {
  // expected-error@+1 {{Padding mode "reflect" doesn't take in value argument}}
  %0 = aten.pad %self pad = [1, 1] mode = "reflect" value = 1.000000e+00 : (tensor<2x3xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @pad(%self: tensor<2x3x4x5xf32>) {
  // expected-error@+1 {{Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now}}
  %0 = aten.pad %self pad = [1, 1] mode = "replicate" : (tensor<2x3x4x5xf32>) -> tensor<2x3x4x7xf32>
  return
}

// -----

func.func @reflection_pad1d(%self: tensor<3x8xf32>) {
  // expected-error@+1 {{Argument #4: Padding size should be less than the corresponding input dimension, but got: padding (8, 0) at dimension 1 of input [3, 8]}}
  %0 = aten.reflection_pad1d %self padding = [8, 0] : (tensor<3x8xf32>) -> tensor<3x16xf32>
  return
}

// -----

func.func @reflection_pad2d(%self: tensor<3x8x8xf32>) {
  // expected-error@+1 {{padding size is expected to be 4, but got: 2}}
  %0 = aten.reflection_pad2d %self padding = [1, 1] : (tensor<3x8x8xf32>) -> tensor<3x8x10xf32>
  return
}

// -----

func.func @reflection_pad3d(%self: tensor<3x4x4x4xf32>) {
  // expected-error@+1 {{Argument #6: Padding size should be less than the corresponding input dimension, but got: padding (0, 4) at dimension 2 of input [3, 4, 4, 4]}}
  %0 = aten.reflection_pad3d %self padding = [0, 0, 0, 4, 0, 0] : (tensor<3x4x4x4xf32>) -> tensor<3x4x8x4xf32>
  return
}

// -----

func.func @replication_pad1d(%self: tensor<3x8xf32>) {
  // expected-error@+1 {{input (W: 8) is too small. Calculated output W: 0}}
  %0 = aten.replication_pad1d %self padding = [-4, -4] : (tensor<3x8xf32>) -> tensor<3x0xf32>
  return
}

// -----

func.func @replication_pad2d(%self: tensor<8x8xf32>) {
  // expected-error@+1 {{Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: [8, 8]}}
  %0 = aten.replication_pad2d %self padding = [1, 1, 1, 1] : (tensor<8x8xf32>) -> tensor<10x10xf32>
  return
}

// -----

func.func @replication_pad3d(%self: tensor<3x0x8x8xf32>) {
  // expected-error@+1 {{Expected 4D or 5D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: [3, 0, 8, 8]}}
  %0 = aten.replication_pad3d %self padding = [1, 1, 1, 1, 1, 1] : (tensor<3x0x8x8xf32>) -> tensor<3x2x10x10xf32>
  return
}

// -----

func.func @_pad_circular(%self: tensor<2x3x8xf32>) {
  // expected-error@+1 {{Padding value causes wrapping around more than once.}}
  %0 = aten._pad_circular %self pad = [9, 0] : (tensor<2x3x8xf32>) -> tensor<2x3x17xf32>
  return
}

// -----

func.func @pad_sequence() {
  // expected-error@+1 {{received an empty list of sequences}}
  %0 = aten.pad_sequence [] : () -> tensor<f32>
  return
}
