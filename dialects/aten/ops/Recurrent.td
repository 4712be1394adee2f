//===- Recurrent.td - Recurrent networks -------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "AtenDialect.td"

// A network of `num_layers` layers over a sequence.
class Aten_Recurrent<string name, string inference, string summary, Param state, string more,
                     dag results = (outs TensorResult:$result0, TensorResult:$result1)>
    : Aten_Op<name, inference, summary, !dag(ins,
        [Tensor, state, TensorList, Bool, Int, Float, Bool, Bool, Bool],
        ["input", "hx", "params", "has_biases", "num_layers", "dropout", "train",
         "bidirectional", "batch_first"]), results> {
  let semantics = "`input` is [time, batch, features], with `batch_first` [batch, time, "
                  "features]; `hx` is the state [layers * directions, batch, hidden]. `params` "
                  "has for each layer, and in it each direction, w_ih, w_hh and with "
                  "`has_biases` b_ih and b_hh" # more # " The first result is the output of the "
                  "last layer at each time, of both directions one after the other; then comes "
                  "The state after the last step. `dropout` is used between layers, in `train` "
                  "only; then each run gives another result.";
}

// One step of one layer.
class Aten_Cell<string name, string inference, string summary, Param state = Tensor,
                dag results = OneTensor.tensor>
    : Aten_Op<name, inference, summary, !dag(ins,
        [Tensor, state, Tensor, Tensor, OptTensor, OptTensor],
        ["input", "hx", "w_ih", "w_hh", "b_ih", "b_hh"]), results>;

def Aten_RnnTanhInputOp : Aten_Recurrent<"rnn_tanh.input", "recurrent::simple",
    "h = tanh(w_ih @ x + b_ih + w_hh @ h + b_hh) over a sequence", Tensor, ".">;
def Aten_RnnReluInputOp : Aten_Recurrent<"rnn_relu.input", "recurrent::simple",
    "h = relu(w_ih @ x + b_ih + w_hh @ h + b_hh) over a sequence", Tensor, ".">;
def Aten_RnnTanhCellOp : Aten_Cell<"rnn_tanh_cell", "recurrent::simple_cell",
    "tanh(w_ih @ input + b_ih + w_hh @ hx + b_hh)">;
def Aten_RnnReluCellOp : Aten_Cell<"rnn_relu_cell", "recurrent::simple_cell",
    "relu(w_ih @ input + b_ih + w_hh @ hx + b_hh)">;

defvar gruGates = "The rows of the weights are those of r, z and n, where r and z are "
    "sigmoid(w_ih @ x + b_ih + w_hh @ h + b_hh), n = tanh(w_ih @ x + b_ih + r * (w_hh @ h + "
    "b_hh)), and the new h is (1 - z) * n + z * h.";
def Aten_GruInputOp : Aten_Recurrent<"gru.input", "recurrent::gru",
    "Gated recurrent units over a sequence", Tensor, ". " # gruGates>;
def Aten_GruCellOp
    : Aten_Cell<"gru_cell", "recurrent::gru_cell", "One step of gated recurrent units"> {
  let semantics = gruGates;
}

defvar lstmGates = "The rows of the weights are those of i, f, g and o, each w_ih @ x + b_ih + "
    "w_hh @ h + b_hh; the new c is sigmoid(f) * c + sigmoid(i) * tanh(g), and the new h is "
    "sigmoid(o) * tanh(c).";
def Aten_LstmInputOp : Aten_Recurrent<"lstm.input", "recurrent::lstm",
    "Long short-term memory over a sequence", TensorList,
    ", then w_hr if `hx[0]` is smaller than `hx[1]`: h is multiplied by it. `hx` is h and c. "
    # lstmGates,
    (outs TensorResult:$result0, TensorResult:$result1, TensorResult:$result2)>;
def Aten_LstmCellOp : Aten_Cell<"lstm_cell", "recurrent::lstm_cell",
    "One step of long short-term memory", TensorList,
    (outs TensorResult:$result0, TensorResult:$result1)> {
  let semantics = "`hx`, and the results, are h and c. " # lstmGates;
}
