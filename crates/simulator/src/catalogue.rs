//! What the distributor sells: cleaning and hygiene supplies for hotels, clinics, offices and
//! factories, in a tree of product groups.

use uuid::Uuid;

use crate::chance::Chance;
use crate::ids::{Ids, Kind};

/// A node of the tree of product groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: Uuid,
    /// The group it lies in, none for a branch.
    pub parent: Option<Uuid>,
    /// Its name.
    pub name: &'static str,
    /// What its supplier grants: from which yearly volume at cost, in minor units, how many
    /// hundredths of a percent.
    pub discounts: &'static [(i64, u32)],
}

/// A product of the price list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its id.
    pub id: Uuid,
    /// The article number, unique.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The leaf group it belongs to.
    pub group: Uuid,
    /// Unit of sale: `pcs`, `pack`, `kg`, `l`.
    pub unit: &'static str,
    /// List price in minor units of the reporting currency.
    pub price_minor: i64,
    /// What it costs the distributor, in the same units.
    pub cost_minor: i64,
    /// Which leaf group it belongs to, by number.
    pub(crate) leaf: usize,
}

/// A leaf group: what is sold in it, at what price, and how its sales move.
pub(crate) struct Leaf {
    name: &'static str,
    noun: &'static str,
    variants: &'static [&'static str],
    packs: &'static [(&'static str, i64)],
    unit: &'static str,
    /// Price of one measure, minor units.
    price: i64,
    /// Cost in percent of the price.
    cost: i64,
    /// By how much the share of orders that hold it grows in a year: 1.0 is steady.
    pub(crate) growth: f64,
}

const LITRES: &[(&str, i64)] = &[("1 l", 10), ("5 l", 42), ("10 l", 78)];
const PACKS: &[(&str, i64)] = &[("pack of 10", 10), ("pack of 50", 45), ("pack of 100", 86)];
const PIECES: &[(&str, i64)] = &[("small", 7), ("medium", 10), ("large", 15)];
const WEIGHTS: &[(&str, i64)] = &[("loose", 10), ("in bags", 11), ("in buckets", 12)];

type Goods = (
    &'static [&'static str],
    &'static [(&'static str, i64)],
    &'static str,
);

/// `sale` is the price of a measure, the cost in percent of it, and growth.
const fn leaf(
    name: &'static str,
    noun: &'static str,
    (variants, packs, unit): Goods,
    (price, cost, growth): (i64, i64, f64),
) -> Leaf {
    Leaf {
        name,
        noun,
        variants,
        packs,
        unit,
        price,
        cost,
        growth,
    }
}

const BRANDS: [&str; 3] = ["Alvora", "Kestrin", "Plain"];
const FLOWERS: &[&str] = &["Pine", "Citrus"];
const STRENGTH: &[&str] = &["Standard", "Strong"];
const COLOURS: &[&str] = &["White", "Blue"];

