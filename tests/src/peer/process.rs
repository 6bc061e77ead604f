//! A peer process, and the frames on its stdin and stdout.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde::Deserialize as _;
use serde_json::Value as Json;

use super::environment::{Environment, here};
use crate::vectors::Fault;

/// No command takes a second; a machine may be slow.
const TIMEOUT: Duration = Duration::from_secs(120);

/// The end of what a peer writes to stderr; a traceback stands there.
const STDERR: usize = 16 * 1024;

/// A Python process that answers commands. It ends when this is dropped.
pub struct Peer {
    name: String,
    child: Child,
    stdin: Option<ChildStdin>,
    answers: Receiver<io::Result<[Vec<u8>; 2]>>,
    stderr: Option<JoinHandle<Vec<u8>>>,
}

/// What a peer says to a command.
#[derive(Debug, Clone)]
pub struct Answer {
    pub value: Json,
    pub bytes: Vec<u8>,
}

impl Peer {
    /// Runs a script, by its path from the directory of these tests, in an environment.
    ///
    /// # Panics
    /// If the script does not start and answer.
    pub fn start(environment: &Environment, script: impl AsRef<Path>, arguments: &[&str]) -> Peer {
        let script = script.as_ref();
        let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut command = Command::new(&environment.python);
        command.arg(tests.join(script)).args(arguments);
        command.env("PYTHONPATH", paths(&[here(), tests.join("vectors")]));
        // What a peer does may not depend on the user's time zone, locale or start-up files.
        command.envs([
            ("TZ", "UTC"),
            ("PYTHONUTF8", "1"),
            ("PYTHONNOUSERSITE", "1"),
            ("PYTHONDONTWRITEBYTECODE", "1"),
        ]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command
            .spawn()
            .unwrap_or_else(|error| panic!("{} does not start: {error}", environment.python.display()));
        let (stdout, stderr) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
        let mut peer = Peer {
            name: format!("{} {}", script.display(), arguments.join(" ")),
            stdin: child.stdin.take(),
            child,
            answers: answers(stdout),
            stderr: Some(thread::spawn(move || tail(stderr))),
        };
        peer.call(&serde_json::json!({"do": "hello"}), b"").expect("a peer says hello");
        peer
    }

    /// Sends a command and waits for the answer, or for the exception that the command raised.
    ///
    /// # Errors
    /// The exception.
    ///
    /// # Panics
    /// If the peer dies, gives no answer in two minutes, or one that is no answer.
    pub fn call(&mut self, command: &Json, bytes: &[u8]) -> Result<Answer, Fault> {
        self.exchange(command, bytes).unwrap_or_else(|failure| panic!("{failure}"))
    }

    /// As [`call`](Self::call), with the failure of the peer as an error.
    ///
    /// # Errors
    /// What the peer does instead of answering, and what it wrote to stderr.
    pub fn exchange(&mut self, command: &Json, bytes: &[u8]) -> Result<Result<Answer, Fault>, String> {
        let sent = self.send(command.to_string().as_bytes()).and_then(|()| self.send(bytes));
        let [head, bytes] = match sent.map(|()| self.answers.recv_timeout(TIMEOUT)) {
            Ok(Ok(Ok(answer))) => answer,
            Ok(Err(RecvTimeoutError::Timeout)) => return Err(self.failure(command, "gives no answer")),
            Ok(Ok(Err(_)) | Err(RecvTimeoutError::Disconnected)) => {
                return Err(self.failure(command, "stops"));
            }
            Err(error) => return Err(self.failure(command, &format!("takes no commands ({error})"))),
        };
        let mut head: Json = match unlimited(&head) {
            Ok(head) => head,
            Err(error) => {
                return Err(self.failure(command, &format!("answers with what is no JSON ({error})")));
            }
        };
        Ok(match head.get_mut("fault").map(Json::take) {
            None => Ok(Answer { value: head["ok"].take(), bytes }),
            Some(fault) => Err(serde_json::from_value(fault).map_err(|error| error.to_string())?),
        })
    }

    fn send(&mut self, frame: &[u8]) -> io::Result<()> {
        let stdin = self.stdin.as_mut().expect("open until this is dropped");
        let length = u32::try_from(frame.len()).map_err(io::Error::other)?;
        stdin.write_all(&length.to_be_bytes())?;
        stdin.write_all(frame)?;
        stdin.flush()
    }

    fn failure(&mut self, command: &Json, what: &str) -> String {
        let _ = self.child.kill();
        let stderr = self.stderr.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        let command: String = command.to_string().chars().take(500).collect();
        format!("the peer {} {what} at {command}\n{}", self.name, String::from_utf8_lossy(&stderr))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // The end of stdin is the end of the script; a script that hangs is not waited for.
        self.stdin = None;
        for _ in 0..100 {
            if matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn paths(paths: &[std::path::PathBuf]) -> OsString {
    std::env::join_paths(paths).expect("paths without separators")
}

/// Read by a thread, since a pipe has no time-out.
fn answers(mut stdout: ChildStdout) -> Receiver<io::Result<[Vec<u8>; 2]>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        loop {
            let answer = frame(&mut stdout).and_then(|head| Ok([head, frame(&mut stdout)?]));
            let ends = answer.is_err();
            if sender.send(answer).is_err() || ends {
                return;
            }
        }
    });
    receiver
}

/// What peers describe is nested deeper than what they send.
fn unlimited(text: &[u8]) -> serde_json::Result<Json> {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    deserializer.disable_recursion_limit();
    Json::deserialize(&mut deserializer)
}

fn frame(stdout: &mut ChildStdout) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    stdout.read_exact(&mut length)?;
    let length = u64::from(u32::from_be_bytes(length));
    let mut frame = Vec::new();
    stdout.take(length).read_to_end(&mut frame)?;
    if frame.len() as u64 == length { Ok(frame) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

fn tail(mut stderr: ChildStderr) -> Vec<u8> {
    let (mut all, mut chunk) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = stderr.read(&mut chunk) {
        all.extend_from_slice(&chunk[..count]);
        all.drain(..all.len().saturating_sub(STDERR));
    }
    all
}
