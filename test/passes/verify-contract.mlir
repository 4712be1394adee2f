// Each constraint of the level is cited by its number.
// RUN: tricast-opt %s -verify-aten-contract -split-input-file -verify-diagnostics

func.func @good(%a: tensor<2x3xf32>, %c: i1) -> tensor<2x3xf32> {
  %0 = scf.if %c -> tensor<2x3xf32> {
    %1 = aten.exp %a : (tensor<2x3xf32>) -> tensor<2x3xf32>
    scf.yield %1 : tensor<2x3xf32>
  } else {
    scf.yield %a : tensor<2x3xf32>
  }
  return %0 : tensor<2x3xf32>
}

// -----

func.func @a1(%a: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error@+1 {{'math.exp' op is not of the aten level (A1)}}
  %0 = math.exp %a : tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

func.func @a2(%a: i8) -> i8 {
  // expected-error@+1 {{'arith.addi' op has a value of type i8, which is not of the aten level (A2)}}
  %0 = arith.addi %a, %a : i8
  // expected-error@+1 {{'func.return' op has a value of type i8}}
  return %0 : i8
}

// -----

func.func @a3(%a: tensor<2xf32>) -> tensor<3xf32> {
  // expected-error@+1 {{'aten.resize_' op writes to its operand 'self': the aten level is functional (A3)}}
  %0 = aten.resize_ %a size = [3] : (tensor<2xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

func.func @a4(%q: tensor<1x2x4x8xf32>) -> tensor<1x2x4x8xf32> {
  %0 = aten.scaled_dot_product_attention %q, %q, %q : (tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>) -> tensor<1x2x4x8xf32>
  // expected-error@+1 {{'aten.scaled_dot_product_attention' op is declared pure, but its dropout makes it random (A4)}}
  %1 = aten.scaled_dot_product_attention %0, %q, %q dropout_p = 1.000000e-01 : (tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>, tensor<1x2x4x8xf32>) -> tensor<1x2x4x8xf32>
  return %1 : tensor<1x2x4x8xf32>
}
