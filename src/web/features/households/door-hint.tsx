// While somebody is registered: who is known at that address or under that telephone, and who isolates there. Whoever moves in
// with them is asked about (M07).
import { Alert, Button, Form } from 'antd'
import type { FoundHouseholds, Member } from '../../../modules/people/households/contract.ts'
import { readTelephones } from '../../../modules/people/rules/telephones.ts'
import { useApi } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import type { Values } from '../persons/registration.ts'
import { MemberState } from './member-state.tsx'
import { useHouseholdWords } from './words.ts'
import './households.css'

export function DoorHint({ onChoose }: { onChoose: (member: Member) => void }) {
  const say = useHouseholdWords()
  const can = useMay()
  const form = Form.useFormInstance<Values>()
  const areaCode = Form.useWatch('areaCode', form)
  const address = (Form.useWatch('address', form) ?? '').trim()
  const telephone = readTelephones(Form.useWatch('telephones', form) ?? '').numbers[0]
  const householdWith = Form.useWatch('householdWith', form)
  const isKnown = (areaCode && address.length >= 2) || telephone || householdWith
  const { data } = useApi<FoundHouseholds>(
    can('person.read') && isKnown ? '/api/v1/households' : null,
    {
      areaCode: areaCode && address.length >= 2 ? areaCode : undefined,
      address: areaCode && address.length >= 2 ? address : undefined,
      telephone,
      personId: householdWith,
    },
    { placeholderData: (previous) => previous },
  )
  if (!isKnown || !data || data.items.length === 0) return null
  const isolating = data.items.flatMap(({ members }) => members).filter((member) => member.isolating).length
  return (
    <Alert
      className="door-hint"
      type={isolating > 0 ? 'warning' : 'info'}
      showIcon
      role="status"
      title={isolating > 0 ? say('foundIsolating', { n: isolating }) : say('foundTitle')}
      description={
        <div className="stack">
          <div>
            {say('foundHint')} {isolating > 0 && say('askHint')}
          </div>
          {data.items.map((door) => (
            <div key={door.id ?? door.members[0]?.id} className="row">
              <span>
                {door.address}{' '}
                {door.members.map((member) => (
                  <span key={member.id}>
                    {member.name} <MemberState member={member} />{' '}
                  </span>
                ))}
              </span>
              {door.members.some(({ id }) => id === householdWith) ? (
                <span className="quiet">✓ {say('chosen')}</span>
              ) : (
                <Button size="small" onClick={() => door.members[0] && onChoose(door.members[0])}>
                  {say('livesWith')}
                </Button>
              )}
            </div>
          ))}
        </div>
      }
    />
  )
}
