//! Lists of deals: which, in what order, page by page.

use db::{Error, Row, Tx, Value};
use domain::deal::{Deal, DealState};
use domain::id::{
    CleanListId, ClientId, DealId, FunnelId, ProductGroupId, SegmentId, SourceId, UserId,
};
use domain::policy::Scope;
use jiff::Timestamp;
use jiff::civil::Date;

use super::{COLUMNS, WIDTH, read_deal};
use crate::conditions::Conditions;
use crate::read;

/// Who reached a step in which days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// Key of the step.
    pub step: String,
    /// From this day.
    pub from: Option<Date>,
    /// To this day.
    pub to: Option<Date>,
    /// Whose client it was then.
    pub manager: Option<UserId>,
}

/// A step with the moment before which those that came to it are stuck.
pub type Stuck = (String, Timestamp);

/// Which deals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// In this funnel.
    pub funnel: Option<FunnelId>,
    /// In one of these states; none: in any.
    pub states: Vec<DealState>,
    /// On this step.
    pub step: Option<String>,
    /// Of this client.
    pub client: Option<ClientId>,
    /// Of the clients of this employee.
    pub manager: Option<UserId>,
    /// Of clients that were of this segment when it began.
    pub segment: Option<SegmentId>,
    /// … that came from here.
    pub source: Option<SourceId>,
    /// About this.
    pub product_group: Option<ProductGroupId>,
    /// Begun with this cleaned list.
    pub clean_list: Option<CleanListId>,
    /// Only those that stand on a step for too long.
    pub stuck: Option<Vec<Stuck>>,
    /// Only those that reached a step.
    pub reached: Option<Reached>,
    /// Ended, or moved last, since then.
    pub since: Option<Timestamp>,
}

impl Filter {
    /// The conditions, and whether few clients are the best place to begin at.
    pub(super) fn conditions(&self, scope: &Scope) -> (Conditions, bool) {
        self.conditions_after(scope, Conditions::new())
    }

    /// The same after values that stand before them in the statement.
    pub(super) fn conditions_after(
        &self,
        scope: &Scope,
        mut conditions: Conditions,
    ) -> (Conditions, bool) {
        if let Some(funnel) = self.funnel {
            conditions.with("d.funnel_id = $?", funnel.uuid());
        }
        if !self.states.is_empty() {
            conditions.any_of("d.state", self.states.iter().map(|state| state.code()));
        }
        if let Some(step) = &self.step {
            conditions.with("d.step = $?", step.clone());
        }
        if let Some(client) = self.client {
            conditions.with("d.client_id = $?", client.uuid());
        }
        if let Some(manager) = self.manager {
            conditions.with("c.manager_id = $?", manager.uuid());
        }
        if let Some(segment) = self.segment {
            conditions.with("d.segment_id = $?", segment.uuid());
        }
        if let Some(source) = self.source {
            conditions.with("d.source_id = $?", source.uuid());
        }
        if let Some(group) = self.product_group {
            conditions.with("d.product_group_id = $?", group.uuid());
        }
        if let Some(list) = self.clean_list {
            conditions.with("d.clean_list_id = $?", list.uuid());
        }
        if let Some(stuck) = &self.stuck {
            let any = stuck_case(&mut conditions, stuck);
            conditions.made(format!("({any})"));
        }
        if let Some(since) = self.since {
            conditions.with("d.stepped_at >= $?", since.as_microsecond());
        }
        if let Some(reached) = &self.reached {
            let mut inner = format!("r.step = {}", conditions.bind(reached.step.clone()));
            let days = [(">=", reached.from), ("<=", reached.to)];
            for (operator, day) in days {
                if let Some(day) = day {
                    let day = conditions.bind(day.to_string());
                    inner.push_str(&format!(" AND r.day {operator} {day}"));
                }
            }
            if let Some(manager) = reached.manager {
                let manager = conditions.bind(manager.uuid());
                inner.push_str(&format!(" AND r.manager_id = {manager}"));
            }
            conditions.made(format!(
                "EXISTS (SELECT 1 FROM deal_reach r WHERE r.deal_id = d.id AND {inner})"
            ));
        }
        conditions.visible_deals(scope);
        let few = scope.managers().is_some() || self.manager.is_some() || self.client.is_some();
        (conditions, few)
    }

