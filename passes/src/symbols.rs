//! Who refers to a symbol.

use std::collections::HashSet;

use melior::ir::{
    Attribute, AttributeLike, OperationRef,
    attribute::{ArrayAttribute, FlatSymbolRefAttribute, StringAttribute},
    operation::OperationLike,
};
use tricast_mlir::ir::nested_ops;

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
    if let Ok(reference) = FlatSymbolRefAttribute::try_from(attribute) {
        names.insert(reference.value().to_owned());
    } else if attribute.is_symbol_ref() {
        // `@module::@function`: the root is what is looked up here.
        let text = attribute.to_string();
        names.extend(text.split("::").map(|name| name.trim_matches(['@', '"']).to_owned()));
    } else if let Ok(array) = ArrayAttribute::try_from(attribute) {
        for index in 0..array.len() {
            if let Ok(element) = array.element(index) {
                collect(element, names);
            }
        }
    }
}

/// The name of the symbol that an op defines.
pub(crate) fn symbol_name(op: OperationRef) -> Option<String> {
    let name = op.attribute("sym_name").ok()?;
    StringAttribute::try_from(name).ok().map(|name| name.value().to_owned())
}
