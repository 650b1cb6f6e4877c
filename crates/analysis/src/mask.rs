//! Which clients a figure may see: rights and filters, applied before anything is computed.

/// A set of client numbers. Clients beyond its length are outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mask {
    inside: Vec<bool>,
}

impl Mask {
    /// The clients `0..clients` for which `choose` is true.
    pub fn new(clients: usize, mut choose: impl FnMut(u32) -> bool) -> Self {
        Self {
            inside: (0_u32..).take(clients).map(&mut choose).collect(),
        }
    }

    /// Whether the client is inside.
    #[must_use]
    #[inline]
    pub fn has(&self, client: u32) -> bool {
        self.inside.get(client as usize).copied().unwrap_or(false)
    }

    /// The number of clients inside.
    #[must_use]
    pub fn count(&self) -> usize {
        self.inside.iter().filter(|&&inside| inside).count()
    }

    /// The clients in both sets.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            inside: self
                .inside
                .iter()
                .zip(&other.inside)
                .map(|(a, b)| *a && *b)
                .collect(),
        }
    }
}
