// Generated from the server's OpenAPI document by `npm run types`.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type paths = any
