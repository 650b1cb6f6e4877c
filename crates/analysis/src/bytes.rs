//! The image as bytes, for a server that keeps it in a file: versioned, with a checksum.
//! Little-endian columns after a header; dead space is not written.

use crate::image::{Dimensions, Image, Span};

const MAGIC: [u8; 8] = *b"CLTIMAGE";
const VERSION: u32 = 2;

/// Why bytes are not an image. The cure is always the same: build the image anew from the orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damaged {
    /// The bytes do not begin as an image does.
    #[error("not an image of a ledger")]
    Foreign,
    /// Written by another version.
    #[error("an image of version {0}, which this program does not read")]
    Version(u32),
    /// Cut short, changed, or inconsistent.
    #[error("the image is damaged")]
    Content,
}

/// A number that stands in a column.
trait Number: Copy {
    const SIZE: usize;
    fn put(self, bytes: &mut Vec<u8>);
    fn take(bytes: &[u8]) -> Self;
}

macro_rules! numbers {
    ($($kind:ty),*) => {$(
        impl Number for $kind {
            const SIZE: usize = size_of::<$kind>();
            fn put(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }
            fn take(bytes: &[u8]) -> Self {
                Self::from_le_bytes(bytes.try_into().expect("cut into pieces of this size"))
            }
        }
    )*};
}
numbers!(u8, u16, u32, i32, i64, u64);

fn put_column<T: Number>(bytes: &mut Vec<u8>, column: &[T]) {
    (column.len() as u64).put(bytes);
    bytes.reserve(column.len() * T::SIZE);
    for &number in column {
        number.put(bytes);
    }
}

/// What is left to read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn number<T: Number>(&mut self) -> Result<T, Damaged> {
        let (number, rest) = self.0.split_at_checked(T::SIZE).ok_or(Damaged::Content)?;
        self.0 = rest;
        Ok(T::take(number))
    }

    fn column<T: Number>(&mut self) -> Result<Vec<T>, Damaged> {
        let length = usize::try_from(self.number::<u64>()?).map_err(|_| Damaged::Content)?;
        let size = length.checked_mul(T::SIZE).ok_or(Damaged::Content)?;
        let (column, rest) = self.0.split_at_checked(size).ok_or(Damaged::Content)?;
        self.0 = rest;
        Ok(column.chunks_exact(T::SIZE).map(T::take).collect())
    }
}

/// A checksum against damage, not against forgery: four lanes of multiply and rotate.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u64 {
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut lanes = [1_u64, 2, 3, 4];
    let (blocks, tail) = bytes.as_chunks::<32>();
    let mut last = [0_u8; 32];
    last[..tail.len()].copy_from_slice(tail);
    for block in blocks.iter().chain([&last]) {
        for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
            *lane = (*lane ^ u64::from_le_bytes(*word))
                .wrapping_mul(MULTIPLIER)
                .rotate_left(29);
        }
    }
    let mixed = lanes.iter().fold(bytes.len() as u64, |sum, &lane| {
        (sum ^ lane).wrapping_mul(MULTIPLIER).rotate_left(31)
    });
    mixed ^ (mixed >> 32)
}

impl Image {
    /// The image as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        if self.dead_lines > 0 {
            let mut compacted = self.clone();
            compacted.compact();
            return compacted.to_bytes();
        }
        let mut bytes = Vec::with_capacity(64 + self.lines() * 16 + self.day.len() * 24);
        bytes.extend_from_slice(&MAGIC);
        VERSION.put(&mut bytes);
        self.products.put(&mut bytes);
        self.total.put(&mut bytes);
        u8::from(self.costs).put(&mut bytes);
        let ends: Vec<u32> = self.ranges.iter().map(|span| span.end).collect();
        let begins: Vec<u32> = self.ranges.iter().map(|span| span.begin).collect();
        put_column(&mut bytes, &begins);
        put_column(&mut bytes, &ends);
        put_column(&mut bytes, &self.day);
        put_column(&mut bytes, &self.order);
        put_column(&mut bytes, &self.manager);
        put_column(&mut bytes, &self.flags);
        put_column(&mut bytes, &self.amount);
        put_column(&mut bytes, &self.margin);
        put_column(&mut bytes, &self.start);
        put_column(&mut bytes, &self.line_product);
        put_column(&mut bytes, &self.line_amount);
        put_column(&mut bytes, &self.line_cost);
        put_column(&mut bytes, &self.dimensions.segment);
        put_column(&mut bytes, &self.dimensions.region);
        put_column(&mut bytes, &self.dimensions.manager);
        put_column(&mut bytes, &self.dimensions.company_group);
        put_column(&mut bytes, &self.dimensions.team_of_manager);
        put_column(&mut bytes, &self.product_group);
        let sum = checksum(&bytes);
        sum.put(&mut bytes);
        bytes
    }

    /// The image that [`Image::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`Damaged`], when the bytes are not such an image.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Damaged> {
        let (body, sum) = bytes.split_last_chunk::<8>().ok_or(Damaged::Foreign)?;
        let after_magic = body.strip_prefix(&MAGIC).ok_or(Damaged::Foreign)?;
        let mut rest = Rest(after_magic);
        let version = rest.number::<u32>()?;
        if version != VERSION {
            return Err(Damaged::Version(version));
        }
        if u64::from_le_bytes(*sum) != checksum(body) {
            return Err(Damaged::Content);
        }
        let products = rest.number()?;
        let total = rest.number()?;
        let costs = rest.number::<u8>()? == 1;
        let begins: Vec<u32> = rest.column()?;
        let ends: Vec<u32> = rest.column()?;
        let image = Self {
            ranges: begins
                .iter()
                .zip(&ends)
                .map(|(&begin, &end)| Span { begin, end })
                .collect(),
            day: rest.column()?,
            order: rest.column()?,
            manager: rest.column()?,
            flags: rest.column()?,
            amount: rest.column()?,
            margin: rest.column()?,
            start: rest.column()?,
            line_product: rest.column()?,
            line_amount: rest.column()?,
            line_cost: rest.column()?,
            products,
            total,
            dead_lines: 0,
            costs,
            part_of: None,
            dimensions: Dimensions {
                segment: rest.column()?,
                region: rest.column()?,
                manager: rest.column()?,
                company_group: rest.column()?,
                team_of_manager: rest.column()?,
            },
            product_group: rest.column()?,
        };
        if begins.len() == ends.len() && rest.0.is_empty() && image.is_consistent() {
            Ok(image)
        } else {
            Err(Damaged::Content)
        }
    }

    /// Whether the columns fit together, so that no later index can be out of bounds.
    fn is_consistent(&self) -> bool {
        use crate::image::RETURN_LINE;
        let (entries, lines) = (self.day.len(), self.line_amount.len());
        let cost = |column: &[i64], full: usize| column.len() == if self.costs { full } else { 0 };
        [
            self.order.len(),
            self.manager.len(),
            self.flags.len(),
            self.amount.len(),
        ]
        .iter()
        .all(|&length| length == entries)
            && self.line_product.len() == lines
            && cost(&self.margin, entries)
            && cost(&self.line_cost, lines)
            && self.start.len() == entries + 1
            && self.start.is_sorted()
            && self.start[entries] as usize == lines
            && self
                .ranges
                .iter()
                .all(|span| span.begin <= span.end && span.end as usize <= entries)
            && self
                .line_product
                .iter()
                .all(|product| product & !RETURN_LINE < self.products)
            && self.day.iter().all(|&day| crate::Day::new(day).is_some())
    }
}
