/** Columns and filters of the list of clients. */
import type { FilterField } from '../../kit/FilterBar.svelte'
import type { Column } from '../../kit/Table.svelte'
import { options } from '../../lib/codes'
import { finder } from '../../lib/directory'
import { fieldAccess } from '../../lib/session.svelte'
import { t } from '../../lib/words.svelte'
import { findSelections } from '../selections/sets'

export const defaults = ['name', 'relation', 'manager', 'revenue', 'class', 'last_day', 'region', 'phone', 'last_interaction']

export const columns = (): Column[] => [
  { id: 'name', label: t('client-name'), width: 288, sort: 'name' },
  { id: 'relation', label: t('client-relation'), width: 128 },
  { id: 'ladder', label: t('client-ladder'), width: 136 },
  { id: 'temperature', label: t('client-temperature'), width: 116 },
  { id: 'manager', label: t('client-manager'), width: 160 },
  { id: 'segment', label: t('client-segment'), width: 140 },
  { id: 'region', label: t('client-region'), width: 152 },
  { id: 'tax_number', label: t('client-tax-number'), width: 132 },
  ...(fieldAccess('phone') === 'hidden' ? [] : [{ id: 'phone', label: t('channel-kind-phone'), width: 168 }]),
  ...(fieldAccess('email') === 'hidden' ? [] : [{ id: 'email', label: t('channel-kind-email'), width: 180 }]),
  { id: 'revenue', label: t('client-revenue'), width: 128, align: 'end', sort: 'revenue', falling: true, hint: t('client-revenue-hint') },
  { id: 'orders', label: t('client-orders'), width: 88, align: 'end', sort: 'orders', falling: true },
  { id: 'last_day', label: t('client-last-order'), width: 112, sort: 'last_day', falling: true },
  { id: 'class', label: t('client-class'), width: 84, hint: t('client-class-hint') },
  { id: 'rfm', label: 'RFM', width: 72, hint: t('client-rfm-hint') },
  { id: 'state', label: t('client-state'), width: 116 },
  { id: 'last_interaction', label: t('client-last-interaction'), width: 136, sort: 'last_interaction_at', falling: true },
  { id: 'rest_until', label: t('rest-column'), width: 168 },
  { id: 'updated', label: t('client-updated'), width: 112, sort: 'updated_at', falling: true },
  { id: 'created', label: t('client-created'), width: 112, sort: 'created_at', falling: true },
]

const letters = (...list: string[]) => list.map((value) => ({ value, label: value }))

export const filterFields = (): FilterField[] => {
  const open = (['phone', 'email'] as const).filter((field) => fieldAccess(field) === 'shown')
  return [
    { id: 'marker', label: t('client-marker'), kind: 'choice', options: options('marker') },
    { id: 'relation', label: t('client-relation'), kind: 'choice', options: options('relation') },
    { id: 'manager_id', label: t('client-manager'), kind: 'lookup', search: async (text) => [{ value: 'none', label: t('client-pool') }, ...await finder('users')(text)] },
    { id: 'selection_id', label: t('selection-field'), kind: 'lookup', search: findSelections },
    { id: 'segment_id', label: t('client-segment'), kind: 'lookup', search: finder('segments'), emptiable: true },
    { id: 'region', label: t('client-region'), kind: 'text', emptiable: true },
    { id: 'ladder_step', label: t('client-ladder'), kind: 'choice', options: options('ladder') },
    { id: 'service_class', label: t('client-service-class'), kind: 'choice', options: options('service-class') },
    { id: 'temperature', label: t('client-temperature'), kind: 'choice', options: options('temperature'), emptiable: true },
    { id: 'key_mark', label: t('key-card-title'), kind: 'choice', options: options('key-mark'), emptiable: true },
    { id: 'kind', label: t('client-kind'), kind: 'choice', options: options('client-kind') },
    { id: 'abc', label: 'ABC', kind: 'choice', options: letters('A', 'B', 'C') },
    { id: 'xyz', label: 'XYZ', kind: 'choice', options: letters('X', 'Y', 'Z', 'N') },
    { id: 'state', label: t('client-state'), kind: 'choice', options: options('client-state') },
    { id: 'revenue_minor', label: t('client-revenue'), kind: 'money' },
    { id: 'orders', label: t('client-orders'), kind: 'number' },
    { id: 'last_day', label: t('client-last-order'), kind: 'day', emptiable: true },
    { id: 'r', label: t('client-r'), kind: 'choice', options: letters('5', '4', '3', '2', '1') },
    { id: 'f', label: t('client-f'), kind: 'choice', options: letters('5', '4', '3', '2', '1') },
    { id: 'm', label: t('client-m'), kind: 'choice', options: letters('5', '4', '3', '2', '1') },
    { id: 'last_interaction_at', label: t('client-last-interaction'), kind: 'day', emptiable: true },
    { id: 'rest_until', label: t('rest-column'), kind: 'day', emptiable: true },
    { id: 'source_id', label: t('client-source'), kind: 'lookup', search: finder('sources'), emptiable: true },
    { id: 'competitor_id', label: t('client-competitor'), kind: 'lookup', search: finder('competitors'), emptiable: true },
    { id: 'company_group_id', label: t('client-company-group'), kind: 'lookup', search: finder('company-groups'), emptiable: true },
    { id: 'mailing_consent', label: t('client-mailing-consent'), kind: 'flag', options: [{ value: 'true', label: t('ui-yes') }, { value: 'false', label: t('ui-no') }] },
    { id: 'has', label: t('client-has'), kind: 'choice', options: [...open, 'people'].map((code) => ({ value: code, label: t(`client-has-${code}`) })) },
    { id: 'importance', label: t('scoring-importance'), kind: 'choice', options: options('scoring-importance') },
    { id: 'reliability', label: t('scoring-reliability'), kind: 'choice', options: options('scoring-reliability') },
    { id: 'lacks', label: t('quality-lacks'), kind: 'choice', options: options('quality-trait').filter((one) => !['phone', 'email'].includes(one.value) || open.includes(one.value as never)) },
    { id: 'verified_day', label: t('quality-verified'), kind: 'day', emptiable: true },
    { id: 'quarantine', label: t('nav-quarantine'), kind: 'choice', options: options('quarantine-filter') },
    { id: 'created_at', label: t('client-created'), kind: 'day' },
  ]
}
