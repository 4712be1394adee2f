//! Which ops are one kernel: those that do something with the same rows, one after the other, and
//! take from each other only what is of their own row.
//!
//! Rows are the points of the outer dimensions that the ops have in common: of a product of matrices
//! and what is added to it, the elements of the result; of a softmax, what is summed up.

use super::member::{Form, Member};

/// How many rows must be there at least for an invocation to do all that is in one.
const LEAST_ROWS: i64 = 32;
/// Through how many ops a reduction is looked for whose rows may be those of all.
const LOOKAHEAD: usize = 8;

/// What an op is within a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It computes one element of a row's results.
    Point,
    /// It reduces over what is in a row.
    Reduce,
    /// It computes all that is in a row.
    Wide,
}

/// Where an operand comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// It is a number, or nothing of it is read.
    None,
    /// It was in memory before.
    Memory,
    /// It is the operand of this number of this member.
    Member(usize, usize),
}

/// A member of a group.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// Its number among the ops.
    pub number: usize,
    /// What it is.
    pub kind: Kind,
    /// Where its operands come from, by their numbers; members are those of the group.
    pub sources: Vec<Source>,
}

/// What is in a buffer that a group has written to.
struct Definition {
    form: Form,
    /// The member, and the number of the output.
    by: (usize, usize),
}

/// What a group leaves in memory.
pub struct Output {
    /// The member, and the number of its operand.
    pub by: (usize, usize),
    /// Where it is written.
    pub form: Form,
    /// How many elements there are.
    pub count: i64,
}

/// Ops that are one kernel.
pub struct Group {
    /// The sizes of the dimensions in common.
    pub rows: Vec<i64>,
    /// The ops, in order.
    pub places: Vec<Place>,
    /// Whether elements are read from memory that are written to then.
    pub is_in_place: bool,
    definitions: Vec<Definition>,
    /// Which elements were in memory before, by the number of the op that reads them.
    loaded: Vec<(usize, Form)>,
}

impl Group {
    fn new(rows: Vec<i64>) -> Group {
        Group { rows, places: vec![], is_in_place: false, definitions: vec![], loaded: vec![] }
    }

    /// The group of the first ops that has most of them.
    pub fn first(members: &[&Member]) -> Option<Group> {
        let own = members.first()?;
        let parallel = own.sizes.iter().zip(&own.reduced).filter(|(_, reduced)| !**reduced);
        let mut candidates = vec![(0, parallel.map(|(size, _)| *size).collect::<Vec<i64>>())];
        for (number, member) in members.iter().enumerate().take(LOOKAHEAD) {
            if let Some(rows) = member.rows().filter(|_| member.reduced.contains(&true)) {
                candidates.push((number, rows.to_vec()));
            }
        }
        let mut best: Option<Group> = None;
        for (needed, rows) in candidates {
            let mut group = Group::new(rows);
            for (number, member) in members.iter().enumerate() {
                if !group.add(number, member, members) {
                    break;
                }
            }
            group.trim();
            let count = group.places.len();
            if group.is_narrow() {
                continue;
            }
            if count > needed && best.as_ref().is_none_or(|best| count > best.places.len()) {
                best = Some(group);
            }
        }
        best
    }

    /// Takes an op in, if it fits.
    fn add(&mut self, number: usize, member: &Member, members: &[&Member]) -> bool {
        let Some(kind) = self.kind(member) else { return false };
        let has = |kind| self.places.iter().any(|place| place.kind == kind);
        let is_contraction = |number: usize| is_contraction(members[number], self.rows.len());
        let mut others = self.places.iter().filter(|place| place.kind == Kind::Reduce);
        let fits = match kind {
            Kind::Point => true,
            Kind::Wide => {
                self.rows.iter().product::<i64>() >= LEAST_ROWS
                    && !others.any(|place| is_contraction(place.number))
            }
            Kind::Reduce if is_contraction(number) => !has(Kind::Wide) && !has(Kind::Reduce),
            Kind::Reduce => !others.any(|place| is_contraction(place.number)),
        };
        if !fits {
            return false;
        }
        let mut sources = vec![Source::None; member.forms.len()];
        let mut loaded = vec![];
        for (operand, form) in member.read_forms() {
            match self.source(member, form, members) {
                Some(source) => sources[operand] = source,
                None => return false,
            }
            if sources[operand] == Source::Memory {
                loaded.push(form.clone());
            }
        }
        let place = self.places.len();
        let before = self.loaded.len();
        self.loaded.extend(loaded.into_iter().map(|form| (number, form)));
        if !self.may_write(member, members) {
            self.loaded.truncate(before);
            return false;
        }
        for (operand, form) in member.written_forms() {
            self.is_in_place |= self.loaded.iter().any(|(_, own)| own.buffer == form.buffer);
            self.definitions.retain(|old| old.form.buffer != form.buffer);
            self.definitions.push(Definition { form: form.clone(), by: (place, operand) });
        }
        self.places.push(Place { number, kind, sources });
        true
    }

