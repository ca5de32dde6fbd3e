export { csvLine } from '../../shared/text/csv-line.ts';
