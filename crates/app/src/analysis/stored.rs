//! The image in a file of the data folder, so that a start need read neither order lines nor cards.
//! Never trusted: a file that is damaged, of another version or of another past than the base is
//! thrown away.
//!
//! A short head tells how long each column is; the columns follow as they lie in memory, so that
//! they are read straight into their places, by several threads.

use std::fs::{self, File};
use std::hash::Hash;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use analysis::Day;
use analysis::bytes::{Blank, checksum};
use domain::client::{ClientKind, Relation, ServiceClass};
use domain::id::SourceId;
use jiff::Timestamp;
use uuid::Uuid;

use super::Error;
use super::codes::Codes;
use super::held::{Held, Traits};
use crate::DbTx;

const MAGIC: [u8; 8] = *b"CLTHELD3";
/// Bytes of an identifier and of a client's traits.
const PIECE: usize = 16;
/// Bytes of a potential: client, group, day (4 each), amount (8).
const POTENTIAL: usize = 20;
/// In place of the relation of a client that is deleted.
const GONE: u8 = u8::MAX;
/// In place of a source that is not known.
const NO_SOURCE: u32 = u32::MAX;
/// Read and summed up at once, so that it is still in the cache of the processor.
const BLOCK: usize = 1 << 20;
/// Threads that read.
const READERS: usize = 2;

/// Writes the image beside its place and moves it there, so that the file is always whole.
pub(super) fn save(held: &Held, file: &Path) -> io::Result<()> {
    let beside = file.with_extension("new");
    write(held, &mut BufWriter::new(File::create(&beside)?))?;
    fs::rename(&beside, file)
}

/// The image of a file, brought up to date; `None` when there is none to be used.
pub(super) fn load(tx: &mut DbTx, file: &Path) -> Result<Option<Held>, Error> {
    let Ok(Some(mut held)) = read(file) else {
        return Ok(None);
    };
    // A base that was restored from a backup, or another one, has another line there or none.
    let (number, hash) = &held.journal;
    if store::journal::hash_of(tx, *number)?.as_ref() != Some(hash) {
        return Ok(None);
    }
    held.read_surroundings(tx)?;
    if let Some(changes) = held.changes(tx)? {
        if changes.everything {
            return Ok(None);
        }
        held.follow(tx, &changes)?;
    }
    Ok(Some(held))
}

fn write(held: &Held, out: &mut BufWriter<File>) -> io::Result<()> {
    let sources = held.traits.iter().flatten().filter_map(|of| of.source);
    let mut sources = Codes::<SourceId>::from_values(sources);
    let mut traits = Vec::with_capacity(PIECE * held.traits.len());
    for of in &held.traits {
        traits.extend_from_slice(&traits_to_bytes(of.as_ref(), &mut sources));
    }
    let clients = ids(&held.clients, |id| id.uuid());
    let potentials = potentials_to_bytes(&held.potentials);
    let parts = held.image.parts();
    let mut sections: Vec<&[u8]> = vec![&clients, &traits, &potentials];
    sections.extend(parts.columns());

    let mut head = Vec::new();
    head.extend_from_slice(&held.seq.to_le_bytes());
    head.extend_from_slice(&held.journal.0.to_le_bytes());
    put_texts(&mut head, std::slice::from_ref(&held.journal.1));
    put_texts(&mut head, held.regions.values());
    for ids in [
        ids(&held.products, |id| id.uuid()),
        ids(&held.managers, |id| id.uuid()),
        ids(&held.segments, |id| id.uuid()),
        ids(&held.company_groups, |id| id.uuid()),
        ids(&held.groups, |id| id.uuid()),
        ids(&sources, |id| id.uuid()),
        parts.head(),
    ] {
        put_bytes(&mut head, &ids);
    }
    for section in &sections[..3] {
        put_count(&mut head, section.len());
    }
    for section in &sections {
        let sums = section.chunks(BLOCK).map(checksum);
        head.extend_from_slice(&sum_of(sums).to_le_bytes());
    }
    out.write_all(&MAGIC)?;
    out.write_all(&(head.len() as u64).to_le_bytes())?;
    out.write_all(&checksum(&head).to_le_bytes())?;
    out.write_all(&head)?;
    sections.into_iter().try_for_each(|of| out.write_all(of))?;
    out.flush()
}

