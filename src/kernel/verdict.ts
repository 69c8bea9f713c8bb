// What a pure rule answers: a value, or the reasons why not. A judgement keeps its reasons, so both arms carry them.

/** One reason, readable by program (`code`, stable) and by person (both languages); `field` is a JSON path. */
export interface Reason {
  code: string
  zh: string
  en: string
  field?: string
}

export type Verdict<T> = { ok: true; value: T; reasons: Reason[] } | { ok: false; reasons: Reason[] }

export const reason = (code: string, zh: string, en: string, field?: string): Reason =>
  field === undefined ? { code, zh, en } : { code, zh, en, field }

export const yes = <T>(value: T, reasons: Reason[] = []): Verdict<T> => ({ ok: true, value, reasons })
export const no = (...reasons: Reason[]): { ok: false; reasons: Reason[] } => ({ ok: false, reasons })
