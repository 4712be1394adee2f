//! Progress on standard error, of what takes more than a second.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread::JoinHandle,
    time::Duration,
};

use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Nothing is shown of what is done by then.
const DELAY: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(100);

/// Progress that is shown, unless standard error is no terminal, until it is dropped.
pub struct Progress {
    bar: ProgressBar,
    /// Ends the thread that waits for the delay; dropped first.
    end: Option<Sender<()>>,
    waiting: Option<JoinHandle<()>>,
}

impl Progress {
    /// Something of unknown length.
    pub fn start(what: &str) -> Self {
        Progress::new(ProgressBar::no_length(), "{spinner} {msg} ({elapsed})", what)
    }

    /// So many steps.
    pub fn of(steps: usize, what: &str) -> Self {
        Progress::new(
            ProgressBar::new(steps as u64),
            "{msg} {wide_bar} {pos}/{len} ({elapsed})",
            what,
        )
    }

    fn new(bar: ProgressBar, template: &str, what: &str) -> Self {
        bar.set_draw_target(ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(what.to_string());
        if !Term::stderr().is_term() {
            return Progress { bar, end: None, waiting: None };
        }
        let (end, ended) = channel();
        let shown = bar.clone();
        let waiting = std::thread::spawn(move || show(&shown, &ended));
        Progress { bar, end: Some(end), waiting: Some(waiting) }
    }

    /// Says what is done now.
    pub fn say(&self, what: &str) {
        self.bar.set_message(what.to_string());
    }

    /// Prints a warning.
    pub fn warn(&self, what: &str) {
        self.bar.suspend(|| eprintln!("warning: {what}"));
    }

    /// One step is done.
    pub fn step(&self) {
        self.bar.inc(1);
    }
}

fn show(bar: &ProgressBar, ended: &Receiver<()>) {
    if ended.recv_timeout(DELAY) == Err(RecvTimeoutError::Timeout) {
        bar.set_draw_target(ProgressDrawTarget::stderr());
        bar.enable_steady_tick(TICK);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(waiting) = self.waiting.take() {
            // It does not panic; if it did, nothing would be shown.
            let _ = waiting.join();
        }
        self.bar.finish_and_clear();
    }
}
