//! Small ledgers for tests.

use analysis::{Image, LedgerBuilder, Line};

/// The image of lines.
pub fn image(lines: &[Line]) -> Image {
    let mut builder = LedgerBuilder::new();
    for line in lines {
        builder.push(line).expect("a small line");
    }
    let mut image = builder.build();
    image.dimensions.segment = (0..40).map(|client| client % 3).collect();
    image.dimensions.manager = (0..40).map(|client| client % 4).collect();
    image.product_group = (0..10).map(|product| product / 3).collect();
    image
}
