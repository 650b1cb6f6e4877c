//! Hostile input at every route: whatever is sent, the answer is a refusal with a code or a
//! success, never a fault of the server; and a refusal has changed nothing (sec_05).

mod routes;

use std::time::SystemTime;

use axum::http::Method;
use domain::policy::Role;
use routes::{MAY_MOVE, Route, concrete, routes};
use serde_json::{Map, Value, json};
use server::rights::Right;
use server::testing::{Answer, TestServer};

/// Values that somewhere made a program stumble.
fn hostile_values() -> Vec<Value> {
    let texts = [
        "",
        " ",
        "'; DROP TABLE app_user; --",
        "\" OR 1=1 --",
        "<script>alert(1)</script>",
        "{{7*7}}${7*7}",
        "=cmd|' /C calc'!A0",
        "../../etc/passwd",
        "a\u{0}b",
        "a\u{202E}b\u{200F}",
        "\u{1F468}\u{200D}\u{1F469}",
        "Ѓ Ќ Ѕ Љ Њ Џ",
        "NaN",
        "-0",
        "1e309",
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
        "+999999-01-01T00:00:00Z",
        "-9999-01-01T00:00:00Z",
        "Europe/Skopje'; COPY t TO PROGRAM 'x",
        "00000000-0000-0000-0000-000000000000",
        "%00",
        "%",
        "_",
        // Cursors are hexadecimal JSON: of an object, of another list, with a NUL, with a lone surrogate.
        "7b7d",
        "5b2278222c312c5b5d5d",
        "5b225c7530303030222c225c7530303030225d",
        "225c756438303022",
    ];
    let mut values: Vec<Value> = texts.iter().map(|text| json!(text)).collect();
    values.extend([
        json!("x".repeat(100_000)),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(-1),
        json!(0),
        json!(1e300),
        json!(null),
        json!(true),
        json!([]),
        json!({}),
        json!([[[[[[1]]]]]]),
        json!({ "eq": { "eq": {} } }),
    ]);
    values
}

/// Bodies that are wrong as a whole.
fn broken_bodies() -> Vec<(&'static str, Vec<u8>)> {
    let json = "application/json";
    vec![
        (json, Vec::new()),
        (json, b"{".to_vec()),
        (json, b"null".to_vec()),
        (json, b"[]".to_vec()),
        (json, b"\"x\"".to_vec()),
        (json, b"1e999".to_vec()),
        (json, b"{\"a\":\"\\ud800\"}".to_vec()),
        (json, b"{\"a\":\"\xff\xfe\"}".to_vec()),
        (json, [b"[".repeat(5000), b"]".repeat(5000)].concat()),
        (json, b"{\"nobody\":1}".to_vec()),
        (json, vec![b' '; 10 << 20]),
        (
            json,
            [
                b"{\"name\":\"".to_vec(),
                vec![b'x'; 10 << 20],
                b"\"}".to_vec(),
            ]
            .concat(),
        ),
        ("text/plain", b"{}".to_vec()),
        ("application/x-www-form-urlencoded", b"a=b".to_vec()),
        ("multipart/form-data; boundary=x", b"--x--".to_vec()),
        ("application/x-ndjson", b"{}\n[]\nnull\n{\n".to_vec()),
        ("", b"{}".to_vec()),
    ]
}

/// The document, with references resolved on the way.
struct Document(Value);

impl Document {
    fn load() -> Self {
        let document = server::api::routes().into_openapi();
        Self(serde_json::to_value(document).expect("the document is JSON"))
    }

    fn operation(&self, route: &Route) -> &Value {
        let method = route.method.as_str().to_lowercase();
        &self.0["paths"][&route.path][method]
    }

    fn resolve<'d>(&'d self, schema: &'d Value) -> &'d Value {
        match schema["$ref"].as_str() {
            Some(name) => {
                let name = name.trim_start_matches("#/components/schemas/");
                self.resolve(&self.0["components"]["schemas"][name])
            }
            None => schema,
        }
    }

    /// A body that the schema of the route allows, as far as the schema tells.
    fn plausible(&self, route: &Route) -> Option<Map<String, Value>> {
        let body = &self.operation(route)["requestBody"]["content"]["application/json"]["schema"];
        let properties = self.resolve(body)["properties"].as_object()?;
        let fields = properties
            .iter()
            .map(|(name, schema)| (name.clone(), self.example(schema, 3)));
        Some(fields.collect())
    }

