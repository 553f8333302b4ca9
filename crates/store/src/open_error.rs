//! Why a database can't be opened, in sentences that say what to do.

use std::path::{Path, PathBuf};

use sqlx::{migrate::MigrateError, postgres::PgConnectOptions};

/// Why a database can't be opened or brought up to date. No message holds a password.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The address is not one.
    #[error(
        "cannot read the database's address: write sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE"
    )]
    Url,
    /// There is no such folder.
    #[error("cannot make {}: its folder does not exist; create it, and let the program's user write there", path.display())]
    NoFolder {
        /// The file.
        path: PathBuf,
    },
    /// There is no such file.
    #[error("cannot open {}: there is no such file", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// It would be overwritten.
    #[error("{} exists already: name another file, or remove it first", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The program's user may not.
    #[error("cannot open {}: permission denied; let the program's user read and write the file and its folder", path.display())]
    NoPermission {
        /// The file.
        path: PathBuf,
    },
    /// It can't be written.
    #[error("cannot write {}: the file or its disk is read-only; let the program's user write the file and its folder", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("cannot write {}: the disk is full; make room", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// Another process has it.
    #[error("cannot open {}: another process uses it; stop that one first, or use PostgreSQL for several", path.display())]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// It is something else.
    #[error("cannot open {}: it is not a SQLite database; name another file", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// It is no ledger of erasures.
    #[error("cannot read {}: it is no list of erased people; name another file in [store] erased, or put the right one in its place", path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
    },
    /// It is broken.
    #[error("cannot read {}: the database is damaged; put the latest backup in its place", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// Something else is wrong with the file.
    #[error("cannot open {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Nobody answers.
    #[error(
        "cannot reach PostgreSQL at {server}: {problem}; check that it runs, and that host and port are right"
    )]
    Unreachable {
        /// Host and port, or the socket's folder.
        server: String,
        /// What the system said.
        problem: String,
    },
    /// The connection can't be encrypted as asked.
    #[error(
        "cannot make a TLS connection to PostgreSQL at {server}: {problem}; check its certificate and sslmode, and name the authority that signed it in [network] ca_file"
    )]
    Tls {
        /// Host and port.
        server: String,
        /// What is wrong.
        problem: String,
    },
    /// The name or the password is wrong.
    #[error(
        "cannot log in to PostgreSQL at {server} as {user:?}: check the name, the password and the server's pg_hba.conf"
    )]
    Authentication {
        /// Host and port.
        server: String,
        /// Who wanted in.
        user: String,
    },
    /// There is no such database.
    #[error("cannot find the database {name:?} on PostgreSQL at {server}: create it first")]
    NoDatabase {
        /// Host and port.
        server: String,
        /// Its name.
        name: String,
    },
    /// The user may not change the schema.
    #[error(
        "cannot change the tables: permission denied; let the program's user create tables in its schema ({problem})"
    )]
    NotPermitted {
        /// What the server said.
        problem: String,
    },
    /// A newer program has been here.
    #[error(
        "the database is newer than this program: it has migration {found}, this program knows {known}; run the newer program, or restore a backup"
    )]
    Newer {
        /// The newest that was applied.
        found: i64,
        /// The newest that is known.
        known: i64,
    },
    /// What was applied is not what this program knows.
    #[error(
        "migration {version} of the database is not the one of this program: run the program that made the database, or restore a backup"
    )]
    Different {
        /// Which one.
        version: i64,
    },
    /// A migration failed; what it began was rolled back.
    #[error("cannot apply migration {version}; the database is as it was before it")]
    Migration {
        /// Which one.
        version: i64,
        /// What the database said.
        source: sqlx::Error,
    },
    /// What is sealed can't be opened.
    #[error(
        "texts in the database are sealed under the key {ids}, which is not given: set it as [store] key, or among [store] previous_keys"
    )]
    NoKey {
        /// The ids of the keys that are missing.
        ids: String,
    },
    /// It can't be seen what is sealed.
    #[error("the database can't be read")]
    Seals(#[source] anyhow::Error),
    /// Something else.
    #[error("the database can't be used")]
    Other(#[source] sqlx::Error),
}

impl OpenError {
    pub(crate) fn of_file(error: std::io::Error, path: &Path) -> Self {
        use std::io::ErrorKind;
        let path = path.to_owned();
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NoFolder { path },
            ErrorKind::PermissionDenied => Self::NoPermission { path },
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full { path },
            _ => Self::File {
                path,
                source: error,
            },
        }
    }

    pub(crate) fn of_sqlite(error: sqlx::Error, path: &Path) -> Self {
        let code = error
            .as_database_error()
            .and_then(|error| error.code()?.parse::<i32>().ok());
        let path = path.to_owned();
        // The low byte is the primary result code: https://sqlite.org/rescode.html
        match code.map(|code| code & 0xff) {
            Some(5 | 6) => Self::InUse { path },
            Some(8) => Self::ReadOnly { path },
            Some(11) => Self::Damaged { path },
            Some(13) => Self::Full { path },
            Some(14 | 23) => Self::NoPermission { path },
            Some(26) => Self::NotADatabase { path },
            _ => Self::Other(error),
        }
    }

    pub(crate) fn of_postgres(error: sqlx::Error, options: &PgConnectOptions) -> Self {
        let server = server(options);
        match &error {
            // What rustls does not trust comes as invalid data.
            sqlx::Error::Io(problem) if problem.kind() == std::io::ErrorKind::InvalidData => {
                Self::Tls {
                    server,
                    problem: problem.to_string(),
                }
            }
            sqlx::Error::Io(problem) => Self::Unreachable {
                server,
                problem: problem.to_string(),
            },
            sqlx::Error::Tls(problem) => Self::Tls {
                server,
                problem: problem.to_string(),
            },
            sqlx::Error::Database(problem) => match problem.code().as_deref() {
                Some("28000" | "28P01") => Self::Authentication {
                    server,
                    user: options.get_username().to_owned(),
                },
                Some("3D000") => Self::NoDatabase {
                    server,
                    name: options.get_database().unwrap_or_default().to_owned(),
                },
                // Starting, stopping, or too many connections.
                Some("57P03" | "57P01" | "53300") => Self::Unreachable {
                    server,
                    problem: problem.message().to_owned(),
                },
                _ => Self::Other(error),
            },
            _ => Self::Other(error),
        }
    }

    /// Nobody answered in time.
    pub(crate) fn silent(options: &PgConnectOptions) -> Self {
        Self::Unreachable {
            server: server(options),
            problem: "no answer within 10 s".to_owned(),
        }
    }

    pub(crate) fn of_migration(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMismatch(version) | MigrateError::VersionMissing(version) => {
                Self::Different { version }
            }
            MigrateError::ExecuteMigration(source, version) => {
                Self::not_permitted(&source).unwrap_or(Self::Migration { version, source })
            }
            MigrateError::Execute(source) => Self::of_query(source),
            other => Self::Other(sqlx::Error::from(other)),
        }
    }

    pub(crate) fn of_query(error: sqlx::Error) -> Self {
        Self::not_permitted(&error).unwrap_or(Self::Other(error))
    }

    fn not_permitted(error: &sqlx::Error) -> Option<Self> {
        let error = error.as_database_error()?;
        (error.code().as_deref() == Some("42501")).then(|| Self::NotPermitted {
            problem: error.message().to_owned(),
        })
    }
}

fn server(options: &PgConnectOptions) -> String {
    match options.get_socket() {
        Some(socket) => socket.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    }
}
