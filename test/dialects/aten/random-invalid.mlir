// Wrong uses of random numbers, each refused in PyTorch's words.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @rand() {
  // expected-error@+1 {{"rand" not implemented for 'Long'}}
  %0 = aten.rand size = [2] dtype = i64 : () -> tensor<2xi64>
  return
}

// -----

func.func @randn() {
  // expected-error@+1 {{"randn" not implemented for 'Long'}}
  %0 = aten.randn size = [2] dtype = i64 : () -> tensor<2xi64>
  return
}

// -----

func.func @rand_like(%self: tensor<2x5xi64>) {
  // expected-error@+1 {{"rand_like" not implemented for 'Long'}}
  %0 = aten.rand_like %self : (tensor<2x5xi64>) -> tensor<2x5xi64>
  return
}

// -----

func.func @randn_like(%self: tensor<2x5xi64>) {
  // expected-error@+1 {{"randn_like" not implemented for 'Long'}}
  %0 = aten.randn_like %self : (tensor<2x5xi64>) -> tensor<2x5xi64>
  return
}

// -----

func.func @rand() {
  // expected-error@+1 {{Trying to create tensor with negative dimension -1: [-1]}}
  %0 = aten.rand size = [-1] : () -> tensor<1xf32>
  return
}

// -----

func.func @randint() {
  // expected-error@+1 {{random_ expects 'from' to be less than 'to', but got from=0 >= to=0}}
  %0 = aten.randint high = 0 size = [2] : () -> tensor<2xi64>
  return
}

// -----

func.func @randint_low() {
  // expected-error@+1 {{random_ expects 'from' to be less than 'to', but got from=3 >= to=2}}
  %0 = aten.randint.low low = 3 high = 2 size = [2] : () -> tensor<2xi64>
  return
}

// -----

func.func @randint_like(%self: tensor<2x5xf32>) {
  // expected-error@+1 {{random_ expects 'from' to be less than 'to', but got from=0 >= to=-1}}
  %0 = aten.randint_like %self high = -1 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @randint_like_low_dtype(%self: tensor<2x5xf32>) {
  // expected-error@+1 {{random_ expects 'from' to be less than 'to', but got from=1 >= to=1}}
  %0 = aten.randint_like.low_dtype %self low = 1 high = 1 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @randperm() {
  // expected-error@+1 {{n must be non-negative, got-1}}
  %0 = aten.randperm n = -1 : () -> tensor<1xi64>
  return
}

// -----

func.func @bernoulli(%self: tensor<2x5xi64>) {
  // expected-error@+1 {{"bernoulli" not implemented for 'Long'}}
  %0 = aten.bernoulli %self : (tensor<2x5xi64>) -> tensor<2x5xi64>
  return
}

// -----

func.func @bernoulli_p(%self: tensor<2x5xf32>) {
  // expected-error@+1 {{bernoulli_ expects p to be in [0, 1], but got p=1.5}}
  %0 = aten.bernoulli.p %self p = 1.500000e+00 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @exponential(%self: tensor<2x5xf32>) {
  // expected-error@+1 {{exponential_ expects lambda > 0.0, but found lambda=0}}
  %0 = aten.exponential %self lambd = 0.000000e+00 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @normal_functional(%self: tensor<2x5xf32>) {
  // expected-error@+1 {{normal expects std >= 0.0, but found std -1}}
  %0 = aten.normal_functional %self std = -1.000000e+00 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @normal_Tensor_Tensor(%self: tensor<2x5xf32>, %std: tensor<2xf32>) {
  // expected-error@+1 {{The size of tensor a (5) must match the size of tensor b (2) at non-singleton dimension 1}}
  %0 = aten.normal.Tensor_Tensor %self, %std : (tensor<2x5xf32>, tensor<2xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @normal_Tensor_float(%self: tensor<2x5xf32>) {
  // expected-error@+1 {{normal expects std >= 0.0, but found std -1}}
  %0 = aten.normal.Tensor_float %self std = -1.000000e+00 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @normal_float_Tensor(%self: tensor<2x5xi64>) {
  // expected-error@+1 {{"normal" not implemented for 'Long'}}
  %0 = aten.normal.float_Tensor %self mean = 0.000000e+00 : (tensor<2x5xi64>) -> tensor<2x5xi64>
  return
}

// -----

func.func @normal_float_float() {
  // expected-error@+1 {{normal expects std >= 0.0, but found std -1}}
  %0 = aten.normal.float_float mean = 0.000000e+00 std = -1.000000e+00 size = [2] : () -> tensor<2xf32>
  return
}

// -----

func.func @poisson(%self: tensor<2x5xi64>) {
  // expected-error@+1 {{"poisson" not implemented for 'Long'}}
  %0 = aten.poisson %self : (tensor<2x5xi64>) -> tensor<2x5xi64>
  return
}

// -----

func.func @uniform(%self: tensor<2x5xf32>) {
  // expected-error@+1 {{uniform_ expects to return a [from, to) range, but found from=2 > to=1}}
  %0 = aten.uniform %self from = 2.000000e+00 : (tensor<2x5xf32>) -> tensor<2x5xf32>
  return
}

// -----

func.func @multinomial(%self: tensor<2x5xf32>) {
  // expected-error@+1 {{cannot sample n_sample > prob_dist.size(-1) samples without replacement}}
  %0 = aten.multinomial %self num_samples = 6 : (tensor<2x5xf32>) -> tensor<2x6xi64>
  return
}

// -----

func.func @multinomial(%self: tensor<1x2x5xf32>) {
  // expected-error@+1 {{prob_dist must be 1 or 2 dim}}
  %0 = aten.multinomial %self num_samples = 2 : (tensor<1x2x5xf32>) -> tensor<1x2x2xi64>
  return
}

// -----

func.func @dropout(%input: tensor<5xf32>) {
  // expected-error@+1 {{dropout probability has to be between 0 and 1, but got 2}}
  %0 = aten.dropout %input p = 2.000000e+00 train = true : (tensor<5xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @alpha_dropout(%input: tensor<5xf32>) {
  // expected-error@+1 {{dropout probability has to be between 0 and 1, but got 2}}
  %0 = aten.alpha_dropout %input p = 2.000000e+00 train = true : (tensor<5xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @feature_dropout(%input: tensor<5xf32>) {
  // expected-error@+1 {{Feature dropout requires at least 2 dimensions in the input}}
  %0 = aten.feature_dropout %input p = 5.000000e-01 train = true : (tensor<5xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @feature_alpha_dropout(%input: tensor<5xf32>) {
  // expected-error@+1 {{Feature dropout requires at least 2 dimensions in the input}}
  %0 = aten.feature_alpha_dropout %input p = 5.000000e-01 train = true : (tensor<5xf32>) -> tensor<5xf32>
  return
}

// -----

func.func @native_dropout(%input: tensor<5xf32>) {
  // expected-error@+1 {{result #1 must be tensor<5xi1>, but is tensor<5xf32>}}
  %0, %1 = aten.native_dropout %input p = 5.000000e-01 train = true : (tensor<5xf32>) -> (tensor<5xf32>, tensor<5xf32>)
  return
}
