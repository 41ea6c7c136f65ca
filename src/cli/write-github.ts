export { createGithubWriter } from '../report/github.js';
