//! A throwaway PostgreSQL for tests, started from the binaries that are found on this machine.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader},
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

use anyhow::{Context, bail};
use sqlx::{Connection, PgConnection};

/// Set to `1`, a missing PostgreSQL fails the tests that need it instead of skipping them.
const REQUIRE: &str = "DASH_BOT_REQUIRE_POSTGRES";

/// Makes the data folder, starts the server, and ends both when its input ends: that is when the
/// test process is gone, however it went.
const SCRIPT: &str = r#"
bin=$1
dir=$(mktemp -d "${TMPDIR:-/tmp}/dash-bot-postgres.XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
trap '' HUP INT TERM
cd "$dir" || exit 1
echo "folder $dir"
"$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --no-locale --no-sync 2>&1 </dev/null || exit 1
"$bin/postgres" -D "$dir/data" -c listen_addresses= -c unix_socket_directories="$dir" \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    -c max_connections=300 -c shared_buffers=32MB -c timezone=Asia/Kathmandu 2>&1 </dev/null &
server=$!
read -r _
kill -QUIT "$server"
wait "$server"
"#;

/// A running PostgreSQL; it ends when this is dropped or the process ends.
#[derive(Debug)]
pub struct Postgres {
    folder: PathBuf,
    databases: AtomicU64,
    /// Closed, it ends the server.
    _lifeline: ChildStdin,
}

static SHARED: LazyLock<Option<Postgres>> = LazyLock::new(|| match Postgres::start() {
    Ok(Some(server)) => Some(server),
    Ok(None) => {
        let required = std::env::var(REQUIRE).is_ok_and(|value| value == "1");
        assert!(
            !required,
            "{REQUIRE}=1, but initdb and postgres were not found in /usr/lib/postgresql/*/bin or on the PATH: \
             install PostgreSQL (Debian: apt-get install postgresql)"
        );
        eprintln!(
            "PostgreSQL tests were skipped: initdb and postgres were not found on this machine"
        );
        None
    }
    Err(error) => panic!("cannot start PostgreSQL: {error:#}"),
});

impl Postgres {
    /// The server that all tests of this process share, started when first asked for; `None` where the
    /// machine has none.
    ///
    /// # Panics
    /// When it is there and does not start, or is missing and `DASH_BOT_REQUIRE_POSTGRES=1`.
    pub fn shared() -> Option<&'static Self> {
        SHARED.as_ref()
    }

    /// Starts a server of one's own; `None` where the machine has none.
    ///
    /// # Errors
    /// When it does not start, with what it said.
    pub fn start() -> anyhow::Result<Option<Self>> {
        let Some(binaries) = binaries() else {
            return Ok(None);
        };
        let mut child = as_ordinary_user()
            .args(["/bin/sh", "-c", SCRIPT, "sh"])
            .arg(&binaries)
            .env("LC_ALL", "C")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            // What ends the tests, such as Ctrl-C, must not end the shell before it has cleaned up.
            .process_group(0)
            .spawn()
            .context("cannot run a shell")?;
        let lifeline = child
            .stdin
            .take()
            .context("cannot reach the shell's input")?;
        let folder = ready(child)?;
        Ok(Some(Self {
            folder,
            databases: AtomicU64::new(0),
            _lifeline: lifeline,
        }))
    }

    /// A new, empty database; its URL.
    ///
    /// # Panics
    /// When the server does not make one.
    pub async fn database(&self) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.execute(&format!("create database {name}")).await;
        self.url(&name)
    }

    /// Ends every connection to the database of `url` but the asking one, as a restart would.
    ///
    /// # Panics
    /// When the server can't be asked.
    pub async fn disconnect(&self, url: &str) {
        let name = url.split(['/', '?']).nth(3).unwrap_or_default();
        self.execute(&format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
        ))
        .await;
    }

    /// What `pg_dump` writes of the database of `url`: all that a backup would hold.
    ///
    /// # Panics
    /// When it can't be dumped.
    pub fn dump(url: &str) -> String {
        let folder = binaries().expect("PostgreSQL is there");
        let done = Command::new(folder.join("pg_dump"))
            .args(["--dbname", url])
            .output()
            .expect("pg_dump is there");
        assert!(done.status.success(), "{done:?}");
        String::from_utf8(done.stdout).expect("it is text")
    }

    fn url(&self, database: &str) -> String {
        format!(
            "postgres://postgres@localhost/{database}?host={}",
            self.folder.display()
        )
    }

    async fn execute(&self, statement: &str) {
        let mut connection = PgConnection::connect(&self.url("postgres"))
            .await
            .expect("the server takes connections");
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement))
            .execute(&mut connection)
            .await
            .expect("the server does as it is told");
        connection.close().await.expect("the connection closes");
    }
}

