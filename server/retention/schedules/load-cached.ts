import { loadSchedule, type LoadResult } from '../schedule/load.ts'
import { readYaml } from '../schedule/read-yaml.ts'
import { sha256Of } from './sha256.ts'

/** What was read from a text; `value` is the file as it says it, null when it cannot be read at all. */
export type Loaded = { readonly result: LoadResult; readonly value: unknown }

/** A long schedule takes a tenth of a second to read, and lists show many versions of it again and again. */
const kept = new Map<string, Loaded>()
const most = 100

/** The same text is read once; the texts not asked for the longest time are forgotten first. */
export function loadCached(yaml: string): Loaded {
  const key = sha256Of(yaml)
  const loaded = kept.get(key) ?? { result: loadSchedule(yaml), value: readYaml(yaml, { bareValues: 'strict' }).value ?? null }
  kept.delete(key)
  kept.set(key, loaded)
  const [oldest] = kept.keys()
  if (kept.size > most && oldest !== undefined) kept.delete(oldest)
  return loaded
}
