//! A disk without room: a call fails with a number, nothing is half done, and all is well when there is room.

use std::{
    fs::File,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::json;

use super::{form::drafted, numbered};
use crate::{
    bot::{Database, Town},
    program::{dash_bot, refused},
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_a_call_fails_whole_and_works_when_there_is_room() {
    let Some(disk) = Disk::mount() else {
        println!("skipped: this machine does not let the test mount a small disk");
        return;
    };
    let database = format!("sqlite:{}", disk.path().join("bot.sqlite").display());
    let town = Town::new(Database::sqlite())
        .await
        .set("CHILD_LOG", "info")
        .set("DATABASE_URL", database);
    let bot = town.bot().await;
    let (discord, mut seen) = (&town.discord, Transcript::default());
    let clara = discord.join("Clara");
    let summary = drafted(&town, &clara, "Clara", "Cardiology", "Can we predict it?").await;
    let ballast = disk.fill();
    let failed = discord.press(&clara, &summary, "Send").await;
    seen.add(
        "Clara sends while the disk is full",
        numbered(&failed.to_text()),
    );
    let said = bot.log.says("a call failed", 1).await;
    assert!(said.contains("counseling send"), "{said}");
    let asked = json!({ "question": "What is DASH?" });
    let general = discord.general();
    seen.add(
        "Clara asks: that needs no room",
        discord.slash(&clara, general, "ask", asked).await,
    );
    let status = discord.slash(&clara, general, "counseling status", json!({}));
    seen.add("Clara has no sign-up", status.await);
    assert_eq!(
        discord.messages(discord.staff_channel()).len(),
        0,
        "no card"
    );
    let file = disk.path().join("backup.sqlite");
    let backup = ["backup", file.to_str().expect("a name")];
    let said = refused(&town, &backup).await;
    assert!(said.contains("the disk is full; make room"), "{said}");
    assert!(!file.exists(), "no half backup");
    std::fs::remove_file(ballast).expect("the ballast goes");
    // The summary stands as it was, beside what went wrong.
    let sent = discord.press(&clara, &summary, "Send").await;
    seen.add("Clara sends when there is room", &sent);
    let card = discord.post(discord.staff_channel(), 1).await;
    seen.add("The card", &card);
    discord.private_post(&clara, 1).await;
    dash_bot(&town, &backup).await;
    let found = dash_bot(&town, &["backup", "verify", backup[1]]).await;
    assert!(found.contains("1 signups"), "{found}");
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    for place in [discord.staff_channel(), discord.conversation(&clara)] {
        assert_eq!(discord.messages(place).len(), 1, "once");
    }
    town.discord.finish();
}

/// A disk of two megabytes. Dropped, it is taken away.
struct Disk(tempfile::TempDir);

impl Disk {
    /// `None` where nobody lets the test do so.
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(folder.path())
            .output()
            .ok()?;
        mounted.status.success().then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Takes all the room that is left; the file that has it.
    fn fill(&self) -> PathBuf {
        let path = self.path().join("ballast");
        let mut file = File::create(&path).expect("a file");
        while file.write_all(&[0; 512]).is_ok() {}
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A bot that has not ended yet still uses it: it goes when that does.
        let taken = Command::new("umount").arg("-l").arg(self.path()).status();
        if !taken.is_ok_and(|status| status.success()) {
            eprintln!("cannot take away {}", self.path().display());
        }
    }
}
