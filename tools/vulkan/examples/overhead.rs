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

/// The least and the median time of a call in microseconds.
fn time(executable: &mut Executable) -> (f64, f64) {
    let x = [floats([1.0])];
    let mut times: Vec<f64> = (0..200)
        .map(|_| {
            let start = Instant::now();
            executable.run(&x).unwrap();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[0], times[times.len() / 2])
}

fn main() {
    let device = std::env::args().nth(1);
    for staging in [false, true] {
        let options = Options { device: device.clone(), staging, ..Options::default() };
        for is_chain in [false, true] {
            let kind = if is_chain { "one after the other" } else { "independent" };
            let mut least = vec![];
            for count in [1usize, 101, 1001] {
                let start = Instant::now();
                let mut executable = program(count, is_chain).load(&Weights::default(), &options);
                let loaded = start.elapsed().as_secs_f64() * 1e3;
                let (min, median) = time(&mut executable);
                let barriers = executable.commands().map_or(0, |commands| commands.barriers);
                println!(
                    "{}, staging {staging}: {count} dispatches, {kind}, {barriers} barriers: \
                     {min:.1} us a call (median {median:.1}), loaded in {loaded:.1} ms",
                    executable.device()
                );
                least.push(min);
            }
            println!("  {:.2} us a dispatch, {kind}", (least[2] - least[0]) / 1000.0);
        }
    }
}
