//! Reaching the PostgreSQL server, with TLS wherever the line leaves this machine.

use std::sync::Arc;
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Config, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::link::{self, Link};
use crate::error::Error;
use crate::options::Options;

/// Longest wait for the server to take a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

pub(super) struct Connector {
    config: Config,
    tls: Option<MakeRustlsConnect>,
    statements: usize,
    statement_timeout: Duration,
}

impl Connector {
    pub(super) fn new(url: &str, options: &Options) -> Result<Self, Error> {
        // The parser's own message may hold the password.
        let mut config: Config = url
            .parse()
            .map_err(|_| Error::Url("not a PostgreSQL connection string".to_owned()))?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT_TIMEOUT);
        }
        if config.get_application_name().is_none() {
            config.application_name("clientele");
        }
        let tls = match tls_mode(&config) {
            SslMode::Disable => None,
            _ => Some(MakeRustlsConnect::new(client_config(options)?)),
        };
        config.ssl_mode(if tls.is_some() {
            SslMode::Require
        } else {
            SslMode::Disable
        });
        Ok(Connector {
            config,
            tls,
            statements: options.statements,
            statement_timeout: options.statement_timeout,
        })
    }

    /// Where it leads.
    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    pub(super) fn connect(&self) -> Result<Link, Error> {
        let client = match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        };
        let client = client.map_err(|error| {
            // A wrong password or database will not cure itself; a silent server may.
            match error.as_db_error() {
                Some(answer) if answer.code().code().starts_with(['2', '3']) => {
                    Error::Url(answer.message().to_owned())
                }
                Some(_) => link::error(error),
                None => Error::Disconnected(error.to_string()),
            }
        })?;
        let mut link = Link::new(client, self.statements);
        let timeout = self.statement_timeout.as_millis();
        let prepared = link.script(&format!(
            "SET statement_timeout = {timeout}; SET client_min_messages = warning"
        ));
        match prepared {
            Ok(()) => Ok(link),
            Err(error) => {
                link.close();
                Err(error)
            }
        }
    }
}

/// The usual "prefer" would accept a line anybody can read and change; it holds on loopback only.
fn tls_mode(config: &Config) -> SslMode {
    let local = config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => {
            name == "localhost"
                || name
                    .parse::<std::net::IpAddr>()
                    .is_ok_and(|address| address.is_loopback())
        }
        Host::Unix(_) => true,
    });
    match config.get_ssl_mode() {
        SslMode::Prefer if local => SslMode::Disable,
        SslMode::Prefer => SslMode::Require,
        given => given,
    }
}

fn client_config(options: &Options) -> Result<ClientConfig, Error> {
    let mut roots = RootCertStore::empty();
    match &options.tls_authorities {
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(path) => {
            let unusable = |detail: String| Error::Open {
                path: path.clone(),
                detail,
            };
            let certificates =
                CertificateDer::pem_file_iter(path).map_err(|error| unusable(error.to_string()))?;
            for certificate in certificates {
                let certificate = certificate.map_err(|error| unusable(error.to_string()))?;
                roots
                    .add(certificate)
                    .map_err(|error| unusable(error.to_string()))?;
            }
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Url(error.to_string()))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_leaves_the_machine_is_encrypted() {
        let mode = |url: &str| tls_mode(&url.parse().unwrap());
        assert_eq!(mode("postgres://a@127.0.0.1/x"), SslMode::Disable);
        assert_eq!(mode("postgres://a@localhost/x"), SslMode::Disable);
        assert_eq!(mode("postgres://a@[::1]/x"), SslMode::Disable);
        assert_eq!(mode("host=/run/postgresql user=a"), SslMode::Disable);
        assert_eq!(
            mode("postgres://a@127.0.0.1/x?sslmode=require"),
            SslMode::Require
        );
        assert_eq!(mode("postgres://a@db.example/x"), SslMode::Require);
        assert_eq!(
            mode("postgres://a@db.example/x?sslmode=disable"),
            SslMode::Disable
        );
        assert_eq!(mode("host=localhost,db.example user=a"), SslMode::Require);
    }
}
