//! What the sellers of the distributor say on the phone.

/// A step of a talk: what is said, and what may be answered with the step that follows.
pub type Step = (&'static str, &'static [(&'static str, Option<usize>)]);

/// The main idea of a call.
pub const PITCH: (&str, &str) = (
    "Delivered by tomorrow",
    "We bring everything for cleaning by tomorrow morning, in one delivery, counted and sorted by \
     floor. You need no store of your own, and nobody of yours goes shopping for gloves again. \
     Companies of your size keep a third less on the shelf after a quarter. May I show you what that \
     would be in your case?",
);

/// The first call, step by step.
pub const TALK: (&str, &[Step]) = (
    "First call",
    &[
        (
            "Good morning, Northvale Hygiene. Who decides at your place what is bought for cleaning?",
            &[
                ("I do", Some(1)),
                ("A colleague", Some(2)),
                ("Our head office", Some(3)),
            ],
        ),
        (
            "How do you buy now: by plan, or when something runs out?",
            &[
                ("When it runs out", Some(4)),
                ("By plan", Some(4)),
                ("We have a supplier", Some(4)),
            ],
        ),
        (
            "Whom may I ask for, and when is a good time to call?",
            &[("Gives a name", None)],
        ),
        (
            "Where is your head office, and who is in charge of purchases there?",
            &[("Gives a name", None), ("Will not say", None)],
        ),
        (
            "Then let us look at it together for twenty minutes. Would Tuesday or Thursday suit you?",
            &[],
        ),
    ],
);

/// Objections and what to answer.
pub const OBJECTIONS: [(&str, &str); 4] = [
    (
        "Too expensive",
        "Compared with what? Let us take your last invoice and count a month together: with delivery \
         and what lies unused it is often the other way round.",
    ),
    (
        "We have a supplier",
        "Good. What would you change about them if you could? Many of our clients began with the one \
         thing their supplier did not do.",
    ),
    (
        "No budget now",
        "When is it planned? I shall call a week before, with numbers you can put in.",
    ),
    (
        "Send me an e-mail",
        "Gladly. So that it is about you and not about everybody: what do you use most of?",
    ),
];
