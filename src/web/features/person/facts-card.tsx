// Who the person is: particulars with the masked number, telephones that call, household, the return.
import { Button } from 'antd'
import { useState } from 'react'
import type { PersonView } from '../../../modules/people/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useMay } from '../../shell/session.ts'
import { useAreas } from '../../ui/areas.ts'
import { Masked } from '../../ui/masked.tsx'
import { Tag } from '../../ui/tag.tsx'
import { Telephone } from '../../ui/telephone.tsx'
import { DayText, WhenText } from '../../ui/when.tsx'
import { usePersonsWords } from '../persons/words.ts'
import { EditDialog } from './edit-dialog.tsx'
import { CancelArrivalDialog, ConfirmArrivalDialog } from './period-dialogs.tsx'
import { usePersonWords } from './words.ts'

type PersonsWord = Parameters<ReturnType<typeof usePersonsWords>>[0]

export function FactsCard({ person }: { person: PersonView }) {
  const say = usePersonWords()
  const persons = usePersonsWords()
  const common = useCommon()
  const { pathOf } = useAreas()
  const [isEditing, setEditing] = useState(false)
  const { arrival } = person
  return (
    <section className="card">
      <header>
        <h2>{say('facts')}</h2>
        <div className="row card-acts">
          {arrival && <ArrivalActions person={person} />}
          {person.may.edit && <Button onClick={() => setEditing(true)}>{say('edit')}</Button>}
        </div>
        {isEditing && <EditDialog person={person} onClose={() => setEditing(false)} />}
      </header>
      <dl className="facts card-body">
        <dt>{say('sexAge')}</dt>
        <dd>
          {common(person.sex ?? 'unknown')} <span className="num">{person.birthDate}</span>
        </dd>
        <dt>{persons(person.documentType)}</dt>
        <dd>
          <Masked personId={person.id} masked={person.documentMasked} areaCode={person.areaCode} />
        </dd>
        <dt>{say('telephones')}</dt>
        <dd className="row">
          {person.telephones.length === 0 ? (
            <Telephone number={null} />
          ) : (
            person.telephones.map((number) => <Telephone key={number} number={number} />)
          )}
        </dd>
        <dt>{say('area')}</dt>
        <dd>
          {pathOf(person.areaCode)} {person.address}
        </dd>
        {arrival && (
          <>
            <dt>{say('origin')}</dt>
            <dd>
              {arrival.originText} {arrival.category === 'keyArea' && <Tag tone="bad">{persons('keyArea')}</Tag>}
            </dd>
            <dt>{say('arrival')}</dt>
            <dd>
              <DayText day={arrival.arrivalDay} />{' '}
              {arrival.status !== 'arrived' && <Tag tone="warn">{persons(arrival.status)}</Tag>}{' '}
              {[meansText(arrival.means, persons), arrival.serviceNo].filter(Boolean).join(' ')}
            </dd>
            {arrival.companions && (
              <>
                <dt>{say('companions')}</dt>
                <dd>{arrival.companions}</dd>
              </>
            )}
            <dt>{say('source')}</dt>
            <dd>{persons(`source.${arrival.source}` as PersonsWord)}</dd>
          </>
        )}
        <dt>{say('registered')}</dt>
        <dd>
          <WhenText at={person.registeredAt} />{' '}
          {person.registeredBy && <span className="quiet">{person.registeredBy}</span>}
        </dd>
      </dl>
    </section>
  )
}

const MEANS = ['train', 'plane', 'coach', 'car', 'ship', 'other'] as const
const meansText = (means: string, persons: ReturnType<typeof usePersonsWords>): string => {
  const known = MEANS.find((one) => one === means)
  return known ? persons(`means.${known}`) : means
}

function ArrivalActions({ person }: { person: PersonView }) {
  const say = usePersonWords()
  const can = useMay()
  const [asking, setAsking] = useState<'confirm' | 'cancel' | null>(null)
  const { arrival } = person
  if (arrival?.status !== 'expected') return null
  return (
    <>
      {can('person.register', person.areaCode) && (
        <Button type="primary" onClick={() => setAsking('confirm')}>
          {say('confirmArrival')}
        </Button>
      )}
      {can('person.edit', person.areaCode) && (
        <Button onClick={() => setAsking('cancel')}>{say('cancelArrival')}</Button>
      )}
      {asking === 'confirm' && <ConfirmArrivalDialog arrival={arrival} onClose={() => setAsking(null)} />}
      {asking === 'cancel' && <CancelArrivalDialog arrival={arrival} onClose={() => setAsking(null)} />}
    </>
  )
}
