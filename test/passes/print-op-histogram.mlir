// RUN: tricast-opt %s -print-op-histogram 2>&1 >/dev/null | FileCheck %s --strict-whitespace --check-prefix=OPS
// RUN: tricast-opt %s -print-op-histogram='by=dialect json' 2>&1 >/dev/null | FileCheck %s --check-prefix=JSON
// RUN: not tricast-opt %s -print-op-histogram='by=size' 2>&1 | FileCheck %s --check-prefix=BAD

// OPS: {{^}}2 aten.exp{{$}}
// OPS-NEXT: {{^}}1 func.func{{$}}
// OPS-NEXT: {{^}}1 func.return{{$}}

// JSON: {"aten": 2, "func": 2}

// BAD: error: 'builtin.module' op print-op-histogram: expected by to be 'op' or 'dialect', but got 'size'

func.func @f(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = aten.exp %x : (tensor<2xf32>) -> tensor<2xf32>
  %1 = aten.exp %0 : (tensor<2xf32>) -> tensor<2xf32>
  return %1 : tensor<2xf32>
}
