// How the state of an assignment and a light are said: never by colour alone.
import type { AssignmentRow } from '../../../modules/directives/contract.ts'
import { STATE_WORDS } from '../../../modules/directives/rules/words.ts'
import { useBilingual } from '../../i18n/index.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { useDirectiveWords } from './words.ts'

type Row = Pick<AssignmentRow, 'state' | 'light'>

const TONES: Record<AssignmentRow['state'], Tone> = {
  waiting: 'act',
  issued: 'act',
  received: 'plain',
  submitted: 'act',
  accepted: 'good',
  refused: 'bad',
  declined: 'plain',
  withdrawn: 'plain',
  closed: 'plain',
}

export function AssignmentState({ row: { state, light } }: { row: Row }) {
  const say = useDirectiveWords()
  const inLanguage = useBilingual()
  const isLate = light === 'red'
  return (
    <span className="row">
      <Tag tone={TONES[state]}>{state === 'waiting' ? say('waiting') : inLanguage(STATE_WORDS[state])}</Tag>
      {isLate && <Tag tone="bad">{say('red')}</Tag>}
      {light === 'yellow' && <Tag tone="warn">{say('yellow')}</Tag>}
    </span>
  )
}

export function Light({ light }: { light: AssignmentRow['light'] }) {
  const say = useDirectiveWords()
  const tone = { red: 'bad', yellow: 'warn', green: 'plain', done: 'good' } as const
  return <Tag tone={tone[light]}>{say(light)}</Tag>
}
