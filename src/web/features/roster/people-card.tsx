// Whom the unit can put on shift: what each serves as, how many shifts, nights and rest days each has of those shown, and when
// somebody is away.
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { Candidates, MemberView, UnitRoster } from '../../../modules/duties/roster/contract.ts'
import { ABSENCE_KINDS, ROLES } from '../../../modules/duties/roster/rules/shifts.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { serverToday } from '../../shell/clock.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useFail } from '../../shell/use-fail.ts'
import { DayField } from '../../ui/day-field.tsx'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useDayText } from '../../ui/when.tsx'
import { DutyNumber } from './duty-number.tsx'
import { ROSTER, STALE, unitPath } from './paths.ts'
import { useRosterWords } from './words.ts'

type Opened = { add: true } | { edit: MemberView } | { away: MemberView } | null

export function PeopleCard({ roster }: { roster: UnitRoster }) {
  const say = useRosterWords()
  const [opened, setOpened] = useState<Opened>(null)
  const close = () => setOpened(null)
  return (
    <section className="card">
      <header>
        <h2>{say('people')}</h2>
        <span className="quiet num">{roster.members.length}</span>
        {roster.mayKeep && <Button onClick={() => setOpened({ add: true })}>{say('addPerson')}</Button>}
      </header>
      {roster.members.length === 0 ? (
        <div className="list-empty">{say('noMembers')}</div>
      ) : (
        <ul className="roster-people">
          {roster.members.map((member) => (
            <Person key={member.id} member={member} keeps={roster.mayKeep} onOpen={setOpened} />
          ))}
        </ul>
      )}
      {opened && 'add' in opened && <AddDialog roster={roster} onClose={close} />}
      {opened && 'edit' in opened && <EditDialog roster={roster} member={opened.edit} onClose={close} />}
      {opened && 'away' in opened && <AbsenceDialog member={opened.away} onClose={close} />}
    </section>
  )
}

function Person({ member, keeps, onOpen }: { member: MemberView; keeps: boolean; onOpen: (next: Opened) => void }) {
  const say = useRosterWords()
  const common = useCommon()
  const fail = useFail()
  const { modal } = App.useApp()
  const dayText = useDayText()
  const removing = useSend(() => api.post(`${ROSTER}/members/${member.id}/removal`), STALE)
  const voiding = useSend((id: string) => api.post(`${ROSTER}/absences/${id}/voiding`), STALE)
  const remove = () =>
    void modal.confirm({
      title: say('removeSure', { name: member.name }),
      okText: say('remove'),
      cancelText: common('cancel'),
      onOk: () => removing.mutateAsync(undefined).catch(fail),
    })
  const today = serverToday()
  return (
    <li>
      <div>
        <strong>{member.name}</strong>{' '}
        <span className="quiet small">{member.roles.map((role) => say(`role_${role}`)).join('、')}</span>
      </div>
      <div>
        <DutyNumber number={member.telephone} />
      </div>
      <div className="quiet small num">
        {say('loadText', { n: member.shifts, nights: member.nights, rest: member.restDays })}
      </div>
      <div>
        {member.absences
          .filter(({ until }) => until >= today)
          .map((away) => (
            <div key={away.id} className="row">
              <Tag tone="warn">{say('away')}</Tag>
              <span className="small num">
                {dayText(away.from)}–{dayText(away.until)} {away.kind && say(`kind_${away.kind}`)}
              </span>
              {keeps && (
                <button
                  type="button"
                  className="link"
                  onClick={() => voiding.mutate(away.id, { onError: fail })}
                  aria-label={`${say('endAbsence')} ${member.name}`}
                >
                  {say('endAbsence')}
                </button>
              )}
            </div>
          ))}
      </div>
      {keeps && (
        <div className="row no-print">
          <button type="button" className="link" onClick={() => onOpen({ away: member })}>
            {say('addAbsence')}
          </button>
          <button type="button" className="link" onClick={() => onOpen({ edit: member })}>
            {say('edit')}
          </button>
          <button type="button" className="link" onClick={remove}>
            {say('remove')}
          </button>
        </div>
      )}
    </li>
  )
}

const useRoleOptions = (roster: UnitRoster) => {
  const say = useRosterWords()
  return ROLES.filter((role) => role !== 'medical' || roster.kinds.includes('medical')).map((value) => ({
    value,
    label: say(`role_${value}`),
  }))
}

interface Values {
  who?: string
  name?: string
  telephone?: string
  roles: MemberView['roles']
}
const BY_NAME = 'byName'

