//! Refusals: every NO is written down with its reason (R164), whoever says it and wherever: in a
//! call, in another contact, on a step of a deal. What follows: the day on which one comes back
//! (R130, R131), the promise that leaves the door open (R132), a lesson for who said "we have no
//! such thing" of something we have (R167).

mod reason;
mod report;

use domain::client::Client;
use domain::dictionary::Dictionary;
use domain::id::{
    ClientId, CompetitorId, DealId, InteractionId, ProductGroupId, ProductId, RefusalId, UserId,
};
use domain::interaction::Interaction;
use domain::part::Part;
use domain::policy::{Action, Entity};
use domain::product::Product;
use domain::refusal::{
    Preset, Reason, Refusal, RefusalData, STEP_LIMIT, TEXT_LIMIT, is_no, sought,
};
use domain::setting::{REFUSAL_FINAL_DAYS, REFUSAL_LESSON_DAYS, Settings};
use domain::task::TaskKind;
use domain::text;
use domain::training::{TrainingData, TrainingKind};
use jiff::ToSpan as _;
use jiff::civil::Date;

pub(crate) use reason::take_back as take_back_reason;
pub use reason::{
    ReasonInput, create as create_reason, delete as delete_reason, reasons, update as update_reason,
};
pub use report::{
    Answer, Counted, Employee, Filter, Item, Page, Place, Report, Request, Seen, Tally, find, list,
    of_client, report,
};

use crate::client::{Patch, Refusal as Refused};
use crate::context::Context;
use crate::journal::{self, Entry};
use crate::part::{self, Error, Kind};
use crate::person::{filled, keep};
use crate::{App, DbError, DbTx, setting, task, training};

/// The most products that are told to be in the catalogue.
const HITS: i64 = 5;

/// What was said of a refusal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The reason: its code or its identifier; needed for a new one.
    pub reason: Option<String>,
    /// The real reason, when what was said was a trap.
    pub real_reason: Patch<String>,
    /// From whom the client buys.
    pub competitor_id: Patch<CompetitorId>,
    /// What it was about.
    pub product_id: Patch<ProductId>,
    /// Or from which group.
    pub product_group_id: Patch<ProductGroupId>,
    /// What was asked for and is said to be missing with us.
    pub asked_for: Patch<String>,
    /// What we do have of it, when it was found later.
    pub had_product_id: Patch<ProductId>,
    /// When one comes back; by the reason when absent.
    pub return_day: Patch<Date>,
    /// What did not suit in the product or service.
    pub said_product: Patch<String>,
    /// What was not liked in the work of the staff.
    pub said_staff: Patch<String>,
    /// What was annoying during the sale.
    pub said_sale: Patch<String>,
    /// What else was said.
    pub note: Patch<String>,
    /// What was promised to the client, and until when (R132): becomes a promise to be kept.
    pub promise: Option<(String, Date)>,
}

/// A refusal that is written down where it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalInput {
    /// Who refused.
    pub client_id: ClientId,
    /// Which deal ended with it.
    pub deal_id: Option<DealId>,
    /// On which step of its funnel.
    pub step: Option<String>,
    /// In which contact it was said.
    pub interaction_id: Option<InteractionId>,
    /// When; today when absent.
    pub day: Option<Date>,
    /// What was said.
    pub said: Said,
}

/// Writes a refusal down within the transaction of what it was said in. The caller has asked for the
/// right to do that; whoever may not see the client does not find it.
pub(crate) fn record_in(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    input: &RefusalInput,
) -> Result<Refusal, Error> {
    let scope = ctx.scope(Entity::Client)?;
    let client = part::client_of(tx, &scope, input.client_id)?;
    let all = store::refusal::reasons(tx)?;
    let Some(reason) = &input.said.reason else {
        return Err(Error::refused("reason", "refusal.reason"));
    };
    let reason = chosen(&all, reason, "reason", None)?;
    let day = match input.day {
        Some(day) => day,
        None => setting::today(settings, ctx.now),
    };
    let (deal_id, step) = match (input.deal_id, &input.step) {
        (None, None) => store::refusal::open_deal(tx, client.id)?.unzip(),
        (deal, step) => (deal, step.clone()),
    };
    let mut data = RefusalData {
        step: step.filter(|step| step.chars().count() <= STEP_LIMIT),
        deal_id,
        interaction_id: input.interaction_id,
        manager_id: client.data.manager_id.or(ctx.actor.user_or_system()),
        ..RefusalData::for_reason(reason.id, day)
    };
    apply(tx, &all, &input.said, &mut data, true)?;
    promise(tx, ctx, client.id, &input.said)?;
    let made = part::create_in(tx, ctx, &scope, client.id, &data)?;
    if let Some(had) = made.data.had_product_id {
        lesson(
            tx,
            ctx,
            settings,
            ctx.actor.user_or_system(),
            had,
            &made.data,
        )?;
    }
    Ok(made)
}

