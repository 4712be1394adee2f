// RUN: tricast-opt --pass-pipeline='builtin.module(func.func(cpu-lower-arithmetic))' %s | FileCheck %s

// CHECK-LABEL: @exponential
// CHECK-NOT: math.exp
// CHECK: return
func.func @exponential(%x: vector<4xf32>) -> vector<4xf32> {
  %0 = math.exp %x : vector<4xf32>
  return %0 : vector<4xf32>
}

// CHECK-LABEL: @double
// CHECK: math.exp
func.func @double(%x: f64) -> f64 {
  %0 = math.exp %x : f64
  return %0 : f64
}

// CHECK-LABEL: @may_be_fused
// CHECK: arith.mulf {{.*}} fastmath<contract>
// CHECK: arith.addf {{.*}} fastmath<contract>
func.func @may_be_fused(%x: f32, %y: f32, %z: f32) -> f32 {
  %0 = arith.mulf %x, %y : f32
  %1 = arith.addf %0, %z : f32
  return %1 : f32
}

// One division for all lanes.

// CHECK-LABEL: @divided_by_a_number
// CHECK: arith.divf {{.*}} : f32
// CHECK-NOT: arith.divf {{.*}} : vector
// CHECK: return
func.func @divided_by_a_number(%x: vector<4xf32>, %y: f32) -> vector<4xf32> {
  %0 = vector.broadcast %y : f32 to vector<4xf32>
  %1 = arith.divf %x, %0 : vector<4xf32>
  return %1 : vector<4xf32>
}
