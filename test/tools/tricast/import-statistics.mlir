// A batch norm in training updates its buffers, which neither its name nor the signature says.
// RUN: %make_pt2 %s %t.pt2 && tricast import %t.pt2 | tricast-opt --verify-aten-contract --aten-infer-types | FileCheck %s

// PT2: buffer mean: f32[3]
// PT2: buffer var: f32[3]
// PT2: buffer count: i64[]
// PT2: input x: f32[2,3,4]
// PT2: c: i64[] = aten.add_.Tensor(self=count, other=1)
// PT2: y: f32[2,3,4] = aten.batch_norm.default(input=x, weight=None, bias=None, running_mean=mean, running_var=var, training=True, momentum=0.1, eps=1e-5, cudnn_enabled=True)
// PT2: return y

// CHECK:      aten.mutates = "m.mean"
// CHECK-SAME: aten.mutates = "m.var"
// CHECK-SAME: aten.mutates = "m.count"
// CHECK:      %[[C:.*]] = aten.add.Scalar %{{.*}} other = 1
// CHECK:      %[[R:[a-z_0-9]*]], %{{.*}} = aten._native_batch_norm_legit_functional
// CHECK:      return %{{.*}}, %{{.*}}, %{{.*}}, %[[C]]
