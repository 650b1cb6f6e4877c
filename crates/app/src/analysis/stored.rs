//! The image in a file of the data folder, so that a start need not read every order line. Never
//! trusted: a file that is damaged, of another base or does not add up to the orders is thrown away.

use std::fs;
use std::io;
use std::path::Path;

use analysis::{Dimensions, Image};
use uuid::Uuid;

use super::Error;
use super::codes::Codes;
use super::held::Held;
use crate::DbTx;

const MAGIC: [u8; 8] = *b"CLTHELD1";
const ID: usize = size_of::<Uuid>();

/// Writes the image beside its place and moves it there, so that the file is always whole.
pub(super) fn save(held: &Held, file: &Path) -> io::Result<()> {
    let beside = file.with_extension("new");
    fs::write(&beside, to_bytes(held))?;
    fs::rename(&beside, file)
}

/// The image of a file, brought up to date; `None` when there is none to be used.
pub(super) fn load(tx: &mut DbTx, file: &Path) -> Result<Option<Held>, Error> {
    let Ok(bytes) = fs::read(file) else {
        return Ok(None);
    };
    let Some(mut held) = from_bytes(&bytes) else {
        return Ok(None);
    };
    drop(bytes);
    held.read_cards(tx)?;
    if let Some(changes) = held.changes(tx)? {
        if changes.everything {
            return Ok(None);
        }
        held.follow(tx, &changes)?;
    }
    // After a base was restored from a backup the file may tell of another past.
    let same = held.image.amount_minor() == store::analysis::counted_amount(tx)?;
    Ok(same.then_some(held))
}

fn to_bytes(held: &Held) -> Vec<u8> {
    let image = held.image.to_bytes();
    let mut bytes = Vec::with_capacity(image.len() + ID * held.clients.len() + 1024);
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&held.seq.to_le_bytes());
    put(&mut bytes, held.clients.values().iter().map(|id| id.uuid()));
    put(
        &mut bytes,
        held.products.values().iter().map(|id| id.uuid()),
    );
    put(
        &mut bytes,
        held.managers.values().iter().map(|id| id.uuid()),
    );
    bytes.extend_from_slice(&image);
    bytes
}

fn from_bytes(bytes: &[u8]) -> Option<Held> {
    let rest = bytes.strip_prefix(&MAGIC)?;
    let (seq, mut rest) = rest.split_first_chunk::<8>()?;
    let clients = take(&mut rest)?;
    let products = take(&mut rest)?;
    let managers = take(&mut rest)?;
    let mut image = Image::from_bytes(rest).ok()?;
    let known = clients.len() >= image.clients() && products.len() >= image.products();
    // Codes of segments and regions are given anew when the cards are read.
    image.dimensions = Dimensions::default();
    image.product_group.clear();
    known.then(|| Held {
        image,
        clients: Codes::from_values(clients.into_iter().map(Into::into)),
        products: Codes::from_values(products.into_iter().map(Into::into)),
        managers: Codes::from_values(managers.into_iter().map(Into::into)),
        seq: i64::from_le_bytes(*seq),
        ..Held::default()
    })
}

fn put(bytes: &mut Vec<u8>, ids: impl ExactSizeIterator<Item = Uuid>) {
    bytes.extend_from_slice(&(ids.len() as u64).to_le_bytes());
    ids.for_each(|id| bytes.extend_from_slice(id.as_bytes()));
}

fn take(rest: &mut &[u8]) -> Option<Vec<Uuid>> {
    let (count, after) = rest.split_first_chunk::<8>()?;
    let size = usize::try_from(u64::from_le_bytes(*count))
        .ok()?
        .checked_mul(ID)?;
    let (ids, after) = after.split_at_checked(size)?;
    *rest = after;
    Some(
        ids.as_chunks::<ID>()
            .0
            .iter()
            .map(|id| Uuid::from_bytes(*id))
            .collect(),
    )
}
