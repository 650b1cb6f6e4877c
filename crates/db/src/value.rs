//! Values that travel between the program and either engine.

use std::borrow::Cow;

use uuid::Uuid;

/// A parameter or a cell. Moments are integers (microseconds), days are texts, money is an
/// integer of minor units: those conversions belong to the layer above.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// No value.
    Null,
    /// A flag; SQLite keeps it as 0 or 1.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A fraction.
    Real(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// Bytes.
    Blob(Cow<'a, [u8]>),
    /// An id; SQLite keeps its 16 bytes.
    Uuid(Uuid),
}

impl Value<'_> {
    /// Name of the kind, for error texts.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a flag",
            Value::Int(_) => "a whole number",
            Value::Real(_) => "a fraction",
            Value::Text(_) => "a text",
            Value::Blob(_) => "bytes",
            Value::Uuid(_) => "an id",
        }
    }

    /// The same value, holding its own text or bytes.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Bool(v) => Value::Bool(v),
            Value::Int(v) => Value::Int(v),
            Value::Real(v) => Value::Real(v),
            Value::Text(v) => Value::Text(Cow::Owned(v.into_owned())),
            Value::Blob(v) => Value::Blob(Cow::Owned(v.into_owned())),
            Value::Uuid(v) => Value::Uuid(v),
        }
    }

    /// The same value, borrowing from this one.
    pub(crate) fn borrowed(&self) -> Value<'_> {
        match self {
            Value::Null => Value::Null,
            Value::Bool(v) => Value::Bool(*v),
            Value::Int(v) => Value::Int(*v),
            Value::Real(v) => Value::Real(*v),
            Value::Text(v) => Value::Text(Cow::Borrowed(v)),
            Value::Blob(v) => Value::Blob(Cow::Borrowed(v)),
            Value::Uuid(v) => Value::Uuid(*v),
        }
    }
}

/// Parameters of a statement, in the order `$1`, `$2`, …: `&params![id.uuid(), name]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { [$($crate::Value::from($value)),*] };
}

macro_rules! from_copy {
    ($($kind:ty => $variant:ident as $wide:ty),* $(,)?) => { $(
        impl From<$kind> for Value<'_> {
            fn from(value: $kind) -> Self { Value::$variant(<$wide>::from(value)) }
        }
        impl From<&$kind> for Value<'_> {
            fn from(value: &$kind) -> Self { Value::$variant(<$wide>::from(*value)) }
        }
    )* };
}

from_copy! {
    bool => Bool as bool,
    u8 => Int as i64,
    i16 => Int as i64,
    u16 => Int as i64,
    i32 => Int as i64,
    u32 => Int as i64,
    i64 => Int as i64,
    f64 => Real as f64,
    Uuid => Uuid as Uuid,
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Value::Text(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(value: &'a String) -> Self {
        Value::Text(Cow::Borrowed(value))
    }
}

impl From<String> for Value<'_> {
    fn from(value: String) -> Self {
        Value::Text(Cow::Owned(value))
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(value: &'a [u8]) -> Self {
        Value::Blob(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a Vec<u8>> for Value<'a> {
    fn from(value: &'a Vec<u8>) -> Self {
        Value::Blob(Cow::Borrowed(value))
    }
}

impl From<Vec<u8>> for Value<'_> {
    fn from(value: Vec<u8>) -> Self {
        Value::Blob(Cow::Owned(value))
    }
}

impl<'a, T> From<Option<T>> for Value<'a>
where
    Value<'a>: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Value::from)
    }
}

impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(value: &'a Option<String>) -> Self {
        Value::from(value.as_deref())
    }
}

/// What a cell can be read as; `Err` gives the value back when it is something else.
pub trait FromValue<'r>: Sized {
    /// What is wanted, for error texts.
    const WANTED: &'static str;

    /// Reads the cell.
    fn from_value(value: Value<'r>) -> Result<Self, Value<'r>>;
}

impl FromValue<'_> for bool {
    const WANTED: &'static str = "a flag";
    fn from_value(value: Value<'_>) -> Result<Self, Value<'_>> {
        match value {
            Value::Bool(v) => Ok(v),
            Value::Int(v @ (0 | 1)) => Ok(v == 1),
            other => Err(other),
        }
    }
}

macro_rules! from_int {
    ($($kind:ty),*) => { $(
        impl<'r> FromValue<'r> for $kind {
            const WANTED: &'static str = "a whole number in range";
            fn from_value(value: Value<'r>) -> Result<Self, Value<'r>> {
                match value {
                    Value::Int(v) => Self::try_from(v).map_err(|_| Value::Int(v)),
                    other => Err(other),
                }
            }
        }
    )* };
}

from_int!(u8, i16, u16, i32, u32, i64, u64, usize);

impl<'r> FromValue<'r> for f64 {
    const WANTED: &'static str = "a number";
    fn from_value(value: Value<'r>) -> Result<Self, Value<'r>> {
        match value {
            Value::Real(v) => Ok(v),
            #[expect(clippy::cast_precision_loss, reason = "a fraction was asked for")]
            Value::Int(v) => Ok(v as f64),
            other => Err(other),
        }
    }
}

impl<'r> FromValue<'r> for Cow<'r, str> {
    const WANTED: &'static str = "a text";
    fn from_value(value: Value<'r>) -> Result<Self, Value<'r>> {
        match value {
            Value::Text(v) => Ok(v),
            other => Err(other),
        }
    }
}

impl<'r> FromValue<'r> for String {
    const WANTED: &'static str = "a text";
    fn from_value(value: Value<'r>) -> Result<Self, Value<'r>> {
        Cow::from_value(value).map(Cow::into_owned)
    }
}

impl<'r> FromValue<'r> for &'r str {
    const WANTED: &'static str = "a text";
    fn from_value(value: Value<'r>) -> Result<Self, Value<'r>> {
        match value {
            Value::Text(Cow::Borrowed(v)) => Ok(v),
            other => Err(other),
        }
    }
}

impl<'r> FromValue<'r> for Vec<u8> {
    const WANTED: &'static str = "bytes";
    fn from_value(value: Value<'r>) -> Result<Self, Value<'r>> {
        match value {
            Value::Blob(v) => Ok(v.into_owned()),
            other => Err(other),
        }
    }
}

impl<'r> FromValue<'r> for &'r [u8] {
    const WANTED: &'static str = "bytes";
    fn from_value(value: Value<'r>) -> Result<Self, Value<'r>> {
        match value {
            Value::Blob(Cow::Borrowed(v)) => Ok(v),
            other => Err(other),
        }
    }
}

impl<'r> FromValue<'r> for Uuid {
    const WANTED: &'static str = "an id";
    fn from_value(value: Value<'r>) -> Result<Self, Value<'r>> {
        match value {
            Value::Uuid(v) => Ok(v),
            Value::Blob(v) => Uuid::from_slice(&v).map_err(|_| Value::Blob(v)),
            other => Err(other),
        }
    }
}

impl<'r> FromValue<'r> for Value<'r> {
    const WANTED: &'static str = "a value";
    fn from_value(value: Value<'r>) -> Result<Self, Value<'r>> {
        Ok(value)
    }
}

impl<'r, T: FromValue<'r>> FromValue<'r> for Option<T> {
    const WANTED: &'static str = T::WANTED;
    fn from_value(value: Value<'r>) -> Result<Self, Value<'r>> {
        match value {
            Value::Null => Ok(None),
            other => T::from_value(other).map(Some),
        }
    }
}
