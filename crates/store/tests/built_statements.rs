//! No statement is put together from what a person typed (sec_37): a `format!` that makes SQL may
//! only take constants and the few variables listed here, each with the reason why it is safe.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Variables that are safe whatever file they stand in.
const EVERYWHERE: [(&str, &str); 6] = [
    ("conditions.clause()", "fixed pieces and placeholders"),
    ("clause", "of Conditions::clause"),
    ("limit", "a placeholder of Conditions::bind"),
    ("places", "placeholders of Conditions::bind, joined"),
    ("places.join(\", \")", "placeholders"),
    ("direction", "one of two fixed words"),
];

/// Variables that are safe in one file.
const HERE: [(&str, &str, &str); 135] = [
    ("store/receivable/mod.rs", "client", "a placeholder"),
    ("store/receivable/mod.rs", "owed", "a placeholder"),
    ("store/receivable/mod.rs", "today", "a placeholder"),
    ("store/receivable/mod.rs", "late", "a placeholder"),
    (
        "store/receivable/mod.rs",
        "having",
        "a fixed condition of placeholders",
    ),
    (
        "store/receivable/mod.rs",
        "debts",
        "a fixed statement of placeholders",
    ),
    ("store/deal/board.rs", "from", "one of two fixed joins"),
    ("store/deal/board.rs", "late", "comparisons of placeholders"),
    ("store/deal/list.rs", "before", "a placeholder"),
    ("store/deal/list.rs", "day", "a placeholder"),
    ("store/deal/list.rs", "from", "one of two fixed joins"),
    ("store/deal/list.rs", "inner", "comparisons of placeholders"),
    ("store/deal/list.rs", "manager", "a placeholder"),
    ("store/deal/list.rs", "operator", "one of two fixed signs"),
    ("store/deal/list.rs", "order", "fixed words by an enum"),
    ("store/deal/list.rs", "step", "a placeholder"),
    ("store/deal/mod.rs", "table", "one of two fixed tables"),
    (
        "store/duplicate/person_move.rs",
        "kept(table)",
        "one of two fixed conditions",
    ),
    ("store/merge.rs", "kept", "one of two fixed conditions"),
    (
        "store/coefficient.rs",
        "rank",
        "a CASE of placeholders and places",
    ),
    (
        "store/coefficient.rs",
        "inner",
        "one of two fixed lists of columns",
    ),
    (
        "store/coefficient.rs",
        "outer",
        "one of two fixed lists of columns",
    ),
    (
        "store/coefficient.rs",
        "by",
        "fixed columns, or a placeholder and a constant",
    ),
    (
        "store/coefficient.rs",
        "funnel",
        "a placeholder of Conditions::bind",
    ),
    (
        "store/coefficient.rs",
        "since",
        "a placeholder of Conditions::bind",
    ),
    (
        "store/coefficient.rs",
        "until",
        "a placeholder of Conditions::bind",
    ),
    ("store/conditions.rs", "id", "a column by its callers here"),
    (
        "store/report.rs",
        "columns",
        "the constant columns of users",
    ),
    (
        "store/report.rs",
        "today",
        "a placeholder of Conditions::bind",
    ),
    (
        "db/sqlite/backup.rs",
        "name.replace('\"', \"\\\"\\\"\")",
        "a table of the file's own catalogue, quoted",
    ),
    (
        "db/sqlite/backup.rs",
        "pragma",
        "written out by both callers",
    ),
    (
        "db/sqlite/file.rs",
        "cache_kib",
        "a number of the configuration",
    ),
    (
        "db/sqlite/file.rs",
        "mmap_bytes",
        "a number of the configuration",
    ),
    ("db/sqlite/file.rs", "synchronous", "one of two fixed words"),
    ("db/migrate.rs", "number", "the number of a migration"),
    ("db/testing.rs", "name", "made by the test support"),
    (
        "store/bulk.rs",
        "name",
        "an index of the database's own catalogue, quoted",
    ),
    ("store/diagnosis.rs", "since", "a placeholder"),
    ("store/dictionary.rs", "own", "fixed columns by an enum"),
    ("store/dictionary.rs", "others", "one of three fixed terms"),
    (
        "store/refusal/report.rs",
        "names",
        "a column and a table by an enum",
    ),
    ("store/refusal/report.rs", "column", "a column by an enum"),
    (
        "store/refusal/report.rs",
        "columns",
        "the constant columns of a refusal",
    ),
    ("store/refusal/report.rs", "join", "one of two fixed words"),
    ("store/complaint.rs", "source", "a constant by an enum"),
    ("store/rule.rs", "at", "one of two fixed columns"),
    ("store/rule.rs", "table", "one of two fixed tables"),
    (
        "store/task.rs",
        "today",
        "a placeholder of Conditions::bind",
    ),
    ("store/holding.rs", "listed", "placeholders, joined"),
    (
        "store/holding.rs",
        "places(5, clients.len())",
        "placeholders, joined",
    ),
    ("store/holding.rs", "roles", "placeholders, joined"),
    (
        "store/conditions.rs",
        "areas",
        "fixed conditions of placeholders",
    ),
    (
        "store/conditions.rs",
        "beside",
        "fixed conditions of placeholders",
    ),
    ("store/conditions.rs", "statement", "a &'static str"),
    (
        "store/pool.rs",
        "fitting",
        "a fixed condition of placeholders",
    ),
    ("store/responsibility.rs", "asker", "a placeholder"),
    ("store/pool.rs", "free", "a fixed condition of placeholders"),
    ("store/pool.rs", "now", "a placeholder"),
    ("store/pool.rs", "refused", "a placeholder"),
    (
        "store/pool.rs",
        "rested",
        "a fixed condition of a placeholder",
    ),
    ("store/pool.rs", "since", "a placeholder"),
    ("store/pool.rs", "user", "a placeholder"),
    (
        "store/client/list.rs",
        "from",
        "fixed joins, or a placeholder",
    ),
    ("store/client/list.rs", "key", "a placeholder"),
    ("store/client/list.rs", "order", "fixed words by an enum"),
    ("store/client/list.rs", "sort", "a column by an enum"),
    (
        "store/client/list.rs",
        "test",
        "fixed comparisons of placeholders",
    ),
    ("store/client/list.rs", "to", "a placeholder"),
    (
        "store/client/mod.rs",
        "sets",
        "columns of columns_of with placeholders",
    ),
    ("store/conditions.rs", "column", "a &'static str"),
    ("store/conditions.rs", "own", "placeholders, joined"),
    (
        "store/conditions.rs",
        "self.bind_shared(scope)",
        "placeholders, joined",
    ),
    ("store/conditions.rs", "shared", "placeholders, joined"),
    ("store/conveyor.rs", "now", "a placeholder"),
    ("store/conditions.rs", "list", "placeholders"),
    (
        "store/conditions.rs",
        "any.join(\" OR \")",
        "fixed conditions of placeholders",
    ),
    ("store/conditions.rs", "listed", "a column and placeholders"),
    ("store/conditions.rs", "not", "NOT or nothing"),
    (
        "store/conditions.rs",
        "self.pieces.join(\" AND \")",
        "the fixed pieces",
    ),
    ("store/dictionary.rs", "column", "by an enum"),
    (
        "store/duplicate.rs",
        "these.clause()",
        "of Conditions::clause",
    ),
    ("store/dictionary.rs", "table", "by an enum"),
    ("store/dictionary.rs", "table(dictionary).0", "by an enum"),
    ("store/analysis/month.rs", "column", "by an enum"),
    ("store/analysis/month.rs", "from", "one of two fixed joins"),
    (
        "store/import/records.rs",
        "at",
        "a placeholder of Conditions::bind",
    ),
    (
        "store/import/records.rs",
        "table",
        "one of four fixed names",
    ),
    (
        "store/import/row.rs",
        "own",
        "a placeholder of Conditions::bind",
    ),
    (
        "store/import/row.rs",
        "place",
        "a placeholder of Conditions::bind",
    ),
    ("store/order/list.rs", "column", "by an enum"),
    (
        "store/order/list.rs",
        "from(by_client)",
        "one of two fixed texts",
    ),
    ("store/merge.rs", "table", "a table of a fixed list"),
    ("store/merge.rs", "column", "a column of a fixed list"),
    (
        "store/merge.rs",
        "place",
        "a table and column of a fixed list",
    ),
    (
        "store/merge.rs",
        "but",
        "a fixed comparison of a fixed list",
    ),
    (
        "store/part.rs",
        "D::COLUMNS",
        "a constant of the kind of part",
    ),
    (
        "store/part.rs",
        "D::ORDER",
        "a constant of the kind of part",
    ),
    (
        "store/part.rs",
        "D::TABLE",
        "a constant of the kind of part",
    ),
    (
        "store/part.rs",
        "qualified::<D>()",
        "the constant columns with their table",
    ),
    (
        "store/part.rs",
        "sets.join(\", \")",
        "constant columns with placeholders",
    ),
    (
        "store/person.rs",
        "columns",
        "the constant columns with their table",
    ),
    ("store/person.rs", "from", "fixed joins"),
    ("store/product.rs", "key", "a column by an enum"),
    ("store/quality.rs", "column", "by an enum"),
    ("store/quality.rs", "column = by.column()", "by an enum"),
    ("store/quality.rs", "names", "a table by an enum"),
    (
        "store/quality.rs",
        "names = by.names()",
        "a table by an enum",
    ),
    ("store/quality.rs", "day", "a placeholder"),
    ("store/quality.rs", "moment", "a placeholder"),
    ("store/quality.rs", "since", "a placeholder"),
    (
        "store/quality.rs",
        "flags.join(\", \")",
        "fixed conditions of traits",
    ),
    (
        "store/quality.rs",
        "parts.join(\", \")",
        "fixed conditions on placeholders",
    ),
    ("store/quality.rs", "sums", "fixed conditions of traits"),
    (
        "store/quality.rs",
        "sums.join(\", \")",
        "fixed conditions of traits",
    ),
    (
        "store/quarantine.rs",
        "part::qualified::<ChannelData>()",
        "the constant columns with their table",
    ),
    (
        "store/quarantine.rs",
        "part::qualified::<QuarantineData>()",
        "the constant columns with their table",
    ),
    (
        "store/referral.rs",
        "part::qualified::<ReferralData>()",
        "the constant columns with their table",
    ),
    ("store/search.rs", "from", "a placeholder"),
    (
        "store/search.rs",
        "inner",
        "a fixed condition on placeholders",
    ),
    ("store/search.rs", "kind", "a placeholder"),
    ("store/search.rs", "order", "one of two fixed texts"),
    ("store/search.rs", "to", "a placeholder"),
    (
        "store/search.rs",
        "visible",
        "of Conditions::visible_words: placeholders",
    ),
    ("store/session.rs", "users", "the constant columns of users"),
    (
        "store/testing.rs",
        "name",
        "a table of the database's own catalogue",
    ),
    (
        "store/timeline.rs",
        "order",
        "a &'static str of both callers",
    ),
    (
        "store/timeline.rs",
        "select",
        "a &'static str of both callers",
    ),
    (
        "store/winback.rs",
        "last_start",
        "a placeholder of Conditions::bind",
    ),
    (
        "store/analysis/cards.rs",
        "of.clause()",
        "of Conditions::clause",
    ),
    (
        "store/import/outcome.rs",
        "own",
        "a placeholder of Conditions::bind",
    ),
    ("store/import/records.rs", "column", "a column by an enum"),
    (
        "store/duplicate/person_move.rs",
        "client",
        "one of two fixed texts",
    ),
    ("store/duplicate/person_move.rs", "dropped", "a constant"),
    ("store/duplicate/person_move.rs", "table", "a constant"),
    (
        "store/winback.rs",
        "part::qualified::<WinbackData>()",
        "the constant columns of a part",
    ),
];

