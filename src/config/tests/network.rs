//! The way out: `[network]`, and the variables by which all programs know it.

use secrecy::ExposeSecret as _;

use super::{config, refusal};
use crate::config::Network;

fn network(file: &str, variables: &[(&str, &str)]) -> Network {
    config(file, variables).unwrap().network
}

#[test]
fn the_usual_variables_count_in_capitals_or_not() {
    let usual = [
        ("HTTPS_PROXY", "http://a:1"),
        ("http_proxy", "b:2"),
        ("ALL_PROXY", "http://c:3"),
        ("no_proxy", "localhost,.umcg.nl"),
    ];
    let network = network("", &usual);
    let shown = format!("{:?} {:?}", network.https_proxy, network.http_proxy);
    assert_eq!(
        shown,
        "Some(ProxyAddress(http://a:1/)) Some(ProxyAddress(http://b:2/))"
    );
    assert_eq!(network.no_proxy, "localhost,.umcg.nl");
    let all = super::config("", &usual[2..3]).unwrap().network;
    assert_eq!(all.https_proxy, "http://c:3".parse().ok());
    assert_eq!(all.http_proxy, "http://c:3".parse().ok());
    // Empty is as good as not there.
    let none = super::config("", &[("HTTPS_PROXY", "")]).unwrap().network;
    assert_eq!(none, Network::default());
}

#[test]
fn what_the_operator_says_of_this_program_goes_before_the_usual_variables() {
    let file = "[network]\nproxy = \"http://own:1\"\nno_proxy = [\"umcg.nl\", \"10.0.0.0/8\"]";
    let usual = [
        ("HTTPS_PROXY", "socks5://unfit:1"),
        ("HTTP_PROXY", "http://usual:2"),
        ("NO_PROXY", "*"),
    ];
    let network = network(file, &usual);
    assert_eq!(network.https_proxy, "http://own:1".parse().ok());
    assert_eq!(network.http_proxy, network.https_proxy);
    assert_eq!(network.no_proxy, "umcg.nl,10.0.0.0/8");
}

#[test]
fn what_does_not_fit_is_said_without_a_password() {
    let file = "[network]\nproxy = \"socks5://bot:passw0rd@own:1\"\nno_proxy = [\"*.umcg.nl\"]";
    let refusal = refusal(file, &[("ALL_PROXY", "socks5://bot:passw0rd@usual:1")]);
    assert!(!refusal.contains("passw0rd"), "{refusal}");
    insta::assert_snapshot!(refusal, @r#"
    the configuration cannot work:
      dash-bot.toml:2: network.proxy does not fit: expected http://HOST:PORT or http://USER:PASSWORD@HOST:PORT
      dash-bot.toml:3: network.no_proxy is "*.umcg.nl": expected a host name without port, an IP address, a network such as 10.0.0.0/8, or *
      ALL_PROXY: it does not fit: expected http://HOST:PORT or http://USER:PASSWORD@HOST:PORT
    "#);
    let good = "[network]\nproxy = \"http://bot:passw0rd@own:1\"";
    let shown = format!("{:?}", config(good, &[]).unwrap());
    assert!(!shown.contains("passw0rd"), "{shown}");
}

#[test]
fn postgresql_trusts_the_operators_authorities_unless_it_names_its_own() {
    let database = |address: &str| {
        let file = "[network]\nca_file = \"/etc/ssl/hospital.pem\"";
        let config = config(file, &[("DATABASE_URL", address)]).unwrap();
        config.database.expose_secret().to_owned()
    };
    assert_eq!(
        database("postgres://dash:s%40fe@db/dash?sslmode=verify-full"),
        "postgres://dash:s%40fe@db/dash?sslmode=verify-full&sslrootcert=%2Fetc%2Fssl%2Fhospital.pem"
    );
    let own = "postgres://db/dash?sslrootcert=/etc/ssl/db.pem";
    assert_eq!(database(own), own);
    assert_eq!(database("sqlite:a.sqlite"), "sqlite:a.sqlite");
}
