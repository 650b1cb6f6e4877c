/** Short names for the API's shapes; the shapes themselves are generated (`npm run types`). */
import type { components } from './schema'

type Schemas = components['schemas']
type Item<List extends keyof Schemas> = Schemas[List] extends { items: (infer One)[] } ? One : never

export type Named = Schemas['Named']
export type Session = Schemas['SessionView']
export type SessionEntry = Item<'List_SessionItem'>
export type TokenEntry = Item<'List_TokenView'>
export type UserEntry = Item<'List_UserView'>
export type Team = Item<'List_TeamView'>
export type Policy = Schemas['Matrix']
export type Setting = Item<'List_SettingView'>
export type Value = Setting['value']

export type ClientItem = Item<'List_ClientItem'>
export type ClientCard = Schemas['ClientCard']
export type Aside = ClientCard['quarantine'][number]
export type AsideItem = Item<'List_QuarantineItem'>
export type Figures = Schemas['FiguresView']
export type Channel = ClientCard['channels'][number]
export type Address = ClientCard['addresses'][number]
export type Person = ClientCard['people'][number]
export type Fact = ClientCard['facts'][number]
export type PersonItem = Item<'List_PersonItem'>
export type TimelineEntry = Item<'List_TimelineEntry'>
export type OrderItem = Item<'List_OrderItem'>
export type PaymentItem = Item<'List_PaymentView'>
export type Debt = Schemas['DebtView']
export type BulkOutcome = Schemas['BulkTally']
export type View = Item<'List_SavedView'>
export type DictionaryEntry = Item<'List_DictionaryEntry'>
export type JournalItem = Item<'List_Line'>
export type FieldChange = Schemas['FieldChange']
