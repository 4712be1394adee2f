// What rewriting did, as JSON and as an e-graph.

// RUN: rm -rf %t && mkdir %t
// RUN: tricast-opt %s --tricast-rewrite='rules=fuse report=%t/report.json dump-egraph=%t/egraph.json' -o /dev/null
// RUN: FileCheck %s --check-prefix=REPORT --input-file=%t/report.json
// RUN: FileCheck %s --check-prefix=GYM --input-file=%t/egraph.json
// RUN: tricast-opt %s --tricast-rewrite='rules=fuse scheduler=simple dump-egraph=%t/egraph.dot' -o /dev/null
// RUN: FileCheck %s --check-prefix=DOT --input-file=%t/egraph.dot
// RUN: test -f %t/egraph-2.dot
// RUN: not tricast-opt %s --tricast-rewrite=dump-egraph=x.txt 2>&1 | FileCheck %s --check-prefix=NAME
// RUN: not tricast-opt %s --tricast-rewrite=report=%t/no/report.json 2>&1 | FileCheck %s --check-prefix=FILE
// RUN: not tricast-opt %s --tricast-rewrite=scheduler=random 2>&1 | FileCheck %s --check-prefix=SCHEDULER
// RUN: tricast compile %s --rules=fuse --explain | FileCheck %s --check-prefix=EXPLAIN
// RUN: tricast compile %s --rules=fuse --emit=rewritten | FileCheck %s --check-prefix=REWRITTEN
// RUN: tricast compile %s --rules=none --emit=rewritten | FileCheck %s --check-prefix=NONE

// NAME: error: {{.*}} expected dump-egraph to be a file that ends with .dot or .json, but got 'x.txt'
// FILE: error: {{.*}}no/report.json: No such file or directory
// SCHEDULER: error: {{.*}} expected scheduler to be 'backoff' or 'simple', but got 'random'

// REPORT: "blocks": [
// REPORT: "stop": "saturated"
// REPORT: "nodes": 4
// REPORT: "classes": 3
// REPORT: "cost_before": 4.0
// REPORT: "cost": 2.0
// REPORT: "rules": [
// REPORT: "name": "Silu"
// REPORT-NEXT: "numerics": "reassociates"
// REPORT: "matched": 2
// REPORT: "applied": 1
// REPORT: "in_result": 1
// REPORT: "ops": [
// REPORT: "op": "aten.silu"
// REPORT: "rules": [
// REPORT-NEXT: "Silu"

// GYM: "nodes": {
// GYM: "op": "aten.silu",
// GYM-NEXT: "children": [
// GYM-NEXT: "[[X:.*]]"
// GYM: "root_eclasses": [

// DOT: digraph egraph {
// DOT: label="f32[2, 3]"
// DOT-DAG: [label="aten.mul.Tensor"]
// DOT-DAG: [label="aten.silu"]

// EXPLAIN: aten.silu
// EXPLAIN-NEXT: by Silu

// REWRITTEN: aten.silu
// REWRITTEN-NOT: tricast.rules
// NONE: aten.sigmoid

func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.sigmoid %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = aten.mul.Tensor %x, %0 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

func.func @other(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = aten.sigmoid %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}
