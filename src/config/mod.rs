//! The configuration: what the operator says, read from a file and from variables of the environment.

mod environment;
mod error;
mod file;
mod kind;
mod reader;
mod sections;
mod template;
#[cfg(test)]
mod tests;
mod unknown;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use announcer::feed::Source;
use commands::{Limits, Upkeep};
use domain::{Bilingual, Community, Contact, Lang};
use network::ProxyAddress;
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};
use store::Keys;

use environment::Environment;
pub use error::ConfigError;
pub use file::DEFAULT_FILE;
use file::File;
use reader::Reader;

/// What the operator says. Its `Debug` shows no secrets.
#[derive(Debug, Clone)]
pub struct Config {
    /// The database's address: `sqlite:…` or `postgres://…`, which may hold a password.
    pub database: SecretString,
    /// The keys under which what people write is sealed.
    pub keys: Keys,
    /// The file that the key stands in, where it came from one.
    pub key_file: Option<PathBuf>,
    /// The file that remembers who was erased, where the operator named one.
    pub erased: Option<PathBuf>,
    /// The language of what is posted, unless staff set others, and of people of whom nothing else is known.
    pub lang: Lang,
    /// The Discord server, when token and guild are given.
    pub discord: Option<discord::Config>,
    /// The Slack workspace; `None` when nothing of it is configured.
    pub slack: Option<slack::Config>,
    /// The channel whose videos are announced.
    pub youtube: Option<Source>,
    /// How the rest of the world is reached.
    pub network: Network,
    /// What the bot serves.
    pub web: Web,
    /// The folder with the answers; without it those that are compiled in.
    pub knowledge: Option<PathBuf>,
    /// Where people can turn to.
    pub contact: Contact,
    /// What an applicant's e-mail address is used for; without it none is asked for.
    pub email_purpose: Option<Bilingual>,
    /// How staff keep the answers right.
    pub upkeep: Upkeep,
    /// How much may be asked.
    pub limits: Limits,
}

/// How the rest of the world is reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Network {
    /// The proxy for what is encrypted.
    pub https_proxy: Option<ProxyAddress>,
    /// The proxy for what is not.
    pub http_proxy: Option<ProxyAddress>,
    /// What is reached without a proxy, parted by commas.
    pub no_proxy: String,
    /// A file with authorities that are trusted, too. It is not read yet.
    pub ca_file: Option<PathBuf>,
}

/// What the bot serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Web {
    /// Where `/healthz`, `/readyz`, `/metrics` and `/status` are served.
    pub listen: SocketAddr,
    /// Its address as people reach it, without a slash at its end. Nothing uses it yet.
    pub public_url: Option<String>,
}

/// What is known of Discord's application before it is in a server.
#[derive(Debug, Clone)]
pub struct Application {
    /// The bot's token.
    pub token: Option<SecretString>,
    /// The server's id.
    pub guild: Option<String>,
    /// Another server that speaks the HTTP API.
    pub api: Option<String>,
    /// How the rest of the world is reached.
    pub network: Network,
}

impl Config {
    /// Reads the file at `path`, or [`DEFAULT_FILE`] when that is there, and the variables, which override it.
    ///
    /// # Errors
    /// Everything that is wrong, at once.
    pub fn load(
        path: Option<&Path>,
        env: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        Self::of(File::read(path), Environment::new(env))
    }

    /// Reads only where the answers are, for what needs nothing else; the rest may be wrong.
    ///
    /// # Errors
    /// When the file can't be read, or that key is wrong.
    pub fn load_knowledge(
        path: Option<&Path>,
        env: impl Iterator<Item = (String, String)>,
    ) -> Result<Option<PathBuf>, ConfigError> {
        let mut reader = Reader::new(File::read(path), Environment::new(env));
        let folder = sections::knowledge(&mut reader);
        reader.finish()?;
        Ok(folder)
    }

    /// Reads only what is known of Discord's application and the way there, which is invited before anything else can be right.
    ///
    /// # Errors
    /// When the file can't be read, or one of those keys is wrong.
    pub fn load_application(
        path: Option<&Path>,
        env: impl Iterator<Item = (String, String)>,
    ) -> Result<Application, ConfigError> {
        let mut reader = Reader::new(File::read(path), Environment::new(env));
        let application = sections::application(&mut reader);
        reader.finish()?;
        Ok(application)
    }

