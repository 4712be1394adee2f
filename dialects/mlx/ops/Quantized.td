//===- Quantized.td - quantized_decomposed -----------------------*- tablegen -*-===//
//
// Part of tricast, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===-------------------------------------------------------------------------===//

include "MlxDialect.td"
include "quantized/ops/Quantized.td"

def Mlx_QuantizedQuantizePerTensorOp : Mlx_Double<Quantized_QuantizePerTensorOp,
    "quantize({input:single}, {scale:single}, {zero_point:single}, {quant_min:single}, "
    "{quant_max:single}, {result})">;
def Mlx_QuantizedQuantizePerTensorTensorOp : Mlx_Double<Quantized_QuantizePerTensorTensorOp,
    "quantize({input:single}, {scale:single}, {zero_point:single}, {quant_min:single}, "
    "{quant_max:single}, {result})">;
def Mlx_QuantizedQuantizePerTensorTensor2Op : Mlx_Double<Quantized_QuantizePerTensorTensor2Op,
    "quantize({input:single}, {scale:single}, {zero_point:single}, {quant_min:single}, "
    "{quant_max:single}, {result})">;
def Mlx_QuantizedDequantizePerTensorOp : Mlx_Double<Quantized_DequantizePerTensorOp,
    "dequantize({input}, {scale:single}, {zero_point}, {result})">;
def Mlx_QuantizedDequantizePerTensorTensorOp : Mlx_Double<Quantized_DequantizePerTensorTensorOp,
    "dequantize({input}, {scale:single}, {zero_point}, {result})">;
def Mlx_QuantizedDequantizePerTensorTensor2Op : Mlx_Double<Quantized_DequantizePerTensorTensor2Op,
    "dequantize({input}, {scale:single}, {zero_point}, {result})">;
def Mlx_QuantizedQuantizePerChannelOp : Mlx_Double<Quantized_QuantizePerChannelOp,
    "quantize({input:single}, channel({scales:single}, {input}, {axis}), "
    "channel({zero_points:single}, {input}, {axis}), {quant_min}, {quant_max}, {result})">;
def Mlx_QuantizedDequantizePerChannelOp : Mlx_Double<Quantized_DequantizePerChannelOp,
    "dequantize({input}, channel({scales:single}, {input}, {axis}), channel({zero_points}, "
    "{input}, {axis}), {result})">;
def Mlx_QuantizedQuantizePerChannelGroupOp : Mlx_Double<Quantized_QuantizePerChannelGroupOp,
    "quantize_group({input:single}, {scales:single}, {zero_points:single}, {quant_min}, "
    "{quant_max}, {group_size}, {result})">;
def Mlx_QuantizedDequantizePerChannelGroupOp : Mlx_Double<Quantized_DequantizePerChannelGroupOp,
    "dequantize_group({input}, {scales:single}, {zero_points}, {group_size}, {result})">;
def Mlx_QuantizedQuantizePerTokenOp : Mlx_Double<Quantized_QuantizePerTokenOp,
    "quantize_per_token({input:single}, {scales}, {zero_points}, {quant_min}, {quant_max}, "
    "{result})">;
def Mlx_QuantizedDequantizePerTokenOp : Mlx_Double<Quantized_DequantizePerTokenOp,
    "dequantize_per_token({input}, {scales}, {zero_points}, {result})">;
def Mlx_QuantizedChooseQParamsTensorOp : Mlx_Double<Quantized_ChooseQParamsTensorOp,
    "choose_qparams({input:single}, {quant_min}, {quant_max}, {eps})">;
def Mlx_QuantizedChooseQParamsSymmetricTensorOp
    : Mlx_Double<Quantized_ChooseQParamsSymmetricTensorOp,
    "choose_qparams_symmetric({input:single}, {quant_min}, {quant_max}, {eps}, {dtype})">;
def Mlx_QuantizedChooseQParamsPerTokenOp : Mlx_Double<Quantized_ChooseQParamsPerTokenOp,
    "choose_qparams_per_token({input}, {result}, {result1})">;
def Mlx_QuantizedChooseQParamsPerTokenAsymmetricOp
    : Mlx_Double<Quantized_ChooseQParamsPerTokenAsymmetricOp,
    "choose_qparams_per_token_asymmetric({input}, {result}, {result1})">;
def Mlx_QuantizedChooseQParamsPerTokenAsymmetricImplOp
    : Mlx_Double<Quantized_ChooseQParamsPerTokenAsymmetricImplOp,
    "choose_qparams_per_token_asymmetric({input}, {result}, {result1})">;
def Mlx_QuantizedConvertElementTypeNoFuseOp : Mlx_Of<Quantized_ConvertElementTypeNoFuseOp,
    "{input:result}">;
