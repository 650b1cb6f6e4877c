/** Short names for the API's shapes. */
export interface Session {
  user: { id: string; login: string; name: string; role: string; language: string; theme: string; time_zone: string | null }
  csrf: string | null
  allowed: string[]
  fields: Record<string, 'shown' | 'masked' | 'hidden'>
  must_change_password: boolean
  currency: string
  company: { name: string; time_zone: string }
}

export interface Named { id: string; name: string }
export interface Figures {
  abc?: string | null; xyz?: string | null; rfm?: string | null; revenue_minor?: number | null; margin_minor?: number | null; orders: number
  first_day?: string | null; last_day?: string | null; state: string
}
export interface ClientItem {
  id: string; name: string; kind: string; relation: string; marker: string; ladder_step: string; service_class: string
  segment: Named | null; region: string | null; manager: Named | null; tax_number: string | null; phone?: string | null; email?: string | null
  last_interaction_at: string | null; figures: Figures | null; version: number; created_at: string; updated_at: string
}
export interface Person { id: string; client_id: string; name: string; title: string | null; decision_role: string; level: string | null; note: string | null; version: number; client?: Named }
export interface Fact { id: string; person_id: string | null; fact_type: string; value: string; day: string; version: number; created_at: string; created_by: Named }
export interface Channel { id: string; person_id: string | null; kind: string; value: string; masked: boolean; label: string | null; position: number; dial_result: string | null; version: number }
export interface Address { id: string; kind: string; country: string; region: string; district: string; settlement: string; street: string; house: string; postcode: string; version: number }
export interface ClientCard extends ClientItem {
  tax_country: string; purchase_habits: string | null; deal_terms: string | null; website: string | null; competitor: Named | null; source: Named | null; external_id: string | null
  only_us: boolean; recommends: boolean; mailing_consent: boolean; publication_consent: boolean
  channels: Channel[]; addresses: Address[]; people: Person[]; facts: Fact[]; figures_history?: (Figures & { as_of: string })[]
  counts: { orders: number; interactions: number }; allowed: string[]
}
export interface BulkOutcome { changed: number; unchanged: number; refused: number; seq?: number | null }
export interface View { id: string; owner_id: string; page: string; name: string; shared: boolean; state: string; version: number }
export interface SessionEntry { id: string; created_at: string; seen_at: string; expires_at: string; address: string; agent: string; current: boolean }
export interface TokenEntry { id: string; name: string; scopes: string[]; created_at: string; expires_at: string; revoked_at: string | null; used_at: string | null }
export interface UserEntry { id: string; login: string; name: string; role: string; team_id: string | null; state: string; language: string; version: number }
export interface Team { id: string; name: string; version: number }
export interface Policy { roles: string[]; rows: { kind: string; code: string; words: string[] }[] }
export interface Setting { name: string; kind: string; value: string | number | boolean; default: string | number | boolean; min: number | null; max: number | null; unit: string | null; options: string[] }
export interface DictionaryEntry { id: string; name: string; share: number | null; used: number; version: number }
export interface TimelineEntry {
  kind: string; id: string; at: string; by?: Named | null; version?: number
  interaction?: { kind: string; effect: string; direction: string; outcome: string; person_id: string | null; note: string | null }
  order?: { number: string; status: string; total_minor: number; currency: string }
  payment?: { amount_minor: number; currency: string }
  fact?: { fact_type: string; value: string; person_id: string | null }
}
export interface OrderItem { id: string; number: string; day: string; status: string; currency: string; total_minor: number; base_total_minor: number }
export interface PaymentItem { id: string; day: string; amount_minor: number; currency: string; base_amount_minor: number; note: string | null }
export interface JournalItem { seq: number; at: string; actor: Named; action: string; entity: string; entity_id: string | null; changes: { field: string; before: unknown; after: unknown }[]; undoable: boolean; undone_by?: number | null }
export interface PersonItem extends Omit<Person, 'client'> { client: Named & { marker?: string } }
