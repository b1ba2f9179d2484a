import type { Command } from '../world.ts'
import { changeCalendar, editTwice, extend } from './deadlines.ts'
import { beginReply, pushReply } from './drafts.ts'
import { fileDocument, takeUpAgain } from './filing.ts'
import { divide, putPoints, resolve } from './give-tasks.ts'
import { moveOfTask, tryTask } from './move-tasks.ts'
import { annul, closeOldBook, enterOfBlock, handBlock, passOn, reconcile } from './numbers.ts'
import { comeBack, goAway, reorganise } from './organisation.ts'
import { registerAtOnce, registerDocument, registerInVain, repeatAppeal } from './register.ts'

/** Everything that people do in the simulated town. */
export const commands: readonly Command[] = [
  ...[registerDocument, repeatAppeal, registerAtOnce, registerInVain],
  ...[handBlock, enterOfBlock, reconcile, annul, passOn, closeOldBook],
  ...[resolve, putPoints, divide, moveOfTask, tryTask],
  ...[extend, changeCalendar, editTwice],
  ...[beginReply, pushReply, fileDocument, takeUpAgain],
  ...[goAway, comeBack, reorganise],
]
