// Chooses posts of the plan by unit or title, unit by unit; what is held already is not offered.
import { Select } from 'antd'
import { useMemo } from 'react'
import type { OrganisationView } from '../../../modules/organisation/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useApi } from '../../shell/queries.ts'
import { useAccountsWords } from './words.ts'

interface Props<T extends string | string[]> {
  value?: T
  onChange?: (value: T) => void
  id?: string
  multiple?: boolean
  without?: readonly string[]
}

export function PostPicker<T extends string | string[]>({ value, onChange, id, multiple, without }: Props<T>) {
  const say = useAccountsWords()
  const inLanguage = useBilingual()
  const { data, isPending } = useApi<OrganisationView>('/api/v1/organisation')
  const options = useMemo(
    () =>
      (data?.units ?? [])
        .map((unit) => ({
          label: inLanguage({ zh: unit.nameZh, en: unit.nameEn }),
          options: unit.posts
            .filter((post) => !without?.includes(post.id))
            .map((post) => ({
              value: post.id,
              label: inLanguage({ zh: post.titleZh, en: post.titleEn }),
              // Found by its unit too, in either language.
              sought: [unit.nameZh, unit.nameEn, post.titleZh, post.titleEn].join(' ').toLowerCase(),
            })),
        }))
        .filter((unit) => unit.options.length > 0),
    [data, inLanguage, without],
  )
  return (
    <Select<T, { value?: string; label: string; sought?: string }>
      {...(id ? { id } : {})}
      {...(multiple ? { mode: 'multiple' as const } : {})}
      {...(value === undefined ? {} : { value })}
      onChange={(next) => onChange?.(next)}
      options={options as never}
      loading={isPending}
      placeholder={say('choosePosts')}
      showSearch={{ filterOption: (typed, option) => option?.sought?.includes(typed.trim().toLowerCase()) ?? false }}
      allowClear
      style={{ width: '100%' }}
    />
  )
}
