import { archiveScreens } from './screens/archive-screens.ts'
import { registryScreens } from './screens/registry-screens.ts'
import { retentionScreens } from './screens/retention-screens.ts'
import type { Screen } from './screens/screen.ts'
import { setupScreens } from './screens/setup-screens.ts'
import { tasksScreens } from './screens/tasks-screens.ts'
import { matchPath } from './state/path.ts'
import type { Place } from './state/path.ts'

/** Every screen of the UI. */
const screens: readonly Screen[] = [...archiveScreens, ...retentionScreens, ...registryScreens, ...tasksScreens, ...setupScreens]

/** Finds the screen of an address; null when there is none. */
export function findScreen(path: string, search: string): { screen: Screen; place: Place } | null {
  for (const screen of screens) {
    const params = matchPath(screen.pattern, path)
    if (params !== null) return { screen, place: { path, params, query: new URLSearchParams(search) } }
  }
  return null
}