/// Branches with their leaves.
const TREE: &[(&str, &[Leaf])] = &[
    (
        "Detergents",
        &[
            leaf(
                "Floor cleaners",
                "Floor cleaner",
                (FLOWERS, LITRES, "pcs"),
                (38, 62, 1.05),
            ),
            leaf(
                "Kitchen degreasers",
                "Degreaser",
                (STRENGTH, LITRES, "pcs"),
                (46, 60, 1.0),
            ),
            leaf(
                "Glass and surfaces",
                "Glass cleaner",
                (FLOWERS, LITRES, "pcs"),
                (34, 64, 0.95),
            ),
            leaf(
                "Dishwashing",
                "Dishwasher liquid",
                (STRENGTH, LITRES, "pcs"),
                (52, 66, 1.1),
            ),
        ],
    ),
    (
        "Laundry",
        &[
            leaf(
                "Washing powder",
                "Washing powder",
                (STRENGTH, WEIGHTS, "kg"),
                (24, 70, 0.78),
            ),
            leaf(
                "Softeners",
                "Fabric softener",
                (FLOWERS, LITRES, "pcs"),
                (30, 61, 1.0),
            ),
            leaf(
                "Bleach and stain removers",
                "Stain remover",
                (STRENGTH, LITRES, "pcs"),
                (41, 63, 0.92),
            ),
        ],
    ),
    (
        "Paper",
        &[
            leaf(
                "Toilet paper",
                "Toilet paper",
                (COLOURS, PACKS, "pack"),
                (42, 76, 1.0),
            ),
            leaf(
                "Towels",
                "Paper towels",
                (COLOURS, PACKS, "pack"),
                (56, 74, 1.06),
            ),
            leaf(
                "Napkins",
                "Napkins",
                (COLOURS, PACKS, "pack"),
                (18, 72, 0.9),
            ),
        ],
    ),
    (
        "Skin and hands",
        &[
            leaf(
                "Soap",
                "Liquid soap",
                (FLOWERS, LITRES, "pcs"),
                (36, 58, 1.0),
            ),
            leaf(
                "Hand disinfectants",
                "Hand disinfectant",
                (STRENGTH, LITRES, "pcs"),
                (74, 55, 0.7),
            ),
            leaf(
                "Guest cosmetics",
                "Guest shampoo",
                (FLOWERS, PACKS, "pack"),
                (88, 52, 1.25),
            ),
        ],
    ),
    (
        "Disinfection",
        &[
            leaf(
                "Surface disinfectants",
                "Surface disinfectant",
                (STRENGTH, LITRES, "pcs"),
                (81, 57, 0.88),
            ),
            leaf(
                "Medical",
                "Instrument disinfectant",
                (STRENGTH, LITRES, "pcs"),
                (124, 54, 1.08),
            ),
        ],
    ),
    (
        "Equipment",
        &[
            leaf(
                "Mops and cloths",
                "Microfibre mop",
                (COLOURS, PIECES, "pcs"),
                (120, 59, 1.0),
            ),
            leaf(
                "Trolleys",
                "Cleaning trolley",
                (COLOURS, PIECES, "pcs"),
                (1450, 71, 1.0),
            ),
            leaf(
                "Machines",
                "Scrubber dryer",
                (STRENGTH, PIECES, "pcs"),
                (14_800, 79, 1.15),
            ),
            leaf(
                "Dispensers",
                "Dispenser",
                (COLOURS, PIECES, "pcs"),
                (260, 63, 1.1),
            ),
        ],
    ),
    (
        "Waste",
        &[
            leaf(
                "Bin bags",
                "Bin bags",
                (COLOURS, PACKS, "pack"),
                (21, 73, 1.0),
            ),
            leaf(
                "Bins",
                "Waste bin",
                (COLOURS, PIECES, "pcs"),
                (310, 68, 1.0),
            ),
        ],
    ),
    (
        "Protection",
        &[
            leaf(
                "Gloves",
                "Nitrile gloves",
                (COLOURS, PACKS, "pack"),
                (64, 69, 0.82),
            ),
            leaf(
                "Workwear",
                "Work coat",
                (COLOURS, PIECES, "pcs"),
                (240, 65, 1.0),
            ),
        ],
    ),
];

/// What the suppliers of some groups grant, see [`Group::discounts`].
const DISCOUNTS: &[(&str, &[(i64, u32)])] = &[
    (
        "Detergents",
        &[(5_000_000, 300), (20_000_000, 500), (60_000_000, 800)],
    ),
    ("Machines", &[(10_000_000, 400), (40_000_000, 700)]),
    ("Gloves", &[(2_000_000, 200), (8_000_000, 500)]),
];

/// The groups, their products and, by number, the leaves.
pub(crate) struct Catalogue {
    pub(crate) groups: Vec<Group>,
    pub(crate) products: Vec<Product>,
    pub(crate) leaves: Vec<&'static Leaf>,
    /// The products of each leaf, by number.
    pub(crate) by_leaf: Vec<Vec<usize>>,
}

impl Catalogue {
    pub(crate) fn new(chance: &mut Chance, ids: &Ids) -> Self {
        let mut made = Self {
            groups: Vec::new(),
            products: Vec::new(),
            leaves: Vec::new(),
            by_leaf: Vec::new(),
        };
        for (name, leaves) in TREE {
            let branch = made.add_group(ids, None, name);
            for leaf in *leaves {
                let group = made.add_group(ids, Some(branch), leaf.name);
                made.add_products(chance, ids, leaf, group);
            }
        }
        made
    }

    fn add_group(&mut self, ids: &Ids, parent: Option<Uuid>, name: &'static str) -> Uuid {
        let id = ids.id(Kind::Group, 0, self.groups.len() as u64);
        let agreed = DISCOUNTS.iter().find(|(group, _)| *group == name);
        self.groups.push(Group {
            id,
            parent,
            name,
            discounts: agreed.map_or(&[][..], |(_, discounts)| *discounts),
        });
        id
    }

    fn add_products(&mut self, chance: &mut Chance, ids: &Ids, leaf: &'static Leaf, group: Uuid) {
        let mut numbers = Vec::new();
        for brand in BRANDS {
            for variant in leaf.variants {
                for (pack, measure) in leaf.packs {
                    let number = self.products.len();
                    let price = leaf.price * measure * chance.between(88, 112) / 100;
                    let cost = price * (leaf.cost + chance.between(-3, 3)) / 100;
                    self.products.push(Product {
                        id: ids.id(Kind::Product, 0, number as u64),
                        code: format!("{:02}-{:04}", self.leaves.len() + 10, 1001 + number),
                        name: format!("{} {brand} {variant}, {pack}", leaf.noun),
                        group,
                        unit: leaf.unit,
                        price_minor: price,
                        cost_minor: cost,
                        leaf: self.leaves.len(),
                    });
                    numbers.push(number);
                }
            }
        }
        self.leaves.push(leaf);
        self.by_leaf.push(numbers);
    }
}
