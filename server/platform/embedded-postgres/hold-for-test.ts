import { startEmbeddedPostgres } from '#platform/embedded-postgres.ts'

/** A process of its own that holds a database until it is killed; the test kills it. */
const dataFolder = process.argv[2]
if (dataFolder === undefined) throw new Error('usage: hold-for-test.ts FOLDER')
await startEmbeddedPostgres({ dataFolder, log: () => undefined })
process.stdout.write('ready\n')
setInterval(() => undefined, 60_000)
