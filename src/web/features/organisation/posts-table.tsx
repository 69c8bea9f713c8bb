// Posts with who holds them and who acts: title, name, office, telephone. A post opens its history and what can be changed.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useBilingual } from '../../i18n/index.ts'
import { Tag } from '../../ui/tag.tsx'
import { useMomentText } from '../../ui/when.tsx'
import { answering, type Holder, isNamed, isVacant, type Post } from './find.ts'
import { TelephoneEdit } from './telephone-edit.tsx'
import { useOrganisationWords } from './words.ts'

export function PostsTable({ posts, label }: { posts: Post[]; label: string }) {
  const say = useOrganisationWords()
  return (
    <table className="list-table posts-table" aria-label={label}>
      <thead>
        <tr>
          <th>{say('post')}</th>
          <th>{say('holder')}</th>
          <th>{say('office')}</th>
          <th>{say('telephone')}</th>
        </tr>
      </thead>
      <tbody>
        {posts.map((post) => (
          <tr key={post.id}>
            <td className="lead">
              <PostLink post={post} />
            </td>
            <td data-label={say('holder')}>
              <HolderNames post={post} />
            </td>
            <td data-label={say('office')}>
              <Offices post={post} />
            </td>
            <td data-label={say('telephone')}>
              <PostTelephone post={post} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Opens the post beside the page it stands on. */
export function PostLink({ post, children }: { post: Post; children?: ReactNode }) {
  const say = useOrganisationWords()
  const inLanguage = useBilingual()
  const title = inLanguage({ zh: post.titleZh, en: post.titleEn })
  return (
    <Link
      to="."
      search={(before: Record<string, string | undefined>) => ({ ...before, post: post.id })}
      replace
      title={say('open', { post: title })}
    >
      {children ?? title}
    </Link>
  )
}

export function Offices({ post }: { post: Post }) {
  const inLanguage = useBilingual()
  const said = post.holders.map(({ office, officeEn }) => inLanguage({ zh: office, en: officeEn })).filter(Boolean)
  return said.join(inLanguage({ zh: '；', en: '; ' }))
}

export function HolderNames({ post }: { post: Post }) {
  const say = useOrganisationWords()
  return (
    <span className="holder-names">
      {isVacant(post) && <Tag tone="warn">{say('vacant')}</Tag>}
      {post.holders.map((holder) => (
        <HolderName key={holder.id} post={post} holder={holder} />
      ))}
    </span>
  )
}

function HolderName({ post, holder }: { post: Post; holder: Holder }) {
  const say = useOrganisationWords()
  const momentText = useMomentText()
  return (
    <span className="holder-name">
      {isNamed(post, holder) ? holder.name : <span className="quiet">{say('notNamed')}</span>}
      {holder.isAway && <Tag tone="warn">{say('away')}</Tag>}
      {holder.standing === 'acting' && (
        <Tag tone="act">
          {holder.until ? say('actingUntil', { until: momentText(holder.until) }) : say('actingOpen')}
        </Tag>
      )}
    </span>
  )
}

/** The number goes to whoever answers for the post now; a vacant post has nobody to call. */
export function PostTelephone({ post }: { post: Post }) {
  const inLanguage = useBilingual()
  const holders = answering(post)
  if (holders.length === 0) return <span className="quiet">—</span>
  const number = holders.find(({ telephone }) => telephone)?.telephone ?? null
  return (
    <TelephoneEdit
      path={`/api/v1/posts/${encodeURIComponent(post.id)}/telephone`}
      who={inLanguage({ zh: post.titleZh, en: post.titleEn })}
      number={number}
    />
  )
}
