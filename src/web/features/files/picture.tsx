// The content of a file on the screen: asked for once it comes into sight, since every look is in the audit, and kept while
// the page is open.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../shell/api.ts'
import { useFilesWords } from './words.ts'

const pathOf = (id: string): string => `/api/v1/files/${id}/content`

export async function saveFile(id: string, name: string): Promise<void> {
  const url = URL.createObjectURL(await api.blob(pathOf(id)))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

export function Picture({ id, alt }: { id: string; alt: string }) {
  const say = useFilesWords()
  const frame = useRef<HTMLSpanElement>(null)
  const [isSeen, setSeen] = useState(false)
  const content = useQuery<Blob, Error>({
    queryKey: [pathOf(id)],
    queryFn: () => api.blob(pathOf(id)),
    enabled: isSeen,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true))
    observer.observe(frame.current!)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (!content.data) return
    const made = URL.createObjectURL(content.data)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [content.data])
  return (
    <span className="picture" ref={frame}>
      {url ? <img src={url} alt={alt} /> : content.error && <span className="quiet">{say('cannotShow')}</span>}
    </span>
  )
}
