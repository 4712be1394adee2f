// An op that turns a tensor itself: later uses of its old name are of what it has become. Its
// memory is still that of the input, which a write reaches.
// RUN: %make_pt2 %s %t.pt2 && tricast import %t.pt2 | tricast-opt --verify-aten-contract --aten-infer-types | FileCheck %s

// PT2: input x: f32[2,3]
// PT2: input y: f32[3,2]
// PT2: t: f32[3,2]{1,3} = aten.t_.default(self=x)
// PT2: s: f32[3,2]{1,3} = aten.add_.Tensor(self=x, other=y)
// PT2: o: f32[3,3] = aten.mm.out(self=t, mat2=z, out=w)
// PT2: return o
// PT2: input z: f32[2,3]
// PT2: input w: f32[3,3]

// CHECK:      func.func @main(%[[X:[^:]*]]: tensor<2x3xf32> {aten.name = "x"}, %[[Y:[^:]*]]: tensor<3x2xf32> {aten.name = "y"}, %[[Z:[^:]*]]: tensor<2x3xf32> {aten.name = "z"}
// CHECK-SAME: tensor<3x3xf32> {aten.output = 0 : i64}, tensor<2x3xf32> {aten.mutates_input = "x"}, tensor<3x3xf32> {aten.mutates_input = "w"}
// CHECK:      %[[T:.*]] = aten.t %[[X]]
// CHECK:      %[[S:.*]] = aten.add.Tensor %[[T]], %[[Y]]
// CHECK:      %[[NX:.*]] = aten.t %[[S]]
// CHECK:      %[[O:.*]] = aten.mm %[[S]], %[[Z]]
// CHECK:      return %[[O]], %[[NX]], %[[O]]
