// What a loop carries has one type: values of a more precise one are cast.
// RUN: %make_pt2 %s %t.pt2 && tricast import %t.pt2 | tricast-opt --verify-aten-contract | FileCheck %s

// PT2: input x: f32[2,3]
// PT2: graph more(a: f32[u0,3])
// PT2:   r: i1[] = aten.any.default(self=a)
// PT2:   return r
// PT2: graph step(a: f32[u0,3])
// PT2:   r: f32[u0,3] = aten.relu.default(self=a)
// PT2:   return r
// PT2: k: f32[u0,3] = higher_order.while_loop(&more, &step, [x])
// PT2: return k

// CHECK: %[[C:.*]] = tensor.cast %{{.*}} : tensor<2x3xf32> to tensor<?x3xf32>
// CHECK: scf.while (%{{.*}} = %[[C]]) : (tensor<?x3xf32>) -> tensor<?x3xf32>