/// Reads what the server says until it is ready; its folder. A thread goes on reading, so that it
/// never waits for us.
fn ready(mut child: Child) -> anyhow::Result<PathBuf> {
    let output = child
        .stdout
        .take()
        .context("cannot read what the shell says")?;
    let mut lines = BufReader::new(output).lines();
    let mut folder = None;
    let mut last = VecDeque::new();
    for line in lines.by_ref() {
        let line = line.context("cannot read what the server says")?;
        if let Some(path) = line.strip_prefix("folder ") {
            folder = Some(PathBuf::from(path));
        }
        if line.contains("ready to accept connections") {
            std::thread::spawn(move || {
                lines.for_each(drop);
                // An ended child is waited for, or it stays in the table of processes.
                let _ = child.wait();
            });
            return folder.context("the server told no folder");
        }
        if last.len() == 10 {
            last.pop_front();
        }
        last.push_back(line);
    }
    bail!("it said: {}", Vec::from(last).join("\n"))
}

/// The folder of `initdb` and `postgres`: the newest below `/usr/lib/postgresql`, or on the PATH.
fn binaries() -> Option<PathBuf> {
    let mut folders: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| {
            let version = entry
                .file_name()
                .to_string_lossy()
                .parse()
                .unwrap_or_default();
            (version, entry.path().join("bin"))
        })
        .collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders
        .into_iter()
        .rev()
        .map(|(_, folder)| folder)
        .chain(std::env::split_paths(&path))
        .find(|folder| {
            ["initdb", "postgres"]
                .iter()
                .all(|name| folder.join(name).is_file())
        })
}

/// What runs a command as somebody whom PostgreSQL accepts: it refuses to be run by root.
fn as_ordinary_user() -> Command {
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
    if !is_root {
        return Command::new("/usr/bin/env");
    }
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let user = if accounts.lines().any(|line| line.starts_with("postgres:")) {
        "postgres"
    } else {
        "nobody"
    };
    let found = |name: &str| {
        ["/usr/bin", "/usr/sbin", "/bin", "/sbin"]
            .iter()
            .map(|folder| Path::new(folder).join(name))
            .find(|path| path.is_file())
    };
    // The first becomes the shell; the others stay between, and end it roughly when they are ended.
    if let Some(setpriv) = found("setpriv") {
        let mut command = Command::new(setpriv);
        let group = format!("--regid={user}");
        let group = if user == "nobody" {
            "--regid=65534".to_owned()
        } else {
            group
        };
        command.args([&format!("--reuid={user}"), &group, "--clear-groups", "--"]);
        return command;
    }
    if let Some(runuser) = found("runuser") {
        let mut command = Command::new(runuser);
        command.args(["-u", user, "--"]);
        return command;
    }
    // `su` takes one line; the arguments that follow become its positional parameters.
    let mut command = Command::new("su");
    command.args([user, "-s", "/bin/sh", "-c", r#"exec "$@""#, "sh"]);
    command
}

#[cfg(test)]
mod tests {
    use super::Postgres;

    #[tokio::test]
    async fn each_test_has_its_own_empty_database() {
        let Some(server) = Postgres::shared() else {
            return;
        };
        let (one, other) = (server.database().await, server.database().await);
        assert_ne!(one, other);
    }

    #[test]
    fn a_server_that_is_dropped_is_gone() {
        let Ok(Some(server)) = Postgres::start() else {
            return;
        };
        let folder = server.folder.clone();
        assert!(folder.exists());
        drop(server);
        // The shell cleans up on its own time; a deadline would be a wait, so it is only looked for.
        while folder.exists() {
            std::thread::yield_now();
        }
    }
}
