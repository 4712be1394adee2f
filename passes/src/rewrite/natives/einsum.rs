//! `aten.einsum` from the permutations, views and the `bmm` that it becomes.

use melior::ir::attribute::StringAttribute;

use super::{
    Builder, Entry, Function, Given, Item, normalized,
    views::{ints, known},
};

pub const FUNCTIONS: &[Entry] = &[
    ("CanEinsumOfBmm", Function::CanBuild(einsum_of_bmm)),
    ("EinsumOfBmm", Function::Build(einsum_of_bmm)),
];

/// An operand of the product: what is permuted, and in which order its dimensions come in the
/// three of `bmm`.
struct Side<'c> {
    item: Item<'c>,
    sizes: Vec<i64>,
    /// The dimensions other than those of size 1, for each dimension of `bmm`.
    groups: [Vec<usize>; 3],
    letters: Vec<Option<char>>,
}

impl<'c> Side<'c> {
    fn new(of: Given<'_, 'c>, dims: Given, matrix: Given) -> Option<Self> {
        let sizes = known(of)?;
        let dims = normalized(dims.ints()?, sizes.len() as i64);
        let dims: Option<Vec<usize>> = dims.iter().map(|dim| usize::try_from(*dim).ok()).collect();
        let dims: Vec<usize> =
            dims?.into_iter().filter(|dim| sizes.get(*dim) != Some(&1)).collect();
        let own: Vec<i64> =
            dims.iter().map(|dim| sizes.get(*dim).copied()).collect::<Option<_>>()?;
        let groups = grouped(&own, &known(matrix)?)?;
        let named = |group: &Vec<usize>| group.iter().map(|place| dims[*place]).collect();
        let groups = [named(&groups[0]), named(&groups[1]), named(&groups[2])];
        let letters = vec![None; sizes.len()];
        Some(Side { item: of.value()?, sizes, groups, letters })
    }

    fn sizes_of(&self, group: usize) -> Vec<i64> {
        self.groups[group].iter().map(|dim| self.sizes[*dim]).collect()
    }

    fn name(&mut self, group: usize, names: &[char]) {
        for (dim, name) in self.groups[group].iter().zip(names) {
            self.letters[*dim] = Some(*name);
        }
    }

    fn ones(&self) -> Vec<usize> {
        (0..self.sizes.len()).filter(|dim| self.letters[*dim].is_none()).collect()
    }

    fn text(&self) -> String {
        self.letters.iter().flatten().collect()
    }
}

/// The consecutive sizes, none of them 1, that make up each of three. None if they do not.
fn grouped(sizes: &[i64], of: &[i64]) -> Option<[Vec<usize>; 3]> {
    let mut groups: [Vec<usize>; 3] = Default::default();
    let mut next = 0;
    if of.len() != groups.len() || sizes.contains(&0) {
        return None;
    }
    for (group, whole) in groups.iter_mut().zip(of) {
        let mut product = 1;
        while product < *whole {
            product *= sizes.get(next)?;
            group.push(next);
            next += 1;
        }
        (product == *whole).then_some(())?;
    }
    (next == sizes.len()).then_some(groups)
}

/// permute(view(bmm(view(permute(a, p)), view(permute(b, q)))), r) as a view of an einsum of a and
/// b. Given are a, p, the left operand of bmm, b, q, the right one, the view of the product, r and
/// the result.
fn einsum_of_bmm<'c>(builder: &mut dyn Builder<'c>, given: &[Given<'_, 'c>]) -> Option<Item<'c>> {
    let &[a, p, left, b, q, right, split, r, result] = given else { return None };
    let (mut a, mut b) = (Side::new(a, p, left)?, Side::new(b, q, right)?);
    // The left matrices are [batch, m, k], the right ones [batch, k, n].
    if a.sizes_of(0) != b.sizes_of(0) || a.sizes_of(2) != b.sizes_of(1) {
        return None;
    }
    let mut letters = 'a'..='z';
    let mut take = |count| -> Option<Vec<char>> {
        let names: Vec<char> = letters.by_ref().take(count).collect();
        (names.len() == count).then_some(names)
    };
    let (batch, m) = (take(a.groups[0].len())?, take(a.groups[1].len())?);
    let (k, n) = (take(a.groups[2].len())?, take(b.groups[2].len())?);
    let product = [batch.clone(), m.clone(), n.clone()].concat();
    let product_sizes = [a.sizes_of(0), a.sizes_of(1), b.sizes_of(2)].concat();
    for (group, names) in [&batch, &m, &k].into_iter().enumerate() {
        a.name(group, names);
    }
    for (group, names) in [&batch, &k, &n].into_iter().enumerate() {
        b.name(group, names);
    }
    // What has size 1 is in the result as far as it is asked for.
    let mut ones = vec![];
    for dim in a.ones() {
        let name = take(1)?[0];
        a.letters[dim] = Some(name);
        ones.push(name);
    }
    let mut shared = ones.clone().into_iter();
    for dim in b.ones() {
        b.letters[dim] = Some(match shared.next() {
            Some(name) => name,
            None => {
                let name = take(1)?[0];
                ones.push(name);
                name
            }
        });
    }
    let split = known(split)?;
    let order = normalized(r.ints()?, split.len() as i64);
    let mut places = product.iter().zip(&product_sizes);
    let mut named = vec![];
    for size in &split {
        named.push(match size {
            1 => None,
            size => Some(places.next().filter(|(_, own)| *own == size)?.0),
        });
    }
    let is_whole = places.next().is_none();
    let mut ones = ones.into_iter();
    let mut output = String::new();
    for dim in order {
        let name = named.get(usize::try_from(dim).ok()?)?;
        output.extend(name.copied().or_else(|| ones.next()));
    }
    is_whole.then_some(())?;
    let equation = format!("{},{}->{output}", a.text(), b.text());
    let context = builder.context();
    let equation = StringAttribute::new(context, &equation).into();
    let einsum = builder.op("aten.einsum", &[a.item, b.item], &[("equation", equation)])?;
    let sizes = known(result)?;
    builder.op("aten.view", &einsum, &[("static_size", ints(context, &sizes))])?.first().copied()
}
