//! Letters that arrive as files: each folder under the root that the configuration names is a
//! mailbox, with files of letters (`.eml`) or a maildir. A folder that is called like a source gives
//! its letters that source. What is done with is moved away.

use std::collections::HashMap;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use domain::id::SourceId;
use domain::import::feed::{Seen, fits, kept_name};
use domain::setting::{IMPORT_FEED_SETTLE, LEAD_MAIL_SIZE};

use super::{Error, arrive};
use crate::context::Context;
use crate::watched::{self, Away, Folder};
use crate::{App, DbError, setting};

/// The most letters taken from one folder in one look.
const LETTERS: usize = 200;

/// Where letters arrive, once the program has said so, and what was there at the last look. Cheap
/// to clone.
#[derive(Debug, Clone, Default)]
pub struct Letters {
    root: Arc<OnceLock<PathBuf>>,
    seen: Arc<Mutex<HashMap<String, Seen>>>,
}

impl Letters {
    /// Says where letters arrive; the first word holds.
    pub fn arrive_in(&self, root: PathBuf) {
        // A second word can only come from a test that serves twice.
        let _first = self.root.set(root);
    }
}

/// Looks into the folders and makes leads of the letters that have arrived whole. Called once a
/// minute; how many leads there are now more.
pub fn collect(app: &App, ctx: &Context) -> Result<u64, DbError> {
    let Some(root) = app.letters().root.get() else {
        return Ok(0);
    };
    let names = match watched::folders(root) {
        Ok(names) => names,
        Err(error) => {
            tracing::warn!(%error, "the folder of letters cannot be looked into");
            return Ok(0);
        }
    };
    let ctx = &ctx.clone().within("lead-mail");
    let mut made = 0;
    for name in names {
        let source = app.db.read(|tx| store::lead::source_named(tx, &name))?;
        match look(app, ctx, root, &name, source) {
            Ok(more) => made += more,
            Err(Broken::Db(error)) => return Err(error),
            Err(Broken::Folder(error)) => {
                tracing::warn!(%error, folder = name, "a folder of letters could not be worked");
            }
        }
    }
    Ok(made)
}

/// Why a folder is left until the next look.
enum Broken {
    Db(DbError),
    Folder(io::Error),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Folder(error)
    }
}

impl From<DbError> for Broken {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

fn look(
    app: &App,
    ctx: &Context,
    root: &Path,
    name: &str,
    source: Option<SourceId>,
) -> Result<u64, Broken> {
    let settings = setting::current(app)?;
    let limit = settings.whole(&LEAD_MAIL_SIZE).unsigned_abs() << 10;
    let box_ = Folder::open(root, name)?;
    let mut made = 0;
    // A maildir: what lies in `new` is whole.
    if let (Ok(new), Ok(cur)) = (box_.inner("new"), box_.inner("cur")) {
        let mut files = new.files()?;
        files.sort_unstable_by(|one, other| one.name.cmp(&other.name));
        for file in files.into_iter().take(LETTERS) {
            let one = One {
                app,
                ctx,
                source,
                limit,
            };
            let place = Place {
                from: &new,
                done: Some(&cur),
                mailbox: &box_,
            };
            made += one.letter(&place, &file.name)?;
        }
    }
    let mut files = box_.files()?;
    files.retain(|file| fits("*.eml", &file.name));
    let whole = {
        let mut all = app
            .letters()
            .seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let settle = settings.whole(&IMPORT_FEED_SETTLE);
        let before = all.remove(name).unwrap_or_default();
        let (now, whole) = before.look(&files, ctx.now, settle);
        all.insert(name.to_owned(), now);
        whole
    };
    for file in whole.iter().take(LETTERS) {
        let one = One {
            app,
            ctx,
            source,
            limit,
        };
        let place = Place {
            from: &box_,
            done: None,
            mailbox: &box_,
        };
        made += one.letter(&place, file)?;
    }
    Ok(made)
}

/// Where a letter lies and where it goes.
struct Place<'a> {
    from: &'a Folder,
    /// Of a maildir: its folder of seen letters.
    done: Option<&'a Folder>,
    mailbox: &'a Folder,
}

