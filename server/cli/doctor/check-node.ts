import { broken, well, type CheckPart } from './check.ts'

/** The types of the program are stripped by Node itself: from 24 on without a flag. */
export const checkNode: CheckPart = async () => {
  const major = Number(process.versions.node.split('.')[0])
  return [major >= 24 ? well('node', process.version) : broken('node', process.version, 'Start through npm run, which brings Node 24.')]
}
