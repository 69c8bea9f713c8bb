// Swaps with what the account may do about each: answer, withdraw, approve.
import { Button } from 'antd'
import type { SwapView } from '../../../modules/duties/roster/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { useFail } from '../../shell/use-fail.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { ROSTER, STALE } from './paths.ts'
import { useSpanText } from './texts.ts'
import { useRosterWords } from './words.ts'

const TONES: Record<SwapView['state'], Tone> = {
  asked: 'warn',
  agreed: 'warn',
  done: 'good',
  declined: 'plain',
  withdrawn: 'plain',
  rejected: 'plain',
}

export function SwapRows({ swaps }: { swaps: readonly SwapView[] }) {
  return (
    <ul className="roster-swaps">
      {swaps.map((swap) => (
        <SwapRow key={swap.id} swap={swap} />
      ))}
    </ul>
  )
}

function SwapRow({ swap }: { swap: SwapView }) {
  const say = useRosterWords()
  const inLanguage = useBilingual()
  const fail = useFail()
  const spanText = useSpanText()
  const acting = useSend((act: string) => api.post(`${ROSTER}/swaps/${swap.id}/${act}`), STALE)
  const button = (act: 'agree' | 'decline' | 'withdraw' | 'approve' | 'reject', primary = false) => (
    <Button
      key={act}
      type={primary ? 'primary' : 'default'}
      loading={acting.isPending}
      onClick={() => acting.mutate(act, { onError: fail })}
    >
      {say(act)}
    </Button>
  )
  return (
    <li>
      <div>
        {say('swapText', { from: swap.from, to: swap.to, when: spanText(swap.shift) })}{' '}
        <span className="quiet small">
          {inLanguage(swap.unit)} · {swap.reason}
        </span>
      </div>
      <Tag tone={TONES[swap.state]}>{say(`state_${swap.state}`)}</Tag>
      <div className="row">
        {swap.may.answer && [button('agree', true), button('decline')]}
        {swap.may.approve && [button('approve', true), button('reject')]}
        {swap.may.withdraw && button('withdraw')}
      </div>
    </li>
  )
}
