export { nearestOf } from '../model/spelling.js';
