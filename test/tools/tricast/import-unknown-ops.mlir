// Unknown ops are all reported at once, with counts and the place of the first.
// RUN: %make_pt2 %s %t.pt2 && rm -f %t.out && not tricast import %t.pt2 -o %t.out 2>&1 | FileCheck %s
// RUN: not ls %t.out

// PT2: input x: f32[3]
// PT2: graph yes(a: f32[3])
// PT2:   r: f32[3] = mine.nested.default(self=a)
// PT2:   return r
// PT2: graph no(a: f32[3])
// PT2:   return a
// PT2: a: f32[3] = mine.op.default(self=x) # model.py:12
// PT2: b: f32[3] = mine.op.default(self=a) # model.py:13
// PT2: c: f32[3] = aten.no_such.default(self=b)
// PT2: d: f32[3] = higher_order.cond(True, &yes, &no, [c])
// PT2: return d

// CHECK:      error: {{.*}}.pt2: unknown op 'torch.ops.aten.no_such.default', used once (first node c)
// CHECK-NEXT: unknown op 'torch.ops.mine.nested.default', used once (first node r)
// CHECK-NEXT: unknown op 'torch.ops.mine.op.default', used 2 times (first model.py:12, node a)
