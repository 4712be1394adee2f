//===- Recurrent.td - Recurrent networks -------------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "aten/ops/Recurrent.td"

def Mlx_LstmInputOp : Mlx_Of<Aten_LstmInputOp,
    "lstm({input}, {hx}, {params}, {has_biases}, {num_layers}, {bidirectional}, {batch_first})",
    [Mlx_FloatOf<"input">, ArgumentIn<"train", ["false"]>]>;
def Mlx_GruInputOp : Mlx_Of<Aten_GruInputOp,
    "gru({input}, {hx}, {params}, {has_biases}, {num_layers}, {bidirectional}, {batch_first})",
    [Mlx_FloatOf<"input">, ArgumentIn<"train", ["false"]>]>;
def Mlx_RnnTanhInputOp : Mlx_Of<Aten_RnnTanhInputOp,
    "rnn({input}, {hx}, {params}, {has_biases}, {num_layers}, {bidirectional}, {batch_first}, "
    "mx.tanh)", [Mlx_FloatOf<"input">, ArgumentIn<"train", ["false"]>]>;
def Mlx_RnnTanhCellOp : Mlx_Of<Aten_RnnTanhCellOp,
    "mx.tanh(linear({input}, {w_ih}, {b_ih}) + linear({hx}, {w_hh}, {b_hh}))",
    [Mlx_FloatOf<"input">]>;
def Mlx_RnnReluInputOp : Mlx_Of<Aten_RnnReluInputOp,
    "rnn({input}, {hx}, {params}, {has_biases}, {num_layers}, {bidirectional}, {batch_first}, "
    "relu)", [Mlx_FloatOf<"input">, ArgumentIn<"train", ["false"]>]>;
def Mlx_RnnReluCellOp : Mlx_Of<Aten_RnnReluCellOp,
    "relu(linear({input}, {w_ih}, {b_ih}) + linear({hx}, {w_hh}, {b_hh}))", [Mlx_FloatOf<"input">]>;
def Mlx_LstmCellOp : Mlx_Of<Aten_LstmCellOp,
    "lstm_step({input}, *{hx}, {w_ih}, {w_hh}, {b_ih}, {b_hh})", [Mlx_FloatOf<"input">]>;
def Mlx_GruCellOp : Mlx_Of<Aten_GruCellOp,
    "gru_step({input}, {hx}, {w_ih}, {w_hh}, {b_ih}, {b_hh})", [Mlx_FloatOf<"input">]>;
