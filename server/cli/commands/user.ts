import { z } from 'zod'
import { newToken, roles, tokenCreated, tokenList as tokenListAnswer, userCreated, userList as userListAnswer } from '#contract/identity.ts'
import { OpisError } from '#kernel/errors.ts'
import { connect } from '../client.ts'
import { needed, parseWords, printResult, type Command } from '../command.ts'
import { UsageError } from '../usage-error.ts'

export const userAdd: Command = {
  name: 'user add',
  usage: `NAME --role R [--role R2] [--unit U]   (roles: ${roles.join(', ')})`,
  summary: 'Add a user; the one-time password is shown once',
  async run(words, { asJson }) {
    const { values, positionals } = parseWords(words, { role: { type: 'string', multiple: true }, unit: { type: 'string', multiple: true } }, 'user add')
    const name = needed(positionals[0], 'The name')
    const wanted = z.array(z.enum(roles)).min(1).safeParse(values.role ?? [])
    if (!wanted.success) throw new UsageError(`--role takes one of: ${roles.join(', ')}.`)
    const user = userCreated.parse(await (await connect()).post('/users', { name, roles: wanted.data, units: values.unit ?? [] }))
    printResult(user, asJson, (added) => `${added.name}: one-time password ${added.oneTimePassword ?? ''}`)
    return 0
  },
}

export const userList: Command = {
  name: 'user list',
  usage: '',
  summary: 'List the users',
  async run(words, { asJson }) {
    parseWords(words, {}, 'user list')
    const answer = userListAnswer.parse(await (await connect()).get('/users'))
    printResult(answer, asJson, ({ users }) => users.map((user) => `${user.name}  ${user.roles.join(', ')}  ${user.units.join(', ')}${user.active ? '' : '  (closed)'}`).join('\n'))
    return 0
  },
}

export const tokenCreate: Command = {
  name: 'token create',
  usage: '[--user NAME --name PROGRAM [--days N]]',
  summary: 'Make a token for a program, with the rights of a user (administrators), or of the user whose OPIS_TOKEN is given',
  async run(words, { asJson }) {
    const { values } = parseWords(words, { user: { type: 'string' }, name: { type: 'string' }, days: { type: 'string' } }, 'token create')
    const server = await connect()
    const answer = tokenCreated.parse(values.user === undefined ? await server.post('/tokens') : await server.post(`/users/${await userId(server, values.user)}/tokens`, newTokenOf(values)))
    printResult(answer, asJson, ({ token }) => token)
    return 0
  },
}

export const tokenList: Command = {
  name: 'token list',
  usage: '',
  summary: 'List the tokens: all for an administrator, else one’s own',
  async run(words, { asJson }) {
    parseWords(words, {}, 'token list')
    const answer = tokenListAnswer.parse(await (await connect()).get('/tokens'))
    printResult(answer, asJson, ({ tokens }) => tokens.map(({ id, name, user, lastUsedAt, expiresAt }) => `${id}  ${name || '–'}  ${user}  last used ${lastUsedAt ?? 'never'}${expiresAt ? `  ends ${expiresAt}` : ''}`).join('\n'))
    return 0
  },
}

function newTokenOf({ name, days }: { name?: string | undefined; days?: string | undefined }): z.input<typeof newToken> {
  const wanted = newToken.safeParse({ name: needed(name, '--name'), ...(days === undefined ? {} : { days: Number(days) }) })
  if (!wanted.success) throw new UsageError('--name takes up to 64 letters, --days a number from 1 to 3650.')
  return wanted.data
}

async function userId(server: Awaited<ReturnType<typeof connect>>, name: string): Promise<string> {
  const { users } = userListAnswer.parse(await server.get('/users'))
  const found = users.find((user) => user.name === name)
  if (!found) throw new OpisError('not-found', `There is no user ${name}.`)
  return found.id
}
