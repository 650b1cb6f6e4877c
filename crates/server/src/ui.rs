//! The interface, embedded by `build.rs`: its files packed once at start-up, with the start page
//! for every address that is a page of the interface.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::OnceLock;

use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::problem::Problem;

#[derive(rust_embed::Embed)]
#[folder = "$CLIENTELE_UI_FOLDER"]
struct Embedded;

struct File {
    kind: &'static str,
    /// Its name carries a hash of its content, so it never changes.
    immutable: bool,
    plain: Bytes,
    packed: Option<Bytes>,
}

/// A file of the interface, or its start page.
pub async fn file(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") || !matches!(method, Method::GET | Method::HEAD) {
        return Problem::not_found().into_response();
    }
    let files = files();
    // a page of the interface has no dot; a missing file must not look like one
    let is_page = !path.rsplit('/').next().unwrap_or_default().contains('.');
    let found = files
        .get(path)
        .or_else(|| files.get("index.html").filter(|_| is_page));
    match found {
        Some(file) => file.respond(&headers),
        None => Problem::not_found().into_response(),
    }
}

impl File {
    fn respond(&self, headers: &HeaderMap) -> Response {
        let accepted = headers
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok());
        let packed = self.packed.as_ref().filter(|_| {
            accepted.is_some_and(|list| {
                list.split(',')
                    .any(|coding| coding.trim().starts_with("gzip"))
            })
        });
        let mut response = packed.unwrap_or(&self.plain).clone().into_response();
        let answer = response.headers_mut();
        answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        let caching = if self.immutable {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        if packed.is_some() {
            answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

fn files() -> &'static HashMap<String, File> {
    static FILES: OnceLock<HashMap<String, File>> = OnceLock::new();
    FILES.get_or_init(|| {
        let names = Embedded::iter();
        let read = |name: std::borrow::Cow<'static, str>| {
            let content = Embedded::get(&name)?;
            Some((name.to_string(), pack(&name, content.data.into_owned())))
        };
        names.filter_map(read).collect()
    })
}

fn pack(name: &str, plain: Vec<u8>) -> File {
    let kind = content_type(name);
    let is_text = kind.contains("charset") || kind.contains("json") || kind.contains("svg");
    let packed = is_text
        .then(|| gzip(&plain))
        .filter(|packed| packed.len() < plain.len());
    File {
        kind,
        immutable: name.starts_with("assets/"),
        plain: plain.into(),
        packed: packed.map(Bytes::from),
    }
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(plain)
        .and_then(|()| encoder.finish())
        .expect("writing to memory cannot fail")
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "ftl" | "txt" => "text/plain; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
