//! Which proxy leads where: one rule for everything, that of curl.

use std::str::FromStr;

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;

use crate::{Place, Settings, place};

/// A proxy's address. It may hold user and password, which its `Debug` leaves out.
#[derive(Clone, PartialEq, Eq)]
pub struct ProxyAddress(Url);

/// A text that is no proxy's address; it is not repeated, for it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected http://HOST:PORT or https://HOST:PORT, with USER:PASSWORD@ before HOST where the proxy wants them"
)]
pub struct NotAProxy;

impl FromStr for ProxyAddress {
    type Err = NotAProxy;

    /// Reads an address; without a scheme it is one with http.
    fn from_str(text: &str) -> Result<Self, NotAProxy> {
        let text = text.trim();
        let whole = if text.contains("://") {
            text.to_owned()
        } else {
            format!("http://{text}")
        };
        let url = Url::parse(&whole).map_err(|_| NotAProxy)?;
        let fits = matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && matches!(url.path(), "" | "/")
            && url.query().is_none()
            && !text.contains(char::is_whitespace);
        fits.then_some(Self(url)).ok_or(NotAProxy)
    }
}

impl std::fmt::Debug for ProxyAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut url = self.0.clone();
        // They fail for addresses without a host, and such a one is none of ours.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        write!(f, "ProxyAddress({url})")
    }
}

/// What leads where.
#[derive(Debug)]
pub(crate) struct Proxies {
    matcher: Matcher,
    https: Option<ProxyAddress>,
    http: Option<ProxyAddress>,
}

/// A proxy to go through.
#[derive(Debug)]
pub(crate) struct Proxy {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) tls: bool,
    /// What stands in `Proxy-Authorization`.
    pub(crate) login: Option<String>,
}

impl Proxies {
    pub(crate) fn new(settings: &Settings) -> Self {
        let text = |proxy: &Option<ProxyAddress>| {
            let url = proxy.as_ref().map(|proxy| proxy.0.to_string());
            url.unwrap_or_default()
        };
        let matcher = Matcher::builder()
            .https(text(&settings.https_proxy))
            .http(text(&settings.http_proxy))
            .no(&settings.no_proxy)
            .build();
        Self {
            matcher,
            https: settings.https_proxy.clone(),
            http: settings.http_proxy.clone(),
        }
    }

    /// Whether every way is the direct one.
    pub(crate) fn is_empty(&self) -> bool {
        self.https.is_none() && self.http.is_none()
    }

    /// The proxy on the way to `place`; `None` for the direct way.
    pub(crate) fn find(&self, place: &Place) -> Option<Proxy> {
        let found = self.matcher.intercept(&uri(place)?)?;
        let login = found.basic_auth().and_then(|login| login.to_str().ok());
        let login = login.map(ToOwned::to_owned);
        let of = Place::of(&found.uri().to_string())?;
        Some(Proxy {
            host: of.host,
            port: of.port,
            tls: of.tls,
            login,
        })
    }

    /// The same for reqwest, which takes user and password out of the address.
    pub(crate) fn url(&self, to: &Url) -> Option<Url> {
        let place = Place::of_url(to)?;
        self.matcher.intercept(&uri(&place)?)?;
        let proxy = if place.tls { &self.https } else { &self.http };
        proxy.as_ref().map(|proxy| proxy.0.clone())
    }
}

impl Proxy {
    /// Host and port.
    pub(crate) fn shown(&self) -> String {
        place::authority(&self.host, self.port)
    }
}

fn uri(place: &Place) -> Option<Uri> {
    let scheme = if place.tls { "https" } else { "http" };
    format!("{scheme}://{}/", place.authority()).parse().ok()
}

#[cfg(test)]
mod tests {
    use reqwest::Url;

    use super::{NotAProxy, Proxies, ProxyAddress};
    use crate::{Place, Settings};

    fn proxy(text: &str) -> Option<ProxyAddress> {
        Some(text.parse().unwrap())
    }

    /// Through which proxy the gateway's socket goes; HTTP must go the same way.
    fn way(proxies: &Proxies, address: &str) -> Option<String> {
        let place = Place::of(address).unwrap();
        let found = proxies.find(&place).map(|proxy| proxy.shown());
        let of_http = proxies.url(&Url::parse(address).unwrap());
        let of_http = of_http.map(|url| Place::of(url.as_str()).unwrap().authority());
        assert_eq!(found, of_http, "{address}");
        found
    }

    #[test]
    fn a_proxy_is_an_address_with_http_or_https() {
        for good in [
            "http://proxy.umcg.nl:3128",
            "https://bot:secret@proxy.umcg.nl",
            "proxy.umcg.nl:3128",
            "http://[::1]:3128/",
        ] {
            assert!(good.parse::<ProxyAddress>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "socks5://proxy:1080",
            "http://",
            "http://a b",
            "http://proxy/way",
        ] {
            assert_eq!(bad.parse::<ProxyAddress>(), Err(NotAProxy), "{bad}");
        }
        let secret: ProxyAddress = "http://bot:secret@proxy:1".parse().unwrap();
        assert_eq!(format!("{secret:?}"), "ProxyAddress(http://proxy:1/)");
    }

    #[test]
    fn user_and_password_are_said_as_basic() {
        let proxies = Proxies::new(&Settings {
            https_proxy: proxy("http://dash:s%40fe@proxy.umcg.nl:3128"),
            ..Settings::default()
        });
        let found = proxies
            .find(&Place::of("wss://gateway.discord.gg").unwrap())
            .unwrap();
        // "dash:s@fe" in Base64.
        assert_eq!(found.login.as_deref(), Some("Basic ZGFzaDpzQGZl"));
        assert_eq!(
            (&*found.host, found.port, found.tls),
            ("proxy.umcg.nl", 3128, false)
        );
    }

    #[test]
    fn what_is_encrypted_and_what_is_not_may_have_proxies_of_their_own() {
        let proxies = Proxies::new(&Settings {
            https_proxy: proxy("proxy-a:1"),
            http_proxy: proxy("proxy-b:2"),
            ..Settings::default()
        });
        assert_eq!(
            way(&proxies, "https://discord.com").as_deref(),
            Some("proxy-a:1")
        );
        assert_eq!(
            way(&proxies, "wss://gateway.discord.gg").as_deref(),
            Some("proxy-a:1")
        );
        assert_eq!(
            way(&proxies, "http://discord.com").as_deref(),
            Some("proxy-b:2")
        );
        let proxies = Proxies::new(&Settings::default());
        assert_eq!(way(&proxies, "https://discord.com"), None);
    }

    #[test]
    fn names_addresses_and_networks_can_be_left_out() {
        let proxies = |no_proxy: &str| {
            Proxies::new(&Settings {
                https_proxy: proxy("proxy:1"),
                http_proxy: proxy("proxy:1"),
                no_proxy: no_proxy.to_owned(),
                ..Settings::default()
            })
        };
        let some = proxies("umcg.nl, .discord.gg,10.0.0.0/8,192.168.1.7,::1,fd00::/8");
        for direct in [
            "https://umcg.nl",
            "https://www.umcg.nl",
            "wss://gateway.discord.gg",
            "http://10.1.2.3:3000",
            "http://192.168.1.7",
            "http://[::1]:3000",
            "http://[fd12::1]",
        ] {
            assert_eq!(way(&some, direct), None, "{direct}");
        }
        for through in [
            "https://notumcg.nl",
            "https://discord.com",
            "http://11.1.2.3",
            "http://[::2]",
        ] {
            assert!(way(&some, through).is_some(), "{through}");
        }
        assert_eq!(way(&proxies("*"), "https://discord.com"), None);
    }
}
