//! Charts as SVG: drawn here, coloured by the style sheet of the report, readable without colours.

use std::fmt::Write as _;

use analysis::moves::Way;

use super::report::escape;

const WIDTH: f64 = 720.0;
/// Series that the style sheet tells apart.
pub const COLOURS: usize = 5;

/// A number of a chart that does not depend on the machine.
fn at(number: f64) -> String {
    let text = format!("{number:.1}");
    if text == "-0.0" {
        "0.0".to_owned()
    } else {
        text
    }
}

fn open(height: f64, title: &str) -> String {
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{title}\"><title>{title}</title>",
        title = escape(title)
    )
}

/// Horizontal bars: a name, a value between 0 and the largest, and the value in words.
pub fn bars(title: &str, items: &[(String, f64, String)]) -> String {
    let most = items.iter().map(|item| item.1).fold(0.0, f64::max);
    let height = 8.0 + 26.0 * items.len() as f64;
    let mut svg = open(height, title);
    for (i, (name, value, words)) in items.iter().enumerate() {
        let y = 4.0 + 26.0 * i as f64;
        let width = if most > 0.0 {
            (value.max(0.0) / most) * 330.0
        } else {
            0.0
        };
        let short = shortened(name, 30);
        let _ = write!(
            svg,
            "<text class=\"n\" x=\"232\" y=\"{}\">{}</text><rect class=\"c1\" x=\"240\" y=\"{}\" width=\"{}\" height=\"18\" rx=\"2\"/><text x=\"{}\" y=\"{}\">{}</text>",
            at(y + 14.0),
            escape(&short),
            at(y),
            at(width.max(1.0)),
            at(246.0 + width),
            at(y + 14.0),
            escape(words)
        );
    }
    svg.push_str("</svg>");
    svg
}

fn shortened(name: &str, most: usize) -> String {
    match name.chars().nth(most) {
        Some(_) => name.chars().take(most - 1).chain(['…']).collect(),
        None => name.to_owned(),
    }
}

/// One line or set of columns of a chart over periods.
pub struct Series<'a> {
    /// What it shows.
    pub name: &'a str,
    /// Its values; `None` where there is none.
    pub values: Vec<Option<f64>>,
}

/// Labels of the axis beside one another at most.
const LABELS: usize = 10;
/// Width of a letter, about.
const LETTER: f64 = 7.0;

fn axis(svg: &mut String, labels: &[String], most: f64, unit: &dyn Fn(f64) -> String) {
    for step in 0..=4 {
        let share = f64::from(step) / 4.0;
        let y = 230.0 - 200.0 * share;
        let _ = write!(
            svg,
            "<line class=\"g\" x1=\"90\" x2=\"712\" y1=\"{y}\" y2=\"{y}\"/><text class=\"n\" x=\"84\" y=\"{}\">{}</text>",
            at(y + 4.0),
            escape(&unit(most * share)),
            y = at(y)
        );
    }
    let longest = labels.iter().map(|label| label.chars().count()).max();
    let fit = 622.0 / (LETTER * longest.unwrap_or(0) as f64 + 8.0);
    let every = labels
        .len()
        .div_ceil(LABELS.min(fit as usize).max(1))
        .max(1);
    let width = 622.0 / labels.len().max(1) as f64;
    for (i, label) in labels.iter().enumerate().step_by(every) {
        let x = 90.0 + width * (i as f64 + 0.5);
        let _ = write!(
            svg,
            "<text class=\"m\" x=\"{}\" y=\"248\">{}</text>",
            at(x),
            escape(label)
        );
    }
}

