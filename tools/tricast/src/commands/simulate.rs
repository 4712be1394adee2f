//! `tricast simulate`

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, anyhow, bail};
use clap::ValueEnum;
use serde::Serialize;
use tricast_dialects::DType;
use tricast_lowering::spyre::simulate;
use tricast_mlir::build;
use tricast_runtime::{HostTensor, npy, safetensors::TensorFile};
use tricast_spyre::{
    Argument, Element, Function, Hardware, Memory, Numerics, Overlap, Report, Simulator,
    element::{to_device, to_host},
};

use crate::{
    model,
    tensors::{self, Named},
};

/// The arguments of `tricast simulate`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "An argument is a number, or a tensor whose address the kernel gets: an .npy file, \
FILE.safetensors:NAME, or a type with what it is filled with (nothing for zeros, a number, iota or \
random). With ADDRESS= before it, a tensor is at that byte of memory, and is no argument.

Cycles are those of a model with estimated constants, not measured.

Examples:
  tricast simulate add.mlir a.npy b.npy 'f16[96,64]' --outputs all.safetensors
  tricast simulate add.mlir 'f16[96,64]=iota' 'f16[96,64]=0.5' 'f16[96,64]' --numerics dl16
  tricast simulate absolute.mlir '2048=f16[96,64]=random' '24576=f16[96,64]'"
)]
pub struct Simulate {
    /// A module with a function that every core runs
    #[arg(value_name = "KERNEL.mlir")]
    kernel: PathBuf,
    /// What the function gets, in order
    #[arg(value_name = "ARGUMENT", allow_negative_numbers = true)]
    arguments: Vec<String>,
    /// Which function, if there are several
    #[arg(long, value_name = "NAME")]
    function: Option<String>,
    /// What f16 is
    #[arg(long, value_enum, default_value_t = Floats::Fp32)]
    numerics: Floats,
    /// Tensors that nobody has written are NaN, and not zero
    #[arg(long)]
    poison: bool,
    /// What a core does at the same time
    #[arg(long, value_enum, default_value_t = Together::Nothing)]
    overlap: Together,
    /// Bytes of a scratchpad
    #[arg(long, value_name = "BYTES", default_value_t = Hardware::default().scratchpad)]
    scratchpad: usize,
    /// Where to write the tensors as they are afterwards: argument.0, argument.1, ..., address.N
    #[arg(long, value_name = "FILE.safetensors")]
    outputs: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Floats {
    /// IEEE's half precision
    Fp32,
    /// A sign, 6 bits of exponent, 9 of mantissa
    Dl16,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Together {
    /// Nothing
    Nothing,
    /// It computes while it moves
    Compute,
    /// It computes, reads memory, and sends to other cores
    All,
}

/// An argument as it is given.
enum Given {
    Number(Argument),
    Tensor(HostTensor),
    At(usize, HostTensor),
}

/// A tensor in memory.
struct Bound {
    name: String,
    /// In bytes.
    address: usize,
    tensor: HostTensor,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Printed<'a> {
    simulated: bool,
    function: &'a str,
    cores: usize,
    cycles: f64,
    compute_cycles: f64,
    memory_cycles: f64,
    ring_cycles: f64,
    memory_bytes: u64,
    ring_bytes: u64,
    peak_scratchpad: usize,
    /// Of the core that is done last.
    slowest: Option<&'a tricast_spyre::cycles::CoreCycles>,
}

/// Runs a kernel.
///
/// # Errors
/// If it cannot be read or run.
pub fn run(arguments: &Simulate) -> anyhow::Result<ExitCode> {
    let place = || arguments.kernel.display().to_string();
    let context = build::context();
    let module = model::parse(&context, &arguments.kernel)?;
    let function =
        simulate::function(&module, arguments.function.as_deref()).with_context(place)?;
    let simulator = Simulator {
        hardware: Hardware {
            scratchpad: arguments.scratchpad,
            overlap: match arguments.overlap {
                Together::Nothing => Overlap::Serial,
                Together::Compute => Overlap::Compute,
                Together::All => Overlap::All,
            },
            ..Hardware::default()
        },
        numerics: match arguments.numerics {
            Floats::Fp32 => Numerics::Fp32,
            Floats::Dl16 => Numerics::Dl16,
        },
        poison: arguments.poison,
        threads: 0,
    };
    let mut memory = Memory::new();
    let (values, bound) = bind(&arguments.arguments, simulator.numerics, &mut memory)?;
    let report = simulator.run(&function, &values, &memory).with_context(place)?;
    let results = read_back(&bound, &memory, simulator.numerics)?;
    if let Some(path) = &arguments.outputs {
        tensors::write(std::slice::from_ref(path), &results)?;
    }
    if arguments.json {
        println!("{}", serde_json::to_string(&printed(&simulator, &function, &report))?);
        return Ok(ExitCode::SUCCESS);
    }
    for (name, tensor) in &results {
        println!("{name}: {}", summary(tensor));
    }
    print_report(&simulator, &function, &report);
    Ok(ExitCode::SUCCESS)
}

/// Puts tensors into memory, and gives what the function gets.
fn bind(
    arguments: &[String],
    numerics: Numerics,
    memory: &mut Memory,
) -> anyhow::Result<(Vec<Argument>, Vec<Bound>)> {
    let mut values = vec![];
    let mut bound = vec![];
    for text in arguments {
        let given = given(text).with_context(|| format!("argument '{text}'"))?;
        let (tensor, at) = match given {
            Given::Number(number) => {
                values.push(number);
                continue;
            }
            Given::Tensor(tensor) => (tensor, None),
            Given::At(address, tensor) => (tensor, Some(address)),
        };
        let element = element(tensor.dtype())?;
        let bytes = to_device(element, numerics, tensor.bytes());
        let (name, address) = match at {
            Some(address) => {
                memory.place(address, bytes)?;
                (format!("address.{address}"), address)
            }
            None => {
                let address = memory.add(bytes);
                let name = format!("argument.{}", values.len());
                values.push(Argument::Integer((address / element.bytes()) as i64));
                (name, address)
            }
        };
        bound.push(Bound { name, address, tensor });
    }
    Ok((values, bound))
}

fn given(text: &str) -> anyhow::Result<Given> {
    if let Ok(integer) = text.parse() {
        return Ok(Given::Number(Argument::Integer(integer)));
    }
    if let Ok(float) = text.parse() {
        return Ok(Given::Number(Argument::Float(float)));
    }
    if let Some((address, rest)) = text.split_once('=')
        && let Ok(address) = address.parse()
    {
        return Ok(Given::At(address, tensor(rest)?));
    }
    Ok(Given::Tensor(tensor(text)?))
}

fn tensor(text: &str) -> anyhow::Result<HostTensor> {
    if text.ends_with(".npy") {
        return Ok(npy::read(text.as_ref())?);
    }
    if let Some((file, name)) = text.split_once(".safetensors:") {
        let file = TensorFile::open(format!("{file}.safetensors").as_ref())?;
        return file.tensor(name)?.with_context(|| format!("there is no tensor '{name}'"));
    }
    let form = "expected a number, FILE.npy, FILE.safetensors:NAME, or a type such as f16[96,64]";
    let (ty, fill) = text.split_once('=').unwrap_or((text, "0"));
    let (dtype, sizes) = ty.strip_suffix(']').and_then(|ty| ty.split_once('[')).context(form)?;
    let dtype = DType::from_mlir_name(dtype).context(form)?;
    let sizes = sizes.split(',').filter(|size| !size.is_empty()).map(|size| size.trim().parse());
    let sizes: Vec<usize> = sizes.collect::<Result<_, _>>().ok().context(form)?;
    let mut random = fastrand::Rng::with_seed(0);
    let mut next = 0.0;
    let number = fill.parse::<f64>().ok();
    let number = || match fill {
        // Halves can tell these apart.
        "iota" => {
            next += 1.0;
            (next - 1.0) % 2048.0
        }
        "random" => random.f64() * 2.0 - 1.0,
        _ => number.unwrap_or_default(),
    };
    if !matches!(fill, "iota" | "random") && fill.parse::<f64>().is_err() {
        bail!("it is filled with a number, iota or random, not with {fill}");
    }
    Ok(HostTensor::from_numbers(dtype, &sizes, number)?)
}

fn element(dtype: DType) -> anyhow::Result<Element> {
    Ok(match dtype {
        DType::F16 => Element::F16,
        DType::BF16 => Element::Bf16,
        DType::F32 => Element::F32,
        DType::Bool => Element::I1,
        DType::I8 => Element::I8,
        DType::I16 => Element::I16,
        DType::I32 => Element::I32,
        DType::I64 => Element::I64,
        _ => return Err(anyhow!("a tensor of {} is not simulated", dtype.torch_name())),
    })
}

/// The tensors as they are now.
fn read_back(bound: &[Bound], memory: &Memory, numerics: Numerics) -> anyhow::Result<Named> {
    let now = |bound: &Bound| {
        let (dtype, sizes) = (bound.tensor.dtype(), bound.tensor.sizes());
        let bytes = memory.buffer(bound.address).unwrap_or_default();
        let bytes = to_host(element(dtype)?, numerics, &bytes);
        Ok((bound.name.clone(), HostTensor::from_bytes(dtype, sizes, &bytes)?))
    };
    bound.iter().map(now).collect()
}

/// What can be seen of a tensor in a line.
fn summary(tensor: &HostTensor) -> String {
    let numbers = || (0..tensor.len()).filter_map(|index| tensor.number(index)).map(|n| n.to_f64());
    let sum: f64 = numbers().sum();
    let first: Vec<String> = numbers().take(4).map(|number| number.to_string()).collect();
    let least = numbers().fold(f64::INFINITY, f64::min);
    let most = numbers().fold(f64::NEG_INFINITY, f64::max);
    format!("{} sum {sum} least {least} most {most} first {}", tensor.describe(), first.join(" "))
}

fn printed<'a>(simulator: &Simulator, function: &'a Function, report: &'a Report) -> Printed<'a> {
    let slowest = report.slowest(simulator.hardware.overlap);
    let of = |cycles: fn(&tricast_spyre::cycles::CoreCycles) -> f64| slowest.map_or(0.0, cycles);
    Printed {
        simulated: true,
        function: &function.name,
        cores: function.cores(),
        cycles: report.cycles,
        compute_cycles: of(|core| core.computing()),
        memory_cycles: of(|core| core.memory),
        ring_cycles: of(|core| core.ring),
        memory_bytes: report.memory_bytes(),
        ring_bytes: report.ring_bytes(),
        peak_scratchpad: report.peak_scratchpad(),
        slowest,
    }
}

fn print_report(simulator: &Simulator, function: &Function, report: &Report) {
    let printed = printed(simulator, function, report);
    println!(
        "simulated: {:.2} cycles on {} cores: {:.2} compute, {:.2} memory, {:.2} ring on the slowest",
        printed.cycles,
        printed.cores,
        printed.compute_cycles,
        printed.memory_cycles,
        printed.ring_cycles
    );
    println!(
        "simulated: {} bytes from and to memory, {} on the ring, at most {} in a scratchpad",
        printed.memory_bytes, printed.ring_bytes, printed.peak_scratchpad
    );
}
