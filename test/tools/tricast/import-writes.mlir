// In-place ops on tensors, on views of them and on buffers become values.
// RUN: %make_pt2 %s %t.pt2 && tricast import %t.pt2 | tricast-opt --verify-aten-contract --aten-infer-types | FileCheck %s

// PT2: buffer cache: f32[4,3]
// PT2: input x: f32[3]
// PT2: input y: f32[4,3]
// A write through two views reaches the buffer, and a view of it that is read later.
// PT2: rows: f32[2,3] = aten.slice.Tensor(self=cache, dim=0, start=1, end=3)
// PT2: row: f32[3] = aten.select.int(self=rows, dim=0, index=1)
// PT2: turned: f32[3,4]{1,3} = aten.t.default(self=cache)
// PT2: copied: f32[3] = aten.copy_.default(self=row, src=x)
// PT2: sum: f32[3,4] = aten.add.Tensor(self=turned, other=1.0)
// A write to an input.
// PT2: y1: f32[4,3] = aten.relu_.default(self=y)
// PT2: twice: f32[4,3] = aten.mul.Tensor(self=y, other=y1)
// A fresh tensor shares memory with no other.
// PT2: fresh: f32[3] = aten.clone.default(self=row)
// PT2: zero: f32[3] = aten.zero_.default(self=fresh)
// PT2: return sum, twice, row, None, fresh

// CHECK:      ml_program.global private mutable @m.cache(#extern) : tensor<4x3xf32>
// CHECK:      func.func @main(%[[X:.*]]: tensor<3xf32> {aten.name = "x"}, %[[Y:.*]]: tensor<4x3xf32> {aten.name = "y"})
// CHECK-SAME: {aten.output = 0 : i64}
// CHECK-SAME: {aten.output = 1 : i64}
// CHECK-SAME: {aten.output = 2 : i64}
// CHECK-SAME: {aten.output = 4 : i64}
// CHECK-SAME: {aten.mutates = "m.cache"}
// CHECK-SAME: {aten.mutates_input = "y"}
// CHECK:      %[[CACHE:.*]] = ml_program.global_load @m.cache
// CHECK:      %[[ROWS:.*]] = aten.slice.Tensor %[[CACHE]] start = 1 end = 3
// CHECK:      %[[ROW:.*]] = aten.select.int %[[ROWS]] dim = 0 index = 1
// CHECK:      %[[COPY:.*]] = aten.copy %[[ROW]], %[[X]]
// CHECK:      %[[ROWS1:.*]] = aten.select_scatter %[[ROWS]], %[[COPY]] dim = 0 index = 1
// CHECK:      %[[CACHE1:.*]] = aten.slice_scatter %[[CACHE]], %[[ROWS1]] start = 1 end = 3
// CHECK:      %[[TURNED:.*]] = aten.t %[[CACHE1]]
// CHECK:      %[[SUM:.*]] = aten.add.Scalar %[[TURNED]] other = 1.000000e+00
// CHECK:      %[[Y1:.*]] = aten.relu %[[Y]]
// CHECK:      %[[TWICE:.*]] = aten.mul.Tensor %[[Y1]], %[[Y1]]
// CHECK:      %[[FRESH:.*]] = aten.clone %[[COPY]]
// CHECK:      %[[ZERO:.*]] = aten.zeros_like %[[FRESH]]
// CHECK:      return %[[SUM]], %[[TWICE]], %[[COPY]], %[[ZERO]], %[[CACHE1]], %[[Y1]]
