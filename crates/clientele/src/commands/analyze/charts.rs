//! Charts as SVG: drawn here, coloured by the style sheet of the report, readable without colours.

use std::fmt::Write as _;

use super::report::escape;

const WIDTH: f64 = 720.0;

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
        let short: String = match name.chars().nth(34) {
            Some(_) => name.chars().take(33).chain(['…']).collect(),
            None => name.clone(),
        };
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

/// One line or set of columns of a chart over periods.
pub struct Series<'a> {
    /// What it shows.
    pub name: &'a str,
    /// Its values; `None` where there is none.
    pub values: Vec<Option<f64>>,
}

/// Labels of the axis that fit beside one another.
const LABELS: usize = 10;

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
    let every = labels.len().div_ceil(LABELS).max(1);
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
    for (i, one) in series.iter().enumerate() {
        let _ = write!(
            svg,
            "<rect class=\"c{}\" x=\"{}\" y=\"8\" width=\"12\" height=\"12\"/><text x=\"{}\" y=\"18\">{}</text>",
            i + 1,
            at(x),
            at(x + 17.0),
            escape(one.name)
        );
        x += 40.0 + 8.0 * one.name.chars().count() as f64;
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
