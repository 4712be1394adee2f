// Recurrent networks: wrong uses.
// RUN: tricast-opt %s -split-input-file -verify-diagnostics

func.func @rnn_tanh_input(%x: tensor<5x7x3xf32>, %h: tensor<1x7x4xf32>, %w: tensor<4x3xf32>) {
  // expected-error@+1 {{got an incorrect number of RNN parameters}}
  %0, %1 = aten.rnn_tanh.input %x, %h, [%w] has_biases = false num_layers = 1 dropout = 0.000000e+00 train = false bidirectional = false batch_first = false : (tensor<5x7x3xf32>, tensor<1x7x4xf32>, tensor<4x3xf32>) -> (tensor<5x7x4xf32>, tensor<1x7x4xf32>)
  return
}

// -----

func.func @rnn_relu_input(%x: tensor<5x3xf32>, %h: tensor<1x7x4xf32>, %w: tensor<4x3xf32>, %u: tensor<4x4xf32>) {
  // expected-error@+1 {{input must have 3 dimensions, got 2}}
  %0, %1 = aten.rnn_relu.input %x, %h, [%w, %u] has_biases = false num_layers = 1 dropout = 0.000000e+00 train = false bidirectional = false batch_first = false : (tensor<5x3xf32>, tensor<1x7x4xf32>, tensor<4x3xf32>, tensor<4x4xf32>) -> (tensor<5x4xf32>, tensor<1x7x4xf32>)
  return
}

// -----

func.func @gru_input(%x: tensor<5x7x3xf32>, %h: tensor<1x5x4xf32>, %w: tensor<12x3xf32>, %u: tensor<12x4xf32>) {
  // expected-error@+1 {{Expected hidden size (1, 7, 4), got [1, 5, 4]}}
  %0, %1 = aten.gru.input %x, %h, [%w, %u] has_biases = false num_layers = 1 dropout = 0.000000e+00 train = false bidirectional = false batch_first = false : (tensor<5x7x3xf32>, tensor<1x5x4xf32>, tensor<12x3xf32>, tensor<12x4xf32>) -> (tensor<5x7x4xf32>, tensor<1x5x4xf32>)
  return
}

// -----

func.func @gru_input(%x: tensor<5x7x3xf32>, %h: tensor<1x7x4xf32>, %w: tensor<12x3xf32>, %u: tensor<8x4xf32>) {
  // expected-error@+1 {{expected params[1] to have sizes [12, 4], but got [8, 4]}}
  %0, %1 = aten.gru.input %x, %h, [%w, %u] has_biases = false num_layers = 1 dropout = 0.000000e+00 train = false bidirectional = false batch_first = false : (tensor<5x7x3xf32>, tensor<1x7x4xf32>, tensor<12x3xf32>, tensor<8x4xf32>) -> (tensor<5x7x4xf32>, tensor<1x7x4xf32>)
  return
}

// -----

func.func @lstm_input(%x: tensor<5x7x3xf32>, %h: tensor<1x7x4xf32>, %w: tensor<16x3xf32>, %u: tensor<16x4xf32>) {
  // expected-error@+1 {{lstm expects two hidden states}}
  %0, %1, %2 = aten.lstm.input %x, [%h], [%w, %u] has_biases = false num_layers = 1 dropout = 0.000000e+00 train = false bidirectional = false batch_first = false : (tensor<5x7x3xf32>, tensor<1x7x4xf32>, tensor<16x3xf32>, tensor<16x4xf32>) -> (tensor<5x7x4xf32>, tensor<1x7x4xf32>, tensor<1x7x4xf32>)
  return
}

// -----

func.func @rnn_tanh_cell(%x: tensor<2x3xf32>, %h: tensor<2x4xf32>, %w: tensor<4x5xf32>, %u: tensor<4x4xf32>) {
  // expected-error@+1 {{input has inconsistent input_size: got 3 expected 5}}
  %0 = aten.rnn_tanh_cell %x, %h, %w, %u : (tensor<2x3xf32>, tensor<2x4xf32>, tensor<4x5xf32>, tensor<4x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @rnn_relu_cell(%x: tensor<2x3xf32>, %h: tensor<5x4xf32>, %w: tensor<4x3xf32>, %u: tensor<4x4xf32>) {
  // expected-error@+1 {{Input batch size 2 doesn't match hidden0 batch size 5}}
  %0 = aten.rnn_relu_cell %x, %h, %w, %u : (tensor<2x3xf32>, tensor<5x4xf32>, tensor<4x3xf32>, tensor<4x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @gru_cell(%x: tensor<2x3xf32>, %h: tensor<2x4xf16>, %w: tensor<12x3xf32>, %u: tensor<12x4xf32>) {
  // expected-error@+1 {{Input and hidden tensors are not the same dtype, found input tensor with Float and hidden tensor with Half}}
  %0 = aten.gru_cell %x, %h, %w, %u : (tensor<2x3xf32>, tensor<2x4xf16>, tensor<12x3xf32>, tensor<12x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @lstm_cell(%x: tensor<2x3xf32>, %h: tensor<2x4xf32>, %c: tensor<2x5xf32>, %w: tensor<16x3xf32>, %u: tensor<16x4xf32>) {
  // expected-error@+1 {{hidden1 has inconsistent hidden_size: got 5, expected 4}}
  %0, %1 = aten.lstm_cell %x, [%h, %c], %w, %u : (tensor<2x3xf32>, tensor<2x4xf32>, tensor<2x5xf32>, tensor<16x3xf32>, tensor<16x4xf32>) -> (tensor<2x4xf32>, tensor<2x5xf32>)
  return
}
