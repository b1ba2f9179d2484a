import type { Command } from './command.ts'

/** The list of commands, or one command where its words are given. */
export function helpText(commands: readonly Command[], words: string[]): string {
  const asked = words.join(' ')
  const fitting = asked === '' ? commands : commands.filter(({ name }) => name === asked || name.startsWith(`${asked} `) || asked.startsWith(`${name} `))
  const shown = fitting.length > 0 ? fitting : commands
  const lines = shown.map(({ name, usage, summary }) => `  opis ${name}${usage ? ` ${usage}` : ''}\n      ${summary}`)
  return `Opis, electronic archive and capture station\n\n${lines.join('\n')}\n\nEvery command takes --json: one JSON document on standard output.\nExit: 0 done, 1 fault of ours, 2 usage, 3 bad input, 4 no such thing, 5 refused, 6 integrity, 7 unreachable, 8 done in part\n`
}
