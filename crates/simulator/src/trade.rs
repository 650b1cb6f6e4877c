//! Orders and payments of one client.

use domain::id::{OrderId, PaymentId, ProductId, UserId};
use domain::money::{Currency, Money};
use domain::order::{Line, LineSums, OrderStatus, OrderSums};
use domain::rate::Rate;
use jiff::civil::Date;

use crate::Distributor;
use crate::chance::Chance;
use crate::ids::Kind;
use crate::market::{CURRENCIES, SEGMENTS};
use crate::plan::{Life, Plan};
use crate::staff::SELLERS;

/// An order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// Its number, unique in the base.
    pub number: String,
    /// Its day.
    pub day: Date,
    /// How far it has come.
    pub status: OrderStatus,
    /// Who sold.
    pub manager: Option<UserId>,
    /// The currency of its sums.
    pub currency: Currency,
    /// What one unit of that currency costs in the reporting currency on that day.
    pub rate: Rate,
    /// Its lines.
    pub lines: Vec<OrderLine>,
    /// Sums of the lines.
    pub sums: OrderSums,
}

/// A line of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderLine {
    /// What.
    pub product: ProductId,
    /// How much, in thousandths; negative: brought back.
    pub quantity_milli: i64,
    /// Price of a unit in minor units of the order's currency.
    pub price_minor: i64,
    /// Discount, hundredths of a percent.
    pub discount_bp: i64,
    /// Sums.
    pub sums: LineSums,
}

/// Money received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Its id.
    pub id: PaymentId,
    /// For which order.
    pub order: OrderId,
    /// On which day.
    pub day: Date,
    /// How much.
    pub amount: Money,
    /// What one unit of its currency costs in the reporting currency on that day.
    pub rate: Rate,
    /// The same in minor units of the reporting currency at the rate of that day.
    pub base_amount_minor: i64,
}

/// The habits of a client that hold for all its orders.
struct Habits {
    /// Products it buys, by number in the catalogue.
    basket: Vec<usize>,
    /// Share of each product of a standing order in its sum.
    shares: Vec<f64>,
    discount_bp: i64,
    currency_number: usize,
    currency: Currency,
    /// Days it may pay later.
    terms: i32,
    payer: Payer,
    keeper: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Payer {
    Good,
    Late,
    Bad,
}

impl Distributor {
    pub(crate) fn trade(&self, plan: &Plan, chance: &mut Chance) -> (Vec<Order>, Vec<Payment>) {
        if !plan.buys() {
            return (Vec::new(), Vec::new());
        }
        let habits = self.habits(plan, chance);
        let mut orders = Vec::new();
        let regular = matches!(plan.life, Life::Standing | Life::Steady);
        for day in self.order_days(plan, chance) {
            let value = self.order_value(plan, chance, day);
            let mut lines = self.lines(plan, chance, &habits, day, value);
            if !regular && lines.len() > 1 && chance.chance(0.004) {
                // Something of the last delivery goes back with this one.
                let last = lines.len() - 1;
                lines[last].1 = -1_000;
            }
            let cancelled = !regular && chance.chance(0.025);
            let returned = chance.chance(if regular { 0.006 } else { 0.03 });
            let status = if cancelled {
                OrderStatus::Cancelled
            } else {
                self.status(chance, day)
            };
            let back = lines[0];
            self.push_order(plan, &habits, &mut orders, (day, status), &lines);
            let back_day = day + 4 + chance.below(16) as i32;
            if returned && status == OrderStatus::Done && back_day < self.days {
                // Up to half of what was bought, at least one unit.
                let quantity = (back.1 / 2 / 1_000).max(1) * 1_000;
                let lines = [(back.0, -quantity, back.2)];
                let done = (back_day, OrderStatus::Done);
                self.push_order(plan, &habits, &mut orders, done, &lines);
            }
        }
        orders.sort_by_key(|order| order.day);
        let payments = self.payments(plan, chance, &habits, &orders);
        (orders, payments)
    }

