//! The program: hands its arguments and environment to the library.

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    let variables = env::vars_os().map(|(name, value)| {
        (
            name.to_string_lossy().into_owned(),
            value.to_string_lossy().into_owned(),
        )
    });
    dash_bot::cli::main(env::args_os(), variables)
}
