// RUN: tricast-opt --convert-aten-to-linalg --canonicalize --cse --split-input-file %s | FileCheck %s

// Bool is a byte in memory and i1 in registers; unsigned integers are signless.

// CHECK-LABEL: @storage
// CHECK-SAME: (%{{.*}}: tensor<4xi8>, %{{.*}}: tensor<4xi8>, %{{.*}}: tensor<4xi8>) -> tensor<4xi8>
// CHECK: ^bb0(%[[C:.*]]: i8, %[[A:.*]]: i8, %[[B:.*]]: i8, %{{.*}}: i8):
// CHECK: %[[CONDITION:.*]] = arith.cmpi ne, %[[C]], %{{.*}} : i8
// CHECK: arith.select %[[CONDITION]], %[[A]], %[[B]] : i8
func.func @storage(%condition: tensor<4xi1>, %a: tensor<4xui8>, %b: tensor<4xui8>) -> tensor<4xui8> {
  %0 = aten.where.self %condition, %a, %b : (tensor<4xi1>, tensor<4xui8>, tensor<4xui8>) -> tensor<4xui8>
  return %0 : tensor<4xui8>
}

// -----

// A global becomes an argument, one for all its loads.

// CHECK-NOT: ml_program
// CHECK-LABEL: @globals
// CHECK-SAME: (%{{.*}}: tensor<2xf32> {aten.name = "x"}, %[[W:.*]]: tensor<2xf32> {tricast.global = "layer.weight"})
// CHECK: linalg.generic {{.*}} ins(%{{.*}}, %[[W]]
// CHECK: linalg.generic {{.*}} ins(%{{.*}}, %[[W]]
ml_program.global private @layer.weight(#ml_program.extern<tensor<2xf32>>) : tensor<2xf32>
func.func @globals(%x: tensor<2xf32> {aten.name = "x"}) -> tensor<2xf32> {
  %w = ml_program.global_load_const @layer.weight : tensor<2xf32>
  %0 = aten.mul.Tensor %x, %w : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %v = ml_program.global_load_const @layer.weight : tensor<2xf32>
  %1 = aten.add.Tensor %0, %v : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %1 : tensor<2xf32>
}

// -----

// A symbol is asked for once: both sizes are known to be the same.

// CHECK-LABEL: @symbols
// CHECK: %[[N:.*]] = tensor.dim %arg0, %{{.*}}
// CHECK-NOT: tensor.dim
// CHECK: tensor.empty(%[[N]])
func.func @symbols(%a: tensor<?xf32> {aten.dims = [{name = "s0"}]},
                   %b: tensor<?xf32> {aten.dims = [{name = "s0"}]}) -> tensor<?xf32> {
  %0 = aten.add.Tensor %b, %a : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

// -----

// Regions of other dialects keep their ops, with the types of memory.

// CHECK-LABEL: @region
// CHECK: scf.if %{{.*}} -> (tensor<4xi8>)
// CHECK: linalg.generic
// CHECK: scf.yield %{{.*}} : tensor<4xi8>
func.func @region(%p: i1, %condition: tensor<4xi1>, %a: tensor<4xi1>) -> tensor<4xi1> {
  %0 = scf.if %p -> tensor<4xi1> {
    %1 = aten.where.self %condition, %a, %condition : (tensor<4xi1>, tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
    scf.yield %1 : tensor<4xi1>
  } else {
    scf.yield %a : tensor<4xi1>
  }
  return %0 : tensor<4xi1>
}
