//! SuperDSC bundles: what the compiler of Spyre's cores reads.
//!
//! A bundle is a file `sdsc_0.json`, ... for each op of a kernel, and a program `bundle.mlir` that
//! runs them. Their fields are those that Torch-Spyre writes. [`validate`] says what a kernel must
//! be like; then [`emit`] cannot fail.

mod bundle;
mod json;
mod validate;

use self::bundle::Addresses;
use self::json::*;
pub use self::validate::{Refused, validate};
use crate::describe::{Description, Indirect, MASK, Part, Spanned, Tensor};
use crate::layout::Format;
use crate::opfunc::{DEPTHWISE, Kind, OpFunc};
use crate::spec::{Kernel, OpSpec, Place};

/// How an image is padded along which windows go: all that lies under them is in memory.
const FULL_SPAN: &str = "padded_fullspan_wunneeded";

/// The files of a bundle, by name, of a kernel that [`validate`] accepts.
pub fn emit(kernel: &Kernel) -> Vec<(String, String)> {
    let mut addresses = Addresses::default();
    let mut files = vec![];
    for (index, op) in kernel.ops.iter().enumerate() {
        let description = Description::new(kernel, index);
        let numbers = addresses.of(op, &description);
        let writer = Writer { kernel, index, op, about: &description, numbers };
        let name = format!("{index}_{}", description.func);
        let file = Map::from_iter([(name, writer.superdsc())]);
        // Its keys are strings, and nothing in it refuses to be written.
        let text = serde_json::to_string(&file).unwrap_or_default();
        files.push((format!("sdsc_{index}.json"), text));
    }
    files.push(("bundle.mlir".to_owned(), addresses.program(kernel)));
    files
}

struct Writer<'a> {
    kernel: &'a Kernel,
    index: usize,
    op: &'a OpSpec,
    about: &'a Description,
    numbers: Vec<Option<Vec<i64>>>,
}

