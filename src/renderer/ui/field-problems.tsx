import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';

type Tell = (id: string, label: string | null) => void;

const TellContext = createContext<Tell | null>(null);
const WrongContext = createContext<readonly string[]>([]);

/** Knows which of the fields inside hold something wrong, so that a form does not go on with what they held before. */
export function FieldProblems({ children }: { readonly children: ReactNode }): React.JSX.Element {
  const [wrong, setWrong] = useState<ReadonlyMap<string, string>>(new Map());
  const tell = useCallback<Tell>((id, label) => {
    setWrong((known) => {
      if ((known.get(id) ?? null) === label) return known;
      const next = new Map(known);
      if (label === null) next.delete(id);
      else next.set(id, label);
      return next;
    });
  }, []);
  const labels = useMemo(() => [...wrong.values()], [wrong]);
  return <TellContext value={tell}><WrongContext value={labels}>{children}</WrongContext></TellContext>;
}

/** Labels of the fields that hold something wrong, in the order in which they became so. */
export function useWrongFields(): readonly string[] {
  return useContext(WrongContext);
}

/** Tells the form around it that this field holds something wrong, until it is right or gone. */
export function useTellProblem(id: string, label: string, isWrong: boolean): void {
  const tell = useContext(TellContext);
  useEffect(() => {
    if (!tell || !isWrong) return undefined;
    tell(id, label);
    return () => { tell(id, null); };
  }, [tell, id, label, isWrong]);
}