/// The reason that is meant by a code or an identifier; one that was there before may stay.
fn chosen<'a>(
    all: &'a [Reason],
    told: &str,
    field: &'static str,
    before: Option<&RefusalData>,
) -> Result<&'a Reason, Error> {
    let told = told.trim();
    let is = |of: &&Reason| {
        of.data.code.is_some_and(|code| code.code() == told) || of.id.to_string() == told
    };
    let found = all
        .iter()
        .find(is)
        .ok_or_else(|| Error::refused(field, "reference.unknown"))?;
    let stays =
        before.is_some_and(|of| of.reason_id == found.id || of.real_reason_id == Some(found.id));
    if found.data.is_open() || stays {
        Ok(found)
    } else {
        Err(Error::refused(field, "refusal.reason_closed"))
    }
}

fn with_id(all: &[Reason], id: domain::id::RefusalReasonId) -> Result<&Reason, Error> {
    let found = all.iter().find(|of| of.id == id);
    found.ok_or_else(|| Error::refused("reason", "reference.unknown"))
}

/// Puts what was said into `data`; of a new one the day of return follows from the reason, and what
/// was asked for is looked for in the catalogue.
fn apply(
    tx: &mut DbTx,
    all: &[Reason],
    said: &Said,
    data: &mut RefusalData,
    new: bool,
) -> Result<(), Error> {
    let before = data.clone();
    let known = (!new).then_some(&before);
    if let Some(reason) = &said.reason {
        data.reason_id = chosen(all, reason, "reason", known)?.id;
    }
    match &said.real_reason {
        Some(Some(real)) => data.real_reason_id = Some(chosen(all, real, "real_reason", known)?.id),
        Some(None) => data.real_reason_id = None,
        None => {}
    }
    data.competitor_id = said.competitor_id.unwrap_or(data.competitor_id);
    data.product_id = said.product_id.unwrap_or(data.product_id);
    data.product_group_id = said.product_group_id.unwrap_or(data.product_group_id);
    data.had_product_id = said.had_product_id.unwrap_or(data.had_product_id);
    let mut refusals = Vec::new();
    let texts = [
        ("asked_for", &said.asked_for, &mut data.asked_for),
        ("said_product", &said.said_product, &mut data.said_product),
        ("said_staff", &said.said_staff, &mut data.said_staff),
        ("said_sale", &said.said_sale, &mut data.said_sale),
        ("note", &said.note, &mut data.note),
    ];
    for (field, given, kept) in texts {
        let given = given
            .as_ref()
            .map(|text| filled(text).map(|text| text::block(text, TEXT_LIMIT)));
        keep(&mut refusals, field, given, kept);
    }
    let reason = with_id(all, data.reason_id)?;
    let real = match data.real_reason_id {
        Some(id) => Some(with_id(all, id)?),
        None => None,
    };
    let decides = real.unwrap_or(reason);
    match said.return_day {
        Some(day) => data.return_day = day,
        None if new => data.return_day = decides.data.return_day(data.day),
        None => {}
    }
    let faults = data.faults(&reason.data, real.map(|of| &of.data));
    refusals.extend(
        faults
            .into_iter()
            .map(|(field, code)| Refused::new(field, code)),
    );
    if !refusals.is_empty() {
        return Err(Error::Invalid(refusals));
    }
    if data.asked_for != before.asked_for && said.had_product_id.is_none() {
        data.had_product_id = match &data.asked_for {
            Some(asked) => hits(tx, asked, 1)?.pop().map(|product| product.id),
            None => None,
        };
    }
    Ok(())
}

