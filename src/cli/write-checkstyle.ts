export { createCheckstyleWriter } from '../report/checkstyle.js';
