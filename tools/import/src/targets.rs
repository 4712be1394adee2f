//! Which op of the dialects a node is.

use std::{collections::HashMap, sync::LazyLock};

use tricast_dialects::{OpDef, ops};

/// What a node does.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// An op.
    Op(&'static OpDef),
    /// An op whose result is written to its first operand.
    InPlace(&'static OpDef),
    /// The first operand itself becomes a view of what it was: `transpose_`.
    InPlaceView(&'static OpDef),
    /// An op whose result is written to the argument `out`.
    Out(&'static OpDef),
    /// An op that writes to operands, as the one that gives their new values as further results.
    Updating(&'static OpDef),
    /// `torch.cond`.
    Cond,
    /// `torch.while_loop`.
    WhileLoop,
    /// A higher-order op that only sets a mode around its body.
    Inlined,
    /// Arithmetic on symbolic numbers.
    Symbolic,
    /// An assertion on what the importer checks itself.
    Dropped,
}

/// Modes that have no meaning for values, or that show in the recorded dtypes.
const INLINED: [&str; 3] = ["wrap_with_set_grad_enabled", "wrap_with_autocast", "hints_wrapper"];

/// Assertions on types, and on ranges of sizes that are in the range constraints.
const DROPPED: [&str; 3] =
    ["_assert_tensor_metadata", "sym_constrain_range", "sym_constrain_range_for_size"];

/// Other names of ops, with the name that the dialect declares. Where no overload is given, every
/// overload keeps its own.
///
/// Source: `aten/src/ATen/native/native_functions.yaml`, "alias for", and
/// `torch/csrc/jit/passes/normalize_ops.cpp` of PyTorch.
const ALIASES: [(&str, &str); 42] = [
    ("absolute", "abs"),
    ("arccos", "acos"),
    ("arccosh", "acosh"),
    ("arcsin", "asin"),
    ("arcsinh", "asinh"),
    ("arctan", "atan"),
    ("arctan2", "atan2"),
    ("arctanh", "atanh"),
    ("divide", "div"),
    ("fix", "trunc"),
    ("greater", "gt"),
    ("greater_equal", "ge"),
    ("less", "lt"),
    ("less_equal", "le"),
    ("multiply", "mul"),
    ("negative", "neg"),
    ("not_equal", "ne"),
    ("special_digamma", "digamma"),
    ("special_erf", "erf"),
    ("special_erfc", "erfc"),
    ("special_erfinv", "erfinv"),
    ("special_exp2", "exp2"),
    ("special_expm1", "expm1"),
    ("special_gammainc", "igamma"),
    ("special_gammaincc", "igammac"),
    ("special_gammaln", "lgamma"),
    ("special_i0", "i0"),
    ("special_log1p", "log1p"),
    ("special_log_softmax", "log_softmax.int"),
    ("special_logit", "logit"),
    ("special_logsumexp", "logsumexp"),
    ("special_multigammaln", "mvlgamma"),
    ("special_polygamma", "polygamma"),
    ("special_psi", "digamma"),
    ("special_round", "round.decimals"),
    ("special_sinc", "sinc"),
    ("special_softmax", "softmax.int"),
    ("special_xlogy", "xlogy.Tensor"),
    ("special_xlogy.other_scalar", "xlogy.Scalar_Other"),
    ("special_xlogy.self_scalar", "xlogy.Scalar_Self"),
    ("subtract", "sub"),
    ("true_divide", "div"),
];

/// The name that the dialect declares for an op of `aten`, and its overload.
fn canonical<'a>(base: &'a str, overload: &'a str) -> (&'a str, &'a str) {
    let alias = |name: &str| ALIASES.iter().find(|(alias, _)| *alias == name).map(|entry| entry.1);
    let full = alias(&format!("{base}.{overload}"));
    match full.or_else(|| alias(base)) {
        Some(name) => name.split_once('.').unwrap_or((name, overload)),
        None => (base, overload),
    }
}

/// The op of PyTorch's name, `aten::add.Tensor`.
pub fn by_torch_name(name: &str) -> Option<&'static OpDef> {
    static BY_NAME: LazyLock<HashMap<&str, &OpDef>> =
        LazyLock::new(|| ops().iter().map(|op| (op.torch_name, op)).collect());
    BY_NAME.get(name).copied()
}

/// What a target of the archive does; None if no dialect declares it.
pub fn resolve(target: &str) -> Option<Target> {
    let Some(path) = target.strip_prefix("torch.ops.") else {
        return crate::symbolic::is_symbolic(target).then_some(Target::Symbolic);
    };
    let (namespace, name) = path.split_once('.')?;
    if namespace == "higher_order" {
        return match name {
            "cond" => Some(Target::Cond),
            "while_loop" => Some(Target::WhileLoop),
            name => INLINED.contains(&name).then_some(Target::Inlined),
        };
    }
    let (base, overload) = name.split_once('.').unwrap_or((name, ""));
    let overload = if overload == "default" { "" } else { overload };
    let find = |base: &str, overload: &str| {
        let (base, overload) =
            if namespace == "aten" { canonical(base, overload) } else { (base, overload) };
        let name = format!("{namespace}::{base}.{overload}");
        by_torch_name(name.strip_suffix('.').unwrap_or(&name))
    };
    if namespace == "aten" && DROPPED.contains(&base) {
        return Some(Target::Dropped);
    }
    if let Some(op) = find(&format!("{base}_functional"), overload)
        && (base == "_native_batch_norm_legit" || base == "_batch_norm_with_update")
    {
        return Some(Target::Updating(op));
    }
    let op = find(base, overload);
    if let Some(op) = op.filter(|op| !op.params.iter().any(|param| param.kind.mutated)) {
        return Some(Target::Op(op));
    }
    // `mul.out` is that of `mul.Tensor`.
    let find_out = |overload: &str| {
        find(base, overload)
            .or_else(|| if overload.is_empty() { find(base, "Tensor") } else { None })
    };
    if let Some(op) = out_variant(overload).and_then(find_out) {
        return Some(Target::Out(op));
    }
    let functional = in_place(base)?;
    let op = match functional.as_str() {
        "zero" => find("zeros_like", ""),
        "_index_put_impl" => find("index_put", ""),
        // The overloads of `pow_` are named by its exponent alone.
        "pow" => find("pow", &format!("Tensor_{overload}")),
        name => find(name, overload).or_else(|| find(&format!("{name}_functional"), overload)),
    }?;
    let moves = matches!(
        functional.as_str(),
        "t" | "transpose" | "swapdims" | "swapaxes" | "squeeze" | "unsqueeze" | "as_strided"
    );
    Some(if moves { Target::InPlaceView(op) } else { Target::InPlace(op) })
}

/// `Tensor` of `Tensor_out`, and the default overload of `out`.
fn out_variant(overload: &str) -> Option<&str> {
    if overload == "out" { Some("") } else { overload.strip_suffix("_out") }
}

/// `add` of `add_`, and `__and__` of `__iand__`.
fn in_place(base: &str) -> Option<String> {
    match base.strip_prefix("__i").and_then(|rest| rest.strip_suffix("__")) {
        Some(name) if by_torch_name(&format!("aten::__{name}__.Tensor")).is_some() => {
            Some(format!("__{name}__"))
        }
        Some(name) => Some(name.to_owned()),
        None => base.strip_suffix('_').map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found() {
        let name = |target: &str| match resolve(&format!("torch.ops.aten.{target}")) {
            Some(Target::Op(op)) => op.name.to_owned(),
            Some(Target::InPlace(op)) => format!("in place {}", op.name),
            Some(Target::InPlaceView(op)) => format!("moved {}", op.name),
            Some(Target::Out(op)) => format!("out {}", op.name),
            Some(Target::Updating(op)) => format!("updating {}", op.name),
            other => format!("{other:?}"),
        };
        assert_eq!(name("mm.default"), "aten.mm");
        assert_eq!(name("add_.Tensor"), "in place aten.add.Tensor");
        assert_eq!(name("__iand__.Tensor"), "in place aten.__and__.Tensor");
        assert_eq!(name("pow_.Scalar"), "in place aten.pow.Tensor_Scalar");
        assert_eq!(name("zero_.default"), "in place aten.zeros_like");
        assert_eq!(name("transpose_.default"), "None");
        assert_eq!(name("t_.default"), "moved aten.t");
        assert_eq!(name("multiply_.Scalar"), "in place aten.mul.Scalar");
        assert_eq!(name("special_softmax.default"), "aten.softmax.int");
        assert_eq!(name("special_xlogy.self_scalar"), "aten.xlogy.Scalar_Self");
        assert_eq!(name("divide.out"), "out aten.div.Tensor");
        assert_eq!(name("add.out"), "out aten.add.Tensor");
        assert_eq!(name("mm.out"), "out aten.mm");
        assert_eq!(
            name("_native_batch_norm_legit.default"),
            "updating aten._native_batch_norm_legit_functional"
        );
        assert_eq!(name("resize_.default"), "None");
        assert_eq!(name("no_such_op.default"), "None");
        assert_eq!(name("_assert_tensor_metadata.default"), "Some(Dropped)");
    }
}