/// What all letters of a folder have in common.
struct One<'a> {
    app: &'a App,
    ctx: &'a Context,
    source: Option<SourceId>,
    limit: u64,
}

impl One<'_> {
    /// Takes one letter; 1 when it made a lead.
    fn letter(&self, place: &Place<'_>, name: &str) -> Result<u64, Broken> {
        let Ok(file) = place.from.read(name) else {
            // Gone, or something else by now.
            return Ok(0);
        };
        let mut raw = Vec::new();
        (&file).take(self.limit + 1).read_to_end(&mut raw)?;
        let kept = kept_name(name, self.ctx.now);
        let why = match arrive(self.app, self.ctx, &raw, self.source) {
            Ok(made) => {
                match place.done {
                    Some(cur) => place
                        .from
                        .hand_over(name, &file, cur, &format!("{name}:2,S"))?,
                    None => place.from.put_away(name, &file, Away::Done, &kept)?,
                }
                return Ok(u64::from(!made.repeated));
            }
            // It came before and was taken back by hand since.
            Err(Error::NotFound) => "lead.taken_back",
            Err(Error::Db(error)) => return Err(error.into()),
            Err(Error::TooLarge { .. }) => "lead.letter_size",
            Err(_) => "lead.not_a_letter",
        };
        tracing::warn!(why, "a letter made no lead");
        let failed = place.mailbox.failed()?;
        place.from.hand_over(name, &file, &failed, &kept)?;
        place.mailbox.put(
            Away::Failed,
            &format!("{kept}.txt"),
            format!("{why}\n").as_bytes(),
        )?;
        Ok(0)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use jiff::SignedDuration;

    use crate::lead::{Request, list};
    use crate::testing::app;
    use domain::policy::Role;

    fn letter(id: u32) -> String {
        format!(
            "Message-ID: <{id}@example.com>\r\nFrom: Ana <ana{id}@firma.example>\r\nSubject: Price\r\n\r\nHello\r\n"
        )
    }

    #[test]
    fn r075_letters_of_watched_folders_and_of_a_maildir_become_leads_once() {
        let app = app();
        let place = tempfile::tempdir().unwrap();
        let root = place.path().to_path_buf();
        for folder in ["sales/new", "sales/cur", "shop"] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        std::fs::write(root.join("sales/new/1.host"), letter(1)).unwrap();
        std::fs::write(root.join("shop/a.eml"), letter(2)).unwrap();
        std::fs::write(root.join("shop/copy of a.eml"), letter(2)).unwrap();
        std::fs::write(root.join("shop/no.eml"), "\u{1}").unwrap();
        std::fs::write(root.join("shop/notes.txt"), letter(3)).unwrap();
        app.letters().arrive_in(root.clone());
        let mut ctx = app.system();
        assert_eq!(
            super::collect(&app, &ctx).unwrap(),
            1,
            "of the maildir at once"
        );
        ctx.now += SignedDuration::from_secs(61);
        assert_eq!(
            super::collect(&app, &ctx).unwrap(),
            1,
            "files once they stand still"
        );
        assert_eq!(super::collect(&app, &ctx).unwrap(), 0);
        let seen = list(
            &app,
            &app.ctx(Role::Owner),
            &Request {
                limit: 10,
                ..Request::default()
            },
        );
        let mails: Vec<_> = seen
            .unwrap()
            .items
            .into_iter()
            .map(|one| one.item.lead.data.email.unwrap())
            .collect();
        assert_eq!(mails.len(), 2, "{mails:?}");
        assert!(root.join("sales/cur/1.host:2,S").exists());
        let names = |folder: &str| std::fs::read_dir(root.join(folder)).unwrap().count();
        assert_eq!(
            (names("shop/done"), names("shop/failed")),
            (2, 2),
            "with a word why"
        );
        assert!(root.join("shop/notes.txt").exists());
    }
}
