import type { LegendEntry } from './legend.ts';
import { xmlText } from './xml.ts';

/** A Styled Layer Descriptor 1.0.0 (OGC 02-070) for a class map: a colour map of single values, as GeoServer and QGIS read it. */
export function sldStyle(name: string, legend: readonly LegendEntry[]): string {
  const entries = legend.map(({ value, label, colour }) => `            <ColorMapEntry color="${colour.toLowerCase()}" quantity="${value}" label="${xmlText(label)}" opacity="1"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<StyledLayerDescriptor version="1.0.0" xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.opengis.net/sld http://schemas.opengis.net/sld/1.0.0/StyledLayerDescriptor.xsd">
  <NamedLayer>
    <Name>${xmlText(name)}</Name>
    <UserStyle>
      <Title>${xmlText(name)}</Title>
      <FeatureTypeStyle>
        <Rule>
          <RasterSymbolizer>
            <Opacity>1</Opacity>
            <ColorMap type="values">
${entries.join('\n')}
            </ColorMap>
          </RasterSymbolizer>
        </Rule>
      </FeatureTypeStyle>
    </UserStyle>
  </NamedLayer>
</StyledLayerDescriptor>
`;
}
