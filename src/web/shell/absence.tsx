// Said to whoever is away while somebody acts in the post: why less is open than usual, and until when.
import { useBilingual } from '../i18n/index.ts'
import { useMomentText } from '../ui/when.tsx'
import { useMe } from './session.ts'
import { useShellWords } from './words.ts'

export function AbsenceNotice() {
  const say = useShellWords()
  const inLanguage = useBilingual()
  const momentText = useMomentText()
  const { absentFrom } = useMe()
  return absentFrom.map(({ titleZh, titleEn, actingName, until }) => (
    <p key={titleZh} role="status" className="absence">
      {say('absentNotice', {
        post: inLanguage({ zh: titleZh, en: titleEn }),
        name: actingName,
        until: until ? say('until', { until: momentText(until) }) : say('untilOpen'),
      })}
    </p>
  ))
}
