//! From a group of ops to a kernel: an invocation computes a tile of their rows. What the ops say of
//! one element is said of all in the tile, so that each element of memory is loaded once for all of
//! them, four at a time where they follow each other.

use std::collections::{BTreeSet, HashMap};

use melior::ir::{
    Attribute, Type, Value,
    attribute::{ArrayAttribute, IntegerAttribute},
    operation::OperationLike,
    r#type::IntegerType,
};
use tricast_dialects::{DType, Dim};
use tricast_mlir::{
    ir::{block_arguments, block_ops, name_is, signless_type},
    rewrite::value_id,
};
use tricast_vulkan::Texel;

use super::{
    group::{Group, Kind, Output, Source, is_contraction},
    kernel::{Kernel, Scope, Signature, WORKGROUP, is_outside, parse_type, zero},
    member::{Form, Member},
};
use crate::cpu::builder::Builder;

/// How many elements are loaded and stored together.
const QUAD: i64 = 4;
/// How many rows of a product an invocation computes at most, along the dimension that is not that
/// of [`QUAD`]; twice as many where there are very many, and a load is for four products.
const TALL: i64 = 8;
/// How many invocations are better than tall tiles.
const MANY: i64 = 512;
/// Along how many elements a reduction without tiles goes at once.
const STRIDE: i64 = 8;

/// Makes a kernel of a group: `gpu.module @name` at the end of a module.
///
/// # Errors
/// If something in it is nothing that a kernel can have.
pub fn build<'c>(
    group: &Group,
    members: &[&Member<'c>],
    stored: &[Output],
    scope: &dyn Scope<'c>,
    module: Builder<'c>,
    name: &str,
) -> Result<Signature, String> {
    let own: Vec<&Member> = group.places.iter().map(|place| members[place.number]).collect();
    let tile = tile(group, &own);
    let counts: Vec<i64> =
        group.rows.iter().zip(&tile).map(|(size, tile)| (size + tile - 1) / tile).collect();
    let invocations = counts.iter().product();
    let mut kernel = Kernel::new(scope, module, Dim::Static(invocations));
    kernel.open(name);
    let is_exact = invocations % WORKGROUP == 0;
    let (b, number) = match is_exact {
        true => (kernel.builder, kernel.invocation()),
        false => kernel.guard(),
    };
    let start = Builder::before(
        tricast_mlir::rewrite::defining_op(number).ok_or("an invocation has a number")?,
    );
    let rows = rows(b, number, group, &tile, &counts);
    // What does not change in loops is computed before this.
    let anchor =
        b.op("arith.constant", &[], &[("value", zero_index(b))], &[Type::index(b.context)]);
    let mut emitter = Emitter {
        kernel,
        group,
        points: offsets(&tile),
        tile,
        rows,
        is_narrowed: own
            .iter()
            .flat_map(|member| block_ops(member.structured.body))
            .any(|op| name_is(op, "arith.truncf")),
        written: stored.iter().map(|output| output.form.buffer).collect(),
        members: own,
        start,
        before: Builder::before(anchor),
        bases: HashMap::new(),
        once: HashMap::new(),
        results: HashMap::new(),
    };
    emitter.fill(b, stored)?;
    b.op(if is_exact { "gpu.return" } else { "scf.yield" }, &[], &[], &[]);
    emitter.kernel.close();
    Ok(emitter.kernel.signature)
}

fn zero_index<'c>(b: Builder<'c>) -> Attribute<'c> {
    IntegerAttribute::new(Type::index(b.context), 0).into()
}

