//! An image seen with parameters: which clients, which lines, which days. Every figure is computed
//! from a view, so rights and filters are applied once, before anything is added up.

use crate::build::{NO_COST, NO_MANAGER};
use crate::day::{Calendar, Day, Period, first_day};
use crate::image::{COSTED, Image, NONE, PURCHASE, RETURN_LINE, SPLIT};
use crate::mask::Mask;
use crate::parameters::{Activity, Basis, Buckets, Filters, ManagerOf, Parameters, Window};
use serde::Serialize;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// One order of one client on one day, as a view shows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// Place in the image.
    pub(crate) index: usize,
    /// Day number.
    pub(crate) day: i32,
    /// Net revenue.
    pub(crate) revenue: i64,
    /// Net margin over the lines with a known cost.
    pub(crate) margin: i64,
    /// Whether a line has a known cost.
    pub(crate) costed: bool,
    /// Whether the client is active by it (see [`Activity`]).
    pub(crate) active: bool,
}

/// Months that XYZ compares: pieces of `width` months counted back from `last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MonthPieces {
    pub(crate) first: i32,
    pub(crate) last: i32,
    pub(crate) width: i32,
}

/// What the ledger holds that the view does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Lines after the as-of day.
    pub lines_after: u64,
    /// Lines outside the window (but not after the as-of day).
    pub lines_outside_window: u64,
    /// Lines of other product groups than those asked for.
    pub lines_of_other_products: u64,
    /// Lines in the window that have no known cost; they add nothing to a margin.
    pub lines_without_cost: u64,
    /// Clients with lines whom the filters leave out. Clients whom rights hide are not counted.
    pub clients_filtered: u64,
}

/// The clients that filters let through; made once for all views with the same filters.
#[derive(Clone, Debug)]
pub struct Chosen {
    clients: Option<Arc<[bool]>>,
}

impl Chosen {
    /// The clients of the image that the filters let through.
    #[must_use]
    pub fn new(image: &Image, filters: &Filters) -> Self {
        Self {
            clients: clients_filter(image, filters),
        }
    }
}

/// An image with parameters and the clients one may see.
#[derive(Clone, Debug)]
pub struct View<'a> {
    pub(crate) image: &'a Image,
    /// The parameters the view was made with.
    pub parameters: &'a Parameters,
    /// Nothing after this day is seen.
    pub as_of: Day,
    /// First day of the window.
    pub from: Day,
    /// Last day of the window; never after the as-of day.
    pub to: Day,
    /// First day of the ledger, at most the as-of day.
    pub(crate) beginning: Day,
    allowed: Option<&'a Mask>,
    chosen: Chosen,
    products: Option<Vec<bool>>,
    calendar: Calendar,
}

impl<'a> View<'a> {
    /// A view of the clients in `allowed` (all of them without a mask) through `parameters`.
    #[must_use]
    pub fn new(image: &'a Image, parameters: &'a Parameters, allowed: Option<&'a Mask>) -> Self {
        let chosen = Chosen::new(image, &parameters.filters);
        Self::among(image, parameters, allowed, chosen)
    }

    /// The same for clients that were chosen before by the filters in `parameters`.
    #[must_use]
    pub fn among(
        image: &'a Image,
        parameters: &'a Parameters,
        allowed: Option<&'a Mask>,
        chosen: Chosen,
    ) -> Self {
        let days = image.days();
        let epoch = Day::clamped(0);
        let as_of = parameters
            .as_of
            .or(days.map(|days| days.1))
            .unwrap_or(epoch);
        let beginning = days.map_or(as_of, |days| days.0.min(as_of));
        let (from, to) = window(parameters.window, beginning, as_of);
        Self {
            image,
            parameters,
            as_of,
            from,
            to,
            beginning,
            allowed,
            chosen,
            products: products_filter(image, &parameters.filters),
            calendar: Calendar::new(beginning, days.map_or(as_of, |days| days.1)),
        }
    }

