//! Tasks. A reader with a limited scope sees those assigned to, made by or made for clients of the
//! scope's employees; the name of a client only when the client is visible.

use db::{Error, Row, Tx, Value, params};
use domain::id::{ClientId, TaskBatchId, TaskId, UserId};
use domain::policy::Scope;
use domain::task::{Task, TaskData, TaskKind, TaskState, TaskStep, Whose};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::conditions::Conditions;
use crate::read;

const COLUMNS: &str = "t.id, t.batch_id, t.client_id, t.kind, t.title, t.note, t.due_day, \
    t.assignee_id, t.state, t.result, t.closed_at, t.closed_by, t.version, t.created_at, \
    t.created_by, t.updated_at, t.starts, t.minutes, t.steps";
const WIDTH: usize = 19;

/// A task in a list, with the names it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The task.
    pub task: Task,
    /// Name of the client and who manages it.
    pub client: Option<(String, Option<UserId>)>,
    /// Name of who does it.
    pub assignee: String,
}

/// What to list, the earliest term first.
#[derive(Debug, Clone)]
pub struct ListQuery<'a> {
    /// What may be seen.
    pub scope: &'a Scope,
    /// Who reads.
    pub reader: UserId,
    /// Whose.
    pub whose: Whose,
    /// Of this employee.
    pub assignee: Option<UserId>,
    /// In this state.
    pub state: Option<TaskState>,
    /// Of this kind.
    pub kind: Option<TaskKind>,
    /// Leave out what was cancelled.
    pub live: bool,
    /// For this client.
    pub client: Option<ClientId>,
    /// Of this batch.
    pub batch: Option<TaskBatchId>,
    /// Not due before.
    pub from: Option<Date>,
    /// Not due after.
    pub to: Option<Date>,
    /// Begin after this place.
    pub after: Option<(Date, TaskId)>,
    /// At most so many.
    pub limit: i64,
}

fn read_task(row: &Row) -> Result<Task, Error> {
    Ok(Task {
        id: read::id(row, 0)?,
        batch_id: read::id_opt(row, 1)?,
        data: TaskData {
            client_id: read::id_opt(row, 2)?,
            kind: read::code(row, 3)?,
            title: row.get(4)?,
            note: row.get(5)?,
            due_day: read::day(row, 6)?,
            starts: read::time_opt(row, 16)?,
            minutes: row.get(17)?,
            assignee_id: read::id(row, 7)?,
            state: read::code(row, 8)?,
            result: row.get(9)?,
            closed_at: read::moment_opt(row, 10)?,
            closed_by: read::id_opt(row, 11)?,
            steps: read_steps(row, 18)?,
        },
        version: row.get(12)?,
        created_at: read::moment(row, 13)?,
        created_by: read::id(row, 14)?,
        updated_at: read::moment(row, 15)?,
    })
}

fn read_steps(row: &Row, at: usize) -> Result<Vec<TaskStep>, Error> {
    serde_json::from_str(row.get::<&str>(at)?).map_err(|_| Error::Column {
        index: at,
        wanted: "steps",
        found: "another text",
    })
}

fn steps(data: &TaskData) -> String {
    serde_json::to_string(&data.steps).expect("steps are plain data")
}

fn read_item(row: &Row) -> Result<Item, Error> {
    let name: Option<String> = row.get(WIDTH)?;
    let manager = read::id_opt(row, WIDTH + 1)?;
    Ok(Item {
        task: read_task(row)?,
        client: name.map(|name| (name, manager)),
        assignee: row.get(WIDTH + 2)?,
    })
}

const FROM: &str = "task t JOIN app_user u ON u.id = t.assignee_id \
    LEFT JOIN client c ON c.id = t.client_id";

fn conditions(query: &ListQuery<'_>) -> Conditions {
    let mut conditions = Conditions::new();
    conditions.holds("t.deleted_at IS NULL");
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible_tasks(query.scope);
    match query.whose {
        Whose::Mine => conditions.compare("t.assignee_id", "=", query.reader.uuid()),
        Whose::Team => conditions.with(
            "u.team_id = (SELECT r.team_id FROM app_user r WHERE r.id = $?)",
            query.reader.uuid(),
        ),
        Whose::All => {}
    }
    if let Some(assignee) = query.assignee {
        conditions.compare("t.assignee_id", "=", assignee.uuid());
    }
    if let Some(state) = query.state {
        conditions.compare("t.state", "=", state.code());
    }
    if let Some(kind) = query.kind {
        conditions.compare("t.kind", "=", kind.code());
    }
    if query.live {
        conditions.holds("t.state <> 'cancelled'");
    }
    if let Some(client) = query.client {
        conditions.compare("t.client_id", "=", client.uuid());
    }
    if let Some(batch) = query.batch {
        conditions.compare("t.batch_id", "=", batch.uuid());
    }
    if let Some(from) = query.from {
        conditions.compare("t.due_day", ">=", from.to_string());
    }
    if let Some(to) = query.to {
        conditions.compare("t.due_day", "<=", to.to_string());
    }
    conditions
}

