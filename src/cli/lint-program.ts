export { lintProgram } from '../lint-program.js';