    fn habits(&self, plan: &Plan, chance: &mut Chance) -> Habits {
        let leaves = SEGMENTS[plan.segment].leaves;
        let mean = self.scale.lines_per_order;
        let wanted = match plan.life {
            Life::Standing | Life::Steady => mean * (0.5 + chance.unit()),
            _ => mean * 2.5,
        };
        let wanted = (wanted + 0.5).max(1.0) as usize;
        // A basket comes from a few leaves only.
        let few = 1 + chance.below(leaves.len() as u64 - 1) as usize;
        let start = chance.below(leaves.len() as u64) as usize;
        let mut basket: Vec<usize> = Vec::with_capacity(wanted);
        for _ in 0..wanted * 3 {
            if basket.len() == wanted {
                break;
            }
            let leaf = leaves[(start + chance.below(few as u64) as usize) % leaves.len()];
            let product = chance.pick(&self.catalogue.by_leaf[leaf]);
            if !basket.contains(&product) {
                basket.push(product);
            }
        }
        let year = plan.order_minor * 365.0 / plan.rhythm.max(1.0);
        let currency_number = plan.land.currency();
        Habits {
            shares: basket.iter().map(|_| 0.4 + chance.unit()).collect(),
            basket,
            discount_bp: match year {
                ..300_000.0 => 0,
                300_000.0..1_000_000.0 => chance.pick(&[0, 200, 300]),
                _ => chance.pick(&[300, 500, 750, 1_000]),
            },
            currency_number,
            currency: currency(currency_number),
            terms: chance.pick(&[0, 0, 14, 30]),
            payer: match chance.below(100) {
                0..78 => Payer::Good,
                78..94 => Payer::Late,
                _ => Payer::Bad,
            },
            keeper: plan.keeper,
        }
    }

