import type { CheckPart } from './check.ts'
import { checkBarcodeReader } from './check-barcode-reader.ts'
import { checkClock } from './check-clock.ts'
import { checkDatabase } from './check-database.ts'
import { checkDisk } from './check-disk.ts'
import { checkElasticsearch } from './check-elasticsearch.ts'
import { checkFolder } from './check-folder.ts'
import { checkIntakeFolder } from './check-intake-folder.ts'
import { checkMailBox } from './check-mail-box.ts'
import { checkMailSender } from './check-mail-sender.ts'
import { checkNode } from './check-node.ts'
import { checkPermissions } from './check-permissions.ts'
import { checkPublicStatus } from './check-public-status.ts'
import { checkRecogniser } from './check-recogniser.ts'
import { checkRedis } from './check-redis.ts'
import { checkScanner } from './check-scanner.ts'
import { checkSchedules } from './check-schedules.ts'
import { checkServer } from './check-server.ts'
import { checkStore } from './check-store.ts'
import { checkUi } from './check-ui.ts'
import { checkIntakeQueue } from './intake-looks.ts'

/** Every part that `opis doctor` looks at, in the order in which it is printed: one file a part. */
export const checks: readonly CheckPart[] = [
  checkNode,
  checkFolder,
  checkPermissions,
  checkStore,
  checkDisk,
  checkUi,
  checkDatabase,
  checkPublicStatus,
  checkRedis,
  checkElasticsearch,
  checkMailBox,
  checkIntakeFolder,
  checkIntakeQueue,
  checkMailSender,
  checkSchedules,
  checkRecogniser,
  checkScanner,
  checkBarcodeReader,
  checkServer,
  checkClock,
]
