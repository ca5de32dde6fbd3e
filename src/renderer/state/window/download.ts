/** Hands a file to the person: the browser or the shell asks where it goes. */
export function download(name: string, content: Blob | string, type = 'text/plain;charset=utf-8'): void {
  const url = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken hold of the blob by then.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}

/** A title as a file name: letters, digits, and single hyphens between. */
export function fileNameOf(title: string): string {
  return title.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '').toLowerCase() || 'furrow';
}
