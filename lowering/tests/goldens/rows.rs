//! The rows of the goldens as programs.

use tricast_dialects::DType;
use tricast_opspec::{
    Kernel,
    cost::kernel_seconds,
    opfunc::{Kind, OpFunc},
};

use super::{
    call::Input,
    common::{self, notation::Written},
    families::{Program, Table, program},
};

/// Why a program is left out that [`super::families`] lacks.
pub const UNWRITTEN: &str = "no program is written for it";

/// A program of the goldens, and what Torch-Spyre makes of it.
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its inputs.
    pub inputs: Vec<Input>,
    /// What it is, or why it is left out.
    pub calls: Result<String, &'static str>,
    /// The kernels in the notation.
    pub notation: String,
    /// The kernels, where they are known.
    kernels: Option<Kernel>,
    /// The sizes of its inputs, as they are written.
    shapes: String,
}

/// How long the kernels of a program take.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seconds {
    /// As they are.
    pub given: f64,
    /// If cores did not reduce parts of a dimension each, which nothing puts together: Torch-Spyre
    /// has taken that back.
    pub whole: f64,
}

/// All of them.
pub fn rows() -> Vec<Row> {
    let tests = common::table("ops.tsv").into_iter().map(|row| {
        let name = row[0].trim_start_matches("test_").to_owned();
        Row::new(Table::Tests, &name, &row[1], "", &row[3], None)
    });
    let models = common::table("models.tsv").into_iter().map(|row| {
        let inputs = row[1].strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        let inputs = inputs.unwrap_or(&row[1]);
        Row::new(Table::Models, &row[0], inputs, &row[2], &row[5], None)
    });
    let bundles = common::bundles().into_iter().map(|bundle| {
        let text = tricast_opspec::notation::notation(&bundle.kernel);
        let inputs = bundle.inputs.replace("; ", ",");
        Row::new(Table::Bundles, &bundle.case, &inputs, "", &text, Some(bundle.kernel))
    });
    tests.chain(models).chain(bundles).collect()
}

/// Kernels that are in the notation. It does not say along which dimension lanes go:
/// of what an op may be, the fastest counts.
fn kernels(text: &str, shapes: &str) -> Vec<Kernel> {
    let op = |text: &str| {
        let written = Written::new(&text.replace("shuffle<", "identity<"), shapes);
        let mut readings = written.readings();
        // What is padded is lanes.
        let fits = |op: &tricast_opspec::OpSpec| {
            let padded = written.padding();
            padded.iter().all(|dim| op.args().any(|arg| arg.stick() == Some(*dim)))
        };
        if readings.iter().any(fits) {
            readings.retain(fits);
        }
        let seconds = |op: &tricast_opspec::OpSpec| {
            kernel_seconds(&Kernel { name: String::new(), ops: vec![op.clone()] })
        };
        readings.into_iter().min_by(|one, other| seconds(one).total_cmp(&seconds(other)))
    };
    let kernel = |text: &str| {
        let ops = text.split(" ; ").filter_map(op).collect();
        Kernel { name: String::new(), ops }
    };
    text.split(" || ").map(kernel).collect()
}

fn seconds(kernels: &[Kernel]) -> f64 {
    kernels.iter().map(kernel_seconds).sum()
}

/// The kernels with reduced dimensions undivided, but for those of products of matrices.
fn whole(kernels: &[Kernel]) -> Vec<Kernel> {
    let mut kernels = kernels.to_vec();
    for op in kernels.iter_mut().flat_map(|kernel| &mut kernel.ops) {
        let kind = OpFunc::of(&op.op).map(|func| func.kind);
        for dim in 0..op.dims.len() {
            if kind == Some(Kind::Reduction) && !op.output.uses(dim) {
                op.dims[dim].slices = 1;
            }
        }
    }
    kernels
}

impl Row {
    /// How long its kernels take, if tensors of it have these sizes besides.
    pub fn seconds(&self, sizes: impl Iterator<Item = i64>) -> Seconds {
        let sizes: Vec<String> = sizes.map(|size| size.to_string()).collect();
        let shapes = format!("{} {}", self.shapes, sizes.join(" "));
        let written = || kernels(&self.notation, &shapes);
        let kernels = self.kernels.clone().map_or_else(written, |kernel| vec![kernel]);
        Seconds { given: seconds(&kernels), whole: seconds(&whole(&kernels)) }
    }

