//! The Python code in `docs/talking-to-python.md` runs; the Rust code there is among the doctests of the crate.

use std::process::Command;

use codec_tests::peer::Environment;

const PAGE: &str = include_str!("../../docs/talking-to-python.md");

pub fn the_python_code_runs() {
    let blocks: Vec<_> =
        PAGE.split("```python\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    for code in &blocks {
        let environment = if code.contains("aiomas") { Environment::aiomas() } else { Environment::mango() };
        let output = Command::new(&environment.python).args(["-c", code]).output().unwrap();
        assert!(output.status.success(), "{code}\n{}", String::from_utf8_lossy(&output.stderr));
    }
    println!("{} pieces of Python code", blocks.len());
    assert!(blocks.len() > 3);
}