/// A page of tasks.
pub fn list(tx: &mut Tx, query: &ListQuery<'_>) -> Result<Vec<Item>, Error> {
    let mut conditions = conditions(query);
    if let Some((day, id)) = query.after {
        let place = [Value::from(day.to_string()), Value::from(id.uuid())];
        conditions.compare_row("(t.due_day, t.id)", ">", place);
    }
    let clause = conditions.clause();
    let limit = conditions.bind(query.limit);
    let sql = format!(
        "SELECT {COLUMNS}, c.name, c.manager_id, u.name FROM {FROM}{clause} \
         ORDER BY t.due_day, t.id LIMIT {limit}"
    );
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(read_item).collect()
}

/// How many tasks the query finds, whatever its page.
pub fn count(tx: &mut Tx, query: &ListQuery<'_>) -> Result<i64, Error> {
    let conditions = conditions(query);
    let clause = conditions.clause();
    let sql = format!("SELECT COUNT(*) FROM {FROM}{clause}");
    tx.query_one(&sql, conditions.params())?.get(0)
}

/// One visible task.
pub fn find(tx: &mut Tx, scope: &Scope, id: TaskId) -> Result<Option<Item>, Error> {
    let mut conditions = Conditions::new();
    conditions.compare("t.id", "=", id.uuid());
    conditions.holds("t.deleted_at IS NULL");
    conditions.holds("c.deleted_at IS NULL");
    conditions.visible_tasks(scope);
    let clause = conditions.clause();
    let sql = format!("SELECT {COLUMNS}, c.name, c.manager_id, u.name FROM {FROM}{clause}");
    let row = tx.query_opt(&sql, conditions.params())?;
    row.map(|row| read_item(&row)).transpose()
}

/// A task that was taken back.
pub fn deleted(tx: &mut Tx, id: TaskId) -> Result<Option<Task>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM task t WHERE t.id = $1 AND t.deleted_at IS NOT NULL");
    let row = tx.query_opt(&sql, &params![id.uuid()])?;
    row.map(|row| read_task(&row)).transpose()
}

/// Adds tasks.
pub fn insert<'a>(tx: &mut Tx, tasks: impl IntoIterator<Item = &'a Task>) -> Result<u64, Error> {
    tx.execute_many(
        "INSERT INTO task (id, batch_id, client_id, kind, title, note, due_day, assignee_id, \
             state, result, closed_at, closed_by, version, created_at, created_by, updated_at, \
             starts, minutes, steps) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
             $19)",
        tasks.into_iter().map(|task| {
            let data = &task.data;
            params![
                task.id.uuid(),
                task.batch_id.map(TaskBatchId::uuid),
                data.client_id.map(ClientId::uuid),
                data.kind.code(),
                &data.title,
                data.note.as_deref(),
                data.due_day.to_string(),
                data.assignee_id.uuid(),
                data.state.code(),
                data.result.as_deref(),
                data.closed_at.map(Timestamp::as_microsecond),
                data.closed_by.map(UserId::uuid),
                task.version,
                task.created_at.as_microsecond(),
                task.created_by.uuid(),
                task.updated_at.as_microsecond(),
                data.starts.map(|time| time.to_string()),
                data.minutes,
                steps(data),
            ]
        }),
    )
}

