//! How a server is run: where it listens, how it is called from outside, its limits.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

/// The configuration of a server. Every number has a documented default.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where it listens. Default: 127.0.0.1:8080.
    pub listen: SocketAddr,
    /// How browsers reach it, when that is not by a loopback or numeric address.
    pub public_url: Option<PublicUrl>,
    /// A reverse proxy whose `X-Forwarded-For` is believed.
    pub trusted_proxy: Option<IpAddr>,
    /// Longest answer time of a request. Default: 60 s.
    pub time_limit: Duration,
    /// Largest body of an ordinary request, in bytes. Default: 1 MiB.
    pub body_limit: usize,
    /// Largest body of a bulk request, in bytes. Default: 32 MiB.
    pub bulk_body_limit: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080),
            public_url: None,
            trusted_proxy: None,
            time_limit: Duration::from_secs(60),
            body_limit: 1 << 20,
            bulk_body_limit: 32 << 20,
        }
    }
}

/// The address of the server as browsers write it: scheme and host, no path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    secure: bool,
    authority: String,
}

/// The text is not `http(s)://host[:port]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a public address looks like https://crm.example.com")]
pub struct BadUrl;

impl PublicUrl {
    /// Whether browsers come by https.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Host and, unless it is the scheme's own, port.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// As it is written in an `Origin` header.
    pub fn origin(&self) -> String {
        let scheme = if self.secure { "https" } else { "http" };
        format!("{scheme}://{}", self.authority)
    }
}

impl std::str::FromStr for PublicUrl {
    type Err = BadUrl;

    fn from_str(text: &str) -> Result<Self, BadUrl> {
        let (secure, rest, default_port) = match text.split_once("://") {
            Some(("https", rest)) => (true, rest, ":443"),
            Some(("http", rest)) => (false, rest, ":80"),
            _ => return Err(BadUrl),
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest).to_ascii_lowercase();
        let authority = authority.strip_suffix(default_port).unwrap_or(&authority);
        let is_plain =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if authority.is_empty() || !authority.chars().all(is_plain) {
            return Err(BadUrl);
        }
        Ok(Self {
            secure,
            authority: authority.to_owned(),
        })
    }
}

impl Config {
    /// Whether the server may be called by this `Host`. Without a public address, loopback and
    /// numeric addresses only: a name could be anybody's (DNS rebinding).
    pub fn knows_host(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        if let Some(url) = &self.public_url
            && [":443", ":80", ""].iter().any(|port| {
                host.strip_suffix(port)
                    .is_some_and(|bare| bare == url.authority())
            })
        {
            return true;
        }
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host.as_str(),
        };
        let bare = name
            .strip_prefix('[')
            .and_then(|n| n.strip_suffix(']'))
            .unwrap_or(name);
        let address = bare.parse::<IpAddr>().ok();
        let is_loopback = name == "localhost" || address.is_some_and(|ip| ip.is_loopback());
        is_loopback || (self.public_url.is_none() && address.is_some())
    }

    /// Whether cookies may be sent by https only.
    pub fn is_secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(PublicUrl::is_secure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec_23_only_known_hosts() {
        let local = Config::default();
        for host in [
            "localhost:8080",
            "127.0.0.1:8080",
            "[::1]:8080",
            "192.168.1.5:8080",
            "localhost",
        ] {
            assert!(local.knows_host(host), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "",
            "[::1",
            ":80",
        ] {
            assert!(!local.knows_host(host), "{host}");
        }
        let public = Config {
            public_url: Some("https://CRM.example.com/".parse().unwrap()),
            ..Config::default()
        };
        for host in ["crm.example.com", "crm.example.com:443", "localhost:8080"] {
            assert!(public.knows_host(host), "{host}");
        }
        for host in [
            "example.com",
            "192.168.1.5",
            "crm.example.com.evil.example",
            "crm.example.com:8443",
        ] {
            assert!(!public.knows_host(host), "{host}");
        }
    }

    #[test]
    fn public_urls() {
        let url: PublicUrl = "https://crm.example.com:443/".parse().unwrap();
        assert_eq!(url.origin(), "https://crm.example.com");
        for text in [
            "crm.example.com",
            "ftp://x",
            "https://",
            "https://a/b",
            "https://a b",
            "https://u@h",
        ] {
            assert_eq!(text.parse::<PublicUrl>(), Err(BadUrl), "{text}");
        }
    }
}
