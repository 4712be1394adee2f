//! Who refers to a symbol.

use melior::ir::{
    AttributeLike, OperationRef,
    attribute::{FlatSymbolRefAttribute, StringAttribute},
    operation::{OperationLike, WalkOrder, WalkResult},
};

/// Whether an op in `module` refers to the symbol that `symbol` defines. A reference
/// inside another attribute (an array, say) counts, whatever it names.
pub(crate) fn is_referenced<'c: 'a, 'a>(
    module: OperationRef<'c, 'a>,
    symbol: OperationRef<'c, 'a>,
) -> bool {
    let name = symbol.attribute("sym_name").ok();
    let Some(name) = name.and_then(|name| StringAttribute::try_from(name).ok()) else {
        return false;
    };
    let mut found = false;
    module.walk(WalkOrder::PreOrder, |op| {
        found = op.attributes().any(|(_, attribute)| {
            match FlatSymbolRefAttribute::try_from(attribute) {
                Ok(reference) => reference.value() == name.value(),
                Err(_) => !attribute.is_string() && attribute.to_string().contains('@'),
            }
        });
        if found { WalkResult::Interrupt } else { WalkResult::Advance }
    });
    found
}
