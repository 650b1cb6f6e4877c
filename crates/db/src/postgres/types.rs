//! Our values in PostgreSQL's binary forms. The prepared statement says which type each
//! parameter has; the value is brought to it, so that one SQL text serves both engines.

use std::borrow::Cow;
use std::error::Error as StdError;

use bytes::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

use crate::value::Value;

type Refusal = Box<dyn StdError + Sync + Send>;

/// A parameter.
#[derive(Debug)]
pub(super) struct Bound<'v>(pub(super) &'v Value<'v>);

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Refusal> {
        match self.0 {
            Value::Null => return Ok(IsNull::Yes),
            Value::Bool(v) if *ty == Type::BOOL => out.extend_from_slice(&[u8::from(*v)]),
            Value::Int(v) => int(*v, ty, out)?,
            Value::Real(v) => real(*v, ty, out)?,
            Value::Text(v) => text(v, ty, out)?,
            Value::Blob(v) if *ty == Type::BYTEA => out.extend_from_slice(v),
            Value::Uuid(v) if *ty == Type::UUID => out.extend_from_slice(v.as_bytes()),
            other => return Err(unfit(other, ty)),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn unfit(value: &Value<'_>, ty: &Type) -> Refusal {
    format!("{} does not fit a parameter of type {ty}", value.kind()).into()
}

fn int(v: i64, ty: &Type, out: &mut BytesMut) -> Result<(), Refusal> {
    match *ty {
        Type::INT8 => out.extend_from_slice(&v.to_be_bytes()),
        Type::INT4 => out.extend_from_slice(&i32::try_from(v)?.to_be_bytes()),
        Type::INT2 => out.extend_from_slice(&i16::try_from(v)?.to_be_bytes()),
        #[expect(clippy::cast_precision_loss, reason = "the column is a fraction")]
        Type::FLOAT8 => out.extend_from_slice(&(v as f64).to_be_bytes()),
        Type::NUMERIC => numeric_from(&v.to_string(), out)?,
        _ => return Err(unfit(&Value::Int(v), ty)),
    }
    Ok(())
}

fn real(v: f64, ty: &Type, out: &mut BytesMut) -> Result<(), Refusal> {
    match *ty {
        Type::FLOAT8 => out.extend_from_slice(&v.to_be_bytes()),
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the column is a short fraction"
        )]
        Type::FLOAT4 => out.extend_from_slice(&(v as f32).to_be_bytes()),
        Type::NUMERIC if v.is_finite() => numeric_from(&v.to_string(), out)?,
        _ => return Err(unfit(&Value::Real(v), ty)),
    }
    Ok(())
}

fn text(v: &str, ty: &Type, out: &mut BytesMut) -> Result<(), Refusal> {
    match *ty {
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::JSON | Type::UNKNOWN => {}
        Type::JSONB => out.extend_from_slice(&[1]),
        _ => return Err(unfit(&Value::Text(Cow::Borrowed(v)), ty)),
    }
    out.extend_from_slice(v.as_bytes());
    Ok(())
}

/// A cell.
pub(crate) struct Cell<'r>(pub(crate) Value<'r>);

