// Who answers for a duty, by name and telephone, so that whoever sees it broken can call. A set of units opens to its units.
import type { OwnerView } from '../../../modules/insight/plan/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { Telephone } from '../../ui/telephone.tsx'
import { usePlanWords } from './words.ts'

export type Owners = ReadonlyMap<string, OwnerView>

interface Props {
  keys: readonly string[]
  owners: Owners
  onUnit: (key: string) => void
}

export function OwnerList({ keys, owners, onUnit }: Props) {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  return (
    <ul className="plan-owners">
      {keys.map((key) => {
        const owner = owners.get(key)
        if (!owner) return null
        if (owner.kind !== 'set' || owner.units.length === 1) {
          const shown = owners.get(owner.units[0] ?? '') ?? owner
          return (
            <li key={key}>
              <Person owner={shown} onUnit={onUnit} />
            </li>
          )
        }
        return (
          <li key={key}>
            <details>
              <summary>
                {inLanguage(owner)} <span className="quiet">{say('unitCount', { n: owner.units.length })}</span>
              </summary>
              <OwnerList keys={owner.units} owners={owners} onUnit={onUnit} />
            </details>
          </li>
        )
      })}
    </ul>
  )
}

function Person({ owner, onUnit }: { owner: OwnerView; onUnit: (key: string) => void }) {
  const inLanguage = useBilingual()
  return (
    <>
      <button type="button" className="link" onClick={() => onUnit(owner.key)}>
        {inLanguage(owner)}
      </button>{' '}
      <HolderText owner={owner} />
    </>
  )
}

/** The holder with the telephone: the holder's own, else the unit's. */
export function HolderText({ owner, withTitle = false }: { owner: OwnerView; withTitle?: boolean }) {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  const { holder, telephone } = owner
  const name = holder?.name
  const isNamed = name !== undefined && name !== inLanguage(holder!.title) && name !== holder!.title.zh
  return (
    <span className="plan-holder">
      {isNamed && <span title={inLanguage(holder!.title)}>{name}</span>}
      {holder?.isActing && <span className="quiet">{say('acting')}</span>}
      {withTitle && holder && !isNamed && <span>{inLanguage(holder.title)}</span>}{' '}
      <Telephone number={holder?.telephone ?? telephone} />
    </span>
  )
}