/// Writes a task; `task.version` is the new one. One that was taken back is there again.
/// `false`: it moved on.
pub fn update(tx: &mut Tx, task: &Task) -> Result<bool, Error> {
    let data = &task.data;
    let changed = tx.execute(
        "UPDATE task SET client_id = $2, kind = $3, title = $4, note = $5, due_day = $6, \
             assignee_id = $7, state = $8, result = $9, closed_at = $10, closed_by = $11, \
             version = $12, updated_at = $13, starts = $14, minutes = $15, steps = $16, \
             deleted_at = NULL \
         WHERE id = $1 AND version = $12 - 1",
        &params![
            task.id.uuid(),
            data.client_id.map(ClientId::uuid),
            data.kind.code(),
            &data.title,
            data.note.as_deref(),
            data.due_day.to_string(),
            data.assignee_id.uuid(),
            data.state.code(),
            data.result.as_deref(),
            data.closed_at.map(Timestamp::as_microsecond),
            data.closed_by.map(UserId::uuid),
            task.version,
            task.updated_at.as_microsecond(),
            data.starts.map(|time| time.to_string()),
            data.minutes,
            steps(data),
        ],
    )?;
    Ok(changed == 1)
}

/// Takes a task back.
pub fn delete(tx: &mut Tx, id: TaskId, at: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE task SET deleted_at = $2, version = version + 1, updated_at = $2 \
         WHERE id = $1 AND deleted_at IS NULL",
        &params![id.uuid(), at.as_microsecond()],
    )?;
    Ok(())
}

/// The managers of clients, those without one left out.
pub fn managers(
    tx: &mut Tx,
    scope: &Scope,
    clients: &[ClientId],
) -> Result<Vec<(ClientId, UserId)>, Error> {
    const AT_ONCE: usize = 500;
    let mut found = Vec::with_capacity(clients.len());
    for part in clients.chunks(AT_ONCE) {
        let mut conditions = Conditions::new();
        conditions.any_of("c.id", part.iter().map(|id| id.uuid()));
        conditions.holds("c.manager_id IS NOT NULL");
        conditions.holds("c.deleted_at IS NULL");
        conditions.holds("u.state = 'active'");
        conditions.visible(scope, "c.manager_id");
        let clause = conditions.clause();
        let sql = format!(
            "SELECT c.id, c.manager_id FROM client c JOIN app_user u ON u.id = c.manager_id{clause}"
        );
        for row in tx.query(&sql, conditions.params())? {
            found.push((read::id(&row, 0)?, read::id(&row, 1)?));
        }
    }
    Ok(found)
}

/// How far the tasks made together are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The batch.
    pub id: TaskBatchId,
    /// What to do.
    pub title: String,
    /// The last day on which they are in time.
    pub due_day: Date,
    /// When they were made.
    pub created_at: Timestamp,
    /// Tasks the reader may see, without the cancelled ones.
    pub tasks: i64,
    /// Of these: done.
    pub done: i64,
    /// Open, and their day is over.
    pub overdue: i64,
    /// Employees who do them.
    pub assignees: i64,
}

/// Tasks made together, the newest batch first.
pub fn groups(
    tx: &mut Tx,
    scope: &Scope,
    today: Date,
    before: Option<(Timestamp, TaskBatchId)>,
    limit: i64,
) -> Result<Vec<Group>, Error> {
    let mut conditions = Conditions::new();
    conditions.holds("t.deleted_at IS NULL AND c.deleted_at IS NULL");
    conditions.holds("t.batch_id IS NOT NULL AND t.state <> 'cancelled'");
    conditions.visible_tasks(scope);
    if let Some((at, id)) = before {
        let place = [Value::from(at.as_microsecond()), Value::from(id.uuid())];
        conditions.compare_row("(t.created_at, t.batch_id)", "<", place);
    }
    let clause = conditions.clause();
    let today = conditions.bind(today.to_string());
    let limit = conditions.bind(limit);
    let sql = format!(
        "SELECT t.batch_id, MIN(t.title), MAX(t.due_day), t.created_at, COUNT(*), \
             SUM(CASE WHEN t.state = 'done' THEN 1 ELSE 0 END), \
             SUM(CASE WHEN t.state = 'open' AND t.due_day < {today} THEN 1 ELSE 0 END), \
             COUNT(DISTINCT t.assignee_id) \
         FROM {FROM}{clause} GROUP BY t.created_at, t.batch_id \
         ORDER BY t.created_at DESC, t.batch_id DESC LIMIT {limit}"
    );
    let group = |row: &Row| {
        Ok(Group {
            id: read::id(row, 0)?,
            title: row.get(1)?,
            due_day: read::day(row, 2)?,
            created_at: read::moment(row, 3)?,
            tasks: row.get(4)?,
            done: row.get(5)?,
            overdue: row.get(6)?,
            assignees: row.get(7)?,
        })
    };
    let rows = tx.query(&sql, conditions.params())?;
    rows.iter().map(group).collect()
}