function AddDialog({ roster, onClose }: { roster: UnitRoster; onClose: () => void }) {
  const say = useRosterWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const [form] = Form.useForm<Values>()
  const id = useRef(newId())
  const roles = useRoleOptions(roster)
  const { data } = useApi<Candidates>(`${unitPath(roster.unitId)}/candidates`)
  const who = Form.useWatch('who', form)
  const sending = useSend(({ who: chosen, name, telephone, roles: serves }: Values) => {
    const account = data?.items.find(({ accountId }) => accountId === chosen)
    return api.post(`${ROSTER}/members`, {
      id: id.current,
      unitId: roster.unitId,
      accountId: account?.accountId ?? null,
      name: account?.name ?? name ?? '',
      telephone: telephone?.trim() || null,
      roles: serves,
    })
  }, STALE)
  const rest = useFieldProblems(form, sending.error)
  const required = [{ required: true, message: common('required') }]
  return (
    <Modal
      open
      title={say('addPerson')}
      okText={common('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: sending.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <div className="stack">
        <ProblemAlert error={rest} />
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={{ roles: ['leader', 'staff'] }}
          onFinish={(values) => sending.mutate(values, { onSuccess: onClose })}
        >
          <Form.Item name="who" label={say('choosePerson')} rules={required}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={[
                { value: BY_NAME, label: say('byName') },
                ...(data?.items ?? []).map(({ accountId, name, titleZh, titleEn }) => ({
                  value: accountId,
                  label: `${name} · ${inLanguage({ zh: titleZh, en: titleEn })}`,
                })),
              ]}
            />
          </Form.Item>
          {who === BY_NAME && (
            <Form.Item name="name" label={say('name')} rules={[{ ...required[0]!, whitespace: true }]}>
              <Input maxLength={40} autoComplete="off" />
            </Form.Item>
          )}
          <Form.Item
            name="telephone"
            label={say('telephone')}
            rules={who === BY_NAME ? required : []}
            {...(who === BY_NAME ? {} : { extra: say('telephoneHint') })}
          >
            <Input maxLength={20} inputMode="tel" autoComplete="off" />
          </Form.Item>
          <Form.Item name="roles" label={say('roles')} rules={required}>
            <Select mode="multiple" options={roles} />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  )
}

function EditDialog({ roster, member, onClose }: { roster: UnitRoster; member: MemberView; onClose: () => void }) {
  const say = useRosterWords()
  const common = useCommon()
  const [form] = Form.useForm<Values>()
  const roles = useRoleOptions(roster)
  const sending = useSend(
    ({ telephone, roles: serves }: Values) =>
      api.put(`${ROSTER}/members/${member.id}`, { telephone: telephone?.trim() || null, roles: serves }),
    STALE,
  )
  const rest = useFieldProblems(form, sending.error)
  return (
    <Modal
      open
      title={member.name}
      okText={common('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: sending.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <div className="stack">
        <ProblemAlert error={rest} />
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={{ telephone: member.telephone ?? '', roles: member.roles }}
          onFinish={(values) => sending.mutate(values, { onSuccess: onClose })}
        >
          <Form.Item name="telephone" label={say('telephone')}>
            <Input maxLength={20} inputMode="tel" autoComplete="off" />
          </Form.Item>
          <Form.Item name="roles" label={say('roles')} rules={[{ required: true, message: common('required') }]}>
            <Select mode="multiple" options={roles} />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  )
}

function AbsenceDialog({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const say = useRosterWords()
  const common = useCommon()
  const [form] = Form.useForm<{ from: string; until: string; kind: string }>()
  const id = useRef(newId())
  const sending = useSend(
    (values: object) => api.post(`${ROSTER}/absences`, { id: id.current, memberId: member.id, ...values }),
    STALE,
  )
  const rest = useFieldProblems(form, sending.error)
  const required = [{ required: true, message: common('required') }]
  return (
    <Modal
      open
      title={`${say('addAbsence')}：${member.name}`}
      okText={common('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: sending.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <div className="stack">
        <ProblemAlert error={rest} />
        <Form
          form={form}
          layout="vertical"
          initialValues={{ from: serverToday(), until: serverToday(), kind: 'leave' }}
          onFinish={(values) => sending.mutate(values, { onSuccess: onClose })}
        >
          <div className="row">
            <Form.Item name="from" label={say('absenceFrom')} rules={required}>
              <DayField />
            </Form.Item>
            <Form.Item name="until" label={say('absenceUntil')} rules={required}>
              <DayField />
            </Form.Item>
          </div>
          <Form.Item name="kind" label={say('absenceKind')} rules={required}>
            <Select options={ABSENCE_KINDS.map((value) => ({ value, label: say(`kind_${value}`) }))} />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  )
}
