//! Mappings kept for the next file of the same layout, one's own or everybody's.

use domain::id::{ImportId, ImportProfileId};
use domain::import::{Mapping, Profile as ReadyProfile};
use domain::policy::Action;
use domain::text;
use serde_json::json;
pub use store::import::Profile;
use store::import::Run;

use super::{Error, Head, Options, load, shape};
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

/// Ready mappings for the exports of other systems.
pub fn ready_profiles(ctx: &Context) -> Result<&'static [ReadyProfile], Error> {
    ctx.may(Action::ImportRun)?;
    Ok(domain::import::profiles())
}

/// Takes the mapping of a ready profile for the table of a run.
pub(super) fn take_ready(run: &mut Run, code: &str) -> Result<Mapping, Error> {
    let refused = |code| Error::refused("ready_profile", code);
    let profile = domain::import::profile_named(code).ok_or_else(|| refused("code.unknown"))?;
    let mut head = Head::parse(run).ok_or_else(|| refused("import.not_read"))?;
    let mapping = profile.mapping(&head.headings);
    if mapping.columns.is_empty() {
        return Err(refused("import.profile_foreign"));
    }
    head.ready_profile = Some(profile.code.clone());
    run.source = Some(json!(head).to_string());
    Ok(mapping)
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
        if let Some(options) = &new.options {
            options.source(tx)?;
        }
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
        if store::import::feed::uses(tx, id.uuid())? {
            return Err(Error::refused("id", "import.profile_used"));
        }
        store::import::delete_profile(tx, id, version)?;
        Ok(())
    })
}
