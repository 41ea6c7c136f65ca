export { createSarifWriter } from '../report/sarif.js';
