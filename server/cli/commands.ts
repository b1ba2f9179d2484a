import type { Command } from './command.ts'
import { batchShow } from './commands/batch-show.ts'
import { covers } from './commands/covers.ts'
import { doctor } from './commands/doctor.ts'
import { importFiles } from './commands/import.ts'
import { recordGet, recordShow, recordText } from './commands/record.ts'
import { reindex } from './commands/reindex.ts'
import { retentionCheck, retentionEvaluate } from './commands/retention.ts'
import { scan } from './commands/scan.ts'
import { search } from './commands/search.ts'
import { startCommand } from './commands/start.ts'
import { recogniserStart, stationCode, stationEnrol, stationStart } from './commands/station.ts'
import { tokenCreate, userAdd, userList } from './commands/user.ts'
import { verify } from './commands/verify.ts'
import { versionCommand } from './commands/version.ts'

/** Every command; longer names before shorter ones that begin them. */
export const commands: readonly Command[] = [
  startCommand,
  doctor,
  covers,
  scan,
  batchShow,
  importFiles,
  search,
  recordShow,
  recordText,
  recordGet,
  verify,
  reindex,
  retentionCheck,
  retentionEvaluate,
  userAdd,
  userList,
  tokenCreate,
  stationCode,
  stationEnrol,
  stationStart,
  recogniserStart,
  versionCommand,
]
