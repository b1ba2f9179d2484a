import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ErrorObject } from 'ajv/dist/2020.js'
import schema from '../../../retention-rules/schema.json' with { type: 'json' }
import type { Issue } from './zod-issues.ts'
import type { Path } from './read-yaml.ts'

const validate = new Ajv2020({ allErrors: true, strict: false, verbose: true }).compile(schema)

/**
 * What the published JSON Schema of schedule files finds, as sentences at paths. `spans` are the terms
 * that fit none of the four forms: the engine's own check says more precisely what is wrong with them.
 */
export function checkJsonSchema(value: unknown): { readonly issues: readonly Issue[]; readonly spans: readonly Issue[] } {
  if (validate(value)) return { issues: [], spans: [] }
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if')
  const issues = errors.filter((error) => !isInsideSpan(error.instancePath)).map(toIssue)
  const spans = errors.filter((error) => isInsideSpan(error.instancePath))
    .map((error) => ({ path: toIssue(error).path.slice(0, 3), message: 'This is not a term of the rule language.' }))
  return { issues: unique(issues), spans: unique(spans) }
}

function unique(issues: readonly Issue[]): readonly Issue[] {
  return issues.filter((issue, index) => issues.findIndex((each) => same(each, issue)) === index)
}

function same(a: Issue, b: Issue): boolean {
  return a.message === b.message && a.path.join('\u0000') === b.path.join('\u0000')
}

function isInsideSpan(instancePath: string): boolean {
  return /^\/rules\/\d+\/(retain|fallback|erase_by)(\/|$)/.test(instancePath)
}

function toIssue(error: ErrorObject): Issue {
  const path = error.instancePath.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  const at: Path = path.map((step) => (/^\d+$/.test(step) ? Number(step) : step))
  switch (error.keyword) {
    case 'required': return { path: at, message: missing(at, String(error.params['missingProperty'])) }
    case 'additionalProperties': {
      const name = String(error.params['additionalProperty'])
      return { path: [...at, name], message: `The field ${name} is not part of the format.` }
    }
    case 'type': return { path: at, message: wrongType(error) }
    case 'enum': return { path: at, message: `Must be one of: ${[error.params['allowedValues']].flat().join(', ')}.` }
    case 'const': return { path: at, message: `Must be ${String(error.params['allowedValue'])}.` }
    case 'pattern': return { path: at, message: `"${String(error.data).slice(0, 80)}" does not have the form that is asked for here.` }
    default: return { path: at, message: `This ${error.message ?? 'is not valid'}.` }
  }
}

function missing(at: Path, name: string): string {
  if (at[0] === 'replaces' && name === 'transition') {
    return 'The field transition is missing: say how this version treats earlier answers (all-undisposed, closed-on-or-after, never-shorten).'
  }
  return `The field ${name} is missing.`
}

function wrongType(error: ErrorObject): string {
  const wanted = String(error.params['type'])
  if (wanted === 'string' && ['number', 'boolean'].includes(typeof error.data)) {
    return `${String(error.data)} is read as a ${typeof error.data}: put it in quotes.`
  }
  return `Must be ${wanted === 'object' ? 'a map' : wanted === 'array' ? 'a list' : `of type ${wanted}`}.`
}
