//! What comes in about a lead from employees and programs of ours. It is refused when it breaks a
//! rule; what strangers send is cleaned instead, see `domain::lead`.

use domain::id::SourceId;
use domain::lead::{LINE_LIMIT, LeadData, LeadWay, MESSAGE_LIMIT, PRODUCTS_LIMIT};
use domain::text;
use store::lead::Arrival;
use uuid::Uuid;

use super::{Error, begun};
use crate::DbTx;
use crate::client::{Patch, Refusal};
use crate::context::Context;

/// What comes in; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Code of the way, for a new one; `hand` when absent.
    pub way: Option<String>,
    /// Source.
    pub source_id: Patch<SourceId>,
    /// Company.
    pub company: Patch<String>,
    /// Person.
    pub person: Patch<String>,
    /// Phone.
    pub phone: Patch<String>,
    /// E-mail.
    pub email: Patch<String>,
    /// City, town or village.
    pub settlement: Patch<String>,
    /// Tax number.
    pub tax_number: Patch<String>,
    /// Products asked for.
    pub products: Patch<String>,
    /// Code of the temperature.
    pub temperature: Patch<String>,
    /// What they say, for a new one.
    pub message: Option<String>,
    /// What a program calls this entry: sent again, it is the same lead.
    pub entry_id: Option<Uuid>,
}

impl Input {
    /// Puts the given fields into `data`. What somebody wrote is no guess any more.
    pub(super) fn apply(&self, tx: &mut DbTx, data: &mut LeadData) -> Result<(), Error> {
        let mut refusals = Vec::new();
        let lines = [
            ("company", &self.company, LINE_LIMIT),
            ("person", &self.person, LINE_LIMIT),
            ("phone", &self.phone, LINE_LIMIT),
            ("email", &self.email, LINE_LIMIT),
            ("settlement", &self.settlement, LINE_LIMIT),
            ("tax_number", &self.tax_number, LINE_LIMIT),
            ("products", &self.products, PRODUCTS_LIMIT),
        ];
        for (name, given, limit) in lines {
            let Some(given) = given else { continue };
            let value = match given.as_deref().map(str::trim) {
                None | Some("") => None,
                Some(text) => match text::line(text, limit) {
                    Ok(text) => Some(text),
                    Err(error) => {
                        refusals.push(Refusal::new(name, error.code()));
                        continue;
                    }
                },
            };
            let into = match name {
                "company" => &mut data.company,
                "person" => &mut data.person,
                "phone" => &mut data.phone,
                "email" => &mut data.email,
                "settlement" => &mut data.settlement,
                "tax_number" => &mut data.tax_number,
                _ => &mut data.products,
            };
            *into = value;
            data.sure(name);
        }
        match self
            .temperature
            .as_ref()
            .map(|of| of.as_deref().map(str::parse))
        {
            Some(None) => data.temperature = None,
            Some(Some(Ok(of))) => data.temperature = Some(of),
            Some(Some(Err(_))) => refusals.push(Refusal::new("temperature", "code.unknown")),
            None => {}
        }
        if let Some(source) = self.source_id {
            if let Some(id) = source
                && data.source_id != source
                && store::source::find(tx, id)?.is_none()
            {
                refusals.push(Refusal::new("source_id", "reference.unknown"));
            }
            data.source_id = source;
        }
        if refusals.is_empty() && data.name().is_none() {
            refusals.push(Refusal::new("company", "lead.nobody"));
        }
        if refusals.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(refusals))
        }
    }

    /// The new lead.
    pub(super) fn arrival(&self, tx: &mut DbTx, ctx: &Context) -> Result<Arrival, Error> {
        let way = match self.way.as_deref().map(str::parse) {
            None => LeadWay::Hand,
            // Forms and letters come by doors of their own.
            Some(Ok(way @ (LeadWay::Hand | LeadWay::Event))) => way,
            Some(_) => return Err(Error::refused("way", "code.unknown")),
        };
        let mut data = LeadData::new(way);
        self.apply(tx, &mut data)?;
        let mut lead = begun(ctx, data);
        lead.text.message = match self.message.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(text) => {
                let text = text::block(text, MESSAGE_LIMIT);
                Some(text.map_err(|error| Error::refused("message", error.code()))?)
            }
        };
        let user = ctx.actor.user();
        let once = self.entry_id.map(|entry| format!("entry:{user}:{entry}"));
        Ok(Arrival {
            lead,
            sender: None,
            once,
        })
    }
}
