// Who lives with a person, with who of them isolates; corrected here member by member.
import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import type { HouseholdView, Member } from '../../../modules/people/households/contract.ts'
import { api } from '../../shell/api.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { PersonPicker } from '../persons/residence-fields.tsx'
import { MemberState } from './member-state.tsx'
import { useHouseholdWords } from './words.ts'
import './households.css'

const STALE = ['/api/v1/persons']
const pathOf = (personId: string) => `/api/v1/persons/${personId}/household`

export function HouseholdCard({ personId }: { personId: string }) {
  const say = useHouseholdWords()
  const { message } = App.useApp()
  const { data, error } = useApi<HouseholdView>(pathOf(personId))
  const moving = useSend(
    ({ who, withId }: { who: string; withId: string | null }) => api.put(pathOf(who), { with: withId }),
    STALE,
  )
  const heading = useSend((headId: string) => api.put(`${pathOf(personId)}/head`, { personId: headId }), STALE)
  if (!data) return <ProblemAlert error={error} />
  const remove = (member: Member) =>
    moving.mutate({ who: member.id, withId: null }, { onSuccess: () => void message.success(say('removed')) })
  return (
    <section className="card">
      <header>
        <h2>{say('title')}</h2>
        {data.id && (
          <Link to="/persons" search={{ household: data.id }} className="quiet">
            {say('all')}
          </Link>
        )}
      </header>
      <div className="card-body stack">
        <ProblemAlert error={moving.error ?? heading.error} />
        {data.members.length === 0 && <div className="quiet">{say(data.may.edit ? 'none' : 'noneReadOnly')}</div>}
        {data.members.map((member) => (
          <div key={member.id} className="row">
            {member.id === personId ? (
              <strong>{member.name}</strong>
            ) : (
              <Link to="/persons/$id" params={{ id: member.id }}>
                {member.name}
              </Link>
            )}
            {member.isHead && <Tag tone="plain">{say('head')}</Tag>}
            <MemberState member={member} />
            {data.may.edit && (
              <span className="row card-acts">
                {!member.isHead && (
                  <Button size="small" onClick={() => heading.mutate(member.id)}>
                    {say('makeHead')}
                  </Button>
                )}
                <Button size="small" onClick={() => remove(member)}>
                  {say('remove')}
                </Button>
              </span>
            )}
          </div>
        ))}
        {data.members.some(({ id, isolating }) => id !== personId && isolating) && (
          <div className="quiet">{say('memberIsolates')}</div>
        )}
        {data.may.edit && (
          // biome-ignore lint/a11y/noLabelWithoutControl: the picker is the control.
          <label className="household-add">
            <span>{say('add')}</span>
            <PersonPicker
              // Empty again once somebody was added.
              key={data.members.length}
              value={undefined}
              onChange={(other) => other && moving.mutate({ who: other, withId: personId })}
            />
          </label>
        )}
      </div>
    </section>
  )
}
