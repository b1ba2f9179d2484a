import type { Command } from './command.ts'
import { auditExport, auditKey, auditVerify } from './commands/audit.ts'
import { batchShow } from './commands/batch-show.ts'
import { covers } from './commands/covers.ts'
import { databaseMove } from './commands/database-move.ts'
import { doctor } from './commands/doctor.ts'
import { health } from './commands/health.ts'
import { exportRecords } from './commands/export.ts'
import { importFiles } from './commands/import.ts'
import { rebuild } from './commands/rebuild.ts'
import { recordGet, recordShow, recordText } from './commands/record.ts'
import { reindex } from './commands/reindex.ts'
import { retentionCheck, retentionEvaluate, retentionSimulate } from './commands/retention.ts'
import { scan } from './commands/scan.ts'
import { search } from './commands/search.ts'
import { startCommand } from './commands/start.ts'
import { recogniserStart, stationCode, stationEnrol, stationStart } from './commands/station.ts'
import { tokenCreate, tokenList, userAdd, userList } from './commands/user.ts'
import { verify } from './commands/verify.ts'
import { versionCommand } from './commands/version.ts'

/** Every command; longer names before shorter ones that begin them. */
export const commands: readonly Command[] = [
  startCommand,
  doctor,
  health,
  covers,
  scan,
  batchShow,
  importFiles,
  exportRecords,
  search,
  recordShow,
  recordText,
  recordGet,
  verify,
  rebuild,
  databaseMove,
  reindex,
  auditExport,
  auditVerify,
  auditKey,
  retentionCheck,
  retentionEvaluate,
  retentionSimulate,
  userAdd,
  userList,
  tokenCreate,
  tokenList,
  stationCode,
  stationEnrol,
  stationStart,
  recogniserStart,
  versionCommand,
]