    /// The same image and rights through other parameters.
    #[must_use]
    pub fn with<'b>(&'b self, parameters: &'b Parameters) -> View<'b> {
        if parameters.filters == self.parameters.filters {
            View::among(self.image, parameters, self.allowed, self.chosen.clone())
        } else {
            View::new(self.image, parameters, self.allowed)
        }
    }

    /// Whether figures of this view may count the client.
    #[must_use]
    #[inline]
    pub fn sees(&self, client: u32) -> bool {
        self.allowed.is_none_or(|mask| mask.has(client))
            && self
                .chosen
                .clients
                .as_ref()
                .is_none_or(|inside| inside[client as usize])
    }

    /// The window of the same length just before this one; `None` when the window is everything.
    #[must_use]
    pub fn previous_window(&self) -> Option<(Day, Day)> {
        match self.parameters.window {
            Window::All => None,
            Window::Rolling(months) | Window::FullMonths(months) => {
                let months = i32::try_from(months).unwrap_or(i32::MAX).max(1);
                let from = self.from.plus_months(months.saturating_neg());
                Some((from, self.from.plus_days(-1)))
            }
            Window::Days(..) => {
                let length = self.to.number() - self.from.number() + 1;
                Some((self.from.plus_days(-length), self.from.plus_days(-1)))
            }
        }
    }

    /// What is not counted. One pass over all lines.
    #[must_use]
    pub fn left_out(&self) -> LeftOut {
        let parts = self.parallel(|part| self.left_out_of(part));
        parts.iter().fold(LeftOut::default(), |sum, part| LeftOut {
            lines_after: sum.lines_after + part.lines_after,
            lines_outside_window: sum.lines_outside_window + part.lines_outside_window,
            lines_of_other_products: sum.lines_of_other_products + part.lines_of_other_products,
            lines_without_cost: sum.lines_without_cost + part.lines_without_cost,
            clients_filtered: sum.clients_filtered + part.clients_filtered,
        })
    }

    fn left_out_of(&self, clients: Range<u32>) -> LeftOut {
        let image = self.image;
        let mut left = LeftOut::default();
        for client in clients {
            let span = image.ranges[client as usize];
            if span.begin == span.end || self.allowed.is_some_and(|mask| !mask.has(client)) {
                continue;
            }
            if !self.sees(client) {
                left.clients_filtered += 1;
                continue;
            }
            for entry in span.range() {
                let lines = image.lines_of(entry);
                let (day, count) = (image.day[entry], lines.len() as u64);
                if day > self.as_of.number() {
                    left.lines_after += count;
                } else if day < self.from.number() || day > self.to.number() {
                    left.lines_outside_window += count;
                } else {
                    self.leave_lines(lines, &mut left);
                }
            }
        }
        left
    }

    fn leave_lines(&self, lines: Range<usize>, left: &mut LeftOut) {
        let image = self.image;
        if self.products.is_none() {
            left.lines_without_cost += match image.line_cost.get(lines.clone()) {
                Some(costs) => costs.iter().filter(|&&cost| cost == NO_COST).count() as u64,
                None => lines.len() as u64,
            };
            return;
        }
        for line in lines {
            if !self.takes_product(image.line_product[line] & !RETURN_LINE) {
                left.lines_of_other_products += 1;
            } else if image
                .line_cost
                .get(line)
                .is_none_or(|&cost| cost == NO_COST)
            {
                left.lines_without_cost += 1;
            }
        }
    }

    /// The value of an entry on the chosen basis.
    #[inline]
    pub(crate) fn value(&self, entry: &Entry) -> i64 {
        match self.parameters.basis {
            Basis::Revenue => entry.revenue,
            Basis::Margin => entry.margin,
        }
    }

    /// The value of a line on the chosen basis; zero for a margin without a known cost.
    #[inline]
    pub(crate) fn line_value(&self, line: usize) -> i64 {
        let amount = self.image.line_amount[line];
        match (self.parameters.basis, self.image.line_cost.get(line)) {
            (Basis::Revenue, _) => amount,
            (Basis::Margin, Some(&cost)) if cost != NO_COST => amount - cost,
            (Basis::Margin, _) => 0,
        }
    }