    fn order_days(&self, plan: &Plan, chance: &mut Chance) -> Vec<i32> {
        let mut days = match plan.life {
            Life::Prospect | Life::Competitors => Vec::new(),
            Life::Once => vec![plan.first],
            Life::Twice => vec![plan.first, plan.first + 10 + chance.below(100) as i32],
            Life::Standing | Life::Steady => self.monthly_days(plan, chance),
            Life::Sleeping | Life::Lost => {
                let mut days = Vec::new();
                let mut day = f64::from(plan.last);
                while day >= f64::from(plan.first) {
                    days.push(day as i32);
                    day -= plan.rhythm * (0.8 + 0.4 * chance.unit());
                }
                days
            }
            Life::Irregular | Life::Growing | Life::Declining => {
                let mut days = Vec::new();
                let mut day = f64::from(plan.first) + chance.unit() * plan.rhythm;
                while day <= f64::from(plan.last) {
                    days.push(day as i32);
                    day += plan.rhythm * (0.35 + chance.exponential(0.65));
                }
                days
            }
        };
        for day in &mut days {
            // Nobody orders on a Saturday or Sunday.
            let weekend = (self.calendar[*day as usize % self.calendar.len()].weekday)
                .checked_sub(5)
                .map_or(0, |past| i32::from(past) + 1);
            *day -= weekend;
        }
        days.retain(|day| (0..self.days).contains(day));
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The same days of every month, from the first whole quarter on.
    fn monthly_days(&self, plan: &Plan, chance: &mut Chance) -> Vec<i32> {
        let of_month = 3 + chance.below(10) as i32;
        let jitter = if plan.life == Life::Steady { 2 } else { 0 };
        let twice = plan.rhythm < 20.0;
        let mut days = Vec::new();
        let mut begun = plan.first == 0;
        for (start, month) in &self.months {
            begun = begun || *start >= plan.first && (month - 1) % 3 == 0;
            if !begun {
                continue;
            }
            days.push(start + of_month + chance.between(-jitter, jitter) as i32);
            if twice {
                days.push(start + of_month + 14);
            }
        }
        days
    }

    /// Sum of an order of that day, minor units of the reporting currency.
    fn order_value(&self, plan: &Plan, chance: &mut Chance, day: i32) -> f64 {
        let month = self.calendar[day as usize].month;
        let season = SEGMENTS[plan.segment].season[month as usize - 1] as f64 / 100.0;
        let life = f64::from((plan.last - plan.first).max(1));
        let part = f64::from(day - plan.first) / life;
        let (strength, trend, noise) = match plan.life {
            Life::Standing => (0.0, 1.0, 1.0 + 0.02 * chance.normal().clamp(-2.0, 2.0)),
            Life::Steady => (0.25, 1.0, 1.0 + 0.13 * chance.normal().clamp(-2.0, 2.0)),
            Life::Growing => (0.6, 0.35 + 0.9 * part, chance.lognormal(1.0, 0.3)),
            Life::Declining => (0.6, 1.25 - 1.0 * part, chance.lognormal(1.0, 0.3)),
            _ => (1.0, 1.0, chance.lognormal(0.92, 0.4)),
        };
        plan.order_minor * (1.0 + strength * (season - 1.0)) * trend * noise
    }

    /// Products, quantities in thousandths, and prices in minor units of the reporting currency.
    fn lines(
        &self,
        plan: &Plan,
        chance: &mut Chance,
        habits: &Habits,
        day: i32,
        value: f64,
    ) -> Vec<(usize, i64, i64)> {
        let fixed = matches!(plan.life, Life::Standing | Life::Steady);
        let mean = self.scale.lines_per_order;
        let wanted = (mean * (0.5 + chance.unit()) + 0.5).max(1.0) as usize;
        let years = f64::from(day) / 365.0;
        let mut chosen: Vec<(usize, f64)> = Vec::with_capacity(habits.basket.len());
        if fixed {
            chosen.extend(
                habits
                    .basket
                    .iter()
                    .copied()
                    .zip(habits.shares.iter().copied()),
            );
        } else {
            let start = chance.below(habits.basket.len() as u64) as usize;
            for step in 0..habits.basket.len() {
                let place = (start + step) % habits.basket.len();
                let product = habits.basket[place];
                let growth = self.catalogue.leaves[self.catalogue.products[product].leaf].growth;
                // What falls out of use is taken less and less often, what comes in ever oftener.
                let taste = libm::pow(growth, years) / libm::pow(growth.max(1.0), 3.0);
                if chosen.len() < wanted && (chosen.is_empty() || chance.chance(taste)) {
                    chosen.push((product, habits.shares[place]));
                }
            }
        }
        let shares: f64 = chosen.iter().map(|(_, share)| share).sum();
        // Prices go up by three percent with each year.
        let inflation = 100 + 3 * i64::from(self.calendar[day as usize].year - self.first_year());
        let mut lines = Vec::with_capacity(chosen.len());
        for (product, share) in chosen {
            let target = value * share / shares;
            let mut number = product;
            if self.catalogue.products[number].price_minor as f64 > target * 1.5 {
                number = self.cheaper(number, target);
            }
            let product = &self.catalogue.products[number];
            let price = product.price_minor * inflation / 100;
            let net = price as f64 * (10_000 - habits.discount_bp) as f64 / 10_000.0;
            let quantity = match product.unit {
                "kg" => (libm::round(target / net * 2.0) as i64).max(1) * 500,
                _ => (libm::round(target / net) as i64).max(1) * 1_000,
            };
            if !lines.iter().any(|(taken, _, _)| *taken == number) {
                lines.push((number, quantity, price));
            }
        }
        lines
    }

    /// Something of the same leaf that is not too dear for the sum, or else the cheapest there is.
    fn cheaper(&self, number: usize, target: f64) -> usize {
        let leaf = self.catalogue.products[number].leaf;
        let price = |number: &usize| self.catalogue.products[*number].price_minor;
        let of_leaf = &self.catalogue.by_leaf[leaf];
        let affordable = of_leaf
            .iter()
            .find(|number| price(number) as f64 <= target * 1.5);
        affordable.copied().unwrap_or_else(|| self.cheapest(number))
    }

    fn cheapest(&self, number: usize) -> usize {
        // Bin bags: the least price of the list, one of the sorts by the number asked for.
        let bags = &self.catalogue.by_leaf[19];
        let small: Vec<_> = bags.iter().step_by(3).collect();
        *small[number % small.len()]
    }

    fn status(&self, chance: &mut Chance, day: i32) -> OrderStatus {
        match self.days - 1 - day {
            ..2 if chance.chance(0.3) => OrderStatus::Draft,
            ..3 => OrderStatus::Confirmed,
            3..7 => OrderStatus::Shipped,
            _ => OrderStatus::Done,
        }
    }

    fn push_order(
        &self,
        plan: &Plan,
        habits: &Habits,
        orders: &mut Vec<Order>,
        (day, status): (i32, OrderStatus),
        lines: &[(usize, i64, i64)],
    ) {
        let number = orders.len() as u64;
        let rate = self.rates.at(habits.currency_number, day as usize);
        let reporting = Currency::EUR;
        let lines: Vec<OrderLine> = lines
            .iter()
            .map(|(product, quantity_milli, price)| {
                let product = &self.catalogue.products[*product];
                let price_minor = in_currency(*price, rate);
                let line = Line::new(
                    *quantity_milli,
                    price_minor,
                    habits.discount_bp,
                    habits.currency,
                )
                .expect("quantities and prices of the catalogue are within range");
                let cost = product.cost_minor * price / product.price_minor.max(1);
                let sums = LineSums::new(&line, rate, reporting, Some(cost))
                    .expect("sums of the catalogue are within range");
                OrderLine {
                    product: ProductId::from_uuid(product.id),
                    quantity_milli: *quantity_milli,
                    price_minor,
                    discount_bp: habits.discount_bp,
                    sums,
                }
            })
            .collect();
        let sums: Vec<LineSums> = lines.iter().map(|line| line.sums).collect();
        orders.push(Order {
            id: OrderId::from_uuid(self.ids.id(Kind::Order, plan.index, number)),
            number: format!("{}-{}", plan.index + 1, number + 1),
            day: self.calendar[day as usize].date,
            status,
            manager: self.seller(plan, habits, number),
            currency: habits.currency,
            rate,
            lines,
            sums: OrderSums::new(&sums).expect("an order has a line"),
        });
    }

    /// The keeper sells; what is in the pool now was once sold by a seller.
    fn seller(&self, plan: &Plan, habits: &Habits, number: u64) -> Option<UserId> {
        let seller = SELLERS[plan.index as usize % SELLERS.len()];
        match habits.keeper {
            Some(_) if number == 0 && !plan.planted => Some(self.user(seller)),
            Some(keeper) => Some(self.user(keeper)),
            None => Some(self.user(seller)),
        }
    }

    fn payments(
        &self,
        plan: &Plan,
        chance: &mut Chance,
        habits: &Habits,
        orders: &[Order],
    ) -> Vec<Payment> {
        let mut payments = Vec::new();
        for order in orders {
            if !order.status.is_billed() || order.sums.total_minor <= 0 {
                continue;
            }
            let late = match habits.payer {
                Payer::Good => chance.between(-2, 3) as i32,
                Payer::Late => chance.exponential(20.0) as i32,
                Payer::Bad => 20 + chance.exponential(60.0) as i32,
            };
            let ordered = (order.day - self.first).get_days();
            let day = ordered + (habits.terms + late).max(0);
            let short = habits.payer == Payer::Bad && chance.chance(0.3);
            let percent = if short { chance.between(30, 80) } else { 100 };
            if day >= self.days {
                continue;
            }
            let amount = Money::new(order.sums.total_minor * percent / 100, order.currency)
                .expect("part of a sum in range is in range");
            let rate = self.rates.at(habits.currency_number, day as usize);
            let base = rate
                .convert(amount, Currency::EUR)
                .expect("a sum of the catalogue");
            let number = payments.len() as u64;
            payments.push(Payment {
                id: PaymentId::from_uuid(self.ids.id(Kind::Payment, plan.index, number)),
                order: order.id,
                day: self.calendar[day as usize].date,
                amount,
                rate,
                base_amount_minor: base.minor(),
            });
        }
        payments
    }
}

fn currency(number: usize) -> Currency {
    CURRENCIES[number].parse().expect("a code of three letters")
}

/// A price in the reporting currency, turned into one whose unit costs `rate`.
fn in_currency(price_minor: i64, rate: Rate) -> i64 {
    let trillionths = i128::from(rate.trillionths());
    ((i128::from(price_minor) * 1_000_000_000_000 + trillionths / 2) / trillionths) as i64
}
