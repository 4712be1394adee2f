// Recurrent networks: every op, as it is written.
// RUN: %roundtrip %s

func.func @simple(%input: tensor<5x?x3xf32>, %hx: tensor<1x?x4xf32>, %w_ih: tensor<4x3xf32>, %w_hh: tensor<4x4xf32>, %both: tensor<2x5x4xf32>) {
  %0, %1 = aten.rnn_tanh.input %input, %hx, [%w_ih, %w_hh] has_biases = false num_layers = 1 dropout = 0.000000e+00 train = false bidirectional = false batch_first = false : (tensor<5x?x3xf32>, tensor<1x?x4xf32>, tensor<4x3xf32>, tensor<4x4xf32>) -> (tensor<5x?x4xf32>, tensor<1x?x4xf32>)
  %2, %3 = aten.rnn_relu.input %input, %both, [%w_ih, %w_hh, %w_ih, %w_hh] has_biases = false num_layers = 1 dropout = 0.000000e+00 train = false bidirectional = true batch_first = true : (tensor<5x?x3xf32>, tensor<2x5x4xf32>, tensor<4x3xf32>, tensor<4x4xf32>, tensor<4x3xf32>, tensor<4x4xf32>) -> (tensor<5x?x8xf32>, tensor<2x5x4xf32>)
  return
}

func.func @gru(%input: tensor<5x7x3xf64>, %hx: tensor<2x5x4xf64>, %w_ih: tensor<12x3xf64>, %w_hh: tensor<12x4xf64>, %b: tensor<12xf64>) {
  %0, %1 = aten.gru.input %input, %hx, [%w_ih, %w_hh, %b, %b, %w_hh, %w_hh, %b, %b] has_biases = true num_layers = 2 dropout = 5.000000e-01 train = true bidirectional = false batch_first = true : (tensor<5x7x3xf64>, tensor<2x5x4xf64>, tensor<12x3xf64>, tensor<12x4xf64>, tensor<12xf64>, tensor<12xf64>, tensor<12x4xf64>, tensor<12x4xf64>, tensor<12xf64>, tensor<12xf64>) -> (tensor<5x7x4xf64>, tensor<2x5x4xf64>)
  return
}

func.func @lstm(%input: tensor<5x7x3xf32>, %h: tensor<1x7x4xf32>, %w_ih: tensor<16x3xf32>, %w_hh: tensor<16x4xf32>, %small: tensor<1x7x2xf32>, %w_hr: tensor<2x4xf32>, %w_small: tensor<16x2xf32>) {
  %0, %1, %2 = aten.lstm.input %input, [%h, %h], [%w_ih, %w_hh] has_biases = false num_layers = 1 dropout = 0.000000e+00 train = false bidirectional = false batch_first = false : (tensor<5x7x3xf32>, tensor<1x7x4xf32>, tensor<1x7x4xf32>, tensor<16x3xf32>, tensor<16x4xf32>) -> (tensor<5x7x4xf32>, tensor<1x7x4xf32>, tensor<1x7x4xf32>)
  %3, %4, %5 = aten.lstm.input %input, [%small, %h], [%w_ih, %w_small, %w_hr] has_biases = false num_layers = 1 dropout = 0.000000e+00 train = false bidirectional = false batch_first = false : (tensor<5x7x3xf32>, tensor<1x7x2xf32>, tensor<1x7x4xf32>, tensor<16x3xf32>, tensor<16x2xf32>, tensor<2x4xf32>) -> (tensor<5x7x2xf32>, tensor<1x7x2xf32>, tensor<1x7x4xf32>)
  return
}

func.func @cells(%input: tensor<2x3xf32>, %hx: tensor<2x4xf32>, %w1: tensor<4x3xf32>, %u1: tensor<4x4xf32>, %b1: tensor<4xf32>, %w3: tensor<12x3xf32>, %u3: tensor<12x4xf32>, %b3: tensor<12xf32>, %w4: tensor<16x3xf32>, %u4: tensor<16x4xf32>) {
  %0 = aten.rnn_tanh_cell %input, %hx, %w1, %u1 : (tensor<2x3xf32>, tensor<2x4xf32>, tensor<4x3xf32>, tensor<4x4xf32>) -> tensor<2x4xf32>
  %1 = aten.rnn_relu_cell %input, %hx, %w1, %u1 b_ih = %b1 b_hh = %b1 : (tensor<2x3xf32>, tensor<2x4xf32>, tensor<4x3xf32>, tensor<4x4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  %2 = aten.gru_cell %input, %hx, %w3, %u3 b_hh = %b3 : (tensor<2x3xf32>, tensor<2x4xf32>, tensor<12x3xf32>, tensor<12x4xf32>, tensor<12xf32>) -> tensor<2x4xf32>
  %3, %4 = aten.lstm_cell %input, [%hx, %hx], %w4, %u4 : (tensor<2x3xf32>, tensor<2x4xf32>, tensor<2x4xf32>, tensor<16x3xf32>, tensor<16x4xf32>) -> (tensor<2x4xf32>, tensor<2x4xf32>)
  return
}
