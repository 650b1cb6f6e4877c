//! `clientele lead`: the inbox of leads from the console: list, take, refuse, put away, and a letter
//! from a file or a mail server's pipe.

use std::io::Read as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Error, Result};
use app::lead::{self, Change, Made, Request, Seen, Take};
use app::{App, Context, source};
use domain::id::{ClientId, LeadId, SourceId};
use domain::lead::LeadState;

use super::import;
use crate::config::Flags;
use crate::console::{Console, say, shown};

/// Flags of `clientele lead`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

/// In whose name, and where.
#[derive(clap::Args)]
struct Common {
    /// The employee in whose name and with whose rights it is done; by default the console's own
    #[arg(long)]
    login: Option<String>,
    #[command(flatten)]
    flags: Flags,
}

#[derive(clap::Subcommand)]
enum Action {
    /// List leads, the newest first
    List {
        /// In this state: new, taken, refused, spam; `all` for any
        #[arg(long, default_value = "new")]
        state: String,
        /// At most so many
        #[arg(long, default_value_t = 50)]
        limit: u32,
        #[command(flatten)]
        common: Common,
    },
    /// Take a lead into the base
    Take {
        /// The lead, as the list shows it
        id: String,
        /// Put it to this client instead of making a new one
        #[arg(long)]
        client: Option<String>,
        #[command(flatten)]
        common: Common,
    },
    /// Refuse a lead
    Refuse {
        /// The lead, as the list shows it
        id: String,
        /// Why
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        common: Common,
    },
    /// Put a lead away as spam
    Spam {
        /// The lead, as the list shows it
        id: String,
        #[command(flatten)]
        common: Common,
    },
    /// Make a lead of a letter (RFC 5322)
    Mail {
        /// The letter; `-` reads standard input
        file: PathBuf,
        /// Name of its source
        #[arg(long)]
        source: Option<String>,
        #[command(flatten)]
        common: Common,
    },
}

impl Action {
    const fn common(&self) -> &Common {
        match self {
            Self::List { common, .. }
            | Self::Take { common, .. }
            | Self::Refuse { common, .. }
            | Self::Spam { common, .. }
            | Self::Mail { common, .. } => common,
        }
    }
}

/// Does what was asked for.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let common = arguments.action.common();
    let console = Console::open(&common.flags)?;
    console.log_quietly();
    let app = console.app()?;
    let ctx = import::context(&console, &app, common.login.as_deref())?;
    let base = Base {
        console: &console,
        app: &app,
        ctx: &ctx,
    };
    match &arguments.action {
        Action::List { state, limit, .. } => base.list(state, *limit)?,
        Action::Take { id, client, .. } => base.take(id, client.as_deref())?,
        Action::Refuse { id, reason, .. } => {
            base.decide(id, LeadState::Refused, Some(reason.clone()))?;
        }
        Action::Spam { id, .. } => base.decide(id, LeadState::Spam, None)?,
        Action::Mail { file, source, .. } => base.mail(file, source.as_deref())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Who acts on what.
struct Base<'a> {
    console: &'a Console,
    app: &'a App,
    ctx: &'a Context,
}

