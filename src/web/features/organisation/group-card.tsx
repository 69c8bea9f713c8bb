// One work group (M03): lead unit and responsible officer, leader, deputies, guarantors, staff, member units.
import { Fragment } from 'react'
import { useBilingual } from '../../i18n/index.ts'
import { type GroupRole, roleOf, type Unit } from './find.ts'
import { HolderNames, Offices, PostLink, PostTelephone } from './posts-table.tsx'
import { TelephoneEdit } from './telephone-edit.tsx'
import { useOrganisationWords } from './words.ts'

const ROLES: readonly GroupRole[] = ['officer', 'leader', 'deputy', 'guarantor', 'staff']

export function GroupCard({ unit }: { unit: Unit }) {
  const say = useOrganisationWords()
  const inLanguage = useBilingual()
  const name = inLanguage({ zh: unit.nameZh, en: unit.nameEn })
  return (
    <section className="card">
      <header>
        <h3>{name}</h3>
        {unit.group && <span className="quiet">{say('number', { n: unit.group.number })}</span>}
      </header>
      <dl className="facts card-body">
        {unit.group && (
          <>
            <dt>{say('leadUnit')}</dt>
            <dd>{inLanguage(unit.group.leadUnit)}</dd>
          </>
        )}
        {ROLES.map((role) => {
          const posts = unit.posts.filter((post) => roleOf(post) === role)
          if (posts.length === 0) return null
          return (
            <Fragment key={role}>
              <dt>{say(role)}</dt>
              <dd className="group-posts">
                {posts.map((post) => (
                  <div key={post.id}>
                    <span className="holder-names">
                      <PostLink post={post}>
                        <HolderNames post={post} />
                      </PostLink>
                      {/* The lead unit is said above. */}
                      {role !== 'officer' && (
                        <span className="quiet">
                          <Offices post={post} />
                        </span>
                      )}
                    </span>
                    <PostTelephone post={post} />
                  </div>
                ))}
              </dd>
            </Fragment>
          )
        })}
        <dt>{say('unitTelephone')}</dt>
        <dd>
          <TelephoneEdit path={`/api/v1/units/${unit.id}/telephone`} who={name} number={unit.telephone} />
        </dd>
        {unit.group && unit.group.members.length > 0 && (
          <>
            <dt>{say('members')}</dt>
            <dd>{unit.group.members.map(inLanguage).join(inLanguage({ zh: '、', en: ', ' }))}</dd>
          </>
        )}
      </dl>
    </section>
  )
}
