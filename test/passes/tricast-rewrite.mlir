// RUN: tricast-opt --tricast-rewrite=rules= %s | FileCheck %s --check-prefix=NONE
// RUN: not tricast-opt --tricast-rewrite=engine=slow %s 2>&1 | FileCheck %s --check-prefix=ENGINE
// RUN: not tricast-opt --tricast-rewrite=rules=nothing %s 2>&1 | FileCheck %s --check-prefix=RULES
// RUN: not tricast-opt --tricast-rewrite=numerics=loose %s 2>&1 | FileCheck %s --check-prefix=NUMERICS
// RUN: not tricast-opt --tricast-rewrite=extract=best %s 2>&1 | FileCheck %s --check-prefix=EXTRACT
// RUN: not tricast-opt --tricast-rewrite=nodes=-1 %s 2>&1 | FileCheck %s --check-prefix=NODES
// RUN: not tricast-opt --tricast-rewrite=cost=%s %s 2>&1 | FileCheck %s --check-prefix=COST
// RUN: not tricast-opt --tricast-rewrite=rules=%S/Inputs/wrong-types.pdll %s 2>&1 | FileCheck %s --check-prefix=TYPES
// RUN: not tricast-opt --tricast-rewrite=rules=%S/Inputs/no-class.pdll %s 2>&1 | FileCheck %s --check-prefix=CLASS
// RUN: not tricast-opt --tricast-rewrite=rules=%S/Inputs/no-attribute.pdll %s 2>&1 | FileCheck %s --check-prefix=ATTRIBUTE
// RUN: not tricast-opt --tricast-rewrite=rules=%S/Inputs/no-segments.pdll %s 2>&1 | FileCheck %s --check-prefix=SEGMENTS
// RUN: not tricast-opt --tricast-rewrite='engine=greedy rules=%S/Inputs/endless.pdll' %s 2>&1 | FileCheck %s --check-prefix=ENDLESS
// RUN: not tricast-opt --tricast-rewrite=rules=%S/Inputs/missing.pdll %s 2>&1 | FileCheck %s --check-prefix=MISSING

// Without rules nothing changes.

// NONE-LABEL: @main
// NONE: %[[A:.*]] = aten.permute %arg0 dims = [1, 0]
// NONE-NEXT: %[[B:.*]] = aten.relu %[[A]]
// NONE-NEXT: return %[[B]]

// ENGINE: error: 'builtin.module' op tricast-rewrite: expected engine to be 'eqsat' or 'greedy', but got 'slow'
// RULES: error: {{.*}} expected rules to be 'all', a file that ends with .pdll, or one of {{.*}}simplify, but got 'nothing'
// NUMERICS: error: {{.*}} expected numerics to be 'exact', 'reassociates' or 'approximates', but got 'loose'
// EXTRACT: error: {{.*}} expected extract to be 'default', 'greedy' or 'exact', but got 'best'
// NODES: error: {{.*}} expected nodes to be 0 or more, got -1
// COST: error: {{.*}}tricast-rewrite.mlir: expected
// TYPES: error: {{.*}} rule WrongTypes: its two sides have different types
// CLASS: error: {{.*}} rule NoClass: expected one of Exact, Reassociates and Approximates of its root
// ATTRIBUTE: error: {{.*}} rule NoAttribute: aten.permute has no attribute order; it has: dims
// SEGMENTS: error: {{.*}} rule NoSegments: aten.layer_norm needs operandSegmentSizes = attr<"array<i32: ...>">: the number of operands for each of input, normalized_shape, weight, bias
// ENDLESS: error: {{.*}} the rules come to no end
// MISSING: error: {{.*}}missing.pdll
func.func @main(%x: tensor<2x3xf32>) -> tensor<3x2xf32> {
  %0 = aten.permute %x dims = [1, 0] : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %1 = aten.relu %0 : (tensor<3x2xf32>) -> tensor<3x2xf32>
  return %1 : tensor<3x2xf32>
}
