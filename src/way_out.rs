//! The way out as the configuration says it is: made once, before anything is connected to.

use std::net::SocketAddr;

use clock::{Clock, Ids};
use network::{Authorities, Network, Settings};

use crate::{config, failure::Failure};

/// Reads the operator's certificates and makes the way out. `hosts` are found elsewhere than the resolver says.
pub(crate) fn open(
    config: &config::Network,
    hosts: Vec<(String, SocketAddr)>,
    clock: &Clock,
    ids: &Ids,
) -> Result<Network, Failure> {
    let settings = Settings {
        https_proxy: config.https_proxy.clone(),
        http_proxy: config.http_proxy.clone(),
        no_proxy: config.no_proxy.clone(),
        authorities: authorities(config)?,
        hosts,
    };
    Network::new(settings, clock.clone(), ids.clone())
        .map_err(|error| Failure::Configuration(error.to_string()))
}

fn authorities(config: &config::Network) -> Result<Authorities, Failure> {
    let Some(path) = &config.ca_file else {
        return Ok(Authorities::default());
    };
    Authorities::read(path).map_err(|error| {
        Failure::Configuration(format!(
            "network.ca_file: the file {} {error}. Expected the certificates of authorities as text (PEM), for this \
             user to read",
            path.display()
        ))
    })
}