impl Base<'_> {
    fn list(&self, state: &str, limit: u32) -> Result<()> {
        let states = match state {
            "all" => Vec::new(),
            code => {
                let unknown = |_| self.refusal("code.unknown", code);
                vec![code.parse::<LeadState>().map_err(unknown)?]
            }
        };
        let request = Request {
            states,
            limit,
            ..Request::default()
        };
        let page = lead::list(self.app, self.ctx, &request).map_err(|error| self.refused(error))?;
        for seen in &page.items {
            say(&self.line(seen));
        }
        let shown = page.items.len();
        let values = [("shown", shown.into()), ("total", page.total.into())];
        say(&self.console.words.with("cli-lead-total", &values));
        Ok(())
    }

    fn line(&self, seen: &Seen) -> String {
        let lead = &seen.item.lead;
        let data = &lead.data;
        let known = [&data.company, &data.person, &data.phone, &data.email];
        let known: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
        let values = [
            ("id", lead.id.to_string().into()),
            ("state", self.word("lead-state", data.state.code()).into()),
            ("way", self.word("lead-way", data.way.code()).into()),
            ("arrived", lead.arrived_at.to_string().into()),
            ("who", known.join(", ").into()),
        ];
        self.console.words.with("cli-lead-line", &values)
    }

    fn word(&self, family: &str, code: &str) -> String {
        self.console.words.with(&format!("{family}-{code}"), &[])
    }

    fn take(&self, id: &str, client: Option<&str>) -> Result<()> {
        let lead = self.find(id)?;
        let client_id: Option<ClientId> = client
            .map(|text| {
                text.parse()
                    .map_err(|_| self.refusal("reference.unknown", text))
            })
            .transpose()?;
        let how = Take {
            client_id,
            ..Take::default()
        };
        let (id, version) = (lead.item.lead.id, lead.item.lead.version);
        let made = lead::take(self.app, self.ctx, id, version, &how);
        self.told(made, "cli-lead-taken")
    }

    fn decide(&self, id: &str, state: LeadState, reason: Option<String>) -> Result<()> {
        let lead = self.find(id)?;
        let change = Change {
            state: Some(state.code().to_owned()),
            reason: Some(reason),
            ..Change::default()
        };
        let (id, version) = (lead.item.lead.id, lead.item.lead.version);
        let made = lead::update(self.app, self.ctx, id, version, &change);
        self.told(made, "cli-lead-decided")
    }

    fn mail(&self, file: &PathBuf, source: Option<&str>) -> Result<()> {
        let lost = |error: std::io::Error| {
            let values = [
                ("path", shown(file).into()),
                ("detail", error.to_string().into()),
            ];
            self.console.failed("cli-import-file", &values)
        };
        let mut raw = Vec::new();
        // One byte over the largest that any setting allows is enough to refuse it.
        let most = (domain::setting::LEAD_MAIL_SIZE.max.unsigned_abs() << 10) + 1;
        if file.as_os_str() == "-" {
            let input = std::io::stdin().lock();
            input.take(most).read_to_end(&mut raw).map_err(lost)?;
        } else {
            let input = std::fs::File::open(file).map_err(lost)?;
            input.take(most).read_to_end(&mut raw).map_err(lost)?;
        }
        let source = source.map(|name| self.source(name)).transpose()?;
        let made = lead::arrive(self.app, self.ctx, &raw, source);
        let made = made.map_err(|error| self.refused(error))?;
        let key = if made.repeated {
            "cli-lead-known"
        } else {
            "cli-lead-made"
        };
        say(&self.line(&made.seen));
        say(&self.console.words.with(key, &[]));
        Ok(())
    }

    fn source(&self, name: &str) -> Result<SourceId> {
        let all = source::list(self.app, self.ctx).map_err(|error| match error {
            source::Error::Db(error) => self.console.told(&error),
            other => self.detail(&other.to_string()),
        })?;
        let same = all
            .into_iter()
            .find(|one| domain::search::fold(&one.data.name) == domain::search::fold(name));
        same.map(|one| one.id)
            .ok_or_else(|| self.refusal("reference.unknown", name))
    }

    fn find(&self, id: &str) -> Result<Seen> {
        let unknown = |_| self.refusal("not_found", id);
        let id: LeadId = id.parse().map_err(unknown)?;
        lead::find(self.app, self.ctx, id).map_err(|error| self.refused(error))
    }

    fn told(&self, made: Result<Made, lead::Error>, key: &str) -> Result<()> {
        let made = made.map_err(|error| self.refused(error))?;
        let client = made.seen.item.client.map(|(name, _)| name);
        let values = [("client", client.unwrap_or_default().into())];
        say(&self.console.words.with(key, &values));
        Ok(())
    }

    fn refused(&self, error: lead::Error) -> Error {
        match error {
            lead::Error::Db(error) => self.console.told(&error),
            lead::Error::NotFound => self.refusal("not_found", ""),
            lead::Error::Decided => self.refusal("lead.decided", ""),
            lead::Error::NotALetter => self.refusal("lead.not_a_letter", ""),
            lead::Error::Invalid(refusals) => {
                let first = refusals.first();
                let (code, field) =
                    first.map_or(("internal", ""), |one| (one.code, one.field.as_str()));
                self.refusal(code, field)
            }
            other => self.detail(&other.to_string()),
        }
    }

    /// A refusal by its code, with what it is about.
    fn refusal(&self, code: &str, about: &str) -> Error {
        let words = &self.console.words;
        let key = format!("error-{}", code.replace('.', "-"));
        let known = words.knows(&key);
        let text = if known {
            words.with(&key, &[])
        } else {
            code.to_owned()
        };
        let about = if about.is_empty() {
            text
        } else {
            format!("{about}: {text}")
        };
        self.detail(&about)
    }

    fn detail(&self, detail: &str) -> Error {
        let values = [("detail", detail.into())];
        self.console.failed("cli-lead-refused", &values)
    }
}
