/** Names that are kept of a file's vector layers. */
const MOST = 200;

/** The names of the vector layers in TileJSON (`vector_layers`), which is how MBTiles and PMTiles tell them; none where it cannot be read. */
export function layerNames(json: string): string[] {
  try {
    const layers = (JSON.parse(json) as { readonly vector_layers?: readonly { readonly id?: unknown }[] } | null)?.vector_layers;
    return Array.isArray(layers) ? layers.flatMap(({ id }: { readonly id?: unknown }) => (typeof id === 'string' ? [id.slice(0, 100)] : [])).slice(0, MOST) : [];
  } catch {
    // The names only help to choose colours; the tiles themselves are read without them.
    return [];
  }
}
