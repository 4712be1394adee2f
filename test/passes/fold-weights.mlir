// What follows from weights alone becomes weights.

// RUN: tricast-opt %s --split-input-file --fold-weights | FileCheck %s
// RUN: tricast-opt %s --split-input-file --fold-weights=growth=8 | FileCheck %s --check-prefix=GROWTH
// RUN: tricast-opt %s --split-input-file --fold-weights=views | FileCheck %s --check-prefix=VIEWS
// RUN: tricast-opt %s --split-input-file --fold-weights --mlir-pass-statistics -o /dev/null 2>&1 | FileCheck %s --check-prefix=STATISTICS

// STATISTICS:      fold-weights
// STATISTICS-NEXT:   (S) {{.*}} ops
// STATISTICS-NEXT:   (S) {{.*}} weights
// STATISTICS-NEXT:   (S) {{.*}} bytes

// A new weight is named after the largest one, and by the least number that makes the name one of its own. What
// is small is computed by one function.

// CHECK:      ml_program.global private @w.folded0(#extern) : tensor<3xf32>
// CHECK:      ml_program.global private @w.folded1(#extern) : tensor<3x4xf32>
// CHECK-NEXT: ml_program.global private @b.folded0(#extern) : tensor<3xf32>
// CHECK-LABEL: func.func @named(
// CHECK-NEXT:   %[[W:.*]] = ml_program.global_load_const @w.folded1 : tensor<3x4xf32>
// CHECK-NEXT:   %[[B:.*]] = ml_program.global_load_const @b.folded0 : tensor<3xf32>
// CHECK-NEXT:   aten.linear %arg0, %[[W]] bias = %[[B]]
// CHECK-NEXT:   return
// CHECK:      func.func @fold_weights_0()
// CHECK-SAME:   tensor<3x4xf32> {tricast.constant = "w.folded1"}, tensor<3xf32> {tricast.constant = "b.folded0"}
// CHECK-SAME:   attributes {tricast.entry}
// CHECK-DAG:    ml_program.global_load_const @w :
// CHECK-DAG:    ml_program.global_load_const @b :
// CHECK-DAG:    aten.mul.Scalar {{.*}} other = 5.000000e-01 : (tensor<3x4xf32>)
// CHECK-DAG:    aten.mul.Scalar {{.*}} other = 5.000000e-01 : (tensor<3xf32>)
// CHECK:        return %{{.*}}, %{{.*}} : tensor<3x4xf32>, tensor<3xf32>
ml_program.global private @w(#ml_program.extern) : tensor<3x4xf32>
ml_program.global private @b(#ml_program.extern) : tensor<3xf32>
ml_program.global private @w.folded0(#ml_program.extern) : tensor<3xf32>
func.func @named(%x: tensor<?x4xf32>) -> tensor<?x3xf32> {
  %w = ml_program.global_load_const @w : tensor<3x4xf32>
  %b = ml_program.global_load_const @b : tensor<3xf32>
  %0 = aten.mul.Scalar %w other = 0.5 : (tensor<3x4xf32>) -> tensor<3x4xf32>
  %1 = aten.mul.Scalar %b other = 0.5 : (tensor<3xf32>) -> tensor<3xf32>
  %2 = aten.linear %x, %0 bias = %1 : (tensor<?x4xf32>, tensor<3x4xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  return %2 : tensor<?x3xf32>
}

// -----

// What a program changes is no constant: neither a mutable global, nor one that a result is the new value of.

// CHECK-LABEL: @changed(
// CHECK: %[[CACHE:.*]] = ml_program.global_load @cache
// CHECK: aten.mul.Scalar %[[CACHE]]
// CHECK: %[[MEAN:.*]] = ml_program.global_load_const @mean
// CHECK: aten.mul.Scalar %[[MEAN]]
// CHECK-NOT: @fold_weights
ml_program.global private mutable @cache(#ml_program.extern) : tensor<4xf32>
ml_program.global private @mean(#ml_program.extern) : tensor<4xf32>
func.func @changed(%x: tensor<4xf32>) -> (tensor<4xf32> {aten.output = 0}, tensor<4xf32> {aten.mutates = "mean"}) {
  %cache = ml_program.global_load @cache : tensor<4xf32>
  %0 = aten.mul.Scalar %cache other = 0.5 : (tensor<4xf32>) -> tensor<4xf32>
  %mean = ml_program.global_load_const @mean : tensor<4xf32>
  %1 = aten.mul.Scalar %mean other = 0.5 : (tensor<4xf32>) -> tensor<4xf32>
  %2 = aten.add.Tensor %x, %0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %2, %1 : tensor<4xf32>, tensor<4xf32>
}

// -----

// Neither is what is random, and what is made of an input or its sizes.

// CHECK-LABEL: @not_constant(
// CHECK: aten.rand_like
// CHECK: aten.expand
// CHECK: aten.mul.Tensor
// CHECK-NOT: @fold_weights
ml_program.global private @w(#ml_program.extern) : tensor<1x4xf32>
func.func @not_constant(%x: tensor<?x4xf32> {aten.dims = [{name = "s0"}]}) -> (tensor<1x4xf32>, tensor<?x4xf32>) {
  %w = ml_program.global_load_const @w : tensor<1x4xf32>
  %0 = aten.rand_like %w : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %s0 = aten.sym_size.int %x dim = 0 : (tensor<?x4xf32>) -> index
  %1 = aten.expand %w size = [%s0, 4] : (tensor<1x4xf32>, index) -> tensor<?x4xf32>
  %2 = aten.mul.Tensor %1, %1 : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %0, %2 : tensor<1x4xf32>, tensor<?x4xf32>
}

// -----

// A weight that is only viewed stays as it is, unless that is asked for.

// CHECK-LABEL: @views(
// CHECK: %[[W:.*]] = ml_program.global_load_const @w
// CHECK: aten.t %[[W]]
// CHECK-NOT: @fold_weights
// VIEWS: global private @w.folded0(#extern) : tensor<4x3xf32>
// VIEWS: %[[W:.*]] = ml_program.global_load_const @w.folded0
// VIEWS-NEXT: aten.mm %arg0, %[[W]]
// VIEWS: func.func @fold_weights_0()
// VIEWS: aten.t
ml_program.global private @w(#ml_program.extern) : tensor<3x4xf32>
func.func @views(%x: tensor<2x4xf32>) -> tensor<2x3xf32> {
  %w = ml_program.global_load_const @w : tensor<3x4xf32>
  %0 = aten.t %w : (tensor<3x4xf32>) -> tensor<4x3xf32>
  %1 = aten.mm %x, %0 : (tensor<2x4xf32>, tensor<4x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

// -----

// A view of something computed is folded with it, but two are not: what they view is a weight, once.

// CHECK: global private @w.folded0(#extern) : tensor<4x3xf32>
// CHECK: global private @v.folded0(#extern) : tensor<3x4xf32>
// CHECK-LABEL: @viewed(
// CHECK-NEXT: %[[W:.*]] = ml_program.global_load_const @w.folded0
// CHECK-NEXT: %[[V:.*]] = ml_program.global_load_const @v.folded0
// CHECK-NEXT: %[[T:.*]] = aten.t %[[V]]
// CHECK-NEXT: return %[[W]], %[[V]], %[[T]]
ml_program.global private @w(#ml_program.extern) : tensor<3x4xf32>
ml_program.global private @v(#ml_program.extern) : tensor<3x4xf32>
func.func @viewed() -> (tensor<4x3xf32>, tensor<3x4xf32>, tensor<4x3xf32>) {
  %w = ml_program.global_load_const @w : tensor<3x4xf32>
  %v = ml_program.global_load_const @v : tensor<3x4xf32>
  %0 = aten.relu %w : (tensor<3x4xf32>) -> tensor<3x4xf32>
  %1 = aten.t %0 : (tensor<3x4xf32>) -> tensor<4x3xf32>
  %2 = aten.relu %v : (tensor<3x4xf32>) -> tensor<3x4xf32>
  %3 = aten.t %2 : (tensor<3x4xf32>) -> tensor<4x3xf32>
  return %1, %2, %3 : tensor<4x3xf32>, tensor<3x4xf32>, tensor<4x3xf32>
}

// -----

// What would take more memory than what it is computed from stays, as does what is expanded; what they are
// computed from may be small.

// CHECK: global private @scale.folded0(#extern) : tensor<512x1xf32>
// CHECK: global private @row.folded0(#extern) : tensor<1x512xf32>
// CHECK-LABEL: @larger(
// CHECK: %[[Q:.*]] = ml_program.global_load_const @q
// CHECK: %[[SCALE:.*]] = ml_program.global_load_const @scale.folded0
// CHECK: %[[D:.*]] = aten.mul.Tensor %[[Q]], %[[SCALE]]
// CHECK: %[[ROW:.*]] = ml_program.global_load_const @row.folded0
// CHECK: %[[E:.*]] = aten.expand %[[ROW]]
// CHECK: return %[[D]], %[[E]]
// GROWTH: global private @q.folded0(#extern) : tensor<512x512xf32>
// GROWTH: global private @row.folded0(#extern) : tensor<1x512xf32>
ml_program.global private @q(#ml_program.extern) : tensor<512x512xi8>
ml_program.global private @scale(#ml_program.extern) : tensor<512x1xf32>
ml_program.global private @row(#ml_program.extern) : tensor<1x512xf32>
func.func @larger() -> (tensor<512x512xf32>, tensor<512x512xf32>) {
  %q = ml_program.global_load_const @q : tensor<512x512xi8>
  %scale = ml_program.global_load_const @scale : tensor<512x1xf32>
  %0 = aten.mul.Scalar %scale other = 0.5 : (tensor<512x1xf32>) -> tensor<512x1xf32>
  %1 = aten.mul.Tensor %q, %0 : (tensor<512x512xi8>, tensor<512x1xf32>) -> tensor<512x512xf32>
  %row = ml_program.global_load_const @row : tensor<1x512xf32>
  %2 = aten.mul.Scalar %row other = 0.5 : (tensor<1x512xf32>) -> tensor<1x512xf32>
  %3 = aten.expand %2 size = [512, 512] : (tensor<1x512xf32>) -> tensor<512x512xf32>
  return %1, %3 : tensor<512x512xf32>, tensor<512x512xf32>
}

// -----

// Large weights have a function each, but for those that the same large op leads to. All that is named after one
// weight counts together: the third multiple of one is not folded.

// CHECK-LABEL: @groups(
// CHECK: %[[A:.*]] = ml_program.global_load_const @a
// CHECK: %[[THIRD:.*]] = aten.mul.Scalar %[[A]] other = 4.0
// CHECK: return %{{.*}}, %[[THIRD]], %{{.*}}, %{{.*}}
// CHECK: func.func @fold_weights_0() -> (tensor<256x256xf32> {tricast.constant = "a.folded0"})
// CHECK: aten.mul.Scalar {{.*}} other = 2.0
// CHECK: func.func @fold_weights_1()
// CHECK-SAME: tensor<128x256xf32> {tricast.constant = "b.folded0"}, tensor<128x256xf32> {tricast.constant = "b.folded1"}
// CHECK: aten.relu
// CHECK-NOT: @fold_weights_2
// GROWTH: func.func @fold_weights_2()
ml_program.global private @a(#ml_program.extern) : tensor<256x256xf32>
ml_program.global private @b(#ml_program.extern) : tensor<256x256xf32>
func.func @groups() -> (tensor<256x256xf32>, tensor<256x256xf32>, tensor<128x256xf32>, tensor<128x256xf32>) {
  %a = ml_program.global_load_const @a : tensor<256x256xf32>
  %b = ml_program.global_load_const @b : tensor<256x256xf32>
  %0 = aten.mul.Scalar %a other = 2.0 : (tensor<256x256xf32>) -> tensor<256x256xf32>
  %1 = aten.mul.Scalar %a other = 4.0 : (tensor<256x256xf32>) -> tensor<256x256xf32>
  %2 = aten.relu %b : (tensor<256x256xf32>) -> tensor<256x256xf32>
  %3 = aten.slice.Tensor %2 dim = 0 start = 0 end = 128 : (tensor<256x256xf32>) -> tensor<128x256xf32>
  %4 = aten.slice.Tensor %2 dim = 0 start = 128 end = 256 : (tensor<256x256xf32>) -> tensor<128x256xf32>
  %5 = aten.neg %3 : (tensor<128x256xf32>) -> tensor<128x256xf32>
  %6 = aten.neg %4 : (tensor<128x256xf32>) -> tensor<128x256xf32>
  return %0, %1, %5, %6 : tensor<256x256xf32>, tensor<256x256xf32>, tensor<128x256xf32>, tensor<128x256xf32>
}

// -----

// Constants without weights, and what only a region uses.

// CHECK: global private @w.folded0(#extern) : tensor<4xf32>
// CHECK: global private @constant.folded0(#extern) : tensor<4x4xi1>
// CHECK-LABEL: @constants(
// CHECK: %[[MASK:.*]] = ml_program.global_load_const @constant.folded0
// CHECK: %[[W:.*]] = ml_program.global_load_const @w.folded0
// CHECK: scf.if
// CHECK: aten.add.Tensor %{{.*}}, %[[W]]
ml_program.global private @w(#ml_program.extern) : tensor<4xf32>
func.func @constants(%x: tensor<4xf32>, %which: i1) -> (tensor<4x4xi1>, tensor<4xf32>) {
  %0 = aten.arange.start_step start = 0 end = 4 step = 1 : () -> tensor<4xi64>
  %1 = aten.unsqueeze %0 dim = 1 : (tensor<4xi64>) -> tensor<4x1xi64>
  %2 = aten.le.Tensor %0, %1 : (tensor<4xi64>, tensor<4x1xi64>) -> tensor<4x4xi1>
  %w = ml_program.global_load_const @w : tensor<4xf32>
  %3 = aten.relu %w : (tensor<4xf32>) -> tensor<4xf32>
  %4 = scf.if %which -> tensor<4xf32> {
    %5 = aten.add.Tensor %x, %3 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    scf.yield %5 : tensor<4xf32>
  } else {
    scf.yield %x : tensor<4xf32>
  }
  return %2, %4 : tensor<4x4xi1>, tensor<4xf32>
}
