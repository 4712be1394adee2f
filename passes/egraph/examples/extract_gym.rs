//! Extraction from the e-graphs of a folder, one line for each.

use std::{fs, path::PathBuf, time::Instant};

use anyhow::{Context, Result};
use clap::Parser;
use tricast_egraph::extract::{ExactOptions, exact, greedy, gym::EGraph, tree_greedy};

/// Measures extraction from the e-graphs of folders, in the JSON of extraction-gym.
#[derive(Parser)]
struct Arguments {
    /// Files, or folders of them.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The most work of the search in each graph.
    #[arg(long, default_value_t = ExactOptions::default().work)]
    work: u64,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    println!(
        "file nodes classes tree greedy short exact gap greedy-seconds short-seconds \
         exact-seconds left work programs"
    );
    for path in files(&arguments.paths)? {
        let name = path.display().to_string();
        let text = fs::read_to_string(&path).with_context(|| name.clone())?;
        let problem =
            EGraph::parse(&text).and_then(|graph| graph.problem()).context(name.clone())?;
        let options = ExactOptions { work: arguments.work, ..ExactOptions::default() };
        let tree = tree_greedy(&problem)?;
        let (graph, seconds) = timed(|| greedy(&problem))?;
        let ((short, _), short_seconds) = timed(|| exact(&problem, &ExactOptions::short()))?;
        let ((best, report), exact_seconds) = timed(|| exact(&problem, &options))?;
        println!(
            "{name} {} {} {} {} {} {} {:.5} {seconds:.4} {short_seconds:.4} {exact_seconds:.4} \
             {} {} {}",
            problem.num_nodes(),
            problem.num_classes(),
            tree.cost(),
            graph.cost(),
            short.cost(),
            best.cost(),
            report.gap(),
            report.nodes,
            report.work,
            report.programs,
        );
    }
    Ok(())
}

/// What comes out, and the seconds that it took.
fn timed<T, E>(extract: impl FnOnce() -> Result<T, E>) -> Result<(T, f64), E> {
    let start = Instant::now();
    Ok((extract()?, start.elapsed().as_secs_f64()))
}

fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            for entry in fs::read_dir(path).with_context(|| path.display().to_string())? {
                files.push(entry?.path());
            }
        } else {
            files.push(path.clone());
        }
    }
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    Ok(files)
}
