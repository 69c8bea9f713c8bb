// What the office does with a filled table: asks units, closes it, and looks where a figure comes from or corrects it.
import { Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { FilledCell, FillingView, Value } from '../../../modules/duties/tables/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { serverNow } from '../../shell/clock.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { InstantField } from '../../ui/instant-field.tsx'
import { WhenText } from '../../ui/when.tsx'
import { FILLINGS } from './paths.ts'
import { useTableWords } from './words.ts'

const STALE = [FILLINGS]

export function AskDialog({ filling, onClose }: { filling: FillingView; onClose: () => void }) {
  const say = useTableWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const required = [{ required: true, message: common('required') }]
  return (
    <FormDialog<{ dueAt: string; owners: string[] }>
      title={say('ask')}
      hint={say('askHint')}
      okText={say('ask')}
      width={640}
      initial={{ owners: filling.mayAsk.filter(({ isOwn }) => isOwn).map(({ id }) => id) }}
      act={(values) => api.post(`${FILLINGS}/${filling.id}/asking`, values)}
      stale={STALE}
      onClose={onClose}
    >
      <Form.Item name="dueAt" label={say('due')} rules={required}>
        <InstantField earliest={serverNow()} />
      </Form.Item>
      <Form.Item name="owners" label={say('owners')} rules={required}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={filling.mayAsk.map(({ id, name }) => ({ value: id, label: inLanguage(name) }))}
        />
      </Form.Item>
    </FormDialog>
  )
}

export function CloseDialog({ filling, onClose }: { filling: FillingView; onClose: () => void }) {
  const say = useTableWords()
  return (
    <FormDialog
      title={say('close')}
      hint={say('closeHint')}
      okText={say('close')}
      act={() => api.post(`${FILLINGS}/${filling.id}/closing`)}
      stale={STALE}
      onClose={onClose}
    >
      {null}
    </FormDialog>
  )
}

const SAYS = { figure: 'recordsSay', asked: 'unitSays', day: 'recordsSay', total: 'totalIs' } as const

export function CorrectDialog({
  filling,
  cell,
  onClose,
}: {
  filling: FillingView
  cell: FilledCell
  onClose: () => void
}) {
  const say = useTableWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const [id] = useState(newId)
  const [seen] = useState(filling.corrections)
  const shown = (value: Value) => (value === null || value === '' ? say('none') : String(value))
  const { corrected } = cell
  const mayCorrect = filling.may.change && cell.kind !== 'total'
  const isNumber = cell.kind === 'figure' || typeof cell.value === 'number'
  return (
    <FormDialog<{ value: Value; note: string }>
      title={say('correctTitle', { name: inLanguage(cell.name), header: cell.header })}
      okText={mayCorrect ? say('correct') : common('close')}
      act={async (values) => {
        if (mayCorrect) await api.post(`${FILLINGS}/${filling.id}/corrections`, { id, ref: cell.ref, seen, ...values })
      }}
      stale={STALE}
      onClose={onClose}
    >
      <dl className="facts">
        <dt>{say(SAYS[cell.kind])}</dt>
        <dd className="num">
          {shown(corrected ? corrected.was : cell.value)}{' '}
          {cell.kind === 'figure' && (
            <span className="quiet">
              <WhenText at={filling.snapshot.takenAt} />
            </span>
          )}
        </dd>
        {corrected && (
          <>
            <dt>{say('corrected')}</dt>
            <dd>
              <span className="num">{shown(cell.value)}</span> · {corrected.note}
              <div className="quiet">
                {corrected.by} · <WhenText at={corrected.at} />
              </div>
            </dd>
          </>
        )}
      </dl>
      {mayCorrect && (
        <>
          <Form.Item name="value" label={say('value')} rules={[{ required: true, message: common('required') }]}>
            {isNumber ? <InputNumber min={0} max={1_000_000_000} /> : <Input maxLength={500} />}
          </Form.Item>
          <Form.Item
            name="note"
            label={say('note')}
            rules={[{ required: true, min: 2, whitespace: true, message: common('reasonNeeded') }]}
          >
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} placeholder={say('noteHint')} />
          </Form.Item>
        </>
      )}
    </FormDialog>
  )
}
