// What contradicts what reaches it is an error on the op.
// RUN: tricast-opt %s -aten-infer-types -split-input-file -verify-diagnostics

func.func @late(%a: tensor<2x3xf32>, %b: tensor<4x5xf32>) -> tensor<?x?xf32> {
  %0 = aten.exp %b : (tensor<4x5xf32>) -> tensor<?x?xf32>
  // expected-error@+1 {{'aten.mm' op mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)}}
  %1 = aten.mm %a, %0 : (tensor<2x3xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  return %1 : tensor<?x?xf32>
}

// -----

// expected-error@+1 {{'aten.dims' must have one dictionary for each dynamic size: 1, but has 2}}
func.func @count(%a: tensor<?x3xf32> {aten.dims = [{name = "a"}, {name = "b"}]}) {
  return
}

// -----

// expected-error@+1 {{'aten.dims' must name an expression over symbols, not "s0 +"}}
func.func @expression(%a: tensor<?x3xf32> {aten.dims = [{name = "s0 +"}]}) {
  return
}

// -----

// expected-error@+1 {{'aten.dims' has an empty range for s0: [9, 8]}}
func.func @range(%a: tensor<?x3xf32> {aten.dims = [{name = "s0", min = 9, max = 8}]}) {
  return
}

// -----

// expected-error@+1 {{has an unknown attribute 'aten.dim' on an argument}}
func.func @name(%a: tensor<?x3xf32> {aten.dim = 1}) {
  return
}
