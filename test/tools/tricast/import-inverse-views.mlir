// A write through each kind of view: its inverse, or `put` where there is none.
// RUN: %make_pt2 %s %t.pt2 && tricast import %t.pt2 | tricast-opt --verify-aten-contract --aten-infer-types | FileCheck %s

// PT2: input a: f32[4,6]
// PT2: input b: f32[4,6]
// PT2: input c: f32[4,6]
// PT2: input d: f32[4,6]
// PT2: input e: f32[4,6]
// PT2: input f: f32[4,6]
// PT2: input g: f32[4,1]
// PT2: input h: f32[4,6]
// PT2: input i: c64[4]
// PT2: input s: f32[s0,6]
// PT2: range s0 2 64
// PT2: a1: f32[6,4]{1,6} = aten.permute.default(self=a, dims=[-1, 0])
// PT2: a2: f32[6,4] = aten.exp_.default(self=a1)
// PT2: b1: f32[2,12] = aten.reshape.default(self=b, shape=[2, 12])
// PT2: b2: f32[2,12] = aten.exp_.default(self=b1)
// Transposed, a reshape is a copy: the write does not reach c.
// PT2: c1: f32[6,4]{1,6} = aten.t.default(self=c)
// PT2: c2: f32[24] = aten.reshape.default(self=c1, shape=[24])
// PT2: c3: f32[24] = aten.exp_.default(self=c2)
// PT2: [d1: f32[4,2]{6,1}, d2: f32[4,2]{6,1}+2, d3: f32[4,2]{6,1}+4] = aten.split.Tensor(self=d, split_size=2, dim=1)
// PT2: d4: f32[4,2]{6,1} = aten.exp_.default(self=d2)
// PT2: e1: f32[4]{7} = aten.diagonal.default(self=e)
// PT2: e2: f32[4]{7} = aten.fill_.Scalar(self=e1, value=2)
// PT2: f1: f32[4,2,3]{6,3,1} = aten.unfold.default(self=f, dimension=1, size=3, step=3)
// PT2: f2: f32[4,2,3]{6,3,1} = aten.exp_.default(self=f1)
// PT2: g1: f32[4,6]{1,0} = aten.expand.default(self=g, size=[4, 6])
// PT2: g2: f32[4,6]{1,0} = aten.fill_.Scalar(self=g1, value=3)
// PT2: h1: f32[3]{2}+1 = aten.as_strided.default(self=h, size=[3], stride=[2], storage_offset=1)
// PT2: h2: f32[3]{2}+1 = aten.exp_.default(self=h1)
// PT2: i1: f32[4,2] = aten.view_as_real.default(self=i)
// PT2: i2: f32[4,2] = aten.exp_.default(self=i1)
// PT2: s1: f32[s0,3,2] = aten.unflatten.int(self=s, dim=1, sizes=[3, 2])
// PT2: s2: f32[s0,3,2] = aten.exp_.default(self=s1)
// PT2: input j: f32[4,6]
// PT2: j1: f32[6,4]{1,6} = aten.transpose.int(self=j, dim0=0, dim1=1)
// PT2: j2: f32[6,4]{1,6} = aten.exp_.default(self=j1)
// PT2: input k: f32[4,6,2]
// PT2: k1: f32[6,2,4]{2,1,12} = aten.movedim.int(self=k, source=0, destination=-1)
// PT2: k2: f32[6,2,4]{2,1,12} = aten.exp_.default(self=k1)
// PT2: input l: f32[2,3]
// PT2: [l1: f32[3], l2: f32[3]+3] = aten.unbind.int(self=l)
// PT2: l3: f32[3]+3 = aten.exp_.default(self=l2)
// PT2: return d1

// CHECK-LABEL: func.func @main
// CHECK-SAME:  %[[A:[^:]*]]: tensor<4x6xf32> {aten.name = "a"}
// CHECK-SAME:  tensor<?x6xf32> {aten.dims = [{max = 64 : i64, min = 2 : i64, name = "s0"}], aten.name = "s"}
// CHECK:      %[[A1:.*]] = aten.permute %[[A]] dims = [-1, 0]
// CHECK:      %[[A2:.*]] = aten.exp %[[A1]]
// CHECK:      %[[NA:.*]] = aten.permute %[[A2]] dims = [1, 0]
// CHECK:      %[[B2:.*]] = aten.exp
// CHECK:      %[[NB:.*]] = aten.view %[[B2]] size = [4, 6]
// CHECK-NEXT: %[[D:.*]]:3 = aten.split.Tensor
// CHECK:      %[[D2:.*]] = aten.exp %[[D]]#1
// CHECK:      %[[ND:.*]] = aten.slice_scatter %{{.*}}, %[[D2]] dim = 1 start = 2 end = 4
// CHECK:      %[[E2:.*]] = aten.fill.Scalar %{{.*}} value = 2
// CHECK:      %[[NE:.*]] = aten.diagonal_scatter %{{.*}}, %[[E2]]
// CHECK:      %[[F2:.*]] = aten.exp
// CHECK:      %[[NUMBERS:.*]] = aten.arange end = 24
// CHECK:      %[[PLACES:.*]] = aten.view %[[NUMBERS]] size = [4, 6]
// CHECK:      %[[TAKEN:.*]] = aten.unfold %[[PLACES]] dimension = 1 size = 3 step = 3
// CHECK:      %[[NF:.*]] = aten.put %{{.*}}, %[[TAKEN]], %[[F2]]
// CHECK:      %[[G2:.*]] = aten.fill.Scalar
// CHECK:      %[[NG:.*]] = aten.slice.Tensor %[[G2]] dim = 1 start = 0 end = 1
// CHECK:      %[[H2:.*]] = aten.exp
// CHECK:      %[[NH:.*]] = aten.as_strided_scatter %{{.*}}, %[[H2]] size = [3] stride = [2] storage_offset = 1
// CHECK:      %[[I2:.*]] = aten.exp
// CHECK:      %[[NI:.*]] = aten.view_as_complex %[[I2]]
// CHECK:      %[[S2:.*]] = aten.exp
// CHECK:      %[[NS:.*]] = aten.view %[[S2]] size = [-1, 6]
// CHECK:      %[[J2:.*]] = aten.exp
// CHECK:      %[[NJ:.*]] = aten.transpose.int %[[J2]] dim0 = 0 dim1 = 1 : (tensor<6x4xf32>) -> tensor<4x6xf32>
// CHECK:      %[[K2:.*]] = aten.exp
// CHECK:      %[[NK:.*]] = aten.movedim.int %[[K2]] source = -1 destination = 0 : (tensor<6x2x4xf32>) -> tensor<4x6x2xf32>
// CHECK:      %[[L3:.*]] = aten.exp
// CHECK:      %[[NL:.*]] = aten.select_scatter %{{.*}}, %[[L3]] dim = 0 index = 1
// CHECK:      %[[D1:.*]]:3 = aten.split.Tensor %[[ND]]
// CHECK:      return %[[D1]]#0, %[[NA]], %[[NB]], %[[ND]], %[[NE]], %[[NF]], %[[NG]], %[[NH]], %[[NI]], %[[NS]], %[[NJ]], %[[NK]], %[[NL]]