    /// Whether nothing but funnel, states and step is asked: clients need not be read then.
    pub(super) fn is_plain(&self) -> bool {
        let plain = Self {
            funnel: self.funnel,
            states: self.states.clone(),
            step: self.step.clone(),
            ..Self::default()
        };
        *self == plain
    }
}

/// `a OR b …`: a deal stands on one of these steps since before its moment.
pub(super) fn stuck_case(conditions: &mut Conditions, stuck: &[Stuck]) -> String {
    let each = stuck.iter().map(|(step, before)| {
        let step = conditions.bind(step.clone());
        let before = conditions.bind(before.as_microsecond());
        format!("(d.step = {step} AND d.stepped_at < {before})")
    });
    let all: Vec<String> = each.collect();
    if all.is_empty() {
        "1 = 0".to_owned()
    } else {
        all.join(" OR ")
    }
}

/// The tables a statement begins with: the clients when they are few.
pub(super) const fn from(few: bool) -> &'static str {
    if few {
        "client c CROSS JOIN deal d"
    } else {
        "deal d CROSS JOIN client c"
    }
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The last one begun first.
    Newest,
    /// Those that stand longest on their step first.
    Longest,
    /// Those that came to their step last first.
    Latest,
}

impl Sort {
    const fn order(self) -> &'static str {
        match self {
            Self::Newest => "d.number DESC, d.id DESC",
            Self::Longest => "d.stepped_at, d.id",
            Self::Latest => "d.stepped_at DESC, d.id DESC",
        }
    }
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct ListQuery<'a> {
    /// What may be seen.
    pub scope: &'a Scope,
    /// Which.
    pub filter: &'a Filter,
    /// In what order.
    pub sort: Sort,
    /// Begin after this place: the value of the order, the deal.
    pub after: Option<(i64, DealId)>,
    /// At most so many.
    pub limit: i64,
}

/// A deal with the names a list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The deal.
    pub deal: Deal,
    /// Name of the client.
    pub client: String,
    /// Whose client it is.
    pub manager_id: Option<UserId>,
    /// Their name.
    pub manager: Option<String>,
}

impl Item {
    /// Where a list in this order goes on after it.
    pub fn place(&self, sort: Sort) -> (i64, DealId) {
        let value = match sort {
            Sort::Newest => self.deal.number,
            Sort::Longest | Sort::Latest => self.deal.stepped_at.as_microsecond(),
        };
        (value, self.deal.id)
    }
}

fn item(row: &Row) -> Result<Item, Error> {
    Ok(Item {
        deal: read_deal(row)?,
        client: row.get(WIDTH)?,
        manager_id: read::id_opt(row, WIDTH + 1)?,
        manager: row.get(WIDTH + 2)?,
    })
}

/// A page of the deals that may be seen.
pub fn list(tx: &mut Tx, query: &ListQuery<'_>) -> Result<Vec<Item>, Error> {
    let (mut conditions, few) = query.filter.conditions(query.scope);
    if let Some((value, id)) = query.after {
        let place = [Value::from(value), Value::from(id.uuid())];
        let (columns, operator) = match query.sort {
            Sort::Newest => ("(d.number, d.id)", "<"),
            Sort::Longest => ("(d.stepped_at, d.id)", ">"),
            Sort::Latest => ("(d.stepped_at, d.id)", "<"),
        };
        conditions.compare_row(columns, operator, place);
    }
    conditions.holds("d.client_id = c.id");
    let clause = conditions.clause();
    let limit = conditions.bind(query.limit);
    let (from, order) = (from(few), query.sort.order());
    let sql = format!(
        "SELECT {COLUMNS}, c.name, c.manager_id, u.name FROM {from} \
         LEFT JOIN app_user u ON u.id = c.manager_id{clause} ORDER BY {order} LIMIT {limit}"
    );
    tx.query(&sql, conditions.params())?
        .iter()
        .map(item)
        .collect()
}

/// How many of the deals that may be seen there are.
pub fn count(tx: &mut Tx, scope: &Scope, filter: &Filter) -> Result<i64, Error> {
    let (mut conditions, few) = filter.conditions(scope);
    conditions.holds("d.client_id = c.id");
    let (from, clause) = (from(few), conditions.clause());
    let sql = format!("SELECT COUNT(*) FROM {from}{clause}");
    tx.query_one(&sql, conditions.params())?.get(0)
}
