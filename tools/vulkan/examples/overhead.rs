//! What a call and a dispatch cost where kernels do next to nothing: `cargo run --release -p
//! tricast-vulkan --example overhead [DEVICE]`.

#[path = "../tests/common/mod.rs"]
mod common;

use std::time::Instant;

use common::*;
use tricast_dialects::DType;
use tricast_vulkan::{Executable, Options};

/// So many dispatches of one workgroup, each waiting for the one before or none.
fn program(dispatches: usize, is_chain: bool) -> Builder {
    let mut builder = Builder::new();
    let size = number(1);
    let x = builder.input(0, DType::F32, &size);
    let square = builder.kernel("square", square(), 1);
    let mut last = x;
    for step in 0..dispatches {
        let to = builder.temporary(&format!("t{step}"), &number(4));
        builder.dispatch(square, &[if is_chain { last } else { x }, to], &size);
        last = to;
    }
    builder.output(0, DType::F32, last, &size);
    builder
}

/// The median time of a call in microseconds.
fn median(executable: &mut Executable) -> f64 {
    let x = [floats([1.0])];
    let mut times: Vec<f64> = (0..200)
        .map(|_| {
            let start = Instant::now();
            executable.run(&x).unwrap();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    let device = std::env::args().nth(1);
    for staging in [false, true] {
        let options = Options { device: device.clone(), staging, ..Options::default() };
        println!("staging: {staging}");
        for is_chain in [false, true] {
            let mut times = vec![];
            for count in [1usize, 101, 1001] {
                let start = Instant::now();
                let mut executable = program(count, is_chain).load(&Weights::default(), &options);
                let loaded = start.elapsed().as_secs_f64() * 1e3;
                times.push((count, median(&mut executable), loaded, executable));
            }
            let kind = if is_chain { "one after the other" } else { "independent" };
            for (count, time, loaded, executable) in &times {
                let commands = executable.commands().unwrap();
                println!(
                    "  {count} dispatches, {kind}: {time:.1} us a call, {} barriers, loaded in \
                     {loaded:.1} ms",
                    commands.barriers
                );
            }
            let each = (times[2].1 - times[0].1) / 1000.0;
            println!("  {each:.2} us a dispatch, {kind}");
            if let Some((_, _, _, executable)) = times.first() {
                println!("  on {}", executable.device());
            }
        }
    }
}