fn legend(svg: &mut String, series: &[Series<'_>]) {
    let mut x = 90.0;
    let room = 622.0 / series.len().max(1) as f64 - 40.0;
    for (i, one) in series.iter().enumerate() {
        let name = shortened(one.name, (room / 8.0).max(8.0) as usize);
        let _ = write!(
            svg,
            "<rect class=\"c{}\" x=\"{}\" y=\"8\" width=\"12\" height=\"12\"/><text x=\"{}\" y=\"18\">{}</text>",
            i + 1,
            at(x),
            at(x + 17.0),
            escape(&name)
        );
        x += 40.0 + 8.0 * name.chars().count() as f64;
    }
}

/// Columns side by side over periods.
pub fn columns(
    title: &str,
    labels: &[String],
    series: &[Series<'_>],
    unit: &dyn Fn(f64) -> String,
) -> String {
    let values = series.iter().flat_map(|one| one.values.iter().flatten());
    let most = values.copied().fold(0.0, f64::max);
    let mut svg = open(256.0, title);
    axis(&mut svg, labels, most, unit);
    let slot = 622.0 / labels.len().max(1) as f64;
    let wide = slot * 0.8 / series.len().max(1) as f64;
    for (s, one) in series.iter().enumerate() {
        for (i, value) in one.values.iter().enumerate() {
            let Some(value) = value.filter(|value| *value > 0.0) else {
                continue;
            };
            let height = if most > 0.0 {
                200.0 * value / most
            } else {
                0.0
            };
            let x = 90.0 + slot * (i as f64 + 0.1) + wide * s as f64;
            let _ = write!(
                svg,
                "<rect class=\"c{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                s + 1,
                at(x),
                at(230.0 - height),
                at(wide.max(0.5)),
                at(height)
            );
        }
    }
    legend(&mut svg, series);
    svg.push_str("</svg>");
    svg
}

/// Columns over periods whose parts stand on one another.
pub fn stacked(
    title: &str,
    labels: &[String],
    series: &[Series<'_>],
    unit: &dyn Fn(f64) -> String,
) -> String {
    let part = |one: &Series<'_>, at: usize| one.values.get(at).copied().flatten().unwrap_or(0.0);
    let sum = |at: usize| series.iter().map(|one| part(one, at)).sum::<f64>();
    let most = (0..labels.len()).map(sum).fold(0.0, f64::max);
    let mut svg = open(256.0, title);
    axis(&mut svg, labels, most, unit);
    let slot = 622.0 / labels.len().max(1) as f64;
    for i in 0..labels.len() {
        let mut foot = 230.0;
        for (s, one) in series.iter().enumerate() {
            let height = if most > 0.0 {
                200.0 * part(one, i) / most
            } else {
                0.0
            };
            if height <= 0.0 {
                continue;
            }
            foot -= height;
            let _ = write!(
                svg,
                "<rect class=\"c{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                s + 1,
                at(90.0 + slot * (i as f64 + 0.15)),
                at(foot),
                at(slot * 0.7),
                at(height)
            );
        }
    }
    legend(&mut svg, series);
    svg.push_str("</svg>");
    svg
}

/// Lines over periods.
pub fn lines(
    title: &str,
    labels: &[String],
    series: &[Series<'_>],
    unit: &dyn Fn(f64) -> String,
) -> String {
    let values = series.iter().flat_map(|one| one.values.iter().flatten());
    let most = values.copied().fold(0.0, f64::max);
    let mut svg = open(256.0, title);
    axis(&mut svg, labels, most, unit);
    let slot = 622.0 / labels.len().max(1) as f64;
    for (s, one) in series.iter().enumerate() {
        let mut path = String::new();
        let mut pen_up = true;
        for (i, value) in one.values.iter().enumerate() {
            let Some(value) = value else {
                pen_up = true;
                continue;
            };
            let x = 90.0 + slot * (i as f64 + 0.5);
            let y = 230.0
                - if most > 0.0 {
                    200.0 * value.max(0.0) / most
                } else {
                    0.0
                };
            let _ = write!(
                path,
                "{}{} {}",
                if pen_up { 'M' } else { 'L' },
                at(x),
                at(y)
            );
            let _ = write!(
                svg,
                "<circle class=\"c{}\" cx=\"{}\" cy=\"{}\" r=\"3\"/>",
                s + 1,
                at(x),
                at(y)
            );
            pen_up = false;
        }
        let _ = write!(svg, "<path class=\"l{}\" d=\"{path}\"/>", s + 1);
    }
    legend(&mut svg, series);
    svg.push_str("</svg>");
    svg
}

/// A curve of two shares from (0, 0) to (1, 1), with a mark on it.
pub fn curve(title: &str, points: &[(f64, f64)], mark: Option<(f64, f64, String)>) -> String {
    let mut svg = open(300.0, title);
    let place = |x: f64, y: f64| {
        (
            60.0 + 620.0 * x.clamp(0.0, 1.0),
            260.0 - 240.0 * y.clamp(0.0, 1.0),
        )
    };
    for step in 0..=5 {
        let share = f64::from(step) / 5.0;
        let (x, y) = place(share, share);
        let percent = step * 20;
        let _ = write!(
            svg,
            "<line class=\"g\" x1=\"60\" x2=\"680\" y1=\"{y}\" y2=\"{y}\"/><text class=\"n\" x=\"54\" y=\"{}\">{percent}%</text><text class=\"m\" x=\"{}\" y=\"280\">{percent}%</text>",
            at(y + 4.0),
            at(x),
            y = at(y)
        );
    }
    let mut path = String::new();
    for (i, (x, y)) in points.iter().enumerate() {
        let (x, y) = place(*x, *y);
        let _ = write!(
            path,
            "{}{} {}",
            if i == 0 { 'M' } else { 'L' },
            at(x),
            at(y)
        );
    }
    let _ = write!(svg, "<path class=\"l1\" d=\"{path}\"/>");
    if let Some((x, y, words)) = mark {
        let (x, y) = place(x, y);
        let _ = write!(
            svg,
            "<circle class=\"c2\" cx=\"{}\" cy=\"{}\" r=\"5\"/><text x=\"{}\" y=\"{}\">{}</text>",
            at(x),
            at(y),
            at(x + 10.0),
            at(y + 16.0),
            escape(&words)
        );
    }
    svg.push_str("</svg>");
    svg
}

/// Clients who went from the class of one place to that of another.
pub struct Band {
    /// The place then.
    pub from: usize,
    /// The place now.
    pub to: usize,
    /// How many they are.
    pub clients: u64,
    /// What the step means.
    pub way: Way,
}

/// One side of the movement: where the node of each class begins, how high it is, and where its
/// label stands.
struct Side {
    nodes: Vec<(f64, f64)>,
    labels: Vec<f64>,
    end: f64,
}

fn side(clients: &[u64], scale: f64) -> Side {
    let (mut y, mut label) = (8.0, f64::NEG_INFINITY);
    let mut side = Side {
        nodes: Vec::new(),
        labels: Vec::new(),
        end: 0.0,
    };
    for &clients in clients {
        let height = clients as f64 * scale;
        side.nodes.push((y, height));
        // labels of small classes must not stand on one another
        label = (y + height / 2.0 + 4.0).max(label + 14.0);
        side.labels.push(label);
        if clients > 0 {
            y += height + 8.0;
        } else {
            label -= 14.0;
        }
    }
    side.end = y.max(label + 6.0);
    side
}

/// Clients on their way from the classes of one day, on the left, to those of another.
pub fn sankey(
    title: &str,
    names: &[String],
    bands: &[Band],
    count: &dyn Fn(u64) -> String,
) -> String {
    let (mut before, mut after) = (vec![0; names.len()], vec![0; names.len()]);
    for band in bands {
        before[band.from] += band.clients;
        after[band.to] += band.clients;
    }
    let all: u64 = before.iter().sum();
    let scale = 220.0 / all.max(1) as f64;
    let (left, right) = (side(&before, scale), side(&after, scale));
    let mut svg = open(left.end.max(right.end) + 4.0, title);
    let mut from: Vec<f64> = left.nodes.iter().map(|node| node.0).collect();
    let mut to: Vec<f64> = right.nodes.iter().map(|node| node.0).collect();
    for band in bands {
        let (then, now) = (band.from, band.to);
        let height = band.clients as f64 * scale;
        let (a, b) = (from[then], to[now]);
        from[then] += height;
        to[now] += height;
        let class = match band.way {
            Way::Up | Way::Came => "up",
            Way::Down | Way::Left => "down",
            Way::Changed | Way::Stayed => "same",
        };
        let _ = write!(
            svg,
            "<path class=\"{class}\" d=\"M192 {}C360 {} 360 {} 528 {}V{}C360 {} 360 {} 192 {}Z\"><title>{} → {}: {}</title></path>",
            at(a),
            at(a),
            at(b),
            at(b),
            at(b + height.max(0.5)),
            at(b + height.max(0.5)),
            at(a + height.max(0.5)),
            at(a + height.max(0.5)),
            escape(&names[then]),
            escape(&names[now]),
            count(band.clients)
        );
    }
    for (sums, of, node, label, anchor) in [
        (&before, &left, 180.0, 174.0, " class=\"n\""),
        (&after, &right, 528.0, 546.0, ""),
    ] {
        for (class, name) in names
            .iter()
            .enumerate()
            .filter(|(class, _)| sums[*class] > 0)
        {
            let (y, height) = of.nodes[class];
            let _ = write!(
                svg,
                "<rect class=\"c1\" x=\"{node}\" y=\"{}\" width=\"12\" height=\"{}\"/><text{anchor} x=\"{label}\" y=\"{}\">{} · {}</text>",
                at(y),
                at(height.max(1.0)),
                at(of.labels[class]),
                escape(&shortened(name, 18)),
                count(sums[class])
            );
        }
    }
    svg.push_str("</svg>");
    svg
}

/// What was foretold (across) against what came (up), point by point; on the line both are equal.
pub fn calibration(
    title: &str,
    points: &[(f64, f64, String)],
    axes: [&str; 2],
    unit: &dyn Fn(f64) -> String,
) -> String {
    let ends = points.iter().map(|point| point.0.max(point.1));
    let most = ends.fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let mut svg = open(330.0, title);
    let place = |x: f64, y: f64| (80.0 + 400.0 * x / most, 270.0 - 250.0 * y / most);
    for step in 0..=4 {
        let value = most * f64::from(step) / 4.0;
        let (x, y) = place(value, value);
        let words = unit(value);
        let _ = write!(
            svg,
            "<line class=\"g\" x1=\"80\" x2=\"480\" y1=\"{y}\" y2=\"{y}\"/><text class=\"n\" x=\"74\" y=\"{}\">{words}</text><text class=\"m\" x=\"{}\" y=\"288\">{words}</text>",
            at(y + 4.0),
            at(x),
            y = at(y)
        );
    }
    let [(x1, y1), (x2, y2)] = [place(0.0, 0.0), place(most, most)];
    let _ = write!(
        svg,
        "<path class=\"l2\" d=\"M{} {}L{} {}\"/><text class=\"m\" x=\"280\" y=\"312\">{}</text><text x=\"4\" y=\"14\">{}</text>",
        at(x1),
        at(y1),
        at(x2),
        at(y2),
        escape(axes[0]),
        escape(axes[1])
    );
    for (x, y, name) in points {
        let (x, y) = place(*x, *y);
        let _ = write!(
            svg,
            "<circle class=\"c1\" cx=\"{}\" cy=\"{}\" r=\"5\"/><text x=\"{}\" y=\"{}\">{}</text>",
            at(x),
            at(y),
            at(x + 8.0),
            at(y + 4.0),
            escape(name)
        );
    }
    svg.push_str("</svg>");
    svg
}
