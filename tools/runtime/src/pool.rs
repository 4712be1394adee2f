//! Threads that share the iterations of a loop.
//!
//! One job runs at a time; the thread that posts it takes part. Between jobs a worker spins for
//! a moment, as the next kernel of a program mostly follows within microseconds, and then sleeps.

use std::{
    any::Any,
    cell::Cell,
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    ptr,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicI64, AtomicPtr, AtomicU64, AtomicUsize, Ordering::SeqCst},
    },
    thread::{self, JoinHandle, Thread},
    time::{Duration, Instant},
};

/// The environment variable that says how many threads to use.
pub const THREADS_VARIABLE: &str = "TRICAST_NUM_THREADS";

/// How long a worker waits for a job before it sleeps.
const SPIN: Duration = Duration::from_micros(50);
/// Parts of a loop for each thread: more balance the load, fewer are cheaper.
const PARTS_PER_THREAD: i64 = 4;
/// What a worker may put on its stack.
const STACK: usize = 8 << 20;

/// Some threads, the caller's included.
pub struct Pool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
    /// Held by the thread whose job runs.
    posting: Mutex<()>,
}

struct Shared {
    /// The job that runs, if any.
    job: AtomicPtr<Job<'static>>,
    /// How many jobs were posted.
    posted: AtomicU64,
    /// How many workers may hold a pointer to the job.
    active: AtomicUsize,
    /// One for each worker.
    sleepers: OnceLock<Vec<Sleeper>>,
    is_closed: AtomicBool,
}

struct Sleeper {
    thread: Thread,
    is_asleep: AtomicBool,
}

/// A loop, on the stack of the thread that posted it.
struct Job<'a> {
    task: &'a (dyn Fn(i64, i64) + Sync),
    iterations: i64,
    parts: i64,
    /// The next part to be taken.
    next: AtomicI64,
    /// What the first part that panicked said.
    panic: Mutex<Option<Box<dyn Any + Send>>>,
}

thread_local! {
    /// Whether this thread runs a part of a job: a loop within it is not shared again.
    static IS_WORKING: Cell<bool> = const { Cell::new(false) };
}

impl Pool {
    /// A pool of so many threads, of which all but one are started.
    ///
    /// # Errors
    /// If the system has no more threads.
    pub fn new(threads: NonZeroUsize) -> std::io::Result<Pool> {
        let shared = Arc::new(Shared {
            job: AtomicPtr::new(ptr::null_mut()),
            posted: AtomicU64::new(0),
            active: AtomicUsize::new(0),
            sleepers: OnceLock::new(),
            is_closed: AtomicBool::new(false),
        });
        let mut pool = Pool { shared, workers: vec![], posting: Mutex::new(()) };
        for index in 0..threads.get() - 1 {
            let shared = pool.shared.clone();
            let worker = thread::Builder::new()
                .name(format!("tricast-{}", index + 1))
                .stack_size(STACK)
                .spawn(move || shared.work(index))?;
            pool.workers.push(worker);
        }
        let sleeper = |worker: &JoinHandle<()>| Sleeper {
            thread: worker.thread().clone(),
            is_asleep: AtomicBool::new(false),
        };
        let _ = pool.shared.sleepers.set(pool.workers.iter().map(sleeper).collect());
        Ok(pool)
    }

    /// How many threads it has, the caller's included.
    pub fn threads(&self) -> usize {
        self.workers.len() + 1
    }

