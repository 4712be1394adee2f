//! Who refers to a symbol.

use std::collections::HashSet;

use melior::ir::{
    Attribute, AttributeLike, OperationRef,
    attribute::{ArrayAttribute, StringAttribute},
    operation::OperationLike,
};
use tricast_mlir::ir::{attribute, nested_ops};

/// The names of the symbols that ops in `module` refer to, in an attribute or in an
/// array that is one.
pub(crate) fn referenced_symbols(module: OperationRef) -> HashSet<String> {
    let mut names = HashSet::new();
    for op in nested_ops(module) {
        for (_, attribute) in op.attributes() {
            collect(attribute, &mut names);
        }
    }
    names
}

fn collect(attribute: Attribute, names: &mut HashSet<String>) {
    // The conversions of melior print what they refuse: ask first.
    if attribute.is_symbol_ref() {
        // `@module::@function`
        let text = attribute.to_string();
        names.extend(text.split("::").map(|name| name.trim_matches(['@', '"']).to_owned()));
    } else if attribute.is_array()
        && let Ok(array) = ArrayAttribute::try_from(attribute)
    {
        for element in (0..array.len()).filter_map(|index| array.element(index).ok()) {
            collect(element, names);
        }
    }
}

/// The name of the symbol that an op defines.
pub(crate) fn symbol_name(op: OperationRef) -> Option<String> {
    let name = attribute(op, "sym_name")?;
    StringAttribute::try_from(name).ok().map(|name| name.value().to_owned())
}
