// Higher-order ops: cond is scf.if, while_loop scf.while, and modes have no meaning.
// RUN: %make_pt2 %s %t.pt2 && tricast import %t.pt2 | tricast-opt --verify-aten-contract --aten-infer-types | FileCheck %s

// PT2: param w: f32[3]
// PT2: input x: f32[s0,3]
// PT2: input n: i64[]
// PT2: range s0 2 64
// PT2: graph yes(a: f32[s0,3], w: f32[3])
// PT2:   r: f32[s0,3] = aten.add.Tensor(self=a, other=w)
// PT2:   return r
// PT2: graph no(a: f32[s0,3], w: f32[3])
// PT2:   own: f32[s0,3] = aten.clone.default(self=a)
// PT2:   r: f32[s0,3] = aten.mul_.Tensor(self=own, other=w)
// PT2:   return own
// PT2: graph more(i: i64[], a: f32[s0,3], w: f32[3])
// PT2:   r: i1[] = aten.lt.Scalar(self=i, other=5)
// PT2:   return r
// PT2: graph step(i: i64[], a: f32[s0,3], w: f32[3])
// PT2:   j: i64[] = aten.add.Tensor(self=i, other=1)
// PT2:   r: f32[s0,3] = aten.add.Tensor(self=a, other=w)
// PT2:   return j, r
// PT2: graph mode(a: f32[s0,3])
// PT2:   r: f32[s0,3] = aten.relu_.default(self=a)
// PT2:   return r
// PT2: p: i1[] = aten.gt.Scalar(self=n, other=0)
// PT2: c: f32[s0,3] = higher_order.cond(p, &yes, &no, [x, w])
// PT2: k: i64[], l: f32[s0,3] = higher_order.while_loop(&more, &step, [n, c], [w])
// PT2: [m: f32[s0,3]] = higher_order.wrap_with_set_grad_enabled(False, &mode, l)
// PT2: return l, k

// CHECK-LABEL: func.func @main(
// CHECK-SAME:  %[[X:[^:]*]]: tensor<?x3xf32>
// CHECK-SAME:  %[[N:[^:]*]]: tensor<i64>
// CHECK:      %[[W:.*]] = ml_program.global_load_const @m.w
// CHECK:      %[[P:.*]] = aten.gt.Scalar %[[N]] other = 0
// CHECK:      %[[I1:.*]] = aten.item %[[P]] : (tensor<i1>) -> i1
// CHECK:      %[[C:.*]] = scf.if %[[I1]] -> (tensor<?x3xf32>) {
// CHECK-NEXT:   %[[R:.*]] = aten.add.Tensor %[[X]], %[[W]]
// CHECK-NEXT:   scf.yield %[[R]]
// CHECK-NEXT: } else {
// CHECK-NEXT:   %[[OWN:.*]] = aten.clone %[[X]]
// CHECK-NEXT:   %[[R:.*]] = aten.mul.Tensor %[[OWN]], %[[W]]
// CHECK-NEXT:   scf.yield %[[R]]
// CHECK-NEXT: }
// CHECK-NEXT: %[[L:.*]]:2 = scf.while (%[[I:.*]] = %[[N]], %[[A:.*]] = %[[C]])
// CHECK:        %[[LT:.*]] = aten.lt.Scalar %[[I]] other = 5
// CHECK:        %[[GO:.*]] = aten.item %[[LT]]
// CHECK:        scf.condition(%[[GO]]) %[[I]], %[[A]]
// CHECK:      } do {
// CHECK:        aten.add.Scalar %{{.*}} other = 1
// CHECK:        aten.add.Tensor %{{.*}}, %[[W]]
// CHECK:        scf.yield
// CHECK:      }
// CHECK:      %[[M:.*]] = aten.relu %[[L]]#1
// CHECK:      return %[[M]], %[[L]]#0