/// What the file holds; `None` when it is not whole.
fn read(path: &Path) -> io::Result<Option<Held>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut start = [0; 24];
    file.read_exact(&mut start)?;
    let Some((head_length, sum)) = start_of_head(&start).filter(|(head, _)| *head <= length) else {
        return Ok(None);
    };
    let mut head = Vec::new();
    file.take(head_length).read_to_end(&mut head)?;
    if checksum(&head) != sum {
        return Ok(None);
    }
    let columns = start.len() as u64 + head_length;
    let Some(mut blank) = BlankHeld::new(&head, length.saturating_sub(columns)) else {
        return Ok(None);
    };
    if !fill(path, columns, length, blank.sections())? {
        return Ok(None);
    }
    Ok(blank.filled())
}

fn start_of_head(start: &[u8; 24]) -> Option<(u64, u64)> {
    let mut rest = start.strip_prefix(&MAGIC)?;
    let length = u64::try_from(take_number(&mut rest)?).ok()?;
    Some((length, take_number(&mut rest)?.cast_unsigned()))
}

/// A part of the file and where it belongs.
struct Section<'a> {
    place: &'a mut [u8],
    sum: u64,
}

/// Reads the sections, which stand one after another from `offset` to `end`; `false` when they are
/// not what was written.
fn fill(path: &Path, mut offset: u64, end: u64, sections: Vec<Section>) -> io::Result<bool> {
    let mut waiting = Vec::new();
    for section in sections {
        let begins = offset;
        offset += section.place.len() as u64;
        waiting.push((begins, section));
    }
    if offset != end {
        return Ok(false);
    }
    // The largest last, from where they are taken.
    waiting.sort_by_key(|(_, section)| section.place.len());
    let waiting = Mutex::new(waiting);
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let reader = || -> io::Result<bool> {
        let mut file = File::open(path)?;
        while let Some((offset, section)) = next() {
            file.seek(SeekFrom::Start(offset))?;
            let mut sums = Vec::new();
            for block in section.place.chunks_mut(BLOCK) {
                file.read_exact(block)?;
                sums.push(checksum(block));
            }
            if sum_of(sums.into_iter()) != section.sum {
                return Ok(false);
            }
        }
        Ok(true)
    };
    std::thread::scope(|scope| {
        let readers: Vec<_> = (1..READERS).map(|_| scope.spawn(reader)).collect();
        let mut whole = reader()?;
        for reader in readers {
            let other = reader.join();
            whole &= other.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        }
        Ok(whole)
    })
}

fn sum_of(blocks: impl Iterator<Item = u64>) -> u64 {
    let sums: Vec<u8> = blocks.flat_map(u64::to_le_bytes).collect();
    checksum(&sums)
}

/// What the head tells, with room for the rest.
struct BlankHeld {
    held: Held,
    sources: Vec<SourceId>,
    clients: Vec<u8>,
    traits: Vec<u8>,
    potentials: Vec<u8>,
    image: Blank,
    sums: Vec<u64>,
}

impl BlankHeld {
    fn new(mut head: &[u8], mut bytes: u64) -> Option<Self> {
        let rest = &mut head;
        let held = Held {
            seq: take_number(rest)?,
            journal: (take_number(rest)?, take_texts(rest)?.pop()?),
            regions: Codes::from_values(take_texts(rest)?.into_iter()),
            products: take_ids(rest)?,
            managers: take_ids(rest)?,
            segments: take_ids(rest)?,
            company_groups: take_ids(rest)?,
            groups: take_ids(rest)?,
            ..Held::default()
        };
        let sources = Codes::<SourceId>::values(&take_ids(rest)?).to_vec();
        let image = take_bytes(rest)?;
        let mut section = || {
            let length = u64::try_from(take_number(rest)?).ok()?;
            bytes = bytes.checked_sub(length)?;
            Some(vec![0; usize::try_from(length).ok()?])
        };
        let (clients, traits, potentials) = (section()?, section()?, section()?);
        let image = Blank::new(image, usize::try_from(bytes).ok()?).ok()?;
        let (sums, []) = rest.as_chunks::<8>() else {
            return None;
        };
        Some(Self {
            held,
            sources,
            clients,
            traits,
            potentials,
            image,
            sums: sums.iter().map(|sum| u64::from_le_bytes(*sum)).collect(),
        })
    }

