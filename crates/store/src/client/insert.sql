INSERT INTO client (
    id, kind, name, name_key, search_key, relation, tax_number, tax_country,
    segment_id, source_id, competitor_id, company_group_id, manager_id, service_class, temperature,
    purchase_habits, deal_terms, website, only_us, recommends, mailing_consent,
    publication_consent, external_id, region, main_phone, main_email, marker,
    ladder_step, purchases, last_purchase_day, last_interaction_at,
    last_effective_at, rest_from, rest_agreed_at, rest_until, turned_at, version, created_at, created_by, updated_at, deleted_at
) VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
    $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32,
    $33, $34, $35, $36, $37, $38, $39, $40, $41
)