    /// Month index of a day of the ledger.
    #[inline]
    pub(crate) fn month(&self, day: i32) -> i32 {
        self.calendar.month(day)
    }

    /// Whether lines of this product are part of the ledger.
    #[inline]
    pub(crate) fn takes_product(&self, product: u32) -> bool {
        self.products
            .as_ref()
            .is_none_or(|inside| inside[product as usize])
    }

    /// Whether a day number is inside the window.
    #[inline]
    pub(crate) fn in_window(&self, day: i32) -> bool {
        self.from.number() <= day && day <= self.to.number()
    }

    /// Shows the entries of a client up to the as-of day, by day.
    #[inline]
    pub(crate) fn entries(&self, client: u32, mut show: impl FnMut(Entry)) {
        let image = self.image;
        let as_of = self.as_of.number();
        let any = self.parameters.activity == Activity::AnyLine;
        for index in image.ranges[client as usize].range() {
            let day = image.day[index];
            if day > as_of {
                break;
            }
            let entry = if self.products.is_none() {
                Entry {
                    index,
                    day,
                    revenue: image.amount[index],
                    margin: if image.costs { image.margin[index] } else { 0 },
                    costed: image.flags[index] & COSTED != 0,
                    active: any || image.flags[index] & PURCHASE != 0,
                }
            } else {
                match self.filtered(index, any) {
                    Some(entry) => entry,
                    None => continue,
                }
            };
            // One place of call, so that the compiler puts the caller's code into this loop.
            show(entry);
        }
    }

    /// An entry made of the chosen products only; `None` when it has no such line.
    fn filtered(&self, index: usize, any: bool) -> Option<Entry> {
        let image = self.image;
        let mut entry = Entry {
            index,
            day: image.day[index],
            revenue: 0,
            margin: 0,
            costed: false,
            active: any,
        };
        let mut lines = 0_u32;
        for line in image.lines_of(index) {
            let product = image.line_product[line];
            if !self.takes_product(product & !RETURN_LINE) {
                continue;
            }
            lines += 1;
            let amount = image.line_amount[line];
            entry.revenue += amount;
            entry.active |= product & RETURN_LINE == 0;
            if let Some(&cost) = image.line_cost.get(line).filter(|&&cost| cost != NO_COST) {
                entry.margin += amount - cost;
                entry.costed = true;
            }
        }
        (lines > 0).then_some(entry)
    }

    /// Whether the order of an active entry has not been counted yet for this client. `seen` must
    /// be empty when a client begins.
    #[inline]
    pub(crate) fn is_new_order(&self, entry: &Entry, seen: &mut HashSet<u32>) -> bool {
        self.image.flags[entry.index] & SPLIT == 0 || seen.insert(self.image.order[entry.index])
    }

    /// Code of the employee whose sale an entry of a client is; [`NONE`] when unknown.
    pub(crate) fn manager(&self, client: u32, entry: usize) -> u32 {
        match self.parameters.manager_of {
            ManagerOf::Client => self
                .image
                .dimensions
                .manager
                .get(client as usize)
                .copied()
                .unwrap_or(NONE),
            ManagerOf::Order => match self.image.manager[entry] {
                NO_MANAGER => NONE,
                manager => u32::from(manager),
            },
        }
    }

    /// Code of the team of the employee whose sale an entry of a client is; [`NONE`] when unknown.
    pub(crate) fn team(&self, client: u32, entry: usize) -> u32 {
        let manager = self.manager(client, entry) as usize;
        let teams = &self.image.dimensions.team_of_manager;
        teams.get(manager).copied().unwrap_or(NONE)
    }

    /// Code of the group of companies a client belongs to; [`NONE`] when it stands alone.
    pub(crate) fn company_group(&self, client: u32) -> u32 {
        let groups = &self.image.dimensions.company_group;
        groups.get(client as usize).copied().unwrap_or(NONE)
    }

