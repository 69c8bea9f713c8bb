// A form of a superior (M49): the sheet as it looks, and what its columns, rows and cells stand for. Tomorrow's form is uploaded
// here too, and what it no longer has is named.
import { Link, useParams } from '@tanstack/react-router'
import { Alert, App, Button, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { refOf } from '../../../kernel/cells.ts'
import type { FormView, Mapping } from '../../../modules/duties/tables/contract.ts'
import { sheetOf } from '../../../modules/duties/tables/rules/grid.ts'
import { targetsOf } from '../../../modules/duties/tables/rules/values.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { WhenText } from '../../ui/when.tsx'
import { Labelled } from '../reports/labelled.tsx'
import { BeginDialog } from './begin-dialog.tsx'
import { FormGrid } from './form-grid.tsx'
import { ListFields } from './list-fields.tsx'
import { CellFields, cellOf, TableFields } from './mapping-fields.tsx'
import { FORMS, TABLE_TOPICS, VERSIONS } from './paths.ts'
import { UploadDialog } from './upload-dialog.tsx'
import { useTableWords } from './words.ts'
import '../reports/reports.css'
import './tables.css'

const STALE = [FORMS]

export function TableFormPage() {
  const { id } = useParams({ from: '/frame/tables/forms/$id' })
  const { data, error, refetch } = useApi<FormView>(`${FORMS}/${id}`)
  useLive(TABLE_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 12 }} />
  return <Editor key={data.current.id} form={data} />
}

function Editor({ form }: { form: FormView }) {
  const say = useTableWords()
  const { message } = App.useApp()
  const { current } = form
  // What is being changed, and the revision that it was changed from.
  const [draft, setDraft] = useState<{ from: number; mapping: Mapping } | null>(null)
  const [added, setAdded] = useState<string | null>(null)
  const [isUploading, setUploading] = useState(false)
  const [isBeginning, setBeginning] = useState(false)
  const mapping = draft?.mapping ?? current.mapping
  const grid = current.grids.find(({ name }) => name === mapping.sheet) ?? current.grids[0]!
  const sheet = sheetOf(grid)
  const change = (next: Mapping) => setDraft({ from: draft?.from ?? current.revision, mapping: next })
  const saving = useSend<{ from: number; mapping: Mapping }, FormView>(
    ({ from, mapping }) => api.put(`${VERSIONS}/${current.id}/mapping`, { revision: from, mapping }),
    STALE,
  )
  const proposing = useSend<string, { mapping: Mapping }>((name) =>
    api.get(`${VERSIONS}/${current.id}/proposal`, { sheet: name }),
  )
  // Told once that somebody else saved in between, whoever saves again means it.
  const save = () =>
    draft &&
    saving.mutate(saving.isError ? { ...draft, from: current.revision } : draft, {
      onSuccess: () => {
        setDraft(null)
        void message.success(say('saved'))
      },
    })
  return (
    <div className="stack reports">
      <div className="page-head">
        <h1>{form.name}</h1>
        <span className="quiet num">
          {say('versions', { n: current.number })} · {current.fileName}
        </span>
        {draft && <span className="unsaved">{say('unsaved')}</span>}
        <div className="row">
          <Button href={`${VERSIONS}/${current.id}/workbook`}>{say('original')}</Button>
          <Button onClick={() => setUploading(true)}>{say('newVersion')}</Button>
          <Button type={draft ? 'primary' : 'default'} disabled={!draft} loading={saving.isPending} onClick={save}>
            {say('save')}
          </Button>
          <Button type={draft ? 'default' : 'primary'} disabled={draft !== null} onClick={() => setBeginning(true)}>
            {say('begin')}
          </Button>
        </div>
      </div>
      {current.lost.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`${say('lost')}${current.lost.join('、')}`}
          description={say('lostHint')}
        />
      )}
      <ProblemAlert error={saving.error ?? proposing.error} />
      <div className="mapping">
        <section className="card">
          <header>
            <h2>{say('preview')}</h2>
            <span className="quiet">{say('previewHint')}</span>
          </header>
          <div className="card-body stack">
            {current.grids.length > 1 && (
              <Labelled label={say('sheet')}>
                {(id) => (
                  <Select
                    id={id}
                    value={grid.name}
                    onChange={(name) => proposing.mutate(name, { onSuccess: (found) => change(found.mapping) })}
                    options={current.grids.map(({ name }) => ({ value: name, label: name }))}
                  />
                )}
              </Labelled>
            )}
            <Preview form={form} sheet={sheet} mapping={mapping} onChange={change} onAdd={setAdded} />
          </div>
        </section>
        <div className="stack">
          <TableFields form={form} sheet={sheet} mapping={mapping} onChange={change} />
          <CellFields form={form} sheet={sheet} mapping={mapping} onChange={change} added={added} />
          <ListFields form={form} sheet={sheet} mapping={mapping} onChange={change} />
        </div>
      </div>
      <Before form={form} />
      <div>
        <Link to="/tables">← {say('toForms')}</Link>
      </div>
      {isUploading && <UploadDialog form={form} onClose={() => setUploading(false)} />}
      {isBeginning && <BeginDialog form={form} onClose={() => setBeginning(false)} />}
    </div>
  )
}

