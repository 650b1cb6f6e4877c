-- Discounts agreed with the supplier of a product group (R249).
-- JSON: [{"volume_minor": …, "basis_points": …}], ascending by volume
ALTER TABLE product_group ADD COLUMN cost_discounts TEXT NOT NULL DEFAULT '[]';