    /// The months XYZ compares under a window: whole ones, the running one only when asked for.
    pub(crate) fn month_pieces(&self, window: Window) -> MonthPieces {
        let settings = &self.parameters.xyz;
        let (from, to) = crate::view::window(window, self.beginning, self.as_of);
        let running = if settings.include_running {
            to.month()
        } else {
            Period::Month.last_full(to)
        };
        let first = match window {
            Window::Rolling(months) | Window::FullMonths(months) => {
                running - i32::try_from(months).unwrap_or(i32::MAX).clamp(1, 120_000) + 1
            }
            Window::All => from.month(),
            Window::Days(..) if from.number() == first_day(from.month()) => from.month(),
            Window::Days(..) => from.month() + 1,
        };
        let width = if settings.buckets == Buckets::Quarter {
            3
        } else {
            1
        };
        MonthPieces {
            first,
            last: running,
            width,
        }
    }

    /// Runs `work` over the clients in parts of about equal size, on at most the threads allowed;
    /// the results come in the order of the clients, so that sums do not depend on the threads.
    pub(crate) fn parallel<T: Send>(&self, work: impl Fn(Range<u32>) -> T + Sync) -> Vec<T> {
        const WORTH_A_THREAD: usize = 50_000;
        let clients = u32::try_from(self.image.clients()).expect("client numbers are bounded");
        let entries = self.image.day.len();
        let parts = (self.parameters.threads.max(1) as usize).min(entries / WORTH_A_THREAD + 1);
        if parts == 1 {
            return vec![work(0..clients)];
        }
        let mut cuts = vec![0_u32];
        let mut sum = 0;
        for (client, span) in (1_u32..).zip(&self.image.ranges) {
            sum += span.range().len();
            if sum >= cuts.len() * entries / parts && cuts.len() < parts {
                cuts.push(client);
            }
        }
        cuts.push(clients);
        std::thread::scope(|scope| {
            let work = &work;
            let threads: Vec<_> = cuts
                .windows(2)
                .map(|cut| {
                    let part = cut[0]..cut[1];
                    scope.spawn(move || work(part))
                })
                .collect();
            threads
                .into_iter()
                .map(|thread| {
                    thread
                        .join()
                        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                })
                .collect()
        })
    }
}

/// First and last day of a window. May be empty (from after to) when everything lies after as-of.
fn window(window: Window, beginning: Day, as_of: Day) -> (Day, Day) {
    let back = |months: u32| -i32::try_from(months).unwrap_or(i32::MAX).clamp(1, 120_000);
    match window {
        Window::All => (beginning, as_of),
        Window::Rolling(months) => (as_of.plus_days(1).plus_months(back(months)), as_of),
        Window::FullMonths(months) => {
            let last = Period::Month.last_full(as_of);
            (
                Period::Month.first(last + 1 + back(months)),
                Period::Month.last(last),
            )
        }
        Window::Days(from, to) => (from, to.min(as_of)),
    }
}

fn clients_filter(image: &Image, filters: &Filters) -> Option<Arc<[bool]>> {
    let dimensions = &image.dimensions;
    let wanted = [
        (&filters.segments, &dimensions.segment),
        (&filters.regions, &dimensions.region),
        (&filters.managers, &dimensions.manager),
    ];
    if wanted.iter().all(|(codes, _)| codes.is_empty()) {
        return None;
    }
    let passes = |client: usize| {
        wanted.iter().all(|(codes, column)| {
            codes.is_empty() || codes.contains(&column.get(client).copied().unwrap_or(NONE))
        })
    };
    Some((0..image.clients()).map(passes).collect())
}

fn products_filter(image: &Image, filters: &Filters) -> Option<Vec<bool>> {
    let groups = &filters.product_groups;
    let passes = |product: u32| groups.contains(&image.group_of(product));
    (!groups.is_empty()).then(|| (0..image.products).map(passes).collect())
}
