import { config } from 'zod';

// zod compiles its object checks with `new Function` where it may and finds out by trying; the content security policy
// forbids that and would report each try. Imported before everything else, because schemas are made on import.
config({ jitless: true });
