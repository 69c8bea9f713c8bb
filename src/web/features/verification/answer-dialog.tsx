// What was found of a person who is not registered by it, each kind with what belongs to it; a correction says why.
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { AnswerEntry, EntryDetail } from '../../../modules/verification/contract.ts'
import { WAYS, type Way } from '../../../modules/verification/rules/findings.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { serverNow, serverToday } from '../../shell/clock.ts'
import { useMe } from '../../shell/session.ts'
import { AreaPicker } from '../../ui/area-picker.tsx'
import { DayField } from '../../ui/day-field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { InstantField } from '../../ui/instant-field.tsx'
import { PersonPicker } from '../persons/residence-fields.tsx'
import { ENTRIES, STALE } from './paths.ts'
import { useVerificationWords } from './words.ts'

export type Answer = AnswerEntry['kind']
export const ANSWERS = [
  'alreadyRegistered',
  'notNeeded',
  'movedOn',
  'leftDistrict',
  'notFound',
] as const satisfies readonly Answer[]

/** Begun already, however far this clock is from the server's. */
const thisMinute = (): string => `${serverNow().slice(0, 16)}:00.000Z`

interface Values {
  personId?: string
  reason?: string
  arrivedOn?: string
  toArea?: string
  placeText?: string
  tries?: { how: Way; at: string; who: string }[]
  note?: string
  correction?: string
}

export function AnswerDialog({ entry, kind, onClose }: { entry: EntryDetail; kind: Answer; onClose: () => void }) {
  const say = useVerificationWords()
  const common = useCommon()
  const me = useMe()
  const [id] = useState(newId)
  const required = [{ required: true, message: common('required') }]
  const known = [...(entry.person ? [entry.person] : []), ...entry.candidates].filter(
    (one, index, all) => all.findIndex((other) => other.id === one.id) === index,
  )
  const only = entry.person?.id ?? (known.length === 1 ? known[0]?.id : undefined)
  return (
    <FormDialog<Values>
      title={say(kind)}
      width={640}
      initial={{
        ...(kind === 'alreadyRegistered' && only ? { personId: only } : {}),
        ...(kind === 'notFound'
          ? { tries: [{ how: 'telephone' as const, at: thisMinute(), who: me.account.displayName }] }
          : {}),
      }}
      act={(values) =>
        api.post(`${ENTRIES}/${entry.id}/findings`, {
          id,
          kind,
          note: '',
          ...values,
          personId: values.personId ?? null,
          toArea: values.toArea ?? null,
          arrivedOn: values.arrivedOn ?? null,
          corrects: entry.findingId,
        })
      }
      stale={STALE}
      onClose={onClose}
    >
      {kind === 'alreadyRegistered' && (
        <Form.Item name="personId" label={say('whichPerson')} extra={say('searchPerson')} rules={required}>
          <PersonPicker known={known} />
        </Form.Item>
      )}
      {kind === 'notNeeded' && (
        <>
          <Form.Item name="reason" label={say('reason')} rules={required}>
            <Input.TextArea rows={2} maxLength={300} placeholder={say('reasonHint')} />
          </Form.Item>
          <Form.Item name="arrivedOn" label={say('arrivedOn')} extra={say('arrivedOnHint')}>
            <DayField latest={serverToday()} />
          </Form.Item>
        </>
      )}
      {kind === 'movedOn' && (
        <Form.Item name="toArea" label={say('toArea')} rules={required}>
          <AreaPicker only="township" />
        </Form.Item>
      )}
      {(kind === 'movedOn' || kind === 'leftDistrict') && (
        <Form.Item name="placeText" label={say('place')} rules={kind === 'leftDistrict' ? required : []}>
          <Input maxLength={200} autoComplete="off" placeholder={say('placeHint')} />
        </Form.Item>
      )}
      {kind === 'notFound' && <Tries />}
      <Form.Item name="note" label={say('note')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      {entry.findingId !== null && (
        <Form.Item name="correction" label={say('correction')} rules={required}>
          <Input maxLength={300} autoComplete="off" />
        </Form.Item>
      )}
    </FormDialog>
  )
}

function Tries() {
  const say = useVerificationWords()
  const common = useCommon()
  const required = [{ required: true, message: common('required') }]
  return (
    <Form.Item label={say('tries')} required>
      <Form.List name="tries">
        {(fields, { add, remove }, { errors }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="verification-try">
                <Form.Item name={[name, 'how']} rules={required}>
                  <Select
                    aria-label={say('tryHow')}
                    options={WAYS.map((value) => ({ value, label: say(`way.${value}`) }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'at']} rules={required}>
                  <InstantField placeholder={say('tryAt')} />
                </Form.Item>
                <Form.Item name={[name, 'who']} rules={required}>
                  <Input aria-label={say('tryWho')} placeholder={say('tryWho')} maxLength={60} autoComplete="off" />
                </Form.Item>
                {fields.length > 1 && (
                  <Button type="text" onClick={() => remove(name)}>
                    {say('removeTry')}
                  </Button>
                )}
              </div>
            ))}
            <Form.ErrorList errors={errors} />
            <Button onClick={() => add({ how: 'visit', at: thisMinute() })}>{say('addTry')}</Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  )
}
