// Bytecode is written, and read back to the same program.
// RUN: tricast-opt %s -emit-bytecode -o %t.mlirbc
// RUN: tricast-opt %t.mlirbc | FileCheck %s
// RUN: head -c 4 %t.mlirbc | FileCheck %s --check-prefix=MAGIC
// MAGIC: ML

// CHECK: aten.add.Scalar %{{.*}} other = "-inf" : (tensor<2xf32>) -> tensor<2xf32>
func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = aten.add.Scalar %x other = "-inf" : (tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
