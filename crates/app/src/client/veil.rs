//! What a reader may not see is veiled where records become answers, in one place for lists,
//! cards, exports and conflicts.

use domain::channel::{Channel, ChannelKind, mask};
use domain::client::Client;
use domain::policy::{Access, Field};

use crate::context::Context;

/// The guarded field a kind of channel is.
pub(crate) fn field_of(kind: ChannelKind) -> Option<Field> {
    match kind {
        ChannelKind::Phone => Some(Field::Phone),
        ChannelKind::Email => Some(Field::Email),
        ChannelKind::Messenger | ChannelKind::Social => Some(Field::Messenger),
        ChannelKind::Site => None,
    }
}

/// A value of a channel as the reader may see it.
pub(crate) fn veil(ctx: &Context, kind: ChannelKind, value: Option<String>) -> Option<String> {
    match field_of(kind).map_or(Access::Shown, |field| ctx.actor.field(field)) {
        Access::Shown => value,
        Access::Masked => value.map(|value| mask(kind, &value)),
        Access::Hidden => None,
    }
}

/// A phone as the reader may see it.
pub(super) fn veil_phone(ctx: &Context, phone: Option<String>) -> Option<String> {
    veil(ctx, ChannelKind::Phone, phone)
}

/// An e-mail as the reader may see it.
pub(super) fn veil_email(ctx: &Context, email: Option<String>) -> Option<String> {
    veil(ctx, ChannelKind::Email, email)
}

/// A channel as the reader may see it; `None`: not at all. `true`: its value is masked.
pub(crate) fn veil_channel(ctx: &Context, mut channel: Channel) -> Option<(Channel, bool)> {
    let access = field_of(channel.data.kind).map_or(Access::Shown, |field| ctx.actor.field(field));
    match access {
        Access::Hidden => None,
        Access::Shown => Some((channel, false)),
        Access::Masked => {
            channel.data.value = mask(channel.data.kind, &channel.data.value);
            channel.data.value_key.clear();
            Some((channel, true))
        }
    }
}

/// The copies of channels on the row of a client.
pub(crate) fn client(ctx: &Context, client: &mut Client) {
    client.main_phone = veil_phone(ctx, client.main_phone.take());
    client.main_email = veil_email(ctx, client.main_email.take());
}
