//! What can be brought in: kinds of records and their fields.

use crate::channel::LABEL_LIMIT;
use crate::code::code_enum;
use crate::{client, dictionary, fact, order, person, product};

code_enum! {
    /// What the rows of a table are.
    pub enum Kind {
        /// Companies and private persons.
        Clients = "clients",
        /// People at clients.
        People = "people",
        /// Orders, a row a line.
        Orders = "orders",
        /// Payments.
        Payments = "payments",
        /// Products.
        Products = "products",
        /// Calls, letters, meetings.
        Interactions = "interactions",
    }
}

code_enum! {
    /// A field that a column can fill.
    pub enum Field {
        /// Name of the client, person or product.
        Name = "name",
        /// Surname of a private client or person.
        Surname = "surname",
        /// Given name.
        FirstName = "first_name",
        /// Patronymic.
        Patronymic = "patronymic",
        /// Sex.
        Sex = "sex",
        /// Birthday.
        Birthday = "birthday",
        /// Company or private person.
        ClientKind = "client_kind",
        /// How the client stands to us.
        Relation = "relation",
        /// INN, ЕДБ, VAT number.
        TaxNumber = "tax_number",
        /// Country of the tax number.
        TaxCountry = "tax_country",
        /// Russian code of the reason of registration.
        Kpp = "kpp",
        /// Number in the state register: OGRN, OGRNIP, ЕМБС.
        RegistrationNumber = "registration_number",
        /// Personal number of a citizen: ЕМБГ.
        PersonalNumber = "personal_number",
        /// Identifier in the system the table came from.
        ExternalId = "external_id",
        /// Telephone; several.
        Phone = "phone",
        /// E-mail; several.
        Email = "email",
        /// Messenger account; several.
        Messenger = "messenger",
        /// Account of a social network; several.
        Social = "social",
        /// Web site.
        Website = "website",
        /// Whole address in one cell.
        Address = "address",
        /// What the address is for.
        AddressKind = "address_kind",
        /// Country of the address.
        Country = "country",
        /// Region.
        Region = "region",
        /// District.
        District = "district",
        /// City, town, village.
        City = "city",
        /// Street.
        Street = "street",
        /// House, building, office.
        House = "house",
        /// Postal code.
        Postcode = "postcode",
        /// Market segment.
        Segment = "segment",
        /// Where the client comes from.
        Source = "source",
        /// Competitor they use.
        Competitor = "competitor",
        /// Group of companies.
        CompanyGroup = "company_group",
        /// Employee: log-in or name.
        Manager = "manager",
        /// Ordinary or VIP.
        ServiceClass = "service_class",
        /// Free text.
        Note = "note",
        /// How they buy.
        PurchaseHabits = "purchase_habits",
        /// On which terms.
        DealTerms = "deal_terms",
        /// Agreed to mailings.
        MailingConsent = "mailing_consent",
        /// Number of a loyalty or discount card.
        CardNumber = "card_number",
        /// Working hours.
        WorkingHours = "working_hours",
        /// What the company does.
        Activity = "activity",
        /// Score that another system gave.
        Score = "score",
        /// Tags of another system; several.
        Tag = "tag",
        /// Contact person of a company.
        PersonName = "person_name",
        /// Surname of the contact person.
        PersonSurname = "person_surname",
        /// Given name of the contact person.
        PersonFirstName = "person_first_name",
        /// Patronymic of the contact person.
        PersonPatronymic = "person_patronymic",
        /// Post of the person.
        PersonPosition = "person_position",
        /// Telephone of the contact person; several.
        PersonPhone = "person_phone",
        /// E-mail of the contact person; several.
        PersonEmail = "person_email",
        /// Part in the decision to buy.
        PersonRole = "person_role",
        /// Level in the organisation.
        PersonLevel = "person_level",
        /// Identifier of the client in the other system.
        ClientExternalId = "client_external_id",
        /// Tax number of the client.
        ClientTaxNumber = "client_tax_number",
        /// Name of the client.
        ClientName = "client_name",
        /// Telephone of the client.
        ClientPhone = "client_phone",
        /// E-mail of the client.
        ClientEmail = "client_email",
        /// Number of the order.
        OrderNumber = "order_number",
        /// Business day.
        Day = "day",
        /// How far the order has come.
        OrderStatus = "order_status",
        /// Article number.
        ProductCode = "product_code",
        /// Name of the product in an order.
        ProductName = "product_name",
        /// Group of products; a path with `/`.
        ProductGroup = "product_group",
        /// Unit of sale.
        Unit = "unit",
        /// How much.
        Quantity = "quantity",
        /// Price of a unit.
        Price = "price",
        /// Discount, per cent.
        Discount = "discount",
        /// What the line or the payment comes to.
        Amount = "amount",
        /// What it cost us.
        Cost = "cost",
        /// Currency of the sums.
        Currency = "currency",
        /// Day and time of an interaction.
        HappenedAt = "happened_at",
        /// Call, letter, visit…
        InteractionKind = "interaction_kind",
        /// Who turned to whom.
        Direction = "direction",
        /// Whether it counts.
        Effect = "effect",
        /// What came of it.
        Result = "result",
    }
}

