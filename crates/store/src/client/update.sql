UPDATE client SET
    version = $2, updated_at = $3, kind = $4, name = $5, name_key = $6,
    search_key = $7, relation = $8, tax_number = $9, tax_country = $10,
    segment_id = $11, source_id = $12, competitor_id = $13, manager_id = $14,
    service_class = $15, purchase_habits = $16, deal_terms = $17, website = $18,
    only_us = $19, recommends = $20, mailing_consent = $21,
    publication_consent = $22, external_id = $23, marker = $24, ladder_step = $25
WHERE id = $1 AND version = $2 - 1 AND deleted_at IS NULL
