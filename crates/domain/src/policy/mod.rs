//! Who may do what, read which records and see which fields. The whole policy is the three
//! tables in `matrix.rs`; `Actor` asks them, and nothing else in the product decides rights.
//! `crates/domain/tests/policy.snap` shows the result as one page.

mod actor;
mod matrix;

pub use actor::{Actor, Area, Forbidden, Rules, Scope};
pub use matrix::{Reach, describe, may_do};

use crate::code::code_enum;

code_enum! {
    /// What an employee is in the company. One employee has one role.
    pub enum Role {
        /// Owner of the company: everything.
        Owner = "owner",
        /// Head of sales: the clients and rules of sales.
        HeadOfSales = "head_of_sales",
        /// Finds and warms up new clients by phone.
        Telemarketer = "telemarketer",
        /// Makes the first sales.
        ActiveSeller = "active_seller",
        /// Keeps and develops clients that buy.
        ClientManager = "client_manager",
        /// Keeps the quality of the base.
        DataSteward = "data_steward",
        /// Keeps the protection of the base: reads the journal, sees contacts masked.
        Guardian = "guardian",
        /// Runs the installation: employees, settings, backups; no client data.
        Administrator = "administrator",
    }
}

code_enum! {
    /// A kind of record whose visibility is limited by a [`Scope`].
    pub enum Entity {
        /// Clients and all that hangs on them: people, facts, addresses, channels, interactions.
        Client = "client",
        /// Orders and payments; visible with their client.
        Order = "order",
        /// Products, product groups, exchange rates.
        Product = "product",
        /// Figures computed from orders.
        Analysis = "analysis",
        /// Journal entries; limited scopes see their own and those of their clients.
        Journal = "journal",
        /// Employees: their names and roles.
        User = "user",
        /// Background tasks.
        Job = "job",
        /// What people have to do.
        Task = "task",
        /// Enquiries; limited scopes see the new ones and their own.
        Lead = "lead",
    }
}

code_enum! {
    /// Something an employee does that a right is needed for.
    pub enum Action {
        /// Add a client.
        ClientCreate = "client.create",
        /// Change a client or what hangs on it.
        ClientUpdate = "client.update",
        /// Delete or restore a client.
        ClientDelete = "client.delete",
        /// Make records of one client one, and several again.
        ClientMerge = "client.merge",
        /// Give a client to another manager.
        ClientAssign = "client.assign",
        /// Load or change many clients at once.
        ClientBulk = "client.bulk",
        /// Take clients out of the product as a file or stream.
        ClientExport = "client.export",
        /// See one masked contact in full, with a reason, journalled.
        ContactReveal = "contact.reveal",
        /// Record calls, letters, visits.
        InteractionWrite = "interaction.write",
        /// Take the next client of the pool.
        PoolTake = "pool.take",
        /// Contact a client that rests, with a reason.
        RestLift = "rest.lift",
        /// Write what is said on calls.
        ScriptWrite = "script.write",
        /// Keep the register of training.
        TrainingWrite = "training.write",
        /// Plan the turnover of months.
        PlanWrite = "plan.write",
        /// Change the rules of the day: rest, holding, pool.
        RuleWrite = "rule.write",
        /// Draft and approve funnels, plan their coefficients.
        FunnelWrite = "funnel.write",
        /// Add or change orders.
        OrderWrite = "order.write",
        /// Delete orders.
        OrderDelete = "order.delete",
        /// Load many orders at once.
        OrderBulk = "order.bulk",
        /// Add, change or delete payments.
        PaymentWrite = "payment.write",
        /// Decide about debtors: their terms, the triage of debts, the blacklist.
        ReceivableWrite = "receivable.write",
        /// Change products and product groups.
        ProductWrite = "product.write",
        /// Change exchange rates.
        RateWrite = "rate.write",
        /// Change segments, sources, competitors and groups of companies.
        DictionaryWrite = "dictionary.write",
        /// Make selections of clients, for oneself.
        SelectionWrite = "selection.write",
        /// Release a cleaned list of clients, and withdraw one.
        CleanListRelease = "clean_list.release",
        /// Bring tables into the base, and take them back as a whole.
        ImportRun = "import.run",
        /// Make tasks, and change one's own.
        TaskWrite = "task.write",
        /// Give tasks to others, and change theirs.
        TaskAssign = "task.assign",
        /// Write leads down, one by one or many.
        LeadWrite = "lead.write",
        /// Take leads into the base, refuse them, put them away.
        LeadTake = "lead.take",
        /// Open and close the forms of web sites.
        LeadForm = "lead.form",
        /// Share a saved view or a selection with everybody.
        ViewShare = "view.share",
        /// Undo a journalled change.
        JournalUndo = "journal.undo",
        /// Add, change and disable employees, set their passwords.
        UserManage = "user.manage",
        /// Change teams.
        TeamManage = "team.manage",
        /// Make API tokens for oneself.
        TokenCreate = "token.create",
        /// Change settings.
        SettingWrite = "setting.write",
        /// See version, database, backups.
        SystemView = "system.view",
        /// Make a backup.
        SystemBackup = "system.backup",
        /// Start an integrity check.
        SystemCheck = "system.check",
    }
}

code_enum! {
    /// A field that some roles see masked or not at all. Other fields follow their record.
    pub enum Field {
        /// Phone numbers.
        Phone = "phone",
        /// E-mail addresses.
        Email = "email",
        /// Messenger and social accounts.
        Messenger = "messenger",
        /// Margin, in money or share.
        Margin = "margin",
        /// Cost price.
        Cost = "cost",
    }
}

code_enum! {
    /// How much of a field a role sees.
    pub enum Access {
        /// Absent: may not be read, filtered, sorted, counted or exported.
        Hidden = "hidden",
        /// Shown as dots with the last digits; findable by the exact value only; can be revealed.
        Masked = "masked",
        /// Shown in full.
        Shown = "shown",
    }
}

code_enum! {
    /// What an API token may be used for, within the rights of its owner.
    pub enum TokenScope {
        /// Read.
        Read = "read",
        /// Change records.
        Write = "write",
        /// Take data out in bulk.
        Export = "export",
        /// Employees, settings, system.
        Admin = "admin",
    }
}
