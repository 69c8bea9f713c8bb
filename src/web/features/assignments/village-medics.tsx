// The medic of each village (M21): whoever is newly registered there is given to him. Chosen in place, from now on.
import { App, Select } from 'antd'
import { newId } from '../../../kernel/ids.ts'
import type { AreaMedics } from '../../../modules/isolation/contract/assignments.ts'
import { api } from '../../shell/api.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { useFail } from '../../shell/use-fail.ts'
import { useAreas } from '../../ui/areas.ts'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { ASSIGNEES } from '../isolation/paths.ts'
import { AREA_MEDICS, ASSIGNMENT_STALE } from './paths.ts'
import { useAssignmentWords } from './words.ts'

const TOWNSHIP_DIGITS = 9
const VILLAGE_DIGITS = 12

export function VillageMedics({ area }: { area: string | undefined }) {
  const say = useAssignmentWords()
  const can = useMay()
  const fail = useFail()
  const { message } = App.useApp()
  const { areas, pathOf } = useAreas()
  const medics = useApi<AreaMedics>(AREA_MEDICS)
  const assignees = useApi<{ items: { id: string; name: string }[] }>(ASSIGNEES, { role: 'medic', area })
  const setting = useSend(
    (said: { areaCode: string; accountId: string | null }) => api.post(AREA_MEDICS, { id: newId(), ...said }),
    ASSIGNMENT_STALE,
  )
  const known = new Map((medics.data?.items ?? []).map((item) => [item.areaCode, item]))
  const shown = areas.filter(
    ({ code }) =>
      (code.length === TOWNSHIP_DIGITS || code.length === VILLAGE_DIGITS) &&
      can('isolation.assign', code) &&
      (area === undefined || code.startsWith(area)),
  )
  const options = (assignees.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const set = (areaCode: string, accountId: string | null) =>
    setting.mutateAsync({ areaCode, accountId }).then(() => void message.success(say('villageSaved')), fail)
  return (
    <section className="card">
      <header>
        <h2>{say('villages')}</h2>
        <span className="quiet">{say('villagesHint')}</span>
      </header>
      <ul className="village-medics card-body">
        {shown.map(({ code }) => {
          const item = known.get(code)
          const name = code.length === TOWNSHIP_DIGITS ? `${pathOf(code)} · ${say('wholeTownship')}` : pathOf(code)
          return (
            <li key={code} className={code.length === TOWNSHIP_DIGITS ? 'is-township' : ''}>
              <span>{name}</span>
              <Select<string | null>
                aria-label={name}
                placeholder={say('none')}
                allowClear
                value={item?.medic.id ?? null}
                onChange={(next) => void set(code, next ?? null)}
                showSearch={{ optionFilterProp: 'label' }}
                options={
                  item && !options.some(({ value }) => value === item.medic.id)
                    ? [{ value: item.medic.id, label: item.medic.name }, ...options]
                    : options
                }
              />
              <span className="quiet small">
                {item?.gone ? (
                  <Tag tone="bad">{say('noPost')}</Tag>
                ) : (
                  item && (
                    <>
                      {say('since')} <WhenText at={item.from} />
                    </>
                  )
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
