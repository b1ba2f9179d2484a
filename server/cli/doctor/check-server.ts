import { statusView, type StatusView } from '#contract/status.ts'
import { readRunFile } from '../../run-file.ts'
import { connect } from '../client.ts'
import { broken, doubtful, reasonOf, well, type Check, type CheckPart } from './check.ts'

/** The running server as it sees itself: adapters, queues, steps that do not come off. */
export const checkServer: CheckPart = async (config) => {
  if (!config.remote && !(await readRunFile(config.dataFolder))) return [doubtful('server', 'not running', 'Start it with: opis start')]
  try {
    const status = statusView.parse(await (await connect()).get('/status'))
    return [
      well('server', `search ${status.search}, jobs ${status.jobs}`),
      well('recognition', `${status.pagesWaiting} pages wait`),
      ...lineOf(status),
      ...(status.retentionRun === null ? [] : [runOf(status.retentionRun)]),
      ...(status.retention === null ? [] : retentionOf(status.retention)),
    ]
  } catch (error) {
    return [broken('server', reasonOf(error), 'Look at its log; start it again with: opis start')]
  }
}

function lineOf({ tasksFailed, pagesFailed }: StatusView): Check[] {
  if (tasksFailed === 0 && pagesFailed === 0) return [well('line', 'every step comes off')]
  return [
    ...(tasksFailed === 0 ? [] : [doubtful('line', `${tasksFailed} steps do not come off`, 'Look why with: opis line trouble. When it is mended: opis line retry --all. The pages themselves are safe.')]),
    ...(pagesFailed === 0 ? [] : [doubtful('unread pages', `${pagesFailed} pages could not be read`, 'They are in the archive, without their words. Look at them with: opis line trouble; try again with: opis line read-again --all')]),
  ]
}

function retentionOf({ holds, holdsToReview, erasureRequestsLate }: NonNullable<StatusView['retention']>): Check[] {
  return [
    holdsToReview === 0 ? well('holds', `${holds} in force`) : doubtful('holds', `${holdsToReview} of ${holds} are to be reviewed`, 'Look at them with: opis hold list. Release what is no longer needed, or give a later day.'),
    ...(erasureRequestsLate === 0 ? [] : [doubtful('erasure requests', `${erasureRequestsLate} were to be answered before today`, 'Look at them with: opis erasure list')]),
  ]
}

function runOf({ state, on, reason, lastRunOn }: NonNullable<StatusView['retentionRun']>): Check {
  if (state !== 'refused') return well('retention run', `${state} on ${on}`)
  const how = reason === 'before-last-run' ? 'before' : 'too far after'
  return broken('retention run', `refused: ${on} lies ${how} the last run of ${lastRunOn ?? '?'}`, 'Set the clock of the server. If the day is right, confirm it with: opis retention run --confirm-clock')
}
