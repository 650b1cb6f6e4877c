### `clientele dedupe`: records that are one, with reasons.

dedupe-progress = Comparing: { $share }
dedupe-title = Records that are one
dedupe-columns = { $file }: compared are { $columns }
dedupe-dropped = { $count ->
    [one] { $count } list of equal values was too long to follow (a telephone or an address that many share).
   *[other] { $count } lists of equal values were too long to follow (a telephone or an address that many share).
}
dedupe-figure-records = Records
dedupe-figure-groups = Groups of more than one record
dedupe-figure-surplus = Records too many
dedupe-figure-doubtful = Pairs for a person to decide
dedupe-figure-largest = Largest group
dedupe-doubt = { $a } and { $b }: { $chance }
dedupe-doubts = For a person to decide
dedupe-doubts-note = Pairs that are neither surely one nor surely two, the most doubtful first. Each line says what a comparison adds, in bits: one bit more doubles the odds.
dedupe-groups = Groups
dedupe-groups-note = Records taken for one, the largest groups first. What differs from the first record is set in bold.
dedupe-none = There are none.
dedupe-reason = { $part }: { $level }
dedupe-frequency = { $count } of { $of } have it
dedupe-start = before any comparison: how rare such pairs are
dedupe-unknown-field = --column knows no “{ $name }”. Write FIELD=COLUMN; the fields are { $fields }
dedupe-unknown-column = { $file } has no column “{ $name }”. It has: { $present }
dedupe-nothing-recognised = { $file }: no column to compare by was recognised among: { $present }. Name them with --column FIELD=COLUMN; the fields are { $fields }
dedupe-two-kinds = One of the tables is of companies, the other of people; only the like can be linked.
dedupe-bad-decision = Decisions, row { $row }: it needs two identifiers that are in the base, and 1 or 0.

dedupe-part-name = name
dedupe-part-form = legal form
dedupe-part-activity = kind of firm
dedupe-part-tax_number = tax number
dedupe-part-registration_number = registration number
dedupe-part-phone = telephone
dedupe-part-email = e-mail
dedupe-part-city = town
dedupe-part-address = address
dedupe-part-postcode = postcode
dedupe-part-contact = contact person
dedupe-part-surname = surname
dedupe-part-given_name = given name
dedupe-part-patronymic = patronymic
dedupe-part-birthday = birthday
dedupe-part-employer = company
dedupe-part-personal_number = personal number
dedupe-part-together = all together

dedupe-level-same = the same
dedupe-level-same_rare = the same, rare in the base
dedupe-level-same_often = the same, common in the base
dedupe-level-same_with_kpp = the same, КПП too
dedupe-level-same_unchecked = the same, check digits wrong
dedupe-level-same_other_kpp = the same, another КПП: perhaps a branch
dedupe-level-slip = alike but for a slip of the hand
dedupe-level-initials = the same with initials
dedupe-level-part = one is a part of the other
dedupe-level-word = a word in common
dedupe-level-acronym = one abbreviates the other
dedupe-level-alike = alike
dedupe-level-numbers_differ = the same, but the numbers in it differ
dedupe-level-alike_numbers_differ = alike, but the numbers in it differ
dedupe-level-towns_differ = the same, but of another town
dedupe-level-differs = differs
dedupe-level-person_or_company = a sole trader and a company
dedupe-level-one_only = only one has it
dedupe-level-differs_unchecked = differs, check digits wrong
dedupe-level-tail = the last seven digits are the same
dedupe-level-local = the same before the @
dedupe-level-domain = the firm’s domain is the same
dedupe-level-domains_differ = other domains of firms
dedupe-level-office = street, house and office are the same
dedupe-level-house = street and house are the same
dedupe-level-other_office = the same house, another office
dedupe-level-street = the street is the same
dedupe-level-initial = the first letter agrees
dedupe-level-other_given = the surname is the same, the given name is not
dedupe-level-swapped = the same in each other’s place
dedupe-level-diminutive = a diminutive of the same name
dedupe-level-same_card = the same card
dedupe-level-together = how the parts agree as a whole
dedupe-level-surname = the surname is the same
