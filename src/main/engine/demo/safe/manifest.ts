/** The text of `manifest.safe`: which files the product consists of. */
export function manifest(files: readonly string[]): string {
  const objects = files.map((file) => {
    const id = file.split('/').at(-1)?.replace(/\.\w+$/, '') ?? file;
    return `    <dataObject ID="${id}_Data">
      <byteStream mimeType="${file.endsWith('.jp2') ? 'application/octet-stream' : 'text/xml'}">
        <fileLocation locatorType="URL" href="./${file}"/>
      </byteStream>
    </dataObject>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<xfdu:XFDU xmlns:xfdu="urn:ccsds:schema:xfdu:1" version="esa/safe/sentinel/1.1/sentinel-2/msi/archive_l2a_user_product">
  <informationPackageMap>
    <xfdu:contentUnit unitType="Product_Level-2A" textInfo="SENTINEL-2 MSI Level-2A User Product, simulated by Furrow" pdiID="processing"/>
  </informationPackageMap>
  <dataObjectSection>
${objects.join('\n')}
  </dataObjectSection>
</xfdu:XFDU>
`;
}
