export { createJsonWriter } from '../report/json.js';
