//! Names for the numbers of an answer, read together.

use std::collections::HashMap;

use analysis::NONE;
use serde::Serialize;
pub(super) use store::analysis::Named;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Error;
use super::held::Held;
use crate::App;

/// Something with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AnalysisReference)]
pub struct Reference {
    /// Identity.
    pub id: Uuid,
    /// Name; empty when the thing is gone.
    pub name: String,
}

/// Names read for one answer.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: HashMap<Uuid, String>,
}

impl Names {
    /// The name of an identifier.
    pub(super) fn of(&self, id: Uuid) -> Reference {
        let name = self.names.get(&id).cloned().unwrap_or_default();
        Reference { id, name }
    }
}

/// What an answer names, by number.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) clients: Vec<u32>,
    pub(super) managers: Vec<u32>,
    pub(super) segments: Vec<u32>,
    pub(super) products: Vec<u32>,
    pub(super) teams: Vec<u32>,
    pub(super) company_groups: Vec<u32>,
    /// Records of other kinds.
    pub(super) records: Vec<(Named, Uuid)>,
}

impl Wanted {
    /// Reads the names.
    pub(super) fn read(&self, app: &App, held: &Held) -> Result<Names, Error> {
        let ids = |codes: &[u32], value: &dyn Fn(u32) -> Option<Uuid>| -> Vec<Uuid> {
            let mut ids: Vec<Uuid> = codes.iter().filter_map(|&code| value(code)).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let mut lists = vec![
            (
                Named::Client,
                ids(&self.clients, &|code| client(held, code)),
            ),
            (
                Named::User,
                ids(&self.managers, &|code| manager(held, code)),
            ),
            (
                Named::Segment,
                ids(&self.segments, &|code| segment(held, code)),
            ),
            (
                Named::Product,
                ids(&self.products, &|code| product(held, code)),
            ),
            (Named::Team, ids(&self.teams, &|code| team(held, code))),
            (
                Named::CompanyGroup,
                ids(&self.company_groups, &|code| company_group(held, code)),
            ),
        ];
        for &(of, id) in &self.records {
            lists.push((of, vec![id]));
        }
        app.db.read(|tx| {
            let mut names = Names::default();
            for (of, ids) in lists.iter().filter(|(_, ids)| !ids.is_empty()) {
                names.names.extend(store::analysis::names(tx, *of, ids)?);
            }
            Ok(names)
        })
    }
}

/// The client of a number.
pub(super) fn client(held: &Held, code: u32) -> Option<Uuid> {
    held.clients.value(code).map(|id| id.uuid())
}

/// The employee of a code; `None` for nobody.
pub(super) fn manager(held: &Held, code: u32) -> Option<Uuid> {
    held.managers
        .value(code)
        .filter(|_| code != NONE)
        .map(|id| id.uuid())
}

/// The team of a code.
pub(super) fn team(held: &Held, code: u32) -> Option<Uuid> {
    held.teams.value(code).map(|id| id.uuid())
}

/// The group of companies of a code.
pub(super) fn company_group(held: &Held, code: u32) -> Option<Uuid> {
    held.company_groups.value(code).map(|id| id.uuid())
}

/// The segment of a code.
pub(super) fn segment(held: &Held, code: u32) -> Option<Uuid> {
    held.segments
        .value(code)
        .filter(|_| code != NONE)
        .map(|id| id.uuid())
}

/// The product of a number.
pub(super) fn product(held: &Held, code: u32) -> Option<Uuid> {
    held.products.value(code).map(|id| id.uuid())
}
