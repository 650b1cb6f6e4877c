//! What happens when one client leaves (R248, R249), and what it takes that nothing hangs on it.

use std::collections::BTreeMap;
use std::sync::Arc;

use analysis::concentration::{self, Buyer};
use analysis::departure::{self as pure, Part, Step};
use analysis::{NONE, stress};
use domain::id::ClientId;
use domain::product::ProductGroup;
use domain::setting::{CRISIS_SETTLE, CRISIS_YEARS};
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{Reference, Wanted, client, company_group, manager};
use super::question::{Asked, Question, with_branches_of};
use super::{Answer, Error, answer};
use crate::App;
use crate::context::Context;

/// From this share on a company hangs on one client.
const MONO: f64 = 0.5;

/// An employee whose sales go.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ManagerLoss {
    /// The employee; `null`: sales of nobody.
    pub manager: Option<Reference>,
    /// Sales of the employee.
    pub total_minor: i64,
    /// Of them to those who leave.
    pub lost_minor: i64,
    /// The part that goes.
    pub share: Option<f64>,
}

/// A product group whose supplier gives less discount on what is left.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SupplierLoss {
    /// The product group.
    pub group: Reference,
    /// Volume bought in a year, at cost.
    pub volume_minor: i64,
    /// Volume left.
    pub left_minor: i64,
    /// Discount at the volume of now.
    pub discount: f64,
    /// Discount at the volume left.
    pub discount_left: f64,
    /// What the goods of the others cost more in a year.
    pub extra_minor: i64,
}

/// What others must buy for the client to be under a level.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PlanStep {
    /// The level.
    pub level: f64,
    /// What others buy more than now.
    pub more_minor: i64,
    /// The same by what they buy now.
    pub growth: Option<f64>,
    /// New clients that bring it, by the first year of those won lately.
    pub new_clients: Option<f64>,
}

/// What happens when a client leaves.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct Departure {
    /// The client; `null` when the asker may not see it or it bought nothing in the window. All else
    /// is then empty.
    pub client: Option<Reference>,
    /// The group of companies that leaves with it.
    pub group: Option<Reference>,
    /// Clients that leave.
    pub members: u64,
    /// Their value.
    pub value_minor: i64,
    /// Its part of the positive value of all.
    pub share: Option<f64>,
    /// The company hangs on this one client.
    pub mono: bool,
    /// Value of all clients that is left.
    pub left_minor: i64,
    /// Margin that goes; `null` without the right to see it or a known cost.
    pub margin_minor: Option<i64>,
    /// Its part of the margin.
    pub margin_share: Option<f64>,
    /// Whose sales go, the largest part first.
    pub managers: Vec<ManagerLoss>,
    /// Product groups with agreed discounts; `null` without the right to see costs.
    pub suppliers: Option<Vec<SupplierLoss>>,
    /// What the goods of the others cost more in a year.
    pub extra_minor: Option<i64>,
    /// What others must buy for each alarm level it is above, the highest first.
    pub plan: Vec<PlanStep>,
}

/// What goes with one client, and with its group of companies.
pub fn departure(
    app: &App,
    ctx: &Context,
    question: &Question,
    id: ClientId,
) -> Result<Arc<Answer<Departure>>, Error> {
    let mut agreed = app.db.read(store::product_group::list)?;
    agreed.retain(|group| !group.cost_discounts.steps().is_empty());
    let variant = format!("{id} {agreed:?}");
    answer(app, ctx, question, "departure", &variant, |asked| {
        figure(app, asked, id, &agreed)
    })
}

