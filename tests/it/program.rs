//! The program itself, as the operator calls it.

use std::process::{Output, Stdio};

use crate::bot::{Town, cleaned};

/// Runs it in the town's configuration; what it prints. It must end well, or with something to say of what it was asked.
pub(crate) async fn dash_bot(town: &Town, args: &[&str]) -> String {
    let output = ended(town, args).await;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let status = output.status;
    assert!(
        status.success(),
        "{args:?} ended with {status}: {said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

/// Runs it in the town's configuration, however it ends.
pub(crate) async fn ended(town: &Town, args: &[&str]) -> Output {
    cleaned(env!("CARGO_BIN_EXE_dash-bot"))
        .args(args)
        .envs(town.environment())
        .stdin(Stdio::null())
        .output()
        .await
        .expect("the program starts")
}

/// Runs it; it must refuse. What it says then.
pub(crate) async fn refused(town: &Town, args: &[&str]) -> String {
    let output = ended(town, args).await;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
    said
}
