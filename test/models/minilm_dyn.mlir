// all-MiniLM-L6-v2 with a dynamic batch and sequence, as torch.export of PyTorch 2.15 wrote it:
// weights external, sizes of results left to the inference. Values have PyTorch's names.
//
// RUN: tricast-opt %s -verify-aten-contract -aten-infer-types | FileCheck %s
//
// The inference finds what PyTorch recorded: only batch and sequence stay dynamic.
// CHECK-LABEL: func.func @main
// CHECK-SAME: -> tensor<?x384xf32>
// CHECK: aten.embedding {{.*}} -> tensor<?x?x384xf32>
// CHECK: aten.scaled_dot_product_attention {{.*}} -> tensor<?x12x?x32xf32>
// CHECK: aten.gelu {{.*}} -> tensor<?x?x1536xf32>
// CHECK: return %{{.*}} : tensor<?x384xf32>

ml_program.global private @"m.embeddings.word_embeddings.weight"(#ml_program.extern<tensor<30522x384xf32>>) : tensor<30522x384xf32>
ml_program.global private @"m.embeddings.position_embeddings.weight"(#ml_program.extern<tensor<512x384xf32>>) : tensor<512x384xf32>
ml_program.global private @"m.embeddings.token_type_embeddings.weight"(#ml_program.extern<tensor<2x384xf32>>) : tensor<2x384xf32>
ml_program.global private @"m.embeddings.LayerNorm.weight"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.embeddings.LayerNorm.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.0.attention.self.query.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.0.attention.self.query.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.0.attention.self.key.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.0.attention.self.key.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.0.attention.self.value.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.0.attention.self.value.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.0.attention.output.dense.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.0.attention.output.dense.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.0.attention.output.LayerNorm.weight"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.0.attention.output.LayerNorm.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.0.intermediate.dense.weight"(#ml_program.extern<tensor<1536x384xf32>>) : tensor<1536x384xf32>
ml_program.global private @"m.encoder.layer.0.intermediate.dense.bias"(#ml_program.extern<tensor<1536xf32>>) : tensor<1536xf32>
ml_program.global private @"m.encoder.layer.0.output.dense.weight"(#ml_program.extern<tensor<384x1536xf32>>) : tensor<384x1536xf32>
ml_program.global private @"m.encoder.layer.0.output.dense.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.0.output.LayerNorm.weight"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.0.output.LayerNorm.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.1.attention.self.query.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.1.attention.self.query.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.1.attention.self.key.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.1.attention.self.key.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.1.attention.self.value.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.1.attention.self.value.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.1.attention.output.dense.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.1.attention.output.dense.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.1.attention.output.LayerNorm.weight"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.1.attention.output.LayerNorm.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.1.intermediate.dense.weight"(#ml_program.extern<tensor<1536x384xf32>>) : tensor<1536x384xf32>
ml_program.global private @"m.encoder.layer.1.intermediate.dense.bias"(#ml_program.extern<tensor<1536xf32>>) : tensor<1536xf32>
ml_program.global private @"m.encoder.layer.1.output.dense.weight"(#ml_program.extern<tensor<384x1536xf32>>) : tensor<384x1536xf32>
ml_program.global private @"m.encoder.layer.1.output.dense.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.1.output.LayerNorm.weight"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.1.output.LayerNorm.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.2.attention.self.query.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.2.attention.self.query.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.2.attention.self.key.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.2.attention.self.key.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.2.attention.self.value.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.2.attention.self.value.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.2.attention.output.dense.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.2.attention.output.dense.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.2.attention.output.LayerNorm.weight"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.2.attention.output.LayerNorm.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.2.intermediate.dense.weight"(#ml_program.extern<tensor<1536x384xf32>>) : tensor<1536x384xf32>
ml_program.global private @"m.encoder.layer.2.intermediate.dense.bias"(#ml_program.extern<tensor<1536xf32>>) : tensor<1536xf32>
ml_program.global private @"m.encoder.layer.2.output.dense.weight"(#ml_program.extern<tensor<384x1536xf32>>) : tensor<384x1536xf32>
ml_program.global private @"m.encoder.layer.2.output.dense.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.2.output.LayerNorm.weight"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.2.output.LayerNorm.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.3.attention.self.query.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.3.attention.self.query.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.3.attention.self.key.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.3.attention.self.key.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.3.attention.self.value.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.3.attention.self.value.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.3.attention.output.dense.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.3.attention.output.dense.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.3.attention.output.LayerNorm.weight"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.3.attention.output.LayerNorm.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.3.intermediate.dense.weight"(#ml_program.extern<tensor<1536x384xf32>>) : tensor<1536x384xf32>
ml_program.global private @"m.encoder.layer.3.intermediate.dense.bias"(#ml_program.extern<tensor<1536xf32>>) : tensor<1536xf32>
ml_program.global private @"m.encoder.layer.3.output.dense.weight"(#ml_program.extern<tensor<384x1536xf32>>) : tensor<384x1536xf32>
ml_program.global private @"m.encoder.layer.3.output.dense.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.3.output.LayerNorm.weight"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.3.output.LayerNorm.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.4.attention.self.query.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.4.attention.self.query.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.4.attention.self.key.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.4.attention.self.key.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.4.attention.self.value.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.4.attention.self.value.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.4.attention.output.dense.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.4.attention.output.dense.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.4.attention.output.LayerNorm.weight"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.4.attention.output.LayerNorm.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.4.intermediate.dense.weight"(#ml_program.extern<tensor<1536x384xf32>>) : tensor<1536x384xf32>
ml_program.global private @"m.encoder.layer.4.intermediate.dense.bias"(#ml_program.extern<tensor<1536xf32>>) : tensor<1536xf32>
ml_program.global private @"m.encoder.layer.4.output.dense.weight"(#ml_program.extern<tensor<384x1536xf32>>) : tensor<384x1536xf32>
ml_program.global private @"m.encoder.layer.4.output.dense.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.4.output.LayerNorm.weight"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.4.output.LayerNorm.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.5.attention.self.query.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.5.attention.self.query.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.5.attention.self.key.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.5.attention.self.key.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.5.attention.self.value.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.5.attention.self.value.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.5.attention.output.dense.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.encoder.layer.5.attention.output.dense.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.5.attention.output.LayerNorm.weight"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.5.attention.output.LayerNorm.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.5.intermediate.dense.weight"(#ml_program.extern<tensor<1536x384xf32>>) : tensor<1536x384xf32>
ml_program.global private @"m.encoder.layer.5.intermediate.dense.bias"(#ml_program.extern<tensor<1536xf32>>) : tensor<1536xf32>
ml_program.global private @"m.encoder.layer.5.output.dense.weight"(#ml_program.extern<tensor<384x1536xf32>>) : tensor<384x1536xf32>
ml_program.global private @"m.encoder.layer.5.output.dense.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.5.output.LayerNorm.weight"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.encoder.layer.5.output.LayerNorm.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.pooler.dense.weight"(#ml_program.extern<tensor<384x384xf32>>) : tensor<384x384xf32>
ml_program.global private @"m.pooler.dense.bias"(#ml_program.extern<tensor<384xf32>>) : tensor<384xf32>
ml_program.global private @"m.embeddings.position_ids"(#ml_program.extern<tensor<1x512xi64>>) : tensor<1x512xi64>
ml_program.global private @"m.embeddings.token_type_ids"(#ml_program.extern<tensor<1x512xi64>>) : tensor<1x512xi64>
func.func @main(%input_ids: tensor<?x?xi64> {aten.dims = [{name = "s43", min = 1, max = 32}, {name = "s53", min = 2, max = 512}]}, %attention_mask: tensor<?x?xi64> {aten.dims = [{name = "s43", min = 1, max = 32}, {name = "s53", min = 2, max = 512}]}) -> (tensor<?x?xf32>) {
  %p_m_embeddings_word_embeddings_weight = ml_program.global_load_const @"m.embeddings.word_embeddings.weight" : tensor<30522x384xf32>
  %p_m_embeddings_position_embeddings_weight = ml_program.global_load_const @"m.embeddings.position_embeddings.weight" : tensor<512x384xf32>
  %p_m_embeddings_token_type_embeddings_weight = ml_program.global_load_const @"m.embeddings.token_type_embeddings.weight" : tensor<2x384xf32>
  %p_m_embeddings_layernorm_weight = ml_program.global_load_const @"m.embeddings.LayerNorm.weight" : tensor<384xf32>
  %p_m_embeddings_layernorm_bias = ml_program.global_load_const @"m.embeddings.LayerNorm.bias" : tensor<384xf32>
  %p_m_encoder_layer_0_attention_self_query_weight = ml_program.global_load_const @"m.encoder.layer.0.attention.self.query.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_0_attention_self_query_bias = ml_program.global_load_const @"m.encoder.layer.0.attention.self.query.bias" : tensor<384xf32>
  %p_m_encoder_layer_0_attention_self_key_weight = ml_program.global_load_const @"m.encoder.layer.0.attention.self.key.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_0_attention_self_key_bias = ml_program.global_load_const @"m.encoder.layer.0.attention.self.key.bias" : tensor<384xf32>
  %p_m_encoder_layer_0_attention_self_value_weight = ml_program.global_load_const @"m.encoder.layer.0.attention.self.value.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_0_attention_self_value_bias = ml_program.global_load_const @"m.encoder.layer.0.attention.self.value.bias" : tensor<384xf32>
  %p_m_encoder_layer_0_attention_output_dense_weight = ml_program.global_load_const @"m.encoder.layer.0.attention.output.dense.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_0_attention_output_dense_bias = ml_program.global_load_const @"m.encoder.layer.0.attention.output.dense.bias" : tensor<384xf32>
  %p_m_encoder_layer_0_attention_output_layernorm_weight = ml_program.global_load_const @"m.encoder.layer.0.attention.output.LayerNorm.weight" : tensor<384xf32>
  %p_m_encoder_layer_0_attention_output_layernorm_bias = ml_program.global_load_const @"m.encoder.layer.0.attention.output.LayerNorm.bias" : tensor<384xf32>
  %p_m_encoder_layer_0_intermediate_dense_weight = ml_program.global_load_const @"m.encoder.layer.0.intermediate.dense.weight" : tensor<1536x384xf32>
  %p_m_encoder_layer_0_intermediate_dense_bias = ml_program.global_load_const @"m.encoder.layer.0.intermediate.dense.bias" : tensor<1536xf32>
  %p_m_encoder_layer_0_output_dense_weight = ml_program.global_load_const @"m.encoder.layer.0.output.dense.weight" : tensor<384x1536xf32>
  %p_m_encoder_layer_0_output_dense_bias = ml_program.global_load_const @"m.encoder.layer.0.output.dense.bias" : tensor<384xf32>
  %p_m_encoder_layer_0_output_layernorm_weight = ml_program.global_load_const @"m.encoder.layer.0.output.LayerNorm.weight" : tensor<384xf32>
  %p_m_encoder_layer_0_output_layernorm_bias = ml_program.global_load_const @"m.encoder.layer.0.output.LayerNorm.bias" : tensor<384xf32>
  %p_m_encoder_layer_1_attention_self_query_weight = ml_program.global_load_const @"m.encoder.layer.1.attention.self.query.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_1_attention_self_query_bias = ml_program.global_load_const @"m.encoder.layer.1.attention.self.query.bias" : tensor<384xf32>
  %p_m_encoder_layer_1_attention_self_key_weight = ml_program.global_load_const @"m.encoder.layer.1.attention.self.key.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_1_attention_self_key_bias = ml_program.global_load_const @"m.encoder.layer.1.attention.self.key.bias" : tensor<384xf32>
  %p_m_encoder_layer_1_attention_self_value_weight = ml_program.global_load_const @"m.encoder.layer.1.attention.self.value.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_1_attention_self_value_bias = ml_program.global_load_const @"m.encoder.layer.1.attention.self.value.bias" : tensor<384xf32>
  %p_m_encoder_layer_1_attention_output_dense_weight = ml_program.global_load_const @"m.encoder.layer.1.attention.output.dense.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_1_attention_output_dense_bias = ml_program.global_load_const @"m.encoder.layer.1.attention.output.dense.bias" : tensor<384xf32>
  %p_m_encoder_layer_1_attention_output_layernorm_weight = ml_program.global_load_const @"m.encoder.layer.1.attention.output.LayerNorm.weight" : tensor<384xf32>
  %p_m_encoder_layer_1_attention_output_layernorm_bias = ml_program.global_load_const @"m.encoder.layer.1.attention.output.LayerNorm.bias" : tensor<384xf32>
  %p_m_encoder_layer_1_intermediate_dense_weight = ml_program.global_load_const @"m.encoder.layer.1.intermediate.dense.weight" : tensor<1536x384xf32>
  %p_m_encoder_layer_1_intermediate_dense_bias = ml_program.global_load_const @"m.encoder.layer.1.intermediate.dense.bias" : tensor<1536xf32>
  %p_m_encoder_layer_1_output_dense_weight = ml_program.global_load_const @"m.encoder.layer.1.output.dense.weight" : tensor<384x1536xf32>
  %p_m_encoder_layer_1_output_dense_bias = ml_program.global_load_const @"m.encoder.layer.1.output.dense.bias" : tensor<384xf32>
  %p_m_encoder_layer_1_output_layernorm_weight = ml_program.global_load_const @"m.encoder.layer.1.output.LayerNorm.weight" : tensor<384xf32>
  %p_m_encoder_layer_1_output_layernorm_bias = ml_program.global_load_const @"m.encoder.layer.1.output.LayerNorm.bias" : tensor<384xf32>
  %p_m_encoder_layer_2_attention_self_query_weight = ml_program.global_load_const @"m.encoder.layer.2.attention.self.query.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_2_attention_self_query_bias = ml_program.global_load_const @"m.encoder.layer.2.attention.self.query.bias" : tensor<384xf32>
  %p_m_encoder_layer_2_attention_self_key_weight = ml_program.global_load_const @"m.encoder.layer.2.attention.self.key.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_2_attention_self_key_bias = ml_program.global_load_const @"m.encoder.layer.2.attention.self.key.bias" : tensor<384xf32>
  %p_m_encoder_layer_2_attention_self_value_weight = ml_program.global_load_const @"m.encoder.layer.2.attention.self.value.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_2_attention_self_value_bias = ml_program.global_load_const @"m.encoder.layer.2.attention.self.value.bias" : tensor<384xf32>
  %p_m_encoder_layer_2_attention_output_dense_weight = ml_program.global_load_const @"m.encoder.layer.2.attention.output.dense.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_2_attention_output_dense_bias = ml_program.global_load_const @"m.encoder.layer.2.attention.output.dense.bias" : tensor<384xf32>
  %p_m_encoder_layer_2_attention_output_layernorm_weight = ml_program.global_load_const @"m.encoder.layer.2.attention.output.LayerNorm.weight" : tensor<384xf32>
  %p_m_encoder_layer_2_attention_output_layernorm_bias = ml_program.global_load_const @"m.encoder.layer.2.attention.output.LayerNorm.bias" : tensor<384xf32>
  %p_m_encoder_layer_2_intermediate_dense_weight = ml_program.global_load_const @"m.encoder.layer.2.intermediate.dense.weight" : tensor<1536x384xf32>
  %p_m_encoder_layer_2_intermediate_dense_bias = ml_program.global_load_const @"m.encoder.layer.2.intermediate.dense.bias" : tensor<1536xf32>
  %p_m_encoder_layer_2_output_dense_weight = ml_program.global_load_const @"m.encoder.layer.2.output.dense.weight" : tensor<384x1536xf32>
  %p_m_encoder_layer_2_output_dense_bias = ml_program.global_load_const @"m.encoder.layer.2.output.dense.bias" : tensor<384xf32>
  %p_m_encoder_layer_2_output_layernorm_weight = ml_program.global_load_const @"m.encoder.layer.2.output.LayerNorm.weight" : tensor<384xf32>
  %p_m_encoder_layer_2_output_layernorm_bias = ml_program.global_load_const @"m.encoder.layer.2.output.LayerNorm.bias" : tensor<384xf32>
  %p_m_encoder_layer_3_attention_self_query_weight = ml_program.global_load_const @"m.encoder.layer.3.attention.self.query.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_3_attention_self_query_bias = ml_program.global_load_const @"m.encoder.layer.3.attention.self.query.bias" : tensor<384xf32>
  %p_m_encoder_layer_3_attention_self_key_weight = ml_program.global_load_const @"m.encoder.layer.3.attention.self.key.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_3_attention_self_key_bias = ml_program.global_load_const @"m.encoder.layer.3.attention.self.key.bias" : tensor<384xf32>
  %p_m_encoder_layer_3_attention_self_value_weight = ml_program.global_load_const @"m.encoder.layer.3.attention.self.value.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_3_attention_self_value_bias = ml_program.global_load_const @"m.encoder.layer.3.attention.self.value.bias" : tensor<384xf32>
  %p_m_encoder_layer_3_attention_output_dense_weight = ml_program.global_load_const @"m.encoder.layer.3.attention.output.dense.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_3_attention_output_dense_bias = ml_program.global_load_const @"m.encoder.layer.3.attention.output.dense.bias" : tensor<384xf32>
  %p_m_encoder_layer_3_attention_output_layernorm_weight = ml_program.global_load_const @"m.encoder.layer.3.attention.output.LayerNorm.weight" : tensor<384xf32>
  %p_m_encoder_layer_3_attention_output_layernorm_bias = ml_program.global_load_const @"m.encoder.layer.3.attention.output.LayerNorm.bias" : tensor<384xf32>
  %p_m_encoder_layer_3_intermediate_dense_weight = ml_program.global_load_const @"m.encoder.layer.3.intermediate.dense.weight" : tensor<1536x384xf32>
  %p_m_encoder_layer_3_intermediate_dense_bias = ml_program.global_load_const @"m.encoder.layer.3.intermediate.dense.bias" : tensor<1536xf32>
  %p_m_encoder_layer_3_output_dense_weight = ml_program.global_load_const @"m.encoder.layer.3.output.dense.weight" : tensor<384x1536xf32>
  %p_m_encoder_layer_3_output_dense_bias = ml_program.global_load_const @"m.encoder.layer.3.output.dense.bias" : tensor<384xf32>
  %p_m_encoder_layer_3_output_layernorm_weight = ml_program.global_load_const @"m.encoder.layer.3.output.LayerNorm.weight" : tensor<384xf32>
  %p_m_encoder_layer_3_output_layernorm_bias = ml_program.global_load_const @"m.encoder.layer.3.output.LayerNorm.bias" : tensor<384xf32>
  %p_m_encoder_layer_4_attention_self_query_weight = ml_program.global_load_const @"m.encoder.layer.4.attention.self.query.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_4_attention_self_query_bias = ml_program.global_load_const @"m.encoder.layer.4.attention.self.query.bias" : tensor<384xf32>
  %p_m_encoder_layer_4_attention_self_key_weight = ml_program.global_load_const @"m.encoder.layer.4.attention.self.key.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_4_attention_self_key_bias = ml_program.global_load_const @"m.encoder.layer.4.attention.self.key.bias" : tensor<384xf32>
  %p_m_encoder_layer_4_attention_self_value_weight = ml_program.global_load_const @"m.encoder.layer.4.attention.self.value.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_4_attention_self_value_bias = ml_program.global_load_const @"m.encoder.layer.4.attention.self.value.bias" : tensor<384xf32>
  %p_m_encoder_layer_4_attention_output_dense_weight = ml_program.global_load_const @"m.encoder.layer.4.attention.output.dense.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_4_attention_output_dense_bias = ml_program.global_load_const @"m.encoder.layer.4.attention.output.dense.bias" : tensor<384xf32>
  %p_m_encoder_layer_4_attention_output_layernorm_weight = ml_program.global_load_const @"m.encoder.layer.4.attention.output.LayerNorm.weight" : tensor<384xf32>
  %p_m_encoder_layer_4_attention_output_layernorm_bias = ml_program.global_load_const @"m.encoder.layer.4.attention.output.LayerNorm.bias" : tensor<384xf32>
  %p_m_encoder_layer_4_intermediate_dense_weight = ml_program.global_load_const @"m.encoder.layer.4.intermediate.dense.weight" : tensor<1536x384xf32>
  %p_m_encoder_layer_4_intermediate_dense_bias = ml_program.global_load_const @"m.encoder.layer.4.intermediate.dense.bias" : tensor<1536xf32>
  %p_m_encoder_layer_4_output_dense_weight = ml_program.global_load_const @"m.encoder.layer.4.output.dense.weight" : tensor<384x1536xf32>
  %p_m_encoder_layer_4_output_dense_bias = ml_program.global_load_const @"m.encoder.layer.4.output.dense.bias" : tensor<384xf32>
  %p_m_encoder_layer_4_output_layernorm_weight = ml_program.global_load_const @"m.encoder.layer.4.output.LayerNorm.weight" : tensor<384xf32>
  %p_m_encoder_layer_4_output_layernorm_bias = ml_program.global_load_const @"m.encoder.layer.4.output.LayerNorm.bias" : tensor<384xf32>
  %p_m_encoder_layer_5_attention_self_query_weight = ml_program.global_load_const @"m.encoder.layer.5.attention.self.query.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_5_attention_self_query_bias = ml_program.global_load_const @"m.encoder.layer.5.attention.self.query.bias" : tensor<384xf32>
  %p_m_encoder_layer_5_attention_self_key_weight = ml_program.global_load_const @"m.encoder.layer.5.attention.self.key.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_5_attention_self_key_bias = ml_program.global_load_const @"m.encoder.layer.5.attention.self.key.bias" : tensor<384xf32>
  %p_m_encoder_layer_5_attention_self_value_weight = ml_program.global_load_const @"m.encoder.layer.5.attention.self.value.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_5_attention_self_value_bias = ml_program.global_load_const @"m.encoder.layer.5.attention.self.value.bias" : tensor<384xf32>
  %p_m_encoder_layer_5_attention_output_dense_weight = ml_program.global_load_const @"m.encoder.layer.5.attention.output.dense.weight" : tensor<384x384xf32>
  %p_m_encoder_layer_5_attention_output_dense_bias = ml_program.global_load_const @"m.encoder.layer.5.attention.output.dense.bias" : tensor<384xf32>
  %p_m_encoder_layer_5_attention_output_layernorm_weight = ml_program.global_load_const @"m.encoder.layer.5.attention.output.LayerNorm.weight" : tensor<384xf32>
  %p_m_encoder_layer_5_attention_output_layernorm_bias = ml_program.global_load_const @"m.encoder.layer.5.attention.output.LayerNorm.bias" : tensor<384xf32>
  %p_m_encoder_layer_5_intermediate_dense_weight = ml_program.global_load_const @"m.encoder.layer.5.intermediate.dense.weight" : tensor<1536x384xf32>
  %p_m_encoder_layer_5_intermediate_dense_bias = ml_program.global_load_const @"m.encoder.layer.5.intermediate.dense.bias" : tensor<1536xf32>
  %p_m_encoder_layer_5_output_dense_weight = ml_program.global_load_const @"m.encoder.layer.5.output.dense.weight" : tensor<384x1536xf32>
  %p_m_encoder_layer_5_output_dense_bias = ml_program.global_load_const @"m.encoder.layer.5.output.dense.bias" : tensor<384xf32>
  %p_m_encoder_layer_5_output_layernorm_weight = ml_program.global_load_const @"m.encoder.layer.5.output.LayerNorm.weight" : tensor<384xf32>
  %p_m_encoder_layer_5_output_layernorm_bias = ml_program.global_load_const @"m.encoder.layer.5.output.LayerNorm.bias" : tensor<384xf32>
  %p_m_pooler_dense_weight = ml_program.global_load_const @"m.pooler.dense.weight" : tensor<384x384xf32>
  %p_m_pooler_dense_bias = ml_program.global_load_const @"m.pooler.dense.bias" : tensor<384xf32>
  %b_m_embeddings_position_ids = ml_program.global_load_const @"m.embeddings.position_ids" : tensor<1x512xi64>
  %b_m_embeddings_token_type_ids = ml_program.global_load_const @"m.embeddings.token_type_ids" : tensor<1x512xi64>
  %sym_size_int_20 = aten.sym_size.int %attention_mask dim = 0 : (tensor<?x?xi64>) -> index
  %sym_size_int_21 = aten.sym_size.int %attention_mask dim = 1 : (tensor<?x?xi64>) -> index
  %slice_1 = aten.slice.Tensor %b_m_embeddings_position_ids dim = 1 start = 0 end = %sym_size_int_21 : (tensor<1x512xi64>, index) -> tensor<?x?xi64>
  %expand = aten.expand %b_m_embeddings_token_type_ids size = [1, -1] : (tensor<1x512xi64>) -> tensor<?x?xi64>
  %gather = aten.gather %expand, %slice_1 dim = 1 : (tensor<?x?xi64>, tensor<?x?xi64>) -> tensor<?x?xi64>
  %expand_1 = aten.expand %gather size = [%sym_size_int_20, %sym_size_int_21] : (tensor<?x?xi64>, index, index) -> tensor<?x?xi64>
  %embedding = aten.embedding %p_m_embeddings_word_embeddings_weight, %input_ids padding_idx = 0 : (tensor<30522x384xf32>, tensor<?x?xi64>) -> tensor<?x?x?xf32>
  %embedding_1 = aten.embedding %p_m_embeddings_token_type_embeddings_weight, %expand_1  : (tensor<2x384xf32>, tensor<?x?xi64>) -> tensor<?x?x?xf32>
  %add_1 = aten.add.Tensor %embedding, %embedding_1  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %embedding_2 = aten.embedding %p_m_embeddings_position_embeddings_weight, %slice_1  : (tensor<512x384xf32>, tensor<?x?xi64>) -> tensor<?x?x?xf32>
  %add_2 = aten.add.Tensor %add_1, %embedding_2  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %layer_norm = aten.layer_norm %add_2 normalized_shape = [384] weight = %p_m_embeddings_layernorm_weight bias = %p_m_embeddings_layernorm_bias eps = 1.0e-12 cudnn_enable = false : (tensor<?x?x?xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %dropout = aten.dropout %layer_norm p = 1.0e-1 train = false : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  aten._assert_tensor_metadata %attention_mask dtype = i64 : (tensor<?x?xi64>) -> ()
  %to = aten.to.device %attention_mask dtype = i1 : (tensor<?x?xi64>) -> tensor<?x?xi1>
  %arange = aten.arange  end = %sym_size_int_20 : (index) -> tensor<?xi64>
  %arange_1 = aten.arange  end = 1 : () -> tensor<?xi64>
  %arange_2 = aten.arange  end = %sym_size_int_21 : (index) -> tensor<?xi64>
  %add_4 = aten.add.Scalar %arange_2 other = 0 : (tensor<?xi64>) -> tensor<?xi64>
  %arange_3 = aten.arange  end = %sym_size_int_21 : (index) -> tensor<?xi64>
  %add_5 = aten.add.Scalar %arange_3 other = 0 : (tensor<?xi64>) -> tensor<?xi64>
  %unsqueeze = aten.unsqueeze %arange dim = 1 : (tensor<?xi64>) -> tensor<?x?xi64>
  %unsqueeze_1 = aten.unsqueeze %unsqueeze dim = 2 : (tensor<?x?xi64>) -> tensor<?x?x?xi64>
  %unsqueeze_2 = aten.unsqueeze %unsqueeze_1 dim = 3 : (tensor<?x?x?xi64>) -> tensor<?x?x?x?xi64>
  %unsqueeze_3 = aten.unsqueeze %arange_1 dim = 0 : (tensor<?xi64>) -> tensor<?x?xi64>
  %unsqueeze_4 = aten.unsqueeze %unsqueeze_3 dim = 2 : (tensor<?x?xi64>) -> tensor<?x?x?xi64>
  %unsqueeze_5 = aten.unsqueeze %unsqueeze_4 dim = 3 : (tensor<?x?x?xi64>) -> tensor<?x?x?x?xi64>
  %unsqueeze_6 = aten.unsqueeze %add_4 dim = 0 : (tensor<?xi64>) -> tensor<?x?xi64>
  %unsqueeze_7 = aten.unsqueeze %unsqueeze_6 dim = 1 : (tensor<?x?xi64>) -> tensor<?x?x?xi64>
  %unsqueeze_8 = aten.unsqueeze %unsqueeze_7 dim = 3 : (tensor<?x?x?xi64>) -> tensor<?x?x?x?xi64>
  %unsqueeze_9 = aten.unsqueeze %add_5 dim = 0 : (tensor<?xi64>) -> tensor<?x?xi64>
  %unsqueeze_10 = aten.unsqueeze %unsqueeze_9 dim = 1 : (tensor<?x?xi64>) -> tensor<?x?x?xi64>
  %unsqueeze_11 = aten.unsqueeze %unsqueeze_10 dim = 2 : (tensor<?x?x?xi64>) -> tensor<?x?x?x?xi64>
  %new_ones = aten.new_ones %unsqueeze_8 size = [] dtype = i1 : (tensor<?x?x?x?xi64>) -> tensor<i1>
  %ge = aten.ge.Scalar %unsqueeze_8 other = 0 : (tensor<?x?x?x?xi64>) -> tensor<?x?x?x?xi1>
  aten._assert_tensor_metadata %ge dtype = i1 : (tensor<?x?x?x?xi1>) -> ()
  %to_1 = aten.to.dtype_layout %ge dtype = i1 : (tensor<?x?x?x?xi1>) -> tensor<?x?x?x?xi1>
  %and_1 = aten.__and__.Tensor %new_ones, %to_1  : (tensor<i1>, tensor<?x?x?x?xi1>) -> tensor<?x?x?x?xi1>
  %index = aten.index.Tensor %to, [%unsqueeze_2, %unsqueeze_11]  : (tensor<?x?xi1>, tensor<?x?x?x?xi64>, tensor<?x?x?x?xi64>) -> tensor<?x?x?x?xi1>
  aten._assert_tensor_metadata %index dtype = i1 : (tensor<?x?x?x?xi1>) -> ()
  %to_2 = aten.to.dtype_layout %index dtype = i1 : (tensor<?x?x?x?xi1>) -> tensor<?x?x?x?xi1>
  %and_2 = aten.__and__.Tensor %and_1, %to_2  : (tensor<?x?x?x?xi1>, tensor<?x?x?x?xi1>) -> tensor<?x?x?x?xi1>
  %expand_2 = aten.expand %and_2 size = [%sym_size_int_20, -1, %sym_size_int_21, %sym_size_int_21] : (tensor<?x?x?x?xi1>, index, index, index) -> tensor<?x?x?x?xi1>
  %linear = aten.linear %dropout, %p_m_encoder_layer_0_attention_self_query_weight bias = %p_m_encoder_layer_0_attention_self_query_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view = aten.view %linear size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose = aten.transpose.int %view dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %linear_1 = aten.linear %dropout, %p_m_encoder_layer_0_attention_self_key_weight bias = %p_m_encoder_layer_0_attention_self_key_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_1 = aten.view %linear_1 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_1 = aten.transpose.int %view_1 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %linear_2 = aten.linear %dropout, %p_m_encoder_layer_0_attention_self_value_weight bias = %p_m_encoder_layer_0_attention_self_value_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_2 = aten.view %linear_2 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_2 = aten.transpose.int %view_2 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %scaled_dot_product_attention = aten.scaled_dot_product_attention %transpose, %transpose_1, %transpose_2 attn_mask = %expand_2 scale = 1.767766952966369e-1 : (tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>, tensor<?x?x?x?xi1>) -> tensor<?x?x?x?xf32>
  %reshape = aten.reshape %scaled_dot_product_attention shape = [%sym_size_int_20, -1, %sym_size_int_21, 32] : (tensor<?x?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_3 = aten.transpose.int %reshape dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %reshape_1 = aten.reshape %transpose_3 shape = [%sym_size_int_20, %sym_size_int_21, -1] : (tensor<?x?x?x?xf32>, index, index) -> tensor<?x?x?xf32>
  %linear_3 = aten.linear %reshape_1, %p_m_encoder_layer_0_attention_output_dense_weight bias = %p_m_encoder_layer_0_attention_output_dense_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %dropout_1 = aten.dropout %linear_3 p = 1.0e-1 train = false : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %add_6 = aten.add.Tensor %dropout_1, %dropout  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %layer_norm_1 = aten.layer_norm %add_6 normalized_shape = [384] weight = %p_m_encoder_layer_0_attention_output_layernorm_weight bias = %p_m_encoder_layer_0_attention_output_layernorm_bias eps = 1.0e-12 cudnn_enable = false : (tensor<?x?x?xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %linear_4 = aten.linear %layer_norm_1, %p_m_encoder_layer_0_intermediate_dense_weight bias = %p_m_encoder_layer_0_intermediate_dense_bias : (tensor<?x?x?xf32>, tensor<1536x384xf32>, tensor<1536xf32>) -> tensor<?x?x?xf32>
  %gelu = aten.gelu %linear_4  : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %linear_5 = aten.linear %gelu, %p_m_encoder_layer_0_output_dense_weight bias = %p_m_encoder_layer_0_output_dense_bias : (tensor<?x?x?xf32>, tensor<384x1536xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %dropout_2 = aten.dropout %linear_5 p = 1.0e-1 train = false : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %add_7 = aten.add.Tensor %dropout_2, %layer_norm_1  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %layer_norm_2 = aten.layer_norm %add_7 normalized_shape = [384] weight = %p_m_encoder_layer_0_output_layernorm_weight bias = %p_m_encoder_layer_0_output_layernorm_bias eps = 1.0e-12 cudnn_enable = false : (tensor<?x?x?xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %linear_6 = aten.linear %layer_norm_2, %p_m_encoder_layer_1_attention_self_query_weight bias = %p_m_encoder_layer_1_attention_self_query_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_3 = aten.view %linear_6 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_4 = aten.transpose.int %view_3 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %linear_7 = aten.linear %layer_norm_2, %p_m_encoder_layer_1_attention_self_key_weight bias = %p_m_encoder_layer_1_attention_self_key_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_4 = aten.view %linear_7 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_5 = aten.transpose.int %view_4 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %linear_8 = aten.linear %layer_norm_2, %p_m_encoder_layer_1_attention_self_value_weight bias = %p_m_encoder_layer_1_attention_self_value_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_5 = aten.view %linear_8 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_6 = aten.transpose.int %view_5 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %scaled_dot_product_attention_1 = aten.scaled_dot_product_attention %transpose_4, %transpose_5, %transpose_6 attn_mask = %expand_2 scale = 1.767766952966369e-1 : (tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>, tensor<?x?x?x?xi1>) -> tensor<?x?x?x?xf32>
  %reshape_2 = aten.reshape %scaled_dot_product_attention_1 shape = [%sym_size_int_20, -1, %sym_size_int_21, 32] : (tensor<?x?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_7 = aten.transpose.int %reshape_2 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %reshape_3 = aten.reshape %transpose_7 shape = [%sym_size_int_20, %sym_size_int_21, -1] : (tensor<?x?x?x?xf32>, index, index) -> tensor<?x?x?xf32>
  %linear_9 = aten.linear %reshape_3, %p_m_encoder_layer_1_attention_output_dense_weight bias = %p_m_encoder_layer_1_attention_output_dense_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %dropout_3 = aten.dropout %linear_9 p = 1.0e-1 train = false : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %add_8 = aten.add.Tensor %dropout_3, %layer_norm_2  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %layer_norm_3 = aten.layer_norm %add_8 normalized_shape = [384] weight = %p_m_encoder_layer_1_attention_output_layernorm_weight bias = %p_m_encoder_layer_1_attention_output_layernorm_bias eps = 1.0e-12 cudnn_enable = false : (tensor<?x?x?xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %linear_10 = aten.linear %layer_norm_3, %p_m_encoder_layer_1_intermediate_dense_weight bias = %p_m_encoder_layer_1_intermediate_dense_bias : (tensor<?x?x?xf32>, tensor<1536x384xf32>, tensor<1536xf32>) -> tensor<?x?x?xf32>
  %gelu_1 = aten.gelu %linear_10  : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %linear_11 = aten.linear %gelu_1, %p_m_encoder_layer_1_output_dense_weight bias = %p_m_encoder_layer_1_output_dense_bias : (tensor<?x?x?xf32>, tensor<384x1536xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %dropout_4 = aten.dropout %linear_11 p = 1.0e-1 train = false : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %add_9 = aten.add.Tensor %dropout_4, %layer_norm_3  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %layer_norm_4 = aten.layer_norm %add_9 normalized_shape = [384] weight = %p_m_encoder_layer_1_output_layernorm_weight bias = %p_m_encoder_layer_1_output_layernorm_bias eps = 1.0e-12 cudnn_enable = false : (tensor<?x?x?xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %linear_12 = aten.linear %layer_norm_4, %p_m_encoder_layer_2_attention_self_query_weight bias = %p_m_encoder_layer_2_attention_self_query_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_6 = aten.view %linear_12 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_8 = aten.transpose.int %view_6 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %linear_13 = aten.linear %layer_norm_4, %p_m_encoder_layer_2_attention_self_key_weight bias = %p_m_encoder_layer_2_attention_self_key_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_7 = aten.view %linear_13 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_9 = aten.transpose.int %view_7 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %linear_14 = aten.linear %layer_norm_4, %p_m_encoder_layer_2_attention_self_value_weight bias = %p_m_encoder_layer_2_attention_self_value_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_8 = aten.view %linear_14 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_10 = aten.transpose.int %view_8 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %scaled_dot_product_attention_2 = aten.scaled_dot_product_attention %transpose_8, %transpose_9, %transpose_10 attn_mask = %expand_2 scale = 1.767766952966369e-1 : (tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>, tensor<?x?x?x?xi1>) -> tensor<?x?x?x?xf32>
  %reshape_4 = aten.reshape %scaled_dot_product_attention_2 shape = [%sym_size_int_20, -1, %sym_size_int_21, 32] : (tensor<?x?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_11 = aten.transpose.int %reshape_4 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %reshape_5 = aten.reshape %transpose_11 shape = [%sym_size_int_20, %sym_size_int_21, -1] : (tensor<?x?x?x?xf32>, index, index) -> tensor<?x?x?xf32>
  %linear_15 = aten.linear %reshape_5, %p_m_encoder_layer_2_attention_output_dense_weight bias = %p_m_encoder_layer_2_attention_output_dense_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %dropout_5 = aten.dropout %linear_15 p = 1.0e-1 train = false : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %add_10 = aten.add.Tensor %dropout_5, %layer_norm_4  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %layer_norm_5 = aten.layer_norm %add_10 normalized_shape = [384] weight = %p_m_encoder_layer_2_attention_output_layernorm_weight bias = %p_m_encoder_layer_2_attention_output_layernorm_bias eps = 1.0e-12 cudnn_enable = false : (tensor<?x?x?xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %linear_16 = aten.linear %layer_norm_5, %p_m_encoder_layer_2_intermediate_dense_weight bias = %p_m_encoder_layer_2_intermediate_dense_bias : (tensor<?x?x?xf32>, tensor<1536x384xf32>, tensor<1536xf32>) -> tensor<?x?x?xf32>
  %gelu_2 = aten.gelu %linear_16  : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %linear_17 = aten.linear %gelu_2, %p_m_encoder_layer_2_output_dense_weight bias = %p_m_encoder_layer_2_output_dense_bias : (tensor<?x?x?xf32>, tensor<384x1536xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %dropout_6 = aten.dropout %linear_17 p = 1.0e-1 train = false : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %add_11 = aten.add.Tensor %dropout_6, %layer_norm_5  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %layer_norm_6 = aten.layer_norm %add_11 normalized_shape = [384] weight = %p_m_encoder_layer_2_output_layernorm_weight bias = %p_m_encoder_layer_2_output_layernorm_bias eps = 1.0e-12 cudnn_enable = false : (tensor<?x?x?xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %linear_18 = aten.linear %layer_norm_6, %p_m_encoder_layer_3_attention_self_query_weight bias = %p_m_encoder_layer_3_attention_self_query_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_9 = aten.view %linear_18 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_12 = aten.transpose.int %view_9 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %linear_19 = aten.linear %layer_norm_6, %p_m_encoder_layer_3_attention_self_key_weight bias = %p_m_encoder_layer_3_attention_self_key_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_10 = aten.view %linear_19 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_13 = aten.transpose.int %view_10 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %linear_20 = aten.linear %layer_norm_6, %p_m_encoder_layer_3_attention_self_value_weight bias = %p_m_encoder_layer_3_attention_self_value_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_11 = aten.view %linear_20 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_14 = aten.transpose.int %view_11 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %scaled_dot_product_attention_3 = aten.scaled_dot_product_attention %transpose_12, %transpose_13, %transpose_14 attn_mask = %expand_2 scale = 1.767766952966369e-1 : (tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>, tensor<?x?x?x?xi1>) -> tensor<?x?x?x?xf32>
  %reshape_6 = aten.reshape %scaled_dot_product_attention_3 shape = [%sym_size_int_20, -1, %sym_size_int_21, 32] : (tensor<?x?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_15 = aten.transpose.int %reshape_6 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %reshape_7 = aten.reshape %transpose_15 shape = [%sym_size_int_20, %sym_size_int_21, -1] : (tensor<?x?x?x?xf32>, index, index) -> tensor<?x?x?xf32>
  %linear_21 = aten.linear %reshape_7, %p_m_encoder_layer_3_attention_output_dense_weight bias = %p_m_encoder_layer_3_attention_output_dense_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %dropout_7 = aten.dropout %linear_21 p = 1.0e-1 train = false : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %add_12 = aten.add.Tensor %dropout_7, %layer_norm_6  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %layer_norm_7 = aten.layer_norm %add_12 normalized_shape = [384] weight = %p_m_encoder_layer_3_attention_output_layernorm_weight bias = %p_m_encoder_layer_3_attention_output_layernorm_bias eps = 1.0e-12 cudnn_enable = false : (tensor<?x?x?xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %linear_22 = aten.linear %layer_norm_7, %p_m_encoder_layer_3_intermediate_dense_weight bias = %p_m_encoder_layer_3_intermediate_dense_bias : (tensor<?x?x?xf32>, tensor<1536x384xf32>, tensor<1536xf32>) -> tensor<?x?x?xf32>
  %gelu_3 = aten.gelu %linear_22  : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %linear_23 = aten.linear %gelu_3, %p_m_encoder_layer_3_output_dense_weight bias = %p_m_encoder_layer_3_output_dense_bias : (tensor<?x?x?xf32>, tensor<384x1536xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %dropout_8 = aten.dropout %linear_23 p = 1.0e-1 train = false : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %add_13 = aten.add.Tensor %dropout_8, %layer_norm_7  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %layer_norm_8 = aten.layer_norm %add_13 normalized_shape = [384] weight = %p_m_encoder_layer_3_output_layernorm_weight bias = %p_m_encoder_layer_3_output_layernorm_bias eps = 1.0e-12 cudnn_enable = false : (tensor<?x?x?xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %linear_24 = aten.linear %layer_norm_8, %p_m_encoder_layer_4_attention_self_query_weight bias = %p_m_encoder_layer_4_attention_self_query_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_12 = aten.view %linear_24 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_16 = aten.transpose.int %view_12 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %linear_25 = aten.linear %layer_norm_8, %p_m_encoder_layer_4_attention_self_key_weight bias = %p_m_encoder_layer_4_attention_self_key_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_13 = aten.view %linear_25 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_17 = aten.transpose.int %view_13 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %linear_26 = aten.linear %layer_norm_8, %p_m_encoder_layer_4_attention_self_value_weight bias = %p_m_encoder_layer_4_attention_self_value_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_14 = aten.view %linear_26 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_18 = aten.transpose.int %view_14 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %scaled_dot_product_attention_4 = aten.scaled_dot_product_attention %transpose_16, %transpose_17, %transpose_18 attn_mask = %expand_2 scale = 1.767766952966369e-1 : (tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>, tensor<?x?x?x?xi1>) -> tensor<?x?x?x?xf32>
  %reshape_8 = aten.reshape %scaled_dot_product_attention_4 shape = [%sym_size_int_20, -1, %sym_size_int_21, 32] : (tensor<?x?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_19 = aten.transpose.int %reshape_8 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %reshape_9 = aten.reshape %transpose_19 shape = [%sym_size_int_20, %sym_size_int_21, -1] : (tensor<?x?x?x?xf32>, index, index) -> tensor<?x?x?xf32>
  %linear_27 = aten.linear %reshape_9, %p_m_encoder_layer_4_attention_output_dense_weight bias = %p_m_encoder_layer_4_attention_output_dense_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %dropout_9 = aten.dropout %linear_27 p = 1.0e-1 train = false : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %add_14 = aten.add.Tensor %dropout_9, %layer_norm_8  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %layer_norm_9 = aten.layer_norm %add_14 normalized_shape = [384] weight = %p_m_encoder_layer_4_attention_output_layernorm_weight bias = %p_m_encoder_layer_4_attention_output_layernorm_bias eps = 1.0e-12 cudnn_enable = false : (tensor<?x?x?xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %linear_28 = aten.linear %layer_norm_9, %p_m_encoder_layer_4_intermediate_dense_weight bias = %p_m_encoder_layer_4_intermediate_dense_bias : (tensor<?x?x?xf32>, tensor<1536x384xf32>, tensor<1536xf32>) -> tensor<?x?x?xf32>
  %gelu_4 = aten.gelu %linear_28  : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %linear_29 = aten.linear %gelu_4, %p_m_encoder_layer_4_output_dense_weight bias = %p_m_encoder_layer_4_output_dense_bias : (tensor<?x?x?xf32>, tensor<384x1536xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %dropout_10 = aten.dropout %linear_29 p = 1.0e-1 train = false : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %add_15 = aten.add.Tensor %dropout_10, %layer_norm_9  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %layer_norm_10 = aten.layer_norm %add_15 normalized_shape = [384] weight = %p_m_encoder_layer_4_output_layernorm_weight bias = %p_m_encoder_layer_4_output_layernorm_bias eps = 1.0e-12 cudnn_enable = false : (tensor<?x?x?xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %linear_30 = aten.linear %layer_norm_10, %p_m_encoder_layer_5_attention_self_query_weight bias = %p_m_encoder_layer_5_attention_self_query_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_15 = aten.view %linear_30 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_20 = aten.transpose.int %view_15 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %linear_31 = aten.linear %layer_norm_10, %p_m_encoder_layer_5_attention_self_key_weight bias = %p_m_encoder_layer_5_attention_self_key_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_16 = aten.view %linear_31 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_21 = aten.transpose.int %view_16 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %linear_32 = aten.linear %layer_norm_10, %p_m_encoder_layer_5_attention_self_value_weight bias = %p_m_encoder_layer_5_attention_self_value_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %view_17 = aten.view %linear_32 size = [%sym_size_int_20, %sym_size_int_21, -1, 32] : (tensor<?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_22 = aten.transpose.int %view_17 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %scaled_dot_product_attention_5 = aten.scaled_dot_product_attention %transpose_20, %transpose_21, %transpose_22 attn_mask = %expand_2 scale = 1.767766952966369e-1 : (tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>, tensor<?x?x?x?xf32>, tensor<?x?x?x?xi1>) -> tensor<?x?x?x?xf32>
  %reshape_10 = aten.reshape %scaled_dot_product_attention_5 shape = [%sym_size_int_20, -1, %sym_size_int_21, 32] : (tensor<?x?x?x?xf32>, index, index) -> tensor<?x?x?x?xf32>
  %transpose_23 = aten.transpose.int %reshape_10 dim0 = 1 dim1 = 2 : (tensor<?x?x?x?xf32>) -> tensor<?x?x?x?xf32>
  %reshape_11 = aten.reshape %transpose_23 shape = [%sym_size_int_20, %sym_size_int_21, -1] : (tensor<?x?x?x?xf32>, index, index) -> tensor<?x?x?xf32>
  %linear_33 = aten.linear %reshape_11, %p_m_encoder_layer_5_attention_output_dense_weight bias = %p_m_encoder_layer_5_attention_output_dense_bias : (tensor<?x?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %dropout_11 = aten.dropout %linear_33 p = 1.0e-1 train = false : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %add_16 = aten.add.Tensor %dropout_11, %layer_norm_10  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %layer_norm_11 = aten.layer_norm %add_16 normalized_shape = [384] weight = %p_m_encoder_layer_5_attention_output_layernorm_weight bias = %p_m_encoder_layer_5_attention_output_layernorm_bias eps = 1.0e-12 cudnn_enable = false : (tensor<?x?x?xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %linear_34 = aten.linear %layer_norm_11, %p_m_encoder_layer_5_intermediate_dense_weight bias = %p_m_encoder_layer_5_intermediate_dense_bias : (tensor<?x?x?xf32>, tensor<1536x384xf32>, tensor<1536xf32>) -> tensor<?x?x?xf32>
  %gelu_5 = aten.gelu %linear_34  : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %linear_35 = aten.linear %gelu_5, %p_m_encoder_layer_5_output_dense_weight bias = %p_m_encoder_layer_5_output_dense_bias : (tensor<?x?x?xf32>, tensor<384x1536xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %dropout_12 = aten.dropout %linear_35 p = 1.0e-1 train = false : (tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %add_17 = aten.add.Tensor %dropout_12, %layer_norm_11  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %layer_norm_12 = aten.layer_norm %add_17 normalized_shape = [384] weight = %p_m_encoder_layer_5_output_layernorm_weight bias = %p_m_encoder_layer_5_output_layernorm_bias eps = 1.0e-12 cudnn_enable = false : (tensor<?x?x?xf32>, tensor<384xf32>, tensor<384xf32>) -> tensor<?x?x?xf32>
  %select = aten.select.int %layer_norm_12 dim = 1 index = 0 : (tensor<?x?x?xf32>) -> tensor<?x?xf32>
  %linear_36 = aten.linear %select, %p_m_pooler_dense_weight bias = %p_m_pooler_dense_bias : (tensor<?x?xf32>, tensor<384x384xf32>, tensor<384xf32>) -> tensor<?x?xf32>
  %tanh = aten.tanh %linear_36  : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %unsqueeze_12 = aten.unsqueeze %attention_mask dim = -1 : (tensor<?x?xi64>) -> tensor<?x?x?xi64>
  aten._assert_tensor_metadata %unsqueeze_12 dtype = i64 : (tensor<?x?x?xi64>) -> ()
  %to_3 = aten.to.dtype %unsqueeze_12 dtype = f32 : (tensor<?x?x?xi64>) -> tensor<?x?x?xf32>
  %mul_24 = aten.mul.Tensor %layer_norm_12, %to_3  : (tensor<?x?x?xf32>, tensor<?x?x?xf32>) -> tensor<?x?x?xf32>
  %sum_1 = aten.sum.dim_IntList %mul_24 dim = [1] : (tensor<?x?x?xf32>) -> tensor<?x?xf32>
  %sum_2 = aten.sum.dim_IntList %to_3 dim = [1] : (tensor<?x?x?xf32>) -> tensor<?x?xf32>
  %clamp = aten.clamp %sum_2 min = 1.0e-9 : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %div = aten.div.Tensor %sum_1, %clamp  : (tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  %linalg_vector_norm = aten.linalg_vector_norm %div ord = 2.0 dim = [1] keepdim = true : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %clamp_min = aten.clamp_min %linalg_vector_norm min = 1.0e-12 : (tensor<?x?xf32>) -> tensor<?x?xf32>
  %expand_as = aten.expand_as %clamp_min, %div  : (tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  %div_1 = aten.div.Tensor %div, %expand_as  : (tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  return %div_1 : tensor<?x?xf32>
}
