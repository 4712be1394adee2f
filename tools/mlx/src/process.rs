//! A Python process, and what is said to it.

use std::{
    fs,
    io::{self, BufReader, BufWriter, Read, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use tricast_dialects::DType;
use tricast_runtime::HostTensor;

use crate::python::{PYTHON_VARIABLE, python};

/// The other side; its first lines say what a message is.
const SERVE: &str = include_str!("serve.py");

/// A tensor that is sent, and what the other side calls it.
pub struct Sent<'a> {
    /// A name, where it has one.
    pub name: Option<&'a str>,
    /// The tensor.
    pub tensor: &'a HostTensor,
    /// Whether it is a number that is in no tensor.
    pub number: bool,
}

/// What a tensor of a message is.
#[derive(Serialize, Deserialize)]
struct Described {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    dtype: String,
    shape: Vec<usize>,
    bytes: usize,
    #[serde(default)]
    number: bool,
}

/// What is asked for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Request<'a> {
    /// `load`, `run`, `count`, `export`, `reset` or `buffer`.
    #[serde(rename = "do")]
    pub what: &'a str,
    /// The dtypes of the results of a run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dtypes: Vec<&'a str>,
    /// The name of a buffer, or of the file to write.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
}

#[derive(Serialize)]
struct RequestHead<'a> {
    #[serde(flatten)]
    request: &'a Request<'a>,
    tensors: Vec<Described>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    error: Option<String>,
    #[serde(default)]
    missing: bool,
    #[serde(default)]
    tensors: Vec<Described>,
}

/// A Python process that runs one program, until it is dropped.
pub struct Process {
    child: Child,
    requests: Option<BufWriter<ChildStdin>>,
    answers: BufReader<ChildStdout>,
    folder: TempDir,
    python: String,
}

impl Process {
    /// Starts it.
    ///
    /// # Errors
    /// If there is no Python, or no place for the program.
    pub fn start(program: &str) -> Result<Process, String> {
        let python = python();
        let text = python.to_string_lossy().into_owned();
        let folder =
            tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
        let path = |name: &str| folder.path().join(name);
        let log = fs::write(path("serve.py"), SERVE)
            .and_then(|()| fs::write(path("program.py"), program))
            .and_then(|()| fs::File::create(path("log")))
            .map_err(|error| format!("{}: {error}", folder.path().display()))?;
        let mut child = Command::new(&python)
            .arg(path("serve.py"))
            .arg(path("program.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .map_err(|error| {
                format!("cannot run {text}: {error}; set {PYTHON_VARIABLE} to a Python with MLX")
            })?;
        let ends = child.stdin.take().zip(child.stdout.take());
        let (requests, answers) = ends.ok_or("the Python process has no pipes")?;
        Ok(Process {
            child,
            requests: Some(BufWriter::new(requests)),
            answers: BufReader::new(answers),
            folder,
            python: text,
        })
    }

    /// Asks for something, and waits for the answer.
    ///
    /// # Errors
    /// What Python says went wrong, or that the process ended.
    pub fn ask(&mut self, request: &Request, tensors: &[Sent]) -> Result<Vec<HostTensor>, String> {
        // A process that ended may have said why.
        let sent = self.send(request, tensors);
        let answer = self.receive();
        match (sent, answer) {
            (_, Ok(answer)) => answer,
            (Err(error), Err(_)) | (Ok(()), Err(error)) => Err(self.ended(&error)),
        }
    }

    fn send(&mut self, request: &Request, tensors: &[Sent]) -> io::Result<()> {
        let described = tensors.iter().map(|sent| Described {
            name: sent.name.map(str::to_owned),
            dtype: sent.tensor.dtype().torch_name().to_owned(),
            shape: sent.tensor.sizes().to_vec(),
            bytes: sent.tensor.bytes().len(),
            number: sent.number,
        });
        let head = serde_json::to_vec(&RequestHead { request, tensors: described.collect() })?;
        let requests = self.requests.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        requests.write_all(&(head.len() as u64).to_le_bytes())?;
        requests.write_all(&head)?;
        for sent in tensors {
            requests.write_all(sent.tensor.bytes())?;
        }
        requests.flush()
    }

    fn receive(&mut self) -> io::Result<Result<Vec<HostTensor>, String>> {
        let mut length = [0; 8];
        self.answers.read_exact(&mut length)?;
        let mut head = vec![0; u64::from_le_bytes(length) as usize];
        self.answers.read_exact(&mut head)?;
        let answer: Answer = serde_json::from_slice(&head)?;
        let mut tensors = vec![];
        for described in &answer.tensors {
            let mut bytes = vec![0; described.bytes];
            self.answers.read_exact(&mut bytes)?;
            tensors.push(tensor(described, bytes)?);
        }
        Ok(match answer.error {
            Some(error) if answer.missing => Err(format!(
                "{error}: run `make mlx`, or set {PYTHON_VARIABLE} to a Python where \
                 `pip install 'mlx[cpu]'` was run"
            )),
            Some(error) => Err(error),
            None => Ok(tensors),
        })
    }

    /// Why the process is gone: the last line that it wrote.
    fn ended(&mut self, error: &io::Error) -> String {
        self.requests = None;
        let status = self.child.wait().map_or_else(|error| error.to_string(), |s| s.to_string());
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        match log.lines().rfind(|line| !line.trim().is_empty()) {
            Some(line) => format!("{} ended ({status}): {line}", self.python),
            None => format!("{} ended ({status}): {error}", self.python),
        }
    }
}

fn tensor(described: &Described, bytes: Vec<u8>) -> io::Result<HostTensor> {
    let dtype = DType::all().find(|dtype| dtype.torch_name() == described.dtype);
    let dtype = dtype.ok_or_else(|| io::Error::other(format!("no dtype '{}'", described.dtype)))?;
    HostTensor::from_vec(dtype, &described.shape, bytes).map_err(io::Error::other)
}

impl Drop for Process {
    fn drop(&mut self) {
        // At the end of its input it ends by itself; one that is busy does not read it.
        self.requests = None;
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}
