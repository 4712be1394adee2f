// RUN: tricast-opt --tricast-rewrite=rules=fuse %s | FileCheck %s --check-prefixes=CHECK,EQSAT
// RUN: tricast-opt --tricast-rewrite='engine=greedy rules=fuse' %s | FileCheck %s --check-prefixes=CHECK,GREEDY
// RUN: tricast-opt --tricast-rewrite='rules=fuse explain' %s | FileCheck %s --check-prefix=WHY

// CHECK-LABEL: @Sigmoid(
// CHECK-NEXT: aten.sigmoid %arg0
// CHECK-NEXT: return
// WHY-LABEL: @Sigmoid(
// WHY: tricast.rules = ["Sigmoid"]
func.func @Sigmoid(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %n = aten.neg %x : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %e = aten.exp %n : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %s = aten.add.Scalar %e other = 1 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.reciprocal %s : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @SiluOfQuotient(
// CHECK-NEXT: aten.silu %arg0
// CHECK-NEXT: return
// WHY-LABEL: @SiluOfQuotient(
// WHY: tricast.rules = ["SiluOfQuotient"]
func.func @SiluOfQuotient(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %n = aten.neg %x : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %e = aten.exp %n : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %s = aten.add.Scalar %e other = 1 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.div.Tensor %x, %s : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @Glu(
// CHECK-NEXT: aten.glu %arg0 dim = 1
// CHECK-NEXT: return
// WHY-LABEL: @Glu(
// WHY: tricast.rules = ["Glu"]
func.func @Glu(%x: tensor<2x4xf32>) -> tensor<2x2xf32> {
  %a = aten.slice.Tensor %x dim = 1 start = 0 end = 2 : (tensor<2x4xf32>) -> tensor<2x2xf32>
  %b = aten.slice.Tensor %x dim = 1 start = 2 end = 4 : (tensor<2x4xf32>) -> tensor<2x2xf32>
  %s = aten.sigmoid %b : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %0 = aten.mul.Tensor %a, %s : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}

// CHECK-LABEL: @Glu_swapped(
// CHECK: aten.sigmoid
func.func @Glu_swapped(%x: tensor<2x4xf32>) -> tensor<2x2xf32> {
  %a = aten.slice.Tensor %x dim = 1 start = 0 end = 2 : (tensor<2x4xf32>) -> tensor<2x2xf32>
  %b = aten.slice.Tensor %x dim = 1 start = 2 end = 4 : (tensor<2x4xf32>) -> tensor<2x2xf32>
  %s = aten.sigmoid %a : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %0 = aten.mul.Tensor %b, %s : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}

// CHECK-LABEL: @Hardsigmoid(
// CHECK-NEXT: aten.hardsigmoid %arg0
// CHECK-NEXT: return
// WHY-LABEL: @Hardsigmoid(
// WHY: tricast.rules = ["Hardsigmoid"]
func.func @Hardsigmoid(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %s = aten.add.Scalar %x other = 3 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = aten.clamp %s min = 0 max = 6 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.div.Scalar %c other = 6 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @Hardswish(
// CHECK-NEXT: aten.hardswish %arg0
// CHECK-NEXT: return
// WHY-LABEL: @Hardswish(
// WHY: tricast.rules = ["Hardswish"]
func.func @Hardswish(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %s = aten.add.Scalar %x other = 3 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = aten.clamp %s min = 0 max = 6 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %m = aten.mul.Tensor %x, %c : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.div.Scalar %m other = 6 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @Hardswish_other_bound(
// CHECK: aten.clamp
func.func @Hardswish_other_bound(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %s = aten.add.Scalar %x other = 3 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = aten.clamp %s min = 0 max = 5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %m = aten.mul.Tensor %x, %c : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.div.Scalar %m other = 6 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @Mish(
// CHECK-NEXT: aten.mish %arg0
// CHECK-NEXT: return
// WHY-LABEL: @Mish(
// WHY: tricast.rules = ["Mish"]
func.func @Mish(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %s = aten.softplus %x : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %t = aten.tanh %s : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.mul.Tensor %x, %t : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @LogSigmoid(
// CHECK-NEXT: aten.log_sigmoid %arg0
// CHECK-NEXT: return
// WHY-LABEL: @LogSigmoid(
// WHY: tricast.rules = ["LogSigmoid"]
func.func @LogSigmoid(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %z = aten.full size = [] fill_value = 0 dtype = f32 : () -> tensor<f32>
  %m = aten.minimum %z, %x : (tensor<f32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %a = aten.abs %x : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %n = aten.neg %a : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %e = aten.exp %n : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %l = aten.log1p %e : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.sub.Tensor %m, %l : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @ScaleOfFirst(
// EQSAT-NEXT: aten.mul
// EQSAT-NEXT: aten.mul
// EQSAT-NEXT: return
// GREEDY-NEXT: aten.mul.Tensor %arg0, %arg1
// GREEDY-NEXT: aten.mul.Scalar %0
// GREEDY-NEXT: return
func.func @ScaleOfFirst(%x: tensor<2x4xf32>, %y: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %s = aten.mul.Scalar %x other = 0.5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.mul.Tensor %s, %y : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @ScaleOfSecond(
// EQSAT-NEXT: aten.mul
// EQSAT-NEXT: aten.mul
// EQSAT-NEXT: return
// GREEDY-NEXT: aten.mul.Tensor %arg0, %arg1
// GREEDY-NEXT: aten.mul.Scalar %0
// GREEDY-NEXT: return
func.func @ScaleOfSecond(%x: tensor<2x4xf32>, %y: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %s = aten.mul.Scalar %y other = 0.5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.mul.Tensor %x, %s : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @Gelu(
// CHECK-NEXT: aten.gelu %arg0
// CHECK-NEXT: return
// WHY-LABEL: @Gelu(
// WHY: tricast.rules = ["ScaleOfFirst", "Gelu"]
func.func @Gelu(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %s = aten.mul.Scalar %x other = 0.70710678118654757 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %e = aten.erf %s : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %o = aten.add.Scalar %e other = 1.0 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %h = aten.mul.Scalar %x other = 0.5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.mul.Tensor %h, %o : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @GeluSwapped(
// CHECK-NEXT: aten.gelu %arg0
// CHECK-NEXT: return
// WHY-LABEL: @GeluSwapped(
// WHY: tricast.rules = ["ScaleOfFirst", "GeluSwapped"]
func.func @GeluSwapped(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %s = aten.mul.Scalar %x other = 0.70710678118654757 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %e = aten.erf %s : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %o = aten.add.Scalar %e other = 1.0 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %h = aten.mul.Scalar %o other = 0.5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.mul.Tensor %h, %x : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @Gelu_other_factor(
// CHECK: aten.erf
func.func @Gelu_other_factor(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %s = aten.mul.Scalar %x other = 0.5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %e = aten.erf %s : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %o = aten.add.Scalar %e other = 1.0 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %h = aten.mul.Scalar %x other = 0.5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.mul.Tensor %h, %o : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @GeluOfPower(
// CHECK-NEXT: aten.gelu %arg0 approximate = "tanh"
// CHECK-NEXT: return
// WHY-LABEL: @GeluOfPower(
// WHY: tricast.rules = ["ScaleOfFirst", "GeluOfPower"]
func.func @GeluOfPower(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %c = aten.pow.Tensor_Scalar %x exponent = 3.0 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %k = aten.mul.Scalar %c other = 0.044715 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %a = aten.add.Tensor %x, %k : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %i = aten.mul.Scalar %a other = 0.79788456080286541 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %t = aten.tanh %i : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %o = aten.add.Scalar %t other = 1.0 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %h = aten.mul.Scalar %x other = 0.5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.mul.Tensor %h, %o : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @GeluOfPowerSwapped(
// CHECK-NEXT: aten.gelu %arg0 approximate = "tanh"
// CHECK-NEXT: return
// WHY-LABEL: @GeluOfPowerSwapped(
// WHY: tricast.rules = ["ScaleOfSecond", "GeluOfPowerSwapped"]
func.func @GeluOfPowerSwapped(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %c = aten.pow.Tensor_Scalar %x exponent = 3.0 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %k = aten.mul.Scalar %c other = 0.044715 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %a = aten.add.Tensor %x, %k : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %i = aten.mul.Scalar %a other = 0.79788456080286541 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %t = aten.tanh %i : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %o = aten.add.Scalar %t other = 1.0 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %h = aten.mul.Scalar %x other = 0.5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.mul.Tensor %o, %h : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @GeluOfProduct(
// CHECK-NEXT: aten.gelu %arg0 approximate = "tanh"
// CHECK-NEXT: return
// WHY-LABEL: @GeluOfProduct(
// WHY: tricast.rules = ["ScaleOfFirst", "PowerOfTwo", "GeluOfProduct"]
func.func @GeluOfProduct(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %q = aten.mul.Tensor %x, %x : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = aten.mul.Tensor %q, %x : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %k = aten.mul.Scalar %c other = 0.044715 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %a = aten.add.Tensor %x, %k : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %i = aten.mul.Scalar %a other = 0.79788456080286541 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %t = aten.tanh %i : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %o = aten.add.Scalar %t other = 1.0 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %h = aten.mul.Scalar %x other = 0.5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.mul.Tensor %h, %o : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @GeluOfProductSwapped(
// CHECK-NEXT: aten.gelu %arg0 approximate = "tanh"
// CHECK-NEXT: return
// WHY-LABEL: @GeluOfProductSwapped(
// WHY: tricast.rules = ["ScaleOfSecond", "PowerOfTwo", "GeluOfProductSwapped"]
func.func @GeluOfProductSwapped(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %q = aten.mul.Tensor %x, %x : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %c = aten.mul.Tensor %q, %x : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %k = aten.mul.Scalar %c other = 0.044715 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %a = aten.add.Tensor %x, %k : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %i = aten.mul.Scalar %a other = 0.79788456080286541 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %t = aten.tanh %i : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %o = aten.add.Scalar %t other = 1.0 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %h = aten.mul.Scalar %x other = 0.5 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = aten.mul.Tensor %o, %h : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: @Elu(
// CHECK-NEXT: aten.elu %arg0 :
// CHECK-NEXT: return
// WHY-LABEL: @Elu(
// WHY: tricast.rules = [{{.*}}"Elu"
func.func @Elu(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %0 = aten.gt.Scalar %x other = 0 : (tensor<2x4xf32>) -> tensor<2x4xi1>
  %1 = aten.expm1 %x : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %2 = aten.where.self %0, %x, %1 : (tensor<2x4xi1>, tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %2 : tensor<2x4xf32>
}

// CHECK-LABEL: @Prelu(
// CHECK-NEXT: aten.prelu %arg0, %arg1
// CHECK-NEXT: return
// WHY-LABEL: @Prelu(
// WHY: tricast.rules = [{{.*}}"Prelu"
func.func @Prelu(%x: tensor<2x4xf32>, %w: tensor<4xf32>) -> tensor<2x4xf32> {
  %0 = aten.view %w size = [1, 4] : (tensor<4xf32>) -> tensor<1x4xf32>
  %1 = aten.gt.Scalar %x other = 0 : (tensor<2x4xf32>) -> tensor<2x4xi1>
  %2 = aten.mul.Tensor %0, %x : (tensor<1x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %3 = aten.where.self %1, %x, %2 : (tensor<2x4xi1>, tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %3 : tensor<2x4xf32>
}

// CHECK-LABEL: @PreluOfOne(
// CHECK-NEXT: aten.prelu %arg0, %arg1
// CHECK-NEXT: return
// WHY-LABEL: @PreluOfOne(
// WHY: tricast.rules = [{{.*}}"PreluOfOne"
func.func @PreluOfOne(%x: tensor<2x4xf32>, %w: tensor<1xf32>) -> tensor<2x4xf32> {
  %0 = aten.view %w size = [1, 1] : (tensor<1xf32>) -> tensor<1x1xf32>
  %1 = aten.gt.Scalar %x other = 0 : (tensor<2x4xf32>) -> tensor<2x4xi1>
  %2 = aten.mul.Tensor %0, %x : (tensor<1x1xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  %3 = aten.where.self %1, %x, %2 : (tensor<2x4xi1>, tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %3 : tensor<2x4xf32>
}
