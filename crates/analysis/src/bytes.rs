//! The image as bytes, for a server that keeps it in a file: a head with all lengths and the bare
//! columns, as they lie in memory, so that a file is read straight into them. Versioned; an image
//! of a machine with another order of bytes is one of another version.

use crate::image::{Dimensions, Image, Span};
use zerocopy::{FromZeros, IntoBytes};

const MAGIC: [u8; 8] = *b"CLTIMAGE";
const VERSION: u64 = 3;
const COLUMNS: usize = 17;

/// Why bytes are not an image. The cure is always the same: build the image anew from the orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damaged {
    /// The bytes do not begin as an image does.
    #[error("not an image of a ledger")]
    Foreign,
    /// Written by another version, or by a machine with another order of bytes.
    #[error("an image of version {0}, which this program does not read")]
    Version(u64),
    /// Cut short, changed, or inconsistent.
    #[error("the image is damaged")]
    Content,
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

/// The parts of an image as bytes.
#[derive(Debug)]
pub struct Parts<'a> {
    image: &'a Image,
    spans: Vec<u32>,
}

impl Parts<'_> {
    /// What has to be known before the columns are read: version, single numbers, lengths.
    #[must_use]
    pub fn head(&self) -> Vec<u8> {
        let image = self.image;
        let numbers = [
            VERSION,
            u64::from(image.products),
            image.total,
            u64::from(image.dead_lines),
            u64::from(image.costs),
        ];
        let lengths = self.columns().map(|column| column.len() as u64);
        let mut head = MAGIC.to_vec();
        head.extend_from_slice(numbers.as_bytes());
        head.extend_from_slice(lengths.as_bytes());
        head
    }

    /// The columns, in the order in which a [`Blank`] takes them.
    #[must_use]
    pub fn columns(&self) -> [&[u8]; COLUMNS] {
        let (image, dimensions) = (self.image, &self.image.dimensions);
        [
            self.spans.as_bytes(),
            image.day.as_bytes(),
            image.order.as_bytes(),
            image.manager.as_bytes(),
            image.flags.as_bytes(),
            image.amount.as_bytes(),
            image.margin.as_bytes(),
            image.start.as_bytes(),
            image.line_product.as_bytes(),
            image.line_amount.as_bytes(),
            image.line_cost.as_bytes(),
            dimensions.segment.as_bytes(),
            dimensions.region.as_bytes(),
            dimensions.manager.as_bytes(),
            dimensions.company_group.as_bytes(),
            dimensions.team_of_manager.as_bytes(),
            image.product_group.as_bytes(),
        ]
    }
}

/// An image whose columns have their lengths and not yet their numbers.
#[derive(Debug)]
pub struct Blank {
    image: Image,
    spans: Vec<u32>,
}

impl Blank {
    /// Makes room for the columns a head tells of, which are in `bytes` bytes at most.
    ///
    /// # Errors
    /// [`Damaged`], when it is not such a head.
    pub fn new(head: &[u8], bytes: usize) -> Result<Self, Damaged> {
        let numbers = head.strip_prefix(&MAGIC).ok_or(Damaged::Foreign)?;
        let (numbers, rest) = numbers.as_chunks::<8>();
        let mut numbers = numbers.iter().map(|of| u64::from_ne_bytes(*of));
        let mut next = || numbers.next().ok_or(Damaged::Content);
        let version = next()?;
        if version != VERSION {
            return Err(Damaged::Version(version));
        }
        let small = |number: u64| u32::try_from(number).map_err(|_| Damaged::Content);
        let (products, total, dead_lines) = (small(next()?)?, next()?, small(next()?)?);
        let costs = next()? == 1;
        let mut left = bytes;
        let mut length = || {
            let length = usize::try_from(next()?).map_err(|_| Damaged::Content)?;
            left = left.checked_sub(length).ok_or(Damaged::Content)?;
            Ok(length)
        };
        let spans = column(length()?)?;
        let image = Image {
            products,
            total,
            dead_lines,
            costs,
            day: column(length()?)?,
            order: column(length()?)?,
            manager: column(length()?)?,
            flags: column(length()?)?,
            amount: column(length()?)?,
            margin: column(length()?)?,
            start: column(length()?)?,
            line_product: column(length()?)?,
            line_amount: column(length()?)?,
            line_cost: column(length()?)?,
            dimensions: Dimensions {
                segment: column(length()?)?,
                region: column(length()?)?,
                manager: column(length()?)?,
                company_group: column(length()?)?,
                team_of_manager: column(length()?)?,
            },
            product_group: column(length()?)?,
            ..Image::default()
        };
        if next().is_ok() || !rest.is_empty() {
            return Err(Damaged::Content);
        }
        Ok(Self { image, spans })
    }

