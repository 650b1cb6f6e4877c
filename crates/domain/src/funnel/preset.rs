//! The funnels that come with the product. Their steps are named by the words of each language.

use super::{Event, Function, Norm, NormOf, Step};

fn step(key: &str, function: Function, stuck_days: i64) -> Step {
    Step {
        key: key.to_owned(),
        name: None,
        function,
        norms: Vec::new(),
        plan: None,
        tasks: Vec::new(),
        required: Vec::new(),
        next: Vec::new(),
        stuck_days,
        event: None,
    }
}

fn norms(all: &[(NormOf, i64, i64)]) -> Vec<Norm> {
    all.iter()
        .map(|(of, low, high)| Norm {
            of: *of,
            low: *low,
            high: *high,
        })
        .collect()
}

/// The cleaned list and the four steps after it (R137), with the norms of R138–R141 and the plan of
/// R144.
pub fn acquisition() -> Vec<Step> {
    use NormOf::{Corporate, Crisis, Distributor, Normal, Retail, Scored};
    vec![
        step("list", Function::Attract, 30),
        Step {
            norms: norms(&[(Normal, 90, 100)]),
            plan: Some(1_000),
            event: Some(Event::Contact),
            ..step("acquaintance", Function::Attract, 21)
        },
        Step {
            norms: norms(&[
                (Normal, 20, 80),
                (Distributor, 80, 100),
                (Corporate, 20, 30),
            ]),
            plan: Some(800),
            event: Some(Event::PresentationAgreed),
            ..step("presentation", Function::Sell, 21)
        },
        Step {
            norms: norms(&[(Normal, 40, 80), (Retail, 80, 100), (Corporate, 40, 60)]),
            plan: Some(800),
            event: Some(Event::FirstOrder),
            ..step("supply", Function::Sell, 30)
        },
        Step {
            norms: norms(&[(Normal, 90, 99), (Crisis, 80, 90), (Scored, 90, 95)]),
            plan: Some(950),
            event: Some(Event::Payment),
            ..step("payment", Function::Serve, 30)
        },
    ]
}

/// The full cycle of a sale between companies (R157). The source names the steps and no
/// coefficients: they are planned by who approves it.
pub fn cycle() -> Vec<Step> {
    let order = [
        ("relations", Function::Attract),
        ("roles", Function::Attract),
        ("potential_needs", Function::Attract),
        ("framework_offer", Function::Attract),
        ("budgeting", Function::Sell),
        ("actuality", Function::Sell),
        ("project_needs", Function::Sell),
        ("offer", Function::Sell),
        ("offer_presentation", Function::Sell),
        ("offer_proof", Function::Sell),
        ("objections", Function::Sell),
        ("closing", Function::Sell),
        ("financing", Function::Sell),
        ("tender", Function::Sell),
        ("contract", Function::Sell),
        ("project", Function::Serve),
        ("effect_proof", Function::Keep),
        ("testimonial", Function::Develop),
    ];
    let event = |key: &str| match key {
        "relations" => Some(Event::Contact),
        "contract" => Some(Event::FirstOrder),
        "project" => Some(Event::Payment),
        _ => None,
    };
    order
        .into_iter()
        .map(|(key, function)| Step {
            event: event(key),
            ..step(key, function, 30)
        })
        .collect()
}

/// Whether the words have a name for a step with this key.
pub fn is_preset_step(key: &str) -> bool {
    let known = |steps: Vec<Step>| steps.iter().any(|step| step.key == key);
    known(acquisition()) || known(cycle())
}
