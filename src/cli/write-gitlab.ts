export { createGitlabWriter } from '../report/gitlab.js';
