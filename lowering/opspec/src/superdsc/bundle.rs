//! The addresses of a bundle, and the program that hands them to its ops.

use std::fmt::Write;

use indexmap::{IndexMap, IndexSet};

use crate::describe::Description;
use crate::spec::{Arg, Kernel, OpSpec, Place};

/// A place in the device's memory, whose address is known when the kernel is launched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Address {
    /// In an argument: from which byte on an op uses it, and from which of that on a core does.
    Argument { number: usize, start: i64, core: i64 },
    /// A byte of the pool.
    Pool(i64),
}

impl Address {
    /// The name of its value, and the lines that compute it.
    fn define(self, lines: &mut IndexSet<String>) -> String {
        let mut add = |base: String, kind: &str, short: &str, bytes: i64| {
            let (name, offset) =
                (format!("{base}_{short}_{bytes}"), format!("{base}_{kind}_{bytes}"));
            lines.insert(format!("%{offset} = arith.constant {bytes} : index"));
            lines.insert(format!("%{name} = arith.addi %{base}, %{offset} : index"));
            name
        };
        match self {
            Address::Pool(bytes) => add("pool".to_owned(), "offset", "addr", bytes),
            Address::Argument { number, start, core } => {
                let mut name = format!("arg_{number}");
                if start != 0 {
                    name = add(name, "slice_offset", "slice", start);
                }
                if core != 0 {
                    name = add(name, "core_offset", "core", core);
                }
                name
            }
        }
    }
}

/// Numbers for the addresses that ops use, and the program that binds them.
#[derive(Default)]
pub struct Addresses {
    numbered: i64,
    lines: IndexSet<String>,
    calls: Vec<String>,
}

impl Addresses {
    /// For each tensor of an op, the number of its address on each core; none for what is not in
    /// memory.
    pub fn of(&mut self, op: &OpSpec, description: &Description) -> Vec<Option<Vec<i64>>> {
        let mut numbers = IndexMap::<Address, i64>::new();
        let mut used = IndexMap::<i64, Address>::new();
        let mut number = |address: Address| {
            *numbers.entry(address).or_insert_with(|| {
                self.numbered -= 1;
                self.numbered
            })
        };
        let mut tensors = vec![];
        for arg in op.args() {
            let base = match arg.place {
                Place::Lx(_) | Place::Buffer(_) => {
                    tensors.push(None);
                    continue;
                }
                Place::Hbm(number) => Address::Argument { number, start: constant(arg), core: 0 },
                Place::Pool(bytes) => Address::Pool(bytes + constant(arg)),
            };
            if let Address::Argument { number: argument, start: 1.., .. } = base {
                // The argument itself has a number too.
                number(Address::Argument { number: argument, start: 0, core: 0 });
            }
            let cores = description.cores.iter().map(|slices| {
                let bytes = variable(op, arg, slices);
                let address = match base {
                    Address::Pool(start) => Address::Pool(start + bytes),
                    Address::Argument { number, start, .. } => {
                        Address::Argument { number, start, core: bytes }
                    }
                };
                let number = number(address);
                used.insert(number, address);
                number
            });
            tensors.push(Some(cores.collect()));
        }
        self.call(used);
        tensors
    }

    fn call(&mut self, used: IndexMap<i64, Address>) {
        let values: Vec<String> =
            used.values().map(|address| format!("%{}", address.define(&mut self.lines))).collect();
        let numbers: Vec<String> = used.keys().map(i64::to_string).collect();
        self.calls.push(format!(
            "sdscbundle.sdsc_execute ({}) {{sdsc_filename=\"sdsc_{}.json\", \"symbol_ids\"=[{}]}}",
            values.join(", "),
            self.calls.len(),
            numbers.join(", ")
        ));
    }

    /// The program of a kernel, whose ops have their addresses.
    pub fn program(&self, kernel: &Kernel) -> String {
        let places = || kernel.ops.iter().flat_map(OpSpec::args).map(|arg| arg.place);
        let last = places().filter_map(|place| match place {
            Place::Hbm(number) => Some(number + 1),
            _ => None,
        });
        let pool = places().any(|place| matches!(place, Place::Pool(_)));
        let pool = pool.then(|| "pool".to_owned());
        let arguments = (0..last.max().unwrap_or(0)).map(|number| format!("arg_{number}"));
        let names: Vec<String> = pool.into_iter().chain(arguments).collect();
        let parameters: Vec<String> = names
            .iter()
            .map(|name| format!("%{name}_base_addr: !sdscbundle.input_arg<index>"))
            .collect();
        let mut text =
            format!("module {{\n\tfunc.func @sdsc_bundle({}) {{\n", parameters.join(", "));
        for name in &names {
            // Nothing can fail that writes to a string.
            let _ = writeln!(
                text,
                "\t\t%{name} = sdscbundle.input_arg_extract value from %{name}_base_addr : \
                 !sdscbundle.input_arg<index> -> index"
            );
        }
        for line in self.lines.iter().chain(&self.calls) {
            let _ = writeln!(text, "\t\t{line}");
        }
        text + "\t\treturn\n\t}\n}\n"
    }
}

/// The byte at which a tensor starts, wherever the point of the iteration space is.
fn constant(arg: &Arg) -> i64 {
    let offset = |(dim, coordinate): (usize, &crate::spec::Coordinate)| {
        coordinate.offset * arg.stride(dim) * arg.format.bytes()
    };
    arg.coordinates.iter().enumerate().map(offset).sum()
}

/// The byte from which on a core with these slices uses a tensor.
fn variable(op: &OpSpec, arg: &Arg, slices: &[i64]) -> i64 {
    let start = op.start(slices);
    let places = arg.coordinates.iter().enumerate();
    let elements = places.map(|(dim, place)| (place.at(&start) - place.offset) * arg.stride(dim));
    elements.sum::<i64>() * arg.format.bytes()
}
