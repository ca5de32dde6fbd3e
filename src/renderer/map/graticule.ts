import type Map from 'ol/Map.js';
import Graticule from 'ol/layer/Graticule.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Text from 'ol/style/Text.js';

/** Label on a light halo: read over any map. */
function label(textAlign: CanvasTextAlign, textBaseline: CanvasTextBaseline): Text {
  return new Text({ font: '500 11px "Inter Variable", sans-serif', textAlign, textBaseline, fill: new Fill({ color: '#1d211c' }), stroke: new Stroke({ color: 'rgba(255,255,255,0.9)', width: 3 }) });
}

/** Meridians and parallels with their degrees, over all layers of a map. Call what comes back to take them away. */
export function addGraticule(map: Map): () => void {
  const layer = new Graticule({
    strokeStyle: new Stroke({ color: 'rgba(30,34,30,0.55)', width: 1, lineDash: [1, 4] }),
    showLabels: true,
    lonLabelStyle: label('center', 'bottom'),
    latLabelStyle: label('end', 'middle'),
    lonLabelPosition: 0.012,
    latLabelPosition: 0.99,
    targetSize: 160,
    wrapX: false,
    intervals: [90, 45, 30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001],
    zIndex: 900,
  });
  layer.setMap(map);
  return () => {
    layer.setMap(null);
    layer.dispose();
  };
}
