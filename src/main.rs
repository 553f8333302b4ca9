//! The program: hands its arguments and environment to the library.

use std::{env, process::ExitCode};

use mimalloc::MiMalloc;

/// Takes less time than the system's, and keeps memory flat.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let variables = env::vars_os().map(|(name, value)| {
        (
            name.to_string_lossy().into_owned(),
            value.to_string_lossy().into_owned(),
        )
    });
    dash_bot::cli::main(env::args_os(), variables)
}