    fn new(
        table: Table,
        name: &str,
        given: &str,
        attributes: &str,
        notation: &str,
        kernels: Option<Kernel>,
    ) -> Row {
        let parts = split(given, ',');
        let (inputs, arguments) = arguments(&parts);
        let mut row = Row {
            name: match table {
                Table::Models => format!("{name} ({given}) {attributes}"),
                _ => name.to_owned(),
            },
            inputs,
            calls: Err(UNWRITTEN),
            notation: notation.to_owned(),
            kernels,
            shapes: given.to_owned(),
        };
        let is_dl16 = |input: &Input| matches!(input.dtype, DType::F16 | DType::BF16 | DType::Bool);
        let is_index = |input: &Input| {
            input.dtype == DType::I64
                && ["embedding", "index_copy"].iter().any(|op| name.contains(op))
        };
        let is_other = row.inputs.iter().any(|input| !is_dl16(input) && !is_index(input));
        if is_other
            || format!("{given} {attributes} {name}").contains("float32")
            || name == "torch.float"
        {
            row.calls = Err("float32 and integers, which are DL16 and indices here");
            return row;
        }
        let Some(program) = program(table, name) else { return row };
        row.calls = match program {
            Program::Skipped(reason) => Err(reason),
            Program::Calls(calls, permuted) => {
                permute(&mut row.inputs, permuted);
                Ok(with_arguments(&calls, &arguments, attributes))
            }
        };
        row
    }
}

/// What is between separators outside of brackets.
fn split(text: &str, separator: char) -> Vec<String> {
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for letter in text.chars() {
        match letter {
            '[' | '(' | '{' => depth += 1,
            ']' | ')' | '}' => depth -= 1,
            _ => {}
        }
        if letter == separator && depth == 0 {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(letter);
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The tensors that are given, and everything that is given as calls have it.
fn arguments(parts: &[String]) -> (Vec<Input>, Vec<String>) {
    let (mut inputs, mut arguments): (Vec<Input>, Vec<String>) = (vec![], vec![]);
    for part in parts {
        if let Some(strides) = part.strip_prefix("st=") {
            inputs.last_mut().unwrap().strides = Some(numbers(strides));
        } else if let Some(offset) = part.strip_prefix("off=") {
            inputs.last_mut().unwrap().offset = offset.parse().unwrap();
        } else if part.starts_with("[[") || part.starts_with("[]:") && part.contains(';') {
            let list = &part[1..part.len() - 1];
            let own =
                split(list, ';').iter().flat_map(|tensor| split(tensor, ',')).collect::<Vec<_>>();
            let (more, names) = self::arguments(&own);
            let count = inputs.len();
            inputs.extend(more);
            let names = (0..names.len()).map(|index| format!("${}", count + index));
            arguments.push(format!("[{}]", names.collect::<Vec<_>>().join(", ")));
        } else if let Some((sizes, dtype)) = part.split_once("]:") {
            arguments.push(format!("${}", inputs.len()));
            let dtype = dtype_of(dtype);
            inputs.push(Input {
                sizes: numbers(&format!("{sizes}]")),
                dtype,
                strides: None,
                offset: 0,
            });
        } else if !part.starts_with('<') {
            arguments.push(value(part));
        }
    }
    (inputs, arguments)
}

fn dtype_of(name: &str) -> DType {
    let found = DType::all().find(|dtype| dtype.torch_name() == name);
    found.unwrap_or_else(|| panic!("what is the dtype {name}?"))
}

fn numbers(list: &str) -> Vec<i64> {
    let list = list.trim_start_matches('[').trim_end_matches(']');
    list.split(',')
        .filter(|part| !part.is_empty())
        .map(|part| part.trim().parse().unwrap())
        .collect()
}

/// A value of Python.
fn value(text: &str) -> String {
    let text = text.trim_matches('\'').trim_start_matches("torch.");
    match text {
        "True" | "False" | "None" => text.to_lowercase(),
        "tanh" => "'tanh'".to_owned(),
        other => other.to_owned(),
    }
}

/// Calls with what is given where they have `@`, or `$2?` where an input may be missing.
fn with_arguments(calls: &str, arguments: &[String], attributes: &str) -> String {
    let mut all = arguments.to_vec();
    let keywords = attributes.strip_prefix("{kwmap={").and_then(|text| text.strip_suffix("}}"));
    for keyword in split(keywords.unwrap_or_default(), ',') {
        let (name, given) = keyword.split_once('=').unwrap();
        all.push(format!("{name}={}", value(given)));
    }
    let has_bias = arguments.get(2).is_some_and(|argument| argument == "$2");
    let calls = calls.replace("$2?", if has_bias { "$2" } else { "none" });
    // A number needs the other overload.
    let is_number = calls.contains(".Tensor(@)")
        && !arguments.get(1).is_some_and(|second| second.starts_with('$'));
    let calls = if is_number { calls.replace(".Tensor(@)", ".Scalar(@)") } else { calls };
    calls.replace('@', &all.join(", "))
}

/// Makes views of inputs: `1:10` is a transposed input 1.
fn permute(inputs: &mut [Input], permuted: &str) {
    for part in permuted.split_whitespace() {
        let (input, order) = part.split_once(':').unwrap();
        let input = &mut inputs[input.parse::<usize>().unwrap()];
        let order: Vec<usize> =
            order.chars().map(|digit| digit.to_digit(10).unwrap() as usize).collect();
        let mut strides = vec![1; order.len()];
        let mut stride = 1;
        for dim in order.iter().rev() {
            strides[*dim] = stride;
            stride *= input.sizes[*dim];
        }
        input.strides = Some(strides);
    }
}
