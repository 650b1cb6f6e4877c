import { describe, expect, it } from 'vitest'
import { readDay, shiftMonth, weeks } from './days'
import { caps, chord } from './keys.svelte'
import { filterBody, parseList, writeList, type ListState } from './list.svelte'
import { match, type Route } from './router.svelte'

const route = (path: string): Route => ({ path, title: '', load: () => Promise.reject(new Error('not loaded in tests')) })

describe('router', () => {
  const routes = ['/clients', '/clients/:id', '/analysis/*rest', '/orders/new', '/orders/:id'].map(route)
  it.each([
    ['/clients', '/clients', {}], ['/clients/', '/clients', {}], ['/clients/7', '/clients/:id', { id: '7' }], ['/clients/%D0%B6', '/clients/:id', { id: 'ж' }],
    ['/clients/%E0%A4%A', '/clients/:id', { id: '%E0%A4%A' }], ['/orders/new', '/orders/new', {}], ['/analysis/rfm/x', '/analysis/*rest', { rest: 'rfm/x' }],
  ])('%s', (path, found, params) => expect([match(routes, path)?.route.path, match(routes, path)?.params]).toEqual([found, params]))
  it.each(['/', '/client', '/clients/7/x'])('%s is nowhere', (path) => expect(match(routes, path)).toBeNull())
})

describe('list state in the fragment', () => {
  const state: ListState = {
    q: 'Ромашка & co', sort: '-revenue', columns: ['name', 'orders'], view: 'v1',
    filters: [
      { field: 'relation', operator: 'eq', values: ['current', 'former'] }, { field: 'marker', operator: 'not', values: ['white'] },
      { field: 'revenue_minor', operator: 'gte', values: ['100'] }, { field: 'revenue_minor', operator: 'lte', values: ['900'] }, { field: 'region', operator: 'is', values: ['empty'] },
    ],
  }
  it('comes back as it was', () => expect(parseList(writeList(state))).toEqual(state))
  it('stays readable', () => expect(writeList({ filters: state.filters.slice(0, 1), sort: '-revenue' })).toBe('relation=current,former&sort=-revenue'))
  it('leaves out what it does not understand', () => {
    expect(parseList('a.like=x&<b>=1&c=&q=z&open=new').filters).toEqual([])
    expect(parseList('%E0%A4%A').q).toBe('')
  })
  it('becomes the body of a query', () => expect(filterBody(state.filters)).toEqual({
    relation: { eq: ['current', 'former'] }, marker: { not: 'white' }, revenue_minor: { gte: '100', lte: '900' }, region: { is: 'empty' },
  }))
})

describe('days', () => {
  it.each([
    ['2026-10-05', '2026-10-05'], ['5.10.2026', '2026-10-05'], ['05/10/26', '2026-10-05'], ['5.10', '2026-10-05'], ['29.02.2028', '2028-02-29'],
    ['29.02.2026', null], ['31.4', null], ['today', null], ['5', null], ['1.2.3.4', null], ['2026-10', null],
  ])('reads %j', (text, day) => expect(readDay(text, '2026-06-01')).toBe(day))
  it('steps over months', () => {
    expect(shiftMonth('2026-01-31', 1)).toBe('2026-02-28')
    expect(shiftMonth('2026-01-15', -1)).toBe('2025-12-15')
  })
  it('begins weeks on Monday', () => expect(weeks('2026-10-05')[0]?.[0]).toBe('2026-09-28'))
})

describe('keys', () => {
  it('go by the physical key', () => {
    const press = (code: string, more = {}) => chord({ code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more })
    expect(press('KeyJ')).toBe('KeyJ')
    expect(press('KeyK', { metaKey: true })).toBe('Mod+KeyK')
    expect(press('KeyX', { shiftKey: true })).toBe('Shift+KeyX')
  })
  it('have caps', () => {
    expect(caps('Shift+Slash')).toEqual(['?'])
    expect(caps('KeyG KeyB')).toEqual(['G', 'B'])
  })
})
