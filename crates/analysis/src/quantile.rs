//! Quantiles with linear interpolation between neighbours (type 7 of Hyndman and Fan, 1996; the
//! default of R, NumPy and spreadsheets).

/// Pairs of level and quantile of ascending values; empty for no values.
#[must_use]
pub fn of_sorted(values: &[f64], levels: &[f64]) -> Vec<(f64, f64)> {
    levels
        .iter()
        .filter_map(|&level| Some((level, at(values, level)?)))
        .collect()
}

/// The quantile of ascending values at a level between 0 and 1.
#[must_use]
pub fn at(values: &[f64], level: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let place = level.clamp(0.0, 1.0) * last as f64;
    let low = place as usize;
    let (a, b) = (values[low], values[(low + 1).min(last)]);
    let part = place - low as f64;
    // From the nearer end, so that both ends come out exactly.
    Some(if part < 0.5 {
        a + (b - a) * part
    } else {
        b - (b - a) * (1.0 - part)
    })
}

/// The median of values in any order.
#[must_use]
pub fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    at(values, 0.5)
}
