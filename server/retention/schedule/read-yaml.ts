import { LineCounter, isAlias, isMap, isNode, isPair, isScalar, isSeq, parseAllDocuments } from 'yaml'
import type { Document, ParsedNode } from 'yaml'

/** One thing wrong in a data file; `path` is dotted, '' for the file itself. Lines count from 1. */
export type Fault = { readonly line: number; readonly path: string; readonly message: string }

export type Path = readonly (string | number)[]

/** A parsed data file that can say on which line a path stands. */
export type YamlFile = {
  readonly value: unknown
  readonly faults: readonly Fault[]
  /** The syntax is wrong, so what the value lacks says nothing. */
  readonly broken: boolean
  lineOf(path: Path): number
}

/** Limits on data files. */
export const yamlLimits = { bytes: 5 * 1024 * 1024, depth: 40, aliases: 50, faults: 100 } as const

/** Whether unquoted values that other YAML readers misread are faults: so in schedules, not in example cases. */
export type YamlRules = { readonly bareValues: 'strict' | 'free' }

type Finding = { readonly offset: number; readonly path: Path; readonly message: string }

/**
 * Reads YAML 1.2 (core schema) with line numbers. Faults: syntax, several documents, tags, depth, too
 * many aliases, the keys on/off/yes/no, and plain values that other YAML readers take for something
 * else than text (dates, yes/no, times).
 */
export function readYaml(text: string, rules: YamlRules): YamlFile {
  if (Buffer.byteLength(text) > yamlLimits.bytes) return refused(`The file is larger than ${yamlLimits.bytes / 1024 / 1024} MB.`)
  const lines = new LineCounter()
  try {
    return parsed(text, rules, lines)
  } catch (error) {
    if (error instanceof RangeError) return refused('The file is nested too deeply.')
    return refused(error instanceof Error ? error.message : 'The file cannot be read.')
  }
}

function refused(message: string): YamlFile {
  return { value: undefined, faults: [{ line: 1, path: '', message }], broken: true, lineOf: () => 1 }
}

function parsed(text: string, rules: YamlRules, lines: LineCounter): YamlFile {
  const documents = parseAllDocuments(text, { version: '1.2', schema: 'core', lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  if ('empty' in documents || documents[0] === undefined) return refused('The file is empty.')
  const document = documents[0]
  const findings: Finding[] = []
  const second = documents[1]
  if (second !== undefined) findings.push({ offset: second.range[0], path: [], message: 'The file must hold one document.' })
  walk(document.contents, [], 1, rules, findings)
  for (const error of document.errors) findings.push({ offset: error.pos[0], path: pathAt(document.contents, error.pos[0]), message: error.message })
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line)
  const faults = findings.slice(0, yamlLimits.faults).map(({ offset, path, message }) => ({ line: lineAt(offset), path: path.join('.'), message }))
  return { value: plainValue(document, faults), faults, broken: document.errors.length > 0, lineOf: (path) => lineAt(offsetOf(document, path)) }
}

function plainValue(document: Document.Parsed, faults: Fault[]): unknown {
  try {
    return document.toJS({ maxAliasCount: yamlLimits.aliases })
  } catch {
    faults.push({ line: 1, path: '', message: 'The file expands too many aliases.' })
    return undefined
  }
}

function walk(node: unknown, path: Path, depth: number, rules: YamlRules, findings: Finding[]): void {
  if (!isNode(node) || findings.length >= yamlLimits.faults) return
  const offset = node.range?.[0] ?? 0
  if (depth > yamlLimits.depth) {
    findings.push({ offset, path, message: 'The file is nested too deeply.' })
    return
  }
  if (!isAlias(node) && node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) findings.push({ offset, path, message: 'Tags are not allowed.' })
  if (isScalar(node)) {
    const message = node.type === 'PLAIN' && rules.bareValues === 'strict' ? hazard(node.source ?? '') : null
    if (message !== null) findings.push({ offset, path, message })
  } else if (isSeq(node)) {
    node.items.forEach((item, index) => walk(item, [...path, index], depth + 1, rules, findings))
  } else if (isMap(node)) {
    for (const pair of node.items) walkPair(pair, path, depth, rules, findings)
  }
}

function walkPair(pair: { key: unknown; value: unknown }, path: Path, depth: number, rules: YamlRules, findings: Finding[]): void {
  const { key } = pair
  const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0
  if (!isScalar(key)) {
    findings.push({ offset, path, message: 'A key must be plain text.' })
    return
  }
  const name = String(key.value)
  if (/^(on|off|yes|no)$/i.test(name)) findings.push({ offset, path: [...path, name], message: `The key "${name}" is read as true or false by some programs: choose another.` })
  walk(pair.value, [...path, name], depth + 1, rules, findings)
}

function hazard(source: string): string | null {
  if (/^\d{4}-\d{1,2}-\d{1,2}/.test(source)) return `Put the date ${source} in quotes.`
  if (/^(yes|no|on|off)$/i.test(source)) return `"${source}" is read as true or false by some programs: put it in quotes, or write true or false.`
  if (/^[-+]?\d+(:[0-5]?\d)+$/.test(source)) return `"${source}" is read as a number by some programs: put it in quotes.`
  return null
}

/** The path of the innermost node that spans the offset. */
function pathAt(node: unknown, offset: number): Path {
  const inside = (child: unknown): boolean => isNode(child) && child.range != null && child.range[0] <= offset && offset < child.range[2]
  if (isSeq(node)) {
    const index = node.items.findIndex(inside)
    return index < 0 ? [] : [index, ...pathAt(node.items[index], offset)]
  }
  if (isMap(node)) {
    const pair = node.items.find((item) => inside(item.key) || inside(item.value))
    return pair !== undefined && isScalar(pair.key) ? [String(pair.key.value), ...pathAt(pair.value, offset)] : []
  }
  return []
}

/** Where the path stands; for a path that does not exist, its nearest existing parent. */
function offsetOf(document: Document.Parsed<ParsedNode>, path: Path): number {
  let node: unknown = document.contents
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0
  for (const step of path) {
    const next: unknown = isMap(node) ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(step)) : isSeq(node) ? node.items[Number(step)] : undefined
    if (next === undefined) return offset
    const at = isPair(next) ? next.key : next
    if (isNode(at)) offset = at.range?.[0] ?? offset
    node = isPair(next) ? next.value : next
  }
  return offset
}
