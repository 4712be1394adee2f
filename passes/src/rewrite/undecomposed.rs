//! The ops of PyTorch that are not core and of which no rule says what they are of core ones.

/// Each reason, with the ops that it is the reason of.
pub const UNDECOMPOSED: &[(&str, &[&str])] = &[
    (
        "random: two runs differ",
        &[
            "bernoulli",
            "bernoulli.p",
            "exponential",
            "multinomial",
            "normal.Tensor_Tensor",
            "normal.Tensor_float",
            "normal.float_Tensor",
            "normal.float_float",
            "normal_functional",
            "poisson",
            "rand_like",
            "randint",
            "randint.low",
            "randint_like",
            "randint_like.low_dtype",
            "randn_like",
            "rrelu",
            "uniform",
        ],
    ),
    (
        "its effect is all it has, or the order of effects",
        &[
            "_assert_async",
            "_assert_async.msg",
            "_assert_scalar",
            "_assert_tensor_metadata",
            "_functional_assert_async.msg",
            "_functional_assert_scalar",
            "_functional_sym_constrain_range",
            "_functional_sym_constrain_range_for_size",
            "sym_constrain_range",
            "sym_constrain_range_for_size",
        ],
    ),
    (
        "the sizes of what is computed on the way follow from values",
        &[
            "_unique2",
            "bincount",
            "combinations",
            "histc",
            "histogram.bin_ct",
            "histogram.bins_tensor",
            "narrow.Tensor",
            "nonzero_numpy",
            "nonzero_static",
            "repeat_interleave.Tensor",
            "repeat_interleave.self_Tensor",
            "tril_indices",
            "triu_indices",
            "unique_consecutive",
            "unique_dim",
        ],
    ),
    (
        "a series, an iteration or a table of coefficients",
        &[
            "digamma",
            "erfinv",
            "gcd",
            "i0",
            "igamma",
            "igammac",
            "lcm",
            "lgamma",
            "mvlgamma",
            "polygamma",
            "special_airy_ai",
            "special_bessel_j0",
            "special_bessel_j1",
            "special_bessel_y0",
            "special_bessel_y1",
            "special_i0e",
            "special_i1",
            "special_i1e",
            "special_modified_bessel_i0",
            "special_modified_bessel_i1",
            "special_modified_bessel_k0",
            "special_modified_bessel_k1",
            "special_ndtri",
            "special_scaled_modified_bessel_k0",
            "special_scaled_modified_bessel_k1",
            "special_spherical_bessel_j0",
            "special_zeta",
            "special_zeta.other_scalar",
            "special_zeta.self_scalar",
        ],
    ),
    (
        "what core ops give is not as precise",
        &["erfc", "hypot", "logcumsumexp", "special_erfcx", "special_log_ndtr", "special_ndtr"],
    ),
    (
        "no core op works on the bits of numbers",
        &[
            "__lshift__.Scalar",
            "__lshift__.Tensor",
            "__rshift__.Scalar",
            "__rshift__.Tensor",
            "bitwise_left_shift.Scalar_Tensor",
            "bitwise_left_shift.Tensor",
            "bitwise_left_shift.Tensor_Scalar",
            "bitwise_right_shift.Scalar_Tensor",
            "bitwise_right_shift.Tensor",
            "bitwise_right_shift.Tensor_Scalar",
            "copysign.Tensor",
            "frexp.Tensor",
            "nextafter",
            "signbit",
            "view.dtype",
            "view_copy.dtype",
        ],
    ),
    (
        "no core op makes complex numbers of parts, or takes them apart",
        &[
            "_fft_c2c",
            "complex",
            "imag",
            "polar",
            "view_as_complex",
            "view_as_complex_copy",
            "view_as_real",
            "view_as_real_copy",
        ],
    ),
    ("the core sort keeps no order of equals", &["argsort.stable", "sort.stable"]),
    (
        "which of equal elements it chooses is not what the core sort or argmax does",
        &[
            "cummax",
            "cummin",
            "fractional_max_pool2d",
            "fractional_max_pool3d",
            "kthvalue",
            "median",
            "median.dim",
            "mode",
            "nanmedian",
            "nanmedian.dim",
        ],
    ),
    ("no core op accumulates so", &["cumprod"]),
    (
        "a search, or a loop over steps of time or classes",
        &[
            "bucketize.Scalar",
            "bucketize.Tensor",
            "ctc_loss.IntList",
            "ctc_loss.Tensor",
            "gru.input",
            "lstm.input",
            "multilabel_margin_loss",
            "multilabel_margin_loss_forward",
            "rnn_relu.input",
            "rnn_tanh.input",
            "searchsorted.Scalar",
            "searchsorted.Tensor",
        ],
    ),
    (
        "for one backend, or with numbers that only it has",
        &["_scaled_dot_product_fused_attention_overrideable", "_scaled_mm", "_weight_int8pack_mm"],
    ),
    (
        "what it writes into has strides or places that are no part of a type",
        &["as_strided_scatter", "_batch_norm_with_update"],
    ),
    (
        "a sum of as many elements as the factor says, with weights of their own for each place",
        &[
            "_upsample_bicubic2d_aa",
            "_upsample_bicubic2d_aa.vec",
            "_upsample_bilinear2d_aa",
            "_upsample_bilinear2d_aa.vec",
        ],
    ),
    (
        "a sum of eight neighbours, each with bounds and a weight of its own: a hundred core ops",
        &["grid_sampler_3d"],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use tricast_dialects::ops;

    use super::*;
    use crate::rewrite::reference::roots;

    #[test]
    fn every_op_that_is_not_core_has_a_rule_or_a_reason() {
        let outside = ops().iter().filter(|op| op.dialect == "aten" && !op.is_core);
        let outside: BTreeSet<&str> = outside.map(|op| op.name).collect();
        let ruled: BTreeSet<&str> = roots("decompose").into_iter().collect();
        let named = UNDECOMPOSED.iter().flat_map(|(_, ops)| *ops);
        let named: Vec<String> = named.map(|name| format!("aten.{name}")).collect();
        let reasoned: BTreeSet<&str> = named.iter().map(String::as_str).collect();
        assert_eq!(named.len(), reasoned.len(), "an op has two reasons");
        println!(
            "\nops that are not core: {}, {} with a rule, {} with a reason",
            outside.len(),
            ruled.len(),
            reasoned.len()
        );
        let missing: Vec<_> =
            outside.iter().filter(|op| !ruled.contains(*op) && !reasoned.contains(*op)).collect();
        assert!(missing.is_empty(), "neither a rule nor a reason: {missing:?}");
        let both: Vec<_> = reasoned.intersection(&ruled).collect();
        assert!(both.is_empty(), "a rule and a reason: {both:?}");
        let wrong: Vec<_> = reasoned.union(&ruled).filter(|op| !outside.contains(*op)).collect();
        assert!(wrong.is_empty(), "core, or no op: {wrong:?}");
    }
}
