// Sizes as values: read from tensors, computed with arith, given to ops.
// RUN: %make_pt2 %s %t.pt2 && tricast import %t.pt2 | tricast-opt --verify-aten-contract --aten-infer-types=annotate | FileCheck %s

// PT2: input x: f32[s0,2*s1]
// PT2: range s0 2 64
// PT2: range s1 3 8
// PT2: n: int(s0) = aten.sym_size.int(self=x, dim=0)
// PT2: m: int(2*s1) = aten.sym_size.int(self=x, dim=1)
// PT2: o: int(2*s0*s1) = _operator.mul(@n, @m)
// PT2: ge: bool = _operator.ge(@o, 0)
// PT2: None = aten._assert_scalar.default(self=?ge, assert_msg="too small")
// PT2: None = aten._assert_tensor_metadata.default(a=x, dtype=dtype.f32)
// PT2: v: f32[2*s0*s1] = aten.view.default(self=x, size=[@o])
// PT2: return v, @o

// CHECK:      module attributes {aten.dropped_assertions = 1 : i64}
// CHECK:      func.func @main(%[[X:.*]]: tensor<?x?xf32> {aten.dims = [{max = 64 : i64, min = 2 : i64, name = "s0"}, {max = 16 : i64, min = 6 : i64, name = "2*s1"}], aten.name = "x"}) -> (tensor<?xf32> {aten.output = 0 : i64}, index {aten.output = 1 : i64})
// CHECK:      %[[N:.*]] = aten.sym_size.int %[[X]] dim = 0
// CHECK:      %[[M:.*]] = aten.sym_size.int %[[X]] dim = 1
// CHECK:      %[[O:.*]] = arith.muli %[[N]], %[[M]] : index
// CHECK:      %[[GE:.*]] = arith.cmpi sge, %[[O]], %{{.*}} : index
// CHECK:      aten._assert_scalar self = %[[GE]] assert_msg = "too small"
// CHECK-NOT:  _assert_tensor_metadata
// CHECK:      %[[V:.*]] = aten.view %[[X]] size = [%[[O]]] {aten.sizes = ["[2*s0*s1]"]}
// CHECK:      return %[[V]], %[[O]]