    /// Runs `task` over disjoint parts `[from, to)` of `[0, iterations)`, each of at least `grain`
    /// iterations, and returns when all are done. A panic of a part is the caller's.
    pub fn run(&self, iterations: i64, grain: i64, task: &(dyn Fn(i64, i64) + Sync)) {
        let most = PARTS_PER_THREAD * self.threads() as i64;
        let parts = (iterations / grain.max(1)).min(most);
        if parts <= 1 || self.workers.is_empty() || IS_WORKING.get() {
            return if iterations > 0 {
                task(0, iterations)
            };
        }
        // Another thread's program may be using the workers.
        let _posting = match self.posting.try_lock() {
            Ok(guard) => guard,
            Err(std::sync::TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(std::sync::TryLockError::WouldBlock) => return task(0, iterations),
        };
        let next = AtomicI64::new(0);
        let job = Job { task, iterations, parts, next, panic: Mutex::new(None) };
        self.shared.post(&job);
        job.work();
        self.shared.withdraw();
        let panic = job.panic.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(panic) = panic {
            resume_unwind(panic);
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.is_closed.store(true, SeqCst);
        self.shared.wake(usize::MAX);
        for worker in self.workers.drain(..) {
            // A worker that panicked has nothing to say here.
            let _ = worker.join();
        }
    }
}

impl Shared {
    /// Lets the workers see a job. [`Self::withdraw`] must follow before the job's end.
    fn post(&self, job: &Job) {
        let helpers = job.parts as usize - 1;
        self.job.store(ptr::from_ref(job).cast_mut().cast(), SeqCst);
        self.wake(helpers);
    }

    fn wake(&self, most: usize) {
        self.posted.fetch_add(1, SeqCst);
        for sleeper in self.sleepers.get().into_iter().flatten().take(most) {
            if sleeper.is_asleep.load(SeqCst) {
                sleeper.thread.unpark();
            }
        }
    }

    /// Takes the job back: when this returns no worker holds a pointer to it.
    ///
    /// A worker says that it is active before it looks for the job. So either it finds none,
    /// or it is seen here.
    fn withdraw(&self) {
        self.job.store(ptr::null_mut(), SeqCst);
        let mut rounds = 0u32;
        while self.active.load(SeqCst) != 0 {
            rounds += 1;
            // The worker may have lost its core to another process, perhaps this one.
            if rounds.is_multiple_of(1024) { thread::yield_now() } else { std::hint::spin_loop() }
        }
    }

    fn work(&self, index: usize) {
        let mut seen = 0;
        while let Some(posted) = self.next_job(seen, index) {
            seen = posted;
            self.active.fetch_add(1, SeqCst);
            let job = self.job.load(SeqCst);
            // SAFETY: while `active` counts this thread, `withdraw` does not return, and the job
            // lives.
            if let Some(job) = unsafe { job.as_ref() } {
                job.work();
            }
            self.active.fetch_sub(1, SeqCst);
        }
    }

    /// Waits until another job was posted than the `seen`th; None when the pool closes.
    fn next_job(&self, seen: u64, index: usize) -> Option<u64> {
        let start = Instant::now();
        loop {
            for _ in 0..32 {
                let posted = self.posted.load(SeqCst);
                if posted != seen {
                    return (!self.is_closed.load(SeqCst)).then_some(posted);
                }
                std::hint::spin_loop();
            }
            if start.elapsed() > SPIN {
                self.sleep(seen, index);
            }
        }
    }

    fn sleep(&self, seen: u64, index: usize) {
        // Not there yet while the pool is being made.
        let Some(sleeper) = self.sleepers.get().map(|sleepers| &sleepers[index]) else {
            return thread::yield_now();
        };
        sleeper.is_asleep.store(true, SeqCst);
        while self.posted.load(SeqCst) == seen {
            thread::park();
        }
        sleeper.is_asleep.store(false, SeqCst);
    }
}

impl Job<'_> {
    /// Takes parts until none is left.
    fn work(&self) {
        IS_WORKING.set(true);
        loop {
            let part = self.next.fetch_add(1, SeqCst);
            if part >= self.parts {
                break;
            }
            let bound = |part: i64| {
                (i128::from(part) * i128::from(self.iterations) / i128::from(self.parts)) as i64
            };
            let run = AssertUnwindSafe(|| (self.task)(bound(part), bound(part + 1)));
            if let Err(panic) = catch_unwind(run) {
                // What is left need not be done.
                self.next.store(self.parts, SeqCst);
                let mut first = self.panic.lock().unwrap_or_else(PoisonError::into_inner);
                first.get_or_insert(panic);
            }
        }
        IS_WORKING.set(false);
    }
}

/// How many threads to use: what [`THREADS_VARIABLE`] says, or else the cores this process may
/// run on.
///
/// # Errors
/// If the variable is not a number from 1.
pub fn thread_count() -> Result<NonZeroUsize, String> {
    match std::env::var(THREADS_VARIABLE) {
        Err(_) => Ok(thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)),
        Ok(text) => text
            .trim()
            .parse()
            .map_err(|_| format!("{THREADS_VARIABLE} is '{text}', expected a number from 1")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool() -> Pool {
        Pool::new(NonZeroUsize::new(4).unwrap()).unwrap()
    }

    #[test]
    fn every_iteration_runs_once() {
        let pool = pool();
        for iterations in [0, 1, 2, 7, 100, 1001] {
            for grain in [1, 3, 1000] {
                let counts: Vec<AtomicI64> = (0..iterations).map(|_| AtomicI64::new(0)).collect();
                pool.run(iterations, grain, &|from, to| {
                    assert!(to - from >= grain.min(iterations));
                    for index in from..to {
                        counts[index as usize].fetch_add(1, SeqCst);
                    }
                });
                assert!(counts.iter().all(|count| count.load(SeqCst) == 1));
            }
        }
    }

    #[test]
    fn many_jobs_in_a_row_with_and_without_sleep() {
        let pool = pool();
        let sum = AtomicI64::new(0);
        for round in 0..2000 {
            pool.run(64, 1, &|from, to| {
                sum.fetch_add(to - from, SeqCst);
            });
            if round % 500 == 0 {
                thread::sleep(Duration::from_millis(2));
            }
        }
        assert_eq!(sum.into_inner(), 2000 * 64);
    }

    #[test]
    fn a_loop_within_a_loop_runs_where_it_is() {
        let pool = pool();
        let sum = AtomicI64::new(0);
        pool.run(8, 1, &|from, to| {
            for _ in from..to {
                pool.run(10, 1, &|from, to| {
                    sum.fetch_add(to - from, SeqCst);
                });
            }
        });
        assert_eq!(sum.into_inner(), 80);
    }

    #[test]
    fn a_panic_is_the_callers() {
        let pool = pool();
        let result = catch_unwind(AssertUnwindSafe(|| {
            pool.run(100, 1, &|from, _| {
                if from > 50 {
                    resume_unwind(Box::new("part"));
                }
            });
        }));
        assert_eq!(result.unwrap_err().downcast_ref(), Some(&"part"));
        let done = AtomicBool::new(false);
        pool.run(4, 1, &|_, _| done.store(true, SeqCst));
        assert!(done.into_inner());
    }
}
