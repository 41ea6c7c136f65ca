export { createJunitWriter } from '../report/junit.js';
