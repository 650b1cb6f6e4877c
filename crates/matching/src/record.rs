//! A record in the form it is compared in: numbers and words of the lexicon.

use crate::lexicon::Sym;

/// Most words of a name that are compared.
pub(crate) const WORDS: usize = 6;
/// Most telephones and addresses of e-mail of a record that are compared.
pub(crate) const CONTACTS: usize = 3;

/// A mailbox and its domain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mail {
    pub(crate) local: Sym,
    pub(crate) domain: Sym,
    /// The domain is that of a provider.
    pub(crate) free: bool,
}

/// The name of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    /// Skeleton, the feminine ending folded.
    pub(crate) surname: Sym,
    pub(crate) given: Sym,
    /// The full name of a diminutive.
    pub(crate) full: Sym,
    pub(crate) patronymic: Sym,
    /// First letters, 0 when unknown.
    pub(crate) initial: u8,
    pub(crate) second: u8,
}

/// How well a number is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Checked {
    /// Nothing to check it by, or the check digits do not agree.
    #[default]
    No,
    /// The check digits agree.
    Yes,
}

/// A record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// Words of the name without form, activity, notes and numbers.
    pub(crate) words: [Sym; WORDS],
    /// All words of the name, sorted and joined.
    pub(crate) key: Sym,
    /// Numbers in the name.
    pub(crate) numbers: Sym,
    /// A town in the name.
    pub(crate) town: Sym,
    /// Legal form + 1.
    pub(crate) form: u8,
    /// Kind of firm + 1.
    pub(crate) activity: u8,
    pub(crate) tax: u64,
    pub(crate) tax_checked: Checked,
    pub(crate) kpp: Sym,
    pub(crate) register: u64,
    pub(crate) personal: u64,
    pub(crate) phones: [u64; CONTACTS],
    pub(crate) mails: [Mail; CONTACTS],
    pub(crate) site: Sym,
    pub(crate) city: Sym,
    pub(crate) street: Sym,
    pub(crate) house: Sym,
    pub(crate) office: Sym,
    pub(crate) postcode: Sym,
    pub(crate) person: Name,
    pub(crate) birthday: u32,
    pub(crate) employer: Sym,
    /// Taken out of the index.
    pub(crate) gone: bool,
}

impl Record {
    pub(crate) fn words(&self) -> &[Sym] {
        let count = self.words.iter().take_while(|word| word.is_some()).count();
        &self.words[..count]
    }

    pub(crate) fn phones(&self) -> impl Iterator<Item = u64> {
        self.phones.into_iter().filter(|phone| *phone != 0)
    }

    pub(crate) fn mails(&self) -> impl Iterator<Item = Mail> {
        self.mails.into_iter().filter(|mail| mail.local.is_some())
    }

    /// Does something with all that is a word of the lexicon.
    pub(crate) fn each_word(&mut self, mut with: impl FnMut(&mut Sym)) {
        let Self {
            words,
            key,
            numbers,
            town,
            form: _,
            activity: _,
            tax: _,
            tax_checked: _,
            kpp,
            register: _,
            personal: _,
            phones: _,
            mails,
            site,
            city,
            street,
            house,
            office,
            postcode,
            person,
            birthday: _,
            employer,
            gone: _,
        } = self;
        words.iter_mut().for_each(&mut with);
        for mail in mails {
            with(&mut mail.local);
            with(&mut mail.domain);
        }
        let Name {
            surname,
            given,
            full,
            patronymic,
            initial: _,
            second: _,
        } = person;
        for word in [
            key, numbers, town, kpp, site, city, street, house, office, postcode, surname, given,
            full, patronymic, employer,
        ] {
            with(word);
        }
    }

    /// Domains that belong to the firm.
    pub(crate) fn domains(&self) -> impl Iterator<Item = Sym> {
        let own = self.mails.into_iter().filter(|mail| !mail.free);
        own.map(|mail| mail.domain)
            .chain([self.site])
            .filter(|domain| domain.is_some())
    }
}
