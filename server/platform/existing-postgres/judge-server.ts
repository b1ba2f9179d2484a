/** What a server says of itself, and of our rights on it. */
export type ServerFacts = {
  /** As in `server_version_num`: 150018 is 15.18. */
  versionNumber: number
  version: string
  encoding: string
  /** A stand-by, or a database set to read only. */
  readOnly: boolean
  /** The schema in which our tables are or will be; null: none that we may see. */
  schema: string | null
  mayCreate: boolean
  /** Tables in that schema that belong to somebody whose rights we do not have. */
  foreignTables: number
  /** Settings that give durability away. */
  fsync: string
  synchronousCommit: string
  role: string
  superuser: boolean
}

export type Judgement = { refusal: string | null; warnings: string[] }

const oldestMajor = 15

/** Whether Opis can work on this server, with the sentence that says what to do when not. */
export function judgeServer(facts: ServerFacts): Judgement {
  return { refusal: refusalOf(facts), warnings: warningsOf(facts) }
}

function refusalOf(facts: ServerFacts): string | null {
  const { role, schema } = facts
  if (Math.floor(facts.versionNumber / 10_000) < oldestMajor)
    return `PostgreSQL ${facts.version} is too old: Opis needs ${oldestMajor} or later. Upgrade the server, or take DATABASE_URL away to use the embedded one.`
  if (facts.encoding !== 'UTF8')
    return `The database is encoded in ${facts.encoding}. Make one with: create database … template template0 encoding 'UTF8' locale 'C.UTF-8'.`
  if (facts.readOnly) return 'The database is read only: it is a stand-by, or default_transaction_read_only is on. Give DATABASE_URL the address of the primary.'
  if (schema === null) return `The role ${role} sees no schema to work in. Make it the owner of the database: alter database … owner to ${role}.`
  if (!facts.mayCreate) return `The role ${role} may not make tables in the schema ${schema}. Make it the owner of the database: alter database … owner to ${role}.`
  if (facts.foreignTables > 0)
    return `${facts.foreignTables} tables in the schema ${schema} belong to another role, so ${role} cannot keep them up to date. Hand them over: reassign owned by … to ${role}.`
  return null
}

function warningsOf(facts: ServerFacts): string[] {
  return [
    ...(facts.fsync === 'on' ? [] : ['fsync is off: a power cut can destroy the database. Set fsync = on in postgresql.conf.']),
    ...(facts.synchronousCommit === 'off' ? ['synchronous_commit is off: a crash can lose pages that a station was told are safe. Set it to on.'] : []),
    ...(facts.superuser ? [`The role ${facts.role} is a superuser; Opis needs a plain role that owns its database only.`] : []),
  ]
}
