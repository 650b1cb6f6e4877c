//! What is said on calls in a demo.

use domain::id::UserId;
use domain::script::{Answer, ScriptData, ScriptKind, Step};
use simulator::scripts::{OBJECTIONS, PITCH, TALK};
use store::script::Script;

use crate::context::Context;
use crate::{DbError, DbTx};

/// Writes the scripts, in the order of a call.
pub(super) fn write(tx: &mut DbTx, ctx: &Context, author: UserId) -> Result<(), DbError> {
    let alone = |text: &str| {
        vec![Step {
            text: text.to_owned(),
            answers: Vec::new(),
        }]
    };
    let answer = |(said, next): &(&str, Option<usize>)| Answer {
        said: (*said).to_owned(),
        next: *next,
    };
    let talk = TALK.1.iter().map(|(text, answers)| Step {
        text: (*text).to_owned(),
        answers: answers.iter().map(answer).collect(),
    });
    let mut all = vec![
        (ScriptKind::Pitch, PITCH.0, alone(PITCH.1)),
        (ScriptKind::Talk, TALK.0, talk.collect()),
    ];
    let objections = OBJECTIONS.iter();
    all.extend(objections.map(|(said, text)| (ScriptKind::Objection, *said, alone(text))));
    for (kind, title, steps) in all {
        let script = Script {
            id: ctx.id(),
            data: ScriptData {
                kind,
                title: title.to_owned(),
                segment_id: None,
                steps,
            },
            version: 1,
            created_at: ctx.now,
            created_by: author,
            updated_at: ctx.now,
        };
        store::script::insert(tx, &script)?;
    }
    Ok(())
}
