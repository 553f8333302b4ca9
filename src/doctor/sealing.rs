//! What `dash-bot doctor` says of the sealing of what people wrote.

use std::path::{Path, PathBuf};

use secrecy::ExposeSecret as _;
use store::{OpenError, Store};

use super::{Line, bad, fine, note, wrong};
use crate::config::Config;

/// What to do where texts stand readable.
const ADVICE: &str =
    "make a key with `dash-bot key new`, set it as [store] key, and run `dash-bot rekey`";

/// Where container engines put secrets: there nobody else is.
const CONTAINERS_SECRETS: &str = "/run/secrets";

/// Whether what people wrote is sealed. The tables are there.
pub(super) async fn state(store: &Store) -> Line {
    match store.check_keys().await {
        Ok(()) => {}
        Err(error @ OpenError::NoKey { .. }) => return wrong(format!("sealing: {error}")),
        Err(error) => return bad(format!("sealing: {error}")),
    }
    let seals = match store.seals().await {
        Ok(seals) => seals,
        Err(error) => return bad(format!("sealing: {error:#}")),
    };
    let current = store.keys().current().map(store::Key::id);
    let left = seals.not_under(current);
    match current {
        Some(key) if left == 0 => fine(format!(
            "sealing: everything that people wrote is sealed under the key {key}"
        )),
        Some(key) => note(format!(
            "sealing: texts that are not sealed under the key {key} yet: {left}; run `dash-bot rekey`"
        )),
        None if left == 0 => off(),
        None => note(format!(
            "sealing: no key is set, and texts that are still sealed under previous_keys: {left}; set [store] key, or run `dash-bot rekey --plain`"
        )),
    }
}

/// Says so when nothing is sealed.
pub(super) fn off() -> Line {
    note(format!(
        "sealing: what people write stands readable in the database and its backups; {ADVICE}"
    ))
}

/// Whether who gets hold of the database, or reads this machine's files, has the key as well.
pub(super) fn key_file(config: &Config) -> Vec<Line> {
    let Some(file) = &config.key_file else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    if let Some(folder) = database_folder(config) {
        lines.extend(together(file, "the database", &folder));
    }
    if others_can_read(file) {
        lines.push(note(format!(
            "sealing: other users of this machine can read the key ({0}); run: chmod 600 {0}",
            file.display()
        )));
    }
    lines
}

/// Says so when the key lies where `what` lies: a copy of that folder would open everything.
pub(super) fn together(key: &Path, what: &str, folder: &Path) -> Option<Line> {
    lies_in(key, folder).then(|| {
        note(format!(
            "sealing: the key ({}) lies in the folder of {what} ({}), so a copy of that folder opens everything; keep it elsewhere, and out of the same backup",
            key.display(),
            folder.display(),
        ))
    })
}

/// The folder of a database that is a file.
fn database_folder(config: &Config) -> Option<PathBuf> {
    let path = config.database.expose_secret().strip_prefix("sqlite:")?;
    let path = Path::new(path.strip_prefix("//").unwrap_or(path));
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    Some(folder.unwrap_or(Path::new(".")).to_owned())
}

/// Whether a file stands in a folder, however deep, as far as the paths can be followed.
fn lies_in(file: &Path, folder: &Path) -> bool {
    match (file.canonicalize(), folder.canonicalize()) {
        (Ok(file), Ok(folder)) => file.starts_with(folder),
        _ => false,
    }
}

#[cfg(unix)]
fn others_can_read(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(file).map(|found| found.permissions().mode());
    !file.starts_with(CONTAINERS_SECRETS) && mode.is_ok_and(|mode| mode & 0o004 != 0)
}

#[cfg(not(unix))]
fn others_can_read(_file: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use clock::Ids;

    use super::*;

    fn config(database: &Path, key: &Path) -> Config {
        let variables = [
            ("DATABASE_URL", format!("sqlite:{}", database.display())),
            ("DASH_BOT_STORE__KEY_FILE", key.display().to_string()),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value));
        Config::load(None, variables.into_iter()).unwrap()
    }

    fn key_in(folder: &Path, mode: u32) -> PathBuf {
        use std::os::unix::fs::PermissionsExt as _;
        let path = folder.join("key");
        fs::write(&path, store::Key::generate(&Ids::seeded(1))).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path
    }

    #[test]
    fn a_key_beside_the_database_is_noted() {
        let (data, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let database = data.path().join("bot.sqlite");
        let lines = key_file(&config(&database, &key_in(data.path(), 0o600)));
        assert_eq!(lines.len(), 1);
        assert!(lines[0].what.contains("lies in the folder of the database"));
        let lines = key_file(&config(&database, &key_in(elsewhere.path(), 0o600)));
        assert!(lines.is_empty());
    }

    #[test]
    fn a_key_that_others_can_read_is_noted() {
        let (data, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let database = data.path().join("bot.sqlite");
        let lines = key_file(&config(&database, &key_in(elsewhere.path(), 0o644)));
        assert_eq!(lines.len(), 1);
        assert!(lines[0].what.contains("chmod 600"));
    }

    #[tokio::test]
    async fn what_is_not_sealed_is_advice_and_a_missing_key_is_wrong() {
        let key = |number| store::Key::parse(&store::Key::generate(&Ids::seeded(number))).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("bot.sqlite").display());
        let (clock, ids) = (clock::Clock::system(), Ids::seeded(1));
        let open = async |keys| {
            let store = Store::connect_with(&url, keys, clock.clone(), ids.clone())
                .await
                .unwrap();
            store.migrate().await.unwrap();
            store
        };
        let said = async |keys| {
            let store = open(keys).await;
            let line = state(&store).await;
            store.close().await;
            format!("{}{}", line.verdict.mark(), line.what)
        };
        insta::assert_snapshot!(said(store::Keys::none()).await, @"note     sealing: what people write stands readable in the database and its backups; make a key with `dash-bot key new`, set it as [store] key, and run `dash-bot rekey`");
        let keys = store::Keys::new(Some(key(1)), Vec::new());
        insta::assert_snapshot!(said(keys.clone()).await, @"ok       sealing: everything that people wrote is sealed under the key aecb6134");
        let store = open(keys).await;
        let mut tx = store.begin().await.unwrap();
        let person = tx
            .person_find_or_create(&domain::Platform::new("chat"), "7")
            .await
            .unwrap();
        let expires = tx.now() + chrono::TimeDelta::days(1);
        tx.park(&person.id, &chat::Args::new(), expires)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        store.close().await;
        insta::assert_snapshot!(said(store::Keys::new(Some(key(2)), vec![key(1)])).await, @"note     sealing: texts that are not sealed under the key 4928ec0a yet: 1; run `dash-bot rekey`");
        insta::assert_snapshot!(said(store::Keys::new(None, vec![key(1)])).await, @"note     sealing: no key is set, and texts that are still sealed under previous_keys: 1; set [store] key, or run `dash-bot rekey --plain`");
        insta::assert_snapshot!(said(store::Keys::none()).await, @"PROBLEM  sealing: texts in the database are sealed under the key aecb6134, which is not given: set it as [store] key, or among [store] previous_keys");
    }
}
