//! The Python process: a line of JSON for each question, one for each answer.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use codec_benches::Outcome;
use serde_json::{Value, json};

use crate::environment::Environment;

pub(crate) struct Process {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Process {
    pub(crate) fn start(environment: &Environment) -> Outcome<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/python/peers.py");
        let mut command = Command::new(&environment.python);
        command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let questions = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().ok_or("no pipe")?);
        Ok(Process { child, questions, answers })
    }

    /// The text that the peer makes of a message; it keeps both.
    pub(crate) fn prepare(&mut self, peer: &str, message: &str, plain: &str) -> Outcome<String> {
        let plain: Value = serde_json::from_str(plain)?;
        let answer = self.ask(&json!({"peer": peer, "message": message, "plain": plain}))?;
        Ok(answer.as_str().ok_or("no text")?.to_owned())
    }

    pub(crate) fn time(
        &mut self,
        peer: &str,
        message: &str,
        operation: &str,
        times: u32,
    ) -> Outcome<Duration> {
        let question = json!({"peer": peer, "message": message, "do": operation, "times": times});
        Ok(Duration::from_nanos(self.ask(&question)?.as_u64().ok_or("no time")?))
    }

    fn ask(&mut self, question: &Value) -> Outcome<Value> {
        let questions = self.questions.as_mut().ok_or("closed")?;
        writeln!(questions, "{question}")?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        Ok(serde_json::from_str(&line)?)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The end of its input is its end.
        self.questions = None;
        let _ = self.child.wait();
    }
}