    /// The columns, to be overwritten with those of [`Parts::columns`].
    #[must_use]
    pub fn columns(&mut self) -> [&mut [u8]; COLUMNS] {
        let image = &mut self.image;
        let dimensions = &mut image.dimensions;
        [
            self.spans.as_mut_bytes(),
            image.day.as_mut_bytes(),
            image.order.as_mut_bytes(),
            image.manager.as_mut_bytes(),
            image.flags.as_mut_bytes(),
            image.amount.as_mut_bytes(),
            image.margin.as_mut_bytes(),
            image.start.as_mut_bytes(),
            image.line_product.as_mut_bytes(),
            image.line_amount.as_mut_bytes(),
            image.line_cost.as_mut_bytes(),
            dimensions.segment.as_mut_bytes(),
            dimensions.region.as_mut_bytes(),
            dimensions.manager.as_mut_bytes(),
            dimensions.company_group.as_mut_bytes(),
            dimensions.team_of_manager.as_mut_bytes(),
            image.product_group.as_mut_bytes(),
        ]
    }

    /// The image, once its columns are in.
    ///
    /// # Errors
    /// [`Damaged`], when the columns do not fit together.
    pub fn filled(self) -> Result<Image, Damaged> {
        let Self { mut image, spans } = self;
        let (spans, rest) = spans.as_chunks::<2>();
        let span = |&[begin, end]: &[u32; 2]| Span { begin, end };
        image.ranges = spans.iter().map(span).collect();
        if rest.is_empty() && image.is_consistent() {
            Ok(image)
        } else {
            Err(Damaged::Content)
        }
    }
}

/// An empty column of so many bytes.
fn column<T: FromZeros>(bytes: usize) -> Result<Vec<T>, Damaged> {
    if !bytes.is_multiple_of(size_of::<T>()) {
        return Err(Damaged::Content);
    }
    T::new_vec_zeroed(bytes / size_of::<T>()).map_err(|_| Damaged::Content)
}

impl Image {
    /// The image as parts that can be written one after another.
    #[must_use]
    pub fn parts(&self) -> Parts<'_> {
        let spans = self.ranges.iter().flat_map(|span| [span.begin, span.end]);
        Parts {
            image: self,
            spans: spans.collect(),
        }
    }

    /// The image as bytes: the length of the head, the head, the columns, a checksum.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let parts = self.parts();
        let (head, columns) = (parts.head(), parts.columns());
        let mut bytes = Vec::new();
        bytes.extend_from_slice(&(head.len() as u64).to_ne_bytes());
        bytes.extend_from_slice(&head);
        columns.iter().for_each(|of| bytes.extend_from_slice(of));
        bytes.extend_from_slice(&checksum(&bytes).to_ne_bytes());
        bytes
    }

    /// The image that [`Image::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`Damaged`], when the bytes are not such an image.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Damaged> {
        let (body, sum) = bytes.split_last_chunk::<8>().ok_or(Damaged::Foreign)?;
        let (length, rest) = body.split_first_chunk::<8>().ok_or(Damaged::Foreign)?;
        let length = usize::try_from(u64::from_ne_bytes(*length)).map_err(|_| Damaged::Foreign)?;
        let (head, mut rest) = rest.split_at_checked(length).ok_or(Damaged::Foreign)?;
        if u64::from_ne_bytes(*sum) != checksum(body) {
            return Err(Damaged::Content);
        }
        let mut blank = Blank::new(head, rest.len())?;
        for column in blank.columns() {
            let (from, after) = rest
                .split_at_checked(column.len())
                .ok_or(Damaged::Content)?;
            column.copy_from_slice(from);
            rest = after;
        }
        blank.filled()
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
            && self.dead_lines as usize <= lines
            && self
                .ranges
                .iter()
                .all(|span| span.begin <= span.end && span.end as usize <= entries)
            && numbers(&self.line_product, |product| {
                product & !RETURN_LINE < self.products
            })
            && numbers(&self.day, |day| crate::Day::new(day).is_some())
    }
}

/// Whether all are as they have to be. In blocks without an early end, which the compiler turns
/// into vector instructions.
fn numbers<T: Copy>(column: &[T], right: impl Fn(T) -> bool) -> bool {
    let mut blocks = column.chunks(4096);
    blocks.all(|block| block.iter().fold(true, |all, &number| all & right(number)))
}
