import { OpisError } from '#kernel/errors.ts'
import { exitCodeOf } from './exit-code.ts'
import { findCommand, loadCommands } from './commands.ts'
import { helpText } from './help.ts'
import { rememberModules } from './remember-modules.ts'
import { UsageError } from './usage-error.ts'

/**
 * The command line. Results go to standard output, everything else to standard error; the exit code
 * says how it ended (README, "Exit codes").
 */
async function main(args: string[]): Promise<number> {
  const asJson = args.includes('--json')
  const words = args.filter((arg) => arg !== '--json')
  if (words.length === 0 || words[0] === 'help' || words.includes('--help')) {
    process.stdout.write(helpText(await loadCommands(), words[0] === 'help' ? words.slice(1) : words.filter((word) => word !== '--help')))
    return words.length === 0 ? 2 : 0
  }
  try {
    const command = await findCommand(words)
    if (!command) throw new UsageError(`There is no command "${words.slice(0, 2).join(' ')}". Try: opis help`)
    return await command.run(words.slice(command.name.split(' ').length), { asJson })
  } catch (error) {
    return report(error, asJson)
  }
}

function report(error: unknown, asJson: boolean): number {
  const { code, problem } = exitCodeOf(error)
  if (asJson) process.stderr.write(`${JSON.stringify(problem)}\n`)
  else process.stderr.write(`opis: ${problem.title}. ${problem.detail}\n`)
  if (code === 1 && !(error instanceof OpisError) && error instanceof Error && !asJson) process.stderr.write(`${error.stack ?? ''}\n`)
  return code
}

rememberModules()
// A reader that closes early (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
process.exitCode = await main(process.argv.slice(2))
