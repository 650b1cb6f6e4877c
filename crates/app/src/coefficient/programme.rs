//! What the acquisition programme brings (R154), the two strategies beside each other (R160), and
//! the target clients that passed through the funnel (R161).

use domain::policy::Entity;
use domain::setting::{COMPANY_CURRENCY, PROGRAMME_DAYS, PROGRAMME_HIGH, PROGRAMME_LOW};
use jiff::Span;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Error, Request, check, part};
use crate::context::Context;
use crate::{App, setting};

/// One of the two strategies.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = ProgrammeStrategy)]
pub struct Strategy {
    /// Clients that bought.
    pub clients: i64,
    /// Their sales, in the currency of reports.
    pub sales_minor: i64,
    /// Sales of the same clients a year before.
    pub before_minor: i64,
}

/// The programme in some days.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Programme {
    /// The currency of reports.
    pub currency: String,
    /// The goal: sales are to rise by this part …
    pub goal_low: f64,
    /// … to this.
    pub goal_high: f64,
    /// A client counts as won for so many days after its first payment.
    pub days: i64,
    /// Won through the funnel.
    pub attract: Strategy,
    /// All other clients.
    pub keep: Strategy,
    /// By how much the won clients raise the sales of all others; `null`: there are none.
    pub raised: Option<f64>,
    /// `over`, `reached`, `under` the goal; `null` while it cannot be told.
    pub verdict: Option<&'static str>,
    /// Deals won in these days.
    pub won: i64,
    /// Of them begun from a cleaned list: target clients.
    pub target: i64,
}

/// How far the programme is, over the clients whose figures the reader may see.
pub fn programme(app: &App, ctx: &Context, request: &Request) -> Result<Programme, Error> {
    let scope = ctx.scope(Entity::Analysis)?;
    check(request)?;
    app.db.read(|tx| {
        let settings = setting::load(tx)?;
        if store::funnel::find(tx, request.funnel)?.is_none() {
            return Err(Error::NotFound);
        }
        let days = settings.whole(&PROGRAMME_DAYS);
        let won_since = request.to.saturating_sub(Span::new().days(days));
        let start = |day: Date| setting::start_of(&settings, day);
        let after = |day: Date| start(day.tomorrow().unwrap_or(day));
        let asked = store::coefficient::Sales {
            funnel: request.funnel,
            from: request.from,
            to: request.to,
            won: (start(won_since), after(request.to)),
            scope: &scope,
            of: &request.of,
        };
        let strategy = |of: store::coefficient::Sold| Strategy {
            clients: of.clients,
            sales_minor: of.sales_minor,
            before_minor: of.before_minor,
        };
        let (attract, keep) = store::coefficient::sales(tx, &asked)?;
        let won = (start(request.from), after(request.to));
        let (won, target) = store::coefficient::won(tx, &asked, won)?;
        let (low, high) = (
            part(settings.whole(&PROGRAMME_LOW)),
            part(settings.whole(&PROGRAMME_HIGH)),
        );
        #[expect(clippy::cast_precision_loss, reason = "money as a part")]
        let raised =
            (keep.sales_minor > 0).then(|| attract.sales_minor as f64 / keep.sales_minor as f64);
        Ok(Programme {
            currency: settings.text(&COMPANY_CURRENCY).to_owned(),
            goal_low: low,
            goal_high: high,
            days,
            attract: strategy(attract),
            keep: strategy(keep),
            verdict: raised.map(|raised| {
                if raised > high {
                    "over"
                } else if raised >= low {
                    "reached"
                } else {
                    "under"
                }
            }),
            raised,
            won,
            target,
        })
    })
}
