/** One line of the log: what happened, with fields that hold no personal data and no content. */
export type Log = {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}
export type LogFields = Record<string, string | number | boolean | null | undefined>

/** JSON lines on the given stream (standard error in the product). */
export function jsonLog(stream: { write(line: string): unknown }, now: () => Date): Log {
  const write = (level: string) => (event: string, fields: LogFields = {}) => {
    stream.write(`${JSON.stringify({ at: now().toISOString(), level, event, ...fields })}\n`)
  }
  return { info: write('info'), warn: write('warn'), error: write('error') }
}

/**
 * The innermost message of an error. Drizzle puts the query's parameters, which can be personal
 * data, into the message of its own error; the cause beneath has none.
 */
export function causeOf(error: unknown): string {
  let inner = error
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause
  return inner instanceof Error ? `${inner.name}: ${inner.message}`.slice(0, 500) : String(inner).slice(0, 500)
}
