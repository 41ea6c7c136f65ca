import { defineRule } from './define-rule.js';

/** Raised by the engine for what a reader could not read. */
export default defineRule({
  id: 'parse-error',
  title: 'File that cannot be read',
  category: 'run',
  severity: 'high',
  why: 'The file looks like a registration, or was named, and is not JSON: nothing in it was checked.',
  remedy: 'Correct the file at the place that the message names. Comments and trailing commas are accepted.',
  sources: [
    { title: 'RFC 8259, the JavaScript Object Notation', where: 'rfc-editor.org/rfc/rfc8259', seen: '2017-12' },
  ],
});
