//! Letters that become leads (R74): read, understood as far as a program can, kept once. A letter
//! is hostile by default: nothing of it but text stays, and a reader that stumbles costs one letter.

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::id::SourceId;
use domain::lead::mail::Letter;
use domain::lead::{LeadState, RAW_LIMIT};
use domain::policy::Action;
use domain::setting::LEAD_MAIL_SIZE;
use jiff::{SignedDuration, Timestamp};
use mail_parser::{Message, MessageParser, MimeHeaders as _};
use store::lead::Arrival;

use super::form::hash;
use super::{Error, Kept, Made, begun, keep, made, repeated};
use crate::context::Context;
use crate::{App, setting};

/// How old a letter may say it is; of an older one the moment of its arrival counts.
const OLDEST: SignedDuration = SignedDuration::from_hours(24 * 3_660);
/// The most names of attachments that are kept.
const ATTACHED: usize = 50;

/// Makes a lead of a letter as mail servers keep it (RFC 5322). The same letter twice is one lead.
pub fn arrive(
    app: &App,
    ctx: &Context,
    raw: &[u8],
    source: Option<SourceId>,
) -> Result<Made, Error> {
    ctx.may(Action::LeadWrite)?;
    let settings = setting::current(app)?;
    let limit = settings.whole(&LEAD_MAIL_SIZE);
    if raw.len() as u64 > limit.unsigned_abs() << 10 {
        return Err(Error::TooLarge { limit });
    }
    let read = catch_unwind(AssertUnwindSafe(|| read(raw, ctx.now)));
    let Read { letter, sent, once } = read.ok().flatten().ok_or(Error::NotALetter)?;
    let (mut data, text) = letter.lead(settings.country());
    if data.name().is_none() {
        return Err(Error::NotALetter);
    }
    data.source_id = source;
    if letter.automatic {
        data.state = LeadState::Spam;
        data.reason = Some("automatic".to_owned());
        data.decided_at = Some(ctx.now);
    }
    app.db.write(|tx| {
        if let Some(id) = source
            && store::source::find(tx, id)?.is_none()
        {
            return Err(Error::refused("source_id", "reference.unknown"));
        }
        let mut lead = begun(ctx, data.clone());
        lead.arrived_at = sent;
        lead.text = text.clone();
        let id = lead.id;
        let arrival = Arrival {
            lead,
            sender: None,
            once: Some(once.clone()),
        };
        match keep(tx, ctx, &arrival)? {
            Kept::New(seq) => made(tx, ctx, id, Some(seq)),
            Kept::Known(known) => repeated(tx, ctx, known),
        }
    })
}

/// What was read of a letter.
struct Read {
    letter: Letter,
    /// When it was sent, as far as that can be believed.
    sent: Timestamp,
    /// What this letter has each time it comes.
    once: String,
}

fn read(raw: &[u8], now: Timestamp) -> Option<Read> {
    let message = MessageParser::default().parse(raw)?;
    let text = message.body_text(0).unwrap_or_default();
    let body: String = text.chars().take(RAW_LIMIT).collect();
    let from = message.reply_to().or_else(|| message.from());
    let from = from.and_then(|address| address.first());
    let written = message.from().and_then(|address| address.first());
    let name = from
        .and_then(|addr| addr.name())
        .or_else(|| written.and_then(|addr| addr.name()));
    let letter = Letter {
        name: name.map(str::to_owned),
        address: from.and_then(|addr| addr.address()).map(str::to_owned),
        subject: message.subject().map(str::to_owned),
        body,
        attached: message
            .attachments()
            .filter_map(|part| part.attachment_name())
            .take(ATTACHED)
            .map(str::to_owned)
            .collect(),
        automatic: is_automatic(&message),
    };
    let dated = message.date().map(|date| date.to_timestamp());
    let sent = dated
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .filter(|sent| *sent <= now && now.duration_since(*sent) < OLDEST);
    let once = match message.message_id() {
        Some(id) if !id.trim().is_empty() => hash(&["mail", id.trim()]),
        _ => hash(&["letter", &store::sha256_hex(raw)]),
    };
    Some(Read {
        letter,
        sent: sent.unwrap_or(now),
        once,
    })
}

/// Whether a program wrote it: it says so (RFC 3834), or nobody wants the answer.
fn is_automatic(message: &Message<'_>) -> bool {
    let said = message
        .header_raw("Auto-Submitted")
        .is_some_and(|value| !value.trim().to_lowercase().starts_with("no"));
    let returned = message
        .header_raw("Return-Path")
        .is_some_and(|value| value.trim() == "<>");
    said || returned
}
