import { withQuery } from '../api/with-query.ts'

/** Where the person is: the path, the values in it, and the query. */
export type Place = { path: string; params: Readonly<Record<string, string>>; query: URLSearchParams }

/**
 * Fits a path to a pattern such as `/records/:id/pages/:n`.
 * @returns the values by name, or null when it does not fit
 */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = parts(pattern)
  const given = parts(path)
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, want] of wanted.entries()) {
    const have = given[index] ?? ''
    if (want.startsWith(':')) {
      const value = decode(have)
      if (value === null || value === '') return null
      params[want.slice(1)] = value
    } else if (want !== have) {
      return null
    }
  }
  return params
}

function parts(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Path of one page in the viewer; `q` is the query whose words are to be marked. */
export function pagePath(record: string, page: number, q?: string): string {
  return withQuery(`/records/${encodeURIComponent(record)}/pages/${page}`, { q })
}

export function recordPath(record: string): string {
  return `/records/${encodeURIComponent(record)}`
}
