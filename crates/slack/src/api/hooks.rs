//! The addresses at which interactions are answered: each is another path on the same host.

use std::sync::{Mutex, PoisonError};

use reqwest::Url;

/// Reads such addresses; a host is parsed once.
#[derive(Debug, Default)]
pub(super) struct Hooks(Mutex<Option<(String, Url)>>);

impl Hooks {
    /// The address; `None` when it is none.
    pub(super) fn read(&self, address: &str) -> Option<Url> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((origin, root)) = &*known
            && let Some(path) = address.strip_prefix(origin.as_str())
            && path.starts_with('/')
            && !path.contains(['?', '#'])
        {
            let mut url = root.clone();
            url.set_path(path);
            return Some(url);
        }
        let url = Url::parse(address).ok()?;
        let origin = url.origin().ascii_serialization();
        // Only what is written as it is read can be known again.
        if address.starts_with(&origin) {
            let mut root = url.clone();
            root.set_path("");
            root.set_query(None);
            root.set_fragment(None);
            *known = Some((origin, root));
        }
        Some(url)
    }
}

#[cfg(test)]
mod tests {
    use super::Hooks;

    #[test]
    fn the_second_address_of_a_host_is_read_like_the_first() {
        let hooks = Hooks::default();
        for address in [
            "https://hooks.slack.com/commands/T1/2/abc",
            "https://hooks.slack.com/actions/T1/3/d%20e/../f",
            "https://hooks.slack.com/commands/T1?x=1#y",
            "https://hooks.slack.com",
            "https://hooks.slack.com.evil.example/a",
            "https://user@hooks.slack.com/a",
            "http://127.0.0.1:8000/hook/9",
            "http://127.0.0.1:80001/hook/9",
            "nothing",
        ] {
            assert_eq!(
                hooks.read(address),
                reqwest::Url::parse(address).ok(),
                "{address}"
            );
        }
    }
}
