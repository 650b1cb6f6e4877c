//! What is typed of a client or a person, in the words of the comparison.

use domain::client::ClientKind;
use domain::country::Country;
use domain::id::ClientId;
use matching::{Field, Kind};

use super::live::{Alike, Looked};
use super::record::{Fields, Subject, kind_of};
use crate::{App, DbError, client};

/// Whom it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Who {
    /// A company.
    #[default]
    Company,
    /// A private person who is a client.
    Private,
    /// A person at a client, if that is known.
    Person(Option<ClientId>),
}

/// What is typed so far; an empty text says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// Whom it is about.
    pub who: Who,
    /// Name of the company, or full name.
    pub name: String,
    /// Tax number as written.
    pub tax_number: String,
    /// Country of tax number and phones.
    pub country: Option<Country>,
    /// Number in a state register.
    pub registration_number: String,
    /// Web site.
    pub website: String,
    /// Phones.
    pub phones: Vec<String>,
    /// E-mails.
    pub emails: Vec<String>,
    /// Town.
    pub city: String,
    /// Street.
    pub street: String,
    /// House.
    pub house: String,
    /// Postal code.
    pub postcode: String,
    /// Birthday.
    pub birthday: String,
    /// Name of the firm a person works for.
    pub firm: String,
    /// Not this one: it is being changed.
    pub except: Option<Subject>,
}

impl Typed {
    /// What a new client says.
    pub fn of_input(input: &client::Input, country: Country) -> Self {
        let text = |text: &client::Patch<String>| text.clone().flatten().unwrap_or_default();
        let of_kind = |kind: &str| {
            let ways = input.channels.iter().filter(|way| way.kind == kind);
            ways.map(|way| way.value.clone()).collect()
        };
        let private = input.kind.as_deref() == Some(ClientKind::Private.code());
        let parts = input.address.clone().unwrap_or_default();
        let told = input
            .tax_country
            .as_deref()
            .and_then(|code| code.parse().ok());
        Self {
            who: if private { Who::Private } else { Who::Company },
            name: input.name.clone().unwrap_or_default(),
            tax_number: text(&input.tax_number),
            country: Some(told.unwrap_or(country)),
            website: text(&input.website),
            phones: of_kind("phone"),
            emails: of_kind("email"),
            city: parts.settlement,
            street: parts.street,
            house: parts.house,
            postcode: parts.postcode,
            ..Self::default()
        }
    }

    /// Whether it is about a person rather than a company.
    pub fn is_about_people(&self) -> bool {
        self.who != Who::Company
    }

    /// With whom it is compared.
    pub(crate) fn kind(&self) -> Kind {
        match self.who {
            Who::Company => kind_of(ClientKind::Company),
            Who::Private | Who::Person(_) => kind_of(ClientKind::Private),
        }
    }

    pub(crate) fn fields<'t>(&'t self, client: &'t str) -> Fields<'t> {
        let people = self.is_about_people();
        let mut fields: Fields<'t> = vec![
            (
                if people { Field::FullName } else { Field::Name },
                &self.name,
            ),
            (
                if people {
                    Field::PersonalNumber
                } else {
                    Field::TaxNumber
                },
                &self.tax_number,
            ),
            (Field::RegistrationNumber, &self.registration_number),
            (Field::Website, &self.website),
            (Field::City, &self.city),
            (Field::Address, &self.street),
            (Field::House, &self.house),
            (Field::Postcode, &self.postcode),
            (Field::Birthday, &self.birthday),
            (Field::Employer, &self.firm),
            (Field::EmployerId, client),
        ];
        fields.extend(
            self.country
                .as_ref()
                .map(|country| (Field::Country, country.code())),
        );
        fields.extend(
            self.phones
                .iter()
                .map(|phone| (Field::Phone, phone.as_str())),
        );
        fields.extend(
            self.emails
                .iter()
                .map(|email| (Field::Email, email.as_str())),
        );
        fields.retain(|(_, text)| !text.trim().is_empty());
        fields
    }

    /// The same; nothing when the base is still being read.
    pub(super) fn alike_soon(
        &self,
        app: &App,
        keep: &dyn Fn(Subject) -> bool,
    ) -> Result<Option<Looked>, DbError> {
        let client = self.client();
        let fields = self.fields(&client);
        app.duplicates().alike_soon(app, self.kind(), &fields, keep)
    }

    /// The records of the base that are alike.
    pub(super) fn alike(
        &self,
        app: &App,
        keep: &dyn Fn(Subject) -> bool,
    ) -> Result<Looked, DbError> {
        let client = self.client();
        let fields = self.fields(&client);
        app.duplicates().alike(app, self.kind(), &fields, keep)
    }

    /// People of the base with the same surname, and how many there are.
    pub(super) fn namesakes(
        &self,
        app: &App,
        keep: &dyn Fn(Subject) -> bool,
    ) -> Result<(Vec<Alike>, usize), DbError> {
        let client = self.client();
        app.duplicates().namesakes(app, &self.fields(&client), keep)
    }

    pub(super) fn client(&self) -> String {
        match self.who {
            Who::Person(Some(client)) => client.to_string(),
            _ => String::new(),
        }
    }
}
