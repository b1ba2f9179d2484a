/** Reads a list of web origins, separated by commas or spaces; null when one of them is no origin of http or https. */
export function readOrigins(list: string): string[] | null {
  const said = list.split(/[\s,]+/).filter((one) => one !== '')
  const origins = said.map((one) => (URL.canParse(one) ? new URL(one) : null))
  if (origins.some((url) => url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.username !== '')) return null
  return origins.flatMap((url) => (url === null ? [] : [url.origin]))
}

export type Asking = 'own' | 'allowed' | 'refused'

/** Whether a page of that origin may ask: ours, one of the list, or none. A request without an origin comes from a program. */
export function judgeOrigin(origin: string | undefined, host: string | undefined, allowed: readonly string[]): Asking {
  if (origin === undefined) return 'own'
  if (allowed.includes(origin)) return 'allowed'
  return URL.canParse(origin) && new URL(origin).host === host ? 'own' : 'refused'
}
