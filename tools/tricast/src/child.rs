//! Work in processes of its own: what makes one crash, or never end, makes nothing else fail.

use std::{
    io::{self, Read},
    num::NonZeroUsize,
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::Context;
use tricast_runtime::THREADS_VARIABLE;

use crate::progress::Progress;

/// How much of what a process said before it crashed is told, in lines.
const LAST_WORDS: usize = 5;

/// Starts this program again.
pub struct Starter {
    program: PathBuf,
    timeout: Duration,
}

/// How a process ended that did not succeed.
pub struct Failure {
    /// What it printed on standard output until then.
    pub output: String,
    /// How it ended, with its last words.
    pub ending: String,
}

impl Starter {
    /// Of processes that take no longer than this.
    ///
    /// # Errors
    /// If nobody knows where this program is.
    pub fn new(timeout: Duration) -> anyhow::Result<Self> {
        Ok(Starter { program: std::env::current_exe().context("this program")?, timeout })
    }

    /// A process with so many threads, without its arguments.
    pub fn command(&self, threads: usize) -> Command {
        let mut command = Command::new(&self.program);
        command.env(THREADS_VARIABLE, threads.to_string());
        // Of what it prints before it crashes, the last lines are told.
        command.env("RUST_BACKTRACE", "0");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// What a process prints on standard output.
    ///
    /// # Errors
    /// If it cannot be started, fails, or takes too long.
    pub fn output(&self, mut command: Command) -> Result<String, Failure> {
        let unable =
            |error| Failure { output: String::new(), ending: format!("no process: {error}") };
        let mut child = command.spawn().map_err(unable)?;
        let (output, errors) = (gather(child.stdout.take()), gather(child.stderr.take()));
        let status = wait(&mut child, self.timeout).map_err(unable)?;
        let output = output.recv().unwrap_or_default();
        let errors = errors.recv().unwrap_or_default();
        let ending = match status {
            Some(status) if status.success() => return Ok(output),
            Some(status) => {
                let lines: Vec<&str> = errors.lines().collect();
                let last = lines[lines.len().saturating_sub(LAST_WORDS)..].join("\n");
                format!("crashed: {}\n{last}", ending(status))
            }
            None => format!("took more than {} seconds", self.timeout.as_secs()),
        };
        Err(Failure { output, ending })
    }
}

/// Does something with each item, so many at once, and gives what comes of it in their order.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    jobs: NonZeroUsize,
    act: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let progress = Progress::of(items.len(), "checking");
    let next = AtomicUsize::new(0);
    let results = Mutex::new(vec![]);
    thread::scope(|scope| {
        for _ in 0..jobs.get().min(items.len()) {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Relaxed);
                    let Some(item) = items.get(number) else { break };
                    let result = act(item);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push((number, result));
                    progress.step();
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Reads a pipe to its end, on a thread of its own.
fn gather(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = vec![];
        if let Some(mut pipe) = pipe {
            // What was read before an error is told.
            let _ = pipe.read_to_end(&mut bytes);
        }
        // Nobody listens any more where the process could not be waited for.
        let _ = sender.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    receiver
}

/// Waits for a process; None if it took too long, and was ended.
fn wait(child: &mut Child, timeout: Duration) -> io::Result<Option<ExitStatus>> {
    let (end, mut pause) = (Instant::now() + timeout, Duration::from_millis(1));
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() > end {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// `signal 11`, or `exit status 3`.
fn ending(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        let name = match signal {
            6 => " (abort)",
            9 => " (killed)",
            11 => " (segmentation fault)",
            7 => " (bus error)",
            _ => "",
        };
        return format!("signal {signal}{name}");
    }
    status.to_string()
}
