//! What cores hand to each other: partial sums of a dimension that is divided among them.

use super::{Emitter, writer::Tensor};

impl Emitter<'_> {
    /// How many cores share a sum, and which of them this one is: those that a reduced dimension is
    /// divided among, which are next to each other. None if each has its own.
    pub(super) fn sharing(&self) -> Option<(i64, String)> {
        let dims = self.spec.dims.iter().enumerate();
        let mut divided = dims.filter(|(dim, own)| own.slices > 1 && !self.output.arg.uses(*dim));
        divided.next().map(|(dim, own)| (own.slices, self.parts[dim].slice.clone()))
    }

    /// The sums of partial sums that so many cores next to each other have; on the first of them.
    pub(super) fn added(&mut self, partial: &Tensor, sharing: i64) -> Tensor {
        let groups = self.spec.cores() / sharing;
        let ty = partial.ty();
        // The groups go with a future in the short form of its type.
        let future =
            format!("<({ty}), groups = affine_set<(g) : (g >= 0, -g + {} >= 0)>>", groups - 1);
        let produced = self.writer.name();
        self.writer.open(&format!(
            "{produced} = ktdp.inter_tile_produce producer_tiles_per_group = affine_set<(i)[g] : \
             (i - g * {sharing} >= 0, -i + g * {sharing} + {} >= 0)> -> {future} {{",
            sharing - 1
        ));
        let group = self.writer.name();
        self.writer.line(&format!("^bb0({group}: index):"));
        self.writer.line(&format!("  ktdp.yield_partial {} : {ty}", partial.name));
        self.writer.close("}");
        let zero = self.writer.value(&format!("arith.constant 0.0 : {}", partial.element));
        let start = self.writer.splat(&zero, &partial.sizes, partial.element);
        let [result, one, other] = [(); 3].map(|()| self.writer.name());
        self.writer.open(&format!(
            "{result} = ktdp.inter_tile_reduce({produced}) consumer_tiles_per_group = \
             affine_set<(i)[g] : (i - g * {sharing} == 0)>, identity({} : {ty}) : {future} -> {ty} {{",
            start.name
        ));
        self.writer.line(&format!("^bb0({one}: {ty}, {other}: {ty}):"));
        let sum = self.writer.value(&format!("arith.addf {one}, {other} : {ty}"));
        self.writer.line(&format!("ktdp.yield_reduced {sum} : {ty}"));
        self.writer.close("}");
        Tensor { name: result, ..partial.clone() }
    }

    /// Begins what the first of cores that share a sum does alone.
    pub(super) fn open_first(&mut self, which: &str) {
        let zero = self.writer.index(0);
        let first = self.writer.value(&format!("arith.cmpi eq, {which}, {zero} : index"));
        self.writer.open(&format!("scf.if {first} {{"));
    }
}
