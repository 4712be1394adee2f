//! Ops that follow each other go through their points in the same order, with the same dimensions,
//! where that can be: only then they can be one kernel.
//!
//! A product of matrices whose result becomes heads, `[m, h * d]` read as `[h, m, d]`, has the
//! dimensions `m, h, d` then, and what reads it too.

use std::collections::BTreeSet;

use super::member::{Form, Member};

/// A dimension of an op along which a dense buffer is gone through: how many elements apart
/// neighbours are, and how many there are.
type Axis = (i64, i64);

/// Aligns ops: every reduction with what filled its result before, and what reads it then.
pub fn align(members: &mut [Option<Member>]) {
    for member in members.iter_mut().flatten() {
        sort(member);
    }
    for root in 0..members.len() {
        let is_reduction = |member: &Member| member.reduced.contains(&true);
        if members[root].as_ref().is_some_and(is_reduction) {
            align_with(members, root);
        }
    }
}

/// The outermost dimension is that along which the elements of the result are the furthest apart.
fn sort(member: &mut Member) {
    let Some(count) = member.rows().map(<[i64]>::len) else { return };
    let Some((_, form)) = member.written_forms().next() else { return };
    let mut order: Vec<usize> = (0..member.sizes.len()).collect();
    order[..count].sort_by_key(|dim| std::cmp::Reverse(form.factors[*dim].abs()));
    member.permute(&order);
}

/// Aligns a reduction with what filled its result, and with the elementwise ops after it.
fn align_with(members: &mut [Option<Member>], root: usize) {
    let mut chain = vec![root];
    if root > 0 && members[root - 1].as_ref().is_some_and(Member::is_fill) {
        join(members, &mut chain, root - 1);
    }
    for next in root + 1..members.len() {
        let is_elementwise = |member: &Member| !member.reduced.contains(&true);
        if !members[next].as_ref().is_some_and(is_elementwise) || !join(members, &mut chain, next) {
            return;
        }
    }
}

/// Gives an op the dimensions of a chain, whose first op says which they are; they may be divided for
/// it. False if it has nothing to do with the chain, or cannot have them.
fn join(members: &mut [Option<Member>], chain: &mut Vec<usize>, next: usize) -> bool {
    let Some((own, other)) = shared(members, chain, next) else { return false };
    let count = members[chain[0]].as_ref().and_then(|root| Some(root.rows()?.len()));
    let (Some(count), Some(member)) = (count, members[next].as_ref()) else { return false };
    let (Some(of_chain), Some(of_next)) =
        (axes(&own, &member_sizes(members, chain), count), axes(&other, &member.sizes, usize::MAX))
    else {
        return false;
    };
    let Some(bounds) = common(&of_chain, &of_next) else { return false };
    let of_chain = divisions(&of_chain, &bounds);
    let of_next = divisions(&of_next, &bounds);
    let is_whole = |divisions: &[Vec<i64>]| divisions.iter().all(|sizes| sizes.len() == 1);
    let has_index = |number: &usize| members[*number].as_ref().is_none_or(Member::has_index);
    if !is_whole(&of_chain) && chain.iter().any(has_index)
        || !is_whole(&of_next) && has_index(&next)
    {
        return false;
    }
    let divide = |member: &mut Member, divisions: &[Vec<i64>]| {
        for (dim, sizes) in divisions.iter().enumerate().rev() {
            member.divide(dim, sizes);
        }
    };
    for number in chain.iter() {
        members[*number].iter_mut().for_each(|member| divide(member, &of_chain));
    }
    members[next].iter_mut().for_each(|member| divide(member, &of_next));
    let Some((own, other)) = shared(members, chain, next) else { return false };
    // The same element is the same number of elements away.
    let order = own.factors[..other.factors.len()].iter().map(|factor| {
        let mut others = other.factors.iter();
        others.position(|other| other == factor)
    });
    let Some(order) = order.collect::<Option<Vec<usize>>>() else { return false };
    members[next].iter_mut().for_each(|member| member.permute(&order));
    chain.push(next);
    true
}

fn member_sizes(members: &[Option<Member>], chain: &[usize]) -> Vec<i64> {
    members[chain[0]].as_ref().map(|root| root.sizes.clone()).unwrap_or_default()
}

/// The elements that both an op and one of a chain mean: as the chain has them, and as it does.
fn shared(members: &[Option<Member>], chain: &[usize], next: usize) -> Option<(Form, Form)> {
    let member = members[next].as_ref()?;
    let is_before = next < chain[0];
    chain.iter().rev().find_map(|number| {
        let mut written = members[*number].as_ref()?.written_forms();
        written.find_map(|(_, own)| {
            let is_same = |form: &&Form| {
                form.buffer == own.buffer
                    && form.constant == own.constant
                    && form.dtype == own.dtype
            };
            let read = member.read_forms().map(|(_, form)| form);
            let filled = member.written_forms().map(|(_, form)| form);
            let other = match is_before {
                true => filled.into_iter().find(is_same),
                false => read.into_iter().find(is_same),
            };
            Some((own.clone(), other?.clone()))
        })
    })
}

/// The first dimensions of a form, if it goes through all of a dense buffer by them and by nothing else.
fn axes(form: &Form, sizes: &[i64], count: usize) -> Option<Vec<Axis>> {
    let count = count.min(sizes.len());
    if form.factors[count..].iter().any(|factor| *factor != 0) {
        return None;
    }
    let rows = Form { factors: form.factors[..count].to_vec(), ..form.clone() };
    let axes = rows.factors.iter().copied().zip(sizes.iter().copied());
    rows.is_dense(&sizes[..count]).then(|| axes.collect())
}

/// The strides of dimensions that both can have.
fn common(one: &[Axis], other: &[Axis]) -> Option<BTreeSet<i64>> {
    let count = |axes: &[Axis]| axes.iter().map(|(_, size)| size).product::<i64>();
    let strides = one.iter().chain(other).map(|(stride, _)| *stride);
    let bounds: BTreeSet<i64> = strides.chain([count(one)]).collect();
    let all: Vec<i64> = bounds.iter().copied().collect();
    let fits = all.windows(2).all(|pair| pair[1] % pair[0] == 0);
    (fits && count(one) == count(other)).then_some(bounds)
}

/// Into what sizes each dimension is divided, the outermost first.
fn divisions(axes: &[Axis], bounds: &BTreeSet<i64>) -> Vec<Vec<i64>> {
    let divided = axes.iter().map(|(stride, size)| {
        let inside = bounds.range(stride + 1..stride * size).copied();
        let all: Vec<i64> = [*stride].into_iter().chain(inside).chain([stride * size]).collect();
        all.windows(2).rev().map(|pair| pair[1] / pair[0]).collect()
    });
    divided.collect()
}
