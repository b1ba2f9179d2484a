import { loadSchedules } from '#server/retention/load-schedules.ts'
import { broken, reasonOf, well, type CheckPart } from './check.ts'

/** The retention schedules are read as a start of the server would read them. */
export const checkSchedules: CheckPart = async (config) => {
  try {
    const schedules = await loadSchedules(config.schedulesFolder)
    return [well('retention schedules', `${schedules.length} in force`)]
  } catch (error) {
    return [broken('retention schedules', reasonOf(error), 'Mend the file; what was in force before stays so until then; without anything before the server does not start.')]
  }
}
