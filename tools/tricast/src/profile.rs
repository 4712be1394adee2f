//! Where the time of a run goes.

use std::fmt::Write;

use tricast_runtime::KernelTime;

/// How many ops of a kernel are named.
const NAMED: usize = 4;

/// The kernels of a run, the longest first, with their share of all time.
pub fn table(kernels: &[KernelTime]) -> String {
    let total: f64 = kernels.iter().map(|kernel| kernel.seconds).sum();
    let mut sorted: Vec<&KernelTime> = kernels.iter().collect();
    sorted.sort_by(|one, other| other.seconds.total_cmp(&one.seconds));
    let width = kernels.iter().map(|kernel| kernel.name.len()).max().unwrap_or(0).max(6);
    let is_simulated = kernels.iter().any(|kernel| kernel.simulated);
    let unit = if is_simulated { "simulated us" } else { "us" };
    let mut text = format!("{:width$} {unit:>12} {:>6}  ops\n", "kernel", "%");
    for KernelTime { name, ops, seconds, simulated } in sorted {
        let mark = if is_simulated && !simulated { " (not simulated)" } else { "" };
        let share = if total > 0.0 { 100.0 * seconds / total } else { 0.0 };
        let line = format!("{name:width$} {:>12.2} {share:>6.1}  {}", seconds * 1e6, named(ops));
        let _ = writeln!(text, "{}{mark}", line.trim_end());
    }
    let _ = writeln!(text, "{} kernels, {:.3} ms", kernels.len(), total * 1e3);
    text
}

/// The first ops by name: of a file in a folder, that of the file.
fn named(ops: &[String]) -> String {
    let short = |op: &String| op.rsplit('/').next().unwrap_or_default().to_owned();
    let names: Vec<String> = ops.iter().take(NAMED).map(short).collect();
    match ops.len() - names.len() {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}
