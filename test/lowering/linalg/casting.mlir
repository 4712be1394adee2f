// RUN: tricast-opt --convert-aten-to-linalg --canonicalize --cse --split-input-file %s | FileCheck %s

// Floats become small integers by way of int32, so that -1 is 255.

// CHECK-LABEL: @byte
// CHECK: %[[I:.*]] = arith.fptosi %{{.*}} : f32 to i32
// CHECK: arith.trunci %[[I]] : i32 to i8
func.func @byte(%x: tensor<4xf32>) -> tensor<4xui8> {
  %0 = aten._to_copy %x dtype = ui8 : (tensor<4xf32>) -> tensor<4xui8>
  return %0 : tensor<4xui8>
}

// -----

// A float64 is rounded to float32 first, as PyTorch does it.

// CHECK-LABEL: @twice
// CHECK: %[[F:.*]] = arith.truncf %{{.*}} : f64 to f32
// CHECK: arith.truncf %[[F]] : f32 to f16
func.func @twice(%x: tensor<4xf64>) -> tensor<4xf16> {
  %0 = aten._to_copy %x dtype = f16 : (tensor<4xf64>) -> tensor<4xf16>
  return %0 : tensor<4xf16>
}

// -----

// A copy of the same dtype is the tensor itself.

// CHECK-LABEL: @copy
// CHECK-NEXT: return %arg0
func.func @copy(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = aten.clone %x memory_format = "contiguous_format" : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
