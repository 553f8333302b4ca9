//! Why a connection did not come about, and what to do about it.

use rustls::CertificateError;

/// Why a connection did not come about. Its text names hosts and ports, and no secrets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// An address that can't be connected to.
    #[error("{address} is no address to connect to")]
    Address {
        /// What was to be connected to.
        address: String,
    },
    /// A name that has no address.
    #[error("the address of {end} is not found")]
    NotFound {
        /// Who it is.
        end: End,
    },
    /// Nobody takes the connection.
    #[error("{end} cannot be reached: {why}")]
    Unreachable {
        /// Who it is.
        end: End,
        /// What the system says.
        why: String,
    },
    /// No answer within the time limit.
    #[error("{end} does not answer in time")]
    Silent {
        /// Who it is.
        end: End,
    },
    /// It hung up or answered with something else.
    #[error("{end} breaks the connection off: {why}")]
    Broken {
        /// Who it is.
        end: End,
        /// What was seen.
        why: String,
    },
    /// The proxy does not know the user.
    #[error("{proxy} wants a user and a password, and others than it is given (407)")]
    Login {
        /// The proxy.
        proxy: End,
    },
    /// The proxy does not lead there.
    #[error("{proxy} does not let us through to {to} ({status})")]
    Refused {
        /// The proxy.
        proxy: End,
        /// Host and port.
        to: String,
        /// The HTTP status.
        status: u16,
    },
    /// The certificate does not vouch for the host.
    #[error("the certificate of {end} is not trusted: {why}")]
    Certificate {
        /// Who showed it.
        end: End,
        /// What is wrong with it.
        why: Distrust,
    },
}

/// Who is at the other end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The server, by host and port.
    Server(String),
    /// The proxy, by host and port.
    Proxy(String),
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Server(authority) => f.write_str(authority),
            Self::Proxy(authority) => write!(f, "the proxy {authority}"),
        }
    }
}

/// What is wrong with a certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Distrust {
    /// Nobody knows who has issued it.
    #[error("it is issued by an authority that is not known here")]
    Issuer,
    /// It is out of date, or not yet in force.
    #[error("it is not in force today")]
    Date,
    /// It is somebody else's.
    #[error("it is for another name")]
    Name,
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

impl From<&CertificateError> for Distrust {
    fn from(error: &CertificateError) -> Self {
        use CertificateError as Error;
        match error {
            Error::UnknownIssuer | Error::BadSignature => Self::Issuer,
            Error::Expired
            | Error::ExpiredContext { .. }
            | Error::NotValidYet
            | Error::NotValidYetContext { .. } => Self::Date,
            Error::NotValidForName | Error::NotValidForNameContext { .. } => Self::Name,
            other => Self::Other(other.to_string()),
        }
    }
}

impl Trouble {
    /// What the operator can do.
    pub fn what_to_do(&self) -> &'static str {
        match self {
            Self::Address { .. } => "write it with https:// or wss://",
            Self::NotFound { end: End::Proxy(_) } => {
                "is the proxy's name in [network] proxy, or in HTTPS_PROXY, right?"
            }
            Self::Unreachable {
                end: End::Proxy(_), ..
            }
            | Self::Silent { end: End::Proxy(_) }
            | Self::Broken {
                end: End::Proxy(_), ..
            } => {
                "does the proxy run, and is its address in [network] proxy, or in HTTPS_PROXY, right?"
            }
            Self::NotFound { .. } => {
                "does this machine find names (DNS)? Where only a proxy leads out, set [network] proxy"
            }
            Self::Unreachable { .. } | Self::Silent { .. } | Self::Broken { .. } => {
                "let the firewall pass connections to it, or set [network] proxy where only a proxy leads out"
            }
            Self::Login { .. } => {
                "put them into the proxy's address: http://USER:PASSWORD@HOST:PORT in DASH_BOT_NETWORK__PROXY, or in a \
                 file that DASH_BOT_NETWORK__PROXY_FILE names"
            }
            Self::Refused { .. } => {
                "have the proxy's rules allow it (CONNECT), or name the host in [network] no_proxy where it is reached \
                 directly"
            }
            Self::Certificate { why, .. } => match why {
                Distrust::Issuer => {
                    "where the hospital opens encrypted connections to inspect them, put its root certificate (PEM) into \
                     a file that [network] ca_file names and start the bot anew; where it does not, somebody else has \
                     stepped in between: ask those who run the network"
                }
                Distrust::Date => {
                    "is this machine's clock right? If it is, the certificate has to be renewed there"
                }
                Distrust::Name | Distrust::Other(_) => {
                    "somebody else answers there: ask those who run the network"
                }
            },
        }
    }
}
