import { z } from 'zod';

/** Attributes of samples that rows can be chosen by (engine/samples/table.ts). */
export const WHERE_ATTRIBUTES = ['dataset', 'year', 'country', 'region', 'parcel', 'observer'] as const;

/** A condition on samples: an attribute is one of some values, or a coordinate in degrees lies within limits (the lower one included). */
export const rowConditionSchema = z.union([
  z.strictObject({ attribute: z.enum(WHERE_ATTRIBUTES), values: z.array(z.string()).min(1) }),
  z.strictObject({ axis: z.enum(['lon', 'lat']), from: z.number().nullable().default(null), to: z.number().nullable().default(null) }),
]);
export type RowCondition = z.infer<typeof rowConditionSchema>;

/** Conditions in words, all of which hold: “country FRA, 2 ≤ lon < 5”; empty for none. */
export function whereWords(where: readonly RowCondition[]): string {
  return where
    .map((condition) => {
      if ('attribute' in condition) return `${condition.attribute} ${condition.values.join(' or ')}`;
      const { axis, from, to } = condition;
      return `${from === null ? '' : `${from} ≤ `}${axis}${to === null ? '' : ` < ${to}`}`;
    })
    .join(', ');
}
