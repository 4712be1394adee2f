//! `tricast devices`

use std::process::ExitCode;

use clap::ValueEnum;
use tricast_vulkan::{DeviceInfo, choose, devices};

/// The arguments of `tricast devices`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "By default programs run on a discrete device, or else on an integrated one, \
or else on a processor.

Examples:
  tricast devices
  tricast devices --format json"
)]
pub struct Devices {
    /// How to print them
    #[arg(long, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON array
    Json,
}

/// Features that a model's dtype asks for: those that people look for. JSON has all.
const SHOWN: [&str; 8] = [
    "shaderFloat16",
    "shaderInt8",
    "shaderInt16",
    "shaderInt64",
    "storageBuffer16BitAccess",
    "storageBuffer8BitAccess",
    "shaderIntegerDotProduct",
    "subgroupArithmetic",
];

pub fn run(arguments: &Devices) -> anyhow::Result<ExitCode> {
    let devices = devices()?;
    if arguments.format == Format::Json {
        println!("{}", serde_json::to_string_pretty(&devices)?);
        return Ok(ExitCode::SUCCESS);
    }
    let default = choose(&devices, None)?;
    for (place, device) in devices.iter().enumerate() {
        print(device, place == default);
    }
    Ok(ExitCode::SUCCESS)
}

fn print(device: &DeviceInfo, is_default: bool) {
    let mark = if is_default { " (default)" } else { "" };
    println!("{device}{mark}");
    let kind = format!("{:?}", device.device_type).to_lowercase();
    println!("  {kind}, Vulkan {}, {}", device.api_version, device.driver);
    let place = if device.is_unified { "shared with the host" } else { "of its own" };
    println!("  {} MiB of memory {place}", device.memory >> 20);
    let limits = &device.limits;
    let range = limits.max_storage_buffer_range >> 20;
    println!("  binds {range} MiB, subgroups of {}", limits.subgroup_size);
    let (has, lacks): (Vec<&str>, Vec<&str>) = SHOWN
        .into_iter()
        .partition(|name| device.features.iter().any(|feature| feature.name() == *name));
    for (what, names) in [("has", has), ("lacks", lacks)] {
        if !names.is_empty() {
            println!("  {what} {}", names.join(", "));
        }
    }
}
