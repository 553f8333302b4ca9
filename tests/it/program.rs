//! The program itself, as the operator calls it.

use std::process::Stdio;

use tokio::process::Command;

use crate::bot::Town;

/// Runs it in the town's configuration; what it prints. It must end well, or with something to say of what it was asked.
pub(crate) async fn dash_bot(town: &Town, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_dash-bot"))
        .args(args)
        .env_remove("DASH_BOT_REQUIRE_BROWSER")
        .env_remove("DASH_BOT_REQUIRE_POSTGRES")
        .env_remove("DASH_BOT_VALIDATED_REQUESTS")
        .envs(town.environment())
        .stdin(Stdio::null())
        .output()
        .await
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let status = output.status;
    assert!(
        status.success(),
        "{args:?} ended with {status}: {said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}