    /// Reads only how the rest of the world is reached, for what needs nothing else; the rest may be wrong.
    ///
    /// # Errors
    /// When the file can't be read, or one of those keys is wrong.
    pub fn load_network(
        path: Option<&Path>,
        env: impl Iterator<Item = (String, String)>,
    ) -> Result<Network, ConfigError> {
        let mut reader = Reader::new(File::read(path), Environment::new(env));
        let network = sections::network(&mut reader);
        reader.finish()?;
        Ok(network)
    }

    /// Reads only where the database is, for what needs nothing else; the rest may be wrong or, as the token for a
    /// backup, not there.
    ///
    /// # Errors
    /// When the file can't be read, or what leads to the database is wrong.
    pub fn load_database(
        path: Option<&Path>,
        env: impl Iterator<Item = (String, String)>,
    ) -> Result<SecretString, ConfigError> {
        let mut reader = Reader::new(File::read(path), Environment::new(env));
        let database = sections::database(&mut reader);
        let network = sections::network(&mut reader);
        reader.finish()?;
        Ok(trusting(database, network.ca_file.as_deref()).into())
    }

    /// A file with every key, commented out: what `dash-bot init` writes.
    pub fn template() -> String {
        let mut reader = Reader::new(File::default(), Environment::new(std::iter::empty()));
        Self::read(&mut reader);
        template::template(reader.sections())
    }

    /// The file that remembers who was erased: beside a SQLite database where nothing else is said.
    pub fn ledger(&self) -> PathBuf {
        let named = self.erased.clone();
        named.unwrap_or_else(|| ledger_of(self.database.expose_secret()))
    }

    /// What it says of the community.
    pub fn community(&self) -> Community {
        Community {
            lang: self.lang,
            contact: self.contact.clone(),
            email_purpose: self.email_purpose.clone(),
        }
    }

    fn of(file: File, environment: Environment) -> Result<Self, ConfigError> {
        let mut reader = Reader::new(file, environment);
        let config = Self::read(&mut reader);
        reader.finish_all()?;
        Ok(config)
    }

    fn read(from: &mut Reader) -> Self {
        let database = sections::database(from);
        let (keys, key_file, erased) = sections::store(from);
        let lang = sections::community(from);
        let discord = sections::discord(from);
        let slack = sections::slack(from);
        let youtube = sections::youtube(from);
        let network = sections::network(from);
        Self {
            database: trusting(database, network.ca_file.as_deref()).into(),
            keys,
            key_file,
            erased,
            lang,
            discord,
            slack,
            youtube,
            network,
            web: sections::web(from),
            knowledge: sections::knowledge(from),
            upkeep: sections::answers(from),
            contact: sections::contact(from),
            email_purpose: sections::counseling(from),
            limits: sections::limits(from),
        }
    }
}

/// The file that remembers who was erased from the database of this address, where the operator names none.
pub fn ledger_of(database: &str) -> PathBuf {
    let file = database
        .strip_prefix("sqlite:")
        .map(|file| file.strip_prefix("//").unwrap_or(file))
        .filter(|file| *file != ":memory:");
    PathBuf::from(file.map_or_else(
        || "dash-bot.erased".to_owned(),
        |file| format!("{file}.erased"),
    ))
}

/// PostgreSQL's address, with the operator's authorities unless it names its own. A path that is no text can't stand in
/// an address, and a file is no server.
fn trusting(database: String, ca_file: Option<&Path>) -> String {
    let Some(ca_file) = ca_file.and_then(Path::to_str) else {
        return database;
    };
    let Ok(mut url) = Url::parse(&database) else {
        return database;
    };
    let own = ["sslrootcert", "ssl-root-cert", "ssl-ca"];
    let names_its_own = url.query_pairs().any(|(name, _)| own.contains(&&*name));
    if !url.scheme().starts_with("postgres") || names_its_own {
        return database;
    }
    url.query_pairs_mut().append_pair("sslrootcert", ca_file);
    url.into()
}
