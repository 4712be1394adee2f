//! The order of dimensions that convolutions are best in.

use super::super::{
    contraction::analysis::Product,
    structured::{Access, accesses},
};

/// For a convolution the number of the operand that it slides over, and the best orders of the
/// dimensions of that and of the result; None for any other op.
pub fn orders(product: &Product) -> Option<(usize, [Vec<usize>; 2])> {
    let tensors = [product.tensors(0)?, product.tensors(1)?];
    let [[left], [right]] = [&tensors[0][..], &tensors[1][..]] else { return None };
    let (left, right) = (*left, *right);
    let accesses = |operand: usize| accesses(product.maps[operand]);
    let slides = |access: &[Access]| access.iter().any(|access| access.dim().is_none());
    let (image, weight) = match (accesses(left)?, accesses(right)?) {
        (image, weight) if slides(&image) => ((left, image), weight),
        (weight, image) if slides(&image) => ((right, image), weight),
        _ => return None,
    };
    let (operand, image) = image;
    let dims = 0..product.sizes.len();
    let of_weight = |dim: usize| weight.iter().any(|access| access.involves(dim));
    let of_place =
        |dim: usize| image.iter().any(|access| access.dim().is_none() && access.involves(dim));
    // The batch, then places, then channels.
    let image_class = |access: &Access| {
        let of_weight = dims.clone().any(|dim| access.involves(dim) && of_weight(dim));
        match access.dim() {
            None => 1,
            Some(_) if of_weight => 2,
            Some(_) => 0,
        }
    };
    let out_class = |dim: usize| match dim {
        _ if of_weight(dim) => 2,
        _ if of_place(dim) => 1,
        _ => 0,
    };
    let image = sorted(image.iter().map(image_class));
    let out = sorted(product.out.iter().map(|dim| out_class(*dim)));
    Some((operand, [image, out]))
}

/// The numbers of some keys, sorted by them; those of equal ones stay in order.
fn sorted(keys: impl Iterator<Item = i32>) -> Vec<usize> {
    let keys: Vec<i32> = keys.collect();
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by_key(|number| keys[*number]);
    order
}
