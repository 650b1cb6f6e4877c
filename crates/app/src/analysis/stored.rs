//! The image in a file of the data folder, so that a start need read neither order lines nor cards.
//! Never trusted: a file that is damaged or of another past than the base is thrown away.

use std::fs;
use std::io;
use std::path::Path;

use analysis::Image;
use analysis::bytes::checksum;
use domain::client::{ClientKind, Relation, ServiceClass};
use domain::id::SourceId;
use jiff::Timestamp;
use uuid::Uuid;

use super::Error;
use super::codes::Codes;
use super::held::{Held, Traits};
use crate::DbTx;

const MAGIC: [u8; 8] = *b"CLTHELD2";
/// Bytes of a client's traits.
const TRAITS: usize = 16;
/// In place of the relation of a client that is deleted.
const GONE: u8 = u8::MAX;
/// In place of a source that is not known.
const NO_SOURCE: u32 = u32::MAX;

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
    // A base that was restored from a backup, or another one, has another line there or none.
    let (number, hash) = &held.journal;
    if store::journal::hash_of(tx, *number)?.as_ref() != Some(hash) {
        return Ok(None);
    }
    held.read_surroundings(tx)?;
    held.read_all_potentials(tx)?;
    if let Some(changes) = held.changes(tx)? {
        if changes.everything {
            return Ok(None);
        }
        held.follow(tx, &changes)?;
    }
    Ok(Some(held))
}

fn to_bytes(held: &Held) -> Vec<u8> {
    let image = held.image.to_bytes();
    let mut bytes = Vec::with_capacity(image.len() + 40 * held.clients.len() + 4096);
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&held.seq.to_le_bytes());
    bytes.extend_from_slice(&held.journal.0.to_le_bytes());
    put_texts(&mut bytes, std::slice::from_ref(&held.journal.1));
    put_ids(&mut bytes, &held.clients, |id| id.uuid());
    put_ids(&mut bytes, &held.products, |id| id.uuid());
    put_ids(&mut bytes, &held.managers, |id| id.uuid());
    put_ids(&mut bytes, &held.segments, |id| id.uuid());
    put_ids(&mut bytes, &held.company_groups, |id| id.uuid());
    put_texts(&mut bytes, held.regions.values());
    let sources = held.traits.iter().flatten().filter_map(|of| of.source);
    let mut sources = Codes::<SourceId>::from_values(sources);
    put_ids(&mut bytes, &sources, |id| id.uuid());
    put_count(&mut bytes, held.traits.len());
    for traits in &held.traits {
        bytes.extend_from_slice(&traits_to_bytes(traits.as_ref(), &mut sources));
    }
    bytes.extend_from_slice(&image);
    let sum = checksum(&bytes);
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes
}

fn from_bytes(bytes: &[u8]) -> Option<Held> {
    let (bytes, sum) = bytes.split_last_chunk::<8>()?;
    let mut rest = bytes.strip_prefix(&MAGIC)?;
    if u64::from_le_bytes(*sum) != checksum(bytes) {
        return None;
    }
    let seq = take_number(&mut rest)?;
    let journal = (take_number(&mut rest)?, take_texts(&mut rest)?.pop()?);
    let clients = Codes::from_values(take_ids(&mut rest)?.map(Into::into));
    let products = Codes::from_values(take_ids(&mut rest)?.map(Into::into));
    let managers = Codes::from_values(take_ids(&mut rest)?.map(Into::into));
    let segments = Codes::from_values(take_ids(&mut rest)?.map(Into::into));
    let company_groups = Codes::from_values(take_ids(&mut rest)?.map(Into::into));
    let regions = Codes::from_values(take_texts(&mut rest)?.into_iter());
    let sources: Vec<SourceId> = take_ids(&mut rest)?.map(Into::into).collect();
    let traits = take_pieces::<TRAITS>(&mut rest)?.iter();
    let traits = traits.map(|piece| traits_from_bytes(piece, &sources));
    let traits = traits.collect::<Option<Vec<_>>>()?;
    let image = Image::from_bytes(rest).ok()?;
    Some(Held {
        image,
        clients,
        traits,
        segments,
        regions,
        managers,
        company_groups,
        products,
        seq,
        journal,
        ..Held::default()
    })
}

