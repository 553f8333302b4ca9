//! What `doctor` says of the network: who is trusted, and what is reached which way.

use network::{Network, Place};

use super::{Line, bad, fine};
use crate::config::Config;

/// Whose certificates are trusted.
pub(super) fn trusted(config: &Config, network: &Network) -> Line {
    let trusted = network.trusted();
    let own = match &config.network.ca_file {
        Some(path) => format!(", {} of {}", trusted.of_the_operator, path.display()),
        None => String::new(),
    };
    fine(format!(
        "network: authorities that are trusted: {} of the machine{own}",
        trusted.of_the_machine
    ))
}

/// Whether an address is reached, and which way.
pub(super) async fn reached(network: &Network, address: &str) -> Line {
    if let Err(trouble) = network.try_out(address).await {
        return bad(format!("network: {trouble}; {}", trouble.what_to_do()));
    }
    let place = Place::of(address);
    let proxy = place.as_ref().and_then(|place| network.proxy(place));
    let way = proxy.map_or_else(
        || "directly, without a proxy".to_owned(),
        |proxy| format!("through the proxy {proxy}"),
    );
    let host = place.map_or_else(|| address.to_owned(), |place| place.host);
    fine(format!("network: {host} is reached {way}"))
}