/// How the cells of a field are read and in which form they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A text of one line and at most so many characters.
    Line(usize),
    /// A text of several lines.
    Block(usize),
    /// A day, kept as `YYYY-MM-DD`.
    Day,
    /// A day with a time, kept as `YYYY-MM-DDTHH:MM:SS`.
    Moment,
    /// A number with at most so many decimal places, kept plain with a point.
    Number(u32),
    /// A code of a closed list, found by the words people write for it.
    Code(&'static str),
    /// A country, kept as its two letters.
    Country,
    /// A currency, kept as its three letters.
    Currency,
    /// A tax number of the row's country.
    TaxNumber,
    /// A КПП.
    Kpp,
    /// A number in the state register of the row's country.
    RegistrationNumber,
    /// A personal number of a citizen.
    PersonalNumber,
    /// A telephone of the row's country.
    Phone,
    /// An e-mail address.
    Email,
    /// A web site.
    Site,
}

impl Field {
    /// The records that have this field; a field of people at a client stands in the row of the
    /// client too, as `person_…`.
    pub const fn kinds(self) -> &'static [Kind] {
        use Kind::{Clients, Interactions, Orders, Payments, People, Products};
        match self {
            Self::Name => &[Clients, People, Products],
            Self::Surname
            | Self::FirstName
            | Self::Patronymic
            | Self::Sex
            | Self::Birthday
            | Self::PersonalNumber
            | Self::Phone
            | Self::Email
            | Self::Messenger
            | Self::Social => &[Clients, People],
            Self::ClientKind
            | Self::Relation
            | Self::TaxNumber
            | Self::TaxCountry
            | Self::Kpp
            | Self::RegistrationNumber
            | Self::Website
            | Self::Address
            | Self::AddressKind
            | Self::Country
            | Self::Region
            | Self::District
            | Self::City
            | Self::Street
            | Self::House
            | Self::Postcode
            | Self::Segment
            | Self::Source
            | Self::Competitor
            | Self::CompanyGroup
            | Self::ServiceClass
            | Self::PurchaseHabits
            | Self::DealTerms
            | Self::MailingConsent
            | Self::CardNumber
            | Self::WorkingHours
            | Self::Activity
            | Self::Score
            | Self::Tag
            | Self::PersonSurname
            | Self::PersonFirstName
            | Self::PersonPatronymic
            | Self::PersonPhone
            | Self::PersonEmail => &[Clients],
            Self::ExternalId => &[Clients, People],
            Self::Manager => &[Clients, Orders],
            Self::Note => &[Clients, People, Orders, Payments, Interactions],
            Self::PersonName => &[Clients, Interactions],
            Self::PersonPosition | Self::PersonRole | Self::PersonLevel => &[Clients, People],
            Self::ClientExternalId
            | Self::ClientTaxNumber
            | Self::ClientName
            | Self::ClientPhone
            | Self::ClientEmail => &[People, Orders, Payments, Interactions],
            Self::OrderNumber => &[Orders, Payments],
            Self::Day => &[Orders, Payments],
            Self::OrderStatus | Self::ProductName | Self::Quantity | Self::Discount => &[Orders],
            Self::ProductCode | Self::ProductGroup | Self::Unit | Self::Price | Self::Cost => {
                &[Orders, Products]
            }
            Self::Amount | Self::Currency => &[Orders, Payments],
            Self::HappenedAt
            | Self::InteractionKind
            | Self::Direction
            | Self::Effect
            | Self::Result => &[Interactions],
        }
    }

    /// Whether records of this kind have the field.
    pub fn belongs_to(self, kind: Kind) -> bool {
        self.kinds().contains(&kind)
    }

    /// The fields of a kind, in the order they are offered.
    pub fn of(kind: Kind) -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(move |field| field.belongs_to(kind))
    }

    /// Whether a record may have several values; they are numbered from 0.
    pub const fn is_several(self) -> bool {
        matches!(
            self,
            Self::Phone
                | Self::Email
                | Self::Messenger
                | Self::Social
                | Self::PersonPhone
                | Self::PersonEmail
                | Self::Tag
        )
    }

    /// Whether the record means something else without the right value: the row waits until it
    /// is mended. Other values that cannot be read may be left out.
    pub const fn is_vital(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::ClientName
                | Self::ClientExternalId
                | Self::ExternalId
                | Self::OrderNumber
                | Self::Day
                | Self::OrderStatus
                | Self::ProductCode
                | Self::Quantity
                | Self::Price
                | Self::Discount
                | Self::Amount
                | Self::Currency
                | Self::HappenedAt
        )
    }

    /// How its cells are read.
    pub const fn form(self) -> Form {
        match self {
            Self::Name | Self::ClientName | Self::ProductName => Form::Line(client::NAME_LIMIT),
            Self::Surname
            | Self::FirstName
            | Self::Patronymic
            | Self::PersonName
            | Self::PersonSurname
            | Self::PersonFirstName
            | Self::PersonPatronymic
            | Self::PersonPosition => Form::Line(person::NAME_LIMIT),
            Self::Sex => Form::Code("sex"),
            Self::Birthday | Self::Day => Form::Day,
            Self::ClientKind => Form::Code("client_kind"),
            Self::Relation => Form::Code("relation"),
            Self::TaxNumber | Self::ClientTaxNumber => Form::TaxNumber,
            Self::TaxCountry | Self::Country => Form::Country,
            Self::Kpp => Form::Kpp,
            Self::RegistrationNumber => Form::RegistrationNumber,
            Self::PersonalNumber => Form::PersonalNumber,
            Self::ExternalId | Self::ClientExternalId => Form::Line(client::EXTERNAL_ID_LIMIT),
            Self::Phone | Self::PersonPhone | Self::ClientPhone => Form::Phone,
            Self::Email | Self::PersonEmail | Self::ClientEmail => Form::Email,
            Self::Website => Form::Site,
            Self::AddressKind => Form::Code("address_kind"),
            Self::Messenger
            | Self::Social
            | Self::Region
            | Self::District
            | Self::City
            | Self::Street
            | Self::House
            | Self::Postcode => Form::Line(200),
            Self::Address => Form::Line(600),
            Self::Segment | Self::Source | Self::Competitor | Self::CompanyGroup => {
                Form::Line(dictionary::NAME_LIMIT)
            }
            Self::Manager => Form::Line(person::NAME_LIMIT),
            Self::ServiceClass => Form::Code("service_class"),
            Self::Note | Self::WorkingHours | Self::Activity => Form::Block(order::NOTE_LIMIT),
            Self::PurchaseHabits | Self::DealTerms => Form::Block(client::NOTE_LIMIT),
            Self::MailingConsent => Form::Code("flag"),
            Self::CardNumber => Form::Line(fact::VALUE_LIMIT),
            Self::Tag => Form::Line(LABEL_LIMIT),
            Self::Score => Form::Number(6),
            Self::PersonRole => Form::Code("person_role"),
            Self::PersonLevel => Form::Code("person_level"),
            Self::OrderNumber => Form::Line(order::NUMBER_LIMIT),
            Self::OrderStatus => Form::Code("order_status"),
            Self::ProductCode => Form::Line(product::CODE_LIMIT),
            Self::ProductGroup => Form::Line(product::NAME_LIMIT * product::DEPTH_LIMIT),
            Self::Unit => Form::Line(product::UNIT_LIMIT),
            Self::Quantity => Form::Number(3),
            Self::Price | Self::Amount | Self::Cost => Form::Number(4),
            Self::Discount => Form::Number(2),
            Self::Currency => Form::Currency,
            Self::HappenedAt => Form::Moment,
            Self::InteractionKind => Form::Code("interaction_kind"),
            Self::Direction => Form::Code("direction"),
            Self::Effect => Form::Code("effect"),
            Self::Result => Form::Code("result"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_key_to_its_client_and_a_name() {
        for kind in Kind::ALL {
            let fields: Vec<Field> = Field::of(*kind).collect();
            let named = fields.contains(&Field::Name) || fields.contains(&Field::ClientName);
            assert!(named, "{kind}");
        }
    }
}
