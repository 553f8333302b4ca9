//! What is logged, and how: for people on a terminal, as JSON lines anywhere else.

use std::{
    io::{self, IsTerminal as _},
    panic::PanicHookInfo,
    thread,
};

use tracing::{Dispatch, Level, Metadata};
use tracing_subscriber::{
    EnvFilter, Layer as _, Registry,
    filter::{LevelFilter, filter_fn},
    fmt::MakeWriter,
    layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

/// What is logged of the program itself unless told otherwise.
const LEVEL: &str = "info";

/// Of libraries only what somebody should look at, unless a level names them.
const LIBRARIES: &str = "h2=warn,hyper=warn,hyper_util=warn,reqwest=warn,rustls=warn,serenity=warn,sqlx=warn,\
                         tokio_tungstenite=warn,tungstenite=warn";

/// Never below a warning, whatever a level names: in detail these say what people write, and the tokens with
/// which they are answered. serenity's spans hold whole requests.
const CAPPED: [&str; 8] = [
    "h2",
    "hyper",
    "hyper_util",
    "reqwest",
    "rustls",
    "serenity",
    "tokio_tungstenite",
    "tungstenite",
];

/// Shut in any case: it logs whole frames that do not parse, and people's messages stand in them.
const NEVER: &str = "serenity::gateway::ws";

/// Starts logging to the standard error. `level` says what is logged, in the syntax of [`EnvFilter`]:
/// `debug`, `info,sqlx=debug`.
///
/// # Errors
/// What is wrong with `level`.
pub fn start(level: Option<&str>) -> Result<(), String> {
    dispatch(level, io::stderr, io::stderr().is_terminal())?
        .try_init()
        .map_err(|error| format!("cannot start logging: {error}"))?;
    std::panic::set_hook(Box::new(panicked));
    Ok(())
}

/// Logs that the program found itself in a state that can't be, and where. What a panic says is left out: it may
/// repeat what a person wrote.
fn panicked(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    tracing::error!(
        panic.place = place.as_deref(),
        panic.thread = thread::current().name(),
        "a part of the program panicked"
    );
}

fn dispatch<W>(level: Option<&str>, writer: W, terminal: bool) -> Result<Dispatch, String>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let level = level.map(str::trim).filter(|level| !level.is_empty());
    let filter = EnvFilter::builder()
        .parse(format!("{LIBRARIES},{}", level.unwrap_or(LEVEL)))
        .map_err(|error| format!("cannot read what to log: {error}"))?;
    // What no level names is not looked at any further.
    let most = filter.max_level_hint().unwrap_or(LevelFilter::TRACE);
    let may_be_logged = filter_fn(move |metadata| *metadata.level() <= most && is_fit(metadata))
        .with_max_level_hint(most);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(writer)
        .with_ansi(terminal);
    let lines = if terminal {
        lines.compact().boxed()
    } else {
        lines
            .json()
            .flatten_event(true)
            .with_span_list(false)
            .boxed()
    };
    let lines = lines.with_filter(filter).with_filter(may_be_logged);
    let registry = Registry::default().with(lines);
    Ok(Dispatch::new(registry))
}

/// Whether it holds nothing that must not be logged.
fn is_fit(metadata: &Metadata<'_>) -> bool {
    let target = metadata.target();
    // A more detailed level is a greater one.
    let in_detail = *metadata.level() > Level::WARN;
    let capped = || CAPPED.iter().any(|library| is_of(target, library));
    !is_of(target, NEVER) && (!in_detail || !capped())
}

fn is_of(target: &str, module: &str) -> bool {
    let rest = target.strip_prefix(module);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Buffer(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Buffer {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What is logged of a few events.
    fn logged(level: Option<&str>, terminal: bool) -> String {
        logging(level, terminal, || {
            tracing::info!(lecture.id = "abc", "of the program");
            tracing::debug!("in detail");
            tracing::warn!(target: "sqlx::query", "a slow statement");
            tracing::info!(target: "sqlx::query", "a statement");
            tracing::error!(target: "serenity::gateway::ws", "a frame");
            tracing::error!(target: "serenity::gateway::ws::inner", "a frame");
        })
    }

    /// What is logged of what happens.
    fn logging(level: Option<&str>, terminal: bool, happens: impl FnOnce()) -> String {
        let buffer = Buffer::default();
        let writer = buffer.clone();
        let dispatch = dispatch(level, move || writer.clone(), terminal).unwrap();
        tracing::dispatcher::with_default(&dispatch, happens);
        let bytes = buffer.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn libraries_are_quiet_unless_named() {
        let usual = logged(None, false);
        assert!(
            usual.contains("of the program") && usual.contains("a slow statement"),
            "{usual}"
        );
        assert!(
            !usual.contains("in detail") && !usual.contains("a statement"),
            "{usual}"
        );
        let debug = logged(Some("debug"), false);
        assert!(
            debug.contains("in detail") && !debug.contains("a statement"),
            "{debug}"
        );
        let named = logged(Some("info,sqlx=info"), false);
        assert!(named.contains("a statement"), "{named}");
    }

    #[test]
    fn frames_of_the_gateway_are_never_logged() {
        for level in [
            "trace",
            "serenity=trace",
            "serenity::gateway::ws=trace",
            "serenity::gateway::ws::inner=trace",
        ] {
            assert!(!logged(Some(level), false).contains("a frame"), "{level}");
        }
    }

    #[test]
    fn what_libraries_hold_of_people_is_not_logged_though_a_level_names_them() {
        let log = |level| {
            logging(Some(level), false, || {
                let span = tracing::info_span!(target: "serenity::http::request", "request", body = "secret");
                let _entered = span.enter();
                tracing::debug!(target: "serenity::gateway::shard", "secret");
                tracing::debug!(target: "serenity::client::dispatch", "secret");
                tracing::info!(target: "tungstenite::protocol", "secret");
                tracing::trace!(target: "tokio_tungstenite", "secret");
                tracing::debug!(target: "h2::codec", "secret");
                tracing::debug!(target: "hyper_util::client", "secret");
                tracing::debug!(target: "reqwest::connect", "secret");
                tracing::debug!(target: "rustls::client", "secret");
                tracing::warn!(target: "serenity::http::client", "warned");
                tracing::error!("inside of the span");
            })
        };
        for level in [
            "trace",
            "[request]=trace",
            "[{body}]=trace",
            "serenity=trace,tungstenite=trace,tokio_tungstenite=trace,h2=trace,hyper_util=trace",
            "serenity::http=debug,serenity::gateway=debug,reqwest=debug,rustls=debug",
        ] {
            let logged = log(level);
            assert!(!logged.contains("secret"), "{level}: {logged}");
        }
        assert!(log("info").contains("warned"));
        assert!(log("info").contains("inside of the span"));
    }

    #[test]
    fn a_library_is_known_by_its_whole_name() {
        assert!(is_of("h2::codec", "h2") && is_of("h2", "h2"));
        assert!(!is_of("h2o", "h2"));
    }

    #[test]
    fn programs_get_a_json_object_a_line_and_people_do_not() {
        let line: serde_json::Value =
            serde_json::from_str(logged(None, false).lines().next().unwrap()).unwrap();
        assert_eq!(line["message"], "of the program");
        assert_eq!(line["lecture.id"], "abc");
        assert_eq!(line["level"], "INFO");
        assert!(!logged(None, true).starts_with('{'));
    }

    #[test]
    fn a_level_that_is_none_is_refused() {
        let refused = dispatch(Some("info,=,="), io::sink, false).map(drop);
        assert!(refused.unwrap_err().starts_with("cannot read what to log"));
    }
}