    fn example(&self, schema: &Value, depth: u8) -> Value {
        let schema = self.resolve(schema);
        let any = ["oneOf", "anyOf", "allOf"]
            .iter()
            .find_map(|key| schema[key].as_array()?.last());
        if let Some(variant) = any.filter(|_| depth > 0) {
            return self.example(variant, depth - 1);
        }
        if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
            return first.clone();
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds.first().cloned().unwrap_or_default(),
            kind => kind.clone(),
        };
        match kind.as_str() {
            Some("integer" | "number") => json!(1),
            Some("boolean") => json!(true),
            Some("array") if depth > 0 => json!([self.example(&schema["items"], depth - 1)]),
            Some("object") if depth > 0 => {
                let fields = schema["properties"].as_object().into_iter().flatten();
                let fields =
                    fields.map(|(name, schema)| (name.clone(), self.example(schema, depth - 1)));
                Value::Object(fields.collect())
            }
            _ => match schema["format"].as_str() {
                Some("uuid") => json!("01900000-0000-7000-8000-000000000001"),
                Some("date") => json!("2026-01-31"),
                Some("date-time") => json!("2026-01-31T10:00:00Z"),
                _ => json!("x"),
            },
        }
    }

    fn query_names(&self, route: &Route) -> Vec<String> {
        let parameters = self.operation(route)["parameters"]
            .as_array()
            .into_iter()
            .flatten();
        let queries = parameters.filter(|parameter| parameter["in"] == "query");
        queries
            .filter_map(|parameter| parameter["name"].as_str().map(str::to_owned))
            .collect()
    }
}

/// Every route but the one that would end the session of the test.
fn attacked() -> Vec<Route> {
    let all = routes().into_iter();
    all.filter(|route| !route.path.ends_with("/logout"))
        .collect()
}

/// What the database held when it was last looked at. Looking is dear, so it is done only when
/// something was written since.
struct Kept {
    written: Option<(u64, SystemTime)>,
    dump: String,
}

impl Kept {
    fn of(server: &TestServer) -> Self {
        Self {
            written: server.last_write(),
            dump: app::testing::dump(server, MAY_MOVE),
        }
    }
}

/// No fault of the server; a refusal has a code and has changed nothing.
fn judge(server: &TestServer, before: &mut Kept, place: &str, answer: &Answer) {
    let text: String = answer.text.chars().take(300).collect();
    assert!(
        !answer.status.is_server_error(),
        "{place}: {} {text}",
        answer.status
    );
    if answer.status.is_client_error() {
        assert!(
            !answer.code().is_empty(),
            "{place}: {} without a code: {text}",
            answer.status
        );
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{place}"
        );
    }
    if server.last_write().is_some() && server.last_write() == before.written {
        return;
    }
    let now = Kept::of(server);
    if answer.status.is_client_error() {
        assert!(
            now.dump == before.dump,
            "{place}: refused ({}) but changed: {text}",
            answer.code()
        );
    }
    *before = now;
}

#[tokio::test]
async fn sec_05_54_hostile_fields_are_refused_with_a_code_or_kept_as_text() {
    let server = TestServer::new();
    let document = Document::load();
    let mut before = Kept::of(&server);
    let mut tried = 0;
    for route in attacked() {
        let path = concrete(&route.path);
        let Some(plausible) = document.plausible(&route) else {
            continue;
        };
        for name in plausible.keys() {
            for value in hostile_values() {
                tried += 1;
                let mut body = plausible.clone();
                body.insert(name.clone(), value.clone());
                let ask = server
                    .ask(route.method.clone(), &path)
                    .by(Role::Owner)
                    .await
                    .version(1);
                let answer = ask.json(&Value::Object(body)).send().await;
                let mut shown = value.to_string();
                shown.truncate(
                    shown
                        .char_indices()
                        .nth(60)
                        .map_or(shown.len(), |(place, _)| place),
                );
                let place = format!("{} {path} {name}={shown}", route.method);
                judge(&server, &mut before, &place, &answer);
            }
        }
    }
    assert!(tried > 500, "the document gave only {tried} fields to try");
}

#[tokio::test]
async fn sec_44_a_field_nobody_asked_for_is_refused() {
    let server = TestServer::new();
    let document = Document::load();
    // columns of our tables that are nobody's to send
    let system = [
        "id",
        "version",
        "created_at",
        "created_by",
        "deleted_at",
        "password_hash",
        "state",
        "marker",
    ];
    let mut before = Kept::of(&server);
    for route in attacked() {
        // settings are an open map of names, each checked on its own
        let Some(plausible) = document.plausible(&route) else {
            continue;
        };
        for name in system {
            if plausible.contains_key(name) {
                continue;
            }
            let mut body = plausible.clone();
            body.insert(name.to_owned(), json!(1));
            let path = concrete(&route.path);
            let ask = server
                .ask(route.method.clone(), &path)
                .by(Role::Owner)
                .await
                .version(1);
            let answer = ask.json(&Value::Object(body)).send().await;
            let place = format!("{} {path} with {name}: {}", route.method, answer.text);
            assert!(answer.status.is_client_error(), "{place}");
            judge(&server, &mut before, &place, &answer);
        }
    }
}

