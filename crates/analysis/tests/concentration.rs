//! Key clients by volume and dependency (R246, R248), on ledgers small enough to check by hand.

#[path = "support/line.rs"]
mod line;
mod support;

use analysis::concentration::{self, Buyer, Sales};
use analysis::parameters::ManagerOf;
use analysis::{Image, Line, Parameters, View, Window, clients};
use line::line;
use support::image;

#[test]
fn r246_r248_key_by_volume_and_critical_dependency() {
    // Shares 55, 25, 12 and 8 % of the company; each of the last three alone with an employee.
    let lines: Vec<Line> = [(0, 5_500), (1, 2_500), (2, 1_200), (3, 800)]
        .into_iter()
        .map(|(client, amount)| line(client, client, "2024-01-01", 0, amount))
        .collect();
    let (image, parameters) = (image(&lines), Parameters::default());
    let view = View::new(&image, &parameters, None);
    let company = concentration::company(&view, &clients::rows(&view), 10);
    let levels: Vec<_> = company.top.iter().map(|top| top.level).collect();
    assert_eq!(levels, [Some(50), Some(20), Some(10), None]);
    assert_eq!(company.above, [(10, 3), (20, 2), (30, 1), (40, 1), (50, 1)]);
    let managers = concentration::managers(&view, 10);
    assert!(
        managers.values().all(|own| own.top[0].level == Some(50)),
        "each depends on one client"
    );
}

#[test]
fn r246_r248_a_group_of_companies_counts_as_one_at_every_level() {
    // Clients 0, 1 and 2 are one group with 9 % each; 3–75 stand alone with 1 % each.
    let lines: Vec<Line> = (0..76)
        .map(|client| {
            let amount = if client < 3 { 900 } else { 100 };
            let manager = Some(if client < 3 { 0 } else { 1 + client as u16 % 2 });
            Line {
                manager,
                ..line(client, client, "2024-01-01", 0, amount)
            }
        })
        .collect();
    let mut image = image(&lines);
    let parameters = Parameters {
        manager_of: ManagerOf::Order,
        ..Parameters::default()
    };
    let top = |image: &Image| {
        let view = View::new(image, &parameters, None);
        let rows = clients::rows(&view);
        let company = concentration::company(&view, &rows, 1);
        let behind = concentration::above(&view, &rows, 20);
        (company.top[0].clone(), company.clients, behind)
    };
    let (alone, clients, behind) = top(&image);
    assert_eq!((alone.level, clients, behind), (None, 76, vec![]));
    image.dimensions.company_group = vec![5, 5, 5];
    // Employees 0 and 1 are one team, 2 another.
    image.dimensions.team_of_manager = vec![7, 7, 8];
    let (group, clients, behind) = top(&image);
    assert_eq!(
        (group.buyer, group.members, group.value_minor, group.level),
        (Buyer::Group(5), 3, 2_700, Some(20))
    );
    assert_eq!((clients, behind), (74, vec![0, 1, 2]));
    let view = View::new(&image, &parameters, None);
    let teams = concentration::teams(&view, 1);
    assert_eq!(teams.keys().collect::<Vec<_>>(), [&7, &8]);
    let team = &teams[&7];
    assert_eq!((team.total_minor, team.top[0].level), (6_300, Some(40)));
    assert_eq!(
        concentration::managers(&view, 1)[&0].top[0].buyer,
        Buyer::Group(5),
        "the employee lives off one group"
    );
    let whose = [Sales::Company, Sales::Team(7), Sales::Manager(0)];
    let last = whose.map(|sales| {
        let trends = concentration::trends(&view, sales, &[Buyer::Group(5)]);
        trends[0].shares.last().unwrap().1
    });
    assert_eq!(last, [Some(0.27), Some(2_700.0 / 6_300.0), Some(1.0)]);
}

#[test]
fn r246_trend_and_the_day_a_level_is_reached() {
    // A client grows from nothing by one percent a month beside an even rest.
    let mut lines = Vec::new();
    for month in 0..24_u32 {
        let day = format!("{}-{:02}-28", 2023 + month / 12, month % 12 + 1);
        lines.push(line(0, month, &day, 0, 100_000));
        lines.push(line(1, 100 + month, &day, 0, 400 * i64::from(month) + 1));
    }
    let (image, parameters) = (
        image(&lines),
        Parameters {
            as_of: Some("2024-12-31".parse().unwrap()),
            ..Parameters::default()
        },
    );
    let view = View::new(&image, &parameters, None);
    let [trend] = &concentration::trends(&view, Sales::Company, &[Buyer::Client(1)])[..] else {
        panic!("one trend")
    };
    let shares: Vec<f64> = trend.shares.iter().map(|share| share.1.unwrap()).collect();
    assert!(shares.is_sorted() && shares.len() == 12);
    let company = {
        let parameters = Parameters {
            window: Window::Rolling(12),
            ..parameters.clone()
        };
        let view = view.with(&parameters);
        concentration::company(&view, &clients::rows(&view), 2)
    };
    assert!(
        (shares[11] - company.top[1].share).abs() < 1e-12,
        "the last step is the figure itself"
    );
    let (level, day) = trend.crossing.unwrap();
    assert_eq!(level, 10);
    assert!(day > view.as_of && day < view.as_of.plus_months(24));
}
