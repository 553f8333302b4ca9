//! The program as an operator calls it.

use std::{path::Path, process::Command};

/// Runs it with these settings and no others; its exit status, and what it printed.
pub(crate) fn run(args: &[&str], settings: &[(&'static str, String)]) -> (Option<i32>, String) {
    run_program(Path::new(env!("CARGO_BIN_EXE_dash-bot")), args, settings)
}

/// The same with another program.
pub(crate) fn run_program(
    program: &Path,
    args: &[&str],
    settings: &[(&'static str, String)],
) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(program);
    for (name, _) in std::env::vars() {
        if name.starts_with("DASH_BOT_") || name == "DATABASE_URL" {
            command.env_remove(name);
        }
    }
    let output = command
        .args(args)
        .envs(settings.iter().map(|(name, value)| (name, value)))
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).expect("it is text");
    (output.status.code(), said.trim_end().to_owned())
}
