/** An error of the system or a library in one line, for a log or a person who looks after the machine. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 300)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const message = error.message === '' ? error.name : error.message
  return (code === '' || message.includes(code) ? message : `${code}: ${message}`).slice(0, 300)
}

/** Code of a system error (`ENOSPC`, `ENOENT`), or null. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** Whether an error of the system says that no room is left. */
export function isFull(error: unknown): boolean {
  const code = systemCode(error)
  return code === 'ENOSPC' || code === 'EDQUOT'
}