fn hits(tx: &mut DbTx, asked: &str, most: i64) -> Result<Vec<Product>, DbError> {
    let words = sought(asked).join(" ");
    store::refusal::in_catalogue(tx, &words, most)
}

/// What the catalogue has of what a client asked for (R167): told before the refusal is saved.
pub fn catalogue(app: &App, ctx: &Context, asked: &str) -> Result<Vec<Product>, Error> {
    ctx.scope(Entity::Product)?;
    let mut found = app.db.read(|tx| hits(tx, asked, HITS))?;
    for product in &mut found {
        product.data.cost_minor = None;
    }
    Ok(found)
}

/// The door stays open (R132): what was promised is a task of whoever promised it.
fn promise(tx: &mut DbTx, ctx: &Context, client: ClientId, said: &Said) -> Result<(), Error> {
    let Some((what, day)) = &said.promise else {
        return Ok(());
    };
    let work = task::Input {
        title: Some(what.clone()),
        kind: Some(TaskKind::Promise),
        due_day: Some(*day),
        client_id: Some(client),
        ..task::Input::default()
    };
    task::create_in(tx, ctx, &work).map_err(|error| match error {
        task::Error::Forbidden(refusal) => Error::Forbidden(refusal),
        task::Error::Db(error) => Error::Db(error),
        task::Error::Invalid(refusals) => Error::Invalid(
            refusals
                .into_iter()
                .map(|of| {
                    let field = if of.field == "title" {
                        "promise"
                    } else {
                        "promise_day"
                    };
                    Refused::new(field, of.code)
                })
                .collect(),
        ),
        _ => Error::NotFound,
    })?;
    Ok(())
}

/// Who said that we do not have something that we have is taught it (R167): a lesson on the product
/// stands in the register, once until it was held.
fn lesson(
    tx: &mut DbTx,
    ctx: &Context,
    settings: &Settings,
    user: Option<UserId>,
    product: ProductId,
    data: &RefusalData,
) -> Result<(), Error> {
    let Some(user) = user else {
        return Ok(());
    };
    let Some(product) = store::product::find_all(tx, [product])?.pop() else {
        return Err(Error::refused("had_product_id", "reference.unknown"));
    };
    let today = setting::today(settings, ctx.now);
    let topic = format!("{} {}", product.data.code, product.data.name);
    let topic: String = topic.chars().take(domain::training::TOPIC_LIMIT).collect();
    if store::refusal::has_lesson(tx, user, &topic, today)? {
        return Ok(());
    }
    let days = settings.whole(&REFUSAL_LESSON_DAYS);
    let lesson = training::Training {
        id: ctx.id(),
        data: TrainingData {
            user_id: user,
            kind: TrainingKind::Catalogue,
            topic,
            day: today.saturating_add(days.days()),
            score: None,
            note: data.asked_for.clone(),
        },
        created_at: ctx.now,
        created_by: ctx.actor.user(),
    };
    store::training::insert(tx, &lesson)?;
    journal::record(tx, ctx, Entry::create("training", lesson.id, &lesson.data))?;
    Ok(())
}

/// Changes what was said of a refusal: the real reason that came out later, an answer, the day. When
/// it turns out that we do have what was asked for, whoever wrote the refusal is taught.
pub fn update(
    app: &App,
    ctx: &Context,
    id: RefusalId,
    version: i64,
    said: &Said,
) -> Result<Refusal, Error> {
    part::update_with::<RefusalData>(app, ctx, id, version, |tx, before, data, _| {
        let all = store::refusal::reasons(tx)?;
        apply(tx, &all, said, data, false)?;
        promise(tx, ctx, before.client_id, said)?;
        if let Some(had) = data.had_product_id
            && before.data.had_product_id != Some(had)
        {
            let settings = setting::load(tx)?;
            lesson(tx, ctx, &settings, Some(before.created_by), had, data)?;
        }
        Ok(())
    })
}

