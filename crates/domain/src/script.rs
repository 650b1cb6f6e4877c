//! Scripts: what to say on a call – the main idea within a minute (R133), a talk with branches,
//! answers to objections – for all clients or for those of a segment.

use serde::{Deserialize, Serialize};

use crate::code::code_enum;
use crate::id::SegmentId;

/// The longest title, in characters.
pub const TITLE_LIMIT: usize = 200;
/// The longest text of a step, in characters.
pub const TEXT_LIMIT: usize = 4_000;
/// The longest answer of a client that leads to another step, in characters.
pub const ANSWER_LIMIT: usize = 200;
/// The most steps of a talk.
pub const STEPS_LIMIT: usize = 50;
/// The most answers of a step: one for each number key.
pub const ANSWERS_LIMIT: usize = 9;

code_enum! {
    /// What a script is for.
    pub enum ScriptKind {
        /// The main idea, told within a minute (R133).
        Pitch = "pitch",
        /// A talk, step by step.
        Talk = "talk",
        /// What to answer to an objection, which is the title.
        Objection = "objection",
    }
}

/// What the client may answer to a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What the client says, in a few words.
    pub said: String,
    /// The step that follows, counted from 0; `None`: the talk is over.
    pub next: Option<usize>,
}

/// What is said, and where the answers lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What the employee says.
    pub text: String,
    /// What may be answered; none: the talk is over.
    #[serde(default)]
    pub answers: Vec<Answer>,
}

/// What is written of a script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptData {
    /// What it is for.
    pub kind: ScriptKind,
    /// Its name; of an objection what the client says.
    pub title: String,
    /// Only for clients of this segment.
    pub segment_id: Option<SegmentId>,
    /// A talk begins with the first; others have this one only.
    pub steps: Vec<Step>,
}

/// How fast people speak, and for how long they are listened to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Words a minute.
    pub words_per_minute: i64,
    /// The longest pitch, in seconds (R133: 60).
    pub pitch_seconds: i64,
}

impl Pace {
    /// How long a text takes to be said, in seconds.
    pub fn seconds(self, text: &str) -> i64 {
        let words = i64::try_from(text.split_whitespace().count()).unwrap_or(i64::MAX);
        words.saturating_mul(60) / self.words_per_minute.max(1)
    }
}

impl ScriptData {
    /// The field that is wrong, and why.
    pub fn fault(&self, pace: Pace) -> Option<(String, &'static str)> {
        let of_steps = |code| Some(("steps".to_owned(), code));
        if self.steps.is_empty() {
            return of_steps("text.empty");
        }
        if self.kind != ScriptKind::Talk
            && (self.steps.len() > 1 || !self.steps[0].answers.is_empty())
        {
            return of_steps("script.one_step");
        }
        if self.steps.len() > STEPS_LIMIT {
            return of_steps("script.steps");
        }
        if self.kind == ScriptKind::Pitch && pace.seconds(&self.steps[0].text) > pace.pitch_seconds
        {
            return Some(("steps[0].text".to_owned(), "script.pitch_long"));
        }
        for (at, step) in self.steps.iter().enumerate() {
            if step.answers.len() > ANSWERS_LIMIT {
                return Some((format!("steps[{at}].answers"), "script.answers"));
            }
            let leads = |answer: &Answer| answer.next.is_none_or(|next| next < self.steps.len());
            if let Some(wrong) = step.answers.iter().position(|answer| !leads(answer)) {
                let field = format!("steps[{at}].answers[{wrong}].next");
                return Some((field, "script.next"));
            }
        }
        let lost = self.unreachable()?;
        Some((format!("steps[{lost}]"), "script.unreachable"))
    }

    /// The first step that no answer leads to.
    fn unreachable(&self) -> Option<usize> {
        let mut seen = vec![false; self.steps.len()];
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                open.extend(self.steps[at].answers.iter().filter_map(|of| of.next));
            }
        }
        seen.iter().position(|seen| !seen)
    }

    /// Whether it is meant for a client of this segment.
    pub fn suits(&self, segment: Option<SegmentId>) -> bool {
        self.segment_id.is_none() || self.segment_id == segment
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace {
        words_per_minute: 130,
        pitch_seconds: 60,
    };

    fn step(text: &str, next: &[Option<usize>]) -> Step {
        let answer = |next: &Option<usize>| Answer {
            said: "да".to_owned(),
            next: *next,
        };
        Step {
            text: text.to_owned(),
            answers: next.iter().map(answer).collect(),
        }
    }

    fn script(kind: ScriptKind, steps: Vec<Step>) -> ScriptData {
        ScriptData {
            kind,
            title: "x".to_owned(),
            segment_id: None,
            steps,
        }
    }

    #[test]
    fn r133_the_main_idea_is_told_within_a_minute() {
        let said =
            |words: usize| script(ScriptKind::Pitch, vec![step(&"слово ".repeat(words), &[])]);
        assert_eq!(said(130).fault(PACE), None);
        let long = said(133).fault(PACE).unwrap();
        assert_eq!(long, ("steps[0].text".to_owned(), "script.pitch_long"));
        let faster = Pace {
            words_per_minute: 180,
            ..PACE
        };
        assert_eq!(said(133).fault(faster), None);
    }

    #[test]
    fn a_talk_leads_somewhere_and_leaves_no_step_out() {
        let talk = |steps| script(ScriptKind::Talk, steps).fault(PACE);
        let fine = vec![
            step("a", &[Some(1), Some(2)]),
            step("b", &[Some(0)]),
            step("c", &[None]),
        ];
        assert_eq!(talk(fine), None, "going back is allowed");
        let cases = [
            (vec![], "steps", "text.empty"),
            (
                vec![step("a", &[None, Some(1)])],
                "steps[0].answers[1].next",
                "script.next",
            ),
            (
                vec![step("a", &[]), step("b", &[Some(0)])],
                "steps[1]",
                "script.unreachable",
            ),
            (
                vec![step("a", &[None; 10])],
                "steps[0].answers",
                "script.answers",
            ),
        ];
        for (steps, field, code) in cases {
            assert_eq!(talk(steps), Some((field.to_owned(), code)));
        }
        let two = script(
            ScriptKind::Objection,
            vec![step("a", &[Some(1)]), step("b", &[])],
        );
        assert_eq!(two.fault(PACE).unwrap().1, "script.one_step");
    }
}
