//! Sums, products of matrices, windows: what is put together of several points.

use super::{Emitter, Loaded, payload::literal, writer::Tensor};
use tricast_opspec::Coordinate;

/// How values are put together.
struct Combiner {
    op: &'static str,
    start: &'static str,
    /// The type in which that is done.
    element: &'static str,
}

const SUM: Combiner = Combiner { op: "arith.addf", start: "0.0", element: "f32" };
const MAX: Combiner = Combiner { op: "arith.maximumf", start: "0xFC00", element: "f16" };
const MIN: Combiner = Combiner { op: "arith.minimumf", start: "0x7C00", element: "f16" };

impl Emitter<'_> {
    /// A tensor of the value with which a combiner starts.
    fn start(&mut self, combiner: &Combiner, sizes: &[i64]) -> Tensor {
        let Combiner { start, element, .. } = combiner;
        let start = self.writer.value(&format!("arith.constant {start} : {element}"));
        self.writer.splat(&start, sizes, element)
    }

    /// Runs `update` on what was put together so far, for each tile along reduced dimensions.
    fn accumulate(
        &mut self,
        start: Tensor,
        dims: &[usize],
        update: &mut dyn FnMut(&mut Self, Tensor) -> Result<Tensor, String>,
    ) -> Result<Tensor, String> {
        let Some((&dim, rest)) = dims.split_first() else { return update(self, start) };
        let (core, tile) = (self.parts[dim].core, self.parts[dim].tile);
        if core == tile {
            return self.accumulate(start, rest, update);
        }
        let (first, one) = (self.writer.index(0), self.writer.index(1));
        let last = self.writer.index(core / tile);
        let (result, turn, carried) = (self.writer.name(), self.writer.name(), self.writer.name());
        let ty = start.ty();
        self.writer.open(&format!(
            "{result} = scf.for {turn} = {first} to {last} step {one} iter_args({carried} = {}) -> ({ty}) {{",
            start.name
        ));
        self.parts[dim].turn = turn;
        let carried = Tensor { name: carried, ..start };
        let next = self.accumulate(carried, rest, update)?;
        self.writer.line(&format!("scf.yield {} : {ty}", next.name));
        self.writer.close("}");
        Ok(Tensor { name: result, ..next })
    }

    /// Rounds to 16 bits, after a factor.
    fn finish(&mut self, tensor: &Tensor, factor: Option<f64>) -> Tensor {
        if tensor.element == "f16" {
            return tensor.clone();
        }
        let empty = self.writer.empty(&tensor.sizes, "f16");
        let all: Vec<usize> = (0..tensor.sizes.len()).collect();
        let reduced = vec![false; all.len()];
        let factor = factor
            .map(|factor| self.writer.value(&format!("arith.constant {} : f32", literal(factor))));
        self.writer.generic(&[(tensor, all.clone())], (&empty, all), &reduced, |names| {
            let scaled = match &factor {
                Some(factor) => format!("      %s = arith.mulf {}, {factor} : f32\n", names[0]),
                None => String::new(),
            };
            let value = if factor.is_some() { "%s" } else { names[0].as_str() };
            (format!("{scaled}      %r = arith.truncf {value} : f32 to f16\n"), "%r".to_owned())
        })
    }

    /// A tensor of single precision times a factor.
    fn scaled(&mut self, tensor: &Tensor, factor: f64) -> Tensor {
        let empty = self.writer.empty(&tensor.sizes, "f32");
        let all: Vec<usize> = (0..tensor.sizes.len()).collect();
        let reduced = vec![false; all.len()];
        let factor = self.writer.value(&format!("arith.constant {} : f32", literal(factor)));
        self.writer.generic(&[(tensor, all.clone())], (&empty, all), &reduced, |names| {
            (format!("      %s = arith.mulf {}, {factor} : f32\n", names[0]), "%s".to_owned())
        })
    }

    /// A reduction, or what goes over an image with a window.
    pub(super) fn accumulation(&mut self) -> Result<(), String> {
        let op = self.spec.op.clone();
        let combiner = match op.as_str() {
            "max" | "maxpoolfwd" => MAX,
            "min" => MIN,
            _ => SUM,
        };
        let (kept, reduced) = self.kept_and_reduced();
        let opened = self.open_loops(&kept);
        let dims = self.dims_of(self.output.arg);
        let sizes = self.tile_sizes(&dims);
        let start = self.start(&combiner, &sizes);
        let result = self.accumulate(start, &reduced, &mut |own, so_far| {
            let loaded: Vec<Loaded> =
                (0..own.operands.len()).map(|operand| own.element_of(operand)).collect();
            own.update(&combiner, so_far, &loaded, &dims)
        })?;
        let factor = self.spec.constant("scaling_factor").or(self.spec.constant("nmap"));
        let result = self.finish(&result, factor);
        self.store(&result, &dims);
        self.close_loops(opened);
        Ok(())
    }

    /// What was put together, with one more tile: reduced, or of two multiplied.
    fn update(
        &mut self,
        combiner: &Combiner,
        so_far: Tensor,
        loaded: &[Loaded],
        dims: &[usize],
    ) -> Result<Tensor, String> {
        let inner: Vec<usize> = (loaded.iter())
            .flat_map(|own| match own {
                Loaded::Tensor(_, own) => own.clone(),
                Loaded::Scalar(_) => vec![],
            })
            .filter(|dim| !dims.contains(dim))
            .collect();
        let value = match (inner.is_empty(), loaded) {
            (true, _) => return Ok(self.combine(combiner, so_far, loaded, dims)),
            (false, [Loaded::Tensor(tensor, own)]) => {
                self.reduced(combiner, tensor, own, dims, false)
            }
            _ => return Err("internal error: several tensors are reduced".into()),
        };
        let own = [Loaded::Tensor(value, dims.to_vec())];
        Ok(self.combine(combiner, so_far, &own, dims))
    }

    /// Element by element.
    fn combine(
        &mut self,
        combiner: &Combiner,
        so_far: Tensor,
        loaded: &[Loaded],
        dims: &[usize],
    ) -> Tensor {
        let place = |dim: &usize| dims.iter().position(|own| own == dim).unwrap_or_default();
        let all: Vec<usize> = (0..so_far.sizes.len()).collect();
        let mut tensors: Vec<(&Tensor, Vec<usize>)> = loaded
            .iter()
            .filter_map(|own| match own {
                Loaded::Tensor(tensor, own) if own.is_empty() => Some((tensor, all.clone())),
                Loaded::Tensor(tensor, own) => Some((tensor, own.iter().map(place).collect())),
                Loaded::Scalar(_) => None,
            })
            .collect();
        tensors.push((&so_far, all.clone()));
        let wide = combiner.element == "f32";
        let types: Vec<&str> = tensors.iter().map(|(own, _)| own.element).collect();
        let empty = self.writer.empty(&so_far.sizes, combiner.element);
        let reduced = vec![false; all.len()];
        self.writer.generic(&tensors, (&empty, all), &reduced, |names| {
            let mut text = String::new();
            let mut names = names.iter().zip(&types);
            let mut values: Vec<String> = vec![];
            for (index, own) in loaded.iter().enumerate() {
                let (value, ty) = match own {
                    Loaded::Scalar(scalar) => (scalar.clone(), "f16"),
                    Loaded::Tensor(..) => match names.next() {
                        Some((name, ty)) => (name.clone(), *ty),
                        None => continue,
                    },
                };
                if wide && ty == "f16" {
                    text += &format!("      %w{index} = arith.extf {value} : f16 to f32\n");
                    values.push(format!("%w{index}"));
                } else {
                    values.push(value);
                }
            }
            let so_far = names.next().map(|(name, _)| name.clone()).unwrap_or_default();
            let ty = combiner.element;
            let mut value = values.first().cloned().unwrap_or_default();
            if let Some(other) = values.get(1) {
                text += &format!("      %p = arith.mulf {value}, {other} : {ty}\n");
                value = "%p".into();
            }
            text += &format!("      %r = {} {so_far}, {value} : {ty}\n", combiner.op);
            (text, "%r".into())
        })
    }

    /// A tile reduced to some of its dimensions; of squares if that is asked for.
    fn reduced(
        &mut self,
        combiner: &Combiner,
        tensor: &Tensor,
        own: &[usize],
        dims: &[usize],
        squares: bool,
    ) -> Tensor {
        // A loop of one iteration stands for a result without dimensions.
        let extra = usize::from(dims.is_empty());
        let mut sizes: Vec<i64> = dims.iter().map(|dim| self.parts[*dim].tile).collect();
        let mut given = tensor.sizes.clone();
        if extra == 1 {
            sizes.push(1);
            given.insert(0, 1);
        }
        let tensor = self.writer.reshape(tensor, &given);
        let start = self.start(combiner, &sizes);
        let loops: Vec<usize> = (0..given.len()).collect();
        let kept: Vec<usize> = match extra {
            1 => vec![0],
            _ => dims.iter().filter_map(|dim| own.iter().position(|own| own == dim)).collect(),
        };
        let reduced: Vec<bool> = loops.iter().map(|own| !kept.contains(own)).collect();
        let Combiner { op, element, .. } = *combiner;
        self.writer.generic(&[(&tensor, loops)], (&start, kept), &reduced, |names| {
            let mut text = String::new();
            let mut value = names[0].clone();
            if element == "f32" {
                text += &format!("      %w = arith.extf {value} : f16 to f32\n");
                value = "%w".into();
            }
            if squares {
                text += &format!("      %q = arith.mulf {value}, {value} : {element}\n");
                value = "%q".into();
            }
            text += &format!("      %r = {op} %old, {value} : {element}\n");
            (text, "%r".into())
        })
    }

    /// The mean and the mean of squares of each row, in the first two lanes of a stick.
    pub(super) fn moments(&mut self) -> Result<(), String> {
        let (kept, _) = self.kept_and_reduced();
        let opened = self.open_loops(&kept);
        let dims = self.dims_of(self.output.arg);
        let own = self.dims_of(self.operands[0].arg);
        let tensor = self.load(0, &own);
        let factor = self.spec.constant("exx2scale");
        let mut sizes: Vec<i64> = dims.iter().map(|dim| self.parts[*dim].tile).collect();
        let rank = sizes.len();
        sizes.push(1);
        let mut pair_sizes = sizes.clone();
        pair_sizes[rank] = 2;
        let mut pair = self.writer.empty(&pair_sizes, "f32");
        for (place, squares) in [(0, false), (1, true)] {
            let sum = self.reduced(&SUM, &tensor, &own, &dims, squares);
            let mean = self.scaled(&sum, factor.unwrap_or(1.0));
            let mean = self.writer.reshape(&mean, &sizes);
            let mut places = vec![0; rank];
            places.push(place);
            pair = self.writer.insert(&mean, &pair, &places);
        }
        // The two are along a dimension of their own.
        let lane = self.parts.len();
        let part = super::access::Part {
            extent: 2,
            core: 2,
            tile: 2,
            slice: String::new(),
            turn: String::new(),
        };
        let mut arg = self.output.arg.clone();
        if let Some(last) = arg.coordinates.last_mut() {
            *last = Coordinate::of(lane);
        }
        let parts: Vec<_> = self.parts.iter().cloned().chain([part]).collect();
        let order: Vec<usize> = dims.iter().copied().chain([lane]).collect();
        let base = Self::address(&self.output);
        let tile = self.writer.tile(&arg, &base, &parts, &order);
        self.writer.store(&pair, &tile);
        self.close_loops(opened);
        Ok(())
    }

    /// A product of matrices, over a window if there is one.
    pub(super) fn contraction(&mut self) -> Result<(), String> {
        let (kept, reduced) = self.kept_and_reduced();
        let opened = self.open_loops(&kept);
        let (x, y) = (self.operands[0].arg, self.operands[1].arg);
        let all: Vec<usize> =
            (0..self.parts.len()).filter(|dim| self.parts[*dim].tile > 1).collect();
        let group = |in_x: bool, in_y: bool, in_output: bool| -> Vec<usize> {
            let is = |dim: &&usize| {
                x.uses(**dim) == in_x
                    && y.uses(**dim) == in_y
                    && self.output.arg.uses(**dim) == in_output
            };
            all.iter().filter(is).copied().collect()
        };
        let (batch, rows) = (group(true, true, true), group(true, false, true));
        let (columns, inner) = (group(false, true, true), group(true, true, false));
        let size =
            |dims: &[usize]| -> i64 { dims.iter().map(|dim| self.parts[*dim].tile).product() };
        let (b, m, n, k) = (size(&batch), size(&rows), size(&columns), size(&inner));
        let shape = |a: i64, c: i64| if batch.is_empty() { vec![a, c] } else { vec![b, a, c] };
        let (x_shape, y_shape, shape) = (shape(m, k), shape(k, n), shape(m, n));
        let x_order = [&batch[..], &rows, &inner].concat();
        let y_order = [&batch[..], &inner, &columns].concat();
        let order = [&batch[..], &rows, &columns].concat();
        let op = if batch.is_empty() { "linalg.matmul" } else { "linalg.batch_matmul" };
        let start = self.start(&SUM, &shape);
        let sum = self.accumulate(start, &reduced, &mut |own, so_far| {
            let x = own.load(0, &x_order);
            let x = own.writer.reshape(&x, &x_shape);
            let y = own.load(1, &y_order);
            let y = own.writer.reshape(&y, &y_shape);
            Ok(own.writer.tensor(&so_far.sizes, so_far.element, |ty| {
                format!(
                    "{op} ins({}, {} : {}, {}) outs({} : {ty}) -> {ty}",
                    x.name,
                    y.name,
                    x.ty(),
                    y.ty(),
                    so_far.name
                )
            }))
        })?;
        let sharing = self.sharing();
        let sum = match &sharing {
            Some((cores, which)) => {
                let sum = self.added(&sum, *cores);
                // Others have nothing then.
                self.open_first(which);
                sum
            }
            None => sum,
        };
        let result = self.finish(&sum, None);
        let sizes = self.tile_sizes(&order);
        let result = self.writer.reshape(&result, &sizes);
        self.store(&result, &order);
        if sharing.is_some() {
            self.writer.close("}");
        }
        self.close_loops(opened);
        Ok(())
    }
}