impl Writer<'_> {
    fn superdsc(&self) -> SuperDsc {
        let cores = self.cores();
        let axes = || self.about.axes.iter();
        SuperDsc {
            debug_handle_: self.debug_handle(),
            fold_props: [attr(1, "time")],
            folds: Folds {
                dim_prop_func: vec![Func::Affine { alpha: 1, beta: 0 }],
                dim_prop_attr: vec![attr(1, "time")],
                data: Map::from_iter([("[0]".to_owned(), "0")]),
            },
            core_fold_prop: attr(cores, "core"),
            corelet_fold_prop: attr(1, "corelet"),
            cores,
            core_to_dsc: self.by_core(|_| 0),
            slices: axes().map(|axis| (axis.name.to_owned(), axis.slices)).collect(),
            core_to_slice: self.by_core(|core| {
                let slice = |&dim: &usize| (self.name(dim), self.about.cores[core][dim]);
                self.about.fastest.iter().map(slice).collect()
            }),
            core_to_schedule: self.by_core(|_| [[-1, 0, 0, 0]]),
            dscs: [Map::from_iter([(self.about.func.clone(), self.dsc())])],
        }
    }

    /// Where an op comes from, for messages.
    fn debug_handle(&self) -> DebugHandle {
        let source = &self.op.source;
        DebugHandle {
            id: format!("{}.{}", self.kernel.name, self.index),
            source: None,
            aten_op: (!source.is_empty()).then(|| source.clone()),
            ir_chain: vec![self.op.op.clone()],
            fused_from: [],
            transform_history: [],
        }
    }

    fn dsc(&self) -> Dsc {
        let (about, cores) = (self.about, self.cores());
        let sizes = about.axes.iter().map(|axis| (format!("{}_", axis.name), axis.size));
        let mask = about.mask.map(|(dim, start, count)| (self.name(dim), [[start, count]]));
        let constant = |name: &str| about.constants.iter().position(|(other, _)| other == name);
        let numbers = 0..about.tensors.len();
        Dsc {
            cores,
            corelets: 1,
            core_ids: (0..cores).collect(),
            sizes: Sizes { name: "n", dims: sizes.collect(), padding: self.padding(false) },
            masking: mask.into_iter().collect(),
            mask_constant: constant(MASK).map_or(-1, |number| number as i64),
            stages: Map::from_iter([("0".to_owned(), self.stage())]),
            layouts: self.layouts(),
            relation: self.is_pool().then(|| ("isPdsReuse".to_owned(), 1)).into_iter().collect(),
            tree: numbers.clone().map(|number| self.allocate(number)).collect(),
            tensors: numbers.map(|number| self.labeled(number)).collect(),
            constants: self.constants(),
            compute: [self.compute()],
        }
    }

    /// What a core has of the iteration space.
    fn stage(&self) -> Stage {
        let dims = self.about.axes.iter().map(|axis| (format!("{}_", axis.name), axis.per_core()));
        let sizes = StageSizes {
            name: "core",
            dims: dims.collect(),
            symbolic: Map::new(),
            max_symbolic: Map::new(),
            corelet_split: Map::new(),
            row_split: Map::new(),
            unit_split: Map::new(),
            padding: self.padding(true),
        };
        Stage { start: sizes.clone(), end: sizes }
    }

    /// How windows go along an image, whose padding is in it already; of what a core has if asked.
    fn padding(&self, core: bool) -> Map<Padding> {
        let padding = |of: &Spanned| {
            let axis = &self.about.axes[of.window.along];
            let whole = !core || axis.slices == 1 || self.is_pool();
            let span = if whole { of.span } else { of.per_core };
            let unneeded = if whole && !self.is_pool() { of.total - of.span } else { 0 };
            let fields = ["unneededPad_", "unneededPadFront_", "unneededPadBack_"];
            let fields = fields.iter().zip([unneeded, 0, 0]).filter(|_| !self.is_pool());
            let padding = Padding {
                front: 0,
                back: 0,
                unneeded: fields.map(|(name, count)| ((*name).to_owned(), count)).collect(),
                total: span + unneeded,
                stride: of.window.stride,
                dilation: of.window.dilation,
                window: self.about.axes[of.window.inside].name,
            };
            (axis.name.to_owned(), padding)
        };
        self.about.windows.iter().map(padding).collect()
    }

    fn is_pool(&self) -> bool {
        OpFunc::of(&self.op.op).is_some_and(|func| func.kind == Kind::Pool)
    }

    fn layouts(&self) -> Map<Layout> {
        let layout = |class: &crate::describe::Class| {
            let order = self.names(&class.order);
            let sticks = [self.about.axes[class.stick].name];
            let replicated = self.is_pool().then_some([1]);
            let layout = Layout { order, sticks, stick_sizes: [class.lanes], replicated };
            (class.label.to_owned(), layout)
        };
        self.about.classes.iter().map(layout).collect()
    }

    fn allocate(&self, number: usize) -> Allocate {
        let tensor = &self.about.tensors[number];
        let memory = self.numbers[number].as_ref();
        let (indirect, related) = match tensor.indirect {
            Indirect::No => ("no_indirection", None),
            Indirect::Index(other) => ("index_tensor", Some(other)),
            Indirect::Value(other, _) => ("value_tensor", Some(other)),
        };
        let most = |&dim: &usize| match tensor.indirect {
            Indirect::Value(_, along) if along == dim => 1,
            _ => -1,
        };
        let start = |core: usize| match (memory, tensor.place) {
            (Some(numbers), _) => numbers[core].to_string(),
            (None, Place::Lx(bytes)) => bytes.to_string(),
            (None, _) => String::new(),
        };
        let starts =
            (0..self.about.cores.len()).map(|core| (format!("[{core}, 0, 0]"), start(core)));
        let gap = |&(dim, gap): &(usize, i64)| {
            (self.name(dim), Map::from_iter([("-1".to_owned(), gap.to_string())]))
        };
        let class = &self.about.classes[tensor.class];
        let windows = class.order.iter().zip(&tensor.parts).filter(|(_, part)| part.window);
        let padded = windows.map(|(&dim, _)| (self.name(dim), FULL_SPAN));
        Allocate {
            node: "allocate",
            name: self.allocation(number),
            previous: "",
            tensor: number,
            component: component(tensor),
            symbolic: memory.map(|_| 1),
            order: self.names(&tensor.order),
            max_sizes: tensor.order.iter().map(most).collect(),
            indirect,
            related: related.map(|other| self.allocation(other)),
            index_type: matches!(tensor.indirect, Indirect::Index(_)).then_some("index"),
            start: Folds {
                dim_prop_func: vec![Func::Map {}, Func::Const {}, Func::Const {}],
                dim_prop_attr: self.by_time(),
                data: starts.collect(),
            },
            padding: padded.collect(),
            gaps: tensor.gaps.iter().map(gap).collect(),
            coordinates: self.coordinates(tensor),
        }
    }

    fn allocation(&self, number: usize) -> String {
        format!("allocate-Tensor{number}_{}", component(&self.about.tensors[number]))
    }

    fn coordinates(&self, tensor: &Tensor) -> Coordinates {
        let class = &self.about.classes[tensor.class];
        let dims = class.order.iter().zip(&tensor.parts).map(|(&dim, part)| {
            let lanes = (dim == class.stick).then_some(class.lanes);
            (self.name(dim), folded(part, lanes))
        });
        let owners = tensor.owners.iter().flatten().enumerate().map(|(core, slices)| {
            let names = class.order.iter().map(|&dim| self.name(dim));
            (core.to_string(), names.zip(slices.iter().copied()).collect())
        });
        Coordinates { dims: dims.collect(), owners: owners.collect() }
    }

    fn labeled(&self, number: usize) -> Labeled {
        let tensor = &self.about.tensors[number];
        let index = matches!(tensor.indirect, Indirect::Index(_));
        let memories: &[&str] = match (tensor.place, index) {
            (Place::Lx(_), _) => &["lx"],
            (_, true) => &["hbm"],
            _ => &["hbm", "lx"],
        };
        let present = |name: &&str| {
            let node = if *name == "hbm" { self.allocation(number) } else { String::new() };
            // Of a depthwise convolution, memory is said of the image alone, and less of it.
            let depthwise = self.op.op == DEPTHWISE;
            let none = self.about.windows.is_empty() || (depthwise && number > 0);
            let padded = (!none).then(|| Padded {
                padded: i64::from(number < self.op.inputs.len()),
                zero: 0,
                offset: (!depthwise).then_some(0),
                node: (!depthwise).then_some(node),
            });
            (name.to_string(), Present { present: 1, padded })
        };
        Labeled {
            number,
            name: format!("Tensor{number}"),
            layout: self.about.classes[tensor.class].label,
            scales: tensor.parts.iter().map(|part| part.scale).collect(),
            bytes: tensor.format.bytes(),
            format: if index { "SENUINT32" } else { tensor.format.name() },
            memories: memories.iter().map(present).collect(),
        }
    }

    fn constants(&self) -> Constants {
        if self.about.constants.is_empty() {
            return Constants::None("{}");
        }
        let constant = |(number, (name, code)): (usize, &(String, u32))| {
            let data = Folds {
                dim_prop_func: vec![Func::Const {}, Func::Const {}, Func::Map {}],
                dim_prop_attr: self.by_time(),
                data: Map::from_iter([("[0, 0, 0]".to_owned(), [*code])]),
            };
            let format = self.about.format.name();
            (number.to_string(), Constant { format, name: name.clone(), data })
        };
        Constants::Some(self.about.constants.iter().enumerate().map(constant).collect())
    }

    fn compute(&self) -> Compute {
        let label = |number: &usize| format!("Tensor{number}-idx{number}");
        let format: Format = self.about.format;
        Compute {
            unit: if self.about.matrix { "pt" } else { "sfp" },
            func: self.about.func.clone(),
            attributes: Attributes { format: format.name(), fidelity: "regular" },
            location: "Inner",
            inputs: self.about.reads.iter().map(label).collect(),
            outputs: [label(&(self.about.tensors.len() - 1))],
            indices: self.about.indices.iter().map(label).collect(),
        }
    }

    fn cores(&self) -> i64 {
        self.about.cores.len() as i64
    }

    fn name(&self, dim: usize) -> String {
        self.about.axes[dim].name.to_owned()
    }

    fn names(&self, dims: &[usize]) -> Vec<&'static str> {
        dims.iter().map(|&dim| self.about.axes[dim].name).collect()
    }

    fn by_core<T>(&self, value: impl Fn(usize) -> T) -> Map<T> {
        (0..self.about.cores.len()).map(|core| (core.to_string(), value(core))).collect()
    }

    fn by_time(&self) -> Vec<Attr> {
        vec![attr(self.cores(), "core"), attr(1, "corelet"), attr(1, "time")]
    }
}

