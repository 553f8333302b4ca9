//! Where a connection leads: a host, a port, and whether TLS is spoken there.

use reqwest::Url;

/// Where a connection leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The host: a name, or an IP address without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Whether TLS is spoken there.
    pub tls: bool,
    /// What stands behind the host in the address; at least `/`.
    pub path: String,
}

impl Place {
    /// Reads an address with http, https, ws or wss; `None` for any other.
    pub fn of(address: &str) -> Option<Self> {
        Self::of_url(&Url::parse(address).ok()?)
    }

    pub(crate) fn of_url(url: &Url) -> Option<Self> {
        let tls = match url.scheme() {
            "https" | "wss" => true,
            "http" | "ws" => false,
            _ => return None,
        };
        let host = url.host_str()?;
        let host = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'));
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        Some(Self {
            host: host.or(url.host_str())?.to_owned(),
            port: url.port_or_known_default()?,
            tls,
            path,
        })
    }

    /// Host and port, `discord.com:443` or `[::1]:443`.
    pub fn authority(&self) -> String {
        authority(&self.host, self.port)
    }

    /// The same for a `Host` header, which leaves the usual port out.
    pub(crate) fn host_header(&self) -> String {
        let authority = self.authority();
        let usual = if self.tls { ":443" } else { ":80" };
        authority
            .strip_suffix(usual)
            .map_or_else(|| authority.clone(), ToOwned::to_owned)
    }
}

/// Host and port as one text.
pub(crate) fn authority(host: &str, port: u16) -> String {
    if host.contains(':') {
        format!("[{host}]:{port}")
    } else {
        format!("{host}:{port}")
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn an_address_is_taken_apart() {
        let place = Place::of("wss://gateway.discord.gg").unwrap();
        assert_eq!(place.authority(), "gateway.discord.gg:443");
        assert_eq!(place.host_header(), "gateway.discord.gg");
        assert!(place.tls && place.path == "/");
        let place = Place::of("ws://[::1]:8080/way?a=b").unwrap();
        assert_eq!((&*place.host, &*place.path), ("::1", "/way?a=b"));
        assert_eq!(place.host_header(), "[::1]:8080");
        assert_eq!(Place::of("ftp://discord.com"), None);
        assert_eq!(Place::of("discord.com"), None);
    }
}