/// How many rows an invocation computes along each dimension.
fn tile(group: &Group, members: &[&Member]) -> Vec<i64> {
    let count = group.rows.len();
    let mut tile = vec![1; count];
    let is_wide = group.places.iter().any(|place| place.kind == Kind::Wide);
    let fits = |dim: usize, size: i64| !group.is_in_place || group.rows[dim] % size == 0;
    let Some(last) = count.checked_sub(1).filter(|_| !is_wide) else { return tile };
    let reduce = group.places.iter().position(|place| place.kind == Kind::Reduce);
    let contraction = reduce.filter(|place| is_contraction(members[*place], count));
    let is_next =
        |member: &Member| member.forms.iter().flatten().any(|form| form.factors[last] == 1);
    let is_quad = match (reduce, contraction) {
        (Some(place), None) => {
            let mut read = members[place].read_forms();
            read.any(|(_, form)| form.factors.len() > count && form.factors[last] == 1)
        }
        _ => members.iter().any(|member| is_next(member)),
    };
    let quad = QUAD.min(group.rows[last]);
    if is_quad && fits(last, quad) {
        tile[last] = quad;
    }
    let Some(contraction) = contraction else { return tile };
    // Along this dimension, most operands stay the same.
    let reuse = |dim: usize| {
        members[contraction].read_forms().filter(|(_, form)| form.factors[dim] == 0).count()
    };
    let tall = (0..last).max_by_key(|dim| (reuse(*dim), group.rows[*dim]));
    let Some(tall) = tall.filter(|dim| reuse(*dim) > 0) else { return tile };
    let all: i64 = group.rows.iter().product();
    // One load along what is reduced is for four products.
    let is_by_quads = members[contraction].read_forms().any(|(_, form)| {
        let mut inner = form.factors[count..].iter().zip(&members[contraction].sizes[count..]);
        inner.any(|(factor, size)| *factor == 1 && size % QUAD == 0)
    });
    let is_good = |height: &i64| {
        let least = if *height > TALL { 4 * MANY } else { MANY };
        (*height <= TALL || is_by_quads)
            && *height <= group.rows[tall]
            && all / (height * tile[last]) >= least
            && fits(tall, *height)
    };
    tile[tall] = [2 * TALL].into_iter().chain((1..=TALL).rev()).find(is_good).unwrap_or(1);
    tile
}

/// The first row of an invocation's tile, along each dimension. The last tiles are moved to where
/// the rows end: some of their elements are computed twice.
fn rows<'c>(
    b: Builder<'c>,
    number: Value<'c, 'c>,
    group: &Group,
    tile: &[i64],
    counts: &[i64],
) -> Vec<Value<'c, 'c>> {
    let mut rest = number;
    let mut rows = vec![b.index(0); tile.len()];
    for dim in (0..tile.len()).rev() {
        let mut at = rest;
        if counts[..dim].iter().any(|count| *count > 1) {
            let count = b.index(counts[dim]);
            at = b.binary("arith.remui", rest, count);
            rest = b.binary("arith.divui", rest, count);
        }
        if counts[dim] == 1 {
            continue;
        }
        if tile[dim] > 1 {
            at = b.binary("arith.muli", at, b.index(tile[dim]));
        }
        if group.rows[dim] % tile[dim] != 0 {
            at = b.binary("arith.minui", at, b.index(group.rows[dim] - tile[dim]));
        }
        rows[dim] = at;
    }
    rows
}

/// All points of a box, row-major.
fn offsets(sizes: &[i64]) -> Vec<Vec<i64>> {
    sizes.iter().fold(vec![vec![]], |all, size| {
        let longer =
            |point: Vec<i64>| (0..*size).map(move |at| point.iter().copied().chain([at]).collect());
        all.into_iter().flat_map(longer).collect()
    })
}

fn dot(factors: &[i64], point: &[i64]) -> i64 {
    factors.iter().zip(point).map(|(factor, at)| factor * at).sum()
}

/// Where in the rows something is computed: in a loop over what is in them, or before all loops.
#[derive(Clone)]
struct Inner<'c> {
    /// The first point, along the dimensions within a row.
    first: Vec<Value<'c, 'c>>,
    /// How many points there are along each.
    sizes: Vec<i64>,
    /// Of what the first point is a multiple along each; 0 where it is 0.
    steps: Vec<i64>,
    /// The points.
    points: Vec<Vec<i64>>,
}

