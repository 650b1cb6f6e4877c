//! The `clientele` binary: reads the command line and hands over to one command.
//!
//! This is the only place, with the server, where the clock and the environment are read.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod clock;
mod commands;
mod config;
mod console;
mod folder;
mod scheduler;
mod words;

/// A client base, its orders and their analysis in one program.
#[derive(Parser)]
#[command(name = "clientele", version, about, propagate_version = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

/// One variant for each file in `commands/`.
#[derive(Subcommand)]
enum Command {
    /// Analyse an order ledger in a table file: ABC, XYZ, RFM, retention, cohorts, concentration
    Analyze(commands::analyze::Arguments),
    /// Value the clients of an order ledger: BG/NBD, MBG/NBD, Pareto/NBD, Gamma-Gamma, holdout check
    Value(commands::value::Arguments),
    /// Find the rows of a table that are one client or person, with reasons
    Dedupe(commands::dedupe::Arguments),
    /// Serve a made-up base to look around in, on this machine
    Demo(commands::demo::Arguments),
    /// Serve the base to browsers and programs
    Serve(commands::serve::Arguments),
    /// Make a verified backup, also while the server runs
    Backup(commands::backup::Arguments),
    /// Put a backup in the place of the base; the base is kept under another name
    Restore(commands::restore::Arguments),
    /// Read the whole base and the journal through
    Check(commands::check::Arguments),
    /// Show the configuration in force
    Config(commands::config::Arguments),
    /// Bring a table in: clients, people, orders, payments, products, interactions
    Import(commands::import::Arguments),
    /// The inbox of leads: list, take, refuse; a letter from a file or a pipe
    Lead(commands::lead::Arguments),
    /// Note the results of an auto-dialler: dead numbers go aside, working ones come back
    Dial(commands::dial::Arguments),
    /// The day by rules: whom to turn to, the next client, the inbox, the rules
    Day(commands::day::Arguments),
    /// Money owed: ages, debtors, the blacklist
    Receivables(commands::receivable::Arguments),
    /// Plan and fact of a month: turnover, what is missing and what it needs
    Plan(commands::plan::Arguments),
    /// Funnels and deals: what there is, what stands on each step, a deal begun or moved
    Funnel(commands::funnel::Arguments),
    /// Why clients say NO: the report of a window, and the list
    Refusals(commands::refusals::Arguments),
    /// Look the base through for cards that are one client, and list them
    Duplicates(commands::duplicates::Arguments),
    /// Read a table and write its rows to standard output, within limits: the server calls this
    #[command(hide = true)]
    ReadRows(commands::read_rows::Arguments),
    /// Accounts, without a browser
    User(commands::user::Arguments),
    /// API tokens, without a browser
    Token(commands::token::Arguments),
}

fn main() -> ExitCode {
    let result = match CommandLine::parse().command {
        Command::Analyze(arguments) => commands::analyze::run(&arguments),
        Command::Value(arguments) => commands::value::run(&arguments),
        Command::Dedupe(arguments) => commands::dedupe::run(&arguments),
        Command::Demo(arguments) => commands::demo::run(&arguments),
        Command::Serve(arguments) => commands::serve::run(&arguments),
        Command::Backup(arguments) => commands::backup::run(&arguments),
        Command::Restore(arguments) => commands::restore::run(&arguments),
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::Config(arguments) => commands::config::run(&arguments),
        Command::Import(arguments) => commands::import::run(&arguments),
        Command::Lead(arguments) => commands::lead::run(&arguments),
        Command::Dial(arguments) => commands::dial::run(&arguments),
        Command::Receivables(arguments) => commands::receivable::run(&arguments),
        Command::Day(arguments) => commands::day::run(&arguments),
        Command::Plan(arguments) => commands::plan::run(&arguments),
        Command::Funnel(arguments) => commands::funnel::run(&arguments),
        Command::Refusals(arguments) => commands::refusals::run(&arguments),
        Command::Duplicates(arguments) => commands::duplicates::run(&arguments),
        Command::ReadRows(arguments) => commands::read_rows::run(&arguments),
        Command::User(arguments) => commands::user::run(&arguments),
        Command::Token(arguments) => commands::token::run(&arguments),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("clientele: {error:#}");
            ExitCode::FAILURE
        }
    }
}
