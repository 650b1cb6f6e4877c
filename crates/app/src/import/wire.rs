//! A file read row by row, here or in a process apart. Apart, the rows come as lines of JSON over
//! a pipe: first the head, then `[sheet, row, total, [cells]]`, then the end. A process that ends
//! without saying so has been stopped by its limits.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tables::{ReadError, Table};

use super::shape::Head;
use super::{Options, Reader};

/// The limits of memory or time have stopped the reading.
const STOPPED: &str = "import.reader_stopped";

/// A row below the heading.
pub(super) struct Line<'a> {
    pub(super) sheet: usize,
    pub(super) place: u64,
    pub(super) total: bool,
    pub(super) cells: &'a [Cow<'a, str>],
}

/// Why a file is not read to its end.
#[derive(Debug)]
pub(super) enum Trouble<E> {
    /// The file: a stable code, and what the log should say.
    File(String, String),
    /// Who takes the rows does not want more.
    Sink(E),
}

/// Takes what is read.
pub(super) trait Sink<E> {
    /// The head, before any row.
    fn head(&mut self, head: Head) -> Result<(), E>;
    /// The next row.
    fn row(&mut self, line: &Line<'_>) -> Result<(), E>;
}

/// Reads a file; how many rows it has.
pub(super) fn read<E>(
    reader: &Reader,
    path: &Path,
    options: &Options,
    sink: &mut impl Sink<E>,
) -> Result<u64, Trouble<E>> {
    match reader {
        Reader::Here => here(path, options, sink),
        Reader::Apart {
            program,
            memory_mib,
            seconds,
        } => {
            let mut command = Command::new(program);
            command
                .arg("read-rows")
                .args(["--memory-mib", &memory_mib.to_string()])
                .args(["--seconds", &seconds.to_string()])
                .args(["--options", &options.to_json()])
                .arg("--")
                .arg(path)
                // What the process does not know it cannot tell.
                .env_clear();
            apart(command, Duration::from_secs(*seconds), sink)
        }
    }
}

fn here<E>(path: &Path, options: &Options, sink: &mut impl Sink<E>) -> Result<u64, Trouble<E>> {
    let told = |error: &tables::Error| {
        let code = match &error.problem {
            tables::Problem::Io(io) if io.kind() == std::io::ErrorKind::OutOfMemory => STOPPED,
            problem => problem.code(),
        };
        Trouble::File(code.to_owned(), error.to_string())
    };
    let table = Table::open(path, &options.opening()).map_err(|error| told(&error))?;
    sink.head(Head::of(&table)).map_err(Trouble::Sink)?;
    let read = table.texts(|row| {
        sink.row(&Line {
            sheet: row.sheet,
            place: row.row,
            total: row.total,
            cells: row.cells,
        })
    });
    match read {
        Ok(tally) => Ok(tally.rows),
        Err(ReadError::Table(error)) => Err(told(&error)),
        Err(ReadError::Sink(error)) => Err(Trouble::Sink(error)),
    }
}

/// A cell that borrows from its line where it can.
#[derive(Deserialize)]
struct Cell<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ending {
    Done { rows: u64 },
    Failed { code: String, detail: String },
}

/// Reads in a process apart, which is ended when nothing comes from it for so long.
fn apart<E>(
    mut command: Command,
    silence: Duration,
    sink: &mut impl Sink<E>,
) -> Result<u64, Trouble<E>> {
    let lost = |detail: String| Trouble::File("import.reader".to_owned(), detail);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| lost(error.to_string()))?;
    let Some(pipe) = child.stdout.take() else {
        return Err(lost("no pipe".to_owned()));
    };
    let child = Mutex::new(child);
    let end = || {
        let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
        // It may have ended by itself.
        let _gone = child.kill();
        child.wait()
    };
    let waits = Waits::default();
    let outcome = std::thread::scope(|scope| {
        let (told, over) = channel::<()>();
        let (waits, end) = (&waits, &end);
        scope.spawn(move || {
            if waits.too_long(&over, silence) {
                let _ended = end();
            }
        });
        let mut lines = BufReader::with_capacity(1 << 16, pipe);
        let outcome = follow(&mut lines, waits, sink);
        drop(told);
        outcome
    });
    // Whoever stopped listening does not wait for the rest.
    let status = end();
    match outcome {
        Ok(Some(ending)) => match ending {
            Ending::Done { rows } => Ok(rows),
            Ending::Failed { code, detail } => Err(Trouble::File(code, detail)),
        },
        Ok(None) => {
            let detail = status.map_or_else(|error| error.to_string(), |status| status.to_string());
            Err(Trouble::File(STOPPED.to_owned(), detail))
        }
        Err(trouble) => Err(trouble),
    }
}