/// Builds what is done with points, given what is carried from the ones before.
type Fill<'a, 'c, T> = dyn FnMut(&mut T, Builder<'c>, &Inner<'c>, Vec<Value<'c, 'c>>) -> Result<Vec<Value<'c, 'c>>, String>
    + 'a;

impl<'c> Inner<'c> {
    fn none() -> Self {
        Inner { first: vec![], sizes: vec![], steps: vec![], points: vec![vec![]] }
    }
}

/// What is known at a place in the code.
#[derive(Default)]
struct Known<'c> {
    /// Elements of memory: of a form, at a distance from its base.
    loaded: HashMap<(Form, i64), Value<'c, 'c>>,
    /// The outputs of members that compute all of a row: at a row of the tile and a point in it.
    computed: HashMap<(usize, usize, usize), Vec<Value<'c, 'c>>>,
}

struct Emitter<'a, 'c> {
    kernel: Kernel<'a, 'c>,
    group: &'a Group,
    /// Those of the group.
    members: Vec<&'a Member<'c>>,
    tile: Vec<i64>,
    /// The rows of the tile.
    points: Vec<Vec<i64>>,
    rows: Vec<Value<'c, 'c>>,
    /// The buffers that are written to: they are not read as texels.
    written: Vec<usize>,
    /// Whether something is made a float of 16 bits: Mesa rounds a texel toward zero where that is
    /// all that is done with it.
    is_narrowed: bool,
    start: Builder<'c>,
    before: Builder<'c>,
    /// For a form where the tile starts, in elements, or in quads of them.
    bases: HashMap<(Form, bool), Value<'c, 'c>>,
    /// What is the same for all points of a row.
    once: HashMap<(Form, i64), Value<'c, 'c>>,
    /// What members computed that give one element a row: for a member and the number of an output.
    results: HashMap<(usize, usize), Vec<Value<'c, 'c>>>,
}

