//! Mappings kept for the next file of the same layout, one's own or everybody's.

use domain::id::{ImportId, ImportProfileId};
use domain::import::Mapping;
use domain::policy::Action;
use domain::text;
use serde_json::json;
pub use store::import::Profile;

use super::{Error, Options, load, shape};
use crate::App;
use crate::client::Refusal;
use crate::context::Context;

/// The longest name of a profile, in characters.
const NAME_LIMIT: usize = 100;

/// A mapping to keep.
#[derive(Debug, Clone, Default)]
pub struct NewProfile {
    /// Its name.
    pub name: String,
    /// The import whose mapping, options and layout are kept.
    pub import: Option<ImportId>,
    /// The mapping, when it is not that of an import.
    pub mapping: Option<Mapping>,
    /// How files are read and written.
    pub options: Option<Options>,
    /// For everybody.
    pub shared: bool,
}

/// One's own profiles and everybody's.
pub fn profiles(app: &App, ctx: &Context) -> Result<Vec<Profile>, Error> {
    ctx.may(Action::ImportRun)?;
    Ok(app
        .db
        .read(|tx| store::import::profiles(tx, ctx.actor.user()))?)
}

/// Keeps a mapping.
pub fn keep_profile(app: &App, ctx: &Context, new: &NewProfile) -> Result<Profile, Error> {
    ctx.may(Action::ImportRun)?;
    let name = text::line(&new.name, NAME_LIMIT)
        .map_err(|error| Error::Invalid(vec![Refusal::new("name", error.code())]))?;
    if let Some(options) = &new.options {
        options.check()?;
    }
    app.db.write(|tx| {
        let run = new.import.map(|id| load(tx, ctx, id)).transpose()?;
        let run = run.map(|import| import.run);
        let of_run = run.as_ref().and_then(shape::mapping);
        let mapping = new.mapping.clone().or(of_run);
        let mapping = mapping.ok_or_else(|| Error::refused("mapping", "field.missing"))?;
        mapping.check(domain::import::COLUMNS_LIMIT)?;
        let options = match (&new.options, &run) {
            (Some(options), _) => options.to_json(),
            (None, Some(run)) => run.options.clone(),
            (None, None) => Options::default().to_json(),
        };
        let profile = Profile {
            id: ctx.id(),
            name: name.clone(),
            kind: mapping.kind,
            layout_key: run.and_then(|run| run.layout_key),
            mapping: json!(mapping).to_string(),
            options,
            user: if new.shared {
                None
            } else {
                ctx.actor.user_or_system()
            },
            version: 1,
            created_at: ctx.now,
        };
        store::import::insert_profile(tx, &profile)?;
        Ok(profile)
    })
}

/// Removes a profile.
pub fn forget_profile(
    app: &App,
    ctx: &Context,
    id: ImportProfileId,
    version: i64,
) -> Result<(), Error> {
    ctx.may(Action::ImportRun)?;
    app.db.write(|tx| {
        let kept = store::import::find_profile(tx, ctx.actor.user(), id)?;
        let kept = kept.ok_or(Error::NotFound)?;
        if kept.version != version {
            return Err(Error::VersionConflict {
                current: kept.version,
            });
        }
        store::import::delete_profile(tx, id, version)?;
        Ok(())
    })
}
