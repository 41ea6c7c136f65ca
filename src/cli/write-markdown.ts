export { createMarkdownWriter } from '../report/markdown.js';
