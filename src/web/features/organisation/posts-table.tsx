// Posts with their present holders: title, name, office, telephone.
import { useBilingual } from '../../i18n/index.ts'
import { isNamed, type Post } from './find.ts'
import { TelephoneEdit } from './telephone-edit.tsx'
import { useOrganisationWords } from './words.ts'

export function PostsTable({ posts, label }: { posts: Post[]; label: string }) {
  const say = useOrganisationWords()
  const inLanguage = useBilingual()
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
            <td className="lead">{inLanguage({ zh: post.titleZh, en: post.titleEn })}</td>
            <td data-label={say('holder')}>
              <HolderNames post={post} />
            </td>
            <td data-label={say('office')}>{post.holders.map(({ office }) => office).join('；')}</td>
            <td data-label={say('telephone')}>
              <PostTelephone post={post} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function HolderNames({ post }: { post: Post }) {
  const say = useOrganisationWords()
  if (post.holders.length === 0) return <span className="quiet">{say('vacant')}</span>
  return post.holders.map((holder, index) => (
    <span key={`${holder.name} ${holder.since}`}>
      {index > 0 && '、'}
      {isNamed(post, holder) ? holder.name : <span className="quiet">{say('notNamed')}</span>}
    </span>
  ))
}

/** The number goes to whoever holds the post now; a vacant post has nobody to call. */
export function PostTelephone({ post }: { post: Post }) {
  const inLanguage = useBilingual()
  if (post.holders.length === 0) return <span className="quiet">—</span>
  const number = post.holders.find(({ telephone }) => telephone)?.telephone ?? null
  return (
    <TelephoneEdit
      path={`/api/v1/posts/${encodeURIComponent(post.id)}/telephone`}
      who={inLanguage({ zh: post.titleZh, en: post.titleEn })}
      number={number}
    />
  )
}
