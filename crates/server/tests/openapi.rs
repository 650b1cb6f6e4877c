//! The OpenAPI document is the accepted one, which the interface takes its types from. Accept a
//! change with `CLIENTELE_ACCEPT=1 cargo test -p server --test openapi`.

use domain::policy::Role;
use server::testing::TestServer;

#[test]
fn the_document_is_the_accepted_one() {
    let document = server::api::routes().into_openapi();
    let now = document.to_pretty_json().unwrap() + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/openapi.json");
    if std::env::var_os("CLIENTELE_ACCEPT").is_some() {
        std::fs::write(path, &now).unwrap();
    }
    let accepted = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        now == accepted,
        "the document changed; accept it with CLIENTELE_ACCEPT=1"
    );
}

#[tokio::test]
async fn sec_55_document_and_page_need_a_log_in() {
    let server = TestServer::new();
    for path in ["/openapi.json", "/docs"] {
        let stranger = server.ask(axum::http::Method::GET, path).send().await;
        assert_eq!(
            (stranger.status.as_u16(), stranger.code().as_str()),
            (401, "session.required")
        );
        let employee = server.get(Role::Telemarketer, path).await;
        assert_eq!(employee.status, 200, "{path}");
        assert!(employee.text.contains("/api/v1/session"), "{path}");
    }
}
