import { useMemo } from 'react';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import { applyEdits, type SchemeEdit } from '../../../shared/schemes/edit.ts';
import { call } from '../../client/call.ts';
import { useRecords } from '../../state/records.ts';
import { report } from '../../state/report.ts';
import { openScheme, useSchemeChoice } from '../../state/samples/scheme-choice.ts';
import { useStore } from '../../state/store.ts';

/** A scheme as it is shown: with the edits that are not saved yet. */
export interface Draft {
  readonly scheme: ClassScheme;
  /** As it is kept in the workspace. */
  readonly saved: ClassScheme;
  readonly isChanged: boolean;
  /** Titles of the sample sets that are labelled by it. */
  readonly usedBy: readonly string[];
}

/** The chosen scheme, or the first; null while there is none. */
export function useDraft(): Draft | null {
  const { scheme: schemes, samples } = useRecords();
  const chosen = useSchemeChoice(({ id }) => id);
  const drafts = useStore((state) => state.schemes);
  return useMemo(() => {
    const record = schemes.find(({ id }) => id === chosen) ?? schemes.find(({ id }) => id === 'furrow-crops') ?? schemes[0];
    if (!record) return null;
    const draft = drafts?.[record.id];
    return { scheme: draft ?? record.scheme, saved: record.scheme, isChanged: draft !== undefined, usedBy: samples.filter(({ schemeId }) => schemeId === record.id).map(({ title }) => title) };
  }, [schemes, samples, chosen, drafts]);
}

/**
 * Edits a scheme in a way that can be undone; what cannot be done is said in the notice.
 * @param step edits of one step that come close together are undone together (a colour on its way)
 * @returns true when it was done
 */
export function edit({ scheme, saved }: Draft, edits: readonly SchemeEdit[], step?: string): boolean {
  try {
    const { scheme: after } = applyEdits(scheme, edits);
    useStore.getState().changeTree((tree) => ({ ...tree, schemes: withDraft(tree.schemes, saved, after) }), step);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    useStore.getState().fail(thrown.toJSON());
    return false;
  }
}

/** Throws the edits away; undo brings them back. */
export function discard({ saved }: Draft): void {
  useStore.getState().changeTree((tree) => ({ ...tree, schemes: withDraft(tree.schemes, saved, saved) }));
}

/** Keeps the edits, as a new version or in the place of the old scheme, and shows what came out. */
export function save(draft: Draft, way: 'version' | 'replace'): void {
  report(
    call('schemes.save', { scheme: draft.scheme, way }).then(async ({ id }) => {
      await useStore.getState().refresh();
      discard(draft);
      openScheme(id);
    }),
  );
}

/** Puts a scheme that ships with Furrow into the workspace and shows it. */
export function addShipped(id: string): void {
  report(
    call('schemes.add', { id }).then(async () => {
      await useStore.getState().refresh();
      openScheme(id);
    }),
  );
}

function withDraft(drafts: Readonly<Record<string, ClassScheme>> | undefined, saved: ClassScheme, scheme: ClassScheme): Readonly<Record<string, ClassScheme>> | undefined {
  const { [saved.id]: _, ...others } = drafts ?? {};
  const isSame = JSON.stringify(scheme) === JSON.stringify(saved);
  const next = isSame ? others : { ...others, [saved.id]: scheme };
  return Object.keys(next).length > 0 ? next : undefined;
}
