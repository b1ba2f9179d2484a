import type { Client, Connection, Submittable } from 'pg'

/** The parts of the PostgreSQL protocol for COPY that the driver has but does not declare. */
type CopyConnection = Connection & { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void; sendCopyFail(reason: string): void }

/** How the driver talks to the statement that is running. */
type Statement = Submittable & {
  handleCopyInResponse(connection: CopyConnection): void
  handleCopyData(message: { chunk: Buffer }, connection: CopyConnection): void
  handleCommandComplete(): void
  handleError(error: Error): void
  handleReadyForQuery(): void
}

type Handlers = { accepts?(connection: CopyConnection): void; data?(chunk: Buffer, connection: CopyConnection): void; failed?(): void }

/** A statement that moves rows, and the promise of its end. */
function copyStatement(sql: string, handlers: Handlers): { statement: Statement; ended: Promise<void> } {
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>()
  // Whoever waits for the other side first must not find this one unheard.
  ended.catch(() => undefined)
  const statement: Statement = {
    submit: (connection) => connection.query(sql),
    handleCopyInResponse: (connection) => handlers.accepts?.(connection),
    handleCopyData: ({ chunk }, connection) => handlers.data?.(chunk, connection),
    handleCommandComplete: () => undefined,
    handleError(error) {
      reject(error)
      handlers.failed?.()
    },
    handleReadyForQuery: () => resolve(),
  }
  return { statement, ended }
}

/**
 * Streams what one `copy … to stdout` gives into one `copy … from stdin`, in memory of a few rows:
 * the source is held back while the target does not keep up. Fails with the error of either side.
 */
export async function copyRows(from: { client: Client; sql: string }, to: { client: Client; sql: string }): Promise<void> {
  const accepted = Promise.withResolvers<CopyConnection>()
  accepted.promise.catch(() => undefined)
  let held: Connection | undefined
  let targetFailed = false
  const sink = copyStatement(to.sql, {
    accepts: accepted.resolve,
    failed() {
      targetFailed = true
      held?.stream.resume()
      accepted.reject(new Error('the target takes no rows'))
    },
  })
  to.client.query(sink.statement)
  const target = await accepted.promise.catch(() => sink.ended.then(() => Promise.reject(new Error('the target ended early'))))
  const source = copyStatement(from.sql, {
    data(chunk, connection) {
      if (targetFailed) return
      target.sendCopyFromChunk(chunk)
      if (!target.stream.writableNeedDrain || held) return
      held = connection
      connection.stream.pause()
      target.stream.once('drain', () => {
        held = undefined
        connection.stream.resume()
      })
    },
  })
  from.client.query(source.statement)
  try {
    await source.ended
  } catch (error) {
    target.sendCopyFail('the source failed')
    await sink.ended.catch(() => undefined)
    throw error
  }
  if (!targetFailed) target.endCopyFrom()
  await sink.ended
}
