import { registerHooks, type ResolveFnOutput } from 'node:module'

/**
 * Finds each module once instead of anew for every file that imports it. Node parses the map of `exports` of its package at
 * each import; those 179 kB of drizzle-orm, parsed for four hundred of our files and for each of its own, took a third of
 * the processor time of a start. To be called before commands are loaded.
 */
export function rememberModules(): void {
  const found = new Map<string, ResolveFnOutput>()
  registerHooks({
    resolve(specifier, context, next) {
      const name = nameOf(specifier, context.parentURL)
      if (name === null || !context.conditions.includes('import')) return next(specifier, context)
      const known = found.get(name) ?? next(specifier, context)
      found.set(name, known)
      return { ...known, shortCircuit: true }
    },
  })
}

/** What means the same module in whichever file it stands; null for what does not. Packages have packages of their own, of other versions. */
function nameOf(specifier: string, importer: string | undefined): string | null {
  if (importer === undefined || specifier.startsWith('node:')) return null
  if (specifier.startsWith('.')) return new URL(specifier, importer).href
  return importer.includes('/node_modules/') ? null : specifier
}