/// Those of users, written by two features.
const OF_USERS: [(&str, &str, &str); 2] = [
    ("store/token.rs", "users", "the constant columns of users"),
    (
        "store/user.rs",
        "condition",
        "a &'static str of both callers",
    ),
];

#[test]
fn sec_37_statements_are_made_of_constants_and_placeholders() {
    let mut found: BTreeSet<(String, String)> = BTreeSet::new();
    for krate in ["store", "db"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../{krate}/src"));
        let mut sources = Vec::new();
        collect(&folder, &mut sources);
        for path in sources {
            let text = fs::read_to_string(&path).expect("a source can be read");
            let inside = path.strip_prefix(&folder).expect("it was found there");
            let name = format!("{krate}/{}", inside.display());
            for (literal, arguments) in formats(&text) {
                if is_sql(&literal) {
                    let taken = taken(&literal, &arguments).into_iter();
                    found.extend(taken.map(|taken| (name.clone(), taken)));
                }
            }
        }
    }
    assert!(found.len() > 60, "the scan lost its way: {}", found.len());
    let is_constant = |name: &str| {
        name.chars()
            .all(|letter| letter.is_ascii_uppercase() || letter == '_')
    };
    let here: Vec<(&str, &str, &str)> = HERE.iter().chain(&OF_USERS).copied().collect();
    let known = |file: &str, name: &str| {
        EVERYWHERE.iter().any(|(known, _)| *known == name)
            || here
                .iter()
                .any(|(of, known, _)| *of == file && *known == name)
    };
    let strange: Vec<_> = found
        .iter()
        .filter(|(file, name)| !is_constant(name) && !known(file, name))
        .collect();
    assert!(
        strange.is_empty(),
        "SQL made from variables: bind the value instead, or say here why it is safe: {strange:#?}"
    );
    let unused: Vec<_> = here
        .iter()
        .filter(|(file, name, _)| !found.contains(&((*file).to_owned(), (*name).to_owned())))
        .collect();
    assert!(unused.is_empty(), "no longer there: {unused:#?}");
}