fn attr(factor: i64, label: &'static str) -> Attr {
    Attr { factor, label }
}

fn component(tensor: &Tensor) -> &'static str {
    if matches!(tensor.place, Place::Lx(_)) { "lx" } else { "hbm" }
}

/// Where the elements are that a core has along a dimension, from the outermost range to the
/// innermost; in sticks of so many lanes if it is the dimension of the lanes.
fn folded(part: &Part, lanes: Option<i64>) -> Folded {
    let mut ranges =
        vec![(part.step, part.slices, "core_fold"), (0, 1, "corelet_fold"), (0, 1, "row_fold")];
    match lanes {
        Some(lanes) => {
            let step = if part.scale == -2 { 0 } else { 1 };
            ranges.push((lanes, part.per_core / lanes, "elem_arr_1"));
            ranges.push((step, lanes, "elem_arr_0"));
        }
        None => ranges.push((1, part.per_core, "elem_arr_0")),
    }
    let elements = ranges.len() as i64 - 3;
    let func = |&(alpha, ..): &(i64, i64, &str)| Func::Affine { alpha, beta: 0 };
    let folds = Folds {
        dim_prop_func: ranges.iter().map(func).collect(),
        dim_prop_attr: ranges.iter().map(|&(_, factor, label)| attr(factor, label)).collect(),
        data: (),
    };
    let padding = if part.window { FULL_SPAN } else { "nopad" };
    Folded { spatial: 3, temporal: 0, elements, padding, folds }
}
