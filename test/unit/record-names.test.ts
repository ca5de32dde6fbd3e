import { describe, expect, it } from 'vitest';
import { appError } from '../../src/shared/errors/app-error.ts';
import { RECORD_KINDS } from '../../src/shared/records/record-base.ts';
import { recordName } from '../../src/shared/records/record-name.ts';

describe('errors of records', () => {
  it('call them what people call them, and keep the kind for programs', () => {
    const error = appError('RECORD_NOT_FOUND', { kind: 'samples', id: 'x' });
    expect(error.message).toBe('There is no sample set “x” in this workspace.');
    expect(error.params).toEqual({ kind: 'samples', id: 'x' });
    expect(appError('RECORD_NOT_FOUND', { kind: 'scheme', id: 'x' }).message).toBe('There is no class scheme “x” in this workspace.');
    expect(appError('RECORD_EXISTS', { kind: 'embedding', id: 'x' }).message).toBe('The embedding “x” is there already.');
    expect(appError('RECORD_IN_USE', { kind: 'parcels', id: 'x', users: 'map “y”' }).message).toBe('The parcel set “x” is used by map “y”.');
  });

  it.each([...RECORD_KINDS, 'job', 'run', 'report', 'embedding', 'calendar', 'parcel', 'record'])('have a name in both languages: %s', (kind) => {
    expect(recordName(kind)).toMatch(/^[a-z]+( [a-z]+)?$/);
    expect(recordName(kind, 'fr-CH')).toMatch(/^[a-zéèêâ’ ]+$/);
  });
});