function Preview({
  form,
  sheet,
  mapping,
  onChange,
  onAdd,
}: {
  form: FormView
  sheet: ReturnType<typeof sheetOf>
  mapping: Mapping
  onChange: (mapping: Mapping) => void
  /** A cell was pressed: its field is the next to be filled in. */
  onAdd: (ref: string) => void
}) {
  const say = useTableWords()
  const inLanguage = useBilingual()
  const names = new Map(form.figures.map((figure) => [figure.key as string, inLanguage(figure)]))
  const targets = new Map(targetsOf(mapping, sheet).map((target) => [target.ref, target]))
  const persons = new Map(form.personColumns.map((one) => [one.key, inLanguage(one)]))
  const { list, table } = mapping
  return (
    <FormGrid
      grid={sheet.grid}
      rows={Math.max(sheet.grid.rows, list?.firstRow ?? 0)}
      label={say('preview')}
      cellAt={(row, column) => {
        const ref = refOf({ row, column })
        const target = targets.get(ref)
        if (target && !target.isFormula) {
          const { source } = target
          const name = source.kind === 'figure' ? (names.get(source.figure) ?? '') : ''
          const said =
            source.kind !== 'figure'
              ? say(source.kind === 'day' ? 'fillDay' : 'askUnits')
              : source.over === 'total'
                ? say('totalOf', { name })
                : name
          return { className: source.kind === 'asked' ? 'is-asked' : 'is-records', content: <small>{said}</small> }
        }
        const person = list?.firstRow === row && list.columns.find((one) => one.column === column)
        if (person) return { className: 'is-records', content: <small>{persons.get(person.person)}</small> }
        if (table?.keyColumn === column && table.rows.some((one) => one.row === row)) return { className: 'is-name' }
        if (sheet.text(row, column) !== '' || sheet.isFormula(row, column)) return undefined
        return {
          label: ref,
          onPress: () => {
            onAdd(ref)
            const others = mapping.cells.filter((one) => one.ref !== ref)
            onChange({ ...mapping, cells: [...others, cellOf(sheet, ref)] })
          },
        }
      }}
    />
  )
}

function Before({ form }: { form: FormView }) {
  const say = useTableWords()
  if (form.before.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{say('before')}</h2>
      </header>
      <ul className="card-body">
        {form.before.map((version) => (
          <li key={version.id} className="num">
            <a href={`${VERSIONS}/${version.id}/workbook`}>
              {say('versions', { n: version.number })} · {version.fileName}
            </a>{' '}
            <span className="quiet">
              {say('by')} {version.uploadedBy} · <WhenText at={version.uploadedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
