import { registerIcons } from './elements/icons.ts'
import { startRouter } from './state/router.ts'
import { startSession } from './state/session.ts'
import { startTheme } from './state/theme.ts'
import { startLanguage } from './text/locale.ts'

registerIcons()
startTheme()
startRouter()
await Promise.all([startLanguage(), startSession()])
await import('./shell/app.ts')
