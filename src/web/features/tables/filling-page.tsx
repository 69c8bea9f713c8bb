// A filled table (M49): the form with its values, who has answered and who has not, the same as text, and the workbook.
import { Link, useParams } from '@tanstack/react-router'
import { App, Button, Skeleton } from 'antd'
import { useState } from 'react'
import { refOf } from '../../../kernel/cells.ts'
import type { FilledCell, FillingView } from '../../../modules/duties/tables/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { copyText } from '../../ui/copy-text.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Tag } from '../../ui/tag.tsx'
import { DayText, WhenText } from '../../ui/when.tsx'
import { AskDialog, CloseDialog, CorrectDialog } from './filling-dialogs.tsx'
import { FormGrid } from './form-grid.tsx'
import { FILLINGS, TABLE_TOPICS } from './paths.ts'
import { StateTag } from './state-tag.tsx'
import { useTableWords } from './words.ts'
import './tables.css'

const STALE = [FILLINGS]

export function FillingPage() {
  const { id } = useParams({ from: '/frame/tables/$id' })
  const say = useTableWords()
  const { message } = App.useApp()
  const [asking, setAsking] = useState<'ask' | 'close' | 'withdraw' | null>(null)
  const [correcting, setCorrecting] = useState<string | null>(null)
  const { data, error, refetch } = useApi<FillingView>(`${FILLINGS}/${id}`)
  useLive(TABLE_TOPICS, STALE)
  const taking = useSend<void, FillingView>(() => api.post(`${FILLINGS}/${id}/snapshots`), STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 12 }} />
  const { may } = data
  const cell = data.cells.find(({ ref }) => ref === correcting)
  const close = () => setAsking(null)
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{data.formName}</h1>
        <DayText day={data.day} />
        <StateTag state={data.state} />
        {data.dueAt && data.state === 'asked' && (
          <span>
            {say('due')} <WhenText at={data.dueAt} as="due" />
          </span>
        )}
        <div className="row">
          {may.close && <Button onClick={() => setAsking('withdraw')}>{say('withdraw')}</Button>}
          {may.close && <Button onClick={() => setAsking('close')}>{say('close')}</Button>}
          {may.ask && (
            <Button type="primary" onClick={() => setAsking('ask')}>
              {say('ask')}
            </Button>
          )}
          {may.download && (
            <Button type={may.ask ? 'default' : 'primary'} href={`${FILLINGS}/${id}/workbook`}>
              {say('download')}
            </Button>
          )}
        </div>
      </div>
      {data.reason && <div className="quiet">{data.reason}</div>}
      <section className="card">
        <header>
          <h2>{say('filled')}</h2>
          <span className="quiet">
            {say('covers')} <WhenText at={data.from} /> — <WhenText at={data.until} /> · {say('asOf')}{' '}
            <WhenText at={data.snapshot.takenAt} />
          </span>
          {may.change && (
            <span className="row card-acts">
              <Button
                size="small"
                loading={taking.isPending}
                onClick={() => taking.mutate(undefined, { onSuccess: () => void message.success(say('taken')) })}
              >
                {say('takenAgain')}
              </Button>
            </span>
          )}
        </header>
        <div className="card-body stack">
          <ProblemAlert error={taking.error} />
          <Filled filling={data} onPress={setCorrecting} />
          <div className="quiet">
            {say('legend')}
            {data.list && ` ${say('listInside', { name: data.list.name })}`}
          </div>
        </div>
      </section>
      <Answerers filling={data} />
      <ChatText text={data.text} />
      <div>
        <Link to="/tables">← {say('toForms')}</Link>
      </div>
      {asking === 'ask' && <AskDialog filling={data} onClose={close} />}
      {asking === 'close' && <CloseDialog filling={data} onClose={close} />}
      {asking === 'withdraw' && (
        <ReasonDialog
          title={say('withdraw')}
          hint={say('withdrawHint')}
          danger
          act={({ reason }) => api.post(`${FILLINGS}/${id}/withdrawal`, { reason })}
          stale={STALE}
          onClose={close}
        />
      )}
      {cell && <CorrectDialog filling={data} cell={cell} onClose={() => setCorrecting(null)} />}
    </div>
  )
}

function Filled({ filling, onPress }: { filling: FillingView; onPress: (ref: string) => void }) {
  const say = useTableWords()
  const inLanguage = useBilingual()
  const cells = new Map<string, FilledCell>(filling.cells.map((cell) => [cell.ref, cell]))
  return (
    <FormGrid
      grid={filling.grid}
      label={say('filled')}
      cellAt={(row, column) => {
        const cell = cells.get(refOf({ row, column }))
        if (!cell) return undefined
        return {
          className: cell.kind === 'asked' ? 'is-asked' : cell.kind === 'total' ? 'is-name' : 'is-records',
          label: `${inLanguage(cell.name)} ${cell.header}：${cell.value ?? say('none')}`,
          content: (
            <>
              {cell.value ?? (cell.kind === 'asked' ? '·' : '')}
              {cell.corrected && <span className="corrected-sign">{say('correctedSign')}</span>}
            </>
          ),
          ...(cell.isFormula ? {} : { onPress: () => onPress(cell.ref) }),
        }
      }}
    />
  )
}

function Answerers({ filling }: { filling: FillingView }) {
  const say = useTableWords()
  const inLanguage = useBilingual()
  const { owners } = filling
  return (
    <section className="card" aria-label={say('who')}>
      <header>
        <h2>{say('who')}</h2>
        {owners.length > 0 && (
          <span className="quiet num">{say('answeredOf', { n: filling.answered, all: filling.asked })}</span>
        )}
      </header>
      <div className="card-body">
        {owners.length === 0 && <span className="quiet">{say('nobodyAsked')}</span>}
        <ul className="answerers">
          {owners.map((owner) => (
            <li key={owner.id}>
              {owner.answeredAt ? <Tag tone="good">{say('answered')}</Tag> : <Tag tone="warn">{say('missing')}</Tag>}{' '}
              {inLanguage(owner.name)}
              {owner.isLate && (
                <>
                  {' '}
                  <Tag tone="bad">{say('late')}</Tag>
                </>
              )}
              {owner.answeredAt && (
                <div className="quiet">
                  {owner.answeredBy} · <WhenText at={owner.answeredAt} />
                </div>
              )}
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function ChatText({ text }: { text: string }) {
  const say = useTableWords()
  const { message } = App.useApp()
  return (
    <section className="card" aria-label={say('chat')}>
      <header>
        <h2>{say('chat')}</h2>
        <span className="row card-acts">
          <Button
            size="small"
            onClick={() => void copyText(text).then((isCopied) => isCopied && message.success(say('copied')))}
          >
            {say('copyText')}
          </Button>
        </span>
      </header>
      <div className="card-body">
        <p className="chat-text">{text}</p>
      </div>
    </section>
  )
}