    fn sections(&mut self) -> Vec<Section<'_>> {
        let own = [&mut self.clients, &mut self.traits, &mut self.potentials];
        let own = own.map(|section| &mut section[..]);
        let places = own.into_iter().chain(self.image.columns());
        let sums = self.sums.iter();
        places
            .zip(sums)
            .map(|(place, &sum)| Section { place, sum })
            .collect()
    }

    fn filled(self) -> Option<Held> {
        let mut held = self.held;
        let (clients, image) = (&self.clients, self.image);
        let (clients, image) = std::thread::scope(|scope| {
            let clients = scope.spawn(|| codes(clients));
            let image = image.filled();
            let clients = clients.join();
            (
                clients.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                image,
            )
        });
        held.clients = clients?;
        held.image = image.ok()?;
        let (pieces, []) = self.traits.as_chunks::<PIECE>() else {
            return None;
        };
        let traits = pieces.iter().map(|of| traits_from_bytes(of, &self.sources));
        held.traits = traits.collect::<Option<_>>()?;
        held.potentials = vec![Vec::new(); held.traits.len()];
        let (pieces, []) = self.potentials.as_chunks::<POTENTIAL>() else {
            return None;
        };
        for of in pieces {
            let (client, potential) = potential_from_bytes(of)?;
            held.potentials.get_mut(client as usize)?.push(potential);
        }
        let known = held.clients.len() == held.traits.len();
        known.then_some(held)
    }
}

/// Of each client in turn, as kept: the oldest first.
fn potentials_to_bytes(potentials: &[Vec<(u32, Day, i64)>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (client, of) in (0_u32..).zip(potentials) {
        for (group, day, amount) in of {
            bytes.extend_from_slice(&client.to_le_bytes());
            bytes.extend_from_slice(&group.to_le_bytes());
            bytes.extend_from_slice(&day.number().to_le_bytes());
            bytes.extend_from_slice(&amount.to_le_bytes());
        }
    }
    bytes
}

fn potential_from_bytes(bytes: &[u8; POTENTIAL]) -> Option<(u32, (u32, Day, i64))> {
    let (words, amount) = bytes.split_last_chunk::<8>()?;
    let [client, group, day] = words.as_chunks::<4>().0 else {
        return None;
    };
    let day = Day::new(i32::from_le_bytes(*day))?;
    let potential = (u32::from_le_bytes(*group), day, i64::from_le_bytes(*amount));
    Some((u32::from_le_bytes(*client), potential))
}

/// Relation, kind, class, marks, source (4), creation in microseconds (8).
fn traits_to_bytes(traits: Option<&Traits>, sources: &mut Codes<SourceId>) -> [u8; PIECE] {
    let mut bytes = [0; PIECE];
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
fn traits_from_bytes(bytes: &[u8; PIECE], sources: &[SourceId]) -> Option<Option<Traits>> {
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

fn put_bytes(bytes: &mut Vec<u8>, more: &[u8]) {
    put_count(bytes, more.len());
    bytes.extend_from_slice(more);
}

fn put_texts(bytes: &mut Vec<u8>, texts: &[String]) {
    put_count(bytes, texts.len());
    for text in texts {
        put_bytes(bytes, text.as_bytes());
    }
}

fn take_number(rest: &mut &[u8]) -> Option<i64> {
    let (number, after) = rest.split_first_chunk::<8>()?;
    *rest = after;
    Some(i64::from_le_bytes(*number))
}

fn take_bytes<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(take_number(rest)?).ok()?;
    let (bytes, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(bytes)
}

fn take_texts(rest: &mut &[u8]) -> Option<Vec<String>> {
    (0..take_number(rest)?)
        .map(|_| String::from_utf8(take_bytes(rest)?.to_vec()).ok())
        .collect()
}

fn take_ids<T: Clone + Eq + Hash + From<Uuid>>(rest: &mut &[u8]) -> Option<Codes<T>> {
    codes(take_bytes(rest)?)
}

fn ids<T: Clone + Eq + Hash>(codes: &Codes<T>, uuid: impl Fn(&T) -> Uuid) -> Vec<u8> {
    let ids = codes.values().iter();
    ids.flat_map(|id| uuid(id).into_bytes()).collect()
}

/// What [`ids`] wrote.
fn codes<T: Clone + Eq + Hash + From<Uuid>>(bytes: &[u8]) -> Option<Codes<T>> {
    let (pieces, []) = bytes.as_chunks::<PIECE>() else {
        return None;
    };
    let ids = pieces.iter().map(|id| T::from(Uuid::from_bytes(*id)));
    Some(Codes::from_values(ids))
}
