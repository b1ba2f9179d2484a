import { Document, isCollection, isMap, isNode, isScalar, isSeq, parseDocument, Scalar, YAMLMap, YAMLSeq, type Node } from 'yaml'
import { OpisError } from '#kernel/errors.ts'
import { yamlLimits } from '../schedule/read-yaml.ts'

/**
 * The text with its value changed to another: what stays keeps its comments, its order and its way of writing. Members of a
 * list are known again by their `id`, so that a comment above a rule moves with the rule.
 * @throws OpisError `bad-request` when the value is nested too deeply
 */
export function editYaml(text: string, value: unknown): string {
  const document: Document = parseDocument(text, { version: '1.2', schema: 'core' })
  document.errors.length = 0
  document.contents = changed(document, isNode(document.contents) ? document.contents : null, value, 0)
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

function changed(document: Document, node: Node | null, value: unknown, depth: number): Node {
  if (isSeq(node) && Array.isArray(value)) {
    const old = [...node.items]
    giveToFirst(node)
    node.items = value.map((each, index) => changed(document, asNode(sameMember(old, each, index)), each, depth + 1))
    return node
  }
  if (isMap(node) && isPlain(value)) return changedMap(document, node, value, depth)
  if (isScalar(node) && !isContainer(value)) return changedScalar(node, value)
  return fresh(document, value, depth)
}

/** A new field comes to stand behind the one that it follows in the value. */
function changedMap(document: Document, node: YAMLMap, value: Readonly<Record<string, unknown>>, depth: number): Node {
  node.items = node.items.filter(({ key }) => isScalar(key) && Object.hasOwn(value, String(key.value)) && value[String(key.value)] !== undefined)
  let after = -1
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) continue
    const at = node.items.findIndex((item) => isScalar(item.key) && String(item.key.value) === key)
    const pair = node.items[at]
    if (pair === undefined) node.items.splice(after + 1, 0, document.createPair(text(key), fresh(document, each, depth + 1)))
    else pair.value = changed(document, asNode(pair.value), each, depth + 1)
    after = pair === undefined ? after + 1 : at
  }
  return node
}

function changedScalar(node: Scalar, value: unknown): Node {
  if (node.value === value) return node
  node.value = value
  delete node.source
  if (typeof value !== 'string') node.type = Scalar.PLAIN
  else if (node.type === undefined || node.type === Scalar.PLAIN) node.type = styleOf(value)
  return node
}

/** Maps and lists are written member by member, so that each text is quoted where other readers would take it for something else. */
function fresh(document: Document, value: unknown, depth: number): Node {
  if (depth > yamlLimits.depth) throw new OpisError('bad-request', 'The schedule is nested too deeply.')
  if (Array.isArray(value)) {
    const list = new YAMLSeq<Node>(document.schema)
    list.items = value.map((each) => changed(document, null, each, depth + 1))
    return list
  }
  if (isPlain(value)) return changedMap(document, new YAMLMap(document.schema), value, depth)
  return typeof value === 'string' ? text(value) : new Scalar(value)
}

function text(value: string): Scalar {
  const node = new Scalar(value)
  node.type = styleOf(value)
  return node
}

/** Plain only for words of the language itself: names of events, durations, choices. */
function styleOf(value: string): Scalar.Type {
  return /^[A-Za-z][A-Za-z0-9_./-]*$/.test(value) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(value) ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE
}

/** What stands above the first member is read as a comment on the list; it belongs to the member. */
function giveToFirst(list: YAMLSeq): void {
  const [first] = list.items
  if (!isCollection(first) && !isScalar(first)) return
  if (list.flow === true || typeof list.commentBefore !== 'string') return
  first.commentBefore = typeof first.commentBefore === 'string' ? `${list.commentBefore}\n${first.commentBefore}` : list.commentBefore
  list.commentBefore = null
}

function sameMember(old: readonly unknown[], value: unknown, index: number): unknown {
  const id = isPlain(value) ? value['id'] : undefined
  return id === undefined ? old[index] : old.find((each) => isMap(each) && each.get('id') === id)
}

const asNode = (value: unknown): Node | null => (isCollection(value) || isScalar(value) ? value : null)
const isContainer = (value: unknown): boolean => typeof value === 'object' && value !== null
const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