#[tokio::test]
async fn sec_60_broken_and_huge_bodies_are_refused() {
    let server = TestServer::new();
    let mut before = Kept::of(&server);
    for route in attacked() {
        if route.method == Method::GET {
            continue;
        }
        let path = concrete(&route.path);
        for (kind, body) in broken_bodies() {
            let ask = server
                .ask(route.method.clone(), &path)
                .by(Role::Owner)
                .await
                .version(1);
            let start = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
            let answer = ask.bytes(kind, body).send().await;
            let place = format!("{} {path} {kind} {start}", route.method);
            judge(&server, &mut before, &place, &answer);
        }
    }
}

#[tokio::test]
async fn sec_37_38_40_hostile_queries_and_paths_are_refused() {
    let server = TestServer::new();
    let document = Document::load();
    let mut before = Kept::of(&server);
    let encode =
        |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
    for route in attacked() {
        let path = concrete(&route.path);
        let ask = |path: String| {
            let (server, method) = (&server, route.method.clone());
            async move {
                server
                    .ask(method, &path)
                    .by(Role::Owner)
                    .await
                    .version(1)
                    .send()
                    .await
            }
        };
        if route.method == Method::GET {
            for name in document.query_names(&route) {
                for value in hostile_values() {
                    let text = value
                        .as_str()
                        .map_or_else(|| value.to_string(), str::to_owned);
                    if text.len() > 10_000 {
                        continue;
                    }
                    let address = format!("{path}?{}={}", encode(&name), encode(&text));
                    let answer = ask(address.clone()).await;
                    judge(&server, &mut before, &format!("GET {address}"), &answer);
                }
            }
        }
        if route.path.contains('{') {
            for part in [
                "x",
                "%00",
                "..%2f..",
                "%FF",
                "-1",
                "99999999999999999999",
                "'%20OR%201=1",
            ] {
                let parts: Vec<&str> = route.path.split('/').collect();
                let parts = parts
                    .into_iter()
                    .map(|p| if p.starts_with('{') { part } else { p });
                let address = parts.collect::<Vec<_>>().join("/");
                let answer = ask(address.clone()).await;
                let place = format!("{} {address}: {}", route.method, answer.text);
                assert!(answer.status.is_client_error(), "{place}");
                judge(&server, &mut before, &place, &answer);
            }
        }
    }
}

#[tokio::test]
async fn hostile_headers_are_refused_or_ignored() {
    let server = TestServer::new();
    let mut before = Kept::of(&server);
    let long = "x".repeat(4000);
    let headers = [
        ("if-match", "7"),
        ("if-match", "\"v99999999999999999999\""),
        ("if-match", "\"v-1\""),
        ("if-match", "*"),
        ("idempotency-key", ""),
        ("idempotency-key", &long),
        ("authorization", "Basic YTpi"),
        ("authorization", "Bearer"),
        ("x-forwarded-for", "::ffff:10.0.0.1, rubbish"),
        ("x-http-method-override", "DELETE"),
        ("accept-language", "xx-YY;q=9,,,*"),
        ("user-agent", "<script>alert(1)</script>"),
    ];
    for route in attacked()
        .into_iter()
        .filter(|route| route.right != Right::Public)
    {
        let path = concrete(&route.path);
        for (name, value) in headers {
            let ask = server
                .ask(route.method.clone(), &path)
                .by(Role::Owner)
                .await;
            let answer = ask.header(name, value).json(&json!({})).send().await;
            let place = format!("{} {path} {name}: {value}", route.method);
            judge(&server, &mut before, &place, &answer);
        }
    }
}

#[tokio::test]
#[should_panic(expected = "but changed")]
async fn the_harness_sees_a_change_behind_a_refusal() {
    let server = TestServer::new();
    let mut before = Kept::of(&server);
    server
        .post(Role::Owner, "/teams", json!({ "name": "North" }))
        .await;
    let refusal = server.get(Role::Telemarketer, "/nothing").await;
    judge(&server, &mut before, "a refusal", &refusal);
}
