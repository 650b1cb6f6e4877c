/** Short names for the API's shapes. */
export interface Session {
  user: { id: string; login: string; name: string; role: string; language: string; theme: string; time_zone: string }
  csrf: string
  allowed: string[]
  fields: Record<string, 'shown' | 'masked' | 'hidden'>
  currency: string
  company: string
}