impl<'c> Emitter<'_, 'c> {
    fn fill(&mut self, b: Builder<'c>, stored: &[Output]) -> Result<(), String> {
        for place in 0..self.members.len() {
            match self.group.places[place].kind {
                Kind::Point => {
                    let mut known = Known::default();
                    let all = self.compute(b, place, &Inner::none(), &mut known)?;
                    self.keep(place, all);
                }
                Kind::Reduce => self.reduce(b, place)?,
                Kind::Wide => {}
            }
        }
        let is_wide = |output: &&Output| self.group.places[output.by.0].kind == Kind::Wide;
        let (wide, narrow): (Vec<&Output>, Vec<&Output>) = stored.iter().partition(is_wide);
        for output in narrow {
            let values = self.results[&output.by].clone();
            let all = self.points.iter().zip(values);
            let all = all.map(|(point, value)| (dot(&output.form.factors, point), value)).collect();
            self.store(b, &output.form, &Inner::none(), all)?;
        }
        // What is as large is computed in one loop, so that nothing is written before it is read.
        let mut rest = wide;
        while let Some(first) = rest.first().copied() {
            let count = self.group.rows.len();
            let size = |output: &Output| self.members[output.by.0].sizes[count..].to_vec();
            let (now, later): (Vec<&Output>, Vec<&Output>) =
                rest.iter().partition(|output| size(output) == size(first));
            self.store_rows(b, &now)?;
            rest = later;
        }
        Ok(())
    }

    fn form(&self, (place, operand): (usize, usize)) -> Result<Form, String> {
        let form = self.members[place].forms[operand].clone();
        form.ok_or_else(|| "an output that is no memory".into())
    }

    /// Keeps what a member computed for each row of the tile.
    fn keep(&mut self, place: usize, all: Vec<Vec<Value<'c, 'c>>>) {
        for (number, operand) in self.members[place].outputs().enumerate() {
            let values = all.iter().map(|values| values[number]).collect();
            self.results.insert((place, operand), values);
        }
    }

    /// The outputs of a member for each row of the tile and each point in it, in this order.
    fn compute(
        &mut self,
        b: Builder<'c>,
        place: usize,
        inner: &Inner<'c>,
        known: &mut Known<'c>,
    ) -> Result<Vec<Vec<Value<'c, 'c>>>, String> {
        self.load_all(b, place, inner, known)?;
        let mut all = vec![];
        for row in 0..self.points.len() {
            for point in 0..inner.points.len() {
                all.push(self.compute_at(b, place, inner, (row, point), known, None)?);
            }
        }
        Ok(all)
    }

    /// Loads what a member takes from memory, and what it takes from other members takes.
    fn load_all(
        &mut self,
        b: Builder<'c>,
        place: usize,
        inner: &Inner<'c>,
        known: &mut Known<'c>,
    ) -> Result<(), String> {
        for operand in 0..self.members[place].forms.len() {
            match self.group.places[place].sources[operand] {
                Source::None => {}
                // What it was before is loaded where a reduction starts.
                Source::Memory if self.is_start(place, operand) => {}
                Source::Memory => {
                    let form = self.form((place, operand))?;
                    self.load(b, &form, inner, known);
                }
                Source::Member(other, _) => {
                    if self.group.places[other].kind == Kind::Wide {
                        self.load_all(b, other, inner, known)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether an operand is what a reduction starts with.
    fn is_start(&self, place: usize, operand: usize) -> bool {
        self.group.places[place].kind == Kind::Reduce
            && self.members[place].outputs().contains(&operand)
    }

    /// The outputs of a member at a row of the tile and a point in it. A reduction is given what it
    /// has summed up before.
    fn compute_at(
        &mut self,
        b: Builder<'c>,
        place: usize,
        inner: &Inner<'c>,
        (row, point): (usize, usize),
        known: &mut Known<'c>,
        carried: Option<&[Value<'c, 'c>]>,
    ) -> Result<Vec<Value<'c, 'c>>, String> {
        if let Some(values) = known.computed.get(&(place, row, point)) {
            return Ok(values.clone());
        }
        let member = self.members[place];
        let mut arguments = vec![None; member.forms.len()];
        for operand in 0..arguments.len() {
            let before = carried.filter(|_| member.outputs().contains(&operand));
            arguments[operand] = match (before, self.group.places[place].sources[operand]) {
                (Some(values), _) => Some(values[operand - member.structured.inputs]),
                (None, Source::None) => None,
                (None, Source::Memory) => {
                    let form = self.form((place, operand))?;
                    let at = dot(&form.factors, &self.points[row])
                        + dot(&form.factors[self.rows.len()..], &inner.points[point]);
                    let key = (form, at);
                    let value = known.loaded.get(&key).or_else(|| self.once.get(&key));
                    Some(*value.ok_or("an element that was not loaded")?)
                }
                (None, Source::Member(other, output)) => {
                    Some(match self.group.places[other].kind {
                        Kind::Wide => {
                            let number = output - self.members[other].structured.inputs;
                            self.compute_at(b, other, inner, (row, point), known, None)?[number]
                        }
                        _ => self.results[&(other, output)][row],
                    })
                }
            };
        }
        let values = self.body(b, place, &arguments, inner, (row, point))?;
        if carried.is_none() {
            known.computed.insert((place, row, point), values.clone());
        }
        Ok(values)
    }

    /// What the body of a member gives.
    fn body(
        &self,
        b: Builder<'c>,
        place: usize,
        arguments: &[Option<Value<'c, 'c>>],
        inner: &Inner<'c>,
        (row, point): (usize, usize),
    ) -> Result<Vec<Value<'c, 'c>>, String> {
        let member = self.members[place];
        let structured = &member.structured;
        let mut known: HashMap<usize, Value> = HashMap::new();
        for (number, argument) in block_arguments(structured.body).into_iter().enumerate() {
            let operand = &structured.operands[number];
            if let Some(value) = arguments[number] {
                known.insert(value_id(argument), value);
            } else if operand.memref.is_none() && member.reads(number) {
                let value = self.kernel.outside(b, operand.value, &mut known)?;
                known.insert(value_id(argument), value);
            }
        }
        let mut ends = vec![];
        for op in block_ops(structured.body).collect::<Vec<_>>() {
            for operand in op.operands().collect::<Vec<_>>() {
                if is_outside(operand, structured.op) {
                    self.kernel.outside(b, operand, &mut known)?;
                }
            }
            if name_is(op, "linalg.yield") {
                let find = |value| known.get(&value_id(value)).copied().unwrap_or(value);
                ends = op.operands().map(find).collect();
            } else if name_is(op, "linalg.index") {
                let indices = self.indices(b, place, inner, (row, point));
                let value = self.kernel.access(op, &indices)?.ok_or("an index of no dimension")?;
                let result = op.results().next().ok_or("an index has no result")?;
                known.insert(value_id(result.into()), value);
            } else {
                b.copy_with(op, &mut known);
            }
        }
        Ok(ends)
    }

    /// Where a point is in the iteration space of a member.
    fn indices(
        &self,
        b: Builder<'c>,
        place: usize,
        inner: &Inner<'c>,
        (row, point): (usize, usize),
    ) -> Vec<Option<Value<'c, 'c>>> {
        let member = self.members[place];
        let first = self.rows.iter().chain(&inner.first);
        let further = self.points[row].iter().chain(&inner.points[point]);
        let mut all = vec![Some(b.index(0)); member.structured.reduced.len()];
        for ((dim, first), further) in member.dims.iter().zip(first).zip(further) {
            all[*dim] = Some(b.binary("arith.addi", *first, b.index(*further)));
        }
        all
    }

    /// Loads the elements of a form at all rows of the tile and all points in them.
    fn load(&mut self, b: Builder<'c>, form: &Form, inner: &Inner<'c>, known: &mut Known<'c>) {
        let count = self.rows.len();
        let is_same = form.factors[count..].iter().all(|factor| *factor == 0);
        let wanted = self.points.iter().flat_map(|row| {
            let at = dot(&form.factors, row);
            inner.points.iter().map(move |point| at + dot(&form.factors[count..], point))
        });
        let wanted: BTreeSet<i64> = wanted
            .filter(|at| !known.loaded.contains_key(&(form.clone(), *at)))
            .filter(|at| !is_same || !self.once.contains_key(&(form.clone(), *at)))
            .collect();
        if wanted.is_empty() {
            return;
        }
        let quads: BTreeSet<i64> = wanted.iter().map(|at| at.div_euclid(QUAD)).collect();
        let b = if is_same && !inner.first.is_empty() { self.before } else { b };
        let is_quads = quads.len() < wanted.len()
            && texel(form.dtype, true).is_some()
            && self.is_texels(form)
            && self.is_aligned(form, inner);
        let mut found = vec![];
        if is_quads {
            let base = self.base(b, form, inner, true);
            for quad in quads {
                let values = self.fetch(b, form, base, quad, true);
                found.extend(values.into_iter().zip(quad * QUAD..));
            }
        } else {
            let base = self.base(b, form, inner, false);
            for at in wanted {
                let values = self.fetch(b, form, base, at, false);
                found.extend(values.into_iter().zip([at]));
            }
        }
        let kept = if is_same { &mut self.once } else { &mut known.loaded };
        kept.extend(found.into_iter().map(|(value, at)| ((form.clone(), at), value)));
    }

    /// Whether elements are read as texels.
    fn is_texels(&self, form: &Form) -> bool {
        let is_rounded = form.dtype == DType::F32 && self.is_narrowed;
        !self.written.contains(&form.buffer) && !is_rounded
    }

    /// Whether the base of a form is a multiple of [`QUAD`].
    fn is_aligned(&self, form: &Form, inner: &Inner<'c>) -> bool {
        let steps = self.tile.iter().zip(&self.group.rows).map(|(tile, size)| {
            match size % tile {
                _ if size == tile => 0,
                0 => *tile,
                // The last tile is moved to where the rows end.
                _ => 1,
            }
        });
        let mut steps = steps.chain(inner.steps.iter().copied()).zip(&form.factors);
        form.constant % QUAD == 0
            && steps.all(|(step, factor)| step % QUAD == 0 || factor % QUAD == 0)
    }

    /// The place of a form's element at the first point, in elements or in quads of them.
    fn base(
        &mut self,
        b: Builder<'c>,
        form: &Form,
        inner: &Inner<'c>,
        is_quads: bool,
    ) -> Value<'c, 'c> {
        let scale = if is_quads { QUAD } else { 1 };
        let key = (form.clone(), is_quads);
        let rows = self.rows.clone();
        let mut sum = match self.bases.get(&key) {
            Some(base) => *base,
            None => {
                let before = self.before;
                let mut sum = before.index(form.constant / scale);
                for (row, factor) in rows.iter().zip(&form.factors) {
                    sum = add_scaled(before, sum, *row, *factor, scale);
                }
                self.bases.insert(key, sum);
                sum
            }
        };
        for (first, factor) in inner.first.iter().zip(&form.factors[rows.len()..]) {
            sum = add_scaled(b, sum, *first, *factor, scale);
        }
        sum
    }

    /// The elements at a distance from a base; of quads all four.
    fn fetch(
        &mut self,
        b: Builder<'c>,
        form: &Form,
        base: Value<'c, 'c>,
        at: i64,
        is_quad: bool,
    ) -> Vec<Value<'c, 'c>> {
        let at = if at == 0 { base } else { b.binary("arith.addi", base, b.index(at)) };
        let ty = signless_type(b.context, form.dtype);
        let Some(texel) = texel(form.dtype, is_quad).filter(|_| self.is_texels(form)) else {
            let memory = self.kernel.memory(form.buffer, ty, true, false);
            return vec![b.value("memref.load", &[memory, at], &[], ty)];
        };
        let image = self.kernel.image(self.start, form.buffer, texel);
        let i32 = IntegerType::new(b.context, 32).into();
        let at = b.value("arith.index_cast", &[at], &[], i32);
        let f32 = Type::float32(b.context);
        let quad = parse_type(b.context, "vector<4xf32>");
        let fetched = b.value("spirv.ImageFetch", &[image, at], &[], quad);
        let count = if is_quad { QUAD } else { 1 };
        let elements = (0..count).map(|element| {
            let index = IntegerAttribute::new(i32, element).into();
            let indices = [("indices", ArrayAttribute::new(b.context, &[index]).into())];
            let value = b.value("spirv.CompositeExtract", &[fetched], &indices, f32);
            match form.dtype {
                DType::F32 => value,
                _ => b.value("arith.truncf", &[value], &[], ty),
            }
        });
        elements.collect()
    }

    /// Loops over dimensions within a row, along each by so many points at once; `fill` builds what
    /// is done with them.
    fn loops(
        &mut self,
        b: Builder<'c>,
        sizes: &[i64],
        steps: &[i64],
        carried: Vec<Value<'c, 'c>>,
        fill: &mut Fill<'_, 'c, Self>,
    ) -> Result<Vec<Value<'c, 'c>>, String> {
        let points = offsets(steps);
        let multiples = steps.iter().zip(sizes);
        let multiples = multiples.map(|(step, size)| if step == size { 0 } else { *step });
        let inner =
            Inner { first: vec![], sizes: steps.to_vec(), steps: multiples.collect(), points };
        self.nest(b, sizes, inner, carried, fill)
    }

    fn nest(
        &mut self,
        b: Builder<'c>,
        sizes: &[i64],
        inner: Inner<'c>,
        carried: Vec<Value<'c, 'c>>,
        fill: &mut Fill<'_, 'c, Self>,
    ) -> Result<Vec<Value<'c, 'c>>, String> {
        let dim = inner.first.len();
        if dim == sizes.len() {
            return fill(self, b, &inner, carried);
        }
        let deeper = |first: Value<'c, 'c>| {
            let mut deeper = inner.clone();
            deeper.first.push(first);
            deeper
        };
        if inner.sizes[dim] == sizes[dim] {
            return self.nest(b, sizes, deeper(b.index(0)), carried, fill);
        }
        let bounds = [b.index(0), b.index(sizes[dim]), b.index(inner.sizes[dim])];
        let mut failed = None;
        let ends = b.for_loop(bounds, &carried, |body, index, carried| {
            let next = self.nest(body, sizes, deeper(index), carried.to_vec(), fill);
            next.unwrap_or_else(|error| {
                failed = Some(error);
                carried.to_vec()
            })
        });
        failed.map_or(Ok(ends), Err)
    }

    /// A member that reduces over what is in a row.
    fn reduce(&mut self, b: Builder<'c>, place: usize) -> Result<(), String> {
        let member = self.members[place];
        let count = self.rows.len();
        let mut start = vec![];
        for operand in member.outputs() {
            match self.group.places[place].sources[operand] {
                Source::None => {
                    let value = zero(b, &member.structured.operands[operand]);
                    start.push(vec![value; self.points.len()]);
                }
                Source::Memory => {
                    let form = self.form((place, operand))?;
                    let mut known = Known::default();
                    let own = Form { factors: form.factors[..count].to_vec(), ..form };
                    self.load(b, &own, &Inner::none(), &mut known);
                    let value = |row: &Vec<i64>| self.once[&(own.clone(), dot(&own.factors, row))];
                    start.push(self.points.iter().map(value).collect());
                }
                Source::Member(other, output) => start.push(self.results[&(other, output)].clone()),
            }
        }
        let outputs = start.len();
        // The outputs of a row follow each other.
        let carried = (0..self.points.len()).flat_map(|row| start.iter().map(move |all| all[row]));
        let carried: Vec<Value> = carried.collect();
        let sizes = &member.sizes[count..];
        let steps = self.steps(place, sizes);
        let ends = self.loops(b, sizes, &steps, carried, &mut |own, b, inner, mut carried| {
            let mut known = Known::default();
            own.load_all(b, place, inner, &mut known)?;
            for row in 0..own.points.len() {
                for point in 0..inner.points.len() {
                    let before = carried[row * outputs..(row + 1) * outputs].to_vec();
                    let at = (row, point);
                    let next = own.compute_at(b, place, inner, at, &mut known, Some(&before))?;
                    carried[row * outputs..(row + 1) * outputs].copy_from_slice(&next);
                }
            }
            Ok(carried)
        })?;
        self.keep(place, ends.chunks(outputs).map(<[_]>::to_vec).collect());
        Ok(())
    }

    /// By how many points at once a loop over what is in a row goes, along each dimension: several
    /// along that in which elements follow each other, or the last one.
    fn steps(&self, place: usize, sizes: &[i64]) -> Vec<i64> {
        let count = self.rows.len();
        let mut steps = vec![1; sizes.len()];
        let member = self.members[place];
        let follows =
            |dim: &usize| member.forms.iter().flatten().any(|form| form.factors[count + dim] == 1);
        let last = sizes.len().checked_sub(1);
        let Some(dim) = (0..sizes.len()).rev().find(follows).or(last) else { return steps };
        let most = if self.points.len() > 1 { QUAD } else { STRIDE };
        let divides = [most, QUAD].into_iter().find(|step| sizes[dim] % step == 0);
        steps[dim] = match divides {
            _ if sizes[dim] <= STRIDE => sizes[dim],
            Some(step) => step,
            None => 1,
        };
        steps
    }

    /// Stores outputs of members that compute all of a row, which are of one size.
    fn store_rows(&mut self, b: Builder<'c>, all: &[&Output]) -> Result<(), String> {
        let Some(first) = all.first().map(|output| output.by.0) else { return Ok(()) };
        let count = self.rows.len();
        let sizes = self.members[first].sizes[count..].to_vec();
        let steps = self.steps(first, &sizes);
        self.loops(b, &sizes, &steps, vec![], &mut |own, b, inner, carried| {
            let mut known = Known::default();
            let mut stores = vec![];
            for Output { by: (place, operand), form, .. } in all {
                let number = operand - own.members[*place].structured.inputs;
                let values = own.compute(b, *place, inner, &mut known)?;
                let places = own.points.iter().flat_map(|row| {
                    let at = dot(&form.factors, row);
                    let factors = &form.factors[count..];
                    inner.points.iter().map(move |point| at + dot(factors, point))
                });
                let values = places.zip(values.iter().map(|values| values[number])).collect();
                stores.push((form, values));
            }
            for (form, values) in stores {
                own.store(b, form, inner, values)?;
            }
            Ok(carried)
        })?;
        Ok(())
    }

    /// Stores elements at their distances from the base of a form.
    fn store(
        &mut self,
        b: Builder<'c>,
        form: &Form,
        inner: &Inner<'c>,
        values: Vec<(i64, Value<'c, 'c>)>,
    ) -> Result<(), String> {
        let values: HashMap<i64, Value> = values.into_iter().collect();
        let mut places: Vec<i64> = values.keys().copied().collect();
        places.sort_unstable();
        let ty = signless_type(b.context, form.dtype);
        let is_quads = texel(form.dtype, true).is_some()
            && !self.group.is_read(form.buffer)
            && self.is_aligned(form, inner)
            && places.len().is_multiple_of(QUAD as usize)
            && places.chunks(QUAD as usize).all(|quad| {
                quad[0] % QUAD == 0 && quad.windows(2).all(|pair| pair[0] + 1 == pair[1])
            });
        let base = self.base(b, form, inner, is_quads);
        let place = |at: i64| match at {
            0 => base,
            _ => b.binary("arith.addi", base, b.index(at)),
        };
        if !is_quads {
            let memory = self.kernel.memory(form.buffer, ty, false, true);
            for at in places {
                b.op("memref.store", &[values[&at], memory, place(at)], &[], &[]);
            }
            return Ok(());
        }
        let vector = parse_type(b.context, &format!("vector<{QUAD}x{ty}>"));
        let memory = self.kernel.memory(form.buffer, vector, false, true);
        for quad in places.chunks(QUAD as usize) {
            let elements: Vec<Value> = quad.iter().map(|at| values[at]).collect();
            let value = b.value("spirv.CompositeConstruct", &elements, &[], vector);
            b.op("memref.store", &[value, memory, place(quad[0] / QUAD)], &[], &[]);
        }
        Ok(())
    }
}

/// `sum + index * factor / scale`; a multiple of `scale`, by itself or by the factor.
fn add_scaled<'c>(
    b: Builder<'c>,
    sum: Value<'c, 'c>,
    index: Value<'c, 'c>,
    factor: i64,
    scale: i64,
) -> Value<'c, 'c> {
    if factor == 0 {
        return sum;
    }
    let term = match factor % scale {
        0 => b.binary("arith.muli", index, b.index(factor / scale)),
        _ => {
            let quads = b.binary("arith.divui", index, b.index(scale));
            b.binary("arith.muli", quads, b.index(factor))
        }
    };
    b.binary("arith.addi", sum, term)
}

/// As what elements are loaded, one or four at a time.
fn texel(dtype: DType, is_quad: bool) -> Option<Texel> {
    match (dtype, is_quad) {
        (DType::F32, true) => Some(Texel::F32x4),
        (DType::F32, false) => Some(Texel::F32),
        (DType::F16, true) => Some(Texel::F16x4),
        (DType::F16, false) => Some(Texel::F16),
        _ => None,
    }
}