fn figure(
    app: &App,
    asked: &Asked,
    id: ClientId,
    agreed: &[ProductGroup],
) -> Result<Departure, Error> {
    let held = &asked.held;
    let view = asked.view();
    let rows = asked.rows(&view);
    let number = held
        .clients
        .find(&id)
        .filter(|number| rows.get(*number).is_some());
    let Some(number) = number else {
        return Ok(Departure::default());
    };
    let buyer = concentration::buyer(&view, number);
    let gone: Vec<u32> = rows
        .rows
        .iter()
        .map(|row| row.client)
        .filter(|&client| concentration::buyer(&view, client) == buyer)
        .collect();
    let losses = pure::departure(&view, &gone);
    let company = concentration::company(&view, &rows, rows.rows.len());
    let share = company
        .top
        .iter()
        .find(|top| top.buyer == buyer)
        .map(|top| top.share);
    let levels = &asked.parameters.concentration.alarms;
    let mut plan = pure::dilution(losses.value.gone_minor, company.total_minor, levels);
    plan.reverse();
    let whole = |setting| u32::try_from(asked.settings.whole(setting)).unwrap_or(0);
    let won = stress::newcomers(&view, whole(&CRISIS_YEARS), whole(&CRISIS_SETTLE));
    let each = won.first_year_minor.filter(|each| *each > 0.0);
    let group = match buyer {
        Buyer::Group(code) => company_group(held, code).map(|id| (code, id)),
        Buyer::Client(_) => None,
    };
    let wanted = Wanted {
        clients: vec![number],
        company_groups: group.iter().map(|(code, _)| *code).collect(),
        managers: losses.managers.keys().copied().collect(),
        ..Wanted::default()
    };
    let names = wanted.read(app, held)?;
    let mut managers: Vec<ManagerLoss> = losses
        .managers
        .iter()
        .filter(|(_, part)| part.gone_minor != 0)
        .map(|(code, part)| ManagerLoss {
            manager: manager(held, *code)
                .filter(|_| *code != NONE)
                .map(|id| names.of(id)),
            total_minor: part.all_minor,
            lost_minor: part.gone_minor,
            share: part.share(),
        })
        .collect();
    managers.sort_by(|a, b| {
        let share = |of: &ManagerLoss| of.share.unwrap_or(0.0);
        share(b).total_cmp(&share(a))
    });
    let costs = asked.sees_margin && held.image.has_costs();
    let suppliers = if costs {
        suppliers(asked, agreed, &losses.bought)
    } else {
        Vec::new()
    };
    let extra = suppliers.iter().map(|one| one.extra_minor).sum();
    Ok(Departure {
        client: client(held, number).map(|id| names.of(id)),
        group: group.map(|(_, id)| names.of(id)),
        members: gone.len() as u64,
        value_minor: losses.value.gone_minor,
        share,
        mono: share.is_some_and(|share| share > MONO),
        left_minor: losses.value.all_minor - losses.value.gone_minor,
        margin_minor: costs.then_some(losses.margin.gone_minor),
        margin_share: losses.margin.share().filter(|_| costs),
        managers,
        suppliers: costs.then_some(suppliers),
        extra_minor: costs.then_some(extra),
        plan: plan
            .into_iter()
            .map(|step| PlanStep {
                level: f64::from(step.level) / 100.0,
                more_minor: step.more_minor,
                growth: step.growth,
                new_clients: each.map(|each| step.more_minor as f64 / each),
            })
            .collect(),
    })
}

/// What the lower volumes do to the discounts agreed for product groups, each with the groups that
/// lie in it. Volumes of the window are counted for a year.
fn suppliers(
    asked: &Asked,
    agreed: &[ProductGroup],
    bought: &BTreeMap<u32, Part>,
) -> Vec<SupplierLoss> {
    let view = asked.view();
    let days = f64::from(view.to.number() - view.from.number() + 1).max(1.0);
    let yearly = |minor: i64| (minor as f64 * 365.25 / days).round() as i64;
    let loss = |group: &ProductGroup| {
        let code = asked.held.groups.find(&group.id);
        let codes = code.map_or(Vec::new(), |code| with_branches_of(&asked.held, code));
        let parts = || codes.iter().filter_map(|code| bought.get(code));
        let volume = Part {
            all_minor: yearly(parts().map(|part| part.all_minor).sum()),
            gone_minor: yearly(parts().map(|part| part.gone_minor).sum()),
        };
        let steps: Vec<Step> = group
            .cost_discounts
            .steps()
            .iter()
            .map(|step| Step {
                from_minor: step.volume_minor,
                discount: f64::from(step.basis_points) / 10_000.0,
            })
            .collect();
        let dearer = pure::dearer(volume, &steps);
        SupplierLoss {
            group: Reference {
                id: group.id.uuid(),
                name: group.name.clone(),
            },
            volume_minor: volume.all_minor,
            left_minor: volume.all_minor - volume.gone_minor,
            discount: dearer.before,
            discount_left: dearer.after,
            extra_minor: dearer.extra_minor.round() as i64,
        }
    };
    agreed.iter().map(loss).collect()
}
