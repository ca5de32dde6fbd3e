/**
 * What the desktop's preload gives the window as `window.furrow`. In the browser host there is none, and the window
 * uses the file chooser of the API (`files.list`) instead. Everything else goes through `fetch`, in every host.
 */
export interface DesktopBridge {
  /** `process.platform`, for the shortcuts shown in menus. */
  readonly platform: string;
  /** The system's picker for files. Gives their absolute paths, already opened to the engine; none when cancelled. */
  pickFiles(): Promise<readonly string[]>;
  /** The same for one folder; null when cancelled. */
  pickFolder(): Promise<string | null>;
  /** Opens files and folders that were dropped on the window to the engine, and gives their paths. What is not on disk is left out. */
  openDropped(files: readonly File[]): Promise<readonly string[]>;
  /** Shows a file in the system's file manager, if it lies in the workspace or was picked before. */
  reveal(path: string): Promise<void>;
  /** Calls `listener` with each command chosen in the menu. Gives back what ends it. */
  onCommand(listener: (command: MenuCommand) => void): () => void;
}

/** Commands of the menu that the window carries out; the menu's own items (copy, zoom, quit) are not among them. */
export const MENU_COMMANDS = ['import', 'tasks', 'settings', 'about'] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

/** Names of the messages between preload and shell. Nothing else passes between them. */
export const CHANNELS = {
  pickFiles: 'furrow:pick-files',
  pickFolder: 'furrow:pick-folder',
  openDropped: 'furrow:open-dropped',
  reveal: 'furrow:reveal',
  command: 'furrow:command',
} as const;
