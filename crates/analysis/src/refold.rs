//! Folding a few clients again in a list of everybody.

use crate::view::View;
use std::collections::HashSet;

/// Puts what `fold` finds of these clients in the place of what the list, ascending by client,
/// held of them.
pub(crate) fn replace<T>(
    view: &View<'_>,
    all: &mut Vec<T>,
    clients: &[u32],
    client_of: impl Fn(&T) -> u32,
    fold: impl FnMut(u32) -> Option<T>,
) {
    let changed: HashSet<u32> = clients.iter().copied().collect();
    all.retain(|of| !changed.contains(&client_of(of)));
    let known = |client: &u32| (*client as usize) < view.image.clients();
    all.extend(changed.iter().copied().filter(known).filter_map(fold));
    all.sort_by_key(client_of);
}
