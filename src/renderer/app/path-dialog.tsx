import { PathChooser } from '../forms/path-chooser.tsx';
import { usePathRequest } from '../state/window/path-request.ts';
import './path-dialog.css';

/** The file chooser over the map, while some part of the window asks for a file. */
export function PathDialog(): React.JSX.Element | null {
  const request = usePathRequest((state) => state.request);
  if (!request) return null;
  const close = (): void => { request.answer(null); };
  return (
    <div className="path-dialog" onKeyDown={(event) => { if (event.key === 'Escape') close(); }}>
      <PathChooser wants="file" hint={request.hint} onChoose={([path]) => { request.answer(path ?? null); }} onClose={close} />
    </div>
  );
}
