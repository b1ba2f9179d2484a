export type Query = Readonly<Record<string, string | number | undefined>>

/** A path with its query; values that are undefined or empty are left out. */
export function withQuery(path: string, query: Query): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') params.set(key, String(value))
  }
  const text = params.toString()
  return text === '' ? path : `${path}?${text}`
}