    /// What an op is in these rows; None if its outer dimensions are others.
    fn kind(&self, member: &Member) -> Option<Kind> {
        let count = self.rows.len();
        if !member.sizes.starts_with(&self.rows) || member.reduced[..count].contains(&true) {
            return None;
        }
        let inner = &member.reduced[count..];
        match (inner.is_empty(), inner.contains(&true), inner.contains(&false)) {
            (true, ..) => Some(Kind::Point),
            (_, true, false) => Some(Kind::Reduce),
            (_, false, true) => Some(Kind::Wide),
            _ => None,
        }
    }

    /// Where elements come from; None if another row may have written them.
    fn source(&self, member: &Member, form: &Form, members: &[&Member]) -> Option<Source> {
        let mut written = self.definitions.iter().filter(|own| own.form.buffer == form.buffer);
        let Some(definition) = written.next() else { return Some(Source::Memory) };
        let (by, operand) = definition.by;
        let writer = members[self.places[by].number];
        self.is_same(member, form, writer, &definition.form).then_some(Source::Member(by, operand))
    }

    /// Whether two ops mean the same element at a point of the rows, and at the same place in them.
    fn is_same(&self, own: &Member, form: &Form, other: &Member, other_form: &Form) -> bool {
        let count = self.rows.len();
        let inner = |member: &Member, form: &Form| {
            let is_in_row = form.factors[count..].iter().any(|factor| *factor != 0);
            is_in_row.then(|| (member.sizes[count..].to_vec(), form.factors[count..].to_vec()))
        };
        form.dtype == other_form.dtype
            && form.constant == other_form.constant
            && form.factors[..count] == other_form.factors[..count]
            && inner(own, form) == inner(other, other_form)
    }

    /// Whether an op may write its outputs: what others read and wrote there is of the same row. All
    /// that a row needs from memory is read before any of it is written.
    fn may_write(&self, member: &Member, members: &[&Member]) -> bool {
        let count = self.rows.len();
        let mut buffers = vec![];
        for (_, form) in member.written_forms() {
            if buffers.contains(&form.buffer) || form.factors[..count].contains(&0) {
                return false;
            }
            buffers.push(form.buffer);
            let read = self.loaded.iter().map(|(number, own)| (*number, own));
            let written = self.definitions.iter();
            let written = written.map(|own| (self.places[own.by.0].number, &own.form));
            let mut others = read.chain(written).filter(|(_, own)| own.buffer == form.buffer);
            if !others.all(|(number, own)| self.is_same(member, form, members[number], own)) {
                return false;
            }
        }
        true
    }

    /// Leaves out ops at the end that take nothing from the others.
    fn trim(&mut self) {
        let is_apart = |place: &Place| {
            !place.sources.iter().any(|source| matches!(source, Source::Member(..)))
        };
        while self.places.len() > 1 && self.places.last().is_some_and(is_apart) {
            self.places.pop();
        }
    }

    /// Whether an op computes all that is in a row, though nothing is reduced: a kernel of its own
    /// has more invocations.
    fn is_narrow(&self) -> bool {
        let has = |kind| self.places.iter().any(|place| place.kind == kind);
        has(Kind::Wide) && !has(Kind::Reduce)
    }

    /// The outputs that are in memory at the end: the last ones of each buffer.
    pub fn outputs(&self, members: &[&Member]) -> Vec<Output> {
        let mut found: Vec<Output> = vec![];
        for (place, own) in self.places.iter().enumerate() {
            let member = members[own.number];
            for (operand, form) in member.written_forms() {
                found.retain(|old| old.form.buffer != form.buffer);
                let sizes = member.sizes.iter().zip(&member.reduced);
                let count = sizes.filter(|(_, reduced)| !**reduced).map(|(size, _)| size).product();
                found.push(Output { by: (place, operand), form: form.clone(), count });
            }
        }
        found
    }

    /// Whether memory of a buffer is read.
    pub fn is_read(&self, buffer: usize) -> bool {
        self.loaded.iter().any(|(_, form)| form.buffer == buffer)
    }
}

/// Whether a sum of products uses elements for more than one row: to compute several rows at once
/// then saves loads.
pub fn is_contraction(member: &Member, rows: usize) -> bool {
    member.sums_products()
        && member.read_forms().any(|(_, form)| {
            let is_reduced = form.factors[rows..].iter().any(|factor| *factor != 0);
            is_reduced && form.factors[..rows].contains(&0)
        })
}