/// A contact ended with a NO: its reason is written down with it (R164).
pub(crate) fn of_contact(
    tx: &mut DbTx,
    ctx: &Context,
    contact: &Interaction,
    said: Option<&Said>,
) -> Result<(), Error> {
    if !is_no(contact.data.outcome) {
        return Ok(());
    }
    let settings = setting::load(tx)?;
    let input = RefusalInput {
        client_id: contact.client_id,
        deal_id: None,
        step: None,
        interaction_id: Some(contact.id),
        day: Some(setting::today(&settings, contact.data.happened_at)),
        said: said.cloned().unwrap_or_default(),
    };
    record_in(tx, ctx, &settings, &input)?;
    Ok(())
}

/// Contacts that came in a table: nobody was asked for the reason of their NO. The line of the contact
/// in the journal tells all that is known.
pub(crate) fn untold(
    tx: &mut DbTx,
    ctx: &Context,
    contacts: &[Interaction],
) -> Result<(), DbError> {
    let settings = setting::load(tx)?;
    let refusal = |contact: &Interaction| {
        let day = setting::today(&settings, contact.data.happened_at);
        let data = RefusalData {
            interaction_id: Some(contact.id),
            manager_id: Some(contact.created_by),
            ..RefusalData::for_reason(Preset::NotTold.id(), day)
        };
        part::drawn(ctx, contact.client_id, data)
    };
    let told: Vec<Refusal> = contacts
        .iter()
        .filter(|contact| is_no(contact.data.outcome))
        .map(refusal)
        .collect();
    store::part::insert(tx, &told)?;
    Ok(())
}

/// A contact became something else, went, or came back: the refusal that was said in it stands only
/// as long as the contact is a NO. The line of the contact in the journal tells it.
pub(crate) fn contact_changed(
    tx: &mut DbTx,
    before: Option<&Interaction>,
    after: Option<&Interaction>,
) -> Result<(), DbError> {
    let Some(contact) = after.or(before) else {
        return Ok(());
    };
    if before.is_none() && contact.version == 1 {
        return Ok(());
    }
    let stands = after.is_some_and(|after| is_no(after.data.outcome));
    if let Some((refusal, there)) = store::refusal::of_interaction(tx, contact.id)?
        && there != stands
    {
        let (version, at) = (refusal.version, contact.updated_at);
        let gone = (!stands).then_some(at);
        store::part::set_deleted::<RefusalData>(tx, refusal.id, version, at, gone)?;
    }
    Ok(())
}

/// Concludes when one comes back to a client, from its last refusal and what came after it.
pub(crate) fn settle(tx: &mut DbTx, client: ClientId) -> Result<(), DbError> {
    let at = match store::refusal::last(tx, client)? {
        None => None,
        Some(last) => {
            let settings = setting::load(tx)?;
            let day = match last.return_day {
                None if last.is_final => {
                    let days = settings.whole(&REFUSAL_FINAL_DAYS);
                    Some(last.day.saturating_add(days.days()))
                }
                day => day,
            };
            let at = day.map(|day| setting::start_of(&settings, day));
            let (touched, interested) = store::refusal::contacts_since(tx, client, last.at)?;
            at.filter(|at| interested.is_none() && touched.is_none_or(|touched| touched < *at))
        }
    };
    store::refusal::keep(tx, client, at)
}

impl Kind for RefusalData {
    const RIGHT: Action = Action::InteractionWrite;

    fn check(&self, tx: &mut DbTx, _: ClientId, _: Option<Self::Id>) -> Result<(), Error> {
        let unknown = |field| Error::refused(field, "reference.unknown");
        if let Some(id) = self.competitor_id
            && !store::dictionary::exists(tx, Dictionary::Competitor, id.uuid())?
        {
            return Err(unknown("competitor_id"));
        }
        for (field, id) in [
            ("product_id", self.product_id),
            ("had_product_id", self.had_product_id),
        ] {
            if let Some(id) = id
                && store::product::find_all(tx, [id])?.is_empty()
            {
                return Err(unknown(field));
            }
        }
        if let Some(id) = self.product_group_id
            && !store::product_group::list(tx)?.iter().any(|of| of.id == id)
        {
            return Err(unknown("product_group_id"));
        }
        Ok(())
    }

    fn follow(
        tx: &mut DbTx,
        client: &Client,
        _: Option<&Part<Self>>,
        _: Option<&Part<Self>>,
    ) -> Result<(), DbError> {
        settle(tx, client.id)
    }
}
