//! Opening: a path or a stream becomes unpacked bytes, either a stream read once or a file that
//! can be read from its end (workbooks and Parquet need that). Compression is seen by content.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::through_io;
use crate::{Error, Limits, Problem};

/// Bytes looked at to tell formats, encodings and delimiters.
pub(crate) const HEAD: usize = 1 << 20;

/// How the file was packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not packed.
    None,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Packing {
    /// Short name for reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

/// How many packed bytes of the input were read so far; shared with whoever shows progress.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<AtomicU64>);

impl Progress {
    /// Bytes of the file read so far.
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    pub(crate) fn add(&self, bytes: u64) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// An opened input: unpacked bytes with their beginning known.
pub(crate) struct Input {
    pub file: String,
    pub packing: Packing,
    /// Packed size, when it is a file.
    pub size: Option<u64>,
    pub progress: Progress,
    /// The first unpacked bytes, up to [`HEAD`]; `body` goes on after them.
    pub head: Vec<u8>,
    body: Box<dyn Read + Send>,
    /// The file itself, when it is one and not packed.
    seekable: Option<File>,
}

impl Input {
    /// Opens a file.
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, Error> {
        let name = path.display().to_string();
        let fail = |e| Error::io(&name, e);
        let file = File::open(path).map_err(fail)?;
        let about = file.metadata().map_err(fail)?;
        if about.is_dir() {
            return Err(Error::new(&name, Problem::NotATable));
        }
        let again = if about.is_file() {
            Some(File::open(path).map_err(fail)?)
        } else {
            None
        };
        let size = about.is_file().then_some(about.len());
        Self::prepare(&name, Box::new(file), again, size, limits)
    }

    /// Takes a stream, for example standard input.
    pub fn stream(
        name: &str,
        stream: Box<dyn Read + Send>,
        limits: &Limits,
    ) -> Result<Self, Error> {
        Self::prepare(name, stream, None, None, limits)
    }

    fn prepare(
        name: &str,
        stream: Box<dyn Read + Send>,
        file: Option<File>,
        size: Option<u64>,
        limits: &Limits,
    ) -> Result<Self, Error> {
        let fail = |e| Error::io(name, e);
        let progress = Progress::default();
        let mut counted = Counted {
            inner: stream,
            progress: progress.clone(),
        };
        let mut magic = Vec::new();
        (&mut counted)
            .take(4)
            .read_to_end(&mut magic)
            .map_err(fail)?;
        let packing = match magic.as_slice() {
            [0x1f, 0x8b, ..] => Packing::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd] => Packing::Zstd,
            _ => Packing::None,
        };
        let whole = io::Cursor::new(magic).chain(counted);
        let mut body: Box<dyn Read + Send> = match packing {
            Packing::None => Box::new(whole),
            Packing::Gzip => {
                let packed = BufReader::with_capacity(1 << 16, whole);
                let unpack = flate2::bufread::MultiGzDecoder::new(packed);
                Box::new(Bounded::new(unpack, progress.clone(), limits))
            }
            Packing::Zstd => {
                let packed = BufReader::with_capacity(1 << 16, whole);
                let mut unpack = zstd::stream::read::Decoder::with_buffer(packed).map_err(fail)?;
                unpack
                    .window_log_max(limits.zstd_window_log)
                    .map_err(fail)?;
                Box::new(Bounded::new(unpack, progress.clone(), limits))
            }
        };
        let mut head = Vec::new();
        (&mut body)
            .take(HEAD as u64)
            .read_to_end(&mut head)
            .map_err(|e| match Problem::from(e) {
                Problem::Io(e) if packing != Packing::None => {
                    Error::new(name, Problem::Damaged(e.to_string()))
                }
                problem => Error::new(name, problem),
            })?;
        Ok(Self {
            file: name.to_owned(),
            packing,
            size,
            progress,
            head,
            body,
            seekable: file.filter(|_| packing == Packing::None),
        })
    }

    /// All unpacked bytes from the beginning, once.
    pub fn into_stream(self) -> Box<dyn Read + Send> {
        Box::new(io::Cursor::new(self.head).chain(self.body))
    }

    /// Makes sure that the unpacked bytes are a file, and gives it to look at.
    pub fn as_file(&mut self, limits: &Limits) -> Result<File, Error> {
        let name = self.file.clone();
        if self.seekable.is_none() {
            let whole = Self {
                file: self.file.clone(),
                packing: self.packing,
                size: self.size,
                progress: self.progress.clone(),
                head: std::mem::take(&mut self.head),
                body: std::mem::replace(&mut self.body, Box::new(io::empty())),
                seekable: None,
            };
            self.seekable = Some(whole.into_file(limits)?);
        }
        match &self.seekable {
            Some(file) => file.try_clone().map_err(|e| Error::io(&name, e)),
            None => Err(Error::new(&name, Problem::Empty)),
        }
    }

    /// The unpacked bytes as a file that can be read anywhere: the file itself, or a temporary
    /// copy that vanishes with the handle.
    pub fn into_file(self, limits: &Limits) -> Result<File, Error> {
        if let Some(file) = self.seekable {
            return Ok(file);
        }
        let name = self.file.clone();
        let fail = |e| Error::io(&name, e);
        let mut copy = tempfile::tempfile().map_err(fail)?;
        let mut stream = io::Cursor::new(self.head)
            .chain(self.body)
            .take(limits.spooled_bytes.saturating_add(1));
        let copied = io::copy(&mut stream, &mut copy).map_err(fail)?;
        if copied > limits.spooled_bytes {
            let problem = Problem::OverLimit {
                limit: "spooled_bytes",
                allowed: limits.spooled_bytes,
                found: copied,
            };
            return Err(Error::new(&name, problem));
        }
        copy.flush().map_err(fail)?;
        copy.seek(SeekFrom::Start(0)).map_err(fail)?;
        Ok(copy)
    }
}

/// Counts what is read.
struct Counted {
    inner: Box<dyn Read + Send>,
    progress: Progress,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.progress.add(n as u64);
        Ok(n)
    }
}

/// Below this many unpacked bytes a ratio says nothing.
const RATIO_FROM: u64 = 64 << 20;

/// Stops a compressed stream that unpacks to more than the limits allow.
struct Bounded<R> {
    inner: R,
    packed: Progress,
    unpacked: u64,
    allowed: u64,
    ratio: u64,
}

impl<R: Read> Bounded<R> {
    fn new(inner: R, packed: Progress, limits: &Limits) -> Self {
        Self {
            inner,
            packed,
            unpacked: 0,
            allowed: limits.unpacked_bytes,
            ratio: limits.ratio,
        }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self
            .inner
            .read(buffer)
            .map_err(|e| through_io(Problem::Damaged(e.to_string())))?;
        self.unpacked += n as u64;
        if self.unpacked > self.allowed {
            return Err(through_io(Problem::OverLimit {
                limit: "unpacked_bytes",
                allowed: self.allowed,
                found: self.unpacked,
            }));
        }
        let ratio = self.unpacked / self.packed.bytes().max(1);
        if self.unpacked > RATIO_FROM && ratio > self.ratio {
            return Err(through_io(Problem::OverLimit {
                limit: "ratio",
                allowed: self.ratio,
                found: ratio,
            }));
        }
        Ok(n)
    }
}
