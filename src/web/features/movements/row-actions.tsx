// What may be done about one move, as buttons with their dialogs: in a queue's row and on the person's page.
import { Button } from 'antd'
import { useState } from 'react'
import type { MovementRow } from '../../../modules/movements/contract.ts'
import { FoundDialog, VoidDepartureDialog } from './departure-dialogs.tsx'
import { CancelLetterDialog, ReceiptDialog } from './letter-dialogs.tsx'
import { LeaveDialog, StayCheckDialog } from './stay-dialogs.tsx'
import { AcceptDialog, DeclineDialog } from './transfer-dialogs.tsx'
import { useMovementWords } from './words.ts'

type Asking = 'check' | 'leave' | 'accept' | 'return' | 'withdrawal' | 'receipt' | 'cancel' | 'found' | 'void'

export function RowActions({ row }: { row: MovementRow }) {
  const say = useMovementWords()
  const [asking, setAsking] = useState<Asking | null>(null)
  const close = () => setAsking(null)
  const { may } = row
  const isOut = row.kind === 'handOut'
  return (
    <span className="row">
      {may.accept && (
        <>
          <Button type="primary" onClick={() => setAsking('accept')}>
            {say('accept')}
          </Button>
          <Button onClick={() => setAsking('return')}>{say('giveBack')}</Button>
        </>
      )}
      {may.withdraw && <Button onClick={() => setAsking('withdrawal')}>{say('withdraw')}</Button>}
      {may.receipt && (
        <Button type="primary" onClick={() => setAsking('receipt')}>
          {say(isOut ? 'receipt' : 'receiptSent')}
        </Button>
      )}
      {may.cancel && <Button onClick={() => setAsking('cancel')}>{say('cancelLetter')}</Button>}
      {may.check && (
        <>
          <Button type="primary" onClick={() => setAsking('check')}>
            {say('check')}
          </Button>
          <Button onClick={() => setAsking('leave')}>{say('leave')}</Button>
        </>
      )}
      {may.resolve && (
        <Button type="primary" onClick={() => setAsking('found')}>
          {say('found')}
        </Button>
      )}
      {may.void && <Button onClick={() => setAsking('void')}>{say('voidDeparture')}</Button>}
      {asking === 'accept' && <AcceptDialog row={row} onClose={close} />}
      {(asking === 'return' || asking === 'withdrawal') && <DeclineDialog row={row} how={asking} onClose={close} />}
      {asking === 'receipt' && <ReceiptDialog row={row} onClose={close} />}
      {asking === 'cancel' && <CancelLetterDialog row={row} onClose={close} />}
      {asking === 'check' && <StayCheckDialog row={row} onClose={close} />}
      {asking === 'leave' && <LeaveDialog row={row} onClose={close} />}
      {asking === 'found' && <FoundDialog row={row} onClose={close} />}
      {asking === 'void' && <VoidDepartureDialog row={row} onClose={close} />}
    </span>
  )
}
