import type { Command } from './command.ts'

/**
 * Every command by its name, in the order of the help; longer names before shorter ones that begin them. A command
 * is loaded when it is called: loading all of them takes 340 MB and half a second, and `scan` needs a third of it.
 */
const places: readonly (readonly [name: string, load: () => Promise<Command>])[] = [
  ['start', async () => (await import('./commands/start.ts')).startCommand],
  ['doctor', async () => (await import('./commands/doctor.ts')).doctor],
  ['health', async () => (await import('./commands/health.ts')).health],
  ['covers', async () => (await import('./commands/covers.ts')).covers],
  ['scan', async () => (await import('./commands/scan.ts')).scan],
  ['batch show', async () => (await import('./commands/batch-show.ts')).batchShow],
  ['import', async () => (await import('./commands/import.ts')).importFiles],
  ['export', async () => (await import('./commands/export.ts')).exportRecords],
  ['search', async () => (await import('./commands/search.ts')).search],
  ['record show', async () => (await import('./commands/record.ts')).recordShow],
  ['record text', async () => (await import('./commands/record.ts')).recordText],
  ['record get', async () => (await import('./commands/record.ts')).recordGet],
  ['file list', async () => (await import('./commands/file.ts')).fileListCommand],
  ['file show', async () => (await import('./commands/file.ts')).fileShow],
  ['file open', async () => (await import('./commands/file.ts')).fileOpen],
  ['file close', async () => (await import('./commands/file.ts')).fileClose],
  ['file reopen', async () => (await import('./commands/file.ts')).fileReopen],
  ['file add', async () => (await import('./commands/file.ts')).fileAdd],
  ['file facts', async () => (await import('./commands/file.ts')).fileFacts],
  ['verify', async () => (await import('./commands/verify.ts')).verify],
  ['rebuild', async () => (await import('./commands/rebuild.ts')).rebuild],
  ['line trouble', async () => (await import('./commands/line.ts')).lineTrouble],
  ['line retry', async () => (await import('./commands/line.ts')).lineRetry],
  ['line read-again', async () => (await import('./commands/line.ts')).lineReadAgain],
  ['database move', async () => (await import('./commands/database-move.ts')).databaseMove],
  ['reindex', async () => (await import('./commands/reindex.ts')).reindex],
  ['audit export', async () => (await import('./commands/audit.ts')).auditExport],
  ['audit verify', async () => (await import('./commands/audit.ts')).auditVerify],
  ['audit key', async () => (await import('./commands/audit.ts')).auditKey],
  ['retention check', async () => (await import('./commands/retention.ts')).retentionCheck],
  ['retention evaluate', async () => (await import('./commands/retention.ts')).retentionEvaluate],
  ['retention run', async () => (await import('./commands/retention.ts')).retentionRun],
  ['retention simulate', async () => (await import('./commands/retention.ts')).retentionSimulate],
  ['act due', async () => (await import('./commands/act.ts')).actDue],
  ['act list', async () => (await import('./commands/act.ts')).actList],
  ['act show', async () => (await import('./commands/act.ts')).actShow],
  ['act propose', async () => (await import('./commands/act.ts')).actPropose],
  ['act approve', async () => (await import('./commands/act.ts')).actApprove],
  ['hold place', async () => (await import('./commands/hold.ts')).holdPlace],
  ['hold release', async () => (await import('./commands/hold.ts')).holdRelease],
  ['hold list', async () => (await import('./commands/hold.ts')).holdList],
  ['hold show', async () => (await import('./commands/hold.ts')).holdShow],
  ['erasure add', async () => (await import('./commands/erasure.ts')).erasureAdd],
  ['erasure assess', async () => (await import('./commands/erasure.ts')).erasureAssess],
  ['erasure list', async () => (await import('./commands/erasure.ts')).erasureList],
  ['transfer list', async () => (await import('./commands/transfer.ts')).transferListCommand],
  ['transfer package', async () => (await import('./commands/transfer.ts')).transferPackage],
  ['transfer receipt', async () => (await import('./commands/transfer.ts')).transferReceipt],
  ['register list', async () => (await import('./commands/register.ts')).registerListCommand],
  ['register check', async () => (await import('./commands/register.ts')).registerCheckCommand],
  ['register book', async () => (await import('./commands/register.ts')).registerBook],
  ['register import', async () => (await import('./commands/register.ts')).registerImport],
  ['intake list', async () => (await import('./commands/intake.ts')).intakeListCommand],
  ['intake fetch', async () => (await import('./commands/intake.ts')).intakeFetch],
  ['user add', async () => (await import('./commands/user.ts')).userAdd],
  ['user list', async () => (await import('./commands/user.ts')).userList],
  ['token create', async () => (await import('./commands/user.ts')).tokenCreate],
  ['token list', async () => (await import('./commands/user.ts')).tokenList],
  ['municipality import', async () => (await import('./commands/municipality.ts')).municipalityImport],
  ['municipality export', async () => (await import('./commands/municipality.ts')).municipalityExport],
  ['municipality template', async () => (await import('./commands/municipality.ts')).municipalityTemplate],
  ['municipality profile', async () => (await import('./commands/municipality.ts')).municipalityProfile],
  ['municipality training', async () => (await import('./commands/municipality-training.ts')).municipalityTraining],
  ['station code', async () => (await import('./commands/station.ts')).stationCode],
  ['station enrol', async () => (await import('./commands/station.ts')).stationEnrol],
  ['station start', async () => (await import('./commands/station.ts')).stationStart],
  ['recogniser start', async () => (await import('./commands/station.ts')).recogniserStart],
  ['status start', async () => (await import('./commands/status.ts')).statusStart],
  ['status role', async () => (await import('./commands/status.ts')).statusRoleCommand],
  ['version', async () => (await import('./commands/version.ts')).versionCommand],
]

/** The command that the words begin with, or null. */
export async function findCommand(words: readonly string[]): Promise<Command | null> {
  const place = places.find(([name]) => name.split(' ').every((part, index) => words[index] === part))
  return place === undefined ? null : place[1]()
}

/** All of them, for the help. */
export function loadCommands(): Promise<Command[]> {
  return Promise.all(places.map(([, load]) => load()))
}

/** Names as they are called. */
export const commandNames = places.map(([name]) => name)
