import { expect, test } from 'vitest'
import { commandNames, findCommand, loadCommands } from './commands.ts'

test('every command lies where the table says, and a longer name goes before one that begins it', async () => {
  expect((await loadCommands()).map(({ name }) => name)).toEqual(commandNames)
  for (const name of commandNames) expect((await findCommand([...name.split(' '), '--json']))?.name).toBe(name)
  expect(await findCommand(['no-such-command'])).toBeNull()
})
