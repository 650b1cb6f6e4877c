//! The reference page of the configuration, made from the table so that it cannot go stale.

use super::KEYS;

/// The text of `docs/reference/configuration.md`.
pub fn markdown() -> String {
    let mut page = String::from(
        "# Configuration\n\n\
         <!-- Made by `clientele config --markdown`; change the table in \
         crates/clientele/src/config/keys.rs instead. -->\n\n\
         Each value is looked for in four places; the first that has it wins:\n\n\
         1. the flag of the command,\n\
         2. the environment variable,\n\
         3. the file `clientele.toml` in the current folder, or the one named by `--config FILE` \
         or `CLIENTELE_CONFIG`,\n\
         4. the default.\n\n\
         A key the file does not know is refused, so that a typing error does not pass unseen. \
         `clientele config` prints what is in force and where each value came from. Rules of the \
         business (rest periods, limits, colours of alarms) are not here: they are settings, \
         changed in the interface.\n\n\
         | in the file | flag | environment | default | meaning |\n\
         | --- | --- | --- | --- | --- |\n",
    );
    for key in KEYS {
        let default = match key.default.strip_prefix('(') {
            Some(text) => text.trim_end_matches(')').to_owned(),
            None => format!("`{}`", key.default),
        };
        page += &format!(
            "| `{}` | `--{} {}` | `{}` | {} | {} |\n",
            key.name,
            key.flag,
            key.value.replace('|', "\\|"),
            key.variable(),
            default,
            key.meaning,
        );
    }
    page += "\n## Example\n\n\
             ```toml\n\
             data = \"/var/lib/clientele\"\n\
             listen = \"127.0.0.1:8080\"\n\
             public_url = \"https://crm.example.com\"\n\
             trusted_proxy = \"127.0.0.1\"\n\
             backups = \"/srv/backup/clientele\"\n\
             backups_keep = 30\n\
             night_hour = 2\n\
             ```\n";
    page
}

#[cfg(test)]
mod tests {
    /// `cargo run -- config --markdown > docs/reference/configuration.md` makes it current.
    #[test]
    fn the_reference_page_is_current() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../docs/reference/configuration.md"
        );
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(written, super::markdown());
    }
}