fn collect(folder: &Path, sources: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            collect(&path, sources);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            sources.push(path);
        }
    }
}

/// The text and the arguments of every `format!` of a source.
fn formats(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (place, begin) in source.match_indices("format!(") {
        let body = &source[place + begin.len()..];
        let Some(text) = body.trim_start().strip_prefix('"') else {
            continue;
        };
        let end = end_of_literal(text);
        let arguments = &text[end + 1..];
        let close = end_of_call(arguments);
        found.push((text[..end].to_owned(), arguments[..close].to_owned()));
    }
    found
}

/// Where a literal ends whose opening quote is gone.
fn end_of_literal(text: &str) -> usize {
    let mut escaped = false;
    for (place, letter) in text.char_indices() {
        match letter {
            '"' if !escaped => return place,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

/// Where the bracket of a call closes that is open.
fn end_of_call(text: &str) -> usize {
    let mut depth = 1;
    let mut place = 0;
    while let Some(letter) = text[place..].chars().next() {
        match letter {
            // A quote as a character is not the beginning of a text.
            '\'' if text[place..].starts_with("'\"'") => place += 2,
            '"' => place += 1 + end_of_literal(&text[place + 1..]),
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place;
        }
        place += letter.len_utf8();
    }
    text.len()
}

fn is_sql(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "SELECT", "INSERT", "UPDATE", "DELETE", "DROP", "CREATE", "PRAGMA", "WHERE", "ATTACH",
        "VACUUM", "ORDER", "AND", "OR", "IN",
    ];
    let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    words.any(|word| WORDS.contains(&word))
}

/// What a `format!` takes: names in its holes, and its arguments.
fn taken(literal: &str, arguments: &str) -> Vec<String> {
    let mut taken = Vec::new();
    let plain = literal.replace("{{", "").replace("}}", "");
    for hole in plain.split('{').skip(1) {
        let name = hole.split('}').next().unwrap_or_default();
        let name = name.split(':').next().unwrap_or_default();
        if !name.is_empty() {
            taken.push(name.to_owned());
        }
    }
    let mut depth = 0;
    let mut rest = arguments;
    let mut argument = String::new();
    while let Some(letter) = rest.chars().next() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            '"' if !rest.starts_with("\"'") => {
                let end = 2 + end_of_literal(&rest[1..]);
                argument.push_str(&rest[..end]);
                rest = &rest[end..];
                continue;
            }
            ',' if depth == 0 => {
                taken.push(std::mem::take(&mut argument));
                rest = &rest[1..];
                continue;
            }
            _ => {}
        }
        argument.push(letter);
        rest = &rest[letter.len_utf8()..];
    }
    taken.push(argument);
    taken
        .into_iter()
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect()
}

#[test]
fn the_scan_sees_what_is_put_into_a_statement() {
    let source = "let sql = format!(\n \"SELECT {COLUMNS} FROM {} WHERE name = '{name}' \\\n {0:?}\",\n table(x, \"a,b)\").0, y\n);";
    let [(literal, arguments)] = &formats(source)[..] else {
        panic!("one format");
    };
    assert!(is_sql(literal));
    assert_eq!(
        taken(literal, arguments),
        ["COLUMNS", "name", "0", "table(x, \"a,b)\").0", "y"]
    );
}
