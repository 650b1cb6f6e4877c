//! Where the real ledgers and their reference answers are; the tests of other crates use this file too.

use std::path::{Path, PathBuf};

/// The folder `data` of the reference material: that of `CLIENTELE_SHARED`, else of a folder `shared`
/// beside the repository. `None`, and said so, where there is none: the material is no part of it.
pub fn data() -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let given = std::env::var_os("CLIENTELE_SHARED").map(PathBuf::from);
    let found = given
        .into_iter()
        .chain(above.map(|folder| folder.join("shared")))
        .map(|shared| shared.join("data"))
        .find(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no folder shared/data beside the repository");
    }
    found
}
