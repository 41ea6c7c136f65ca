export { createConciseWriter } from '../report/concise.js';