/// Relation, kind, class, marks, source (4), creation in microseconds (8).
fn traits_to_bytes(traits: Option<&Traits>, sources: &mut Codes<SourceId>) -> [u8; TRAITS] {
    let mut bytes = [0; TRAITS];
    let Some(of) = traits else {
        bytes[0] = GONE;
        return bytes;
    };
    bytes[0] = of.relation as u8;
    bytes[1] = of.kind as u8;
    bytes[2] = of.service_class as u8;
    let marks = [of.only_us, of.recommends, of.mailing_consent];
    bytes[3] = (0..)
        .zip(marks)
        .map(|(at, mark)| u8::from(mark) << at)
        .sum();
    let source = of.source.map_or(NO_SOURCE, |id| sources.code(id));
    bytes[4..8].copy_from_slice(&source.to_le_bytes());
    bytes[8..].copy_from_slice(&of.created_at.as_microsecond().to_le_bytes());
    bytes
}

/// `None` when the bytes are not what was written; inside, `None` for a deleted client.
fn traits_from_bytes(bytes: &[u8; TRAITS], sources: &[SourceId]) -> Option<Option<Traits>> {
    let [relation, kind, service_class, marks, ..] = *bytes;
    if relation == GONE {
        return Some(None);
    }
    let mark = |at: u8| marks & (1 << at) != 0;
    let (words, created_at) = bytes.split_last_chunk::<8>()?;
    let source = u32::from_le_bytes(*words.last_chunk::<4>()?);
    Some(Some(Traits {
        relation: *Relation::ALL.get(usize::from(relation))?,
        kind: *ClientKind::ALL.get(usize::from(kind))?,
        service_class: *ServiceClass::ALL.get(usize::from(service_class))?,
        source: match source {
            NO_SOURCE => None,
            code => Some(*sources.get(code as usize)?),
        },
        only_us: mark(0),
        recommends: mark(1),
        mailing_consent: mark(2),
        created_at: Timestamp::from_microsecond(i64::from_le_bytes(*created_at)).ok()?,
    }))
}

fn put_count(bytes: &mut Vec<u8>, count: usize) {
    bytes.extend_from_slice(&(count as u64).to_le_bytes());
}

fn put_ids<T>(bytes: &mut Vec<u8>, codes: &Codes<T>, uuid: impl Fn(&T) -> Uuid)
where
    T: Clone + Eq + std::hash::Hash,
{
    put_count(bytes, codes.len());
    for id in codes.values() {
        bytes.extend_from_slice(uuid(id).as_bytes());
    }
}

fn put_texts(bytes: &mut Vec<u8>, texts: &[String]) {
    put_count(bytes, texts.len());
    for text in texts {
        put_count(bytes, text.len());
        bytes.extend_from_slice(text.as_bytes());
    }
}

fn take_number(rest: &mut &[u8]) -> Option<i64> {
    let (number, after) = rest.split_first_chunk::<8>()?;
    *rest = after;
    Some(i64::from_le_bytes(*number))
}

fn take_bytes<'a>(rest: &mut &'a [u8], each: usize) -> Option<&'a [u8]> {
    let count = usize::try_from(take_number(rest)?).ok()?;
    let (bytes, after) = rest.split_at_checked(count.checked_mul(each)?)?;
    *rest = after;
    Some(bytes)
}

fn take_pieces<'a, const SIZE: usize>(rest: &mut &'a [u8]) -> Option<&'a [[u8; SIZE]]> {
    Some(take_bytes(rest, SIZE)?.as_chunks::<SIZE>().0)
}

fn take_ids<'a>(rest: &mut &'a [u8]) -> Option<impl Iterator<Item = Uuid> + use<'a>> {
    let ids = take_pieces::<{ size_of::<Uuid>() }>(rest)?;
    Some(ids.iter().map(|id| Uuid::from_bytes(*id)))
}

fn take_texts(rest: &mut &[u8]) -> Option<Vec<String>> {
    (0..take_number(rest)?)
        .map(|_| String::from_utf8(take_bytes(rest, 1)?.to_vec()).ok())
        .collect()
}
