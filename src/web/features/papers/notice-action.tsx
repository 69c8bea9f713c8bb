// In the queue of notices not served: the way to record that this one was. The dialog is the page's, so that a list that is
// asked again meanwhile does not take it away.
import { Button } from 'antd'
import type { PeriodRow } from '../../../modules/isolation/contract/views.ts'
import { usePapersWords } from './words.ts'

export function NoticeAction({ row, onServe }: { row: PeriodRow; onServe: (paperId: string) => void }) {
  const say = usePapersWords()
  const { id } = row.notice
  if (id === null) return <span className="quiet">{say('notPrinted')}</span>
  return (
    <Button type="primary" aria-label={`${say('serve')} ${row.person.name}`} onClick={() => onServe(id)}>
      {say('serve')}
    </Button>
  )
}
