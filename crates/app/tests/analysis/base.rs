//! A small base with orders, and what the pure crate makes of the same lines.

use std::collections::BTreeMap;

use analysis::{LedgerBuilder, Line, Parameters, View, Window};
use app::analysis::{Cell, Question, Sort};
use app::testing::{TestApp, apps};
use app::{Context, client, order, product, product_group};
use domain::id::{ClientId, OrderId, ProductId};
use domain::policy::Role;

/// What was sold to whom: client, order, day, product, quantity, price.
pub type Sold = (usize, u32, String, usize, i64, i64);

pub struct Base {
    pub app: TestApp,
    /// One context for all that is added, so that identifiers differ.
    pub owner: Context,
    pub clients: Vec<ClientId>,
    pub products: Vec<ProductId>,
    pub sold: Vec<Sold>,
}

/// Twelve clients of two managers and of nobody, six products of two groups, orders over two years.
pub fn bases() -> Vec<Base> {
    apps().into_iter().map(base).collect()
}

fn base(app: TestApp) -> Base {
    let owner = app.ctx(Role::Owner);
    let managers = [Some(Role::ClientManager), Some(Role::ActiveSeller), None];
    let clients: Vec<ClientId> = (0..12)
        .map(|n| {
            let manager = managers[n % 3].map(|role| app.user(role));
            let input = client::Input {
                name: Some(format!("Client {n:02}")),
                manager_id: Some(manager),
                ..client::Input::default()
            };
            client::create(&app, &owner, &input).unwrap().id
        })
        .collect();
    let groups = ["One", "Two"].map(|name| {
        product_group::create(&app, &owner, name, None, Vec::new())
            .unwrap()
            .id
    });
    let products: Vec<ProductId> = (0..6)
        .map(|n| {
            let input = product::Input {
                code: Some(format!("P{n}")),
                name: Some(format!("Product {n}")),
                group_id: Some(Some(groups[n % 2])),
                cost_minor: Some((n > 0).then_some(50)),
                ..product::Input::default()
            };
            product::create(&app, &owner, &input).unwrap().id
        })
        .collect();
    let mut base = Base {
        app,
        owner,
        clients,
        products,
        sold: Vec::new(),
    };
    for n in 0..80_u32 {
        let client = (n * n % 11) as usize;
        let month = 1 + n % 24;
        let day = format!(
            "{:04}-{:02}-{:02}",
            2024 + (month - 1) / 12,
            (month - 1) % 12 + 1,
            1 + n % 28
        );
        let lines: Vec<(usize, i64, i64)> = (0..1 + n % 3)
            .map(|line| {
                let quantity = if n % 17 == 5 {
                    -1
                } else {
                    1 + i64::from(n % 4)
                };
                (
                    ((n + line) % 6) as usize,
                    quantity,
                    100 + i64::from(n * 13 % 700),
                )
            })
            .collect();
        base.order(client, n, &day, &lines);
    }
    base
}

impl Base {
    pub fn order(
        &mut self,
        client: usize,
        number: u32,
        day: &str,
        lines: &[(usize, i64, i64)],
    ) -> OrderId {
        let new_lines = lines
            .iter()
            .map(|&(product, quantity, price_minor)| order::NewLine {
                product_id: self.products[product],
                quantity_milli: quantity * 1_000,
                price_minor,
                discount_bp: 0,
            });
        let input = order::Input {
            client_id: Some(self.clients[client]),
            day: Some(day.to_owned()),
            status: Some("confirmed".to_owned()),
            lines: Some(new_lines.collect()),
            ..order::Input::default()
        };
        let made = order::create(&self.app, &self.owner, &input).unwrap();
        let sold = lines.iter().map(|&(product, quantity, price)| {
            (client, number, day.to_owned(), product, quantity, price)
        });
        self.sold.extend(sold);
        made.id
    }

    /// The image of what was sold, made without the base.
    pub fn image(&self) -> analysis::Image {
        let mut builder = LedgerBuilder::new();
        for (client, order, day, product, quantity, price) in &self.sold {
            let line = Line {
                client: u32::try_from(*client).unwrap(),
                order: *order,
                day: day.parse().unwrap(),
                product: u32::try_from(*product).unwrap(),
                sale: *quantity > 0,
                amount_minor: quantity * price,
                cost_minor: (*product > 0).then_some(quantity * 50),
                manager: None,
            };
            builder.push(&line).unwrap();
        }
        builder.build()
    }

    /// Client numbers with value, orders, assortment and classes: from the base.
    pub fn found(&self, role: Role, question: &Question) -> BTreeMap<usize, String> {
        let ctx = self.app.ctx(role);
        let page = app::analysis::clients(
            &self.app,
            &ctx,
            question,
            &read("kind:all"),
            Sort::read("-value").unwrap(),
            None,
            100,
        );
        let items = page.unwrap().items.into_iter();
        items
            .map(|(listed, figures)| {
                let number = self.clients.iter().position(|id| *id == listed.id).unwrap();
                let text = format!(
                    "{} {} {} {:?} {:?} {:?} {:?}",
                    figures.value_minor,
                    figures.orders,
                    figures.assortment,
                    figures.first_day,
                    figures.last_day,
                    figures.xyz,
                    figures.cv,
                );
                (number, text)
            })
            .collect()
    }

    /// The same from the pure crate.
    pub fn expected(&self, parameters: &Parameters) -> BTreeMap<usize, String> {
        let image = self.image();
        let rows = analysis::clients::rows(&View::new(&image, parameters, None));
        let text = |row: &analysis::ClientRow| {
            format!(
                "{} {} {} {:?} {:?} {:?} {:?}",
                row.value_minor,
                row.orders,
                row.assortment,
                row.first_ever,
                row.last,
                Some(format!("{:?}", row.xyz)),
                row.cv,
            )
        };
        rows.rows
            .iter()
            .map(|row| (row.client as usize, text(row)))
            .collect()
    }
}

pub fn read(text: &str) -> Cell {
    let parts = text.split(';').map(|part| part.split_once(':').unwrap());
    Cell::read(
        &parts
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    )
    .unwrap()
}

pub fn as_of(day: &str) -> Question {
    Question {
        as_of: Some(day.parse().unwrap()),
        window: Some(Window::Rolling(24)),
        ..Question::default()
    }
}
