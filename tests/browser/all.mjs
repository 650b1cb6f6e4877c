// All browser tests in one process, so that they share one server and one Chromium; each file also runs alone.
import { readdirSync } from 'node:fs'

for (const name of readdirSync(new URL('.', import.meta.url)).filter((one) => one.endsWith('.test.mjs')).sort()) await import(`./${name}`)
