//! How the programs of the goldens are written as calls.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// What a program is.
#[derive(Clone, Debug, PartialEq)]
pub enum Program {
    /// Calls, and the inputs that are permuted in memory: `0:102` is input 0 by that permutation.
    Calls(String, &'static str),
    /// None, for a reason.
    Skipped(&'static str),
}

/// The tests of ops of Torch-Spyre by their names without `test_`: a pattern and the calls, where
/// `{1}` is what the first group of the pattern matched and `{op:1}`, `{dims:1}`, `{bool:1}`,
/// `{number:1}`, `{next:1}` what [`filled`] makes of it. The first pattern that matches counts.
const TESTS: &[(&str, &str)] = &[
    (r"activation_cls_gelu_fp16", "gelu($0)"),
    (r"activation_fn_(\w+)_fp16", "{1}($0)"),
    (r"(add|sub)_alpha_\w+_alpha_([\d.]+|neg)_.*", "{1}.Tensor($0, $1, alpha={number:2})"),
    (r"(add|sub)_scalar_\w+_scalar_([\d.]+|neg|zero)_.*", "{1}.Scalar($0, {number:2})"),
    (r"add_broadcast_cpu_.*", "add.Tensor(unsqueeze($0, 0), $1)"),
    (r"(add|sub)_broadcast_.*", "{1}.Tensor($0, $1)"),
    (r"add_constant_add_.*", "add.Scalar($0, 1.0)"),
    (r"addmm_scaled_alpha_0_5", "addmm($0, $1, $2, alpha=0.5)"),
    (r"addmm_.*", "addmm($0, $1, $2)"),
    (r"alias_operands_cpu_pow_.*", "pow.Tensor_Scalar($0, 2)"),
    (r"alias_operands_double_.*", "add.Tensor($0, $0)"),
    (r"alias_operands_triple_.*", "add.Tensor(add.Tensor($0, $0), $0)"),
    (r"alias_operands_square_.*", "mul.Tensor($0, $0)"),
    (r"alias_operands_cube_.*", "mul.Tensor(mul.Tensor($0, $0), $0)"),
    (
        r"aminmax_keepdim(.)_.*_dim_(\w+)",
        "amin($0, {dims:2}, {bool:1}), amax($0, {dims:2}, {bool:1})",
    ),
    (
        r"attention_4d",
        "p = softmax.int(matmul($0, transpose.int($1, -1, -2)), -1); matmul(mul.Tensor(p, $3), $2)",
    ),
    (r"avg_pool2d_k(\d)s\d_.*", "avg_pool2d(permute($0, [0, 3, 1, 2]), [{1}, {1}], [{1}, {1}])"),
    (r"batch_norm_functional_eval_mode", "batch_norm($0, $3, $4, $1, $2, false, 0.1, 1e-5, false)"),
    (r"bitwise_and_.*", "bitwise_and.Tensor($0, $1)"),
    (r"(bitwise|logical)_not_.*", "{1}_not($0)"),
    (r"bmm_.*", "bmm($0, $1)"),
    (r"bool_host_to_fp16_cpu", "to.dtype($0, float16)"),
    (r"cat_\dd_dim(\d).*", "cat([$*], {1})"),
    (r"clone_.*", "clone($0)"),
    (r"cmp_(..)_.*", "{1}.Tensor($0, $1)"),
    (
        r"conv2d_1x6x128_patch16_bias",
        "-a convolution whose larger part, unfolding, the CPU does there",
    ),
    (
        r"conv2d_direct_.*_s2",
        "c = conv2d(permute($0, [0, 3, 1, 2]), permute($1, [3, 0, 1, 2]), stride=[2, 2]); \
         permute(c, [0, 2, 3, 1])",
    ),
    (
        r"conv2d_direct_.*",
        "c = conv2d(permute($0, [0, 3, 1, 2]), permute($1, [3, 0, 1, 2])); permute(c, [0, 2, 3, 1])",
    ),
    (r"dropout_functional_.*", "dropout($0, 0.5, false)"),
    (r"einsum_.*", "mm($0, $1)"),
    (r"empty_like_.*", "full_like($0, 1.0)"),
    (r"eq_scalar_vs_tensor_comparison", "eq.Scalar($0, 5), eq.Tensor($0, $1)"),
    (r"eq_scalar_.*", "eq.Scalar($0, 3.5)"),
    (r"inplace_copy_copy_2d_transposed_src", "copy($0, $1) | 1:10"),
    (r"inplace_copy_copy_.*", "copy($0, $1)"),
    (r"inplace_copy_noncontiguous_transposed_dst", "t(copy(t($0), $1))"),
    (r"inplace_op_(\w+)_\dd", "{op:1}($0, $1)"),
    (r"large_matmul_.*|matmul_matmul_.*|mm_.*", "matmul($0, $1)"),
    (r"layernorm_2d", "layer_norm($0, [$0.1], $1, $2)"),
    (r"layernorm_functional_.*", "layer_norm(add.Tensor($0, $1), [$0.1], $2, $3)"),
    (
        r"linalg_norm_keepdim(.)_.*_dim_(\w+)",
        "sqrt(sum.dim_IntList(mul.Tensor($0, $0), {dims:2}, {bool:1}))",
    ),
    (r"linear_.*", "linear($0, $1, $2?)"),
    (r"log_.*", "log($0)"),
    (r"matmul_1d_view_x", "matmul(reshape($0, [64, 128]), $1)"),
    (r"matmul_1d_view_xy", "matmul(reshape($0, [64, 128]), reshape($1, [128, 256]))"),
    (
        r"matrix_norm_keepdim(.)_.*_ordinf_5d_dim_34",
        "amax(sum.dim_IntList(abs($0), [4], {bool:1}), [3], {bool:1})",
    ),
    (
        r"matrix_norm_keepdim(.)_.*_fro_.*_dim_(\w+)",
        "sqrt(sum.dim_IntList(mul.Tensor($0, $0), {dims:2}, {bool:1}))",
    ),
    (r"max_default_.*", "amax($0)"),
    (r"(max|min)_keepdim(.)_.*_dim_gpt\d", "{op:1}($0, [-1], {bool:2})"),
    (r"(max|min|sum|mean)_keepdim(.)_.*_dim_(\w+)", "{op:1}($0, {dims:3}, {bool:2})"),
    (r"max_sub_broadcast_.*_dim_(\d)", "sub.Tensor($0, amax($0, [{1}], true))"),
    (r"mean_default_.*", "mean($0)"),
    (r"mean_3d_dim(\d)(_keepdim)?", "mean.dim($0, [{1}], {bool:2})"),
    (r"multiops_split_.*", "mul.Scalar(permute(unsqueeze($0, -1), [0, 3, 1, 2]), 5.0)"),
    (r"overwrite_2d_dim1_multi", "$1 := put($1, $0, 1, 64)"),
    (r"overwrite_3d_dim0_single", "$1 := put($1, $0, 0, 3)"),
    (r"overwrite_4d_dim0_single", "$1 := put($1, $0, 0, 2)"),
    (r"pad_2d_both_dims", "constant_pad_nd($0, [0, 64, 0, 2])"),
    (r"pad_2d_last_dim_right", "constant_pad_nd($0, [0, 64])"),
    (r"pad_2d_last_dim_left_two_sticks", "constant_pad_nd($0, [128, 0])"),
    (r"pad_\dd_dim._mixed", "constant_pad_nd($0, [0, 0, -1, 2])"),
    (r"pad_\dd_dim._negative", "constant_pad_nd($0, [0, 0, -2, 0])"),
    (r"pad_\dd_dim._negative_both", "constant_pad_nd($0, [0, 0, -2, -2])"),
    (r"pad_\dd_dim._left", "constant_pad_nd($0, [0, 0, 1, 0])"),
    (r"pad_\dd_dim._right", "constant_pad_nd($0, [0, 0, 0, 2])"),
    (r"pointwise_binary_op_(?:fp32_|int64_)?([a-z]+)_.*", "{op:1}($0, $1)"),
    (r"pointwise_unary_op_([a-z]+)_.*", "{1}($0)"),
    (
        r"qkv_attn_paths_fms_.*_(mha|gqa)",
        "k = unsqueeze(transpose.int(reshape($1, [$1.0, $1.1, $1.2, 128]), 1, 2), 2); \
         v = unsqueeze(transpose.int(reshape($2, [$1.0, $1.1, $1.2, 128]), 1, 2), 2); \
         e = flatten.using_ints(expand(k, [-1, -1, {heads:1}, -1, -1]), 1, 2); \
         clone(transpose.int(reshape($0, [$0.0, $0.1, $0.2, 128]), 1, 2)), \
         clone(transpose.int(e, 2, 3)), \
         clone(flatten.using_ints(expand(v, [-1, -1, {heads:1}, -1, -1]), 1, 2))",
    ),
    (r"reduce\w*_keepdim(.)_(sum|mean|amax|amin)_(\w+)", "{op:2}($0, {dims:3}, {bool:1})"),
    (r"repeat_1d_1", "repeat($0, [1])"),
    (r"rmsnorm_.*", "rms_norm($0, [$0.3], none, 1e-6)"),
    (
        r"rope_fms_.*",
        "q = unsqueeze(reshape($0, [$0.0, $0.1, 32, 2, 64]), -3); \
         s = sum.dim_IntList(mul.Tensor(unsqueeze($1, 2), q), [4], true); \
         flatten.using_ints(s, 3)",
    ),
    (r"scalar_cpu_(add|sub|mul|div)_.*", "{1}.Scalar($0, 3.0)"),
    (r"scalar_cpu_true_divide_.*", "div.Scalar($0, 3.0)"),
    (r"sdpa_mha_prefill", "scaled_dot_product_attention($0, $1, $2) | 0:0213 1:0213 2:0213"),
    (
        r"sdpa_mha_prefill_mask",
        "scaled_dot_product_attention($0, $1, $2, $3) | 0:0213 1:0213 2:0213",
    ),
    (
        r"shared_input_two_reductions_([a-z]+)_([a-z]+)_.*_dim_(\d)",
        "{op:1}($0, [{3}]), {op:2}($0, [{3}])",
    ),
    (r"size_one_exp_.*", "exp($0)"),
    (r"(?:slice|split)_exp_\dd(\d)s(\d)", "exp(part($0, {1}, {2}, 3))"),
    (r"slice_add_\dd(\d)s(\d)", "x = part($0, {1}, {2}, 3); add.Tensor(x, x)"),
    (r"split_add_\dd(\d)s(\d)", "add.Tensor(part($0, {1}, {2}, 3), part($0, {1}, {next:2}, 3))"),
    (r"(?:slice|split)_sum_\dd(\d)s(\d)", "sum.dim_IntList(part($0, {1}, {2}, 3), [{1}], true)"),
    (r"(?:slice|split)_amax_\dd(\d)s(\d)", "amax(part($0, {1}, {2}, 3), [{1}])"),
    (
        r"(?:slice|split)_copy__\dd(\d)s(\d)",
        "$0 := put_part($0, full_like(part($0, {1}, {2}, 3), 1.0), {1}, {2}, 3)",
    ),
    (r"split_chunk_\dd(\d)s(\d)", "clone(part($0, {1}, {2}, 3))"),
    (r"slice_scatter_\w+_nonstick_3d", "put($0, $1, 1, 1)"),
    (r"slice_scatter_\w+_nonstick_4d", "put($0, $1, 2, 1)"),
    (r"slice_scatter_graph_input_stick_\dd", "put_part($0, $1, -1, 0, 2)"),
    (r"slice_scatter_graph_input_stick_off_\dd", "put_part($0, $1, -1, 1, 2)"),
    (
        r"slice_scatter_(?:internal|view_copy)_stick_\dd",
        "put_part(add.Scalar($0, 1.0), $1, -1, 0, 2)",
    ),
    (
        r"slice_scatter_(?:internal|view_copy)_stick_off_\dd",
        "put_part(add.Scalar($0, 1.0), $1, -1, 1, 2)",
    ),
    (
        r"slice_scatter_out_out_arg_dim0_\dd",
        "put_part(add.Scalar($0, 1.0), add.Tensor($1, $1), 0, 0, 2)",
    ),
    (
        r"slice_scatter_out_out_arg_dim0_off_\dd",
        "put_part(add.Scalar($0, 1.0), add.Tensor($1, $1), 0, 1, 2)",
    ),
    (r"slice_stick_mutation_input_\dd(64|128).*", "put($0, $1, -1, {start:1})"),
    (r"slice_stick_mutation_square_\dd(64|128).*", "put($0, mul.Tensor($1, $1), -1, {start:1})"),
    (r"slice_stick_mutation_ones_\dd(64|128).*", "put($0, full_like($1, 1.0), -1, {start:1})"),
    (
        r"slice_stick_mutation_double_read_\dd(64|128).*",
        "z = put($0, $1, -1, {start:1}); add.Tensor(add.Scalar(z, 1.0), amax(z, [-1], true))",
    ),
    (r"slice_stick_mutation_arange_.*", "-a range is made on the CPU"),
    (r"slice_stick_(clone|exp)_\dd(64|128).*", "{1}(narrow($0, -1, 32, {2}))"),
    (r"slice_stick_add[12]_\dd(64|128).*", "x = narrow($0, -1, 32, {1}); add.Tensor(x, x)"),
    (r"slice_stick_to_dtype_\dd(64|128).*", "to.dtype(narrow($0, -1, 32, {1}), bool)"),
    (
        r"slice_stick_double_read_\dd(64|128).*",
        "x = narrow($0, -1, 32, {1}); add.Tensor(add.Scalar(x, 1.0), amax(x, [-1], true))",
    ),
    (
        r"slice_stick_reduce_dim(\d)_(sum|amax)_\dd(64|128).*",
        "{op:2}(narrow($0, -1, 32, {3}), [{1}], {bool:2})",
    ),
    (r"softmax_softmax_\dd_dim(\d)", "softmax.int($0, {1})"),
    (r"softplus_\dd_beta_([\dp]+)", "softplus($0, {number:1}, 20.0)"),
    (r"softplus_\dd", "softplus($0)"),
    (r"squeeze_combined_\dd(\d)", "exp(squeeze.dim($0, {1}))"),
    (r"squeeze_reduction_sum_\dd(\d)", "squeeze.dim(sum.dim_IntList($0, [{1}], true), {1})"),
    (r"t_2d_contiguous_.*", "clone(t($0))"),
    (r"to_dtype_\w+_to_(bool|float16|bfloat16)_.*", "to.dtype($0, {1})"),
    (
        r"transpose_\dd_contiguous_(?:large_)?dim_(\d)_(\d)_same_dim",
        "clone(transpose.int($0, {1}, {2}))",
    ),
    (r"transpose_\dd_contiguous_(?:large_)?dim_(\d)_(\d)", "clone(transpose.int($0, {1}, {2}))"),
    (
        r"transpose_patterns_pattern_head_concat_.*",
        "reshape(clone(transpose.int($0, 1, 2)), [$0.0, $0.2, 512])",
    ),
    (r"transpose_patterns_pattern_pos_encoding_broadcast_.*", "add.Tensor($0, $1)"),
    (r"unsqueeze_broadcast_add_\dd(\d)", "add.Tensor($0, unsqueeze($1, {1}))"),
    (r"unsqueeze_combined_\dd(\d)", "exp(unsqueeze($0, {1}))"),
    (r"vector_norm_keepdim(.)_\w+_ord2_4d_size1_dim_2", "abs(reshape($0, [$0.0, $0.1, $0.3]))"),
    (
        r"vector_norm_keepdim(.)_\w+_ord2_(\w+)",
        "sqrt(sum.dim_IntList(mul.Tensor($0, $0), {dims:2}, {bool:1}))",
    ),
    (r"vector_norm_keepdim(.)_\w+_ord1_(\w+)", "sum.dim_IntList(abs($0), {dims:2}, {bool:1})"),
    (r"vector_norm_keepdim(.)_\w+_ordinf_(\w+)", "amax(abs($0), {dims:2}, {bool:1})"),
    (r"vector_norm_keepdim(.)_\w+_ordneginf_(\w+)", "amin(abs($0), {dims:2}, {bool:1})"),
    (r"where_(..)_1d256", "where.self({1}.Tensor($0, $1), $0, $1)"),
    (r"where_scalarother_.*", "where.ScalarOther($0, $1, 0.0)"),
    (r"where_scalarself_.*", "where.ScalarSelf($0, 0.0, $1)"),
    (r"where_self_.*", "where.self($0, $1, $2)"),
    (r"(topk|prod|flip)_.*", "-an op that is not asked for"),
    (r"fallback_.*|min_tuple_.*", "-an op that runs on the CPU in both"),
    (r"scalar_cpu_combined_.*", "-a program that is not known"),
];

/// The bundles, by their cases.
const BUNDLES: &[(&str, &str)] = &[
    ("add|add_small_bcast", "add.Tensor($0, $1)"),
    ("add_scalar", "add.Scalar($0, 1.0)"),
    ("bmm", "bmm($0, $1)"),
    ("cat0", "cat([$*], 0)"),
    ("cat1", "cat([$*], 1)"),
    ("clamp", "clamp($0, -1.0, 1.0)"),
    ("contiguous_t", "clone(t($0))"),
    ("conv2d", "-a convolution whose larger part, unfolding, the CPU does there"),
    ("embedding", "embedding($0, $1)"),
    ("exp_3d|exp_ragged", "exp($0)"),
    ("gelu", "gelu($0)"),
    ("index_copy", "$0 := index_copy($0, 1, $1, $2)"),
    ("layernorm", "layer_norm($0, [256], $1, $2)"),
    ("linear", "linear($0, $1, $2)"),
    ("max_keepdim", "amax($0, [-1], true)"),
    ("mean_mask", "mean.dim($0, [-1])"),
    ("min_mask", "amin($0, [-1])"),
    ("mlp", "mm(mul.Tensor(silu(mm($0, $1)), mm($0, $2)), $3)"),
    ("mm", "mm($0, $1)"),
    ("mul_ragged", "mul.Tensor($0, $1)"),
    ("rmsnorm", "rms_norm($0, [256], $1, 1e-5)"),
    ("sdpa_.*", "scaled_dot_product_attention($0, $1, $2)"),
    ("silu_mul", "mul.Tensor(silu($0), $1)"),
    ("slice_add", "add.Tensor(part($0, 1, 0, 2), part($0, 1, 1, 2))"),
    ("softmax", "softmax.int($0, -1)"),
    ("softmax_dim0", "softmax.int($0, 0)"),
    ("softplus", "softplus($0)"),
    ("sum_all2", "sum($0)"),
    ("sum_nonstick", "sum.dim_IntList($0, [0])"),
    ("sum_stick", "sum.dim_IntList($0, [-1])"),
    ("transpose_add", "add.Tensor($0, t($1))"),
    ("where", "where.self(gt.Tensor($0, $1), $0, $1)"),
    ("topk", "-an op that is not asked for"),
    ("cast_up", "-float32 and integers, which are DL16 and indices here"),
];

/// The ops of models. `@` is what the op is given.
const MODELS: &[(&str, &str)] = &[
    (r"torch\.(?:Tensor\.)?(add|mul|sub|neg|rsqrt)_?", "{op:1}(@)"),
    (r"torch\.truediv", "div.Tensor(@)"),
    (r"torch\.(bmm|matmul|cat|clamp|clone)", "{1}(@)"),
    (r"torch\.Tensor\.contiguous", "clone(@)"),
    (r"torch\.max", "amax(@)"),
    (r"torch\.(mean|sum)", "{op:1}(@)"),
    (r"torch\.pow", "pow.Tensor_Scalar(@)"),
    (r"torch\.index_copy_", "$0 := index_copy(@)"),
    (r"torch\.repeat_interleave", "repeat_interleave.self_int(@)"),
    (r"torch\.nn\.functional\.embedding", "embedding($1, $0)"),
    (r"torch\.nn\.functional\.softmax", "softmax.int(@)"),
    (r"torch\.nn\.functional\.(gelu|linear|silu|scaled_dot_product_attention)", "{1}(@)"),
    (r"torch\.to", "to.dtype(@)"),
    (r"torch\.topk", "-an op that is not asked for"),
];

static ALL: LazyLock<[Vec<(Regex, &str)>; 3]> = LazyLock::new(|| {
    [TESTS, BUNDLES, MODELS].map(|table| {
        let entry = |(pattern, calls): &(&str, &'static str)| {
            (Regex::new(&format!("^(?:{pattern})$")).unwrap(), *calls)
        };
        table.iter().map(entry).collect()
    })
});

/// Which table of programs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Table {
    /// Tests of ops.
    Tests,
    /// Bundles.
    Bundles,
    /// Ops of models.
    Models,
}

/// The program of a name; None if the table lacks it.
pub fn program(table: Table, name: &str) -> Option<Program> {
    let entries = ALL[table as usize].iter();
    let mut found = entries.filter_map(|(pattern, calls)| Some((pattern.captures(name)?, *calls)));
    let (captures, calls) = found.next()?;
    if let Some(reason) = calls.strip_prefix('-') {
        return Some(Program::Skipped(reason));
    }
    let (calls, permuted) = calls.split_once(" | ").unwrap_or((calls, ""));
    Some(Program::Calls(filled(calls, &captures), permuted))
}

static HOLE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{(?:(\w+):)?(\d)\}").unwrap());

/// The calls with what the pattern matched.
fn filled(calls: &str, captures: &Captures) -> String {
    let filled = HOLE.replace_all(calls, |hole: &Captures| {
        let text = captures.get(hole[2].parse().unwrap()).map_or("", |text| text.as_str());
        match hole.get(1).map_or("", |kind| kind.as_str()) {
            "op" => op(text).to_owned(),
            "dims" => format!("{:?}", dims(text)),
            "bool" => (text == "1" || text == "_keepdim" || text == "sum").to_string(),
            "number" => number(text),
            "next" => (text.parse::<i64>().unwrap() + 1).to_string(),
            // Where slices of so many columns start.
            "start" => if text == "64" { "32" } else { "1" }.to_owned(),
            "heads" => if text == "gqa" { "4" } else { "1" }.to_owned(),
            _ => text.to_owned(),
        }
    });
    filled.into_owned()
}

/// The overload that takes tensors, or dimensions.
fn op(name: &str) -> &str {
    match name {
        "add" => "add.Tensor",
        "sub" => "sub.Tensor",
        "mul" => "mul.Tensor",
        "div" => "div.Tensor",
        "sum" => "sum.dim_IntList",
        "mean" => "mean.dim",
        "max" => "amax",
        "min" => "amin",
        other => other,
    }
}

fn number(text: &str) -> String {
    match text {
        "neg" => "-2".to_owned(),
        "zero" => "0".to_owned(),
        text => text.replace('p', "."),
    }
}

/// The dimensions that the end of a name tells: `4d_dim_neg1`, `3d_neg_21`, `4d_dim_013`,
/// `5d_mixed_1_neg1`, `2d_dim_01_all`.
fn dims(name: &str) -> Vec<i64> {
    let mut dims = vec![];
    let mut sign = 1;
    let parts = name.trim_end_matches("_all").rsplit('_').collect::<Vec<_>>();
    let is_dims =
        |part: &&&str| part.trim_start_matches("neg").chars().all(|letter| letter.is_ascii_digit());
    let own: Vec<&&str> = parts.iter().take_while(is_dims).collect();
    for part in own.into_iter().rev() {
        let digits = part.trim_start_matches("neg");
        if digits.len() < part.len() {
            sign = -1;
        }
        dims.extend(
            digits.chars().filter_map(|digit| digit.to_digit(10)).map(|dim| sign * i64::from(dim)),
        );
    }
    dims
}