/// How often the process apart is looked at.
const LOOK: Duration = Duration::from_millis(200);

/// The waits for lines, counted at their beginning and their end: an odd count that stands still is
/// a process that says nothing. One that waits for us is not meant.
#[derive(Default)]
struct Waits(AtomicU64);

impl Waits {
    fn turn(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether one wait has lasted so long; false when all is over before.
    fn too_long(&self, over: &Receiver<()>, silence: Duration) -> bool {
        let mut seen = (0, Instant::now());
        while over.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
            let count = self.0.load(Ordering::Relaxed);
            if count != seen.0 || count.is_multiple_of(2) {
                seen = (count, Instant::now());
            } else if seen.1.elapsed() >= silence {
                return true;
            }
        }
        false
    }
}

/// Hands the lines on; nothing when they end before their end is told.
fn follow<E>(
    lines: &mut impl BufRead,
    waits: &Waits,
    sink: &mut impl Sink<E>,
) -> Result<Option<Ending>, Trouble<E>> {
    let strange =
        |error: serde_json::Error| Trouble::File("import.reader".to_owned(), error.to_string());
    let mut buffer = String::new();
    let mut first = true;
    loop {
        buffer.clear();
        waits.turn();
        let read = lines.read_line(&mut buffer);
        waits.turn();
        // A line that is cut off or no text: the process died over it.
        if !matches!(read, Ok(1..)) || !buffer.ends_with('\n') {
            return Ok(None);
        }
        if buffer.starts_with('[') {
            let (sheet, place, total, cells): (usize, u64, bool, Vec<Cell<'_>>) =
                serde_json::from_str(&buffer).map_err(strange)?;
            let cells: Vec<Cow<'_, str>> = cells.into_iter().map(|cell| cell.0).collect();
            let line = Line {
                sheet,
                place,
                total,
                cells: &cells,
            };
            sink.row(&line).map_err(Trouble::Sink)?;
        } else if first && buffer.starts_with("{\"format\"") {
            first = false;
            let head = serde_json::from_str(&buffer).map_err(strange)?;
            sink.head(head).map_err(Trouble::Sink)?;
        } else {
            return serde_json::from_str(&buffer).map(Some).map_err(strange);
        }
    }
}

/// What the process apart does: reads the file and writes its rows to `out`.
///
/// # Errors
/// Nobody takes the rows any more.
pub fn serve(path: &Path, options: &str, out: impl Write) -> std::io::Result<()> {
    struct Out<W: Write>(BufWriter<W>);
    impl<W: Write> Sink<std::io::Error> for Out<W> {
        fn head(&mut self, head: Head) -> std::io::Result<()> {
            serde_json::to_writer(&mut self.0, &head)?;
            self.0.write_all(b"\n")
        }

        fn row(&mut self, line: &Line<'_>) -> std::io::Result<()> {
            serde_json::to_writer(
                &mut self.0,
                &(line.sheet, line.place, line.total, line.cells),
            )?;
            self.0.write_all(b"\n")
        }
    }
    let mut out = Out(BufWriter::with_capacity(1 << 16, out));
    let ending = match here(path, &Options::parse(options), &mut out) {
        Ok(rows) => Ending::Done { rows },
        Err(Trouble::File(code, detail)) => Ending::Failed { code, detail },
        Err(Trouble::Sink(error)) => return Err(error),
    };
    serde_json::to_writer(&mut out.0, &ending)?;
    out.0.write_all(b"\n")?;
    out.0.flush()
}