impl<'r> FromSql<'r> for Cell<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> Result<Self, Refusal> {
        let value = match *ty {
            Type::BOOL => Value::Bool(raw.first().is_some_and(|byte| *byte != 0)),
            Type::INT2 => Value::Int(i16::from_be_bytes(raw.try_into()?).into()),
            Type::INT4 => Value::Int(i32::from_be_bytes(raw.try_into()?).into()),
            Type::INT8 => Value::Int(i64::from_be_bytes(raw.try_into()?)),
            Type::OID => Value::Int(u32::from_be_bytes(raw.try_into()?).into()),
            Type::FLOAT4 => Value::Real(f32::from_be_bytes(raw.try_into()?).into()),
            Type::FLOAT8 => Value::Real(f64::from_be_bytes(raw.try_into()?)),
            Type::NUMERIC => numeric(raw)?,
            Type::UUID => Value::Uuid(Uuid::from_slice(raw)?),
            Type::BYTEA => Value::Blob(Cow::Borrowed(raw)),
            Type::JSONB => Value::Text(Cow::Borrowed(std::str::from_utf8(
                raw.get(1..).unwrap_or_default(),
            )?)),
            Type::TEXT
            | Type::VARCHAR
            | Type::BPCHAR
            | Type::NAME
            | Type::JSON
            | Type::UNKNOWN
            | Type::CHAR => Value::Text(Cow::Borrowed(std::str::from_utf8(raw)?)),
            _ => return Err(format!("a column of type {ty} cannot be read; cast it").into()),
        };
        Ok(Cell(value))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Refusal> {
        Ok(Cell(Value::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

const NUMERIC_NEGATIVE: u16 = 0x4000;
const NUMERIC_SPECIAL: u16 = 0xC000;

/// A NUMERIC (what `sum` of BIGINT gives) as a whole number when it is one, else as a fraction.
/// Form: count of groups, power of 10000 of the first, sign, decimals shown, groups of 4 digits.
fn numeric(raw: &[u8]) -> Result<Value<'static>, Refusal> {
    let mut words = raw
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    let mut next = || words.next().ok_or("a numeric is cut short");
    let (count, weight, sign, _scale) = (next()?, next()?, next()?, next()?);
    if sign & NUMERIC_SPECIAL == NUMERIC_SPECIAL {
        return Ok(Value::Real(f64::NAN));
    }
    let weight = i32::from(i16::from_be_bytes(weight.to_be_bytes()));
    let negative = sign == NUMERIC_NEGATIVE;
    let mut whole: Option<i64> = Some(0);
    let mut fraction = String::from(if negative { "-0" } else { "0" });
    for at in 0..i32::from(count) {
        let group = next()?;
        let power = weight - at;
        let signed = if negative {
            -i64::from(group)
        } else {
            i64::from(group)
        };
        let part = u32::try_from(power)
            .ok()
            .and_then(|power| 10_000_i64.checked_pow(power))
            .and_then(|scale| scale.checked_mul(signed));
        whole = match part {
            Some(part) => whole.and_then(|sum| sum.checked_add(part)),
            None if group == 0 => whole,
            None => None,
        };
        if power == -1 || (at == 0 && power < -1) {
            fraction.push('.');
            for _ in power..-1 {
                fraction.push_str("0000");
            }
        }
        fraction.push_str(&format!("{group:04}"));
    }
    if let Some(whole) = whole {
        return Ok(Value::Int(whole));
    }
    for _ in 0..(weight + 1 - i32::from(count)).max(0) {
        fraction.push_str("0000");
    }
    Ok(Value::Real(fraction.parse()?))
}

/// Writes a decimal text (no exponent) as a NUMERIC.
fn numeric_from(decimal: &str, out: &mut BytesMut) -> Result<(), Refusal> {
    let (sign, digits) = match decimal.strip_prefix('-') {
        Some(digits) => (NUMERIC_NEGATIVE, digits),
        None => (0, decimal),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = format!("{whole:0>width$}", width = whole.len().div_ceil(4) * 4);
    let padded = format!(
        "{fraction:0<width$}",
        width = fraction.len().div_ceil(4) * 4
    );
    let groups = [whole.as_bytes(), padded.as_bytes()].concat();
    let words = |n: usize| u16::try_from(n).map_err(|_| "a number is too long");
    out.extend_from_slice(&words(groups.len() / 4)?.to_be_bytes());
    out.extend_from_slice(&(words(whole.len() / 4)?.wrapping_sub(1)).to_be_bytes());
    out.extend_from_slice(&sign.to_be_bytes());
    out.extend_from_slice(&words(fraction.len())?.to_be_bytes());
    for group in groups.chunks(4) {
        let group: u16 = std::str::from_utf8(group)?.parse()?;
        out.extend_from_slice(&group.to_be_bytes());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numeric_comes_back_as_it_was_written() {
        for (text, value) in [
            ("0", Value::Int(0)),
            ("7", Value::Int(7)),
            ("-12345", Value::Int(-12_345)),
            ("9223372036854775807", Value::Int(i64::MAX)),
            ("-9223372036854775808", Value::Int(i64::MIN)),
            (
                "9223372036854775808",
                Value::Real(9_223_372_036_854_775_808.0),
            ),
            ("10000000000000000000000", Value::Real(1e22)),
            ("0.5", Value::Real(0.5)),
            ("-1234.00005", Value::Real(-1_234.000_05)),
            ("0.0000000012", Value::Real(1.2e-9)),
            ("100.0", Value::Int(100)),
        ] {
            let mut out = BytesMut::new();
            numeric_from(text, &mut out).unwrap();
            assert_eq!(numeric(&out).unwrap(), value, "{text}");
        }
    }

    #[test]
    fn a_shortened_numeric_is_read() {
        // PostgreSQL leaves out groups of zeros: 100000000 is one group of weight 2, and 10^24
        // one group of weight 6.
        let short = |weight: u16| [[0, 1], weight.to_be_bytes(), [0, 0], [0, 0], [0, 1]].concat();
        assert_eq!(numeric(&short(2)).unwrap(), Value::Int(100_000_000));
        assert_eq!(numeric(&short(6)).unwrap(), Value::Real(1e24));
    }
}
