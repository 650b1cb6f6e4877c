//! Texts of BIFF8: their flags, their two widths, and the table of those that sheets share.

/// Characters of BIFF8 after their flags.
pub(super) fn unicode(data: &[u8], length: usize) -> Option<String> {
    let (flags, mut rest) = data.split_first()?;
    if flags & 8 != 0 {
        rest = rest.get(2..)?;
    }
    if flags & 4 != 0 {
        rest = rest.get(4..)?;
    }
    let size = if flags & 1 != 0 { length * 2 } else { length };
    let bytes = &rest[..size.min(rest.len())];
    Some(characters(bytes, flags & 1 != 0))
}

fn characters(bytes: &[u8], wide: bool) -> String {
    if !wide {
        return bytes.iter().map(|b| char::from(*b)).collect();
    }
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    String::from_utf16_lossy(&units)
}

/// The table of shared strings, which may be cut anywhere into several records.
pub(super) fn shared_strings(parts: &[&[u8]]) -> Vec<String> {
    let mut cut = Cut { parts, at: 8 };
    let mut strings = Vec::new();
    while let Some(text) = cut.string() {
        strings.push(text);
    }
    strings
}

struct Cut<'a> {
    parts: &'a [&'a [u8]],
    at: usize,
}

impl Cut<'_> {
    /// Goes to the next record when this one is used up.
    fn turn(&mut self) -> Option<()> {
        while self.at >= self.parts.first()?.len() {
            self.at -= self.parts[0].len();
            self.parts = &self.parts[1..];
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        self.turn()?;
        let byte = self.parts[0][self.at];
        self.at += 1;
        Some(byte)
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        let mut value = 0;
        for i in 0..bytes {
            value |= usize::from(self.byte()?) << (8 * i);
        }
        Some(value)
    }

    fn string(&mut self) -> Option<String> {
        let mut left = self.number(2)?;
        let mut flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let extra = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut text = String::new();
        while left > 0 {
            let part = self.parts.first()?;
            if self.at >= part.len() {
                // the characters go on in the next record, with flags of their own
                self.turn()?;
                flags = self.byte()?;
                continue;
            }
            let wide = flags & 1 != 0;
            let size = if wide { 2 } else { 1 };
            let here = ((part.len() - self.at) / size).min(left);
            if here == 0 {
                return None;
            }
            text.push_str(&characters(&part[self.at..self.at + here * size], wide));
            self.at += here * size;
            left -= here;
        }
        self.at = self.at.checked_add(runs * 4 + extra)?;
        Some(text)
    }
}
