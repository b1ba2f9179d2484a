import { health } from '#server/cli/commands/health.ts'

/**
 * `opis health` for those who ask every half minute: it loads nothing but what the question needs.
 * Usage: node appliance/health.ts [server|status|station|recogniser]
 */
process.exitCode = await health.run(process.argv.slice(2), { asJson: false })
